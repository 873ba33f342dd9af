//! Mojibake: text that somebody decoded in the wrong encoding, and wrote down as what it then looked
//! like: `Ã©` for `é`, `鎴汇倠` for `戻る`.
//!
//! It is undone by encoding it in the wrong encoding and decoding it in the right one (`misread`).
//! Whether it is mojibake is a matter of how improbable it is as it stands and how improbable as what
//! it becomes (`surprise`): clean text hardly ever becomes anything at all that way, and what it becomes
//! is worse. Mojibake of mojibake comes off layer by layer.

mod misread;
mod surprise;

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;
use memchr::{memchr3, memrchr3};

use crate::document::{Mangled, Mojibake, start};
use crate::rules::han::Han;
use misread::{Line, MISREADINGS, Misreading, Piece};
use surprise::Surprise;

/// A document in which all that is mended makes less of a difference is clean, in natural logarithms
/// of odds.
const ENOUGH: f32 = 8.0;
/// A line is mojibake when mending it makes this difference,
const NOTICED: f32 = 4.0;
/// or this in a document of which some is.
const LIKELY: f32 = 1.0;

/// How improbable a text is, in natural logarithms; nothing if the tables are broken.
pub(super) fn surprise(text: &str) -> Option<f32> {
    Some(Surprise { han: Han::load().ok()? }.of(None, text, None))
}

/// Finds mojibake, layer by layer, and mends it if that is wanted.
pub fn mend(text: Cow<'_, str>, repair: bool) -> (Cow<'_, str>, Vec<Mojibake>) {
    /// What was decoded wrongly oftener than this is lost.
    const LAYERS: usize = 3;
    let mut layers = Vec::new();
    let Ok(han) = Han::load() else { return (text, layers) };
    let surprise = Surprise { han };
    let mut mended: Option<String> = None;
    for _ in 0..LAYERS {
        let Some(layer) = layer(&surprise, mended.as_deref().unwrap_or(&text)) else { break };
        layers.push(Mojibake { repaired: repair, ..layer.1 });
        mended = Some(layer.0);
    }
    let text = mended.filter(|_| repair).map_or(text, Cow::Owned);
    (text, layers)
}

/// The text without its outermost layer of mojibake, and what that was.
fn layer(surprise: &Surprise<'_>, text: &str) -> Option<(String, Mojibake)> {
    /// A document that is clean so far is clean, in bytes of lines that are not all ASCII.
    const MOST: usize = 1 << 20;
    let mut gains = [0.0; MISREADINGS.len()];
    let mut looked_at = 0;
    for line in lines(text) {
        let line = Line::new(&text[line]);
        looked_at += line.text.len();
        if looked_at > MOST {
            break;
        }
        let oddness = surprise.oddness(line.text);
        for (gain, misreading) in gains.iter_mut().zip(&MISREADINGS) {
            if oddness >= misreading.oddness {
                *gain += evidence(surprise, misreading, &line);
            }
        }
    }
    // Of two equals the one that stands first.
    let most = gains.iter().zip(&MISREADINGS).rev().max_by(|a, b| a.0.total_cmp(b.0));
    let (_, misreading) = most.filter(|(gain, _)| **gain >= ENOUGH)?;
    Some(peel(surprise, misreading, text))
}

/// What a line says for one way of misreading.
fn evidence(surprise: &Surprise<'_>, misreading: &Misreading, line: &Line<'_>) -> f32 {
    /// That all of a line is valid UTF-8 by chance is less probable by so much with each character.
    const VALID: f32 = 2.0;
    let beyond_ascii = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let pieces = undo(surprise, misreading, line);
    let found: f32 = pieces.iter().map(|(gain, _)| gain).sum();
    if found < NOTICED {
        return 0.0;
    }
    let covered: usize =
        pieces.iter().map(|(_, piece)| beyond_ascii(&line.text[piece.found.clone()])).sum();
    let all = beyond_ascii(line.text);
    let valid = misreading.is_exact() && covered == all;
    found + if valid { VALID * all as f32 } else { 0.0 }
}

/// Mends all that was misread in one way.
fn peel(surprise: &Surprise<'_>, misreading: &Misreading, text: &str) -> (String, Mojibake) {
    let mut mended = String::with_capacity(text.len());
    let mut pieces: Vec<Mangled> = Vec::new();
    let mut from = 0;
    for line in lines(text) {
        let at = line.start;
        for (_, piece) in undo(surprise, misreading, &Line::new(&text[line])) {
            let found = at + piece.found.start..at + piece.found.end;
            mended.push_str(&text[from..found.start]);
            mended.push_str(&piece.meant);
            from = found.end;
            note(&mut pieces, &text[found], piece.meant);
        }
    }
    mended.push_str(&text[from..]);
    let (read_as, encoding) = (misreading.read_as(), misreading.meant.name());
    (mended, Mojibake { read_as, encoding, repaired: false, pieces })
}

/// Counts a piece. Where there are many, only neighbours are looked at for the same.
fn note(pieces: &mut Vec<Mangled>, found: &str, meant: String) {
    const NEAR: usize = 64;
    let near = pieces.len().saturating_sub(NEAR);
    match pieces[near..].iter_mut().find(|piece| piece.found == found) {
        Some(piece) => piece.count += 1,
        None => pieces.push(Mangled { found: found.to_owned(), meant, count: 1 }),
    }
}

/// The pieces of a line that make more sense when they are read anew, each with how much more.
fn undo(surprise: &Surprise<'_>, misreading: &Misreading, line: &Line<'_>) -> Vec<(f32, Piece)> {
    let text = line.text;
    let gain = |piece: &Piece| {
        let before = text[..piece.found.start].chars().next_back();
        let after = text[piece.found.end..].chars().next();
        surprise.of(before, &text[piece.found.clone()], after)
            - surprise.of(before, &piece.meant, after)
    };
    let pieces = misreading.undo(line).into_iter().map(|piece| (gain(&piece), piece));
    pieces.filter(|(gain, _)| *gain >= LIKELY).collect()
}

/// The lines of a text, or what stands between two tags, as far as they are not all ASCII. Neither a
/// line feed nor an angle bracket is ever part of a character of several bytes. Long lines are cut,
/// where there is one at a space.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    /// In bytes: so much ASCII stands before what is not, and so long is a piece of a line.
    const BEFORE: usize = 32;
    const LONGEST: usize = 1 << 14;
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + ascii(&bytes[from..]);
        if at == bytes.len() {
            return None;
        }
        let near = from.max(at.saturating_sub(BEFORE));
        let line =
            memrchr3(b'\n', b'<', b'>', &bytes[near..at]).map_or(near, |lead| near + lead + 1);
        let rest = start(&text[at..], LONGEST);
        let end = memchr3(b'\n', b'<', b'>', rest.as_bytes()).unwrap_or_else(|| {
            let is_cut = at + rest.len() < text.len();
            rest.rfind(' ').filter(|&space| is_cut && space > 0).unwrap_or(rest.len())
        });
        from = at + end;
        Some(line..from)
    })
}

/// How many bytes are ASCII before the first that is not. Most pages have long runs of it: many bytes are
/// looked at together first.
fn ascii(bytes: &[u8]) -> usize {
    const LOOK: usize = 256;
    let is_ascii = |part: &&[u8]| part.iter().fold(0, |all, byte| all | byte).is_ascii();
    let run: usize = bytes.chunks(LOOK).take_while(is_ascii).map(<[u8]>::len).sum();
    run + Encoding::ascii_valid_up_to(&bytes[run..])
}

#[cfg(test)]
mod tests;
