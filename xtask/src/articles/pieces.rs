//! What articles and the pages around them are put together from, a file for each language.

use serde::Deserialize;

/// The pieces of a language.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Pieces {
    /// Its tag.
    pub(super) lang: String,
    /// What stands between two sentences.
    #[serde(default = "space")]
    pub(super) joint: String,
    pub(super) months: Vec<String>,
    /// Ways to write a date: see [`super::dates`].
    pub(super) dates: Vec<String>,
    pub(super) names: Vec<String>,
    /// With `{name}`.
    pub(super) bylines: Vec<String>,
    pub(super) sites: Vec<String>,
    pub(super) kickers: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) sentences: Vec<String>,
    pub(super) headings: Vec<String>,
    /// Paragraphs of one short sentence.
    pub(super) short: Vec<String>,
    pub(super) items: Vec<String>,
    pub(super) quotes: Vec<String>,
    pub(super) captions: Vec<String>,
    /// What stands before a question and its answer.
    pub(super) turns: [String; 2],
    pub(super) talk: Vec<[String; 2]>,
    pub(super) verse: Vec<String>,
    pub(super) table: Vec<Vec<String>>,
    /// Titles and sentences of articles about cookies, newsletters and sharing.
    pub(super) about_titles: Vec<String>,
    pub(super) about: Vec<String>,
    pub(super) tags: Vec<String>,
    /// With `{tags}`.
    pub(super) tag_lines: Vec<String>,

    pub(super) menu: Vec<String>,
    /// A trail; the way home first.
    pub(super) crumbs: Vec<String>,
    pub(super) account: Vec<String>,
    pub(super) cookies: Cookies,
    pub(super) share: Share,
    pub(super) teasers: Teasers,
    pub(super) newsletter: Vec<Vec<String>>,
    pub(super) comments: Comments,
    pub(super) ads: Vec<String>,
    pub(super) footer: Vec<String>,
}

/// Consent dialogs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Cookies {
    pub(super) titles: Vec<String>,
    pub(super) notices: Vec<String>,
    /// Purposes with what is said of them.
    pub(super) purposes: Vec<[String; 2]>,
    /// Further lines: vendors, policies, validity.
    pub(super) details: Vec<String>,
    pub(super) buttons: Vec<String>,
}

/// Share bars.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Share {
    pub(super) leads: Vec<String>,
    pub(super) buttons: Vec<String>,
    /// With `{n}`.
    pub(super) counts: Vec<String>,
}

/// Lists of other articles.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Teasers {
    pub(super) openers: Vec<String>,
    /// One within the text; with `{title}`.
    pub(super) inline: Vec<String>,
    pub(super) headlines: Vec<String>,
}

/// Comments of readers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Comments {
    /// With `{n}` perhaps.
    pub(super) openers: Vec<String>,
    pub(super) texts: Vec<String>,
    pub(super) ago: Vec<String>,
    /// Below each comment.
    pub(super) actions: Vec<String>,
    pub(super) form: Vec<String>,
}

fn space() -> String {
    " ".to_owned()
}

macro_rules! languages {
    ($($lang:literal)*) => {
        const FILES: &[&str] = &[$(include_str!(concat!("pieces/", $lang, ".toml"))),*];
    };
}

languages! {
    "ar" "cs" "de" "el" "en" "es" "fr" "he" "hi" "id" "it"
    "ja" "ko" "nl" "pl" "pt" "ru" "th" "tr" "uk" "vi" "zh"
}

/// The networks on the buttons of share bars.
pub(super) const NETWORKS: [&str; 14] = [
    "Facebook",
    "X",
    "Twitter",
    "WhatsApp",
    "LinkedIn",
    "Telegram",
    "Pinterest",
    "Reddit",
    "Threads",
    "Bluesky",
    "Mastodon",
    "Messenger",
    "Flipboard",
    "Pocket",
];

/// The pieces of every language.
pub(super) fn load() -> anyhow::Result<Vec<Pieces>> {
    FILES.iter().map(|file| Ok(toml::from_str(file)?)).collect()
}
