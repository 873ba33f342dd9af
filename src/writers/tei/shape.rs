//! The kept blocks, brought into an order that TEI allows.
//!
//! A page may put anything into anything, and stages drop what they like of it: an item without its
//! list, a row without its table, a paragraph straight in a list. Here the events are folded into
//! steps in which every item stands in a list, every cell in a row and every row in a table, nothing
//! is empty, and no text has changed its place. What is missing is supplied by *implicit* frames;
//! they last until something comes that they cannot hold.

use std::collections::BTreeSet;

use crate::document::{Attr, Document, Event, Kind, NodeId, Notes, Removal, Role, Tag};

/// The containers that TEI has for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The flow of the article itself.
    Flow,
    Quote,
    List,
    Item,
    /// A list of terms and what is said of them.
    Gloss,
    Term,
    Definition,
    Table,
    Row,
    Cell,
    Figure,
}

impl Shape {
    fn of(kind: Kind) -> Option<Shape> {
        Some(match kind {
            Kind::Quote => Shape::Quote,
            Kind::List => Shape::List,
            Kind::Item => Shape::Item,
            Kind::Definitions => Shape::Gloss,
            Kind::Term => Shape::Term,
            Kind::Definition => Shape::Definition,
            Kind::Table => Shape::Table,
            Kind::Row => Shape::Row,
            Kind::Cell => Shape::Cell,
            Kind::Figure => Shape::Figure,
            _ => return None,
        })
    }

    /// What it must stand in; nothing when it can stand wherever blocks can.
    fn parent(self) -> Option<Shape> {
        match self {
            Shape::Item => Some(Shape::List),
            Shape::Term | Shape::Definition => Some(Shape::Gloss),
            Shape::Row => Some(Shape::Table),
            Shape::Cell => Some(Shape::Row),
            _ => None,
        }
    }

    /// What takes blocks in it, where it cannot do so itself.
    fn taker(self) -> Option<Shape> {
        match self {
            Shape::List => Some(Shape::Item),
            Shape::Gloss => Some(Shape::Definition),
            Shape::Table => Some(Shape::Row),
            Shape::Row => Some(Shape::Cell),
            _ => None,
        }
    }
}

/// A container, with what is known of it when it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) shape: Shape,
    /// The node that it was; nothing when it had to be supplied.
    pub(super) node: Option<NodeId>,
    /// It holds one paragraph, which needs no element of its own.
    pub(super) bare: bool,
    /// Of a gloss list: terms and definitions alternate. Of a row: all its cells are header cells.
    pub(super) regular: bool,
    /// Rows of a table.
    pub(super) rows: u32,
    /// Columns of a table: those of its widest row.
    pub(super) cols: u32,
}

/// What becomes of a leaf block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Paragraph,
    /// A caption with nothing beside it that it could be the caption of.
    Caption,
    /// The caption or heading of a figure or table.
    Head,
    /// A heading that may or may not open a section.
    Heading,
    Code,
    /// A paragraph of images only.
    Graphics,
    Note,
    /// What a box that opens shows while it is closed.
    Summary,
}

/// One step of the kept blocks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Open(Block),
    Close,
    Leaf(NodeId, Form),
    /// Something removed, by its place in [`Document::removals`].
    Gap(usize),
}

struct Frame {
    /// Its place among the steps.
    at: usize,
    block: Block,
    explicit: bool,
    kids: u32,
    /// The last child was a paragraph without a role of its own.
    plain: bool,
    /// Cells of the row that is open, or the shape of the last child of a gloss list.
    cells: u32,
    last: Option<Shape>,
}

struct Shaper<'a> {
    doc: &'a Document,
    steps: Vec<Step>,
    frames: Vec<Frame>,
    /// The open captions, with the place of the frame that they belong to.
    captions: Vec<(NodeId, usize)>,
    /// Tables that only lay out the page: the article's title or a section's heading stands in them.
    layout: BTreeSet<NodeId>,
    notes: &'a Notes,
    /// Removals in document order, and how many of them have been placed.
    gaps: &'a [(NodeId, usize)],
    placed: usize,
    /// Removals met between two cells, where nothing may stand.
    waiting: Vec<usize>,
}

