//! Identifiers that are written as 64 hexadecimal digits.

use super::invalid_text::InvalidText;

/// Reads exactly 64 characters out of `0123456789abcdef` as the text that messages call `noun`.
pub(crate) fn read(noun: &'static str, text: &str) -> Result<[u8; 32], InvalidText> {
    let mut bytes = [0; 32];
    let mut digits = text.char_indices();
    for byte in &mut bytes {
        for _ in 0..2 {
            let next = digits.next();
            let digit = next.and_then(|(_, c)| c.to_digit(16).filter(|_| !c.is_ascii_uppercase()));
            let Some(digit) = digit else {
                let at = next.map_or(text.len(), |(at, _)| at);
                let rest = text.get(at..).unwrap_or_default();
                return Err(InvalidText::new(noun, "64 lower-case hexadecimal digits", rest, at));
            };
            // INVARIANT: a hexadecimal digit is below 16.
            *byte = *byte << 4 | digit as u8;
        }
    }
    match digits.next() {
        None => Ok(bytes),
        Some((at, _)) => {
            let rest = text.get(at..).unwrap_or_default();
            Err(InvalidText::new(noun, "the end after 64 hexadecimal digits", rest, at))
        }
    }
}

/// The digits of these bytes, in ASCII.
pub(crate) fn written(bytes: [u8; 32]) -> [u8; 64] {
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + (half - 10) };
    let mut text = [0; 64];
    for (digits, byte) in text.chunks_exact_mut(2).zip(bytes) {
        digits.copy_from_slice(&[digit(byte >> 4), digit(byte & 0xf)]);
    }
    text
}
