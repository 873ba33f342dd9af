//! What stands within a leaf block: links, stress, ruby, images, and runs of another language.

use super::body::Body;
use super::direction;
use super::lang::{self, Tongue};
use super::link;
use super::xml::{El, Layout};
use crate::document::{
    Attr, Event, Field, Kind, NodeId, NoteEnd, Reading, Role, Segment, Span, Tag,
};
use crate::writers::code;

/// What has to be closed when an inline node ends.
enum End {
    Nothing,
    Element,
    /// A ruby base and its ruby, with the reading between.
    Ruby(String),
}

impl<'a> Body<'a> {
    /// Writes what is in a leaf block.
    pub(super) fn content(&mut self, leaf: NodeId) {
        self.seek(leaf);
        let doc = self.job.doc;
        let is_text = doc.node(leaf).kind != Kind::Code;
        // A sentence cannot hold the name in a byline, for TEI has `docAuthor` nowhere else.
        let is_byline = self.special == Some(leaf) && doc.role(leaf) == Some(Role::Byline);
        self.begin_marks(is_text && !is_byline, is_text);
        let mut ends = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::Enter(id) => {
                    self.place_gaps(|node| node <= id);
                    let end = self.begin(id);
                    ends.push(end);
                }
                Event::Text(id, text) => {
                    self.place_gaps(|node| node <= id);
                    self.text(leaf, id, text);
                }
                Event::Leave(id) => {
                    let end = self.job.doc.end(id);
                    self.place_gaps(|node| node < end);
                    match ends.pop() {
                        Some(end) => self.end(end),
                        None => return self.end_marks(),
                    }
                }
                Event::Removed(_) => {}
            }
        }
    }

    /// Writes the images of a leaf block that holds nothing else: each a figure, or, in a figure, a
    /// graphic of it.
    pub(super) fn graphics(&mut self, leaf: NodeId, in_figure: bool) {
        self.seek(leaf);
        let mut link: Option<(NodeId, String)> = None;
        while let Some(event) = self.events.next() {
            match event {
                Event::Enter(id) => {
                    self.place_gaps(|node| node <= id);
                    match self.job.doc.node(id).kind {
                        Kind::Image if in_figure => self.graphic(id, link.as_ref()),
                        Kind::Image => self.figure(id, link.as_ref(), false),
                        Kind::Link => link = self.target(id).map(|target| (id, target)),
                        _ => {}
                    }
                }
                Event::Leave(id) => {
                    let end = self.job.doc.end(id);
                    self.place_gaps(|node| node < end);
                    link.take_if(|(link, _)| *link == id);
                    if id == leaf {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    fn seek(&mut self, leaf: NodeId) {
        self.events.by_ref().find(|event| *event == Event::Enter(leaf));
    }

    fn begin(&mut self, id: NodeId) -> End {
        let doc = self.job.doc;
        match doc.node(id).kind {
            Kind::Break => {
                self.xml.empty(&El::new("lb"));
                End::Nothing
            }
            Kind::Image => {
                self.figure(id, None, true);
                End::Nothing
            }
            Kind::Ruby if doc.attr(id, Attr::Reading).is_some_and(|r| !r.trim().is_empty()) => {
                let reading = doc.attr(id, Attr::Reading).unwrap_or_default();
                let tongue = lang::of_inline(doc, id, self.job.tei);
                let ruby = self.in_language(El::new("ruby"), tongue);
                self.open_within(ruby, doc.node(id).text);
                self.open_inside(El::new("rb"));
                End::Ruby(reading.to_owned())
            }
            _ => self.element(id),
        }
    }

    /// Opens the element for an inline node, if there is one.
    fn element(&mut self, id: NodeId) -> End {
        let tongue = lang::of_inline(self.job.doc, id, self.job.tei)
            .filter(|tongue| !lang::implies(self.xml.scope(), &tongue.tag));
        let around = self.xml.writing();
        let direction = direction::of_inline(self.job.doc, id, around).renditions(around);
        let (el, style) = self.inline_name(id);
        let renditions: Vec<&str> = style.into_iter().chain(direction).collect();
        let el = match el {
            Some(el) => el,
            None if !renditions.is_empty() => El::new("hi"),
            None if tongue.as_ref().is_some_and(|tongue| tongue.segment.is_none()) => {
                El::new("foreign")
            }
            // A run finds its own element, with the text.
            None => return End::Nothing,
        };
        let el = self.in_language(el.with("rendition", &renditions.join(" ")), tongue);
        self.open_within(el, self.job.doc.node(id).text);
        End::Element
    }

    /// The TEI element for an inline node and its style.
    fn inline_name(&self, id: NodeId) -> (Option<El>, Option<&'static str>) {
        let doc = self.job.doc;
        let node = doc.node(id);
        let when = || doc.attr(id, Attr::Datetime).and_then(super::date::when);
        match (node.kind, node.tag) {
            (Kind::Link, _) => (self.reference(id), None),
            (Kind::Emphasis, _) => (None, Some("#r.i")),
            (Kind::Strong, _) => (None, Some("#r.b")),
            (Kind::CodeSpan, _) if self.is_plain(id) => (Some(self.code(id)), None),
            (Kind::CodeSpan, _) => (None, Some("#r.code")),
            (_, Tag::Q) => (Some(El::new("q")), None),
            (_, Tag::TIME) => (when().map(|when| El::new("date").with("when", &when)), None),
            (_, Tag::SUB) => (None, Some("#r.sub")),
            (_, Tag::SUP) => (None, Some("#r.sup")),
            (_, Tag::DEL | Tag::S) => (None, Some("#r.s")),
            (_, Tag::INS | Tag::U) => (None, Some("#r.u")),
            (_, Tag::MARK) => (None, Some("#r.mark")),
            (_, Tag::SMALL) => (None, Some("#r.small")),
            _ => (None, None),
        }
    }

    /// A link; one that leads to a note or back from it leads to a place in the text.
    fn reference(&self, link: NodeId) -> Option<El> {
        let el = El::new("ref");
        match self.job.notes.end(link) {
            Some(NoteEnd::Mark { number, first }) => {
                let id = first.then(|| format!("noteref.{number}"));
                let target = format!("#note.{number}");
                Some(el.maybe("xml:id", id).with("type", "noteref").with("target", &target))
            }
            Some(NoteEnd::Back { number }) => {
                Some(el.with("type", "backlink").with("target", &format!("#noteref.{number}")))
            }
            None => self.target(link).map(|target| el.with("target", &target)),
        }
    }

    /// Code; in a code block it says in which language.
    fn code(&self, id: NodeId) -> El {
        let parent = self.job.doc.node(id).parent;
        let block = self.job.doc.node(parent).kind == Kind::Code;
        let language = if block { code::language(self.job.doc, parent) } else { "" };
        El::new("code").maybe("lang", (!language.is_empty()).then_some(language))
    }

    /// Whether code is text and nothing else, which is all that TEI's `code` can be.
    fn is_plain(&self, id: NodeId) -> bool {
        let doc = self.job.doc;
        doc.descendants(id).all(|(id, node)| node.kind == Kind::Text && doc.is_kept(id))
    }

    fn target(&self, link: NodeId) -> Option<String> {
        let address = self.job.doc.attr(link, Attr::Href)?;
        link::resolve(self.job.base.as_ref(), address)
    }

    fn end(&mut self, end: End) {
        match end {
            End::Nothing => {}
            End::Element => self.close_within(),
            End::Ruby(reading) => {
                self.close_within();
                self.xml.line(El::new("rt").with("place", "above"), reading.trim());
                self.close_within();
            }
        }
    }

    fn figure(&mut self, image: NodeId, link: Option<&(NodeId, String)>, inline: bool) {
        let id = (!inline).then(|| self.block_id("fig")).flatten();
        let figure = El::new("figure").maybe("xml:id", id);
        self.xml.open(figure.maybe("rend", inline.then_some("inline")), Layout::Block);
        self.graphic(image, link);
        self.xml.close();
    }

    /// An image. One that the page itself holds has no address.
    fn graphic(&mut self, image: NodeId, link: Option<&(NodeId, String)>) {
        let doc = self.job.doc;
        let attr = |name| doc.attr(image, name);
        let pixels = |name| {
            let value: Option<u32> = attr(name)?.trim().trim_end_matches("px").parse().ok();
            value.map(|value| format!("{value}px"))
        };
        let url = link::resolve(self.job.base.as_ref(), attr(Attr::Src).unwrap_or_default());
        if let Some(url) = &url {
            let graphic = El::new("graphic")
                .with("url", &url)
                .maybe("width", pixels(Attr::Width))
                .maybe("height", pixels(Attr::Height))
                .maybe("corresp", link.map(|(_, target)| target));
            self.xml.empty(&graphic);
        }
        let alt = attr(Attr::Alt).map(super::xml::one_line).filter(|alt| !alt.is_empty());
        match alt {
            Some(alt) => self.xml.line(El::new("figDesc"), &alt),
            None if url.is_none() => {
                let english = lang::implies(self.xml.scope(), "en");
                let el = El::new("figDesc").maybe("xml:lang", (!english).then_some("en"));
                self.xml.line(el, "image embedded in the page");
            }
            None => {}
        }
    }

    fn text(&mut self, leaf: NodeId, id: NodeId, text: &str) {
        let node = self.job.doc.node(id);
        if self.in_code(id) {
            self.unmarked(node.text);
            return;
        }
        let mut from = node.text.start;
        for (span, el) in self.names_in(leaf, id, text) {
            self.runs(Span { start: from, end: span.start });
            self.open_within(el, span);
            self.runs(span);
            self.close_within();
            from = span.end;
        }
        self.runs(Span { start: from, end: node.text.end });
    }

    fn in_code(&self, id: NodeId) -> bool {
        let parent = self.job.doc.node(id).parent;
        self.job.doc.node(parent).kind == Kind::CodeSpan && self.is_plain(parent)
    }

    /// The author in a byline, the date in a dateline: only where TEI allows them, and only once.
    fn names_in(&self, leaf: NodeId, id: NodeId, text: &str) -> Vec<(Span, El)> {
        let doc = self.job.doc;
        if self.special != Some(leaf) || doc.node(id).parent != leaf {
            return Vec::new();
        }
        let meta = doc.meta();
        let dates = meta.get(Field::PublishedText).into_iter().filter_map(|shown| {
            let when = meta.get(Field::Published).and_then(super::date::when)?;
            Some((shown, El::new("date").with("when", &when)))
        });
        let found: Vec<(&str, El)> = match doc.role(leaf) {
            Some(Role::Byline) => {
                meta.all(Field::Author).map(|name| (name, El::new("docAuthor"))).collect()
            }
            Some(Role::Dateline) => dates.collect(),
            _ => Vec::new(),
        };
        let start = doc.node(id).text.start;
        let mut spans: Vec<(Span, El)> = Vec::new();
        for (name, el) in found.into_iter().filter(|(name, _)| !name.trim().is_empty()) {
            let Some(at) = text.find(name) else { continue };
            let at = start + at as u32;
            spans.push((Span { start: at, end: at + name.len() as u32 }, el));
        }
        spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut end = 0;
        spans.retain(|(span, _)| {
            let apart = span.start >= end;
            end = end.max(span.end);
            apart
        });
        spans
    }

    /// Writes text, with the readings in it as ruby.
    fn runs(&mut self, span: Span) {
        let doc: &'a _ = self.job.doc;
        let mut from = span.start;
        for reading in doc.readings_in(span) {
            self.tagged(Span { start: from, end: reading.base.start });
            self.reading(*reading);
            from = reading.notation.end;
        }
        self.tagged(Span { start: from, end: span.end });
    }

    /// Writes a base with the reading behind it. Its brackets stay, as the punctuation that they are.
    fn reading(&mut self, reading: Reading) {
        let Reading { base, notation, text } = reading;
        let covers =
            |segment: &&Segment| segment.span.start <= base.start && base.end <= segment.span.end;
        let segments = if self.job.tei.languages { self.job.doc.segments_in(base) } else { &[] };
        let tongue = segments.first().filter(covers).map(Tongue::of_segment);
        let ruby = self.in_language(El::new("ruby"), tongue);
        self.open_within(ruby, reading.span());
        self.open_inside(El::new("rb"));
        self.tagged(base);
        self.close_within();
        self.open_inside(El::new("rt").with("place", "inline"));
        self.bracket(Span { start: notation.start, end: text.start });
        self.tagged(text);
        self.bracket(Span { start: text.end, end: notation.end });
        self.close_within();
        self.close_within();
    }

    fn bracket(&mut self, span: Span) {
        self.end_part();
        self.xml.open(El::new("pc"), Layout::Mixed);
        self.unmarked(span);
        self.xml.close();
    }

    /// Writes text, with the CJK runs in another language tagged.
    fn tagged(&mut self, span: Span) {
        let doc: &'a _ = self.job.doc;
        let text = doc.full_text();
        let mut from = span.start;
        let segments = if self.job.tei.languages { doc.segments_in(span) } else { &[] };
        for segment in segments {
            let start = segment.span.start.max(from);
            let end = segment.span.end.min(span.end);
            let run = text.get(start as usize..end as usize).unwrap_or_default();
            if run.trim().is_empty() || lang::implies(self.xml.scope(), segment.lang.as_str()) {
                continue;
            }
            self.marked(Span { start: from, end: start });
            let el = if self.xml.scope() == "mul" {
                El::new("seg").with("type", "lang")
            } else {
                El::new("foreign")
            };
            let el = self.in_language(el, Some(Tongue::of_segment(segment)));
            let run = Span { start, end };
            self.open_within(el, run);
            self.marked(run);
            self.close_within();
            from = end;
        }
        self.marked(Span { start: from, end: span.end });
    }
}
