//! What developers of pumice run and its users never get.

mod corpus;
mod evaluate;
mod fit;
mod hostile;
mod metadata;
mod score;
mod tei;

use clap::{Parser, Subcommand};

/// What developers of pumice run and its users never get.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    Evaluate(evaluate::Args),
    Fit(fit::Args),
    Hostile(hostile::Args),
    Metadata(metadata::Args),
    Tei(tei::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Evaluate(args) => evaluate::run(&args),
        Task::Fit(args) => fit::run(&args),
        Task::Hostile(args) => hostile::run(&args),
        Task::Metadata(args) => metadata::run(&args),
        Task::Tei(args) => tei::run(&args),
    }
}
