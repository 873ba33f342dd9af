//! One rule, as it stands in its file.

use serde::Deserialize;

use crate::document::Boilerplate;

/// One rule, as it stands in its file. Every list may be left out; [`super::Rules`] moves the lists into its
/// tables, and leaves them empty here.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// Its id within the file.
    pub id: String,
    /// What a hit is.
    pub kind: Boilerplate,
    /// How sure a hit is, 0 to 1.
    pub score: f32,
    /// The language of its words, for people.
    pub lang: Option<String>,
    /// Element ids.
    #[serde(default)]
    pub ids: Vec<String>,
    /// Beginnings of element ids.
    #[serde(default)]
    pub id_prefixes: Vec<String>,
    /// Class tokens.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Beginnings of class tokens.
    #[serde(default)]
    pub class_prefixes: Vec<String>,
    /// Element names.
    #[serde(default)]
    pub tags: Vec<String>,
    /// ARIA roles.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Found anywhere in a text.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The whole text of a short block.
    #[serde(default)]
    pub labels: Vec<String>,
    /// The beginning of a short block's text.
    #[serde(default)]
    pub begins: Vec<String>,
    /// The whole text of a heading that opens a block of boilerplate.
    #[serde(default)]
    pub opens: Vec<String>,
    /// Beginnings of link targets: a host with an optional path, without scheme and `www.`.
    #[serde(default)]
    pub hosts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

/// Reads the rules of a file.
///
/// # Errors
/// When the file is not as [`Rule`] says, or has an entry that could never be met.
pub(super) fn read(file: &str) -> anyhow::Result<Vec<Rule>> {
    let File { rule: rules } = toml::from_str(file)?;
    rules.iter().try_for_each(check)?;
    Ok(rules)
}

/// Refuses an entry that could never be met: beginnings are found by their first bytes, phrases where
/// no space is, and all of them in lower case.
fn check(rule: &Rule) -> anyhow::Result<()> {
    let lists = [
        ("id-prefixes", &rule.id_prefixes, 4),
        ("class-prefixes", &rule.class_prefixes, 4),
        ("begins", &rule.begins, 2),
        ("phrases", &rule.phrases, 4),
        ("hosts", &rule.hosts, 4),
    ];
    for (name, list, least) in lists {
        if let Some(entry) = list.iter().find(|entry| entry.len() < least) {
            anyhow::bail!("rule {}: {entry:?} in {name} is shorter than {least} bytes", rule.id);
        }
        if let Some(entry) =
            list.iter().find(|entry| entry.contains(|c: char| c.is_ascii_uppercase()))
        {
            anyhow::bail!("rule {}: {entry:?} in {name} has a capital letter", rule.id);
        }
        if let Some(entry) = list.iter().find(|entry| entry.starts_with(char::is_whitespace)) {
            anyhow::bail!("rule {}: {entry:?} in {name} begins with white space", rule.id);
        }
    }
    Ok(())
}
