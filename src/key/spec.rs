//! Key specs, key usages, and which combinations of them exist.

use super::algorithm::{
    Algorithms, EncapsulationAlgorithm as Capsule, EncryptionAlgorithm as Encryption,
    KeyAgreementAlgorithm as Agreement, MacAlgorithm as Mac, SigningAlgorithm as Signing,
};

wire_enum! {
    /// The type of key material in a KMS key.
    ///
    /// ```
    /// use kms_mrk::key::{KeySpec, KeyUsage};
    ///
    /// let spec = KeySpec::from("RSA_2048");
    /// assert_eq!(spec, KeySpec::Rsa2048);
    /// assert_eq!(
    ///     spec.usages().cloned().collect::<Vec<_>>(),
    ///     [KeyUsage::EncryptDecrypt, KeyUsage::SignVerify],
    /// );
    /// assert_eq!(spec.default_usage(), None);
    /// ```
    pub enum KeySpec ["https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-KeySpec"] {
        /// A 256-bit symmetric encryption key; in the China Regions, a 128-bit SM4 key.
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// An RSA key pair of 2048 bits.
        Rsa2048 = "RSA_2048",
        /// An RSA key pair of 3072 bits.
        Rsa3072 = "RSA_3072",
        /// An RSA key pair of 4096 bits.
        Rsa4096 = "RSA_4096",
        /// An elliptic curve key pair on P-256.
        EccNistP256 = "ECC_NIST_P256",
        /// An elliptic curve key pair on P-384.
        EccNistP384 = "ECC_NIST_P384",
        /// An elliptic curve key pair on P-521.
        EccNistP521 = "ECC_NIST_P521",
        /// An elliptic curve key pair on secp256k1.
        EccSecgP256k1 = "ECC_SECG_P256K1",
        /// An EdDSA key pair on edwards25519.
        EccNistEdwards25519 = "ECC_NIST_EDWARDS25519",
        /// An HMAC key of 224 bits.
        Hmac224 = "HMAC_224",
        /// An HMAC key of 256 bits.
        Hmac256 = "HMAC_256",
        /// An HMAC key of 384 bits.
        Hmac384 = "HMAC_384",
        /// An HMAC key of 512 bits.
        Hmac512 = "HMAC_512",
        /// An ML-DSA key pair, parameter set 44.
        MlDsa44 = "ML_DSA_44",
        /// An ML-DSA key pair, parameter set 65.
        MlDsa65 = "ML_DSA_65",
        /// An ML-DSA key pair, parameter set 87.
        MlDsa87 = "ML_DSA_87",
        /// An ML-KEM key pair, parameter set 512.
        MlKem512 = "ML_KEM_512",
        /// An ML-KEM key pair, parameter set 768.
        MlKem768 = "ML_KEM_768",
        /// An ML-KEM key pair, parameter set 1024.
        MlKem1024 = "ML_KEM_1024",
        /// An SM2 key pair, in the China Regions.
        Sm2 = "SM2",
    }
}

wire_enum! {
    /// The cryptographic operations that a KMS key may be used for; it never changes.
    ///
    /// ```
    /// use kms_mrk::key::KeyUsage;
    ///
    /// assert_eq!(KeyUsage::from("GENERATE_VERIFY_MAC"), KeyUsage::GenerateVerifyMac);
    /// assert_eq!(KeyUsage::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum KeyUsage ["https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-KeyUsage"] {
        /// Sign and verify.
        SignVerify = "SIGN_VERIFY",
        /// Encrypt and decrypt.
        EncryptDecrypt = "ENCRYPT_DECRYPT",
        /// Make and verify message authentication codes.
        GenerateVerifyMac = "GENERATE_VERIFY_MAC",
        /// Derive shared secrets.
        KeyAgreement = "KEY_AGREEMENT",
        /// Encapsulate and decapsulate shared secrets.
        EncapsulateDecapsulate = "ENCAPSULATE_DECAPSULATE",
    }
}

