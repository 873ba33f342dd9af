//! How a run goes on, on standard error.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::args::{LogFormat, ProgressKind, RunArgs};
use super::terminal::harmless;
use crate::batch::{Line, Passing, Seen, Watch, grouped};
use crate::document::Status;

/// How often a line is written where there is no bar.
const INTERVAL: Duration = Duration::from_secs(2);
/// Troubles that are named one by one; the journal has them all.
const MOST_TROUBLES: u64 = 10;
/// The slowest documents that are remembered.
const MOST_SLOW: usize = 5;

/// Shows how a run goes on.
pub(crate) struct Progress {
    bar: ProgressBar,
    kind: ProgressKind,
    log: LogFormat,
    quiet: bool,
    verbose: bool,
    /// Inputs, all and those that were read.
    inputs: usize,
    read: usize,
    /// Inputs that were read when the first document came that no earlier run had done.
    read_before: Option<usize>,
    /// How far a look at all documents is that comes before the run.
    pass: Option<Passing>,
    documents: u64,
    status: BTreeMap<Status, u64>,
    /// Documents that an earlier run had done.
    pub(crate) known: u64,
    /// The slowest documents, by the clock of this machine.
    pub(crate) slowest: Vec<(Duration, String)>,
    begun: Instant,
    last: Instant,
}

impl Progress {
    /// For a run over so many inputs.
    pub(crate) fn new(args: &RunArgs, inputs: usize) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let kind = if args.quiet { ProgressKind::None } else { args.progress };
        let bar = match kind {
            ProgressKind::Auto if terminal => ProgressBar::new(inputs as u64),
            _ => ProgressBar::hidden(),
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:24} {msg}") {
            bar.set_style(style);
        }
        Progress {
            bar,
            kind,
            log: args.log_format,
            quiet: args.quiet,
            verbose: args.verbose,
            inputs,
            read: 0,
            read_before: None,
            pass: None,
            documents: 0,
            status: BTreeMap::new(),
            known: 0,
            slowest: Vec::new(),
            begun: Instant::now(),
            last: Instant::now(),
        }
    }

    /// Says the last word, and takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
        self.line();
        let hidden = self.count(Status::Failed).saturating_sub(MOST_TROUBLES);
        if hidden > 0 && !self.verbose && self.log == LogFormat::Text && !self.quiet {
            self.say(&format!("… and {hidden} more; the journal names them all"));
        }
    }

    fn count(&self, status: Status) -> u64 {
        self.status.get(&status).copied().unwrap_or_default()
    }

    fn say(&self, message: &str) {
        self.bar.suspend(|| {
            // Where standard error is gone there is nobody left to tell.
            let _ = writeln!(anstream::stderr(), "{}", harmless(message));
        });
    }

    /// Documents a second, without those that were done before.
    fn rate(&self) -> f64 {
        let documents = self.pass.map_or(self.documents - self.known, |at| at.documents);
        documents as f64 / self.begun.elapsed().as_secs_f64().max(0.001)
    }

    /// Seconds that are left, as far as the inputs tell; nothing where there is but one, or none was
    /// read yet.
    fn left(&self) -> Option<u64> {
        let before = if self.pass.is_some() { 0 } else { self.read_before? };
        let done = self.read.saturating_sub(before);
        let left = self.inputs.saturating_sub(self.read);
        let tells = done > 0 && self.inputs > 1;
        let seconds = self.begun.elapsed().as_secs_f64() * left as f64 / done as f64;
        #[expect(clippy::cast_sign_loss, reason = "no factor is negative")]
        tells.then_some(seconds.round() as u64)
    }

    /// How it goes, for people.
    fn words(&self) -> String {
        let [read, inputs] = [self.read, self.inputs].map(|number| grouped(number as u64));
        let left = self.left().map_or_else(String::new, |left| format!(", {} left", clock(left)));
        let rate = format!("{:.0} documents/s{left}", self.rate());
        if let Some(at) = self.pass {
            return format!("{}: {read} of {inputs} inputs; {rate}", at.pass.name());
        }
        let counts =
            self.status.iter().map(|(status, n)| format!("{} {}", grouped(*n), status.name()));
        let counts: Vec<String> = counts.collect();
        format!("{read} of {inputs} inputs: {}; {rate}", counts.join(", "))
    }

    /// How it goes, for programs.
    fn json(&self) -> Value {
        let (read, inputs, documents) = (self.read, self.inputs, self.documents);
        let (rate, left) = ((self.rate() * 10.0).round() / 10.0, self.left());
        match self.pass {
            Some(Passing { pass, documents, .. }) => json!({
                "pass": pass.name(), "inputs": read, "of": inputs, "documents": documents,
                "documents_per_second": rate, "seconds_left": left,
            }),
            None => json!({
                "inputs": read, "of": inputs, "documents": documents, "done_before": self.known,
                "status": self.status, "documents_per_second": rate, "seconds_left": left,
            }),
        }
    }

    fn line(&self) {
        match self.kind {
            ProgressKind::Plain => self.say(&self.words()),
            ProgressKind::Json => self.say(&self.json().to_string()),
            ProgressKind::Auto | ProgressKind::None => {}
        }
    }

    fn tick(&mut self) {
        if self.kind == ProgressKind::Auto {
            self.bar.set_position(self.read as u64);
            if !self.bar.is_hidden() {
                self.bar.set_message(self.words());
            }
        } else if self.last.elapsed() >= INTERVAL {
            self.last = Instant::now();
            self.line();
        }
    }

    fn remember(&mut self, took: Duration, input: &str) {
        let at = self.slowest.partition_point(|(other, _)| *other >= took);
        if at < MOST_SLOW {
            self.slowest.insert(at, (took, input.to_owned()));
            self.slowest.truncate(MOST_SLOW);
        }
    }

    fn log(&self, level: &str, line: &Line, is_known: bool) {
        let message = match self.log {
            LogFormat::Json => {
                let (input, record, reason) = (&line.input, &line.record, &line.reason);
                json!({
                    "level": level, "input": input, "record": record, "status": line.status,
                    "reason": reason, "done_before": is_known,
                })
                .to_string()
            }
            LogFormat::Text => {
                let record = line.record.iter().map(|record| format!(" {record}"));
                let reason = line.reason.iter().map(|reason| format!(": {reason}"));
                let status = line.status.name();
                let known = if is_known { " (done before)" } else { "" };
                let place: String = std::iter::once(line.input.clone()).chain(record).collect();
                format!("{status}{known}: {place}{}", reason.collect::<String>())
            }
        };
        self.say(&message);
    }
}

