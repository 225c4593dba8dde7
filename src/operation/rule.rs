//! The rules that operations are decided by, besides those for [tags](crate::key::tag_rule) and
//! [key policies](crate::policy::rule).

use crate::verdict::documentation::{
    API_CONNECT_CUSTOM_KEY_STORE, API_CREATE_ALIAS, API_CREATE_GRANT, API_CREATE_KEY, API_DECAPSULATE,
    API_DECRYPT, API_DELETE_IMPORTED_KEY_MATERIAL, API_DESCRIBE_KEY, API_DISCONNECT_CUSTOM_KEY_STORE,
    API_ENABLE_KEY_ROTATION, API_ENCRYPT, API_GENERATE_DATA_KEY, API_GENERATE_DATA_KEY_PAIR,
    API_GET_PARAMETERS_FOR_IMPORT, API_GET_PUBLIC_KEY, API_IMPORT_KEY_MATERIAL, API_LIST_KEY_ROTATIONS,
    API_LIST_KEYS, API_LIST_RETIRABLE_GRANTS, API_REPLICATE_KEY, API_RETIRE_GRANT, API_REVOKE_GRANT,
    API_ROTATE_KEY_ON_DEMAND, API_SIGN, API_UPDATE_ALIAS, API_UPDATE_PRIMARY_REGION, COMMON_ERRORS,
    KEY_STATE, MULTI_REGION_MANAGE, MULTI_REGION_OVERVIEW, POLICY_EVALUATION, RESOURCE_LIMITS,
    TESTING_PERMISSIONS,
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
    CALLED_REGION: Recorded, "key-id/called-region", API_DESCRIBE_KEY,
        "an ARN names the Region whose endpoint is called";
    EXISTS: Recorded, "key-id/exists", API_DESCRIBE_KEY,
        "the key exists in the caller's account and the Region that is called";

    AUTHORIZED: Recorded, "authorization/on-key", POLICY_EVALUATION,
        "the key policy, an IAM policy to which it leaves the decision, or a grant allows the request on the key";
    AUTHORIZED_BY_IAM: Documented, "authorization/by-iam-policy", POLICY_EVALUATION,
        "an IAM policy of the caller allows what no key policy decides about";

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

    GRANT_OPERATIONS_LISTED: Documented, "grant/operations/listed", API_CREATE_GRANT,
        "a grant permits operations that KMS lists, at least one";
    GRANT_TOKEN_COUNT: Documented, "grant/tokens/count", API_CREATE_GRANT,
        "a request has at most 10 grant tokens";
    GRANT_TOKEN_GIVEN: Documented, "grant/tokens/given", API_CREATE_GRANT,
        "a grant token is one that CreateGrant gave, in the Region that is called";
    GRANT_IS_OF_USE: Recorded, "grant/operations/more-than-create-grant", API_CREATE_GRANT,
        "a grant permits more than to create grants";
    GRANT_OPERATIONS_OF_KEY: Documented, "grant/operations/of-the-key", API_CREATE_GRANT,
        "a grant permits operations that keys of this spec and usage have";
    ONE_GRANT_CONSTRAINT: Recorded, "grant/constraints/one", API_CREATE_GRANT,
        "a grant has one encryption context constraint at most";
    GRANT_CONSTRAINT_SIZE: Documented, "grant/constraints/size", API_CREATE_GRANT,
        "a constraint has at most 8 encryption context pairs, whose values have at most 384 characters";
    GRANT_CONSTRAINT_OF_KEY: Documented, "grant/constraints/of-the-key", API_CREATE_GRANT,
        "an encryption context constraint is of a grant of a symmetric encryption key";
    GRANTS_PER_KEY: Documented, "quota/grants-per-key", RESOURCE_LIMITS,
        "the key has fewer grants than the quota for one key";
    GRANT_ID_WELL_FORMED: Documented, "grant/id/well-formed", API_REVOKE_GRANT,
        "a grant ID is 64 lower-case hexadecimal digits";
    GRANT_EXISTS: Recorded, "grant/id/exists", API_REVOKE_GRANT,
        "the key has the grant";
    MAY_RETIRE: Documented, "retire-grant/caller/may-retire", API_RETIRE_GRANT,
        "a grant is retired by its retiring principal, by its grantee if it permits that, or by the key's account";
    RETIRING_PRINCIPAL_OF_CALLER: Documented, "list-retirable-grants/retiring-principal/own-account",
        API_LIST_RETIRABLE_GRANTS,
        "the retiring principal is of the caller's account";

    LOCKOUT_CHECK_KEPT: Documented, "policy/lockout-safety-check/kept", API_REPLICATE_KEY,
        "the lockout safety check is bypassed only to keep the caller from changing the key policy later";
    KEYS_PER_REGION: Documented, "quota/keys-per-region", RESOURCE_LIMITS,
        "the account has fewer keys in the Region than its quota";

    DRY_RUN: Recorded, "dry-run/not-asked-for", TESTING_PERMISSIONS,
        "a request that is to be carried out is not a dry run";

    LISTED_CHOICE: Documented, "use-of-keys/listed-choices", COMMON_ERRORS,
        "algorithms, the type of a message and the kind of a data key have values that KMS lists";
    MATERIAL_IS_THERE: Documented, "use-of-keys/key/has-material", API_IMPORT_KEY_MATERIAL,
        "a key of imported material is used only while its material is there";
    KEY_USAGE_ALLOWS: Recorded, "use-of-keys/key/usage", API_ENCRYPT,
        "the key usage allows the operation";
    ALGORITHM_OF_KEY: Recorded, "use-of-keys/algorithm/of-key", API_ENCRYPT,
        "the key has the algorithm";
    CONTEXT_FOR_SYMMETRIC_KEYS: Documented, "use-of-keys/encryption-context/symmetric-key", API_ENCRYPT,
        "an encryption context is given for symmetric keys only";
    PLAINTEXT_FITS: Documented, "encrypt/plaintext/fits", API_ENCRYPT,
        "the plaintext has no more bytes than the algorithm encrypts with the key";

    KEY_NAMED_FOR_ASYMMETRIC: Documented, "decrypt/key-id/given", API_DECRYPT,
        "the key is named where the algorithm is not that of symmetric keys";
    CIPHERTEXT_READABLE: Recorded, "decrypt/ciphertext/readable", API_DECRYPT,
        "a ciphertext that is opened with SYMMETRIC_DEFAULT is one of a symmetric key";
    KEY_OF_CIPHERTEXT: Documented, "decrypt/ciphertext/key-exists", API_DECRYPT,
        "the key that the ciphertext names, or one related to it, is in the Region that is called and the caller may use it";
    SAME_KEY: Recorded, "decrypt/key-id/of-ciphertext", API_DECRYPT,
        "the key that the request names is the one that sealed the ciphertext, or one related to it";
    CIPHERTEXT_OPENS: Recorded, "decrypt/ciphertext/opens", API_DECRYPT,
        "the ciphertext is opened with the key, the algorithm and the encryption context that it was sealed with";
    MATERIAL_HELD: Documented, "decrypt/key/holds-material", MULTI_REGION_OVERVIEW,
        "the key holds the version of the material that sealed the ciphertext";

    ONE_LENGTH: Documented, "generate-data-key/length/given-once", API_GENERATE_DATA_KEY,
        "either the kind of the data key is given or the number of its bytes";
    SYMMETRIC_FOR_DATA_KEYS: Documented, "generate-data-key/key/symmetric", API_GENERATE_DATA_KEY,
        "data keys and data key pairs are encrypted by symmetric keys";
    KEY_PAIR_BY_KEY_OF_KMS: Documented, "generate-data-key-pair/key/not-in-a-custom-key-store", API_GENERATE_DATA_KEY_PAIR,
        "data key pairs are not encrypted by keys in custom key stores";
    KEY_PAIR_OF_THE_REGION: Documented, "generate-data-key-pair/key-pair-spec/region", API_GENERATE_DATA_KEY_PAIR,
        "data key pairs of spec SM2 are made in the China Regions only";

    MESSAGE_TYPE_OF_ALGORITHM: Documented, "sign/message-type/of-algorithm", API_SIGN,
        "the algorithm signs messages of this type";
    DIGEST_LENGTH: Recorded, "sign/message/digest-length", API_SIGN,
        "a digest is as long as those of the algorithm";
    SECRET_LENGTH: Documented, "decapsulate/secret/length", API_DECAPSULATE,
        "an encapsulated secret is as long as those of the key spec";
    HAS_PUBLIC_KEY: Documented, "get-public-key/key/asymmetric", API_GET_PUBLIC_KEY,
        "the key is an asymmetric one";

    MARKER_OF_THIS_LIST: Documented, "list/marker/of-this-list", API_LIST_KEYS,
        "a marker came with the page before of the same list";

    MADE_BY_KMS: Documented, "key/origin/made-by-kms", KEY_STATE,
        "the material of the key was made by KMS";
    NOT_IN_A_STORE: Documented, "key/origin/not-in-a-custom-key-store", API_ROTATE_KEY_ON_DEMAND,
        "the key is not in a custom key store";
    IMPORTED: Recorded, "key/origin/imported", API_IMPORT_KEY_MATERIAL,
        "the material of the key is imported";

    ROTATES_SYMMETRIC: Recorded, "rotation/key-spec/symmetric", API_ROTATE_KEY_ON_DEMAND,
        "only symmetric encryption keys are rotated";
    ROTATES_AT_PRIMARY: Documented, "rotation/key/not-a-replica", API_ENABLE_KEY_ROTATION,
        "related keys are rotated at their primary key";
    MATERIAL_WAITS: Recorded, "rotate-key-on-demand/material/waits", API_ROTATE_KEY_ON_DEMAND,
        "a key of imported material is rotated to material that waits for it in every related key";
    ROTATIONS_PER_KEY: Recorded, "quota/on-demand-rotations-per-key", API_ROTATE_KEY_ON_DEMAND,
        "a key is rotated on demand fewer times than its quota";
    NO_OTHER_ROTATION: Documented, "rotate-key-on-demand/no-other-rotation", API_ROTATE_KEY_ON_DEMAND,
        "no rotation of the key is under way, or due within 20 minutes";
    LISTED_MATERIAL: Documented, "list-key-rotations/include-key-material/listed", API_LIST_KEY_ROTATIONS,
        "IncludeKeyMaterial has a value that KMS lists";

    LISTED_WRAPPING: Documented, "get-parameters-for-import/listed-values", API_GET_PARAMETERS_FOR_IMPORT,
        "WrappingAlgorithm and WrappingKeySpec have values that KMS lists";
    WRAPPING_SUPPORTED: Documented, "get-parameters-for-import/wrapping-algorithm/supported", API_GET_PARAMETERS_FOR_IMPORT,
        "the wrapping algorithm is one that KMS still takes, in the Region, and goes with the wrapping key";
    WRAPPING_HOLDS_KEY: Documented, "get-parameters-for-import/wrapping-algorithm/holds-the-material", API_GET_PARAMETERS_FOR_IMPORT,
        "the wrapping algorithm can encrypt as much as the material of the key has";
    LISTED_IMPORT: Documented, "import-key-material/listed-values", API_IMPORT_KEY_MATERIAL,
        "ExpirationModel and ImportType have values that KMS lists";
    VALID_TO_GIVEN: Recorded, "import-key-material/valid-to/given", API_IMPORT_KEY_MATERIAL,
        "ValidTo is given for material that expires";
    VALID_TO_NEEDED: Documented, "import-key-material/valid-to/only-if-it-expires", API_IMPORT_KEY_MATERIAL,
        "ValidTo is given only for material that expires";
    VALID_TO_WITHIN_A_YEAR: Documented, "import-key-material/valid-to/within-a-year", API_IMPORT_KEY_MATERIAL,
        "ValidTo is in the future, by at most 365 days";
    TOKEN_OF_KEY: Documented, "import-key-material/import-token/of-the-key", API_IMPORT_KEY_MATERIAL,
        "the import token came from GetParametersForImport for this key, in this Region";
    TOKEN_IS_VALID: Documented, "import-key-material/import-token/not-expired", API_IMPORT_KEY_MATERIAL,
        "the import token has not expired";
    IMPORT_OF_SYMMETRIC: Documented, "import-key-material/members/of-symmetric", API_IMPORT_KEY_MATERIAL,
        "ImportType, KeyMaterialDescription and KeyMaterialId are given for symmetric encryption keys only";
    NEW_INTO_PRIMARY: Documented, "import-key-material/import-type/new-into-primary", API_IMPORT_KEY_MATERIAL,
        "new material is imported into the primary key of a set";
    NEW_HAS_NO_ID: Documented, "import-key-material/key-material-id/not-with-new", API_IMPORT_KEY_MATERIAL,
        "KeyMaterialId is not given with new material";
    ONE_WAITS: Recorded, "import-key-material/material/one-waits", API_IMPORT_KEY_MATERIAL,
        "new material is imported when no other waits for a rotation";
    MATERIAL_OF_KEY: Documented, "import-key-material/material/of-the-key", API_IMPORT_KEY_MATERIAL,
        "material that is not new is one of the key's, and the one that the request names";
    MATERIAL_EXISTS: Inferred, "delete-imported-key-material/material/exists", API_DELETE_IMPORTED_KEY_MATERIAL,
        "the material to delete is one of the key's";

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
    XKS_KEY_OF_ORIGIN: Documented, "create-key/xks-key-id/origin", API_CREATE_KEY,
        "XksKeyId is given with origin EXTERNAL_KEY_STORE and with no other";
    XKS_KEY_IS_FREE: Documented, "create-key/xks-key-id/not-in-use", API_CREATE_KEY,
        "each KMS key in an external key store has an external key of its own";
    SYMMETRIC_IN_STORE: Documented, "create-key/custom-key-store/key-spec", API_CREATE_KEY,
        "a key in a custom key store is a symmetric encryption key";
    CUSTOM_KEY_STORE_OF_TYPE: Documented, "create-key/custom-key-store/type", API_CREATE_KEY,
        "the custom key store is of the type that the origin names";
    CUSTOM_KEY_STORE_CONNECTED: Documented, "create-key/custom-key-store/connected", API_CREATE_KEY,
        "a key is made in a custom key store that is connected";
    CHINA_ONLY: Documented, "create-key/key-spec/region", API_CREATE_KEY,
        "keys of spec SM2 are made in the China Regions only";
    MULTI_REGION_OFFERED_HERE: Documented, "create-key/multi-region/offered", MULTI_REGION_OVERVIEW,
        "KMS offers multi-Region keys in the Region that is called";

    CUSTOM_KEY_STORE_FOUND: Documented, "custom-key-store/exists", API_CONNECT_CUSTOM_KEY_STORE,
        "the custom key store exists in the caller's account and the Region that is called";
    CUSTOM_KEY_STORE_NOT_DISCONNECTED: Documented, "custom-key-store/not-disconnected", API_DISCONNECT_CUSTOM_KEY_STORE,
        "a custom key store that is to be disconnected is not disconnected yet";

    TYPES: Inferred, "request/types", COMMON_ERRORS,
        "the body is one JSON object whose members have the types that KMS declares";
    CONSTRAINTS: Recorded, "request/constraints", COMMON_ERRORS,
        "every member is given if it is required, and keeps its length, pattern and list of values";
    KNOWN_MEMBERS: Inferred, "request/known-members", COMMON_ERRORS,
        "the request has only members that the operation declares";
}
