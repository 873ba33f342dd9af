//! Every call of the file system fails once, one after the other, and the power goes at each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use pumice::batch::{self, BatchError, Line, Order, Passing, Seen, Watch};
use pumice::config::Config;
use pumice::document::sha256;
use pumice::duplicates::Duplicates;
use pumice::input::{Reading, Selection, Unpacking, plan};
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::sites::Learning;

use super::memory::{EIO, ENOSPC, Fault, Memory};

const DOCUMENTS: usize = 50;
const OUT: &str = "/archive/out";

struct Nobody;

impl Watch for Nobody {
    fn pass(&mut self, _: Passing) {}
    fn document(&mut self, _: &Line, _: Seen) {}
    fn warning(&mut self, message: &str) {
        panic!("{message}");
    }
}

type Files = BTreeMap<String, Vec<u8>>;

/// Fifty small documents in folders, one of which is broken.
fn inputs() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..DOCUMENTS {
        let within = folder.path().join(format!("{}", number % 3));
        fs::create_dir_all(&within).unwrap();
        let text = format!("Document number {number} says something of its own.\n");
        let bytes = if number == 7 { b"\x89PNG\r\n\x1a\n".to_vec() } else { text.into_bytes() };
        fs::write(within.join(format!("{number:02}.txt")), bytes).unwrap();
    }
    folder
}

fn run(disk: &Memory, inputs: &Path) -> Result<(), BatchError> {
    let filter = Selection::default().filter().unwrap();
    let mut config = Config::parse("stage = []\noutput = []").unwrap();
    config.set_formats(&["text", "jsonl"]).unwrap();
    let order = Order {
        plan: Arc::new(plan(&[inputs.to_owned()], &filter, Path::new("/nowhere")).unwrap()),
        reading: Reading { bytes: 1 << 20, unpacking: Unpacking::default() },
        pipeline: Arc::new(Pipeline::new(Limits::default(), Vec::new())),
        site: Learning::default(),
        duplicates: Duplicates::default(),
        digest: "digest".to_owned(),
        limits: serde_json::Value::Null,
        outputs: Arc::new(config.outputs),
        folder: PathBuf::from(OUT),
        disk: Arc::new(disk.clone()),
        fresh: false,
        repair: false,
        jobs: Some(1),
        group: 8,
        stop: Arc::new(AtomicUsize::new(0)),
    };
    batch::run(&order, &mut Nobody).map(|_| ())
}

/// What every file must be that is in its place: as in an undisturbed run, but for what grows.
fn assert_no_half_file(found: &Files, whole: &Files, call: u64) {
    for (name, bytes) in found.iter().filter(|(name, _)| !name.contains("/.pumice/")) {
        let expected = whole.get(name).unwrap_or_else(|| panic!("call {call}: {name} is new"));
        if name.ends_with("journal.jsonl") {
            assert!(expected.starts_with(bytes), "call {call}: {name} is no beginning");
        } else if name.ends_with("run.json") {
            let json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
            assert!(json["totals"].is_null() || bytes == expected, "call {call}: {name}");
        } else {
            assert!(bytes == expected, "call {call}: {name} is half");
        }
    }
}

/// What the journal says was written must be there.
fn assert_journal_is_true(found: &Files, call: u64) {
    let Some(journal) = found.get(&format!("{OUT}/journal.jsonl")) else { return };
    let lines = [format!("{OUT}/documents.jsonl"), format!("{OUT}/.pumice/documents.jsonl")];
    let lines = lines.iter().filter_map(|name| found.get(name));
    let lines: BTreeSet<String> =
        lines.flat_map(|bytes| bytes.split_inclusive(|byte| *byte == b'\n')).map(sha256).collect();
    for line in journal.split_inclusive(|byte| *byte == b'\n') {
        let Ok(line) = serde_json::from_slice::<Line>(line) else { continue };
        for written in line.outputs {
            let file = found.get(&format!("{OUT}/{}", written.path)).map(|bytes| sha256(bytes));
            let is_there = file.is_some_and(|digest| digest == written.sha256)
                || lines.contains(&written.sha256);
            assert!(is_there, "call {call}: {} of {} is not there", written.path, line.name);
        }
    }
}

/// Lets each call of a run meet the fault; gives for how many of them the run ended with an error.
fn sweep(fault: Fault) -> (u64, u64) {
    let inputs = inputs();
    let undisturbed = Memory::default();
    run(&undisturbed, inputs.path()).unwrap();
    let whole = undisturbed.files();
    let (calls, mut ended) = (undisturbed.calls(), 0);
    for call in 1..=calls {
        let mut disk = Memory::failing(call, fault);
        match run(&disk, inputs.path()) {
            Err(BatchError::Output(_)) => ended += 1,
            Err(other) => panic!("call {call}: {other}"),
            // What tidies up may fail.
            Ok(()) => assert_journal_is_true(&disk.files(), call),
        }
        if fault == Fault::PowerCut {
            disk = disk.after_power_cut(call);
            assert_journal_is_true(&disk.files(), call);
        } else {
            assert_no_half_file(&disk.files(), &whole, call);
        }
        disk.mend();
        run(&disk, inputs.path()).unwrap_or_else(|error| panic!("call {call}: {error}"));
        assert!(disk.files() == whole, "call {call}: not as in an undisturbed run");
    }
    (calls, ended)
}

#[test]
fn a_full_disk_at_any_call_leaves_no_half_file_and_the_next_run_goes_on() {
    let (calls, ended) = sweep(Fault::Once(ENOSPC));
    assert!(calls > 250 && ended > calls * 9 / 10, "{ended} of {calls}");
}

#[test]
fn a_broken_disk_at_any_call_leaves_no_half_file_and_the_next_run_goes_on() {
    let (calls, ended) = sweep(Fault::Once(EIO));
    assert!(calls > 250 && ended > calls * 9 / 10, "{ended} of {calls}");
}

#[test]
fn what_the_journal_says_survives_a_power_cut_at_any_call() {
    let (calls, ended) = sweep(Fault::PowerCut);
    assert!(calls > 250 && ended > calls * 9 / 10, "{ended} of {calls}");
}
