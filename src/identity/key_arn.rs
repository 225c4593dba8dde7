//! The ARN of a KMS key.

use std::fmt;
use std::str::FromStr;

use super::account::AccountId;
use super::agreement::Agreement;
use super::arn_head::ArnHead;
use super::arn_text::ArnText;
use super::invalid_text::InvalidText;
use super::key_id::KeyId;
use super::partition::Partition;
use super::region::Region;

const NOUN: &str = "key ARN";
const RESOURCE: &str = "key/";

/// The ARN of a KMS key: `arn:<partition>:kms:<Region>:<account ID>:key/<key ID>`.
///
/// It is kept as its components; a listed Region and partition cost no allocation. Related multi-Region keys have
/// ARNs that differ in nothing but the Region
/// ([AWS](https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html)). A text of more
/// than 2048 characters is no ARN. ARNs are ordered by partition, Region, account and key ID.
///
/// The partition is *not* required to be the Region's: an ARN that was read from the outside may contradict
/// itself, and [`agrees_with_its_region`](Self::agrees_with_its_region) says so.
///
/// ```
/// use kms_mrk::identity::{KeyArn, Region};
///
/// let arn: KeyArn =
///     "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
/// assert_eq!(arn.region(), &Region::US_EAST_1);
/// assert_eq!(arn.account(), "111122223333");
/// assert!(arn.key_id().is_multi_region());
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyArn {
    head: ArnHead,
    key_id: KeyId,
}

impl KeyArn {
    /// The ARN with these components.
    ///
    /// A partition that came from text no ARN can hold (`Partition::from("a:b")`) makes an ARN that does not parse
    /// again.
    #[must_use]
    pub const fn new(partition: Partition, region: Region, account: AccountId, key_id: KeyId) -> Self {
        Self { head: ArnHead { partition, region, account }, key_id }
    }

    /// The ARN of a key in a Region, with the Region's own partition; `None` if that is not known.
    ///
    /// ```
    /// use kms_mrk::identity::{KeyArn, KeyId, Region};
    ///
    /// let arn = KeyArn::of(
    ///     Region::CN_NORTH_1,
    ///     "111122223333".parse()?,
    ///     KeyId::multi_region_from_bytes([0xab; 16]),
    /// );
    /// assert_eq!(
    ///     arn.unwrap(),
    ///     "arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-abababababababababababababababab",
    /// );
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn of(region: Region, account: AccountId, key_id: KeyId) -> Option<Self> {
        Some(Self::new(region.partition()?, region, account, key_id))
    }

    /// The partition the ARN names.
    #[must_use]
    pub const fn partition(&self) -> &Partition {
        &self.head.partition
    }

    /// The Region the key is in.
    #[must_use]
    pub const fn region(&self) -> &Region {
        &self.head.region
    }

    /// The account the key belongs to.
    #[must_use]
    pub const fn account(&self) -> AccountId {
        self.head.account
    }

    /// The key's ID.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// Whether the ARN's partition is the partition of its Region.
    ///
    /// ```
    /// use kms_mrk::identity::{Agreement, KeyArn, KeyId, Partition, Region};
    ///
    /// let key_id = KeyId::multi_region_from_bytes([1; 16]);
    /// let arn = KeyArn::new(Partition::Aws, Region::US_GOV_EAST_1, "111122223333".parse()?, key_id);
    /// assert_eq!(arn.agrees_with_its_region(), Agreement::Disagrees);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn agrees_with_its_region(&self) -> Agreement {
        self.head.agreement()
    }

    /// Whether the two ARNs name *different* keys of one set of related multi-Region keys.
    ///
    /// That is: partition, account and multi-Region key ID are equal, the Region is not. An ARN is not related to
    /// itself.
    ///
    /// ```
    /// use kms_mrk::identity::{KeyArn, KeyId, Region};
    ///
    /// let key_id = KeyId::multi_region_from_bytes([1; 16]);
    /// let primary = KeyArn::of(Region::US_EAST_1, "111122223333".parse()?, key_id).unwrap();
    /// let replica = KeyArn::of(Region::EU_WEST_1, "111122223333".parse()?, key_id).unwrap();
    /// assert!(primary.is_related_to(&replica));
    /// assert!(!primary.is_related_to(&primary));
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn is_related_to(&self, other: &Self) -> bool {
        self.key_id.is_multi_region()
            && self.key_id == other.key_id
            && self.account() == other.account()
            && self.partition() == other.partition()
            && self.region() != other.region()
    }

    /// The ARN that the related key in `region` has or would have.
    ///
    /// `None` for a single-Region key, and for a Region that is known to be in another partition: neither can have
    /// a related key there. For the key's own Region it is the same ARN. Whether such a key exists is not asked.
    ///
    /// ```
    /// use kms_mrk::identity::{KeyArn, KeyId, Region};
    ///
    /// let key_id = KeyId::multi_region_from_bytes([0xab; 16]);
    /// let primary = KeyArn::of(Region::US_EAST_1, "111122223333".parse()?, key_id).unwrap();
    /// assert_eq!(
    ///     primary.related_in(Region::EU_WEST_1).unwrap(),
    ///     "arn:aws:kms:eu-west-1:111122223333:key/mrk-abababababababababababababababab",
    /// );
    /// assert_eq!(primary.related_in(Region::CN_NORTH_1), None);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn related_in(&self, region: Region) -> Option<Self> {
        let related = Self { head: ArnHead { region, ..self.head.clone() }, key_id: self.key_id };
        let is_possible =
            self.key_id.is_multi_region() && related.agrees_with_its_region() != Agreement::Disagrees;
        is_possible.then_some(related)
    }
}

impl FromStr for KeyArn {
    type Err = InvalidText;

    /// Reads a key's ARN.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] that names the first wrong component: no `arn:`, a service other than `kms`, a malformed
    /// partition, [`Region`], [`AccountId`] or [`KeyId`], a resource other than `key/`, or a text of more than 2048
    /// characters.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let mut arn = ArnText::new(NOUN, text)?;
        let head = ArnHead::read(&mut arn)?;
        arn.resource(RESOURCE)?;
        Ok(Self { head, key_id: arn.parse_rest()? })
    }
}

text_type!(KeyArn);

impl fmt::Display for KeyArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head.fmt(f)?;
        f.write_str(RESOURCE)?;
        f.write_str(self.key_id.as_str())
    }
}

impl fmt::Debug for KeyArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyArn(\"{self}\")")
    }
}

impl PartialEq<str> for KeyArn {
    fn eq(&self, text: &str) -> bool {
        let key_id = self.head.strip_from(text).and_then(|resource| resource.strip_prefix(RESOURCE));
        key_id.is_some_and(|key_id| self.key_id == *key_id)
    }
}

impl PartialEq<&str> for KeyArn {
    fn eq(&self, text: &&str) -> bool {
        self == *text
    }
}
