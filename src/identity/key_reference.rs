//! What a `KeyId` parameter may hold.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::account::AccountId;
use super::alias::{AliasArn, AliasName};
use super::invalid_text::InvalidText;
use super::key_arn::KeyArn;
use super::key_id::KeyId;
use super::partition::Partition;
use super::region::Region;

const NOUN: &str = "key reference";

/// What a `KeyId` parameter may hold: any text of 1 to [2048](Self::MAX_LENGTH) characters.
///
/// KMS puts no pattern on the parameter and answers a text that names nothing with an error of its own, so a
/// malformed text is a value here, with the reason why it is malformed. Which of the forms an operation takes is
/// [`AcceptedForms`]'s to say. Source: `KeyId` in the [API reference][api].
///
/// [api]: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html#API_DescribeKey_RequestParameters
///
/// ```
/// use kms_mrk::identity::{KeyReference, ReferenceForm};
///
/// let reference: KeyReference = "alias/orders".parse()?;
/// assert_eq!(reference.form(), ReferenceForm::AliasName);
///
/// let KeyReference::Malformed(malformed) = "mrk-fake-key-id".parse()? else { panic!() };
/// assert_eq!(
///     malformed.reason().to_string(),
///     "invalid key ID: expected a lower-case hexadecimal digit, found `ke-key-id` at byte 6",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyReference {
    /// The ID of a key in the caller's account and Region.
    KeyId(KeyId),
    /// The ARN of a key.
    KeyArn(KeyArn),
    /// The name of an alias in the caller's account and Region.
    AliasName(AliasName),
    /// The ARN of an alias.
    AliasArn(AliasArn),
    /// A text that is none of these.
    Malformed(MalformedReference),
}

impl KeyReference {
    /// How many characters the parameter may have.
    pub const MAX_LENGTH: usize = 2048;

    /// Which of the forms the reference has.
    #[must_use]
    pub const fn form(&self) -> ReferenceForm {
        match self {
            Self::KeyId(_) => ReferenceForm::KeyId,
            Self::KeyArn(_) => ReferenceForm::KeyArn,
            Self::AliasName(_) => ReferenceForm::AliasName,
            Self::AliasArn(_) => ReferenceForm::AliasArn,
            Self::Malformed(_) => ReferenceForm::Malformed,
        }
    }

    /// The key ID, if the reference names a key itself and not an alias.
    #[must_use]
    pub const fn key_id(&self) -> Option<KeyId> {
        match self {
            Self::KeyId(key_id) => Some(*key_id),
            Self::KeyArn(arn) => Some(arn.key_id()),
            Self::AliasName(_) | Self::AliasArn(_) | Self::Malformed(_) => None,
        }
    }

    /// The name of the alias, if the reference names one.
    #[must_use]
    pub const fn alias_name(&self) -> Option<&AliasName> {
        match self {
            Self::AliasName(name) => Some(name),
            Self::AliasArn(arn) => Some(arn.alias_name()),
            Self::KeyId(_) | Self::KeyArn(_) | Self::Malformed(_) => None,
        }
    }

    /// The Region the reference names; `None` unless it is an ARN.
    #[must_use]
    pub const fn region(&self) -> Option<&Region> {
        match self {
            Self::KeyArn(arn) => Some(arn.region()),
            Self::AliasArn(arn) => Some(arn.region()),
            Self::KeyId(_) | Self::AliasName(_) | Self::Malformed(_) => None,
        }
    }

    /// The partition the reference names; `None` unless it is an ARN.
    #[must_use]
    pub const fn partition(&self) -> Option<&Partition> {
        match self {
            Self::KeyArn(arn) => Some(arn.partition()),
            Self::AliasArn(arn) => Some(arn.partition()),
            Self::KeyId(_) | Self::AliasName(_) | Self::Malformed(_) => None,
        }
    }

    /// The account the reference names; `None` unless it is an ARN.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::KeyArn(arn) => Some(arn.account()),
            Self::AliasArn(arn) => Some(arn.account()),
            Self::KeyId(_) | Self::AliasName(_) | Self::Malformed(_) => None,
        }
    }
}

impl FromStr for KeyReference {
    type Err = InvalidText;

    /// Reads the value of a `KeyId` parameter.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] if the text is empty or longer than [`KeyReference::MAX_LENGTH`]; every other text is one
    /// of the forms, be it [`Malformed`](Self::Malformed).
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "at least 1 character", text, 0));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().nth(Self::MAX_LENGTH).is_some() {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        let well_formed = if text.starts_with("arn:") {
            match resource(text) {
                Some(resource) if resource.starts_with("alias/") => text.parse().map(Self::AliasArn),
                _ => text.parse().map(Self::KeyArn),
            }
        } else if text.starts_with("alias/") {
            text.parse().map(Self::AliasName)
        } else {
            text.parse().map(Self::KeyId)
        };
        Ok(well_formed
            .unwrap_or_else(|reason| Self::Malformed(MalformedReference { text: text.into(), reason })))
    }
}

