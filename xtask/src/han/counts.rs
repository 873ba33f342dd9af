//! Logarithms of probabilities as the small numbers that the tables have.

/// What stands for a probability that was never seen, as a natural logarithm.
pub(super) const UNSEEN: f64 = -16.5;

/// Sixteenths above [`UNSEEN`], for a character.
#[expect(clippy::cast_sign_loss, reason = "it is at least 1")]
pub(super) fn of_char(logarithm: Option<f64>) -> u8 {
    logarithm.map_or(0, |logarithm| ((logarithm - UNSEEN) * 16.0).round().clamp(1.0, 255.0) as u8)
}

/// Steps above the least, 1 to 15.
#[expect(clippy::cast_sign_loss, reason = "it is at least 1")]
fn steps(logarithm: f64, least: f64, step: f64) -> u8 {
    ((logarithm - least) / step).round().clamp(1.0, 15.0) as u8
}

/// For a pair of characters.
pub(super) fn of_pair(logarithm: Option<f64>) -> u8 {
    logarithm.map_or(0, |logarithm| steps(logarithm, -16.75, 0.75))
}

/// For a Japanese word, from the logarithm of its probability.
pub(super) fn of_japanese(logarithm: f64) -> u8 {
    steps(logarithm, -22.0, 1.1)
}

/// For a Chinese word.
pub(super) fn of_chinese(logarithm: f64) -> u8 {
    steps(logarithm, -19.0, 1.0)
}
