//! Which files of a directory are taken.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use schemars::JsonSchema;
use serde::Deserialize;

/// Which files of a directory are taken. A file that is named on the command line is always taken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Selection {
    /// Endings of file names, such as "html" or "jsonl.gz". An empty list takes every file; one that
    /// is no document then stands in the journal as skipped.
    pub types: Vec<String>,
    /// Globs of which a file must match one, where there are any. A glob without a slash is matched
    /// with the file name, any other with the path beneath the given directory.
    pub include: Vec<String>,
    /// Globs of which a file must match none.
    pub exclude: Vec<String>,
    /// Follow symbolic links in a directory, as long as they stay in it.
    pub follow_links: bool,
}

/// A [`Selection`] made ready for use.
#[derive(Clone, Debug)]
pub struct Filter {
    types: Vec<String>,
    include: Option<GlobSet>,
    exclude: GlobSet,
    follow_links: bool,
}

impl Selection {
    /// Compiles the globs.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn filter(&self) -> anyhow::Result<Filter> {
        let dotted =
            |ending: &String| format!(".{}", ending.trim_start_matches('.').to_lowercase());
        Ok(Filter {
            types: self.types.iter().map(dotted).collect(),
            include: if self.include.is_empty() { None } else { Some(globs(&self.include)?) },
            exclude: globs(&self.exclude)?,
            follow_links: self.follow_links,
        })
    }
}

impl Filter {
    /// Whether symbolic links in a directory are followed.
    pub fn follows_links(&self) -> bool {
        self.follow_links
    }

    /// Whether a file is taken; `path` is its path beneath the given directory, with `/` between its
    /// parts.
    pub fn takes(&self, path: &str) -> bool {
        let lower = path.to_lowercase();
        let typed =
            self.types.is_empty() || self.types.iter().any(|ending| lower.ends_with(ending));
        let included = self.include.as_ref().is_none_or(|globs| globs.is_match(path));
        typed && included && !self.exclude.is_match(path)
    }
}

fn globs(patterns: &[String]) -> anyhow::Result<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        set.add(glob(pattern)?);
    }
    Ok(set.build()?)
}

fn glob(pattern: &str) -> anyhow::Result<Glob> {
    let whole = match pattern.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if pattern.contains('/') => pattern.to_owned(),
        None => format!("**/{pattern}"),
    };
    let built = GlobBuilder::new(&whole).literal_separator(true).build();
    built.map_err(|error| anyhow::anyhow!("`{pattern}` is no glob: {}", error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(list: &[&str]) -> Vec<String> {
        list.iter().map(|&entry| entry.to_owned()).collect()
    }

    #[test]
    fn files_are_taken_by_ending_and_by_globs() {
        let selection = Selection {
            types: strings(&["html", ".jsonl.gz"]),
            include: strings(&["2025/**", "a*"]),
            exclude: strings(&["*draft*"]),
            follow_links: false,
        };
        let filter = selection.filter().unwrap();
        assert!(filter.takes("2025/05/x.HTML"));
        assert!(filter.takes("old/a.jsonl.gz"));
        assert!(!filter.takes("old/b.html"), "matches no include");
        assert!(!filter.takes("2025/draft-1.html"), "is excluded");
        assert!(!filter.takes("2025/x.txt"), "is of another type");
        assert!(Selection::default().filter().unwrap().takes("anything"));
        let broken = Selection { include: strings(&["a["]), ..Selection::default() };
        assert!(broken.filter().is_err());
    }
}
