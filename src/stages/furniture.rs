//! Navigation, advertisements, newsletter boxes, teasers, comments, legal lines, paywalls.

use std::sync::{Arc, OnceLock};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Boilerplate, Document, Findings, Kind, NodeId, Role, is_stop};
use crate::rules::{Hit, Rules, elements, guard, runs};

/// Finds the furniture of a page: navigation, breadcrumbs, advertisements, newsletter boxes,
/// related articles, comments, legal lines, paywall teasers.
///
/// It knows elements by their names, short blocks by their words, and headings that open a block of
/// furniture ("related articles"): what follows such a heading goes with it, as far as its container
/// reaches and no first heading comes, or, in plain text, as far as short lines follow.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Furniture {
    /// A rule must be at least this sure (0 to 1) to be followed.
    pub sureness: f32,
    /// A hit that holds more than this share of the page's text (0 to 1) is refused.
    pub max_share: f32,
    /// A block with more words than this is judged by none of the phrases.
    pub max_words: u32,
    /// Keeps the readers' comments.
    pub keep_comments: bool,
}

impl Default for Furniture {
    fn default() -> Furniture {
        Furniture { sureness: 0.7, max_share: 0.3, max_words: 40, keep_comments: false }
    }
}

impl Settings for Furniture {
    const NAME: &'static str = "furniture";
    const AFTER: &'static [&'static str] = &["consent", "share", "metadata"];
    type Stage = FurnitureStage;

    fn build(self) -> anyhow::Result<FurnitureStage> {
        let mut rules = rules()?;
        if self.keep_comments {
            Arc::make_mut(&mut rules).forget(Boilerplate::Comments);
        }
        Ok(FurnitureStage { settings: self, rules })
    }
}

/// The stage that [`Furniture`] sets up.
#[derive(Debug)]
pub struct FurnitureStage {
    settings: Furniture,
    rules: Arc<Rules>,
}

/// The rules of the furniture, which the metadata stage asks as well: the largest of the rule files is
/// read once.
pub(super) fn rules() -> anyhow::Result<Arc<Rules>> {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    if let Some(rules) = RULES.get() {
        return Ok(rules.clone());
    }
    let rules = Rules::load(Furniture::NAME, include_str!("../rules/furniture.toml"))?;
    Ok(RULES.get_or_init(|| Arc::new(rules)).clone())
}

impl Stage for FurnitureStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let Furniture { sureness, max_share, .. } = self.settings;
        let left = elements::sweep(doc, &self.rules, sureness, max_share, out);
        let (mut at, mut opened_to) = (0, 0);
        while at < left.len() {
            let leaf = left[at];
            // What stands before in another box says nothing.
            let before = at.checked_sub(1).filter(|_| at != opened_to).map(|at| left[at]);
            // What metadata was read from is the article's, though "reading time" may stand beside it.
            if doc.role(leaf).is_some_and(|role| role != Role::Comment) {
                at += 1;
                continue;
            }
            // Right behind one box, any word of another opens that.
            let behind = is_plain(doc) && at == opened_to && at > 0;
            let next = || behind.then(|| self.words(doc, leaf).pop())?;
            let opener = self.opener(doc, leaf).filter(|_| !is_entry(doc, before, leaf));
            if let Some(hit) = opener.or_else(next) {
                let run = self.opened(doc, &left[at..], hit);
                runs::drop_run(doc, &left[at..at + run], &[hit], max_share, out);
                at += run;
                // Below a menu the masthead may stand.
                let menu = hit.rule.kind == Boilerplate::Navigation;
                opened_to = if menu { 0 } else { at };
                continue;
            }
            runs::drop_run(doc, &[leaf], &self.words(doc, leaf), max_share, out);
            at += 1;
        }
    }
}

impl FurnitureStage {
    fn is_sure(&self, hit: &Hit<'_>) -> bool {
        hit.rule.score >= self.settings.sureness
    }

