//! Texts as rows of numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// Words, and single characters of the scripts that write no spaces.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    let alone = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}";
    let source = format!(r"[[\p{{L}}\p{{N}}_]--[{alone}]]+|[{alone}]");
    Regex::new(&source).unwrap_or_else(|error| unreachable!("{error}"))
});

/// A number for each token.
#[derive(Debug, Default)]
pub(super) struct Tokens(HashMap<String, u32>);

impl Tokens {
    /// The tokens of a text, in lower case.
    pub(super) fn of(&mut self, text: &str) -> Vec<u32> {
        let lower = text.to_lowercase();
        let number = |token: regex::Match<'_>| {
            let next = self.0.len() as u32;
            *self.0.entry(token.as_str().to_owned()).or_insert(next)
        };
        TOKEN.find_iter(&lower).map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_of_a_script_without_spaces_is_a_token() {
        assert_eq!(Tokens::default().of("One two, ONE 和平和"), [0, 1, 0, 2, 3, 2]);
    }
}
