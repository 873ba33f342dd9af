//! An XML sink that indents, never adds white space to mixed content, and keeps count.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::direction::Writing;

/// An element that is about to be written: a name and attributes.
#[derive(Clone, Debug)]
pub(super) struct El {
    name: &'static str,
    attrs: Vec<(&'static str, String)>,
}

impl El {
    pub(super) fn new(name: &'static str) -> El {
        El { name, attrs: Vec::new() }
    }

    /// Adds an attribute. An attribute that would be empty is left out.
    pub(super) fn with(mut self, name: &'static str, value: &(impl ToString + ?Sized)) -> El {
        let value = value.to_string();
        if !value.is_empty() {
            self.attrs.push((name, value));
        }
        self
    }

    pub(super) fn maybe(self, name: &'static str, value: Option<impl ToString>) -> El {
        match value {
            Some(value) => self.with(name, &value),
            None => self,
        }
    }

    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }
}

/// How the content of an element is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Elements only, each on a line of its own.
    Block,
    /// Text, or elements among text: nothing is added.
    Mixed,
}

#[derive(Debug)]
struct Open {
    name: &'static str,
    layout: Layout,
    /// The language around the element, where the element sets one.
    outer: Option<String>,
    /// How the text around runs.
    around: Writing,
}

/// A piece of an XML document in the making.
#[derive(Debug, Default)]
pub(super) struct Xml {
    out: String,
    open: Vec<Open>,
    /// What goes between, later, by its place in `out`.
    inserts: Vec<(usize, &'static str)>,
    indent: usize,
    scope: String,
    writing: Writing,
    /// How often each element occurs.
    pub(super) counts: BTreeMap<&'static str, u32>,
    /// Every value of `xml:lang`.
    pub(super) langs: BTreeSet<String>,
    /// Every rendition pointed to.
    pub(super) renditions: BTreeSet<String>,
}

impl Xml {
    /// A piece that stands `indent` levels deep, where the language is `scope`.
    pub(super) fn new(indent: usize, scope: &str) -> Xml {
        Xml { indent, scope: scope.to_owned(), ..Xml::default() }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, el: El, layout: Layout) {
        let layout = if self.in_text() { Layout::Mixed } else { layout };
        self.tag(&el, ">");
        let around = self.writing;
        if let Some(renditions) = el.get("rendition") {
            self.writing = around.within(renditions);
        }
        let lang = el.attrs.into_iter().find(|(name, _)| *name == "xml:lang");
        let outer = lang.map(|(_, lang)| std::mem::replace(&mut self.scope, lang));
        self.open.push(Open { name: el.name, layout, outer, around });
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, el: &El) {
        self.tag(el, "/>");
    }

    /// Writes an element that holds only text.
    pub(super) fn line(&mut self, el: El, text: &str) {
        self.open(el, Layout::Mixed);
        self.text(text);
        self.close();
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        push_escaped(&mut self.out, text, false);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if open.layout == Layout::Block {
            self.new_line();
        }
        self.out.push_str("</");
        self.out.push_str(open.name);
        self.out.push('>');
        if let Some(outer) = open.outer {
            self.scope = outer;
        }
        self.writing = open.around;
    }

    /// The language that holds here.
    pub(super) fn scope(&self) -> &str {
        &self.scope
    }

    /// Which way text runs here.
    pub(super) fn writing(&self) -> Writing {
        self.writing
    }

    /// What was written so far.
    pub(super) fn written(&self) -> &str {
        &self.out
    }

    /// Puts something into what was written: the attribute of an element of which more is known now.
    pub(super) fn insert(&mut self, place: usize, text: &'static str) {
        self.inserts.push((place, text));
    }

    /// What was written, with everything closed.
    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        if self.inserts.is_empty() {
            return self.out;
        }
        self.inserts.sort_unstable();
        let more: usize = self.inserts.iter().map(|(_, text)| text.len()).sum();
        let (mut out, mut from) = (String::with_capacity(self.out.len() + more), 0);
        for (place, text) in self.inserts {
            out.push_str(&self.out[from..place]);
            out.push_str(text);
            from = place;
        }
        out.push_str(&self.out[from..]);
        out
    }

    fn in_text(&self) -> bool {
        self.open.last().is_some_and(|open| open.layout == Layout::Mixed)
    }

    fn new_line(&mut self) {
        // A page nests lists hundreds deep and has thousands of them: the indent must end somewhere.
        const DEEPEST: usize = 40;
        self.out.push('\n');
        for _ in 0..(self.indent + self.open.len()).min(DEEPEST) {
            self.out.push_str("  ");
        }
    }

