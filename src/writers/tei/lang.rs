//! The language of each place, and when a tag needs to be said.

use std::borrow::Cow;

use super::Tei;
use crate::document::{Attr, Document, Lang, NodeId, Role, Segment, Span};

/// A language at a place, and who found it.
#[derive(Clone, Debug)]
pub(super) struct Tongue<'a> {
    pub(super) tag: Cow<'a, str>,
    pub(super) cert: Option<f32>,
    pub(super) segment: Option<&'a Segment>,
}

impl<'a> Tongue<'a> {
    pub(super) fn of_segment(segment: &'a Segment) -> Tongue<'a> {
        let tag = Cow::Borrowed(segment.lang.as_str());
        Tongue { tag, cert: Some(segment.confidence), segment: Some(segment) }
    }

    fn plain(tag: impl Into<Cow<'a, str>>) -> Tongue<'a> {
        Tongue { tag: tag.into(), cert: None, segment: None }
    }
}

/// The language of the whole document; `und` where nothing is known of it.
pub(super) fn of_document(doc: &Document) -> String {
    let found = doc.language(NodeId::ROOT).map(|language| &language.lang);
    let largest = doc.shares().first().map(|(lang, _)| lang);
    found.or(largest).unwrap_or(&Lang::UNDETERMINED).to_string()
}

/// The language of a node: what was found, or else what the page says.
pub(super) fn of_node(doc: &Document, id: NodeId) -> Option<Tongue<'_>> {
    if let Some(found) = doc.language(id) {
        let tag = Cow::Borrowed(found.lang.as_str());
        return Some(Tongue { tag, cert: Some(found.confidence), segment: None });
    }
    std::iter::once(id).chain(doc.ancestors(id)).find_map(|at| declared(doc, at))
}

/// The language that an element declares for itself.
pub(super) fn declared(doc: &Document, id: NodeId) -> Option<Tongue<'_>> {
    let lang = doc.attr(id, Attr::Lang).and_then(Lang::parse)?;
    Some(Tongue::plain(lang.to_string()))
}

/// The language of a leaf block: that of the one CJK run that it is, `mul` where it is several and
/// nothing else, or that of the node.
pub(super) fn of_leaf<'a>(doc: &'a Document, leaf: NodeId, tei: &Tei) -> Option<Tongue<'a>> {
    let span = trimmed(doc, doc.node(leaf).text);
    let of_node = of_node(doc, leaf);
    if !tei.languages {
        return of_node;
    }
    let declared_mul = of_node.as_ref().is_some_and(|tongue| tongue.tag == "mul");
    match doc.segments_in(span) {
        [only] if covers(only.span, span) => Some(Tongue::of_segment(only)),
        [first, rest @ ..]
            if (declared_mul || doc.role(leaf) == Some(Role::Masthead))
                && rest.iter().any(|segment| segment.lang != first.lang)
                && ink_in(doc, leaf, span) == doc.ink(leaf) =>
        {
            Some(Tongue::plain("mul"))
        }
        _ => of_node,
    }
}

/// The language of an inline element: what it declares, or that of the one CJK run that it is within.
pub(super) fn of_inline<'a>(doc: &'a Document, id: NodeId, tei: &Tei) -> Option<Tongue<'a>> {
    let span = trimmed(doc, doc.node(id).text);
    declared(doc, id).or_else(|| match doc.segments_in(span) {
        [only] if tei.languages && !span.is_empty() && covers(only.span, span) => {
            Some(Tongue::of_segment(only))
        }
        _ => None,
    })
}

/// Whether text in `scope` needs no tag to be known as `tag`: the same language, and no script other
/// than the one that `scope` says or implies.
pub(super) fn implies(scope: &str, tag: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    scope == tag
        || (primary(scope) == primary(tag)
            && !tag.split('-').any(|part| part.len() > 4)
            && script(tag).is_none_or(|script_of| script(scope) == Some(script_of)))
}

/// The script that a tag names, or that its region writes (Chinese).
fn script(tag: &str) -> Option<&str> {
    let mut parts = tag.split('-');
    let chinese = parts.next() == Some("zh");
    parts.find_map(|part| match part {
        "TW" | "HK" | "MO" if chinese => Some("Hant"),
        "CN" | "SG" | "MY" if chinese => Some("Hans"),
        _ => (part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())).then_some(part),
    })
}

/// A probability with two decimals.
pub(super) fn probability(value: f32) -> String {
    let rounded = format!("{:.2}", value.clamp(0.0, 1.0));
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn trimmed(doc: &Document, span: Span) -> Span {
    let text = &doc.full_text()[span.range()];
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span { start, end: start.max(span.start + text.trim_end().len() as u32) }
}

/// Characters of a leaf that are not white space and stand in CJK runs.
fn ink_in(doc: &Document, leaf: NodeId, span: Span) -> u32 {
    debug_assert!(doc.node(leaf).kind.is_leaf());
    let runs = doc.segments_in(span).iter().map(|segment| Span {
        start: segment.span.start.max(span.start),
        end: segment.span.end.min(span.end),
    });
    runs.map(|run| {
        let text = &doc.full_text()[run.range()];
        text.chars().filter(|c| !c.is_whitespace()).count() as u32
    })
    .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_follows_from_another_need_not_be_said() {
        assert!(implies("ja", "ja"));
        assert!(implies("ja-JP", "ja"));
        assert!(implies("zh-TW", "zh-Hant"));
        assert!(implies("zh-Hant", "zh"));
        assert!(!implies("zh", "zh-Hant"));
        assert!(!implies("zh-CN", "zh-Hant"));
        assert!(!implies("ja", "ja-Latn"));
        assert!(!implies("ja", "und-Hani"));
        assert!(!implies("zh-Latn", "zh-Latn-pinyin"));
    }

    #[test]
    fn probabilities_are_short() {
        assert_eq!(probability(1.0), "1");
        assert_eq!(probability(0.9), "0.9");
        assert_eq!(probability(0.126), "0.13");
        assert_eq!(probability(0.0), "0");
    }
}
