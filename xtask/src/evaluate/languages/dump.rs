use pumice::rules::languages::rank;
use unicode_script::{Script, UnicodeScript};
pub(super) fn dump(text: &str) -> Option<(String, String, i32, i32, u32, u32, u32)> {
    let mut counts = std::collections::HashMap::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) { *counts.entry(c.script()).or_insert(0) += 1; }
    let (&script, _) = counts.iter().filter(|(s, _)| !matches!(s, Script::Common | Script::Inherited)).max_by_key(|(_, n)| **n)?;
    let r = rank(text, script, 400);
    let (a, b) = r.best()?;
    Some((a.0.into(), b.0.into(), a.1, b.1, r.met, r.known, r.extent.letters))
}
