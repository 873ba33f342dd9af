//! From record to record, and over what is damaged.
//!
//! A record is taken when all of its block is there and, in a compressed file, when the piece that
//! it stands in is whole by its check sum. Where that is not so the walk goes on at the next place
//! where a record can begin: the next piece, or the next line that begins a header.

use std::io;

use super::super::stream::Stream;
use super::super::window::Window;
use super::header::{self, FIRST_LINE, Header};

/// Bytes of a header.
const MOST_HEADER: usize = 64 << 10;
/// Bytes by which a block may be larger than a document: HTTP headers and the sizes of chunks.
const AROUND: u64 = 1 << 20;
/// Bytes of a block that is passed over which are looked at.
const GLIMPSE: usize = 16 << 10;

/// A record.
pub(super) struct Record<'a> {
    /// Where it stands in the file; where that is compressed, the piece that it stands in.
    pub(super) place: u64,
    /// Its header.
    pub(super) header: Header,
    /// Its block, or the beginning of one that is too long.
    pub(super) block: &'a [u8],
    /// Header and block.
    pub(super) whole: &'a [u8],
    /// Bytes of a block that is too long to be taken into memory.
    pub(super) too_long: Option<u64>,
}

/// What was found.
pub(super) enum Step<T> {
    /// A record.
    Record(T),
    /// Bytes that are no record, or one that is not whole.
    Damage {
        /// Where they stand in the file.
        place: u64,
        /// The record's id, where that much could be read.
        id: Option<String>,
        /// What is wrong.
        reason: String,
    },
}

/// What stands behind a block.
enum Behind {
    /// A record, or nothing.
    Border,
    /// Neither.
    Else,
    /// The piece of compressed data that holds the record is broken.
    Broken(String),
}

/// A record that is being looked at.
struct Begun {
    /// Where it stands in the file.
    place: u64,
    /// Where it stands in the stream.
    offset: u64,
    /// Bytes of its header.
    head: usize,
}

/// Goes from record to record.
pub(super) struct Walk<S> {
    window: Window<S>,
    most: u64,
    ended: bool,
}

impl<S: Stream> Walk<S> {
    /// A document may have `most` bytes.
    pub(super) fn new(window: Window<S>, most: u64) -> Walk<S> {
        Walk { window, most: most.saturating_add(AROUND), ended: false }
    }

