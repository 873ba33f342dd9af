//! Ruby: each base with its reading (HTML Standard, 4.5.10, with the older `rb`).

use super::arena::{Arena, Content, Edge, Id};
use super::names::Shape;
use super::step::Step;

/// Longer readings are none: an `rt` that was not closed takes in all that follows.
const READING_CHARS: usize = 100;

/// The steps that lower a ruby, the last to be done first. Bases and readings that follow each other
/// in equal number are paired one by one (`<rb>日<rb>本<rt>に<rt>ほん`); otherwise all of them are one
/// pair.
pub(super) fn parts(arena: &Arena, ruby: Id) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = arena.first(ruby);
    while at.some().is_some() {
        let bases = run(arena, &mut at, false);
        let readings = run(arena, &mut at, true);
        pair(&bases, &readings, ruby, &mut steps);
    }
    steps.reverse();
    steps
}

/// The bases, or the readings, from a node on; each with the node that follows it.
fn run(arena: &Arena, at: &mut Id, readings: bool) -> Vec<(Id, Id)> {
    let mut found: Vec<(Id, Id)> = Vec::new();
    let mut joins = false;
    while let Some(id) = at.some() {
        let next = arena.next(id);
        let blank = arena.is_blank(id) && !joins;
        if !blank && !is_extra(arena, id) {
            if is_reading(arena, id) != readings {
                break;
            }
            let separate = readings || arena.name(id) == "rb";
            match found.last_mut().filter(|_| joins && !separate) {
                Some(last) => last.1 = next,
                None => found.push((id, next)),
            }
            joins = !separate;
        }
        *at = next;
    }
    found
}

fn pair(bases: &[(Id, Id)], readings: &[(Id, Id)], ruby: Id, steps: &mut Vec<Step>) {
    let visits =
        |bases: &[(Id, Id)]| bases.iter().map(|base| Step::Visit(base.0, base.1)).collect();
    let mut add = |bases: &[(Id, Id)], from: Id, until: Id| {
        let visits: Vec<Step> = visits(bases);
        steps.push(Step::Ruby(ruby, from, until));
        steps.extend(visits);
        steps.push(Step::Close);
    };
    match (readings.first(), readings.last()) {
        _ if bases.len() == readings.len() => {
            for (base, reading) in bases.iter().zip(readings) {
                add(std::slice::from_ref(base), reading.0, reading.1);
            }
        }
        (Some(first), Some(last)) if !bases.is_empty() => add(bases, first.0, last.1),
        _ => steps.extend::<Vec<Step>>(visits(bases)),
    }
}

/// The text of the readings from a node up to another.
pub(super) fn reading(arena: &Arena, from: Id, until: Id) -> String {
    let siblings = std::iter::successors(from.some(), |&at| arena.next(at).some());
    let readings = siblings.take_while(|&at| at != until).filter(|&at| is_reading(arena, at));
    let text: Vec<String> = readings.map(|at| arena.text_of(at)).collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_reading(arena: &Arena, id: Id) -> bool {
    arena.shape(id) == Some(Shape::Reading) && is_short(arena, id)
}

/// Whether a node is for browsers that know no ruby, or a second reading.
pub(super) fn is_extra(arena: &Arena, id: Id) -> bool {
    arena.shape(id) == Some(Shape::RubyExtra) && is_short(arena, id)
}

fn is_short(arena: &Arena, id: Id) -> bool {
    let mut chars = 0;
    for (nodes, edge) in arena.edges(id, |_| true).enumerate() {
        if let Edge::Enter(at) = edge
            && let Content::Text(span) = arena.content(at)
        {
            chars += arena.text(span).chars().take(READING_CHARS).count();
        }
        if chars >= READING_CHARS || nodes >= READING_CHARS {
            return false;
        }
    }
    true
}
