//! The sets, as their files have them.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A string of Han characters that is in one language.
#[derive(Debug, Deserialize)]
pub(super) struct Short {
    pub(super) text: String,
    /// `ja` or `zh`.
    pub(super) lang: String,
    /// `Hans` or `Hant`, where the characters decide.
    pub(super) script: Option<String>,
    pub(super) tier: String,
    /// Whether no character is of one country only.
    pub(super) hard: bool,
}

/// A text with the runs in it.
#[derive(Debug, Deserialize)]
pub(super) struct Mixed {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
}

/// A run; offsets count code points.
#[derive(Debug, Deserialize)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) scripts: Vec<String>,
    pub(super) lang: String,
    pub(super) kind: String,
}

/// The lines of a file; none when there is no such file.
pub(super) fn read<T: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<T>> {
    if !file.exists() {
        return Ok(Vec::new());
    }
    let lines = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let parse = |line| serde_json::from_str(line).with_context(|| file.display().to_string());
    lines.lines().map(parse).collect()
}
