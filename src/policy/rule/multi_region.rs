//! The rules for what a key policy says about Regions, and for policies of multi-Region keys.

use crate::verdict::documentation::{
    CONDITION_KEYS, CONDITIONS_KMS, ELEMENTS_PRINCIPAL, KEY_POLICY_OVERVIEW, MULTI_REGION_AUTH,
};
use crate::verdict::rule::rules;

rules! {
    VIA_SERVICE: Documented, "policy/multi-region/via-service", CONDITIONS_KMS, "`kms:ViaService` names services in the Region of the key";
    REQUESTED_REGION: Documented, "policy/multi-region/requested-region", CONDITION_KEYS, "`aws:RequestedRegion` names the Region of the key";
    SERVICE_PRINCIPAL: Recorded, "policy/multi-region/service-principal", ELEMENTS_PRINCIPAL, "a service principal with a Region has the Region of the key";
    SOURCE_ARN: Inferred, "policy/multi-region/source-arn", CONDITION_KEYS, "`aws:SourceArn` names resources in the Region of the key";
    ENCRYPTION_CONTEXT: Inferred, "policy/multi-region/encryption-context", CONDITIONS_KMS, "an encryption context names resources in the Region of the key";
    PARTITION: Documented, "policy/multi-region/partition", MULTI_REGION_AUTH, "a principal belongs to the partition of the key";
    NETWORK: Inferred, "policy/multi-region/network", CONDITION_KEYS, "a policy for several Regions names no VPC and no VPC endpoint, which belong to one Region";
    KNOWN_REGION: Inferred, "policy/multi-region/known-region", CONDITIONS_KMS, "a condition on Regions names Regions that exist, in the partition of the key";
    REPLICA_POLICY: Inferred, "policy/multi-region/replica-policy", MULTI_REGION_AUTH, "whoever may replicate a key may do so only to Regions that the statement names";
    PRIMARY_ON_BOTH: Documented, "policy/multi-region/primary-on-both", MULTI_REGION_AUTH, "kms:UpdatePrimaryRegion is allowed on the primary key and on the replica key";
    REQUEST_ALIAS: Documented, "policy/multi-region/request-alias", CONDITIONS_KMS, "`kms:RequestAlias` names aliases in the Region of the key";
    KEY_TYPE: Documented, "policy/multi-region/key-type", CONDITIONS_KMS, "`kms:MultiRegionKeyType` is compared with what the key is";
    REPLICATE_REPLICA: Documented, "policy/multi-region/replicate-replica", MULTI_REGION_AUTH, "kms:ReplicateKey is allowed on the primary key: a replica key cannot be replicated";
    ENABLED_REGION: Documented, "policy/multi-region/enabled-region", KEY_POLICY_OVERVIEW, "a principal of another account counts only in Regions that its account has enabled";
}
