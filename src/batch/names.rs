//! Names of outputs: made safe for every file system, and unique.

use icu_normalizer::ComposingNormalizerBorrowed;
use sha2::{Digest, Sha256};

use super::keys::Keys;
use crate::document::{sha256, start};

/// Bytes of one part of a name: with an ending and `.tmp` it stays below the 255 that file systems
/// allow.
const MOST_BYTES: usize = 200;
/// Digits of a digest that tell two names apart.
const DIGITS: usize = 10;
/// Names of devices on Windows, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// What stands for a name in memory. That two names have the same one is next to impossible, and costs
/// one of them no more than a mark that it did not need.
pub(super) type Key = u64;

pub(super) fn key(name: &str) -> Key {
    let digest = Sha256::digest(name.as_bytes());
    digest.first_chunk().map_or(0, |first| Key::from_le_bytes(*first))
}

/// The names that are taken.
#[derive(Debug)]
pub struct Names {
    endings: Vec<&'static str>,
    /// Paths of files and folders, folded: some file systems do not tell cases apart, or an accent from
    /// a letter that has one.
    files: Keys,
    folders: Keys,
}

impl Names {
    /// No name is taken but those of the run's own files. `endings` is what is added to a name.
    pub fn new(endings: Vec<&'static str>, own: &[&str]) -> Names {
        let files = own.iter().map(|name| key(name)).collect();
        Names { endings, files, folders: Keys::default() }
    }

    /// A free name for a document, from the path of its input and the id of its record. `origin`
    /// says where it comes from, and settles what it is called when the name is taken.
    pub fn give(&mut self, path: &str, record: Option<&str>, origin: &str) -> String {
        let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
        let mut parts: Vec<String> = parts.map(safe).collect();
        parts.extend(record.map(safe));
        if parts.is_empty() {
            parts.push("document".to_owned());
        }
        let name = parts.join("/");
        if self.take(&name) {
            return name;
        }
        let mut seed = origin.to_owned();
        loop {
            let digest = sha256(seed.as_bytes());
            let mark = &digest[..DIGITS];
            // Where a folder is in the way, it is the folder that needs another name.
            let name = match self.file_in_the_way(&name) {
                Some(end) => format!("{}~{mark}{}", &name[..end], &name[end..]),
                None => marked(&name, mark),
            };
            if self.take(&name) {
                return name;
            }
            seed = digest;
        }
    }

    /// Where the first folder of a name ends that is the name of a file already.
    fn file_in_the_way(&self, name: &str) -> Option<usize> {
        let mut ends = name.match_indices('/').map(|(at, _)| at);
        ends.find(|&end| self.files.contains(key(&folded(&name[..end]))))
    }

    /// Takes a name, if none of its files is a file or a folder already.
    pub fn take(&mut self, name: &str) -> bool {
        let lower = folded(name);
        // Where no format has a file of its own, the name is still what tells documents apart.
        let none = [""].iter().take(usize::from(self.endings.is_empty()));
        let endings = self.endings.iter().chain(none);
        let files: Vec<Key> = endings.map(|end| key(&format!("{lower}{end}"))).collect();
        let is_taken = |name: &Key| self.files.contains(*name) || self.folders.contains(*name);
        if files.iter().any(is_taken) || self.file_in_the_way(name).is_some() {
            return false;
        }
        self.folders.extend(lower.match_indices('/').map(|(at, _)| key(&lower[..at])));
        self.files.extend(files);
        true
    }
}

/// The same for all names that a file system may take for one.
pub(super) fn folded(name: &str) -> String {
    ComposingNormalizerBorrowed::new_nfc().normalize(&name.to_lowercase()).into_owned()
}

/// A name with a mark before its last ending: `a.html` becomes `a~1f2e.html`.
fn marked(name: &str, mark: &str) -> String {
    let begin = name.rfind('/').map_or(0, |slash| slash + 1);
    let dot = name[begin..].rfind('.').filter(|&dot| dot > 0).map_or(name.len(), |dot| begin + dot);
    format!("{}~{mark}{}", &name[..dot], &name[dot..])
}

