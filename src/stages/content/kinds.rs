//! Which lines of a plain text are of consent dialogs and of share bars whose wording no rule knows, as forests
//! of small trees judge them by the measures of the stage.

use std::sync::LazyLock;

use super::lines::names;
use crate::document::Boilerplate;
use crate::forest::{Forest, Matrix, chance};

/// A kind of lines that never belong to the article.
struct Kind {
    boilerplate: Boilerplate,
    forest: Forest,
    /// The log-odds, in units of the forest, from which on a line is of that kind.
    enough: i32,
}

impl Kind {
    fn read(boilerplate: Boilerplate, forest: &str, enough: i32) -> Kind {
        // A test reads the files, too.
        let forest = Forest::parse(forest, names()).unwrap_or_else(|e| unreachable!("{e:#}"));
        Kind { boilerplate, forest, enough }
    }
}

/// The forests that are compiled in; `cargo xtask lines cookies` and `share` write them.
static KINDS: LazyLock<[Kind; 2]> = LazyLock::new(|| {
    [
        Kind::read(Boilerplate::CookieBanner, include_str!("cookies.forest"), -1800),
        Kind::read(Boilerplate::ShareButtons, include_str!("share.forest"), -1500),
    ]
});

/// As what a line goes, unless it is quite like the article.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) kind: Boilerplate,
    /// How likely that is, 0 to 1. A few in ten are enough: what else such a line could be goes as well.
    pub(super) chance: f32,
}

impl Told {
    /// The rule that is named for the kind.
    pub(super) fn rule(self) -> &'static str {
        match self.kind {
            Boilerplate::CookieBanner => "content/cookies",
            _ => "content/share",
        }
    }

    /// What it is told by, for people.
    pub(super) fn evidence(self) -> &'static str {
        match self.kind {
            Boilerplate::CookieBanner => {
                "by its words and its place like a line of a consent dialog"
            }
            _ => "by its words and its place like a line of a share bar",
        }
    }
}

/// Of each line as what it goes; nothing for most.
pub(super) fn tell(matrix: &Matrix) -> Vec<Option<Told>> {
    let mut told = vec![None; matrix.rows()];
    for kind in KINDS.iter() {
        let scores = kind.forest.score(matrix);
        for (told, score) in told.iter_mut().zip(scores) {
            if score >= kind.enough {
                told.get_or_insert(Told { kind: kind.boilerplate, chance: chance(score) });
            }
        }
    }
    told
}
