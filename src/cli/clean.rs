//! `pumice clean`: one document to standard output.

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::CleanArgs;
use super::load;
use super::stop::Stop;
use crate::writers;

/// Cleans the document and writes it to standard output.
pub(crate) fn clean(args: &CleanArgs) -> Result<ExitCode, Stop> {
    let doc = load::document(&args.document)?;
    let writer = writers::find(&args.to)
        .ok_or_else(|| Stop::usage(format!("no format is called {}", args.to)))
        .and_then(|entry| (entry.build)(toml::Table::new()).map_err(Stop::usage))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    writer.write(&doc, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
