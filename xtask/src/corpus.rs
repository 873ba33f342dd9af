//! A corpus: pages with the text that should come of them.
//!
//! A folder with `html/ID.html` and `ground-truth/ID.json`; `metadata.json` may say of what type each
//! page is, and `suspect-gold.tsv` which reference texts are not to be trusted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use pumice::document::EncodingFrom;
use pumice::readers::{Media, Raw};
use serde::Deserialize;

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
    html: PathBuf,
    charset: Option<&'static str>,
    url: Option<String>,
}

impl Page {
    /// The page as the pipeline takes it.
    pub(crate) fn raw(&self) -> anyhow::Result<Raw<'static>> {
        let bytes = fs::read(&self.html).with_context(|| self.html.display().to_string())?;
        Ok(Raw {
            bytes: Cow::Owned(bytes),
            path: format!("{}.html", self.id),
            url: self.url.clone(),
            media: Some(Media::Html),
            charset: self.charset.map(|label| (label.to_owned(), EncodingFrom::Given)),
            ..Raw::default()
        })
    }

    /// Whether it is one of the fifth of the pages that nothing is fitted on.
    pub(crate) fn is_held_out(&self) -> bool {
        const FOLDS: u32 = 5;
        let digits: String = self.id.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u32>().is_ok_and(|number| number % FOLDS == 0)
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
    files: BTreeMap<String, Described>,
}

#[derive(Deserialize)]
struct Described {
    page_type: String,
}

/// Every page of a corpus, by its id.
pub(crate) fn load(folder: &Path) -> anyhow::Result<Vec<Page>> {
    let metadata = folder.join("metadata.json");
    let described = metadata.exists();
    let types: Metadata = if described { json(&metadata)? } else { Metadata::default() };
    let suspect = suspects(folder);
    let references = folder.join("ground-truth");
    let mut ids: Vec<String> = fs::read_dir(&references)
        .with_context(|| format!("{} is no corpus", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    ids.sort();
    ids.into_iter()
        .map(|id| {
            let truth: Truth = json(&references.join(format!("{id}.json")))?;
            let nested = truth.nested.and_then(|reference| reference.main_content);
            Ok(Page {
                html: folder.join("html").join(format!("{id}.html")),
                gold: truth.main_content.or(nested).unwrap_or_default(),
                kind: types.files.get(&id).map(|page| page.page_type.clone()),
                suspect: suspect.contains(&id),
                // Pages that come with metadata were saved as UTF-8, whatever they declare.
                charset: described.then_some("utf-8"),
                lang: truth.lang,
                url: truth.url,
                id,
            })
        })
        .collect()
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
