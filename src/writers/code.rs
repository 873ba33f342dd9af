//! The language of a code block, as its page names it.

use crate::document::{Attr, Document, NodeId};

/// What a class begins with that names the language: that of the HTML Standard (4.5.15), and those of
/// the highlighters.
const PREFIXES: [&str; 5] = ["language-", "lang-", "highlight-source-", "brush:", "highlight-"];

/// The language of a code block: its own, that of the code in it, or that of a box around it. Empty
/// where none is named.
pub(super) fn language(doc: &Document, leaf: NodeId) -> &str {
    const AROUND: usize = 2;
    let within = doc.children(leaf).take(1);
    let mut near = std::iter::once(leaf).chain(within).chain(doc.ancestors(leaf).take(AROUND));
    near.find_map(|id| named(doc.attr(id, Attr::Class)?)).unwrap_or_default()
}

fn named(class: &str) -> Option<&str> {
    let is_name = |name: &&str| {
        let sign = |b: u8| b.is_ascii_alphanumeric() || b"+-#._".contains(&b);
        !name.is_empty() && name.bytes().all(sign)
    };
    let of = |prefix: &str| {
        let mut words = class.split_ascii_whitespace();
        words.find_map(|word| word.strip_prefix(prefix)).filter(is_name)
    };
    PREFIXES.into_iter().find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_name_languages() {
        assert_eq!(named("hljs language-c++ wide"), Some("c++"));
        assert_eq!(named("highlight highlight-source-rust"), Some("rust"));
        assert_eq!(named("brush:sql"), Some("sql"));
        assert_eq!(named("language- slang"), None);
    }
}
