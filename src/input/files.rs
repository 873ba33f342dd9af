//! What is given on the command line → the files that are meant.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::{DirEntry, WalkBuilder};

use super::Filter;
use super::list::{Folder, List};

/// What stands for standard input.
const STDIN: &str = "-";

/// A file that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is; nothing for standard input.
    pub path: Option<PathBuf>,
    /// Its path as it was given, with `/` between its parts.
    pub input: String,
    /// Its path beneath the directory that was given.
    pub name: String,
    /// Why it cannot be read, where that is known already.
    pub trouble: Option<String>,
}

/// The files of a run, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The files.
    pub files: Arc<List>,
    /// Files of directories that were left out by type or by a glob.
    pub left_out: usize,
    /// Symbolic links in directories that were not followed.
    pub links: usize,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// An input that is not there.
    #[error("{path}: {error}")]
    Missing {
        /// The path as it was given.
        path: String,
        /// Why it cannot be reached.
        error: std::io::Error,
    },
    /// The results would stand among the inputs.
    #[error("{path}: results cannot go into an input itself; give a folder in it or elsewhere")]
    OutputIsInput {
        /// The path of both.
        path: String,
    },
}

/// Finds the files that are meant. Directories are walked in the order of their names; hidden files
/// are left out, and so is `output` where it lies within an input. Links are not followed, unless
/// the filter says so; then those that lead out of their directory or back up in it are not.
///
/// # Errors
/// When an input is not there, or is the output too.
pub fn plan(inputs: &[PathBuf], filter: &Filter, output: &Path) -> Result<Plan, PlanError> {
    let output = fs::canonicalize(output).ok();
    let mut plan = Planner { several: inputs.len() > 1, ..Planner::default() };
    for input in inputs {
        let shown = shown(input);
        if shown == STDIN {
            let name = "stdin".to_owned();
            plan.take(File { path: None, input: shown, name, trouble: None });
            continue;
        }
        let missing = |error| PlanError::Missing { path: shown.clone(), error };
        if !fs::metadata(input).map_err(missing)?.is_dir() {
            let name = input.file_name().map_or_else(|| shown.clone(), |n| self::shown(n.as_ref()));
            plan.take(File { path: Some(input.clone()), input: shown, name, trouble: None });
            continue;
        }
        if output.is_some() && fs::canonicalize(input).ok() == output {
            return Err(PlanError::OutputIsInput { path: shown });
        }
        plan.walk(input, filter, output.as_deref());
    }
    Ok(plan.finish())
}

/// What was found so far.
#[derive(Default)]
struct Planner {
    files: List,
    left_out: usize,
    links: usize,
    /// Whether several inputs were given: then a file may be found twice.
    several: bool,
    seen: HashSet<Option<PathBuf>>,
}

impl Planner {
    fn finish(mut self) -> Plan {
        self.files.shrink();
        Plan { files: Arc::new(self.files), left_out: self.left_out, links: self.links }
    }

    /// Whether a file is found for the first time.
    fn is_new(&mut self, path: Option<&Path>) -> bool {
        !self.several || self.seen.insert(path.map(Path::to_owned))
    }

    /// Takes a file once. What cannot be walked has no path, and each of it is to be told.
    fn take(&mut self, file: File) {
        if file.trouble.is_some() || self.is_new(file.path.as_deref()) {
            self.files.push(file);
        }
    }

    fn walk(&mut self, folder: &Path, filter: &Filter, output: Option<&Path>) {
        let output = output.map(Path::to_owned);
        let root = fs::canonicalize(folder).ok();
        let left = Arc::new(AtomicUsize::new(0));
        let links = Arc::clone(&left);
        let is_taken = move |entry: &DirEntry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            let is_link = entry.path_is_symlink() && entry.depth() > 0;
            if !is_folder && !is_link {
                return true;
            }
            let Ok(place) = fs::canonicalize(entry.path()) else { return true };
            if is_link && !root.as_ref().is_some_and(|root| place.starts_with(root)) {
                links.fetch_add(1, Ordering::Relaxed);
                return false;
            }
            !is_folder || output.as_ref() != Some(&place)
        };
        let walk = WalkBuilder::new(folder)
            .standard_filters(false)
            .hidden(true)
            .follow_links(filter.follows_links())
            .sort_by_file_name(std::cmp::Ord::cmp)
            .filter_entry(is_taken)
            .build();
        let beneath = Folder { path: folder.to_owned(), shown: shown(folder) };
        for entry in walk {
            match entry {
                Ok(entry) => self.entry(&beneath, &entry, filter),
                Err(error) if is_loop(&error) => self.links += 1,
                Err(error) => self.take(unreachable(folder, &error)),
            }
        }
        self.links += left.load(Ordering::Relaxed);
    }

    fn entry(&mut self, folder: &Folder, entry: &DirEntry, filter: &Filter) {
        let kind = entry.file_type();
        if kind.is_some_and(|kind| kind.is_symlink()) {
            self.links += 1;
        }
        if !kind.is_some_and(|kind| kind.is_file()) {
            return;
        }
        let path = entry.path();
        let beneath = path.strip_prefix(&folder.path).unwrap_or(path);
        let name = shown(beneath);
        if !filter.takes(&name) {
            self.left_out += 1;
            return;
        }
        let input = shown(path);
        let file = File { path: Some(path.to_owned()), input, name, trouble: None };
        // A name of other bytes than are shown would not lead back to the file.
        if folder.file(&file.name) != file {
            self.take(file);
        } else if self.is_new(file.path.as_deref()) {
            self.files.push_beneath(folder, &file.name);
        }
    }
}

