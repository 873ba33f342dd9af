//! The files that the tables are made of, checked against `sources.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use pumice::document::sha256;
use serde::Deserialize;

use super::{FOLDER, mecab};

/// The list of sources.
#[derive(Deserialize)]
struct List {
    source: Vec<Entry>,
}

/// One source; what else its entry says is for people.
#[derive(Deserialize)]
struct Entry {
    /// Its folder.
    name: String,
    /// Its files: all in the folder that end so.
    files: String,
    /// The SHA-256 of the files one behind another, in the order of their names.
    sha256: String,
}

/// What the sources say.
#[derive(Debug, Default)]
pub(super) struct Sources {
    /// Japanese words with the costs of mozc: 500 times the negative logarithm of the probability.
    pub(super) mozc: BTreeMap<String, i32>,
    /// Japanese words with the costs of IPADIC.
    pub(super) ipadic: BTreeMap<String, i32>,
    /// Chinese words and how often jieba has counted them.
    pub(super) jieba: BTreeMap<String, u64>,
    /// The tables of `OpenCC` by the names of their files.
    pub(super) opencc: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Words that Korean dictionaries have, each with how it is read.
    pub(super) hanja: Vec<(String, String)>,
    /// Characters and pairs with the logarithms of their probabilities in simplified Chinese,
    /// traditional Chinese and Japanese; none where they do not occur.
    pub(super) frequencies: BTreeMap<String, [Option<f64>; 3]>,
}

/// Reads the sources from a folder that has a folder for each of them.
pub(super) fn read(folder: &Path) -> anyhow::Result<Sources> {
    let list: List = toml::from_str(&fs::read_to_string(Path::new(FOLDER).join("sources.toml"))?)?;
    let mut sources = Sources::default();
    for entry in &list.source {
        let files = entry.read(folder).with_context(|| entry.name.clone())?;
        sources.add(&entry.name, &files).with_context(|| entry.name.clone())?;
    }
    Ok(sources)
}

/// A file's name without its ending, and what is in it.
type File = (String, Vec<u8>);

impl Entry {
    fn read(&self, folder: &Path) -> anyhow::Result<Vec<File>> {
        let folder = folder.join(&self.name);
        let listing = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        let mut paths: Vec<PathBuf> =
            listing.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        paths.retain(|path| path.to_string_lossy().ends_with(&self.files));
        paths.sort();
        let mut files = Vec::new();
        for path in paths {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.push((stem, fs::read(&path)?));
        }
        let all: Vec<u8> = files.iter().flat_map(|(_, bytes)| bytes).copied().collect();
        let found = sha256(&all);
        anyhow::ensure!(found == self.sha256, "another version: its SHA-256 is {found}");
        Ok(files)
    }
}

impl Sources {
    fn add(&mut self, name: &str, files: &[File]) -> anyhow::Result<()> {
        for (stem, bytes) in files {
            match name {
                "mozc" => keep_cheapest(&mut self.mozc, mecab::entries_of_binary(bytes)?),
                "ipadic" => keep_cheapest(&mut self.ipadic, mecab::words_of_text(bytes)),
                "jieba" => self.jieba.extend(std::str::from_utf8(bytes)?.lines().filter_map(jieba)),
                "opencc" => {
                    let rows = std::str::from_utf8(bytes)?.lines().filter_map(opencc).collect();
                    self.opencc.insert(stem.clone(), rows);
                }
                "libhangul" => {
                    self.hanja.extend(std::str::from_utf8(bytes)?.lines().filter_map(hanja));
                }
                "cjclassifier" => {
                    let mut text = String::new();
                    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
                    self.frequencies.extend(text.lines().skip(1).filter_map(frequency));
                }
                other => anyhow::bail!("nobody reads {other}"),
            }
        }
        Ok(())
    }

    /// A table of `OpenCC`.
    pub(super) fn opencc(&self, name: &str) -> anyhow::Result<&BTreeMap<String, Vec<String>>> {
        self.opencc.get(name).with_context(|| format!("no {name} of OpenCC"))
    }
}

fn keep_cheapest(words: &mut BTreeMap<String, i32>, more: Vec<(String, i32)>) {
    for (word, cost) in more {
        let least = words.entry(word).or_insert(cost);
        *least = cost.min(*least);
    }
}

/// `word count part-of-speech`
fn jieba(line: &str) -> Option<(String, u64)> {
    let mut fields = line.split(' ');
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}

/// `from<tab>to to …`
fn opencc(line: &str) -> Option<(String, Vec<String>)> {
    let (from, to) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
    Some((from.to_owned(), to.split(' ').map(str::to_owned).collect()))
}

/// `reading:word:gloss`
fn hanja(line: &str) -> Option<(String, String)> {
    let mut fields = Some(line).filter(|line| !line.starts_with('#'))?.split(':');
    let reading = fields.next()?.to_owned();
    Some((fields.next()?.to_owned(), reading))
}

/// `string simplified traditional japanese`; nought for what does not occur.
fn frequency(line: &str) -> Option<(String, [Option<f64>; 3])> {
    let mut fields = line.split(' ');
    let text = fields.next()?.to_owned();
    let mut next = || fields.next()?.parse::<f64>().ok();
    let all = [next()?, next()?, next()?];
    Some((text, all.map(|logarithm| Some(logarithm).filter(|l| *l < 0.0))))
}
