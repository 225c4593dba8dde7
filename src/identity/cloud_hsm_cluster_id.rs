//! The ID of an AWS CloudHSM cluster.

use std::str::FromStr;

use super::invalid_text::InvalidText;

const NOUN: &str = "CloudHSM cluster ID";
const PREFIX: &str = "cluster-";

/// The ID of an AWS CloudHSM cluster: `cluster-` and 11 to 16 letters and digits, without `0`, `1`, `8` and `9`.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html#KMS-Type-CustomKeyStoresListEntry-CloudHsmClusterId>
///
/// ```
/// use kms_mrk::identity::CloudHsmClusterId;
///
/// let id: CloudHsmClusterId = "cluster-2a34b5cdefg".parse()?;
/// assert_eq!(id, "cluster-2a34b5cdefg");
///
/// let error = "cluster-1a23b4cdefg".parse::<CloudHsmClusterId>().unwrap_err();
/// assert_eq!(error.expected(), "a letter or a digit from `2` to `7`");
/// assert_eq!(error.at_byte(), 8);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloudHsmClusterId(Box<str>); // INVARIANT: of the form PATTERN

impl CloudHsmClusterId {
    /// The pattern of a cluster ID, as the KMS API has it.
    pub const PATTERN: &'static str = "cluster-[2-7a-zA-Z]{11,16}";

    /// The most characters that the ID may have.
    pub const MAX_LENGTH: usize = 24;

    /// The fewest characters that the ID may have.
    pub const MIN_LENGTH: usize = 19;

    /// The ID as AWS CloudHSM writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CloudHsmClusterId {
    type Err = InvalidText;

    /// # Errors
    /// A text that does not begin with `cluster-`, or does not go on with 11 to 16 characters of
    /// [`CloudHsmClusterId::PATTERN`].
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let Some(rest) = text.strip_prefix(PREFIX) else {
            return Err(InvalidText::new(NOUN, "`cluster-`", text, 0));
        };
        let is_right = |c: char| c.is_ascii_alphabetic() || matches!(c, '2'..='7');
        if let Some(at) = rest.find(|c| !is_right(c)) {
            let at = PREFIX.len() + at;
            return Err(InvalidText::in_text(NOUN, "a letter or a digit from `2` to `7`", text, at));
        }
        match text.len() {
            ..Self::MIN_LENGTH => {
                Err(InvalidText::in_text(NOUN, "at least 11 characters after `cluster-`", text, text.len()))
            }
            Self::MIN_LENGTH..=Self::MAX_LENGTH => Ok(Self(text.into())),
            _ => Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text)),
        }
    }
}

text_type!(CloudHsmClusterId, as_str);
