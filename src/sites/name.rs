//! The names of sites and blocks: numbers that are the same on every machine.

use url::Url;

use crate::document::Document;

/// The site of a document: the host that it was fetched from, else the folder that it lies in.
pub(super) fn site(doc: &Document) -> u64 {
    let host = doc.source.url.as_deref().and_then(|url| Url::parse(url).ok());
    let host = host.as_ref().and_then(Url::host_str).map(|host| host.trim_start_matches("www."));
    let folder = || doc.source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    hash(START, host.unwrap_or_else(folder).chars())
}

/// The fingerprint of a text within a site. Case, white space and signs do not count.
pub(super) fn fingerprint(site: u64, text: &str) -> u64 {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    hash(site ^ START, letters.flat_map(char::to_lowercase))
}

/// What an empty text comes to.
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a of 64 bits (Fowler, Noll, Vo), character by character instead of byte by byte.
fn hash(start: u64, text: impl Iterator<Item = char>) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    text.fold(start, |hash, c| (hash ^ u64::from(c)).wrapping_mul(PRIME))
}
