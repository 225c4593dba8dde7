//! The rules for what KMS says of a key: which members are there, and what they cannot say.

use crate::verdict::documentation::{
    API_CREATE_KEY, API_KEY_METADATA, API_MULTI_REGION_CONFIGURATION, KEY_STATE, MULTI_REGION_DELETE,
    MULTI_REGION_OVERVIEW,
};
use crate::verdict::rule::rules;

rules! {
    READABLE: Documented, "key-metadata/readable", API_KEY_METADATA,
        "the document is KMS's description of a key: every member that every key has, each of its type";
    LISTED_NAMES: Inferred, "key-metadata/listed-names", API_KEY_METADATA,
        "KeyState, KeySpec, KeyUsage, Origin, KeyManager, ExpirationModel and MultiRegionKeyType have values that AWS lists";
    ENABLED: Documented, "key-metadata/enabled/only-when-enabled", API_KEY_METADATA,
        "Enabled is true when KeyState is Enabled and false otherwise";
    DELETION_DATE: Documented, "key-metadata/deletion-date/only-when-pending", API_KEY_METADATA,
        "DeletionDate is there when KeyState is PendingDeletion and only then";
    PENDING_WINDOW: Documented, "key-metadata/pending-window/only-when-waiting-for-replicas", API_KEY_METADATA,
        "PendingDeletionWindowInDays is there, from 7 to 30, when KeyState is PendingReplicaDeletion and only then";
    EXPIRATION_MODEL: Documented, "key-metadata/expiration-model/only-imported", API_KEY_METADATA,
        "ExpirationModel is there only when Origin is EXTERNAL";
    VALID_TO: Documented, "key-metadata/valid-to/only-when-expiring", API_KEY_METADATA,
        "ValidTo is there when ExpirationModel is KEY_MATERIAL_EXPIRES and only then";
    CUSTOM_KEY_STORE: Documented, "key-metadata/custom-key-store/only-by-origin", API_KEY_METADATA,
        "CustomKeyStoreId, CloudHsmClusterId and XksKeyConfiguration are there only for keys in such a key store";
    CUSTOMER_MASTER_KEY_SPEC: Documented, "key-metadata/customer-master-key-spec/equals-key-spec", API_KEY_METADATA,
        "CustomerMasterKeySpec has the same value as KeySpec";
    COMBINATION: Documented, "key-metadata/key-usage/exists-for-key-spec", API_CREATE_KEY,
        "keys of this KeySpec can have this KeyUsage";
    ALGORITHMS: Documented, "key-metadata/algorithms/by-usage", API_KEY_METADATA,
        "the algorithms are those of KeySpec and KeyUsage, in the one list that belongs to KeyUsage";
    MATERIAL_ID: Recorded, "key-metadata/current-key-material-id/only-symmetric", API_KEY_METADATA,
        "CurrentKeyMaterialId is there only for symmetric encryption keys";
    KEY_ID: Documented, "key-metadata/arn/key-id", API_KEY_METADATA, "Arn ends with KeyId";
    ACCOUNT: Documented, "key-metadata/arn/account", API_KEY_METADATA, "Arn names the account of AWSAccountId";
    PARTITION: Documented, "key-metadata/arn/partition", "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html",
        "the partition of an ARN is that of its Region";
    PENDING_IMPORT: Documented, "key-metadata/key-state/pending-import-only-imported", KEY_STATE,
        "PendingImport is a state of keys with Origin EXTERNAL";
    UNAVAILABLE: Documented, "key-metadata/key-state/unavailable-only-custom-key-store", KEY_STATE,
        "Unavailable is a state of keys in custom key stores";
    CREATING: Documented, "key-metadata/key-state/creating-only-replicas", KEY_STATE,
        "Creating is a state of replica keys";
    UPDATING: Documented, "key-metadata/key-state/updating-only-multi-region", KEY_STATE,
        "Updating is a state of multi-Region keys";
    WAITING: Documented, "key-metadata/key-state/waits-only-with-replicas", MULTI_REGION_DELETE,
        "PendingReplicaDeletion is a state of primary keys that have replicas";
    DELETING: Inferred, "key-metadata/key-state/primary-deleted-last", MULTI_REGION_DELETE,
        "a primary key in PendingDeletion has no replicas";
    MULTI_REGION_ID: Documented, "key-metadata/multi-region/key-id", MULTI_REGION_OVERVIEW,
        "the key ID begins with `mrk-` when MultiRegion is true and only then";
    MULTI_REGION_ORIGIN: Documented, "key-metadata/multi-region/origin", API_CREATE_KEY,
        "a multi-Region key is not in a custom key store";
    MULTI_REGION_MANAGER: Documented, "key-metadata/multi-region/key-manager", MULTI_REGION_OVERVIEW,
        "a multi-Region key is managed by the customer";
    CONFIGURATION: Documented, "key-metadata/multi-region-configuration/only-multi-region", API_KEY_METADATA,
        "MultiRegionConfiguration is there when MultiRegion is true and only then";
    PRIMARY_IS_ITSELF: Documented, "key-metadata/multi-region-configuration/primary-is-itself",
        API_MULTI_REGION_CONFIGURATION, "PrimaryKey of a primary key is the key itself";
    REPLICA_IS_LISTED: Documented, "key-metadata/multi-region-configuration/replica-is-listed",
        API_MULTI_REGION_CONFIGURATION, "ReplicaKeys of a replica key lists the key itself";
    PRIMARY_IS_NO_REPLICA: Documented, "multi-region-configuration/primary-is-no-replica",
        API_MULTI_REGION_CONFIGURATION, "PrimaryKey is not among ReplicaKeys";
    RELATED: Documented, "multi-region-configuration/related", MULTI_REGION_OVERVIEW,
        "all keys of a set have the same partition, account and `mrk-` key ID";
    REGION_OF_ARN: Documented, "multi-region-configuration/region-of-arn", API_MULTI_REGION_CONFIGURATION,
        "Region is the Region that Arn names, and the partition of Arn is that of its Region";
    ONE_PER_REGION: Documented, "multi-region-configuration/one-per-region",
        "https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html",
        "a set has at most one key in a Region";
    SAME_SHARED_PROPERTIES: Documented, "related-keys/shared-properties", MULTI_REGION_OVERVIEW,
        "related keys have the same key ID, key spec, key usage, origin, algorithms and key manager";
    ONE_PRIMARY: Documented, "related-keys/one-primary", MULTI_REGION_OVERVIEW,
        "related keys name the same primary key";
    SAME_REPLICAS: Documented, "related-keys/same-replicas", MULTI_REGION_OVERVIEW,
        "related keys list the same replica keys once KMS has synchronized them";
}
