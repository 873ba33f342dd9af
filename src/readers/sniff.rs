//! What bytes are, by their first few.

use super::Media;
use crate::document::start;

/// How much is looked at.
const HEAD: usize = 4096;

/// First bytes that belong to one format only.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"%!PS", "a PostScript file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n\x1A\n", "an image (PNG)"),
    (b"\xFF\xD8\xFF", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"\0\0\x01\0", "an image (ICO)"),
    (b"8BPS\0\x01", "an image (PSD)"),
    (b"ID3\x03", "audio (MP3)"),
    (b"ID3\x04", "audio (MP3)"),
    (b"OggS\0", "audio or video (Ogg)"),
    (b"fLaC\0", "audio (FLAC)"),
    (b"FLV\x01", "video (FLV)"),
    (b"\x1A\x45\xDF\xA3", "video (Matroska)"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1F\x8B\x08", "gzip data"),
    (b"\x28\xB5\x2F\xFD", "zstd data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an office document"),
    (b"\x7FELF", "an executable (ELF)"),
    (b"\xCA\xFE\xBA\xBE", "an executable (Mach-O or Java)"),
    (b"\xCF\xFA\xED\xFE", "an executable (Mach-O)"),
    (b"\0asm", "an executable (WebAssembly)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"wOFF\0", "a font"),
    (b"wOF2\0", "a font"),
];

/// Formats told by bytes that stand further in.
const INNER_MAGIC: &[(usize, &[u8], &str)] = &[
    (8, b"WEBPVP8", "an image (WebP)"),
    (8, b"WAVEfmt ", "audio (WAV)"),
    (8, b"AVI LIST", "video (AVI)"),
    (4, b"ftypheic", "an image (HEIF)"),
    (4, b"ftypavif", "an image (AVIF)"),
    (257, b"ustar", "a tar archive"),
];

/// Members of zip archives that say what the archive is.
const IN_ZIP: &[(&[u8], &str)] = &[
    (b"application/epub+zip", "an e-book (EPUB)"),
    (b"application/vnd.oasis.opendocument", "an office document"),
    (b"[Content_Types].xml", "an office document"),
    (b"META-INF/MANIFEST.MF", "an executable (Java)"),
];

/// What the bytes are if they are no text, in words.
pub(super) fn not_text(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        let members = || IN_ZIP.iter().find(|(name, _)| memchr::memmem::find(head, name).is_some());
        let zip = head.starts_with(b"PK");
        return Some(if zip { members().map_or(*what, |(_, what)| what) } else { what });
    }
    let at =
        |place: usize, magic: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(magic));
    let inner = INNER_MAGIC.iter().find(|(place, magic, _)| at(*place, magic));
    if let Some((.., what)) = inner {
        return Some(what);
    }
    let zeros = |length: usize| memchr::memchr(0, &head[..head.len().min(length)]).is_some();
    if at(4, b"ftyp") && zeros(4) {
        Some("audio or video (MP4)")
    } else if head.starts_with(b"MZ") && zeros(64) {
        Some("an executable (Windows)")
    } else if head.starts_with(b"BM") && at(6, b"\0\0\0\0") {
        Some("an image (BMP)")
    } else {
        None
    }
}

/// Whether a decoded text is none: it has more control characters than stray ones.
pub(super) fn is_binary(text: &str) -> bool {
    const SAMPLE: usize = 64 << 10;
    const TOLERATED: usize = 50;
    let is_control = |byte: &u8| u8::from(matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F));
    let sample = &text.as_bytes()[..text.len().min(SAMPLE)];
    // Sums of bytes, which many are added of at once, and which so many do not overflow.
    let parts = sample.chunks(usize::from(u8::MAX));
    let controls = parts.map(|part| usize::from(part.iter().map(is_control).sum::<u8>()));
    controls.sum::<usize>() * TOLERATED > sample.len()
}

/// Elements that feeds, maps of sites and drawings consist of.
const ROOTS: &[(&str, &str)] = &[
    ("rss", "a feed (RSS)"),
    ("rdf:RDF", "a feed or data (RDF)"),
    ("feed", "a feed (Atom)"),
    ("urlset", "a map of a site"),
    ("sitemapindex", "a map of a site"),
    ("svg", "an image (SVG)"),
];

/// What a text is if it was written for programs, whatever its type says.
pub(super) fn no_prose(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let inner = text.strip_prefix(['{', '[']).map(str::trim_start);
    if inner.is_some_and(|inner| inner.starts_with(['"', '{', '[', '}'])) {
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        return is_json.then_some("JSON data");
    }
    let name = root(start(text, HEAD))?;
    ROOTS.iter().find(|(root, _)| *root == name).map(|(_, what)| *what)
}

