//! The seeds of the fuzz targets, and what they found once, with every `cargo test`.

use std::fs;
use std::path::Path;

#[expect(unreachable_pub, reason = "the fuzz targets are a library for themselves")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 7] = [
    ("decode", targets::decode),
    ("html", targets::html),
    ("text", targets::text),
    ("warc", targets::warc),
    ("json_lines", targets::json_lines),
    ("config", targets::config),
    ("tei", targets::tei),
];

#[test]
fn every_seed_is_taken() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, target) in TARGETS {
        let mut seeds = 0;
        for entry in fs::read_dir(folder.join(name)).unwrap() {
            target(&fs::read(entry.unwrap().path()).unwrap());
            seeds += 1;
        }
        assert!(seeds > 0, "{name} has no seeds");
    }
}
