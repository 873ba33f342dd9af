//! Pages as plain text: what comes of them when they are copied or scraped without their markup.

mod blocks;
mod style;
mod width;

use pumice::document::Document;

use crate::train::random::Random;
pub(crate) use blocks::{Block, Form};
pub(crate) use style::{Line, STYLES, Style, lines};

/// A page as plain text.
pub(crate) fn render(doc: &Document, style: Style, seed: u64) -> String {
    join(&lines(&blocks::of(doc), style, &mut Random::new(seed)))
}

/// Lines as one text.
pub(crate) fn join(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use pumice::document::Source;
    use pumice::readers::{Limits, html};

    use super::*;

    const PAGE: &str = "<ul><li>Home<li>Boats</ul><h1>Nets</h1><p>A <b>long</b> net.</p>\
        <p hidden>Not shown.</p><table><tr><td>a<td>b</table>";

    fn text(style: Style) -> String {
        let doc = html::read(PAGE, Source::default(), &Limits::default());
        render(&doc, style, 3)
    }

    #[test]
    fn lines_stand_as_the_style_has_them() {
        assert_eq!(text(Style::Solid), "Home\nBoats\nNets\nA long net.\na\tb\n");
        assert_eq!(text(Style::Inner), "Home\nBoats\n\nNets\n\nA long net.\n\na\tb\n");
        assert!(text(Style::Nodes).contains("\nA\nlong\nnet.\na\nb\n"));
    }

    #[test]
    fn what_is_hidden_is_not_rendered() {
        for style in STYLES {
            assert!(!text(style).contains("shown"), "{style:?}");
        }
    }
}