/// The removals by the node that each begins with, in document order.
pub(super) fn in_order(removals: &[Removal<'_>]) -> Vec<(NodeId, usize)> {
    let mut order: Vec<_> =
        removals.iter().enumerate().map(|(at, removal)| (removal.decision.node, at)).collect();
    order.sort_unstable();
    order
}

/// The kept blocks of a document, step by step.
pub(super) fn shape(doc: &Document, notes: &Notes, gaps: &[(NodeId, usize)]) -> Vec<Step> {
    let mut shaper = Shaper {
        doc,
        steps: Vec::new(),
        frames: vec![Frame::new(0, Shape::Flow, None)],
        captions: Vec::new(),
        layout: layout_tables(doc),
        notes,
        gaps,
        placed: 0,
        waiting: Vec::new(),
    };
    shaper.frames[0].explicit = true;
    let mut leaf = None;
    for event in doc.events() {
        match event {
            Event::Enter(id) if leaf.is_none() => {
                shaper.place_gaps(|node| node <= id);
                shaper.enter(id);
                leaf = doc.node(id).kind.is_leaf().then_some(id);
            }
            Event::Leave(id) if leaf == Some(id) => leaf = None,
            Event::Leave(id) if leaf.is_none() => {
                let end = doc.end(id);
                shaper.place_gaps(|node| node < end);
                shaper.leave(id);
            }
            _ => {}
        }
    }
    shaper.truncate(1);
    shaper.place_gaps(|_| true);
    shaper.steps
}

fn layout_tables(doc: &Document) -> BTreeSet<NodeId> {
    let headings = doc.sections().iter().map(|section| section.heading);
    let titles = doc.blocks().map(|(id, _)| id).filter(|&id| doc.role(id) == Some(Role::Title));
    headings
        .chain(titles)
        .flat_map(|id| doc.ancestors(id))
        .filter(|&at| doc.node(at).kind == Kind::Table)
        .collect()
}

impl Frame {
    fn new(at: usize, shape: Shape, node: Option<NodeId>) -> Frame {
        let block = Block { shape, node, bare: false, regular: true, rows: 0, cols: 0 };
        let explicit = node.is_some();
        Frame { at, block, explicit, kids: 0, plain: false, cells: 0, last: None }
    }
}

impl Shaper<'_> {
    fn enter(&mut self, id: NodeId) {
        let kind = self.doc.node(id).kind;
        if kind.is_leaf() {
            self.leaf(id);
        } else if kind == Kind::Caption {
            self.captions.push((id, self.explicit()));
        } else if let Some(shape) = Shape::of(kind)
            && !self.is_transparent(id)
        {
            self.make_room(shape);
            self.open(shape, Some(id));
        }
    }

    fn leave(&mut self, id: NodeId) {
        self.captions.pop_if(|(caption, _)| *caption == id);
        let explicit = self.explicit();
        if self.frames[explicit].block.node == Some(id) {
            self.truncate(explicit);
        }
    }

    fn leaf(&mut self, id: NodeId) {
        let form = self.form(id);
        if form == Form::Head {
            let explicit = self.explicit();
            self.truncate(explicit + 1);
        } else {
            self.make_room(Shape::Flow);
        }
        let end = self.doc.end(id);
        // What was removed within the leaf stands within its text.
        self.placed += self.gaps[self.placed..].partition_point(|(node, _)| *node < end);
        self.steps.push(Step::Leaf(id, form));
        let plain = form == Form::Paragraph && matches!(self.doc.role(id), None | Some(Role::Tags));
        self.adopt(plain);
    }

    fn form(&self, id: NodeId) -> Form {
        let holder = &self.frames[self.explicit()].block;
        let captions = self.captions.last().is_some_and(|&(_, frame)| frame == self.explicit());
        let kind = self.doc.node(id).kind;
        let heads = match holder.shape {
            Shape::Figure => captions || matches!(kind, Kind::Heading(_)),
            Shape::Table => captions && holder.rows == 0,
            _ => false,
        };
        if heads && holder.shape == Shape::Table {
            Form::Head
        } else if !has_text(self.doc, id) {
            Form::Graphics
        } else if kind == Kind::Code {
            Form::Code
        } else if heads {
            Form::Head
        } else if !self.captions.is_empty() {
            Form::Caption
        } else if self.doc.role(id) == Some(Role::Note) || self.notes.begins(id) {
            Form::Note
        } else if matches!(kind, Kind::Heading(_)) {
            Form::Heading
        } else if self.doc.node(self.doc.node(id).parent).tag == Tag::SUMMARY {
            Form::Summary
        } else {
            Form::Paragraph
        }
    }

    /// Whether a container is passed through: of a layout table, and in the caption of a table, which
    /// holds no blocks.
    fn is_transparent(&self, id: NodeId) -> bool {
        let explicit = self.explicit();
        let holder = &self.frames[explicit].block;
        let in_head = holder.shape == Shape::Table
            && holder.rows == 0
            && self.captions.last().is_some_and(|&(_, frame)| frame == explicit);
        let kind = self.doc.node(id).kind;
        let of_table = matches!(kind, Kind::Table | Kind::Row | Kind::Cell);
        let table = || {
            std::iter::once(id)
                .chain(self.doc.ancestors(id))
                .find(|&at| self.doc.node(at).kind == Kind::Table)
        };
        let lays_out = !self.layout.is_empty()
            && of_table
            && table().is_some_and(|table| self.layout.contains(&table));
        in_head || lays_out
    }

    /// The innermost frame that stands for a node.
    fn explicit(&self) -> usize {
        self.frames.iter().rposition(|frame| frame.explicit).unwrap_or(0)
    }

    /// Closes and supplies frames until what comes next can stand here; `Flow` stands for a block.
    fn make_room(&mut self, shape: Shape) {
        let explicit = self.explicit();
        let fits = |frame: &Frame| match shape.parent() {
            Some(parent) => frame.block.shape == parent,
            None => frame.block.shape.taker().is_none(),
        };
        // Blocks do not creep into what was supplied for others, where the node takes them itself.
        let last = if shape.parent().is_none() && fits(&self.frames[explicit]) {
            explicit
        } else {
            self.frames.len() - 1
        };
        if let Some(at) = (explicit..=last).rev().find(|&at| fits(&self.frames[at])) {
            self.truncate(at + 1);
        } else if shape == Shape::Cell
            && let Some(at) =
                (explicit..=last).rev().find(|&at| self.frames[at].block.shape == Shape::Table)
        {
            self.truncate(at + 1);
            self.open(Shape::Row, None);
        } else {
            self.supply(shape);
        }
    }

    fn supply(&mut self, shape: Shape) {
        let taker = |frame: &Frame| frame.block.shape.taker();
        let explicit = self.explicit();
        match (explicit..self.frames.len()).find(|&at| taker(&self.frames[at]).is_none()) {
            Some(at) => self.truncate(at + 1),
            None => {
                while let Some(shape) = taker(self.top()) {
                    self.open(shape, None);
                }
            }
        }
        match shape.parent() {
            Some(Shape::Row) => {
                self.open(Shape::Table, None);
                self.open(Shape::Row, None);
            }
            Some(parent) => self.open(parent, None),
            None => {}
        }
    }

    fn top(&mut self) -> &mut Frame {
        // The flow itself is never closed.
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn open(&mut self, shape: Shape, node: Option<NodeId>) {
        self.adopt(false);
        let span = |name| {
            let value = node.and_then(|id| self.doc.attr(id, name));
            value.and_then(|value| value.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000)
        };
        let header = node.is_some_and(|id| self.doc.node(id).tag == Tag::TH);
        let blank = node.is_some_and(|id| self.doc.ink(id) == 0);
        let cols = span(Attr::Colspan);
        let top = self.top();
        match shape {
            Shape::Row => top.block.rows += 1,
            Shape::Cell => {
                top.cells += cols;
                // An empty corner is no datum.
                let corner = blank && top.cells == cols;
                top.block.regular &= header || corner;
            }
            Shape::Term | Shape::Definition => {
                let alternates = (top.last == Some(Shape::Term)) == (shape == Shape::Definition);
                top.block.regular &= alternates;
                top.last = Some(shape);
            }
            _ => {}
        }
        let frame = Frame::new(self.steps.len(), shape, node);
        self.steps.push(Step::Open(frame.block));
        self.frames.push(frame);
        if shape == Shape::Cell {
            self.steps.extend(self.waiting.drain(..).map(Step::Gap));
        }
    }

    fn adopt(&mut self, plain: bool) {
        let top = self.top();
        top.kids += 1;
        top.plain = plain;
    }

    /// Closes frames until so many are left.
    fn truncate(&mut self, frames: usize) {
        while self.frames.len() > frames.max(1) {
            let Some(mut frame) = self.frames.pop() else { return };
            let holder = self.top();
            let takes_text = matches!(
                frame.block.shape,
                Shape::Item | Shape::Term | Shape::Definition | Shape::Cell
            );
            frame.block.bare = takes_text && frame.kids == 1 && frame.plain;
            match frame.block.shape {
                Shape::Row => holder.block.cols = holder.block.cols.max(frame.cells),
                // The caption of a table that nothing else is left of.
                Shape::Table if frame.block.rows == 0 => frame.block.shape = Shape::Figure,
                Shape::Term => holder.block.regular &= frame.block.bare,
                Shape::Gloss => frame.block.regular &= frame.last == Some(Shape::Definition),
                _ => {}
            }
            self.steps[frame.at] = Step::Open(frame.block);
            self.steps.push(Step::Close);
            if frame.block.shape == Shape::Row {
                self.steps.extend(self.waiting.drain(..).map(Step::Gap));
            }
        }
    }

    fn place_gaps(&mut self, is_due: impl Fn(NodeId) -> bool) {
        while let Some(&(node, at)) = self.gaps.get(self.placed)
            && is_due(node)
        {
            self.placed += 1;
            if self.top().block.shape == Shape::Row {
                self.waiting.push(at);
            } else {
                self.steps.push(Step::Gap(at));
            }
        }
    }
}

/// Whether any text of a leaf block is kept; if not, images are.
fn has_text(doc: &Document, leaf: NodeId) -> bool {
    doc.descendants(leaf)
        .any(|(id, node)| node.kind == Kind::Text && doc.ink(id) > 0 && doc.is_kept(id))
}
