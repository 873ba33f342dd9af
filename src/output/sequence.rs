//! Pieces of files, in the order in which they are to stand.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use super::Handle;

/// A piece of one of several files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which of the files.
    pub file: usize,
    /// Where it begins.
    pub offset: u64,
    /// Its bytes.
    pub bytes: u64,
}

/// Pieces in the order in which they are to stand. Those that follow each other already are held as
/// one: what is in order takes no memory.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sequence {
    pieces: Vec<Piece>,
}

impl Sequence {
    /// Adds a piece at the end.
    pub fn push(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.file == piece.file && last.offset + last.bytes == piece.offset => {
                last.bytes += piece.bytes;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// Whether this is the whole of one file, as it stands.
    pub fn is_whole(&self, file: usize, bytes: u64) -> bool {
        match self.pieces[..] {
            [] => bytes == 0,
            [piece] => piece == Piece { file, offset: 0, bytes },
            _ => false,
        }
    }

    /// Copies the pieces out of their files.
    ///
    /// # Errors
    /// When a file cannot be read, or the copy not be written.
    pub fn copy(&self, files: Vec<Box<dyn Handle>>, out: &mut dyn Write) -> io::Result<()> {
        let mut files: Vec<_> = files.into_iter().map(BufReader::new).collect();
        for piece in &self.pieces {
            let from = files.get_mut(piece.file).ok_or(io::ErrorKind::NotFound)?;
            // A seek throws the buffer away.
            if from.stream_position()? != piece.offset {
                from.seek(SeekFrom::Start(piece.offset))?;
            }
            if io::copy(&mut from.take(piece.bytes), out)? != piece.bytes {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(file: usize, offset: u64, bytes: u64) -> Piece {
        Piece { file, offset, bytes }
    }

    #[test]
    fn what_is_in_order_is_one_piece() {
        let mut sequence = Sequence::default();
        assert!(sequence.is_whole(0, 0) && !sequence.is_whole(0, 1));
        (0..100).for_each(|at| sequence.push(piece(0, at * 10, 10)));
        assert!(sequence.is_whole(0, 1000) && !sequence.is_whole(1, 1000));
        assert_eq!(sequence.pieces.len(), 1);
        sequence.push(piece(0, 0, 10));
        sequence.push(piece(1, 10, 10));
        assert_eq!(sequence.pieces.len(), 3);
        assert!(!sequence.is_whole(0, 1000));
    }
}
