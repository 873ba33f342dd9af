//! Whether what stands in an output folder is what was written there.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::document::LINES_FILE;
use super::earlier::{Damage, scan};
use super::journal::JOURNAL_FILE;
use super::line::{Line, Written};
use super::names::{Key, key};
use super::resume::is_inside;
use super::summary::Summary;
use super::totals::{RUN_FILE, Run};
use super::{OWN_FILES, report};
use crate::output::{ASIDE, Disk, Handle, OutputError};

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A line of the journal is damaged.
    Journal(Damage),
    /// A file is gone.
    Missing(String),
    /// A file has other bytes; what of it, where it is one of many.
    Changed(String),
    /// The line of a document in `documents.jsonl` has other bytes or is gone.
    ChangedLine(String),
    /// A file that no run has written.
    Unknown(String),
    /// The run has not ended: the same command goes on from here.
    Unfinished,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Finding::Journal(Damage { line, offset }) => {
                write!(f, "changed: {JOURNAL_FILE}, line {line} at byte {offset}")
            }
            Finding::Missing(path) => write!(f, "missing: {path}"),
            Finding::Changed(path) => write!(f, "changed: {path}"),
            Finding::ChangedLine(name) => write!(f, "changed: {LINES_FILE}, the line of {name}"),
            Finding::Unknown(path) => write!(f, "unknown: {path}"),
            Finding::Unfinished => {
                write!(f, "unfinished: the run goes on when it is started again")
            }
        }
    }
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Documents of the journal.
    pub documents: u64,
    /// Files and lines that were read.
    pub outputs: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What is not as it was written.
    pub findings: u64,
}

/// Reads every output of a folder and compares it with the journal; tells what differs.
///
/// # Errors
/// When the folder or its journal cannot be read.
pub fn verify(
    disk: &dyn Disk,
    folder: &Path,
    each: &mut dyn FnMut(&Finding),
) -> Result<Verified, OutputError> {
    let run = Run::read(disk, &folder.join(RUN_FILE))?;
    let mut check = Check {
        has_ended: run.as_ref().is_none_or(|run| run.totals.is_some()),
        disk,
        folder,
        each,
        verified: Verified::default(),
        known: OWN_FILES.iter().map(|name| key(name)).collect(),
        summary: Summary::default(),
        lines: disk.open(&folder.join(LINES_FILE)).ok().map(BufReader::new),
    };
    let path = folder.join(JOURNAL_FILE);
    let mut failed = None;
    let file = scan(disk, &path, |number, place, line| match line {
        Some(line) => failed = failed.take().or(check.document(&line).err()),
        None => check.find(&Finding::Journal(Damage { line: number, offset: place.offset })),
    });
    let at = OutputError::at(&path);
    file.and_then(|file| file.ok_or(io::ErrorKind::NotFound.into())).map_err(at)?;
    failed.map_or(Ok(()), Err)?;
    check.whole(run)?;
    check.strangers().map_err(OutputError::at(folder))?;
    Ok(check.verified)
}

struct Check<'a> {
    /// Lines stand in their file when the run has ended.
    has_ended: bool,
    disk: &'a dyn Disk,
    folder: &'a Path,
    each: &'a mut dyn FnMut(&Finding),
    verified: Verified,
    known: HashSet<Key>,
    summary: Summary,
    lines: Option<BufReader<Box<dyn Handle>>>,
}

