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
        let text = format!("Document number {number} says something of its own.\n");
        write(folder.path(), number, if number == 7 { NONE } else { text.as_bytes() });
    }
    folder
}

/// The beginning of a picture: what is no document.
const NONE: &[u8] = b"\x89PNG\r\n\x1a\n";

fn write(folder: &Path, number: usize, bytes: &[u8]) {
    let within = folder.join(format!("{}", number % 3));
    fs::create_dir_all(&within).unwrap();
    fs::write(within.join(format!("{number:02}.txt")), bytes).unwrap();
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

/// What the last line of each document claims is in its place; of those that were not done anew with the
/// bytes that it says.
fn assert_claims_are_there(found: &Files, call: u64) {
    let journal = found.get(&format!("{OUT}/journal.jsonl")).expect("it was there before");
    let lines = journal.split_inclusive(|byte| *byte == b'\n');
    let lines = lines.filter_map(|line| serde_json::from_slice::<Line>(line).ok());
    let last: BTreeMap<String, Line> = lines.map(|line| (line.name.clone(), line)).collect();
    assert_eq!(last.len(), DOCUMENTS, "call {call}");
    for line in last.values() {
        for written in line.outputs.iter().filter(|written| written.path != "documents.jsonl") {
            let file = found.get(&format!("{OUT}/{}", written.path));
            let file = file.unwrap_or_else(|| panic!("call {call}: {} is gone", written.path));
            let is_new = line.name.ends_with("11.txt");
            assert!(is_new || sha256(file) == written.sha256, "call {call}: {}", written.path);
        }
    }
}

/// The same for a second run, in which four documents come to nothing and two to something else.
fn sweep_again(fault: Fault) {
    let inputs = inputs();
    let first = Memory::default();
    run(&first, inputs.path()).unwrap();
    for number in [4, 10, 20, 49] {
        write(inputs.path(), number, NONE);
    }
    write(inputs.path(), 7, b"Document number 7 is one now.\n");
    write(inputs.path(), 11, b"Document number 11 says something else, and more of it.\n");
    let fresh = Memory::default();
    run(&fresh, inputs.path()).unwrap();
    let whole = fresh.files();
    let undisturbed = first.copy();
    run(&undisturbed, inputs.path()).unwrap();
    assert!(undisturbed.files() == whole, "a second run is as a fresh one");
    let calls = undisturbed.calls();
    for call in 1..=calls {
        let mut disk = first.copy();
        disk.fail(call, fault);
        let done = run(&disk, inputs.path());
        assert!(matches!(done, Ok(()) | Err(BatchError::Output(_))), "call {call}: {done:?}");
        if fault == Fault::PowerCut {
            disk = disk.after_power_cut(call);
        }
        assert_claims_are_there(&disk.files(), call);
        disk.mend();
        run(&disk, inputs.path()).unwrap_or_else(|error| panic!("call {call}: {error}"));
        assert!(disk.files() == whole, "call {call}: not as in a fresh run");
    }
}

#[test]
fn files_of_documents_that_come_to_less_go_whatever_fails() {
    sweep_again(Fault::Once(EIO));
}

#[test]
fn files_of_documents_that_come_to_less_go_in_spite_of_a_power_cut() {
    sweep_again(Fault::PowerCut);
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
