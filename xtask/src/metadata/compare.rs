//! When a value counts as right.

use std::collections::BTreeSet;

use pumice::document::fold;

use crate::score::{Score, Unit};

/// A text in lower case with its white space collapsed.
pub(super) fn normal(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two texts are the same but for case and white space.
pub(super) fn exact(found: &str, gold: &str) -> bool {
    normal(found) == normal(gold)
}

/// Whether two texts are the same but for case, white space and signs: references were not all typed
/// with the quotation marks and dashes of the page.
pub(super) fn letters(found: &str, gold: &str) -> bool {
    fold(found) == fold(gold)
}

/// Whether one text holds the other, or the F1 of their words is at least 0.8.
pub(super) fn soft(found: &str, gold: &str) -> bool {
    const ALIKE: f64 = 0.8;
    let (found, gold) = (normal(found), normal(gold));
    if found.is_empty() || gold.is_empty() {
        return found == gold;
    }
    let holds = found.contains(&gold) || gold.contains(&found);
    holds || Score::of(&found, &gold, Unit::Words).f1 >= ALIKE
}

/// Whether two lists name the same people, in whatever order: a list is parted by commas,
/// semicolons, ampersands, slashes and "and".
pub(super) fn same_people(found: &str, gold: &str) -> bool {
    people(found) == people(gold)
}

fn people(list: &str) -> BTreeSet<String> {
    let list = normal(list).replace(" and ", ",");
    let names = list.split([',', ';', '&', '/']).map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

/// Whether a day is the day of the reference, or lies in its month where it says no more.
pub(super) fn same_day(found: &str, gold: &str) -> bool {
    !found.is_empty() && found.starts_with(gold.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_may_differ_in_case_and_white_space_and_softly_in_a_suffix() {
        assert!(exact("Boats  at Rest", "boats at rest"));
        assert!(!exact("Boats at rest | The Quay", "Boats at rest"));
        assert!(letters("The boat’s rest", "The Boat's rest"));
        assert!(soft("Boats at rest | The Quay", "Boats at rest"));
        assert!(!soft("", "Boats at rest"));
    }

    #[test]
    fn people_have_no_order() {
        assert!(same_people("Bo Lind, Ada Moore", "Ada Moore and Bo Lind"));
        assert!(!same_people("Ada Moore", "Ada Moore & Bo Lind"));
    }

    #[test]
    fn a_reference_may_say_no_more_than_the_month() {
        assert!(same_day("2025-02-03", "2025-02"));
        assert!(!same_day("", "2025-02"));
    }
}
