//! The title of a page: what its headings show, weighed against what the page claims.

use std::collections::HashMap;

use super::Gathered;
use super::head::Head;
use super::site::{Site, parts};
use crate::document::{Field, Kind, NodeId, fold, writes_no_spaces};

/// A title and where it was found.
pub(super) type Title = (String, String);

/// How alike two texts are that say the same but for case and signs.
const SAME: f32 = 2.0;

/// How alike a heading of one word is to a claim that begins with it, or has it as a part of its own.
/// Elsewhere in a claim one word says too little: a section may be called so, or the site.
const NAMED: f32 = 0.8;

impl Head<'_> {
    /// The title of a page: the heading of level one that is most like what the page claims, unless
    /// that is a slogan or the name of the site; else a lesser heading that says what is claimed; else
    /// the claim without the name of the site; else the first heading.
    ///
    /// A page that claims to be an article is trusted to show its title as a heading; others often
    /// show a slogan there.
    pub(super) fn page_title(&self, found: &Gathered<'_>) -> Option<Title> {
        const LIKE_ARTICLE: f32 = 0.3;
        const LIKE_OTHER: f32 = 0.5;
        let mut site = Site::of(self.doc, found);
        let headings = self.headings(found, &mut site);
        let claimed = self.claimed(found, &site);
        let best = headings.iter().rev().filter(|heading| heading.level == 1);
        let address = self.address(found);
        let best = best
            .map(|heading| {
                let like = likeness(&heading.text, &claimed);
                (like.max(alike(&heading.text, &address)), heading)
            })
            .max_by(|(a, _), (b, _)| a.total_cmp(b));
        let enough = if found.article { LIKE_ARTICLE } else { LIKE_OTHER };
        if let Some((likeness, heading)) = best
            && (likeness >= enough || claimed.is_empty())
        {
            return Some(as_most_write(heading.without_label(&claimed, &site), &claimed));
        }
        let says = |heading: &&Heading| heading.is_most_of(&claimed);
        if let Some(heading) = headings.iter().find(says) {
            return Some((heading.text.clone(), "html:heading".to_owned()));
        }
        let claim = claimed.into_iter().next().map(|claim| (claim.cut, claim.from));
        let first =
            || headings.first().map(|first| (first.text.clone(), "html:heading".to_owned()));
        claim.or_else(first)
    }

    /// What the page says its title is: its metadata, then its `title` element.
    fn claimed(&self, found: &Gathered<'_>, site: &Site) -> Vec<Claimed> {
        let title =
            self.doc.claim("title").map(|title| (super::tidy(title), "html:title".to_owned()));
        let claims = found.titles.iter().cloned().chain(title);
        claims.map(|(claim, from)| Claimed::new(claim, from, site)).collect()
    }

    /// The headings of the upper levels that can be the title of the page. Those that cannot are names
    /// of the site.
    fn headings(&self, found: &Gathered<'_>, site: &mut Site) -> Vec<Heading> {
        const MOST: usize = 60;
        let leaves = self.leaves.iter().filter_map(|&leaf| match self.doc.node(leaf).kind {
            Kind::Heading(level @ 1..=3) => Some((leaf, level)),
            _ => None,
        });
        let headings = leaves.map(|(leaf, level)| self.heading(leaf, level)).take(MOST);
        let mut headings: Vec<Heading> = headings.collect();
        let titles: Vec<&str> = found.titles.iter().map(|(title, _)| title.as_str()).collect();
        let title = self.doc.claim("title").map(super::tidy).unwrap_or_default();
        let titles = [titles, vec![&title]].concat();
        let wholes: Vec<String> = titles.iter().map(|title| fold(title)).collect();
        let ends: Vec<String> = titles.iter().filter_map(|title| end(title, site)).collect();
        headings.retain(|heading| {
            let folded = fold(&heading.text);
            let ends = heading.level == 1 && ends.contains(&folded) && !wholes.contains(&folded);
            let named = site.is(&heading.text);
            if ends && !named {
                site.also(folded.clone());
            }
            !folded.is_empty() && !named && !ends
        });
        headings
    }

    /// The words of the last part of the page's address, which often is its title.
    fn address(&self, found: &Gathered<'_>) -> String {
        let url = self.doc.source.url.as_deref().or(found.get(Field::Url)).unwrap_or_default();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let parts = path.split('/').skip(3).filter(|part| part.contains(['-', '_']));
        parts.last().unwrap_or_default().replace(['-', '_'], " ")
    }

    fn heading(&self, leaf: NodeId, level: u8) -> Heading {
        let text = super::tidy(self.doc.text(leaf));
        // A sign that links to the heading itself.
        let bare = text.trim_end_matches(['¶', '🔗']).trim_end();
        let bare = bare.strip_suffix(" #").unwrap_or(bare).trim_end();
        Heading { text: bare.to_owned(), level }
    }
}