/// A key spec, a usage that it can have, and the algorithms that a key of both supports.
///
/// ```
/// use kms_mrk::key::{Combination, KeySpec, KeyUsage};
///
/// let combination = Combination::of(&KeySpec::EccNistP256, &KeyUsage::KeyAgreement).unwrap();
/// assert_eq!(Some(&combination.algorithms), KeySpec::EccNistP256.algorithms(&KeyUsage::KeyAgreement));
/// ```
#[derive(Debug)]
pub struct Combination {
    /// The key spec.
    pub key_spec: KeySpec,
    /// The key usage.
    pub key_usage: KeyUsage,
    /// The algorithms, in the order in which KMS lists them where that was recorded.
    pub algorithms: Algorithms,
}

impl Combination {
    /// Every combination that exists.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>, and recorded answers of
    /// CreateKey for the order of the lists.
    ///
    /// ```
    /// use kms_mrk::key::{Combination, KeySpec, KeyUsage};
    ///
    /// assert_eq!(Combination::ALL.len(), 28);
    /// assert!(Combination::of(&KeySpec::Rsa2048, &KeyUsage::KeyAgreement).is_none());
    /// ```
    pub const ALL: &'static [Self] = COMBINATIONS;

    /// The combination of a key spec and a key usage; `None` if KMS has no such keys, or one of the two is not
    /// listed.
    #[must_use]
    pub fn of(key_spec: &KeySpec, key_usage: &KeyUsage) -> Option<&'static Self> {
        COMBINATIONS.iter().find(|row| row.key_spec == *key_spec && row.key_usage == *key_usage)
    }
}

impl KeySpec {
    /// The usages that a key of this spec can have.
    pub fn usages(&self) -> impl Iterator<Item = &'static KeyUsage> {
        COMBINATIONS.iter().filter(move |row| row.key_spec == *self).map(|row| &row.key_usage)
    }

    /// The usage that CreateKey gives a key of this spec when the request names none: only SYMMETRIC_DEFAULT has
    /// one.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-KeyUsage>
    #[must_use]
    pub fn default_usage(&self) -> Option<KeyUsage> {
        (*self == Self::SymmetricDefault).then_some(KeyUsage::EncryptDecrypt)
    }

    /// The algorithms of a key of this spec and that usage; `None` where the combination does not exist.
    #[must_use]
    pub fn algorithms(&self, key_usage: &KeyUsage) -> Option<&'static Algorithms> {
        Combination::of(self, key_usage).map(|row| &row.algorithms)
    }

    /// Whether only the China Regions have keys of this spec.
    #[must_use]
    pub const fn is_china_only(&self) -> bool {
        matches!(self, Self::Sm2)
    }

    /// Whether `CustomerMasterKeySpec`, the old name of the member `KeySpec`, has a value for this spec: AWS
    /// stopped adding to it before ML-DSA, edwards25519 and ML-KEM.
    #[must_use]
    pub const fn has_customer_master_key_spec(&self) -> bool {
        !matches!(
            self,
            Self::EccNistEdwards25519
                | Self::MlDsa44
                | Self::MlDsa65
                | Self::MlDsa87
                | Self::MlKem512
                | Self::MlKem768
                | Self::MlKem1024
                | Self::Other(_)
        )
    }
}

const RSA_ENCRYPTION: Algorithms =
    Algorithms::Encryption(&[Encryption::RsaesOaepSha1, Encryption::RsaesOaepSha256]);
const RSA_SIGNING: Algorithms = Algorithms::Signing(&[
    Signing::RsassaPkcs1V15Sha256,
    Signing::RsassaPkcs1V15Sha384,
    Signing::RsassaPkcs1V15Sha512,
    Signing::RsassaPssSha256,
    Signing::RsassaPssSha384,
    Signing::RsassaPssSha512,
]);
const ECDH: Algorithms = Algorithms::KeyAgreement(&[Agreement::Ecdh]);
const ML_DSA: Algorithms = Algorithms::Signing(&[Signing::MlDsaShake256]);
const ML_KEM: Algorithms = Algorithms::Encapsulation(&[Capsule::MlKem]);

