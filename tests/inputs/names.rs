//! Names of outputs, from names of inputs and records that anybody may have chosen.

use std::collections::HashSet;
use std::path::{Component, Path};

use proptest::prelude::*;
use pumice::batch::Names;

fn names() -> Names {
    Names::new(vec![".tei.xml", ".json"], &["run.json", "journal.jsonl"])
}

/// Whether a path stays in its folder on every system.
fn is_safe(name: &str) -> bool {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    let part_is_safe = |part: &str| {
        part.len() <= 200
            && !part.ends_with(['.', ' '])
            && !part.contains(|c: char| c.is_control() || "<>:\"\\|?*".contains(c))
    };
    !name.is_empty()
        && Path::new(name).components().all(is_plain)
        && name.split('/').all(part_is_safe)
}

#[test]
fn a_thousand_names_that_collide_stay_apart() {
    let (mut first, mut second) = (names(), names());
    let mut seen = HashSet::new();
    for number in 0..1000 {
        let path = ["a.html", "A.html", "a.HTML", "./a.html", "a.html/"][number % 5];
        let origin = format!("{number}");
        let name = first.give(path, None, &origin);
        assert!(is_safe(&name), "{name}");
        assert_eq!(name, second.give(path, None, &origin), "the same each time");
        assert!(seen.insert(name.to_lowercase()), "{name} twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn no_name_leads_out_of_the_folder(
        path in r"(\.\./|/|[a-z]{1,3}|\.|C:|CON|\x00|\\|%2e|[\p{L}\p{C}]{1,4}| ){0,12}",
        record in prop::option::of(r"(<urn:|\.\./|/|http://|[^a]{1,9}|\.){0,9}"),
    ) {
        let name = names().give(&path, record.as_deref(), "x");
        prop_assert!(is_safe(&name), "{path:?} {record:?} → {name:?}");
    }
}
