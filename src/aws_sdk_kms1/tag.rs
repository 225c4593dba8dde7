//! Tags.

use aws_sdk_kms::types as sdk;

use crate::identity::InvalidText;
use crate::key::Tag;

impl From<Tag> for sdk::Tag {
    fn from(tag: Tag) -> Self {
        let mut builder = Self::builder();
        builder = builder.tag_key(tag.key.as_str()).tag_value(tag.value.as_str());
        #[expect(
            clippy::expect_used,
            reason = "INVARIANT: both members that the SDK demands are set just above"
        )]
        builder.build().expect("both members are set")
    }
}

/// ```
/// use kms_mrk::key::Tag;
///
/// let theirs = aws_sdk_kms::types::Tag::builder().tag_key("Team").tag_value("orders").build()?;
/// let ours = Tag::try_from(theirs.clone())?;
/// assert_eq!((ours.key.as_str(), ours.value.as_str()), ("Team", "orders"));
/// assert_eq!(aws_sdk_kms::types::Tag::from(ours), theirs);
///
/// let nameless = aws_sdk_kms::types::Tag::builder().tag_key("").tag_value("orders").build()?;
/// assert!(Tag::try_from(nameless).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl TryFrom<sdk::Tag> for Tag {
    type Error = InvalidText;

    /// # Errors
    /// A key or a value that is too long, and an empty key.
    fn try_from(tag: sdk::Tag) -> Result<Self, InvalidText> {
        Ok(Self::new(tag.tag_key.try_into()?, tag.tag_value.try_into()?))
    }
}
