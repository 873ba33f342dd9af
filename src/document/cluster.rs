//! The documents that a document nearly repeats.
//!
//! No single document shows that, so it is not found by a stage: whoever has seen all documents attaches
//! it ([`Document::set_cluster`]) before the document is written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Document;

/// The near-duplicates that a document is one of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cluster {
    /// The id of the first of them, in the order of the inputs.
    pub id: String,
    /// Whether this document is the first.
    pub first: bool,
    /// How alike the kept texts of this document and of the first are, 0 to 1 in thousandths: the share
    /// of runs of words (characters in Chinese, Japanese and Thai) that both have among those that
    /// either has, estimated; 1 for the first itself.
    pub similarity: f64,
}

impl Document {
    /// Notes which documents it nearly repeats, or is nearly repeated by.
    pub fn set_cluster(&mut self, cluster: Option<Cluster>) {
        self.cluster = cluster;
    }

    /// The near-duplicates that it is one of, where somebody looked and there are any.
    pub fn cluster(&self) -> Option<&Cluster> {
        self.cluster.as_ref()
    }
}
