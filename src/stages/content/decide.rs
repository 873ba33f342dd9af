//! From chances to a choice: how sure a block must be on this page, and what holds together.

use super::kinds::Told;
use super::{Measured, PROSE, is_plain};
use crate::document::{
    Decision, Document, Kind, NodeId, Notes, Role, Verdict, is_stop, last_spoken,
};
use crate::forest::{UNIT, chance};

/// By how many hundredths of log-odds a page is more or less like an article than it looks, and how
/// likely that is: a normal distribution of deviation 1 in five points (Gauss and Hermite).
const DOUBT: [(i32, f32); 5] =
    [(-286, 0.011_3), (-136, 0.222_1), (0, 0.533_3), (136, 0.222_1), (286, 0.011_3)];
/// What is sure but for that doubt is so much surer in itself, in hundredths: the mean over the doubt
/// is what the forest says.
const SPREAD: i64 = 117;

/// The blocks of a page with their chances to belong to the article.
pub(super) struct Page<'a> {
    pub(super) doc: &'a Document,
    pub(super) measured: &'a Measured,
    /// For each block what the forest says, in log-odds.
    pub(super) scores: &'a [i32],
    /// The same as a chance, 0 to 1.
    pub(super) chances: &'a [f32],
    /// For each block as what it goes, if its wording tells.
    pub(super) told: &'a [Option<Told>],
}

