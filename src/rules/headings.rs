//! What headings within articles say, language by language.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use crate::document::fold;

/// How much of a line is what headings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Nothing.
    Nothing,
    /// Its beginning: `Ingredients for four`.
    Beginning,
    /// All of it.
    All,
}

/// How much of a line is what headings say, in any language.
pub fn said(line: &str) -> Said {
    const WORDS: usize = 5;
    static FILE: LazyLock<HashSet<String>> = LazyLock::new(|| {
        // A test reads the file, too.
        read(include_str!("headings.toml")).unwrap_or_else(|error| unreachable!("{error}"))
    });
    let ends = line.char_indices().skip(1).filter(|(_, c)| !c.is_alphanumeric());
    let mut begins = ends.take(WORDS).map(|(end, _)| fold(&line[..end]));
    if FILE.contains(&fold(line)) {
        Said::All
    } else if begins.any(|begin| FILE.contains(&begin)) {
        Said::Beginning
    } else {
        Said::Nothing
    }
}

fn read(file: &str) -> Result<HashSet<String>, toml::de::Error> {
    let languages: BTreeMap<String, Vec<String>> = toml::from_str(file)?;
    Ok(languages.into_values().flatten().map(|word| fold(&word)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_as_a_whole_and_before_a_sign() {
        assert_eq!(said("Ingredients"), Said::All);
        assert_eq!(said("Zutaten für 4 Portionen"), Said::Beginning);
        assert_eq!(said("材料（2人分）"), Said::Beginning);
        assert_eq!(said("作り方"), Said::All);
        assert_eq!(said("Methodists"), Said::Nothing);
        assert_eq!(said(""), Said::Nothing);
    }
}
