//! What a page says of itself in JSON-LD (schema.org): of what type it is, and in which words.

use super::super::look::Look;
use crate::document::Document;

/// The first so many bytes of a page's data are read.
const MOST: usize = 1 << 15;
/// Words in the same order that are no accident.
const RUN: usize = 3;

/// What a page's data says.
#[derive(Debug, Default)]
pub(super) struct Data {
    /// Whether it names a type of each [`Kind`].
    kinds: [bool; 5],
    /// A bit for the hash of each run of words; none where there is no data.
    runs: Vec<bool>,
}

/// What a page is about, as the types of schema.org tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Article,
    Product,
    Discussion,
    List,
    Questions,
}

impl Data {
    /// The data of a document.
    pub(super) fn of(doc: &Document) -> Data {
        let mut data = Data::default();
        let mut tokens = Vec::new();
        for claim in doc.claims().iter().filter(|claim| claim.name == "json-ld") {
            let text = crate::document::start(&claim.value, MOST);
            data.note_types(text);
            Look::at(text, &mut tokens);
        }
        if !tokens.is_empty() {
            data.runs = vec![false; (8 * tokens.len()).next_power_of_two()];
            for run in tokens.windows(RUN) {
                let place = data.place(run);
                data.runs[place] = true;
            }
        }
        data
    }

    /// Whether the data names a type of a kind.
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.kinds[kind as usize]
    }

    /// How many runs of words the data has of those of a block, and of how many; nothing where there is
    /// no data or the block is too short.
    pub(super) fn share(&self, tokens: &[u32]) -> Option<(usize, usize)> {
        let all = (tokens.len() + 1).checked_sub(RUN).filter(|&all| all > 0)?;
        let known = tokens.windows(RUN).filter(|run| self.runs[self.place(run)]);
        (!self.runs.is_empty()).then(|| (known.count(), all))
    }

    fn place(&self, run: &[u32]) -> usize {
        const PRIME: u32 = 16_777_619;
        let hash = run.iter().fold(0, |hash: u32, &token| (hash ^ token).wrapping_mul(PRIME));
        (hash ^ hash >> 15) as usize & (self.runs.len() - 1)
    }

    fn note_types(&mut self, text: &str) {
        for (at, _) in text.match_indices("\"@type\"") {
            let value = text[at..].split('"').nth(3).unwrap_or_default();
            if let Some(kind) = kind(value.rsplit('/').next().unwrap_or_default()) {
                self.kinds[kind as usize] = true;
            }
        }
    }
}

/// What a type of schema.org is about.
fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "Article"
        | "NewsArticle"
        | "BlogPosting"
        | "TechArticle"
        | "Report"
        | "Recipe"
        | "ReportageNewsArticle"
        | "ScholarlyArticle"
        | "HowTo" => Kind::Article,
        "Product" | "ProductGroup" | "Offer" | "AggregateOffer" | "Vehicle" => Kind::Product,
        "DiscussionForumPosting" | "QAPage" | "Question" => Kind::Discussion,
        "ItemList" | "CollectionPage" | "OfferCatalog" | "SearchResultsPage" => Kind::List,
        "FAQPage" => Kind::Questions,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Claim;
    use crate::document::testing::build;

    #[test]
    fn types_and_words_are_found() {
        let mut doc = build(|_| {});
        let value = r#"{"@type": "https://schema.org/Product", "name": "A red boat of wood"}"#;
        doc.add_claims([Claim { name: "json-ld".to_owned(), value: value.to_owned() }]);
        let data = Data::of(&doc);
        assert!(data.is(Kind::Product) && !data.is(Kind::Article));
        let mut tokens = Vec::new();
        Look::at("Red boat of wood, new", &mut tokens);
        assert_eq!(data.share(&tokens), Some((2, 3)));
        assert_eq!(data.share(&tokens[..2]), None);
        assert_eq!(Data::default().share(&tokens), None);
    }
}
