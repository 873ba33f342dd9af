//! How probable it is that the best of several languages is the right one.
//!
//! Measured on snippets of 20 to 200 characters in 103 languages, and in some hundred others that the
//! table does not have.

/// What one unit of a logarithm of odds is in the scores of the table.
pub(super) const NAT: i32 = 48;

/// Points of a curve: where, and how high.
type Curve = [(f32, f32)];

/// By the distance to the runner-up, in natural logarithms of odds.
const BY_MARGIN: &Curve =
    &[(0.0, 0.5), (1.0, 0.68), (2.0, 0.8), (3.0, 0.88), (5.0, 0.95), (8.0, 0.97), (20.0, 0.99)];
/// By the same for each letter: a language that is in no table is as near to several that are, however
/// long the text is.
const BY_LETTER: &Curve =
    &[(0.0, 0.5), (0.02, 0.6), (0.05, 0.72), (0.12, 0.86), (0.2, 0.93), (0.4, 0.97), (0.8, 0.99)];

/// The probability, from the distance of two scores in a text of so many letters.
pub(super) fn probability(margin: i32, letters: u32) -> f32 {
    let margin = margin as f32 / NAT as f32;
    height(BY_MARGIN, margin).min(height(BY_LETTER, margin / letters.max(1) as f32))
}

/// The height of a curve, which is straight between its points and level beyond them.
fn height(curve: &Curve, at: f32) -> f32 {
    let above = curve.partition_point(|(x, _)| *x <= at);
    match (curve.get(above.wrapping_sub(1)), curve.get(above)) {
        (Some((x, y)), Some((next_x, next_y))) => y + (next_y - y) * (at - x) / (next_x - x),
        (Some((_, y)), None) | (None, Some((_, y))) => *y,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_rise() {
        let tries = [-1, 0, 10, 48, 100, 200, 1_000, 10_000];
        let sure = tries.map(|margin| probability(margin, 20));
        assert!(sure.is_sorted() && sure[0] < 0.5 && sure[7] > 0.98, "{sure:?}");
        // The same distance means less in a longer text.
        assert!(probability(480, 20) > probability(480, 400));
    }
}
