//! The names of elements: what the parser and the reader have to know of each, a row a name.

use std::collections::HashMap;

use super::names::Shape;
use super::short::{Key, Table};
use crate::document::Kind;

/// What the parser asks of elements: a bit for each question.
pub(super) type Flags = u32;

/// The questions (HTML Standard, 13.2.4.2, where nothing else is said).
pub(super) mod flag {
    use super::Flags;

    /// It is in the category *special*.
    pub(in super::super) const SPECIAL: Flags = 1;
    /// It ends the search for an element *in scope*.
    pub(in super::super) const SCOPE: Flags = 1 << 1;
    /// It ends the search in *list item scope*, besides those.
    pub(in super::super) const LIST: Flags = 1 << 2;
    /// It ends the search in *button scope*, besides those.
    pub(in super::super) const BUTTON: Flags = 1 << 3;
    /// It ends the search in *table scope*.
    pub(in super::super) const TABLE: Flags = 1 << 4;
    /// Its end tag may be implied (13.2.6.3).
    pub(in super::super) const IMPLIED: Flags = 1 << 5;
    /// Its end tag is implied where all are, *thoroughly*.
    pub(in super::super) const THOROUGH: Flags = 1 << 6;
    /// It is opened again after another element closed it (13.2.4.3).
    pub(in super::super) const FORMATTING: Flags = 1 << 7;
    /// It holds nothing, and so never stands open (13.1.2, with those that parsers still know of).
    pub(in super::super) const VOID: Flags = 1 << 8;
    /// It is a heading.
    pub(in super::super) const HEADING: Flags = 1 << 9;
    /// Its contents are text until its end tag.
    pub(in super::super) const RAW: Flags = 1 << 10;
    /// It is a box that only closes a paragraph before it: `div`, `ul` (13.2.6.4.7).
    pub(in super::super) const BOX: Flags = 1 << 11;
    /// What does not belong in it stands before its table instead (13.2.6.1).
    pub(in super::super) const FOSTERS: Flags = 1 << 12;
    /// Rows stand in it.
    pub(in super::super) const ROWS: Flags = 1 << 13;
    /// Cells stand in it.
    pub(in super::super) const CELLS: Flags = 1 << 14;
    /// It is a cell.
    pub(in super::super) const CELL: Flags = 1 << 15;
    /// The search for the entry of a list that a new one closes goes on through it, although it is
    /// special.
    pub(in super::super) const PASSED: Flags = 1 << 16;
    /// Its start tag ends SVG or `MathML` (13.2.6.5).
    pub(in super::super) const BREAKS_OUT: Flags = 1 << 17;
    /// It belongs in the head, wherever it stands.
    pub(in super::super) const META: Flags = 1 << 18;
    /// It is a part of a table: `tbody`, `tfoot`, `thead`.
    pub(in super::super) const GROUP: Flags = 1 << 19;
    /// It interrupts a line of text.
    pub(in super::super) const BLOCK: Flags = 1 << 20;

    /// It is none of HTML's.
    pub(in super::super) const FOREIGN: Flags = 1 << 21;
    /// It is a *`MathML` text integration point*.
    pub(in super::super) const MATH_TEXT: Flags = 1 << 22;
    /// It is an *HTML integration point*.
    pub(in super::super) const HTML_POINT: Flags = 1 << 23;
    /// It is an `annotation-xml`.
    pub(in super::super) const ANNOTATION: Flags = 1 << 24;
}

/// The vocabulary that an element is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    Html,
    Svg,
    Math,
}

/// The name of an element, in lower case: the row of a known name, or the place of one that the
/// page came up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Local(u32);

macro_rules! names {
    ($($id:ident $text:literal $shape:expr, $flags:expr;)*) => {
        #[expect(clippy::upper_case_acronyms, reason = "numbers the names")]
        #[expect(non_camel_case_types, reason = "numbers the names")]
        #[derive(Clone, Copy)]
        enum Number { $($id),* }

        impl Local {
            $(
                #[allow(dead_code, reason = "most need no more than their row")]
                pub(super) const $id: Local = Local(Number::$id as u32);
            )*
        }

        const TEXTS: [&str; Local::KNOWN] = [$($text),*];
        const SHAPES: [Shape; Local::KNOWN] = { use Shape::*; [$($shape),*] };
        const FLAGS: [Flags; Local::KNOWN] = { use flag::*; [$($flags),*] };

        impl Local {
            /// How many names are known.
            pub(super) const KNOWN: usize = [$(Number::$id),*].len();
        }
    };
}

