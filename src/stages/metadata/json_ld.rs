//! What the JSON-LD of a page says of its article.

use std::collections::HashMap;

use serde_json::Value;

use super::Gathered;
use crate::document::{Document, Field, fold};

/// How near a type of schema.org is to an article, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Article,
    Work,
    Page,
}

/// Everything that the blocks of a page describe.
#[derive(Default)]
struct Graph<'a> {
    things: Vec<(Rank, &'a Value)>,
    /// The objects that others refer to.
    by_id: HashMap<&'a str, &'a Value>,
}

/// Takes what the blocks say, of articles before other works, of those before pages.
pub(super) fn gather(doc: &Document, found: &mut Gathered<'_>) {
    let blocks = doc.claims().iter().filter(|claim| claim.name == "json-ld");
    let blocks: Vec<Value> = blocks.filter_map(|claim| parse(&claim.value)).collect();
    let mut graph = Graph::of(&blocks);
    graph.things.sort_by_key(|(rank, _)| *rank);
    graph.keep_the_article(doc.claim("title").unwrap_or_default());
    for &(rank, thing) in &graph.things {
        graph.take(rank, thing, found);
    }
}

/// Reads a block. Some hold raw line feeds within strings, or stand in a comment.
fn parse(block: &str) -> Option<Value> {
    const WRAPS: [&str; 6] = ["<!--", "-->", "//<![CDATA[", "//]]>", "<![CDATA[", "]]>"];
    let mut bare = block.trim();
    for wrap in WRAPS {
        bare = bare.strip_prefix(wrap).unwrap_or(bare);
        bare = bare.strip_suffix(wrap).unwrap_or(bare).trim();
    }
    let bare = bare.trim_end_matches(';');
    serde_json::from_str(bare)
        .or_else(|_| serde_json::from_str(&bare.replace(char::is_control, " ")))
        .ok()
}

impl<'a> Graph<'a> {
    fn of(blocks: &'a [Value]) -> Graph<'a> {
        const MOST: usize = 10_000;
        let mut graph = Graph::default();
        let mut stack: Vec<&Value> = blocks.iter().rev().collect();
        let mut seen = 0;
        while let Some(value) = stack.pop() {
            seen += 1;
            if seen > MOST {
                break;
            }
            match value {
                Value::Array(items) => stack.extend(items.iter().rev()),
                Value::Object(fields) => {
                    // The entities of a list of questions and answers are not what the page is.
                    let lists = is(value, "FAQPage");
                    let inner = ["author", "mainEntityOfPage", "mainEntity", "@graph"];
                    let inner = inner.iter().filter(|key| !lists || **key == "@graph");
                    stack.extend(inner.filter_map(|key| fields.get(*key)));
                    if let Some(id) = value["@id"].as_str()
                        && fields.contains_key("name")
                    {
                        graph.by_id.insert(id, value);
                    }
                    graph.things.extend(rank(value).map(|rank| (rank, value)));
                }
                _ => {}
            }
        }
        graph
    }

    /// Of several articles those that the page's title names; teasers are articles, too.
    fn keep_the_article(&mut self, title: &str) {
        const TEASERS: usize = 3;
        let title = fold(title);
        let named = |thing: &Value| {
            let headline = thing["headline"].as_str().or(thing["name"].as_str());
            headline.map(fold).is_some_and(|line| !line.is_empty() && title.contains(&line))
        };
        let is_article = |(rank, _): &&(Rank, &Value)| *rank == Rank::Article;
        let count = self.things.iter().filter(is_article).count();
        let any = self.things.iter().filter(is_article).any(|(_, thing)| named(thing));
        if count > 1 && (any || count >= TEASERS) {
            self.things.retain(|(rank, thing)| *rank != Rank::Article || named(thing));
        }
    }

    fn take(&self, rank: Rank, thing: &Value, found: &mut Gathered<'_>) {
        const FIELDS: [(Field, &str); 11] = [
            (Field::Title, "headline"),
            (Field::Title, "name"),
            (Field::Subtitle, "alternativeHeadline"),
            (Field::Site, "publisher"),
            (Field::Published, "datePublished"),
            (Field::Modified, "dateModified"),
            (Field::Category, "articleSection"),
            (Field::Tag, "keywords"),
            (Field::Description, "description"),
            (Field::Licence, "license"),
            (Field::Url, "mainEntityOfPage"),
        ];
        found.article |= rank == Rank::Article;
        for (field, key) in FIELDS {
            // A page that is no article has a day on which it was made, but no date line.
            if rank == Rank::Page && field == Field::Published {
                continue;
            }
            for value in self.texts(&thing[key]) {
                found.add(field, value, format!("json-ld:{key}"));
            }
        }
        for key in ["author", "creator"] {
            self.authors(&thing[key], key, found);
        }
    }

    /// People are authors at once, organisations only where nobody else is named.
    fn authors(&self, value: &Value, key: &str, found: &mut Gathered<'_>) {
        for item in items(value) {
            let item = self.referred(item);
            let organisation = is(item, "Organization") || is(item, "Corporation");
            for name in self.texts(item) {
                found.add_author(name, &format!("json-ld:{key}"), organisation);
            }
        }
    }

    /// The object that a reference by `@id` means, or the value itself.
    fn referred<'v>(&self, value: &'v Value) -> &'v Value
    where
        'a: 'v,
    {
        let bare = value.get("name").is_none();
        let id = value["@id"].as_str().filter(|_| bare);
        id.and_then(|id| self.by_id.get(id).copied()).unwrap_or(value)
    }

    /// The texts of a value: itself, its items, or the name or address of an object.
    fn texts<'v>(&self, value: &'v Value) -> Vec<&'v str>
    where
        'a: 'v,
    {
        let text = |item: &'v Value| {
            let item = self.referred(item);
            let name = item.as_str().or_else(|| items(&item["name"]).first()?.as_str());
            name.or_else(|| item["@id"].as_str())
        };
        items(value).iter().filter_map(text).collect()
    }
}

/// The items of a list; a value that is none is a list of one.
fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn rank(thing: &Value) -> Option<Rank> {
    const ARTICLES: [&str; 6] = [
        "Article",
        "BlogPosting",
        "DiscussionForumPosting",
        "SocialMediaPosting",
        "Report",
        "Question",
    ];
    const WORKS: [&str; 7] =
        ["Recipe", "Product", "ProductGroup", "CreativeWork", "Book", "Event", "Course"];
    let any = |names: &[&str]| names.iter().any(|name| is(thing, name));
    if any(&ARTICLES) {
        Some(Rank::Article)
    } else if any(&WORKS) {
        Some(Rank::Work)
    } else {
        is(thing, "WebPage").then_some(Rank::Page)
    }
}

/// Whether a thing is of a type, or of one whose name ends so: a `NewsArticle` is an `Article`.
fn is(thing: &Value, name: &str) -> bool {
    items(&thing["@type"]).iter().filter_map(Value::as_str).any(|of| of.ends_with(name))
}
