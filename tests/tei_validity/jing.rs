//! Validity, as jing judges it.

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{document, settings, write};

const DOCUMENTS: usize = 400;

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn every_output_is_valid() {
    let is_there = Command::new("jing").output().is_ok();
    if !is_there {
        let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!in_ci, "jing is not installed");
        eprintln!("skipped: jing is not installed, so nothing was validated");
        return;
    }
    let files = write_documents(&folder());
    validate(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/pumice-tei.rng"), &files);
    match tei_all() {
        Some(schema) => validate(&schema, &files),
        None => eprintln!("skipped: no tei_all.rng; PUMICE_TEI_ALL may say where it is"),
    }
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tei-validity");
    std::fs::create_dir_all(&folder).expect("a folder for the outputs");
    folder
}

fn tei_all() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tei/tei_all.rng");
    let given = std::env::var_os("PUMICE_TEI_ALL").map(PathBuf::from);
    given.or(Some(beside)).filter(|schema| schema.is_file())
}

fn write_documents(folder: &Path) -> Vec<PathBuf> {
    let mut runner = TestRunner::deterministic();
    let mut files = Vec::new();
    for number in 0..DOCUMENTS {
        let doc = document().new_tree(&mut runner).expect("a document").current();
        for (variant, tei) in settings().iter().enumerate() {
            let file = folder.join(format!("{number}-{variant}.xml"));
            std::fs::write(&file, write(&doc, tei)).expect("room on the disk");
            files.push(file);
        }
    }
    files
}

fn validate(schema: &Path, files: &[PathBuf]) {
    let output = Command::new("jing").arg(schema).args(files).output().expect("jing runs");
    let report = String::from_utf8_lossy(&output.stdout);
    let first: Vec<&str> = report.lines().take(20).collect();
    assert!(output.status.success(), "against {}:\n{}", schema.display(), first.join("\n"));
}
