//! The token that ties an import to the public key that its material was encrypted with.

use std::fmt::Write;
use std::str::FromStr;

use jiff::Timestamp;

use crate::identity::{InvalidText, KeyArn};
use crate::key::{WrappingAlgorithm, WrappingKeySpec};

/// The import token that GetParametersForImport gives and ImportKeyMaterial takes: 1 to 6144 characters, to be handed
/// back as they are.
///
/// On the wire it is a blob, so that the text is written in base64. Any text may be handed in; whether it is a token of
/// the key is for the operation to say. What stands in a token of the model is readable, and means nothing to KMS.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html#KMS-ImportKeyMaterial-request-ImportToken>
///
/// ```
/// use kms_mrk::operation::ImportToken;
///
/// let token: ImportToken = "anything".parse()?;
/// assert_eq!(token.as_str(), "anything");
/// assert_eq!(token.wrapping_algorithm(), None);
/// assert!("".parse::<ImportToken>().is_err());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImportToken {
    text: Box<str>,       // INVARIANT: 1..=MAX_LENGTH characters
    meant: Option<Meant>, // INVARIANT: derived from `text`, which every import would read again
}

/// For which key a token of the model is good, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Meant {
    /// How many bytes the ARN of the key has, with which the token begins.
    arn_length: usize,
    valid_to: Timestamp,
}

/// What a token of the model stands for.
pub(super) struct ImportParameters {
    pub(super) key: KeyArn,
    pub(super) wrapping_algorithm: WrappingAlgorithm,
    pub(super) wrapping_key_spec: WrappingKeySpec,
    pub(super) valid_to: Timestamp,
}

impl ImportToken {
    /// The most characters that a token may have.
    pub const MAX_LENGTH: usize = 6144;

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The algorithm for which GetParametersForImport was asked, if the token is one of the model's: what is imported with
    /// it is encrypted so.
    #[must_use]
    pub fn wrapping_algorithm(&self) -> Option<WrappingAlgorithm> {
        self.wrapping().map(|(algorithm, _)| algorithm.into())
    }

    /// The spec of the public key that came with the token, if it is one of the model's.
    #[must_use]
    pub fn wrapping_key_spec(&self) -> Option<WrappingKeySpec> {
        self.wrapping().map(|(_, spec)| spec.into())
    }

    fn wrapping(&self) -> Option<(&str, &str)> {
        let wrapping = self.text.get(self.meant?.arn_length..)?.trim_start();
        let (algorithm, rest) = wrapping.split_once(' ')?;
        Some((algorithm, rest.split_once(' ')?.0))
    }

    fn of(text: Box<str>) -> Self {
        let meant = Meant::by(&text);
        Self { text, meant }
    }

    /// The ARN of the key that the token is for, if it is one of the model's.
    pub(super) fn key(&self) -> Option<&str> {
        self.text.get(..self.meant?.arn_length)
    }

    /// Until when the token can be used, if it is one of the model's.
    pub(super) fn valid_to(&self) -> Option<Timestamp> {
        Some(self.meant?.valid_to)
    }
}

/// The time of a number of milliseconds. Those within the last second that there is have no time of their own.
fn time(milliseconds: i64) -> Option<Timestamp> {
    match Timestamp::from_millisecond(milliseconds) {
        Ok(time) => Some(time),
        Err(_) => (milliseconds == Timestamp::MAX.as_millisecond()).then_some(Timestamp::MAX),
    }
}

impl Meant {
    /// What the text means, if it has the parts of a token of the model.
    fn by(text: &str) -> Option<Self> {
        let (parameters, valid_to) = text.rsplit_once(' ')?;
        let (named, wrapping) = parameters.split_once(' ')?;
        named.parse::<KeyArn>().ok()?;
        let valid_to = time(valid_to.parse().ok()?)?;
        (wrapping.split(' ').count() == 2).then_some(Self { arn_length: named.len(), valid_to })
    }
}

impl From<ImportParameters> for ImportToken {
    fn from(parameters: ImportParameters) -> Self {
        let ImportParameters { key, wrapping_algorithm, wrapping_key_spec, valid_to } = parameters;
        let valid_to = valid_to.as_millisecond();
        // Room for everything at once. A string never fails to be written to.
        let mut text = String::with_capacity(160);
        let _ = write!(text, "{key}");
        let arn_length = text.len();
        let _ = write!(text, " {wrapping_algorithm} {wrapping_key_spec} {valid_to}");
        Self { text: text.into(), meant: time(valid_to).map(|valid_to| Meant { arn_length, valid_to }) }
    }
}

impl FromStr for ImportToken {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, or more than 6144 characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOUN: &str = "import token";
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "1 to 6144 characters", text, 0));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self::of(text.into()))
    }
}

text_type!(ImportToken, as_str);