/// The name of the first element, behind declarations and comments.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        let closer = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        rest = rest[rest.find(closer)? + closer.len()..].trim_start();
    }
    let name = rest.strip_prefix('<')?;
    Some(&name[..name.find([' ', '\t', '\r', '\n', '>', '/'])?])
}

/// Tells HTML from text: by the name where it says so, else by how the text begins. A name of plain
/// text is not believed when the text opens as only HTML does.
pub(super) fn media(path: &str, text: &str) -> Media {
    let head = start(text, HEAD).trim_start();
    let path = path.strip_suffix(".gz").or(path.strip_suffix(".zst")).unwrap_or(path);
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml" | "xht" | "shtml") => Media::Html,
        _ if opens_html(head) => Media::Html,
        Some("txt" | "text" | "md" | "markdown") => Media::Text,
        _ if has_many_tags(head) => Media::Html,
        _ => Media::Text,
    }
}

/// Whether a text begins as an HTML page does, after comments and an XML declaration.
fn opens_html(head: &str) -> bool {
    const OPENINGS: [&str; 4] = ["<!doctype html", "<html", "<head", "<body"];
    let mut rest = head;
    loop {
        let closer = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?xml") {
            "?>"
        } else {
            break;
        };
        let Some(at) = rest.find(closer) else { return false };
        rest = rest[at + closer.len()..].trim_start();
    }
    let begins = |opening: &&str| {
        let (start, next) = rest.as_bytes().split_at_checked(opening.len()).unwrap_or_default();
        let ends = next.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
        start.eq_ignore_ascii_case(opening.as_bytes()) && ends
    };
    OPENINGS.iter().any(begins)
}

/// Whether there are so many closing tags of common elements that the text is a piece of a page.
fn has_many_tags(head: &str) -> bool {
    const MANY: usize = 3;
    const NAMES: [&str; 9] = ["p", "div", "a", "span", "li", "h1", "h2", "td", "section"];
    let name = |tag: &str| tag.split('>').next().unwrap_or_default().trim().to_ascii_lowercase();
    let tags = head.split("</").skip(1).filter(|tag| NAMES.contains(&name(tag).as_str()));
    head.starts_with('<') && tags.take(MANY).count() == MANY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_are_no_text_are_named() {
        assert_eq!(not_text(b"%PDF-1.7\n%"), Some("a PDF"));
        assert_eq!(not_text(b"\0\0\0\x18ftypmp42"), Some("audio or video (MP4)"));
        assert_eq!(not_text(b"PK\x03\x04\x14\0[Content_Types].xml"), Some("an office document"));
        assert_eq!(not_text(b"PK\x03\x04\x14\0a.txt"), Some("a zip archive"));
        assert_eq!(not_text(b"MZ is a title"), None);
        assert_eq!(not_text(b"BM 2024"), None);
        assert_eq!(not_text(b""), None);
    }

    #[test]
    fn a_few_control_characters_are_no_binary() {
        assert!(is_binary("a\0\0\0b\u{1}\0\0"));
        assert!(!is_binary(&format!("{}\0", "a long text ".repeat(20))));
        assert!(!is_binary(""));
    }

    #[test]
    fn what_is_written_for_programs_is_no_text() {
        assert_eq!(no_prose(" {\"a\": [1, 2]}\n"), Some("JSON data"));
        assert_eq!(no_prose("[{}]"), Some("JSON data"));
        assert_eq!(
            no_prose("<?xml version='1.0'?><!-- x --><rss version='2.0'>"),
            Some("a feed (RSS)")
        );
        assert_eq!(no_prose("<feed xmlns='http://www.w3.org/2005/Atom'>"), Some("a feed (Atom)"));
        for text in
            ["[1] A footnote.", "{\"a\" stands here", "<!DOCTYPE html><html>", "<rssx>", "<", ""]
        {
            assert_eq!(no_prose(text), None, "{text}");
        }
    }

    #[test]
    fn html_is_told_from_text() {
        assert_eq!(media("a.html", "plain"), Media::Html);
        assert_eq!(media("a.txt", "\n<!-- saved --><!DOCTYPE HTML><p>"), Media::Html);
        assert_eq!(media("a.txt", "<p>one</p> <p>two</p> <p>three</p>"), Media::Text);
        assert_eq!(media("a", "<p>one</p> <p>two</p> <p>three</p>"), Media::Html);
        assert_eq!(media("a", "<html>"), Media::Html);
        assert_eq!(media("a", "<headline> of today"), Media::Text);
        assert_eq!(media("-", "A text on </p>, </div> and </a>."), Media::Text);
    }
}
