//! Files whose text is known.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// One file, as `manifest.jsonl` describes it.
#[derive(Debug, Deserialize)]
pub(super) struct File {
    #[serde(rename = "file")]
    path: String,
    kind: String,
    encoding: String,
    size: usize,
    text: String,
}

impl File {
    /// Its bytes, in the folder of the corpus.
    pub(super) fn bytes(&self, folder: &Path) -> anyhow::Result<Vec<u8>> {
        let file = folder.join(&self.path);
        fs::read(&file).with_context(|| file.display().to_string())
    }

    /// What it should be decoded to.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it was decoded wrongly before it was written.
    pub(super) fn is_mojibake(&self) -> bool {
        self.kind.starts_with("mojibake:")
    }

    /// Whether there is nothing in it to mend.
    pub(super) fn is_clean(&self) -> bool {
        !self.is_mojibake() || self.kind.ends_with(":clean-control")
    }

    /// What it is called in reports.
    pub(super) fn name(&self) -> String {
        format!("{} ({} {})", self.path, self.kind, self.encoding)
    }

    /// The lines of the report that it counts for.
    pub(super) fn groups(&self) -> Vec<String> {
        let mut groups = vec!["all files".to_owned()];
        if self.is_mojibake() {
            groups.push(self.kind.clone());
            let name = &self.kind["mojibake:".len()..];
            if name.ends_with("-as-latin1") || name.ends_with("-as-cp1252") || name == "utf8-twice"
            {
                let written = if name.starts_with("utf8") { "UTF-8" } else { "East Asian" };
                groups.push(format!("mojibake, all {written} as Latin"));
            }
        } else {
            groups.push("all but mojibake".to_owned());
            groups.push(match self.kind.as_str() {
                "plain" => format!("plain {} ({} bytes)", self.encoding, self.size),
                kind => kind.to_owned(),
            });
        }
        groups
    }
}

/// The files of a corpus.
pub(super) fn read(folder: &Path) -> anyhow::Result<Vec<File>> {
    let manifest = folder.join("manifest.jsonl");
    let text = fs::read_to_string(&manifest).with_context(|| manifest.display().to_string())?;
    let files = text.lines().map(serde_json::from_str);
    files.collect::<Result<_, _>>().with_context(|| manifest.display().to_string())
}
