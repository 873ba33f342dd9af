//! What was told of names that were met before: the elements of a page are called the same again and
//! again.

/// Names of a page and what was told of them. Of names that meet in one place the last is remembered.
#[derive(Debug)]
pub struct Met<'a, T> {
    rows: Vec<(&'a str, T)>,
}

impl<'a, T: Copy> Met<'a, T> {
    const SLOTS: usize = 256;

    /// Nothing was met; `nothing` is what is to be told of no name at all.
    pub fn new(nothing: T) -> Met<'a, T> {
        Met { rows: vec![("", nothing); Self::SLOTS] }
    }

    /// What is told of names, which are looked at if they are others than those met last.
    pub fn tell(&mut self, names: &'a str, look: impl FnOnce(&'a str) -> T) -> T {
        /// Names of different things mostly differ in length or at their ends.
        const ENDS: usize = 4;
        let ends = names.bytes().rev().take(ENDS);
        let hash = ends.fold(names.len(), |hash, byte| 31 * hash + usize::from(byte));
        let (met, told) = &mut self.rows[hash % Self::SLOTS];
        if *met != names {
            (*met, *told) = (names, look(names));
        }
        *told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_at_once_and_never_taken_for_others() {
        let mut looks = 0;
        let mut met = Met::new(0);
        let names: Vec<String> = (0..600).map(|at| format!("{at}-item")).collect();
        for name in names.iter().flat_map(|name| [name, name]) {
            let told = met.tell(name, |name| {
                looks += 1;
                name.len()
            });
            assert_eq!(told, name.len());
        }
        assert_eq!(looks, names.len());
        assert_eq!(met.tell("", |_| 1), 0);
    }
}
