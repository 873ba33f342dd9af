//! Plain text: what people copy is mostly the article, so only menus around it go.
//!
//! A menu here is a group of short lines without the ends of sentences, at the beginning or the end
//! of a document that has running text between them.

use super::blocks::Blocks;
use super::decide::is_settled;
use crate::document::{Boilerplate, Document, Findings, Kind, NodeId, Tag, Why};

/// Fewer long blocks, and the document may be verse, a list or a dialogue: nothing goes.
const LONG_BLOCKS: f32 = 3.0;
/// And running text must be this share of it.
const LONG_SHARE: f32 = 0.6;
/// A menu has at least as many lines.
const LINES: usize = 5;
/// And at most as many words a line.
const WORDS: f32 = 4.0;

/// How sure all of that makes.
const SURE: f32 = 0.8;

/// Reports the menus at both ends of a text.
pub(super) fn inspect(doc: &Document, out: &mut Findings) {
    let blocks = Blocks::of(doc);
    let total = blocks.total();
    let has_text = total.longs >= LONG_BLOCKS && total.long() >= LONG_SHARE;
    let long = |at: &usize| blocks.all[*at].is_long();
    let places = 0..blocks.all.len();
    let (Some(first), Some(last)) = (places.clone().find(long), places.rev().find(long)) else {
        return;
    };
    if !has_text {
        return;
    }
    let (first, last) = (blocks.all[first].node, blocks.all[last].node);
    for (id, node) in doc.nodes() {
        let outside = doc.end(id) <= first || id > last;
        let menu = node.kind == Kind::Group && node.tag == Tag::MENU;
        if menu && outside && doc.is_shown(id) {
            inspect_menu(doc, &blocks, id, id > last, out);
        }
    }
}

fn inspect_menu(doc: &Document, blocks: &Blocks, id: NodeId, below: bool, out: &mut Findings) {
    let run = blocks.within(doc, id);
    let lines = &blocks.all[run.from..run.to];
    let words = blocks.sums(run).words / run.len().max(1) as f32;
    let plain = lines.iter().all(|line| !line.ends_sentence && !is_settled(doc, line.node));
    if plain && lines.len() >= LINES && words <= WORDS {
        let place = if below { "below" } else { "above" };
        let what = format!(
            "menu-like: {} lines of {words:.0} words on average, no sentence, {place} the text",
            lines.len()
        );
        out.drop(id, Boilerplate::Navigation, Why::new("content/menu", SURE, what));
    }
}
