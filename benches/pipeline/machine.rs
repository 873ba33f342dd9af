//! What a measurement was made on.

use std::fs;
use std::io::{self, Write};
use std::process::Command;
use std::thread::available_parallelism;

/// The versions that this was built with.
const LOCK: &str = include_str!("../../Cargo.lock");

/// Prints processor, cores, system, compiler, and the versions of these crates.
pub(crate) fn describe(crates: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let cores = available_parallelism().map_or(1, usize::from);
    writeln!(out, "processor  {}, {cores} cores", processor())?;
    writeln!(out, "system     {}", said("uname", &["-srm"]))?;
    writeln!(out, "compiler   {}", said("rustc", &["--version"]))?;
    let versions: Vec<String> =
        crates.iter().map(|name| format!("{name} {}", version(name).unwrap_or("?"))).collect();
    writeln!(out, "crates     {}", versions.join(", "))
}

/// How busy the machine is, where the system says (Linux): the mean number of running processes over
/// the last minute, five and fifteen minutes.
pub(crate) fn load() -> Option<String> {
    let said = fs::read_to_string("/proc/loadavg").ok()?;
    Some(said.split(' ').take(3).collect::<Vec<_>>().join(" "))
}

fn processor() -> String {
    let linux = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = linux.lines().find_map(|line| line.strip_prefix("model name"));
    match line {
        Some(name) => name.trim_start_matches([' ', '\t', ':']).to_owned(),
        None => said("sysctl", &["-n", "machdep.cpu.brand_string"]),
    }
}

/// What a command prints; the machine's architecture and system where there is no such command.
fn said(command: &str, args: &[&str]) -> String {
    let output = Command::new(command).args(args).output().ok();
    let text = output.and_then(|output| String::from_utf8(output.stdout).ok());
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    text.unwrap_or_else(|| format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH))
}

fn version(name: &str) -> Option<&'static str> {
    let (_, entry) = LOCK.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    entry.split('"').next()
}
