//! What the names of elements and attributes mean to the reader.

use html5ever::{LocalName, QualName, local_name, ns};

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
    /// The shape of an element, by its name alone.
    pub(super) fn of(name: &QualName) -> Shape {
        if name.ns != ns!(html) {
            return if name.ns == ns!(mathml) { math(&name.local) } else { Shape::Skipped };
        }
        claim(&name.local)
            .or_else(|| phrase(&name.local))
            .or_else(|| part(&name.local))
            .unwrap_or_else(|| block(&name.local))
    }

    /// Whether text directly in it is worth keeping.
    pub(super) fn keeps_text(self) -> bool {
        !matches!(self, Shape::Skipped | Shape::Meta | Shape::LinkRel | Shape::Base)
    }

    /// Whether it interrupts a line of text.
    pub(super) fn is_block(self) -> bool {
        matches!(self, Shape::Rule | Shape::Leaf(_) | Shape::Block(_) | Shape::Loose)
    }
}

fn claim(name: &LocalName) -> Option<Shape> {
    Some(match *name {
        local_name!("meta") => Shape::Meta,
        local_name!("link") => Shape::LinkRel,
        local_name!("base") => Shape::Base,
        local_name!("title") => Shape::Title,
        local_name!("noscript") | local_name!("noframes") => Shape::Noscript,
        local_name!("object")
        | local_name!("video")
        | local_name!("audio")
        | local_name!("canvas")
        | local_name!("select") => Shape::Fallback,
        local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("embed")
        | local_name!("input")
        | local_name!("textarea")
        | local_name!("datalist")
        | local_name!("param")
        | local_name!("track")
        | local_name!("area")
        | local_name!("col")
        | local_name!("colgroup") => Shape::Skipped,
        _ => return None,
    })
}

fn phrase(name: &LocalName) -> Option<Shape> {
    Some(match *name {
        local_name!("a") => Shape::Anchor,
        local_name!("em")
        | local_name!("i")
        | local_name!("cite")
        | local_name!("dfn")
        | local_name!("var") => Shape::Phrase(Kind::Emphasis),
        local_name!("b") | local_name!("strong") => Shape::Phrase(Kind::Strong),
        local_name!("code") | local_name!("kbd") | local_name!("samp") | local_name!("tt") => {
            Shape::Phrase(Kind::CodeSpan)
        }
        local_name!("sub")
        | local_name!("sup")
        | local_name!("q")
        | local_name!("del")
        | local_name!("ins")
        | local_name!("s")
        | local_name!("strike") => Shape::Phrase(Kind::Inline),
        local_name!("span")
        | local_name!("font")
        | local_name!("mark")
        | local_name!("small")
        | local_name!("big")
        | local_name!("u")
        | local_name!("time")
        | local_name!("data")
        | local_name!("abbr")
        | local_name!("acronym")
        | local_name!("bdi")
        | local_name!("bdo")
        | local_name!("map")
        | local_name!("nobr")
        | local_name!("wbr")
        | local_name!("picture") => Shape::Span,
        _ => return None,
    })
}

fn part(name: &LocalName) -> Option<Shape> {
    Some(match *name {
        local_name!("ruby") => Shape::Ruby,
        local_name!("rb") => Shape::Span,
        local_name!("rt") => Shape::Reading,
        local_name!("rp") | local_name!("rtc") => Shape::RubyExtra,
        local_name!("img") => Shape::Image,
        local_name!("source") => Shape::Source,
        local_name!("br") => Shape::Break,
        local_name!("hr") => Shape::Rule,
        _ => return None,
    })
}

