use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::*;
use crate::config::Config;
use crate::document::{Document, Findings, Status};
use crate::input::{Selection, Unpacking, plan};
use crate::output::Machine;
use crate::readers::Limits;
use crate::stages::Stage;

/// A document's name, its status, and whether an earlier run did it.
type Told = (String, Status, bool);

/// Ends the run when it has seen so many documents, and keeps what it was told.
struct Witness {
    stop: Arc<AtomicUsize>,
    after: usize,
    seen: Vec<Told>,
    warnings: Vec<String>,
}

impl Watch for Witness {
    fn pass(&mut self, _: Passing) {}

    fn document(&mut self, line: &Line, seen: Seen) {
        self.seen.push((line.name.clone(), line.status, seen.took.is_none()));
        if self.seen.len() == self.after {
            self.stop.store(130, Ordering::Relaxed);
        }
    }

    fn warning(&mut self, message: &str) {
        self.warnings.push(message.to_owned());
    }
}

/// What a run is done with; the defaults go over `in` into `out` as JSON and JSON lines.
struct Setting<'a> {
    root: &'a Path,
    inputs: Vec<&'a str>,
    out: &'a str,
    digest: &'a str,
    fresh: bool,
    repair: bool,
    jobs: usize,
    after: usize,
    stages: Vec<(&'static str, Box<dyn Stage>)>,
}

impl<'a> Setting<'a> {
    fn new(root: &'a Path) -> Setting<'a> {
        let inputs = vec!["in"];
        Setting {
            root,
            inputs,
            out: "out",
            digest: "d",
            fresh: false,
            repair: false,
            jobs: 2,
            after: 0,
            stages: Vec::new(),
        }
    }

    fn run(self) -> (Result<Totals, BatchError>, Vec<Told>, Vec<String>) {
        let filter = Selection::default().filter().unwrap();
        let inputs: Vec<PathBuf> = self.inputs.iter().map(|input| self.root.join(input)).collect();
        let folder = self.root.join(self.out);
        let mut config = Config::parse("stage = []\noutput = []").unwrap();
        config.set_formats(&["text", "jsonl"]).unwrap();
        let stop = Arc::new(AtomicUsize::new(0));
        let order = Order {
            plan: Arc::new(plan(&inputs, &filter, &folder).unwrap()),
            reading: Reading { bytes: 1 << 20, unpacking: Unpacking::default() },
            pipeline: Arc::new(Pipeline::new(Limits::default(), self.stages)),
            site: Learning::default(),
            duplicates: Duplicates::default(),
            digest: self.digest.to_owned(),
            limits: Value::Null,
            outputs: Arc::new(config.outputs),
            folder,
            disk: Arc::new(Machine),
            fresh: self.fresh,
            repair: self.repair,
            jobs: Some(self.jobs),
            group: 64,
            stop: Arc::clone(&stop),
        };
        let (seen, warnings) = (Vec::new(), Vec::new());
        let mut witness = Witness { stop, after: self.after, seen, warnings };
        let done = run(&order, &mut witness).map(|summary| summary.totals);
        (done, witness.seen, witness.warnings)
    }
}

/// A folder with inputs: 300 files, so that there are two chunks, and some of each other kind.
fn inputs() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("in");
    fs::create_dir_all(root.join("sub")).unwrap();
    for number in 0..300 {
        fs::write(root.join(format!("{number:03}.txt")), format!("Text number {number}.")).unwrap();
    }
    fs::write(root.join("sub/empty.txt"), "").unwrap();
    fs::write(root.join("sub/a.warc"), "WARC/1.1\r\n").unwrap();
    let lines = "{\"id\":\"x\",\"text\":\"One.\"}\nbroken\n{\"id\":\"x\",\"text\":\"Two.\"}\n";
    fs::write(root.join("sub/lines.jsonl"), lines).unwrap();
    folder
}

/// Every file beneath a folder with what is in it.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).build() {
        let path = entry.unwrap().into_path();
        if path.is_file() {
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(path).unwrap());
        }
    }
    files
}

