//! Sentences and words, woven into what stands in a leaf block.
//!
//! Elements and sentences may cross: a link that begins in one sentence and ends in the next. The
//! elements are the source's and stay whole; the sentence is written in parts (`@part`), one for each
//! stretch between the borders of the elements that it crosses. All parts have the number of the
//! sentence (`@n`), the first, middle and last of them are I, M and F. A word is parted by any border
//! of an element.

use super::body::Body;
use super::xml::{El, Layout, Xml};
use crate::document::{Span, WordKind};

/// What is open in the leaf block that is being written.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Whether sentences and words may stand here.
    sentences: bool,
    words: bool,
    /// How many elements are open within the block.
    depth: usize,
    open: Option<Open>,
    /// Of sentences and words: the parts written last.
    sentence: Parts,
    word: Parts,
    /// One past the last byte of text that was written.
    at: u32,
}

/// An open sentence, or part of one.
#[derive(Clone, Copy, Debug)]
struct Open {
    span: Span,
    /// How many elements were open around it.
    depth: usize,
}

/// What was written last of a kind of mark.
#[derive(Debug, Default)]
struct Parts {
    /// Where the mark begins in the text.
    start: u32,
    /// How many parts it has so far.
    count: u32,
    /// Where the start tag of the last part takes attributes.
    place: usize,
}

impl Parts {
    /// Notes that a part was written; `place` is where its start tag takes attributes.
    fn add(&mut self, start: u32, place: usize, xml: &mut Xml) {
        if self.count > 0 && self.start == start {
            xml.insert(self.place, if self.count == 1 { " part=\"I\"" } else { " part=\"M\"" });
            self.count += 1;
        } else {
            self.end(xml);
            (self.start, self.count) = (start, 1);
        }
        self.place = place;
    }

    /// Notes that no more parts follow.
    fn end(&mut self, xml: &mut Xml) {
        if self.count > 1 {
            xml.insert(self.place, " part=\"F\"");
        }
        self.count = 0;
    }
}

impl Body<'_> {
    /// Begins a block, in which sentences or words may stand or not.
    pub(super) fn begin_marks(&mut self, sentences: bool, words: bool) {
        let doc = self.job.doc;
        self.marks = Marks {
            sentences: sentences && doc.sentences().is_some(),
            words: words && doc.marked_words().is_some(),
            ..Marks::default()
        };
    }

    /// Ends the block.
    pub(super) fn end_marks(&mut self) {
        self.close_sentence();
        self.marks.sentence.end(&mut self.xml);
        self.marks.word.end(&mut self.xml);
    }

    /// Opens an element within the block, for a span of the text.
    pub(super) fn open_within(&mut self, el: El, span: Span) {
        let span = self.trimmed(span);
        if self.marks.open.is_some_and(|open| open.span.end < span.end) {
            self.close_sentence();
        }
        let holder = self.sentence_at(span.start).filter(|(_, sentence)| span.end <= sentence.end);
        if self.marks.open.is_none()
            && !span.is_empty()
            && let Some((number, sentence)) = holder
        {
            self.open_sentence(number, sentence);
        }
        self.open_inside(el);
    }

    /// Opens an element before which no sentence can begin: a part of the one opened last.
    pub(super) fn open_inside(&mut self, el: El) {
        self.xml.open(el, Layout::Mixed);
        self.marks.depth += 1;
    }

    /// Closes the element opened last.
    pub(super) fn close_within(&mut self) {
        self.end_part();
        self.xml.close();
        self.marks.depth = self.marks.depth.saturating_sub(1);
        self.close_ended();
    }

    /// Writes text, with the sentences and words in it.
    pub(super) fn marked(&mut self, span: Span) {
        let mut from = span.start;
        while from < span.end {
            let next = self.sentence_at(from);
            let until = match next {
                Some((_, sentence)) if sentence.start > from => sentence.start,
                Some((_, sentence)) => sentence.end,
                None => span.end,
            };
            let piece = Span { start: from, end: until.min(span.end) };
            match next.filter(|(_, sentence)| sentence.start <= from) {
                Some((number, sentence)) if self.marks.open.is_none() => {
                    let start = self.trimmed(piece).start;
                    self.words(Span { start: from, end: start });
                    if start < piece.end {
                        self.open_sentence(number, sentence);
                        self.words(Span { start, end: piece.end });
                    }
                }
                _ => self.words(piece),
            }
            from = piece.end;
            self.marks.at = from;
            self.close_ended();
        }
    }

    /// Writes text in which nothing is marked.
    pub(super) fn unmarked(&mut self, span: Span) {
        self.xml.text(&self.job.doc.full_text()[span.range()]);
        self.marks.at = span.end;
    }

    /// Writes text, with the words in it.
    fn words(&mut self, span: Span) {
        let doc = self.job.doc;
        let text = |start: u32, end: u32| &doc.full_text()[start as usize..end as usize];
        let words = if self.marks.words { doc.words_in(span) } else { &[] };
        let mut from = span.start;
        for word in words {
            let (start, end) = (word.span.start.max(from), word.span.end.min(span.end));
            if text(start, end).trim().is_empty() {
                continue;
            }
            self.xml.text(text(from, start));
            let el = match word.kind {
                WordKind::Word => El::new("w"),
                WordKind::Number => El::new("w").with("type", "number"),
                WordKind::Punctuation => El::new("pc"),
            };
            self.xml.open(el, Layout::Mixed);
            let place = self.xml.written().len() - 1;
            self.marks.word.add(word.span.start, place, &mut self.xml);
            self.xml.text(text(start, end));
            self.xml.close();
            from = end;
        }
        self.xml.text(text(from, span.end));
    }

    /// The sentence that a place is in, or the next one, with its number.
    fn sentence_at(&self, place: u32) -> Option<(usize, Span)> {
        let sentences = self.job.doc.sentences().filter(|_| self.marks.sentences)?;
        let at = sentences.partition_point(|sentence| sentence.end <= place);
        Some((at + 1, *sentences.get(at)?))
    }

    fn open_sentence(&mut self, number: usize, span: Span) {
        self.xml.open(El::new("s").with("n", &number), Layout::Mixed);
        let place = self.xml.written().len() - 1;
        self.marks.sentence.add(span.start, place, &mut self.xml);
        self.marks.open = Some(Open { span, depth: self.marks.depth });
    }

    /// Closes the part of a sentence that was opened within the element opened last.
    pub(super) fn end_part(&mut self) {
        if self.marks.open.is_some_and(|open| open.depth == self.marks.depth) {
            self.close_sentence();
        }
    }

    fn close_sentence(&mut self) {
        if self.marks.open.take().is_some() {
            self.xml.close();
        }
    }

    /// Closes the sentence whose end was reached, unless an element in it is open.
    fn close_ended(&mut self) {
        let Marks { at, depth, .. } = self.marks;
        if self.marks.open.is_some_and(|open| open.span.end <= at && open.depth == depth) {
            self.close_sentence();
        }
    }

    fn trimmed(&self, span: Span) -> Span {
        let text = &self.job.doc.full_text()[span.range()];
        let start = span.end - text.trim_start().len() as u32;
        Span { start, end: start.max(span.start + text.trim_end().len() as u32) }
    }
}
