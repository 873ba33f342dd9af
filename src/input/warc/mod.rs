//! Web archives (WARC 1.0 and 1.1, ISO 28500): a document a record.
//!
//! `walk` finds the records, also in a file that is damaged; `header` reads what stands before the
//! block of one; `http` undoes what a server did to a payload; `digest` checks it; here a record
//! becomes a document.

mod digest;
mod header;
mod http;
mod walk;

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::media;
use super::stream::Stream;
use super::window::Window;
use super::{Content, Found, Label, Reading, Trouble};
use crate::document::{EncodingFrom, sha256};
use header::Header;
use http::Response;
use walk::{Record, Step, Walk};

/// The documents of a web archive.
pub(super) struct Records<S> {
    walk: Walk<S>,
    label: Label,
    reading: Reading,
}

impl<S: Stream> Records<S> {
    pub(super) fn new(label: Label, window: Window<S>, reading: Reading) -> Records<S> {
        Records { walk: Walk::new(window, reading.bytes), label, reading }
    }
}

impl<S: Stream> Iterator for Records<S> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let (label, reading) = (&self.label, &self.reading);
            let step = self.walk.step(|record| found(label, record, reading))?;
            match step {
                Step::Record(None) => {}
                Step::Record(Some(found)) => return Some(found),
                Step::Damage { place, id, reason } => {
                    let record = id.unwrap_or_else(|| format!("offset-{place}"));
                    let trouble = Trouble::Failed(format!("damaged at byte {place}: {reason}"));
                    return Some(label.found(Some(record), Err(trouble)));
                }
            }
        }
    }
}

/// The document of a record, or why there is none; nothing for a record that is none by its type.
fn found(label: &Label, record: &Record<'_>, reading: &Reading) -> Option<Found> {
    let header = &record.header;
    let skipped = |reason: String| Err(Trouble::Skipped(reason));
    let content = match header.get("WARC-Type").unwrap_or_default() {
        "warcinfo" | "request" | "metadata" => return None,
        "response" | "resource" | "conversion" => content(record, reading),
        "revisit" => skipped(revisit(header)),
        "continuation" => {
            let whole = header.get("WARC-Segment-Origin-ID").unwrap_or("another record");
            skipped(format!("a segment of {whole}: segments are not joined"))
        }
        other => skipped(format!("a record of the type “{other}”, which is not known")),
    };
    let id = header.get("WARC-Record-ID").map(str::to_owned);
    let id = id.unwrap_or_else(|| format!("offset-{}", record.place));
    Some(label.found(Some(id), content))
}

/// What a record that holds no payload of its own stands for.
fn revisit(header: &Header) -> String {
    let of = ["WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date"];
    let digest = header.get("WARC-Payload-Digest");
    let mut of: Vec<&str> = of.iter().filter_map(|name| header.get(name)).collect();
    of.extend(digest);
    if of.is_empty() { "revisit".to_owned() } else { format!("revisit of {}", of.join(" ")) }
}

fn content(record: &Record<'_>, reading: &Reading) -> Result<Content, Trouble> {
    let (header, mut notes) = (&record.header, Vec::new());
    if let Some(length) = record.too_long {
        return Err(too_long(header, record, length, reading));
    }
    let response = response(record)?;
    let (body, declared) = match &response {
        Some(response) => (response.body, response.get("Content-Type")),
        None => (record.block, header.get("Content-Type")),
    };
    let identified = || header.get("WARC-Identified-Payload-Type");
    let declared = declared.or_else(identified);
    let kind = declared.map_or(Ok(None), media::declared)?;
    if body.is_empty()
        && let Some(Response { status: status @ (204 | 300..=399), .. }) = response
    {
        let to = response.as_ref().and_then(|response| response.get("Location"));
        let to = to.map_or(String::new(), |to| format!(" to {to}"));
        return Err(Trouble::Skipped(format!("HTTP {status}{to}: there is no page")));
    }
    let mut bytes = Cow::Borrowed(body);
    if let Some(response) = &response {
        let unchunked = response.unchunked(&mut notes);
        bytes =
            response.decoded(unchunked.clone(), reading, &mut notes).map_err(Trouble::Failed)?;
        digest::check(header, record.block, &[body, &unchunked], &mut notes);
    } else {
        digest::check(header, record.block, &[body], &mut notes);
    }
    if let Some(reason) = header.get("WARC-Truncated") {
        notes.push(format!("the record was cut short when it was made ({reason})"));
    }
    let charset = declared.and_then(media::charset).map(|label| (label, EncodingFrom::Http));
    Ok(Content {
        bytes: bytes.into_owned(),
        media_type: kind,
        charset,
        url: header.get("WARC-Target-URI").map(bare).map(str::to_owned),
        date: header.get("WARC-Date").map(str::to_owned),
        extra: Map::new(),
        record_sha256: Some(sha256(record.whole)),
        warc: Some(told(record, response.as_ref())),
        notes,
    })
}

/// An address without the brackets that WARC 1.0 put around it.
fn bare(uri: &str) -> &str {
    uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>')).unwrap_or(uri)
}

/// The HTTP response in a record, where it holds one.
fn response<'a>(record: &Record<'a>) -> Result<Option<Response<'a>>, Trouble> {
    let header = &record.header;
    if header.get("WARC-Type") != Some("response") {
        return Ok(None);
    }
    match header.get("Content-Type").map(media::essence) {
        None if record.block.starts_with(b"HTTP/") => {}
        Some(kind) if kind == "application/http" => {}
        Some(kind) => return Err(Trouble::Skipped(format!("a response of the type {kind}"))),
        None => return Ok(None),
    }
    Response::read(record.block).map(Some).map_err(Trouble::Failed)
}

/// A record that is larger than a document may be: only its beginning is there.
fn too_long(header: &Header, record: &Record<'_>, length: u64, reading: &Reading) -> Trouble {
    let declared = match response(record) {
        Ok(Some(response)) => response.get("Content-Type").map(str::to_owned),
        _ => header.get("Content-Type").map(str::to_owned),
    };
    if let Some(Err(skipped)) = declared.as_deref().map(media::declared) {
        return skipped;
    }
    let most = reading.bytes;
    let reason = format!("{length} bytes, more than the {most} of limits.bytes in pipeline.toml");
    Trouble::Failed(reason)
}

/// What the archive says of the record, for the document's `source.warc`.
fn told(record: &Record<'_>, response: Option<&Response<'_>>) -> Value {
    let field = |name: &str| record.header.get(name);
    let mut told = json!({
        "version": record.header.version,
        "type": field("WARC-Type"),
        "date": field("WARC-Date"),
        "offset": record.place,
        "payload_digest": field("WARC-Payload-Digest"),
        "block_digest": field("WARC-Block-Digest"),
    });
    if let Some(response) = response {
        told["http_status"] = response.status.into();
        told["content_type"] = response.get("Content-Type").into();
        told["content_encoding"] = response.get("Content-Encoding").into();
    }
    told
}

#[cfg(test)]
mod tests;
