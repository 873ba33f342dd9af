use std::io::Write;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::input::Unpacking;

const READING: Reading =
    Reading { bytes: 4 << 20, unpacking: Unpacking { decompressed_bytes: 8 << 20, ratio: 200 } };

fn file(path: &std::path::Path, name: &str) -> File {
    let (input, name) = (name.to_owned(), name.to_owned());
    File { path: Some(path.to_owned()), input, name, trouble: None }
}

fn found(name: &str, bytes: &[u8]) -> Vec<Found> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    open(&file(&path, name), &READING).collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn reason(found: &[Found]) -> String {
    match &found.last().unwrap().content {
        Err(Trouble::Failed(reason) | Trouble::Skipped(reason)) => reason.clone(),
        Ok(_) => "none".to_owned(),
    }
}

#[test]
fn compressed_files_are_known_by_their_bytes() {
    let plain = found("page", &packed(b"<p>text"));
    assert_eq!(plain[0].content.as_ref().unwrap().bytes, b"<p>text");
    let lines = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n";
    assert_eq!(found("a.jsonl.gz", &packed(lines.as_bytes())).len(), 2);
    let fastest = ruzstd::encoding::CompressionLevel::Fastest;
    let zst = ruzstd::encoding::compress_to_vec(lines.as_bytes(), fastest);
    assert_eq!(found("a.jsonl.zst", &zst).len(), 2);
    let members = [packed(b"one, "), packed(b"two")].concat();
    assert_eq!(found("a.txt.gz", &members)[0].content.as_ref().unwrap().bytes, b"one, two");
}

#[test]
fn bombs_are_refused_at_once() {
    let nested = reason(&found("a.gz", &packed(&packed(b"x"))));
    assert_eq!(nested, "bomb: gzip within gzip: unpack it once by hand");
    assert!(reason(&found("a.txt", &vec![b'x'; (4 << 20) + 1])).contains("limits.bytes"));
    let begun = Instant::now();
    let bomb = packed(&vec![0; 64 << 20]);
    for name in ["a.gz", "a.jsonl.gz", "a.warc.gz"] {
        let reason = reason(&found(name, &bomb));
        assert!(reason.contains("bomb: ") && reason.contains("limits.ratio"), "{name}: {reason}");
    }
    assert!(begun.elapsed().as_secs() < 5);
}

#[test]
fn what_is_cut_off_says_so() {
    let mut cut = packed(b"a text that is cut off");
    cut.truncate(cut.len() - 12);
    assert_eq!(reason(&found("a.gz", &cut)), "gzip data at byte 0: it is cut off");
    let mut lines = packed("{\"text\":\"one\"}\n".repeat(3).as_bytes());
    lines.truncate(lines.len() - 9);
    let found = found("a.jsonl.gz", &lines);
    assert!(reason(&found).contains("it is cut off"), "{}", reason(&found));
}

#[test]
fn every_input_gives_at_least_one_line() {
    assert_eq!(reason(&found("a.jsonl", b"")), "there is no document in it");
    assert_eq!(reason(&found("a.warc", b"")), "there is no document in it");
    assert_eq!(reason(&found("a.bz2", b"BZh9")), "bzip2 data: this version cannot look into it");
    assert_eq!(reason(&found("a.html", b"")), "none");
}

#[test]
fn a_file_that_changes_while_it_is_read_is_not_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let line = |letter: &str| format!("{{\"text\":\"{}\"}}\n", letter.repeat(1000));
    fs::write(&path, line("a").repeat(1000)).unwrap();
    let mut documents = open(&file(&path, "a.jsonl"), &READING);
    assert!(documents.next().unwrap().content.is_ok());
    fs::write(&path, line("b").repeat(1100)).unwrap();
    let rest: Vec<Found> = documents.collect();
    assert!(reason(&rest).contains("changed"), "{}", reason(&rest));
}

struct Fails(usize);

impl Read for Fails {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::from_raw_os_error(5));
        }
        self.0 -= 1;
        buffer[..4].copy_from_slice(b"{}\n ");
        Ok(3)
    }
}

impl Stream for Fails {}

#[test]
fn a_disk_that_fails_is_told() {
    for (name, lines) in [("a.html", 0), ("a.html", 3), ("a.jsonl", 200), ("a.warc", 3)] {
        let (input, name) = (name.to_owned(), name.to_owned());
        let label = Label { input, name, within: None };
        let found = documents(&label, Box::new(Fails(lines)), &READING);
        let told = match found {
            Ok(found) => reason(&found.collect::<Vec<_>>()),
            Err(error) => error.to_string(),
        };
        assert!(told.contains("os error 5"), "{told}");
    }
}
