//! What keeps the tree builder's work linear.
//!
//! It looks through its stack of open elements, and through its list of formatting elements to open
//! again, at many a tag; on a page that nests tens of thousands of either it would need the square
//! of that. So tags that would make one of the two too long are swallowed together with their end
//! tags; text always passes.

use std::collections::HashMap;

use super::super::local::{Local, flag};
use super::{Tag, TreeBuilder};
use crate::document::LimitHit;
use crate::readers::Limits;

/// Formatting elements that stand open, and those that stand open or wait to be opened again, together.
/// Each of the latter is made anew in every paragraph, so there must not be hundreds; honest pages have
/// a handful.
const FORMATTING: usize = 96;

/// The limits, and what they cost a page.
pub(super) struct Bounds {
    limits: Limits,
    /// What was swallowed and not yet closed, and how many there are of each name.
    swallowed: Vec<Local>,
    counts: HashMap<Local, u32>,
    too_deep: u64,
    too_many: u64,
    /// Attributes left out because their values are too long.
    pub(super) refused: u64,
    /// Text has passed since the last boundary.
    pub(super) in_text: bool,
}

impl Bounds {
    pub(super) fn new(limits: &Limits) -> Bounds {
        Bounds {
            limits: *limits,
            swallowed: Vec::new(),
            counts: HashMap::new(),
            too_deep: 0,
            too_many: 0,
            refused: 0,
            in_text: false,
        }
    }

    /// The limits that were met.
    pub(super) fn hits(&self) -> Vec<LimitHit> {
        let hits = [
            ("depth", self.limits.depth, self.too_deep),
            ("attributes", self.limits.attributes, self.refused),
            ("nodes", self.limits.nodes, self.too_many),
        ];
        let hits = hits.iter().filter(|(.., met)| *met > 0);
        hits.map(|&(limit, allowed, met)| LimitHit { limit, allowed: allowed.into(), met })
            .collect()
    }
}

impl TreeBuilder<'_> {
    /// Swallows a start tag that would be too much.
    pub(super) fn swallows(&mut self, name: Local) -> bool {
        let flags = name.flags();
        let is_html = !self.is_foreign_to(name);
        let is_raw = is_html && flags & flag::RAW != 0;
        let is_void = is_html && flags & flag::VOID != 0;
        // What ends SVG makes more room than it takes.
        let breaks_out = !is_html && flags & flag::BREAKS_OUT != 0 && !self.is_full();
        if !(is_raw || breaks_out) && self.is_too_much(name, is_void) {
            self.swallow(name, is_void);
            return true;
        }
        if flags & flag::BLOCK != 0 {
            self.bounds.in_text = false;
        }
        false
    }

    /// Swallows an end tag whose start tag was swallowed. On a full page any, since it may make new elements,
    /// but where nobody reads: that has to end.
    pub(super) fn swallows_end(&mut self, name: Local) -> bool {
        (!self.bounds.swallowed.is_empty() && self.unswallow(name))
            || self.is_full() && self.wants_text()
    }

    fn is_full(&self) -> bool {
        self.arena.element_count() >= self.bounds.limits.nodes as usize
    }

    /// Whether an element of this name, which stays open unless it is void, would be too much.
    fn is_too_much(&self, name: Local, is_void: bool) -> bool {
        let flags = name.flags();
        if self.is_full() || is_void {
            return self.is_full();
        }
        // All formatting elements that wait may be opened again by the text that follows. The
        // document, the head and the form are held besides.
        let waiting = self.formatting.count();
        let held =
            1 + usize::from(self.head.is_some()) + usize::from(self.form.is_some()) + waiting;
        self.open.len() + held >= self.bounds.limits.depth as usize
            || (flags & flag::FORMATTING != 0 && self.open.formatting() + waiting >= FORMATTING)
    }

    fn swallow(&mut self, name: Local, is_void: bool) {
        if self.is_full() {
            self.bounds.too_many += 1;
        } else {
            self.bounds.too_deep += 1;
        }
        if !is_void {
            self.bounds.swallowed.push(name);
            *self.bounds.counts.entry(name).or_default() += 1;
        }
        self.part(name);
    }

    /// Whether the start tag of an end tag was swallowed, and so the end tag is to be.
    fn unswallow(&mut self, name: Local) -> bool {
        let Bounds { swallowed, counts, .. } = &mut self.bounds;
        if counts.get(&name).is_none_or(|&count| count == 0) {
            return false;
        }
        while let Some(last) = swallowed.pop() {
            if let Some(count) = counts.get_mut(&last) {
                *count -= 1;
            }
            if last == name {
                break;
            }
        }
        self.part(name);
        true
    }

    /// Parts the text before a swallowed tag from the text after it, where the tag did.
    fn part(&mut self, name: Local) {
        // In SVG and MathML nothing parts, and a rule would end them.
        let is_block = name.flags() & flag::BLOCK != 0 && !self.is_foreign_to(name);
        if !is_block || !std::mem::take(&mut self.bounds.in_text) {
            return;
        }
        if self.is_full() {
            self.text_passed("\n");
        } else {
            self.start_passed(Tag::bare(Local::HR));
        }
    }
}