const EMPHASIS: Shape = Shape::Phrase(Kind::Emphasis);
const STRONG: Shape = Shape::Phrase(Kind::Strong);
const CODE: Shape = Shape::Phrase(Kind::CodeSpan);
const INLINE: Shape = Shape::Phrase(Kind::Inline);
const GROUP: Shape = Shape::Block(Kind::Group);
const CONTROL: Shape = Shape::Block(Kind::Control);
const LISTED: Shape = Shape::Block(Kind::List);
const LINES: Shape = Shape::Leaf(Kind::Code);

names! {
    A "a" Anchor, FORMATTING;
    ABBR "abbr" Span, 0;
    ACRONYM "acronym" Span, 0;
    ADDRESS "address" GROUP, SPECIAL | PASSED | BOX;
    ANNOTATION "annotation" GROUP, 0;
    ANNOTATION_XML "annotation-xml" GROUP, 0;
    APPLET "applet" GROUP, SPECIAL | SCOPE;
    AREA "area" Skipped, SPECIAL | VOID;
    ARTICLE "article" GROUP, SPECIAL | BOX;
    ASIDE "aside" GROUP, SPECIAL | BOX;
    AUDIO "audio" Fallback, 0;
    B "b" STRONG, FORMATTING | BREAKS_OUT;
    BASE "base" Base, SPECIAL | VOID | META;
    BASEFONT "basefont" GROUP, SPECIAL | VOID | META;
    BDI "bdi" Span, 0;
    BDO "bdo" Span, 0;
    BGSOUND "bgsound" GROUP, SPECIAL | VOID | META;
    BIG "big" Span, FORMATTING | BREAKS_OUT;
    BLOCKQUOTE "blockquote" Block(Kind::Quote), SPECIAL | BOX | BREAKS_OUT;
    BODY "body" GROUP, SPECIAL | BREAKS_OUT;
    BR "br" Break, SPECIAL | VOID | BREAKS_OUT;
    BUTTON "button" CONTROL, SPECIAL | BUTTON;
    CANVAS "canvas" Fallback, 0;
    CAPTION "caption" Block(Kind::Caption), SPECIAL | SCOPE | THOROUGH;
    CENTER "center" GROUP, SPECIAL | BOX | BREAKS_OUT;
    CIRCLE "circle" GROUP, 0;
    CITE "cite" EMPHASIS, 0;
    CLIPPATH "clippath" GROUP, 0;
    CODE "code" CODE, FORMATTING | BREAKS_OUT;
    COL "col" Skipped, SPECIAL | VOID;
    COLGROUP "colgroup" Skipped, SPECIAL | THOROUGH;
    DATA "data" Span, 0;
    DATALIST "datalist" Skipped, 0;
    DD "dd" Block(Kind::Definition), SPECIAL | IMPLIED | BREAKS_OUT;
    DEFS "defs" GROUP, 0;
    DEL "del" INLINE, 0;
    DESC "desc" GROUP, 0;
    DETAILS "details" GROUP, SPECIAL | BOX;
    DFN "dfn" EMPHASIS, 0;
    DIALOG "dialog" GROUP, BOX;
    DIR "dir" LISTED, SPECIAL | BOX;
    DIV "div" GROUP, SPECIAL | PASSED | BOX | BREAKS_OUT;
    DL "dl" Block(Kind::Definitions), SPECIAL | BOX | BREAKS_OUT;
    DT "dt" Block(Kind::Term), SPECIAL | IMPLIED | BREAKS_OUT;
    ELLIPSE "ellipse" GROUP, 0;
    EM "em" EMPHASIS, FORMATTING | BREAKS_OUT;
    EMBED "embed" Skipped, SPECIAL | VOID | BREAKS_OUT;
    FIELDSET "fieldset" GROUP, SPECIAL | BOX;
    FIGCAPTION "figcaption" Block(Kind::Caption), SPECIAL | BOX;
    FIGURE "figure" Block(Kind::Figure), SPECIAL | BOX;
    FILTER "filter" GROUP, 0;
    // In SVG it ends that if it has attributes, which the tokenizer passes over: one of SVG has no text.
    FONT "font" Span, FORMATTING | BREAKS_OUT;
    FOOTER "footer" GROUP, SPECIAL | BOX;
    FOREIGNOBJECT "foreignobject" GROUP, 0;
    FORM "form" GROUP, SPECIAL;
    FRAME "frame" GROUP, SPECIAL | VOID;
    FRAMESET "frameset" GROUP, SPECIAL;
    G "g" GROUP, 0;
    H1 "h1" Leaf(Kind::Heading(1)), SPECIAL | HEADING | BREAKS_OUT;
    H2 "h2" Leaf(Kind::Heading(2)), SPECIAL | HEADING | BREAKS_OUT;
    H3 "h3" Leaf(Kind::Heading(3)), SPECIAL | HEADING | BREAKS_OUT;
    H4 "h4" Leaf(Kind::Heading(4)), SPECIAL | HEADING | BREAKS_OUT;
    H5 "h5" Leaf(Kind::Heading(5)), SPECIAL | HEADING | BREAKS_OUT;
    H6 "h6" Leaf(Kind::Heading(6)), SPECIAL | HEADING | BREAKS_OUT;
    HEAD "head" GROUP, SPECIAL | BREAKS_OUT;
    HEADER "header" GROUP, SPECIAL | BOX;
    HGROUP "hgroup" GROUP, SPECIAL | BOX;
    HR "hr" Rule, SPECIAL | VOID | BREAKS_OUT;
    HTML "html" GROUP, SPECIAL | SCOPE | TABLE | ROWS | CELLS;
    I "i" EMPHASIS, FORMATTING | BREAKS_OUT;
    IFRAME "iframe" Skipped, SPECIAL | RAW;
    IMAGE "image" GROUP, VOID;
    IMG "img" Image, SPECIAL | VOID | BREAKS_OUT;
    INPUT "input" Skipped, SPECIAL | VOID;
    INS "ins" INLINE, 0;
    KBD "kbd" CODE, 0;
    KEYGEN "keygen" GROUP, SPECIAL | VOID;
    LABEL "label" CONTROL, 0;
    LEGEND "legend" CONTROL, 0;
    LI "li" Block(Kind::Item), SPECIAL | IMPLIED | BREAKS_OUT;
    LINE "line" GROUP, 0;
    LINEARGRADIENT "lineargradient" GROUP, 0;
    LINK "link" LinkRel, SPECIAL | VOID | META;
    LISTING "listing" LINES, SPECIAL | BREAKS_OUT;
    MAIN "main" GROUP, SPECIAL | BOX;
    MALIGNMARK "malignmark" GROUP, 0;
    MAP "map" Span, 0;
    MARK "mark" Span, 0;
    MARQUEE "marquee" GROUP, SPECIAL | SCOPE;
    MASK "mask" GROUP, 0;
    MATH "math" GROUP, 0;
    MENU "menu" LISTED, SPECIAL | BOX | BREAKS_OUT;
    META "meta" Meta, SPECIAL | VOID | META | BREAKS_OUT;
    MFRAC "mfrac" GROUP, 0;
    MGLYPH "mglyph" GROUP, 0;
    MI "mi" GROUP, 0;
    MN "mn" GROUP, 0;
    MO "mo" GROUP, 0;
    MROW "mrow" GROUP, 0;
    MS "ms" GROUP, 0;
    MSTYLE "mstyle" GROUP, 0;
    MSUB "msub" GROUP, 0;
    MSUBSUP "msubsup" GROUP, 0;
    MSUP "msup" GROUP, 0;
    MTABLE "mtable" GROUP, 0;
    MTD "mtd" GROUP, 0;
    MTEXT "mtext" GROUP, 0;
    MTR "mtr" GROUP, 0;
    NAV "nav" GROUP, SPECIAL | BOX;
    NOBR "nobr" Span, FORMATTING | BREAKS_OUT;
    NOEMBED "noembed" Skipped, SPECIAL | RAW;
    NOFRAMES "noframes" Noscript, SPECIAL | RAW | META;
    NOSCRIPT "noscript" Noscript, SPECIAL | RAW;
    OBJECT "object" Fallback, SPECIAL | SCOPE;
    OL "ol" LISTED, SPECIAL | LIST | BOX | BREAKS_OUT;
    OPTGROUP "optgroup" GROUP, IMPLIED;
    OPTION "option" CONTROL, IMPLIED;
    P "p" Leaf(Kind::Paragraph), SPECIAL | PASSED | IMPLIED | BOX | BREAKS_OUT;
    PARAM "param" Skipped, SPECIAL | VOID;
    PATH "path" GROUP, 0;
    PICTURE "picture" Span, 0;
    PLAINTEXT "plaintext" LINES, SPECIAL;
    POLYGON "polygon" GROUP, 0;
    POLYLINE "polyline" GROUP, 0;
    PRE "pre" LINES, SPECIAL | BREAKS_OUT;
    Q "q" INLINE, 0;
    RB "rb" Span, IMPLIED;
    RECT "rect" GROUP, 0;
    RP "rp" RubyExtra, IMPLIED;
    RT "rt" Reading, IMPLIED;
    RTC "rtc" RubyExtra, IMPLIED;
    RUBY "ruby" Ruby, BREAKS_OUT;
    S "s" INLINE, FORMATTING | BREAKS_OUT;
    SAMP "samp" CODE, 0;
    SCRIPT "script" Skipped, SPECIAL | RAW | META;
    SEARCH "search" GROUP, SPECIAL | BOX;
    SECTION "section" GROUP, SPECIAL | BOX;
    SELECT "select" Fallback, SPECIAL | SCOPE;
    SEMANTICS "semantics" GROUP, 0;
    SLOT "slot" GROUP, 0;
    SMALL "small" Span, FORMATTING | BREAKS_OUT;
    SOURCE "source" Source, SPECIAL | VOID;
    SPAN "span" Span, BREAKS_OUT;
    STOP "stop" GROUP, 0;
    STRIKE "strike" INLINE, FORMATTING | BREAKS_OUT;
    STRONG "strong" STRONG, FORMATTING | BREAKS_OUT;
    STYLE "style" Skipped, SPECIAL | RAW | META;
    SUB "sub" INLINE, BREAKS_OUT;
    SUMMARY "summary" CONTROL, SPECIAL | BOX;
    SUP "sup" INLINE, BREAKS_OUT;
    SVG "svg" GROUP, 0;
    SYMBOL "symbol" GROUP, 0;
    TABLE "table" Block(Kind::Table), SPECIAL | SCOPE | TABLE | FOSTERS | BREAKS_OUT;
    TBODY "tbody" Loose, SPECIAL | THOROUGH | FOSTERS | ROWS | GROUP;
    TD "td" Block(Kind::Cell), SPECIAL | SCOPE | THOROUGH | CELL;
    TEMPLATE "template" Skipped, SPECIAL | SCOPE | TABLE | ROWS | CELLS | META;
    TEXT "text" GROUP, 0;
    TEXTAREA "textarea" Skipped, SPECIAL | RAW;
    TFOOT "tfoot" Loose, SPECIAL | THOROUGH | FOSTERS | ROWS | GROUP;
    TH "th" Block(Kind::Cell), SPECIAL | SCOPE | THOROUGH | CELL;
    THEAD "thead" Loose, SPECIAL | THOROUGH | FOSTERS | ROWS | GROUP;
    TIME "time" Span, 0;
    TITLE "title" Title, SPECIAL | RAW | META;
    TR "tr" Block(Kind::Row), SPECIAL | THOROUGH | FOSTERS | CELLS;
    TRACK "track" Skipped, SPECIAL | VOID;
    TSPAN "tspan" GROUP, 0;
    TT "tt" CODE, FORMATTING | BREAKS_OUT;
    U "u" Span, FORMATTING | BREAKS_OUT;
    UL "ul" LISTED, SPECIAL | LIST | BOX | BREAKS_OUT;
    USE "use" GROUP, 0;
    VAR "var" EMPHASIS, BREAKS_OUT;
    VIDEO "video" Fallback, 0;
    WBR "wbr" Span, SPECIAL | VOID;
    XMP "xmp" LINES, SPECIAL | RAW;
}

