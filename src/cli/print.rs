//! What is printed as it stands: schemas, completions, the manual page.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs, SchemaArgs, SchemaOf};
use super::stop::Stop;
use crate::writers::json;
use crate::{batch, config};

/// Prints a JSON Schema.
pub(crate) fn schema(args: &SchemaArgs) -> Result<ExitCode, Stop> {
    let schema = match args.of {
        SchemaOf::Document => json::schema(),
        SchemaOf::Pipeline => config::schema(),
        SchemaOf::Journal => batch::schema(),
    };
    let json = serde_json::to_vec_pretty(&schema).map_err(io::Error::from)?;
    print(&json)?;
    print(b"\n")
}

/// Prints a completion script.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "pumice", &mut script);
    print(&script)
}

/// Prints the manual page: that of the command, then those of its subcommands.
pub(crate) fn man() -> Result<ExitCode, Stop> {
    let mut page = Vec::new();
    let mut command = Cli::command().flatten_help(true);
    command.build();
    clap_mangen::Man::new(command).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<ExitCode, Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