#[test]
fn every_input_ends_as_a_line_of_the_journal() {
    let folder = inputs();
    let (totals, seen, _) = Setting::new(folder.path()).run();
    let totals = totals.unwrap();
    assert_eq!(totals.documents, 305);
    assert_eq!(totals.count(Status::Ok), 302);
    assert_eq!(totals.count(Status::Failed), 2);
    assert_eq!(totals.count(Status::Empty), 1);
    assert!(seen.is_sorted_by(|a, b| a.0.split('~').next() < b.0.split('~').next() || a.0 != b.0));
    let names: Vec<&str> = seen.iter().skip(302).map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names[..2], ["sub/lines.jsonl/x", "sub/lines.jsonl/line-2"]);
    assert!(names[2].starts_with("sub/lines.jsonl/x~"), "{}", names[2]);
    let out = tree(&folder.path().join("out"));
    assert_eq!(out["000.txt.txt"], b"Text number 0.\n");
    assert_eq!(out["documents.jsonl"].split(|byte| *byte == b'\n').count(), 303 + 1);
    assert!(out.keys().all(|name| !name.starts_with(".pumice")));
}

#[test]
fn the_same_bytes_come_out_at_any_number_of_threads_and_resumed() {
    let folder = inputs();
    let root = folder.path();
    let setting = |out: &'static str, jobs| Setting { out, jobs, ..Setting::new(root) };
    setting("out", 1).run().0.unwrap();
    let clean = tree(&folder.path().join("out"));
    setting("four", 4).run().0.unwrap();
    assert_eq!(tree(&folder.path().join("four")), clean);
    for (out, after) in [("a", 1), ("b", 100), ("c", 256), ("d", 300)] {
        let cut = Setting { after, ..setting(out, 2) };
        assert!(matches!(cut.run().0, Err(BatchError::Interrupted(130))));
        let (totals, seen, _) = setting(out, 2).run();
        assert_eq!(totals.unwrap().documents, 305);
        assert!(seen.iter().filter(|(.., is_known)| *is_known).count() >= after - 1, "{after}");
        assert!(tree(&root.join(out)) == clean, "cut off after {after}");
    }
    let (_, seen, _) = setting("out", 2).run();
    let known = seen.iter().filter(|(.., is_known)| *is_known).count();
    assert_eq!(known, 303, "what was not reached is tried again");
    assert!(tree(&folder.path().join("out")) == clean);
}

#[test]
fn a_journal_that_was_cut_off_or_damaged_is_mended() {
    let folder = inputs();
    let path = folder.path().join("out/journal.jsonl");
    Setting::new(folder.path()).run().0.unwrap();
    let clean = tree(&folder.path().join("out"));
    let journal = fs::read(&path).unwrap();
    for cut in [1, 30, 400, 2000] {
        fs::write(&path, &journal[..journal.len() - cut]).unwrap();
        let (_, _, warnings) = Setting::new(folder.path()).run();
        assert!(warnings.is_empty(), "{warnings:?}");
        assert!(tree(&folder.path().join("out")) == clean, "cut by {cut}");
    }
    let mut flipped = journal.clone();
    flipped[1000] ^= 1;
    fs::write(&path, &flipped).unwrap();
    let refused = Setting::new(folder.path()).run().0.unwrap_err().to_string();
    assert!(refused.contains("line ") && refused.contains("--repair"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), flipped, "nothing was touched");
    let (_, _, warnings) = Setting { repair: true, ..Setting::new(folder.path()) }.run();
    assert!(warnings[0].contains("is damaged"), "{warnings:?}");
    assert!(tree(&folder.path().join("out")) == clean);
}

#[test]
fn what_changed_or_is_gone_is_done_again() {
    let folder = inputs();
    let root = folder.path();
    Setting::new(root).run().0.unwrap();
    fs::write(root.join("in/000.txt"), "Another text.").unwrap();
    fs::remove_file(root.join("out/001.txt.txt")).unwrap();
    let (_, seen, _) = Setting::new(root).run();
    let redone = seen.iter().filter(|(_, status, is_known)| !is_known && *status == Status::Ok);
    assert_eq!(redone.map(|(name, ..)| name.as_str()).collect::<Vec<_>>(), ["000.txt", "001.txt"]);
    Setting { out: "clean", ..Setting::new(root) }.run().0.unwrap();
    assert!(tree(&root.join("out")) == tree(&root.join("clean")));
}

#[test]
fn a_document_that_comes_to_less_leaves_no_file_behind() {
    const NONE: &[u8] = b"\x89PNG\r\n\x1a\n";
    let folder = inputs();
    let root = folder.path();
    Setting::new(root).run().0.unwrap();
    for number in ["000", "150", "299"] {
        fs::write(root.join(format!("in/{number}.txt")), NONE).unwrap();
    }
    // Other inputs' documents keep what they have.
    fs::rename(root.join("in/200.txt"), root.join("200.txt")).unwrap();
    let cut = Setting { after: 70, ..Setting::new(root) };
    assert!(matches!(cut.run().0, Err(BatchError::Interrupted(130))));
    assert!(root.join("out/000.txt.txt").exists(), "it goes when the run ends");
    Setting::new(root).run().0.unwrap();
    let after = tree(&root.join("out"));
    assert!(
        ["000", "150", "299"].iter().all(|gone| !after.contains_key(&format!("{gone}.txt.txt")))
    );
    assert_eq!(after["200.txt.txt"], b"Text number 200.\n");
    let mut unknown = Vec::new();
    verify(&Machine, &root.join("out"), &mut |finding| unknown.push(finding.clone())).unwrap();
    assert_eq!(unknown, []);
}

