//! The few names that commands are made of, so that they meet: Regions, accounts, keys, kinds of keys, aliases.

use std::collections::BTreeMap;

use kms_mrk::key::{KeySpec, KeyUsage, Origin};

use super::store::Store;

/// Milliseconds since [`START`].
pub(crate) type Time = i64;

/// When the first command may come: 2026-01-05T12:00:00Z, in milliseconds since 1970.
pub(crate) const START: Time = 1_767_614_400_000;
pub(crate) const SECOND: Time = 1_000;
pub(crate) const MINUTE: Time = 60 * SECOND;
pub(crate) const DAY: Time = 24 * 60 * MINUTE;

/// From ReplicateKey to the end of Creating.
pub(crate) const CREATING: Time = MINUTE;
/// From UpdatePrimaryRegion to the end of Updating; not that of Creating, so that the two are told apart.
pub(crate) const UPDATING: Time = 30 * SECOND;
/// From RotateKeyOnDemand to the new material.
pub(crate) const ROTATING: Time = 45 * SECOND;
/// Rotations on demand of a key.
pub(crate) const ROTATIONS: usize = 2;
/// Keys of an account in a Region.
pub(crate) const KEYS_PER_REGION: usize = 3;
/// Aliases of a key.
pub(crate) const ALIASES_PER_KEY: usize = 2;
/// Tags of a key.
pub(crate) const TAGS_PER_KEY: usize = 50;
/// Grants of a key.
pub(crate) const GRANTS_PER_KEY: usize = 2;

/// A Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Virginia,
    Ireland,
    Sydney,
}

impl Place {
    pub(crate) const ALL: [Self; 3] = [Self::Virginia, Self::Ireland, Self::Sydney];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Virginia => "us-east-1",
            Self::Ireland => "eu-west-1",
            Self::Sydney => "ap-southeast-2",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Account {
    Ours,
    Theirs,
}

impl Account {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ours => "111122223333",
            Self::Theirs => "444455556666",
        }
    }
}

/// A set of related keys, by the number of sets that were made before it; its key ID is KMS's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot(pub(crate) usize);

impl Slot {
    /// A well-formed key ID that no key ever has.
    pub(crate) const NEVER: Self = Self(usize::MAX);
}

/// What a key is made for, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Symmetric,
    ImportedSymmetric,
    /// In the CloudHSM key store.
    InCloudHsm,
    /// In the external key store, with the external key of this number.
    InExternalStore(u8),
    Hmac,
    ImportedHmac,
    RsaToEncrypt,
    ImportedRsaToSign,
    EccToAgree,
    MlKem,
}

impl Kind {
    pub(crate) const fn spec(self) -> KeySpec {
        match self {
            Self::Symmetric | Self::ImportedSymmetric | Self::InCloudHsm | Self::InExternalStore(_) => {
                KeySpec::SymmetricDefault
            }
            Self::Hmac | Self::ImportedHmac => KeySpec::Hmac256,
            Self::RsaToEncrypt | Self::ImportedRsaToSign => KeySpec::Rsa2048,
            Self::EccToAgree => KeySpec::EccNistP256,
            Self::MlKem => KeySpec::MlKem768,
        }
    }

    pub(crate) const fn usage(self) -> KeyUsage {
        match self {
            Self::Symmetric
            | Self::ImportedSymmetric
            | Self::InCloudHsm
            | Self::InExternalStore(_)
            | Self::RsaToEncrypt => KeyUsage::EncryptDecrypt,
            Self::Hmac | Self::ImportedHmac => KeyUsage::GenerateVerifyMac,
            Self::ImportedRsaToSign => KeyUsage::SignVerify,
            Self::EccToAgree => KeyUsage::KeyAgreement,
            Self::MlKem => KeyUsage::EncapsulateDecapsulate,
        }
    }

    /// A usage that no key of the kind can have.
    pub(crate) const fn wrong_usage(self) -> KeyUsage {
        if matches!(self, Self::EccToAgree) { KeyUsage::EncryptDecrypt } else { KeyUsage::KeyAgreement }
    }

    pub(crate) const fn is_imported(self) -> bool {
        matches!(self, Self::ImportedSymmetric | Self::ImportedHmac | Self::ImportedRsaToSign)
    }

    pub(crate) const fn is_symmetric(self) -> bool {
        matches!(
            self,
            Self::Symmetric | Self::ImportedSymmetric | Self::InCloudHsm | Self::InExternalStore(_)
        )
    }

    pub(crate) const fn encrypts(self) -> bool {
        self.is_symmetric() || matches!(self, Self::RsaToEncrypt)
    }

    pub(crate) const fn signs(self) -> bool {
        matches!(self, Self::ImportedRsaToSign)
    }

    pub(crate) const fn is_asymmetric(self) -> bool {
        matches!(self, Self::RsaToEncrypt | Self::ImportedRsaToSign | Self::EccToAgree | Self::MlKem)
    }

    pub(crate) const fn store(self) -> Option<Store> {
        match self {
            Self::InCloudHsm => Some(Store::CloudHsm),
            Self::InExternalStore(_) => Some(Store::External),
            _ => None,
        }
    }

    pub(crate) const fn origin(self) -> Origin {
        match self {
            Self::InCloudHsm => Origin::AwsCloudHsm,
            Self::InExternalStore(_) => Origin::ExternalKeyStore,
            _ if self.is_imported() => Origin::External,
            _ => Origin::AwsKms,
        }
    }
}

/// An alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    Orders,
    Orders2,
    Ledger,
    /// A name that is reserved for AWS.
    Reserved,
}

impl Name {
    pub(crate) const ALL: [Self; 4] = [Self::Orders, Self::Orders2, Self::Ledger, Self::Reserved];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Orders => "alias/orders",
            Self::Orders2 => "alias/orders/2",
            Self::Ledger => "alias/Ledger",
            Self::Reserved => "alias/aws/s3",
        }
    }
}

/// A key policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// None is given; the key has the default key policy.
    Default,
    /// Another good one.
    Read,
    /// A text that is no JSON.
    NoJson,
}

/// Some tags in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagList {
    None,
    One,
    /// The same key as in `One`, and another.
    Two,
    Twice,
    Reserved,
    Fifty,
    FiftyOne,
}

impl TagList {
    pub(crate) fn pairs(self) -> Vec<(String, String)> {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        let numbered = |count| (0..count).map(|n| (format!("n{n:02}"), String::new())).collect();
        match self {
            Self::None => Vec::new(),
            Self::One => pairs(&[("team", "red")]),
            Self::Two => pairs(&[("team", "blue"), ("Team", "")]),
            Self::Twice => pairs(&[("team", "red"), ("team", "blue")]),
            Self::Reserved => pairs(&[("AWS:team", "red")]),
            Self::Fifty => numbered(50),
            Self::FiftyOne => numbered(51),
        }
    }
}

/// What imported material is made of.
pub(crate) const BYTES: [u8; 3] = [0, 1, 2];

/// The tags of a key.
pub(crate) type TagsOf = BTreeMap<String, String>;

/// The material of a key, by what a person would call it; its ID is KMS's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Material {
    /// The set's so-many-th that KMS made.
    Made(u32),
    /// Made of these bytes by its owner.
    Imported(u8),
}
