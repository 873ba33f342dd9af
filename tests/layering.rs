//! The layers that ARCHITECTURE.md draws: a module may use those below it, and no other.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fs;
use std::path::{Path, PathBuf};

/// From the bottom to the top. Modules of one row do not know each other.
const LAYERS: &[&[&str]] = &[
    &["document", "forest"],
    &["rules", "sites", "duplicates"],
    &["readers", "stages", "writers", "input", "output"],
    &["config"],
    &["pipeline"],
    &["batch"],
    &["cli"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every module of ours that the file names after `prefix`, its tests left out.
fn uses(file: &Path, prefix: &str) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    let names = code.split(prefix).skip(1);
    let name = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
    };
    names.map(name).filter(|name| !name.is_empty()).collect()
}

fn module_of(file: &Path, src: &Path) -> String {
    let first = file.strip_prefix(src).unwrap().components().next().unwrap();
    first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

#[test]
fn arrows_only_point_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 20, "the sources were found");
    let mut wrong = Vec::new();
    for file in files {
        let module = module_of(&file, &src);
        if matches!(module.as_str(), "lib" | "main") || file.ends_with("tests.rs") {
            continue;
        }
        let from = layer(&module).unwrap_or_else(|| panic!("{module} has no layer"));
        for used in uses(&file, "crate::") {
            let allowed = used == module || layer(&used).is_some_and(|to| to < from);
            if !allowed {
                wrong.push(format!("{} uses crate::{used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_stage_knows_no_other_stage() {
    let stages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/stages");
    let mut files = Vec::new();
    sources(&stages, &mut files);
    let names: Vec<String> = files.iter().map(|file| module_of(file, &stages)).collect();
    for (file, name) in files.iter().zip(&names).filter(|(_, name)| *name != "mod") {
        for used in uses(file, "crate::stages::").into_iter().chain(uses(file, "super::super::")) {
            let other = used != *name && names.contains(&used);
            assert!(!other, "{} uses the stage {used}", file.display());
        }
    }
}
