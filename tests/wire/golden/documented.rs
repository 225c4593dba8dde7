//! The errors that AWS documents for each operation, and those of them that the model cannot give.
//!
//! Source: `https://docs.aws.amazon.com/kms/latest/APIReference/API_` and the name of the operation, `.html`, under "Errors".

use std::collections::BTreeSet;

use kms_mrk::operation::OperationName;

use super::all;
use super::case::Golden;

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
    (
        "InvalidArn",
        &["CreateKey"],
        "a principal of a policy that is none is a MalformedPolicyDocumentException, as was seen",
    ),
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

/// What the model gives and the page of the operation does not name: the error, the operations, and why.
const NOT_DOCUMENTED: &[(&str, &[&str], &str)] = &[
    (
        "InvalidArn",
        &[
            "CreateAlias",
            "Decapsulate",
            "Decrypt",
            "DeriveSharedSecret",
            "Encapsulate",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateMac",
            "ReEncrypt",
            "Sign",
            "UpdateAlias",
            "Verify",
            "VerifyMac",
        ],
        "a key that looks like an ARN and is none is refused as by the operations that document it",
    ),
    (
        "NotAuthorized",
        &["CreateAlias", "DeleteAlias", "UpdateAlias"],
        "names of aliases that are reserved for AWS",
    ),
    (
        "NotImplemented",
        &[
            "Decapsulate",
            "DeriveSharedSecret",
            "Encapsulate",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateMac",
            "GetPublicKey",
            "Sign",
            "Verify",
            "VerifyMac",
        ],
        "the model holds no key material to compute with",
    ),
    (
        "UnsupportedOperation",
        &["ConnectCustomKeyStore", "DisconnectCustomKeyStore"],
        "a Region that does not exist has no endpoint that could answer",
    ),
];

/// Whether a table says so of the error of the operation; of all operations where it names none.
fn says(table: &[(&str, &[&str], &str)], error: &str, operation: &str) -> bool {
    table.iter().any(|(listed, operations, _)| {
        *listed == error && (operations.is_empty() || operations.contains(&operation))
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

/// The errors that the page of an operation names.
fn documented(operation: &str) -> impl Iterator<Item = &'static str> {
    DOCUMENTED
        .iter()
        .filter(move |(name, _)| *name == operation)
        .flat_map(|(_, errors)| errors.split_whitespace())
}

/// The errors that the pairs of an operation show, and `success`.
fn shown(golden: &Golden) -> BTreeSet<&'static str> {
    let error = |code: &'static str| code.strip_suffix("Exception").unwrap();
    golden.cases.iter().map(|case| case.code.map_or("success", error)).collect()
}

#[test]
fn every_documented_error_is_shown_or_never_given() {
    let mut wrong = Vec::new();
    for golden in all() {
        let (operation, shown) = (golden.operation.as_str(), shown(&golden));
        for error in documented(operation).chain(OF_ALL) {
            match (shown.contains(error), says(NEVER_GIVEN, error, operation)) {
                (true, false) | (false, true) => {}
                (true, true) => {
                    wrong.push(format!("{operation}: {error} is shown, and said to be never given"))
                }
                (false, false) => wrong.push(format!("{operation}: {error} is not shown")),
            }
        }
        if !shown.contains("success") && !shown.contains("NotImplemented") {
            wrong.push(format!("{operation}: no success is shown"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_shown_is_documented_or_explained() {
    let mut wrong = Vec::new();
    for golden in all() {
        let (operation, shown) = (golden.operation.as_str(), shown(&golden));
        let mut expected: BTreeSet<_> = documented(operation).chain(OF_ALL).chain(["success"]).collect();
        for (error, ..) in NOT_DOCUMENTED.iter().filter(|(error, ..)| says(NOT_DOCUMENTED, error, operation))
        {
            if !expected.insert(error) {
                wrong.push(format!("{operation}: {error} is documented"));
            }
            if !shown.contains(error) {
                wrong.push(format!("{operation}: {error} is explained, and not shown"));
            }
        }
        wrong.extend(
            shown.difference(&expected).map(|error| format!("{operation}: {error} is not explained")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_never_given_is_documented() {
    for (error, operations, _) in NEVER_GIVEN {
        let document_it = |operation: &str| documented(operation).any(|documented| documented == *error);
        assert!(operations.iter().all(|operation| document_it(operation)), "{error}: {operations:?}");
        assert!(DOCUMENTED.iter().any(|(name, _)| document_it(name)), "{error}");
    }
}

#[test]
fn every_pair_of_an_operation_has_a_title_of_its_own() {
    for golden in all() {
        let titles: BTreeSet<_> = golden.cases.iter().map(|case| case.title).collect();
        assert_eq!(titles.len(), golden.cases.len(), "{}", golden.operation);
    }
}
