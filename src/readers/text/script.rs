//! What a character means for the width of a line and for how lines join.

/// Columns that a character takes in a fixed-width font (UAX #11: wide and full-width ones take
/// two; UAX #44: marks and format characters take none).
pub(super) fn columns(c: char) -> u32 {
    match c {
        '\u{20}'..='\u{2FF}' => 1,
        _ if is_wide(c) => 2,
        _ if is_mark(c) => 0,
        _ => 1,
    }
}

/// Columns of a text.
pub(super) fn width(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.chars().map(columns).sum() }
}

fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F900}'..='\u{1F9FF}' | '\u{20000}'..='\u{3FFFD}')
}

/// The marks that are frequent in running text: accents, vowel signs of Hebrew, Arabic, Thai and
/// Lao, format characters.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1F}' | '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{E31}' | '\u{E34}'..='\u{E3A}'
        | '\u{E47}'..='\u{E4E}' | '\u{EB1}' | '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECD}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Whether a character belongs to Chinese or Japanese running text: there a line may end between
/// any two characters. Korean puts spaces between words and is not among them.
pub(super) fn is_cjk(c: char) -> bool {
    is_wide(c) && !is_hangul(c) && c < '\u{1F000}' || c >= '\u{20000}' && is_wide(c)
}

fn is_hangul(c: char) -> bool {
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
    const ENDS: &str = ".。．｡!?！？…‥:：;；,，、،؟؛۔।॥։፡።៖។၊။‽⁇⁈⁉";
    ENDS.contains(c)
}

/// Whether a character ends a sentence or announces what follows, but not a clause.
pub(super) fn ends_paragraph(c: char) -> bool {
    ends_sentence(c) && !",，,、،;；؛፣၊".contains(c)
}

/// Whether a character asks or exclaims.
pub(super) fn asks(c: char) -> bool {
    "?？؟!！;".contains(c) && c != ';' || c == '\u{37E}'
}

/// The last character of a text, closing quotation marks and brackets left out.
pub(super) fn last_spoken(text: &str) -> Option<char> {
    const CLOSING: &str = "\"'”’»›“‘)]}）」』】》〉〕］｝ \u{A0}";
    text.chars().rev().find(|&c| !CLOSING.contains(c))
}
