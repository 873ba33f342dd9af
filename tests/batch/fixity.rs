//! Outputs that are no longer what was written, and bags.

use std::fs;
use std::process::Command;

use super::process::{Place, code, said, skipped};

fn told(done: &std::process::Output) -> String {
    String::from_utf8_lossy(&done.stdout).into_owned()
}

#[test]
fn a_byte_that_changed_in_any_of_a_hundred_files_is_found() {
    let place = Place::with(100);
    place.clean();
    let verify = || place.pumice(&["verify", "clean"]).output().unwrap();
    assert_eq!(code(&verify()), 0, "{}", told(&verify()));
    let all = place.tree("clean");
    let outputs: Vec<&String> = all.keys().filter(|name| name.contains('/')).collect();
    assert_eq!(outputs.len(), 100);
    for name in outputs {
        let path = place.path("clean").join(name);
        let whole = fs::read(&path).unwrap();
        let mut changed = whole.clone();
        changed[whole.len() / 2] ^= 1;
        fs::write(&path, changed).unwrap();
        let done = verify();
        assert_eq!(code(&done), 1);
        assert!(told(&done).starts_with(&format!("changed: {name}\n100 documents")), "{name}");
        fs::write(&path, whole).unwrap();
    }
    assert_eq!(code(&verify()), 0);
}

#[test]
fn what_is_gone_new_or_changed_elsewhere_is_found_too() {
    let place = Place::with(20);
    place.clean();
    let try_with = |name: &str, change: &dyn Fn(&std::path::Path), expected: &str| {
        let path = place.path("clean").join(name);
        let before = fs::read(&path).ok();
        change(&path);
        let done = place.pumice(&["verify", "clean"]).output().unwrap();
        assert_eq!(code(&done), 1, "{name}: {}", told(&done));
        assert!(told(&done).contains(expected), "{}", told(&done));
        match before {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
    };
    let flip = |path: &std::path::Path| {
        let mut bytes = fs::read(path).unwrap();
        let at = bytes.len() / 3;
        bytes[at] ^= 1;
        fs::write(path, bytes).unwrap();
    };
    let first = "000/000000.txt.txt";
    try_with(first, &|path| fs::remove_file(path).unwrap(), &format!("missing: {first}"));
    try_with("stranger", &|path| fs::write(path, "x").unwrap(), "unknown: stranger");
    try_with("journal.jsonl", &flip, "changed: journal.jsonl, line ");
    try_with("documents.jsonl", &flip, "changed: documents.jsonl, the line of ");
    try_with("report.html", &flip, "changed: report.html");
    try_with("run.json", &flip, "changed: ");
    let done = place.pumice(&["verify", "in"]).output().unwrap();
    assert_eq!(code(&done), 2, "{}", said(&done));
}

#[test]
fn a_bag_holds_the_run_and_others_can_check_it() {
    let place = Place::with(20);
    fs::write(place.path("in/100% sure.txt"), "A name with a percent sign.").unwrap();
    let done = place.run("bag", &["--bag", "-q"]).output().unwrap();
    assert_eq!(code(&done), 0, "{}", said(&done));
    let files = place.tree("bag");
    for name in ["bagit.txt", "bag-info.txt", "manifest-sha512.txt", "tagmanifest-sha512.txt"] {
        assert!(files.contains_key(name), "{name}");
    }
    assert!(files.contains_key("data/journal.jsonl"));
    let again = place.run("bag", &["--bag", "-q"]).output().unwrap();
    assert_eq!(code(&again), 0);
    assert!(place.tree("bag") == files, "a second run changes nothing");
    assert_eq!(code(&place.pumice(&["verify", "bag"]).output().unwrap()), 0);
    assert_eq!(code(&place.run("bag", &[]).output().unwrap()), 2, "a bag stays a bag");
    let manifest = fs::read_to_string(place.path("bag/manifest-sha512.txt")).unwrap();
    assert_eq!(manifest.lines().count(), files.len() - 4);

    let checker = Command::new("python3").args(["-m", "bagit", "--version"]).output();
    if !checker.is_ok_and(|done| done.status.success()) {
        return skipped("no bagit is installed (pip install bagit)");
    }
    let check = || {
        Command::new("python3")
            .args(["-m", "bagit", "--validate"])
            .arg(place.path("bag"))
            .output()
            .unwrap()
    };
    assert!(check().status.success(), "{}", said(&check()));
    fs::write(place.path("bag/data/000/000000.txt.txt"), "changed").unwrap();
    assert!(!check().status.success());
}
