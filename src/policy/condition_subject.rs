//! What a condition key is about, as far as safety and Regions go.

use super::condition_key::ConditionKey;

/// What a condition key is about.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>,
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum ConditionSubject {
    /// Who calls: an account, an organization, a user.
    Caller,
    /// Who calls, as an ARN.
    CallerArn,
    /// For whom a service calls: an account, an organization.
    Source,
    /// For which resource a service calls.
    SourceArn,
    /// From which address the call comes.
    SourceIp,
    /// Through which VPC or VPC endpoint the call comes; the IDs of both belong to one Region.
    Network,
    /// Which code runs in the enclave that calls.
    Attestation,
    /// Through which service the call comes.
    ViaService,
    /// Which Region is called.
    RequestedRegion,
    /// To which Region a key is replicated.
    ReplicaRegion,
    /// Which Region becomes that of the primary key.
    PrimaryRegion,
    /// Whether the key is a primary or a replica key.
    KeyType,
    /// With which context is encrypted or decrypted.
    EncryptionContext,
    /// By which alias the key is named.
    RequestAlias,
    /// What a grant may be.
    Grant,
    /// Nothing of these.
    Other,
}

impl ConditionSubject {
    /// What the condition key of this name is about; its case does not matter.
    pub(super) fn of(key: &str) -> Self {
        ConditionKey::named(key).map_or(Self::Other, ConditionKey::subject)
    }
}
