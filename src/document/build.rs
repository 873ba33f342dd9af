//! The only way to make a document, and the only place where white space is settled.
//!
//! A reader calls [`Builder::open`], [`Builder::text`] and [`Builder::close`] as it meets things in
//! the source; the builder sees to the invariants: text stands only in leaf blocks, leaf blocks hold
//! only inline nodes, nothing empty is made. Leaf blocks and inline nodes are made when their first
//! text arrives; a container that opens inside an inline node (a link around a `div`) splits it.

use super::{
    Attr, Claim, Document, Kind, LimitHit, Node, NodeId, Source, Span, Tag, is_single_spaced,
};

/// Inline nodes deeper than this say nothing more about their text, and a page that nests hundreds
/// of them would have hundreds made anew for each of its blocks.
const INLINE_DEPTH: usize = 32;

/// Builds a document from what a reader meets, in document order.
#[derive(Debug)]
pub struct Builder {
    doc: Document,
    frames: Vec<Frame>,
    /// The open containers, the root first.
    containers: Vec<NodeId>,
    /// Places in `frames` of the open leaf blocks and inline nodes.
    leaves: Vec<usize>,
    inlines: Vec<usize>,
    /// The leaf block that text goes into, once there is one.
    leaf: Option<NodeId>,
    /// The innermost open node of that leaf.
    cursor: NodeId,
    /// Line breaks that no text has followed yet.
    breaks: u32,
    max_nodes: usize,
    refused: u64,
}

#[derive(Debug)]
enum Frame {
    Container(NodeId),
    Leaf(Pending),
    Inline(Pending),
    /// Opened when the limit of nodes was met.
    Refused,
}

/// A node that is made when its first text arrives.
#[derive(Debug)]
struct Pending {
    kind: Kind,
    tag: Tag,
    attrs: Span,
    made: Option<NodeId>,
}

impl Builder {
    /// A builder for a document of at most `max_nodes` nodes; `bytes` is the size of the source, for
    /// the first allocation.
    pub fn new(source: Source, bytes: usize, max_nodes: usize) -> Builder {
        let mut doc = Document { source, ..Document::default() };
        doc.text.reserve(bytes / 8);
        doc.nodes.reserve((bytes / 64).min(max_nodes));
        doc.nodes.push(Node {
            kind: Kind::Root,
            tag: Tag::HTML,
            parent: NodeId::ROOT,
            end: 1,
            text: Span::default(),
            attrs: Span::default(),
        });
        Builder {
            doc,
            frames: Vec::new(),
            containers: vec![NodeId::ROOT],
            leaves: Vec::new(),
            inlines: Vec::new(),
            leaf: None,
            cursor: NodeId::ROOT,
            breaks: 0,
            max_nodes,
            refused: 0,
        }
    }

    /// Opens a node. What follows belongs to it until [`Builder::close`].
    pub fn open(&mut self, kind: Kind, tag: Tag) {
        let at = self.doc.attrs.len() as u32;
        let pending = Pending { kind, tag, attrs: Span { start: at, end: at }, made: None };
        let frame = if self.is_full() {
            if !kind.is_inline() {
                self.space();
            }
            Frame::Refused
        } else if kind.is_inline() {
            self.inlines.push(self.frames.len());
            Frame::Inline(pending)
        } else if kind.is_leaf() {
            self.end_leaf();
            self.leaves.push(self.frames.len());
            Frame::Leaf(pending)
        } else {
            self.end_leaf();
            let parent = self.container();
            let node = self.make(kind, tag, pending.attrs, parent);
            self.containers.push(node);
            Frame::Container(node)
        };
        self.frames.push(frame);
    }

    /// Adds an attribute to the node opened last; to be called before anything else happens in it.
    pub fn attr(&mut self, name: Attr, value: &str) {
        if matches!(self.frames.last(), Some(Frame::Refused) | None) {
            return;
        }
        let start = self.doc.attr_text.len() as u32;
        // Values reach XML attributes one day: what XML cannot hold never gets in.
        push_legal(&mut self.doc.attr_text, value);
        let value = Span { start, end: self.doc.attr_text.len() as u32 };
        self.doc.attrs.push((name, value));
        let end = self.doc.attrs.len() as u32;
        match self.frames.last_mut() {
            Some(Frame::Leaf(pending) | Frame::Inline(pending)) => pending.attrs.end = end,
            Some(Frame::Container(node)) => self.doc.nodes[node.index()].attrs.end = end,
            Some(Frame::Refused) | None => {}
        }
    }

    /// Adds text. Runs of white space become one space, except in [`Kind::Code`].
    pub fn text(&mut self, text: &str) {
        // What there is no node left for is still text, of the leaf that is open or of one more.
        self.refused += u64::from(self.is_full());
        if self.leaf_kind() == Kind::Code {
            self.code(text);
        } else {
            self.prose(text);
        }
    }