/// What becomes of the elements, by their rows.
static SHAPE: [Shape; Local::KNOWN] = SHAPES;

/// What is true of them.
static FLAG: [Flags; Local::KNOWN] = {
    let mut flags = FLAGS;
    let mut at = 0;
    while at < flags.len() {
        if SHAPES[at].is_block() {
            flags[at] |= flag::BLOCK;
        }
        at += 1;
    }
    flags
};

static TABLE: Table<{ Local::KNOWN }, 1024> = Table::new(TEXTS);

impl Local {
    /// A name that no element has had.
    pub(super) const UNHEARD: Local = Local(u32::MAX);

    /// The name that stands at a place, if it is known.
    pub(super) fn find(bytes: &[u8], from: usize, to: usize) -> Option<Local> {
        Some(Local(TABLE.find(Key::at(bytes, from, to)?)?.into()))
    }

    /// The text of a known name.
    pub(super) fn text(self) -> &'static str {
        TEXTS.get(self.0 as usize).copied().unwrap_or_default()
    }

    /// Its row in tables that have one for each known name, and a last one for all others.
    pub(super) fn row(self) -> usize {
        Local::KNOWN.min(self.0 as usize)
    }

    /// What is true of an element of this name in HTML.
    pub(super) fn flags(self) -> Flags {
        FLAG.get(self.0 as usize).copied().unwrap_or(flag::BLOCK)
    }

    /// What is true of an element of this name elsewhere.
    pub(super) fn foreign_flags(self, ns: Ns) -> Flags {
        use flag::{ANNOTATION, FOREIGN, HTML_POINT, MATH_TEXT, SCOPE};
        FOREIGN
            | match (ns, self) {
                (Ns::Math, Local::MI | Local::MO | Local::MN | Local::MS | Local::MTEXT) => {
                    MATH_TEXT | SCOPE
                }
                (Ns::Math, Local::ANNOTATION_XML) => ANNOTATION,
                (Ns::Svg, Local::FOREIGNOBJECT | Local::DESC | Local::TITLE) => HTML_POINT | SCOPE,
                _ => 0,
            }
    }

    /// What becomes of an element of this name. A formula is a run of its letters and signs; what it
    /// was written in is not shown.
    pub(super) fn shape(self, ns: Ns) -> Shape {
        match (ns, self) {
            (Ns::Html, _) => SHAPE.get(self.0 as usize).copied().unwrap_or(GROUP),
            (Ns::Math, Local::ANNOTATION | Local::ANNOTATION_XML) | (Ns::Svg, _) => Shape::Skipped,
            (Ns::Math, _) => Shape::Span,
        }
    }
}

