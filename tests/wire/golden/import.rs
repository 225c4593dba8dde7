//! Imported key material.

use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;
use super::world::EU;

#[test]
fn imports_are_answered_for_byte_by_byte() {
    compare(goldens());
}

pub(super) fn goldens() -> Vec<Golden> {
    vec![get_parameters_for_import(), import_key_material(), delete_imported_key_material()]
}

fn get_parameters_for_import() -> Golden {
    let wrapped = |algorithm: &str| {
        format!(
            r#"{{"KeyId":"$imported_rsa","WrappingAlgorithm":"{algorithm}","WrappingKeySpec":"RSA_4096"}}"#
        )
    };
    Golden::on(
        OperationName::GetParametersForImport,
        "$waiting",
        r#"{"KeyId":"$waiting","WrappingAlgorithm":"RSAES_OAEP_SHA_256","WrappingKeySpec":"RSA_4096"}"#,
    )
    .accepted("a key that waits for material")
    .common_on_key()
    .takes_no_alias()
    .case(refused("ValidationException", "an algorithm that is not listed", wrapped("ROT13")))
    .refused_for("UnsupportedOperationException", "a key of KMS's own material", "$key")
    .case(refused(
        "UnsupportedOperationException",
        "an algorithm that is not taken any more",
        wrapped("RSAES_PKCS1_V1_5"),
    ))
    .case(refused(
        "UnsupportedOperationException",
        "an algorithm that cannot encrypt a key pair",
        wrapped("RSAES_OAEP_SHA_256"),
    ))
    .not_when_deleted()
}

/// The first material of a key that waits for it.
const FIRST: &str = r#"{"KeyId":"$waiting","ImportToken":"$token_of_waiting","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ==","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE"}"#;
/// Other material, for a key that has some.
const NEW: &str = r#"{"KeyId":"$imported","ImportToken":"$token","EncryptedKeyMaterial":"bmV3IG1hdGVyaWFsIHRoYXQgaXMgMzIgYnl0ZXM=","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE","ImportType":"NEW_KEY_MATERIAL"}"#;
const NEWER: &str = r#"{"KeyId":"$imported","ImportToken":"$token","EncryptedKeyMaterial":"bmV3ZXIgbWF0ZXJpYWwgd2l0aCAzMiBieXRlcyEhISE=","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE","ImportType":"NEW_KEY_MATERIAL"}"#;

fn import_key_material() -> Golden {
    Golden::on(OperationName::ImportKeyMaterial, "$waiting", FIRST)
        .accepted("the first material of a key")
        .case(accepted(
            "material that expires",
            r#"{"KeyId":"$waiting","ImportToken":"$token_of_waiting","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ==","ValidTo":1780000000,"KeyMaterialDescription":"of May"}"#,
        ))
        .case(accepted("new material, which waits for a rotation", NEW))
        .case(
            accepted(
                "the material of the primary key, in a replica",
                r#"{"KeyId":"$imported","ImportToken":"$token_of_replica","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ==","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE","KeyMaterialId":"$material"}"#,
            )
            .at(EU),
        )
        .case(accepted(
            "a key pair",
            r#"{"KeyId":"$imported_rsa","ImportToken":"$token_of_rsa","EncryptedKeyMaterial":"a2V5IHBhaXI=","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE"}"#,
        ))
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "ValidationException",
            "no date of expiry",
            r#"{"KeyId":"$waiting","ImportToken":"$token_of_waiting","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ=="}"#,
        ))
        .case(refused(
            "ValidationException",
            "a date that has passed",
            r#"{"KeyId":"$waiting","ImportToken":"$token_of_waiting","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ==","ValidTo":1700000000}"#,
        ))
        .case(refused(
            "ValidationException",
            "a description with letters that it cannot have",
            FIRST.replace("}", r#","KeyMaterialDescription":"für Mai"}"#),
        ))
        .refused_for("UnsupportedOperationException", "a key of KMS's own material", "$key")
        .case(
            refused("UnsupportedOperationException", "new material for a replica", NEW.replace("$token", "$token_of_replica"))
                .at(EU),
        )
        .case(refused(
            "UnsupportedOperationException",
            "what only symmetric keys have, for a key pair",
            r#"{"KeyId":"$imported_rsa","ImportToken":"$token_of_rsa","EncryptedKeyMaterial":"a2V5IHBhaXI=","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE","ImportType":"NEW_KEY_MATERIAL"}"#,
        ))
        .not_when_deleted()
        .case(
            refused("KMSInvalidStateException", "new material while other material waits", NEWER)
                .after("ImportKeyMaterial", NEW),
        )
        .refused("InvalidCiphertextException", "what the host cannot unwrap", |case| case.without_unwrapping())
        .case(refused(
            "IncorrectKeyMaterialException",
            "other material than the key had",
            NEW.replace("NEW_KEY_MATERIAL", "EXISTING_KEY_MATERIAL"),
        ))
        .case(refused(
            "InvalidImportTokenException",
            "the token of another key",
            FIRST.replace("$token_of_waiting", "$token_of_rsa"),
        ))
        .case(refused(
            "InvalidImportTokenException",
            "a token that is none",
            FIRST.replace("$token_of_waiting", "dG9rZW4="),
        ))
        .refused("ExpiredImportTokenException", "a token of two days ago", |case| case.later(2 * 86_400))
}

fn delete_imported_key_material() -> Golden {
    Golden::on(OperationName::DeleteImportedKeyMaterial, "$imported", r#"{"KeyId":"$imported"}"#)
        .accepted("the current material")
        .case(accepted("material by its identifier", r#"{"KeyId":"$imported","KeyMaterialId":"$material"}"#))
        .case(accepted("a key that has none", r#"{"KeyId":"$waiting"}"#))
        .case(
            accepted("a key that is to be deleted", r#"{"KeyId":"$imported"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$imported"}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "ValidationException",
            "an identifier that is none",
            r#"{"KeyId":"$imported","KeyMaterialId":"material"}"#,
        ))
        .case(refused(
            "NotFoundException",
            "material that never was",
            r#"{"KeyId":"$imported","KeyMaterialId":"$grant_of_none"}"#,
        ))
        .refused_for("UnsupportedOperationException", "a key of KMS's own material", "$key")
        .refused("KMSInvalidStateException", "a key that is becoming a replica", |case| {
            case.after_in(
                EU,
                "ImportKeyMaterial",
                r#"{"KeyId":"$imported","ImportToken":"$token_of_replica","EncryptedKeyMaterial":"b3JkZXJzIG1hdGVyaWFsIG9mIDMyIGJ5dGVzIQ==","ExpirationModel":"KEY_MATERIAL_DOES_NOT_EXPIRE"}"#,
            )
            .after("UpdatePrimaryRegion", r#"{"KeyId":"$imported","PrimaryRegion":"eu-west-1"}"#)
        })
}
