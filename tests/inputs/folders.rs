//! `pumice run` over folders that were not made to be read.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::archive::{archive, gz};

fn run(folder: &Path, inputs: &str, out: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pumice"));
    command.current_dir(folder).args(["run", inputs, "-o", out, "--format", "json", "-j", "2"]);
    command.output().unwrap()
}

/// The lines of a journal, by the names of the documents.
fn journal(out: &Path) -> BTreeMap<String, Value> {
    let text = fs::read_to_string(out.join("journal.jsonl")).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| (line["name"].as_str().unwrap().to_owned(), line)).collect()
}

#[test]
fn a_folder_of_everything() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("in");
    fs::create_dir_all(root.join("sub")).unwrap();
    let pages = archive(40_000, gz);
    fs::write(root.join("a.warc.gz"), &pages.bytes[..pages.bytes.len() - 7]).unwrap();
    fs::write(root.join("blank.txt"), " \n\n\t").unwrap();
    fs::write(root.join("empty.html"), "").unwrap();
    fs::write(root.join("page.html"), "<!doctype html><p>The harbour was quiet that day.").unwrap();
    fs::write(root.join("Page.HTML"), "<!doctype html><p>The other harbour was not.").unwrap();
    fs::write(root.join("sub/image.html"), b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"odd\xFF.txt");
        fs::write(root.join(name), "The name of this file is no UTF-8.").unwrap();
    }
    let done = run(folder.path(), "in", "in/out");
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    let first = journal(&root.join("out"));
    let status = |name: &str| first[name]["status"].as_str().unwrap();
    let records = pages.entries.len();
    assert_eq!(first.len(), records + if cfg!(unix) { 6 } else { 5 });
    assert_eq!((status("blank.txt"), status("empty.html")), ("empty", "empty"));
    assert_eq!((status("Page.HTML"), status("sub/image.html")), ("ok", "skipped"));
    let damaged: Vec<&Value> = first.values().filter(|line| line["status"] == "failed").collect();
    assert_eq!(damaged.len(), 1);
    let place = format!("damaged at byte {}: ", pages.entries[records - 1].begin);
    assert!(damaged[0]["reason"].as_str().unwrap().starts_with(&place), "{}", damaged[0]);
    let other = first.keys().filter(|name| name.to_lowercase().starts_with("page~"));
    assert_eq!(other.count(), 1, "names that differ in case alone are kept apart");
    #[cfg(unix)]
    assert!(first.values().any(|line| line["input"] == "in/odd\\xFF.txt"));
    // The second run finds the same inputs: what the first one wrote is none of them.
    assert_eq!(run(folder.path(), "in", "in/out").status.code(), Some(1));
    assert_eq!(journal(&root.join("out")), first);
    let document = first.values().find(|line| line["record"] == "<urn:x:0>").unwrap();
    let path = document["outputs"][0]["path"].as_str().unwrap();
    let document: Value =
        serde_json::from_slice(&fs::read(root.join("out").join(path)).unwrap()).unwrap();
    assert_eq!(document["source"]["url"], "http://example.org/<urn:x:0>");
    assert_eq!(document["source"]["warc"]["http_status"], 200);
    assert_eq!(document["source"]["warc"]["offset"], 0);
}

/// Few files are open at once, however many there are.
#[cfg(unix)]
#[test]
fn few_files_are_open_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("in");
    fs::create_dir(&root).unwrap();
    for number in 0..500 {
        let text = format!("The harbour number {number} was quiet.");
        fs::write(root.join(format!("{number}.txt.gz")), gz(text.as_bytes())).unwrap();
    }
    let pumice = env!("CARGO_BIN_EXE_pumice");
    let script = format!("ulimit -n 64 && exec '{pumice}' run in -o out --format text -q");
    let done =
        Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(journal(&folder.path().join("out")).len(), 500);
}
