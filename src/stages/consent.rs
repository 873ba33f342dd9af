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
/// names them again and again; there a dialog must say what only dialogs say.
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
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
struct Block<'a> {
    node: NodeId,
    words: f32,
    /// A paragraph of a plain text in which the site says nothing of itself.
    is_prose: bool,
    phrases: Vec<Hit<'a>>,
    label: Option<Hit<'a>>,
    /// What its words are about, in plain text.
    about: About,
    /// Whether it has a word for cookies.
    cookies: bool,
    /// Whether somebody tells of cookies here who is not known to write about them: the visitor is spoken
    /// to, or has a choice.
    tells: bool,
    /// Whether it ends with buttons.
    has_buttons: bool,
    /// Whether the site speaks of itself.
    site: bool,
    /// Whether it has the length of a paragraph.
    long: bool,
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
            () if (said(Topic::Consent) || said(Topic::Cookies)) && said(Topic::Visitor) => {
                About::Notice
            }
            () if short && said(Topic::Choice) => About::Button,
            () if is_listing(text) => About::Else,
            () if short && is_of_dialogs(text) => About::Label,
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
        self.label.is_some() || !self.phrases.is_empty() || self.about != About::Else || self.tells
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

/// The rule that has the words by which a site speaks of itself.
const SITES: &str = "words-of-sites";
/// So many words of a dialog tell of cookies at most.
const LONGEST_TOLD: f32 = 80.0;

/// Whether somebody speaks to the visitor, or names a choice or a purpose.
fn speaks_or_asks(text: &str) -> bool {
    let said = Topics::get().count(text);
    [Topic::Visitor, Topic::Choice, Topic::Purpose]
        .into_iter()
        .any(|topic| said[topic as usize] > 0)
}

/// A rule of this score needs no other beside it to mean a consent dialog.
const STRONG: f32 = 0.7;
/// A longer block is prose, whatever phrase stands in it.
const LONGEST_NOTICE_WORDS: f32 = 220.0;

impl Stage for ConsentStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let Consent { sureness, max_share, .. } = self.settings;
        let left = elements::sweep(doc, &self.rules, sureness, max_share, out);
        let mut blocks: Vec<Block<'_>> = left.into_iter().map(|id| self.block(doc, id)).collect();
        let is_talk = is_plain(doc) && is_about_cookies(&blocks);
        if is_talk {
            for block in &mut blocks {
                block.tells = false;
            }
        }
        tell_talk(&mut blocks);
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
        let mut phrases = if readable { self.rules.phrases(&text) } else { Vec::new() };
        let site = phrases.iter().any(|hit| hit.rule.id == SITES);
        let cookies = plain && Topics::get().count(&text)[Topic::Cookies as usize] > 0;
        phrases.retain(|hit| hit.rule.score > 0.0);
        let about = if plain { About::of(&text, words) } else { About::Else };
        let ends = last_spoken(doc.text(node)).is_some_and(is_stop);
        let long = words >= PROSE && ends;
        let is_prose = plain && long && phrases.is_empty();
        // What is left of a quotation is no label.
        let whole = matches!(text, Cow::Borrowed(_));
        let label =
            self.rules.label(&text).or_else(|| plain.then(|| self.row(&text))?).filter(|_| whole);
        let heading = matches!(doc.node(node).kind, Kind::Heading(_));
        let short = cookies && !heading && words <= LONGEST_TOLD;
        let has_buttons = short && !long && self.ends_with_buttons(&text);
        let tells = short && !is_listing(&text) && (site || speaks_or_asks(&text));
        Block {
            node,
            words,
            is_prose,
            phrases,
            label,
            about,
            cookies,
            tells,
            has_buttons,
            site,
            long,
        }
    }

    /// Whether buttons stand behind the last sentence of a text: in brackets, or only labels.
    fn ends_with_buttons(&self, text: &str) -> bool {
        let said = text.rfind(is_stop);
        let rest = said.map_or("", |at| text[at..].trim_start_matches(is_stop));
        let bracketed = text.trim_end().strip_suffix([']', '］']);
        let last = bracketed.and_then(|text| text.rsplit(['[', '［']).next());
        let chosen = |last: &str| Topics::get().count(last)[Topic::Choice as usize] > 0;
        last.is_some_and(|last| self.rules.label(last).is_some() || chosen(last))
            || self.row(rest).is_some()
    }

    /// The surest of the labels that stand in one line, and nothing beside them.
    fn row(&self, text: &str) -> Option<Hit<'_>> {
        let row = self.rules.labels(text);
        row.into_iter().max_by(|a, b| a.rule.score.total_cmp(&b.rule.score))
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
            let about = if block.tells { About::Notice } else { block.about };
            let (rule, what) = about.rule()?;
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
            || asks(run, at_edge)
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

/// Whether somebody tells of cookies in a run, and buttons or answers stand close below, or it stands at the
/// edge of the document. Where the site does not speak of itself, and below a paragraph, answers are not
/// enough.
fn asks(run: &[Block<'_>], at_edge: bool) -> bool {
    const CLOSE: usize = 3;
    let tells = (0..run.len()).filter(|&at| run[at].tells);
    tells.into_iter().any(|at| {
        let below = &run[at + 1..run.len().min(at + 1 + CLOSE)];
        let Block { site, long, has_buttons, .. } = run[at];
        let asked = if site && !long { Block::is_button } else { Block::is_sure_button };
        at_edge && site && !long || has_buttons || below.iter().any(asked)
    })
}

/// Whether a plain text is about cookies, of whichever kind: where few blocks name them, it is somebody else who
/// does.
fn is_about_cookies(blocks: &[Block<'_>]) -> bool {
    const PARAGRAPHS: usize = 2;
    const BLOCKS: usize = 6;
    let naming = || blocks.iter().filter(|block| block.cookies);
    naming().filter(|block| block.is_prose).count() >= PARAGRAPHS || naming().count() >= BLOCKS
}

/// A text with several paragraphs on cookies and those who visit is about them; a paragraph that says
/// nothing which only dialogs say is no notice there, and elsewhere no prose.
fn tell_talk(blocks: &mut [Block<'_>]) {
    const SEVERAL: usize = 2;
    let doubtful = |block: &Block<'_>| block.is_prose && block.about == About::Notice;
    let is_talk = blocks.iter().filter(|block| doubtful(block)).count() >= SEVERAL;
    for block in blocks.iter_mut().filter(|block| doubtful(block)) {
        if is_talk {
            block.about = About::Else;
        } else {
            block.is_prose = false;
        }
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

/// A run of plain text with the line above it, where that is its heading: the document begins with it, or
/// it speaks of what dialogs speak of.
fn with_heading(doc: &Document, all: &[Block<'_>], run: Range<usize>) -> Range<usize> {
    const LONGEST: f32 = 8.0;
    let Some(above) = run.start.checked_sub(1).filter(|_| is_plain(doc)) else { return run };
    let text = doc.text(all[above].node);
    let short = all[above].words <= LONGEST && !last_spoken(text).is_some_and(is_stop);
    let tells = all[run.start].about == About::Notice || all[run.start].tells;
    let first = above == 0 && all[run.start].about == About::Notice;
    let named = || (first || is_of_dialogs(text)) && !is_listing(text);
    if tells && short && named() { above..run.end } else { run }
}

fn is_of_dialogs(text: &str) -> bool {
    let said = Topics::get().count(text);
    [Topic::Consent, Topic::Cookies, Topic::Purpose]
        .into_iter()
        .any(|topic| said[topic as usize] > 0)
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
