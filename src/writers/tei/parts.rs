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

/// How many units belong to the front: all up to the last masthead before anything else.
fn front_length(units: &[Unit<'_>]) -> usize {
    let fits =
        |unit: &&Unit<'_>| matches!(unit.place, Place::Masthead | Place::Gap | Place::Picture);
    let run = units.iter().take_while(fits).count();
    units[..run].iter().rposition(|unit| unit.place == Place::Masthead).map_or(0, |at| at + 1)
}

/// How many units belong to the back: tags, comments, and what was removed after the article.
fn back_length(units: &[Unit<'_>]) -> usize {
    let fits = |unit: &&Unit<'_>| matches!(unit.place, Place::Tags | Place::Comments | Place::Gap);
    let run = units.iter().rev().take_while(fits).count();
    // Where there is no article, what was removed has nothing to stand behind.
    let all_gone = units.iter().all(|unit| unit.place == Place::Gap);
    if all_gone { 0 } else { run }
}
