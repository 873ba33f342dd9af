//! The rows of a document: nodes, their kinds, their elements and attributes.

use std::ops::Range;

/// A byte range of a document's text. Always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range as `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether no byte lies in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }
}

/// A node's place in document order: never reused, never renumbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// The node that holds all others.
    pub const ROOT: NodeId = NodeId(0);

    /// The row of the node in the document's table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is to the text, whatever element it was.
///
/// Text stands only in *leaf blocks* (`Heading`, `Paragraph`, `Code`); inline nodes stand only
/// within leaf blocks; everything else is a container and holds containers and leaf blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The document itself.
    Root,
    /// A container without a meaning of its own: `div`, `section`, `nav`, a run of lines.
    Group,
    /// An ordered or unordered list; the node's tag says which.
    List,
    /// A list item.
    Item,
    /// A definition list.
    Definitions,
    /// A term of a definition list.
    Term,
    /// What a definition list says of a term.
    Definition,
    /// A block quotation.
    Quote,
    /// A table.
    Table,
    /// A table row.
    Row,
    /// A table cell; the tag says whether it is a header cell.
    Cell,
    /// A figure with its caption.
    Figure,
    /// The caption of a figure or table.
    Caption,
    /// A button, label or other control.
    Control,

    /// A leaf block: a heading of level 1 to 6.
    Heading(u8),
    /// A leaf block of running text.
    Paragraph,
    /// A leaf block whose white space is kept.
    Code,

    /// Inline: a piece of text. Every character of a document stands in exactly one.
    Text,
    /// Inline: a link.
    Link,
    /// Inline: stressed text.
    Emphasis,
    /// Inline: strong text.
    Strong,
    /// Inline: code, a file name, a key.
    CodeSpan,
    /// Inline: an element that says something of its text (language, direction, sub, sup, q).
    Inline,
    /// Inline: base text with a reading beside it (attribute `Reading`).
    Ruby,
    /// Inline: a line break; its text is `\n`.
    Break,
    /// Inline: an image; no text, see the attributes `Src` and `Alt`.
    Image,
}

impl Kind {
    /// Whether text may stand directly in it.
    pub fn is_leaf(self) -> bool {
        matches!(self, Kind::Heading(_) | Kind::Paragraph | Kind::Code)
    }

    /// Whether it stands within a leaf block.
    pub fn is_inline(self) -> bool {
        matches!(
            self,
            Kind::Text
                | Kind::Link
                | Kind::Emphasis
                | Kind::Strong
                | Kind::CodeSpan
                | Kind::Inline
                | Kind::Ruby
                | Kind::Break
                | Kind::Image
        )
    }

    /// Whether it holds leaf blocks or other containers.
    pub fn is_container(self) -> bool {
        !self.is_leaf() && !self.is_inline()
    }
}

/// One row of a document's table: 28 bytes, no heap.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The element that it was.
    pub tag: Tag,
    /// The node that holds it; the root holds itself.
    pub parent: NodeId,
    /// One past the last node of the subtree.
    pub(crate) end: u32,
    /// The subtree's text.
    pub text: Span,
    /// Rows of the attribute table.
    pub(crate) attrs: Span,
}

/// The attributes that a document keeps of its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attr {
    /// `id`
    Id,
    /// `class`
    Class,
    /// `role`
    Role,
    /// `href`, as it stands in the source
    Href,
    /// `src` of an image (or what the page loads it from later)
    Src,
    /// `alt`
    Alt,
    /// `lang` or `xml:lang`
    Lang,
    /// `dir`
    Dir,
    /// `writing-mode` of a `style`: `vertical-rl`, `vertical-lr` or `horizontal-tb`
    WritingMode,
    /// `rel`
    Rel,
    /// `itemprop`
    Itemprop,
    /// `itemtype`
    Itemtype,
    /// `datetime`
    Datetime,
    /// `content` of an element in the body (microdata)
    Content,
    /// `aria-label`
    AriaLabel,
    /// `aria-describedby`
    AriaDescribedby,
    /// `title`
    Title,
    /// `colspan`
    Colspan,
    /// `rowspan`
    Rowspan,
    /// `start` of an ordered list
    Start,
    /// `width` of an image
    Width,
    /// `height` of an image
    Height,
    /// `type`
    Type,
    /// `name`
    Name,
    /// `cite`
    Cite,
    /// The element is not shown (`hidden`, `aria-hidden=true`, `display:none`).
    Hidden,
    /// The reading beside a ruby base.
    Reading,
}

