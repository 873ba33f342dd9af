//! Share bars, and save, print and e-mail buttons.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{self, Attr, Document, Findings, Kind, NodeId, is_stop, last_spoken};
use crate::rules::topics::{Topic, Topics};
use crate::rules::{self, Hit, Rules, elements, runs};

/// Finds share bars and the buttons that go with them: save, print, e-mail, copy the link.
///
/// It knows the elements of share widgets, the addresses that share links lead to, and the words
/// on the buttons, world-wide. A word such as "print" or the name of a service means a share bar
/// only beside others of its kind.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Share {
    /// A rule, or a run of buttons together, must be at least this sure (0 to 1).
    pub sureness: f32,
    /// A hit that holds more than this share of the page's text (0 to 1) is refused.
    pub max_share: f32,
    /// A block with more words than this is no button.
    pub max_words: u32,
}

impl Default for Share {
    fn default() -> Share {
        Share { sureness: 0.7, max_share: 0.2, max_words: 12 }
    }
}

impl Settings for Share {
    const NAME: &'static str = "share";
    const AFTER: &'static [&'static str] = &["consent"];
    type Stage = ShareStage;

    fn build(self) -> anyhow::Result<ShareStage> {
        let rules = Rules::load(Self::NAME, include_str!("../rules/share.toml"))?;
        Ok(ShareStage { settings: self, rules })
    }
}

/// The stage that [`Share`] sets up.
#[derive(Debug)]
pub struct ShareStage {
    settings: Share,
    rules: Rules,
}

impl Stage for ShareStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let Share { sureness, max_share, .. } = self.settings;
        let left = elements::sweep(doc, &self.rules, sureness, max_share, out);
        let mut run: Vec<NodeId> = Vec::new();
        let mut hits: Vec<Hit<'_>> = Vec::new();
        // What may stand between two buttons, if another follows.
        let mut between: Vec<NodeId> = Vec::new();
        // Whether there are only signs between.
        let mut alone = true;
        // The line above of a plain text, where it is how often something was shared.
        let mut counted: Option<NodeId> = None;
        for leaf in left {
            let found = self.buttons(doc, leaf);
            if !found.is_empty() {
                if run.is_empty() {
                    run.extend(counted);
                }
                run.append(&mut between);
                alone = true;
                run.push(leaf);
                hits.extend(found);
            } else if !run.is_empty() && between.len() < MOST && may_part(doc, leaf, alone) {
                alone &= is_sign(doc, leaf);
                between.push(leaf);
            } else {
                add_counts(doc, &mut run, &between);
                self.judge(doc, &run, &hits, out);
                run.clear();
                hits.clear();
                between.clear();
                alone = true;
            }
            counted = (is_plain(doc) && is_number(doc, leaf)).then_some(leaf);
        }
        add_counts(doc, &mut run, &between);
        self.judge(doc, &run, &hits, out);
    }
}

