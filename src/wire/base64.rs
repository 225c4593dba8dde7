//! Blobs as AWS writes them.

use std::fmt::{self, Write};

use serde::ser::{Serialize, Serializer};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes, written in base64 with padding (RFC 4648), as AWS JSON 1.1 writes blobs.
pub(super) struct Base64<'a>(pub(super) &'a [u8]);

impl fmt::Display for Base64<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for bytes in self.0.chunks(3) {
            let bits = bytes.iter().zip([16, 8, 0]).fold(0, |bits, (byte, by)| bits | u32::from(*byte) << by);
            for (index, by) in [18, 12, 6, 0].into_iter().enumerate() {
                let digit = DIGITS.get((bits >> by) as usize & 63).filter(|_| index <= bytes.len());
                f.write_char(digit.map_or('=', |digit| char::from(*digit)))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Base64<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Base64;

    /// The test vectors of RFC 4648, and every digit.
    #[test]
    fn bytes_are_written_four_digits_for_three() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (text, written) in vectors {
            assert_eq!(Base64(text.as_bytes()).to_string(), written);
        }
        assert_eq!(Base64(&[0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff]).to_string(), "++++////");
    }
}
