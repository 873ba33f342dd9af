//! The formats that translations come in, down to their sentences.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use flate2::read::GzDecoder;
use serde_json::Value;

/// The text of a file, a sentence or label a line; nothing where the format is none of these.
pub(super) fn text(file: &Path) -> anyhow::Result<Option<String>> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !["pak", "po", "json", "html"].contains(&extension) {
        return Ok(None);
    }
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let text = match extension {
        "pak" => pak(&bytes).with_context(|| file.display().to_string())?,
        "po" => po(&String::from_utf8_lossy(&bytes)),
        "json" => {
            json(&serde_json::from_slice(&bytes).with_context(|| file.display().to_string())?)
        }
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    };
    Ok(Some(plain(&text)))
}

/// The lines of a gzipped list: a word or n-gram and a number.
pub(super) fn list(file: &Path) -> anyhow::Result<Vec<(String, f64)>> {
    let bytes = fs::read(file).with_context(|| file.display().to_string())?;
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).read_to_string(&mut text)?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, number) = line.rsplit_once(' ')?;
        Some((name.to_owned(), number.parse().ok()?))
    });
    Ok(rows.collect())
}

/// The strings of a data pack of Chromium, version 5: a head of twelve bytes, then for each resource
/// its number (two bytes) and the place where it begins (four bytes), and once more for the end.
fn pak(bytes: &[u8]) -> Option<String> {
    const HEAD: usize = 12;
    const ENTRY: usize = 6;
    let number = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?) as usize);
    (number(0)? == 5 && bytes.get(4) == Some(&1)).then_some(())?;
    let count = number(8)? & 0xFFFF;
    let mut text = String::new();
    for at in 0..count {
        let (from, to) = (number(HEAD + at * ENTRY + 2)?, number(HEAD + (at + 1) * ENTRY + 2)?);
        if let Ok(string) = std::str::from_utf8(bytes.get(from..to)?) {
            text.push_str(string);
            text.push('\n');
        }
    }
    Some(text)
}

/// The translations of a gettext catalogue; what is to be translated is not among them.
fn po(catalogue: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in catalogue.lines() {
        if line.starts_with("msg") {
            inside = line.starts_with("msgstr");
            text.push('\n');
        }
        let quoted = line.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"'));
        // The head of a catalogue consists of lines such as "Language: da\n".
        if let Some((string, _)) = quoted.filter(|(string, _)| inside && !string.contains(": ")) {
            text.push_str(&string.replace("\\n", "\n"));
        }
    }
    text
}

/// The strings of a JSON document, but not the names of the translators.
fn json(document: &Value) -> String {
    let mut text = String::new();
    let mut rest = vec![document];
    while let Some(value) = rest.pop() {
        match value {
            Value::String(string) => {
                text.push_str(string);
                text.push('\n');
            }
            Value::Array(values) => rest.extend(values.iter().rev()),
            Value::Object(fields) => {
                let said = fields
                    .iter()
                    .filter(|(name, _)| !["@metadata", "identity"].contains(&name.as_str()));
                rest.extend(said.map(|(_, value)| value));
            }
            _ => {}
        }
    }
    text
}

/// Leaves tags, placeholders and addresses out: `<b>`, `{count}`, `%(name)s`, `$1`, `https://…`.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut closing: Vec<char> = Vec::new();
    for line in text.lines() {
        closing.clear();
        for c in line.chars() {
            match c {
                '<' => closing.push('>'),
                '{' => closing.push('}'),
                '(' if plain.ends_with(['%', '$']) => closing.push(')'),
                _ if closing.last() == Some(&c) => {
                    closing.pop();
                    plain.push(' ');
                }
                _ if closing.is_empty() => plain.push(c),
                _ => {}
            }
        }
        plain.push('\n');
    }
    let is_address =
        |word: &str| word.contains("://") || word.contains("www.") || word.contains(".org");
    let lines = plain
        .lines()
        .map(|line| line.split(' ').filter(|word| !is_address(word)).collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}
