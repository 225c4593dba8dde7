//! Names that are compared without regard to case.

/// The most bytes that a folded name has.
pub(super) const MOST_BYTES: usize = 8 * WORDS;

const WORDS: usize = 5;

/// A short ASCII name, folded to lower case and packed into words, so that names are compared eight bytes at a time.
///
/// Folding sets one bit in each byte, which makes lower-case letters of upper-case ones and leaves lower-case letters,
/// digits, `-`, `.`, `/` and `:` as they are. Listed names are made of those; no other character folds to one of them
/// but control characters, which no name may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    words: [u64; WORDS], // INVARIANT: the bytes after the name are blank
    length: u8,
}

/// The bit that a lower-case letter has and an upper-case letter has not, in each byte.
const LOWER: u64 = 0x2020_2020_2020_2020;

impl Folded {
    /// Folds a name; `None` if it is too long or has a control character.
    pub(super) fn of(name: &str) -> Option<Self> {
        let mut bytes = [b' '; MOST_BYTES];
        bytes.get_mut(..name.len())?.copy_from_slice(name.as_bytes());
        let (chunks, _) = bytes.as_chunks::<8>();
        let mut words = [0; WORDS];
        let mut printable = LOWER;
        for (word, chunk) in words.iter_mut().zip(chunks) {
            let plain = u64::from_le_bytes(*chunk);
            // A control character has neither of the two bits that every other ASCII character has one of.
            printable &= plain | plain >> 1;
            *word = plain | LOWER;
        }
        (printable == LOWER).then_some(Self { words, length: name.len() as u8 })
    }

    /// Folds a listed name.
    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT: computed at compile time, where a wrong index is an error"
    )]
    pub(super) const fn listed(name: &str) -> Self {
        assert!(name.len() <= MOST_BYTES, "a listed name is short");
        let mut words = [LOWER; WORDS];
        let mut at = 0;
        while at < name.len() {
            words[at / 8] |= (name.as_bytes()[at] as u64) << (8 * (at % 8));
            at += 1;
        }
        Self { words, length: name.len() as u8 }
    }

    /// The names that begin with this one.
    pub(super) fn as_start(self) -> Start {
        let mut rest = usize::from(self.length);
        let masks = self.words.map(|_| {
            let bytes = rest.min(8);
            rest -= bytes;
            if bytes == 8 { u64::MAX } else { (1 << (8 * bytes)) - 1 }
        });
        Start { words: self.words, masks }
    }
}

/// What a name begins with.
pub(super) struct Start {
    words: [u64; WORDS],
    masks: [u64; WORDS],
}

impl Start {
    pub(super) fn begins(&self, name: &Folded) -> bool {
        // Most names differ in one of the first words.
        let mut words = name.words.iter().zip(&self.words).zip(&self.masks);
        words.all(|((word, wanted), mask)| (word ^ wanted) & mask == 0)
    }
}
