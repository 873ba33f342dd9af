//! The result that stands in the repository: the F1 of each page, by its id; and whether another result
//! is more than chance away from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::train::random::Random;

/// The F1 of each page, by its id.
pub(super) type Result = BTreeMap<String, f64>;

/// Where the result on a corpus stands.
pub(super) fn file(model: &str, corpus: &str) -> PathBuf {
    Path::new("xtask/results").join(format!("{model}-{corpus}.tsv"))
}

/// Reads a result; nothing where there is none yet.
pub(super) fn read(file: &Path) -> anyhow::Result<Option<Result>> {
    let Ok(text) = fs::read_to_string(file) else { return Ok(None) };
    let line = |line: &str| {
        let (id, f1) = line.split_once('\t')?;
        Some((id.to_owned(), f1.parse().ok()?))
    };
    let lines = text.lines().map(|text| line(text).with_context(|| text.to_owned()));
    Ok(Some(lines.collect::<anyhow::Result<_>>().with_context(|| file.display().to_string())?))
}

/// Writes a result.
pub(super) fn write(file: &Path, result: &Result) -> anyhow::Result<()> {
    let mut lines: Vec<String> = result.iter().map(|(id, f1)| format!("{id}\t{f1:.4}")).collect();
    lines.push(String::new());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, lines.join("\n")).with_context(|| file.display().to_string())
}

/// By how much a result differs from another, and between what bounds 95 of 100 such differences lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) mean: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Pages that both results have.
    pub(super) pages: usize,
}

/// The paired bootstrap: sites are drawn again and again with replacement, as their pages are alike.
/// Takes the site and the difference of each page.
pub(super) fn bootstrap(differences: &[(&str, f64)]) -> Option<Difference> {
    const DRAWS: usize = 2000;
    let mut sites: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (site, difference) in differences {
        let sum = sites.entry(site).or_default();
        sum.0 += difference;
        sum.1 += 1.0;
    }
    let sites: Vec<(f64, f64)> = sites.into_values().collect();
    let mean = |draws: &mut dyn Iterator<Item = (f64, f64)>| {
        let (sum, count) = draws.fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        sum / count
    };
    if sites.is_empty() {
        return None;
    }
    let mut random = Random::new(1);
    let mut means: Vec<f64> = (0..DRAWS)
        .map(|_| mean(&mut (0..sites.len()).map(|_| sites[random.below(sites.len())])))
        .collect();
    means.sort_by(f64::total_cmp);
    Some(Difference {
        mean: mean(&mut sites.iter().copied()),
        low: means[DRAWS / 40],
        high: means[DRAWS - 1 - DRAWS / 40],
        pages: differences.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_bounds_about_it() {
        let sites: Vec<String> = (0..40).map(|at| at.to_string()).collect();
        let pages: Vec<(&str, f64)> = sites
            .iter()
            .zip([0.1, -0.1, 0.2, 0.0].into_iter().cycle())
            .map(|(s, d)| (s.as_str(), d))
            .collect();
        let Some(Difference { mean, low, high, .. }) = bootstrap(&pages) else { panic!() };
        assert!((mean - 0.05).abs() < 1e-9);
        assert!(low < mean && mean < high && low > 0.0 && high < 0.1);
        assert_eq!(bootstrap(&[]), None);
    }
}
