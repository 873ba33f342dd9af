//! The command line. The only place that prints.

mod args;
mod check;
mod clean;
mod explain;
mod init;
mod load;
mod print;
mod progress;
mod run;
mod stages;
mod stop;
mod summary;
mod terminal;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Clean(args) => clean::clean(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Check(args) => check::check(&args),
        Command::Stages(args) => stages::stages(&args),
        Command::Init(args) => init::init(&args),
        Command::Schema(args) => print::schema(&args),
        Command::Completions(args) => print::completions(&args),
        Command::Man => print::man(),
    };
    match done {
        Ok(code) => code,
        Err(stop) => stop.report(),
    }
}
