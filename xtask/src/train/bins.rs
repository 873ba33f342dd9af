//! The codes of a measure in few bins of about as many blocks each: so many bounds are tried.

/// Bins a measure has at most.
pub(super) const BINS: usize = 64;

/// The codes of one measure, as the numbers of their bins.
#[derive(Clone, Debug)]
pub(super) struct Binned {
    /// For each block its bin.
    pub(super) bins: Vec<u8>,
    /// The highest code of each bin but the last.
    pub(super) bounds: Vec<u8>,
}

impl Binned {
    /// Puts codes into bins.
    pub(super) fn of(codes: &[u8]) -> Binned {
        let bounds = bounds(codes);
        let mut bin_of = [0_u8; 256];
        for (code, bin) in (0..=u8::MAX).zip(&mut bin_of) {
            *bin = bounds.partition_point(|&bound| bound < code) as u8;
        }
        Binned { bins: codes.iter().map(|&code| bin_of[usize::from(code)]).collect(), bounds }
    }
}

/// The highest code of each bin but the last: a bin is full when it has its share of what is left.
fn bounds(codes: &[u8]) -> Vec<u8> {
    let mut counts = [0_usize; 256];
    for &code in codes {
        counts[usize::from(code)] += 1;
    }
    let mut kinds = counts.iter().filter(|count| **count > 0).count();
    let mut left = codes.len();
    let mut bounds = Vec::new();
    let mut filled = 0;
    for (code, &count) in (0..=u8::MAX).zip(&counts).filter(|(_, count)| **count > 0) {
        filled += count;
        kinds -= 1;
        let bins_left = BINS - bounds.len();
        if kinds > 0 && bins_left > 1 && (filled * bins_left >= left || kinds < bins_left) {
            bounds.push(code);
            left -= filled;
            filled = 0;
        }
    }
    bounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_codes_have_a_bin_each() {
        let binned = Binned::of(&[7, 3, 3, 200]);
        assert_eq!(binned.bounds, [3, 7]);
        assert_eq!(binned.bins, [1, 0, 0, 2]);
        assert!(Binned::of(&[5, 5]).bounds.is_empty());
    }

    #[test]
    fn many_codes_share_bins() {
        let codes: Vec<u8> = (0..=255).chain(std::iter::repeat_n(9, 500)).collect();
        let binned = Binned::of(&codes);
        assert_eq!(binned.bounds.len(), BINS - 1);
        assert!(binned.bounds.contains(&9));
    }
}
