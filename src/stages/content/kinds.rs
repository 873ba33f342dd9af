//! Which lines of a plain text are of consent dialogs and of share bars whose wording no rule knows, as forests
//! of small trees judge them by the measures of the stage.

use std::sync::LazyLock;

use super::lines::names;
use crate::document::Boilerplate;
use crate::forest::{Forest, Matrix};

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

/// Of each line as what it goes whatever else speaks for it; nothing for most.
pub(super) fn tell(matrix: &Matrix) -> Vec<Option<Boilerplate>> {
    let mut told = vec![None; matrix.rows()];
    for kind in KINDS.iter() {
        let scores = kind.forest.score(matrix);
        for (told, _) in told.iter_mut().zip(scores).filter(|(_, score)| *score >= kind.enough) {
            told.get_or_insert(kind.boilerplate);
        }
    }
    told
}

/// The rule that is named for a kind.
pub(super) fn rule(kind: Boilerplate) -> &'static str {
    match kind {
        Boilerplate::CookieBanner => "content/cookies",
        _ => "content/share",
    }
}
