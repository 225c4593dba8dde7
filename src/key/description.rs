//! The description of a key.

use std::str::FromStr;

use crate::identity::InvalidText;

/// The description of a KMS key: 0 to 8192 characters of any kind; the default is empty.
///
/// It is not a shared property: each related key has its own.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html#KMS-ReplicateKey-request-Description>
///
/// ```
/// use kms_mrk::key::Description;
///
/// let description: Description = "orders, Frankfurt".parse()?;
/// assert_eq!(description.as_str(), "orders, Frankfurt");
/// assert_eq!(Description::default(), "");
/// assert!("x".repeat(8193).parse::<Description>().is_err());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Description(Box<str>); // INVARIANT: at most MAX_LENGTH characters

impl Description {
    /// The most characters that a description may have.
    pub const MAX_LENGTH: usize = 8192;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no description.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Description {
    type Err = InvalidText;

    /// # Errors
    /// More than 8192 characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long("description", Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(Description, as_str);
