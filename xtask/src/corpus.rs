//! A corpus: pages with the text that should come of them.
//!
//! A folder with `html/ID.html`, or `text/ID.txt`, and `ground-truth/ID.json`; `metadata.json` may say what the corpus is
//! called and of what type each page is, and `suspect-gold.tsv` which reference texts are not to be
//! trusted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use pumice::document::EncodingFrom;
use pumice::readers::{Media, Raw};
use serde::Deserialize;

/// Pages that were collected together.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// The name of its folder.
    pub(crate) name: String,
    /// What it is called, who made it and under which licence.
    pub(crate) credit: String,
    /// Its pages, by their ids.
    pub(crate) pages: Vec<Page>,
}

/// One page and its reference.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its id: the name of its files.
    pub(crate) id: String,
    /// The text that should come of it.
    pub(crate) gold: String,
    /// Its language, where the corpus says so.
    pub(crate) lang: Option<String>,
    /// Its type (`article`, `forum` …), where the corpus says so.
    pub(crate) kind: Option<String>,
    /// Whether the corpus warns of its reference.
    pub(crate) suspect: bool,
    /// The domain that was registered for its site; its id where no address is known.
    pub(crate) site: String,
    file: PathBuf,
    media: Media,
    charset: Option<&'static str>,
    url: Option<String>,
}

impl Page {
    /// Whether it is one of the fifth of the pages that no rule of metadata was written by.
    pub(crate) fn is_held_out(&self) -> bool {
        const FOLDS: u32 = 5;
        let digits: String = self.id.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u32>().is_ok_and(|number| number % FOLDS == 0)
    }

    /// Whether it is plain text already.
    pub(crate) fn is_plain(&self) -> bool {
        self.media == Media::Text
    }

    /// The page as the pipeline takes it.
    pub(crate) fn raw(&self) -> anyhow::Result<Raw<'static>> {
        let bytes = fs::read(&self.file).with_context(|| self.file.display().to_string())?;
        Ok(Raw {
            bytes: Cow::Owned(bytes),
            path: self.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            url: self.url.clone(),
            media: Some(self.media),
            charset: self.charset.map(|label| (label.to_owned(), EncodingFrom::Given)),
            ..Raw::default()
        })
    }
}

/// `ground-truth/ID.json`: the text stands at the top or in a table of its own.
#[derive(Deserialize)]
struct Truth {
    main_content: Option<String>,
    #[serde(rename = "ground_truth")]
    nested: Option<Reference>,
    lang: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
struct Reference {
    main_content: Option<String>,
}

/// `metadata.json`.
#[derive(Default, Deserialize)]
struct Metadata {
    name: Option<String>,
    version: Option<String>,
    license: Option<String>,
    files: BTreeMap<String, Described>,
}

#[derive(Deserialize)]
struct Described {
    page_type: String,
    domain: Option<String>,
}

impl Metadata {
    /// What the corpus says of itself; of one that says nothing, what is known.
    fn credit(&self, folder: &str) -> String {
        let Some(name) = &self.name else {
            let known = CREDITS.iter().find(|(prefix, _)| folder.starts_with(prefix));
            return known.map_or("unknown origin", |(_, credit)| credit).to_owned();
        };
        let said = [Some(name), self.version.as_ref(), self.license.as_ref()];
        said.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// Corpora that do not say of themselves what they are, by the beginnings of their folders' names.
const CREDITS: &[(&str, &str)] = &[
    ("daniel", "the DAnIEL corpus (Lejeune, Zhu), for measuring and for learning weights"),
    ("articles", "`cargo xtask articles`"),
    ("texts", "`xtask/texts`, written and labelled by hand"),
];

/// Every page of a corpus, by its id.
pub(crate) fn load(folder: &Path) -> anyhow::Result<Vec<Page>> {
    Ok(open(folder)?.pages)
}

/// A corpus with all of its pages.
pub(crate) fn open(folder: &Path) -> anyhow::Result<Corpus> {
    let metadata = folder.join("metadata.json");
    let described = metadata.exists();
    let metadata: Metadata = if described { json(&metadata)? } else { Metadata::default() };
    let suspect = suspects(folder);
    let references = folder.join("ground-truth");
    let mut ids: Vec<String> = fs::read_dir(&references)
        .with_context(|| format!("{} is no corpus", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    ids.sort();
    let plain = folder.join("text").exists();
    let (media, folder_name, extension) =
        if plain { (Media::Text, "text", "txt") } else { (Media::Html, "html", "html") };
    let page = |id: String| {
        let truth: Truth = json(&references.join(format!("{id}.json")))?;
        let nested = truth.nested.and_then(|reference| reference.main_content);
        let known = metadata.files.get(&id);
        let host = known.and_then(|page| page.domain.as_deref()).or(truth.url.as_deref());
        Ok(Page {
            file: folder.join(folder_name).join(format!("{id}.{extension}")),
            media,
            gold: truth.main_content.or(nested).unwrap_or_default(),
            kind: known.map(|page| page.page_type.clone()),
            suspect: suspect.contains(&id),
            site: host.map_or_else(|| id.clone(), registered),
            // Pages that come with metadata were saved as UTF-8, whatever they declare.
            charset: described.then_some("utf-8"),
            lang: truth.lang,
            url: truth.url,
            id,
        })
    };
    let pages = ids.into_iter().map(page).collect::<anyhow::Result<_>>()?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Corpus { credit: metadata.credit(&name), name, pages })
}

/// The domain that was registered for a host or address: its last two labels, or three where the last
/// two are a country and what is registered under it (`co.uk`).
fn registered(address: &str) -> String {
    const SHARED: [&str; 11] =
        ["ac", "co", "com", "edu", "gob", "gov", "idv", "ne", "net", "or", "org"];
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', ':', '?']).next().unwrap_or_default().to_lowercase();
    let labels: Vec<&str> = host.split('.').collect();
    let shared = match labels[..] {
        [.., _, second, country] => country.len() == 2 && SHARED.contains(&second),
        _ => false,
    };
    labels[labels.len().saturating_sub(if shared { 3 } else { 2 })..].join(".")
}

fn json<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
}

/// The ids in `suspect-gold.tsv`; none where there is no such file.
fn suspects(folder: &Path) -> BTreeSet<String> {
    let table = fs::read_to_string(folder.join("suspect-gold.tsv")).unwrap_or_default();
    table.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::registered;

    #[test]
    fn a_site_is_what_was_registered() {
        assert_eq!(registered("https://www.example.com:80/a.b.c"), "example.com");
        assert_eq!(registered("news.example.co.uk"), "example.co.uk");
        assert_eq!(registered("localhost"), "localhost");
    }
}
