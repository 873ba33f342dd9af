//! Lines of the same form: where no element tells what repeats, length, beginning and end do.

use std::collections::HashMap;

use super::super::look::{Begins, Look};
use super::super::measures::measures;
use crate::forest::code::{NONE, count, flag, offset, share, small};

measures! {
    /// The lines of a text that have the form of a line.
    Form {
        /// How many.
        lines,
        /// Their share of all words.
        share,
        /// Where they stand at the mean.
        place,
        /// How far they are spread.
        spread,
        /// How far from their mean the line stands.
        offset,
        /// Lines since the last.
        since,
        /// Lines until the next.
        until,
        /// Whether the last is as far as the next.
        even,
        /// How much of what stands around it returns in the same order of forms.
        regular,
        /// After how many lines that does.
        period,
    }
}

measures! {
    /// How long the lines around a line are.
    Lengths {
        /// The mean of their lengths' logarithms.
        mean,
        /// The deviation of them.
        deviation,
    }
}

/// The windows in which lengths are measured: so many lines before and behind.
pub(super) const LENGTHS: [usize; 3] = [8, 25, 60];

/// What is seen of a line from afar.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    /// The logarithm of its words, in so many steps for each doubling.
    length: u8,
    begins: char,
    ends: char,
    has_digits: bool,
    /// How many of its words begin with capitals: none, some, all.
    titled: u8,
    has_separators: bool,
    has_price: bool,
}

impl Shape {
    /// What is seen of a line of so many words: its length by doublings, whether it begins as a sentence or
    /// a number does and ends as one.
    pub(super) fn coarse(look: &Look, words: f32) -> Shape {
        /// Codes of counts for each doubling.
        const DOUBLING: u8 = 8;
        let begins = matches!(look.begins, Begins::Capital | Begins::Digit);
        let ends = look.ends_sentence || look.ends_colon;
        Shape {
            length: count(words) / DOUBLING,
            begins: if begins { 'A' } else { ' ' },
            ends: if ends { '.' } else { ' ' },
            has_digits: look.digits > 0,
            titled: 0,
            has_separators: false,
            has_price: false,
        }
    }

    /// The same, and its first and last character, unless they are letters, and what stands in it.
    pub(super) fn fine(text: &str, look: &Look, words: f32) -> Shape {
        const HALF_A_DOUBLING: u8 = 4;
        let text = text.trim();
        Shape {
            length: count(words) / HALF_A_DOUBLING,
            begins: text.chars().next().map_or(' ', class),
            ends: text.chars().next_back().map_or(' ', class),
            has_digits: look.digits > 0,
            titled: (2 * look.titled / look.tokens.max(1)).min(2) as u8,
            has_separators: look.separators > 0,
            has_price: look.price,
        }
    }
}

/// A character, or one that stands for all of its class.
fn class(c: char) -> char {
    match c {
        _ if c.is_numeric() => '0',
        _ if c.is_uppercase() => 'A',
        _ if c.is_alphabetic() => 'a',
        _ => c,
    }
}

/// For each line what has its shape.
pub(super) fn measure(shapes: &[Shape], words: &[f32]) -> Vec<Form> {
    let mut all = vec![Form::default(); shapes.len()];
    let page: f32 = words.iter().sum();
    for alike in groups(shapes) {
        let lines = alike.len() as f32;
        let mean = alike.iter().map(|&at| at as f64).sum::<f64>() / f64::from(lines);
        let away = |at: usize| at as f64 - mean;
        let spread = alike.iter().map(|&at| away(at) * away(at)).sum::<f64>() / f64::from(lines);
        let together = Form {
            lines: count(lines),
            share: share(alike.iter().map(|&at| words[at]).sum(), page),
            place: share(mean as f32, shapes.len() as f32),
            spread: share(spread.sqrt() as f32, shapes.len() as f32),
            since: NONE,
            until: NONE,
            ..Form::default()
        };
        for &at in &alike {
            all[at] = Form { offset: offset(away(at) as f32), ..together };
        }
        for pair in alike.windows(2) {
            let steps = count((pair[1] - pair[0]) as f32);
            (all[pair[0]].until, all[pair[1]].since) = (steps, steps);
        }
        for &at in &alike {
            all[at].even = flag(all[at].since == all[at].until);
        }
    }
    measure_periods(shapes, &mut all);
    all
}

