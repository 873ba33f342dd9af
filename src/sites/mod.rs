//! What only many documents show: the blocks that stand on several of the same site.
//!
//! [`Sites`] is told of every document once, in their order, and can then tell each of them which of its
//! blocks the others have. It never says more than is true: what it forgets to stay within its memory
//! makes counts smaller.

mod counts;
mod name;

use schemars::JsonSchema;
use serde::Deserialize;

use counts::Counts;

use crate::document::{Document, Elsewhere, NodeId};

/// What only many documents show: before a run decides on the first document it can count, over all of
/// them, which blocks stand on several of the same site. The stage `site` reports those.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Learning {
    /// Reads all input twice: first to count. A site is a host, or a folder where no address is known.
    pub learn: bool,
    /// Different blocks that are counted at most, 20 bytes each or a little more. Beyond that, what was
    /// seen least often is forgotten.
    pub blocks: usize,
}

impl Default for Learning {
    fn default() -> Learning {
        Learning { learn: false, blocks: 4_000_000 }
    }
}

/// What a document contributes: its site and its blocks, as fingerprints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    site: u64,
    /// Sorted, each once: a block counts once a document.
    blocks: Vec<u64>,
}

impl Sheet {
    /// The sheet of a document as it was read, whatever stages say of it.
    pub fn of(doc: &Document) -> Sheet {
        let site = name::site(doc);
        let mut blocks: Vec<u64> = fingerprints(doc, site).map(|(_, print)| print).collect();
        blocks.sort_unstable();
        blocks.dedup();
        Sheet { site, blocks }
    }
}

/// How many documents each site has, and how many of them have each block.
#[derive(Debug)]
pub struct Sites {
    documents: Counts,
    blocks: Counts,
}

impl Sites {
    /// Counts that hold so many different blocks at most.
    pub fn with_capacity(blocks: usize) -> Sites {
        /// A site has at least so many blocks that are worth counting.
        const BLOCKS_OF_A_SITE: usize = 16;
        Sites {
            documents: Counts::with_capacity(blocks / BLOCKS_OF_A_SITE),
            blocks: Counts::with_capacity(blocks),
        }
    }

    /// Counts a document. The order matters once memory is full, so it should be that of the input.
    pub fn add(&mut self, sheet: &Sheet) {
        self.documents.add(sheet.site);
        for &block in &sheet.blocks {
            self.blocks.add(block);
        }
    }

    /// What the documents that were counted have in common with one of them.
    pub fn elsewhere(&self, doc: &Document) -> Elsewhere {
        let site = name::site(doc);
        let several = |(leaf, print)| {
            let documents = self.blocks.of(print);
            (documents > 1).then_some((leaf, documents))
        };
        Elsewhere {
            documents: self.documents.of(site),
            blocks: fingerprints(doc, site).filter_map(several).collect(),
        }
    }
}

/// The leaf blocks that have letters, each with the fingerprint of its words and its site.
fn fingerprints(doc: &Document, site: u64) -> impl Iterator<Item = (NodeId, u64)> + '_ {
    doc.leaves().filter_map(move |(leaf, _)| {
        let text = doc.text(leaf);
        text.contains(char::is_alphabetic).then(|| (leaf, name::fingerprint(site, text)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{build, lines};

    fn page(url: &str, blocks: &[&str]) -> Document {
        let mut doc = build(|builder| lines(builder, blocks));
        doc.source.url = Some(url.to_owned());
        doc
    }

    fn counted(doc: &Document, others: &[&Document]) -> Vec<u32> {
        let mut sites = Sites::with_capacity(1000);
        std::iter::once(&doc).chain(others).for_each(|doc| sites.add(&Sheet::of(doc)));
        let elsewhere = sites.elsewhere(doc);
        doc.leaves().map(|(leaf, _)| elsewhere.documents_with(leaf)).collect()
    }

    #[test]
    fn a_block_counts_once_a_document_and_only_within_its_site() {
        let doc = page("https://a.example/1", &["Home · Boats", "Home, Boats!", "The net", "12"]);
        let same = page("http://www.a.example/2", &["HOME BOATS", "A sail"]);
        let other = page("https://b.example/3", &["Home · Boats", "The net"]);
        assert_eq!(counted(&doc, &[&same, &other]), [2, 2, 1, 1]);
    }

    #[test]
    fn documents_without_an_address_are_of_the_site_of_their_folder() {
        let mut doc = page("", &["Home"]);
        let mut near = page("", &["Home"]);
        let mut far = page("", &["Home"]);
        for (doc, path) in [(&mut doc, "a/1.txt"), (&mut near, "a/2.txt"), (&mut far, "b/1.txt")] {
            doc.source.url = None;
            doc.source.path = path.to_owned();
        }
        assert_eq!(counted(&doc, &[&near, &far]), [2]);
    }
}
