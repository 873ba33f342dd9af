//! What a page says of itself outside its text: `title`, `meta`, `link`, `base`, JSON-LD, microdata.

use super::arena::{Arena, Id};
use super::names::{Name, Shape};
use crate::document::{Attr, Builder};

/// Relations of a `link` that say something of the page.
const RELATIONS: [&str; 4] = ["canonical", "license", "author", "amphtml"];

/// Notes what an element claims. `in_body` tells microdata from the metadata of the head.
pub(super) fn element(arena: &Arena, id: Id, in_body: bool, builder: &mut Builder) {
    let value = |name| arena.attr(id, Name::Kept(name));
    match arena.shape(id) {
        Some(Shape::Title) => claim(builder, "title", Some(&arena.text_of(id))),
        Some(Shape::JsonLd) => claim(builder, "json-ld", Some(&arena.text_of(id))),
        Some(Shape::Base) => claim(builder, "base", value(Attr::Href)),
        Some(Shape::Meta) => meta(arena, id, in_body, builder),
        Some(Shape::LinkRel) => {
            relation(arena, id, builder);
            microdata(builder, value(Attr::Itemprop), value(Attr::Href));
        }
        Some(_) => {
            let Some(properties) = value(Attr::Itemprop) else { return };
            let said = value(Attr::Datetime).or_else(|| value(Attr::Content));
            microdata(builder, Some(properties), said);
        }
        None => {}
    }
}

/// Notes attributes of an element as claims of their own.
pub(super) fn attributes(arena: &Arena, id: Id, names: &[(Attr, &str)], builder: &mut Builder) {
    for &(attr, name) in names {
        claim(builder, name, arena.attr(id, Name::Kept(attr)));
    }
}

fn meta(arena: &Arena, id: Id, in_body: bool, builder: &mut Builder) {
    let content = arena.attr(id, Name::Kept(Attr::Content));
    let itemprop = arena.attr(id, Name::Kept(Attr::Itemprop));
    let (name, property) = (arena.attr(id, Name::Kept(Attr::Name)), arena.attr(id, Name::Property));
    for name in [name, property, itemprop.filter(|_| !in_body)].into_iter().flatten() {
        claim(builder, &format!("meta:{}", lower(name)), content);
    }
    if in_body {
        microdata(builder, itemprop, content);
    }
    if let Some(header) = arena.attr(id, Name::HttpEquiv)
        && header.trim().eq_ignore_ascii_case("content-language")
    {
        claim(builder, "http-equiv:content-language", content);
    }
}

fn relation(arena: &Arena, id: Id, builder: &mut Builder) {
    let href = arena.attr(id, Name::Kept(Attr::Href));
    let rel = lower(arena.attr(id, Name::Kept(Attr::Rel)).unwrap_or_default());
    for word in rel.split_ascii_whitespace() {
        if RELATIONS.contains(&word) {
            claim(builder, &format!("link:{word}"), href);
        } else if word == "alternate"
            && let Some(lang) = arena.attr(id, Name::Hreflang)
        {
            claim(builder, &format!("link:alternate:{}", lower(lang)), href);
        }
    }
}

/// An element may have several properties at once.
fn microdata(builder: &mut Builder, properties: Option<&str>, value: Option<&str>) {
    if value.is_none() {
        return;
    }
    for property in properties.unwrap_or_default().split_ascii_whitespace() {
        claim(builder, &format!("itemprop:{}", lower(property)), value);
    }
}

fn claim(builder: &mut Builder, name: &str, value: Option<&str>) {
    if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
        builder.claim(name, value);
    }
}

fn lower(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}
