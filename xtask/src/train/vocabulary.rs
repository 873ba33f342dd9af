//! Which words of the names of elements and of short blocks speak for the article: what the `content`
//! stage knows of them.

use std::collections::{BTreeMap, HashMap};

use pumice::document::NodeId;
use pumice::stages::content::{self, OF_TEXT, PROSE, Vocabulary, words, words_of};

use super::labels::ENOUGH;
use super::lessons::Studied;
use super::model::Model;

/// A word that fewer sites use is a word of theirs, and no page is to be known by it.
const SITES: usize = 8;
/// Of plain text: its words are those of many languages, each of which few sites write.
const SITES_OF_TEXT: usize = 5;
/// The elements around a block that are its names: itself and so many above it.
const LEVELS: usize = 5;
/// The share of blocks that are wanted where nothing is known.
const PRIOR: f64 = 0.3;
/// How much that weighs against sites.
const DOUBT: f64 = 0.6;
/// How much of words in the text of pages: there elements say most, and a word that is believed too soon
/// makes a page of products an article or none.
const DOUBT_OF_WORDS: f64 = 2.5;

/// How much of what is called by a word is wanted and how much is not.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    wanted: f64,
    unwanted: f64,
}

impl Tally {
    fn sum(self) -> f64 {
        self.wanted + self.unwanted
    }

    fn scaled(self, by: f64) -> Tally {
        Tally { wanted: self.wanted * by, unwanted: self.unwanted * by }
    }

    fn add(&mut self, other: Tally) {
        self.wanted += other.wanted;
        self.unwanted += other.unwanted;
    }

    /// The log-odds against those where nothing is known, in sixteenths.
    fn score(self, doubt: f64) -> i8 {
        const SIXTEENTHS: f64 = 16.0;
        let odds = (self.wanted + doubt * PRIOR) / (self.unwanted + doubt * (1.0 - PRIOR));
        let score = (odds.ln() - (PRIOR / (1.0 - PRIOR)).ln()) * SIXTEENTHS;
        score.round().clamp(f64::from(i8::MIN), f64::from(i8::MAX)) as i8
    }
}

/// What the sites of some documents call what. Each site has one vote on a word.
#[derive(Debug)]
pub(super) struct Words<'a> {
    words: BTreeMap<String, BTreeMap<&'a str, Tally>>,
    model: Model,
}

impl<'a> Words<'a> {
    pub(super) fn of(studied: &[&'a Studied<'a>], model: Model) -> Words<'a> {
        let mut words: BTreeMap<String, BTreeMap<&str, Tally>> = BTreeMap::new();
        for studied in studied {
            let site = studied.page.site.as_str();
            let tallies = match model {
                Model::Html => count_names(studied),
                Model::Text => BTreeMap::new(),
            };
            for (word, tally) in tallies.into_iter().chain(count_words(studied)) {
                words.entry(word).or_default().entry(site).or_default().add(tally);
            }
        }
        let sites_enough = match model {
            Model::Html => SITES,
            Model::Text => SITES_OF_TEXT,
        };
        words.retain(|_, sites| sites.len() >= sites_enough);
        for tally in words.values_mut().flat_map(BTreeMap::values_mut) {
            *tally = tally.scaled(1.0 / tally.sum().max(1.0));
        }
        Words { words, model }
    }

    /// Every word with what it says.
    pub(super) fn scores(&self) -> impl ExactSizeIterator<Item = (&str, i8)> {
        self.words.iter().map(|(word, sites)| (word.as_str(), whole(sites).score(self.doubt(word))))
    }

    fn doubt(&self, word: &str) -> f64 {
        let of_pages = self.model == Model::Html;
        if of_pages && word.starts_with(OF_TEXT) { DOUBT_OF_WORDS } else { DOUBT }
    }

    /// The vocabulary as it would be without one site: what pages of that site may be trained with, as
    /// the forest would trust it too much if it had been made from them.
    pub(super) fn without(&self, site: &str) -> Vocabulary {
        let score = |word: &str, sites: &BTreeMap<&str, Tally>| {
            let mut tally = whole(sites);
            if let Some(own) = sites.get(site) {
                tally.add(own.scaled(-1.0));
            }
            tally.score(self.doubt(word))
        };
        Vocabulary::of(self.words.iter().map(|(word, sites)| (word.as_str(), score(word, sites))))
    }
}

fn whole(sites: &BTreeMap<&str, Tally>) -> Tally {
    let mut sum = Tally::default();
    for tally in sites.values() {
        sum.add(*tally);
    }
    sum
}

/// What one document calls what: by word, with a part of it that has a fifth of the page's text, or
/// more, counting as much as a page can.
fn count_names(studied: &Studied<'_>) -> BTreeMap<String, Tally> {
    const FULL: f64 = 5.0;
    let Some(doc) = &studied.doc else { return BTreeMap::new() };
    let unit = studied.unit();
    let mut elements: HashMap<NodeId, Tally> = HashMap::new();
    for ((&node, &words), &share) in studied.nodes.iter().zip(&studied.words).zip(&studied.shares) {
        let weight = f64::from(words * unit);
        let wanted = if share >= ENOUGH { weight } else { 0.0 };
        let tally = Tally { wanted, unwanted: weight - wanted };
        for element in std::iter::once(node).chain(doc.ancestors(node)).take(LEVELS + 1) {
            elements.entry(element).or_default().add(tally);
        }
    }
    let mut order: Vec<(NodeId, Tally)> = elements.into_iter().collect();
    order.sort_by_key(|(element, _)| *element);
    let mut words: BTreeMap<String, Tally> = BTreeMap::new();
    for (element, tally) in order {
        words_of(doc, element, |word| words.entry(word.to_owned()).or_default().add(tally));
    }
    words.retain(|_, tally| tally.sum() > 0.0);
    for tally in words.values_mut() {
        *tally = tally.scaled((FULL * tally.sum()).min(1.0) / tally.sum());
    }
    words
}

/// What one document says where: by word, the share of its short blocks with it that are wanted.
fn count_words(studied: &Studied<'_>) -> BTreeMap<String, Tally> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let Some(doc) = &studied.doc else { return tallies };
    for ((&node, &length), &share) in studied.nodes.iter().zip(&studied.words).zip(&studied.shares)
    {
        if length >= PROSE || !content::is_open(doc, node) {
            continue;
        }
        let wanted = f64::from(u8::from(share >= ENOUGH));
        let tally = Tally { wanted, unwanted: 1.0 - wanted };
        words::each(doc.text(node), |word| {
            tallies.entry(format!("{OF_TEXT}{word}")).or_default().add(tally);
        });
    }
    for tally in tallies.values_mut() {
        *tally = tally.scaled(1.0 / tally.sum());
    }
    tallies
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sites_agree_on_says_more() {
        let for_it = |sites: usize| Tally { wanted: sites as f64, unwanted: 0.0 }.score(DOUBT);
        assert!(for_it(1) > 0 && for_it(20) > for_it(3));
        assert!(Tally { wanted: 0.0, unwanted: 9.0 }.score(DOUBT) < -40);
        assert_eq!(Tally::default().score(DOUBT), 0);
    }
}
