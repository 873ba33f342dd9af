//! Cookie banners and consent dialogs.

use std::borrow::Cow;
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings, Kind, NodeId, is_stop, last_spoken, outside_quotes};
use crate::rules::topics::{Topic, Topics};
use crate::rules::{Hit, Rules, elements, runs};

/// Finds cookie banners and consent dialogs.
///
/// In HTML it knows the elements of the consent platforms. Everywhere else, and in plain text, a
/// dialog is a run of blocks in which somebody tells the visitor about cookies ("we use cookies to
/// …") beside the words of buttons and switches ("accept all", "analytics"). A text about cookies
/// has no buttons, and stays.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Consent {
    /// A rule must be at least this sure (0 to 1) for its element to be dropped.
    pub sureness: f32,
    /// A hit that holds more than this share of the page's text (0 to 1) is refused.
    pub max_share: f32,
    /// A block of a dialog that no rule knows is passed over when it has at most this many words
    /// and a block that a rule does know follows.
    pub max_bridge_words: u32,
}

impl Default for Consent {
    fn default() -> Consent {
        Consent { sureness: 0.7, max_share: 0.3, max_bridge_words: 60 }
    }
}

impl Settings for Consent {
    const NAME: &'static str = "consent";
    type Stage = ConsentStage;

    fn build(self) -> anyhow::Result<ConsentStage> {
        let rules = Rules::load(Self::NAME, include_str!("../rules/consent.toml"))?;
        Ok(ConsentStage { settings: self, rules })
    }
}

/// The stage that [`Consent`] sets up.
#[derive(Debug)]
pub struct ConsentStage {
    settings: Consent,
    rules: Rules,
}

/// What the rules say of one leaf block.
struct Block<'a> {
    node: NodeId,
    words: f32,
    /// A paragraph of a plain text in which the site says nothing of itself.
    is_prose: bool,
    phrases: Vec<Hit<'a>>,
    label: Option<Hit<'a>>,
    /// What its words are about, in plain text.
    about: About,
}

/// What the words of a block are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum About {
    #[default]
    Else,
    /// A purpose, a heading, a link of a dialog.
    Label,
    /// The words of a button.
    Button,
    /// Somebody tells the visitor about cookies.
    Notice,
}

impl About {
    fn of(text: &str, words: f32) -> About {
        const LONGEST_LABEL: f32 = 5.0;
        const LONGEST: f32 = 80.0;
        if words > LONGEST {
            return About::Else;
        }
        let said = Topics::get().count(text);
        let said = |topic: Topic| said[topic as usize] > 0;
        // Buttons may stand in one line: `[Accept] [Reject]`.
        let row = text.starts_with(['[', '［']) && text.ends_with([']', '］']);
        let longest = if row { 3.0 * LONGEST_LABEL } else { LONGEST_LABEL };
        let short = words <= longest && !last_spoken(text).is_some_and(is_stop);
        match () {
            () if said(Topic::Consent) && said(Topic::Visitor) => About::Notice,
            () if short && said(Topic::Choice) => About::Button,
            () if is_listing(text) => About::Else,
            () if short && (said(Topic::Consent) || said(Topic::Purpose)) => About::Label,
            () => About::Else,
        }
    }

    /// The rule that stands for it, and what is said to have been seen.
    fn rule(self) -> Option<(&'static str, &'static str)> {
        match self {
            About::Else => None,
            About::Label => Some(("words-of-labels", "the words of a dialog")),
            About::Button => Some(("words-of-buttons", "the words of a button")),
            About::Notice => Some(("words-of-notices", "a notice about cookies")),
        }
    }
}

impl Block<'_> {
    fn is_known(&self) -> bool {
        self.label.is_some() || !self.phrases.is_empty() || self.about != About::Else
    }

    fn is_button(&self) -> bool {
        self.label.is_some() || self.about == About::Button
    }

    /// Whether it is a button of dialogs beyond doubt: “cookies” may be a tag as well.
    fn is_sure_button(&self) -> bool {
        self.label.is_some_and(|hit| hit.rule.score >= STRONG) || self.about == About::Button
    }

    /// Whether somebody tells the visitor about cookies here, in so many words.
    fn is_notice(&self) -> bool {
        self.phrases.iter().any(|hit| hit.rule.score >= STRONG)
    }

    fn hits(&self) -> impl Iterator<Item = Hit<'_>> {
        self.phrases.iter().copied().chain(self.label)
    }
}

