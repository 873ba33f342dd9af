//! Share bars, and save, print and e-mail buttons.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Attr, Document, Findings, Kind, NodeId, is_stop, last_spoken};
use crate::rules::topics::{Topic, Topics};
use crate::rules::{Hit, Rules, elements, runs};

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
        for leaf in left {
            let found = self.buttons(doc, leaf);
            if !found.is_empty() {
                run.append(&mut between);
                run.push(leaf);
                hits.extend(found);
            } else if !run.is_empty() && may_part(doc, leaf, &between) {
                between.push(leaf);
            } else {
                self.judge(doc, &run, &hits, out);
                run.clear();
                hits.clear();
                between.clear();
            }
        }
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
        let labels = self.rules.labels(text);
        if !labels.is_empty() {
            return labels;
        }
        let phrase = self.rules.phrases(text).into_iter().next();
        let phrase = phrase.filter(|_| doc.node(leaf).kind == Kind::Paragraph);
        phrase.or_else(|| self.words(doc, leaf)).into_iter().collect()
    }

    /// The rule that a line of plain text meets that is made of the words of share bars, whatever
    /// stands between them.
    fn words(&self, doc: &Document, leaf: NodeId) -> Option<Hit<'_>> {
        const LONGEST_BAR: f32 = 30.0;
        const LONGEST_BUTTON: f32 = 4.0;
        const MARKS: [char; 6] = ['|', '·', '•', '/', '｜', '・'];
        let words = doc.words(leaf);
        if doc.source.media_type != "text/plain" || words > LONGEST_BAR {
            return None;
        }
        let text = doc.text(leaf);
        let sentence = last_spoken(text).is_some_and(is_stop) || text.contains([',', '，', '、']);
        let said = Topics::get().count(text)[Topic::Share as usize];
        let parted = text.contains(MARKS);
        let bar = match said {
            0..=1 => false,
            2 => parted && words <= 6.0,
            3 if !parted => words <= 9.0,
            said => said as f32 * if parted { 4.0 } else { 3.0 } >= words,
        };
        let button = said > 0 && words <= LONGEST_BUTTON;
        let button = button && !matches!(doc.node(leaf).kind, Kind::Heading(_));
        match () {
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
        if !sure {
            return;
        }
        runs::drop_run(doc, run, hits, self.settings.max_share, out);
    }
}

/// Whether a line of plain text may stand between two buttons: a sign, or one line of a few words.
fn may_part(doc: &Document, leaf: NodeId, before: &[NodeId]) -> bool {
    const FEW: f32 = 3.0;
    let is_sign = |leaf: NodeId| !doc.text(leaf).contains(char::is_alphanumeric);
    let paragraph = doc.node(leaf).kind == Kind::Paragraph && doc.role(leaf).is_none();
    let short = doc.words(leaf) <= FEW && !last_spoken(doc.text(leaf)).is_some_and(is_stop);
    let alone = before.iter().all(|&leaf| is_sign(leaf));
    doc.source.media_type == "text/plain" && (is_sign(leaf) || paragraph && short && alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{build, lines};
    use crate::document::{Builder, Tag};

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
