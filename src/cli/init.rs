//! `pumice init`: a pipeline.toml to begin with.

use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use super::args::InitArgs;
use super::stop::Stop;
use crate::config::DEFAULT;

/// Writes the built-in configuration into a file that is not there yet.
pub(crate) fn init(args: &InitArgs) -> Result<ExitCode, Stop> {
    let path = &args.file;
    let shown = path.display();
    let mut options = fs::File::options();
    options.write(true).create(true).truncate(true).create_new(!args.force);
    let written = options.open(path).and_then(|mut file| file.write_all(DEFAULT.as_bytes()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Stop::usage(format!("{shown} is there already; --force writes over it"))
        }
        _ => Stop::output(format!("{shown}: {error}")),
    })?;
    writeln!(anstream::stderr(), "{shown} is written; `pumice check` finds mistakes in it")?;
    Ok(ExitCode::SUCCESS)
}
