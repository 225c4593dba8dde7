//! Encryption and decryption.

use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;
use super::world::EU;

#[test]
fn encryption_is_answered_for_byte_by_byte() {
    compare(goldens());
}

pub(super) fn goldens() -> Vec<Golden> {
    vec![encrypt(), decrypt(), re_encrypt()]
}

fn encrypt() -> Golden {
    Golden::on(OperationName::Encrypt, "$key", r#"{"KeyId":"$key","Plaintext":"aGVsbG8="}"#)
        .accepted("a symmetric key")
        .case(accepted(
            "a key by its alias, with an encryption context",
            r#"{"KeyId":"alias/orders","Plaintext":"aGVsbG8=","EncryptionContext":{"table":"orders"}}"#,
        ))
        .case(accepted(
            "an RSA key",
            r#"{"KeyId":"$rsa","Plaintext":"aGVsbG8=","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}"#,
        ))
        .common_on_key()
        .takes_an_alias()
        .case(refused(
            "SerializationException",
            "a plaintext that is not base64",
            r#"{"KeyId":"$key","Plaintext":"hello!"}"#,
        ))
        .case(refused("ValidationException", "an empty plaintext", r#"{"KeyId":"$key","Plaintext":""}"#))
        .case(refused(
            "ValidationException",
            "an algorithm that is not listed",
            r#"{"KeyId":"$key","Plaintext":"aGVsbG8=","EncryptionAlgorithm":"ROT13"}"#,
        ))
        .case(refused(
            "ValidationException",
            "an encryption context for an RSA key",
            r#"{"KeyId":"$rsa","Plaintext":"aGVsbG8=","EncryptionAlgorithm":"RSAES_OAEP_SHA_256","EncryptionContext":{"table":"orders"}}"#,
        ))
        .not_when_disabled()
        .not_when_deleted()
        .refused_for("KMSInvalidStateException", "a key that waits for material", "$waiting")
        .case(
            refused(
                "KMSInvalidStateException",
                "a key in a store that is disconnected",
                r#"{"KeyId":"$in_store","Plaintext":"aGVsbG8="}"#,
            )
            .after("DisconnectCustomKeyStore", r#"{"CustomKeyStoreId":"cks-1234567890abcdef0"}"#),
        )
        .refused_for("InvalidKeyUsageException", "a key that signs", "$signing")
        .refused_for("InvalidKeyUsageException", "an algorithm of other keys", "$rsa")
        .of_a_grant()
}

/// Bytes that no key has sealed.
const BROKEN: &str = r#"{"CiphertextBlob":"AAAA"}"#;

fn decrypt() -> Golden {
    Golden::on(OperationName::Decrypt, "$key", r#"{"CiphertextBlob":"$sealed","KeyId":"$key"}"#)
        .accepted("a ciphertext and its key")
        .case(accepted("a ciphertext that names its key", r#"{"CiphertextBlob":"$sealed"}"#))
        .case(accepted(
            "an RSA key",
            r#"{"CiphertextBlob":"$sealed_by_rsa","KeyId":"$rsa","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}"#,
        ))
        .common_on_key()
        .takes_an_alias()
        .case(
            refused(
                "AccessDeniedException",
                "a ciphertext whose key is in another Region",
                r#"{"CiphertextBlob":"$sealed"}"#,
            )
            .at(EU),
        )
        .case(refused(
            "ValidationException",
            "no key for an RSA ciphertext",
            r#"{"CiphertextBlob":"$sealed_by_rsa","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}"#,
        ))
        .case(refused("InvalidCiphertextException", "bytes that are no ciphertext", BROKEN))
        .case(refused(
            "InvalidCiphertextException",
            "another encryption context",
            r#"{"CiphertextBlob":"$sealed","EncryptionContext":{"table":"orders"}}"#,
        ))
        .refused_for("IncorrectKeyException", "another key than that of the ciphertext", "$other")
        .not_when_disabled()
        .not_when_deleted()
        .case(refused(
            "InvalidKeyUsageException",
            "a key that signs",
            r#"{"CiphertextBlob":"$sealed_by_rsa","KeyId":"$signing","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}"#,
        ))
        .of_a_grant()
}

fn re_encrypt() -> Golden {
    Golden::on(
        OperationName::ReEncrypt,
        "$primary",
        r#"{"CiphertextBlob":"$sealed","DestinationKeyId":"$primary"}"#,
    )
    .accepted("from a single-Region key to a multi-Region key")
    .case(accepted(
        "from an RSA key to a key by its alias",
        r#"{"CiphertextBlob":"$sealed_by_rsa","SourceKeyId":"$rsa","SourceEncryptionAlgorithm":"RSAES_OAEP_SHA_256","DestinationKeyId":"alias/orders","DestinationEncryptionContext":{"table":"orders"}}"#,
    ))
    .common_on_key()
    .takes_an_alias()
    .case(refused(
        "InvalidCiphertextException",
        "bytes that are no ciphertext",
        r#"{"CiphertextBlob":"AAAA","DestinationKeyId":"$primary"}"#,
    ))
    .case(refused("ValidationException", "bytes that are no ciphertext, and no destination", BROKEN))
    .case(refused(
        "InvalidCiphertextException",
        "another encryption context",
        r#"{"CiphertextBlob":"$sealed","SourceEncryptionContext":{"table":"orders"},"DestinationKeyId":"$primary"}"#,
    ))
    .case(refused(
        "IncorrectKeyException",
        "another source than that of the ciphertext",
        r#"{"CiphertextBlob":"$sealed","SourceKeyId":"$other","DestinationKeyId":"$primary"}"#,
    ))
    .not_when_disabled()
    .refused("DisabledException", "a source that is disabled", |case| {
        case.after("DisableKey", r#"{"KeyId":"$key"}"#)
    })
    .not_when_deleted()
    .refused_for("InvalidKeyUsageException", "a destination that signs", "$signing")
    .of_a_grant()
}
