//! What a corpus says of a page's metadata.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// The reference metadata of a page; what the page does not have is nothing.
#[derive(Debug, Default)]
pub(super) struct Gold {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    /// A day, `2025-02-03`, or a month, `2025-02`.
    pub(super) published: Option<String>,
}

#[derive(Deserialize)]
struct Truth {
    ground_truth: Fields,
}

#[derive(Deserialize)]
struct Fields {
    title: Option<String>,
    author: Option<String>,
    publish_date: Option<String>,
}

impl Gold {
    /// Reads `ground-truth/ID.json`.
    pub(super) fn load(corpus: &Path, id: &str) -> anyhow::Result<Gold> {
        let path = corpus.join("ground-truth").join(format!("{id}.json"));
        let context = || path.display().to_string();
        let bytes = fs::read(&path).with_context(context)?;
        let Truth { ground_truth: fields } =
            serde_json::from_slice(&bytes).with_context(context)?;
        let said = |value: Option<String>| value.filter(|value| !value.trim().is_empty());
        Ok(Gold {
            title: said(fields.title),
            author: said(fields.author),
            published: said(fields.publish_date),
        })
    }
}
