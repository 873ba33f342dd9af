//! How a document came out.

use super::{Document, NodeId};

/// How a document came out.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Something was kept, and all of the input was read.
    Ok,
    /// Nothing was left, or nothing was there.
    Empty,
    /// A limit was met: what was reached is kept.
    Limited,
    /// It could not be read.
    Failed,
    /// It is not a document: an image, a PDF.
    Skipped,
}

impl Status {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Empty => "empty",
            Status::Limited => "limited",
            Status::Failed => "failed",
            Status::Skipped => "skipped",
        }
    }
}

impl Document {
    /// How it came out: of a document that could be read, `Ok`, `Empty` or `Limited`.
    pub fn status(&self) -> Status {
        if !self.limits.is_empty() {
            Status::Limited
        } else if self.is_shown(NodeId::ROOT) {
            Status::Ok
        } else {
            Status::Empty
        }
    }

    /// Why the status is not `Ok`, for people; nothing when it is.
    pub fn reason(&self) -> Option<String> {
        match self.status() {
            Status::Limited => {
                let hits: Vec<String> = self.limits.iter().map(ToString::to_string).collect();
                Some(hits.join("; "))
            }
            Status::Empty if self.chars_in() == 0 => Some("the input holds no text".to_owned()),
            Status::Empty => Some("all of the text was removed".to_owned()),
            _ => None,
        }
    }

    /// The document's id: the same for the same bytes, wherever they came from.
    pub fn id(&self) -> String {
        id(&self.source.sha256)
    }
}

/// The id of a document whose bytes have this SHA-256.
pub fn id(sha256: &str) -> String {
    const DIGITS: usize = 16;
    format!("d-{}", sha256.get(..DIGITS).unwrap_or(sha256))
}
