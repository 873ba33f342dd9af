//! Texts that were written and labelled by hand: a `.lab` file has a head of `#name: value` lines, an
//! empty line, then a letter, a tab and a line of the text for each of its lines, `-` for a blank one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::compose::Known;
use super::page::{Gold, Page};
use super::sample::{Named, Sample};
use crate::render::{Form, Line};

/// All texts of a folder, by name.
pub(super) fn load(folder: &Path) -> anyhow::Result<Vec<Named>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "lab"));
    paths.sort();
    paths.iter().map(|path| read(path).with_context(|| path.display().to_string())).collect()
}

fn read(path: &Path) -> anyhow::Result<Named> {
    let file = fs::read_to_string(path)?;
    let (head, body) = file.split_once("\n\n").context("no head")?;
    let named = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.strip_prefix('#')?.split_once(':'));
        lines.find(|(found, _)| *found == name).map_or("", |(_, value)| value.trim())
    };
    let tags = named("tags").split(';').map(str::trim).filter(|tag| !tag.is_empty());
    let date = named("date");
    let known = Known {
        title: named("title").to_owned(),
        published: (!date.is_empty()).then(|| date.to_owned()),
        tags: tags.map(|tag| tag.trim_start_matches('#').to_owned()).collect(),
    };
    let (mut page, mut lines) = (Page::default(), Vec::new());
    for line in body.lines().filter(|line| !line.is_empty()) {
        let parts = if line == "-" { Some(("-", "")) } else { line.split_once('\t') };
        let (code, text) = parts.context("a line without a tab")?;
        let block = gold(code)?.map(|gold| {
            page.add(gold, Form::Line, text);
            page.blocks.len() - 1
        });
        lines.push(Line { block, text: text.to_owned() });
    }
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (lang, style) = (named("lang").to_owned(), named("style").to_owned());
    Ok(Named { site: id.clone(), id, lang, style, sample: Sample { lines, page, known } })
}

/// What a letter says of a line; nothing of a blank one.
fn gold(code: &str) -> anyhow::Result<Option<Gold>> {
    Ok(Some(match code {
        "-" => return Ok(None),
        "T" => Gold::Title,
        "H" => Gold::Heading,
        "K" => Gold::Text,
        "M" | "t" => Gold::Neutral,
        "N" => Gold::Menu,
        "C" => Gold::Cookies,
        "S" => Gold::Share,
        "A" => Gold::Advertisement,
        "L" | "P" => Gold::Newsletter,
        "R" => Gold::Teasers,
        "O" => Gold::Comments,
        "Z" => Gold::Footer,
        _ => bail!("{code} is no label"),
    }))
}
