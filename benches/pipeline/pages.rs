//! The pages that are measured.

use std::path::{Path, PathBuf};

use anyhow::Context;
use pumice::input::{Selection, plan};
use pumice::readers::{Media, Raw};

/// The variable of the environment that names a folder.
const FOLDER: &str = "PUMICE_BENCH_PAGES";

/// So many pages say enough; more only take longer.
const MOST: usize = 300;

/// The folder that is given, or `fixtures`: where `cargo bench` runs this.
pub(crate) fn folder() -> PathBuf {
    std::env::var_os(FOLDER).map_or_else(|| PathBuf::from("fixtures"), PathBuf::from)
}

/// The first pages of a folder, in the order of their paths.
pub(crate) fn load(folder: &Path) -> anyhow::Result<Vec<Raw<'static>>> {
    let types = vec!["html".to_owned(), "htm".to_owned()];
    let filter = Selection { types, ..Selection::default() }.filter()?;
    let files = plan(&[folder.to_owned()], &filter, Path::new(""))?.files;
    let pages: Vec<Raw<'static>> = files
        .iter()
        .take(MOST)
        .map(|file| {
            let path = file.path.with_context(|| file.input.clone())?;
            let bytes = std::fs::read(path).with_context(|| file.input.clone())?.into();
            Ok(Raw { bytes, path: file.name, media: Some(Media::Html), ..Raw::default() })
        })
        .collect::<anyhow::Result<_>>()?;
    anyhow::ensure!(!pages.is_empty(), "{}: there are no pages in it", folder.display());
    Ok(pages)
}
