//! The ID of a KMS key.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::invalid_text::InvalidText;

const NOUN: &str = "key ID";
const LENGTH: usize = 36;
const HEX_DIGITS: u8 = 32;
const DASHES: [usize; 4] = [8, 13, 18, 23];
const MULTI_REGION_PREFIX: &str = "mrk-";

/// The ID of a KMS key, in one of its two forms.
///
/// | key | form | example |
/// |---|---|---|
/// | single-Region | a UUID in lower case | `1234abcd-12ab-34cd-56ef-1234567890ab` |
/// | multi-Region | `mrk-` and 32 lower-case hexadecimal digits | `mrk-1234abcd12ab34cd56ef1234567890ab` |
///
/// Related multi-Region keys have the same key ID; it is their Region that tells them apart
/// ([AWS](https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html)). Upper-case
/// digits are refused, and so are the IDs of 33 digits that some of AWS's samples show.
///
/// ```
/// use kms_mrk::identity::KeyId;
///
/// let key_id: KeyId = "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
/// assert!(key_id.is_multi_region());
///
/// let error = "1234ABCD-12ab-34cd-56ef-1234567890ab".parse::<KeyId>().unwrap_err();
/// assert_eq!(error.expected(), "a lower-case hexadecimal digit");
/// assert_eq!(error.at_byte(), 4);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
// INVARIANT: one of the two forms; all ASCII.
pub struct KeyId([u8; LENGTH]);

impl KeyId {
    /// How many characters a key ID has, in either form.
    pub const LENGTH: usize = LENGTH;

    /// The key ID that writes `bytes` as a single-Region key's.
    ///
    /// The bytes are taken as they are: no bit is set for a UUID version.
    ///
    /// ```
    /// use kms_mrk::identity::KeyId;
    ///
    /// assert_eq!(KeyId::single_region_from_bytes([0xab; 16]), "abababab-abab-abab-abab-abababababab");
    /// ```
    #[must_use]
    pub fn single_region_from_bytes(bytes: [u8; 16]) -> Self {
        let mut text = [b'-'; LENGTH];
        let places = text.iter_mut().enumerate().filter(|(at, _)| !DASHES.contains(at));
        places.zip(hex_digits(bytes)).for_each(|((_, place), digit)| *place = digit);
        Self(text)
    }

    /// The key ID that writes `bytes` as a multi-Region key's.
    ///
    /// ```
    /// use kms_mrk::identity::KeyId;
    ///
    /// assert_eq!(KeyId::multi_region_from_bytes([0xab; 16]), "mrk-abababababababababababababababab");
    /// ```
    #[must_use]
    pub fn multi_region_from_bytes(bytes: [u8; 16]) -> Self {
        let mut text = [b'-'; LENGTH];
        let written = MULTI_REGION_PREFIX.bytes().chain(hex_digits(bytes));
        text.iter_mut().zip(written).for_each(|(place, byte)| *place = byte);
        Self(text)
    }

    /// The sixteen bytes that the ID writes in hexadecimal.
    ///
    /// ```
    /// use kms_mrk::identity::KeyId;
    ///
    /// let key_id: KeyId = "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
    /// assert_eq!(KeyId::multi_region_from_bytes(key_id.bytes()), key_id);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn bytes(&self) -> [u8; 16] {
        // Sets are found by these bytes. Arrays of a fixed length let the compiler read all digits at once.
        let digits = match &self.0 {
            [b'm', b'r', b'k', b'-', digits @ ..] => *digits,
            text => {
                let mut digits = [0; HEX_DIGITS as usize];
                let written = text.iter().enumerate().filter(|(at, _)| !DASHES.contains(at));
                digits.iter_mut().zip(written).for_each(|(place, (_, digit))| *place = *digit);
                digits
            }
        };
        let value = |digit: u8| (digit & 0xf) + 9 * (digit >> 6);
        let mut bytes = [0; 16];
        let (pairs, _) = digits.as_chunks();
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = value(*high) << 4 | value(*low);
        }
        bytes
    }

    /// Whether the key with this ID is a multi-Region key, primary or replica.
    #[must_use]
    pub fn is_multi_region(&self) -> bool {
        self.0.starts_with(MULTI_REGION_PREFIX.as_bytes())
    }

    /// The first 32 characters as numbers in the order of the texts.
    fn words(&self) -> impl Iterator<Item = u64> {
        let (words, _) = self.0.as_chunks::<8>();
        words.iter().map(|word| u64::from_be_bytes(*word))
    }

    /// The ID as KMS writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for KeyId {
    type Err = InvalidText;

    /// Reads a key ID.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] if the text has neither of the two forms: another length, a dash where none belongs or
    /// none where one belongs, an upper-case digit.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let Ok(bytes) = <[u8; LENGTH]>::try_from(text.as_bytes()) else {
            return Err(mistake(text));
        };
        // Neither form has a digit to spare: 32 digits and the right dashes leave no place for anything else.
        let digits: u8 = bytes.iter().map(|byte| u8::from(is_hex_digit(*byte))).sum();
        let is_framed = text.starts_with(MULTI_REGION_PREFIX)
            || DASHES.iter().all(|&at| bytes.get(at).is_some_and(|byte| *byte == b'-'));
        if digits == HEX_DIGITS && is_framed { Ok(Self(bytes)) } else { Err(mistake(text)) }
    }
}

text_type!(KeyId, as_str);

impl Ord for KeyId {
    /// The order of the texts. Numbers of eight bytes are compared: they decide sooner than a call that compares
    /// memory, and a search in a big world compares a lot.
    fn cmp(&self, other: &Self) -> Ordering {
        self.words().cmp(other.words()).then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for KeyId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({:?})", self.as_str())
    }
}

/// Why `text` is not a key ID.
#[cold]
fn mistake(text: &str) -> InvalidText {
    let (prefix, dashes): (usize, &[usize]) =
        if text.starts_with(MULTI_REGION_PREFIX) { (MULTI_REGION_PREFIX.len(), &[]) } else { (0, &DASHES) };
    let is_right = |&(at, byte): &(usize, u8)| match at {
        LENGTH.. => false,
        at if dashes.contains(&at) => byte == b'-',
        _ => is_hex_digit(byte),
    };
    let at = prefix + text.bytes().enumerate().skip(prefix).take_while(is_right).count();
    let expected = match at {
        0 => "`mrk-` or a lower-case hexadecimal digit",
        LENGTH.. => "no more than 36 characters",
        at if dashes.contains(&at) => "`-`",
        _ => "a lower-case hexadecimal digit",
    };
    InvalidText::in_text(NOUN, expected, text, at)
}

const fn is_hex_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

fn hex_digits(bytes: [u8; 16]) -> impl Iterator<Item = u8> {
    let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + (half - 10) };
    bytes.into_iter().flat_map(move |byte| [digit(byte >> 4), digit(byte & 0xf)])
}