/// The places of the lines of each shape.
fn groups(shapes: &[Shape]) -> Vec<Vec<usize>> {
    let mut group_of = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, shape) in shapes.iter().enumerate() {
        let group = *group_of.entry(shape).or_insert(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
        }
        groups[group].push(at);
    }
    groups
}

/// Measures after how many lines the same shapes return around each line: entries of a list of several lines
/// each. Of two periods that fit as well, the shorter is the one.
fn measure_periods(shapes: &[Shape], all: &mut [Form]) {
    const LONGEST: usize = 8;
    const AROUND: usize = 16;
    /// How much better a period must fit than one that is a line shorter.
    const BETTER: f32 = 0.05;
    let mut best = vec![0.0; shapes.len()];
    // How many of the first lines have the shape of the line so much further on.
    let mut returned: Vec<u32> = Vec::with_capacity(shapes.len() + 1);
    for period in 1..=LONGEST {
        returned.clear();
        returned.push(0);
        for at in 0..shapes.len() {
            let returns = shapes.get(at + period) == Some(&shapes[at]);
            returned.push(returned[at] + u32::from(returns));
        }
        for (at, (form, best)) in all.iter_mut().zip(&mut best).enumerate() {
            let from = at.saturating_sub(AROUND);
            let to = (at + AROUND - period).clamp(from, shapes.len());
            let part = (returned[to] - returned[from]) as f32 / (to - from).max(1) as f32;
            let fits = part - BETTER * period as f32;
            if fits > *best {
                *best = fits;
                (form.regular, form.period) = (share(fits, 1.0), small(period));
            }
        }
    }
}

/// For each line how long those within a distance are.
pub(super) fn lengths(words: &[f32], distance: usize) -> Vec<Lengths> {
    let logs: Vec<u64> = words.iter().map(|&words| u64::from(count(words))).collect();
    let sums = |of: fn(u64) -> u64| {
        let mut sums = vec![0];
        sums.extend(logs.iter().scan(0, |sum, &log| {
            *sum += of(log);
            Some(*sum)
        }));
        sums
    };
    let logarithms = [sums(|log| log), sums(|log| log * log)];
    let measure = |at: usize| {
        let (from, to) = (at.saturating_sub(distance), (at + distance + 1).min(logs.len()));
        let lines = (to - from) as u64;
        let [sum, squares] =
            [0, 1].map(|power: usize| logarithms[power][to] - logarithms[power][from]);
        // Twice and four times as fine as the codes of lengths, which hardly go beyond 100.
        let mean = 2 * sum / lines;
        let deviation = 4 * (lines * squares - sum * sum).isqrt() / lines;
        Lengths { mean: small(mean as usize), deviation: small(deviation as usize) }
    };
    (0..logs.len()).map(measure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Shape {
        let look = Look::at(text, &mut Vec::new());
        Shape::fine(text, &look, text.split_whitespace().count() as f32)
    }

    #[test]
    fn lines_of_one_length_that_begin_and_end_alike_have_one_form() {
        assert!(shape("Red kettle") == shape("Blue teapot"));
        assert!(shape("Red kettle") != shape("Red kettle:"));
        assert!(shape("Red kettle") != shape("12 kettles"));
    }

    #[test]
    fn what_returns_after_so_many_lines_has_that_period() {
        let entry = ["Red kettle", "$ 12.50", "Two of these are left in our shop by the harbour."];
        let shapes: Vec<Shape> = entry.into_iter().cycle().take(30).map(shape).collect();
        let words = vec![2.0; shapes.len()];
        let forms = measure(&shapes, &words);
        assert_eq!((forms[13].period, forms[13].regular), (3, share(1.0 - 0.05 * 3.0, 1.0)));
        assert_eq!((forms[13].since, forms[13].until, forms[13].even), (count(3.0), count(3.0), 1));
        assert_eq!((forms[0].since, forms[0].until, forms[0].even), (NONE, count(3.0), 0));
        assert_eq!(forms[0].lines, count(10.0));
    }

    #[test]
    fn lengths_are_those_of_the_lines_around() {
        let words = [1.0, 1.0, 1.0, 31.0, 31.0, 31.0];
        let lengths = lengths(&words, 1);
        assert_eq!((lengths[1].mean, lengths[1].deviation), (16, 0));
        assert!(lengths[2].mean > 16 && lengths[2].deviation > 0);
        assert_eq!((lengths[5].mean, lengths[5].deviation), (2 * count(31.0), 0));
    }
}
