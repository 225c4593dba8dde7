//! The name of an AWS Region.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::invalid_text::InvalidText;
use super::partition::Partition;
use super::region_facts::RegionFacts;
use super::region_table::{ListedRegion, with_listed_regions};

const NOUN: &str = "Region";

/// An AWS Region: one of those this version of the crate lists, or any other well-formed name.
///
/// A Region's name has 1 to [32](Self::MAX_LENGTH) characters and matches [`PATTERN`](Self::PATTERN): two or three
/// groups of lower-case letters, each followed by `-`, then digits. Pseudo Regions such as `aws-global` or
/// `ProdFips` do not match, so they can never be the Region of a replica key
/// ([AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html)).
///
/// A listed Region is a constant and costs no allocation. Regions are ordered by their names.
///
/// ```
/// use kms_mrk::identity::{Partition, Region};
///
/// let region: Region = "eu-west-1".parse()?;
/// assert_eq!(region, Region::EU_WEST_1);
/// assert_eq!(region.partition(), Some(Partition::Aws));
///
/// let newer: Region = "eu-west-9".parse()?;
/// assert!(!newer.is_listed());
/// assert_eq!(newer.partition(), Some(Partition::Aws));
///
/// let error = "eu-West-1".parse::<Region>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid Region: expected a lower-case letter, found `West-1` at byte 3");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Region(Repr);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Listed(ListedRegion),
    // INVARIANT: well-formed and the name of no listed Region, so that equal names are equal values.
    Other(Box<str>),
}

impl Region {
    /// The pattern of a Region's name, as the KMS API has it.
    pub const PATTERN: &'static str = r"^([a-z]+-){2,3}\d+$";

    /// How many characters a Region's name may have.
    pub const MAX_LENGTH: usize = 32;

    /// The Region's name: `us-east-1`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Repr::Listed(listed) => listed.name(),
            Repr::Other(name) => name,
        }
    }

    /// Whether this version of the crate lists the Region, so that facts about it are known.
    #[must_use]
    pub const fn is_listed(&self) -> bool {
        matches!(self.0, Repr::Listed(_))
    }

    /// The partition the Region belongs to; `None` if its name fits no known partition.
    ///
    /// For a Region that is not listed, the name decides, by the patterns of botocore 1.43.11's
    /// `partitions.json`. A caller who knows better says so with
    /// [`Geography::with_region`](super::Geography::with_region).
    ///
    /// ```
    /// use kms_mrk::identity::{Partition, Region};
    ///
    /// assert_eq!("us-gov-north-1".parse::<Region>()?.partition(), Some(Partition::AwsUsGov));
    /// assert_eq!("moon-north-1".parse::<Region>()?.partition(), None);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn partition(&self) -> Option<Partition> {
        match &self.0 {
            Repr::Listed(listed) => Some(listed.facts().partition.clone()),
            Repr::Other(name) => partition_by_name(name),
        }
    }

    /// Whether a text matches [`PATTERN`](Self::PATTERN), however long it is.
    pub(crate) fn matches_pattern(text: &str) -> bool {
        let Some((letters, digits)) = text.rsplit_once('-') else { return false };
        let is_group = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_lowercase());
        !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(letters.bytes().filter(|byte| *byte == b'-').count(), 1 | 2)
            && letters.split('-').all(is_group)
    }

    /// What the table says about the Region.
    pub(super) const fn listed_facts(&self) -> Option<&'static RegionFacts> {
        match &self.0 {
            Repr::Listed(listed) => Some(listed.facts()),
            Repr::Other(_) => None,
        }
    }

    const fn listed(listed: ListedRegion) -> Self {
        Self(Repr::Listed(listed))
    }
}

macro_rules! constants {
    ($( $CONSTANT:ident = $name:literal, $Partition:ident, $OptIn:ident, $Kms:ident; )+) => {
        /// The listed Regions.
        impl Region {
            /// Every Region this version of the crate lists, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$CONSTANT),+];

            $(
                #[doc = concat!("The Region `", $name, "`.")]
                pub const $CONSTANT: Self = Self::listed(ListedRegion::$CONSTANT);
            )+
        }
    };
}

with_listed_regions!(constants);

impl FromStr for Region {
    type Err = InvalidText;

    /// Reads a Region's name.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] if the text does not match [`Region::PATTERN`] or is longer than
    /// [`Region::MAX_LENGTH`].
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if let Some(listed) = ListedRegion::find(text) {
            return Ok(Self::listed(listed));
        }
        if text.chars().nth(Self::MAX_LENGTH).is_some() {
            return Err(InvalidText::too_long(NOUN, Self::MAX_LENGTH, text));
        }
        check_pattern(text)?;
        Ok(Self(Repr::Other(text.into())))
    }
}

text_type!(Region, as_str);

impl Ord for Region {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Listed(this), Repr::Listed(other)) => this.cmp(other),
            _ => self.as_str().cmp(other.as_str()),
        }
    }
}

impl PartialOrd for Region {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({:?})", self.as_str())
    }
}

/// Checks [`Region::PATTERN`].
fn check_pattern(text: &str) -> Result<(), InvalidText> {
    let mut groups = 0;
    let mut rest = text;
    loop {
        let wrong = |rest: &str, expected| InvalidText::new(NOUN, expected, rest, text.len() - rest.len());
        if groups >= 2 && rest.starts_with(|c: char| c.is_ascii_digit()) {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            return if after.is_empty() { Ok(()) } else { Err(wrong(after, "a digit")) };
        }
        let after = rest.trim_start_matches(|c: char| c.is_ascii_lowercase());
        match groups {
            3 => return Err(wrong(rest, "a digit")),
            2 if after.len() == rest.len() => return Err(wrong(rest, "a lower-case letter or a digit")),
            _ if after.len() == rest.len() => return Err(wrong(rest, "a lower-case letter")),
            _ => {}
        }
        rest = after.strip_prefix('-').ok_or_else(|| wrong(after, "a lower-case letter or `-`"))?;
        groups += 1;
    }
}

/// The partition whose Region pattern a well-formed name matches.
fn partition_by_name(name: &str) -> Option<Partition> {
    let mut parts = name.split('-');
    match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
        ("us" | "eu" | "ap" | "sa" | "ca" | "me" | "af" | "il" | "mx", _, _, None) => Some(Partition::Aws),
        ("cn", _, _, None) => Some(Partition::AwsCn),
        ("us", "gov", _, Some(_)) => Some(Partition::AwsUsGov),
        ("us", "iso", _, Some(_)) => Some(Partition::AwsIso),
        ("us", "isob", _, Some(_)) => Some(Partition::AwsIsoB),
        ("eu", "isoe", _, Some(_)) => Some(Partition::AwsIsoE),
        ("us", "isof", _, Some(_)) => Some(Partition::AwsIsoF),
        ("eusc", "de", _, Some(_)) => Some(Partition::AwsEusc),
        _ => None,
    }
}
