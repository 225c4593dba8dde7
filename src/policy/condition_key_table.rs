//! The table of condition keys.

use super::action::{Listed, Reach};
use super::action_set::ActionSet;
use super::condition_key::RegionRisk::{High, Low, Medium};
use super::condition_key::{ConditionKey, Prefix, Variable};
use super::condition_subject::ConditionSubject as Subject;
use super::names::Names;
use super::operator::ValueType::{Arn, Bool, Date, IpAddress, Numeric, String};
use crate::key::{
    EncapsulationAlgorithm, EncryptionAlgorithm, ExpirationModel, GrantOperation, KeyAgreementAlgorithm,
    KeySpec, KeyUsage, MacAlgorithm, MultiRegionKeyType, Origin, SigningAlgorithm, WrappingAlgorithm,
    WrappingKeySpec,
};

macro_rules! actions {
    ($($Name:ident)+) => { ActionSet::of(&[$(Listed::$Name),+]) };
}

/// Every action.
const EVERY: ActionSet = ActionSet::ALL;

/// The actions on a key. AWS lists what is known of a key with the resource, not with each of these actions.
const ON_A_KEY: ActionSet =
    EVERY.difference(ActionSet::with_reach(Reach::Nobody)).union(actions![SynchronizeMultiRegionKey]);

const KEY_PROPERTIES: ActionSet = ON_A_KEY.union(actions![CreateKey]);

/// What an AWS service may do for its users.
const VIA_SERVICE: ActionSet = EVERY.difference(actions![
    ConnectCustomKeyStore CreateCustomKeyStore DeleteCustomKeyStore DescribeCustomKeyStores DisconnectCustomKeyStore
    GenerateRandom ListRetirableGrants SynchronizeMultiRegionKey UpdateCustomKeyStore
]);

const SYMMETRIC: ActionSet = actions![
    Decrypt Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext
    GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo
];

const ENCRYPTION_CONTEXT: ActionSet = SYMMETRIC.union(actions![CreateGrant RetireGrant]);

const DATA_KEY_PAIR: ActionSet = actions![GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext];

const ATTESTED: ActionSet =
    actions![Decrypt DeriveSharedSecret GenerateDataKey GenerateDataKeyPair GenerateRandom];

/// The actions whose requests may name the key by an alias.
const BY_ALIAS: ActionSet = SYMMETRIC.union(actions![
    Decapsulate DeriveSharedSecret DescribeKey Encapsulate GenerateMac GetPublicKey Sign Verify VerifyMac
]);

const SIGNATURES: ActionSet = actions![Sign Verify];

const fn key(name: &'static str, value_type: super::ValueType, actions: ActionSet) -> ConditionKey {
    ConditionKey::new(name, value_type, actions)
}

