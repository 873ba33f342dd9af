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
        let Spoken { text, readings } = spoken(&written(&doc, "tei"));
        let mut at = 0;
        for (run, lang) in expected {
            let characters: Vec<char> = run.chars().collect();
            let is_here = |from: &[(char, String)]| from.iter().map(|(c, _)| c).eq(&characters);
            match text[at..].windows(characters.len()).position(is_here) {
                Some(found) => {
                    let end = at + found + characters.len();
                    let run_of = &text[at + found..end];
                    assert!(run_of.iter().all(|(_, said)| *said == lang), "{name}: {run} {lang}");
                    at = end;
                }
                // A reading that stood in brackets is one of `ruby` now.
                None => assert!(readings.contains(&(run.clone(), lang)), "{name}: {run}"),
            }
        }
    }
}

/// What a TEI document says, with the languages that it says it in.
#[derive(Default)]
struct Spoken {
    /// The characters within `text`, readings left out.
    text: Vec<(char, String)>,
    /// The readings.
    readings: Vec<(String, String)>,
}

fn spoken(xml: &str) -> Spoken {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(String, String)> = vec![(String::new(), String::new())];
    let mut spoken = Spoken::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let above = open.last().unwrap().1.clone();
                let lang = element.try_get_attribute("xml:lang").unwrap();
                let lang = lang.map_or(above, |lang| lang.value.into_owned());
                open.push((element.name().as_ref().to_owned(), lang));
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(part) if open.iter().any(|(name, _)| name == "text") => {
                let (name, lang) = open.last().unwrap();
                if name == "rt" {
                    spoken.readings.push((part.to_string(), lang.clone()));
                } else {
                    spoken.text.extend(part.chars().map(|c| (c, lang.clone())));
                }
            }
            Event::Eof => return spoken,
            _ => {}
        }
    }
}
