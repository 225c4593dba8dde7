//! What a multi-Region key says of itself and of its related keys.

use serde::{Deserialize, Serialize};

use super::other_members::OtherMembers;
use crate::identity::{KeyArn, Region};

wire_enum! {
    /// Whether a multi-Region key is the primary of its set or a replica.
    ///
    /// ```
    /// use kms_mrk::key::MultiRegionKeyType;
    ///
    /// assert_eq!(MultiRegionKeyType::from("REPLICA"), MultiRegionKeyType::Replica);
    /// assert_eq!(MultiRegionKeyType::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum MultiRegionKeyType ["https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionConfiguration.html"] {
        /// The one key of a set that can be replicated.
        Primary = "PRIMARY",
        /// A key that was made by ReplicateKey, or was a primary before.
        Replica = "REPLICA",
    }
}

/// The primary and replica keys of one multi-Region key, as seen from one of them.
///
/// Any combination can be written down here; [`check`](Self::check) and
/// [`KeyMetadata::check`](super::KeyMetadata::check) say what is wrong with it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionConfiguration.html>
///
/// ```
/// use kms_mrk::key::{MultiRegionConfiguration, MultiRegionKeyType};
///
/// let configuration: MultiRegionConfiguration = serde_json::from_str(r#"{
///     "MultiRegionKeyType": "PRIMARY",
///     "PrimaryKey": {
///         "Arn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
///         "Region": "us-east-1"
///     },
///     "ReplicaKeys": []
/// }"#)?;
/// assert_eq!(configuration.multi_region_key_type, MultiRegionKeyType::Primary);
/// assert!(configuration.check().is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionConfiguration {
    /// Whether the described key is the primary or a replica.
    pub multi_region_key_type: MultiRegionKeyType,
    /// The primary key; the described key itself if it is the primary.
    pub primary_key: MultiRegionKey,
    /// All replica keys, with the described key itself if it is a replica; never the primary.
    pub replica_keys: Vec<MultiRegionKey>,
    /// Members that this version of the crate does not know.
    #[serde(flatten)]
    pub other: OtherMembers,
}

impl MultiRegionConfiguration {
    /// All keys of the set: the primary first, then the replicas.
    pub fn keys(&self) -> impl Iterator<Item = &MultiRegionKey> {
        std::iter::once(&self.primary_key).chain(&self.replica_keys)
    }

    /// Whether the set has a key, primary or replica, in this Region.
    #[must_use]
    pub fn has_key_in(&self, region: &Region) -> bool {
        self.keys().any(|key| key.region == *region)
    }
}

/// One key of a set of related keys: its ARN and its Region.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionKey.html>
///
/// ```
/// use kms_mrk::identity::KeyArn;
/// use kms_mrk::key::MultiRegionKey;
///
/// let arn: KeyArn = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
/// assert_eq!(MultiRegionKey::from(arn).region, "eu-west-1");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct MultiRegionKey {
    /// The key ARN.
    pub arn: KeyArn,
    /// The Region, which the ARN names too.
    pub region: Region,
    /// Members that this version of the crate does not know.
    #[serde(flatten)]
    pub other: OtherMembers,
}

impl From<KeyArn> for MultiRegionKey {
    fn from(arn: KeyArn) -> Self {
        Self { region: arn.region().clone(), arn, other: OtherMembers::default() }
    }
}