#[test]
fn a_fresh_run_removes_what_a_line_claims_that_another_one_took_the_place_of() {
    let folder = inputs();
    let root = folder.path();
    Setting::new(root).run().0.unwrap();
    fs::write(root.join("in/000.txt"), b"\x89PNG\r\n\x1a\n").unwrap();
    let cut = Setting { after: 70, ..Setting::new(root) };
    assert!(matches!(cut.run().0, Err(BatchError::Interrupted(130))));
    Setting { fresh: true, ..Setting::new(root) }.run().0.unwrap();
    Setting { out: "clean", ..Setting::new(root) }.run().0.unwrap();
    assert!(tree(&root.join("out")) == tree(&root.join("clean")));
}

#[test]
fn results_of_another_pipeline_are_not_mixed_in() {
    let folder = inputs();
    let root = folder.path();
    Setting::new(root).run().0.unwrap();
    let before = tree(&root.join("out"));
    let other =
        |fresh| Setting { digest: "e", fresh, inputs: vec!["in/sub"], ..Setting::new(root) };
    let refused = other(false).run().0.unwrap_err();
    assert!(refused.to_string().contains("--fresh"), "{refused}");
    assert!(tree(&root.join("out")) == before, "nothing was touched");
    other(true).run().0.unwrap();
    let after = tree(&root.join("out"));
    assert!(!after.contains_key("000.txt.txt") && after.contains_key("empty.txt.txt"));
}

#[test]
fn a_second_run_over_other_inputs_leaves_the_first_one_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for part in ["a", "b"] {
        fs::create_dir_all(root.join(part)).unwrap();
        fs::write(root.join(part).join("x.txt"), part).unwrap();
    }
    Setting { inputs: vec!["a"], ..Setting::new(root) }.run().0.unwrap();
    let totals = Setting { inputs: vec!["b"], ..Setting::new(root) }.run().0.unwrap();
    assert_eq!(totals.documents, 2);
    let out = tree(&root.join("out"));
    assert_eq!(out["x.txt.txt"], b"a\n");
    let other = out.keys().find(|name| name.starts_with("x~")).unwrap();
    assert_eq!(out[other], b"b\n");
}

/// Panics at documents whose number ends in this.
struct Panics(&'static str);

impl Stage for Panics {
    fn inspect(&self, doc: &Document, _out: &mut Findings) {
        assert!(!doc.full_text().contains(self.0), "{} is too much", self.0);
    }
}

#[test]
fn a_panic_is_one_documents_own_and_says_in_which_stage() {
    let folder = inputs();
    let names = ["first", "second", "third"];
    let numbers = ["1.", "2.", "3."];
    let stage = |at: usize| (names[at], Box::new(Panics(numbers[at])) as Box<dyn Stage>);
    let stages = (0..3).map(stage).collect();
    let setting = Setting { stages, ..Setting::new(folder.path()) };
    let (totals, seen, _) = setting.run();
    assert_eq!(totals.unwrap().count(Status::Failed), 2 + 90);
    assert_eq!(seen[12], ("012.txt".to_owned(), Status::Failed, false));
    let journal = tree(&folder.path().join("out")).remove("journal.jsonl").unwrap();
    let journal = String::from_utf8(journal).unwrap();
    for (name, number) in names.iter().zip(numbers) {
        let reason = format!("panic in {name}: {number} is too much");
        assert_eq!(journal.matches(&reason).count(), 30, "{reason}");
    }
}

#[test]
fn an_output_that_cannot_be_written_ends_the_run() {
    let folder = inputs();
    let root = folder.path();
    fs::create_dir_all(root.join("out/005.txt.txt")).unwrap();
    let error = Setting::new(root).run().0.unwrap_err();
    assert!(error.to_string().contains("005.txt.txt"), "{error}");
    fs::remove_dir(root.join("out/005.txt.txt")).unwrap();
    Setting::new(root).run().0.unwrap();
    Setting { out: "clean", ..Setting::new(root) }.run().0.unwrap();
    assert!(tree(&root.join("out")) == tree(&root.join("clean")));
}
