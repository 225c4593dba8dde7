//! The description of a key that KMS returns.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::algorithm::{
    Algorithms, EncapsulationAlgorithm, EncryptionAlgorithm, KeyAgreementAlgorithm, MacAlgorithm,
    SigningAlgorithm,
};
use super::description::Description;
use super::material::{ExpirationModel, KeyMaterialId};
use super::multi_region::{MultiRegionConfiguration, MultiRegionKeyType};
use super::origin::{KeyManager, Origin};
use super::other_members::OtherMembers;
use super::spec::{KeySpec, KeyUsage};
use super::state::KeyStateName;
use crate::identity::{AccountId, KeyArn, KeyId};

/// What KMS tells of a key: the `KeyMetadata` of DescribeKey, CreateKey and ReplicateKey.
///
/// The value is an observation: it holds what was read, right or wrong, and [`check`](Self::check) says what KMS
/// would never have said. Members that every key has are plain fields, those that depend on the key are
/// `Option`s or lists that are empty when absent, and members that this version of the crate does not know are
/// kept in `other`.
///
/// serde reads what tools print: bare or inside `{"KeyMetadata": …}` or `{"ReplicaKeyMetadata": …}`, times as
/// epoch seconds with a fraction (AWS CLI v1 and the wire) or as ISO 8601 (AWS CLI v2). It writes the bare wire
/// form: epoch seconds, absent members left out.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html>
///
/// ```
/// use kms_mrk::key::{KeyMetadata, KeyStateName};
///
/// let metadata: KeyMetadata = serde_json::from_str(r#"{"KeyMetadata": {
///     "AWSAccountId": "111122223333",
///     "KeyId": "1234abcd-12ab-34cd-56ef-1234567890ab",
///     "Arn": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
///     "CreationDate": "2026-01-05T14:04:55.123000+01:00",
///     "Enabled": true,
///     "Description": "",
///     "KeyUsage": "ENCRYPT_DECRYPT",
///     "KeyState": "PendingDeletion",
///     "Origin": "AWS_KMS",
///     "KeyManager": "CUSTOMER",
///     "KeySpec": "SYMMETRIC_DEFAULT",
///     "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"],
///     "MultiRegion": false
/// }}"#)?;
///
/// assert_eq!(metadata.key_state, KeyStateName::PendingDeletion);
/// let report = metadata.check();
/// let ids: Vec<_> = report.iter().map(|finding| finding.rule.id()).collect();
/// assert_eq!(ids, ["key-metadata/enabled/only-when-enabled", "key-metadata/deletion-date/only-when-pending"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMetadata {
    /// The account that owns the key.
    pub aws_account_id: AccountId,
    /// The key ID.
    pub key_id: KeyId,
    /// The key ARN.
    pub arn: KeyArn,
    /// When the key was created; for a replica, the replica. Milliseconds are kept.
    pub creation_date: Timestamp,
    /// Whether the key is enabled: true exactly when the state is Enabled.
    pub enabled: bool,
    /// The description; empty if there is none.
    pub description: Description,
    /// What the key may be used for.
    pub key_usage: KeyUsage,
    /// The state.
    pub key_state: KeyStateName,
    /// When the waiting period is over; only in PendingDeletion.
    pub deletion_date: Option<Timestamp>,
    /// When imported material expires; only with the expiration model KEY_MATERIAL_EXPIRES.
    pub valid_to: Option<Timestamp>,
    /// Where the material comes from.
    pub origin: Origin,
    /// The custom key store that the key lives in; never for multi-Region keys.
    pub custom_key_store_id: Option<String>,
    /// The CloudHSM cluster of that store.
    pub cloud_hsm_cluster_id: Option<String>,
    /// Whether imported material expires; only while there is imported material.
    pub expiration_model: Option<ExpirationModel>,
    /// Who manages the key.
    pub key_manager: KeyManager,
    /// The old name of `key_spec`, absent for specs that are newer than it.
    pub customer_master_key_spec: Option<KeySpec>,
    /// The type of key material.
    pub key_spec: KeySpec,
    /// The encryption algorithms; only for usage ENCRYPT_DECRYPT.
    pub encryption_algorithms: Vec<EncryptionAlgorithm>,
    /// The signing algorithms; only for usage SIGN_VERIFY.
    pub signing_algorithms: Vec<SigningAlgorithm>,
    /// The key agreement algorithms; only for usage KEY_AGREEMENT.
    pub key_agreement_algorithms: Vec<KeyAgreementAlgorithm>,
    /// The MAC algorithms; only for usage GENERATE_VERIFY_MAC.
    pub mac_algorithms: Vec<MacAlgorithm>,
    /// The encapsulation algorithms; only for usage ENCAPSULATE_DECAPSULATE.
    pub encapsulation_algorithms: Vec<EncapsulationAlgorithm>,
    /// Whether the key is a multi-Region key, primary or replica.
    pub multi_region: bool,
    /// The related keys; only for multi-Region keys.
    pub multi_region_configuration: Option<MultiRegionConfiguration>,
    /// The waiting period, in days, that starts when the last replica is gone; only in PendingReplicaDeletion.
    pub pending_deletion_window_in_days: Option<u32>,
    /// The external key of a key in an external key store.
    pub xks_key_configuration: Option<XksKeyConfiguration>,
    /// The identifier of the current material; only for symmetric encryption keys that have material.
    pub current_key_material_id: Option<KeyMaterialId>,
    /// Members that this version of the crate does not know.
    pub other: OtherMembers,
}

impl KeyMetadata {
    /// Whether the key is the primary or a replica; `None` for a single-Region key.
    #[must_use]
    pub fn multi_region_key_type(&self) -> Option<&MultiRegionKeyType> {
        self.multi_region_configuration.as_ref().map(|configuration| &configuration.multi_region_key_type)
    }

    /// Fills in the one list of algorithms that a key has.
    pub(crate) fn with_algorithms(mut self, algorithms: Option<&Algorithms>) -> Self {
        match algorithms {
            Some(Algorithms::Encryption(list)) => self.encryption_algorithms = list.to_vec(),
            Some(Algorithms::Signing(list)) => self.signing_algorithms = list.to_vec(),
            Some(Algorithms::Mac(list)) => self.mac_algorithms = list.to_vec(),
            Some(Algorithms::KeyAgreement(list)) => self.key_agreement_algorithms = list.to_vec(),
            Some(Algorithms::Encapsulation(list)) => self.encapsulation_algorithms = list.to_vec(),
            None => {}
        }
        self
    }
}

/// The external key behind a key in an external key store.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_XksKeyConfigurationType.html>
///
/// ```
/// let key: kms_mrk::key::XksKeyConfiguration = serde_json::from_str(r#"{"Id": "bb8562717f809024"}"#)?;
/// assert_eq!(key.id, "bb8562717f809024");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct XksKeyConfiguration {
    /// The identifier of the external key in its key manager.
    pub id: String,
    /// Members that this version of the crate does not know.
    #[serde(flatten)]
    pub other: OtherMembers,
}
