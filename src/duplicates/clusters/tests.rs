use super::*;
use crate::document::sha256;
use crate::duplicates::Keep;

/// Says for each text the number of the document that it is told to repeat, itself where it is the first.
fn found(texts: &[&str], documents: usize) -> Vec<Option<usize>> {
    let settings = Duplicates { find: true, least: 0.8, keep: Keep::All, documents };
    let mut finder = Finder::new(&settings);
    for (at, text) in texts.iter().enumerate() {
        if let Some(signature) = Signature::of_text(text) {
            finder.add(at as u64, &sha256(text.as_bytes()), signature);
        }
    }
    let clusters = finder.finish();
    let ids: Vec<String> =
        texts.iter().map(|text| format!("d-{}", &sha256(text.as_bytes())[..16])).collect();
    let first = |(at, text): (usize, &&str)| {
        let cluster = clusters.of(at as u64, &sha256(text.as_bytes()))?;
        let first = ids.iter().position(|id| *id == cluster.id)?;
        assert_eq!(cluster.first, first == at);
        Some(first)
    };
    texts.iter().enumerate().map(first).collect()
}

const BOATS: &str = "The harbour was quiet that morning, and the boats lay side by side along the quay \
                     while the fishermen mended their nets and talked of the weather, of the price of \
                     herring, and of the new lighthouse that nobody had asked for.";
const TRAINS: &str = "The station was loud that evening, and the trains stood one behind the other while \
                      the drivers drank their tea and talked of the strike, of the price of coal, and of \
                      the old signal box that nobody wanted to keep.";

#[test]
fn a_copy_joins_the_first_and_others_stay_alone() {
    let copy = BOATS.replace("herring", "cod");
    assert_eq!(found(&[TRAINS, BOATS, "", &copy, "Home"], 9), [None, Some(1), None, Some(1), None]);
    assert_eq!(found(&[BOATS, BOATS, TRAINS, TRAINS], 9), [Some(0), Some(0), Some(2), Some(2)]);
}

#[test]
fn every_document_of_a_cluster_is_like_the_first() {
    // Each repeats the one before it, and the last one the first no more.
    let words: Vec<String> = (0..130).map(|at| format!("word{at}")).collect();
    let text = |from: usize| words[from..from + 100].join(" ");
    let (a, b, c) = (text(0), text(8), text(16));
    assert_eq!(found(&[&a, &b, &c], 9), [Some(0), Some(0), None]);
}

#[test]
fn what_is_beyond_the_room_begins_no_cluster_and_is_compared() {
    assert_eq!(found(&[BOATS, TRAINS, TRAINS, BOATS], 1), [Some(0), None, None, Some(0)]);
}

#[test]
fn a_document_that_is_not_what_it_was_belongs_to_no_cluster() {
    let mut finder = Finder::new(&Duplicates::default());
    for number in [3, 7] {
        finder.add(number, &sha256(b"same"), Signature::of_text(BOATS).unwrap());
    }
    let clusters = finder.finish();
    assert!(clusters.of(3, &sha256(b"same")).unwrap().first);
    assert!(!clusters.of(7, &sha256(b"same")).unwrap().first);
    assert_eq!(clusters.of(7, &sha256(b"other")), None);
    assert_eq!(clusters.of(4, &sha256(b"same")), None);
    assert_eq!(clusters.of(8, &sha256(b"same")), None);
}
