//! Data keys and data key pairs.

use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;

#[test]
fn data_keys_are_answered_for_byte_by_byte() {
    compare(goldens());
}

pub(super) fn goldens() -> Vec<Golden> {
    vec![
        data_key(OperationName::GenerateDataKey),
        data_key(OperationName::GenerateDataKeyWithoutPlaintext),
        data_key_pair(OperationName::GenerateDataKeyPair),
        data_key_pair(OperationName::GenerateDataKeyPairWithoutPlaintext),
    ]
}

fn data_key(operation: OperationName) -> Golden {
    let golden = Golden::on(operation, "$key", r#"{"KeyId":"$key","KeySpec":"AES_256"}"#)
        .accepted("a key of 256 bits")
        .case(accepted(
            "a key of 16 bytes with an encryption context",
            r#"{"KeyId":"alias/orders","NumberOfBytes":16,"EncryptionContext":{"table":"orders"}}"#,
        ));
    used(golden)
        .case(refused("ValidationException", "no length", r#"{"KeyId":"$key"}"#))
        .case(refused(
            "ValidationException",
            "two lengths",
            r#"{"KeyId":"$key","KeySpec":"AES_256","NumberOfBytes":32}"#,
        ))
        .case(refused("ValidationException", "too many bytes", r#"{"KeyId":"$key","NumberOfBytes":1025}"#))
        .refused_for("InvalidKeyUsageException", "a key that signs", "$signing")
}

fn data_key_pair(operation: OperationName) -> Golden {
    let golden = Golden::on(operation, "$key", r#"{"KeyId":"$key","KeyPairSpec":"ECC_NIST_P256"}"#)
        .not_computed("a pair");
    used(golden)
        .case(refused(
            "ValidationException",
            "a spec that is not listed",
            r#"{"KeyId":"$key","KeyPairSpec":"ROT13"}"#,
        ))
        .refused_for("InvalidKeyUsageException", "a key that signs", "$signing")
        .refused_for("UnsupportedOperationException", "a key in a custom key store", "$in_store")
        .case(refused(
            "UnsupportedOperationException",
            "a pair of the China Regions",
            r#"{"KeyId":"$key","KeyPairSpec":"SM2"}"#,
        ))
}

/// What every use of a symmetric key says.
fn used(golden: Golden) -> Golden {
    golden
        .common_on_key()
        .takes_an_alias()
        .not_when_disabled()
        .not_when_deleted()
        .refused_for("KMSInvalidStateException", "a key that waits for material", "$waiting")
        .of_a_grant()
}
