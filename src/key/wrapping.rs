//! How key material is wrapped to be imported.

wire_enum! {
    /// The algorithm that key material is encrypted with to be imported.
    ///
    /// ```
    /// use kms_mrk::key::WrappingAlgorithm;
    ///
    /// assert_eq!(WrappingAlgorithm::from("RSAES_OAEP_SHA_256"), WrappingAlgorithm::RsaesOaepSha256);
    /// assert_eq!(WrappingAlgorithm::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum WrappingAlgorithm ["https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html#KMS-GetParametersForImport-request-WrappingAlgorithm"] {
        /// RSAES PKCS #1 v1.5, which KMS no longer takes since October 2023.
        RsaesPkcs1V15 = "RSAES_PKCS1_V1_5",
        /// RSAES OAEP with SHA-1.
        RsaesOaepSha1 = "RSAES_OAEP_SHA_1",
        /// RSAES OAEP with SHA-256.
        RsaesOaepSha256 = "RSAES_OAEP_SHA_256",
        /// An AES key wrapped by RSAES OAEP with SHA-1, which wraps the material.
        RsaAesKeyWrapSha1 = "RSA_AES_KEY_WRAP_SHA_1",
        /// An AES key wrapped by RSAES OAEP with SHA-256, which wraps the material.
        RsaAesKeyWrapSha256 = "RSA_AES_KEY_WRAP_SHA_256",
        /// SM2 public key encryption, in the China Regions.
        Sm2Pke = "SM2PKE",
    }
}

wire_enum! {
    /// The type of the public key that key material is encrypted with to be imported.
    ///
    /// ```
    /// use kms_mrk::key::WrappingKeySpec;
    ///
    /// assert_eq!(WrappingKeySpec::from("RSA_4096"), WrappingKeySpec::Rsa4096);
    /// assert_eq!(WrappingKeySpec::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum WrappingKeySpec ["https://docs.aws.amazon.com/kms/latest/APIReference/API_GetParametersForImport.html#KMS-GetParametersForImport-request-WrappingKeySpec"] {
        /// RSA, 2048 bits.
        Rsa2048 = "RSA_2048",
        /// RSA, 3072 bits.
        Rsa3072 = "RSA_3072",
        /// RSA, 4096 bits.
        Rsa4096 = "RSA_4096",
        /// SM2, in the China Regions.
        Sm2 = "SM2",
    }
}
