//! What is fuzzed. Each function takes any bytes and panics where something that must hold does not.
//! `tests/inputs/fuzz_seeds.rs` runs them over `fuzz/seeds` with every `cargo test`.

use std::sync::LazyLock;

use pumice::config::Config;
use pumice::document::{Boilerplate, Document, EncodingFrom, Findings, NodeId, Why};
use pumice::input::{Content, Found, Reading, Unpacking, open_bytes};
use pumice::pipeline::Pipeline;
use pumice::readers::{self, Limits, Media, Raw, read};
use pumice::writers::Writer;
use pumice::writers::tei::Tei;

/// Small, so that they are met.
const READING: Reading =
    Reading { bytes: 1 << 20, unpacking: Unpacking { decompressed_bytes: 2 << 20, ratio: 200 } };
const LIMITS: Limits = Limits { bytes: 1 << 20, depth: 64, attributes: 16, nodes: 20_000 };

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::standard().expect("is whole"));

/// The first line is a label, the rest is to be decoded with and without it.
pub fn decode(bytes: &[u8]) {
    let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(0);
    let (label, rest) = bytes.split_at(end);
    let label = String::from_utf8_lossy(label).into_owned();
    for from in [EncodingFrom::Http, EncodingFrom::Given] {
        let decoded = readers::decode(rest, Some(&(label.clone(), from)));
        assert!(!decoded.encoding.is_empty());
    }
    readers::decode(rest, None);
}

/// A page through the whole pipeline.
pub fn html(bytes: &[u8]) {
    whole(bytes, Media::Html);
}

/// A text through the whole pipeline.
pub fn text(bytes: &[u8]) {
    whole(bytes, Media::Text);
}

fn whole(bytes: &[u8], media: Media) {
    let raw = Raw { bytes: bytes.into(), media: Some(media), ..Raw::default() };
    let Ok(doc) = PIPELINE.run(&raw) else { return };
    conserves(&doc);
    well_formed(&doc);
}

/// A web archive: plain, and as what is in its compressed pieces.
pub fn warc(bytes: &[u8]) {
    for name in ["a.warc", "a.warc.gz", "a.warc.zst"] {
        containers(name, bytes);
    }
}

/// A document a line.
pub fn json_lines(bytes: &[u8]) {
    containers("a.jsonl", bytes);
}

fn containers(name: &str, bytes: &[u8]) {
    let found: Vec<Found> = open_bytes(name, bytes.to_vec(), &READING).collect();
    assert!(!found.is_empty(), "every input gives a line");
    let contents = found.iter().filter_map(|found| found.content.as_ref().ok());
    let most = READING.unpacking.decompressed_bytes + (1 << 21);
    assert!(contents.map(|Content { bytes, .. }| bytes.len() as u64).all(|size| size <= most));
}

/// A `pipeline.toml`: a configuration, or mistakes that can be shown.
pub fn config(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Config::parse(&text) {
        Ok(config) => assert_eq!(config.digest().len(), 64),
        Err(mistakes) => assert!(!mistakes.show("pipeline.toml").is_empty()),
    }
}

/// TEI of a document with any decisions: the first bytes choose nodes, the rest is a page.
pub fn tei(bytes: &[u8]) {
    const CHOICES: usize = 16;
    let (choices, page) = bytes.split_at(bytes.len().min(CHOICES));
    let raw = Raw { bytes: page.into(), media: Some(Media::Html), ..Raw::default() };
    let Ok(mut doc) = read(&raw, &LIMITS) else { return };
    let nodes: Vec<NodeId> = doc.nodes().map(|(id, _)| id).collect();
    let mut findings = Findings::default();
    for pair in choices.chunks_exact(2) {
        let node = nodes[usize::from(pair[0]) % nodes.len()];
        let why = Why::new("fuzz/any", 0.5, "");
        match pair[1] % 3 {
            0 => findings.keep(node, why),
            1 => findings.drop(node, Boilerplate::Other, why),
            _ => findings.drop(node, Boilerplate::Navigation, why),
        }
    }
    doc.apply("fuzz", &mut findings);
    PIPELINE.inspect(&mut doc);
    conserves(&doc);
    well_formed(&doc);
}

fn conserves(doc: &Document) {
    let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
    assert_eq!(doc.chars_kept() + removed, doc.chars_in(), "every character is accounted for");
}

/// Writes TEI and reads it again.
fn well_formed(doc: &Document) {
    let mut bytes = Vec::new();
    Tei::default().write(doc, &mut bytes).expect("memory takes all");
    let text = std::str::from_utf8(&bytes).expect("TEI is UTF-8");
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(text.chars().all(is_allowed), "XML 1.0, section 2.2");
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("TEI is not well-formed: {error}"),
        }
    }
}
