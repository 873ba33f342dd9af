//! What a character means for the width of a line and for how lines join.

use crate::document::is_stop;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a character takes in a fixed-width font (UAX #11).
pub(super) fn columns(c: char) -> u32 {
    c.width().unwrap_or(0) as u32
}

/// Columns of a text.
pub(super) fn width(text: &str) -> u32 {
    text.width() as u32
}

fn is_wide(c: char) -> bool {
    columns(c) == 2
}

/// Whether a character belongs to Chinese or Japanese running text: there a line may end between
/// any two characters. Korean puts spaces between words and is not among them.
pub(super) fn is_cjk(c: char) -> bool {
    is_wide(c) && !is_hangul(c) && c < '\u{1F000}' || c >= '\u{20000}' && is_wide(c)
}

/// Whether a character is a letter of Hebrew or Arabic.
pub(super) fn is_abjad(c: char) -> bool {
    matches!(c, '\u{05D0}'..='\u{06D3}')
}

/// Whether a character is a Korean one.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}')
}

/// Whether a character may not stand at the beginning of a line (JIS X 4051): the line before it
/// ends earlier, or later.
pub(super) fn never_begins(c: char) -> bool {
    const CLOSING: &str =
        "、。，．,.:;!?！？：；）)」』】》〉〕］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ・…‥”’";
    CLOSING.contains(c)
}

/// Whether a character ends a sentence, a clause or an announcement in any of the scripts.
pub(super) fn ends_sentence(c: char) -> bool {
    const OTHERS: &str = ",:;،؛၊፡។៖‥‽⁇⁈⁉、，．：；";
    is_stop(c) || OTHERS.contains(c)
}

/// Whether a character ends a sentence or announces what follows, but not a clause.
pub(super) fn ends_paragraph(c: char) -> bool {
    ends_sentence(c) && !",，,、،;；؛፣၊".contains(c)
}

/// Whether a character asks or exclaims.
pub(super) fn asks(c: char) -> bool {
    matches!(c, '?' | '？' | '؟' | '!' | '！' | '\u{37E}')
}

/// Whether a line goes on behind the last word of another: it begins with a sign that stands behind a word,
/// and no word follows that at once, as in `.net`, `...and` or a quotation.
pub(super) fn begins_with_closing(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    let next = chars.next();
    let apart = !next.is_some_and(|c| c.is_alphanumeric() || is_stop(c));
    // These may open something as well, with a space behind them.
    let open = next.is_none_or(|c| !c.is_whitespace());
    match first {
        Some(c) if ",.;)!،؛؟।、。，；）」』".contains(c) => apart,
        Some(c) if "»”’:?：".contains(c) => apart && open,
        _ => false,
    }
}