impl Page<'_> {
    /// For each block whether it belongs to the article.
    pub(super) fn choose(&self, caution: f32) -> Vec<bool> {
        /// What a rule has dropped from a page must be as likely as that to be kept all the same.
        const AGAINST_RULE: f32 = 0.6;
        let enough = self.threshold(caution);
        let gone = |at: usize| !is_plain(self.doc) && has_gone(self.doc, self.node(at));
        let sure = |at: usize, enough: f32| {
            self.is_open(at) && self.words(at) > 0.0 && self.chances[at] >= enough
        };
        // Where hardly anything else is like an article, the rule was mistaken in what it named.
        let settled = |at: usize| is_settled(self.doc, self.node(at));
        let is_other = |&at: &usize| !gone(at) && (sure(at, enough) || settled(at));
        let others = (0..self.chances.len()).filter(is_other);
        let rules_hold = others.map(|at| self.words(at)).sum::<f32>() >= PROSE;
        let stays = |at: usize| {
            let strict = rules_hold && gone(at);
            let enough = if strict { enough.max(AGAINST_RULE * caution) } else { enough };
            sure(at, enough) || settled(at)
        };
        let mut kept: Vec<bool> = (0..self.chances.len()).map(stays).collect();
        self.keep_tables(&mut kept);
        // Plain text has hardly any containers: a box in its midst stands beside the article.
        if is_plain(self.doc) {
            self.keep_lists(&mut kept);
            self.keep_gaps(&mut kept, enough);
        } else {
            self.keep_bridges(&mut kept);
        }
        self.keep_notes(&mut kept);
        self.leave_out(&mut kept, caution);
        self.settle_headings(&mut kept);
        if kept.contains(&true) {
            self.keep_first_headings(&mut kept);
        }
        kept
    }

    /// Leaves out the lines of dialogs and share bars that the wording tells, unless they are quite like the
    /// article, or are too much of it.
    fn leave_out(&self, kept: &mut [bool], caution: f32) {
        const MOST_LIKE: f32 = 0.95;
        const MOST_SHARE: f32 = 0.25;
        let goes = |&at: &usize| {
            let told = self.told[at].is_some() && self.chances[at] < MOST_LIKE * caution.min(1.0);
            kept[at] && told && !is_settled(self.doc, self.node(at))
        };
        let out: Vec<usize> = (0..kept.len()).filter(goes).collect();
        let words =
            |some: &mut dyn Iterator<Item = usize>| some.map(|at| self.words(at)).sum::<f32>();
        let all = words(&mut (0..kept.len()).filter(|&at| kept[at]));
        if words(&mut out.iter().copied()) <= MOST_SHARE * all {
            for at in out {
                kept[at] = false;
            }
        }
    }

    /// Keeps the headings of the first level, unless they are quite unlike the article: what the page
    /// says that it is about. Above the title one is the name of the site, unless it says more than a
    /// name; in plain text nobody says of what level they are.
    fn keep_first_headings(&self, kept: &mut [bool]) {
        const LEAST: f32 = 0.15;
        const LONGEST_NAME: f32 = 4.0;
        let plain = is_plain(self.doc);
        let title = self.doc.with_role(Role::Title).unwrap_or(NodeId::ROOT);
        let (title_at, only) = (self.place(title), self.only_heading());
        let is_first = |at: usize| self.doc.node(self.node(at)).kind == Kind::Heading(1);
        for (at, kept) in kept.iter_mut().enumerate() {
            let said = self.words(at) > if at >= title_at { 0.0 } else { LONGEST_NAME };
            let near = !plain && said && self.chances[at] >= LEAST;
            *kept |= is_first(at) && near && !has_gone(self.doc, self.node(at)) || Some(at) == only;
        }
    }

    /// The heading of the first level, where all of that level say the same and nothing else is known to
    /// be the title: what the page says that it is about.
    fn only_heading(&self) -> Option<usize> {
        if self.doc.with_role(Role::Title).is_some() {
            return None;
        }
        let first = |&at: &usize| self.doc.node(self.node(at)).kind == Kind::Heading(1);
        let text = |at: usize| self.doc.text(self.node(at)).trim().to_lowercase();
        let mut headings =
            (0..self.scores.len()).filter(|&at| self.words(at) > 0.0).filter(first).peekable();
        let said = text(*headings.peek()?);
        let open = headings.clone().find(|&at| self.is_open(at));
        headings.all(|at| text(at) == said).then_some(open).flatten()
    }

    fn node(&self, at: usize) -> NodeId {
        self.measured.nodes[at]
    }

    fn words(&self, at: usize) -> f32 {
        self.measured.words[at]
    }

    /// Whether this stage may still decide on a block.
    fn is_open(&self, at: usize) -> bool {
        is_open(self.doc, self.node(at))
    }

    /// The chance from which on a block is kept: the one with which the largest F1 can be expected, as
    /// Lipton, Elkan and Naryanaswamy (2014) choose it, but in the mean over pages that are more or less
    /// like articles than they look ([`DOUBT`]): the blocks of a page are right or wrong together. So
    /// pages on which little is sure get a lower one. It is multiplied by the caution that the user asks
    /// for.
    fn threshold(&self, caution: f32) -> f32 {
        const LOWEST: f32 = 0.1;
        const HIGHEST: f32 = 0.5;
        /// The same on a page that has little text.
        const LITTLE: f32 = 0.2;
        /// Below that, what comes nearest to an article is not near enough to be better than nothing.
        const NEAR: f32 = 0.3;
        let mut order: Vec<usize> =
            (0..self.scores.len()).filter(|&at| self.words(at) > 0.0 && self.is_open(at)).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(self.scores[at]));
        let expected = self.expected(&order);
        let mut best = (0.0, 0);
        for (at, &f1) in expected.iter().enumerate() {
            best = if f1 > best.0 { (f1, at) } else { best };
        }
        let chosen = order.get(best.1).map_or(HIGHEST, |&at| self.chances[at]);
        let highest = if self.has_little() { LITTLE } else { HIGHEST };
        let enough = chosen.clamp(LOWEST, highest) * caution;
        let running = order.iter().find(|&&at| self.is_prose(at)).map(|&at| self.chances[at]);
        enough.min(running.filter(|&chance| chance >= NEAR).unwrap_or(enough))
    }

    /// Whether a page has so little text that there is hardly anything around an article: the pages that were
    /// learned from have far more.
    fn has_little(&self) -> bool {
        const WORDS: f32 = 120.0;
        !is_plain(self.doc) && self.measured.words.iter().sum::<f32>() <= WORDS
    }

    /// The F1 that can be expected when the blocks up to each are kept, of blocks in the order of their
    /// scores.
    fn expected(&self, order: &[usize]) -> Vec<f32> {
        let mut sum = vec![0.0; order.len()];
        for (shift, weight) in DOUBT {
            let right = |at: usize| {
                let (score, one) = (i64::from(self.scores[at]), i64::from(UNIT));
                let shifted = score * SPREAD / 100 + i64::from(shift) * one / 100;
                self.words(at) * chance(shifted as i32)
            };
            let rights: Vec<f32> = order.iter().map(|&at| right(at)).collect();
            let all: f32 = rights.iter().sum();
            let (mut given, mut hit) = (0.0, 0.0);
            for ((sum, &at), right) in sum.iter_mut().zip(order).zip(rights) {
                given += self.words(at);
                hit += right;
                *sum += weight * 2.0 * hit / (given + all).max(1.0);
            }
        }
        sum
    }

    /// Keeps the rest of a table of data most of which is kept, or which stands right below text of the
    /// article: its cells are too short to say anything of themselves, and a table without some of its
    /// numbers is worse than none.
    fn keep_tables(&self, kept: &mut [bool]) {
        const FEW_LINKS: f32 = 0.3;
        let tables = self.doc.nodes().filter(|(_, node)| node.kind == Kind::Table);
        for (table, node) in tables {
            let from = self.place(table);
            let to = self.place(self.doc.end(table));
            let words: f32 = (from..to).map(|at| self.words(at)).sum();
            let stays: f32 = (from..to).filter(|&at| kept[at]).map(|at| self.words(at)).sum();
            let above = from
                .checked_sub(1)
                .filter(|&at| kept[at] && self.is_prose(at) && self.node(at) > node.parent);
            let data = self.doc.link_density(table) <= FEW_LINKS;
            if data && (2.0 * stays > words || above.is_some()) {
                self.keep_open(kept, from, to);
            }
        }
    }

    /// Keeps the rest of a list of a plain text most of whose entries are kept, but for what a rule has
    /// dropped: of some entries their few words say little.
    fn keep_lists(&self, kept: &mut [bool]) {
        for (list, _) in self.doc.nodes().filter(|(_, node)| matches!(node.kind, Kind::List)) {
            let entries = self.place(list)..self.place(self.doc.end(list));
            let left: Vec<usize> =
                entries.filter(|&at| !has_gone(self.doc, self.node(at))).collect();
            let stay = left.iter().filter(|&&at| kept[at]).count();
            if 2 * stay > left.len() {
                for at in left {
                    kept[at] = true;
                }
            }
        }
    }

    /// Keeps a few lines between kept lines of a plain text that are not quite unlike the article: of
    /// verse and of tables some lines say little.
    fn keep_gaps(&self, kept: &mut [bool], enough: f32) {
        const MOST_LINES: usize = 4;
        const NEAR: f32 = 0.3;
        let near = |at: usize| {
            let said = self.words(at) > 0.0 && !has_gone(self.doc, self.node(at));
            said && self.chances[at] >= NEAR * enough
        };
        let mut last: Option<usize> = None;
        for at in 0..kept.len() {
            if !kept[at] {
                continue;
            }
            let gap = last.replace(at).map_or(at, |last| last + 1)..at;
            if gap.len() <= MOST_LINES && gap.clone().all(near) {
                kept[gap].fill(true);
            }
        }
    }

    /// Keeps what stands between two kept blocks of the same container, if it is short and no list of
    /// links: a line of dialogue or of a poem, an image, a formula.
    fn keep_bridges(&self, kept: &mut [bool]) {
        const SHORT: f32 = 60.0;
        const FEW_LINKS: f32 = 0.5;
        let mut last: Option<usize> = None;
        for at in 0..kept.len() {
            if !kept[at] {
                continue;
            }
            if let Some(last) = last.replace(at).filter(|&last| last + 1 < at) {
                let container = self.around(self.node(last));
                let words: f32 = (last + 1..at).map(|at| self.words(at)).sum();
                let inside = self.doc.end(container) > self.node(at);
                let linked = |at: usize| self.doc.link_density(self.node(at)) >= FEW_LINKS;
                if inside && words <= SHORT && !(last + 1..at).any(linked) {
                    self.keep_open(kept, last + 1, at);
                }
            }
        }
    }

    /// Keeps the first block of each note that something kept refers to, unless a rule has dropped it.
    fn keep_notes(&self, kept: &mut [bool]) {
        for (link, note) in Notes::of(self.doc).marks() {
            let from = self.measured.nodes.partition_point(|&block| block <= link);
            let refers = from.checked_sub(1).is_some_and(|from| kept[from]);
            let at = self.place(note);
            kept[at] |= refers;
        }
    }

    /// The container of a block; of a cell or a caption, that of the whole table or figure.
    fn around(&self, block: NodeId) -> NodeId {
        use Kind::{Caption, Cell, Figure, Row, Table};
        let is_part =
            |&at: &NodeId| matches!(self.doc.node(at).kind, Caption | Cell | Figure | Row | Table);
        self.doc.ancestors(block).find(|at| !is_part(at)).unwrap_or(NodeId::ROOT)
    }

    /// Keeps a heading when most of what stands under it is kept, of what the rules have left, or what comes
    /// first but for a few words. One or two headings at the very end, with nothing kept under them, are what
    /// is left of a list of other articles: they go.
    fn settle_headings(&self, kept: &mut [bool]) {
        const LEFT_OVER: usize = 2;
        const FEW: f32 = 5.0;
        let is_heading = |at: usize| matches!(self.doc.node(self.node(at)).kind, Kind::Heading(_));
        let (mut stays, mut goes, mut first_stays) = (0.0, 0.0, false);
        for at in (0..kept.len()).rev() {
            let gone = has_gone(self.doc, self.node(at));
            if is_heading(at) {
                kept[at] |= (stays > goes || first_stays) && !gone;
                (stays, goes, first_stays) = (0.0, 0.0, false);
                continue;
            }
            if kept[at] {
                stays += self.words(at);
            } else if !gone {
                goes += self.words(at);
            }
            if self.words(at) >= FEW && (kept[at] || !gone) {
                first_stays = kept[at];
            }
        }
        let last: Vec<usize> =
            (0..kept.len()).rev().filter(|&at| kept[at]).take(LEFT_OVER + 1).collect();
        let left_over = last.iter().take_while(|&&at| is_heading(at)).count();
        // Where there is nothing else, they are not what is left over but what there is.
        if left_over <= LEFT_OVER && left_over < last.len() {
            for &at in &last[..left_over] {
                kept[at] = is_settled(self.doc, self.node(at));
            }
        }
    }

    fn keep_open(&self, kept: &mut [bool], from: usize, to: usize) {
        for (at, kept) in kept.iter_mut().enumerate().take(to).skip(from) {
            *kept |= self.is_open(at);
        }
    }

    fn is_prose(&self, at: usize) -> bool {
        self.words(at) >= PROSE
    }

    /// The place of the first block from a node on.
    fn place(&self, node: NodeId) -> usize {
        self.measured.nodes.partition_point(|&block| block < node)
    }
}

