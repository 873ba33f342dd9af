//! The scripts that the table tells languages of apart, as bits.

use unicode_script::Script;

/// Scripts that several languages share, in the order of their bits.
const SHARED: [Script; 7] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Arabic,
    Script::Devanagari,
    Script::Hebrew,
    Script::Bengali,
    Script::Ethiopic,
];

/// The bit of a script; none for one that the table knows nothing of.
pub fn bit(script: Script) -> u32 {
    SHARED.iter().position(|&shared| shared == script).map_or(0, |at| 1 << at)
}