impl Watch for Progress {
    fn pass(&mut self, at: Passing) {
        self.pass = Some(at);
        self.read = at.inputs;
        if !at.has_ended {
            return self.tick();
        }
        self.line();
        // What comes next has a rate of its own.
        (self.pass, self.read) = (None, 0);
        (self.begun, self.last) = (Instant::now(), Instant::now());
    }

    fn document(&mut self, line: &Line, seen: Seen) {
        self.documents += 1;
        self.read = seen.inputs;
        *self.status.entry(line.status).or_default() += 1;
        match seen.took {
            None => self.known += 1,
            Some(took) => {
                self.read_before.get_or_insert(seen.inputs.saturating_sub(1));
                self.remember(took, &line.input);
            }
        }
        let failed = line.status == Status::Failed;
        let few = self.log == LogFormat::Json || self.count(Status::Failed) <= MOST_TROUBLES;
        if self.verbose || (failed && few) {
            self.log(if failed { "error" } else { "info" }, line, seen.took.is_none());
        }
        self.tick();
    }

    fn warning(&mut self, message: &str) {
        match self.log {
            LogFormat::Json => {
                self.say(&json!({"level": "warning", "message": message}).to_string());
            }
            LogFormat::Text => self.say(&format!("warning: {message}")),
        }
    }
}

/// Seconds as people say them.
fn clock(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_few_words() {
        assert_eq!([5, 65, 7500].map(clock), ["5 s", "1 min 5 s", "2 h 5 min"]);
    }
}
