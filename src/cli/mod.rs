//! The command line. The only place that prints.

mod args;
mod clean;
mod explain;
mod load;
mod run;
mod stop;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use stop::Stop;

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Clean(args) => clean::clean(&args),
        Command::Explain(args) => explain::explain(&args),
        _ => Err(Stop::usage("not yet")),
    };
    match done {
        Ok(code) => code,
        Err(stop) => stop.report(),
    }
}