    /// Adds a line break. Two or more of them end the block.
    pub fn line_break(&mut self) {
        if self.leaf_kind() == Kind::Code {
            self.code("\n");
        } else if self.is_full() {
            self.space();
        } else if self.leaf.is_some() {
            self.breaks += 1;
        }
    }

    /// Closes the node opened last.
    pub fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Container(node)) => {
                self.end_leaf();
                self.containers.pop();
                self.seal(node);
            }
            Some(Frame::Leaf(_)) => {
                self.end_leaf();
                self.leaves.pop();
            }
            Some(Frame::Inline(pending)) => self.close_inline(pending),
            Some(Frame::Refused) | None => {}
        }
    }

    /// Notes something that the page says of itself.
    pub fn claim(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.doc.claims.push(Claim { name: name.into(), value: value.into() });
    }

    /// Notes a limit that was met.
    pub fn limit(&mut self, hit: LimitHit) {
        match self.doc.limits.iter_mut().find(|noted| noted.limit == hit.limit) {
            Some(noted) => noted.met += hit.met,
            None => self.doc.limits.push(hit),
        }
    }

    /// Whether the limit of nodes is met: the text of what follows is taken in, its structure is not.
    pub fn is_full(&self) -> bool {
        self.doc.nodes.len() >= self.max_nodes
    }

    /// The document.
    pub fn finish(mut self) -> Document {
        while !self.frames.is_empty() {
            self.close();
        }
        self.end_leaf();
        self.seal(NodeId::ROOT);
        if self.refused > 0 {
            let allowed = self.max_nodes as u64;
            self.limit(LimitHit { limit: "nodes", allowed, met: self.refused });
        }
        self.doc.settle();
        self.doc
    }

    fn container(&self) -> NodeId {
        self.containers.last().copied().unwrap_or(NodeId::ROOT)
    }

    fn leaf_kind(&self) -> Kind {
        match self.leaves.last().map(|&at| &self.frames[at]) {
            Some(Frame::Leaf(pending)) => pending.kind,
            _ => Kind::Paragraph,
        }
    }

    fn make(&mut self, kind: Kind, tag: Tag, attrs: Span, parent: NodeId) -> NodeId {
        let id = NodeId(self.doc.nodes.len() as u32);
        let at = self.doc.text.len() as u32;
        let text = Span { start: at, end: at };
        self.doc.nodes.push(Node { kind, tag, parent, end: id.0 + 1, text, attrs });
        id
    }

    /// Ends a container, leaf or inline node here.
    fn seal(&mut self, id: NodeId) {
        let (end, until) = (self.doc.nodes.len() as u32, self.doc.text.len() as u32);
        let node = &mut self.doc.nodes[id.index()];
        node.end = end;
        node.text.end = until;
    }

    fn prose(&mut self, text: &str) {
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
        let mut rest = text.trim_ascii();
        while !rest.is_empty() {
            // White space of other kinds (a no-break or an ideographic space) is text, but not at
            // the beginning of a block.
            let begins = self.leaf.is_none() || self.breaks > 1;
            let (run, behind) = rest.split_at(spaced_words(rest));
            let run = if begins { run.trim_start() } else { run };
            if !run.is_empty() {
                self.begin();
                self.push(run);
            }
            rest = behind.trim_ascii_start();
            if !rest.is_empty() {
                self.space();
            }
        }
        if text.len() > 1 && text.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
    }

    fn code(&mut self, text: &str) {
        if self.leaf.is_some() || !text.trim().is_empty() {
            self.begin();
            self.push(text);
        }
    }

    /// A space, where one can stand.
    fn space(&mut self) {
        let Some(leaf) = self.leaf else { return };
        let empty = self.doc.text.len() == self.doc.nodes[leaf.index()].text.start as usize;
        if self.breaks == 0 && !empty && !self.doc.text.ends_with([' ', '\n']) {
            self.push(" ");
        }
    }

    /// Makes sure that a leaf block and all open inline nodes are there to take what comes.
    fn begin(&mut self) {
        match std::mem::take(&mut self.breaks) {
            0 => {}
            1 => {
                self.make_break();
            }
            _ => self.end_leaf(),
        }
        if self.leaf.is_none() {
            let leaf = self.begin_leaf();
            self.leaf = Some(leaf);
            self.cursor = leaf;
        }
        for depth in 0..self.inlines.len().min(INLINE_DEPTH) {
            let Frame::Inline(pending) = &self.frames[self.inlines[depth]] else { continue };
            if pending.made.is_some() {
                continue;
            }
            let (kind, tag, attrs) = (pending.kind, pending.tag, pending.attrs);
            self.cursor = self.make(kind, tag, attrs, self.cursor);
            if let Frame::Inline(pending) = &mut self.frames[self.inlines[depth]] {
                pending.made = Some(self.cursor);
            }
        }
    }

    fn make_break(&mut self) {
        if let Some(leaf) = self.leaf {
            self.trim(leaf);
        }
        let node = self.make(Kind::Break, Tag::BR, Span::default(), self.cursor);
        self.doc.text.push('\n');
        self.doc.nodes[node.index()].text.end += 1;
    }

    fn begin_leaf(&mut self) -> NodeId {
        let parent = self.container();
        let (kind, tag, attrs) = match self.leaves.last().map(|&at| &self.frames[at]) {
            Some(Frame::Leaf(pending)) => (pending.kind, pending.tag, pending.attrs),
            _ => (Kind::Paragraph, Tag::OTHER, Span::default()),
        };
        self.make(kind, tag, attrs, parent)
    }

    /// Appends to the last text node, or to a new one.
    fn push(&mut self, text: &str) {
        let last = self.doc.nodes.len() - 1;
        let node = self.doc.nodes[last];
        let at = if node.kind == Kind::Text && node.parent == self.cursor {
            last
        } else {
            self.make(Kind::Text, Tag::OTHER, Span::default(), self.cursor).index()
        };
        push_legal(&mut self.doc.text, text);
        self.doc.nodes[at].text.end = self.doc.text.len() as u32;
    }

    fn close_inline(&mut self, mut pending: Pending) {
        self.inlines.pop();
        if pending.kind == Kind::Image && pending.made.is_none() && !self.is_full() {
            self.begin();
            pending.made = Some(self.make(pending.kind, pending.tag, pending.attrs, self.cursor));
        } else if let Some(node) = pending.made {
            self.cursor = self.doc.nodes[node.index()].parent;
        }
        if let Some(node) = pending.made {
            self.seal(node);
        }
    }

    /// Ends the open leaf block, if there is one; open inline nodes begin anew in the next.
    fn end_leaf(&mut self) {
        self.breaks = 0;
        let Some(leaf) = self.leaf else { return };
        self.trim(leaf);
        self.leaf = None;
        for depth in (0..self.inlines.len()).rev() {
            let Frame::Inline(pending) = &mut self.frames[self.inlines[depth]] else { continue };
            if let Some(node) = pending.made.take() {
                self.seal(node);
            }
        }
        self.seal(leaf);
        if self.doc.nodes[leaf.index()].text.is_empty() {
            return;
        }
        self.doc.text.push('\n');
    }

    /// Takes the white space off the end of the open leaf block.
    fn trim(&mut self, leaf: NodeId) {
        let start = self.doc.nodes[leaf.index()].text.start as usize;
        let length = start + self.doc.text[start..].trim_end().len();
        if length == self.doc.text.len() {
            return;
        }
        self.doc.text.truncate(length);
        // The nodes that reach beyond the new end are the last ones and their ancestors. The first
        // text from the end that does not reach beyond it is where to stop: a block of a million
        // lines is not walked for each of them.
        let length = length as u32;
        let mut at = self.doc.nodes.len() - 1;
        while at > leaf.index() {
            let node = &self.doc.nodes[at];
            if matches!(node.kind, Kind::Text | Kind::Break) && node.text.end <= length {
                break;
            }
            self.clamp(at, length);
            at -= 1;
        }
        while at > leaf.index() {
            self.clamp(at, length);
            at = self.doc.nodes[at].parent.index();
        }
    }

    fn clamp(&mut self, at: usize, length: u32) {
        let span = &mut self.doc.nodes[at].text;
        span.start = span.start.min(length);
        span.end = span.end.min(length);
    }
}

/// How long the words are that a text begins with and that have one space between them, no more.
fn spaced_words(text: &str) -> usize {
    if is_single_spaced(text) {
        return text.len();
    }
    let bytes = text.as_bytes();
    let ends = |&at: &usize| {
        let word_follows = bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
        bytes[at].is_ascii_whitespace() && !(bytes[at] == b' ' && word_follows)
    };
    (0..bytes.len()).find(ends).unwrap_or(bytes.len())
}

/// Adds what XML can hold of a text, and signs in place of the rest.
fn push_legal(out: &mut String, text: &str) {
    // Without a way out of the loop the compiler looks at sixteen bytes at once.
    let is_legal = |byte: u8| byte >= b' ' && byte != 0xEF;
    if text.bytes().fold(true, |all, byte| all & is_legal(byte)) {
        out.push_str(text);
    } else {
        out.extend(text.chars().map(legal));
    }
}

/// XML 1.0 has no way to write some characters: they become U+FFFD.
fn legal(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => c,
        '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}
