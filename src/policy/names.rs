//! Lists of names that are searched without regard to case.

/// At most 255 names, found by their text in whatever case.
pub(super) struct Names<const N: usize> {
    names: [&'static str; N],
    /// For each hash, the first name that has it, counted from 1; 0 for none.
    first: [u8; HASHES],
    /// For each name, the next that has the same hash.
    next: [u8; N],
}

const HASHES: usize = 256;

impl<const N: usize> Names<N> {
    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT: computed at compile time, where a wrong index is an error"
    )]
    pub(super) const fn new(names: [&'static str; N]) -> Self {
        assert!(N < 256, "a position is a byte");
        let mut list = Self { names, first: [0; HASHES], next: [0; N] };
        let mut position = N;
        while position > 0 {
            position -= 1;
            let hash = hash(names[position].as_bytes());
            list.next[position] = list.first[hash];
            list.first[hash] = position as u8 + 1;
        }
        list
    }

    /// The position of a name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let mut number = *self.first.get(hash(name.as_bytes()))?;
        loop {
            let position = usize::from(number).checked_sub(1)?;
            let listed = *self.names.get(position)?;
            // Nearly every name is written as it is listed.
            if listed == name || listed.eq_ignore_ascii_case(name) {
                return Some(position);
            }
            number = *self.next.get(position)?;
        }
    }
}

/// A number below [`HASHES`] that depends on the length of a name and on how it begins and ends, not on its case.
const fn hash(name: &[u8]) -> usize {
    /// The bit that a lower-case letter has and an upper-case letter has not, in each byte.
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let (start, end) = match (name.first_chunk(), name.last_chunk()) {
        (Some(start), Some(end)) => (u64::from_le_bytes(*start), u64::from_le_bytes(*end)),
        _ => match (name.first_chunk(), name.last_chunk()) {
            (Some(start), Some(end)) => (u32::from_le_bytes(*start) as u64, u32::from_le_bytes(*end) as u64),
            _ => (0, 0),
        },
    };
    let start = (start | LOWER).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let end = (end | LOWER).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((start ^ end).wrapping_add((name.len() as u64) << 56) >> 56) as usize % HASHES
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_is_found_in_whatever_case() {
        const NAMES: [&str; 8] = ["", "a", "ab", "Null", "Bool", "StringLike", "kms:Sign", "kms:Verify"];
        static LISTED: Names<8> = Names::new(NAMES);
        for (position, name) in NAMES.into_iter().enumerate() {
            for text in [name, &name.to_uppercase(), &name.to_lowercase()] {
                assert_eq!(LISTED.position(text), Some(position), "{text}");
            }
        }
        for other in ["b", "nul", "Nulls", "StringLik", "kms:Sing", "kms\u{1a}Sign", "ſtringLike"] {
            assert_eq!(LISTED.position(other), None, "{other}");
        }
    }
}
