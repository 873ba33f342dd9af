//! The fixtures with the stages that are off by default: their sentences are those that people find, and
//! their TEI is valid.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pumice::config::{Config, DEFAULT};
use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::Raw;
use pumice::writers::tei::{Removed, Tei};

use super::{jing, kept, reading, write};

const STAGES: &str = "[[stage]]\nuse = 'sentences'\n[[stage]]\nuse = 'words'\n";

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

fn pipeline() -> Pipeline {
    let config = Config::parse(&format!("{DEFAULT}\n{STAGES}")).expect("a sound pipeline");
    Pipeline::from_config(config.limits, config.stages)
}

fn clean(pipeline: &Pipeline, file: &Path) -> Document {
    let bytes = fs::read(file).expect("a fixture").into();
    let path = file.display().to_string();
    pipeline.run(&Raw { bytes, path, ..Raw::default() }).expect("a document")
}

#[test]
fn sentences_are_those_that_people_find() {
    let pipeline = pipeline();
    let mut wrong = String::new();
    let expected = files(&root("tests/sentences"));
    assert!(expected.len() >= 12);
    for file in expected {
        let name = file.file_name().unwrap_or_default();
        let doc = clean(&pipeline, &root("fixtures/sentences").join(name));
        let spans = doc.sentences().unwrap_or_default();
        let found: Vec<&str> = spans.iter().map(|span| &doc.full_text()[span.range()]).collect();
        let expected = fs::read_to_string(&file).expect("the sentences");
        for line in found.iter().filter(|line| !expected.lines().any(|known| known == **line)) {
            writeln!(wrong, "{}: {line}", name.display()).unwrap();
        }
        if expected.lines().count() != found.len() {
            writeln!(wrong, "{}: {} sentences", name.display(), found.len()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn fixtures_with_sentences_and_words_are_valid_and_have_their_text() {
    let pipeline = pipeline();
    let tei = Tei { removed: Removed::Text, ..Tei::default() };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tei-fixtures");
    fs::create_dir_all(&folder).expect("a folder for the outputs");
    let mut written = Vec::new();
    for file in files(&root("fixtures")).iter().flat_map(|language| files(language)) {
        let doc = clean(&pipeline, &file);
        let xml = write(&doc, &tei);
        let read = reading::read(&xml).expect("well-formed");
        assert_eq!(read.text, kept(&doc), "{}", file.display());
        let to = folder.join(format!("{}.xml", written.len()));
        fs::write(&to, xml).expect("room on the disk");
        written.push(to);
    }
    jing::validate_all(&written);
}
