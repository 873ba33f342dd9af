//! What developers of pumice run and its users never get.

mod articles;
mod batch;
mod compare;
mod containers;
mod corpus;
mod encodings;
mod evaluate;
mod evaluate_cjk;
mod han;
mod headings;
mod hostile;
mod kill;
mod languages;
mod lines;
#[path = "../../benches/pipeline/machine.rs"]
mod machine;
mod metadata;
mod render;
mod score;
mod site;
mod teaching;
mod tei;
mod train;
mod trees;

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
    Articles(articles::Args),
    Batch(batch::Args),
    Compare(compare::Args),
    Containers(containers::Args),
    Encodings(encodings::Args),
    Evaluate(evaluate::Args),
    Han(han::Args),
    Headings(headings::Args),
    Hostile(hostile::Args),
    Kill(kill::Args),
    Languages(languages::Args),
    Lines(lines::Args),
    Metadata(metadata::Args),
    Site(site::Args),
    Tei(tei::Args),
    Train(train::Args),
    Trees(trees::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Articles(args) => articles::run(&args),
        Task::Batch(args) => batch::measure(&args),
        Task::Compare(args) => compare::run(&args),
        Task::Containers(args) => containers::run(&args),
        Task::Encodings(args) => encodings::run(&args),
        Task::Evaluate(args) => evaluate::run(&args),
        Task::Han(args) => han::run(&args),
        Task::Headings(args) => headings::run(&args),
        Task::Hostile(args) => hostile::run(&args),
        Task::Kill(args) => kill::run(&args),
        Task::Languages(args) => languages::run(&args),
        Task::Lines(args) => lines::run(&args),
        Task::Metadata(args) => metadata::run(&args),
        Task::Site(args) => site::run(&args),
        Task::Tei(args) => tei::run(&args),
        Task::Train(args) => train::run(&args),
        Task::Trees(args) => trees::run(&args),
    }
}