    fn tag(&mut self, el: &El, end: &str) {
        if !self.in_text() {
            self.new_line();
        }
        *self.counts.entry(el.name).or_default() += 1;
        self.out.push('<');
        self.out.push_str(el.name);
        for (name, value) in &el.attrs {
            self.attribute(name, value);
        }
        self.out.push_str(end);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        match name {
            "xml:lang" => _ = self.langs.insert(value.to_owned()),
            "rendition" => self.renditions.extend(value.split(' ').map(str::to_owned)),
            _ => {}
        }
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        if is_line(value) {
            push_escaped(&mut self.out, value, true);
        } else {
            push_escaped(&mut self.out, &one_line(&legal(value)), true);
        }
        self.out.push('"');
    }
}

/// Text with its runs of white space made one space, and none at its ends.
pub(super) fn one_line(text: &str) -> String {
    if is_line(text) {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text plainly is one line already, without white space at its ends.
fn is_line(text: &str) -> bool {
    let (mut is_line, mut before) = (true, b' ');
    for byte in text.bytes() {
        let parted = byte != b' ' || before != b' ';
        is_line &= (b' '..0x7F).contains(&byte) & parted;
        before = byte;
    }
    is_line && (before != b' ' || text.is_empty())
}

/// Adds text as XML writes it. What XML 1.0 has no way to write becomes U+FFFD.
fn push_escaped(out: &mut String, text: &str, in_attribute: bool) {
    /// So many bytes are looked at together: nearly all of them stand for themselves.
    const LOOK: usize = 32;
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        let next = &bytes[at..bytes.len().min(at + LOOK)];
        if next.iter().fold(true, |all, &byte| all & is_plain(byte)) {
            at += next.len();
            continue;
        }
        let end = at + next.len();
        while at < end {
            if let Some((written, length)) = escaped(&bytes[at..], in_attribute) {
                out.push_str(&text[from..at]);
                out.push_str(written);
                from = at + length;
                at = from;
            } else {
                at += 1;
            }
        }
    }
    out.push_str(&text[from..]);
}

/// Whether a byte surely stands for itself, wherever it is.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches many bytes are looked at at once"
)]
fn is_plain(byte: u8) -> bool {
    let sign = (byte == b'<') | (byte == b'>') | (byte == b'&') | (byte == b'"') | (byte == b'\'');
    !sign & ((byte >= b' ') | (byte == b'\n')) & (byte != 0xEF)
}

/// What is written for the character that bytes begin with, and how many of them it has; nothing where
/// it stands for itself.
fn escaped(bytes: &[u8], in_attribute: bool) -> Option<(&'static str, usize)> {
    Some(match bytes.first()? {
        b'<' => ("&lt;", 1),
        b'>' => ("&gt;", 1),
        b'&' => ("&amp;", 1),
        b'"' if in_attribute => ("&quot;", 1),
        b'\'' if in_attribute => ("&apos;", 1),
        // A parser would turn a carriage return into a line feed.
        b'\r' => ("&#13;", 1),
        b'\t' | b'\n' => return None,
        ..b' ' => ("\u{FFFD}", 1),
        // U+FFFE and U+FFFF.
        0xEF if matches!(bytes[1..], [0xBF, 0xBE | 0xBF, ..]) => ("\u{FFFD}", 3),
        _ => return None,
    })
}

/// XML 1.0 has no way to write some characters: they become U+FFFD.
fn legal(text: &str) -> Cow<'_, str> {
    let illegal = |c: char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    if text.contains(illegal) {
        Cow::Owned(text.replace(illegal, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_written_otherwise() {
        let escaped = |text, in_attribute| {
            let mut out = String::new();
            push_escaped(&mut out, text, in_attribute);
            out
        };
        assert_eq!(escaped("a<b>&\"'\r\n\t港", false), "a&lt;b&gt;&amp;\"'&#13;\n\t港");
        assert_eq!(escaped("\"a\" 'b'", true), "&quot;a&quot; &apos;b&apos;");
        assert_eq!(
            escaped("\u{1}a\u{FFFE}\u{FFFF}\u{FFFD}！", false),
            "\u{FFFD}a\u{FFFD}\u{FFFD}\u{FFFD}！"
        );
    }

    #[test]
    fn values_are_one_line() {
        assert_eq!(one_line(" a \n b\u{A0}c "), "a b c");
        assert!(is_line("a b") && !is_line("a  b") && !is_line("a ") && !is_line("a\tb"));
        assert!(is_line("") && !is_line(" ") && !is_line(" a") && !is_line("é"));
    }
}
