//! How a run goes on, on standard error.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::args::{LogFormat, ProgressKind, RunArgs};
use super::terminal::harmless;
use crate::batch::{Line, Watch};
use crate::document::Status;

/// How often a line is written where there is no bar.
const INTERVAL: Duration = Duration::from_secs(2);
/// Troubles that are named one by one; the journal has them all.
const MOST_TROUBLES: u64 = 10;

/// Shows how a run goes on.
pub(crate) struct Progress {
    bar: ProgressBar,
    kind: ProgressKind,
    log: LogFormat,
    quiet: bool,
    verbose: bool,
    inputs: usize,
    documents: u64,
    pub(crate) known: u64,
    troubles: u64,
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
        let style = "{bar:24} {pos}/{len} inputs, {msg}, {elapsed}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Progress {
            bar,
            kind,
            log: args.log_format,
            quiet: args.quiet,
            verbose: args.verbose,
            inputs,
            documents: 0,
            known: 0,
            troubles: 0,
            last: Instant::now(),
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
        let hidden = self.troubles.saturating_sub(MOST_TROUBLES);
        if hidden > 0 && !self.verbose && self.log == LogFormat::Text && !self.quiet {
            self.say(&format!("… and {hidden} more; the journal names them all"));
        }
    }

    fn say(&self, message: &str) {
        self.bar.suspend(|| {
            // Where standard error is gone there is nobody left to tell.
            let _ = writeln!(anstream::stderr(), "{}", harmless(message));
        });
    }

    fn tick(&mut self, inputs: usize) {
        self.bar.set_position(inputs as u64);
        self.bar.set_message(format!("{} documents", self.documents));
        if self.last.elapsed() < INTERVAL {
            return;
        }
        self.last = Instant::now();
        let (documents, troubles, all) = (self.documents, self.troubles, self.inputs);
        match self.kind {
            ProgressKind::Plain => {
                let failed =
                    if troubles > 0 { format!(", {troubles} failed") } else { String::new() };
                self.say(&format!("{inputs} of {all} inputs, {documents} documents{failed}"));
            }
            ProgressKind::Json => self.say(
                &json!({"inputs": inputs, "of": all, "documents": documents, "failed": troubles})
                    .to_string(),
            ),
            ProgressKind::Auto | ProgressKind::None => {}
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
                let status = format!("{:?}", line.status).to_lowercase();
                let known = if is_known { " (done before)" } else { "" };
                let place: String = std::iter::once(line.input.clone()).chain(record).collect();
                format!("{status}{known}: {place}{}", reason.collect::<String>())
            }
        };
        self.say(&message);
    }
}

impl Watch for Progress {
    fn document(&mut self, line: &Line, is_known: bool, inputs: usize) {
        self.documents += 1;
        self.known += u64::from(is_known);
        let failed = line.status == Status::Failed;
        self.troubles += u64::from(failed);
        let few = self.log == LogFormat::Json || self.troubles <= MOST_TROUBLES;
        if self.verbose || (failed && few) {
            self.log(if failed { "error" } else { "info" }, line, is_known);
        }
        self.tick(inputs);
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
