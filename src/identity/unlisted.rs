//! A name of AWS's that this version of the crate does not list.

use std::fmt;

/// A name that AWS uses and this version of the crate does not list, kept as it was read.
///
/// AWS adds Regions, key specs and states every month. A type with such a list keeps an unknown name in its
/// variant `Other`, so that nothing that was read is lost when it is written again. The only way to make one is
/// through such a type, which takes every listed name for itself: `Other` never holds a name that has a variant.
///
/// ```
/// use kms_mrk::identity::Partition;
///
/// let partition = Partition::from("aws-moon");
/// assert!(matches!(&partition, Partition::Other(unlisted) if unlisted.as_str() == "aws-moon"));
/// assert_eq!(Partition::from("aws"), Partition::Aws);
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
// A box of a box is one word: the enums that hold one have two words instead of three, and metadata has many.
pub struct Unlisted(Box<Box<str>>);

impl Unlisted {
    pub(crate) fn new(text: impl Into<Box<str>>) -> Self {
        Self(Box::new(text.into()))
    }

    /// The name as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
