//! `cargo xtask trees`: holds the trees of pages against the tests of html5lib, which are no part of this
//! repository.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context, ensure};
use pumice::readers::html::Walk;

/// Read the tests of tree construction of html5lib (`tree-construction/*.dat`) and say which come out
/// otherwise.
///
/// An error when one does that is not known to go its own way.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder with the tests
    #[arg(default_value = "target/corpora/html5lib-tests/tree-construction")]
    folder: PathBuf,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let files = fs::read_dir(&args.folder).with_context(|| args.folder.display().to_string())?;
    let mut files = files.map(|file| Ok(file?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "dat"));
    files.sort();
    let out = &mut io::stdout().lock();
    let (mut count, mut others, mut unknown) = (0, 0, 0);
    for file in files {
        let text = String::from_utf8_lossy(&fs::read(&file)?).into_owned();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        for case in cases(&name, &text) {
            count += 1;
            let found = Walk::of(&case.data);
            if found == case.tree {
                continue;
            }
            others += 1;
            if let Some((why, _)) = OWN_WAY.iter().find(|(_, own)| own.contains(&&*case.name)) {
                writeln!(out, "{}: {why}", case.name)?;
            } else {
                unknown += 1;
                writeln!(out, "{}: {:?}", case.name, case.data)?;
                writeln!(out, "  ours {:?}\n  said {:?}", found.steps(), case.tree.steps())?;
            }
        }
    }
    writeln!(out, "{} of {count} agree", count - others)?;
    ensure!(unknown == 0, "{unknown} come out otherwise, nobody knows why");
    Ok(())
}

/// A test of html5lib: what is read, and the tree that is to come of it.
struct Case {
    name: String,
    data: String,
    tree: Walk,
}

/// The tests in a file that are of whole pages, read with scripts.
fn cases(file: &str, text: &str) -> Vec<Case> {
    let text = format!("\n{text}");
    let tests = text.split("\n#data\n").skip(1).enumerate();
    let cases = tests.filter_map(|(at, test)| {
        let (data, rest) = test.split_once("\n#errors")?;
        let (notes, tree) = rest.split_once("\n#document\n")?;
        let is_ours = !notes.contains("#document-fragment") && !notes.contains("#script-off");
        is_ours.then(|| Case {
            name: format!("{file}:{}", at + 1),
            data: data.to_owned(),
            tree: expected(tree),
        })
    });
    cases.collect()
}

/// The tree that a test says.
fn expected(tree: &str) -> Walk {
    let mut walk = Walk::default();
    // For each element that is open, whether its text is kept; nothing for the contents of a template.
    let mut open: Vec<Option<bool>> = Vec::new();
    for node in format!("\n{}", tree.trim_end_matches('\n')).split("\n| ").skip(1) {
        let line = node.trim_start_matches(' ');
        let depth = (node.len() - line.len()) / 2;
        while open.len() > depth {
            if open.pop().flatten().is_some() {
                walk.leave();
            }
        }
        if let Some(text) = line.strip_prefix('"') {
            let keeps = open.iter().rev().flatten().next();
            if keeps == Some(&true) {
                walk.text(text.strip_suffix('"').unwrap_or(text));
            }
        } else if line == "content" {
            open.push(None);
        } else if let Some(name) = line.strip_prefix('<').filter(|name| !name.starts_with('!')) {
            let name = name.strip_suffix('>').unwrap_or(name);
            open.push(Some(walk.enter(name)));
        }
    }
    for _ in open.into_iter().flatten() {
        walk.leave();
    }
    walk
}

/// Tests of html5lib in which the reader goes its own way, and why.
const OWN_WAY: [(&str, &[&str]); 6] = [
    (
        "a title or the like without its end tag ends where it begins: all that follows would be lost",
        &[
            "tests15:13",
            "tests16:83",
            "tests16:180",
            "tests18:31",
            "tests18:33",
            "tests2:2",
            "tests3:15",
            "tests3:16",
        ],
    ),
    (
        "the attributes that part these elements are passed over by the tokenizer",
        &["tests23:1", "tests23:3"],
    ),
    (
        "so are those by which a font ends SVG: any does, since text in it would be lost",
        &["domjs-unsafe:45", "domjs-unsafe:46", "domjs-unsafe:49"],
    ),
    (
        "so is what makes an annotation HTML; annotations are not shown",
        &["tests20:55", "tests20:56", "tests20:57", "tests20:58"],
    ),
    (
        "nothing is copied from an option into a selectedcontent",
        &["webkit02:45", "webkit02:46", "webkit02:47", "webkit02:48"],
    ),
    (
        "the attribute begins with a sign that the test's own format takes for a tag",
        &["webkit01:45"],
    ),
];
