//! The slope and the curvature of the loss at a row, and sums of them, in one integer.
//!
//! Both are whole numbers of steps, so that a sum is exact and its order does not matter. The slope has
//! the upper half of the integer, the curvature, which is never negative, the lower.

use std::ops::{Add, AddAssign, Sub};

/// Steps in a slope or curvature of 1, where weights are 1 at the mean and there are so many rows: a sum
/// over all rows cannot overflow its half.
pub(super) fn steps(rows: usize) -> f64 {
    const LARGEST: f64 = (1_u64 << 29) as f64;
    LARGEST / rows.max(1) as f64
}

/// Slope and curvature of the logistic loss, downhill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Slope(i64);

const HALF: u32 = 32;

impl Slope {
    /// The slope of a row, from the chance that the forest gives it so far.
    pub(super) fn of(positive: bool, chance: f32, weight: f32, steps: f64) -> Slope {
        let chance = f64::from(chance);
        let scale = f64::from(weight) * steps;
        let downhill = f64::from(u8::from(positive)) - chance;
        let slope = (downhill * scale).round() as i64;
        let curvature = (chance * (1.0 - chance) * scale).round() as i64;
        Slope((slope << HALF) + curvature)
    }

    fn slope(self) -> f64 {
        (self.0 >> HALF) as f64
    }

    /// The curvature, in steps.
    pub(super) fn curvature(self) -> f64 {
        (self.0 & ((1 << HALF) - 1)) as f64
    }

    /// By how much (twice) the loss falls when all rows of a sum get the best answer.
    pub(super) fn gain(self, penalty: f64) -> f64 {
        self.slope() * self.slope() / (self.curvature() + penalty)
    }

    /// The best answer for all rows of a sum, as log-odds.
    pub(super) fn step(self, penalty: f64) -> f64 {
        self.slope() / (self.curvature() + penalty)
    }
}

impl Add for Slope {
    type Output = Slope;

    fn add(self, other: Slope) -> Slope {
        Slope(self.0 + other.0)
    }
}

impl Sub for Slope {
    type Output = Slope;

    fn sub(self, other: Slope) -> Slope {
        Slope(self.0 - other.0)
    }
}

impl AddAssign for Slope {
    fn add_assign(&mut self, other: Slope) {
        *self = *self + other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_of_both_signs_add_up_beside_curvatures() {
        let up = Slope::of(true, 0.5, 1.0, 1000.0);
        let down = Slope::of(false, 0.75, 2.0, 1000.0);
        let sum = up + down;
        assert!((sum.slope() - (500.0 - 1500.0)).abs() < 1e-9);
        assert!((sum.curvature() - (250.0 + 375.0)).abs() < 1e-9);
        assert_eq!(sum - down, up);
        assert!((sum.step(375.0) + 1.0).abs() < 1e-9);
    }
}
