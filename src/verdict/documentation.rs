//! The addresses of AWS's pages that rules cite.

pub(crate) const API_CONNECT_CUSTOM_KEY_STORE: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html";
pub(crate) const API_CREATE_ALIAS: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html";
pub(crate) const API_CREATE_GRANT: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html";
pub(crate) const API_CREATE_KEY: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html";
pub(crate) const API_DECAPSULATE: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html";
pub(crate) const API_DECRYPT: &str = "https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html";
pub(crate) const API_ENCRYPT: &str = "https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html";
pub(crate) const API_GENERATE_DATA_KEY: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html";
pub(crate) const API_GENERATE_DATA_KEY_PAIR: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKeyPair.html";
pub(crate) const API_GET_PUBLIC_KEY: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_GetPublicKey.html";
pub(crate) const API_SIGN: &str = "https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html";
pub(crate) const API_DESCRIBE_KEY: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html";
pub(crate) const API_DISCONNECT_CUSTOM_KEY_STORE: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html";
pub(crate) const API_KEY_METADATA: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html";
pub(crate) const API_LIST_KEYS: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html";
pub(crate) const API_LIST_RETIRABLE_GRANTS: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html";
pub(crate) const API_MULTI_REGION_CONFIGURATION: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_MultiRegionConfiguration.html";
pub(crate) const API_PUT_KEY_POLICY: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html";
pub(crate) const API_REPLICATE_KEY: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html";
pub(crate) const API_RETIRE_GRANT: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html";
pub(crate) const API_REVOKE_GRANT: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html";
pub(crate) const API_TAG: &str = "https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html";
pub(crate) const API_TAG_RESOURCE: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html";
pub(crate) const COMMON_ERRORS: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html";
pub(crate) const KEY_POLICY_DEFAULT: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html";
pub(crate) const KEY_POLICY_OVERVIEW: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html";
pub(crate) const KEY_STATE: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html";
pub(crate) const ACCESS_ANALYZER_CHECKS: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";
pub(crate) const CONDITIONS_KMS: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html";
pub(crate) const CONDITION_KEYS: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
pub(crate) const CONFUSED_DEPUTY: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";
pub(crate) const ELEMENTS_NOT_ACTION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html";
pub(crate) const ELEMENTS_NOT_PRINCIPAL: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
pub(crate) const ELEMENTS_PRINCIPAL: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
pub(crate) const ELEMENTS_SID: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html";
pub(crate) const KEY_POLICY_EXTERNAL_ACCOUNTS: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html";
pub(crate) const MULTI_REGION_AUTH: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html";
pub(crate) const MULTI_REGION_DELETE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html";
pub(crate) const MULTI_REGION_OVERVIEW: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html";
pub(crate) const RESOURCE_LIMITS: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html";
pub(crate) const API_UPDATE_ALIAS: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html";
pub(crate) const API_UPDATE_PRIMARY_REGION: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html";
pub(crate) const MULTI_REGION_MANAGE: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-manage.html";
pub(crate) const API_DELETE_IMPORTED_KEY_MATERIAL: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html";
pub(crate) const API_ENABLE_KEY_ROTATION: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html";
pub(crate) const API_GET_PARAMETERS_FOR_IMPORT: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html";
pub(crate) const API_IMPORT_KEY_MATERIAL: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html";
pub(crate) const API_LIST_KEY_ROTATIONS: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html";
pub(crate) const API_ROTATE_KEY_ON_DEMAND: &str =
    "https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html";
pub(crate) const TESTING_PERMISSIONS: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html";
pub(crate) const ALIAS_AUTHORIZATION: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html";
pub(crate) const CONDITION_OPERATORS: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
pub(crate) const ELEMENTS_CONDITION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
pub(crate) const KMS_ACTIONS: &str =
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html";
pub(crate) const KMS_PERMISSIONS: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html";
pub(crate) const MULTIVALUED_KEYS: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";
pub(crate) const POLICY_VARIABLES: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";
pub(crate) const TAG_AUTHORIZATION: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html";
pub(crate) const ELEMENTS_ACTION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
pub(crate) const ELEMENTS_EFFECT: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html";
pub(crate) const ELEMENTS_STATEMENT: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html";
pub(crate) const ELEMENTS_VERSION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html";
pub(crate) const KEY_POLICY_MODIFYING: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html";
pub(crate) const POLICY_DATA_TYPES: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_datatypes.html";
pub(crate) const POLICY_GRAMMAR: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
pub(crate) const REFERENCE_ARNS: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";
pub(crate) const POLICY_EVALUATION: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html";
