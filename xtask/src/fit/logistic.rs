//! Logistic regression by Newton's method (iteratively reweighted least squares).

use rayon::prelude::*;

/// A row: its values, whether it is positive, its weight.
pub(super) type Row<const N: usize> = ([f32; N], bool, f32);

/// The weights that make the rows likeliest, with a penalty of `ridge` times the square of each
/// weight but the first.
pub(super) fn fit<const N: usize>(rows: &[Row<N>], ridge: f64) -> [f64; N] {
    const STEPS: usize = 12;
    let mut weights = [0.0; N];
    for _ in 0..STEPS {
        let (mut gradient, mut curvature) = slope(rows, &weights);
        for at in 0..N {
            let penalty = if at == 0 { 1e-6 } else { ridge };
            gradient[at] -= penalty * weights[at];
            curvature[at][at] += penalty;
        }
        let step = solve(curvature, gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
    }
    weights
}

type Slope<const N: usize> = ([f64; N], Vec<[f64; N]>);

/// The gradient of the likelihood, and its curvature with the sign turned.
fn slope<const N: usize>(rows: &[Row<N>], weights: &[f64; N]) -> Slope<N> {
    let none = || ([0.0; N], vec![[0.0; N]; N]);
    let one = |(mut gradient, mut curvature): Slope<N>, (values, positive, weight): &Row<N>| {
        let sum: f64 = values.iter().zip(weights).map(|(x, w)| f64::from(*x) * w).sum();
        let chance = 1.0 / (1.0 + (-sum).exp());
        let error = f64::from(*weight) * (f64::from(u8::from(*positive)) - chance);
        let spread = f64::from(*weight) * (chance * (1.0 - chance)).max(1e-6);
        for (at, &x) in values.iter().enumerate().filter(|(_, x)| **x != 0.0) {
            let x = f64::from(x);
            gradient[at] += error * x;
            for (cell, &y) in curvature[at].iter_mut().zip(values) {
                *cell += spread * x * f64::from(y);
            }
        }
        (gradient, curvature)
    };
    let both = |mut a: Slope<N>, b: Slope<N>| {
        for at in 0..N {
            a.0[at] += b.0[at];
            for (x, y) in a.1[at].iter_mut().zip(b.1[at]) {
                *x += y;
            }
        }
        a
    };
    // Chunks of a fixed size: the sums do not depend on how many threads there are.
    let parts: Vec<Slope<N>> =
        rows.par_chunks(1 << 14).map(|rows| rows.iter().fold(none(), one)).collect();
    parts.into_iter().fold(none(), both)
}

/// Solves a symmetric positive definite system (Gaussian elimination).
fn solve<const N: usize>(mut matrix: Vec<[f64; N]>, mut right: [f64; N]) -> [f64; N] {
    for pivot in 0..N {
        let row = matrix[pivot];
        for below in pivot + 1..N {
            let factor = matrix[below][pivot] / row[pivot];
            for (cell, above) in matrix[below].iter_mut().zip(row).skip(pivot) {
                *cell -= factor * above;
            }
            right[below] -= factor * right[pivot];
        }
    }
    let mut solution = [0.0; N];
    for at in (0..N).rev() {
        let known: f64 = (at + 1..N).map(|next| matrix[at][next] * solution[next]).sum();
        solution[at] = (right[at] - known) / matrix[at][at];
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_odds() {
        let row = |x: f32, positive| ([1.0, x], positive, 1.0);
        let rows =
            [row(0.0, true), row(0.0, false), row(1.0, true), row(1.0, true), row(1.0, false)];
        let [bias, slope] = fit(&rows, 1e-6);
        assert!(bias.abs() < 1e-3);
        assert!((slope - 2.0_f64.ln()).abs() < 1e-3);
    }
}
