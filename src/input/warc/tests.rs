use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::input::Unpacking;
use crate::input::packed::{Format, Scope, Unpacked};

const READING: Reading =
    Reading { bytes: 1 << 20, unpacking: Unpacking { decompressed_bytes: 8 << 20, ratio: 200 } };

fn record(kind: &str, id: &str, fields: &str, block: &str) -> String {
    let length = block.len();
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <{id}>\r\nContent-Length: {length}\r\n{fields}\r\n{block}\r\n\r\n"
    )
}

fn page(id: &str, fields: &str, body: &str) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{fields}\r\n{body}");
    record("response", id, "Content-Type: application/http; msgtype=response\r\n", &block)
}

fn label() -> Label {
    Label { input: "a.warc".into(), name: "a.warc".into(), within: None }
}

fn records(bytes: impl AsRef<[u8]>) -> Vec<Found> {
    let window = Window::new(Cursor::new(bytes.as_ref().to_vec()));
    Records::new(label(), window, READING).collect()
}

/// Record id and body, or why there is none.
fn told(found: &[Found]) -> Vec<(&str, String)> {
    let content = |found: &Found| match &found.content {
        Ok(content) => String::from_utf8_lossy(&content.bytes).into_owned(),
        Err(trouble) => format!("{trouble:?}"),
    };
    found.iter().map(|found| (found.record.as_deref().unwrap(), content(found))).collect()
}

#[test]
fn a_record_gives_a_document_and_what_is_known_of_it() {
    let block = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=EUC-JP\r\n\r\n<p>x";
    let fields = "Content-Type: application/http\r\nWARC-Target-URI: <http://e.org/>\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nWARC-Payload-Digest: sha1:AAAA\r\n";
    let found = records(record("response", "a", fields, block));
    let content = found[0].content.as_ref().unwrap();
    assert_eq!(found[0].record.as_deref(), Some("<a>"));
    assert_eq!(content.bytes, b"<p>x");
    assert_eq!(content.media_type, Some("text/html"));
    assert_eq!(content.charset, Some(("EUC-JP".to_owned(), EncodingFrom::Http)));
    assert_eq!(content.url.as_deref(), Some("http://e.org/"));
    assert_eq!(content.date.as_deref(), Some("2020-01-02T03:04:05Z"));
    assert_eq!(content.notes, ["the payload does not match its WARC-Payload-Digest"]);
    let warc = content.warc.as_ref().unwrap();
    assert_eq!((warc["http_status"].as_u64(), warc["offset"].as_u64()), (Some(200), Some(0)));
}

#[test]
fn what_is_no_page_is_skipped_by_name() {
    let resource = |kind: &str| record("resource", kind, &format!("Content-Type: {kind}\r\n"), "x");
    let redirect = "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n";
    let all = [
        record("warcinfo", "i", "", "software: x"),
        record("request", "q", "", "GET / HTTP/1.1\r\n\r\n"),
        resource("text/plain"),
        resource("image/png"),
        record("response", "dns", "Content-Type: text/dns\r\n", "x"),
        record("revisit", "r", "WARC-Refers-To: <urn:0>\r\n", "HTTP/1.1 200 OK\r\n\r\n"),
        record("response", "to", "Content-Type: application/http\r\n", redirect),
        record("strange", "s", "", "x"),
    ];
    let found = records(all.concat());
    let told = told(&found);
    let expected = [
        ("<text/plain>", "x"),
        ("<image/png>", "Skipped(\"its content type is image/png\")"),
        ("<dns>", "Skipped(\"a response of the type text/dns\")"),
        ("<r>", "Skipped(\"revisit of <urn:0>\")"),
        ("<to>", "Skipped(\"HTTP 301 to /b: there is no page\")"),
        ("<s>", "Skipped(\"a record of the type “strange”, which is not known\")"),
    ];
    assert_eq!(told, expected.map(|(id, text)| (id, text.to_owned())));
}

