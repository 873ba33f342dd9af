//! The tree of a page as the tree builder leaves it, for comparing it with what others make of the page.

use super::arena::{self, Content, Id};
use super::feed;
use super::local::{Local, Ns};
use crate::readers::Limits;

/// A tree as the steps of a walk over its elements and its text. What the reader leaves out is left out:
/// comments, attributes, and text in elements that show none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk(Vec<Step>);

/// A step of a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An element begins: its name in lower case, behind `svg ` or `math ` where it is one of theirs.
    Enter(String),
    /// Text, as much as stands in one place.
    Text(String),
    /// The element ends that began last and has not ended.
    Leave,
}

impl Walk {
    /// The tree of a page.
    pub fn of(html: &str) -> Walk {
        let (arena, _) = feed::parse(html, &Limits::default());
        let mut walk = Walk::default();
        for edge in arena.edges(Id::DOCUMENT, |_| true) {
            match edge {
                arena::Edge::Enter(id) => match (arena.content(id), arena.element(id)) {
                    (Content::Text(span), _) => walk.text(arena.text(span)),
                    (_, Some(element)) => {
                        let prefix = match element.ns {
                            Ns::Html => "",
                            Ns::Svg => SVG,
                            Ns::Math => MATH,
                        };
                        walk.enter(&format!("{prefix}{}", arena.name(id)));
                    }
                    _ => {}
                },
                arena::Edge::Leave(id) if arena.element(id).is_some() => walk.leave(),
                arena::Edge::Leave(_) => {}
            }
        }
        walk
    }

    /// An element begins. Says whether the reader keeps text in it.
    pub fn enter(&mut self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let shows = shows_text(&name);
        self.0.push(Step::Enter(name));
        shows
    }

    /// Text.
    pub fn text(&mut self, more: &str) {
        match self.0.last_mut() {
            _ if more.is_empty() => {}
            Some(Step::Text(text)) => text.push_str(more),
            _ => self.0.push(Step::Text(more.to_owned())),
        }
    }

    /// The innermost element ends.
    pub fn leave(&mut self) {
        self.0.push(Step::Leave);
    }

    /// Its steps.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

/// What stands before the names of elements of SVG and of `MathML`.
const SVG: &str = "svg ";
const MATH: &str = "math ";

fn shows_text(name: &str) -> bool {
    let (ns, name) = if let Some(name) = name.strip_prefix(SVG) {
        (Ns::Svg, name)
    } else if let Some(name) = name.strip_prefix(MATH) {
        (Ns::Math, name)
    } else {
        (Ns::Html, name)
    };
    let known = Local::find(name.as_bytes(), 0, name.len());
    known.unwrap_or(Local::UNHEARD).shape(ns).keeps_text()
}
