//! Cross-validation: every page is decided on by a forest that never saw its site.

use std::collections::{BTreeMap, BTreeSet};

use crate::train::Studied;
use crate::train::random::Random;

/// Parts that the sites are divided into.
pub(super) const FOLDS: usize = 5;

/// The fold of each site: all pages of a site are in one.
pub(super) fn assign<'a>(studied: &'a [Studied<'a>], seed: u64) -> BTreeMap<&'a str, usize> {
    let sites = studied.iter().map(|studied| studied.page.site.as_str());
    divide(sites.collect(), seed)
}

fn divide(sites: BTreeSet<&str>, seed: u64) -> BTreeMap<&str, usize> {
    let mut sites: Vec<&str> = sites.into_iter().collect();
    Random::new(seed).shuffle(&mut sites);
    sites.into_iter().zip((0..FOLDS).cycle()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_of_one_size_and_other_with_another_seed() {
        let names: Vec<String> = (0..50).map(|at| format!("{at}.org")).collect();
        let sites: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let folds = divide(sites.clone(), 1);
        assert!((0..FOLDS).all(|fold| folds.values().filter(|at| **at == fold).count() == 10));
        assert_eq!(folds, divide(sites.clone(), 1));
        assert_ne!(folds, divide(sites, 2));
    }
}
