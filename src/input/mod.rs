//! Inputs: files, directories and containers in, the bytes of documents out.

mod files;
mod kind;
mod lines;
mod list;
mod media;
mod open;
mod packed;
mod select;
mod stream;
mod warc;
mod window;
mod zip;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::document::EncodingFrom;

pub use files::{File, Plan, PlanError, plan};
pub use list::{List, Reader};
pub use open::{Documents, open, open_bytes};
pub use select::{Filter, Selection};
pub(crate) use stream::CHANGED;

/// How far compressed input is unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Unpacking {
    /// Bytes of one document after it was decompressed.
    pub decompressed_bytes: u64,
    /// How many times larger something may get by being decompressed; counted after the first MiB.
    pub ratio: u32,
}

impl Default for Unpacking {
    fn default() -> Unpacking {
        Unpacking { decompressed_bytes: 256 << 20, ratio: 200 }
    }
}

/// How much of an input is taken into memory.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Bytes of one document.
    pub bytes: u64,
    /// How far compressed input is unpacked.
    pub unpacking: Unpacking,
}

/// What was found where a document should be.
#[derive(Debug)]
pub struct Found {
    /// The path of the input as it was given, with `/` between its parts.
    pub input: String,
    /// Where the input stands beneath the directory that was given.
    pub name: String,
    /// The id of the record, where the input is a container: as given, the name of the member, or
    /// where there is none `line-7` or `offset-4711`.
    pub record: Option<String>,
    /// The document, or why there is none.
    pub content: Result<Content, Trouble>,
}

/// The bytes of a document and what its record says of it.
#[derive(Debug, Default)]
pub struct Content {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// `text/html` or `text/plain`, where the record says so.
    pub media_type: Option<&'static str>,
    /// A charset label and who said so, where that is not the page itself.
    pub charset: Option<(String, EncodingFrom)>,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// A date that the record gives.
    pub date: Option<String>,
    /// Fields that pumice does not know.
    pub extra: Map<String, Value>,
    /// The SHA-256 of the whole record, where the input is a container.
    pub record_sha256: Option<String>,
    /// What a web archive says of the record.
    pub warc: Option<Value>,
    /// What is wrong with the record without keeping the document from being read, for people.
    pub notes: Vec<String>,
}

/// Where documents come from.
#[derive(Clone, Debug)]
struct Label {
    input: String,
    name: String,
    /// The container within the input, where it stands in another one.
    within: Option<String>,
}

impl Label {
    /// The name that tells what is in it.
    fn file(&self) -> &str {
        self.within.as_deref().unwrap_or(&self.name)
    }

    /// What was found there, in a record where there are any.
    fn found(&self, record: Option<String>, content: Result<Content, Trouble>) -> Found {
        let parts: Vec<String> = self.within.iter().cloned().chain(record).collect();
        let record = (!parts.is_empty()).then(|| parts.join("/"));
        Found { input: self.input.clone(), name: self.name.clone(), record, content }
    }
}

/// Why there is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// There may be one, and it could not be reached.
    Failed(String),
    /// There is none.
    Skipped(String),
}
