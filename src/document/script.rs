//! What the scripts of the world mean for counting and comparing text.

use unicode_script::{Script, UnicodeScript};

/// Whether a character belongs to a script that puts no spaces between words.
pub fn writes_no_spaces(c: char) -> bool {
    // ASCII, Latin and Greek and Cyrillic need no look into the table.
    c >= '\u{0E00}'
        && matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Bopomofo
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
                | Script::Tibetan
        )
}

/// The weight of a text in words: words where the script writes spaces, and six tenths of a word for
/// each character where it does not (a Chinese or Japanese word has about 1.7 characters).
pub fn words(text: &str) -> f32 {
    const CHARACTER: f32 = 0.6;
    let (mut words, mut characters, mut in_word) = (0_u32, 0_u32, false);
    for c in text.chars() {
        let spaceless = writes_no_spaces(c);
        let letter = c.is_alphanumeric() && !spaceless;
        words += u32::from(letter && !in_word);
        characters += u32::from(spaceless);
        // An apostrophe or a mark inside a word does not end it.
        in_word = letter || (in_word && !spaceless && !c.is_whitespace());
    }
    words as f32 + characters as f32 * CHARACTER
}

/// A text as it is compared with another: its letters and digits in lower case and nothing else.
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_what_the_script_counts() {
        assert!((words("It's three words") - 3.0).abs() < 1e-6);
        assert!((words("平和です。") - 2.4).abs() < 1e-6);
        assert!((words("") - 0.0).abs() < 1e-6);
    }
}
