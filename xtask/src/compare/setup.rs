//! The folder in which the contestants stand, and the pages that they are given.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use pumice::readers::decode;

use super::note;
use crate::corpus::Page;

const REQUIREMENTS: &str = include_str!("requirements.txt");
const MANIFEST: &str = include_str!("driver.toml");
const RUST_DRIVER: &str = include_str!("driver.rs");
const PYTHON_DRIVER: &str = include_str!("driver.py");
const MEASURE: &str = include_str!("measure.py");

/// Everything that a contestant needs to run.
pub(super) struct Setup {
    /// Where all of it is.
    pub(super) folder: PathBuf,
    /// The command that is shipped.
    pub(super) pumice: PathBuf,
    /// The pages, in their order.
    pub(super) pages: Vec<PathBuf>,
}

/// The folder of the workspace.
pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}

/// The folder that cargo builds into.
fn target() -> PathBuf {
    let set = std::env::var_os("CARGO_TARGET_DIR");
    set.map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The names and versions of what is fetched.
pub(super) fn versions() -> Vec<String> {
    let python = REQUIREMENTS.lines().map(|line| line.replace("==", " "));
    let rust = MANIFEST.lines().filter(|line| line.contains("\"="));
    let rust = rust.map(|line| line.replace(" = \"=", " ").replace('"', ""));
    python.chain(rust).collect()
}

impl Setup {
    /// Fetches and builds what is not there yet, and writes the pages down.
    pub(super) fn make(folder: &Path, pages: &[Page]) -> anyhow::Result<Setup> {
        let folder = std::path::absolute(folder)?;
        fs::create_dir_all(folder.join("driver/src"))?;
        fs::create_dir_all(folder.join("none"))?;
        write(&folder.join("requirements.txt"), REQUIREMENTS)?;
        write(&folder.join("driver/Cargo.toml"), MANIFEST)?;
        write(&folder.join("driver/src/main.rs"), RUST_DRIVER)?;
        write(&folder.join("driver.py"), PYTHON_DRIVER)?;
        write(&folder.join("measure.py"), MEASURE)?;
        let pumice = target().join("release").join(format!("pumice{EXE_SUFFIX}"));
        let mut setup = Setup { folder, pumice, pages: Vec::new() };
        setup.python()?;
        setup.rust()?;
        setup.write_pages(pages)?;
        Ok(setup)
    }

    /// The Python that its extractors are installed for.
    pub(super) fn interpreter(&self) -> PathBuf {
        self.folder.join("venv/bin/python")
    }

    fn python(&self) -> anyhow::Result<()> {
        if !self.interpreter().exists() {
            let venv = self.folder.join("venv");
            let way_out = "Python 3 with venv is needed (Debian: apt-get install python3-venv)";
            must(Command::new("python3").args(["-m", "venv"]).arg(venv), way_out)?;
        }
        let mut pip = Command::new(self.interpreter());
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        pip.arg("--requirement").arg(self.folder.join("requirements.txt"));
        must(&mut pip, "pip could not install the extractors: is there a network?")
    }

    /// The extractors from crates.io, and pumice as it is shipped.
    fn rust(&self) -> anyhow::Result<()> {
        let project = self.folder.join("driver");
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--release", "--quiet", "--manifest-path"]);
        build.arg(project.join("Cargo.toml")).arg("--target-dir").arg(project.join("target"));
        must(&mut build, "cargo could not build the extractors: is there a network?")?;
        let mut build = Command::new(env!("CARGO"));
        build.current_dir(root()).args(["build", "--release", "--quiet", "--bin", "pumice"]);
        must(&mut build, "cargo could not build pumice")
    }

    fn write_pages(&mut self, pages: &[Page]) -> anyhow::Result<()> {
        let folder = self.folder.join("pages");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir(&folder)?;
        for page in pages {
            let raw = page.raw()?;
            let path = folder.join(format!("{}.html", page.id));
            fs::write(&path, &*decode(&raw.bytes, raw.charset.as_ref()).text)?;
            self.pages.push(path);
        }
        Ok(())
    }
}

/// Writes a file, unless it is there as it should be: cargo would build it again.
fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// Runs a command that nothing goes on without.
fn must(command: &mut Command, way_out: &str) -> anyhow::Result<()> {
    let shown = format!("{command:?}").replace('"', "");
    note(&shown)?;
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => bail!("{way_out}\n`{shown}` ended with {status}"),
        Err(error) => bail!("{way_out}\n`{shown}`: {error}"),
    }
}
