//! What has happened: every change of a world is one of these.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::grant::Grant;
use super::regional_key::RegionalKey;
use super::shared_properties::SharedProperties;
use super::subject::Subject;
use crate::identity::{AliasName, GrantId, Region};
use crate::key::{
    Description, KeyLastUsageTrackingOperation, KeyMaterialDescription, KeyMaterialId, PendingWindowInDays,
    RotationPeriodInDays, RotationType, Tags,
};
use crate::policy::PolicyText;

/// Something that happened to a key or a custom key store: which, when, and what.
///
/// Events are all that a host needs to keep: a world that starts the same, lets the same events happen and reaches the
/// same time is equal.
///
/// ```
/// use kms_mrk::model::{Change, Event};
///
/// let event: Event = serde_json::from_str(r#"{
///     "key_id": "mrk-1234abcd12ab34cd56ef1234567890ab",
///     "region": "eu-west-1",
///     "at": "2026-01-05T13:05:55Z",
///     "event": "ReplicaReady"
/// }"#)?;
/// assert_eq!(event.change, Change::ReplicaReady);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The key or the custom key store that changes.
    #[serde(flatten)]
    pub subject: Subject,
    /// The Region that it is in.
    pub region: Region,
    /// When.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub change: Change,
}

/// What happened to a key or a custom key store, in the past tense.
///
/// serde writes the name as the member `event`, beside the data: `{"event": "DeletionScheduled", "window": 7}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event")]
#[non_exhaustive]
pub enum Change {
    /// CreateKey made a single-Region key or the primary key of a new set.
    KeyCreated {
        /// What related keys will share.
        shared: Box<SharedProperties>,
        /// The key.
        key: Box<RegionalKey>,
    },
    /// ReplicateKey made a replica, which is in Creating.
    ReplicaCreated {
        /// The new replica.
        replica: Box<RegionalKey>,
    },
    /// KMS finished making a replica, which is now Enabled, or PendingImport if the set's material is imported.
    ReplicaReady,
    /// EnableKey let a key be used again.
    KeyEnabled,
    /// DisableKey keeps a key from being used.
    KeyDisabled,
    /// ScheduleKeyDeletion gave a key a waiting period, which begins at once, or for a primary key with replicas
    /// when the last of them is deleted.
    DeletionScheduled {
        /// The waiting period.
        window: PendingWindowInDays,
    },
    /// CancelKeyDeletion took it back; the key is Disabled, or PendingImport if its imported material is not there.
    DeletionCancelled,
    /// The waiting period of a key was over, and KMS deleted it. With the last replica gone, the waiting period of a
    /// primary key that waits for it begins.
    KeyDeleted,
    /// UpdatePrimaryRegion began to make the replica in the Region the primary key; both keys are in Updating.
    PrimaryRegionUpdateStarted {
        /// When it will be done.
        until: Timestamp,
    },
    /// The replica in the Region is the primary key now, and the former primary key a replica; both are Enabled.
    PrimaryRegionUpdated,
    /// PutKeyPolicy replaced a key's policy.
    KeyPolicyPut {
        /// The policy.
        policy: PolicyText,
    },
    /// TagResource or UntagResource changed a key's tags.
    TagsChanged {
        /// All tags of the key from now on.
        tags: Tags,
    },
    /// UpdateKeyDescription replaced a key's description.
    DescriptionUpdated {
        /// The description.
        description: Description,
    },
    /// ImportKeyMaterial gave a key material. Material that the set never had is its first, or waits for a rotation.
    KeyMaterialImported {
        /// The material.
        key_material_id: KeyMaterialId,
        /// When it expires in this key.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<Timestamp>,
        /// Its description from now on; `None` leaves the one that it has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<KeyMaterialDescription>,
    },
    /// DeleteImportedKeyMaterial took material off a key. If it waited for a rotation and the key is the primary, the
    /// related keys lose it too.
    KeyMaterialDeleted {
        /// The material.
        key_material_id: KeyMaterialId,
    },
    /// Imported material of a key expired; otherwise as if it was deleted.
    KeyMaterialExpired {
        /// The material.
        key_material_id: KeyMaterialId,
    },
    /// EnableKeyRotation had the set rotated automatically, for the first time when the period is over.
    KeyRotationEnabled {
        /// The time between two rotations.
        period: RotationPeriodInDays,
    },
    /// DisableKeyRotation ended that.
    KeyRotationDisabled,
    /// RotateKeyOnDemand began a rotation.
    OnDemandRotationStarted {
        /// When it will be done.
        until: Timestamp,
    },
    /// The related keys have another current material.
    KeyRotated {
        /// The material that is current now.
        key_material_id: KeyMaterialId,
        /// What made it so.
        rotation_type: RotationType,
    },
    /// A key was used, for an operation of which GetKeyLastUsage tells. Of the uses of a key the last one counts: a log of
    /// events may leave out those before it.
    KeyUsed {
        /// What for.
        operation: KeyLastUsageTrackingOperation,
    },
    /// CreateAlias gave a key an alias.
    AliasCreated {
        /// The alias's name.
        alias: AliasName,
    },
    /// UpdateAlias gave an alias of the same account and Region to this key.
    AliasUpdated {
        /// The alias's name.
        alias: AliasName,
    },
    /// DeleteAlias took an alias off a key. The aliases of a key that is deleted go with it, without an event of their
    /// own.
    AliasDeleted {
        /// The alias's name.
        alias: AliasName,
    },
    /// CreateGrant gave a key a grant.
    GrantCreated {
        /// The grant.
        grant: Box<Grant>,
    },
    /// CreateGrant was asked again for a grant that is there, and gave it one more token.
    GrantTokenIssued {
        /// The grant's ID.
        grant_id: GrantId,
    },
    /// RetireGrant gave up a grant. The grants of a key that is deleted go with it, without an event of their own.
    GrantRetired {
        /// The grant's ID.
        grant_id: GrantId,
    },
    /// RevokeGrant took a grant back.
    GrantRevoked {
        /// The grant's ID.
        grant_id: GrantId,
    },
    /// ConnectCustomKeyStore connected a custom key store. Its keys that were Unavailable are what was last asked for,
    /// Enabled or Disabled, without an event of their own.
    CustomKeyStoreConnected,
    /// DisconnectCustomKeyStore disconnected a custom key store. Its keys that were Enabled or Disabled are Unavailable,
    /// without an event of their own.
    CustomKeyStoreDisconnected,
}