/// What stands after the fifth colon of an ARN.
fn resource(arn: &str) -> Option<&str> {
    let (fifth_colon, _) = arn.bytes().enumerate().filter(|(_, byte)| *byte == b':').nth(4)?;
    arn.get(fifth_colon + 1..)
}

text_type!(KeyReference);

impl fmt::Display for KeyReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyId(key_id) => key_id.fmt(f),
            Self::KeyArn(arn) => arn.fmt(f),
            Self::AliasName(name) => name.fmt(f),
            Self::AliasArn(arn) => arn.fmt(f),
            Self::Malformed(malformed) => malformed.fmt(f),
        }
    }
}

impl PartialEq<str> for KeyReference {
    fn eq(&self, text: &str) -> bool {
        match self {
            Self::KeyId(key_id) => key_id == text,
            Self::KeyArn(arn) => arn == text,
            Self::AliasName(name) => name == text,
            Self::AliasArn(arn) => arn == text,
            Self::Malformed(malformed) => malformed.as_str() == text,
        }
    }
}

impl PartialEq<&str> for KeyReference {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}

impl From<KeyId> for KeyReference {
    fn from(key_id: KeyId) -> Self {
        Self::KeyId(key_id)
    }
}

impl From<KeyArn> for KeyReference {
    fn from(arn: KeyArn) -> Self {
        Self::KeyArn(arn)
    }
}

impl From<AliasName> for KeyReference {
    fn from(name: AliasName) -> Self {
        Self::AliasName(name)
    }
}

impl From<AliasArn> for KeyReference {
    fn from(arn: AliasArn) -> Self {
        Self::AliasArn(arn)
    }
}

/// A text that names neither a key nor an alias, and why.
///
/// Two of them are the same if their texts are.
///
/// ```
/// use kms_mrk::identity::KeyReference;
///
/// let KeyReference::Malformed(malformed) = "mrk-1234".parse()? else { panic!() };
/// assert_eq!(malformed.as_str(), "mrk-1234");
/// assert!(!malformed.looks_like_arn());
/// assert_eq!(malformed.reason().at_byte(), 8);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug)]
pub struct MalformedReference {
    // INVARIANT: 1 to 2048 characters, and none of the well-formed forms.
    text: Box<str>,
    reason: InvalidText,
}

impl MalformedReference {
    /// The text as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Why it is malformed, seen as the form it looks like.
    ///
    /// What begins with `arn:` is held against the key ARN (or the alias ARN, if its resource begins with `alias/`),
    /// what begins with `alias/` against the alias name, anything else against the key ID.
    ///
    /// ```
    /// use kms_mrk::identity::KeyReference;
    ///
    /// let KeyReference::Malformed(malformed) = "arn:aws:s3:::orders".parse()? else { panic!() };
    /// assert_eq!(
    ///     malformed.reason().to_string(),
    ///     "invalid key ARN: expected the service `kms`, found `s3` at byte 8",
    /// );
    /// assert!(malformed.looks_like_arn());
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub const fn reason(&self) -> &InvalidText {
        &self.reason
    }

    /// Whether the text begins with `arn:`; KMS answers such a text with another error than a malformed key ID.
    #[must_use]
    pub fn looks_like_arn(&self) -> bool {
        self.text.starts_with("arn:")
    }
}

impl AsRef<str> for MalformedReference {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for MalformedReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

// The reason follows from the text, so the text alone is compared.
impl PartialEq for MalformedReference {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for MalformedReference {}

impl Ord for MalformedReference {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl PartialOrd for MalformedReference {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for MalformedReference {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// The form of a [`KeyReference`].
///
/// ```
/// use kms_mrk::identity::{KeyReference, ReferenceForm};
///
/// assert_eq!("alias/orders".parse::<KeyReference>()?.form(), ReferenceForm::AliasName);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReferenceForm {
    /// A key ID.
    KeyId,
    /// A key ARN.
    KeyArn,
    /// An alias name.
    AliasName,
    /// An alias ARN.
    AliasArn,
    /// None of these.
    Malformed,
}

/// Which forms of a [`KeyReference`] an operation takes.
///
/// The cryptographic operations, DescribeKey and GetPublicKey take aliases too; every other operation takes keys
/// only, and its page in the [API reference](https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html)
/// says so.
///
/// ```
/// use kms_mrk::identity::{AcceptedForms, KeyReference};
///
/// let alias: KeyReference = "alias/orders".parse()?;
/// assert!(AcceptedForms::KeysAndAliases.accepts(&alias));
/// assert!(!AcceptedForms::Keys.accepts(&alias));
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AcceptedForms {
    /// Key IDs and key ARNs.
    Keys,
    /// Key IDs, key ARNs, alias names and alias ARNs.
    KeysAndAliases,
}

impl AcceptedForms {
    /// Whether an operation that takes these forms takes the reference; none takes a malformed one.
    #[must_use]
    pub const fn accepts(&self, reference: &KeyReference) -> bool {
        match reference.form() {
            ReferenceForm::KeyId | ReferenceForm::KeyArn => true,
            ReferenceForm::AliasName | ReferenceForm::AliasArn => matches!(self, Self::KeysAndAliases),
            ReferenceForm::Malformed => false,
        }
    }
}
