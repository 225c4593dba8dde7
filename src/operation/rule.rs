//! The rules that operations are decided by, besides those for [tags](crate::key::tag_rule) and
//! [key policies](crate::policy::policy_rule).

use crate::verdict::documentation::{
    API_CREATE_ALIAS, API_CREATE_KEY, API_DESCRIBE_KEY, API_LIST_KEYS, API_REPLICATE_KEY, API_UPDATE_ALIAS,
    API_UPDATE_PRIMARY_REGION, COMMON_ERRORS, KEY_STATE, MULTI_REGION_MANAGE, MULTI_REGION_OVERVIEW,
    RESOURCE_LIMITS,
};
use crate::verdict::rule::rules;

rules! {
    ENDPOINT: Inferred, "call/endpoint/exists", "https://docs.aws.amazon.com/general/latest/gr/kms.html",
        "the call is made in a Region that has KMS";

    NOT_AN_ALIAS: Documented, "key-id/not-an-alias", API_REPLICATE_KEY,
        "the operation takes a key ID or a key ARN, not an alias";
    WELL_FORMED_ARN: Documented, "key-id/well-formed-arn", API_DESCRIBE_KEY,
        "a `KeyId` that begins with `arn:` is the ARN of a key, or of an alias where aliases are taken";
    WELL_FORMED: Recorded, "key-id/well-formed", API_DESCRIBE_KEY,
        "a key ID is a UUID in lower case, or `mrk-` and 32 lower-case hexadecimal digits";
    OWN_ACCOUNT: Documented, "key-id/own-account", API_REPLICATE_KEY,
        "the key is in the caller's account";
    SHARED_WITH_CALLER: Documented, "key-id/shared-with-caller", API_DESCRIBE_KEY,
        "a key of another account lets the caller in by its own key policy";
    CALLED_REGION: Recorded, "key-id/called-region", API_DESCRIBE_KEY,
        "an ARN names the Region whose endpoint is called";
    EXISTS: Recorded, "key-id/exists", API_DESCRIBE_KEY,
        "the key exists in the caller's account and the Region that is called";

    DESCRIBED_KEY: Inferred, "setting/described-key", API_DESCRIBE_KEY,
        "the description given to the check is of the key that the request names";

    PRIMARY: Recorded, "replicate-key/key/is-primary", API_REPLICATE_KEY,
        "the key to replicate is a multi-Region primary key";
    KEY_STATE_ALLOWS: Documented, "key-state/allows-operation", KEY_STATE,
        "the state of the key allows the operation";
    OTHER_REGION: Documented, "replicate-key/replica-region/not-the-primarys", API_REPLICATE_KEY,
        "the replica Region is another Region than the primary key's";
    SAME_PARTITION: Documented, "replicate-key/replica-region/same-partition", API_REPLICATE_KEY,
        "the replica Region is in the partition of the primary key";
    KMS_AVAILABLE: Documented, "replicate-key/replica-region/kms-available", API_REPLICATE_KEY,
        "KMS is available in the replica Region";
    MULTI_REGION_OFFERED: Documented, "replicate-key/replica-region/multi-region-keys-offered", MULTI_REGION_OVERVIEW,
        "KMS offers multi-Region keys in the replica Region";
    REGION_ENABLED: Documented, "replicate-key/replica-region/enabled", API_REPLICATE_KEY,
        "the account has enabled the replica Region, if it is not enabled by default";
    ONE_REPLICA: Recorded, "replicate-key/replica-region/one-replica", API_REPLICATE_KEY,
        "the primary key has no replica in the replica Region, not even one that is pending deletion";

    PRIMARY_TO_UPDATE: Documented, "update-primary-region/key/is-primary", API_UPDATE_PRIMARY_REGION,
        "the key that hands on its role is a multi-Region primary key";
    OTHER_PRIMARY_REGION: Inferred, "update-primary-region/primary-region/not-the-primarys", API_UPDATE_PRIMARY_REGION,
        "the new primary Region is another Region than the primary key's";
    REPLICA_THERE: Documented, "update-primary-region/primary-region/has-replica", API_UPDATE_PRIMARY_REGION,
        "the primary key has a replica in the new primary Region";
    REPLICA_STATE_ALLOWS: Documented, "update-primary-region/primary-region/replica-is-enabled", MULTI_REGION_MANAGE,
        "the replica that becomes the primary key is Enabled";

    ALIAS_NOT_RESERVED: Documented, "alias/name/not-reserved", API_CREATE_ALIAS,
        "the name of the alias does not begin with `alias/aws/`";
    ALIAS_IS_NEW: Recorded, "alias/name/is-new", API_CREATE_ALIAS,
        "a new alias has a name that no alias of the account has in the Region";
    ALIAS_EXISTS: Documented, "alias/name/exists", API_UPDATE_ALIAS,
        "the alias exists in the caller's account and the Region that is called";
    SAME_KEY_CLASS: Documented, "alias/key/same-class", API_UPDATE_ALIAS,
        "an alias moves between symmetric encryption keys, between asymmetric keys, or between HMAC keys";
    SAME_KEY_USAGE: Documented, "alias/key/same-usage", API_UPDATE_ALIAS,
        "an alias moves between keys of the same key usage";
    ALIASES_PER_KEY: Documented, "quota/aliases-per-key", RESOURCE_LIMITS,
        "the key has fewer aliases than the quota for one key";

    LOCKOUT_CHECK_KEPT: Documented, "policy/lockout-safety-check/kept", API_REPLICATE_KEY,
        "the lockout safety check is bypassed only to keep the caller from changing the key policy later";
    KEYS_PER_REGION: Documented, "quota/keys-per-region", RESOURCE_LIMITS,
        "the account has fewer keys in the Region than its quota";

    MARKER_OF_THIS_LIST: Documented, "list/marker/of-this-list", API_LIST_KEYS,
        "a marker came with the page before of the same list";

    LISTED_VALUES: Documented, "create-key/listed-values", API_CREATE_KEY,
        "KeySpec, KeyUsage and Origin have values that KMS lists";
    USAGE_GIVEN: Recorded, "create-key/key-usage/given", API_CREATE_KEY,
        "KeyUsage is given for every KeySpec but SYMMETRIC_DEFAULT";
    USAGE_EXISTS: Recorded, "create-key/key-usage/exists-for-key-spec", API_CREATE_KEY,
        "keys of this KeySpec can have this KeyUsage";
    CUSTOM_KEY_STORE_IS_REGIONAL: Documented, "create-key/multi-region/no-custom-key-store", API_CREATE_KEY,
        "a multi-Region key is not made in a custom key store";
    CUSTOM_KEY_STORE_EXISTS: Documented, "create-key/custom-key-store/exists", API_CREATE_KEY,
        "a key of origin AWS_CLOUDHSM or EXTERNAL_KEY_STORE is made in a custom key store that exists";
    ORIGIN_OF_STORE: Documented, "create-key/custom-key-store/origin", API_CREATE_KEY,
        "CustomKeyStoreId is given only with origin AWS_CLOUDHSM or EXTERNAL_KEY_STORE";
    CHINA_ONLY: Documented, "create-key/key-spec/region", API_CREATE_KEY,
        "keys of spec SM2 are made in the China Regions only";
    MULTI_REGION_OFFERED_HERE: Documented, "create-key/multi-region/offered", MULTI_REGION_OVERVIEW,
        "KMS offers multi-Region keys in the Region that is called";

    TYPES: Inferred, "request/types", COMMON_ERRORS,
        "the body is one JSON object whose members have the types that KMS declares";
    CONSTRAINTS: Recorded, "request/constraints", COMMON_ERRORS,
        "every member is given if it is required, and keeps its length, pattern and list of values";
    KNOWN_MEMBERS: Inferred, "request/known-members", COMMON_ERRORS,
        "the request has only members that the operation declares";
}
