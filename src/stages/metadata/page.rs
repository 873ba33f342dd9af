//! The title of a page: what its headings show, weighed against what the page claims.

use super::Gathered;
use super::address::Address;
use super::alike::alike;
use super::head::Head;
use super::site::{Site, parts};
use crate::document::{Kind, NodeId, fold};

/// A title and where it was found.
pub(super) type Title = (String, String);

/// Where a claim was found that stands in the `title` element.
const TITLE: &str = "html:title";

/// How alike two texts are that say the same but for case and signs.
const SAME: f32 = 2.0;

/// How alike a heading of one word is to a claim that begins with it, or has it as a part of its own.
/// Elsewhere in a claim one word says too little: a section may be called so, or the site.
const NAMED: f32 = 0.8;

impl Head<'_> {
    /// The title of a page: the heading of level one that is most like what the page claims, unless
    /// that is a slogan or the name of the site, or several claims agree on another that the page's address
    /// speaks for; else a lesser heading that says what is claimed; else the claim without the name of the
    /// site, the first or, where the address speaks for it, that of the `title` element; else the first
    /// heading. With it the block that shows it, if that says more than the title.
    pub(super) fn page_title(&self, found: &Gathered<'_>) -> Option<(Title, Option<NodeId>)> {
        let mut site = Site::of(self.doc, found);
        let headings = self.headings(found, &mut site);
        let claimed = self.claimed(found, &site);
        let address = Address::of(self.doc, found);
        if let Some((likeness, heading)) = likest(&headings, &claimed, &address)
            && (likeness >= least(&headings, found) || claimed.is_empty())
        {
            let title = backed(&claimed, likeness, heading, &address).map(|title| (title, None));
            return title.or_else(|| Some(self.shown(heading, &claimed, &site)));
        }
        let says = |heading: &&Heading| heading.is_most_of(&claimed);
        let lesser = headings.iter().find(says).or(headings.first().filter(|_| claimed.is_empty()));
        let lesser = lesser.map(|heading| (heading.text.clone(), "html:heading".to_owned()));
        let title = lesser.or_else(|| trusted(&claimed, &address).map(Claimed::title));
        title.map(|title| (title, None))
    }

    /// What a heading says that is the title: a part that has an element of its own, or is beside one, where
    /// that part is claimed, with the block, for it says more than that; else all but labels.
    fn shown(
        &self,
        heading: &Heading,
        claimed: &[Claimed],
        site: &Site,
    ) -> (Title, Option<NodeId>) {
        match self.marked_part(heading, claimed) {
            Some(part) => ((part, "html:h1".to_owned()), Some(heading.leaf)),
            None => (as_most_write(heading.without_label(claimed, site), claimed), None),
        }
    }

    /// The part of a heading that is claimed, where elements part it from what else stands there: a badge,
    /// the source, the number of comments.
    fn marked_part(&self, heading: &Heading, claimed: &[Claimed]) -> Option<String> {
        const MOST: usize = 16;
        let folded = fold(&heading.text);
        if claimed.iter().any(|claim| claim.folded == folded || fold(&claim.whole) == folded) {
            return None;
        }
        let says = |part: &&str| {
            let folded = fold(part);
            part.contains(' ') && claimed.iter().any(|claim| claim.folded == folded)
        };
        let whole = super::tidy(self.doc.text(heading.leaf));
        let inner = self.doc.descendants(heading.leaf).take(MOST);
        let texts = inner.map(|(id, _)| super::tidy(self.doc.text(id)));
        texts.filter(|text| !text.is_empty() && *text != whole).find_map(|text| {
            let beside = [whole.strip_prefix(&text), whole.strip_suffix(&text)];
            let parts = [Some(text.as_str())].into_iter().chain(beside).flatten().map(str::trim);
            parts.into_iter().find(says).map(str::to_owned)
        })
    }

    /// What the page says its title is: its metadata, then its `title` element.
    fn claimed(&self, found: &Gathered<'_>, site: &Site) -> Vec<Claimed> {
        let title = self.doc.claim("title").map(|title| (super::tidy(title), TITLE.to_owned()));
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
        let before: Vec<String> =
            titles.iter().flat_map(|title| before(title, &titles, site)).collect();
        headings.retain(|heading| {
            let folded = fold(&heading.text);
            let ends = heading.level == 1 && ends.contains(&folded) || before.contains(&folded);
            let beside = ends && !wholes.contains(&folded);
            let named = site.is(&heading.text);
            if beside && !named {
                site.also(folded.clone());
            }
            !folded.is_empty() && !named && !beside
        });
        headings
    }

    fn heading(&self, leaf: NodeId, level: u8) -> Heading {
        let text = super::tidy(self.doc.text(leaf));
        // A sign that links to the heading itself.
        let bare = text.trim_end_matches(['¶', '🔗']).trim_end();
        let bare = bare.strip_suffix(" #").unwrap_or(bare).trim_end();
        Heading { text: bare.to_owned(), level, leaf }
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

/// What stands before another claim in a claim, folded: `Quay Notes: Boats at rest` where the page says
/// elsewhere that it is `Boats at rest`. A heading that says it is the name of the site.
fn before(whole: &str, titles: &[&str], site: &Site) -> Vec<String> {
    let name = |title: &&str| {
        let name = whole.strip_suffix(title)?.trim_end();
        let apart = title.contains(' ') && name.ends_with(|c: char| !c.is_alphanumeric());
        (apart && !site.is(title)).then(|| fold(name)).filter(|name| !name.is_empty())
    };
    titles.iter().filter_map(name).collect()
}

/// How alike the title must be to what is claimed. A page that claims to be an article is trusted to show its
/// title as a heading; others often show a slogan there. Where many headings are of level one, they are of
/// sections, or of teasers.
fn least(headings: &[Heading], found: &Gathered<'_>) -> f32 {
    const LIKE_ARTICLE: f32 = 0.3;
    const LIKE_OTHER: f32 = 0.5;
    const LIKE_ONE_OF_MANY: f32 = 0.6;
    const MANY: usize = 3;
    if headings.iter().filter(|heading| heading.level == 1).count() >= MANY {
        LIKE_ONE_OF_MANY
    } else if found.article {
        LIKE_ARTICLE
    } else {
        LIKE_OTHER
    }
}

/// The heading of level one that is most like what is claimed, or like the page's address; of equals the
/// first.
fn likest<'h>(
    headings: &'h [Heading],
    claimed: &[Claimed],
    address: &Address,
) -> Option<(f32, &'h Heading)> {
    let first = headings.iter().rev().filter(|heading| heading.level == 1);
    let like = |text: &str| likeness(text, claimed).max(alike(text, address.text()));
    let rated = first.map(|heading| (like(&heading.text), heading));
    rated.max_by(|(a, _), (b, _)| a.total_cmp(b))
}