/// The names of a page that are not known.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: Vec<Box<str>>,
    places: HashMap<Box<str>, Local>,
}

impl Names {
    /// The text of a name.
    pub(super) fn text(&self, name: Local) -> &str {
        let at = name.0 as usize;
        match TEXTS.get(at) {
            Some(text) => text,
            None => self.texts.get(at - Local::KNOWN).map_or("", |text| text),
        }
    }

    /// The number of a name that is not known, as it stands in the source.
    pub(super) fn number(&mut self, source: &str) -> Local {
        let text = folded(source);
        if let Some(&name) = self.places.get(&*text) {
            return name;
        }
        let name = Local((Local::KNOWN + self.texts.len()) as u32);
        self.texts.push(text.clone());
        self.places.insert(text, name);
        name
    }

    /// The same, of one that is only asked for.
    pub(super) fn find(&self, source: &str) -> Local {
        if self.places.is_empty() {
            return Local::UNHEARD;
        }
        self.places.get(&*folded(source)).copied().unwrap_or(Local::UNHEARD)
    }
}

/// A name as the tokenizer has it (HTML Standard, 13.2.5.8).
fn folded(source: &str) -> Box<str> {
    source.to_ascii_lowercase().replace('\0', "\u{FFFD}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_by_its_text() {
        let mut names = Names::default();
        for (at, text) in TEXTS.iter().enumerate() {
            let name = Local::find(text.as_bytes(), 0, text.len()).unwrap();
            assert_eq!((name.row(), names.text(name)), (at, *text));
        }
        assert_eq!(Local::find(b"x-y", 0, 3), None);
        let new = names.number("X-\0y");
        assert_eq!((names.find("x-\0Y"), names.number("x-\0y")), (new, new));
        assert_eq!(names.text(new), "x-\u{FFFD}y");
        assert_eq!((names.find("z"), new.row()), (Local::UNHEARD, Local::KNOWN));
        assert_eq!(new.shape(Ns::Html), Shape::Block(Kind::Group));
    }
}
