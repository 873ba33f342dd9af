//! Share bars, and save, print and e-mail buttons.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Attr, Document, Findings, Kind, NodeId};
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
        for leaf in left {
            let found = self.buttons(doc, leaf);
            if found.is_empty() {
                self.judge(doc, &run, &hits, out);
                run.clear();
                hits.clear();
            } else {
                run.push(leaf);
                hits.extend(found);
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
            return Vec::new();
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
        phrase.into_iter().collect()
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
