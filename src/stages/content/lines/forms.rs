//! Lines of the same form: where no element tells what repeats, length, beginning and end do.

use super::super::look::{Begins, Look};
use super::super::measures::measures;
use crate::forest::code::{NONE, count, offset, share, small};

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
        /// How much of what stands around it returns in the same order of forms, less a twentieth for each line
        /// of the period.
        regular,
        /// After how many lines that does.
        period,
    }
}

measures! {
    /// How long the lines around a line are.
    Length {
        /// The mean of their lengths' logarithms.
        mean,
        /// The deviation of them.
        deviation,
    }
}

/// The windows in which lengths are measured: so many lines before and behind.
pub(super) const LENGTHS: [usize; 3] = [8, 25, 60];

/// What is seen of a line from afar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    /// The logarithm of its words, in so many steps for each doubling.
    length: u8,
    begins: char,
    ends: char,
    has_digits: bool,
    /// How many of its words begin with capitals: less than half of them, half or more, all.
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

    /// Its length by half doublings, its first and last character, or the class that letters and digits are of,
    /// and what stands in it.
    pub(super) fn fine(text: &str, look: &Look, words: f32) -> Shape {
        const HALF_A_DOUBLING: u8 = 4;
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
    for alike in by_shape(shapes).chunk_by(|&a, &b| shapes[a] == shapes[b]) {
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
        for &at in alike {
            all[at] = Form { offset: offset(away(at) as f32), ..together };
        }
        for pair in alike.windows(2) {
            let steps = count((pair[1] - pair[0]) as f32);
            (all[pair[0]].until, all[pair[1]].since) = (steps, steps);
        }
    }
    measure_periods(shapes, &mut all);
    all
}

/// The places of the lines, those of each shape together and in their order.
fn by_shape(shapes: &[Shape]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..shapes.len()).collect();
    places.sort_by_key(|&at| shapes[at]);
    places
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
            // The last lines have none so much further on, and say nothing of it.
            let last = shapes.len().saturating_sub(period);
            let from = at.saturating_sub(AROUND).min(last);
            let to = (at + AROUND + 1 - period).clamp(from, last);
            // A single pair that is alike is chance.
            if to - from < 2 * period {
                continue;
            }
            let part = (returned[to] - returned[from]) as f32 / (to - from) as f32;
            let fits = part - BETTER * period as f32;
            if fits > *best {
                *best = fits;
                (form.regular, form.period) = (share(fits, 1.0), small(period));
            }
        }
    }
}

/// How long the lines are: sums over the first lines of the codes of their lengths, which are logarithms, and of
/// the squares of these.
pub(super) struct Lengths(Vec<[u64; 2]>);

impl Lengths {
    pub(super) fn of(words: &[f32]) -> Lengths {
        let mut sum = [0, 0];
        let mut sums = vec![sum];
        sums.extend(words.iter().map(|&words| {
            let log = u64::from(count(words));
            sum = [sum[0] + log, sum[1] + log * log];
            sum
        }));
        Lengths(sums)
    }

    /// How long the lines within a distance of one are.
    pub(super) fn around(&self, at: usize, distance: usize) -> Length {
        let (from, to) = (at.saturating_sub(distance), (at + distance + 1).min(self.0.len() - 1));
        let lines = (to - from) as u64;
        let [sum, squares] = [0, 1].map(|power: usize| self.0[to][power] - self.0[from][power]);
        // Twice and four times as fine as the codes of lengths, which hardly go beyond 100.
        let mean = 2 * sum / lines;
        let deviation = 4 * (lines * squares - sum * sum).isqrt() / lines;
        Length { mean: small(mean as usize), deviation: small(deviation as usize) }
    }
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
        for at in [0, 13, 29] {
            assert_eq!((forms[at].period, forms[at].regular), (3, share(1.0 - 0.05 * 3.0, 1.0)));
        }
        assert_eq!((forms[13].since, forms[13].until), (count(3.0), count(3.0)));
        assert_eq!((forms[0].since, forms[0].until), (NONE, count(3.0)));
        assert_eq!((forms[29].since, forms[29].until), (count(3.0), NONE));
    }

    #[test]
    fn lines_of_one_form_are_measured_together() {
        let texts = ["Red kettle", "Home.", "Blue teapot", "Old saucer", "7"];
        let forms = measure(&texts.map(shape), &[2.0, 1.0, 2.0, 2.0, 1.0]);
        let [first, other] = [&forms[0], &forms[1]];
        assert_eq!((first.lines, first.share), (count(3.0), share(6.0, 8.0)));
        assert_eq!((first.place, first.offset), (share(5.0, 15.0), offset(-5.0 / 3.0)));
        assert_eq!((other.lines, other.spread, other.offset), (count(1.0), 0, offset(0.0)));
        assert_eq!((other.since, other.until), (NONE, NONE));
        assert!(first.spread > 0);
        assert_eq!(measure(&[], &[]), []);
    }

    #[test]
    fn lengths_are_those_of_the_lines_around() {
        let words = [1.0, 1.0, 1.0, 31.0, 31.0, 31.0];
        let lengths = Lengths::of(&words);
        let [one, amid, last] = [1, 2, 5].map(|at| lengths.around(at, 1));
        assert_eq!((one.mean, one.deviation), (16, 0));
        assert!(amid.mean > 16 && amid.deviation > 0);
        assert_eq!((last.mean, last.deviation), (2 * count(31.0), 0));
    }
}
