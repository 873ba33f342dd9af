//! JSON lines: a document a line.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::{Content, Found, Label, Trouble, media};
use crate::document::{EncodingFrom, sha256};

/// The fields that may hold the document, the first that is there does.
const BODIES: [(&str, Option<&str>); 3] =
    [("html", Some("text/html")), ("text", Some("text/plain")), ("content", None)];

/// Reads JSON lines, one at a time.
pub(super) struct Lines {
    label: Label,
    source: BufReader<Box<dyn Read + Send>>,
    most_bytes: u64,
    number: u64,
    ended: bool,
}

impl Lines {
    pub(super) fn new(label: Label, source: Box<dyn Read + Send>, most_bytes: u64) -> Lines {
        let source = BufReader::with_capacity(1 << 16, source);
        Lines { label, source, most_bytes, number: 0, ended: false }
    }

    fn found(&self, record: Option<String>, content: Result<Content, Trouble>) -> Found {
        let record = record.unwrap_or_else(|| format!("line-{}", self.number));
        self.label.found(Some(record), content)
    }

    /// The next line, or nothing at the end. A line that is too long is passed over.
    fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, Trouble>>> {
        let mut line = Vec::new();
        self.number += 1;
        let most = self.most_bytes.saturating_add(1);
        self.source.by_ref().take(most).read_until(b'\n', &mut line)?;
        if line.last() != Some(&b'\n') && line.len() as u64 == most {
            self.pass_over()?;
            let most = self.most_bytes;
            let reason = format!("more than the {most} bytes of limits.bytes in pipeline.toml");
            return Ok(Some(Err(Trouble::Failed(reason))));
        }
        Ok((!line.is_empty()).then_some(Ok(line)))
    }

    fn pass_over(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.source.fill_buf()?;
            let (used, ended) = match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), buffer.is_empty()),
            };
            self.source.consume(used);
            if ended {
                return Ok(());
            }
        }
    }
}

impl Iterator for Lines {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.ended {
            match self.line() {
                Ok(Some(Ok(line))) if line.trim_ascii().is_empty() => {}
                Ok(Some(Ok(line))) => {
                    let (record, content) = read(&line);
                    return Some(self.found(record, content));
                }
                Ok(Some(Err(trouble))) => return Some(self.found(None, Err(trouble))),
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    let reason = format!("line {}: {error}", self.number);
                    return Some(self.found(None, Err(Trouble::Failed(reason))));
                }
            }
        }
        None
    }
}

/// The id that a line gives, and the document in it.
fn read(line: &[u8]) -> (Option<String>, Result<Content, Trouble>) {
    let mut fields = match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return (None, Err(Trouble::Failed("the line is no JSON object".to_owned()))),
        Err(error) => {
            let reason = format!("the line is no JSON from column {} on", error.column());
            return (None, Err(Trouble::Failed(reason)));
        }
    };
    let id = match fields.shift_remove("id") {
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    (id, content(fields, sha256(line.trim_ascii())))
}

fn content(mut fields: Map<String, Value>, digest: String) -> Result<Content, Trouble> {
    let body = BODIES.iter().find(|(name, _)| fields.get(*name).is_some_and(Value::is_string));
    let Some((name, media_type)) = body else {
        let reason = "the line has no field html, text or content that is a string";
        return Err(Trouble::Failed(reason.to_owned()));
    };
    let bytes = string(&mut fields, name).unwrap_or_default().into_bytes();
    let declared = string(&mut fields, "content_type");
    let media_type = match (media_type, declared.as_deref()) {
        (Some(known), _) => Some(*known),
        (None, Some(declared)) => media::declared(declared)?,
        (None, None) => None,
    };
    let (url, date) = (string(&mut fields, "url"), string(&mut fields, "date"));
    // Strings of JSON are Unicode: what the page was encoded in once is no more than a remark.
    let extra = fields;
    let record_sha256 = Some(digest);
    let charset = Some(("utf-8".to_owned(), EncodingFrom::Given));
    Ok(Content {
        bytes,
        media_type,
        charset,
        url,
        date,
        extra,
        record_sha256,
        ..Content::default()
    })
}

fn string(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    let text = fields.get(name)?.as_str()?.to_owned();
    fields.shift_remove(name);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, most_bytes: u64) -> Vec<Found> {
        let name = "in.jsonl".to_owned();
        let label = Label { input: name.clone(), name, within: None };
        Lines::new(label, Box::new(io::Cursor::new(text.to_owned())), most_bytes).collect()
    }

    fn trouble(found: &Found) -> String {
        format!("{:?}", found.content.as_ref().unwrap_err())
    }

    #[test]
    fn a_line_gives_a_document_and_what_is_known_of_it() {
        let found = lines(
            "{\"id\":7,\"html\":\"<p>x\",\"url\":\"https://e.org/\",\"date\":\"2025-01-02\",\"text\":\"t\",\"n\":1}\n",
            1000,
        );
        let content = found[0].content.as_ref().unwrap();
        assert_eq!(found[0].record.as_deref(), Some("7"));
        assert_eq!(content.bytes, b"<p>x");
        assert_eq!(content.media_type, Some("text/html"));
        assert_eq!(content.url.as_deref(), Some("https://e.org/"));
        assert_eq!(content.date.as_deref(), Some("2025-01-02"));
        assert_eq!(content.extra.keys().collect::<Vec<_>>(), ["text", "n"]);
    }

    #[test]
    fn a_broken_line_takes_no_other_along() {
        let text = "{\"text\":\"a\"}\n\nno json\n[1]\n{\"body\":1}\n{\"content\":\"x\",\"content_type\":\"image/png\"}\n{\"content\":\"z\"}";
        let found = lines(text, 1000);
        let records: Vec<_> = found.iter().filter_map(|found| found.record.as_deref()).collect();
        assert_eq!(records, ["line-1", "line-3", "line-4", "line-5", "line-6", "line-7"]);
        assert!(trouble(&found[1]).contains("no JSON"));
        assert!(trouble(&found[4]).starts_with("Skipped"));
        assert_eq!(found[5].content.as_ref().unwrap().bytes, b"z");
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        let found = lines("{\"text\":\"aaaaaaaaaaaaaaaaaaaaaa\"}\n{\"text\":\"b\"}\n", 20);
        assert!(trouble(&found[0]).contains("limits.bytes"));
        assert_eq!(found[1].content.as_ref().unwrap().bytes, b"b");
    }
}