impl Check<'_> {
    fn find(&mut self, finding: &Finding) {
        self.verified.findings += 1;
        (self.each)(finding);
    }

    fn document(&mut self, line: &Line) -> Result<(), OutputError> {
        self.summary.add(line);
        self.verified.documents += 1;
        for written in &line.outputs {
            self.verified.outputs += 1;
            self.verified.bytes += written.bytes;
            match &written.path {
                path if path == LINES_FILE && !self.has_ended => {}
                path if path == LINES_FILE => self.line(&line.name, written)?,
                path if is_inside(path) => self.file(written)?,
                path => self.find(&Finding::Unknown(path.clone())),
            }
        }
        Ok(())
    }

    /// The lines stand in the order of the journal.
    fn line(&mut self, name: &str, written: &Written) -> Result<(), OutputError> {
        let mut digest = Sha256::new();
        let found = match &mut self.lines {
            Some(lines) => feed(&mut lines.take(written.bytes), &mut digest),
            None => Ok(0),
        };
        let found = found.map_err(OutputError::at(&self.folder.join(LINES_FILE)))?;
        if found != written.bytes || hexadecimal(digest) != written.sha256 {
            self.find(&Finding::ChangedLine(name.to_owned()));
        }
        Ok(())
    }

    fn file(&mut self, written: &Written) -> Result<(), OutputError> {
        self.known.insert(key(&written.path));
        let path = self.folder.join(&written.path);
        let mut digest = Sha256::new();
        match self.disk.open(&path).and_then(|mut file| feed(&mut file, &mut digest)) {
            Ok(bytes) if bytes == written.bytes && hexadecimal(digest) == written.sha256 => {}
            Ok(_) => self.find(&Finding::Changed(written.path.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.find(&Finding::Missing(written.path.clone()));
            }
            Err(error) => return Err(OutputError::at(&path)(error)),
        }
        Ok(())
    }

    /// What goes over all documents follows from the journal.
    fn whole(&mut self, run: Option<Run>) -> Result<(), OutputError> {
        if !self.has_ended {
            self.find(&Finding::Unfinished);
            return Ok(());
        }
        let rest = self.lines.as_mut().map(|lines| lines.fill_buf().map(<[u8]>::len));
        if rest.transpose().map_err(OutputError::at(&self.folder.join(LINES_FILE)))?.unwrap_or(0)
            > 0
        {
            self.find(&Finding::Changed(LINES_FILE.to_owned()));
        }
        let Some(run) = run else {
            self.find(&Finding::Changed(RUN_FILE.to_owned()));
            return Ok(());
        };
        if run.totals.as_ref() != Some(&self.summary.totals) {
            self.find(&Finding::Changed(RUN_FILE.to_owned()));
        }
        // Another version may have made another page of the same journal.
        if run.version == env!("CARGO_PKG_VERSION") {
            self.report(&run)?;
        }
        Ok(())
    }

    fn report(&mut self, run: &Run) -> Result<(), OutputError> {
        let page = report::page(run, &self.summary);
        let bytes = page.len() as u64;
        let sha256 = hexadecimal(Sha256::new().chain_update(page));
        self.file(&Written { path: report::REPORT_FILE.to_owned(), sha256, bytes })
    }

    /// Files that nobody has written. What a run needs while it goes on is none of them.
    fn strangers(&mut self) -> io::Result<()> {
        let walk = ignore::WalkBuilder::new(self.folder).standard_filters(false).build();
        for entry in walk {
            let entry = entry.map_err(io::Error::other)?;
            if entry.file_type().is_none_or(|kind| kind.is_dir()) {
                continue;
            }
            let path = entry.path().strip_prefix(self.folder).unwrap_or(entry.path());
            let name = path.to_string_lossy().replace('\\', "/");
            if !path.starts_with(ASIDE) && !self.known.contains(&key(&name)) {
                self.find(&Finding::Unknown(name));
            }
        }
        Ok(())
    }
}

/// Reads to the end; gives the bytes that there were.
fn feed(from: &mut dyn Read, digest: &mut impl Digest) -> io::Result<u64> {
    let mut buffer = [0; 1 << 14];
    let mut bytes = 0;
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok(bytes);
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}

/// A digest in hexadecimal.
pub(super) fn hexadecimal(digest: impl Digest) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]];
    digest.finalize().iter().flat_map(digits).map(char::from).collect()
}