#[test]
fn chunks_and_encodings_are_undone() {
    let chunked = page("c", "Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n2\r\nok\r\n0\r\n\r\n");
    let plain = page("p", "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", "<p>ok");
    let cut = page("x", "Transfer-Encoding: chunked\r\n", "3\r\n<p>\r\n9\r\nok");
    let found = records([chunked, plain, cut].concat());
    for found in &found {
        assert_eq!(found.content.as_ref().unwrap().bytes, b"<p>ok");
    }
    let notes: Vec<_> =
        found.iter().map(|found| found.content.as_ref().unwrap().notes.len()).collect();
    assert_eq!(notes, [0, 1, 1]);
}

#[test]
fn good_records_are_kept_around_damage() {
    let (a, b, c) = (page("a", "", "<p>a"), page("b", "", "<p>b"), page("c", "", "<p>c"));
    let good = |found: &[Found]| -> Vec<String> {
        let good = found.iter().filter(|found| found.content.is_ok());
        good.filter_map(|found| found.record.clone()).collect()
    };
    let (ok, at) = (["<a>", "<c>"], a.len());
    let wrong =
        |from: &str, to: &str| records([&a, &b.replace(from, to), &c].map(String::as_str).concat());
    for (from, to, what) in [
        ("Content-Length: 48", "Content-Length: 99", "length"),
        ("Content-Length: 48", "Content-Length: 99999", "ends after"),
        ("Content-Length: 48", "Content-Length: 9999999999999", "length"),
        ("Content-Length: 48", "Content-Length: x", "without a Content-Length"),
        ("WARC/1.1", "WARX/1.1", "are no record"),
    ] {
        let found = wrong(from, to);
        assert_eq!(good(&found), ok, "{to}: {:?}", told(&found));
        let (_, reason) = &told(&found)[1];
        assert!(reason.contains(&format!("damaged at byte {at}: ")), "{reason}");
        assert!(reason.contains(what), "{reason}");
    }
    let found = records([&a, "garbage\r\n", &b, &c[..c.len() - 9]].concat());
    assert_eq!(good(&found), ["<a>", "<b>"]);
    assert_eq!(told(&found)[1].0, format!("offset-{at}"));
    assert!(
        told(&found)[3].1.contains("the record ends after 43 of its 48 bytes"),
        "{:?}",
        told(&found)[3]
    );
    let bare = [&a, b.trim_end(), "\r\n", &c].concat();
    assert_eq!(good(&records(bare)), ["<a>", "<b>", "<c>"], "a line break is missing");
}

#[test]
fn a_broken_member_costs_its_own_record() {
    let gz = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let members = ["a", "b", "c"].map(|id| gz(&page(id, "", &format!("<p>{id}").repeat(50))));
    let at = members[0].len();
    for flip in [0, 3, 15, 40, members[1].len() - 6] {
        let mut bytes = members.concat();
        bytes[at + flip] ^= 0x20;
        let window = Window::new(Cursor::new(bytes));
        let mut unpacked = Unpacked::new(window, Format::Gzip, 200);
        unpacked.set_scope(Scope::Piece);
        let found: Vec<Found> = Records::new(label(), Window::new(unpacked), READING).collect();
        let told = told(&found);
        let [(a, _), damaged @ .., (c, _)] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((*a, *c), ("<a>", "<c>"));
        assert!(!damaged.is_empty());
        for (record, reason) in damaged {
            assert!(reason.contains(&format!("damaged at byte {at}: ")), "{reason}");
            assert!(*record == "<b>" || *record == format!("offset-{at}"), "{record}");
        }
    }
}

#[test]
fn a_record_that_is_too_large_is_passed_over() {
    let long = "x".repeat(3 << 20);
    let large = record("resource", "l", "Content-Type: text/plain\r\n", &long);
    let video = record("resource", "v", "Content-Type: video/mp4\r\n", &long);
    let found = records([large, video, page("a", "", "<p>a")].concat());
    let told = told(&found);
    assert!(told[0].1.contains("limits.bytes"), "{told:?}");
    assert!(told[1].1.contains("video/mp4"), "{told:?}");
    assert_eq!(told[2], ("<a>", "<p>a".to_owned()));
}