/// The last part of a claim whose beginning is not the name of the site, folded. A heading that says it
/// is that name, or the name of the book that the page is of.
fn end(claim: &str, site: &Site) -> Option<String> {
    let parts = parts(claim);
    let (first, last) = (parts.first()?, parts.last()?);
    let begins_so = site.is(&claim[first.0..first.1]);
    (parts.len() > 1 && !begins_so).then(|| fold(&claim[last.0..last.1]))
}

/// A heading that can be the title.
struct Heading {
    text: String,
    level: u8,
}

impl Heading {
    /// Whether some claim says little more than the heading: labels of the site, or nothing.
    fn is_most_of(&self, claimed: &[Claimed]) -> bool {
        const MOST: f32 = 0.4;
        let folded = fold(&self.text);
        let wholes = claimed.iter().map(|claim| fold(&claim.whole));
        let mut most = wholes.filter(|whole| folded.len() as f32 >= MOST * whole.len() as f32);
        self.text.split_whitespace().nth(1).is_some() && most.any(|whole| whole.contains(&folded))
    }

    /// The part of the heading that says what is claimed, where the heading has a label before that,
    /// as in `Thread: …`; else the heading without the name of the site.
    fn without_label(&self, claimed: &[Claimed], site: &Site) -> String {
        let says = |text: &str| {
            let folded = fold(text);
            claimed.iter().any(|claim| claim.folded == folded)
        };
        let whole = says(&self.text);
        let parts = parts(&self.text);
        let part = parts.iter().map(|&(start, end)| &self.text[start..end]).find(|part| says(part));
        let behind = self.text.split_once(':').map(|(_, rest)| rest.trim());
        let part = part.or(behind.filter(|rest| says(rest)));
        part.filter(|_| !whole).unwrap_or_else(|| site.cut_known(&self.text)).to_owned()
    }
}

/// A claim of a title.
struct Claimed {
    /// Without the name of the site.
    cut: String,
    folded: String,
    /// With all that it says.
    whole: String,
    /// Who claims it.
    from: String,
}

impl Claimed {
    fn names(&self, folded: &str) -> bool {
        let first = self.whole.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        let part = |&(start, end): &(usize, usize)| fold(&self.whole[start..end]) == folded;
        first.is_some_and(|word| fold(word) == folded) || parts(&self.whole).iter().any(part)
    }

    fn new(whole: String, from: String, site: &Site) -> Claimed {
        let cut = site.cut(&whole).to_owned();
        Claimed { folded: fold(&cut), cut, whole, from }
    }
}

/// A heading, unless two claims agree on other signs for the same words: a mark for a new entry may stand
/// in the heading, or a dash may have been left to the style sheet.
fn as_most_write(heading: String, claimed: &[Claimed]) -> Title {
    const SEVERAL: usize = 2;
    let folded = fold(&heading);
    let written = |text: &str| text.to_lowercase();
    let same: Vec<&Claimed> = claimed.iter().filter(|claim| claim.folded == folded).collect();
    let times =
        |text: &str| same.iter().filter(|claim| written(&claim.cut) == written(text)).count();
    let other = same.iter().find(|claim| times(&claim.cut) >= SEVERAL);
    match other.filter(|_| times(&heading) == 0) {
        Some(claim) => (claim.cut.clone(), claim.from.clone()),
        None => (heading, "html:h1".to_owned()),
    }
}

/// How alike a heading is to the claim that is most like it: F1 of their words, or the share of the
/// heading's words that the claim has, whichever is more.
fn likeness(heading: &str, claimed: &[Claimed]) -> f32 {
    let folded = fold(heading);
    let one = |claim: &Claimed| {
        if claim.folded == folded || fold(&claim.whole) == folded {
            return SAME;
        }
        if heading.split_whitespace().nth(1).is_none() {
            return if claim.names(&folded) { NAMED } else { 0.0 };
        }
        alike(heading, &claim.cut).max(alike(heading, &claim.whole))
    };
    claimed.iter().map(one).fold(0.0, f32::max)
}

fn alike(heading: &str, claim: &str) -> f32 {
    let (heading, claim) = (bag(heading), bag(claim));
    let size = |bag: &HashMap<String, u32>| bag.values().sum::<u32>() as f32;
    let common: u32 = heading
        .iter()
        .map(|(word, count)| claim.get(word).map_or(0, |other| *count.min(other)))
        .sum();
    let (common, length) = (common as f32, size(&heading));
    let f1 = 2.0 * common / (length + size(&claim)).max(1.0);
    let precision = common / length.max(1.0);
    f1.max(precision)
}

/// The words of a text; the characters where the script writes no spaces.
fn bag(text: &str) -> HashMap<String, u32> {
    let mut bag = HashMap::new();
    let mut add = |word: String| *bag.entry(word).or_default() += 1;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.contains(writes_no_spaces) {
            word.chars().for_each(|c| add(c.to_string()));
        } else {
            add(word.to_lowercase());
        }
    }
    bag
}
