//! The files of a run, in little memory: of a million of them only a few bytes each are held.

use std::path::PathBuf;
use std::sync::Arc;

use super::files::File;

/// Files in their order. What was found in a directory stands there by its name alone, and of that
/// only what differs from the name before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    parts: Vec<Part>,
    count: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A file of its own.
    Single(File),
    /// Some files beneath a directory.
    Beneath(Folder, Names),
}

/// A directory, and how it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) shown: String,
}

impl Folder {
    /// The file of a name, with `/` between its parts.
    pub(super) fn file(&self, name: &str) -> File {
        let slash = if self.shown.is_empty() || self.shown.ends_with('/') { "" } else { "/" };
        let input = format!("{}{slash}{name}", self.shown);
        File { path: Some(self.path.join(name)), input, name: name.to_owned(), trouble: None }
    }
}

impl List {
    /// How many files there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The files in their order.
    pub fn iter(&self) -> impl Iterator<Item = File> {
        let mut place = Place::default();
        std::iter::from_fn(move || self.next(&mut place))
    }

    /// The file at a place, which goes on to the next one.
    fn next(&self, place: &mut Place) -> Option<File> {
        loop {
            let here = place.part;
            match self.parts.get(here)? {
                Part::Single(file) => {
                    *place = Place { part: here + 1, ..Place::default() };
                    return Some(file.clone());
                }
                Part::Beneath(folder, names) => match names.next(place.at, &mut place.name) {
                    Some(at) => {
                        place.at = at;
                        return Some(folder.file(&place.name));
                    }
                    None => *place = Place { part: here + 1, ..Place::default() },
                },
            }
        }
    }

    pub(super) fn push(&mut self, file: File) {
        self.count += 1;
        self.parts.push(Part::Single(file));
    }

    /// Adds a file of a directory by its name beneath it.
    pub(super) fn push_beneath(&mut self, folder: &Folder, name: &str) {
        self.count += 1;
        match self.parts.last_mut() {
            Some(Part::Beneath(last, names)) if last == folder && names.has_room(name) => {
                names.push(name);
            }
            _ => {
                let mut names = Names::new();
                names.push(name);
                self.parts.push(Part::Beneath(folder.clone(), names));
            }
        }
    }

    /// Gives back the memory that no file has come into.
    pub(super) fn shrink(&mut self) {
        if let Some(Part::Beneath(_, names)) = self.parts.last_mut() {
            names.bytes.shrink_to_fit();
        }
    }
}

/// How far a list was read.
#[derive(Clone, Debug, Default)]
struct Place {
    part: usize,
    at: usize,
    /// The name that was read last.
    name: String,
}

/// Reads a list that others hold, too.
#[derive(Clone, Debug)]
pub struct Reader {
    list: Arc<List>,
    place: Place,
}

impl Reader {
    /// From the first file on.
    pub fn new(list: Arc<List>) -> Reader {
        Reader { list, place: Place::default() }
    }
}

impl Iterator for Reader {
    type Item = File;

    fn next(&mut self) -> Option<File> {
        self.list.next(&mut self.place)
    }
}

/// Names, of which only the middle is held: what a name shares with the one before at its beginning and
/// at its end is three numbers at most.
///
/// They never move: a piece of memory that grows by being copied leaves holes that nothing else fills.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Names {
    bytes: Vec<u8>,
    last: String,
}

impl Names {
    /// Bytes of a piece.
    const ROOM: usize = 1 << 14;
    /// And of the numbers of a name, at the most.
    const NUMBERS: usize = 3 * usize::BITS.div_ceil(7) as usize;

    fn new() -> Names {
        Names { bytes: Vec::with_capacity(Names::ROOM), last: String::new() }
    }

    fn has_room(&self, name: &str) -> bool {
        self.bytes.len() + Names::NUMBERS + name.len() <= Names::ROOM
    }

    /// How many bytes are shared at the beginning, how many stand in place of others, how many those
    /// others were, and the bytes.
    fn push(&mut self, name: &str) {
        let head = shared(self.last.chars(), name.chars());
        let tail = shared(self.last[head..].chars().rev(), name[head..].chars().rev());
        let middle = &name[head..name.len() - tail];
        for number in [head, middle.len(), self.last.len() - tail - head] {
            write_number(&mut self.bytes, number);
        }
        self.bytes.extend_from_slice(middle.as_bytes());
        name.clone_into(&mut self.last);
    }

    /// Makes the name before into the one at a place, and says where the next one is.
    fn next(&self, mut at: usize, name: &mut String) -> Option<usize> {
        let head = read_number(&self.bytes, &mut at)?;
        let length = read_number(&self.bytes, &mut at)?;
        let replaced = read_number(&self.bytes, &mut at)?;
        let middle = std::str::from_utf8(self.bytes.get(at..at + length)?).ok()?;
        name.replace_range(head..head + replaced, middle);
        Some(at + length)
    }
}

/// How many bytes two texts begin with that are the same, in whole characters.
fn shared(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

/// Seven bits a byte, the lowest first; the highest bit says that more follow (LEB128).
fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read_number(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= usize::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_out_as_they_went_in() {
        let folder = |shown: &str| Folder { path: shown.into(), shown: shown.to_owned() };
        let (one, two) = (folder("in/one"), folder("/"));
        let stdin = File { path: None, input: "-".into(), name: "stdin".into(), trouble: None };
        let long = "x".repeat(300);
        let names =
            ["a/1.html", "a/1.html", "a/12.html", "a/é.txt", "a/è.txt", "a/èè.txt", &long, "b"];
        let mut list = List::default();
        let mut expected = Vec::new();
        for name in names {
            list.push_beneath(&one, name);
            expected.push(one.file(name));
        }
        list.push(stdin.clone());
        list.push(stdin.clone());
        list.push_beneath(&two, "c");
        expected.extend([stdin.clone(), stdin, two.file("c")]);
        list.shrink();
        assert_eq!(list.len(), expected.len());
        assert_eq!(list.iter().collect::<Vec<_>>(), expected);
        assert_eq!(Reader::new(Arc::new(list)).collect::<Vec<_>>(), expected);
        assert_eq!(expected[0].input, "in/one/a/1.html");
        assert_eq!(expected[10].input, "/c");
    }

    #[test]
    fn a_file_takes_a_few_bytes() {
        let folder = Folder { path: "in".into(), shown: "in".to_owned() };
        let mut list = List::default();
        let name = |number| format!("{:03}/{number:06}.html", number / 1000);
        for number in 0..10_000 {
            list.push_beneath(&folder, &name(number));
        }
        list.shrink();
        let bytes = |part: &Part| match part {
            Part::Beneath(_, names) => names.bytes.capacity(),
            Part::Single(_) => panic!("a file of its own"),
        };
        assert!(list.parts.iter().all(|part| bytes(part) <= Names::ROOM));
        let all: usize = list.parts.iter().map(bytes).sum();
        assert!(all < 5 * 10_000, "{all} bytes");
        let names = list.iter().map(|file| file.name);
        assert!(names.eq((0..10_000).map(name)));
    }
}
