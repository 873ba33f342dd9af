//! One tag of the source, with the attributes that the reader has a use for.

use super::lex;
use super::names::Row;
use super::tree::Attribute;
use crate::document::Span;

/// A tag, as it was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// Where its name stands.
    pub(super) name: (usize, usize),
    /// It is an end tag.
    pub(super) closes: bool,
    /// It ends with `/>`.
    pub(super) self_closing: bool,
    /// The page goes on behind it: one that the page ends in is none.
    pub(super) whole: bool,
    /// One past its `>`, or the end of the page.
    pub(super) end: usize,
    /// How many attributes it has beyond those that are allowed.
    pub(super) over: u64,
}

/// Reads the tag that begins at a `<`, and adds its attributes to others.
pub(super) fn read(bytes: &[u8], at: usize, allowed: u32, attrs: &mut Vec<Attribute>) -> Found {
    let closes = bytes[at + 1] == b'/';
    let name = at + 1 + usize::from(closes);
    let mut at = lex::tag_name_end(bytes, name);
    let found = Found {
        name: (name, at),
        closes,
        self_closing: false,
        whole: false,
        end: bytes.len(),
        over: 0,
    };
    let (mut count, mut known) = (0_u64, 0);
    loop {
        // A slash at the end of a value without quotes belongs to that.
        let behind = at;
        while at < bytes.len() && (bytes[at] == b'/' || lex::is_space(bytes[at])) {
            at += 1;
        }
        let over = count.saturating_sub(allowed.into());
        match bytes.get(at) {
            None => return Found { over, ..found },
            Some(b'>') => {
                let self_closing = at > behind && bytes[at - 1] == b'/';
                return Found { self_closing, whole: true, end: at + 1, over, ..found };
            }
            Some(_) => {}
        }
        count += 1;
        let attr = lex::attr(bytes, at);
        at = attr.end;
        if !closes
            && count <= allowed.into()
            && let Some(row) = Row::find(bytes, attr.name.start, attr.name.end)
            && known & row.bit() == 0
        {
            known |= row.bit();
            let value = Span { start: attr.value.start as u32, end: attr.value.end as u32 };
            attrs.push(Attribute { row, value });
        }
    }
}