/// The title that several claims agree on, where the heading is not much like any and the address speaks
/// for the claims: the heading may be a slogan, or stand above the title.
fn backed(
    claimed: &[Claimed],
    likeness: f32,
    heading: &Heading,
    address: &Address,
) -> Option<Title> {
    const LIKE: f32 = 0.7;
    const MORE: f32 = 0.3;
    const SEVERAL: usize = 2;
    if likeness >= LIKE {
        return None;
    }
    let times = |claim: &Claimed| claimed.iter().filter(|c| c.folded == claim.folded).count();
    // Of equals the first.
    let most = claimed.iter().rev().max_by_key(|claim| times(claim));
    let most = most.filter(|claim| times(claim) >= SEVERAL)?;
    let said = |text: &str| address.told_by(text);
    (said(&most.cut)? > said(&heading.text)? + MORE).then(|| most.title())
}

/// The first claim, unless the `title` element says something else and the address speaks for that: what
/// is meant for networks may be a slogan.
fn trusted<'c>(claimed: &'c [Claimed], address: &Address) -> Option<&'c Claimed> {
    const UNLIKE: f32 = 0.3;
    let (first, last) = (claimed.first()?, claimed.last()?);
    let said = |claim: &Claimed| address.told_by(&claim.cut);
    let other =
        last.from == TITLE && said(last) > said(first) && alike(&first.cut, &last.cut) < UNLIKE;
    Some(if other { last } else { first })
}

/// A heading that can be the title.
struct Heading {
    text: String,
    level: u8,
    leaf: NodeId,
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

    fn title(&self) -> Title {
        (self.cut.clone(), self.from.clone())
    }

    fn new(whole: String, from: String, site: &Site) -> Claimed {
        let cut = site.cut(&whole).to_owned();
        Claimed { folded: fold(&cut), cut, whole, from }
    }
}

/// A heading, unless two claims agree on other signs for the same words: a mark for a new entry may stand
/// in the heading, or a dash may have been left to the style sheet. Signs behind all of the heading are a
/// program's: an empty pair of brackets, an ornament.
fn as_most_write(heading: String, claimed: &[Claimed]) -> Title {
    const SEVERAL: usize = 2;
    let folded = fold(&heading);
    let written = |text: &str| text.to_lowercase();
    let same: Vec<&Claimed> = claimed.iter().filter(|claim| claim.folded == folded).collect();
    let times =
        |text: &str| same.iter().filter(|claim| written(&claim.cut) == written(text)).count();
    let other = same.iter().find(|claim| times(&claim.cut) >= SEVERAL);
    let more = |claim: &&&Claimed| written(&claim.cut).starts_with(&written(&heading));
    match other.filter(|claim| times(&heading) == 0 && !more(claim)) {
        Some(claim) => claim.title(),
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
