//! The measures of a page's blocks as codes, side by side for so many blocks at a time.

/// Blocks that are asked at once: the last that are, are filled up to as many, so that no loop over
/// blocks has an odd end.
pub(super) const LANES: usize = 32;

/// The codes of all measures of all blocks. `LANES` blocks make a tile: a column a measure, one behind
/// the other. A tree asks for one measure of all of them, and yet the codes of a block lie so near each
/// other that writing them down stays within the fastest memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    rows: usize,
    /// How many measures, and so how many columns a tile has.
    columns: usize,
    tiles: Vec<[u8; LANES]>,
}

impl Matrix {
    /// A matrix of so many blocks and measures, all codes 0.
    pub fn new(rows: usize, columns: usize) -> Matrix {
        Matrix { rows, columns, tiles: vec![[0; LANES]; rows.div_ceil(LANES) * columns] }
    }

    /// How many blocks.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The code of one measure of a block.
    pub fn code(&self, row: usize, measure: usize) -> u8 {
        self.tiles[row / LANES * self.columns + measure][row % LANES]
    }

    /// The codes of a block, measure by measure.
    pub fn row(&self, row: usize) -> impl Iterator<Item = u8> {
        let lane = row % LANES;
        self.tiles[row / LANES * self.columns..][..self.columns]
            .iter()
            .map(move |codes| codes[lane])
    }

    /// The columns of each tile; of blocks that are beyond the last the codes are 0.
    pub(super) fn tiles(&self) -> impl Iterator<Item = &[[u8; LANES]]> {
        self.tiles.chunks_exact(self.columns.max(1))
    }

    /// The codes of some of the blocks.
    pub(super) fn some(&self, rows: &[usize]) -> Matrix {
        let mut some = Matrix::new(rows.len(), self.columns);
        for (to, &row) in rows.iter().enumerate() {
            for (to, code) in some.lane(to, 0).zip(self.row(row)) {
                *to = code;
            }
        }
        some
    }

    /// Writes down the codes of a block.
    pub fn set(&mut self, row: usize, codes: &[u8]) {
        self.set_from(row, 0, codes);
    }

    /// Writes down codes of a block from a measure on.
    pub fn set_from(&mut self, row: usize, measure: usize, codes: &[u8]) {
        for (to, &code) in self.lane(row, measure).zip(codes) {
            *to = code;
        }
    }

    /// Where the codes of a block stand from a measure on.
    fn lane(&mut self, row: usize, measure: usize) -> impl Iterator<Item = &mut u8> {
        let lane = row % LANES;
        let tile = &mut self.tiles[row / LANES * self.columns..][..self.columns];
        tile[measure..].iter_mut().map(move |codes| &mut codes[lane])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_where_they_were_set() {
        let code = |row: usize, measure: usize| (3 * row + measure) as u8;
        let mut matrix = Matrix::new(LANES + 2, 3);
        for row in 0..matrix.rows() {
            matrix.set(row, &[code(row, 0)]);
            matrix.set_from(row, 1, &[code(row, 1), code(row, 2)]);
        }
        let last = LANES + 1;
        assert_eq!(matrix.code(last, 2), code(last, 2));
        assert!(matrix.row(last).eq([code(last, 0), code(last, 1), code(last, 2)]));
        let some = matrix.some(&[LANES, 3]);
        assert_eq!(
            (some.rows(), some.code(0, 1), some.code(1, 2)),
            (2, code(LANES, 1), code(3, 2))
        );
        assert_eq!(Matrix::new(0, 3).tiles().count(), 0);
    }
}
