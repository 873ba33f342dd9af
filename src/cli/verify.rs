//! `pumice verify`: is everything still as it was written?

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::json;

use super::args::VerifyArgs;
use super::stop::{SOME_FAILED, Stop};
use super::terminal::harmless;
use crate::batch::{self, Finding, counted, grouped};
use crate::output::Machine;

/// Reads every output of a run again and compares it with the journal.
pub(crate) fn verify(args: &VerifyArgs) -> Result<ExitCode, Stop> {
    let is_bag = batch::is_bag(&Machine, &args.folder);
    let folder = if is_bag { batch::payload(&args.folder) } else { args.folder.clone() };
    if !folder.join(batch::JOURNAL_FILE).is_file() {
        let shown = args.folder.display();
        let journal = batch::JOURNAL_FILE;
        return Err(Stop::usage(format!("{shown}: there is no {journal}; no run wrote here")));
    }
    let mut out = io::stdout().lock();
    let mut told = Ok(());
    let mut tell = |finding: &Finding| {
        if !args.quiet && told.is_ok() {
            told = say(&mut out, args.json, finding);
        }
    };
    let verified = batch::verify(&Machine, &folder, &mut tell).map_err(Stop::failed)?;
    told?;
    if args.json {
        let (documents, outputs) = (verified.documents, verified.outputs);
        let (bytes, findings) = (verified.bytes, verified.findings);
        let all = json!({
            "documents": documents, "outputs": outputs, "bytes": bytes, "findings": findings,
        });
        writeln!(out, "{all}")?;
    } else if !args.quiet {
        writeln!(
            out,
            "{}, {}, {}: {} not as written",
            counted(verified.documents, "document"),
            counted(verified.outputs, "output"),
            counted(verified.bytes, "byte"),
            grouped(verified.findings)
        )?;
    }
    Ok(if verified.findings == 0 { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

fn say(out: &mut dyn Write, is_json: bool, finding: &Finding) -> io::Result<()> {
    if !is_json {
        return writeln!(out, "{}", harmless(&finding.to_string()));
    }
    let (kind, path) = match finding {
        Finding::Journal(damage) => {
            let place = json!({"finding": "journal", "line": damage.line, "offset": damage.offset});
            return writeln!(out, "{place}");
        }
        Finding::Missing(path) => ("missing", path.as_str()),
        Finding::Changed(path) => ("changed", path.as_str()),
        Finding::ChangedLine(name) => ("changed-line", name.as_str()),
        Finding::Unknown(path) => ("unknown", path.as_str()),
        Finding::Unfinished => ("unfinished", batch::RUN_FILE),
    };
    writeln!(out, "{}", json!({"finding": kind, "path": path}))
}
