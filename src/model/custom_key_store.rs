//! Custom key stores, and what a key in one says of it.

use serde::{Deserialize, Serialize};

use crate::identity::{AccountId, CloudHsmClusterId, CustomKeyStoreId, Region, XksKeyId};
use crate::key::Origin;

wire_enum! {
    /// The type of a custom key store: the member `CustomKeyStoreType`.
    ///
    /// ```
    /// use kms_mrk::model::CustomKeyStoreType;
    ///
    /// assert_eq!(CustomKeyStoreType::from("AWS_CLOUDHSM"), CustomKeyStoreType::AwsCloudHsm);
    /// assert_eq!(CustomKeyStoreType::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum CustomKeyStoreType ["https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html#KMS-Type-CustomKeyStoresListEntry-CustomKeyStoreType"] {
        /// An AWS CloudHSM key store.
        AwsCloudHsm = "AWS_CLOUDHSM",
        /// An external key store.
        ExternalKeyStore = "EXTERNAL_KEY_STORE",
    }
}

/// A custom key store of an account in a Region: an AWS CloudHSM key store or an external key store.
///
/// A world gets its stores as configuration. Its calls connect and disconnect them, and make keys in them.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html>
///
/// ```
/// use kms_mrk::identity::Region;
/// use kms_mrk::model::{ConnectionState, CustomKeyStore, CustomKeyStoreBacking, CustomKeyStoreType, Seed, World};
///
/// let store = CustomKeyStore {
///     custom_key_store_id: "cks-1234567890abcdef0".parse()?,
///     account: "111122223333".parse()?,
///     region: Region::US_EAST_1,
///     backing: CustomKeyStoreBacking::AwsCloudHsm { cloud_hsm_cluster_id: "cluster-2a34b5cdefg".parse()? },
///     connection_state: ConnectionState::Connected,
/// };
/// assert_eq!(store.custom_key_store_type(), CustomKeyStoreType::AwsCloudHsm);
///
/// let world = World::new(Seed(7)).with_custom_key_store(store.clone());
/// assert_eq!(world.custom_key_store(&store.custom_key_store_id), Some(&store));
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomKeyStore {
    /// The ID, which no other store of the world has.
    pub custom_key_store_id: CustomKeyStoreId,
    /// The account that owns the store.
    pub account: AccountId,
    /// The Region that the store and its keys are in.
    pub region: Region,
    /// Where the key material is.
    #[serde(flatten)]
    pub backing: CustomKeyStoreBacking,
    /// Whether KMS is connected to it.
    pub connection_state: ConnectionState,
}

impl CustomKeyStore {
    /// The type of the store.
    #[must_use]
    pub const fn custom_key_store_type(&self) -> CustomKeyStoreType {
        match self.backing {
            CustomKeyStoreBacking::AwsCloudHsm { .. } => CustomKeyStoreType::AwsCloudHsm,
            CustomKeyStoreBacking::ExternalKeyStore => CustomKeyStoreType::ExternalKeyStore,
        }
    }
}

/// What is behind a custom key store; [`CustomKeyStore`] shows it.
///
/// serde writes the type as the member `custom_key_store_type`, beside the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "custom_key_store_type")]
pub enum CustomKeyStoreBacking {
    /// An AWS CloudHSM cluster.
    #[serde(rename = "AWS_CLOUDHSM")]
    AwsCloudHsm {
        /// The cluster.
        cloud_hsm_cluster_id: CloudHsmClusterId,
    },
    /// A key manager outside of AWS, behind an external key store proxy.
    #[serde(rename = "EXTERNAL_KEY_STORE")]
    ExternalKeyStore,
}

/// Whether KMS is connected to a custom key store.
///
/// The states that lie between the two, and FAILED, are not modelled.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CustomKeyStoresListEntry.html#KMS-Type-CustomKeyStoresListEntry-ConnectionState>
///
/// ```
/// use kms_mrk::model::ConnectionState;
///
/// assert_eq!(serde_json::to_string(&ConnectionState::Disconnected)?, r#""DISCONNECTED""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ConnectionState {
    /// Keys can be made in the store, and used.
    Connected,
    /// The keys of the store are Unavailable.
    Disconnected,
}

/// The custom key store that a key is in, and what is behind the key there.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html>
///
/// ```
/// use kms_mrk::key::Origin;
/// use kms_mrk::model::CustomKeyStoreKey;
///
/// let key = CustomKeyStoreKey::ExternalKeyStore {
///     custom_key_store_id: "cks-1234567890abcdef0".parse()?,
///     xks_key_id: "bb8562717f809024".parse()?,
/// };
/// assert_eq!(key.origin(), Origin::ExternalKeyStore);
/// assert_eq!(*key.custom_key_store_id(), "cks-1234567890abcdef0");
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "custom_key_store_type")]
pub enum CustomKeyStoreKey {
    /// A key in an AWS CloudHSM key store.
    #[serde(rename = "AWS_CLOUDHSM")]
    AwsCloudHsm {
        /// The store.
        custom_key_store_id: CustomKeyStoreId,
        /// The cluster that holds the key material.
        cloud_hsm_cluster_id: CloudHsmClusterId,
    },
    /// A key in an external key store.
    #[serde(rename = "EXTERNAL_KEY_STORE")]
    ExternalKeyStore {
        /// The store.
        custom_key_store_id: CustomKeyStoreId,
        /// The key outside of AWS.
        xks_key_id: XksKeyId,
    },
}

impl CustomKeyStoreKey {
    /// The store that the key is in.
    #[must_use]
    pub const fn custom_key_store_id(&self) -> &CustomKeyStoreId {
        match self {
            Self::AwsCloudHsm { custom_key_store_id, .. }
            | Self::ExternalKeyStore { custom_key_store_id, .. } => custom_key_store_id,
        }
    }

    /// The origin that such a key has.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        match self {
            Self::AwsCloudHsm { .. } => Origin::AwsCloudHsm,
            Self::ExternalKeyStore { .. } => Origin::ExternalKeyStore,
        }
    }
}