impl ShareStage {
    /// What the rules say of a block that is a button or a line of buttons; nothing when any part
    /// of it is something else.
    fn buttons(&self, doc: &Document, leaf: NodeId) -> Vec<Hit<'_>> {
        if doc.words(leaf) > self.settings.max_words as f32 {
            return self.words(doc, leaf).into_iter().collect();
        }
        let text = doc.text(leaf);
        if let Some(hit) = self.rules.label(text).or_else(|| self.links(doc, leaf)) {
            return vec![hit];
        }
        let words = self.words(doc, leaf);
        let labels =
            if is_plain(doc) { self.rules.counted_labels(text) } else { self.rules.labels(text) };
        // What names the buttons says more than how many words of bars there are.
        let sure = |score: f32| score >= self.settings.sureness;
        let bar = words.as_ref().is_some_and(|hit| sure(hit.rule.score));
        let named = runs::verdict(&labels).is_some_and(|(_, why)| sure(why.score));
        if named || !labels.is_empty() && !bar {
            return labels;
        }
        let phrase = self.rules.phrases(text).into_iter().next();
        let phrase = phrase.filter(|_| doc.node(leaf).kind == Kind::Paragraph);
        let surer = |a: &Hit<'_>, b: &Hit<'_>| a.rule.score.total_cmp(&b.rule.score);
        phrase.into_iter().chain(words).max_by(surer).into_iter().collect()
    }

    /// The rule that a line of plain text meets that is made of the words of share bars, whatever
    /// stands between them.
    fn words(&self, doc: &Document, leaf: NodeId) -> Option<Hit<'_>> {
        const LONGEST_BAR: f32 = 30.0;
        const LONGEST_BUTTON: f32 = 4.0;
        const MARKS: [char; 7] = ['|', '·', '•', '/', '｜', '・', '○'];
        if !is_plain(doc) || doc.words(leaf) > LONGEST_BAR {
            return None;
        }
        let text = doc.text(leaf);
        // How often something was shared is no word.
        let words = doc.words(leaf) - counts_in(text) as f32;
        let said = Topics::get().count(text)[Topic::Share as usize];
        let listed = !matches!(doc.node(leaf).kind, Kind::Heading(_)) && lists_services(text);
        // Of a number a comma says nothing.
        let commas =
            text.split(',').skip(1).any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
                || text.contains(['，', '、']);
        let sentence = last_spoken(text).is_some_and(is_stop) || commas && !listed;
        let parted = text.contains(MARKS) || listed && (commas || text.contains('–'));
        let bar = match said {
            0..=1 => false,
            2 => parted && words <= 6.0,
            3 if !parted => words <= 9.0,
            said => said as f32 * if parted { 4.0 } else { 3.0 } >= words,
        };
        let button = said > 0 && words <= LONGEST_BUTTON;
        let button = button && !matches!(doc.node(leaf).kind, Kind::Heading(_));
        match () {
            () if is_row_of_icons(text) => self.rules.named("words-of-bars", "a row of icons"),
            () if sentence => None,
            () if bar => self.rules.named("words-of-bars", "the words of a share bar"),
            () if button => self.rules.named("words-of-buttons", "the word of a button"),
            () => None,
        }
    }

    /// The rule that a block meets all of whose links lead to where one shares.
    fn links(&self, doc: &Document, leaf: NodeId) -> Option<Hit<'_>> {
        const MOSTLY: f32 = 0.7;
        let links = doc.descendants(leaf).filter(|(_, node)| node.kind == Kind::Link);
        let hits = links.map(|(id, _)| self.rules.host(doc.attr(id, Attr::Href)?));
        let hit = hits.collect::<Option<Vec<_>>>()?.into_iter().next()?;
        (doc.ink(leaf) == 0 || doc.link_density(leaf) >= MOSTLY).then_some(hit)
    }

    fn judge(&self, doc: &Document, run: &[NodeId], hits: &[Hit<'_>], out: &mut Findings) {
        let sure = runs::verdict(hits).is_some_and(|(_, why)| why.score >= self.settings.sureness);
        // Letters alone may head the columns of a table.
        if !sure || hits.iter().all(|hit| hit.rule.id == "letters") {
            return;
        }
        runs::drop_run(doc, run, hits, self.settings.max_share, out);
    }
}

fn is_plain(doc: &Document) -> bool {
    doc.source.media_type == "text/plain"
}

/// Whether a line is how often something was shared.
fn is_number(doc: &Document, leaf: NodeId) -> bool {
    doc.node(leaf).kind == Kind::Paragraph && rules::is_count(doc.text(leaf))
}

/// Whether a line is a number or a letter, as icons and sizes of letters are in text.
fn is_sign(doc: &Document, leaf: NodeId) -> bool {
    let mut letters = doc.text(leaf).chars().filter(|c| c.is_alphanumeric());
    let letter = letters.next().is_none_or(|c| c.is_ascii_alphabetic()) && letters.next().is_none();
    doc.node(leaf).kind == Kind::Paragraph && letter || is_number(doc, leaf)
}

/// How many words of a line are numbers.
fn counts_in(text: &str) -> usize {
    text.split_whitespace().filter(|word| rules::is_count(word)).count()
}

/// Whether a line is what a row of icons is as text: letters and signs, several of which stand for services.
fn is_row_of_icons(text: &str) -> bool {
    const LEAST: usize = 3;
    const ICONS: [&str; 15] =
        ["f", "t", "x", "𝕏", "ⓧ", "ⓕ", "in", "wa", "tg", "✉", "✉️", "🔗", "📌", "💬", "🖨"];
    let icons: Vec<String> = text
        .split_whitespace()
        .filter(|part| !matches!(*part, "|" | "·" | "•" | "/"))
        .map(str::to_lowercase)
        .collect();
    let known: BTreeSet<&str> =
        icons.iter().map(String::as_str).filter(|icon| ICONS.contains(icon)).collect();
    let signs = known.iter().any(|icon| !icon.is_ascii());
    let short = |icon: &String| icon.chars().filter(|c| c.is_alphanumeric()).count() <= 2;
    icons.len() >= LEAST
        && known.len() >= if signs { 2 } else { LEAST }
        && 2 * known.len() >= icons.len()
        && icons.iter().all(short)
}

