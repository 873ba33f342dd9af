//! The words of a text that tell what it is about: a title is made of those of what stands below it.

use std::collections::HashSet;

use crate::document::writes_no_spaces;

/// The terms of some text.
#[derive(Debug, Default)]
pub(super) struct Terms(HashSet<String>);

impl Terms {
    /// Adds those of a text.
    pub(super) fn add(&mut self, text: &str) {
        each(text, |term| {
            if !self.0.contains(term) {
                self.0.insert(term.to_owned());
            }
        });
    }

    /// Whether some term of a text is among them.
    pub(super) fn know(&self, text: &str) -> bool {
        let mut known = false;
        each(text, |term| known |= self.0.contains(term));
        known
    }

    /// The share of a text's terms that are among them, 0 to 1. A few terms say less than many.
    pub(super) fn share(&self, text: &str) -> f32 {
        const FEW: u32 = 4;
        let (mut known, mut all) = (0_u32, 0_u32);
        each(text, |term| {
            all += 1;
            known += u32::from(self.0.contains(term));
        });
        known as f32 / all.max(FEW) as f32
    }
}

/// Says each term of a text: the beginning of every word that is not short, for its end changes with
/// the grammar; in scripts without spaces every pair of neighbours.
fn each(text: &str, mut say: impl FnMut(&str)) {
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        if word.contains(writes_no_spaces) {
            // A letter of Thai says less than a character of Chinese.
            let size = if word.chars().any(|c| c >= '\u{2E80}') { 2 } else { 4 };
            let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]);
            let places: Vec<usize> = ends.collect();
            for run in places.windows(size + 1) {
                say(&word[run[0]..run[size]]);
            }
            continue;
        }
        let (least, most) = stem(word);
        if word.chars().nth(least - 1).is_some() {
            let end = word.char_indices().nth(most).map_or(word.len(), |(at, _)| at);
            say(&word[..end]);
        }
    }
}

/// The fewest letters of a word that says something, and how many of it stay the same.
fn stem(word: &str) -> (usize, usize) {
    match word.chars().next() {
        // A syllable a letter, and the particles behind.
        Some('\u{AC00}'..='\u{D7A3}') => (2, 2),
        // Latin, Greek, Cyrillic; the others write few vowels, or these as marks.
        Some('\0'..'\u{0530}' | '\u{1E00}'..'\u{2000}') => (4, 5),
        _ => (3, 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_the_terms_of_its_text() {
        let mut terms = Terms::default();
        terms.add("The harbour lay still, and two boats had sunk. 港に船が沈んだ。");
        assert!(terms.share("Boats sinking in the harbours") >= 0.5);
        assert!(terms.share("Subscribe now") < 0.1);
        assert!(terms.share("港に船が") > 0.7);
        assert!(terms.share("") < 0.1);
    }
}
