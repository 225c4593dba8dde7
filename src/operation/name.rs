//! The names of the operations.

wire_enum! {
    /// The name of an operation of KMS, as it stands after `TrentService.` in `X-Amz-Target`.
    ///
    /// ```
    /// use kms_mrk::operation::OperationName;
    ///
    /// assert_eq!(OperationName::from("ReplicateKey"), OperationName::ReplicateKey);
    /// assert_eq!(OperationName::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum OperationName ["https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html"] {
        /// Take back that a key is to be deleted.
        CancelKeyDeletion = "CancelKeyDeletion",
        /// Connect a custom key store.
        ConnectCustomKeyStore = "ConnectCustomKeyStore",
        /// Give a key an alias.
        CreateAlias = "CreateAlias",
        /// Let a principal use a key.
        CreateGrant = "CreateGrant",
        /// Make a key, or the primary of a new set of related keys.
        CreateKey = "CreateKey",
        /// Recover a shared secret that was encapsulated.
        Decapsulate = "Decapsulate",
        /// Decrypt what a key encrypted.
        Decrypt = "Decrypt",
        /// Take an alias off its key.
        DeleteAlias = "DeleteAlias",
        /// Delete imported material of a key.
        DeleteImportedKeyMaterial = "DeleteImportedKeyMaterial",
        /// Derive a shared secret.
        DeriveSharedSecret = "DeriveSharedSecret",
        /// Describe a key.
        DescribeKey = "DescribeKey",
        /// Keep a key from being used.
        DisableKey = "DisableKey",
        /// Stop the automatic rotation of a key.
        DisableKeyRotation = "DisableKeyRotation",
        /// Disconnect a custom key store.
        DisconnectCustomKeyStore = "DisconnectCustomKeyStore",
        /// Let a key be used again.
        EnableKey = "EnableKey",
        /// Have a key rotated automatically.
        EnableKeyRotation = "EnableKeyRotation",
        /// Make and encapsulate a shared secret.
        Encapsulate = "Encapsulate",
        /// Encrypt with a key.
        Encrypt = "Encrypt",
        /// Make a data key, in plain and encrypted.
        GenerateDataKey = "GenerateDataKey",
        /// Make a data key pair, its private key in plain and encrypted.
        GenerateDataKeyPair = "GenerateDataKeyPair",
        /// Make a data key pair, its private key encrypted only.
        GenerateDataKeyPairWithoutPlaintext = "GenerateDataKeyPairWithoutPlaintext",
        /// Make a data key, encrypted only.
        GenerateDataKeyWithoutPlaintext = "GenerateDataKeyWithoutPlaintext",
        /// Make a message authentication code.
        GenerateMac = "GenerateMac",
        /// Tell when a key was last used, and for what.
        GetKeyLastUsage = "GetKeyLastUsage",
        /// Read a key policy.
        GetKeyPolicy = "GetKeyPolicy",
        /// Tell how a key is rotated.
        GetKeyRotationStatus = "GetKeyRotationStatus",
        /// Get what is needed to import material.
        GetParametersForImport = "GetParametersForImport",
        /// Read the public key of a key pair.
        GetPublicKey = "GetPublicKey",
        /// Import material into a key.
        ImportKeyMaterial = "ImportKeyMaterial",
        /// List the aliases of an account in a Region, or of a key.
        ListAliases = "ListAliases",
        /// List the grants of a key.
        ListGrants = "ListGrants",
        /// List the names of the policies of a key.
        ListKeyPolicies = "ListKeyPolicies",
        /// List the rotations of a key.
        ListKeyRotations = "ListKeyRotations",
        /// List the keys of an account in a Region.
        ListKeys = "ListKeys",
        /// List the tags of a key.
        ListResourceTags = "ListResourceTags",
        /// List the grants that a principal can retire.
        ListRetirableGrants = "ListRetirableGrants",
        /// Replace a key policy.
        PutKeyPolicy = "PutKeyPolicy",
        /// Decrypt with one key and encrypt with another.
        ReEncrypt = "ReEncrypt",
        /// Make a replica of a primary key.
        ReplicateKey = "ReplicateKey",
        /// Give up a grant.
        RetireGrant = "RetireGrant",
        /// Take a grant back.
        RevokeGrant = "RevokeGrant",
        /// Rotate a key now.
        RotateKeyOnDemand = "RotateKeyOnDemand",
        /// Have a key deleted after a waiting period.
        ScheduleKeyDeletion = "ScheduleKeyDeletion",
        /// Sign a message.
        Sign = "Sign",
        /// Give a key tags.
        TagResource = "TagResource",
        /// Take tags off a key.
        UntagResource = "UntagResource",
        /// Give an alias another key.
        UpdateAlias = "UpdateAlias",
        /// Replace the description of a key.
        UpdateKeyDescription = "UpdateKeyDescription",
        /// Make a replica the primary key.
        UpdatePrimaryRegion = "UpdatePrimaryRegion",
        /// Verify a signature.
        Verify = "Verify",
        /// Verify a message authentication code.
        VerifyMac = "VerifyMac",
    }
}

impl OperationName {
    /// The IAM action that allows the operation, `kms:` and its name.
    #[must_use]
    pub fn action(&self) -> String {
        format!("kms:{self}")
    }
}