/// Whether a line names something and lists what it is: the tags of an article may be about cookies.
fn is_listing(text: &str) -> bool {
    let listed = text.split_once([':', '：']).map(|(_, list)| list);
    listed.is_some_and(|list| list.contains([',', '，', '、', '،', ';', '|', '#']))
}

/// A rule of this score needs no other beside it to mean a consent dialog.
const STRONG: f32 = 0.7;
/// A longer block is prose, whatever phrase stands in it.
const LONGEST_NOTICE_WORDS: f32 = 220.0;

impl Stage for ConsentStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let Consent { sureness, max_share, .. } = self.settings;
        let left = elements::sweep(doc, &self.rules, sureness, max_share, out);
        let blocks: Vec<Block<'_>> = left.into_iter().map(|id| self.block(doc, id)).collect();
        let mut next = 0;
        while next < blocks.len() {
            let run = self.run(&blocks, next);
            if run.is_empty() {
                next += 1;
                continue;
            }
            next = run.end;
            self.judge(doc, &blocks, run, out);
        }
    }
}

impl ConsentStage {
    fn block(&self, doc: &Document, node: NodeId) -> Block<'_> {
        const PROSE: f32 = 28.0;
        let plain = is_plain(doc);
        let text = doc.text(node);
        // A page says by its elements what is a dialog; a text about dialogs quotes them.
        let text = if plain { outside_quotes(text) } else { text.into() };
        let words = doc.words(node);
        let readable = words <= LONGEST_NOTICE_WORDS && doc.node(node).kind != Kind::Code;
        let phrases = if readable { self.rules.phrases(&text) } else { Vec::new() };
        let about = if plain { About::of(&text, words) } else { About::Else };
        let ends = last_spoken(doc.text(node)).is_some_and(is_stop);
        let silent = phrases.is_empty() && about != About::Notice;
        let is_prose = plain && words >= PROSE && ends && silent;
        // What is left of a quotation is no label.
        let whole = matches!(text, Cow::Borrowed(_));
        let label = self.rules.label(&text).filter(|_| whole);
        Block { node, words, is_prose, phrases, label, about }
    }

    /// The run of blocks from `first` that the rules know, with bridges of at most two blocks that
    /// they do not. A paragraph belongs to a dialog only behind a
    /// notice in so many words.
    fn run(&self, blocks: &[Block<'_>], first: usize) -> Range<usize> {
        const BRIDGE: usize = 2;
        let (mut end, mut told) = (first, false);
        for (at, block) in blocks.iter().enumerate().skip(first) {
            told |= block.is_notice();
            if block.is_known() {
                end = at + 1;
            } else if at >= end + BRIDGE
                || block.words > self.settings.max_bridge_words as f32
                || block.is_prose && !told
            {
                break;
            }
        }
        if blocks[first].is_known() { first..end } else { first..first }
    }

    fn judge(&self, doc: &Document, all: &[Block<'_>], run: Range<usize>, out: &mut Findings) {
        let run = with_heading(doc, all, run);
        let at_edge = run.start < EDGE || all.len() - run.end < EDGE;
        let amid = is_amid(all, &run);
        let run = &all[run];
        let mut hits: Vec<Hit<'_>> = run.iter().flat_map(Block::hits).collect();
        hits.extend(run.iter().filter_map(|block| {
            let (rule, what) = block.about.rule()?;
            self.rules.named(rule, what)
        }));
        let buttons = run.iter().any(Block::is_button);
        let sure_buttons = run.iter().any(Block::is_sure_button);
        let specific = hits.iter().filter(|hit| hit.rule.score >= STRONG).count();
        let known = run.iter().filter(|block| block.is_known()).count();
        let notice = run.iter().any(Block::is_notice);
        let told = notice || run.iter().any(|block| block.about == About::Notice);
        // Amid the paragraphs of a text somebody may well write of cookies and consent.
        let dialog = notice && buttons
            || told && sure_buttons && !amid
            || specific > 1 && known > 2 && !amid;
        let banner = notice && is_banner(run, at_edge);
        if !dialog && !banner {
            return;
        }
        let nodes: Vec<NodeId> = run.iter().map(|block| block.node).collect();
        runs::drop_run(doc, &nodes, &hits, self.settings.max_share, out);
    }
}

/// Whether paragraphs of a plain text stand close before a run and close behind it.
fn is_amid(all: &[Block<'_>], run: &Range<usize>) -> bool {
    const CLOSE: usize = 3;
    let prose = |blocks: &[Block<'_>]| blocks.iter().any(|block| block.is_prose);
    prose(&all[run.start.saturating_sub(CLOSE)..run.start])
        && prose(&all[run.end..all.len().min(run.end + CLOSE)])
}

fn is_plain(doc: &Document) -> bool {
    doc.source.media_type == "text/plain"
}

/// A run with the line above it, where a plain text begins with the dialog: its heading.
fn with_heading(doc: &Document, all: &[Block<'_>], run: Range<usize>) -> Range<usize> {
    const LONGEST: f32 = 8.0;
    let above = run.start == 1 && is_plain(doc);
    let ended = || last_spoken(doc.text(all[0].node)).is_some_and(is_stop);
    let heading = above && all[1].about == About::Notice && all[0].words <= LONGEST && !ended();
    if heading { 0..run.end } else { run }
}

/// A document's first and last blocks, where banners stand.
const EDGE: usize = 3;

/// Whether a notice without buttons is a banner: brief, and at the edge of the document or saying
/// several things that only banners say.
fn is_banner(run: &[Block<'_>], at_edge: bool) -> bool {
    const LONGEST_WORDS: f32 = 90.0;
    const MANY_PHRASES: usize = 3;
    let phrases: usize = run.iter().map(|block| block.phrases.len()).sum();
    let brief = run.iter().map(|block| block.words).sum::<f32>() <= LONGEST_WORDS;
    brief && (at_edge || phrases >= MANY_PHRASES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{PROSE, build, lines};
    use crate::document::{Attr, Builder, Source, Tag};

    fn verdicts(make: impl FnOnce(&mut Builder)) -> Vec<String> {
        let doc = build(make);
        let mut out = Findings::default();
        Consent::default().build().unwrap().inspect(&doc, &mut out);
        out.verdicts()
            .iter()
            .map(|(node, _, why)| format!("{}: {}", why.rule, doc.text(*node)))
            .collect()
    }

    #[test]
    fn the_element_of_a_platform_is_dropped() {
        let found = verdicts(|b| {
            lines(b, &[PROSE, PROSE]);
            b.open(Kind::Group, Tag::DIV);
            b.attr(Attr::Id, "onetrust-banner-sdk");
            lines(b, &["Your choice"]);
            b.close();
        });
        assert_eq!(found, ["consent/onetrust: Your choice"]);
    }

    #[test]
    fn a_dialog_in_plain_text_is_dropped_as_one() {
        let found = verdicts(|b| {
            lines(b, &[PROSE, PROSE, PROSE, PROSE, PROSE]);
            b.open(Kind::Group, Tag::MENU);
            lines(b, &["We use cookies to improve our site.", "Accept all", "Some purpose of it"]);
            lines(b, &["Analytics", "Decline"]);
            b.close();
        });
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].ends_with("Analytics\nDecline"));
    }

    #[test]
    fn tags_above_a_dialog_are_none_of_it() {
        let source = Source { media_type: "text/plain", ..Source::default() };
        let mut builder = Builder::new(source, 0, 10_000);
        lines(&mut builder, &[PROSE, PROSE, PROSE, PROSE, PROSE, "Tags: privacy, cookies"]);
        lines(&mut builder, &["We use cookies to improve our site.", "Accept all", "Decline"]);
        let mut out = Findings::default();
        let doc = builder.finish();
        Consent::default().build().unwrap().inspect(&doc, &mut out);
        let dropped = out.verdicts().iter().map(|(node, ..)| doc.text(*node));
        assert!(!dropped.clone().any(|text| text.starts_with("Tags")));
        assert!(dropped.count() > 0);
    }

    #[test]
    fn what_a_text_about_dialogs_quotes_is_no_dialog() {
        let source = Source { media_type: "text/plain", ..Source::default() };
        let mut builder = Builder::new(source, 0, 10_000);
        let quoting = "We read a hundred sites. “We use cookies to improve our site”, says the first of \
                       them, and below that stands “Accept all”, which most people press.";
        lines(&mut builder, &[PROSE, PROSE, quoting, "“Accept all”", PROSE, PROSE]);
        let mut out = Findings::default();
        Consent::default().build().unwrap().inspect(&builder.finish(), &mut out);
        assert!(out.verdicts().is_empty());
    }

    #[test]
    fn prose_about_cookies_stays() {
        let about = "“We use cookies to improve your experience” is a sentence that everybody has \
                     read a thousand times; a study of the university asked who understands it.";
        assert!(
            verdicts(|b| lines(b, &[PROSE, PROSE, PROSE, about, PROSE, PROSE, PROSE])).is_empty()
        );
    }
}
