//! Near-duplicates: documents whose kept text is nearly that of an earlier one.
//!
//! [`Finder`] is given the [`Signature`] of every document once, in the order of the inputs. A document
//! joins the cluster of the first earlier one that it is found to be alike enough to, of those that begin
//! a cluster; where there is none it begins one of its own. So every document of a cluster is like its
//! first, what comes later changes nothing, and a document of which there is no copy is alone.

mod clusters;
mod shingles;
mod signature;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

pub use clusters::{Clusters, Finder};
pub use signature::Signature;

/// Documents that nearly repeat one another: before a run decides on the first document it can compare
/// the kept texts of all. What was found stands in the journal and in JSON as `cluster`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Duplicates {
    /// Looks for them. All input is read and cleaned twice, so a run takes twice the time.
    pub find: bool,
    /// How alike a document must be to an earlier one: the share of runs of three words (five characters
    /// in scripts without spaces) that both have, 0.6 to 1.
    #[serde(deserialize_with = "likeness")]
    #[schemars(range(min = 0.6, max = 1))]
    pub least: f32,
    /// What is written: "all" documents, or of each cluster the "first" alone; the others then stand in
    /// the journal as skipped.
    pub keep: Keep,
    /// Documents that later ones are compared with at most: each takes 256 bytes for its signature, and
    /// as much again or more to be found by, until all are compared. Those beyond are compared, but nothing with them.
    pub documents: usize,
}

/// Which documents of a cluster are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Keep {
    /// All of them.
    #[default]
    All,
    /// The first, in the order of the inputs.
    First,
}

impl Default for Duplicates {
    fn default() -> Duplicates {
        Duplicates { find: false, least: 0.8, keep: Keep::All, documents: 1_000_000 }
    }
}

/// Documents that are less alike would be found by chance only.
fn likeness<'de, D: Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
    const LEAST: f32 = 0.6;
    let least = f32::deserialize(from)?;
    if (LEAST..=1.0).contains(&least) {
        return Ok(least);
    }
    Err(serde::de::Error::custom(format!("least = {least} is not from {LEAST} to 1")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_found_by_chance_cannot_be_asked_for() {
        let least = |least: &str| toml::from_str::<Duplicates>(&format!("least = {least}"));
        assert!(["0.6", "0.95", "1.0"].iter().all(|good| least(good).is_ok()));
        assert!(["0.59", "1.1", "-1.0", "nan", "\"0.8\""].iter().all(|bad| least(bad).is_err()));
    }
}
