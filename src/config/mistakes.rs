//! Mistakes in a `pipeline.toml`, each with its place.

use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What was expected; may be empty.
    pub hint: String,
}

/// All mistakes of a text, in the order they stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistakes {
    text: String,
    list: Vec<Mistake>,
}

impl Mistakes {
    pub(super) fn new(text: &str, mut list: Vec<Mistake>) -> Mistakes {
        list.sort_by_key(|mistake| mistake.span.start);
        Mistakes { text: text.to_owned(), list }
    }

    /// The mistakes.
    pub fn list(&self) -> &[Mistake] {
        &self.list
    }

    /// All of them for people: `file:line:column: message`, the line, a caret, what was expected.
    pub fn show(&self, file: &str) -> String {
        let mut out = String::new();
        for mistake in &self.list {
            self.show_one(&mut out, file, mistake);
        }
        let _ = match self.list.len() {
            1 => writeln!(out, "1 mistake in {file}"),
            many => writeln!(out, "{many} mistakes in {file}"),
        };
        out
    }

    /// Writing to a string cannot fail.
    fn show_one(&self, out: &mut String, file: &str, mistake: &Mistake) {
        let at = mistake.span.start.min(self.text.len());
        let begin = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline);
        let line = self.text[begin..end].trim_end();
        let number = self.text[..begin].matches('\n').count() + 1;
        let column = self.text[begin..at].chars().count() + 1;
        let marked = &self.text[at..mistake.span.end.clamp(at, end)];
        let margin = " ".repeat(number.to_string().len());
        // A tab stays one, so that the caret stands under what it points at.
        let before: String = self.text[begin..at]
            .chars()
            .map(|c| if c == '\t' { "\t".to_owned() } else { " ".repeat(c.to_string().width()) })
            .collect();
        let carets = "^".repeat(marked.width().max(1));
        let _ = writeln!(out, "{file}:{number}:{column}: {}", mistake.message);
        let _ = writeln!(out, "{margin} |\n{number} | {line}");
        let _ =
            writeln!(out, "{}", format!("{margin} | {before}{carets} {}", mistake.hint).trim_end());
        out.push('\n');
    }
}

impl std::fmt::Display for Mistakes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.show("pipeline.toml").trim_end())
    }
}

impl std::error::Error for Mistakes {}
