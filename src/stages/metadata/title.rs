//! The title: of a plain text by where it stands, of a page by what the page claims.

use super::Gathered;
use super::head::Head;
use crate::document::{Field, Kind, fold, words};

impl Head<'_> {
    /// The title of a plain text: among the lines before the prose the one that stands there
    /// again, else the heading next to the prose, else the longest.
    pub(super) fn text_title(&self) -> Option<(String, &'static str)> {
        const MOST_LINES: usize = 15;
        // A refrain comes again, too, but not at once, and it is no heading.
        const SOON: usize = 4;
        let is_heading =
            |at: usize| matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
        let end = self.first_prose(0);
        let candidates: Vec<usize> = (0..end).filter(|&at| self.can_be_title(at)).collect();
        let length = |at: &usize| words(self.text(*at));
        let repeated = candidates.iter().find(|&&at| {
            let folded = fold(self.text(at));
            length(&at) > 1.0
                && candidates.iter().any(|&other| {
                    let soon = if is_heading(at) || is_heading(other) { SOON } else { 1 };
                    (at + 1..=at + soon).contains(&other) && fold(self.text(other)) == folded
                })
        });
        let longest = candidates.iter().max_by(|a, b| length(a).total_cmp(&length(b)));
        let heading = candidates.iter().rev().find(|&&at| {
            is_heading(at) && longest.is_some_and(|longest| 2.0 * length(&at) >= length(longest))
        });
        // A title may have a byline or a date below it that tells it from the lines above.
        let signed = candidates.iter().rev().find(|&&at| {
            let mut below = at + 1..end;
            !below.is_empty()
                && below.all(|line| self.is_signature(line))
                && longest.is_some_and(|longest| 2.0 * length(&at) >= length(longest))
        });
        // Verse and lists have no prose near that a title could stand above: there it is the line
        // above the poet's, or the first.
        let far = candidates.len() > MOST_LINES || end >= self.leaves.len();
        let verse = far || !self.is_prose(end);
        let poem = || {
            let above = candidates.iter().take(MOST_LINES).find(|&&at| {
                let below = self.leaves.get(at + 1).map(|&leaf| self.doc.text(leaf));
                below.is_some_and(|text| self.words.byline.author(text).is_some())
            });
            above.or(candidates.first())
        };
        let other = if verse { poem() } else { heading.or(signed).or(longest) };
        let title = *repeated.or(other)?;
        Some((self.text(title).to_owned(), "text:title"))
    }

    pub(super) fn can_be_title(&self, at: usize) -> bool {
        const LONGEST: f32 = 40.0;
        let text = self.text(at);
        let heading = matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
        let named = !heading && self.words.byline.author(text).is_some();
        !self.is_dated(text)
            && !self.is_listed(at)
            && !named
            && !self.is_menu(text)
            && words(text) <= LONGEST
            && text.chars().any(char::is_alphabetic)
    }

    /// The title of a page: the heading that the page's own claims name, else the claim without
    /// the name of the site, else the first heading of level one.
    pub(super) fn page_title(&self, found: &Gathered<'_>) -> Option<(String, &'static str)> {
        const MOST: f32 = 0.4;
        let claims: Vec<&str> =
            found.get(Field::Title).into_iter().chain(self.doc.claim("title")).collect();
        let site = found.get(Field::Site);
        let named = |at: &usize| {
            let heading = fold(self.text(*at));
            claims.iter().any(|claim| {
                let (bare, claim) = (fold(without_site(claim, site)), fold(claim));
                let mostly = heading.len() as f32 >= MOST * claim.len() as f32;
                (claim.contains(&heading) && mostly) || bare == heading
            })
        };
        let headings: Vec<usize> = (0..self.leaves.len())
            .filter(|&at| matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(1..=3)))
            .filter(|&at| !fold(self.text(at)).is_empty())
            .collect();
        let level = |at: &usize| match self.doc.node(self.leaves[*at]).kind {
            Kind::Heading(level) => level,
            _ => 0,
        };
        if let Some(at) = headings.iter().copied().filter(named).min_by_key(level) {
            return Some((self.text(at).to_owned(), "html:heading"));
        }
        if found.get(Field::Title).is_some() {
            return None;
        }
        let claim = self.doc.claim("title").map(str::trim).filter(|claim| !claim.is_empty());
        if let Some(claim) = claim {
            return Some((without_site(claim, found.get(Field::Site)).to_owned(), "html:title"));
        }
        let first = headings.iter().copied().find(|at| level(at) == 1)?;
        Some((self.text(first).to_owned(), "html:h1"))
    }
}

/// A page's title without the name of the site behind or before it.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const MARKS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", "｜", " · ", " • "];
    if let Some(rest) = title.strip_suffix(['）', ')'])
        && let Some((rest, last)) = rest.rsplit_once(['（', '('])
        && site.is_some_and(|site| fold(site) == fold(last))
    {
        return rest.trim();
    }
    let site = site.map(fold);
    let is_site = |part: &str| site.as_ref().is_some_and(|site| *site == fold(part));
    for mark in MARKS {
        if let Some((first, rest)) = title.split_once(mark)
            && is_site(first)
        {
            return rest.trim();
        }
        if let Some((rest, last)) = title.rsplit_once(mark)
            && (is_site(last) || (site.is_none() && words(last) < words(rest)))
        {
            return rest.trim();
        }
    }
    title
}
