//! What a page says of itself: JSON-LD, meta elements, microdata.

use serde_json::Value;

use super::Gathered;
use super::words::ClaimNames;
use crate::document::{Attr, Document, Field};

/// Gathers from JSON-LD, then from the claims in the order of `claims.toml`.
pub(super) fn gather(doc: &Document, names: &ClaimNames, found: &mut Gathered<'_>) {
    let blocks = doc.claims().iter().filter(|claim| claim.name == "json-ld");
    let mut things: Vec<Value> =
        blocks.filter_map(|claim| serde_json::from_str(claim.value.trim()).ok()).collect();
    let mut articles = articles(&mut things);
    articles.sort_by_key(|(rank, _)| *rank);
    for (_, thing) in &articles {
        json_ld(thing, found);
    }
    for (field, names) in names.fields() {
        for name in names {
            for value in values(doc, name) {
                found.add(field, &value, name.clone());
            }
        }
    }
}

/// The values of a claim: those in the head, and elements of the body that carry the property.
fn values(doc: &Document, name: &str) -> Vec<String> {
    let mut values: Vec<String> =
        doc.claims().iter().filter(|c| c.name == name).map(|c| c.value.clone()).collect();
    if let Some(property) = name.strip_prefix("itemprop:") {
        let carries = |value: &str| {
            value.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case(property))
        };
        for (id, _) in doc.nodes() {
            if doc.attr(id, Attr::Itemprop).is_some_and(carries) {
                let machine = doc.attr(id, Attr::Content).or(doc.attr(id, Attr::Datetime));
                values.push(machine.unwrap_or(doc.text(id)).to_owned());
            }
        }
    }
    values
}

/// Every object that describes an article or a page, with its rank: articles before other works,
/// those before pages.
fn articles(things: &mut Vec<Value>) -> Vec<(u8, Value)> {
    const MOST: usize = 10_000;
    let mut found = Vec::new();
    let mut seen = 0;
    while let Some(thing) = things.pop() {
        seen += 1;
        if seen > MOST {
            break;
        }
        match thing {
            Value::Array(items) => things.extend(items.into_iter().rev()),
            Value::Object(ref fields) => {
                if let Some(graph) = fields.get("@graph").or(fields.get("mainEntity")) {
                    things.push(graph.clone());
                }
                found.extend(rank(&thing).map(|rank| (rank, thing)));
            }
            _ => {}
        }
    }
    found
}

/// How near a schema.org type is to an article.
fn rank(thing: &Value) -> Option<u8> {
    let is = |end: &str| types(thing).any(|name| name.ends_with(end));
    if is("Article") || is("BlogPosting") || is("Report") || is("DiscussionForumPosting") {
        Some(0)
    } else if is("Recipe") || is("Product") || is("CreativeWork") || is("Book") || is("Event") {
        Some(1)
    } else {
        is("WebPage").then_some(2)
    }
}

fn types(thing: &Value) -> impl Iterator<Item = &str> {
    let value = &thing["@type"];
    let many = value.as_array().map(Vec::as_slice).unwrap_or_default();
    many.iter().chain(std::iter::once(value)).filter_map(Value::as_str)
}

fn json_ld(thing: &Value, found: &mut Gathered<'_>) {
    const FIELDS: [(Field, &str); 12] = [
        (Field::Title, "headline"),
        (Field::Title, "name"),
        (Field::Subtitle, "alternativeHeadline"),
        (Field::Author, "author"),
        (Field::Site, "publisher"),
        (Field::Published, "datePublished"),
        (Field::Modified, "dateModified"),
        (Field::Category, "articleSection"),
        (Field::Tag, "keywords"),
        (Field::Description, "description"),
        (Field::Licence, "license"),
        (Field::Url, "mainEntityOfPage"),
    ];
    for (field, key) in FIELDS {
        for value in texts(&thing[key]) {
            found.add(field, value, format!("json-ld:{key}"));
        }
    }
}

/// The texts of a value: itself, its items, or the name or address of an object.
fn texts<'a>(value: &'a Value) -> Vec<&'a str> {
    let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let text = |item: &'a Value| {
        item.as_str().or_else(|| item["name"].as_str()).or_else(|| item["@id"].as_str())
    };
    items.iter().filter_map(text).collect()
}
