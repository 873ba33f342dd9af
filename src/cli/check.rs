//! `pumice check`: every mistake of a `pipeline.toml`, or its stages in their order.

use std::io::{self, Write};
use std::process::ExitCode;

use super::args::CheckArgs;
use super::load;
use super::stop::Stop;

/// Reads a configuration and says what is in it.
pub(crate) fn check(args: &CheckArgs) -> Result<ExitCode, Stop> {
    let (config, name) = load::config(args.file.as_deref())?;
    let stages: Vec<&str> = config.stages.iter().map(|step| step.entry.name).collect();
    let outputs = config.outputs.iter().map(|output| {
        let each = if output.entry.lines { "" } else { "…" };
        format!("{} (OUT/{each}{})", output.entry.name, output.entry.extension)
    });
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    writeln!(out, "{name}: no mistakes")?;
    writeln!(out, "stages:   {}", or_none(&stages.join(" → ")))?;
    writeln!(out, "outputs:  {}", or_none(&outputs.collect::<Vec<_>>().join(", ")))?;
    writeln!(out, "digest:   {}", config.digest())?;
    Ok(ExitCode::SUCCESS)
}

fn or_none(list: &str) -> &str {
    if list.is_empty() { "none" } else { list }
}
