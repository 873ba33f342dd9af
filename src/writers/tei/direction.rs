//! Which way text runs, and where that has to be said: once where it changes.

use crate::document::{Attr, Document, Lang, Language, NodeId};

/// Which way text runs (CSS Writing Modes Level 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Writing {
    /// From right to left, in its line.
    rtl: bool,
    mode: Mode,
}

/// Which way the lines go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Horizontal,
    VerticalRl,
    VerticalLr,
}

const LTR: &str = "#r.ltr";
const RTL: &str = "#r.rtl";

impl Mode {
    const ALL: [Mode; 3] = [Mode::Horizontal, Mode::VerticalRl, Mode::VerticalLr];

    fn rendition(self) -> &'static str {
        match self {
            Mode::Horizontal => "#r.horizontal",
            Mode::VerticalRl => "#r.vertical-rl",
            Mode::VerticalLr => "#r.vertical-lr",
        }
    }

    fn parse(declared: &str) -> Option<Mode> {
        Some(match declared {
            "horizontal-tb" => Mode::Horizontal,
            "vertical-rl" => Mode::VerticalRl,
            "vertical-lr" => Mode::VerticalLr,
            _ => return None,
        })
    }
}

impl Writing {
    /// The renditions of an element whose text runs so, where the text around runs another way.
    pub(super) fn renditions(self, around: Writing) -> impl Iterator<Item = &'static str> {
        let mode = (self.mode != around.mode).then_some(self.mode.rendition());
        let direction = (self.rtl != around.rtl).then_some(if self.rtl { RTL } else { LTR });
        mode.into_iter().chain(direction)
    }

    /// How the text in an element runs that has these renditions.
    pub(super) fn within(mut self, renditions: &str) -> Writing {
        for rendition in renditions.split(' ') {
            let mode = Mode::ALL.into_iter().find(|mode| mode.rendition() == rendition);
            self.mode = mode.unwrap_or(self.mode);
            self.rtl = (self.rtl || rendition == RTL) && rendition != LTR;
        }
        self
    }
}

/// What a page as a whole says of the way that its text runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// From right to left. That a page says `ltr` means little: all templates do.
    rtl: bool,
    mode: Mode,
    /// Whether any element declares a way of its own.
    has_directions: bool,
    has_modes: bool,
}

impl Page {
    pub(super) fn of(doc: &Document) -> Page {
        let dir = doc.claim("html:dir");
        Page {
            rtl: dir.is_some_and(|dir| dir.trim().eq_ignore_ascii_case("rtl")),
            mode: doc.claim("html:writing-mode").and_then(Mode::parse).unwrap_or_default(),
            has_directions: doc.has_anywhere(Attr::Dir),
            has_modes: doc.has_anywhere(Attr::WritingMode),
        }
    }

    /// How the text of the whole document runs.
    pub(super) fn writing(self, doc: &Document) -> Writing {
        Writing { rtl: self.is_rtl(doc, NodeId::ROOT), mode: self.mode }
    }

    /// How the text of a block runs: by what it or the nearest element around it declares, or else by
    /// the script of its language.
    pub(super) fn of_block(self, doc: &Document, block: NodeId) -> Writing {
        let around = || std::iter::once(block).chain(doc.ancestors(block));
        let declared_mode = |at| Mode::parse(doc.attr(at, Attr::WritingMode)?);
        let mode = self.has_modes.then(|| around().find_map(declared_mode)).flatten();
        let rtl = self.has_directions.then(|| around().find_map(|at| declared(doc, at))).flatten();
        Writing {
            rtl: rtl.unwrap_or_else(|| self.is_rtl(doc, block)),
            mode: mode.unwrap_or(self.mode),
        }
    }

    /// Whether text of which no element says so runs from right to left: the page says that it does, or
    /// the language is written so.
    fn is_rtl(self, doc: &Document, block: NodeId) -> bool {
        let written_rtl = |language: &Language| is_written_rtl(&language.lang);
        self.rtl || doc.language(block).is_some_and(written_rtl)
    }
}

/// How the text of an inline element runs that stands in text of its own way.
pub(super) fn of_inline(doc: &Document, id: NodeId, around: Writing) -> Writing {
    let mode = doc.attr(id, Attr::WritingMode).and_then(Mode::parse);
    Writing { rtl: declared(doc, id).unwrap_or(around.rtl), mode: mode.unwrap_or(around.mode) }
}

/// Whether an element declares its text to run from right to left.
fn declared(doc: &Document, id: NodeId) -> Option<bool> {
    let dir = doc.attr(id, Attr::Dir)?.trim();
    if dir.eq_ignore_ascii_case("auto") {
        // HTML Standard, 3.2.6.4: the first letter tells.
        return doc.text(id).chars().find(|c| c.is_alphabetic()).map(is_rtl);
    }
    let is = |name: &str| dir.eq_ignore_ascii_case(name);
    is("rtl").then_some(true).or_else(|| is("ltr").then_some(false))
}

/// Whether a language is written from right to left: by the script of its tag, or its usual one.
fn is_written_rtl(lang: &Lang) -> bool {
    const SCRIPTS: [&str; 7] = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];
    const LANGUAGES: [&str; 13] =
        ["ar", "arz", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];
    let script = lang.as_str().split('-').skip(1).find(|part| part.len() == 4);
    script.map_or_else(|| LANGUAGES.contains(&lang.primary()), |script| SCRIPTS.contains(&script))
}

/// Whether a letter belongs to a script that is written from right to left (Unicode's blocks for
/// those: UAX 9, table 5).
fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_written_by_their_scripts() {
        let rtl = |tag| is_written_rtl(&Lang::constant(tag));
        assert!(rtl("ar") && rtl("fa-IR") && rtl("az-Arab") && rtl("he"));
        assert!(!rtl("en") && !rtl("ar-Latn") && !rtl("ug-Cyrl") && !rtl("und"));
    }

    #[test]
    fn a_change_is_said_and_nothing_else() {
        let plain = Writing::default();
        let rtl = Writing { rtl: true, ..plain };
        let vertical = Writing { mode: Mode::VerticalRl, ..plain };
        assert_eq!(rtl.renditions(plain).collect::<Vec<_>>(), ["#r.rtl"]);
        assert_eq!(rtl.renditions(rtl).count(), 0);
        assert_eq!(plain.renditions(vertical).collect::<Vec<_>>(), ["#r.horizontal"]);
        assert_eq!(plain.within("#r.b #r.rtl"), rtl);
        assert_eq!(rtl.within("#r.vertical-rl #r.ltr"), vertical);
        assert_eq!(rtl.within("#r.b"), rtl);
    }
}
