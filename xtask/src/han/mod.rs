//! `cargo xtask han`: makes what pumice knows of Han characters.

mod counts;
mod learn;
mod logistic;
mod mecab;
mod sources;
mod tables;
mod unknown;

use std::path::PathBuf;

pub(crate) use learn::{learn, lessons};

/// Where the tables and the model stand.
pub(crate) const FOLDER: &str = "src/rules/han";

/// Make what pumice knows of Han characters.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(clap::Subcommand)]
enum Task {
    /// Make the tables of the sources in a folder, which src/rules/han/sources.toml describes
    Tables {
        /// The folder
        sources: PathBuf,
    },
    /// Learn the weights of the measures
    Learn {
        /// A file of strings with their language, as `short_han.jsonl` in cjk-dev
        #[arg(default_value = "target/corpora/cjk-dev/short_han.jsonl")]
        file: PathBuf,
    },
    /// Leave words out of the tables, and print how many of them are told right all the same
    Unknown {
        /// The folder of the sources
        sources: PathBuf,
    },
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    match &args.task {
        Task::Tables { sources } => tables::write(sources),
        Task::Learn { file } => learn::run(file),
        Task::Unknown { sources } => unknown::run(sources),
    }
}
