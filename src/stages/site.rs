//! What stands on many documents of the same site.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Boilerplate, Document, Elsewhere, Findings, NodeId, Why};

/// Finds what stands on many documents of the same site: menus, teasers, notices.
///
/// It needs a run that has learned the sites (`[site]` with `learn = true`); without, it finds nothing.
/// Titles and what else is known to be a part of the article stay, and so does everything where most of
/// the running text stands elsewhere, too: such documents are copies of each other.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Site {
    /// On so many documents a block must stand, itself among them; running text on one more.
    pub documents: u32,
    /// On that share of the site's documents, 0 to 1, a block must stand.
    pub share: f32,
}

impl Default for Site {
    fn default() -> Site {
        Site { documents: 2, share: 0.3 }
    }
}

impl Settings for Site {
    const NAME: &'static str = "site";
    const AFTER: &'static [&'static str] =
        &["metadata", "consent", "share", "furniture", "repeats"];
    type Stage = Site;

    fn build(self) -> anyhow::Result<Site> {
        anyhow::ensure!(
            self.documents > 1,
            "documents = {}: every block is on one",
            self.documents
        );
        anyhow::ensure!((0.0..=1.0).contains(&self.share), "share = {} is none", self.share);
        Ok(self)
    }
}

impl Stage for Site {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let Some(elsewhere) = doc.elsewhere() else { return };
        let common: Vec<NodeId> = doc
            .blocks()
            .map(|(leaf, _)| leaf)
            .filter(|&leaf| doc.role(leaf).is_none() && self.is_common(doc, elsewhere, leaf))
            .collect();
        let copy = is_copy(doc, &common);
        for leaf in common {
            let (with, all) = (elsewhere.documents_with(leaf), elsewhere.documents);
            let note = format!("stands on {with} of {all} documents of the site");
            if copy {
                let note = format!("{note}, and so does most of the text");
                out.refuse(leaf, Boilerplate::Other, Why::new("site/common", 0.5, note));
            } else {
                let score = 1.0 - 0.5 / with as f32;
                out.drop(leaf, Boilerplate::Other, Why::new("site/common", score, note));
            }
        }
    }
}

impl Site {
    fn is_common(&self, doc: &Document, elsewhere: &Elsewhere, leaf: NodeId) -> bool {
        let with = elsewhere.documents_with(leaf);
        let enough = if is_prose(doc, leaf) { self.documents + 1 } else { self.documents };
        with >= enough && with as f32 >= self.share * elsewhere.documents as f32
    }
}

/// Whether it has the length of running text, and is no list of links. Two articles may well quote the
/// same paragraph.
fn is_prose(doc: &Document, leaf: NodeId) -> bool {
    const PROSE: f32 = 15.0;
    const FEW_LINKS: f32 = 0.35;
    doc.words(leaf) >= PROSE && doc.link_density(leaf) < FEW_LINKS
}

/// Whether most of the running text is common: then the documents are versions of one article.
fn is_copy(doc: &Document, common: &[NodeId]) -> bool {
    let words = |leaf: NodeId| if is_prose(doc, leaf) { doc.words(leaf) } else { 0.0 };
    let all: f32 = doc.blocks().map(|(leaf, _)| words(leaf)).sum();
    let shared: f32 = common.iter().map(|&leaf| words(leaf)).sum();
    all > 0.0 && 2.0 * shared > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{build, lines};
    use crate::document::{Role, Verdict};

    const LONG: &str = "A paragraph that is long enough to be taken for the running text of an \
                        article about boats that lie at rest in winter.";

    /// The texts that are dropped when each block stands on so many of ten documents.
    fn dropped(blocks: &[(&str, u32)], title: Option<usize>) -> Vec<String> {
        let texts: Vec<&str> = blocks.iter().map(|(text, _)| *text).collect();
        let mut doc = build(|builder| lines(builder, &texts));
        let leaves: Vec<NodeId> = doc.leaves().map(|(leaf, _)| leaf).collect();
        if let Some(title) = title {
            let mut out = Findings::default();
            out.role(leaves[title], Role::Title);
            doc.apply("metadata", &mut out);
        }
        let counts = leaves.iter().zip(blocks).map(|(&leaf, (_, with))| (leaf, *with));
        doc.set_elsewhere(Elsewhere { documents: 10, blocks: counts.collect() });
        let mut out = Findings::default();
        Site::default().build().unwrap().inspect(&doc, &mut out);
        let drops =
            out.verdicts().iter().filter(|(_, verdict, _)| matches!(verdict, Verdict::Drop(_)));
        drops.map(|(node, _, _)| doc.text(*node).to_owned()).collect()
    }

    #[test]
    fn what_many_documents_have_goes_and_what_few_have_stays() {
        let blocks = [("Home", 10), ("Boats at rest", 2), (LONG, 1), ("Imprint", 3)];
        assert_eq!(dropped(&blocks, None), ["Home", "Imprint"]);
    }

    #[test]
    fn the_title_stays_though_it_is_a_teaser_elsewhere() {
        assert_eq!(dropped(&[("Boats at rest", 9), (LONG, 1)], Some(0)), [] as [&str; 0]);
    }

    #[test]
    fn copies_of_one_article_stay() {
        assert_eq!(dropped(&[("Home", 10), (LONG, 10)], None), [] as [&str; 0]);
    }

    #[test]
    fn without_knowledge_of_the_site_nothing_goes() {
        let doc = build(|builder| lines(builder, &["Home", LONG]));
        let mut out = Findings::default();
        Site::default().inspect(&doc, &mut out);
        assert!(out.verdicts().is_empty());
    }
}
