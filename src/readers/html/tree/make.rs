//! An element of a tag: what becomes of it, and which of its attributes are stored.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::super::arena::{Element, Id};
use super::super::chars::{self, Within};
use super::super::local::{Local, Ns};
use super::super::names::{Name, Shape};
use super::{Attribute, Tag, TreeBuilder};
use crate::document::{Attr, Kind};

/// Values longer than this describe nothing: they carry a payload.
const VALUE_BYTES: usize = 64 << 10;

impl<'a> TreeBuilder<'a> {
    /// Makes an element, which stands nowhere yet.
    pub(super) fn make(&mut self, tag: Tag, ns: Ns) -> Id {
        let from = self.arena.attr_count();
        let (name, shape) = (tag.name, tag.name.shape(ns));
        let mut element = Element { name, ns, shape, hidden: false, as_group: false };
        if !tag.attrs.is_empty() {
            self.read_attrs(tag, &mut element);
        }
        self.arena.add_element(element, from)
    }

    /// Lets the attributes of a tag say what they say of its element, and stores them.
    fn read_attrs(&mut self, tag: Tag, element: &mut Element) {
        let plain = chars::is_plain(&self.page[tag.place.range()]);
        for at in tag.attrs.range() {
            let Some(&attribute) = self.attrs.get(at) else { break };
            let source = &self.page[attribute.value.range()];
            if plain {
                self.read_attr(attribute.row.name(), source, element);
            } else {
                let value = chars::piece(source, Within::Attribute);
                self.read_attr(attribute.row.name(), &value, element);
            }
        }
    }

    fn read_attr(&mut self, attr: Name, value: &str, element: &mut Element) {
        match attr {
            Name::Kept(Attr::Hidden) => element.hidden = true,
            Name::AriaHidden => element.hidden |= value.trim().eq_ignore_ascii_case("true"),
            Name::Style => {
                let style = Style::of(value);
                element.hidden |= style.hidden;
                if let Some(mode) = style.mode.filter(|_| element.shape != Shape::Skipped) {
                    self.arena.add_attr(Name::Kept(Attr::WritingMode), mode);
                }
            }
            Name::Shadow | Name::Kept(Attr::Type) if element.shape == Shape::Skipped => {
                element.shape = reshaped(element.name, attr, value);
                if element.shape != Shape::Skipped && attr != Name::Shadow {
                    self.store(attr, value);
                }
            }
            Name::Shadow => {}
            _ if element.shape != Shape::Skipped => self.store(attr, value),
            _ => {}
        }
    }

    fn store(&mut self, attr: Name, value: &str) {
        if is_inline_data(attr, value) {
            return;
        }
        if value.len() > VALUE_BYTES {
            self.bounds.refused += 1;
        } else {
            self.arena.add_attr(attr, value);
        }
    }

    /// The value of an attribute as it is meant.
    pub(super) fn value(&self, attribute: Attribute) -> Cow<'a, str> {
        chars::piece(&self.page[attribute.value.range()], Within::Attribute)
    }

    /// Gives an element the attributes of another tag of its name that it has not got yet.
    pub(super) fn add_missing(&mut self, id: Id, tag: Tag) {
        let attrs = self.attrs_of(tag.attrs).iter();
        let named = attrs.map(|&attribute| (attribute.row.name(), self.value(attribute)));
        let is_known = |(name, value): &(Name, Cow<str>)| {
            matches!(name, Name::Kept(_)) && value.len() <= VALUE_BYTES
        };
        let known: Vec<_> = named.filter(is_known).collect();
        self.arena.add_missing(id, &known);
    }

    /// Whether a tag is of an `input` that is not shown.
    pub(super) fn is_hidden_input(&self, tag: Tag) -> bool {
        let mut attrs = self.attrs_of(tag.attrs).iter();
        let kind = attrs.find(|attribute| attribute.row.name() == Name::Kept(Attr::Type));
        kind.is_some_and(|&kind| self.value(kind).eq_ignore_ascii_case("hidden"))
    }
}

