//! The command, run as people run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A pipeline that costs little: what is tried here is the batch.
const LIGHT: &str = "stage = []\n[[output]]\nformat = \"text\"\n[[output]]\nformat = \"jsonl\"\n";

/// A folder to work in, with documents in `in` and a light pipeline.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    /// With so many documents.
    pub(crate) fn with(documents: u64) -> Place {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("light.toml"), LIGHT).unwrap();
        super::campaign::write_documents(&folder.path().join("in"), documents, 1).unwrap();
        Place(folder)
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// `pumice run` over `in` with the light pipeline, and what else is asked for.
    pub(crate) fn run(&self, out: &str, options: &[&str]) -> Command {
        let mut command = self.pumice(&["run", "in", "-c", "light.toml", "-o", out]);
        command.args(options);
        command
    }

    /// `pumice`, in this folder.
    pub(crate) fn pumice(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pumice"));
        command.args(arguments).current_dir(self.0.path());
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        command
    }

    /// A shell command, in which `$PUMICE` is the command.
    pub(crate) fn shell(&self, line: &str) -> Output {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(self.0.path());
        command.env("PUMICE", env!("CARGO_BIN_EXE_pumice")).output().unwrap()
    }

    /// The files of a folder with their SHA-256.
    pub(crate) fn tree(&self, name: &str) -> super::campaign::Tree {
        super::campaign::tree(&self.path(name)).unwrap()
    }

    /// What an undisturbed run writes.
    pub(crate) fn clean(&self) -> super::campaign::Tree {
        let done = self.run("clean", &["-q"]).output().unwrap();
        assert_eq!(code(&done), 0, "{}", said(&done));
        self.tree("clean")
    }
}

/// The exit code.
pub(crate) fn code(done: &Output) -> i32 {
    done.status.code().unwrap()
}

/// What stands on standard error.
pub(crate) fn said(done: &Output) -> String {
    String::from_utf8_lossy(&done.stderr).into_owned()
}

/// The lines of a journal, as JSON.
pub(crate) fn journal(path: &Path) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Says what was not tried, and why. On machines of the project everything is.
#[expect(clippy::print_stderr, reason = "a test that tries less must say so")]
pub(crate) fn skipped(why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{why}");
    eprintln!("skipped: {why}");
}
