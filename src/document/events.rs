//! The kept part of a document as a stream: what writers fold over.

use super::{Document, Kind, NodeId, Verdict};

/// One step of a walk over the kept part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A node begins in which something is kept.
    Enter(NodeId),
    /// A piece of kept text.
    Text(NodeId, &'a str),
    /// A node ends that was entered.
    Leave(NodeId),
    /// Here a node was dropped that held text. Nodes kept within it follow.
    Removed(NodeId),
}

/// An iterator over [`Event`]s. Every `Enter` has its `Leave`; a node in which nothing is kept does
/// not occur, unless it is a cell of a row that does; a dropped node that holds something kept occurs, to carry it.
#[derive(Debug)]
pub struct Events<'a> {
    doc: &'a Document,
    next: u32,
    open: Vec<NodeId>,
    /// A removed node was reported and is to be walked for what is kept in it.
    reported: bool,
}

impl<'a> Events<'a> {
    pub(super) fn new(doc: &'a Document) -> Events<'a> {
        Events { doc, next: 1, open: Vec::new(), reported: false }
    }

    /// Whether the node is where a drop begins that took text away.
    fn begins_removal(&self, id: NodeId) -> bool {
        let ruling = self.doc.ruling(id);
        ruling.is_some_and(|decision| {
            decision.node == id && matches!(decision.verdict, Verdict::Drop(_))
        }) && self.doc.ink(id) > 0
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(&innermost) = self.open.last()
                && self.next >= self.doc.end(innermost).0
            {
                self.open.pop();
                return Some(Event::Leave(innermost));
            }
            if self.next as usize >= self.doc.nodes.len() {
                return None;
            }
            let id = NodeId(self.next);
            if self.begins_removal(id) && !std::mem::replace(&mut self.reported, true) {
                return Some(Event::Removed(id));
            }
            self.reported = false;
            let node = self.doc.node(id);
            let hollow = node.kind == Kind::Text && node.text.is_empty();
            let occurs = self.doc.is_shown(id) || self.is_kept_break(id) || self.is_place(id);
            if hollow || !occurs {
                self.next = self.doc.end(id).0;
                continue;
            }
            self.next += 1;
            if self.doc.node(id).kind == Kind::Text {
                return Some(Event::Text(id, self.doc.text(id)));
            }
            self.open.push(id);
            return Some(Event::Enter(id));
        }
    }
}

impl Events<'_> {
    /// A cell of a row that occurs: without it those behind it would move into other columns.
    fn is_place(&self, id: NodeId) -> bool {
        let node = self.doc.node(id);
        node.kind == Kind::Cell && self.doc.node(node.parent).kind == Kind::Row
    }

    fn is_kept_break(&self, id: NodeId) -> bool {
        let node = self.doc.node(id);
        node.kind == Kind::Break && !node.text.is_empty() && self.doc.is_kept(id)
    }
}