const fn row(key_spec: KeySpec, key_usage: KeyUsage, algorithms: Algorithms) -> Combination {
    Combination { key_spec, key_usage, algorithms }
}

#[rustfmt::skip]
static COMBINATIONS: &[Combination] = &[
    row(KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt, Algorithms::Encryption(&[Encryption::SymmetricDefault])),
    row(KeySpec::Rsa2048, KeyUsage::EncryptDecrypt, RSA_ENCRYPTION),
    row(KeySpec::Rsa2048, KeyUsage::SignVerify, RSA_SIGNING),
    row(KeySpec::Rsa3072, KeyUsage::EncryptDecrypt, RSA_ENCRYPTION),
    row(KeySpec::Rsa3072, KeyUsage::SignVerify, RSA_SIGNING),
    row(KeySpec::Rsa4096, KeyUsage::EncryptDecrypt, RSA_ENCRYPTION),
    row(KeySpec::Rsa4096, KeyUsage::SignVerify, RSA_SIGNING),
    row(KeySpec::EccNistP256, KeyUsage::SignVerify, Algorithms::Signing(&[Signing::EcdsaSha256])),
    row(KeySpec::EccNistP256, KeyUsage::KeyAgreement, ECDH),
    row(KeySpec::EccNistP384, KeyUsage::SignVerify, Algorithms::Signing(&[Signing::EcdsaSha384])),
    row(KeySpec::EccNistP384, KeyUsage::KeyAgreement, ECDH),
    row(KeySpec::EccNistP521, KeyUsage::SignVerify, Algorithms::Signing(&[Signing::EcdsaSha512])),
    row(KeySpec::EccNistP521, KeyUsage::KeyAgreement, ECDH),
    row(KeySpec::EccSecgP256k1, KeyUsage::SignVerify, Algorithms::Signing(&[Signing::EcdsaSha256])),
    row(KeySpec::EccNistEdwards25519, KeyUsage::SignVerify, Algorithms::Signing(&[Signing::Ed25519Sha512, Signing::Ed25519PhSha512])),
    row(KeySpec::Hmac224, KeyUsage::GenerateVerifyMac, Algorithms::Mac(&[Mac::HmacSha224])),
    row(KeySpec::Hmac256, KeyUsage::GenerateVerifyMac, Algorithms::Mac(&[Mac::HmacSha256])),
    row(KeySpec::Hmac384, KeyUsage::GenerateVerifyMac, Algorithms::Mac(&[Mac::HmacSha384])),
    row(KeySpec::Hmac512, KeyUsage::GenerateVerifyMac, Algorithms::Mac(&[Mac::HmacSha512])),
    row(KeySpec::MlDsa44, KeyUsage::SignVerify, ML_DSA),
    row(KeySpec::MlDsa65, KeyUsage::SignVerify, ML_DSA),
    row(KeySpec::MlDsa87, KeyUsage::SignVerify, ML_DSA),
    row(KeySpec::MlKem512, KeyUsage::EncapsulateDecapsulate, ML_KEM),
    row(KeySpec::MlKem768, KeyUsage::EncapsulateDecapsulate, ML_KEM),
    row(KeySpec::MlKem1024, KeyUsage::EncapsulateDecapsulate, ML_KEM),
    row(KeySpec::Sm2, KeyUsage::EncryptDecrypt, Algorithms::Encryption(&[Encryption::Sm2Pke])),
    row(KeySpec::Sm2, KeyUsage::SignVerify, Algorithms::Signing(&[Signing::Sm2Dsa])),
    row(KeySpec::Sm2, KeyUsage::KeyAgreement, ECDH),
];
