//! The kept text in one piece: what JSON calls `text`, with the place of each block in it.

use super::{Document, Kind, Node, NodeId, Role, Span, start};

/// The kept blocks in document order, joined by blank lines.
#[derive(Clone, Debug, Default)]
pub struct CleanText {
    /// The text.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<CleanBlock>,
    /// For each piece of document text that is in it: where it begins there, where here (in code
    /// points), and how many bytes it has. None is long, so that a place in it is soon counted off.
    pieces: Vec<Piece>,
}

/// A kept leaf block and where it stands in the clean text.
#[derive(Clone, Copy, Debug)]
pub struct CleanBlock {
    /// The leaf block.
    pub node: NodeId,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Bytes of the clean text.
    pub bytes: Span,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    from: u32,
    bytes: u32,
    chars_before: u32,
}

/// What a kept block is called in outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum BlockKind {
    Masthead,
    Category,
    Dateline,
    Byline,
    Title,
    Lead,
    Heading,
    Paragraph,
    Item,
    Quote,
    Code,
    Cell,
    Caption,
    Note,
    Comment,
}

impl Document {
    /// The kept text.
    pub fn clean_text(&self) -> CleanText {
        let mut clean = CleanText::default();
        let mut chars = 0;
        for (leaf, _) in self.blocks() {
            let kept = self.descendants(leaf).filter(|&(id, node)| {
                matches!(node.kind, Kind::Text | Kind::Break) && self.is_kept(id)
            });
            let mut block: Option<CleanBlock> = None;
            for (_, node) in kept {
                let text = &self.text[node.text.range()];
                let block = block.get_or_insert_with(|| clean.begin(leaf, &mut chars));
                chars = clean.add(text, node.text.start, chars);
                block.end = chars;
                block.bytes.end = clean.text.len() as u32;
            }
            clean.blocks.extend(block);
        }
        clean
    }

    /// What a leaf block is called in outputs.
    pub fn block_kind(&self, leaf: NodeId) -> BlockKind {
        if let Some(role) = self.role(leaf) {
            return of_role(role);
        }
        match self.node(leaf).kind {
            Kind::Code => BlockKind::Code,
            Kind::Heading(_) => BlockKind::Heading,
            _ => self
                .ancestors(leaf)
                .find_map(|at| of_container(self.node(at)))
                .unwrap_or(BlockKind::Paragraph),
        }
    }
}

impl CleanText {
    fn begin(&mut self, node: NodeId, chars: &mut u32) -> CleanBlock {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            *chars += 2;
        }
        let at = self.text.len() as u32;
        CleanBlock { node, start: *chars, end: *chars, bytes: Span { start: at, end: at } }
    }

    /// Adds text that begins at `from` in the document, after so many code points here; gives how
    /// many there are then.
    fn add(&mut self, text: &str, from: u32, mut chars: u32) -> u32 {
        const LONGEST: usize = 512;
        let mut rest = text;
        while !rest.is_empty() {
            let piece = start(rest, LONGEST);
            let from = from + (text.len() - rest.len()) as u32;
            self.pieces.push(Piece { from, bytes: piece.len() as u32, chars_before: chars });
            chars += piece.chars().count() as u32;
            rest = &rest[piece.len()..];
        }
        self.text.push_str(text);
        chars
    }

    /// The text of one of its blocks.
    pub fn block_text(&self, block: &CleanBlock) -> &str {
        &self.text[block.bytes.range()]
    }

    /// Where a span of the document's text stands here, in code points; nothing when it is not
    /// wholly kept.
    pub fn locate(&self, doc: &Document, span: Span) -> Option<(u32, u32)> {
        let start = self.offset(doc, span.start)?;
        // The end belongs to the piece that holds the character before it.
        let last = doc.text[..span.end as usize].chars().next_back()?;
        let end = self.offset(doc, span.end - last.len_utf8() as u32)? + 1;
        let chars = doc.text[span.range()].chars().count() as u32;
        (end - start == chars).then_some((start, end))
    }

    /// Tells where places of the document's text stand here. Those that come in order are found
    /// fastest.
    pub fn offsets<'a>(&'a self, doc: &'a Document) -> Offsets<'a> {
        Offsets { clean: self, text: doc.full_text(), from: 0, chars: None }
    }

    fn offset(&self, doc: &Document, byte: u32) -> Option<u32> {
        let after = self.pieces.partition_point(|piece| piece.from <= byte);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        let inside = byte < piece.from + piece.bytes;
        let before = &doc.text[piece.from as usize..byte as usize];
        inside.then(|| piece.chars_before + before.chars().count() as u32)
    }
}

/// Where places of a document's text stand in its clean text.
#[derive(Debug)]
pub struct Offsets<'a> {
    clean: &'a CleanText,
    text: &'a str,
    /// The place asked for last, and what it came to.
    from: u32,
    chars: Option<u32>,
}

impl Offsets<'_> {
    /// A span from its first kept character to its last, in code points; nothing when one of these
    /// is not kept.
    pub fn of(&mut self, span: Span) -> Option<(u32, u32)> {
        let last = self.text[span.range()].chars().next_back()?;
        let start = self.at(span.start)?;
        Some((start, self.at(span.end - last.len_utf8() as u32)? + 1))
    }

    fn at(&mut self, byte: u32) -> Option<u32> {
        let after = self.clean.pieces.partition_point(|piece| piece.from <= byte);
        let piece = self.clean.pieces.get(after.checked_sub(1)?)?;
        if byte >= piece.from + piece.bytes {
            return None;
        }
        let known = self.chars.filter(|_| piece.from <= self.from && self.from <= byte);
        let (from, chars) = known.map_or((piece.from, piece.chars_before), |n| (self.from, n));
        let chars = chars + self.text[from as usize..byte as usize].chars().count() as u32;
        (self.from, self.chars) = (byte, Some(chars));
        self.chars
    }
}

fn of_role(role: Role) -> BlockKind {
    match role {
        Role::Masthead => BlockKind::Masthead,
        Role::Category => BlockKind::Category,
        Role::Dateline => BlockKind::Dateline,
        Role::Byline => BlockKind::Byline,
        Role::Title => BlockKind::Title,
        Role::Subtitle => BlockKind::Heading,
        Role::Lead => BlockKind::Lead,
        Role::Tags | Role::Note => BlockKind::Note,
        Role::Comment => BlockKind::Comment,
    }
}

fn of_container(node: &Node) -> Option<BlockKind> {
    match node.kind {
        Kind::Item | Kind::Term | Kind::Definition => Some(BlockKind::Item),
        Kind::Quote => Some(BlockKind::Quote),
        Kind::Cell => Some(BlockKind::Cell),
        Kind::Caption => Some(BlockKind::Caption),
        _ => None,
    }
}