/// Whether somebody else has said already that the block stays.
pub(super) fn is_settled(doc: &Document, block: NodeId) -> bool {
    let role = doc.role(block).is_some_and(|role| role != Role::Comment);
    let shown = doc.is_shown(block);
    shown && (role || matches!(doc.ruling(block), Some(Decision { verdict: Verdict::Keep, .. })))
}

/// Whether somebody else has dropped a block.
pub(super) fn has_gone(doc: &Document, block: NodeId) -> bool {
    matches!(doc.ruling(block), Some(Decision { verdict: Verdict::Drop(_), .. }))
}

/// Whether the choice of the article may still decide on a block. Dialogs, share bars and what stands
/// elsewhere already are gone for good; of the furniture, which is named by weaker signs, some comes
/// back: in plain text, where no element tells, only sentences and what no rule is sure of.
pub fn is_open(doc: &Document, block: NodeId) -> bool {
    const WEAKER: &str = "furniture";
    const SURE: f32 = 0.95;
    match doc.ruling(block) {
        Some(Decision { verdict: Verdict::Drop(_), stage, why, .. }) => {
            let sure = is_plain(doc)
                && why.score >= SURE
                && !last_spoken(doc.text(block)).is_some_and(is_stop);
            *stage == WEAKER && !sure
        }
        _ => true,
    }
}