    /// The rule of a line that opens a block of furniture. A menu is known by its first line only in
    /// plain text: a page has elements for it.
    fn opener(&self, doc: &Document, leaf: NodeId) -> Option<Hit<'_>> {
        let hit = self.rules.opens(doc.text(leaf)).filter(|hit| self.is_sure(hit))?;
        let menu = hit.rule.kind == Boilerplate::Navigation;
        (!menu || is_plain(doc)).then_some(hit)
    }

    /// The rules that a short block meets by its words. What stands in a figure credits it.
    fn words(&self, doc: &Document, leaf: NodeId) -> Vec<Hit<'_>> {
        if doc.words(leaf) > self.settings.max_words as f32 || doc.node(leaf).kind == Kind::Code {
            return Vec::new();
        }
        let mut hits = self.said(doc, leaf);
        if !hits.is_empty() && doc.ancestors(leaf).any(|at| doc.node(at).kind == Kind::Figure) {
            hits.clear();
        }
        hits
    }

    /// The same, wherever it stands.
    fn said(&self, doc: &Document, leaf: NodeId) -> Vec<Hit<'_>> {
        let text = doc.text(leaf);
        let mut labels = self.rules.labels(text);
        // A chapter may be called “Contact” or “Advertising”, but hardly “Advertisement”. In plain text any
        // short line above prose looks like a heading.
        let ad = |hit: &Hit<'_>| is_plain(doc) && hit.rule.kind == Boilerplate::Advertisement;
        let certain = |hit: &Hit<'_>| hit.rule.score >= CERTAIN || ad(hit);
        if matches!(doc.node(leaf).kind, Kind::Heading(_)) && !labels.iter().all(certain) {
            labels.clear();
        }
        if !labels.is_empty() && labels.iter().all(|hit| self.is_sure(hit)) {
            return labels;
        }
        let begins = self.rules.begins(text).or_else(|| self.announces(doc, text));
        let said = begins.into_iter().chain(self.rules.phrases(text));
        said.filter(|hit| self.is_sure(hit)).collect()
    }

    /// The rule of a line of plain text that names another article behind what would stand above several:
    /// `Related articles: …`.
    fn announces(&self, doc: &Document, text: &str) -> Option<Hit<'_>> {
        const LONGEST: usize = 80;
        const SIGNS: [char; 6] = [':', '：', '｜', '|', '】', ']'];
        if !is_plain(doc) {
            return None;
        }
        let at = text.char_indices().take(LONGEST).find(|(_, c)| SIGNS.contains(c))?.0;
        let (head, rest) = text.split_at(at);
        let opens = self.rules.opens(head).filter(|hit| hit.rule.kind == Boilerplate::Related)?;
        let named = self.rules.named("read-also", opens.what)?;
        rest.contains(char::is_alphabetic).then_some(named)
    }

    /// How many leaf blocks belong to the block of furniture that the first of them opens.
    fn opened(&self, doc: &Document, leaves: &[NodeId], hit: Hit<'_>) -> usize {
        let max_share = self.settings.max_share;
        let opener = leaves[0];
        let container = doc.ancestors(opener).take_while(|&at| at != NodeId::ROOT).find(|&at| {
            let others = doc.shown_between(doc.end(opener), doc.end(at)) > 0;
            others && doc.shown_between(at, opener) == 0
        });
        let plain = is_plain(doc);
        // With a heading of the first level something else begins; in plain text nobody says of what level
        // they are.
        let first = |leaf: NodeId| !plain && doc.node(leaf).kind == Kind::Heading(1);
        let rest = leaves[1..].iter().take_while(|&&leaf| !first(leaf));
        let roles = |at: NodeId| doc.leaves_in(at).any(|leaf| doc.role(leaf).is_some());
        if let Some(container) = container
            && guard::objection(doc, container, max_share).is_none()
            && !(plain && roles(container))
        {
            return 1 + rest.take_while(|&&leaf| doc.is_within(leaf, container)).count();
        }
        if plain && hit.rule.kind == Boilerplate::Comments && ends_text(doc, opener, max_share) {
            return leaves.len();
        }
        // A newsletter box below a list of articles is one of its own.
        let same = |leaf: NodeId| {
            let other = self.rules.opens(doc.text(leaf)).or_else(|| self.words(doc, leaf).pop());
            let one = other.is_none_or(|other| other.rule.kind == hit.rule.kind);
            !plain || one && doc.role(leaf).is_none()
        };
        // Below the word “advertisement” the article may go on at once.
        let ad = plain && hit.rule.kind == Boilerplate::Advertisement;
        let belongs = |leaf: NodeId| is_teaser(doc, leaf) && (!ad || is_offer(doc.text(leaf)));
        1 + rest.take_while(|&&leaf| belongs(leaf) && same(leaf)).count()
    }
}

