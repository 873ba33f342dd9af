//! `pumice clean`: one document to standard output.

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::CleanArgs;
use super::load;
use super::stop::Stop;

/// Cleans the document and writes it to standard output.
pub(crate) fn clean(args: &CleanArgs) -> Result<ExitCode, Stop> {
    let load::Loaded { doc, mut config } = load::document(&args.document)?;
    config.set_formats(&[&args.to]).map_err(Stop::usage)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    for output in &config.outputs {
        output.writer.write(&doc, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