/// One part of a path that every file system takes: nothing reserved, no way out of the folder.
fn safe(part: &str) -> String {
    // The manifests of bags write a percent sign otherwise, and not all who check them know it.
    let reserved = |c: char| c.is_control() || "<>:\"/\\|?*%".contains(c);
    let mut name: String = part.chars().map(|c| if reserved(c) { '_' } else { c }).collect();
    let kept = name.trim_end_matches(['.', ' ']).len();
    name.truncate(kept);
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let device = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    if DEVICES.contains(&device) && stem.len() <= device.len() + 1 {
        name.insert(0, '_');
    }
    if name.is_empty() {
        name.push('_');
    }
    if name.len() <= MOST_BYTES {
        return name;
    }
    let kept = start(&name, MOST_BYTES - DIGITS - 1);
    format!("{kept}~{}", &sha256(part.as_bytes())[..DIGITS])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn names() -> Names {
        Names::new(vec![".tei.xml", ".json"], &["run.json", "journal.jsonl"])
    }

    #[test]
    fn no_name_leads_out_of_the_folder_or_is_reserved() {
        let mut names = names();
        let mut give = |path: &str| names.give(path, None, path);
        assert_eq!(give("2025/a.html"), "2025/a.html");
        assert_eq!(give("../../etc/passwd"), "_/_/etc/passwd");
        assert_eq!(give("/a\0b:c?.txt"), "a_b_c_.txt");
        assert_eq!(give("x/CON.html"), "x/_CON.html");
        assert_eq!(give("a%2Fb.html"), "a_2Fb.html");
        assert_eq!(give("com7"), "_com7");
        assert_eq!(give("console.html"), "console.html");
        assert_eq!(give("dots. . "), "dots");
        assert_eq!(give(""), "document");
        let long = give(&"字".repeat(300));
        assert!(long.len() <= MOST_BYTES && long.starts_with('字'), "{long}");
    }

    #[test]
    fn records_stand_beneath_their_container() {
        let mut names = names();
        let id = Some("<urn:uuid:1/2>");
        assert_eq!(names.give("a.jsonl", id, "x"), "a.jsonl/_urn_uuid_1_2_");
    }

    #[test]
    fn names_differ_whatever_the_file_system() {
        let mut names = names();
        assert_eq!(names.give("a.html", None, "1"), "a.html");
        let second = names.give("A.HTML", None, "2");
        assert!(second.starts_with("A~") && second.contains(".HTML"), "{second}");
        let mut again = self::names();
        again.give("a.html", None, "1");
        assert_eq!(again.give("A.HTML", None, "2"), second, "the same each time");
        assert_ne!(names.give("a.html", None, "1"), "a.html", "the same input twice");
        assert_ne!(names.give("run", None, "3"), "run", "OUT/run.json is taken");
        assert_ne!(names.give("a.html.json/b", None, "4"), "a.html.json/b", "is a file");
        names.give("c.json/d", None, "5");
        assert_ne!(names.give("c", None, "6"), "c", "OUT/c.json is a folder");
    }

    #[test]
    fn a_thousand_documents_of_one_name_get_a_thousand_names() {
        let mut names = names();
        let shapes = ["\u{e9}.html", "e\u{301}.html", "\u{c9}.HTML", "E\u{301}.html"];
        let given = (0..1000).map(|at| names.give(shapes[at % 4], None, &at.to_string()));
        let folded: HashSet<String> = given.map(|name| super::folded(&name)).collect();
        assert_eq!(folded.len(), 1000);
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(2000))]

        #[test]
        fn any_name_stays_in_the_folder(path in ".{0,300}|(\\.\\.?/|~|C:|CON|/){0,9}.{0,9}") {
            let name = names().give(&path, None, "x");
            for part in name.split('/') {
                assert!(!part.is_empty() && part.len() <= MOST_BYTES, "{name}");
                assert!(part.trim_end_matches(['.', ' ']).len() == part.len(), "{name}");
                assert!(!part.contains(|c: char| c.is_control() || "<>:\"|?*%\\".contains(c)));
            }
        }
    }
}
