//! Where in a JSON string literal a character is written.

use std::ops::Range;

/// The beginning of a character in a string literal: its byte there, and in the decoded string.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    written: usize,
    pub(super) decoded: usize,
}

impl Start {
    /// The first character, after the quote.
    pub(super) const FIRST: Self = Self { written: 1, decoded: 0 };
}

/// Where, in the string literal `literal`, the character is written that has byte `offset` of the decoded string.
pub(super) fn character(literal: &str, offset: usize) -> Range<usize> {
    character_from(Start::FIRST, literal, offset).0
}

/// The same for a character that does not come before this one; and its beginning.
pub(super) fn character_from(from: Start, literal: &str, offset: usize) -> (Range<usize>, Start) {
    let closing_quote = literal.len().saturating_sub(1);
    let mut start = from;
    while start.written < closing_quote {
        let (_, rest) = literal.split_at_checked(start.written).unwrap_or_default();
        let character = Character::first_of(rest);
        let end = start.written + character.written;
        if offset < start.decoded + character.decoded {
            return (start.written..end, start);
        }
        start = Start { written: end, decoded: start.decoded + character.decoded };
    }
    (closing_quote..literal.len(), start)
}

/// How many bytes a character of a string literal has, as it is written and as it reads.
struct Character {
    written: usize,
    decoded: usize,
}

impl Character {
    fn first_of(rest: &str) -> Self {
        let mut chars = rest.chars();
        match (chars.next(), chars.next()) {
            (Some('\\'), Some('u')) => match (escaped_unit(rest), rest.get(6..).and_then(escaped_unit)) {
                (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => Self { written: 12, decoded: 4 },
                (Some(0..=0x7F), _) => Self { written: 6, decoded: 1 },
                (Some(0x80..=0x7FF), _) => Self { written: 6, decoded: 2 },
                _ => Self { written: 6, decoded: 3 },
            },
            (Some('\\'), _) => Self { written: 2, decoded: 1 },
            (first, _) => {
                let length = first.map_or(1, char::len_utf8);
                Self { written: length, decoded: length }
            }
        }
    }
}

/// The UTF-16 code unit of the `\uXXXX` at the start of `text`, if there is one.
fn escaped_unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
