//! The same bytes, whatever the machine and whoever runs it.

use std::fs;

use super::process::{Place, code, said};

/// Copies the fixtures of some languages, in the order or against it.
fn fixtures(place: &Place, to: &str, is_reversed: bool) {
    let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files = Vec::new();
    for language in ["en", "ja", "de"] {
        let Ok(entries) = fs::read_dir(from.join(language)) else { continue };
        files.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()));
    }
    assert!(files.len() >= 3);
    files.sort();
    if is_reversed {
        files.reverse();
    }
    for file in files {
        let target = place.path(to).join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(&file, target).unwrap();
    }
}

/// A folder, options, and variables of the environment.
type Environment<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);

#[test]
fn the_same_bytes_at_any_number_of_threads_in_any_order_place_and_time() {
    let place = Place::with(1);
    fixtures(&place, "a/pages", false);
    fixtures(&place, "b/pages", true);
    let environments: [Environment; 8] = [
        ("a", &["-j", "1"], &[]),
        ("a", &["-j", "2"], &[]),
        ("a", &["-j", "16"], &[]),
        ("b", &["-j", "2"], &[]),
        ("a", &[], &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")]),
        ("a", &[], &[("TZ", "Pacific/Kiritimati")]),
        ("a", &[], &[("HOME", "/nonexistent"), ("USER", "somebody")]),
        ("b", &["-j", "3"], &[("TZ", "America/St_Johns"), ("LC_ALL", "C"), ("COLUMNS", "20")]),
    ];
    let mut first = None;
    for (at, (folder, options, variables)) in environments.iter().enumerate() {
        let out = format!("{folder}/out{at}");
        let arguments = ["run", "pages", "--format", "tei,json,jsonl,text,markdown", "-o"];
        let mut command = place.pumice(&arguments);
        command.arg(format!("out{at}")).args(*options).current_dir(place.path(folder));
        let done = command.envs(variables.iter().copied()).output().unwrap();
        assert_eq!(code(&done), 0, "{}", said(&done));
        let tree = place.tree(&out);
        let first = first.get_or_insert_with(|| tree.clone());
        assert!(tree == *first, "{variables:?} {options:?} {folder}");
    }
}
