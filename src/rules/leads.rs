//! How labels begin: what tells of nearly every text that it is none.
//!
//! A look at the first letters of a text is enough, before it is brought into the form that labels are
//! compared in.

use super::bare::{is_alphanumeric, is_count_sign, is_letter, without_nukta};
use super::table::Heads;

/// How the labels of a list begin.
#[derive(Clone, Debug)]
pub(super) struct Leads {
    /// By the first letters of their first words.
    words: Heads,
    /// By their first letters, whatever space is between them.
    wholes: Heads,
}

impl Leads {
    pub(super) fn of(labels: &[(String, usize)]) -> Leads {
        let mut leads = Leads { words: Heads::default(), wholes: Heads::default() };
        for (label, _) in labels {
            if let Some(lead) = word(label) {
                leads.words.add(lead);
            }
            if let Some(lead) = whole(label) {
                leads.wholes.add(lead);
            }
        }
        leads
    }

    /// Whether a text may be a label.
    pub(super) fn may_be(&self, text: &str) -> bool {
        whole(text).is_none_or(|lead| self.wholes.may_hold(lead))
    }

    /// Whether a text may be a label, or one with a count.
    pub(super) fn may_be_counted(&self, text: &str) -> bool {
        from_letter(text).starts_with(is_count_sign) || self.may_be(text)
    }

    /// Whether a text may begin with a label.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        word(text).is_none_or(|lead| self.words.may_hold(lead))
    }
}

/// The ASCII letters that a text begins with, signs left out, at most four and in lower case, as a
/// number. Nothing where there are none, or where other letters follow that may change with the case.
fn word(text: &str) -> Option<u32> {
    let mut lead = [0; 4];
    for (letter, byte) in lead.iter_mut().zip(from_letter(text).bytes()) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => *letter = byte.to_ascii_lowercase(),
            0..0x80 => break,
            _ => return None,
        }
    }
    (lead[0] != 0).then(|| u32::from_be_bytes(lead))
}

/// The letters that a text begins with, signs before them and spaces between them left out, in the form
/// that labels are compared in, as a hash; or the digits. Nothing where there are none, or where a letter
/// becomes several in lower case.
fn whole(text: &str) -> Option<u32> {
    /// So many letters tell enough, of ASCII or of other scripts, which say more each.
    const LETTERS: u32 = 8;
    const WEIGHT: u32 = 2;
    let text = from_letter(text);
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let (mut lead, mut letters) = (0_u32, 0);
    for c in text.chars() {
        let lower = match c {
            '0'..='9' if is_number => c,
            _ if is_number => break,
            'a'..='z' | 'A'..='Z' => c.to_ascii_lowercase(),
            ' ' | '\t'..='\r' => continue,
            '\0'..='\x7F' => break,
            _ => match without_nukta(c) {
                Some(c) if is_letter(c) => only(c.to_lowercase())?,
                Some(c) if !c.is_whitespace() => break,
                _ => continue,
            },
        };
        // The multiplier of FNV-1a.
        lead = (lead ^ u32::from(lower)).wrapping_mul(0x0100_0193);
        letters += if lower.is_ascii() { 1 } else { WEIGHT };
        if letters >= LETTERS {
            break;
        }
    }
    (letters > 0).then_some(lead)
}

/// A text from its first letter or digit on.
fn from_letter(text: &str) -> &str {
    text.trim_start_matches(|c: char| !is_alphanumeric(c))
}

/// The character of several that is the only one.
fn only(mut all: impl Iterator<Item = char>) -> Option<char> {
    all.next().filter(|_| all.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::super::bare::plain;
    use super::*;

    #[test]
    fn a_look_tells_what_is_no_label() {
        let leads = Leads::of(&[("line".to_owned(), 0), ("faq".to_owned(), 1)]);
        for text in ["LINE", "» Line", "FAQ (3)", "faq3", "3 faq", "liñe", "日本", "line faq"] {
            assert!(leads.may_begin(text), "{text}");
        }
        assert!(!leads.may_begin("Boats in a harbour") && !leads.may_begin("fa q"));
        for text in ["LINE", "» Line", "FAQ (3)", "L\u{130}ne"] {
            assert!(leads.may_be(text), "{text}");
        }
        assert!(leads.may_be_counted("3 faq") && leads.may_be_counted("条faq"));
        assert!(
            !leads.may_be("3 faq")
                && !leads.may_be("line faq")
                && !leads.may_be("faqs")
                && !leads.may_be("日本")
        );
    }

    #[test]
    fn a_text_begins_as_the_label_that_it_is() {
        for c in '\0'..=char::MAX {
            for text in [format!("{c}b"), format!("a{c}b"), format!("a{c}")] {
                if let Some(lead) = whole(&text) {
                    assert_eq!(Some(lead), whole(&plain(&text)), "{text:?}");
                }
            }
        }
    }
}
