//! The parts of a text: what stands before the article, the article, what stands behind it.

use super::Job;
use super::shape::{Form, Shape, Step};
use crate::document::{NodeId, Role};

/// A block of the flow, with all that is in it.
pub(super) struct Unit<'s> {
    pub(super) steps: &'s [Step],
    /// The node that it begins with.
    pub(super) first: NodeId,
    pub(super) place: Place,
}

/// Where a block may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Masthead,
    Tags,
    Comments,
    Gap,
    /// An image or figure: it can stand among the parts of the article's head.
    Picture,
    Title,
    /// What else stands at the head of an article.
    Head,
    /// A few words of which nothing is known.
    Line,
    Body,
}

/// The blocks of the flow.
pub(super) fn units<'s>(job: &Job<'_>, steps: &'s [Step]) -> Vec<Unit<'s>> {
    let (mut units, mut from, mut depth) = (Vec::new(), 0, 0_u32);
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Open(_) => depth += 1,
            Step::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            units.push(unit(job, &steps[from..=at]));
            from = at + 1;
        }
    }
    units
}

fn unit<'s>(job: &Job<'_>, steps: &'s [Step]) -> Unit<'s> {
    let leaves = || {
        steps.iter().filter_map(|step| match step {
            Step::Leaf(leaf, form) => Some((*leaf, *form)),
            _ => None,
        })
    };
    let all = |role| leaves().all(|(leaf, _)| job.doc.role(leaf) == Some(role));
    let place = match steps[0] {
        Step::Gap(_) => Place::Gap,
        _ if all(Role::Tags) => Place::Tags,
        _ if all(Role::Comment) => Place::Comments,
        Step::Leaf(_, Form::Graphics) => Place::Picture,
        Step::Leaf(..) if all(Role::Masthead) => Place::Masthead,
        Step::Leaf(..) if all(Role::Title) => Place::Title,
        Step::Leaf(leaf, _) if is_of_head(job.doc.role(leaf)) => Place::Head,
        Step::Leaf(leaf, form) if is_line(job, leaf, form) => Place::Line,
        Step::Open(block)
            if block.shape == Shape::Figure
                && leaves().all(|(_, form)| matches!(form, Form::Graphics | Form::Head)) =>
        {
            Place::Picture
        }
        _ => Place::Body,
    };
    let gap = match steps[0] {
        Step::Gap(at) => job.removals[at].decision.node,
        _ => NodeId::ROOT,
    };
    Unit { steps, first: leaves().next().map_or(gap, |(leaf, _)| leaf), place }
}

/// Front, body and back.
pub(super) fn split<'u, 's>(
    units: &'u [Unit<'s>],
) -> (&'u [Unit<'s>], &'u [Unit<'s>], &'u [Unit<'s>]) {
    let (front, rest) = units.split_at(front_length(units));
    let (body, back) = rest.split_at(rest.len() - back_length(rest));
    (front, body, back)
}

fn is_of_head(role: Option<Role>) -> bool {
    use Role::{Byline, Category, Dateline, Lead, Subtitle};
    matches!(role, Some(Byline | Category | Dateline | Lead | Subtitle))
}

/// Whether a block is a paragraph of a few words that has no role.
fn is_line(job: &Job<'_>, leaf: NodeId, form: Form) -> bool {
    const LONGEST: f32 = 12.0;
    form == Form::Paragraph && job.doc.role(leaf).is_none() && job.doc.words(leaf) <= LONGEST
}

/// How many units belong to the front: all up to the last masthead before anything else, and the line or
/// two that stand above the title, which would else be no heading any more.
fn front_length(units: &[Unit<'_>]) -> usize {
    const MOST_LINES: usize = 2;
    let around = |place| matches!(place, Place::Masthead | Place::Gap | Place::Picture);
    let run =
        |fits: &dyn Fn(Place) -> bool| units.iter().take_while(|unit| fits(unit.place)).count();
    let with_lines = run(&|place| around(place) || place == Place::Line);
    let head = |unit: &&Unit<'_>| !matches!(unit.place, Place::Head | Place::Gap);
    let titled = units[with_lines..].iter().find(head).map(|unit| unit.place) == Some(Place::Title);
    let lines = units[..with_lines].iter().filter(|unit| unit.place == Place::Line).count();
    let run = if titled && lines <= MOST_LINES { with_lines } else { run(&around) };
    let ends = |unit: &Unit<'_>| matches!(unit.place, Place::Masthead | Place::Line);
    units[..run].iter().rposition(ends).map_or(0, |at| at + 1)
}

/// How many units belong to the back: tags, comments, and what was removed after the article.
fn back_length(units: &[Unit<'_>]) -> usize {
    let fits = |unit: &&Unit<'_>| matches!(unit.place, Place::Tags | Place::Comments | Place::Gap);
    let run = units.iter().rev().take_while(fits).count();
    // Where there is no article, what was removed has nothing to stand behind.
    let all_gone = units.iter().all(|unit| unit.place == Place::Gap);
    if all_gone { 0 } else { run }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(places: &[Place]) -> usize {
        let unit = |&place: &Place| Unit { steps: &[], first: NodeId::ROOT, place };
        front_length(&places.iter().map(unit).collect::<Vec<_>>())
    }

    #[test]
    fn mastheads_and_few_lines_above_the_title_are_the_front() {
        use Place::{Body, Gap, Head, Line, Masthead, Title};
        assert_eq!(front(&[Gap, Masthead, Gap, Title, Body]), 2);
        assert_eq!(front(&[Gap, Line, Gap, Head, Title, Body]), 2);
        assert_eq!(front(&[Line, Masthead, Line, Title]), 3);
        assert_eq!(front(&[Line, Title, Body]), 1);
        // What has no title below it, or stands in a crowd, belongs to the text.
        assert_eq!(front(&[Line, Body, Title]), 0);
        assert_eq!(front(&[Line, Line, Line, Title]), 0);
        assert_eq!(front(&[Masthead, Line, Line, Line, Masthead, Title]), 1);
        assert_eq!(front(&[Masthead, Line, Body]), 1);
    }
}
