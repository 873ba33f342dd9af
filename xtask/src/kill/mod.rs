//! What is lost when runs are killed: nothing, or the command fails.

pub(crate) mod campaign;

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, ensure};

use campaign::Campaign;

/// Kills runs with SIGKILL at seeded moments, lets the next one go on each time, and compares what
/// is there at the end with what an undisturbed run writes. Fails where a document is lost or stands
/// twice, or a byte differs.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command `pumice` [default: the one beside this program].
    #[arg(long)]
    program: Option<PathBuf>,
    /// Documents of a run.
    #[arg(long, default_value_t = 10_000)]
    documents: u64,
    /// Times that a run is killed.
    #[arg(long, default_value_t = 50)]
    kills: u64,
    /// What the moments depend on.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let program = args.program.clone().map_or_else(crate::batch::program, Ok)?;
    let folder = tempfile::tempdir()?;
    let campaign = Campaign {
        program: &program.canonicalize().context("no pumice there: build it first")?,
        folder: folder.path(),
        documents: args.documents,
        kills: args.kills,
        seed: args.seed,
        config: None,
    };
    let outcome = campaign.run()?;
    let out = &mut std::io::stdout();
    writeln!(out, "documents of a run:      {}", args.documents)?;
    writeln!(out, "an undisturbed run:      {:.2?}", outcome.undisturbed)?;
    writeln!(out, "killed with SIGKILL:     {} times (seed {})", outcome.kills, args.seed)?;
    writeln!(out, "reached when killed:     {:?}", outcome.reached)?;
    writeln!(out, "folders finished:        {}", outcome.finished)?;
    writeln!(out, "documents lost:          {}", outcome.lost)?;
    writeln!(out, "documents twice:         {}", outcome.twice)?;
    writeln!(out, "files that differ:       {}", outcome.different.len())?;
    writeln!(out, "sha256 of the tree:      {}", outcome.tree)?;
    let is_right = outcome.lost == 0 && outcome.twice == 0 && outcome.different.is_empty();
    ensure!(is_right, "{:?}", outcome.different);
    Ok(())
}
