//! Decisions: what a stage says of a node, and the buffer that it says it into.

use std::borrow::Cow;
use std::sync::Arc;

use super::marks::Marks;
use super::{Field, Lang, Language, MetaValue, NodeId, Role, Section, Segment};

/// The kind of something removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boilerplate {
    /// A cookie banner or consent dialog.
    CookieBanner,
    /// Share, save, print, e-mail buttons.
    ShareButtons,
    /// Menus, skip links, search, pagination.
    Navigation,
    /// Advertisements.
    Advertisement,
    /// Newsletter boxes.
    Newsletter,
    /// Related articles and teasers.
    Related,
    /// Readers' comments and their forms.
    Comments,
    /// Legal notices, copyright lines.
    Legal,
    /// Paywall teasers.
    Paywall,
    /// Breadcrumbs.
    Breadcrumb,
    /// What stands elsewhere already.
    Duplicate,
    /// Not the article, of no kind that has a name here.
    Other,
}

impl Boilerplate {
    /// Every kind, in the order of the JSON document's manual.
    pub const ALL: [Boilerplate; 12] = [
        Boilerplate::CookieBanner,
        Boilerplate::ShareButtons,
        Boilerplate::Navigation,
        Boilerplate::Advertisement,
        Boilerplate::Newsletter,
        Boilerplate::Related,
        Boilerplate::Comments,
        Boilerplate::Legal,
        Boilerplate::Paywall,
        Boilerplate::Breadcrumb,
        Boilerplate::Duplicate,
        Boilerplate::Other,
    ];

    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Boilerplate::CookieBanner => "cookie-banner",
            Boilerplate::ShareButtons => "share-buttons",
            Boilerplate::Navigation => "navigation",
            Boilerplate::Advertisement => "advertisement",
            Boilerplate::Newsletter => "newsletter",
            Boilerplate::Related => "related",
            Boilerplate::Comments => "comments",
            Boilerplate::Legal => "legal",
            Boilerplate::Paywall => "paywall",
            Boilerplate::Breadcrumb => "breadcrumb",
            Boilerplate::Duplicate => "duplicate",
            Boilerplate::Other => "other",
        }
    }
}

/// What is to happen to a node and all beneath it, unless a node beneath it has a verdict of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stays.
    Keep,
    /// It goes.
    Drop(Boilerplate),
    /// A rule would have dropped it and a guard said no: a record without effect.
    Refused(Boilerplate),
}

/// Why a stage decided as it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The rule, with its file: `consent/onetrust`.
    pub rule: Arc<str>,
    /// How sure the rule is, 0 to 1.
    pub score: f32,
    /// What it saw, for people: `“accept all”, “decline”`.
    pub evidence: Cow<'static, str>,
}

impl Why {
    /// A reason; the score is clamped to 0 to 1.
    pub fn new(
        rule: impl Into<Arc<str>>,
        score: f32,
        evidence: impl Into<Cow<'static, str>>,
    ) -> Why {
        Why { rule: rule.into(), score: score.clamp(0.0, 1.0), evidence: evidence.into() }
    }
}

/// One decision, as it stands in the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The stage that decided, by its name.
    pub stage: &'static str,
    /// The node that it decided on.
    pub node: NodeId,
    /// What it decided.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
}

/// What a stage reports. The pipeline writes it down when the stage has ended.
#[derive(Debug, Default)]
pub struct Findings {
    pub(super) verdicts: Vec<(NodeId, Verdict, Why)>,
    pub(super) languages: Vec<(NodeId, Language)>,
    pub(super) shares: Vec<(Lang, f32)>,
    pub(super) segments: Vec<Segment>,
    pub(super) sections: Vec<Section>,
    pub(super) roles: Vec<(NodeId, Role)>,
    pub(super) meta: Vec<MetaValue>,
    pub(super) marks: Marks,
}

impl Findings {
    /// The node and what is beneath it is boilerplate of this kind.
    pub fn drop(&mut self, node: NodeId, kind: Boilerplate, why: Why) {
        self.verdicts.push((node, Verdict::Drop(kind), why));
    }

    /// The node belongs to the article, whatever was said before.
    pub fn keep(&mut self, node: NodeId, why: Why) {
        self.verdicts.push((node, Verdict::Keep, why));
    }

    /// A rule would have dropped the node, and a guard refused.
    pub fn refuse(&mut self, node: NodeId, kind: Boilerplate, why: Why) {
        self.verdicts.push((node, Verdict::Refused(kind), why));
    }

    /// The language of a node and what is beneath it.
    pub fn language(&mut self, node: NodeId, language: Language) {
        self.languages.push((node, language));
    }

    /// A language's share of the kept text, 0 to 1.
    pub fn share(&mut self, lang: Lang, share: f32) {
        self.shares.push((lang, share));
    }

    /// A CJK run.
    pub fn segment(&mut self, segment: Segment) {
        self.segments.push(segment);
    }

    /// A section; its `parent` counts the sections reported here.
    pub fn section(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// What a leaf block is to the article.
    pub fn role(&mut self, node: NodeId, role: Role) {
        self.roles.push((node, role));
    }

    /// A value of the metadata and where it was found.
    pub fn meta(
        &mut self,
        field: Field,
        value: impl Into<String>,
        from: impl Into<Cow<'static, str>>,
    ) {
        self.meta.push(MetaValue { field, value: value.into(), from: from.into() });
    }

    /// The verdicts reported so far, for tests of a stage.
    pub fn verdicts(&self) -> &[(NodeId, Verdict, Why)] {
        &self.verdicts
    }
}
