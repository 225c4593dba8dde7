//! Pages: how KMS gives long lists, a part at a time.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::identity::InvalidText;
use crate::verdict::{Broken, ErrorCode, Place, Pointer};

/// A part of a list, and where the list goes on.
///
/// Serialized as AWS writes it: the items under the name that the operation gives them, `Truncated`, and
/// `NextMarker` where there is more.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html#API_ListKeys_ResponseSyntax>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, Limit, ListKeys};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// for _ in 0..3 {
///     kms.call(&CreateKey::multi_region(), &call)?;
/// }
///
/// let two = ListKeys::new().with_limit(Limit::new(2)?);
/// let first = kms.call(&two, &call)?.output;
/// assert_eq!((first.items.len(), first.truncated()), (2, true));
///
/// let rest = kms.call(&two.with_marker(first.next_marker.unwrap()), &call)?.output;
/// assert_eq!((rest.items.len(), rest.truncated()), (1, false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the order of the list: `Keys`, `Aliases`, `Grants`, `Tags` or `PolicyNames`.
    pub items: Vec<T>,
    /// `NextMarker`: what to ask for the next page with; `None` on the last page.
    pub next_marker: Option<Marker>,
}

impl<T> Page<T> {
    /// The first items of a list, as many as the limit allows; `marker` makes the marker for what comes after one.
    pub(super) fn of<const MAX: u16, const DEFAULT: u16>(
        mut list: impl Iterator<Item = T>,
        limit: Limit<MAX, DEFAULT>,
        marker: impl FnOnce(&T) -> Marker,
    ) -> Self {
        let items: Vec<T> = list.by_ref().take(limit.items()).collect();
        let next_marker = match list.next() {
            Some(_) => items.last().map(marker),
            None => None,
        };
        Self { items, next_marker }
    }

    /// `Truncated`: whether there are more items in the list.
    #[must_use]
    pub const fn truncated(&self) -> bool {
        self.next_marker.is_some()
    }
}

/// How many items a page may have, from 1 to `MAX`; a request that gives no limit gets `DEFAULT`.
///
/// KMS may give fewer and say that there are more; the model always gives as many as there are.
///
/// | operation | most | default |
/// |---|---|---|
/// | [ListKeys][keys], [ListKeyPolicies][policies] | 1000 | 100 |
/// | [ListAliases][aliases], [ListGrants][grants], [ListRetirableGrants][retirable] | 100 | 50 |
/// | [ListResourceTags][tags] | 50 | 50 |
///
/// [aliases]: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html#KMS-ListAliases-request-Limit
/// [grants]: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html#KMS-ListGrants-request-Limit
/// [retirable]: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html#KMS-ListRetirableGrants-request-Limit
/// [keys]: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html#KMS-ListKeys-request-Limit
/// [policies]: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html#KMS-ListKeyPolicies-request-Limit
/// [tags]: https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html#KMS-ListResourceTags-request-Limit
///
/// ```
/// use kms_mrk::operation::{Limit, ListKeys};
///
/// assert_eq!(ListKeys::new().limit, Limit::DEFAULT);
/// assert_eq!(ListKeys::new().limit.items(), 100);
///
/// let error = Limit::<50, 50>::new(51).unwrap_err();
/// assert_eq!(error.to_string(), "a limit of 51 is not between 1 and 50");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Limit<const MAX: u16, const DEFAULT: u16>(u16); // INVARIANT: 1..=MAX

impl<const MAX: u16, const DEFAULT: u16> Limit<MAX, DEFAULT> {
    /// One item a page.
    pub const MIN: Self = Self(1);
    /// As many items as a page can have.
    pub const MAX: Self = Self(MAX);
    /// What a request that gives no limit gets.
    pub const DEFAULT: Self = Self(DEFAULT);

    /// A limit of so many items.
    ///
    /// # Errors
    /// No item, or more than `MAX`.
    pub const fn new(items: u64) -> Result<Self, InvalidLimit> {
        if items == 0 || items > MAX as u64 {
            return Err(InvalidLimit { items, most: MAX });
        }
        Ok(Self(items as u16))
    }

    /// The number of items.
    #[must_use]
    pub const fn items(self) -> usize {
        self.0 as usize
    }
}

impl<const MAX: u16, const DEFAULT: u16> Default for Limit<MAX, DEFAULT> {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl<const MAX: u16, const DEFAULT: u16> TryFrom<u64> for Limit<MAX, DEFAULT> {
    type Error = InvalidLimit;

    fn try_from(items: u64) -> Result<Self, Self::Error> {
        Self::new(items)
    }
}

impl<const MAX: u16, const DEFAULT: u16> From<Limit<MAX, DEFAULT>> for u64 {
    fn from(limit: Limit<MAX, DEFAULT>) -> Self {
        Self::from(limit.0)
    }
}

impl<const MAX: u16, const DEFAULT: u16> fmt::Display for Limit<MAX, DEFAULT> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A number of items that no page of the list can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a limit of {items} is not between 1 and {most}")]
pub struct InvalidLimit {
    items: u64,
    most: u16,
}

/// Where a list goes on: 1 to 1024 characters from U+0020 to U+00FF, to be handed back as they are.
///
/// A marker is made with a page, and is good for the list that the page is of. It is a position, not a number of
/// items: it stays good when items come and go between two pages. What stands in it is not for callers, and a
/// marker of the model means nothing to KMS.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html#KMS-ListKeys-request-Marker>
///
/// ```
/// use kms_mrk::operation::Marker;
///
/// assert!("anything".parse::<Marker>().is_ok());
/// let error = "a\nb".parse::<Marker>().unwrap_err();
/// assert_eq!(error.at_byte(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marker(Box<str>); // INVARIANT: 1..=MAX_LENGTH characters, U+0020..=U+00FF

impl Marker {
    /// The most characters that a marker may have.
    pub const MAX_LENGTH: usize = 1024;

    /// The marker for what comes after this position in a list. Both texts together are within a marker's constraint.
    pub(super) fn after(list: &str, position: impl fmt::Display) -> Self {
        let text = format!("{list}/{position}");
        debug_assert!(text.parse::<Self>().is_ok(), "{text}");
        Self(text.into())
    }

    /// The position, if the marker is of this list.
    pub(super) fn position_in(&self, list: &str) -> Option<&str> {
        self.0.strip_prefix(list)?.strip_prefix('/')
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Marker {
    type Err = InvalidText;

    /// # Errors
    /// An empty text, more than 1024 characters, or one that is not from U+0020 to U+00FF.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOUN: &str = "marker";
        if text.is_empty() {
            return Err(InvalidText::new(NOUN, "1 to 1024 characters", text, 0));
        }
        if let Some(at) = text.find(|c| !('\u{20}'..='\u{ff}').contains(&c)) {
            return Err(InvalidText::in_text(NOUN, "a character from U+0020 to U+00FF", text, at));
        }
        if text.len() > Self::MAX_LENGTH && text.chars().count() > Self::MAX_LENGTH {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        Ok(Self(text.into()))
    }
}

text_type!(Marker, as_str);

/// The marker that was given is not of the list.
pub(super) fn refuse_marker(code: ErrorCode, list: &str, broken: &mut Broken<'_>) {
    let message = format!("the marker is not one that came with a page of {list}");
    broken
        .refused_in_unknown_words(code, Place::at(Pointer::fixed("/Marker")), message)
        .help("leave it out to begin with the first page");
}
