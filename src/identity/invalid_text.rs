//! The error of every text that is not what it should be.

use std::borrow::Cow;
use std::fmt::Write as _;

/// How many characters of the offending text a message quotes.
const QUOTED: usize = 40;

/// A text that is not a value of the type it was read as: what was expected, what was found, and at which byte.
///
/// Every `FromStr` of this crate fails with it.
///
/// ```
/// use kms_mrk::identity::KeyArn;
///
/// let error = "arn:aws:iam::111122223333:user/ops".parse::<KeyArn>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid key ARN: expected the service `kms`, found `iam` at byte 8");
/// assert_eq!(error.at_byte(), 8);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid {noun}: expected {expected}, found {found} at byte {at}")]
pub struct InvalidText {
    noun: &'static str,
    expected: Cow<'static, str>,
    found: String,
    at: usize,
}

impl InvalidText {
    /// The part of a text that starts at byte `at` (or its end) is not what was expected there.
    pub(crate) fn new(
        noun: &'static str,
        expected: impl Into<Cow<'static, str>>,
        rest: &str,
        at: usize,
    ) -> Self {
        let found = if rest.is_empty() { "the end".to_owned() } else { quoted(rest) };
        Self { noun, expected: expected.into(), found, at }
    }

    /// `text` is right up to byte `at`, where it is not what was expected.
    pub(crate) fn in_text(
        noun: &'static str,
        expected: impl Into<Cow<'static, str>>,
        text: &str,
        at: usize,
    ) -> Self {
        Self::new(noun, expected, text.get(at..).unwrap_or_default(), at)
    }

    /// The same mistake as it is seen from the text of a `noun` in which the wrong text begins at byte `start`.
    pub(crate) fn inside(self, noun: &'static str, start: usize) -> Self {
        let expected = format!("{} in the {}", self.expected, self.noun).into();
        Self { noun, expected, found: self.found, at: start + self.at }
    }

    /// A text has more than `most` characters.
    pub(crate) fn too_long(noun: &'static str, most: usize, text: &str) -> Self {
        let at = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
        let found = format!("{} characters", text.chars().count());
        Self { noun, expected: format!("at most {most} characters").into(), found, at }
    }

    /// What the text was read as: `key ARN`, `Region`, `tag key`, …
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        self.noun
    }

    /// What would have been right at the place.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What stands there instead, shortened to fit in a message: quoted input, `the end`, or a length.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The byte offset of the first byte that is wrong; the text's length if something is missing at its end.
    #[must_use]
    pub const fn at_byte(&self) -> usize {
        self.at
    }
}

/// `text` in backticks, on one line, shortened.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("`");
    for c in text.chars().take(QUOTED) {
        match c {
            c if c.is_control() => {
                let _ = write!(quoted, "{}", c.escape_default());
            }
            c => quoted.push(c),
        }
    }
    quoted.push_str(if text.chars().nth(QUOTED).is_some() { "…`" } else { "`" });
    quoted
}
