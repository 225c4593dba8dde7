//! What is done with key pairs and HMAC keys, of which the model computes nothing.

use kms_mrk::operation::OperationName;

use super::case::{Golden, refused};
use super::runner::compare;

#[test]
fn signatures_are_answered_for_byte_by_byte() {
    compare(goldens());
}

/// An operation with a key that it uses and a body with it.
const USES: &[(OperationName, &str, &str)] = &[
    (
        OperationName::Sign,
        "$signing",
        r#"{"KeyId":"$signing","Message":"aGVsbG8=","SigningAlgorithm":"ECDSA_SHA_256"}"#,
    ),
    (
        OperationName::Verify,
        "$signing",
        r#"{"KeyId":"$signing","Message":"aGVsbG8=","Signature":"AAAA","SigningAlgorithm":"ECDSA_SHA_256"}"#,
    ),
    (
        OperationName::GenerateMac,
        "$hmac",
        r#"{"KeyId":"$hmac","Message":"aGVsbG8=","MacAlgorithm":"HMAC_SHA_256"}"#,
    ),
    (
        OperationName::VerifyMac,
        "$hmac",
        r#"{"KeyId":"$hmac","Message":"aGVsbG8=","Mac":"AAAA","MacAlgorithm":"HMAC_SHA_256"}"#,
    ),
    (
        OperationName::DeriveSharedSecret,
        "$ecdh",
        r#"{"KeyId":"$ecdh","KeyAgreementAlgorithm":"ECDH","PublicKey":"AAAA"}"#,
    ),
    (OperationName::Encapsulate, "$kem", r#"{"KeyId":"$kem","EncapsulationAlgorithm":"ML_KEM"}"#),
];

/// What else an operation refuses: the exception, what it is for, and the body.
const OF_ITS_OWN: &[(OperationName, &str, &str, &str)] = &[
    (
        OperationName::Sign,
        "InvalidKeyUsageException",
        "an algorithm of other keys",
        r#"{"KeyId":"$signing","Message":"aGVsbG8=","SigningAlgorithm":"ECDSA_SHA_512"}"#,
    ),
    (
        OperationName::Sign,
        "ValidationException",
        "a digest that is too short",
        r#"{"KeyId":"$signing","Message":"aGVsbG8=","MessageType":"DIGEST","SigningAlgorithm":"ECDSA_SHA_256"}"#,
    ),
    (
        OperationName::Verify,
        "ValidationException",
        "a digest that is too short",
        r#"{"KeyId":"$signing","Message":"aGVsbG8=","MessageType":"DIGEST","Signature":"AAAA","SigningAlgorithm":"ECDSA_SHA_256"}"#,
    ),
    (
        OperationName::GenerateMac,
        "InvalidKeyUsageException",
        "an algorithm of other keys",
        r#"{"KeyId":"$hmac","Message":"aGVsbG8=","MacAlgorithm":"HMAC_SHA_512"}"#,
    ),
    (
        OperationName::GenerateMac,
        "ValidationException",
        "an algorithm that is not listed, and nothing else",
        r#"{"MacAlgorithm":"MD5"}"#,
    ),
    (
        OperationName::VerifyMac,
        "ValidationException",
        "an algorithm that is not listed",
        r#"{"KeyId":"$hmac","Message":"aGVsbG8=","Mac":"AAAA","MacAlgorithm":"MD5"}"#,
    ),
];

pub(super) fn goldens() -> Vec<Golden> {
    let mut goldens: Vec<_> = USES
        .iter()
        .map(|(name, key, body)| {
            used(Golden::on(name.clone(), key, body))
                .refused_for("InvalidKeyUsageException", "a key of another usage", "$key")
                .of_a_grant()
        })
        .collect();
    goldens.extend([decapsulate(), get_public_key()]);
    for golden in &mut goldens {
        let of_its_own = OF_ITS_OWN.iter().filter(|(name, ..)| *name == golden.operation);
        golden.cases.extend(of_its_own.map(|(_, code, title, body)| refused(code, title, *body)));
    }
    goldens
}

fn used(golden: Golden) -> Golden {
    golden
        .not_computed("nothing speaks against it")
        .common_on_key()
        .takes_an_alias()
        .not_when_disabled()
        .not_when_deleted()
}

fn decapsulate() -> Golden {
    let golden = Golden::on(
        OperationName::Decapsulate,
        "$kem",
        r#"{"KeyId":"$kem","EncapsulationAlgorithm":"ML_KEM","SharedSecretCiphertextBlob":"$encapsulated"}"#,
    );
    used(golden)
        .case(refused(
            "InvalidCiphertextException",
            "a secret of another length",
            r#"{"KeyId":"$kem","EncapsulationAlgorithm":"ML_KEM","SharedSecretCiphertextBlob":"AAAA"}"#,
        ))
        .refused_for("InvalidKeyUsageException", "a key of another usage", "$key")
        .of_a_grant()
}

fn get_public_key() -> Golden {
    used(Golden::on(OperationName::GetPublicKey, "$signing", r#"{"KeyId":"$signing"}"#))
        .refused_for("UnsupportedOperationException", "a key without a public key", "$key")
        .refused_for("KMSInvalidStateException", "a key pair that waits for material", "$imported_rsa")
        .takes_tokens()
}
