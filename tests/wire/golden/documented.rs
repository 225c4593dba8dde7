//! The errors that AWS documents for each operation, and those of them that the model cannot give.
//!
//! Source: `https://docs.aws.amazon.com/kms/latest/APIReference/API_` and the name of the operation, `.html`, under "Errors".

use std::collections::BTreeSet;

use kms_mrk::operation::OperationName;

use super::all;

/// Each operation and its errors, without the `Exception` at the end. What the pages of all operations refer to, and
/// what they do not name, is in [`OF_ALL`].
const DOCUMENTED: &[(&str, &str)] = &[
    ("CancelKeyDeletion", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound"),
    (
        "ConnectCustomKeyStore",
        "CloudHsmClusterInvalidConfiguration CloudHsmClusterNotActive CustomKeyStoreInvalidState \
         CustomKeyStoreNotFound KMSInternal",
    ),
    (
        "CreateAlias",
        "AlreadyExists DependencyTimeout InvalidAliasName KMSInternal KMSInvalidState LimitExceeded NotFound",
    ),
    (
        "CreateGrant",
        "DependencyTimeout Disabled DryRunOperation InvalidArn InvalidGrantToken KMSInternal \
         KMSInvalidState LimitExceeded NotFound",
    ),
    (
        "CreateKey",
        "CloudHsmClusterInvalidConfiguration CustomKeyStoreInvalidState CustomKeyStoreNotFound \
         DependencyTimeout InvalidArn KMSInternal LimitExceeded MalformedPolicyDocument Tag \
         UnsupportedOperation XksKeyAlreadyInUse XksKeyInvalidConfiguration XksKeyNotFound",
    ),
    (
        "Decapsulate",
        "DependencyTimeout Disabled DryRunOperation InvalidCiphertext InvalidGrantToken InvalidKeyUsage \
         KMSInternal KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "Decrypt",
        "DependencyTimeout Disabled DryRunOperation IncorrectKey InvalidCiphertext InvalidGrantToken \
         InvalidKeyUsage KMSInternal KMSInvalidState KeyUnavailable NotFound",
    ),
    ("DeleteAlias", "DependencyTimeout KMSInternal KMSInvalidState NotFound"),
    (
        "DeleteImportedKeyMaterial",
        "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    (
        "DeriveSharedSecret",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound",
    ),
    ("DescribeKey", "DependencyTimeout InvalidArn KMSInternal NotFound"),
    ("DisableKey", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound"),
    (
        "DisableKeyRotation",
        "DependencyTimeout Disabled InvalidArn KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    ("DisconnectCustomKeyStore", "CustomKeyStoreInvalidState CustomKeyStoreNotFound KMSInternal"),
    ("EnableKey", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState LimitExceeded NotFound"),
    (
        "EnableKeyRotation",
        "DependencyTimeout Disabled InvalidArn KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    (
        "Encapsulate",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "Encrypt",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "GenerateDataKey",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "GenerateDataKeyPair",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound UnsupportedOperation",
    ),
    (
        "GenerateDataKeyPairWithoutPlaintext",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound UnsupportedOperation",
    ),
    (
        "GenerateDataKeyWithoutPlaintext",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "GenerateMac",
        "Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal KMSInvalidState \
         KeyUnavailable NotFound",
    ),
    ("GetKeyLastUsage", "DependencyTimeout InvalidArn KMSInternal NotFound"),
    ("GetKeyPolicy", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound"),
    (
        "GetKeyRotationStatus",
        "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    (
        "GetParametersForImport",
        "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    (
        "GetPublicKey",
        "DependencyTimeout Disabled InvalidArn InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound UnsupportedOperation",
    ),
    (
        "ImportKeyMaterial",
        "DependencyTimeout ExpiredImportToken IncorrectKeyMaterial InvalidArn InvalidCiphertext \
         InvalidImportToken KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    ("ListAliases", "DependencyTimeout InvalidArn InvalidMarker KMSInternal NotFound"),
    (
        "ListGrants",
        "DependencyTimeout InvalidArn InvalidGrantId InvalidMarker KMSInternal KMSInvalidState NotFound",
    ),
    ("ListKeyPolicies", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound"),
    (
        "ListKeyRotations",
        "InvalidArn InvalidMarker KMSInternal KMSInvalidState NotFound UnsupportedOperation",
    ),
    ("ListKeys", "DependencyTimeout InvalidMarker KMSInternal"),
    ("ListResourceTags", "InvalidArn InvalidMarker KMSInternal NotFound"),
    ("ListRetirableGrants", "DependencyTimeout InvalidArn InvalidMarker KMSInternal NotFound"),
    (
        "PutKeyPolicy",
        "DependencyTimeout InvalidArn KMSInternal KMSInvalidState LimitExceeded MalformedPolicyDocument \
         NotFound UnsupportedOperation",
    ),
    (
        "ReEncrypt",
        "DependencyTimeout Disabled DryRunOperation IncorrectKey InvalidCiphertext InvalidGrantToken \
         InvalidKeyUsage KMSInternal KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "ReplicateKey",
        "AlreadyExists Disabled InvalidArn KMSInternal KMSInvalidState LimitExceeded \
         MalformedPolicyDocument NotFound Tag UnsupportedOperation",
    ),
    (
        "RetireGrant",
        "DependencyTimeout DryRunOperation InvalidArn InvalidGrantId InvalidGrantToken KMSInternal \
         KMSInvalidState NotFound",
    ),
    (
        "RevokeGrant",
        "DependencyTimeout DryRunOperation InvalidArn InvalidGrantId KMSInternal KMSInvalidState NotFound",
    ),
    (
        "RotateKeyOnDemand",
        "Conflict DependencyTimeout Disabled InvalidArn KMSInternal KMSInvalidState LimitExceeded \
         NotFound UnsupportedOperation",
    ),
    ("ScheduleKeyDeletion", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound"),
    (
        "Sign",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidState KeyUnavailable NotFound",
    ),
    ("TagResource", "InvalidArn KMSInternal KMSInvalidState LimitExceeded NotFound Tag"),
    ("UntagResource", "InvalidArn KMSInternal KMSInvalidState NotFound Tag"),
    ("UpdateAlias", "DependencyTimeout KMSInternal KMSInvalidState LimitExceeded NotFound"),
    ("UpdateKeyDescription", "DependencyTimeout InvalidArn KMSInternal KMSInvalidState NotFound"),
    ("UpdatePrimaryRegion", "Disabled InvalidArn KMSInternal KMSInvalidState NotFound UnsupportedOperation"),
    (
        "Verify",
        "DependencyTimeout Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal \
         KMSInvalidSignature KMSInvalidState KeyUnavailable NotFound",
    ),
    (
        "VerifyMac",
        "Disabled DryRunOperation InvalidGrantToken InvalidKeyUsage KMSInternal KMSInvalidMac \
         KMSInvalidState KeyUnavailable NotFound",
    ),
];

/// What an operation says of a request that it cannot read, that breaks a constraint, or that the caller may not send.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html>
const OF_ALL: [&str; 3] = ["AccessDenied", "Serialization", "Validation"];

/// What the model cannot give: the error, the operations, where they are not all that document it, and why.
const NEVER_GIVEN: &[(&str, &[&str], &str)] = &[
    ("DependencyTimeout", &[], "the model depends on nothing that could be late"),
    ("KMSInternal", &[], "the model does not fail inside"),
    (
        "KeyUnavailable",
        &[],
        "a key in a store that is disconnected is refused by its state; a model has no other outage",
    ),
    ("CloudHsmClusterInvalidConfiguration", &[], "the model does not look into clusters"),
    ("CloudHsmClusterNotActive", &[], "the model does not look into clusters"),
    ("XksKeyInvalidConfiguration", &[], "the model does not ask external key managers"),
    ("XksKeyNotFound", &[], "the model does not ask external key managers"),
    (
        "CustomKeyStoreInvalidState",
        &["ConnectCustomKeyStore"],
        "no store of the model is DISCONNECTING or FAILED",
    ),
    ("KMSInvalidMac", &[], "nothing is verified without key material"),
    ("KMSInvalidSignature", &[], "nothing is verified without key material"),
    (
        "InvalidKeyUsage",
        &["GetPublicKey"],
        "a key pair of every usage has a public key, other keys are unsupported",
    ),
    (
        "InvalidAliasName",
        &[],
        "a name that is none breaks a constraint, and one that is reserved is not authorized",
    ),
    ("InvalidArn", &["CreateKey"], "no member of the request is an ARN but those in the policy"),
    ("NotFound", &["ListRetirableGrants"], "no member of the request names what could be absent"),
    ("LimitExceeded", &["EnableKey"], "AWS does not say of which limit"),
    ("LimitExceeded", &["TagResource"], "too many tags are a TagException, as was recorded"),
    ("Tag", &["UntagResource"], "KMS passes over tags that the key does not have"),
    ("UnsupportedOperation", &["PutKeyPolicy"], "every key has a policy that can be replaced"),
    (
        "KMSInvalidState",
        &[
            "DeleteAlias",
            "GetKeyPolicy",
            "GetKeyRotationStatus",
            "ListGrants",
            "ListKeyPolicies",
            "ListKeyRotations",
            "PutKeyPolicy",
            "RetireGrant",
            "RevokeGrant",
        ],
        "the key-state table allows the operation in every state",
    ),
];

/// Whether the model can never give the error for the operation, by the table.
fn is_never_given(error: &str, operation: &str) -> bool {
    NEVER_GIVEN.iter().any(|(never, operations, _)| {
        *never == error && (operations.is_empty() || operations.contains(&operation))
    })
}

#[test]
fn every_operation_has_its_pairs() {
    let names: Vec<_> = DOCUMENTED.iter().map(|(name, _)| *name).collect();
    let every: Vec<_> = OperationName::ALL.iter().map(OperationName::as_str).collect();
    assert_eq!(names, every);
    let mut with_pairs: Vec<_> = all().iter().map(|golden| golden.operation.to_string()).collect();
    with_pairs.sort();
    assert_eq!(with_pairs, every);
}

#[test]
fn every_documented_error_is_shown_or_never_given() {
    let mut wrong = Vec::new();
    for golden in all() {
        let operation = golden.operation.as_str();
        let documented = DOCUMENTED.iter().find(|(name, _)| *name == operation).unwrap().1;
        let shown: BTreeSet<_> = golden.cases.iter().map(|case| case.code.unwrap_or("success")).collect();
        for error in documented.split_ascii_whitespace().chain(OF_ALL) {
            match (shown.contains(format!("{error}Exception").as_str()), is_never_given(error, operation)) {
                (true, false) | (false, true) => {}
                (true, true) => {
                    wrong.push(format!("{operation}: {error} is said to be never given, and is shown"))
                }
                (false, false) => wrong.push(format!("{operation}: {error} is not shown")),
            }
        }
        if !shown.contains("success") && !shown.contains("NotImplementedException") {
            wrong.push(format!("{operation}: no success is shown"));
        }
        let titles: BTreeSet<_> = golden.cases.iter().map(|case| case.title).collect();
        if titles.len() != golden.cases.len() {
            wrong.push(format!("{operation}: two pairs have one title"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_never_given_is_documented() {
    for (error, operations, _) in NEVER_GIVEN {
        let document_it = |operation: &&str| {
            DOCUMENTED.iter().any(|(name, errors)| {
                name == operation && errors.split_ascii_whitespace().any(|documented| documented == *error)
            })
        };
        assert!(operations.iter().all(|operation| document_it(&operation)), "{error}: {operations:?}");
        assert!(DOCUMENTED.iter().any(|(name, _)| document_it(&name)), "{error}");
    }
}