/// Lines that may stand between two buttons at most.
const MOST: usize = 20;
/// Numbers and letters that belong to the last button at most.
const FEW_SIGNS: usize = 3;

/// Adds the numbers and letters right below the last button of a bar.
fn add_counts(doc: &Document, run: &mut Vec<NodeId>, below: &[NodeId]) {
    if !run.is_empty() && is_plain(doc) {
        run.extend(below.iter().take(FEW_SIGNS).take_while(|&&leaf| is_sign(doc, leaf)));
    }
}

/// Whether a line begins with a word of share bars and a colon, and lists where to share behind it.
fn lists_services(text: &str) -> bool {
    const LONGEST_LABEL: f32 = 5.0;
    const LONGEST_NAME: f32 = 3.0;
    let shares = |text: &str| Topics::get().count(text)[Topic::Share as usize] > 0;
    let Some((label, list)) = text.split_once([':', '：']) else { return false };
    let parts = || list.split([',', '、', '，', '،', '|', '–', '/', '•']);
    let services =
        parts().filter(|part| document::words(part) <= LONGEST_NAME && shares(part)).count();
    document::words(label) <= LONGEST_LABEL
        && shares(label)
        && services > 1
        && 2 * services >= parts().count()
}

/// Whether a line of plain text may stand between two buttons: a sign or a number, or one line of a few words.
fn may_part(doc: &Document, leaf: NodeId, alone: bool) -> bool {
    const FEW: f32 = 3.0;
    let paragraph = doc.node(leaf).kind == Kind::Paragraph && doc.role(leaf).is_none();
    let short = doc.words(leaf) <= FEW && !last_spoken(doc.text(leaf)).is_some_and(is_stop);
    is_plain(doc) && (is_sign(doc, leaf) || paragraph && short && alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{build, lines};
    use crate::document::{Builder, Source, Tag};

    fn dropped(make: impl FnOnce(&mut Builder)) -> Vec<String> {
        let doc = build(make);
        let mut out = Findings::default();
        Share::default().build().unwrap().inspect(&doc, &mut out);
        out.verdicts().iter().map(|(node, ..)| doc.text(*node).to_owned()).collect()
    }

    #[test]
    fn buttons_in_a_row_are_a_bar_and_one_alone_is_not() {
        let bar = dropped(|b| {
            lines(b, &["A text.", "Facebook", "LINE", "はてなブックマーク", "A text."]);
        });
        assert_eq!(bar, ["Facebook", "LINE", "はてなブックマーク"]);
        assert!(dropped(|b| lines(b, &["A text.", "Facebook", "A text."])).is_empty());
        assert_eq!(dropped(|b| lines(b, &["A text.", "Facebook | Twitter | WhatsApp"])).len(), 1);
        let row = "Deel dit artikel via Facebook X WhatsApp E-mail";
        assert_eq!(dropped(|b| lines(b, &["A text.", row])), [row]);
        assert_eq!(dropped(|b| lines(b, &["A text.", "Поделиться"])), ["Поделиться"]);
    }

    #[test]
    fn a_row_of_services_or_icons_is_a_bar_of_plain_text() {
        let dropped = |row: &'static str| {
            let source = Source { media_type: "text/plain", ..Source::default() };
            let mut builder = Builder::new(source, 1_000, 1_000);
            let prose = "The boats lay at rest, and nobody came to the harbour. ".repeat(5);
            lines(&mut builder, &[&prose, row]);
            let mut out = Findings::default();
            Share::default().build().unwrap().inspect(&builder.finish(), &mut out);
            !out.verdicts().is_empty()
        };
        for row in
            ["Compartir en: Facebook · X · WhatsApp", "Tweetle 342 | WhatsApp 1,1 B", "f t in ✉"]
        {
            assert!(dropped(row), "{row}");
        }
        for row in ["x y z", "T T F", "X X O"] {
            assert!(!dropped(row), "{row}");
        }
    }

    #[test]
    fn links_that_share_are_known_by_where_they_lead() {
        let bar = dropped(|b| {
            lines(b, &["A text."]);
            b.open(Kind::Paragraph, Tag::P);
            b.open(Kind::Link, Tag::A);
            b.attr(Attr::Href, "https://www.facebook.com/sharer/sharer.php?u=x");
            b.text("Tell your friends");
            b.close();
            b.close();
        });
        assert_eq!(bar, ["Tell your friends"]);
    }

    #[test]
    fn prose_about_sharing_stays() {
        let prose = "Share on Facebook, the button says, and most readers of the paper never press \
                     it, as the study shows that was published in spring.";
        assert!(dropped(|b| lines(b, &[prose])).is_empty());
    }
}
