//! What stages mark out in the text itself: readings behind their bases, sentences, words.
//!
//! The marks of one kind stand in document order and do not overlap; what a stage reports otherwise
//! is passed over, so that writers need not ask.

use super::{Document, Findings, Lang, NodeId, Span};

/// A reading that the source writes behind its base, in brackets: `東京(とうきょう)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The characters that it is the reading of.
    pub base: Span,
    /// The reading with its brackets. It begins where the base ends.
    pub notation: Span,
    /// The reading without them.
    pub text: Span,
}

impl Reading {
    /// The base and its notation.
    pub fn span(self) -> Span {
        Span { start: self.base.start, end: self.notation.end }
    }
}

/// A word, a number or a punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the document's text.
    pub span: Span,
    /// Which of them it is.
    pub kind: WordKind,
}

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WordKind {
    /// Letters, or an abbreviation with its full stop.
    Word,
    /// Digits, with what stands between them: `3.14`.
    Number,
    /// A punctuation mark or another sign; the same one several times, as in `...`, is one.
    Punctuation,
}

/// The marks of a document. A kind that no stage has looked for is `None`.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    sentences: Option<Vec<Span>>,
    words: Option<Vec<Word>>,
    readings: Option<Vec<Reading>>,
}

impl Findings {
    /// A reading that the text has behind its base; `notation` takes in the brackets, of one
    /// character each. One that does not begin where the base ends, or holds nothing, is passed over.
    pub fn reading(&mut self, base: Span, notation: Span) {
        let reading = Reading { base, notation, text: notation };
        self.marks.readings.get_or_insert_default().push(reading);
    }

    /// The sentences of the kept text, all of them.
    pub fn sentences(&mut self, sentences: Vec<Span>) {
        self.marks.sentences = Some(sentences);
    }

    /// The words of the kept text, all of them.
    pub fn words(&mut self, words: Vec<Word>) {
        self.marks.words = Some(words);
    }
}

impl Document {
    /// The readings that stand behind their bases in brackets.
    pub fn readings(&self) -> &[Reading] {
        self.marks.readings.as_deref().unwrap_or_default()
    }

    /// The readings that stand within a span of the text with their bases.
    pub fn readings_in(&self, span: Span) -> &[Reading] {
        within(self.readings(), span, Reading::span)
    }

    /// The sentences; nothing when no stage looked for them.
    pub fn sentences(&self) -> Option<&[Span]> {
        self.marks.sentences.as_deref()
    }

    /// The words; nothing when no stage looked for them.
    pub fn marked_words(&self) -> Option<&[Word]> {
        self.marks.words.as_deref()
    }

    /// The words that stand in a span of the text, if only in part.
    pub fn words_in(&self, span: Span) -> &[Word] {
        let words = self.marked_words().unwrap_or_default();
        let from = words.partition_point(|word| word.span.end <= span.start);
        let to = words.partition_point(|word| word.span.start < span.end);
        &words[from..to.max(from)]
    }

    /// The language of a piece of a leaf block: that of the CJK run that it is in, or of the block.
    pub fn language_of(&self, leaf: NodeId, piece: Span) -> Option<&Lang> {
        let covers = |run: Span| run.start <= piece.start && piece.end <= run.end;
        let run = self.segments_in(piece).first().filter(|segment| covers(segment.span));
        run.map(|segment| &segment.lang).or_else(|| Some(&self.language(leaf)?.lang))
    }

    /// Writes down what a stage has marked out: all marks of a kind, or none.
    pub(super) fn mark(&mut self, found: &mut Marks) {
        let stands = |span: Span| self.text.get(span.range()).is_some();
        if let Some(mut sentences) = found.sentences.take() {
            sentences.retain(|&span| stands(span));
            self.marks.sentences = Some(in_order(sentences, |span| span));
        }
        if let Some(mut words) = found.words.take() {
            words.retain(|word| stands(word.span));
            self.marks.words = Some(in_order(words, |word| word.span));
        }
        if let Some(readings) = found.readings.take() {
            let sound = readings.into_iter().filter_map(|reading| self.sound(reading));
            self.marks.readings = Some(in_order(sound.collect(), Reading::span));
        }
    }

    /// A reading as it was reported, with its text.
    fn sound(&self, Reading { base, notation, .. }: Reading) -> Option<Reading> {
        let base_text = self.text.get(base.range())?;
        let mut inner = self.text.get(notation.range())?.chars();
        let (opening, closing) = (inner.next()?, inner.next_back()?);
        let text = Span {
            start: notation.start + opening.len_utf8() as u32,
            end: notation.end - closing.len_utf8() as u32,
        };
        let says = |text: &str| !text.trim().is_empty();
        let has_brackets = !opening.is_whitespace() && !closing.is_whitespace();
        let follows = base.end == notation.start && has_brackets;
        (follows && says(base_text) && says(inner.as_str())).then_some(Reading {
            base,
            notation,
            text,
        })
    }
}

/// Marks in document order, without those that overlap one before them.
fn in_order<T: Copy>(mut marks: Vec<T>, span: impl Fn(T) -> Span) -> Vec<T> {
    marks.sort_by_key(|&mark| span(mark).start);
    let mut end = 0;
    marks.retain(|&mark| {
        let Span { start, end: until } = span(mark);
        let apart = start >= end && until > start;
        end = if apart { until } else { end };
        apart
    });
    marks
}

/// The marks that lie wholly within a span.
fn within<T: Copy>(marks: &[T], outer: Span, span: impl Fn(T) -> Span) -> &[T] {
    let from = marks.partition_point(|&mark| span(mark).start < outer.start);
    let to = marks.partition_point(|&mark| span(mark).end <= outer.end);
    &marks[from..to.max(from)]
}

#[cfg(test)]
mod tests {
    use crate::document::testing::{build, lines};
    use crate::document::{Findings, Span};

    fn span(start: u32, end: u32) -> Span {
        Span { start, end }
    }

    #[test]
    fn a_reading_needs_a_base_that_it_follows_and_something_in_its_brackets() {
        let mut doc = build(|b| lines(b, &["東京（とうきょう）と 京都()"]));
        let mut findings = Findings::default();
        findings.reading(span(31, 37), span(37, 39));
        findings.reading(span(0, 3), span(6, 27));
        findings.reading(span(0, 6), span(6, 27));
        findings.reading(span(3, 6), span(6, 27));
        findings.reading(span(0, 6), span(6, 2000));
        doc.apply("test", &mut findings);
        let [only] = doc.readings() else { panic!("{:?}", doc.readings()) };
        assert_eq!(&doc.full_text()[only.base.range()], "東京");
        assert_eq!(&doc.full_text()[only.text.range()], "とうきょう");
        assert_eq!(doc.readings_in(span(0, 27)), [*only]);
        assert_eq!(doc.readings_in(span(0, 26)), []);
    }
}
