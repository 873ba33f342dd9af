//! The sections that the headings open.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings, Kind, NodeId, Role, Section};

/// Finds the sections that the kept headings open, nested by their levels.
///
/// A heading opens a section that reaches to the next heading of its level or above. The depth of a
/// section has no gaps, whatever levels the source skips. Headings inside lists, tables, quotes and
/// figures open none, and neither does the title.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sections {}

impl Settings for Sections {
    const NAME: &'static str = "sections";
    const AFTER: &'static [&'static str] =
        &["metadata", "consent", "share", "furniture", "repeats", "content"];
    type Stage = Sections;

    fn build(self) -> anyhow::Result<Sections> {
        Ok(self)
    }
}

impl Stage for Sections {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let headings: Vec<(NodeId, u8)> = doc
            .blocks()
            .filter_map(|(id, node)| match node.kind {
                Kind::Heading(level) if opens(doc, id) => Some((id, level)),
                _ => None,
            })
            .collect();
        let close = closing(doc);
        // The open sections, the outermost first: their place in the layer and their raw level.
        let mut open: Vec<(u32, u8)> = Vec::new();
        for (at, &(heading, level)) in headings.iter().enumerate() {
            while open.last().is_some_and(|&(_, above)| above >= level) {
                open.pop();
            }
            let parent = open.last().map(|&(parent, _)| parent);
            open.push((at as u32, level));
            let next = headings[at + 1..].iter().find(|&&(_, other)| other <= level);
            let end = next.map_or(close, |&(next, _)| next);
            out.section(Section { heading, level: open.len() as u8, parent, end });
        }
    }
}

/// Where the last section ends: before the tags, the date and the author that close a document.
fn closing(doc: &Document) -> NodeId {
    let leaves = doc.leaves_in(NodeId::ROOT).rev().filter(|&leaf| doc.is_shown(leaf));
    let closes = |leaf: &NodeId| {
        let role = doc.role(*leaf);
        matches!(role, Some(Role::Tags | Role::Dateline | Role::Byline | Role::Comment))
    };
    leaves.take_while(closes).last().unwrap_or(doc.end(NodeId::ROOT))
}

/// Whether a heading stands where it can open a section of the document.
fn opens(doc: &Document, heading: NodeId) -> bool {
    let enclosed = doc.ancestors(heading).any(|at| {
        matches!(
            doc.node(at).kind,
            Kind::List
                | Kind::Item
                | Kind::Definitions
                | Kind::Table
                | Kind::Cell
                | Kind::Quote
                | Kind::Figure
                | Kind::Caption
        )
    });
    !enclosed && matches!(doc.role(heading), None | Some(Role::Note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{build, leaf};

    #[test]
    fn sections_nest_without_gaps() {
        let mut doc = build(|b| {
            for (level, text) in [(2, "a"), (4, "b"), (4, "c"), (2, "d"), (1, "e")] {
                leaf(b, Kind::Heading(level), text);
            }
        });
        let mut out = Findings::default();
        Sections::default().inspect(&doc, &mut out);
        doc.apply("sections", &mut out);
        let shape: Vec<(&str, u8, Option<u32>)> =
            doc.sections().iter().map(|s| (doc.text(s.heading), s.level, s.parent)).collect();
        let expected =
            [("a", 1, None), ("b", 2, Some(0)), ("c", 2, Some(0)), ("d", 1, None), ("e", 1, None)];
        assert_eq!(shape, expected);
    }
}
