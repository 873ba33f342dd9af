//! What is known of where a run stands: ruby, declared language, block, document.

use super::phrase::Run;
use super::verdict::Witness;
use crate::document::{Attr, Cjk, Document, Kind, NodeId, Span};
use crate::rules::han::{Tongue, Weights};

/// What a declaration on the element or near it says; it may be overruled by characters.
const DECLARED: f32 = 5.0;
/// What the language of the block and of the document says, where they are more than the run.
const BLOCK: f32 = 3.0;
const DOCUMENT: f32 = 2.0;
/// What a ruby annotation says.
const READING: f32 = 12.0;
/// What the orthography of the other Chinese runs of the document says.
const ORTHOGRAPHY: f32 = 3.0;

/// What the runs of a document have in all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Whole {
    chars: u32,
    /// Log odds for simplified against traditional characters, and how much there is of either.
    form: f32,
    forms: f32,
}

impl Whole {
    pub(super) fn of<'a>(runs: impl Iterator<Item = &'a Run>) -> Whole {
        let mut whole = Whole::default();
        for run in runs {
            let form = form(run);
            whole.chars += run.chars();
            whole.form += form;
            whole.forms += form.abs();
        }
        whole
    }

    /// What the orthography of the others says of a run that has characters of neither: nothing where
    /// they disagree.
    fn orthography(self, run: &Run) -> Option<Witness> {
        /// Less than this may be one character.
        const ENOUGH: f32 = 12.0;
        const OPEN: f32 = 1.0;
        let own = form(run).abs();
        let weight =
            if own < OPEN { ORTHOGRAPHY * self.form / self.forms.max(ENOUGH) } else { 0.0 };
        let tongue = if weight > 0.0 { Tongue::Hans } else { Tongue::Hant };
        let weights = Weights::of(tongue, weight.abs());
        (weight != 0.0).then_some(Witness("the orthography of the document", weights))
    }
}

/// Log odds for simplified characters in a run that may be Chinese.
fn form(run: &Run) -> f32 {
    let own = run.own.sum();
    let form = run.own.form.get(Tongue::Hans) - run.own.form.get(Tongue::Hant);
    let chinese = run.is_han() && own.get(Tongue::Ja) < 0.0;
    if chinese { form } else { 0.0 }
}

/// The surroundings of the runs of one leaf block.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    doc: &'a Document,
    leaf: NodeId,
    /// CJK characters of the block.
    block: u32,
    whole: Whole,
    texts: Vec<(NodeId, Span)>,
    /// What the elements say that hold the text node looked at last.
    element: Option<(NodeId, Option<Witness>)>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(
        doc: &'a Document,
        leaf: NodeId,
        runs: &[Run],
        whole: Whole,
    ) -> Surroundings<'a> {
        let texts = texts(doc, leaf).collect();
        let block = runs.iter().map(Run::chars).sum();
        Surroundings { doc, leaf, block, whole, texts, element: None }
    }

    /// What the surroundings of a Han run say.
    pub(super) fn testify(&mut self, run: &Run, out: &mut Vec<Witness>) {
        out.extend(self.element(run.span));
        // A block that is nothing but the run has its language from the run.
        let rest = |size: u32| 1.0 - run.chars() as f32 / size.max(1) as f32;
        out.extend(self.named("the block", self.leaf, BLOCK * rest(self.block)));
        out.extend(self.named("the document", NodeId::ROOT, DOCUMENT * rest(self.whole.chars)));
        out.extend(self.whole.orthography(run));
    }

    fn named(&self, what: &'static str, node: NodeId, weight: f32) -> Option<Witness> {
        let language = self.doc.language(node)?;
        let weights = Weights::named(language.lang.as_str(), weight * language.confidence);
        (weights != Weights::default()).then_some(Witness(what, weights))
    }

    /// What the nearest element says that has something to say, short of the whole page.
    fn element(&mut self, span: Span) -> Option<Witness> {
        let at = self.texts.partition_point(|(_, text)| text.end <= span.start);
        let (text, _) = *self.texts.get(at)?;
        match self.element {
            Some((node, witness)) if node == text => witness,
            _ => {
                let mut above = self.doc.ancestors(text).filter(|&node| node != NodeId::ROOT);
                let witness = above.find_map(|node| self.declared(node));
                self.element = Some((text, witness));
                witness
            }
        }
    }

    fn declared(&self, node: NodeId) -> Option<Witness> {
        if self.doc.node(node).kind == Kind::Ruby
            && let Some(reading) = self.doc.attr(node, Attr::Reading)
        {
            let script = reading.chars().find_map(Cjk::of);
            let weights = match script? {
                Cjk::Hiragana | Cjk::Katakana => Weights::of(Tongue::Ja, READING),
                Cjk::Hangul => Weights::of(Tongue::Ko, READING),
                Cjk::Bopomofo => Weights::of(Tongue::Hant, READING) + Weights::zh(READING),
                Cjk::Han => return None,
            };
            return Some(Witness("ruby", weights));
        }
        let lang = crate::document::Lang::parse(self.doc.attr(node, Attr::Lang)?)?;
        Some(Witness("declared language", Weights::named(lang.as_str(), DECLARED)))
    }
}

/// The kept text nodes of a leaf block.
pub(super) fn texts(doc: &Document, leaf: NodeId) -> impl Iterator<Item = (NodeId, Span)> + '_ {
    doc.descendants(leaf)
        .filter(|&(id, node)| node.kind == Kind::Text && doc.is_kept(id))
        .map(|(id, node)| (id, node.text))
}
