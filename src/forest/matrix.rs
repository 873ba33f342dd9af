//! The measures of a page's blocks as codes, one column a measure.

/// Blocks that are asked at once: every column is filled up to a multiple of it, so that no loop over
/// blocks has an odd end.
pub(super) const LANES: usize = 32;

/// The codes of all measures of all blocks, column by column: a tree asks for one measure of every block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    rows: usize,
    /// Codes from the beginning of one column to that of the next.
    stride: usize,
    codes: Vec<u8>,
}

impl Matrix {
    /// A matrix of so many blocks and measures, all codes 0.
    pub fn new(rows: usize, columns: usize) -> Matrix {
        let stride = rows.next_multiple_of(LANES);
        Matrix { rows, stride, codes: vec![0; stride * columns] }
    }

    /// How many blocks.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The codes of one measure, block by block.
    pub fn column(&self, measure: usize) -> &[u8] {
        &self.codes[measure * self.stride..][..self.rows]
    }

    /// The same by so many blocks; of those that are beyond the last the codes are 0.
    pub(super) fn lanes(&self, measure: usize) -> &[[u8; LANES]] {
        self.codes[measure * self.stride..][..self.stride].as_chunks().0
    }

    /// The measures of this and of another matrix of the same blocks.
    #[must_use]
    pub fn beside(mut self, other: Matrix) -> Matrix {
        self.codes.extend(other.codes);
        self
    }

    /// The codes of some of the blocks.
    pub(super) fn some(&self, rows: &[usize]) -> Matrix {
        let columns = self.codes.len() / self.stride.max(1);
        let mut some = Matrix::new(rows.len(), columns);
        let columns = some.codes.chunks_exact_mut(some.stride.max(1));
        for (to, from) in columns.zip(self.codes.chunks_exact(self.stride.max(1))) {
            for (to, &row) in to.iter_mut().zip(rows) {
                *to = from[row];
            }
        }
        some
    }

    /// Writes down the codes of a block.
    pub fn set(&mut self, row: usize, codes: &[u8]) {
        let columns = self.codes.chunks_exact_mut(self.stride.max(1));
        for (column, &code) in columns.zip(codes) {
            column[row] = code;
        }
    }
}
