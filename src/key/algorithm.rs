//! The algorithms that KMS keys are used with.

wire_enum! {
    /// An algorithm to encrypt and decrypt with.
    ///
    /// ```
    /// use kms_mrk::key::EncryptionAlgorithm;
    ///
    /// assert_eq!(EncryptionAlgorithm::from("RSAES_OAEP_SHA_256"), EncryptionAlgorithm::RsaesOaepSha256);
    /// assert_eq!(EncryptionAlgorithm::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum EncryptionAlgorithm ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-EncryptionAlgorithms"] {
        /// AES-256-GCM, the only algorithm of symmetric encryption keys.
        SymmetricDefault = "SYMMETRIC_DEFAULT",
        /// RSA with OAEP padding and SHA-1.
        RsaesOaepSha1 = "RSAES_OAEP_SHA_1",
        /// RSA with OAEP padding and SHA-256.
        RsaesOaepSha256 = "RSAES_OAEP_SHA_256",
        /// SM2 public key encryption, in the China Regions.
        Sm2Pke = "SM2PKE",
    }
}

wire_enum! {
    /// An algorithm to sign and verify with.
    ///
    /// ```
    /// use kms_mrk::key::SigningAlgorithm;
    ///
    /// assert_eq!(SigningAlgorithm::from("ML_DSA_SHAKE_256"), SigningAlgorithm::MlDsaShake256);
    /// assert_eq!(SigningAlgorithm::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum SigningAlgorithm ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-SigningAlgorithms"] {
        /// RSA with PSS padding and SHA-256.
        RsassaPssSha256 = "RSASSA_PSS_SHA_256",
        /// RSA with PSS padding and SHA-384.
        RsassaPssSha384 = "RSASSA_PSS_SHA_384",
        /// RSA with PSS padding and SHA-512.
        RsassaPssSha512 = "RSASSA_PSS_SHA_512",
        /// RSA with PKCS #1 v1.5 padding and SHA-256.
        RsassaPkcs1V15Sha256 = "RSASSA_PKCS1_V1_5_SHA_256",
        /// RSA with PKCS #1 v1.5 padding and SHA-384.
        RsassaPkcs1V15Sha384 = "RSASSA_PKCS1_V1_5_SHA_384",
        /// RSA with PKCS #1 v1.5 padding and SHA-512.
        RsassaPkcs1V15Sha512 = "RSASSA_PKCS1_V1_5_SHA_512",
        /// ECDSA with SHA-256.
        EcdsaSha256 = "ECDSA_SHA_256",
        /// ECDSA with SHA-384.
        EcdsaSha384 = "ECDSA_SHA_384",
        /// ECDSA with SHA-512.
        EcdsaSha512 = "ECDSA_SHA_512",
        /// EdDSA over edwards25519.
        Ed25519Sha512 = "ED25519_SHA_512",
        /// EdDSA over edwards25519, of a digest.
        Ed25519PhSha512 = "ED25519_PH_SHA_512",
        /// SM2 signatures, in the China Regions.
        Sm2Dsa = "SM2DSA",
        /// ML-DSA with SHAKE-256.
        MlDsaShake256 = "ML_DSA_SHAKE_256",
    }
}

wire_enum! {
    /// An algorithm to make and verify message authentication codes with.
    ///
    /// ```
    /// use kms_mrk::key::MacAlgorithm;
    ///
    /// assert_eq!(MacAlgorithm::from("HMAC_SHA_384"), MacAlgorithm::HmacSha384);
    /// assert_eq!(MacAlgorithm::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum MacAlgorithm ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-MacAlgorithms"] {
        /// HMAC with SHA-224.
        HmacSha224 = "HMAC_SHA_224",
        /// HMAC with SHA-256.
        HmacSha256 = "HMAC_SHA_256",
        /// HMAC with SHA-384.
        HmacSha384 = "HMAC_SHA_384",
        /// HMAC with SHA-512.
        HmacSha512 = "HMAC_SHA_512",
    }
}

wire_enum! {
    /// An algorithm to derive a shared secret with.
    ///
    /// ```
    /// use kms_mrk::key::KeyAgreementAlgorithm;
    ///
    /// assert_eq!(KeyAgreementAlgorithm::from("ECDH"), KeyAgreementAlgorithm::Ecdh);
    /// assert_eq!(KeyAgreementAlgorithm::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum KeyAgreementAlgorithm ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-KeyAgreementAlgorithms"] {
        /// Elliptic curve Diffie-Hellman.
        Ecdh = "ECDH",
    }
}

wire_enum! {
    /// An algorithm to encapsulate a shared secret with.
    ///
    /// ```
    /// use kms_mrk::key::EncapsulationAlgorithm;
    ///
    /// assert_eq!(EncapsulationAlgorithm::from("ML_KEM"), EncapsulationAlgorithm::MlKem);
    /// assert_eq!(EncapsulationAlgorithm::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum EncapsulationAlgorithm ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html"] {
        /// ML-KEM.
        MlKem = "ML_KEM",
    }
}

/// The algorithms of a key: one list, of the one kind that the key's usage calls for.
///
/// ```
/// use kms_mrk::key::{Algorithms, KeySpec, KeyUsage, MacAlgorithm};
///
/// let algorithms = KeySpec::Hmac384.algorithms(&KeyUsage::GenerateVerifyMac).unwrap();
/// assert_eq!(*algorithms, Algorithms::Mac(&[MacAlgorithm::HmacSha384]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithms {
    /// Of a key with usage ENCRYPT_DECRYPT; described in `EncryptionAlgorithms`.
    Encryption(&'static [EncryptionAlgorithm]),
    /// Of a key with usage SIGN_VERIFY; described in `SigningAlgorithms`.
    Signing(&'static [SigningAlgorithm]),
    /// Of a key with usage GENERATE_VERIFY_MAC; described in `MacAlgorithms`.
    Mac(&'static [MacAlgorithm]),
    /// Of a key with usage KEY_AGREEMENT; described in `KeyAgreementAlgorithms`.
    KeyAgreement(&'static [KeyAgreementAlgorithm]),
    /// Of a key with usage ENCAPSULATE_DECAPSULATE; described in `EncapsulationAlgorithms`.
    Encapsulation(&'static [EncapsulationAlgorithm]),
}

impl Algorithms {
    /// The names of the algorithms, in order.
    ///
    /// ```
    /// use kms_mrk::key::{KeySpec, KeyUsage};
    ///
    /// let algorithms = KeySpec::Rsa2048.algorithms(&KeyUsage::EncryptDecrypt).unwrap();
    /// assert_eq!(algorithms.names(), ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"]);
    /// ```
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        match *self {
            Self::Encryption(list) => names(list),
            Self::Signing(list) => names(list),
            Self::Mac(list) => names(list),
            Self::KeyAgreement(list) => names(list),
            Self::Encapsulation(list) => names(list),
        }
    }

    /// Whether the algorithm with this name is among them.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        match *self {
            Self::Encryption(list) => list.iter().any(|algorithm| *algorithm == name),
            Self::Signing(list) => list.iter().any(|algorithm| *algorithm == name),
            Self::Mac(list) => list.iter().any(|algorithm| *algorithm == name),
            Self::KeyAgreement(list) => list.iter().any(|algorithm| *algorithm == name),
            Self::Encapsulation(list) => list.iter().any(|algorithm| *algorithm == name),
        }
    }
}

fn names<T: AsRef<str>>(list: &'static [T]) -> Vec<&'static str> {
    list.iter().map(AsRef::as_ref).collect()
}