/// Whether an error is that a link leads back to where the walk came from.
fn is_loop(error: &ignore::Error) -> bool {
    let mut error = error;
    loop {
        match error {
            ignore::Error::Loop { .. } => return true,
            ignore::Error::WithPath { err, .. }
            | ignore::Error::WithDepth { err, .. }
            | ignore::Error::WithLineNumber { err, .. } => error = err,
            _ => return false,
        }
    }
}

/// What stands for a part of a folder that cannot be walked.
fn unreachable(folder: &Path, error: &ignore::Error) -> File {
    let path = culprit(error).unwrap_or(folder);
    let beneath = path.strip_prefix(folder).unwrap_or(path);
    File { path: None, input: shown(path), name: shown(beneath), trouble: Some(error.to_string()) }
}

/// The path that an error of a walk is about.
fn culprit(error: &ignore::Error) -> Option<&Path> {
    let mut error = error;
    loop {
        match error {
            ignore::Error::WithPath { path, .. } => return Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                error = err;
            }
            _ => return None,
        }
    }
}

/// A path as it is shown, with `/` between its parts on every system. Bytes that are no UTF-8 stand
/// there as `\xFF`, so that two such names are two.
fn shown(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Selection;

    fn names(plan: &Plan) -> Vec<String> {
        plan.files.iter().map(|file| file.name).collect()
    }

    #[test]
    fn directories_are_walked_in_order_without_links_hidden_files_and_output() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for file in ["b.html", "a/z.txt", "a/b.css", ".hidden/x.html", "out/b.html.json"] {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("loop")).unwrap();
        let selection = Selection { exclude: vec!["*.css".to_owned()], ..Selection::default() };
        let filter = selection.filter().unwrap();
        let given = [root.to_owned(), root.join("a"), root.join("a/b.css")];
        let plan = plan(&given, &filter, &root.join("out")).unwrap();
        assert_eq!(names(&plan), ["a/z.txt", "b.html", "b.css"]);
        assert_eq!(plan.left_out, 2);
        assert_eq!(plan.links, usize::from(cfg!(unix)));
        assert!(matches!(
            super::plan(&[root.to_owned()], &filter, root),
            Err(PlanError::OutputIsInput { .. })
        ));
        let gone = [root.join("gone")];
        assert!(matches!(super::plan(&gone, &filter, root), Err(PlanError::Missing { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_within_their_directory_alone() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("in");
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/page.html"), "x").unwrap();
        fs::write(folder.path().join("secret.html"), "x").unwrap();
        symlink("a/b/page.html", root.join("to-a-file.html")).unwrap();
        symlink("a/b", root.join("to-a-folder")).unwrap();
        symlink("../..", root.join("a/b/back-up")).unwrap();
        symlink("../secret.html", root.join("out.html")).unwrap();
        symlink(folder.path(), root.join("out")).unwrap();
        symlink("itself", root.join("itself")).unwrap();
        let plan = |follow_links| {
            let selection = Selection { follow_links, ..Selection::default() };
            let out = folder.path().join("results");
            plan(std::slice::from_ref(&root), &selection.filter().unwrap(), &out).unwrap()
        };
        let without = plan(false);
        assert_eq!(names(&without), ["a/b/page.html"]);
        assert_eq!(without.links, 6);
        let with = plan(true);
        let found: Vec<String> =
            with.files.iter().filter(|f| f.trouble.is_none()).map(|f| f.name).collect();
        assert_eq!(found, ["a/b/page.html", "to-a-file.html", "to-a-folder/page.html"]);
        // Both ways to the folder, and those two that lead out.
        assert_eq!(with.links, 4);
        assert_eq!(with.files.len(), 4, "a link that leads nowhere is told");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        for name in [b"a\xFF.html".as_slice(), b"a\xFE.html", b"b\xE5\x8C.txt"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), "x").unwrap();
        }
        let given = [folder.path().to_owned()];
        let filter = Selection::default().filter().unwrap();
        let plan = plan(&given, &filter, &folder.path().join("out")).unwrap();
        assert_eq!(names(&plan), ["a\\xFE.html", "a\\xFF.html", "b\\xE5\\x8C.txt"]);
    }

    #[test]
    fn every_folder_that_cannot_be_walked_is_told() {
        let gone = |path: &str| {
            let err = Box::new(ignore::Error::Io(std::io::Error::other("denied")));
            let err = Box::new(ignore::Error::WithPath { path: path.into(), err });
            unreachable(Path::new("in"), &ignore::Error::WithDepth { depth: 1, err })
        };
        let mut planner = Planner { several: true, ..Planner::default() };
        planner.take(gone("in/a"));
        planner.take(gone("in/b"));
        let plan = planner.finish();
        assert_eq!(names(&plan), ["a", "b"]);
        let first = plan.files.iter().next().unwrap();
        assert_eq!(first.input, "in/a");
        assert!(first.trouble.unwrap().contains("denied"));
    }
}
