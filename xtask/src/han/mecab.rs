//! Words and their costs from the dictionaries of `MeCab`: as text, and compiled (`sys.dic`).

use anyhow::Context;

/// The words of one file of a dictionary in EUC-JP, with their costs: `surface,left,right,cost,…`.
pub(super) fn words_of_text(bytes: &[u8]) -> Vec<(String, i32)> {
    let (text, _) = encoding_rs::EUC_JP.decode_without_bom_handling(bytes);
    let row = |line: &str| {
        let mut fields = line.split(',');
        Some((fields.next()?.to_owned(), fields.nth(2)?.parse().ok()?))
    };
    text.lines().filter_map(row).collect()
}

/// What stands first in the features of each entry of a compiled dictionary, with its cost.
///
/// The file begins with ten numbers of 32 bits, of which the sixth to ninth are the sizes of the trie,
/// of the entries and of their features, and with 32 bytes for the name of the encoding (`dictionary.cpp`
/// of `MeCab` 0.996). An entry has 16 bytes: the cost is the fourth of its 16-bit numbers, the place of
/// its features the third of its 32-bit numbers.
pub(super) fn entries_of_binary(bytes: &[u8]) -> anyhow::Result<Vec<(String, i32)>> {
    const HEAD: usize = 72;
    const ENTRY: usize = 16;
    let number = |at: usize| {
        let word = bytes.get(at..).and_then(|rest| rest.first_chunk());
        word.map(|word| u32::from_le_bytes(*word) as usize).context("cut short")
    };
    let (trie, entries) = (number(24)?, number(28)?);
    let entries_at = HEAD + trie;
    let features = bytes.get(entries_at + entries..).context("cut short")?;
    let table = &bytes[entries_at..entries_at + entries];
    let mut found = Vec::with_capacity(entries / ENTRY);
    for entry in table.chunks_exact(ENTRY) {
        let cost = i16::from_le_bytes([entry[6], entry[7]]);
        let place = u32::from_le_bytes([entry[8], entry[9], entry[10], entry[11]]) as usize;
        let feature = features.get(place..).context("a feature that is not there")?;
        let first = feature.split(|&byte| byte == 0 || byte == b',').next().unwrap_or_default();
        found.push((String::from_utf8(first.to_vec())?, cost.into()));
    }
    Ok(found)
}
