//! How what is measured becomes one byte, by integer arithmetic alone: the same on every machine.
//!
//! Trees only ask whether a measure is above a bound, so that a code need not keep distances, only
//! the order.

/// The code of what cannot be measured, above all others.
pub const NONE: u8 = u8::MAX;

/// The code of a share of 0 to 1: in steps of half a per cent.
#[expect(clippy::cast_sign_loss, reason = "clamped to what a byte holds")]
pub fn share(part: f32, whole: f32) -> u8 {
    const STEPS: f32 = 200.0;
    if whole > 0.0 { (part / whole * STEPS).clamp(0.0, STEPS) as u8 } else { 0 }
}

/// The code of a count or a length: eight steps for each doubling, like a logarithm. It is read off
/// the exponent and the first bits of the mantissa, so that no machine rounds it otherwise.
pub fn count(amount: f32) -> u8 {
    const MANTISSA_LEFT: u32 = 20;
    let steps = ((amount.max(0.0) + 1.0).to_bits() - 1.0_f32.to_bits()) >> MANTISSA_LEFT;
    steps.min(u32::from(NONE) - 1) as u8
}

/// The share that a code means.
pub fn share_of(code: u8) -> f32 {
    (f32::from(code) / 200.0).min(1.0)
}

/// The count that a code means: the least of those that have it.
pub fn count_of(code: u8) -> f32 {
    f32::from_bits(1.0_f32.to_bits() + (u32::from(code) << 20)) - 1.0
}

/// The code of a distance with a sign: 128 for none, less for before, more for behind.
pub fn offset(amount: f32) -> u8 {
    const MIDDLE: u8 = 128;
    let steps = count(amount.abs()) / 2;
    if amount < 0.0 { MIDDLE - steps } else { (MIDDLE + steps).min(NONE - 1) }
}

/// The code of a small number.
pub fn small(amount: usize) -> u8 {
    amount.min(usize::from(NONE) - 1) as u8
}

/// The code of what is or is not so.
pub fn flag(is: bool) -> u8 {
    u8::from(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_has_eight_steps_for_each_doubling() {
        assert_eq!([0.0, 1.0, 3.0, 7.0].map(count), [0, 8, 16, 24]);
        assert!(count(1.0) < count(1.25) && count(1e30) == NONE - 1);
        assert_eq!(count(-1.0), 0);
    }

    #[test]
    fn a_share_of_nothing_is_none() {
        assert_eq!([share(0.0, 0.0), share(1.0, 4.0), share(9.0, 4.0)], [0, 50, 200]);
    }

    #[test]
    fn a_code_says_what_it_was() {
        for amount in [0.0, 1.0, 3.0, 31.0] {
            assert!((count_of(count(amount)) - amount).abs() < 0.1);
        }
        assert!((share_of(share(1.0, 4.0)) - 0.25).abs() < 0.01);
    }

    #[test]
    fn an_offset_keeps_its_sign() {
        assert_eq!([offset(-1.0), offset(0.0), offset(1.0)], [124, 128, 132]);
    }
}