/// Source: service authorization reference for KMS
/// (<https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html>);
/// values from KMS's service model; `kms:PolicyName` from
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html>.
///
/// The values that are written out here belong to requests, which this floor does not know.
#[rustfmt::skip]
pub(super) static KMS: [ConditionKey; 41] = [
    key("kms:BypassPolicyLockoutSafetyCheck", Bool, actions![CreateKey PutKeyPolicy]),
    key("kms:CallerAccount", String, EVERY).about(Subject::Caller),
    key("kms:CustomerMasterKeySpec", String, KEY_PROPERTIES).among(KeySpec::NAMES).deprecated(),
    key("kms:CustomerMasterKeyUsage", String, KEY_PROPERTIES).among(KeyUsage::NAMES).deprecated(),
    key("kms:DataKeyPairSpec", String, DATA_KEY_PAIR).among(&[
        "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "SM2",
        "ECC_NIST_EDWARDS25519", "ML_KEM_512", "ML_KEM_768", "ML_KEM_1024",
    ]),
    key("kms:EncapsulationAlgorithm", String, actions![Decapsulate Encapsulate]).among(EncapsulationAlgorithm::NAMES),
    key("kms:EncryptionAlgorithm", String, SYMMETRIC).among(EncryptionAlgorithm::NAMES),
    key("kms:EncryptionContextKeys", String, ENCRYPTION_CONTEXT).multivalued(),
    key("kms:ExpirationModel", String, actions![ImportKeyMaterial]).among(ExpirationModel::NAMES),
    key("kms:GrantConstraintSourceArn", Arn, actions![CreateGrant]).about(Subject::Grant).bound(Medium),
    key("kms:GrantConstraintType", String, actions![CreateGrant RetireGrant]).about(Subject::Grant)
        .among(&["EncryptionContextEquals", "EncryptionContextSubset"]),
    key("kms:GranteePrincipal", String, actions![CreateGrant]).about(Subject::Grant).bound(Low),
    key("kms:GranteeServicePrincipal", String, actions![CreateGrant]).about(Subject::Grant),
    key("kms:GrantIsForAWSResource", Bool, actions![CreateGrant ListGrants RevokeGrant]).about(Subject::Grant),
    key("kms:GrantOperations", String, actions![CreateGrant]).about(Subject::Grant).multivalued().among(GrantOperation::NAMES),
    key("kms:KeyAgreementAlgorithm", String, actions![DeriveSharedSecret]).among(KeyAgreementAlgorithm::NAMES),
    key("kms:KeyOrigin", String, KEY_PROPERTIES).among(Origin::NAMES),
    key("kms:KeySpec", String, KEY_PROPERTIES).among(KeySpec::NAMES),
    key("kms:KeyUsage", String, KEY_PROPERTIES).among(KeyUsage::NAMES),
    key("kms:MacAlgorithm", String, actions![GenerateMac VerifyMac]).among(MacAlgorithm::NAMES),
    key("kms:MessageType", String, SIGNATURES).among(&["RAW", "DIGEST", "EXTERNAL_MU"]),
    key("kms:MultiRegion", Bool, KEY_PROPERTIES),
    key("kms:MultiRegionKeyType", String, KEY_PROPERTIES).about(Subject::KeyType).among(MultiRegionKeyType::NAMES),
    key("kms:PolicyName", String, actions![GetKeyPolicy PutKeyPolicy]).among(&["default", "AWS_RAM"]),
    key("kms:PrimaryRegion", String, actions![UpdatePrimaryRegion]).about(Subject::PrimaryRegion).bound(Low),
    key("kms:RecipientAttestation:ImageSha384", String, ATTESTED).about(Subject::Attestation),
    key("kms:RecipientAttestation:PCR8:ServiceName", String, ATTESTED).about(Subject::Attestation),
    key("kms:ReEncryptOnSameKey", Bool, actions![ReEncryptFrom ReEncryptTo]),
    key("kms:ReplicaRegion", String, actions![ReplicateKey]).about(Subject::ReplicaRegion).bound(Low),
    key("kms:RequestAlias", String, BY_ALIAS).about(Subject::RequestAlias).bound(Low),
    key("kms:ResourceAliases", String, ON_A_KEY).multivalued().iam_only().bound(Low),
    key("kms:RetiringPrincipal", String, actions![CreateGrant]).about(Subject::Grant).bound(Low),
    key("kms:RetiringServicePrincipal", String, actions![CreateGrant]).about(Subject::Grant),
    key("kms:RotationPeriodInDays", Numeric, actions![EnableKeyRotation]),
    key("kms:ScheduleKeyDeletionPendingWindowInDays", Numeric, actions![ScheduleKeyDeletion]),
    key("kms:SigningAlgorithm", String, SIGNATURES).among(SigningAlgorithm::NAMES),
    key("kms:TrailingDaysWithoutKeyUsage", Numeric, actions![DisableKey ScheduleKeyDeletion]),
    key("kms:ValidTo", Date, actions![ImportKeyMaterial]),
    key("kms:ViaService", String, VIA_SERVICE).about(Subject::ViaService).bound(High),
    key("kms:WrappingAlgorithm", String, actions![GetParametersForImport]).among(WrappingAlgorithm::NAMES),
    key("kms:WrappingKeySpec", String, actions![GetParametersForImport]).among(WrappingKeySpec::NAMES),
];

