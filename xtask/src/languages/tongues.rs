//! The languages that the table tells apart.

use pumice::rules::languages::script;
use unicode_script::Script::{
    self, Arabic, Bengali, Cyrillic, Devanagari, Ethiopic, Hebrew, Latin,
};

/// What is none of them: the class that other languages are learned as.
pub(super) const OTHER: &str = "und";

/// Languages by the scripts that they are written in. A language that has a script for itself is in
/// none of these lists.
const TONGUES: &[(&[Script], &str)] = &[
    (
        &[Latin],
        "af az br bs ca ceb cs cy da de en eo es et eu fi fo fr fy ga gd gl ha hr ht hu id ig is it \
         jv la lb lg lt lv mg mi ms mt nb nl nn oc om pl pt ro rw sk sl sm sn so sq st su sv sw tk \
         tl tn tr ts vi wo xh yo zu",
    ),
    (&[Latin, Cyrillic], "sr uz"),
    (&[Latin, Arabic], "ku"),
    (&[Cyrillic], "ba be bg cv kk ky mk mn ru tg tt uk"),
    (&[Arabic], "ar ckb fa ps sd ug ur"),
    (&[Devanagari], "hi mr ne"),
    (&[Hebrew], "he yi"),
    (&[Bengali], "as bn"),
    (&[Ethiopic], "am ti"),
    (&[Latin, Cyrillic, Arabic, Devanagari, Hebrew, Bengali, Ethiopic], OTHER),
];

/// Each language with the bits of its scripts, by its tag.
pub(super) fn all() -> Vec<(String, u32)> {
    let rows = TONGUES.iter().flat_map(|(scripts, tags)| {
        let bits = scripts.iter().fold(0, |bits, &of| bits | script::bit(of));
        tags.split_whitespace().map(move |tag| (tag.to_owned(), bits))
    });
    let mut all: Vec<_> = rows.collect();
    all.sort();
    all
}

/// What a part of a path or a tag of a source is called here.
pub(super) fn name(said: &str) -> &str {
    // Other spellings, dialects and scripts than what the table tells apart.
    const NOT: [&str; 12] = [
        "be@tarask",
        "be-tarask",
        "be-x-old",
        "hi-Latn",
        "sr-ec-x",
        "ms-arab",
        "nds-nl",
        "zlm-Arab",
        "az-Cyrl",
        "bs-Cyrl",
        "pa-Arab",
        "fa-AF",
    ];
    const OTHERWISE: [(&str, &str); 9] = [
        ("no", "nb"),
        ("fil", "tl"),
        ("iw", "he"),
        ("in", "id"),
        ("zlm", "ms"),
        ("hau", "ha"),
        ("cat", "ca"),
        ("kmr", "ku"),
        ("sh", "hr-x"),
    ];
    if NOT.contains(&said) {
        return said;
    }
    let primary = said.split(['-', '_', '.', '@']).next().unwrap_or_default();
    OTHERWISE.iter().find(|(other, _)| *other == primary).map_or(primary, |(_, name)| name)
}
