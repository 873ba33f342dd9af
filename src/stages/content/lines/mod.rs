//! The measures of the lines of a plain text: those of any block, and what words and neighbours say
//! where no element and no link does.

mod context;
mod forms;
mod phrases;

use std::sync::LazyLock;

use super::Measured;
use super::look::Look;
use super::measure as blocks;
use super::vocabulary::Vocabulary;
use super::words::{Said, Words};
use crate::document::Document;
use crate::forest::code::{count, share};
use crate::rules::topics::{self, Counts, Topic, Topics};
use context::{Alike, Around, Chunk, Core, Line, Since};
use forms::{Form, LENGTHS, Length, Lengths, Shape};
pub(super) use phrases::describe;

/// The topics of a line; what tells of cookies asks consent, too.
fn said_of(text: &str) -> Counts {
    let mut said = Topics::get().count(text);
    said[Topic::Consent as usize] += said[Topic::Cookies as usize];
    said
}

/// The windows in which is counted what is said: so many lines before and behind.
const WINDOWS: [(usize, usize); 5] = [(2, 2), (5, 5), (12, 12), (20, 0), (0, 20)];

/// What words say is measured in so many lines before and behind, too.
const FAR: usize = 12;

/// The names of the measures of a line, in the order of the matrix.
pub fn names() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut names = blocks::names().to_vec();
        let mut add = |group: String, measures: &[&str]| {
            names.extend(measures.iter().map(|measure| format!("{group}.{measure}")));
        };
        add("said".to_owned(), topics::NAMES);
        add("said".to_owned(), &["part"]);
        for (before, behind) in WINDOWS {
            add(format!("said-{before}+{behind}"), topics::NAMES);
        }
        add("since".to_owned(), Since::NAMES);
        add("alike".to_owned(), Alike::NAMES);
        add("core".to_owned(), Core::NAMES);
        add("chunk".to_owned(), Chunk::NAMES);
        add("coarse-form".to_owned(), Form::NAMES);
        add("fine-form".to_owned(), Form::NAMES);
        for distance in LENGTHS {
            add(format!("lengths-{distance}"), Length::NAMES);
        }
        add("words".to_owned(), Words::NAMES);
        add("words".to_owned(), &["far", "all"]);
        names
    });
    &NAMES
}

/// Measures every line of a plain text, kept or not, by what its words say among others.
pub fn measure(doc: &Document, vocabulary: &Vocabulary) -> Measured {
    let first = blocks::names().len();
    let further = names().len() - first;
    let mut measured = blocks::measure(doc, &Vocabulary::default(), further);
    let mut shapes = [Vec::new(), Vec::new()];
    let lines: Vec<Line> = doc
        .leaves()
        .zip(&measured.words)
        .map(|((node, _), &words)| {
            let text = doc.text(node);
            let look = Look::at(text, &mut Vec::new());
            shapes[0].push(Shape::coarse(&look, words));
            shapes[1].push(Shape::fine(text, &look, words));
            Line { node, words, said: said_of(text), ends_sentence: look.ends_sentence }
        })
        .collect();
    let forms = shapes.map(|shapes| forms::measure(&shapes, &measured.words));
    let lengths = Lengths::of(&measured.words);
    let around = Around::of(&lines);
    let (since, alike) = (context::since(&lines), context::alike(&lines));
    let (core, chunks) = (context::core(&lines), context::chunks(doc, &lines));
    let texts = lines.iter().map(|line| doc.text(line.node));
    let said = Said::of(texts, vocabulary);
    let mut row = Vec::with_capacity(further);
    for (at, line) in lines.iter().enumerate() {
        row.clear();
        row.extend(line.said.map(|times| count(times as f32)));
        row.push(share(line.said.iter().sum::<u32>() as f32, line.words));
        for (before, behind) in WINDOWS {
            row.extend_from_slice(&around.window(at, before, behind));
        }
        row.extend_from_slice(&since[at].codes());
        row.extend_from_slice(&alike[at].codes());
        row.extend_from_slice(&core[at].codes());
        row.extend_from_slice(&chunks[at].codes());
        for forms in &forms {
            row.extend_from_slice(&forms[at].codes());
        }
        for distance in LENGTHS {
            row.extend_from_slice(&lengths.around(at, distance).codes());
        }
        row.extend_from_slice(&said.block(at).codes());
        row.extend_from_slice(&[said.within(at, FAR), said.all()]);
        debug_assert_eq!(row.len(), further);
        measured.matrix.set_from(at, first, &row);
    }
    measured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_measures_have_one_name() {
        let mut all = names().to_vec();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), names().len());
    }
}
