//! What stands around an article, and is to go.

use super::compose::{one, some};
use super::dates::Day;
use super::page::{Gold, Page};
use super::pieces::{NETWORKS, Pieces};
use crate::render::Form;
use crate::train::random::Random;

/// How many settings [`Page::add_entries`] knows.
const SETTINGS: usize = 6;

/// Adds a menu, a trail of breadcrumbs, log-in and search, as chance has it.
pub(super) fn top(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    if random.happens(0.4) {
        let entries = texts(some(&pieces.account, 1 + random.below(4), random));
        page.add_entries(Gold::Account, &entries, random.below(2));
    }
    if random.happens(0.75) {
        let count = 4 + random.below(pieces.menu.len().saturating_sub(4));
        let mut entries = texts(pieces.menu.iter().take(count).collect());
        if random.happens(0.3) {
            entries.remove(0);
        }
        page.add_entries(Gold::Menu, &entries, random.below(SETTINGS));
    }
    if random.happens(0.35) {
        let sign = [" > ", " » ", " / ", " › "][random.below(4)];
        page.add(Gold::Menu, Form::Line, pieces.crumbs.join(sign));
    }
}

/// Adds a consent dialog: a notice alone with its buttons, or one with purposes and vendors.
pub(super) fn cookies(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    let words = &pieces.cookies;
    page.next_group();
    if random.happens(0.5) {
        page.add(Gold::Cookies, Form::Line, one(&words.titles, random));
    }
    page.add(Gold::Cookies, Form::Paragraph, one(&words.notices, random));
    if random.happens(0.5) {
        for [purpose, what] in some(&words.purposes, 2 + random.below(3), random) {
            page.add(Gold::Cookies, Form::Line, purpose.as_str());
            page.add(Gold::Cookies, Form::Line, what.as_str());
            if random.happens(0.2) {
                page.add(Gold::Cookies, Form::Line, one(&words.buttons, random));
            }
        }
    }
    for detail in some(&words.details, random.below(3), random) {
        page.add(Gold::Cookies, Form::Line, detail.as_str());
    }
    let buttons = texts(some(&words.buttons, 1 + random.below(3), random));
    page.add_entries(Gold::Cookies, &buttons, [0, 0, 0, 1, 3][random.below(5)]);
}

/// Adds a share bar.
pub(super) fn share(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    let words = &pieces.share;
    let mut entries: Vec<String> = Vec::new();
    let lead = random.happens(0.6);
    let mut buttons: Vec<String> =
        some(&words.buttons, 1 + random.below(2), random).into_iter().cloned().collect();
    let networks = 2 + random.below(3);
    buttons
        .extend(some(&NETWORKS, networks, random).into_iter().map(|network| (*network).to_owned()));
    random.shuffle(&mut buttons);
    if lead {
        entries.push(one(&words.leads, random).to_owned());
    }
    entries.extend(buttons);
    if random.happens(0.25) {
        let count = (1 + random.below(900)).to_string();
        entries.push(one(&words.counts, random).replace("{n}", &count));
    }
    let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
    page.add_entries(Gold::Share, &entries, random.below(SETTINGS));
}

/// Adds a list of other articles, with dates perhaps.
pub(super) fn teasers(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    let words = &pieces.teasers;
    let dated = random.happens(0.4);
    let form = if random.happens(0.3) { Form::Item(1) } else { Form::Line };
    page.add(Gold::Teasers, Form::Heading, one(&words.openers, random));
    page.next_group();
    for headline in some(&words.headlines, 2 + random.below(4), random) {
        page.add(Gold::Teasers, form, headline.as_str());
        if dated {
            let date = Day::draw(random).write(&pieces.dates[0], &pieces.months, random);
            page.add(Gold::Teasers, Form::Line, date);
        }
    }
    page.next_group();
}

/// Adds one line in the middle of the text: another article, a box of the newsletter, the label of an
/// advertisement.
pub(super) fn amid(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    match random.below(9) {
        0 => {
            let title = one(&pieces.teasers.headlines, random);
            let line = one(&pieces.teasers.inline, random).replace("{title}", title);
            page.add(Gold::Teasers, Form::Line, line);
        }
        1 => page.add(Gold::Advertisement, Form::Line, one(&pieces.ads, random)),
        2 => newsletter(pieces, page, random),
        _ => {}
    }
    page.next_group();
}

/// Adds a newsletter box.
pub(super) fn newsletter(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    page.next_group();
    for line in &pieces.newsletter[random.below(pieces.newsletter.len())] {
        page.add(Gold::Newsletter, Form::Line, line.as_str());
    }
    page.next_group();
}

/// Adds what readers wrote.
pub(super) fn comments(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    let words = &pieces.comments;
    let count = 1 + random.below(4);
    let opener = one(&words.openers, random).replace("{n}", &count.to_string());
    page.add(Gold::Comments, Form::Heading, opener);
    for text in some(&words.texts, count, random) {
        page.next_group();
        page.add(Gold::Comments, Form::Line, one(&pieces.names, random));
        if random.happens(0.6) {
            let date = Day::draw(random).write(&pieces.dates[0], &pieces.months, random);
            let ago = one(&words.ago, random).to_owned();
            page.add(Gold::Comments, Form::Line, if random.happens(0.5) { date } else { ago });
        }
        page.add(Gold::Comments, Form::Line, text.as_str());
        if random.happens(0.6) {
            page.add(Gold::Comments, Form::Line, one(&words.actions, random));
        }
    }
    page.next_group();
    if random.happens(0.5) {
        for line in &words.form {
            page.add(Gold::Comments, Form::Line, line.as_str());
        }
    }
}

/// Adds the foot of the page.
pub(super) fn foot(pieces: &Pieces, page: &mut Page, random: &mut Random) {
    let site = one(&pieces.sites, random);
    let lines = some(&pieces.footer, 2 + random.below(4), random);
    let lines: Vec<String> = lines.into_iter().map(|line| line.replace("{site}", site)).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    page.add_entries(Gold::Footer, &lines, random.below(2));
}

fn texts(among: Vec<&String>) -> Vec<&str> {
    among.into_iter().map(String::as_str).collect()
}
