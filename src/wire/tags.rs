//! Tags as they are given to the AWS CLI.

use super::shorthand;
use crate::identity::InvalidText;
use crate::key::Tag;

/// Reads tags in the AWS CLI's shorthand, one argument a tag: `TagKey=string,TagValue=string`.
///
/// Values with a comma, a space or an `=` are quoted, with `'` or `"`, or the comma is written `\,`.
///
/// Source: <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html>
///
/// # Errors
/// The first argument that is not a tag: another member, no key, no value, a list as a value, a broken quote, a
/// key or a value that is too long.
///
/// ```
/// use kms_mrk::wire::tags_from_shorthand;
///
/// let tags = tags_from_shorthand(["TagKey=Team,TagValue=orders", r#"TagKey=Note,TagValue="a, b""#])?;
/// assert_eq!(tags[1].value, "a, b");
///
/// let error = tags_from_shorthand(["TagKey=Team,TagValue=orders", "TagKey=Team"]).unwrap_err();
/// assert_eq!(error.index(), 1);
/// # Ok::<(), kms_mrk::wire::InvalidTag>(())
/// ```
pub fn tags_from_shorthand<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Result<Vec<Tag>, InvalidTag> {
    let read = |argument| {
        let shorthand::ShorthandTag { key, value } = shorthand::parse(argument)?;
        Ok(Tag { key: key.try_into()?, value: value.try_into()? })
    };
    arguments
        .into_iter()
        .enumerate()
        .map(|(index, argument)| read(argument).map_err(|reason| InvalidTag { index, reason }))
        .collect()
}

/// An argument that is not a tag in shorthand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tag {}: {reason}", index + 1)]
pub struct InvalidTag {
    index: usize,
    reason: InvalidText,
}

impl InvalidTag {
    /// Which argument, counted from 0.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// What is wrong with it.
    #[must_use]
    pub const fn reason(&self) -> &InvalidText {
        &self.reason
    }
}