/// What a `style` says that the reader has to know.
#[derive(Debug, Default)]
struct Style {
    /// The element is not shown.
    hidden: bool,
    /// Which way lines go: the first value that is given for it, if it is one.
    mode: Option<&'static str>,
}

impl Style {
    fn of(style: &str) -> Style {
        let mut found = Style::default();
        let mut moded = false;
        let mut rest = style;
        while let Some(colon) = memchr2(b':', b';', rest.as_bytes()) {
            let (property, behind) = rest.split_at(colon);
            let end = memchr(b';', behind.as_bytes()).unwrap_or(behind.len());
            rest = behind.get(end + 1..).unwrap_or_default();
            let value = || behind[1..end].split('!').next().unwrap_or_default().trim();
            if end == 0 {
                continue;
            }
            let property = property.trim();
            match property.len() {
                7 if property.eq_ignore_ascii_case("display") => {
                    found.hidden |= value().eq_ignore_ascii_case("none");
                }
                10 if property.eq_ignore_ascii_case("visibility") => {
                    found.hidden |= value().eq_ignore_ascii_case("hidden");
                }
                12.. if !moded && is_writing_mode(property) => {
                    moded = true;
                    found.mode = writing_mode(value());
                }
                _ => {}
            }
        }
        found
    }
}

/// Whether a property is the writing mode, with a prefix or without.
fn is_writing_mode(property: &str) -> bool {
    const NAME: &[u8] = b"writing-mode";
    let property = property.as_bytes();
    property.get(property.len() - NAME.len()..).is_some_and(|end| end.eq_ignore_ascii_case(NAME))
}

/// Which way lines go (CSS Writing Modes Level 3, with the names that browsers had).
fn writing_mode(value: &str) -> Option<&'static str> {
    Some(match value.to_ascii_lowercase().as_str() {
        "vertical-rl" | "tb-rl" | "tb" => "vertical-rl",
        "vertical-lr" | "tb-lr" => "vertical-lr",
        "horizontal-tb" | "lr-tb" | "lr" => "horizontal-tb",
        _ => return None,
    })
}

/// The few attributes that make something else of an element that is skipped.
fn reshaped(name: Local, attr: Name, value: &str) -> Shape {
    match (attr, name) {
        (Name::Kept(Attr::Type), Local::SCRIPT) => {
            let media_type = value.split(';').next().unwrap_or_default().trim();
            let json_ld = media_type.eq_ignore_ascii_case("application/ld+json");
            if json_ld { Shape::JsonLd } else { Shape::Skipped }
        }
        // A page saved with its shadow roots: browsers show what is in it.
        (Name::Shadow, Local::TEMPLATE) => Shape::Block(Kind::Group),
        _ => Shape::Skipped,
    }
}

/// An image that stands in its own address is a placeholder, or too long to be an address.
fn is_inline_data(name: Name, value: &str) -> bool {
    matches!(name, Name::Kept(Attr::Src) | Name::LateSrc | Name::Srcset)
        && value.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_hide_and_turn_lines() {
        let read = |style: &str| {
            let Style { hidden, mode } = Style::of(style);
            (hidden, mode)
        };
        assert_eq!(read("color:red; Display : none !important"), (true, None));
        assert_eq!(read(";;visibility:HIDDEN"), (true, None));
        assert_eq!(read("display:block;x;:none;display"), (false, None));
        assert_eq!(read("display;display:none"), (true, None));
        assert_eq!(
            read("background:url(a:none);-WebKit-Writing-Mode:tb-rl;"),
            (false, Some("vertical-rl"))
        );
        assert_eq!(read("writing-mode:x;writing-mode:tb"), (false, None));
        assert_eq!(read("é:é;writing-mode:lr !x"), (false, Some("horizontal-tb")));
    }
}