    /// The next record, given to `take`, or the next damage; nothing at the end.
    pub(super) fn step<T>(&mut self, take: impl FnOnce(&Record<'_>) -> T) -> Option<Step<T>> {
        if self.ended {
            return None;
        }
        match self.try_step(take) {
            Ok(step) => {
                self.ended |= step.is_none();
                step
            }
            Err(error) => {
                let place = self.window.stream().piece().unwrap_or(self.window.offset());
                Some(self.broken(place, None, error.to_string()))
            }
        }
    }

    fn try_step<T>(&mut self, take: impl FnOnce(&Record<'_>) -> T) -> io::Result<Option<Step<T>>> {
        self.pass_line_breaks()?;
        let place = self.window.place();
        let first = self.window.look(FIRST_LINE)?;
        if first.is_empty() {
            return Ok(None);
        }
        if !header::is_version(first) {
            return self.pass_garbage(place).map(Some);
        }
        let Some((at, header)) = self.header(place)? else {
            return self.begin_anew(place, None, "a header that has no end").map(Some);
        };
        let id = header.get("WARC-Record-ID").map(str::to_owned);
        let Some(length) = header.length() else {
            return self.begin_anew(place, id, "a header without a Content-Length").map(Some);
        };
        if length > self.most {
            return self.long_record(&at, header, length, take).map(Some);
        }
        self.record(&at, header, length as usize, take).map(Some)
    }

    fn header(&mut self, place: u64) -> io::Result<Option<(Begun, Header)>> {
        let offset = self.window.offset();
        loop {
            // Not a byte more than is needed: the next piece may be broken, which is not this one's
            // trouble.
            let seen = self.window.seen();
            let had = seen.len();
            if let Some(head) = header::end(&seen[..had.min(MOST_HEADER)]) {
                let header = Header::read(&seen[..head]);
                return Ok(header.map(|header| (Begun { place, offset, head }, header)));
            }
            if had >= MOST_HEADER || self.window.look(had + 1)?.len() == had {
                return Ok(None);
            }
        }
    }

    fn record<T>(
        &mut self,
        at: &Begun,
        header: Header,
        length: usize,
        take: impl FnOnce(&Record<'_>) -> T,
    ) -> io::Result<Step<T>> {
        let (whole, place) = (at.head + length, at.place);
        let id = || header.get("WARC-Record-ID").map(str::to_owned);
        match self.window.look(whole) {
            Ok(seen) if seen.len() < whole => {
                let (there, id) = (seen.len() - at.head, id());
                let reason = format!("the record ends after {there} of its {length} bytes");
                return self.begin_anew(place, id, &reason);
            }
            Ok(_) => {}
            Err(error) => return Ok(self.broken(place, id(), error.to_string())),
        }
        match self.behind(whole, place) {
            Behind::Border => {}
            Behind::Else => {
                // Either the length is wrong, or something got between two records.
                if header::is_within(&self.window.seen()[at.head..whole]) {
                    return self.begin_anew(place, id(), "the length of the record is wrong");
                }
            }
            Behind::Broken(reason) => return Ok(self.broken(place, id(), reason)),
        }
        let seen = self.window.seen();
        let (block, all) = (&seen[at.head..whole], &seen[..whole]);
        let taken = take(&Record { place, header, block, whole: all, too_long: None });
        self.window.consume(whole);
        Ok(Step::Record(taken))
    }

    /// What stands behind so many bytes.
    fn behind(&mut self, bytes: usize, place: u64) -> Behind {
        const LINE_BREAKS: usize = 8;
        let wanted = bytes + LINE_BREAKS + FIRST_LINE;
        if let Err(error) = self.window.look(wanted) {
            // The next piece's trouble is not this one's.
            return match self.window.stream().piece() {
                Some(piece) if piece != place => Behind::Border,
                _ => Behind::Broken(error.to_string()),
            };
        }
        let rest = &self.window.seen()[bytes..];
        let breaks = rest.iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let rest = &rest[breaks..];
        if rest.is_empty() || header::is_version(rest) { Behind::Border } else { Behind::Else }
    }

    /// A record whose block is too long to be taken into memory: it is passed over.
    fn long_record<T>(
        &mut self,
        at: &Begun,
        header: Header,
        length: u64,
        take: impl FnOnce(&Record<'_>) -> T,
    ) -> io::Result<Step<T>> {
        let id = header.get("WARC-Record-ID").map(str::to_owned);
        let seen = self.window.look(at.head + GLIMPSE)?;
        let glimpse = seen[at.head..].to_vec();
        self.window.consume(at.head);
        let passed = self.window.skip(length)?;
        let is_whole = passed == length && matches!(self.behind(0, at.place), Behind::Border);
        if !is_whole && self.window.go_to(at.offset)? {
            return self.begin_anew(at.place, id, "the length of the record is wrong");
        }
        let record = Record {
            place: at.place,
            header,
            block: &glimpse,
            whole: &glimpse,
            too_long: Some(length),
        };
        Ok(Step::Record(take(&record)))
    }

    /// Passes what is no record.
    fn pass_garbage<T>(&mut self, place: u64) -> io::Result<Step<T>> {
        let offset = self.window.offset();
        self.find_header()?;
        let passed = self.window.offset() - offset;
        let reason = format!("{passed} bytes that are no record");
        Ok(Step::Damage { place, id: None, reason })
    }

    /// Goes on behind the first bytes of a record that is not whole.
    fn begin_anew<T>(
        &mut self,
        place: u64,
        id: Option<String>,
        reason: &str,
    ) -> io::Result<Step<T>> {
        self.window.skip(header::MAGIC.len() as u64)?;
        self.find_header()?;
        Ok(Step::Damage { place, id, reason: reason.to_owned() })
    }

    /// Goes to the next line that begins a header, or to where the stream ends or breaks.
    fn find_header(&mut self) -> io::Result<()> {
        loop {
            let Ok(seen) = self.window.look(FIRST_LINE + 1) else {
                // The error is told once more when the next record is asked for.
                let all = self.window.seen().len();
                self.window.consume(all);
                return Ok(());
            };
            let (found, all) = (header::begin(seen), seen.len());
            // A line may begin where the bytes end that were looked at.
            let is_end = all <= FIRST_LINE;
            self.window.consume(found.unwrap_or(if is_end { all } else { all - FIRST_LINE }));
            if found.is_some() || is_end {
                return Ok(());
            }
        }
    }

    fn broken<T>(&mut self, place: u64, id: Option<String>, reason: String) -> Step<T> {
        self.ended = !self.window.go_on(header::MAGIC).unwrap_or(false);
        Step::Damage { place, id, reason }
    }

    fn pass_line_breaks(&mut self) -> io::Result<()> {
        while self.window.look(1)?.first().is_some_and(|byte| b"\r\n".contains(byte)) {
            self.window.consume(1);
        }
        Ok(())
    }
}
