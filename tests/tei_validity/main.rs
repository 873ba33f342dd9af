//! Whatever a document holds and whatever is dropped of it: its TEI is well-formed, valid against our
//! schema and `tei_all`, and its text is the kept text.

mod article;
mod documents;
mod fixtures;
mod jing;
mod marks;
mod reading;

use proptest::prelude::*;
use pumice::document::{Document, Kind};
use pumice::writers::tei::{Removed, Tei};
use pumice::writers::{Writer, tei};

use documents::document;

/// The TEI of a document.
fn write(doc: &Document, tei: &Tei) -> String {
    let mut out = Vec::new();
    tei.write(doc, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

/// Every way to write it that makes a difference to its structure.
fn settings() -> [Tei; 3] {
    let with = |removed, languages| Tei { removed, languages, ..Tei::default() };
    [with(Removed::Gap, true), with(Removed::Text, true), with(tei::Removed::None, false)]
}

/// The kept text, without white space.
fn kept(doc: &Document) -> String {
    doc.nodes()
        .filter(|(id, node)| node.kind == Kind::Text && doc.is_kept(*id))
        .flat_map(|(id, _)| doc.text(id).chars())
        .filter(|c| !c.is_whitespace())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_text_is_the_kept_text(doc in document()) {
        for tei in settings() {
            let xml = write(&doc, &tei);
            let read = reading::read(&xml).map_err(TestCaseError::fail)?;
            prop_assert_eq!(&read.text, &kept(&doc), "{}", xml);
        }
    }

    #[test]
    fn every_removal_has_its_gap_and_its_text(doc in document()) {
        let xml = write(&doc, &Tei { removed: Removed::Text, ..Tei::default() });
        let read = reading::read(&xml).map_err(TestCaseError::fail)?;
        let removals = doc.removals();
        prop_assert_eq!(read.count("gap"), removals.len());
        let lines: Vec<String> =
            removals.iter().map(|r| r.text.split_whitespace().collect()).collect();
        prop_assert_eq!(read.removed, lines);
    }

    #[test]
    fn ids_are_unique_pointers_lead_somewhere_languages_are_declared(doc in document()) {
        for tei in settings() {
            let xml = write(&doc, &tei);
            let read = reading::read(&xml).map_err(TestCaseError::fail)?;
            prop_assert_eq!(read.repeated_ids(), Vec::<String>::new(), "{}", xml);
            prop_assert_eq!(read.dangling(), Vec::<String>::new(), "{}", xml);
            prop_assert_eq!(&read.languages, &read.declared, "{}", xml);
        }
    }

    #[test]
    fn the_same_document_gives_the_same_bytes(doc in document()) {
        let tei = Tei::default();
        prop_assert_eq!(write(&doc, &tei), write(&doc.clone(), &tei));
    }
}
