//! Validity, as jing judges it.

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::{document, settings, write};

const DOCUMENTS: usize = 400;

#[test]
fn every_output_is_valid() {
    validate_all(&write_documents(&folder()));
}

/// Validates documents against our schema and, where there is one, `tei_all`.
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
pub(crate) fn validate_all(files: &[PathBuf]) {
    let is_there = Command::new("jing").output().is_ok();
    if !is_there {
        let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!in_ci, "jing is not installed");
        eprintln!("skipped: jing is not installed, so nothing was validated");
        return;
    }
    validate(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/pumice-tei.rng"), files);
    match tei_all() {
        Some(schema) => validate(&schema, files),
        None => eprintln!("skipped: no tei_all.rng; PUMICE_TEI_ALL may say where it is"),
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn the_schema_is_made_from_its_source() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema");
    let made = folder().join("pumice-tei.rng");
    let trang = Command::new("trang").arg(schema.join("pumice-tei.rnc")).arg(&made).status();
    if trang.is_err() {
        eprintln!(
            "skipped: trang is not installed, so the schema was not compared with its source"
        );
        return;
    }
    let read = |file: PathBuf| std::fs::read_to_string(file).expect("a schema");
    assert_eq!(read(made), read(schema.join("pumice-tei.rng")));
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
