//! The same records and payloads as `warcio` (of `PyPI`) finds in web archives that it wrote itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::{found, reason};

/// What `write_archives.py` says of a record.
#[derive(Deserialize)]
struct Expected {
    id: String,
    kind: String,
    /// In hexadecimal; nothing where the record holds no page.
    payload: Option<String>,
    url: Option<String>,
    date: String,
}

/// A Python that has `warcio`: `PUMICE_PYTHON`, or that of `target/venv`, or the usual one.
fn python() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/venv/bin/python");
    let given = std::env::var_os("PUMICE_PYTHON").map(PathBuf::from);
    let all = given.into_iter().chain([venv, PathBuf::from("python3")]);
    let has_it = |python: &PathBuf| {
        let done = Command::new(python).args(["-c", "import warcio, brotli, zstandard"]).output();
        done.is_ok_and(|done| done.status.success())
    };
    all.into_iter().find(has_it)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[test]
fn records_and_payloads_are_those_of_warcio() {
    let Some(python) = python() else {
        assert!(std::env::var_os("CI").is_none(), "warcio is not installed");
        println!("skipped: no Python with warcio, brotli and zstandard; `pip install` them");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs/write_archives.py");
    let done = Command::new(python).arg(script).arg(folder.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let expected: Vec<Expected> = serde_json::from_slice(&done.stdout).unwrap();
    for name in ["a.warc", "a.warc.gz", "b.warc.gz", "a.warc.zst", "dictionary.warc.zst"] {
        let found = found(&folder.path().join(name));
        assert_eq!(found.len(), expected.len(), "{name}");
        let mut pages = 0;
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found.record.as_deref(), Some(expected.id.as_str()), "{name}");
            let Some(payload) = &expected.payload else {
                let reason = reason(found).unwrap();
                let is_revisit = expected.kind == "revisit";
                assert_eq!(reason.starts_with("revisit of "), is_revisit, "{name}: {reason}");
                continue;
            };
            let content =
                found.content.as_ref().unwrap_or_else(|t| panic!("{}: {t:?}", expected.id));
            assert_eq!(hex(&content.bytes), *payload, "{name}: {}", expected.id);
            assert_eq!(
                (&content.url, &content.date),
                (&expected.url, &Some(expected.date.clone()))
            );
            assert!(content.notes.is_empty(), "{name}: {}: {:?}", expected.id, content.notes);
            pages += 1;
        }
        println!("{name}: {} records, {pages} pages", found.len());
    }
}
