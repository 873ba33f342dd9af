//! An article: what is to stay, in the order in which it stands.

use super::dates::Day;
use super::page::{Gold, Page};
use super::pieces::Pieces;
use crate::render::Form;
use crate::train::random::Random;

/// What is known of an article.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) title: String,
    /// The date of publication, as it is in ISO 8601.
    pub(super) published: Option<String>,
    pub(super) tags: Vec<String>,
}

/// Things of a list without repetition, as many as there are at most.
pub(super) fn some<'a, T>(among: &'a [T], count: usize, random: &mut Random) -> Vec<&'a T> {
    let mut order: Vec<&T> = among.iter().collect();
    random.shuffle(&mut order);
    order.truncate(count);
    order
}

/// One of a list.
pub(super) fn one<'a>(among: &'a [String], random: &mut Random) -> &'a str {
    &among[random.below(among.len())]
}

/// Adds the head of an article: brand, category, title, date, author.
pub(super) fn head(pieces: &Pieces, about: bool, page: &mut Page, random: &mut Random) -> Known {
    let titles = if about { &pieces.about_titles } else { &pieces.titles };
    let title = one(titles, random).to_owned();
    let site = one(&pieces.sites, random);
    if random.happens(0.15) {
        page.add(Gold::Neutral, Form::Line, format!("{title} | {site}"));
    } else if random.happens(0.4) {
        page.add(Gold::Neutral, Form::Line, site);
    }
    if random.happens(0.3) {
        page.add(Gold::Neutral, Form::Line, one(&pieces.kickers, random));
    }
    page.add(Gold::Title, Form::Heading, title.as_str());
    if random.happens(0.1) {
        page.add(Gold::Neutral, Form::Line, title.as_str());
    }
    let day = random.happens(0.85).then(|| Day::draw(random));
    let date = day.map(|day| day.write(one(&pieces.dates, random), &pieces.months, random));
    let name = one(&pieces.names, random);
    let byline = one(&pieces.bylines, random).replace("{name}", name);
    match (date, random.below(4)) {
        (Some(date), 0) => page.add(Gold::Meta, Form::Line, format!("{byline} | {date}")),
        (Some(date), 1) => {
            page.add(Gold::Meta, Form::Line, date);
            page.add(Gold::Meta, Form::Line, byline);
        }
        (Some(date), 2) => {
            page.add(Gold::Meta, Form::Line, byline);
            page.add(Gold::Meta, Form::Line, date);
        }
        (Some(date), _) => page.add(Gold::Meta, Form::Line, date),
        (None, _) => page.add(Gold::Meta, Form::Line, byline),
    }
    Known { title, published: day.map(Day::iso), tags: Vec::new() }
}

/// A paragraph of so many sentences, none of which stands twice in an article.
fn paragraph(pool: &mut Vec<&String>, count: usize, joint: &str) -> Option<String> {
    let taken: Vec<&str> = (0..count).filter_map(|_| pool.pop()).map(String::as_str).collect();
    (!taken.is_empty()).then(|| taken.join(joint))
}

/// The sentences of an article, in the order in which they will be taken from the end.
pub(super) fn pool<'a>(pieces: &'a Pieces, about: bool, random: &mut Random) -> Vec<&'a String> {
    let mut pool: Vec<&String> = pieces.sentences.iter().collect();
    if about {
        pool.truncate(pool.len() / 2);
        pool.extend(&pieces.about);
    }
    random.shuffle(&mut pool);
    pool
}

/// Adds the body of an article; between its parts `between` may add what does not belong to it.
pub(super) fn body(
    pieces: &Pieces,
    pool: &mut Vec<&String>,
    page: &mut Page,
    random: &mut Random,
    mut between: impl FnMut(&mut Page, &mut Random),
) {
    let headings = some(&pieces.headings, 1 + random.below(4), random);
    let mut extras = some(&[0_u8, 1, 2, 3, 4, 5, 6, 7], 3, random);
    let lead = 1 + random.below(2);
    page.extend(Gold::Text, Form::Paragraph, paragraph(pool, lead, &pieces.joint));
    for heading in std::iter::once(None).chain(headings.into_iter().map(Some)) {
        let paragraphs = 1 + random.below(3);
        let text = |pool: &mut Vec<&String>, random: &mut Random| {
            paragraph(pool, 1 + random.below(4), &pieces.joint)
        };
        let first = text(pool, random);
        if first.is_none() {
            break;
        }
        if let Some(heading) = heading {
            page.add(Gold::Heading, Form::Heading, heading.as_str());
        }
        page.extend(Gold::Text, Form::Paragraph, first);
        for _ in 1..paragraphs {
            page.extend(Gold::Text, Form::Paragraph, text(pool, random));
        }
        if let Some(extra) = extras.pop() {
            self::extra(*extra, pieces, page, random);
            page.extend(Gold::Text, Form::Paragraph, text(pool, random));
        }
        between(page, random);
    }
}

/// Adds what is not running text but belongs to the article.
fn extra(which: u8, pieces: &Pieces, page: &mut Page, random: &mut Random) {
    page.next_group();
    match which {
        0 => {
            for item in some(&pieces.items, 3 + random.below(4), random) {
                page.add(Gold::Text, Form::Item(1), item.as_str());
            }
        }
        1 => {
            for [question, answer] in some(&pieces.talk, 3, random) {
                page.add(Gold::Text, Form::Paragraph, format!("{} {question}", pieces.turns[0]));
                page.add(Gold::Text, Form::Paragraph, format!("{} {answer}", pieces.turns[1]));
            }
        }
        2 => {
            for line in &pieces.verse {
                page.add(Gold::Text, Form::Line, line.as_str());
            }
        }
        3 => {
            for row in &pieces.table {
                page.add_row(Gold::Text, row);
            }
        }
        4 => page.add(Gold::Text, Form::Quote, one(&pieces.quotes, random)),
        // Most captions have a credit; without one nothing tells them from headings.
        5 => {
            let which = usize::from(random.happens(0.2));
            page.add(Gold::Text, Form::Line, pieces.captions[which].as_str());
        }
        _ => page.add(Gold::Text, Form::Paragraph, one(&pieces.short, random)),
    }
    page.next_group();
}

/// Adds a line of tags.
pub(super) fn tags(pieces: &Pieces, known: &mut Known, page: &mut Page, random: &mut Random) {
    let tags = some(&pieces.tags, 2 + random.below(3), random);
    let comma = pieces.tag_lines[0].as_str();
    let line = &pieces.tag_lines[1 + random.below(pieces.tag_lines.len() - 1)];
    known.tags = tags.iter().map(|tag| (*tag).clone()).collect();
    page.add(Gold::Meta, Form::Line, line.replace("{tags}", &known.tags.join(comma)));
}
