//! What stands more than once.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{
    Attr, Boilerplate, Document, Field, Findings, Kind, NodeId, Role, Why, fold, folds_to, letters,
};

/// Finds what stands more than once: the title again and again, and paragraphs that are given
/// twice (a teaser above its own article, a version for screen readers).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Repeats {
    /// A block other than the title must have at least this many words for its repetition to
    /// count: refrains and table cells repeat by right.
    pub min_words: u32,
}

impl Default for Repeats {
    fn default() -> Repeats {
        Repeats { min_words: 15 }
    }
}

impl Settings for Repeats {
    const NAME: &'static str = "repeats";
    const AFTER: &'static [&'static str] = &["metadata", "consent", "share", "furniture"];
    type Stage = Repeats;

    fn build(self) -> anyhow::Result<Repeats> {
        Ok(self)
    }
}

impl Stage for Repeats {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let titles = titles(doc);
        let blocks: Vec<(NodeId, bool)> = doc
            .blocks()
            .map(|(id, _)| (id, titles.iter().any(|title| folds_to(doc.text(id), title))))
            .collect();
        let keeper = keeper(doc, &blocks);
        let long = self.long(doc, &blocks);
        let mut lengths: HashMap<usize, u32> = HashMap::new();
        for (_, letters) in &long {
            *lengths.entry(*letters).or_default() += 1;
        }
        let mut long = long.into_iter().peekable();
        let mut seen: HashMap<String, NodeId> = HashMap::new();
        for (id, is_title) in blocks {
            if is_title && is_running(doc, id) && keeper.is_some_and(|keeper| keeper != id) {
                let why = Why::new("repeats/title", 0.98, "the title stands here again");
                out.drop(id, Boilerplate::Duplicate, why);
            }
            // What has a length of its own is no repetition.
            if let Some((_, letters)) = long.next_if(|(long, _)| *long == id)
                && lengths[&letters] > 1
                && *seen.entry(fold(doc.text(id))).or_insert(id) != id
            {
                let why = Why::new("repeats/block", 0.95, "the same words stand further up");
                out.drop(id, Boilerplate::Duplicate, why);
            }
        }
    }
}

impl Repeats {
    /// The blocks whose repetition counts, with how many letters and digits they have.
    fn long(&self, doc: &Document, blocks: &[(NodeId, bool)]) -> Vec<(NodeId, usize)> {
        let others = blocks.iter().filter(|(id, is_title)| {
            !is_title && doc.words(*id) >= self.min_words as f32 && is_running(doc, *id)
        });
        others
            .map(|(id, _)| (*id, letters(doc.text(*id))))
            .filter(|(_, letters)| *letters > 0)
            .collect()
    }
}

/// What counts as the title: the title, and the title with the site's name as the page's head has
/// it.
fn titles(doc: &Document) -> Vec<String> {
    let claimed = doc.claim("title");
    let titles = doc.meta().get(Field::Title).into_iter().chain(claimed);
    titles.map(fold).filter(|title| !title.is_empty()).collect()
}

/// The block that stays as the title: the one that has the role, else a heading, else the first.
fn keeper(doc: &Document, blocks: &[(NodeId, bool)]) -> Option<NodeId> {
    let leaves = || blocks.iter().filter(|(_, is_title)| *is_title).map(|(id, _)| *id);
    let heading = |id: &NodeId| matches!(doc.node(*id).kind, Kind::Heading(_));
    let shown = |id: &NodeId| doc.attr(*id, Attr::Hidden).is_none();
    leaves()
        .find(|&id| doc.role(id) == Some(Role::Title))
        .or_else(|| leaves().filter(shown).find(heading))
        .or_else(|| leaves().next())
}

/// Code and cells of tables repeat by right.
fn is_running(doc: &Document, id: NodeId) -> bool {
    let cell = || doc.ancestors(id).any(|at| doc.node(at).kind == Kind::Cell);
    doc.node(id).kind != Kind::Code && !cell()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Builder, Source, Tag};

    #[test]
    fn the_title_stays_once_and_refrains_stay() {
        let mut builder = Builder::new(Source::default(), 0, 1000);
        let refrain = "And the sea went on.";
        for (kind, text) in [
            (Kind::Paragraph, "Boats at rest"),
            (Kind::Heading(1), "Boats at rest"),
            (Kind::Paragraph, refrain),
            (Kind::Paragraph, "BOATS AT REST!"),
            (Kind::Paragraph, refrain),
        ] {
            builder.open(kind, Tag::P);
            builder.text(text);
            builder.close();
        }
        let mut doc = builder.finish();
        let mut out = Findings::default();
        out.meta(Field::Title, "Boats at rest", "test");
        doc.apply("metadata", &mut out);
        Repeats::default().inspect(&doc, &mut out);
        let dropped: Vec<&str> = out.verdicts().iter().map(|(id, ..)| doc.text(*id)).collect();
        assert_eq!(dropped, ["Boats at rest", "BOATS AT REST!"]);
    }
}
