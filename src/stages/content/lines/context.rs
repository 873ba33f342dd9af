//! Where a line stands by what is said around it, and by where the running text is.

use super::super::measures::measures;
use crate::document::{Document, NodeId, Tag};
use crate::forest::code::{NONE, count, flag, offset, share};
use crate::rules::topics::{Counts, TOPICS, Topic};

/// A line, as far as its surroundings are measured by it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) node: NodeId,
    pub(super) words: f32,
    pub(super) said: Counts,
    pub(super) ends_sentence: bool,
}

impl Line {
    /// Whether it is as short as a heading, a button or an entry of a menu.
    fn is_short(&self) -> bool {
        const SHORT: f32 = 8.0;
        self.words <= SHORT && !self.ends_sentence
    }

    fn is_long(&self) -> bool {
        const LONG: f32 = 15.0;
        self.words >= LONG
    }
}

measures! {
    /// How far the last short lines are that open a block, and what stands ahead and behind.
    Since {
        /// Lines since the last short one about consent.
        consent,
        /// Lines since the last short one about sharing.
        share,
        /// Lines since the last short one about a newsletter.
        newsletter,
        /// Lines since the last short one about other articles.
        related,
        /// Lines since the last short one about comments.
        comments,
        /// Lines since the last short one of a foot.
        legal,
        /// Lines until the next one about consent.
        until_consent,
        /// Lines until the next one with the word of a button.
        until_choice,
    }
}

measures! {
    /// The run of short lines, or of long ones, that a line stands in.
    Alike {
        /// Whether it is a run of short lines.
        short,
        /// Lines of the run.
        lines,
        /// Lines of it before this.
        before,
        /// Words of the run.
        words,
        /// How much the lines differ in length.
        spread,
    }
}

measures! {
    /// The stretch of the text that holds most running text for its lines.
    Core {
        /// Before it, in it, behind it.
        place,
        /// Lines to its beginning.
        from_start,
        /// Lines to its end.
        to_end,
        /// Its share of all words.
        share,
    }
}

measures! {
    /// The lines between two blank lines.
    Chunk {
        /// Lines of it.
        lines,
        /// Lines of it before this.
        before,
        /// Words of it.
        words,
        /// Whether the reader took it for a menu.
        menu,
    }
}

/// The topics whose openers are looked for.
const OPENERS: [Topic; 6] = [
    Topic::Consent,
    Topic::Share,
    Topic::Newsletter,
    Topic::Related,
    Topic::Comments,
    Topic::Legal,
];

/// For each line how far it is from the short lines that open blocks.
pub(super) fn since(lines: &[Line]) -> Vec<Since> {
    let mut all = vec![Since::default(); lines.len()];
    let mut last = [None; OPENERS.len()];
    for (at, line) in lines.iter().enumerate() {
        let mut codes = [NONE; OPENERS.len()];
        for (place, topic) in OPENERS.into_iter().enumerate() {
            if line.is_short() && line.said[topic as usize] > 0 {
                last[place] = Some(at);
            }
            codes[place] = last[place].map_or(NONE, |last| count((at - last) as f32));
        }
        let [consent, share, newsletter, related, comments, legal] = codes;
        all[at] = Since { consent, share, newsletter, related, comments, legal, ..all[at] };
    }
    let mut next = [None; 2];
    for (at, line) in lines.iter().enumerate().rev() {
        for (place, topic) in [Topic::Consent, Topic::Choice].into_iter().enumerate() {
            if line.said[topic as usize] > 0 {
                next[place] = Some(at);
            }
        }
        let [consent, choice] = next.map(|next| next.map_or(NONE, |n| count((n - at) as f32)));
        all[at].until_consent = consent;
        all[at].until_choice = choice;
    }
    all
}

/// For each line the run of lines as short or as long as itself.
pub(super) fn alike(lines: &[Line]) -> Vec<Alike> {
    let mut all = Vec::with_capacity(lines.len());
    for run in lines.chunk_by(|a, b| a.is_short() == b.is_short()) {
        let words: f32 = run.iter().map(|line| line.words).sum();
        let steps = run.windows(2).map(|pair| (pair[0].words - pair[1].words).abs());
        let spread = steps.sum::<f32>() / run.len() as f32;
        all.extend((0..run.len()).map(|before| Alike {
            short: flag(run[0].is_short()),
            lines: count(run.len() as f32),
            before: count(before as f32),
            words: count(words),
            spread: count(spread),
        }));
    }
    all
}

/// For each line where it stands by the core: the run of lines with the largest sum, where long lines
/// count for it and short ones against it (Kadane's algorithm).
pub(super) fn core(lines: &[Line]) -> Vec<Core> {
    const AGAINST: i32 = -8;
    const MOST: f32 = 40.0;
    let worth = |line: &Line| match () {
        () if line.is_long() => line.words.min(MOST) as i32,
        () if line.ends_sentence => line.words as i32,
        () => AGAINST,
    };
    let (mut sum, mut from) = (0, 0);
    let (mut best, mut core) = (0, 0..0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        sum += worth(line);
        if sum > best {
            (best, core) = (sum, from..at + 1);
        }
    }
    let words = |lines: &[Line]| lines.iter().map(|line| line.words).sum::<f32>();
    let held = share(words(&lines[core.clone()]), words(lines));
    let place = |at: usize| u8::from(at >= core.start) + u8::from(at >= core.end);
    let measure = |at: usize| Core {
        place: place(at),
        from_start: offset(at as f32 - core.start as f32),
        to_end: offset(core.end as f32 - at as f32),
        share: held,
    };
    (0..lines.len()).map(measure).collect()
}

/// For each line the lines between the same blank lines.
pub(super) fn chunks(doc: &Document, lines: &[Line]) -> Vec<Chunk> {
    let top = |line: &Line| {
        let above = doc.ancestors(line.node).take_while(|&at| at != NodeId::ROOT);
        above.last().unwrap_or(line.node)
    };
    let tops: Vec<NodeId> = lines.iter().map(top).collect();
    let mut all = Vec::with_capacity(lines.len());
    for run in tops.chunk_by(|a, b| a == b) {
        let words: f32 = lines[all.len()..][..run.len()].iter().map(|line| line.words).sum();
        let menu = flag(doc.node(run[0]).tag == Tag::MENU);
        all.extend((0..run.len()).map(|before| Chunk {
            lines: count(run.len() as f32),
            before: count(before as f32),
            words: count(words),
            menu,
        }));
    }
    all
}

/// Sums of what is said in the first lines, for every number of them.
pub(super) struct Around(Vec<Counts>);

impl Around {
    pub(super) fn of(lines: &[Line]) -> Around {
        let mut sum = [0; TOPICS];
        let mut sums = vec![sum];
        sums.extend(lines.iter().map(|line| {
            sum = std::array::from_fn(|topic| sum[topic] + line.said[topic]);
            sum
        }));
        Around(sums)
    }

    /// What is said in so many lines before a place and behind it, as codes.
    pub(super) fn window(&self, at: usize, before: usize, behind: usize) -> [u8; TOPICS] {
        let (from, to) = (at.saturating_sub(before), (at + behind + 1).min(self.0.len() - 1));
        std::array::from_fn(|topic| count((self.0[to][topic] - self.0[from][topic]) as f32))
    }
}
