//! What a record says that its document is.

use super::Trouble;

/// Types of text that are written for programs.
const NO_PROSE: &[&str] = &[
    "text/css",
    "text/javascript",
    "text/ecmascript",
    "text/json",
    "text/xml",
    "text/csv",
    "text/tab-separated-values",
    "text/calendar",
    "text/vcard",
    "text/x-component",
    "text/event-stream",
    "text/dns",
];
/// Types that say nothing.
const UNKNOWN: &[&str] = &[
    "",
    "application/octet-stream",
    "application/unknown",
    "unknown/unknown",
    "unknown",
    "no-type",
];

/// A media type without its parameters, in lower case.
pub(super) fn essence(declared: &str) -> String {
    let essence = declared.split([';', ',']).next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// The type as which a document is read, where the declared one says it; trouble where that is none
/// of a document.
pub(super) fn declared(declared: &str) -> Result<Option<&'static str>, Trouble> {
    let essence = essence(declared);
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" => Ok(Some("text/html")),
        kind if UNKNOWN.contains(&kind) => Ok(None),
        kind if kind.starts_with("text/") && !NO_PROSE.contains(&kind) => Ok(Some("text/plain")),
        kind => Err(Trouble::Skipped(format!("its content type is {kind}"))),
    }
}

/// The charset among the parameters of a media type.
pub(super) fn charset(declared: &str) -> Option<String> {
    let parameters = declared.split([';', ',']).skip(1).filter_map(|pair| pair.split_once('='));
    let mut labels = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    let label = labels.next()?.1.trim().trim_matches(['"', '\'']);
    (!label.is_empty()).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_say_how_a_document_is_read() {
        assert_eq!(declared("Text/HTML; charset=x"), Ok(Some("text/html")));
        assert_eq!(declared("text/markdown"), Ok(Some("text/plain")));
        assert_eq!(declared("application/octet-stream"), Ok(None));
        assert!(matches!(declared("text/css"), Err(Trouble::Skipped(_))));
        assert!(matches!(declared("application/rss+xml"), Err(Trouble::Skipped(_))));
        assert_eq!(charset("text/html; x=y; Charset=\"EUC-JP\""), Some("EUC-JP".to_owned()));
        assert_eq!(charset("text/html; charset="), None);
    }
}
