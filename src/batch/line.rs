//! A line of the journal: what became of one document.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::document::{Cluster, Document, Status, Verdict};

/// What became of one document: a line of `journal.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// The document's id, the same for the same bytes; null where no bytes were reached.
    pub id: Option<String>,
    /// The path of the input as it was given.
    pub input: String,
    /// The id of the record, where the input is a container: as it stands there, or `line-7`.
    pub record: Option<String>,
    /// What its outputs are called, without their endings: safe for every file system, and unique.
    pub name: String,
    /// SHA-256 of the document's bytes; null where they were not reached.
    pub sha256: Option<String>,
    /// SHA-256 of the whole record, where the input is a container.
    pub record_sha256: Option<String>,
    /// How the document came out.
    pub status: Status,
    /// Why the status is not `ok`.
    pub reason: Option<String>,
    /// What is wrong with the record, though the document in it could be read: a digest that does
    /// not match, a body that is cut off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The documents that it nearly repeats, or is nearly repeated by, where they were looked for and
    /// there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
    /// What was written of it.
    pub outputs: Vec<Written>,
    /// Characters, without white space.
    pub counts: Counts,
    /// The language of most of the kept text (BCP 47).
    pub language: Option<String>,
    /// What each stage that decided anything decided.
    pub stages: BTreeMap<String, Tally>,
    /// Characters that were removed, by kind.
    pub removed: BTreeMap<String, u64>,
    /// How doubtful the removals are, in thousandths: the characters removed, each weighted by how
    /// unsure its decision was, as a share of all characters.
    pub doubt: u64,
    /// Nodes of the document. Work on it grows with them, whatever the machine.
    pub nodes: u64,
}

/// A file that was written, or a line of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Written {
    /// Its path beneath the output folder.
    pub path: String,
    /// SHA-256 of the file or line.
    pub sha256: String,
    /// Bytes of the file or line.
    pub bytes: u64,
}

/// Characters, without white space: those kept and those removed are those that came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Counts {
    /// All of them.
    pub chars_in: u64,
    /// Those kept.
    pub chars_kept: u64,
    /// Those removed.
    pub chars_removed: u64,
}

/// What a stage decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// Nodes that it dropped.
    pub dropped: u64,
    /// Nodes that it kept, whatever was decided before.
    pub kept: u64,
    /// Nodes that a guard kept it from dropping.
    pub refused: u64,
    /// Characters that are gone by its decisions, when all is done.
    pub chars_removed: u64,
}

impl Counts {
    /// Adds those of another document.
    pub fn add(&mut self, other: Counts) {
        self.chars_in += other.chars_in;
        self.chars_kept += other.chars_kept;
        self.chars_removed += other.chars_removed;
    }
}

impl Tally {
    /// Adds that of another document.
    pub fn add(&mut self, other: Tally) {
        self.dropped += other.dropped;
        self.kept += other.kept;
        self.refused += other.refused;
        self.chars_removed += other.chars_removed;
    }
}

impl Line {
    /// Of a document of which nothing is known but where it is.
    pub(super) fn new(input: String, record: Option<String>, name: String) -> Line {
        Line {
            id: None,
            input,
            record,
            name,
            sha256: None,
            record_sha256: None,
            status: Status::Failed,
            reason: None,
            notes: Vec::new(),
            cluster: None,
            outputs: Vec::new(),
            counts: Counts::default(),
            language: None,
            stages: BTreeMap::new(),
            removed: BTreeMap::new(),
            doubt: 0,
            nodes: 0,
        }
    }

    /// Fills in what is to be said of a document that was read.
    pub(super) fn describe(&mut self, doc: &Document) {
        self.id = Some(doc.id());
        self.status = doc.status();
        self.reason = doc.reason();
        self.language = doc.shares().first().map(|(lang, _)| lang.to_string());
        for decision in doc.decisions() {
            let tally = self.stages.entry(decision.stage.to_owned()).or_default();
            match decision.verdict {
                Verdict::Drop(_) => tally.dropped += 1,
                Verdict::Keep => tally.kept += 1,
                Verdict::Refused(_) => tally.refused += 1,
            }
        }
        let (mut removed, mut unsure) = (0, 0.0_f64);
        for (decision, kind, chars) in doc.losses() {
            let chars = u64::from(chars);
            removed += chars;
            unsure += chars as f64 * f64::from(1.0 - decision.why.score);
            let tally = self.stages.entry(decision.stage.to_owned()).or_default();
            tally.chars_removed += chars;
            *self.removed.entry(kind.name().to_owned()).or_default() += chars;
        }
        self.doubt = thousandths(unsure, doc.chars_in());
        self.nodes = doc.nodes().count() as u64;
        self.counts = Counts {
            chars_in: u64::from(doc.chars_in()),
            chars_kept: u64::from(doc.chars_kept()),
            chars_removed: removed,
        };
    }

    /// The line as it stands in the file: JSON with a checksum (CRC-32) as its last field.
    pub(super) fn to_json(&self) -> serde_json::Result<String> {
        let mut json = serde_json::to_string(self)?;
        json.pop();
        let crc = crc32fast::hash(json.as_bytes());
        Ok(format!("{json}{CRC}{crc:08x}\"}}\n"))
    }

    /// Reads a line of the file; nothing where it is not what was written.
    pub(super) fn from_json(line: &[u8]) -> Option<Line> {
        let line = std::str::from_utf8(line).ok()?.strip_suffix("\"}\n")?;
        let (json, crc) = line.rsplit_once(CRC)?;
        let intact = crc == format!("{:08x}", crc32fast::hash(json.as_bytes()));
        intact.then(|| serde_json::from_str(&format!("{json}}}")).ok()).flatten()
    }
}

/// What stands between a line and its checksum.
const CRC: &str = ",\"crc\":\"";

#[expect(clippy::cast_sign_loss, reason = "neither is negative")]
fn thousandths(part: f64, whole: u32) -> u64 {
    (part * 1000.0 / f64::from(whole.max(1))).round() as u64
}

/// The JSON Schema of a line of the journal.
pub fn schema() -> Schema {
    let mut schema = schema_for!(Line);
    schema.insert("title".to_owned(), "A line of journal.jsonl of pumice".into());
    let crc = json!({
        "description": "CRC-32 of the line up to this field, in hexadecimal.",
        "type": "string",
    });
    let object = schema.ensure_object();
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("crc".to_owned(), crc);
    }
    if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
        required.push("crc".into());
    }
    schema
}