/// A rule of this score is right even about headings.
const CERTAIN: f32 = 0.95;

/// A block with this share of its text in links is one.
const MOSTLY_LINKS: f32 = 0.8;

fn is_plain(doc: &Document) -> bool {
    doc.source.media_type == "text/plain"
}

/// Whether nothing but comments can follow: no heading, and little text. Comments in a plain text have
/// no container that they end with, and are written in sentences.
fn ends_text(doc: &Document, opener: NodeId, max_share: f32) -> bool {
    let ink = doc.ink_between(opener, doc.end(NodeId::ROOT));
    let heading = |leaf: &NodeId| matches!(doc.node(*leaf).kind, Kind::Heading(_));
    // The last heading is near the end, if there is one at all.
    let last = || doc.leaves_in(NodeId::ROOT).rev().find(heading);
    ink as f32 <= max_share * doc.chars_in() as f32 && last().is_none_or(|last| last <= opener)
}

/// Whether a block is an entry of a menu: a link behind a link. `Comments` among other links leads to the
/// comments, it does not stand above them.
fn is_entry(doc: &Document, before: Option<NodeId>, leaf: NodeId) -> bool {
    let is_link = |leaf: NodeId| {
        let heading = matches!(doc.node(leaf).kind, Kind::Heading(_));
        !heading && doc.link_density(leaf) > MOSTLY_LINKS
    };
    is_link(leaf) && before.is_some_and(is_link)
}

/// Whether a line names a price, a discount or a date, or shouts.
fn is_offer(text: &str) -> bool {
    text.contains(|c: char| c.is_numeric() || matches!(c, '%' | '€' | '$' | '£' | '!' | '！'))
}

