//! What of a text is looked up: the n-grams of its words.
//!
//! A word is a run of letters in lower case between two boundaries. Its n-grams are the runs of one
//! to five of these, and the whole of it where that is longer. N-grams as features of languages:
//! Cavnar and Trenkle, "N-Gram-Based Text Categorization", 1994.

use unicode_script::{Script, UnicodeScript};

/// The longest n-gram that is not a whole word.
const LONGEST: usize = 5;
/// Longer words are cut.
const WORD: usize = 24;
/// What stands before and after a word.
const BOUNDARY: u32 = 0x20;
/// What counts as a whole word when it is hashed.
const WHOLE: u32 = 0x21;

/// How many letters a text has and in how many words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Letters.
    pub letters: u32,
    /// Words.
    pub words: u32,
}

/// Calls for each n-gram of the words of a script in a text with its hash, until the text ends or a word
/// ends after so many letters. Says how much of the text that was.
pub fn each(text: &str, script: Script, most: u32, mut gram: impl FnMut(u32)) -> Extent {
    let mut extent = Extent::default();
    let mut word = Word::default();
    for c in text.chars().chain(Some(' ')) {
        if is_mark(c) {
            continue;
        }
        if c.is_alphabetic() {
            word.push(c);
        } else if word.length > 1 {
            if !word.is_in(script) {
                word.length = 1;
                continue;
            }
            extent.letters += word.length as u32 - 1;
            extent.words += 1;
            word.grams(&mut gram);
            if extent.letters >= most {
                break;
            }
        }
    }
    extent
}

/// Combining marks that some texts write apart from their letters, and the soft hyphen.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}')
}

/// A word that is being read, with the boundary before it.
struct Word {
    letters: [u32; WORD + 2],
    length: usize,
}

impl Default for Word {
    fn default() -> Word {
        Word { letters: [BOUNDARY; WORD + 2], length: 1 }
    }
}

impl Word {
    fn push(&mut self, c: char) {
        if self.length > WORD {
            return;
        }
        // Of the few letters that become several in lower case, the first is enough.
        let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { lower(c) };
        self.letters[self.length] = u32::from(lower);
        self.length += 1;
    }

    /// Whether its first letter is of a script.
    fn is_in(&self, script: Script) -> bool {
        let first = char::from_u32(self.letters[1]).unwrap_or_default();
        if first.is_ascii() { script == Script::Latin } else { first.script() == script }
    }

    /// Calls for each of its n-grams, and makes room for the next word.
    fn grams(&mut self, gram: &mut impl FnMut(u32)) {
        self.letters[self.length] = BOUNDARY;
        let letters = &self.letters[..=self.length];
        for from in 0..letters.len() {
            let mut hash = 0;
            for (at, &letter) in letters[from..].iter().take(LONGEST).enumerate() {
                hash = add(hash, letter);
                // A boundary alone says nothing.
                if at > 0 || letter != BOUNDARY {
                    gram(finish(hash));
                }
            }
        }
        if letters.len() > LONGEST {
            gram(finish(letters.iter().fold(add(0, WHOLE), |hash, &letter| add(hash, letter))));
        }
        self.length = 1;
    }
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn add(hash: u64, letter: u32) -> u64 {
    // The multiplier of FNV-1a.
    (hash ^ u64::from(letter) ^ 0x5BD1_E995).wrapping_mul(0x0100_0000_01B3)
}

/// Mixes the high bits into the low ones (the finalizer of `MurmurHash3`, one half of it).
fn finish(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grams(text: &str) -> Vec<u32> {
        let mut grams = Vec::new();
        each(text, Script::Latin, u32::MAX, |gram| grams.push(gram));
        grams
    }

    #[test]
    fn a_word_has_its_runs_and_itself() {
        // Of |ab|: a b, |a ab b|, |ab ab|, |ab|.
        assert_eq!(grams("ab").len(), 2 + 3 + 2 + 1);
        // Of |abc|, which has five, the whole is one of the runs; of |abcd| it comes to them.
        assert_eq!(grams("abc").len(), 3 + 4 + 3 + 2 + 1);
        assert_eq!(grams("abcd").len(), 4 + 5 + 4 + 3 + 2 + 1);
    }

    #[test]
    fn case_marks_and_what_lies_between_words_do_not_matter() {
        assert_eq!(grams("Été, 12 ÂGE"), grams("été/âge"));
        assert_eq!(grams("a\u{300} b"), grams("a b"));
        assert_eq!(grams("so\u{AD}ft"), grams("soft"));
    }

    #[test]
    fn a_text_is_read_so_far() {
        let read = each("one two три three", Script::Latin, 7, |_| {});
        assert_eq!(read, Extent { letters: 11, words: 3 });
        let endless = "x".repeat(1_000);
        assert_eq!(each(&endless, Script::Latin, u32::MAX, |_| {}).letters, WORD as u32);
    }
}
