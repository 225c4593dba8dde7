//! The name and the ARN of an alias.

use std::fmt;
use std::str::FromStr;

use super::account::AccountId;
use super::agreement::Agreement;
use super::arn_head::ArnHead;
use super::arn_text::ArnText;
use super::invalid_text::InvalidText;
use super::partition::Partition;
use super::region::Region;

const NAME: &str = "alias name";
const ARN: &str = "alias ARN";
const PREFIX: &str = "alias/";

/// The name of an alias, prefix included: `alias/orders`.
///
/// It begins with `alias/`, has something after it, has 1 to [256](Self::MAX_LENGTH) characters and matches
/// [`PATTERN`](Self::PATTERN) ([AWS](https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html)).
///
/// ```
/// use kms_mrk::identity::AliasName;
///
/// let alias: AliasName = "alias/orders/2024".parse()?;
/// assert_eq!(alias.without_prefix(), "orders/2024");
///
/// let error = "orders".parse::<AliasName>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid alias name: expected `alias/`, found `orders` at byte 0");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
// INVARIANT: well-formed.
pub struct AliasName(Box<str>);

impl AliasName {
    /// The pattern of an alias name, as the KMS API has it.
    pub const PATTERN: &'static str = "^[a-zA-Z0-9:/_-]+$";

    /// How many characters an alias name may have, prefix included.
    pub const MAX_LENGTH: usize = 256;

    /// The name, prefix included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without `alias/`.
    #[must_use]
    pub fn without_prefix(&self) -> &str {
        self.0.strip_prefix(PREFIX).unwrap_or_default()
    }

    /// Whether the name is reserved for the keys that AWS manages: it begins with `alias/aws/`.
    ///
    /// ```
    /// use kms_mrk::identity::AliasName;
    ///
    /// assert!("alias/aws/s3".parse::<AliasName>()?.is_aws_managed());
    /// assert!(!"alias/awsome".parse::<AliasName>()?.is_aws_managed());
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn is_aws_managed(&self) -> bool {
        self.without_prefix().starts_with("aws/")
    }
}

impl FromStr for AliasName {
    type Err = InvalidText;

    /// Reads an alias name.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] if the text does not begin with `alias/`, has nothing after it, is longer than
    /// [`AliasName::MAX_LENGTH`] or has a character that [`AliasName::PATTERN`] does not allow.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if text.chars().nth(Self::MAX_LENGTH).is_some() {
            return Err(InvalidText::too_long(NAME, Self::MAX_LENGTH, text));
        }
        let Some(name) = text.strip_prefix(PREFIX) else {
            return Err(InvalidText::new(NAME, "`alias/`", text, 0));
        };
        if name.is_empty() {
            return Err(InvalidText::new(NAME, "at least one character after `alias/`", name, PREFIX.len()));
        }
        let is_right = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | '_' | '-');
        match text.find(|c| !is_right(c)) {
            Some(at) => Err(InvalidText::in_text(NAME, "a letter, a digit, `:`, `/`, `_` or `-`", text, at)),
            None => Ok(Self(text.into())),
        }
    }
}

text_type!(AliasName, as_str);

impl fmt::Debug for AliasName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AliasName({:?})", self.as_str())
    }
}

/// The ARN of an alias: `arn:<partition>:kms:<Region>:<account ID>:alias/<name>`.
///
/// Aliases are regional: related multi-Region keys share none
/// ([AWS](https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html)). As with a
/// [`KeyArn`](super::KeyArn), the partition is not required to be the Region's, and ARNs are ordered by their
/// components.
///
/// ```
/// use kms_mrk::identity::{AliasArn, Region};
///
/// let arn: AliasArn = "arn:aws:kms:us-east-1:111122223333:alias/orders".parse()?;
/// assert_eq!(arn.region(), &Region::US_EAST_1);
/// assert_eq!(arn.alias_name(), &"alias/orders");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AliasArn {
    head: ArnHead,
    name: AliasName,
}

impl AliasArn {
    /// The ARN with these components.
    ///
    /// A partition that came from text no ARN can hold (`Partition::from("a:b")`) makes an ARN that does not parse
    /// again.
    #[must_use]
    pub const fn new(partition: Partition, region: Region, account: AccountId, name: AliasName) -> Self {
        Self { head: ArnHead { partition, region, account }, name }
    }

    /// The ARN of an alias in a Region, with the Region's own partition; `None` if that is not known.
    ///
    /// ```
    /// use kms_mrk::identity::{AliasArn, Region};
    ///
    /// let arn = AliasArn::of(Region::EU_WEST_1, "111122223333".parse()?, "alias/orders".parse()?);
    /// assert_eq!(arn.unwrap(), "arn:aws:kms:eu-west-1:111122223333:alias/orders");
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn of(region: Region, account: AccountId, name: AliasName) -> Option<Self> {
        Some(Self::new(region.partition()?, region, account, name))
    }

    /// The partition the ARN names.
    #[must_use]
    pub const fn partition(&self) -> &Partition {
        &self.head.partition
    }

    /// The Region the alias is in.
    #[must_use]
    pub const fn region(&self) -> &Region {
        &self.head.region
    }

    /// The account the alias belongs to.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.head.account
    }

    /// The alias's name, prefix included.
    #[must_use]
    pub const fn alias_name(&self) -> &AliasName {
        &self.name
    }

    /// Whether the ARN's partition is the partition of its Region.
    #[must_use]
    pub fn agrees_with_its_region(&self) -> Agreement {
        self.head.agreement()
    }
}

impl FromStr for AliasArn {
    type Err = InvalidText;

    /// Reads an alias's ARN.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] that names the first wrong component: no `arn:`, a service other than `kms`, a malformed
    /// partition, [`Region`], [`AccountId`] or [`AliasName`], or a text of more than 2048 characters.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let mut arn = ArnText::new(ARN, text)?;
        Ok(Self { head: ArnHead::read(&mut arn)?, name: arn.parse_rest()? })
    }
}

text_type!(AliasArn);

impl fmt::Display for AliasArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head.fmt(f)?;
        f.write_str(self.name.as_str())
    }
}

impl fmt::Debug for AliasArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AliasArn(\"{self}\")")
    }
}

impl PartialEq<str> for AliasArn {
    fn eq(&self, text: &str) -> bool {
        self.head.strip_from(text).is_some_and(|name| self.name == *name)
    }
}

impl PartialEq<&str> for AliasArn {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}
