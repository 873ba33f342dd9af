//! The name of the site in a page's title, and the title without it.

use crate::document::{Document, Field, fold, words};

use super::Gathered;

/// What the site is called: by its own claim, and by the host of the page.
pub(super) struct Site {
    name: Option<String>,
    host: Option<String>,
    /// Headings that are the name of the site or of the book that the page is a part of.
    others: Vec<String>,
}

impl Site {
    pub(super) fn of(doc: &Document, found: &Gathered<'_>) -> Site {
        let url = doc.source.url.as_deref().or(found.get(Field::Url));
        let host = url.and_then(|url| url.split_once("://")?.1.split(['/', ':', '?']).next());
        // Some pages give their own title for the name of the site.
        let title = doc.claim("title").map(|title| fold(&super::tidy(title))).unwrap_or_default();
        let name = found.get(Field::Site).map(fold);
        Site {
            name: name.filter(|name| !name.is_empty() && *name != title),
            host: host.map(|host| fold(host.trim_start_matches("www."))),
            others: Vec::new(),
        }
    }

    /// Takes another name of the site, folded.
    pub(super) fn also(&mut self, name: String) {
        self.others.push(name);
    }

    /// Whether a text is the name of the site: as it is claimed, a beginning of that or more than
    /// that, or what its host begins with.
    pub(super) fn is(&self, text: &str) -> bool {
        const SHORTEST: usize = 4;
        const SHORTEST_HOST: usize = 3;
        const LONGER: usize = 2;
        let text = fold(text);
        let begins = |name: &String| {
            *name == text
                || (text.len() >= SHORTEST && name.starts_with(&text))
                || (name.len() >= SHORTEST
                    && text.starts_with(name.as_str())
                    && text.len() <= LONGER * name.len())
        };
        let hosted = |host: &String| text.len() >= SHORTEST_HOST && host.starts_with(&text);
        !text.is_empty()
            && (self.name.as_ref().is_some_and(begins)
                || self.host.as_ref().is_some_and(hosted)
                || self.others.contains(&text))
    }

    /// A title without the name of the site before or behind it. Where neither end is known to be the
    /// site, a short last part is taken for it; what stands behind an upright stroke always is.
    pub(super) fn cut<'a>(&self, title: &'a str) -> &'a str {
        const LONGEST_SITE: f32 = 5.0;
        const SHORTEST: f32 = 2.0;
        let known = self.cut_known(title);
        if let Some((first, _)) = known.split_once(['|', '｜'])
            && words(first) >= SHORTEST
        {
            return first.trim();
        }
        let parts = parts(title);
        let (Some(last), true) = (parts.last(), known == title && parts.len() > 1) else {
            return known;
        };
        let rest = title[..parts[parts.len() - 2].1].trim();
        let name = &title[last.0..last.1];
        let short = words(name) <= LONGEST_SITE && words(name) < words(rest);
        if short { rest } else { title }
    }

    /// A title without what is known to be the name of the site.
    pub(super) fn cut_known<'a>(&self, title: &'a str) -> &'a str {
        if let Some(rest) = title.strip_suffix(['）', ')'])
            && let Some((rest, last)) = rest.rsplit_once(['（', '('])
            && self.is(last)
        {
            return rest.trim();
        }
        let mut parts = parts(title);
        let named = |part: &(usize, usize)| self.is(&title[part.0..part.1]);
        if parts.len() > 1 && parts.first().is_some_and(named) {
            parts.remove(0);
        }
        while parts.len() > 1 && parts.last().is_some_and(named) {
            parts.pop();
        }
        match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => &title[first.0..last.1],
            _ => title,
        }
    }
}

/// The parts of a title between the signs that set the name of a site apart, as byte ranges.
pub(super) fn parts(title: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut begun = 0;
    for (at, sign) in title.match_indices(is_mark) {
        let double = title[at..].starts_with("::");
        let end = at + if double { "::".len() } else { sign.len() };
        let spaced = |c: Option<char>| c.is_some_and(char::is_whitespace);
        // "A-B" is one word, "A|B" and "A｜B" are two parts.
        let apart = spaced(title[..at].chars().next_back()) && spaced(title[end..].chars().next());
        let colon = sign == ":" && !double;
        if at < begun || colon || !(apart || matches!(sign, "|" | "｜")) {
            continue;
        }
        parts.push((begun, at));
        begun = end;
    }
    parts.push((begun, title.len()));
    let trimmed = parts.into_iter().map(|(start, end)| {
        let part = &title[start..end];
        let lead = part.len() - part.trim_start().len();
        let tail = part.len() - part.trim_end().len();
        (start + lead, end - tail)
    });
    trimmed.filter(|(start, end)| start < end).collect()
}

fn is_mark(c: char) -> bool {
    matches!(c, '|' | '｜' | '∣' | '-' | '–' | '—' | '·' | '•' | '»' | '«' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str, host: &str) -> Site {
        Site { name: Some(fold(name)), host: Some(fold(host)), others: Vec::new() }
    }

    #[test]
    fn the_name_of_the_site_is_cut_at_either_end() {
        let quay = site("The Quay", "quay.example");
        assert_eq!(quay.cut("Boats at rest | Harbours | The Quay"), "Boats at rest");
        assert_eq!(quay.cut("Boats at rest - Harbours - The Quay"), "Boats at rest - Harbours");
        assert_eq!(quay.cut("The Quay - Boats at rest"), "Boats at rest");
        assert_eq!(
            quay.cut("Boats at rest (The Quay)"),
            "Boats at rest (The Quay)".split(" (").next().unwrap()
        );
        assert_eq!(quay.cut("Boats :: quay.example"), "Boats");
    }

    #[test]
    fn a_short_last_part_is_taken_for_the_site_and_a_long_one_is_not() {
        let unknown = Site { name: None, host: None, others: Vec::new() };
        assert_eq!(
            unknown.cut("Boats at rest in the bay – Harbour News"),
            "Boats at rest in the bay"
        );
        assert_eq!(unknown.cut("Boats - at rest in the bay"), "Boats - at rest in the bay");
        assert_eq!(unknown.cut("Well-made boats: a guide"), "Well-made boats: a guide");
    }
}
