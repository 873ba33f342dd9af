//! The encoding tests of html5lib, which are no part of this repository.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context;
use encoding_rs::Encoding;
use memchr::memmem;
use pumice::readers::decode;

/// Reads the encoding tests of html5lib (`encoding/*.dat`) and says which come out otherwise. They ask
/// what a browser takes from the first 1024 bytes; pumice also asks whether the bytes bear it out.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder with the tests.
    #[arg(default_value = "target/corpora/html5lib-tests/encoding")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let files = std::fs::read_dir(&args.folder);
    let files = files.with_context(|| format!("{}", args.folder.display()))?;
    let mut files = files.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "dat"));
    files.sort();
    let out = &mut std::io::stdout();
    let (mut all, mut same) = (0, 0);
    for path in files {
        let bytes = std::fs::read(&path)?;
        for (number, (data, label)) in cases(&bytes).enumerate() {
            let expected = Encoding::for_label(label).context("a label that is not known")?;
            let decoded = decode(data, None);
            all += 1;
            if is_same(expected, decoded.encoding, data) {
                same += 1;
                continue;
            }
            let (file, found) = (path.display(), decoded.encoding);
            let from = decoded.from.name();
            let expected = expected.name();
            writeln!(out, "{file} {}: {expected} expected, {found} ({from})", number + 1)?;
        }
    }
    writeln!(out, "{same} of {all} as a browser has it")?;
    Ok(())
}

/// The same encoding, or one that makes the same text of the bytes.
fn is_same(expected: &'static Encoding, found: &str, data: &[u8]) -> bool {
    let found = Encoding::for_label(found.as_bytes());
    found.is_some_and(|found| found == expected || found.decode(data).0 == expected.decode(data).0)
}

/// The data and the label of each case.
fn cases(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    const DATA: &[u8] = b"#data\n";
    const ENCODING: &[u8] = b"\n#encoding\n";
    let mut starts: Vec<usize> = memmem::find_iter(bytes, DATA).collect();
    starts.push(bytes.len());
    let parts: Vec<&[u8]> = starts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
    parts.into_iter().filter_map(|part| {
        let at = memmem::rfind(part, ENCODING)?;
        Some((&part[DATA.len()..at], part[at + ENCODING.len()..].trim_ascii()))
    })
}
