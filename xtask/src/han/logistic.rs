//! Logistic regression with a ridge penalty, by Newton's method (iteratively reweighted least
//! squares; Hastie, Tibshirani, Friedman 2009, section 4.4.1).

/// One row: what was measured, how probable it is (0 or 1 where that is known), and how much the row
/// counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example<'a> {
    pub(super) x: &'a [f32],
    pub(super) y: f64,
    pub(super) weight: f64,
}

/// Bias and weights that fit the examples. Measures are brought to unit variance first, so that the
/// penalty treats all alike; the result is for measures as they are.
pub(super) fn fit(examples: &[Example<'_>], penalty: f64) -> (f32, Vec<f32>) {
    const STEPS: usize = 25;
    let width = examples.first().map_or(0, |example| example.x.len());
    let scale = scale(examples, width);
    let standard = |x: &[f32]| -> Vec<f64> {
        let scaled =
            x.iter().zip(&scale).map(|(&x, (mean, spread))| (f64::from(x) - mean) / spread);
        std::iter::once(1.0).chain(scaled).collect()
    };
    let rows: Vec<(Vec<f64>, f64, f64)> =
        examples.iter().map(|e| (standard(e.x), e.y, e.weight)).collect();
    let mut beta = vec![0.0; width + 1];
    for _ in 0..STEPS {
        let step = solve(normal_equations(&rows, &beta, penalty));
        for (beta, step) in beta.iter_mut().zip(&step) {
            *beta += step;
        }
    }
    let bias: f64 =
        beta.iter().skip(1).zip(&scale).map(|(beta, (mean, spread))| beta * mean / spread).sum();
    let weights = beta.iter().skip(1).zip(&scale).map(|(beta, (_, spread))| (beta / spread) as f32);
    ((beta[0] - bias) as f32, weights.collect())
}

/// Mean and standard deviation of each measure.
fn scale(examples: &[Example<'_>], width: usize) -> Vec<(f64, f64)> {
    let count = examples.len() as f64;
    let column = |at: usize| examples.iter().map(move |example| f64::from(example.x[at]));
    (0..width)
        .map(|at| {
            let mean = column(at).sum::<f64>() / count;
            let variance = column(at).map(|x| (x - mean).powi(2)).sum::<f64>() / count;
            (mean, variance.sqrt().max(1e-6))
        })
        .collect()
}

/// The Hessian of the penalised loss with the negative gradient as its last column.
fn normal_equations(rows: &[(Vec<f64>, f64, f64)], beta: &[f64], penalty: f64) -> Vec<Vec<f64>> {
    let width = beta.len();
    let mut matrix = vec![vec![0.0; width + 1]; width];
    for (x, y, weight) in rows {
        let z: f64 = x.iter().zip(beta).map(|(x, beta)| x * beta).sum();
        let p = 1.0 / (1.0 + (-z).exp());
        let curve = weight * (p * (1.0 - p)).max(1e-9);
        for (row, &xi) in matrix.iter_mut().zip(x) {
            for (cell, &xj) in row.iter_mut().zip(x) {
                *cell += curve * xi * xj;
            }
            row[width] += weight * (y - p) * xi;
        }
    }
    for (at, row) in matrix.iter_mut().enumerate().skip(1) {
        row[at] += penalty;
        row[width] -= penalty * beta[at];
    }
    matrix
}

/// Solves a system of linear equations by Gaussian elimination with pivots.
fn solve(mut matrix: Vec<Vec<f64>>) -> Vec<f64> {
    let size = matrix.len();
    for at in 0..size {
        let pivot = (at..size).max_by(|&a, &b| matrix[a][at].abs().total_cmp(&matrix[b][at].abs()));
        matrix.swap(at, pivot.unwrap_or(at));
        let row = matrix[at].clone();
        if row[at].abs() < 1e-12 {
            continue;
        }
        for (other, cells) in matrix.iter_mut().enumerate() {
            let factor = cells[at] / row[at];
            if other != at {
                cells.iter_mut().zip(&row).for_each(|(cell, &pivot)| *cell -= factor * pivot);
            }
        }
    }
    let value = |at: usize| {
        if matrix[at][at].abs() < 1e-12 { 0.0 } else { matrix[at][size] / matrix[at][at] }
    };
    (0..size).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_again() {
        let xs: Vec<[f32; 2]> =
            (0..4000).map(|n| [(n % 20) as f32 - 10.0, (n / 20 % 5) as f32]).collect();
        // 0.5 x - 1 z + 0.3, with the odds as shares of 100 copies of each.
        let examples: Vec<Example<'_>> = xs
            .iter()
            .flat_map(|x| {
                let p = 1.0 / (1.0 + (-(0.5 * f64::from(x[0]) - f64::from(x[1]) + 0.3)).exp());
                [(1.0, p), (0.0, 1.0 - p)].map(|(y, weight)| Example { x, y, weight })
            })
            .collect();
        let (bias, weights) = fit(&examples, 1e-3);
        assert!((bias - 0.3).abs() < 0.01, "{bias}");
        assert!((weights[0] - 0.5).abs() < 0.01 && (weights[1] + 1.0).abs() < 0.01, "{weights:?}");
    }
}
