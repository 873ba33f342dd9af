//! How runs end that do not end by themselves: signals, full disks, pipes that are closed.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::process::{Place, code, journal, said, skipped};

/// Waits until a run has written into its journal.
fn has_begun(place: &Place, out: &str) {
    let journal = place.path(out).join("journal.jsonl");
    let begun = Instant::now();
    while fs::metadata(&journal).map_or(0, |found| found.len()) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never began");
        thread::sleep(Duration::from_millis(2));
    }
}

fn signal(name: &str, process: u32) {
    let sent = Command::new("kill").args([name, &process.to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn a_signal_ends_a_run_soon_and_the_next_one_goes_on() {
    let place = Place::with(3000);
    let clean = place.clean();
    for (name, expected) in [("-INT", 130), ("-TERM", 143)] {
        let run = place.run("out", &["-j", "1", "--progress", "none"]).spawn().unwrap();
        has_begun(&place, "out");
        signal(name, run.id());
        let sent = Instant::now();
        let done = run.wait_with_output().unwrap();
        assert!(sent.elapsed() < Duration::from_secs(2), "{:?}", sent.elapsed());
        assert_eq!(code(&done), expected, "{}", said(&done));
        assert!(said(&done).contains("goes on from here"));
        let written = journal(&place.path("out/journal.jsonl")).len();
        assert!(written > 0 && written < 3000, "{written}");
        assert_eq!(code(&place.run("out", &["-q"]).output().unwrap()), 0);
        assert!(place.tree("out") == clean);
        fs::remove_dir_all(place.path("out")).unwrap();
    }
}

#[test]
fn a_run_that_waits_for_its_input_ends_too() {
    let place = Place::with(1);
    let mut command = place.pumice(&["run", "-", "-c", "light.toml", "-o", "out"]);
    let mut run = command.stdin(Stdio::piped()).spawn().unwrap();
    let input = run.stdin.take();
    while !place.path("out/journal.jsonl").exists() {
        thread::sleep(Duration::from_millis(2));
    }
    let second = place.run("out", &[]).output().unwrap();
    assert_eq!(code(&second), 3, "two runs into one folder");
    assert!(said(&second).contains(&format!("process {}", run.id())), "{}", said(&second));
    signal("-TERM", run.id());
    let sent = Instant::now();
    let done = run.wait_with_output().unwrap();
    assert!(sent.elapsed() < Duration::from_secs(2), "{:?}", sent.elapsed());
    assert_eq!(code(&done), 143, "{}", said(&done));
    drop(input);
    assert_eq!(code(&place.run("out", &["-q"]).output().unwrap()), 0);
}

#[test]
fn a_file_that_cannot_grow_ends_the_run_and_leaves_what_is_whole() {
    let place = Place::with(200);
    let clean = place.clean();
    // Files of at most eight blocks: the journal does not fit.
    let line = "trap '' XFSZ; ulimit -f 8; exec \"$PUMICE\" run in -c light.toml -o out";
    let done = place.shell(line);
    assert_eq!(code(&done), 3, "{}", said(&done));
    assert!(said(&done).contains("out/"), "it says where: {}", said(&done));
    for (name, digest) in place.tree("out") {
        let is_growing = name.starts_with(".pumice/") || name == "journal.jsonl";
        assert!(is_growing || name == "run.json" || clean[&name] == digest, "{name} is half");
    }
    assert_eq!(code(&place.run("out", &["-q"]).output().unwrap()), 0);
    assert!(place.tree("out") == clean);
}

#[test]
fn sixty_four_open_files_are_enough() {
    let place = Place::with(500);
    let clean = place.clean();
    let line = "ulimit -n 64; exec \"$PUMICE\" run in -c light.toml -o out -j 16";
    let done = place.shell(line);
    assert_eq!(code(&done), 0, "{}", said(&done));
    assert!(place.tree("out") == clean);
}

#[test]
fn a_pipe_that_is_closed_is_nobodys_mistake() {
    let place = Place::with(2000);
    let lines = [
        "\"$PUMICE\" run in -c light.toml -o out --dry-run | head -n 1",
        "\"$PUMICE\" clean in/000/000001.html --to json | head -n 1",
        "\"$PUMICE\" explain in/000/000001.html | true",
        "\"$PUMICE\" run in -c light.toml -o out -v 2>&1 | head -n 1",
    ];
    for line in lines {
        let done = place.shell(line);
        assert_eq!(code(&done), 0, "{line}");
        assert_eq!(said(&done), "", "{line}");
    }
}

#[test]
fn an_input_that_cannot_be_read_fails_alone() {
    let place = Place::with(10);
    let unreadable = "/proc/self/mem";
    if !Path::new(unreadable).exists() {
        return skipped("no /proc: nothing here gives an I/O error when it is read");
    }
    let mut command = place.run("out", &[unreadable, "-q"]);
    let done = command.output().unwrap();
    assert_eq!(code(&done), 1, "{}", said(&done));
    let lines = journal(&place.path("out/journal.jsonl"));
    assert_eq!(lines.len(), 11);
    let failed: Vec<_> = lines.iter().filter(|line| line["status"] == "failed").collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0]["reason"].as_str().unwrap().contains("os error 5"), "{}", failed[0]);
}

/// Whoever writes a file anew again and again stops when this goes.
struct Rewriting<'a>(&'a AtomicBool);

impl Drop for Rewriting<'_> {
    /// A test that fails must not wait for ever for who writes.
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Runs over a file while a thread fills it anew with so many letters, then so many others.
fn run_while_it_changes(letters: [usize; 2], runs: usize) {
    let place = Place::with(1);
    let path = place.path("in/race.txt");
    let texts = ["a".repeat(letters[0]), "b".repeat(letters[1])];
    fs::write(&path, &texts[0]).unwrap();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let _stops = Rewriting(&stop);
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                for text in &texts {
                    fs::write(&path, text).unwrap();
                }
            }
        });
        for _ in 0..runs {
            let done = place.run("out", &["--fresh", "-q"]).output().unwrap();
            let lines = journal(&place.path("out/journal.jsonl"));
            let line = lines.iter().find(|line| line["input"] == "in/race.txt").unwrap();
            if line["status"] == "failed" {
                assert_eq!(line["reason"], "changed while it was read");
                assert_eq!(code(&done), 1);
                continue;
            }
            // What a writer has written so far is a state of the file, too; a mixture is none.
            let text = fs::read(place.path("out/race.txt.txt")).unwrap_or_default();
            assert!(!(text.contains(&b'a') && text.contains(&b'b')), "mixed");
        }
    });
}

#[test]
fn a_document_that_changes_while_it_is_read_is_whole_or_failed() {
    run_while_it_changes([3_000_000, 2_000_000], 20);
}

#[test]
fn a_document_that_changes_faster_than_clocks_tick_is_whole_or_failed() {
    run_while_it_changes([300_000, 200_000], 40);
}
