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
        /// Give a key an alias.
        CreateAlias = "CreateAlias",
        /// Make a key, or the primary of a new set of related keys.
        CreateKey = "CreateKey",
        /// Take an alias off its key.
        DeleteAlias = "DeleteAlias",
        /// Describe a key.
        DescribeKey = "DescribeKey",
        /// Keep a key from being used.
        DisableKey = "DisableKey",
        /// Let a key be used again.
        EnableKey = "EnableKey",
        /// Read a key policy.
        GetKeyPolicy = "GetKeyPolicy",
        /// List the names of the policies of a key.
        ListKeyPolicies = "ListKeyPolicies",
        /// List the keys of an account in a Region.
        ListKeys = "ListKeys",
        /// List the tags of a key.
        ListResourceTags = "ListResourceTags",
        /// Replace a key policy.
        PutKeyPolicy = "PutKeyPolicy",
        /// Make a replica of a primary key.
        ReplicateKey = "ReplicateKey",
        /// Have a key deleted after a waiting period.
        ScheduleKeyDeletion = "ScheduleKeyDeletion",
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
    }
}

impl OperationName {
    /// The IAM action that allows the operation, `kms:` and its name.
    #[must_use]
    pub fn action(&self) -> String {
        format!("kms:{self}")
    }
}
