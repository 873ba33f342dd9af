//! Whether a probability is one: among the answers given with 0.8, eight of ten should be right.

use std::io::{self, Write};

use super::answer::Answer;

/// Prints how many answers there are in each band of probability and how many of them are right, the
/// expected calibration error (Guo et al. 2017, ten bands), and what a probability of 0.95 is worth.
pub(super) fn print<'a>(
    name: &str,
    answers: impl Iterator<Item = &'a Answer>,
    out: &mut impl Write,
) -> io::Result<()> {
    const BANDS: usize = 10;
    const SURE: f32 = 0.95;
    let pairs: Vec<(f32, bool)> = answers
        .filter_map(|answer| Some((answer.said.as_ref()?.confidence, answer.is_best_right())))
        .collect();
    let mut error = 0.0;
    write!(out, "  {name:<12}")?;
    for band in 0..BANDS {
        let of = |p: f32| (1..BANDS).take_while(|&next| p * BANDS as f32 >= next as f32).count();
        let inside: Vec<_> = pairs.iter().filter(|(p, _)| of(*p) == band).collect();
        if inside.is_empty() {
            continue;
        }
        let said: f32 = inside.iter().map(|(p, _)| p).sum();
        let right = inside.iter().filter(|(_, right)| *right).count();
        error += (said - right as f32).abs();
        let share = 100.0 * right as f32 / inside.len() as f32;
        write!(out, " .{band}: {share:.0} % of {}", inside.len())?;
    }
    let sure: Vec<bool> =
        pairs.iter().filter(|(p, _)| *p >= SURE).map(|(_, right)| *right).collect();
    let right = sure.iter().filter(|right| **right).count();
    let (all, sure) = (pairs.len().max(1) as f32, sure.len().max(1) as f32);
    writeln!(
        out,
        "; error {:.3}; from {SURE}: {:.1} % right of the {:.0} % there",
        error / all,
        100.0 * right as f32 / sure,
        100.0 * sure / all,
    )
}