macro_rules! tags {
    ($($name:ident $constant:ident)*) => {
        /// An element name. Names that pumice has no use for are [`Tag::OTHER`].
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct Tag(u8);

        #[expect(clippy::upper_case_acronyms, reason = "numbers the names")]
        #[derive(Clone, Copy)]
        enum Number { $($constant),* }

        impl Tag {
            $(
                #[doc = concat!("`", stringify!($name), "`")]
                pub const $constant: Tag = Tag(Number::$constant as u8);
            )*
            const NAMES: &'static [&'static str] = &[$(stringify!($name)),*];
        }
    };
}

tags! {
    a A
    abbr ABBR
    address ADDRESS
    article ARTICLE
    aside ASIDE
    b B
    blockquote BLOCKQUOTE
    body BODY
    br BR
    button BUTTON
    caption CAPTION
    center CENTER
    cite CITE
    code CODE
    dd DD
    del DEL
    details DETAILS
    dialog DIALOG
    div DIV
    dl DL
    dt DT
    em EM
    fieldset FIELDSET
    figcaption FIGCAPTION
    figure FIGURE
    font FONT
    footer FOOTER
    form FORM
    h1 H1
    h2 H2
    h3 H3
    h4 H4
    h5 H5
    h6 H6
    header HEADER
    hr HR
    html HTML
    i I
    img IMG
    ins INS
    kbd KBD
    label LABEL
    legend LEGEND
    li LI
    line LINE
    main MAIN
    mark MARK
    math MATH
    menu MENU
    nav NAV
    noscript NOSCRIPT
    ol OL
    option OPTION
    p P
    picture PICTURE
    pre PRE
    q Q
    ruby RUBY
    s S
    samp SAMP
    script SCRIPT
    section SECTION
    select SELECT
    small SMALL
    span SPAN
    strong STRONG
    sub SUB
    summary SUMMARY
    sup SUP
    svg SVG
    table TABLE
    tbody TBODY
    td TD
    tfoot TFOOT
    th TH
    thead THEAD
    time TIME
    tr TR
    tt TT
    u U
    ul UL
    var VAR
    video VIDEO
    other OTHER
}

impl Tag {
    /// The tag of an element name in lower case.
    pub fn of(name: &str) -> Tag {
        let Some(letter) = name.bytes().next().filter(u8::is_ascii_lowercase) else {
            return Tag::OTHER;
        };
        let from = usize::from(Self::FIRST[usize::from(letter - b'a')]);
        let to = usize::from(Self::FIRST[usize::from(letter - b'a') + 1]);
        let place = Self::NAMES[from..to].iter().position(|known| *known == name);
        place.map_or(Tag::OTHER, |at| Tag((from + at) as u8))
    }

    /// The place of the first name of each letter, and one past those of the last. `NAMES` is sorted
    /// but for its last entry, `other`.
    const FIRST: [u8; 27] = {
        let mut first = [0; 27];
        let (mut letter, mut at) = (0, 0);
        while letter < 26 {
            first[letter] = at as u8;
            while at < Self::NAMES.len() - 1 && Self::NAMES[at].as_bytes()[0] == b'a' + letter as u8
            {
                at += 1;
            }
            letter += 1;
        }
        first[26] = at as u8;
        first
    };

    /// How many there are.
    pub(super) const COUNT: usize = Self::NAMES.len();

    /// Its place among them.
    pub(super) fn index(self) -> usize {
        self.0.into()
    }

    /// The element name.
    pub fn name(self) -> &'static str {
        Self::NAMES[self.0 as usize]
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_so_that_they_are_found() {
        for name in &Tag::NAMES[..Tag::NAMES.len() - 1] {
            assert_eq!(Tag::of(name).name(), *name);
        }
        assert_eq!(Tag::of("blink"), Tag::OTHER);
    }

    #[test]
    fn a_row_is_small() {
        assert!(size_of::<Node>() <= 32, "{}", size_of::<Node>());
    }
}
