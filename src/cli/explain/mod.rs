//! `pumice explain`: every block of a document, kept or removed, and why.

mod json;
mod page;
mod rows;
#[cfg(test)]
mod tests;
mod totals;

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::ExplainArgs;
use super::stop::Stop;
use super::{load, terminal};

/// Explains a document, for people or for programs.
pub(crate) fn explain(args: &ExplainArgs) -> Result<ExitCode, Stop> {
    let load::Loaded { doc, .. } = load::document(&args.document)?;
    if args.json {
        let mut out = io::BufWriter::new(io::stdout().lock());
        serde_json::to_writer_pretty(&mut out, &json::explanation(&doc))
            .map_err(io::Error::from)?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let layout = page::Layout { columns: terminal::columns(), whole: args.verbose };
        let shown = page::render(&doc, layout);
        let mut out = anstream::AutoStream::auto(io::stdout()).lock();
        out.write_all(shown.as_bytes())?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}
