//! The text of a key policy.

use std::str::FromStr;

use crate::identity::InvalidText;

/// The text of a key policy: 1 to 131 072 characters out of tab, line feed, carriage return and U+0020 to U+00FF.
///
/// That is what KMS's service model demands of the member `Policy`; whether the text is a policy that KMS takes
/// is a matter of the rules in [`rule`](super::rule). The model returns a policy as it was given; KMS may lay out
/// its text anew, so compare policies as JSON.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html#KMS-ReplicateKey-request-Policy>
///
/// ```
/// use kms_mrk::policy::PolicyText;
///
/// assert_eq!("{}".parse::<PolicyText>()?.as_str(), "{}");
/// let error = "{ “Version” }".parse::<PolicyText>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid key policy: expected a tab, a line break or a character from U+0020 to U+00FF, \
///      found `“Version” }` at byte 2",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PolicyText(Box<str>); // INVARIANT: 1..=MAX_LENGTH characters, each of them `is_allowed`

impl PolicyText {
    /// The most characters that the member `Policy` may have.
    pub const MAX_LENGTH: usize = 131_072;

    /// The characters that the member `Policy` may have, as KMS's service model writes it.
    pub const PATTERN: &'static str = r"[\u0009\u000A\u000D\u0020-\u00FF]+";

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The byte offset of the first character that no key policy may have.
    pub(crate) fn first_forbidden(text: &str) -> Option<usize> {
        let is_plain =
            |byte: u8| matches!(byte, b' '..=0x7F) | (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
        // Whole blocks first, each without a branch: nearly every policy is plain throughout.
        let (blocks, _) = text.as_bytes().as_chunks::<32>();
        let is_plain_block =
            |block: &&[u8; 32]| block.iter().map(|byte| u8::from(is_plain(*byte))).sum::<u8>() == 32;
        let passed = 32 * blocks.iter().take_while(is_plain_block).count();
        let plain = passed + text.bytes().skip(passed).position(|byte| !is_plain(byte))?;
        let rest = text.get(plain..).unwrap_or_default();
        rest.char_indices().find(|(_, c)| !Self::is_allowed(*c)).map(|(at, _)| plain + at)
    }

    /// Whether a text has only characters that a key policy may have, and at least one.
    pub(crate) fn matches_pattern(text: &str) -> bool {
        !text.is_empty() && Self::first_forbidden(text).is_none()
    }

    const fn is_allowed(c: char) -> bool {
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FF}')
    }

    /// A text that is known to keep the constraints.
    pub(super) fn trusted(text: String) -> Self {
        Self(text.into())
    }
}

impl FromStr for PolicyText {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, more than 131 072 characters, or a character that is not allowed.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOUN: &str = "key policy";
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "at least 1 character", text, 0));
        }
        if let Some(at) = Self::first_forbidden(text) {
            let expected = "a tab, a line break or a character from U+0020 to U+00FF";
            return Err(InvalidText::new(NOUN, expected, text.get(at..).unwrap_or_default(), at));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(PolicyText, as_str);
