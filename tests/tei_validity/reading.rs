//! Reads TEI back, as far as the tests ask.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// What a TEI document says.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The text of front, body and back without white space; readings above their bases and
    /// descriptions of images are no text of the article.
    pub(crate) text: String,
    /// The removed texts of `standOff`, without white space.
    pub(crate) removed: Vec<String>,
    /// Every value of `xml:lang`.
    pub(crate) languages: BTreeSet<String>,
    /// Every language of `langUsage`.
    pub(crate) declared: BTreeSet<String>,
    elements: BTreeMap<String, usize>,
    ids: Vec<String>,
    pointers: Vec<String>,
}

impl Read {
    /// How often an element occurs.
    pub(crate) fn count(&self, element: &str) -> usize {
        self.elements.get(element).copied().unwrap_or(0)
    }

    /// Ids given out more than once.
    pub(crate) fn repeated_ids(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.ids.iter().filter(|id| !seen.insert(*id)).cloned().collect()
    }

    /// Pointers within the document that lead nowhere.
    pub(crate) fn dangling(&self) -> Vec<String> {
        self.pointers.iter().filter(|pointer| !self.ids.contains(pointer)).cloned().collect()
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let name = start.name().as_ref().to_owned();
        *self.elements.entry(name.clone()).or_default() += 1;
        for attr in start.attributes() {
            let attr = attr.map_err(|error| error.to_string())?;
            let value = attr.value.to_string();
            match attr.key.as_ref() {
                "xml:id" => self.ids.push(value),
                "xml:lang" => _ = self.languages.insert(value),
                "ident" if name == "language" => _ = self.declared.insert(value),
                _ => self.pointers.extend(
                    value.split(' ').filter_map(|part| part.strip_prefix('#')).map(str::to_owned),
                ),
            }
        }
        if name == "note" && start.attributes().flatten().any(|a| a.value == "removed-text") {
            self.removed.push(String::new());
        }
        Ok(())
    }

    fn characters(&mut self, open: &[String], removed: bool, text: &str) {
        let is_open = |name: &str| open.iter().any(|open| open == name);
        let text = text.chars().filter(|c| !c.is_whitespace());
        if is_open("text") && !is_open("rt") && !is_open("figDesc") {
            self.text.extend(text);
        } else if let (true, Some(last)) = (removed, self.removed.last_mut()) {
            last.extend(text);
        }
    }
}

/// Reads a TEI document.
pub(crate) fn read(xml: &str) -> Result<Read, String> {
    let mut reader = Reader::from_str(xml);
    let mut read = Read::default();
    let mut open: Vec<String> = Vec::new();
    let mut removed = None;
    loop {
        let event = reader.read_event().map_err(|error| format!("{error}\n{xml}"))?;
        match event {
            Event::Start(start) => {
                let before = read.removed.len();
                read.start(&start)?;
                let is_inline = start.attributes().flatten().any(|a| a.value == "inline");
                let name = start.name().as_ref().to_owned();
                open.push(if is_inline { format!("{name}, inline") } else { name });
                if read.removed.len() > before {
                    removed = Some(open.len());
                }
            }
            Event::Empty(start) => read.start(&start)?,
            Event::End(_) => {
                removed = removed.filter(|depth| *depth != open.len());
                open.pop();
            }
            Event::Text(text) => read.characters(&open, removed.is_some(), &text),
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref().map_err(|error| error.to_string())?;
                let entity = resolve_predefined_entity(&name).map(str::to_owned);
                let text = character.map(String::from).or(entity).ok_or("unknown entity")?;
                read.characters(&open, removed.is_some(), &text);
            }
            Event::Eof => return Ok(read),
            _ => {}
        }
    }
}
