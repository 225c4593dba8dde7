//! The operations that a grant can permit.

use super::spec::{KeySpec, KeyUsage};

wire_enum! {
    /// An operation that a grant permits.
    ///
    /// ```
    /// use kms_mrk::key::GrantOperation;
    ///
    /// assert_eq!(GrantOperation::from("ReEncryptFrom"), GrantOperation::ReEncryptFrom);
    /// assert_eq!(GrantOperation::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum GrantOperation ["https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html#KMS-CreateGrant-request-Operations"] {
        /// Decrypt.
        Decrypt = "Decrypt",
        /// Encrypt.
        Encrypt = "Encrypt",
        /// Make a data key, in plain and encrypted.
        GenerateDataKey = "GenerateDataKey",
        /// Make a data key, encrypted only.
        GenerateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext",
        /// Encrypt with another key what this key encrypted.
        ReEncryptFrom = "ReEncryptFrom",
        /// Encrypt with this key what another key encrypted.
        ReEncryptTo = "ReEncryptTo",
        /// Sign.
        Sign = "Sign",
        /// Verify a signature.
        Verify = "Verify",
        /// Read the public key.
        GetPublicKey = "GetPublicKey",
        /// Create grants that permit no more than this one.
        CreateGrant = "CreateGrant",
        /// Retire this grant.
        RetireGrant = "RetireGrant",
        /// Describe the key.
        DescribeKey = "DescribeKey",
        /// Make a data key pair, its private key in plain and encrypted.
        GenerateDataKeyPair = "GenerateDataKeyPair",
        /// Make a data key pair, its private key encrypted only.
        GenerateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext",
        /// Make a message authentication code.
        GenerateMac = "GenerateMac",
        /// Verify a message authentication code.
        VerifyMac = "VerifyMac",
        /// Derive a shared secret.
        DeriveSharedSecret = "DeriveSharedSecret",
        /// Make and encapsulate a shared secret.
        Encapsulate = "Encapsulate",
        /// Recover a shared secret that was encapsulated.
        Decapsulate = "Decapsulate",
    }
}

impl GrantOperation {
    /// Whether keys of this spec and usage have the operation; `None` where the operation, the spec or the usage is not
    /// listed.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations>
    ///
    /// ```
    /// use kms_mrk::key::{GrantOperation, KeySpec, KeyUsage};
    ///
    /// let rsa = KeySpec::Rsa2048;
    /// assert_eq!(GrantOperation::Sign.is_for(&rsa, &KeyUsage::SignVerify), Some(true));
    /// assert_eq!(GrantOperation::Sign.is_for(&rsa, &KeyUsage::EncryptDecrypt), Some(false));
    /// ```
    #[must_use]
    pub fn is_for(&self, key_spec: &KeySpec, key_usage: &KeyUsage) -> Option<bool> {
        if !key_spec.is_listed() || !key_usage.is_listed() {
            return None;
        }
        let is_symmetric = *key_spec == KeySpec::SymmetricDefault;
        Some(match self {
            Self::CreateGrant | Self::RetireGrant | Self::DescribeKey => true,
            Self::Encrypt | Self::Decrypt | Self::ReEncryptFrom | Self::ReEncryptTo => {
                *key_usage == KeyUsage::EncryptDecrypt
            }
            Self::GenerateDataKey
            | Self::GenerateDataKeyWithoutPlaintext
            | Self::GenerateDataKeyPair
            | Self::GenerateDataKeyPairWithoutPlaintext => is_symmetric,
            Self::Sign | Self::Verify => *key_usage == KeyUsage::SignVerify,
            Self::GetPublicKey => !is_symmetric && *key_usage != KeyUsage::GenerateVerifyMac,
            Self::GenerateMac | Self::VerifyMac => *key_usage == KeyUsage::GenerateVerifyMac,
            Self::DeriveSharedSecret => *key_usage == KeyUsage::KeyAgreement,
            Self::Encapsulate | Self::Decapsulate => *key_usage == KeyUsage::EncapsulateDecapsulate,
            Self::Other(_) => return None,
        })
    }
}
