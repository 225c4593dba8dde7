//! How something is sealed under a key: by Encrypt, by ReEncrypt for its destination, and for data keys.

use super::asked::Known;
use super::blob::Plaintext;
use super::symbolic_ciphertext::SymbolicCiphertext;
use crate::key::{EncryptionAlgorithm, EncryptionContext, KeySpec};
use crate::model::RelatedKeys;
use crate::verdict::{Broken, ErrorCode, Evidence, Place};

/// What a key makes of a plaintext now.
pub(super) fn seal(
    set: &RelatedKeys,
    algorithm: &EncryptionAlgorithm,
    context: &EncryptionContext,
    plaintext: Plaintext,
) -> SymbolicCiphertext {
    let shared = set.shared();
    SymbolicCiphertext::new(
        shared.key_id,
        shared.account,
        set.current_material(),
        algorithm.clone(),
        context.clone(),
        plaintext,
    )
}

/// The most bytes that an algorithm encrypts under a key of a spec, where that is known and less than any [`Plaintext`]
/// may have.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>
fn most_bytes(spec: &KeySpec, algorithm: &EncryptionAlgorithm) -> Option<usize> {
    let most = match (spec, algorithm) {
        (KeySpec::Rsa2048, EncryptionAlgorithm::RsaesOaepSha1) => 214,
        (KeySpec::Rsa2048, EncryptionAlgorithm::RsaesOaepSha256) => 190,
        (KeySpec::Rsa3072, EncryptionAlgorithm::RsaesOaepSha1) => 342,
        (KeySpec::Rsa3072, EncryptionAlgorithm::RsaesOaepSha256) => 318,
        (KeySpec::Rsa4096, EncryptionAlgorithm::RsaesOaepSha1) => 470,
        (KeySpec::Rsa4096, EncryptionAlgorithm::RsaesOaepSha256) => 446,
        (KeySpec::Sm2, EncryptionAlgorithm::Sm2Pke) => 1024,
        _ => return None,
    };
    Some(most)
}

/// More bytes than the algorithm encrypts under the key.
pub(super) fn fits(
    plaintext: &Plaintext,
    algorithm: &EncryptionAlgorithm,
    known: &Known<'_>,
    place: Place,
    broken: &mut Broken<'_>,
) {
    let (spec, bytes) = (known.key_spec(), plaintext.as_bytes().len());
    let Some(most) = most_bytes(spec, algorithm).filter(|most| bytes > *most) else { return };
    broken
        .refused(
            ErrorCode::Validation,
            format_args!(
                "Algorithm {algorithm} and key spec {spec} cannot encrypt data larger than {most} bytes."
            ),
            Evidence::Recorded,
            place,
            format_args!("{algorithm} under a key of spec {spec} takes {most} bytes, these are {bytes}"),
        )
        .help("encrypt a data key instead, and the data with that");
}