fn block(name: &LocalName) -> Shape {
    let kind = match *name {
        local_name!("h1") => return Shape::Leaf(Kind::Heading(1)),
        local_name!("h2") => return Shape::Leaf(Kind::Heading(2)),
        local_name!("h3") => return Shape::Leaf(Kind::Heading(3)),
        local_name!("h4") => return Shape::Leaf(Kind::Heading(4)),
        local_name!("h5") => return Shape::Leaf(Kind::Heading(5)),
        local_name!("h6") => return Shape::Leaf(Kind::Heading(6)),
        local_name!("p") => return Shape::Leaf(Kind::Paragraph),
        local_name!("pre")
        | local_name!("listing")
        | local_name!("xmp")
        | local_name!("plaintext") => return Shape::Leaf(Kind::Code),
        local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => return Shape::Loose,
        local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => {
            Kind::List
        }
        local_name!("li") => Kind::Item,
        local_name!("dl") => Kind::Definitions,
        local_name!("dt") => Kind::Term,
        local_name!("dd") => Kind::Definition,
        local_name!("blockquote") => Kind::Quote,
        local_name!("table") => Kind::Table,
        local_name!("tr") => Kind::Row,
        local_name!("td") | local_name!("th") => Kind::Cell,
        local_name!("caption") | local_name!("figcaption") => Kind::Caption,
        local_name!("figure") => Kind::Figure,
        local_name!("button")
        | local_name!("label")
        | local_name!("option")
        | local_name!("legend")
        | local_name!("summary") => Kind::Control,
        _ => Kind::Group,
    };
    Shape::Block(kind)
}

/// A formula is a run of its letters and signs; what it was written in is not shown.
fn math(name: &LocalName) -> Shape {
    match *name {
        local_name!("annotation") | local_name!("annotation-xml") => Shape::Skipped,
        _ => Shape::Span,
    }
}

/// The elements that a parser opens again after they were closed by another (HTML Standard,
/// 13.2.4.3, "The list of active formatting elements").
pub(super) fn is_formatting(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("map")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// The elements that hold nothing, and so never stand open (HTML Standard, 13.1.2, with those that
/// parsers still know of).
pub(super) fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("hr")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("keygen")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// The elements whose contents are not markup: the parser takes them as text until their end tag.
pub(super) const RAW: [&str; 10] = [
    "script",
    "style",
    "title",
    "textarea",
    "noscript",
    "iframe",
    "noframes",
    "noembed",
    "xmp",
    "plaintext",
];

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

impl Name {
    /// The attribute of a name in lower case.
    pub(super) fn of(name: &str) -> Option<Name> {
        Some(match name {
            "aria-level" => Name::Level,
            "data-src" | "data-original" | "data-lazy-src" | "data-lazyload" => Name::LateSrc,
            "srcset" | "data-srcset" | "data-lazy-srcset" => Name::Srcset,
            "property" => Name::Property,
            "hreflang" => Name::Hreflang,
            "http-equiv" => Name::HttpEquiv,
            "style" => Name::Style,
            "aria-hidden" => Name::AriaHidden,
            "shadowrootmode" => Name::Shadow,
            _ => Name::Kept(kept(name)?),
        })
    }
}

fn kept(name: &str) -> Option<Attr> {
    Some(match name {
        "id" => Attr::Id,
        "class" => Attr::Class,
        "role" => Attr::Role,
        "href" => Attr::Href,
        "src" => Attr::Src,
        "alt" => Attr::Alt,
        "lang" | "xml:lang" => Attr::Lang,
        "dir" => Attr::Dir,
        "rel" => Attr::Rel,
        "itemprop" => Attr::Itemprop,
        "itemtype" => Attr::Itemtype,
        "datetime" => Attr::Datetime,
        "content" => Attr::Content,
        "aria-label" => Attr::AriaLabel,
        "aria-describedby" => Attr::AriaDescribedby,
        "title" => Attr::Title,
        "colspan" => Attr::Colspan,
        "rowspan" => Attr::Rowspan,
        "start" => Attr::Start,
        "width" => Attr::Width,
        "height" => Attr::Height,
        "type" => Attr::Type,
        "name" => Attr::Name,
        "cite" => Attr::Cite,
        "hidden" => Attr::Hidden,
        _ => return None,
    })
}
