//! Containers that are whole, damaged and made to hurt, through what users call.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]
#![expect(clippy::print_stdout, reason = "what was found stands in docs/reliability.md")]

mod archive;
mod damage;
mod folders;
mod fuzz_seeds;
mod limits;
mod magic;
mod names;
mod warcio;

use std::fs;
use std::path::Path;

use pumice::input::{File, Found, Reading, Trouble, Unpacking, open};

/// The usual limits.
const READING: Reading =
    Reading { bytes: 64 << 20, unpacking: Unpacking { decompressed_bytes: 256 << 20, ratio: 200 } };

/// What is found in a file.
fn found(path: &Path) -> Vec<Found> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let file = File { path: Some(path.to_owned()), input: name.clone(), name, trouble: None };
    open(&file, &READING).collect()
}

/// What is found in bytes that stand in a file of a name.
fn found_in(name: &str, bytes: &[u8]) -> Vec<Found> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    found(&path)
}

/// Why there is no document.
fn reason(found: &Found) -> Option<&str> {
    match &found.content {
        Ok(_) => None,
        Err(Trouble::Failed(reason) | Trouble::Skipped(reason)) => Some(reason),
    }
}
