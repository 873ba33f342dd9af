//! Containers that are large or made to swell: how long they take, and how much memory.

mod bombs;
pub(crate) mod soak;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Context;
use pumice::input::{File, Found, Reading, Trouble, Unpacking, open};

use crate::hostile::peak_megabytes;

/// Reads bombs, and a web archive of a gigabyte, each in a process of its own, of which time and peak
/// memory are printed. Fails where a bomb takes a second or 100 MB, or the archive 200 MB.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Megabytes of the compressed web archive; 0 for none.
    #[arg(long, default_value_t = 1024)]
    megabytes: u64,
    /// Where it is written; it is removed afterwards.
    #[arg(long, default_value = "target/containers")]
    folder: PathBuf,
    /// Read this file alone, in this process.
    #[arg(long)]
    read: Option<PathBuf>,
}

/// The usual limits.
const READING: Reading =
    Reading { bytes: 64 << 20, unpacking: Unpacking { decompressed_bytes: 256 << 20, ratio: 200 } };

/// What a child may take.
struct Bar {
    seconds: f64,
    megabytes: u64,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if let Some(path) = &args.read {
        return read(path);
    }
    fs::create_dir_all(&args.folder)?;
    let out = &mut std::io::stdout();
    writeln!(out, "{:<24} {:>11} {:>8} {:>8}  outcome", "file", "bytes", "ms", "peak MB")?;
    let mut missed = Vec::new();
    for (name, make) in bombs::BOMBS {
        let path = args.folder.join(name);
        fs::write(&path, make())?;
        missed.extend(child(&path, &Bar { seconds: 1.0, megabytes: 100 })?);
    }
    if args.megabytes > 0 {
        let path = args.folder.join("soak.warc.gz");
        soak::write(&path, args.megabytes << 20)?;
        missed.extend(child(&path, &Bar { seconds: f64::INFINITY, megabytes: 200 })?);
    }
    anyhow::ensure!(missed.is_empty(), "too much: {}", missed.join(", "));
    Ok(())
}

/// Reads a file in a process of its own, and removes it; its name where that took too much.
fn child(path: &Path, bar: &Bar) -> anyhow::Result<Option<String>> {
    let exe = std::env::current_exe()?;
    let done = Command::new(exe).args(["containers", "--read"]).arg(path).output()?;
    anyhow::ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout)?;
    let [ms, peak, outcome] = text.trim_end().splitn(3, '\t').collect::<Vec<_>>()[..] else {
        anyhow::bail!("the child said {text:?}")
    };
    let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
    let bytes = fs::metadata(path)?.len();
    writeln!(std::io::stdout(), "{name:<24} {bytes:>11} {ms:>8} {peak:>8}  {outcome}")?;
    fs::remove_file(path)?;
    let is_slow = ms.parse::<f64>()? > bar.seconds * 1000.0;
    Ok((is_slow || peak.parse::<u64>()? > bar.megabytes).then_some(name))
}

fn read(path: &Path) -> anyhow::Result<()> {
    let name = path.to_string_lossy().into_owned();
    let file = File { path: Some(path.to_owned()), input: name.clone(), name, trouble: None };
    let begun = Instant::now();
    let (mut pages, mut bytes, mut troubles, mut last) = (0_u64, 0, 0_u64, String::new());
    for Found { content, .. } in open(&file, &READING) {
        match content {
            Ok(content) => {
                pages += 1;
                bytes += content.bytes.len() as u64;
                anyhow::ensure!(content.notes.is_empty(), "{:?}", content.notes);
            }
            Err(Trouble::Failed(reason) | Trouble::Skipped(reason)) => {
                troubles += 1;
                last = reason;
            }
        }
    }
    let (ms, peak) = (begun.elapsed().as_millis(), peak_megabytes().unwrap_or(0));
    let out = &mut std::io::stdout();
    writeln!(out, "{ms}\t{peak}\t{pages} pages of {bytes} bytes, {troubles} refused {last}")?;
    Ok(())
}
