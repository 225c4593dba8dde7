//! The actions of KMS, and what a key policy can do about each.

/// Declares the actions in alphabetical order, each with whom a key policy can allow it.
macro_rules! actions {
    ($( $(#[$meta:meta])* $Name:ident = $text:literal: $reach:ident; )+) => {
        wire_enum! {
            /// An action of IAM policies and key policies that belongs to KMS.
            ///
            /// Names are written as AWS writes them; in policies, their case does not matter, and
            /// [`ActionSet::matching`](super::ActionSet::matching) reads them so. There is no action `kms:ReEncrypt`.
            ///
            /// ```
            /// use kms_mrk::policy::{Action, Reach};
            ///
            /// assert_eq!(Action::PutKeyPolicy.as_str(), "kms:PutKeyPolicy");
            /// assert_eq!(Action::PutKeyPolicy.reach(), Reach::OwnAccount);
            /// assert_eq!(Action::CreateKey.reach(), Reach::Nobody);
            /// assert_eq!(Action::ALL.len(), 58);
            /// ```
            pub enum Action ["https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html"] {
                $( $(#[$meta])* $Name = $text, )+
            }
        }

        /// The names, in the order of [`Action::ALL`], which is that of the alphabet.
        pub(super) const NAMES: [&str; Action::ALL.len()] = [$($text),+];

        pub(super) const REACH: &[Reach] = &[$(Reach::$reach),+];

        /// The listed actions, as the numbers of their bits in a set.
        #[derive(Clone, Copy)]
        pub(super) enum Listed {
            $( $Name, )+
        }

        impl Action {
            /// The position in [`Action::ALL`]; `None` for an action that is not listed.
            pub(super) const fn index(&self) -> Option<usize> {
                match self {
                    $( Self::$Name => Some(Listed::$Name as usize), )+
                    Self::Other(_) => None,
                }
            }
        }
    };
}

actions! {
    /// Cancels the scheduled deletion of a key.
    CancelKeyDeletion = "kms:CancelKeyDeletion": OwnAccount;
    /// Connects a custom key store.
    ConnectCustomKeyStore = "kms:ConnectCustomKeyStore": Nobody;
    /// Creates an alias; needs an IAM policy on the alias too.
    CreateAlias = "kms:CreateAlias": OwnAccount;
    /// Creates a custom key store.
    CreateCustomKeyStore = "kms:CreateCustomKeyStore": Nobody;
    /// Adds a grant to a key.
    CreateGrant = "kms:CreateGrant": AnyAccount;
    /// Creates a key; ReplicateKey needs it in the replica Region.
    CreateKey = "kms:CreateKey": Nobody;
    /// Recovers an encapsulated shared secret.
    Decapsulate = "kms:Decapsulate": AnyAccount;
    /// Decrypts.
    Decrypt = "kms:Decrypt": AnyAccount;
    /// Deletes an alias; needs an IAM policy on the alias too.
    DeleteAlias = "kms:DeleteAlias": OwnAccount;
    /// Deletes a custom key store.
    DeleteCustomKeyStore = "kms:DeleteCustomKeyStore": Nobody;
    /// Deletes imported key material.
    DeleteImportedKeyMaterial = "kms:DeleteImportedKeyMaterial": OwnAccount;
    /// Derives a shared secret.
    DeriveSharedSecret = "kms:DeriveSharedSecret": AnyAccount;
    /// Describes custom key stores.
    DescribeCustomKeyStores = "kms:DescribeCustomKeyStores": Nobody;
    /// Describes a key.
    DescribeKey = "kms:DescribeKey": AnyAccount;
    /// Disables a key.
    DisableKey = "kms:DisableKey": OwnAccount;
    /// Ends the automatic rotation of a key.
    DisableKeyRotation = "kms:DisableKeyRotation": OwnAccount;
    /// Disconnects a custom key store.
    DisconnectCustomKeyStore = "kms:DisconnectCustomKeyStore": Nobody;
    /// Enables a key.
    EnableKey = "kms:EnableKey": OwnAccount;
    /// Begins the automatic rotation of a key.
    EnableKeyRotation = "kms:EnableKeyRotation": OwnAccount;
    /// Makes and encapsulates a shared secret.
    Encapsulate = "kms:Encapsulate": AnyAccount;
    /// Encrypts.
    Encrypt = "kms:Encrypt": AnyAccount;
    /// Makes a data key.
    GenerateDataKey = "kms:GenerateDataKey": AnyAccount;
    /// Makes a data key pair.
    GenerateDataKeyPair = "kms:GenerateDataKeyPair": AnyAccount;
    /// Makes a data key pair without the plaintext private key.
    GenerateDataKeyPairWithoutPlaintext = "kms:GenerateDataKeyPairWithoutPlaintext": AnyAccount;
    /// Makes a data key without its plaintext.
    GenerateDataKeyWithoutPlaintext = "kms:GenerateDataKeyWithoutPlaintext": AnyAccount;
    /// Makes a message authentication code.
    GenerateMac = "kms:GenerateMac": AnyAccount;
    /// Makes random bytes.
    GenerateRandom = "kms:GenerateRandom": Nobody;
    /// Tells when a key was last used.
    GetKeyLastUsage = "kms:GetKeyLastUsage": OwnAccount;
    /// Reads a key policy.
    GetKeyPolicy = "kms:GetKeyPolicy": OwnAccount;
    /// Tells whether a key is rotated.
    GetKeyRotationStatus = "kms:GetKeyRotationStatus": AnyAccount;
    /// Prepares an import of key material.
    GetParametersForImport = "kms:GetParametersForImport": OwnAccount;
    /// Reads a public key.
    GetPublicKey = "kms:GetPublicKey": AnyAccount;
    /// Imports key material.
    ImportKeyMaterial = "kms:ImportKeyMaterial": OwnAccount;
    /// Lists aliases.
    ListAliases = "kms:ListAliases": Nobody;
    /// Lists the grants of a key.
    ListGrants = "kms:ListGrants": AnyAccount;
    /// Lists the names of the key policies of a key.
    ListKeyPolicies = "kms:ListKeyPolicies": OwnAccount;
    /// Lists the rotations of a key.
    ListKeyRotations = "kms:ListKeyRotations": OwnAccount;
    /// Lists keys.
    ListKeys = "kms:ListKeys": Nobody;
    /// Lists the tags of a key.
    ListResourceTags = "kms:ListResourceTags": OwnAccount;
    /// Lists the grants that a principal may retire.
    ListRetirableGrants = "kms:ListRetirableGrants": Nobody;
    /// Replaces a key policy.
    PutKeyPolicy = "kms:PutKeyPolicy": OwnAccount;
    /// Decrypts as the first half of ReEncrypt.
    ReEncryptFrom = "kms:ReEncryptFrom": AnyAccount;
    /// Encrypts as the second half of ReEncrypt.
    ReEncryptTo = "kms:ReEncryptTo": AnyAccount;
    /// Makes a replica key; needed on the primary key.
    ReplicateKey = "kms:ReplicateKey": OwnAccount;
    /// Retires a grant.
    RetireGrant = "kms:RetireGrant": AnyAccount;
    /// Revokes a grant.
    RevokeGrant = "kms:RevokeGrant": AnyAccount;
    /// Rotates a key at once.
    RotateKeyOnDemand = "kms:RotateKeyOnDemand": OwnAccount;
    /// Schedules the deletion of a key.
    ScheduleKeyDeletion = "kms:ScheduleKeyDeletion": OwnAccount;
    /// Signs.
    Sign = "kms:Sign": AnyAccount;
    /// Synchronizes shared properties; for a service-linked role of KMS alone.
    SynchronizeMultiRegionKey = "kms:SynchronizeMultiRegionKey": Nobody;
    /// Tags a key.
    TagResource = "kms:TagResource": OwnAccount;
    /// Removes tags from a key.
    UntagResource = "kms:UntagResource": OwnAccount;
    /// Moves an alias to another key; needs an IAM policy on the alias too.
    UpdateAlias = "kms:UpdateAlias": OwnAccount;
    /// Changes a custom key store.
    UpdateCustomKeyStore = "kms:UpdateCustomKeyStore": Nobody;
    /// Changes the description of a key.
    UpdateKeyDescription = "kms:UpdateKeyDescription": OwnAccount;
    /// Makes a replica key the primary key; needed on both keys.
    UpdatePrimaryRegion = "kms:UpdatePrimaryRegion": OwnAccount;
    /// Verifies a signature.
    Verify = "kms:Verify": AnyAccount;
    /// Verifies a message authentication code.
    VerifyMac = "kms:VerifyMac": AnyAccount;
}

/// Whom a key policy can allow an action.
///
/// Source: service authorization reference for KMS (resource types of each action);
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Nobody: the action is not one on a key, and only IAM policies can allow it.
    Nobody,
    /// Principals of the key's own account; to principals of other accounts a statement gives nothing.
    OwnAccount,
    /// Principals of any account.
    AnyAccount,
}

impl Action {
    /// Whom a key policy can allow the action; of an action that is not listed, anybody.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.index().and_then(|index| REACH.get(index).copied()).unwrap_or(Reach::AnyAccount)
    }
}