/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>; `aws:TagKeys` as
/// KMS's part of the service authorization reference has it.
#[rustfmt::skip]
pub(super) static AWS: [ConditionKey; 46] = [
    key("aws:AssumedRoot", Bool, EVERY),
    key("aws:CalledVia", String, EVERY).multivalued(),
    key("aws:CalledViaFirst", String, EVERY),
    key("aws:CalledViaLast", String, EVERY),
    key("aws:ChatbotSourceArn", Arn, EVERY),
    key("aws:CurrentTime", Date, EVERY),
    key("aws:Ec2InstanceSourcePrivateIPv4", IpAddress, EVERY),
    key("aws:Ec2InstanceSourceVpc", String, EVERY).about(Subject::Network).bound(High),
    key("aws:EpochTime", Date, EVERY),
    key("aws:FederatedProvider", String, EVERY),
    key("aws:MultiFactorAuthAge", Numeric, EVERY),
    key("aws:MultiFactorAuthPresent", Bool, EVERY),
    key("aws:PrincipalAccount", String, EVERY).about(Subject::Caller),
    key("aws:PrincipalArn", Arn, EVERY).about(Subject::CallerArn).bound(Low),
    key("aws:PrincipalIsAWSService", Bool, EVERY),
    key("aws:PrincipalOrgID", String, EVERY).about(Subject::Caller),
    key("aws:PrincipalOrgPaths", String, EVERY).about(Subject::Caller).multivalued(),
    key("aws:PrincipalServiceName", String, EVERY).about(Subject::Caller),
    key("aws:PrincipalServiceNamesList", String, EVERY).about(Subject::Caller).multivalued(),
    key("aws:PrincipalType", String, EVERY),
    key("aws:Referer", String, EVERY),
    key("aws:RequestedRegion", String, EVERY).about(Subject::RequestedRegion).bound(High),
    key("aws:ResourceAccount", String, EVERY),
    key("aws:ResourceOrgID", String, EVERY),
    key("aws:ResourceOrgPaths", String, EVERY).multivalued(),
    key("aws:SecureTransport", Bool, EVERY),
    key("aws:SignInSessionArn", Arn, EVERY),
    key("aws:SourceAccount", String, EVERY).about(Subject::Source),
    key("aws:SourceArn", Arn, EVERY).about(Subject::SourceArn).bound(High),
    key("aws:SourceIdentity", String, EVERY),
    key("aws:SourceIp", IpAddress, EVERY).about(Subject::SourceIp),
    key("aws:SourceOrgID", String, EVERY).about(Subject::Source),
    key("aws:SourceOrgPaths", String, EVERY).about(Subject::Source).multivalued(),
    key("aws:SourceVpc", String, EVERY).about(Subject::Network).bound(High),
    key("aws:SourceVpcArn", Arn, EVERY).about(Subject::Network).bound(High),
    key("aws:SourceVpce", String, EVERY).about(Subject::Network).bound(High),
    key("aws:TagKeys", String, actions![CreateKey TagResource UntagResource]).multivalued(),
    key("aws:TokenIssueTime", Date, EVERY),
    key("aws:UserAgent", String, EVERY),
    key("aws:userid", String, EVERY).about(Subject::Caller),
    key("aws:username", String, EVERY),
    key("aws:ViaAWSService", Bool, EVERY),
    key("aws:VpceAccount", String, EVERY).about(Subject::Caller),
    key("aws:VpceOrgID", String, EVERY).about(Subject::Caller),
    key("aws:VpceOrgPaths", String, EVERY).about(Subject::Caller).multivalued(),
    key("aws:VpcSourceIp", IpAddress, EVERY),
];

/// The keys with a variable part, from the same sources.
#[rustfmt::skip]
pub(super) static VARIABLE: [ConditionKey; 6] = [
    key("kms:EncryptionContext:", String, ENCRYPTION_CONTEXT).about(Subject::EncryptionContext).followed_by(Variable::Text).bound(Medium),
    key("aws:PrincipalTag/", String, EVERY).followed_by(Variable::Text),
    key("aws:RequestTag/", String, actions![CreateKey TagResource]).followed_by(Variable::Text),
    key("aws:ResourceTag/", String, KEY_PROPERTIES).followed_by(Variable::Text).iam_only(),
    key("kms:RecipientAttestation:PCR", String, ATTESTED).about(Subject::Attestation).followed_by(Variable::Number(32)),
    key("kms:RecipientAttestation:NitroTPMPCR", String, ATTESTED).about(Subject::Attestation).followed_by(Variable::Number(24)),
];

pub(super) static KMS_NAMES: Names<{ KMS.len() }> = Names::new(after_prefix(&KMS));
pub(super) static AWS_NAMES: Names<{ AWS.len() }> = Names::new(after_prefix(&AWS));

/// The names without their prefixes, which all have one length.
#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn after_prefix<const N: usize>(keys: &[ConditionKey; N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut at = 0;
    while at < N {
        names[at] = keys[at].name().split_at(Prefix::LENGTH).1;
        at += 1;
    }
    names
}
