//! `pumice stages`: the stages with a line each, or the manual of one.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use anstyle::Style;

use super::args::StagesArgs;
use super::stop::Stop;
use super::terminal::{columns, wrap};
use crate::config::{Manual, Setting};
use crate::stages::{Entry, STAGES, find};

const HEAD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
/// Where the text of a list begins.
const INDENT: usize = 12;

/// Prints the list, or a manual.
pub(crate) fn stages(args: &StagesArgs) -> Result<ExitCode, Stop> {
    let shown = match &args.name {
        None => list(),
        Some(name) => manual(find(name).ok_or_else(|| {
            let names: Vec<&str> = STAGES.iter().map(|entry| entry.name).collect();
            Stop::usage(format!("no stage is called `{name}`; there are {}", names.join(", ")))
        })?),
    };
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    out.write_all(shown.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Writing to a string cannot fail.
fn list() -> String {
    let mut out = String::new();
    for entry in STAGES {
        let manual = Manual::of(&(entry.schema)());
        let about = manual.about.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        let mut lines = wrap(&about, columns() - INDENT).into_iter();
        let first = lines.next().unwrap_or_default();
        let _ = writeln!(out, "{HEAD}{:<INDENT$}{HEAD:#}{first}", entry.name);
        for line in lines {
            let _ = writeln!(out, "{:INDENT$}{line}", "");
        }
    }
    let _ = writeln!(out, "\n{DIM}`pumice stages NAME` prints the manual of one.{DIM:#}");
    out
}

fn manual(entry: &Entry) -> String {
    let manual = Manual::of(&(entry.schema)());
    let mut out = String::new();
    let _ = writeln!(out, "{HEAD}{}{HEAD:#}\n", entry.name);
    for paragraph in manual.about.split("\n\n") {
        paragraph_at(&mut out, paragraph, 0);
        out.push('\n');
    }
    if !entry.after.is_empty() {
        let after = entry.after.join(", ");
        paragraph_at(&mut out, &format!("Must stand after: {after}, where they are there."), 0);
        out.push('\n');
    }
    let _ = writeln!(out, "{HEAD}In pipeline.toml{HEAD:#}\n");
    let _ = writeln!(out, "  [[stage]]\n  use = \"{}\"", entry.name);
    for Setting { name, kind, default, about } in &manual.settings {
        let default = match toml::Value::try_from(default) {
            Ok(value) => format!("  {name} = {value}"),
            Err(_) => format!("  {name} = …"),
        };
        let unset = if default.ends_with('…') { ", not set" } else { "" };
        let _ = writeln!(out, "\n{HEAD}{default}{HEAD:#}  {DIM}# {kind}{unset}{DIM:#}");
        paragraph_at(&mut out, about, 6);
    }
    if manual.settings.is_empty() {
        let _ = writeln!(out, "\nIt has no settings.");
    }
    out
}

fn paragraph_at(out: &mut String, text: &str, indent: usize) {
    for line in wrap(&text.replace('\n', " "), columns() - indent) {
        let _ = writeln!(out, "{:indent$}{line}", "");
    }
}
