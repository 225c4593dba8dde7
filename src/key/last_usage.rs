//! The operations that count as a use of a key.

wire_enum! {
    /// An operation that KMS counts as a use of a key, where it was successful.
    ///
    /// To read a public key is none, and neither is anything else that needs no key material.
    ///
    /// ```
    /// use kms_mrk::key::KeyLastUsageTrackingOperation;
    ///
    /// assert_eq!(KeyLastUsageTrackingOperation::from("ReEncrypt"), KeyLastUsageTrackingOperation::ReEncrypt);
    /// assert!(!KeyLastUsageTrackingOperation::from("GetPublicKey").is_listed());
    /// ```
    pub enum KeyLastUsageTrackingOperation ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyLastUsageData.html#KMS-Type-KeyLastUsageData-Operation"] {
        /// The key decrypted.
        Decrypt = "Decrypt",
        /// The key agreed on a shared secret.
        DeriveSharedSecret = "DeriveSharedSecret",
        /// The key encrypted.
        Encrypt = "Encrypt",
        /// The key encrypted a data key.
        GenerateDataKey = "GenerateDataKey",
        /// The key encrypted the private key of a data key pair.
        GenerateDataKeyPair = "GenerateDataKeyPair",
        /// The key encrypted the private key of a data key pair, which was not shown.
        GenerateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext",
        /// The key encrypted a data key, which was not shown.
        GenerateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext",
        /// The key made a message authentication code.
        GenerateMac = "GenerateMac",
        /// The key decrypted what another key encrypted anew, or the other way round.
        ReEncrypt = "ReEncrypt",
        /// The key signed.
        Sign = "Sign",
        /// The key verified a signature.
        Verify = "Verify",
        /// The key verified a message authentication code.
        VerifyMac = "VerifyMac",
        /// The key encapsulated a shared secret.
        Encapsulate = "Encapsulate",
        /// The key recovered a shared secret.
        Decapsulate = "Decapsulate",
    }
}
