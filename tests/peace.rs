//! The three words for peace, in prose of twelve languages: every run of Chinese, Japanese and Korean
//! characters comes out in its language, in JSON and in TEI.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fs;
use std::path::{Path, PathBuf};

use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::Raw;
use pumice::writers;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn written(doc: &Document, format: &str) -> String {
    let writer = (writers::find(format).unwrap().build)(toml::Table::new()).unwrap();
    let mut bytes = Vec::new();
    writer.write(doc, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A document by its name, with its runs and their languages as people see them.
type Told = (String, Document, Vec<(String, String)>);

fn documents() -> Vec<Told> {
    let pipeline = Pipeline::standard().unwrap();
    let mut files: Vec<PathBuf> =
        fs::read_dir(root("fixtures/peace")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let document = |file: &PathBuf| {
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(file).unwrap().into();
        let doc = pipeline.run(&Raw { bytes, path: name.clone(), ..Raw::default() }).unwrap();
        let expected = fs::read_to_string(root("tests/peace").join(&name).with_extension("tsv"));
        let run = |line: &str| {
            line.split_once('\t').map(|(run, lang)| (run.to_owned(), lang.to_owned())).unwrap()
        };
        (name, doc, expected.unwrap_or_default().lines().map(run).collect())
    };
    files.iter().map(document).collect()
}

#[test]
fn every_run_is_right_in_json() {
    let documents = documents();
    assert!(documents.len() >= 12);
    for (name, doc, expected) in documents {
        let json: Value = serde_json::from_str(&written(&doc, "json")).unwrap();
        let field = |run: &Value, name: &str| run[name].as_str().unwrap().to_owned();
        let runs = json["segments"].as_array().unwrap().iter();
        let found: Vec<_> = runs.map(|run| (field(run, "text"), field(run, "lang"))).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn every_run_is_right_in_tei() {
    for (name, doc, expected) in documents() {
        let text = spoken(&written(&doc, "tei"));
        let mut at = 0;
        for (run, lang) in expected {
            let run: Vec<char> = run.chars().collect();
            let is_here = |from: &[(char, String)]| from.iter().map(|(c, _)| c).eq(&run);
            let found = text[at..].windows(run.len()).position(is_here);
            let found = at + found.unwrap_or_else(|| panic!("{name}: {run:?} is not there"));
            at = found + run.len();
            assert!(
                text[found..at].iter().all(|(_, said)| *said == lang),
                "{name}: {run:?} {lang}"
            );
        }
    }
}

/// The characters within the `text` of a TEI document, each with its language.
fn spoken(xml: &str) -> Vec<(char, String)> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(bool, String)> = vec![(false, String::new())];
    let mut text = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let (inside, above) = open.last().unwrap().clone();
                let lang = element.try_get_attribute("xml:lang").unwrap();
                let lang = lang.map(|lang| lang.value.into_owned());
                // A reading stands beside the characters, not among them.
                let name = element.name();
                let inside = (inside || name.as_ref() == "text") && name.as_ref() != "rt";
                open.push((inside, lang.unwrap_or(above)));
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(part) => {
                let (inside, lang) = open.last().unwrap();
                text.extend(part.chars().filter(|_| *inside).map(|c| (c, lang.clone())));
            }
            Event::Eof => return text,
            _ => {}
        }
    }
}
