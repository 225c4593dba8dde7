//! Where key material comes from, and who manages a key.

wire_enum! {
    /// The source of a KMS key's material; it never changes.
    ///
    /// ```
    /// use kms_mrk::key::Origin;
    ///
    /// assert!(Origin::External.can_be_multi_region());
    /// assert!(!Origin::AwsCloudHsm.can_be_multi_region());
    /// ```
    pub enum Origin ["https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-Origin"] {
        /// KMS made the material.
        AwsKms = "AWS_KMS",
        /// The material is imported, or not there yet.
        External = "EXTERNAL",
        /// The material was made in the CloudHSM cluster of a custom key store.
        AwsCloudHsm = "AWS_CLOUDHSM",
        /// The material is outside of AWS, behind an external key store.
        ExternalKeyStore = "EXTERNAL_KEY_STORE",
    }
}

impl Origin {
    /// Whether keys of this origin live in a custom key store.
    #[must_use]
    pub const fn is_custom_key_store(&self) -> bool {
        matches!(self, Self::AwsCloudHsm | Self::ExternalKeyStore)
    }

    /// Whether keys of this origin can be multi-Region keys: all but those of custom key stores.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-MultiRegion>
    #[must_use]
    pub const fn can_be_multi_region(&self) -> bool {
        !self.is_custom_key_store()
    }
}

wire_enum! {
    /// Who manages a KMS key. Multi-Region keys are always managed by the customer.
    ///
    /// ```
    /// use kms_mrk::key::KeyManager;
    ///
    /// assert_eq!(KeyManager::from("CUSTOMER"), KeyManager::Customer);
    /// assert_eq!(KeyManager::from("SOMETHING_NEW").as_str(), "SOMETHING_NEW");
    /// ```
    pub enum KeyManager ["https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html#KMS-Type-KeyMetadata-KeyManager"] {
        /// An AWS service made the key in the account and manages it.
        Aws = "AWS",
        /// The account made the key and manages it.
        Customer = "CUSTOMER",
    }
}
