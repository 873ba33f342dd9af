//! What comes in any order goes out in the order of its numbers.

use std::collections::BTreeMap;

/// Holds back what came too early.
#[derive(Debug)]
pub(super) struct InOrder<T> {
    next: u64,
    early: BTreeMap<u64, T>,
}

impl<T> InOrder<T> {
    /// The first number is zero.
    pub(super) fn new() -> InOrder<T> {
        InOrder { next: 0, early: BTreeMap::new() }
    }

    /// Takes what has a number.
    pub(super) fn put(&mut self, number: u64, value: T) {
        self.early.insert(number, value);
    }

    /// How many were taken.
    pub(super) fn taken(&self) -> u64 {
        self.next
    }

    /// What is next, if it is here.
    pub(super) fn take(&mut self) -> Option<T> {
        let value = self.early.remove(&self.next)?;
        self.next += 1;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_one_after_the_other() {
        let mut order = InOrder::new();
        order.put(1, "b");
        assert_eq!(order.take(), None);
        order.put(2, "c");
        order.put(0, "a");
        assert_eq!([order.take(), order.take(), order.take()], [Some("a"), Some("b"), Some("c")]);
        assert_eq!(order.take(), None);
    }
}
