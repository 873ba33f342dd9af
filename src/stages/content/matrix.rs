//! The measures of a page's blocks as codes, one column a measure.

/// The codes of all measures of all blocks, column by column: a tree asks for one measure of every block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    rows: usize,
    codes: Vec<u8>,
}

impl Matrix {
    /// A matrix of so many blocks and measures, all codes 0.
    pub fn new(rows: usize, columns: usize) -> Matrix {
        Matrix { rows, codes: vec![0; rows * columns] }
    }

    /// How many blocks.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The codes of one measure, block by block.
    pub fn column(&self, measure: usize) -> &[u8] {
        &self.codes[measure * self.rows..][..self.rows]
    }

    /// The code of one measure of one block.
    pub fn get(&self, row: usize, measure: usize) -> u8 {
        self.column(measure)[row]
    }

    /// The measures of this and of another matrix of the same blocks.
    pub(super) fn beside(mut self, other: Matrix) -> Matrix {
        self.codes.extend(other.codes);
        self
    }

    /// Writes down the codes of a block.
    pub fn set(&mut self, row: usize, codes: &[u8]) {
        for (column, code) in codes.iter().enumerate() {
            self.codes[column * self.rows + row] = *code;
        }
    }
}
