//! The document type, which is read for one thing: pages of old types are in *quirks mode*, where
//! tables stand in paragraphs (HTML Standard, 13.2.5.53 to 13.2.5.67 and 13.2.6.4.1).

use super::lex::is_space;

/// Whether a declaration of a document type, which begins with `<!doctype` and goes up to its `>` or
/// the end of the page, makes quirks.
pub(super) fn makes_quirks(source: &str) -> bool {
    const OPENING: usize = "<!doctype".len();
    let Some(source) = source.get(OPENING..).and_then(|rest| rest.strip_suffix('>')) else {
        return true;
    };
    let (name, rest) = name(source);
    let Some(ids) = identifiers(rest) else { return true };
    name != "html" || ids.make_quirks()
}

/// The name in lower case, and what follows it.
fn name(source: &str) -> (String, &str) {
    let source = skip_space(source);
    let end = source.bytes().position(is_space).unwrap_or(source.len());
    let (name, rest) = source.split_at(end);
    (name.to_ascii_lowercase(), skip_space(rest))
}

/// What a document type is identified by, in lower case.
#[derive(Debug, Default, PartialEq, Eq)]
struct Identifiers {
    public: Option<String>,
    system: Option<String>,
}

/// The identifiers behind the name; nothing when they are broken.
fn identifiers(rest: &str) -> Option<Identifiers> {
    if rest.is_empty() {
        return Some(Identifiers::default());
    }
    let (keyword, rest) = rest.split_at_checked(6)?;
    let (first, rest) = quoted(rest)?;
    if keyword.eq_ignore_ascii_case("system") {
        return Some(Identifiers { public: None, system: Some(first) });
    }
    if !keyword.eq_ignore_ascii_case("public") {
        return None;
    }
    let system = if skip_space(rest).is_empty() { None } else { Some(quoted(rest)?.0) };
    Some(Identifiers { public: Some(first), system })
}

/// A string in quotation marks, and what follows it.
fn quoted(rest: &str) -> Option<(String, &str)> {
    let rest = skip_space(rest);
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (quoted, rest) = rest[1..].split_once(mark)?;
    Some((quoted.to_ascii_lowercase(), rest))
}

fn skip_space(source: &str) -> &str {
    source.trim_start_matches(|c: char| u8::try_from(c).is_ok_and(is_space))
}

impl Identifiers {
    fn make_quirks(&self) -> bool {
        if self.system.as_deref() == Some(IBM) {
            return true;
        }
        let Some(public) = self.public.as_deref() else { return false };
        let begins = |starts: &[&str]| starts.iter().any(|start| public.starts_with(start));
        WHOLE.contains(&public) || begins(&OLD) || (self.system.is_none() && begins(&HTML_4))
    }
}

const IBM: &str = "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd";

/// Public identifiers that make quirks.
const WHOLE: [&str; 3] =
    ["-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"];

/// What those begin with that make quirks where no system identifier follows.
const HTML_4: [&str; 2] =
    ["-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"];

/// What the others begin with that make quirks.
const OLD: [&str; 55] = [
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_today_make_no_quirks() {
        for source in [
            "<!DOCTYPE html>",
            "<!doctypeHTML >",
            "<!doctype HTML SYSTEM \"about:legacy-compat\">",
            "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01//EN' 'http://x'>",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\">",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"\">",
            "<!DOCTYPE html\n PUBLIC\"x\"'y'z>",
        ] {
            assert!(!makes_quirks(source), "{source}");
        }
    }

    #[test]
    fn old_and_broken_types_make_quirks() {
        for source in [
            "<!DOCTYPE>",
            "<!DOCTYPE html",
            "<!DOCTYPE svg>",
            "<!DOCTYPE html x>",
            "<!DOCTYPE html PUBLIC>",
            "<!DOCTYPE html PUBLIC 'x>",
            "<!DOCTYPE html PUBLIC 'x' y>",
            "<!DOCTYPE html SYSTEM>",
            "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">",
            "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">",
            "<!DOCTYPE html PUBLIC 'HTML'>",
            "<!DOCTYPE html SYSTEM 'http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd'>",
        ] {
            assert!(makes_quirks(source), "{source}");
        }
    }
}
