//! HTML, made so that no text can become markup: what is not written in this program goes through
//! [`Markup::text`].

/// A page in the making.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Adds markup. Only what stands in this program may be given.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Markup {
        self.0.push_str(markup);
        self
    }

    /// Adds text, in an element or in an attribute that stands in double quotes. What could turn the
    /// line around or is no character of HTML is shown as a sign.
    pub(super) fn text(&mut self, text: &str) -> &mut Markup {
        for c in text.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\'' => self.0.push_str("&#39;"),
                c if is_harmful(c) => self.0.push(char::REPLACEMENT_CHARACTER),
                c => self.0.push(c),
            }
        }
        self
    }

    /// Adds a number.
    pub(super) fn number(&mut self, number: u64) -> &mut Markup {
        self.0.push_str(&number.to_string());
        self
    }

    /// The page.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// Control characters, and the explicit directional formatting characters of Unicode Standard Annex
/// #9, section 2.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        let mut page = Markup::default();
        page.raw("<p title=\"").text("\" onload='x").raw("\">").text("</p><script>&\u{202E}\0");
        let expected =
            "<p title=\"&quot; onload=&#39;x\">&lt;/p&gt;&lt;script&gt;&amp;\u{FFFD}\u{FFFD}";
        assert_eq!(page.finish(), expected);
    }
}
