//! Every fixture comes out as it stands in `tests/golden`, byte for byte.
//!
//! The golden files are what `pumice run fixtures -o tests/golden` writes of them; after a change that is meant to change them:
//! `SNAPSHOTS=overwrite cargo test --test golden`, and read the difference.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fs;
use std::path::{Path, PathBuf};

use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::Raw;
use pumice::writers::{self, Writer};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// The document of a fixture, and its path beneath `fixtures/`.
fn clean(pipeline: &Pipeline, file: &Path) -> (String, Document) {
    let name = file.strip_prefix(folder("fixtures")).unwrap().to_str().unwrap().replace('\\', "/");
    let bytes = fs::read(file).unwrap().into();
    let path = format!("fixtures/{name}");
    let doc = pipeline.run(&Raw { bytes, path, ..Raw::default() }).unwrap();
    (name, doc)
}

fn written(doc: &Document, writer: &dyn Writer) -> Vec<u8> {
    let mut bytes = Vec::new();
    writer.write(doc, &mut bytes).unwrap();
    bytes
}

#[test]
fn fixtures_come_out_as_they_should() {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite");
    let pipeline = Pipeline::standard().unwrap();
    let outputs = ["tei", "json"].map(|name| {
        let entry = writers::find(name).unwrap();
        (entry.extension, (entry.build)(toml::Table::new()).unwrap())
    });
    let mut wrong = Vec::new();
    for fixture in files(&folder("fixtures")) {
        let (name, doc) = clean(&pipeline, &fixture);
        for (extension, writer) in &outputs {
            let golden = folder("tests/golden").join(format!("{name}{extension}"));
            let bytes = written(&doc, writer.as_ref());
            if overwrite {
                fs::create_dir_all(golden.parent().unwrap()).unwrap();
                fs::write(&golden, &bytes).unwrap();
            } else if fs::read(&golden).ok().as_deref() != Some(&bytes[..]) {
                wrong.push(golden.display().to_string());
            }
        }
    }
    assert!(wrong.is_empty(), "not as expected:\n{}", wrong.join("\n"));
}

#[test]
fn every_character_of_a_fixture_is_accounted_for() {
    let pipeline = Pipeline::standard().unwrap();
    let fixtures = files(&folder("fixtures"));
    assert!(fixtures.len() >= 36);
    for fixture in fixtures {
        let (path, doc) = clean(&pipeline, &fixture);
        let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
        assert_eq!(doc.chars_kept() + removed, doc.chars_in(), "{path}");
        let clean = doc.clean_text().text.chars().filter(|c| !c.is_whitespace()).count();
        assert_eq!(clean as u32, doc.chars_kept(), "{path}");
    }
}
