//! The removed part of a document, decision by decision.

use super::{Boilerplate, Decision, Document, Kind, NodeId, Verdict};

/// What one decision removed.
#[derive(Clone, Debug)]
pub struct Removal<'a> {
    /// The decision; its node is where the removal begins.
    pub decision: &'a Decision,
    /// Of what kind it was.
    pub kind: Boilerplate,
    /// The text that it took away, a line for each leaf block.
    pub text: String,
    /// Characters of that text, without white space.
    pub chars: u32,
    /// The last leaf block before it in which something is kept.
    pub after: Option<NodeId>,
}

impl Document {
    /// Everything that was removed, in document order. Together with the kept blocks it is the whole
    /// text: each piece of text is either kept or stands here once.
    pub fn removals(&self) -> Vec<Removal<'_>> {
        let mut removals: Vec<Removal<'_>> = Vec::new();
        let mut place = vec![usize::MAX; self.decisions.len() + 1];
        let (mut leaf, mut last_leaf, mut after) = (NodeId::ROOT, NodeId::ROOT, None);
        for (id, node) in self.nodes() {
            if node.kind.is_leaf() {
                leaf = id;
            }
            if !matches!(node.kind, Kind::Text | Kind::Break) {
                continue;
            }
            let ruling = self.ruling(id);
            let Some(decision @ Decision { verdict: Verdict::Drop(kind), .. }) = ruling else {
                if self.ink(id) > 0 {
                    after = Some(leaf);
                }
                continue;
            };
            let at = &mut place[self.rulings[id.index()] as usize];
            if *at == usize::MAX {
                *at = removals.len();
                let kind = *kind;
                removals.push(Removal { decision, kind, text: String::new(), chars: 0, after });
            }
            let removal = &mut removals[*at];
            if leaf != last_leaf && !removal.text.is_empty() {
                removal.text.push('\n');
            }
            last_leaf = leaf;
            removal.text.push_str(self.text(id));
            removal.chars += self.ink(id);
        }
        removals.retain(|removal| removal.chars > 0);
        removals
    }

    /// The decisions that took text away, each with how many characters, without white space.
    pub fn losses(&self) -> impl Iterator<Item = (&Decision, Boilerplate, u32)> {
        // The first place is for what nobody decided on.
        let mut chars = vec![0; self.decisions.len() + 1];
        for (id, _) in self.nodes().filter(|(_, node)| node.kind == Kind::Text) {
            chars[self.rulings[id.index()] as usize] += self.ink(id);
        }
        let decided = self.decisions.iter().zip(chars.into_iter().skip(1));
        decided.filter_map(|(decision, chars)| match decision.verdict {
            Verdict::Drop(kind) if chars > 0 => Some((decision, kind, chars)),
            _ => None,
        })
    }

    /// Characters of the whole text, without white space.
    pub fn chars_in(&self) -> u32 {
        self.ink(NodeId::ROOT)
    }

    /// Characters of the kept text, without white space.
    pub fn chars_kept(&self) -> u32 {
        let kept =
            |&(id, node): &(NodeId, &super::Node)| node.kind == Kind::Text && self.is_kept(id);
        self.nodes().filter(kept).map(|(id, _)| self.ink(id)).sum()
    }
}
