//! A bag of a finished run (RFC 8493, the `BagIt` file packaging format): the run is its payload, and
//! beside it stand the manifests that others can check it by.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha512};

use super::OWN_FILES;
use super::document::LINES_FILE;
use super::journal::{self, JOURNAL_FILE};
use super::verify::hexadecimal;
use crate::output::{Disk, OutputError, Tree};

/// The folder of a bag that the run goes into.
const PAYLOAD: &str = "data";
const DECLARATION: &str = "bagit.txt";
const INFO: &str = "bag-info.txt";
const MANIFEST: &str = "manifest-sha512.txt";
const TAG_MANIFEST: &str = "tagmanifest-sha512.txt";

/// Where the run of a bag goes.
pub fn payload(bag: &Path) -> PathBuf {
    bag.join(PAYLOAD)
}

/// Whether a folder is a bag.
pub fn is_bag(disk: &dyn Disk, folder: &Path) -> bool {
    disk.length(&folder.join(DECLARATION)).is_ok()
        || disk.length(&payload(folder).join(JOURNAL_FILE)).is_ok()
}

/// Makes a bag of a folder in whose `data` a run has ended. Each file is read again.
///
/// # Errors
/// When a file cannot be read or written.
pub fn bag(disk: &Arc<dyn Disk>, folder: &Path) -> Result<(), OutputError> {
    let tree = Tree::open(Arc::clone(disk), folder)?;
    let (mut bytes, mut files) = (0, 0);
    tree.replace(MANIFEST, |out| {
        let named = each_file(&tree, |path| {
            let (digest, size) = sha512(tree.disk(), &tree.path(&path))?;
            bytes += size;
            files += 1;
            writeln!(out, "{digest}  {}", encoded(&path))
        });
        named.map_err(io::Error::other)
    })?;
    write(&tree, DECLARATION, "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
    let version = env!("CARGO_PKG_VERSION");
    let info = format!("Bag-Software-Agent: pumice {version}\nPayload-Oxum: {bytes}.{files}\n");
    write(&tree, INFO, &info)?;
    let mut tags = String::new();
    for name in [INFO, DECLARATION, MANIFEST] {
        let path = tree.path(name);
        let (digest, _) = sha512(tree.disk(), &path).map_err(OutputError::at(&path))?;
        let _ = writeln!(tags, "{digest}  {name}");
    }
    write(&tree, TAG_MANIFEST, &tags)
}

fn write(tree: &Tree, name: &str, text: &str) -> Result<(), OutputError> {
    tree.replace(name, |out| out.write_all(text.as_bytes()))
}

/// Names every file of the payload, those of the documents in the order of the journal.
fn each_file(
    tree: &Tree,
    mut each: impl FnMut(String) -> io::Result<()>,
) -> Result<(), OutputError> {
    let mut failed: Result<(), OutputError> = Ok(());
    let mut visit = |path: &str| {
        if failed.is_ok() {
            let path = format!("{PAYLOAD}/{path}");
            failed = each(path.clone()).map_err(OutputError::at(&tree.path(&path)));
        }
    };
    for name in OWN_FILES {
        let path = tree.path(PAYLOAD).join(name);
        if tree.disk().has(&path).map_err(OutputError::at(&path))? {
            visit(name);
        }
    }
    journal::read(tree.disk(), &tree.path(PAYLOAD).join(JOURNAL_FILE), |line| {
        let written = line.outputs.iter().filter(|written| written.path != LINES_FILE);
        written.for_each(|written| visit(&written.path));
    })?;
    failed
}

/// RFC 8493, section 2.1.3: line breaks and percent signs of a path are written by their numbers.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn sha512(disk: &dyn Disk, path: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut digest, mut bytes) = (disk.open(path)?, Sha512::new(), 0);
    let mut buffer = [0; 1 << 14];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hexadecimal(digest), bytes));
        }
        digest.update(&buffer[..read]);
        bytes += read as u64;
    }
}
