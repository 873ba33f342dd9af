//! The weights of the score. Made by `cargo xtask fit`, not by hand.

use super::features::Features;

/// For lines.
pub(super) const LINE: Features = Features { bias: 0.0, words: 0.0, link: 0.0, linked: 0.0, sentence: 0.0, stops: 0.0, repeated: 0.0, heading: 0.0, control: 0.0, nav: 0.0, aside: 0.0, footer: 0.0, header: 0.0, form: 0.0, article: 0.0, main: 0.0, hidden: 0.0, gap: 0.0, apart_before: 0.0, apart_after: 0.0, core: 0.0, above_title: 0.0, below_title: 0.0, position: 0.0, top: 0.0, link_2: 0.0, long_3: 0.0, long_12: 0.0, near_link: 0.0, near_long: 0.0, wide_long: 0.0, group_words: 0.0, group_link: 0.0, group_share: 0.0, section_words: 0.0 };
/// For running text.
pub(super) const PROSE: Features = LINE;
