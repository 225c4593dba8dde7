//! Lists of names that are searched without regard to case.

use super::folded::{Folded, MOST_BYTES};

/// At most 256 short names, found by their text in whatever case: few names are as long as another.
pub(super) struct Names<const N: usize> {
    folded: [Folded; N],
    /// The positions of the names, the shortest name first.
    by_length: [u8; N],
    /// Where the names of each length begin in `by_length`.
    first_of_length: [u8; MOST_BYTES + 2],
}

impl<const N: usize> Names<N> {
    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT: computed at compile time, where a wrong index is an error"
    )]
    pub(super) const fn new(names: &[&str; N]) -> Self {
        assert!(N < 256, "a position is a byte");
        let mut list =
            Self { folded: [Folded::listed(""); N], by_length: [0; N], first_of_length: [0; MOST_BYTES + 2] };
        let (mut placed, mut length) = (0, 0);
        while length < list.first_of_length.len() {
            list.first_of_length[length] = placed as u8;
            let mut position = 0;
            while position < N {
                if names[position].len() == length {
                    list.folded[position] = Folded::listed(names[position]);
                    list.by_length[placed] = position as u8;
                    placed += 1;
                }
                position += 1;
            }
            length += 1;
        }
        assert!(placed == N, "a listed name is short");
        list
    }

    /// The position of a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let first = *self.first_of_length.get(name.len())?;
        let after = *self.first_of_length.get(name.len() + 1)?;
        let as_long = self.by_length.get(usize::from(first)..usize::from(after))?;
        if as_long.is_empty() {
            return None;
        }
        let name = Folded::of(name)?;
        let is = |position: &&u8| self.folded.get(usize::from(**position)) == Some(&name);
        as_long.iter().find(is).map(|position| usize::from(*position))
    }

    /// The names, folded, in their order.
    pub(super) const fn folded(&self) -> &[Folded; N] {
        &self.folded
    }
}
