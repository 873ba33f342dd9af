//! One file → the documents in it.

use std::fs;
use std::io::{self, Read};

use super::kind::{self, Kind};
use super::lines::Lines;
use super::packed::{Format, Scope, Unpacked};
use super::stream::{Stream, Whole};
use super::warc::Records;
use super::window::Window;
use super::zip::Members;
use super::{Content, File, Found, Label, Reading, Trouble};

/// The documents of one input, in their order: at least one, or why there is none.
pub struct Documents {
    /// What is told where nothing else is.
    nothing: Option<Box<Found>>,
    found: Box<dyn Iterator<Item = Found> + Send>,
}

impl Documents {
    /// Those of a container.
    fn many(label: &Label, found: impl Iterator<Item = Found> + Send + 'static) -> Documents {
        let trouble = Trouble::Skipped("there is no document in it".to_owned());
        let nothing = Some(Box::new(label.found(None, Err(trouble))));
        Documents { nothing, found: Box::new(found) }
    }

    /// A single one, or why there is none.
    pub(super) fn one(label: &Label, content: Result<Content, Trouble>) -> Documents {
        let nothing = Some(Box::new(label.found(None, content)));
        Documents { nothing, found: Box::new(std::iter::empty()) }
    }

    fn failed(label: &Label, reason: impl Into<String>) -> Documents {
        Documents::one(label, Err(Trouble::Failed(reason.into())))
    }
}

impl Iterator for Documents {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        let found = self.found.next();
        match found {
            Some(found) => {
                self.nothing = None;
                Some(found)
            }
            None => self.nothing.take().map(|nothing| *nothing),
        }
    }
}

/// Opens a file. What goes wrong is told in place of the document.
pub fn open(file: &File, reading: &Reading) -> Documents {
    let label = Label { input: file.input.clone(), name: file.name.clone(), within: None };
    match try_open(file, &label, reading) {
        Ok(documents) => documents,
        Err(error) => Documents::failed(&label, error.to_string()),
    }
}

/// The documents of bytes that stand in memory; `name` is what a file of them would be called.
pub fn open_bytes(name: &str, bytes: Vec<u8>, reading: &Reading) -> Documents {
    let label = Label { input: name.to_owned(), name: name.to_owned(), within: None };
    let opened = documents(&label, Box::new(io::Cursor::new(bytes)), reading);
    opened.unwrap_or_else(|error| Documents::failed(&label, error.to_string()))
}

fn try_open(file: &File, label: &Label, reading: &Reading) -> io::Result<Documents> {
    if let Some(trouble) = &file.trouble {
        return Err(io::Error::other(trouble.clone()));
    }
    let Some(path) = &file.path else {
        return documents(label, Box::new(io::stdin()), reading);
    };
    let mut opened = fs::File::open(path)?;
    let mut head = Vec::with_capacity(kind::HEAD);
    opened.by_ref().take(kind::HEAD as u64).read_to_end(&mut head)?;
    if kind::of(&file.name, &head) == Kind::Zip {
        let members = Members::new(label.clone(), opened, *reading)?;
        return Ok(Documents::many(label, members));
    }
    let mut whole = Whole::new(opened)?;
    if whole.go_to(0)? {
        return documents(label, Box::new(whole), reading);
    }
    documents(label, Box::new(Begun { head, used: 0, rest: whole }), reading)
}

/// A stream whose first bytes have been read, and which cannot go back: a pipe with a name.
struct Begun {
    head: Vec<u8>,
    used: usize,
    rest: Whole,
}

impl Read for Begun {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut head = &self.head[self.used..];
        if head.is_empty() {
            return self.rest.read(buffer);
        }
        let read = head.read(buffer)?;
        self.used += read;
        Ok(read)
    }
}

impl Stream for Begun {}

/// The documents of a stream.
pub(super) fn documents(
    label: &Label,
    stream: Box<dyn Stream>,
    reading: &Reading,
) -> io::Result<Documents> {
    let mut window = Window::new(stream);
    let kind = kind::of(label.file(), window.look(kind::HEAD)?);
    match kind {
        Kind::Packed(format) => unpacked(label, window, format, reading),
        Kind::Document => Ok(Documents::one(label, whole(window, reading))),
        kind => Ok(of_kind(label, kind, window, reading)),
    }
}

/// Takes off one layer of compression.
fn unpacked(
    label: &Label,
    window: Window<Box<dyn Stream>>,
    format: Format,
    reading: &Reading,
) -> io::Result<Documents> {
    let name = format.name();
    let mut unpacked = Unpacked::new(window, format, reading.unpacking.ratio);
    let is_archive = label.file().to_lowercase().contains(".warc");
    if is_archive {
        unpacked.set_scope(Scope::Piece);
    }
    let mut window = Window::new(Box::new(unpacked) as Box<dyn Stream>);
    let trouble = window.look(kind::HEAD).err();
    let kind = match trouble {
        // The first piece is damaged; those behind it may not be.
        Some(_) if is_archive && window.seen().is_empty() => Kind::Warc,
        Some(error) if window.seen().is_empty() => return Err(error),
        _ => kind::of(kind::unpacked_name(label.file()), window.seen()),
    };
    Ok(match kind {
        Kind::Packed(inner) => {
            let inner = inner.name();
            Documents::failed(label, format!("bomb: {inner} within {name}: unpack it once by hand"))
        }
        Kind::Document => {
            let most = reading.bytes.min(reading.unpacking.decompressed_bytes);
            Documents::one(label, whole(window, &Reading { bytes: most, ..*reading }))
        }
        kind => of_kind(label, kind, window, reading),
    })
}

fn of_kind(
    label: &Label,
    kind: Kind,
    window: Window<Box<dyn Stream>>,
    reading: &Reading,
) -> Documents {
    match kind {
        Kind::Lines => {
            Documents::many(label, Lines::new(label.clone(), Box::new(window), reading.bytes))
        }
        Kind::Warc => Documents::many(label, Records::new(label.clone(), window, *reading)),
        Kind::Unsupported(what) => {
            Documents::failed(label, format!("{what}: this version cannot look into it"))
        }
        Kind::Zip => {
            Documents::failed(label, "a ZIP archive here cannot be looked into: save it as a file")
        }
        Kind::Document | Kind::Packed(_) => Documents::failed(label, "a layer too many"),
    }
}

/// The whole of a stream as one document. Where it is too large, one byte more than is allowed, from
/// which the readers see that.
fn whole(window: Window<Box<dyn Stream>>, reading: &Reading) -> Result<Content, Trouble> {
    let rest = window.rest(reading.bytes.saturating_add(1));
    let bytes = rest.map_err(|error| Trouble::Failed(error.to_string()))?;
    if bytes.len() as u64 > reading.bytes {
        let most = reading.bytes;
        let reason = format!("more than the {most} bytes of limits.bytes in pipeline.toml");
        return Err(Trouble::Failed(reason));
    }
    Ok(Content { bytes, ..Content::default() })
}

#[cfg(test)]
mod tests;
