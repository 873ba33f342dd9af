//! What becomes of elements, and the attributes that the reader knows.

use super::short::{Key, Table};
use crate::document::{Attr, Kind};

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing: its contents are no text of the page.
    Skipped,
    /// Nothing, unless it holds what is plainly the page: an unclosed `video` or `select` swallows
    /// all that follows.
    Fallback,
    /// Nothing, unless the rest of the page is next to empty.
    Noscript,
    /// A claim: `meta`.
    Meta,
    /// A claim: `link`.
    LinkRel,
    /// A claim: `base`.
    Base,
    /// A claim: `title`.
    Title,
    /// A claim: a `script` with JSON-LD.
    JsonLd,

    /// A link.
    Anchor,
    /// An inline node, always.
    Phrase(Kind),
    /// An inline node when its attributes say something of its text.
    Span,
    /// Ruby and its parts.
    Ruby,
    /// The reading of a ruby.
    Reading,
    /// What shows where ruby is not known, and second readings.
    RubyExtra,
    /// An image.
    Image,
    /// One of the sources of a `picture`.
    Source,
    /// A line break.
    Break,
    /// The boundary of a block.
    Rule,

    /// A leaf block.
    Leaf(Kind),
    /// A container.
    Block(Kind),
    /// A container that makes no node: `tbody`.
    Loose,
}

impl Shape {
    /// Whether text directly in it is worth keeping.
    pub(super) const fn keeps_text(self) -> bool {
        !matches!(self, Shape::Skipped | Shape::Meta | Shape::LinkRel | Shape::Base)
    }

    /// Whether it interrupts a line of text.
    pub(super) const fn is_block(self) -> bool {
        matches!(self, Shape::Rule | Shape::Leaf(_) | Shape::Block(_) | Shape::Loose)
    }
}

/// The attributes that the reader has a use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// It goes into the document.
    Kept(Attr),
    /// `aria-level` of a heading.
    Level,
    /// Where a page that loads its images late says what they are.
    LateSrc,
    /// `srcset`, or the same for a late image.
    Srcset,
    /// `property` of a `meta`.
    Property,
    /// `hreflang` of a `link`.
    Hreflang,
    /// `http-equiv` of a `meta`.
    HttpEquiv,
    /// `style`: looked at, not stored.
    Style,
    /// `aria-hidden`: looked at, not stored.
    AriaHidden,
    /// `shadowrootmode` of a `template`: looked at, not stored.
    Shadow,
}

/// An attribute of a tag, by the row of its name. Several names may mean the same to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row(u8);

impl Row {
    /// The attribute whose name stands at a place, if the reader knows it.
    pub(super) fn find(bytes: &[u8], from: usize, to: usize) -> Option<Row> {
        TABLE.find(Key::at(bytes, from, to)?).map(Row)
    }

    /// What it means.
    pub(super) fn name(self) -> Name {
        MEANINGS[usize::from(self.0)]
    }

    /// A bit of its own.
    pub(super) fn bit(self) -> u64 {
        1 << self.0
    }
}

macro_rules! attributes {
    ($($text:literal $name:expr;)*) => {
        const TEXTS: [&str; COUNT] = [$($text),*];
        static MEANINGS: [Name; COUNT] = { use Name::*; [$($name),*] };
        const COUNT: usize = [$($text),*].len();
    };
}

attributes! {
    "alt" Kept(Attr::Alt);
    "aria-describedby" Kept(Attr::AriaDescribedby);
    "aria-hidden" AriaHidden;
    "aria-label" Kept(Attr::AriaLabel);
    "aria-level" Level;
    "cite" Kept(Attr::Cite);
    "class" Kept(Attr::Class);
    "colspan" Kept(Attr::Colspan);
    "content" Kept(Attr::Content);
    "data-lazy-src" LateSrc;
    "data-lazy-srcset" Srcset;
    "data-lazyload" LateSrc;
    "data-original" LateSrc;
    "data-src" LateSrc;
    "data-srcset" Srcset;
    "datetime" Kept(Attr::Datetime);
    "dir" Kept(Attr::Dir);
    "height" Kept(Attr::Height);
    "hidden" Kept(Attr::Hidden);
    "href" Kept(Attr::Href);
    "hreflang" Hreflang;
    "http-equiv" HttpEquiv;
    "id" Kept(Attr::Id);
    "itemprop" Kept(Attr::Itemprop);
    "itemtype" Kept(Attr::Itemtype);
    "lang" Kept(Attr::Lang);
    "name" Kept(Attr::Name);
    "property" Property;
    "rel" Kept(Attr::Rel);
    "role" Kept(Attr::Role);
    "rowspan" Kept(Attr::Rowspan);
    "shadowrootmode" Shadow;
    "src" Kept(Attr::Src);
    "srcset" Srcset;
    "start" Kept(Attr::Start);
    "style" Style;
    "title" Kept(Attr::Title);
    "type" Kept(Attr::Type);
    "width" Kept(Attr::Width);
    "xml:lang" Kept(Attr::Lang);
}

static TABLE: Table<COUNT, 256> = Table::new(TEXTS);

/// Each has a bit of its own.
const _: () = assert!(COUNT <= 64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_is_found_by_its_text() {
        for (at, text) in TEXTS.iter().enumerate() {
            let row = Row::find(text.as_bytes(), 0, text.len()).unwrap();
            assert_eq!((usize::from(row.0), row.name()), (at, MEANINGS[at]));
        }
        assert_eq!(Row::find(b"HREF=x", 0, 4).map(Row::name), Some(Name::Kept(Attr::Href)));
        assert_eq!(Row::find(b"onclick", 0, 7), None);
    }
}