/// Whether a block looks like an entry of a list of links: one short line without a full stop, or
/// links alone.
fn is_teaser(doc: &Document, leaf: NodeId) -> bool {
    const LONGEST_WORDS: f32 = 30.0;
    let text = doc.text(leaf);
    let ends_sentence = text.chars().next_back().is_some_and(is_stop);
    let heading = matches!(doc.node(leaf).kind, Kind::Heading(_));
    let short = doc.words(leaf) <= LONGEST_WORDS && !ends_sentence && !heading;
    short || doc.link_density(leaf) > MOSTLY_LINKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{PROSE, lines};
    use crate::document::{Builder, Source, Tag};

    fn dropped(make: impl FnOnce(&mut Builder)) -> Vec<String> {
        dropped_of("text/html", make)
    }

    fn dropped_of(media_type: &'static str, make: impl FnOnce(&mut Builder)) -> Vec<String> {
        let source = Source { media_type, ..Source::default() };
        let mut builder = Builder::new(source, 0, 10_000);
        make(&mut builder);
        let doc = builder.finish();
        let mut out = Findings::default();
        Furniture::default().build().unwrap().inspect(&doc, &mut out);
        let drops = out.verdicts().iter();
        drops.map(|(node, _, why)| format!("{}: {}", why.rule, doc.text(*node))).collect()
    }

    #[test]
    fn a_menu_goes_and_an_article_in_a_menu_stays() {
        let menu = dropped(|b| {
            b.open(Kind::Group, Tag::NAV);
            lines(b, &["Home", "About"]);
            b.close();
            lines(b, &[PROSE]);
        });
        assert_eq!(menu, ["furniture/nav-element: Home\nAbout"]);
        let article = dropped(|b| {
            b.open(Kind::Group, Tag::NAV);
            b.open(Kind::Group, Tag::ARTICLE);
            lines(b, &[PROSE, PROSE, PROSE, PROSE, PROSE, PROSE]);
        });
        assert!(article.iter().all(|drop| drop.contains("harbour")), "only refused: {article:?}");
    }

    #[test]
    fn what_a_heading_opens_goes_with_it_as_far_as_short_lines_follow() {
        let found = dropped(|b| {
            lines(b, &[PROSE, PROSE, PROSE]);
            lines(b, &["Related articles", "A boat for the mayor", "Nets of nylon", PROSE]);
        });
        let texts: Vec<&str> = found.iter().filter_map(|drop| drop.split(": ").nth(1)).collect();
        assert_eq!(texts, ["Related articles", "A boat for the mayor", "Nets of nylon"]);
    }

    #[test]
    fn a_link_among_links_opens_nothing_and_a_first_heading_ends_a_block() {
        let link = |b: &mut Builder, kind, text: &str| {
            b.open(kind, Tag::P);
            b.open(Kind::Link, Tag::A);
            b.text(text);
            b.close();
            b.close();
        };
        let behind_prose = dropped(|b| {
            lines(b, &[PROSE, PROSE, PROSE]);
            link(b, Kind::Paragraph, "Related articles");
            lines(b, &["A boat for the mayor"]);
            link(b, Kind::Heading(1), "Water at the doors");
        });
        assert!(behind_prose.iter().any(|drop| drop.contains("A boat for the mayor")));
        assert!(!behind_prose.iter().any(|drop| drop.contains("Water at the doors")));
        let behind_link = dropped(|b| {
            lines(b, &[PROSE, PROSE, PROSE]);
            link(b, Kind::Paragraph, "Nets of nylon");
            link(b, Kind::Paragraph, "Related articles");
            lines(b, &["A boat for the mayor"]);
        });
        assert!(!behind_link.iter().any(|drop| drop.contains("A boat for the mayor")));
        let behind_box = dropped(|b| {
            lines(b, &[PROSE, PROSE, PROSE]);
            b.open(Kind::Group, Tag::DIV);
            lines(b, &["Related articles"]);
            link(b, Kind::Paragraph, "Nets of nylon");
            b.close();
            link(b, Kind::Paragraph, "Comments");
            lines(b, &["Ann, from the harbour"]);
        });
        assert!(behind_box.iter().any(|drop| drop.contains("Ann")), "{behind_box:?}");
    }

    #[test]
    fn a_heading_may_be_an_advertisement_and_is_no_button() {
        let found = dropped(|b| {
            for text in ["Advertisement", "Contact"] {
                b.open(Kind::Heading(2), Tag::H2);
                b.text(text);
                b.close();
                lines(b, &[PROSE, PROSE]);
            }
        });
        assert_eq!(found, ["furniture/advertisement-label: Advertisement"]);
    }

    #[test]
    fn a_line_that_announces_another_article_goes_behind_a_bullet_too() {
        let found = dropped_of("text/plain", |b| {
            lines(b, &[PROSE, PROSE, "• Related articles: nets of nylon", PROSE]);
            lines(b, &["Anzeige", "At sea", PROSE, "Anzeige", PROSE]);
        });
        assert_eq!(
            found,
            [
                "furniture/read-also: • Related articles: nets of nylon",
                "furniture/advertisement-label: Anzeige",
                "furniture/advertisement-label: Anzeige",
            ]
        );
    }

    #[test]
    fn a_menu_in_plain_text_is_what_follows_the_way_home() {
        let found = dropped_of("text/plain", |b| {
            b.open(Kind::Group, Tag::MENU);
            lines(b, &["Home", "Boats", "Nets"]);
            b.close();
            lines(b, &[PROSE, PROSE]);
        });
        assert_eq!(found, ["furniture/home-menu: Home\nBoats\nNets"]);
        let path = dropped_of("text/plain", |b| lines(b, &["Startseite » Boote » Netze", PROSE]));
        assert_eq!(path, ["furniture/home-path: Startseite » Boote » Netze"]);
    }

    #[test]
    fn comments_in_plain_text_go_to_its_end_and_boxes_keep_their_kinds() {
        let found = dropped_of("text/plain", |b| {
            lines(b, &[PROSE, PROSE, PROSE, PROSE, PROSE, PROSE]);
            lines(b, &["Related articles", "Nets of nylon", "Subscribe to our newsletter"]);
            lines(b, &["Comments (2)", "Ann: I liked this.", "Ben: So did I!"]);
        });
        let rules: Vec<&str> = found.iter().filter_map(|drop| drop.split('-').next()).collect();
        let expected = ["related", "related", "newsletter", "comments", "comments", "comments"];
        assert_eq!(rules, expected.map(|kind| format!("furniture/{kind}")));
    }
}
