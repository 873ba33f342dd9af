//! Where the parser's tree builder puts what it makes: into the [`Arena`].

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

use super::arena::{Arena, Element, Id};
use super::names::{Name, Shape, is_formatting};
use crate::document::{Attr, Kind};

/// Values longer than this describe nothing: they carry a payload.
const VALUE_BYTES: usize = 64 << 10;

/// The tree builder's sink.
#[derive(Debug)]
pub(super) struct Sink {
    arena: RefCell<Arena>,
    /// The element made last.
    newest: Cell<Id>,
    /// Attributes left out because their values are too long.
    refused: Cell<u64>,
}

impl Sink {
    pub(super) fn new(bytes: usize) -> Sink {
        Sink {
            arena: RefCell::new(Arena::new(bytes)),
            newest: Cell::new(Id::DOCUMENT),
            refused: Cell::new(0),
        }
    }

    pub(super) fn elements(&self) -> usize {
        self.arena.borrow().element_count()
    }

    pub(super) fn refused(&self) -> u64 {
        self.refused.get()
    }

    /// Whether text in the element made last is worth keeping.
    pub(super) fn wants_text(&self) -> bool {
        self.arena.borrow().shape(self.newest.get()).is_some_and(Shape::keeps_text)
    }

    pub(super) fn is_formatting(&self, id: Id) -> bool {
        self.arena.borrow().element(id).is_some_and(|element| element.formatting)
    }

    fn put(&self, parent: Id, before: Id, child: NodeOrText<Id>) {
        let arena = &mut *self.arena.borrow_mut();
        match child {
            // A comment.
            NodeOrText::AppendNode(Id::NONE) => {}
            NodeOrText::AppendNode(id) => {
                arena.detach(id);
                arena.insert(parent, before, id);
            }
            NodeOrText::AppendText(text) => arena.insert_text(parent, before, &text),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Arena;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Arena {
        self.arena.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Id::DOCUMENT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.arena.borrow(), |arena| {
            arena
                .element(*target)
                .map(|element| &element.name)
                .expect("the parser asks of elements")
        })
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Id {
        let arena = &mut *self.arena.borrow_mut();
        let from = arena.attr_count();
        let mut shape = Shape::of(&name);
        let mut hidden = false;
        for attr in &attrs {
            let value = &*attr.value;
            let Some(attr) = Name::of(&attr.name.local) else { continue };
            hidden |= hides(attr, value);
            shape = reshaped(shape, &name, attr, value);
            if let Some(mode) = writing_mode(attr, value).filter(|_| shape != Shape::Skipped) {
                arena.add_attr(Name::Kept(Attr::WritingMode), mode);
            }
            match attr {
                Name::Style | Name::AriaHidden | Name::Shadow | Name::Kept(Attr::Hidden) => {}
                _ if is_inline_data(attr, value) => {}
                _ if shape == Shape::Skipped => {}
                _ if value.len() > VALUE_BYTES => self.refused.set(self.refused.get() + 1),
                _ => arena.add_attr(attr, value),
            }
        }
        let formatting = is_formatting(&name.local);
        let element = Element { name, shape, hidden, formatting, as_group: false };
        let id = arena.add_element(element, from);
        self.newest.set(id);
        id
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        Id::NONE
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        Id::NONE
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(*parent, Id::NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, prev: &Id, child: NodeOrText<Id>) {
        let parent = self.arena.borrow().parent(*element);
        match parent.some() {
            Some(parent) => self.put(parent, *element, child),
            None => self.put(*prev, Id::NONE, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The contents of a template stand in the template itself: it is skipped anyway, or, as a
    /// declarative shadow root, shown where it stands.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.arena.borrow().parent(*sibling);
        if parent.some().is_some() {
            self.put(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attrs: Vec<Attribute>) {
        let known: Vec<_> = attrs
            .iter()
            .filter_map(|attr| Some((Name::of(&attr.name.local)?, &*attr.value)))
            .filter(|(name, value)| matches!(name, Name::Kept(_)) && value.len() <= VALUE_BYTES)
            .collect();
        self.arena.borrow_mut().add_missing(*target, &known);
    }

    fn remove_from_parent(&self, target: &Id) {
        self.arena.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        self.arena.borrow_mut().move_children(*node, *new_parent);
    }
}

/// Whether an attribute says that its element is not shown.
fn hides(name: Name, value: &str) -> bool {
    match name {
        Name::Kept(Attr::Hidden) => true,
        Name::AriaHidden => value.trim().eq_ignore_ascii_case("true"),
        Name::Style => declarations(value).any(|(property, value)| {
            let is = |p: &str, v: &str| {
                property.eq_ignore_ascii_case(p) && value.eq_ignore_ascii_case(v)
            };
            is("display", "none") || is("visibility", "hidden")
        }),
        _ => false,
    }
}

/// The properties of a `style` and their values.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    declarations.map(|(property, value)| {
        (property.trim(), value.split('!').next().unwrap_or_default().trim())
    })
}

/// Which way a `style` lets lines go (CSS Writing Modes Level 3, with the names that browsers had).
fn writing_mode(name: Name, value: &str) -> Option<&'static str> {
    if name != Name::Style {
        return None;
    }
    let is_mode = |property: &str| property.to_ascii_lowercase().ends_with("writing-mode");
    let (_, mode) = declarations(value).find(|(property, _)| is_mode(property))?;
    Some(match mode.to_ascii_lowercase().as_str() {
        "vertical-rl" | "tb-rl" | "tb" => "vertical-rl",
        "vertical-lr" | "tb-lr" => "vertical-lr",
        "horizontal-tb" | "lr-tb" | "lr" => "horizontal-tb",
        _ => return None,
    })
}

/// The few attributes that make something else of an element.
fn reshaped(shape: Shape, name: &QualName, attr: Name, value: &str) -> Shape {
    match (shape, attr) {
        (Shape::Skipped, Name::Kept(Attr::Type)) if &*name.local == "script" => {
            let media_type = value.split(';').next().unwrap_or_default().trim();
            let json_ld = media_type.eq_ignore_ascii_case("application/ld+json");
            if json_ld { Shape::JsonLd } else { shape }
        }
        // A page saved with its shadow roots: browsers show what is in it.
        (Shape::Skipped, Name::Shadow) if &*name.local == "template" => Shape::Block(Kind::Group),
        _ => shape,
    }
}

/// An image that stands in its own address is a placeholder, or too long to be an address.
fn is_inline_data(name: Name, value: &str) -> bool {
    matches!(name, Name::Kept(Attr::Src) | Name::LateSrc | Name::Srcset)
        && value.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}
