//! What keys seal: a ciphertext tells the key, and what it takes to open it.

use super::alphabet::{Account, Material, Slot};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ciphertext {
    pub(crate) slot: Slot,
    pub(crate) owner: Account,
    /// The material that sealed it; of keys that show none, `None`.
    pub(crate) material: Option<Material>,
    pub(crate) algorithm: Algorithm,
    pub(crate) context: Context,
    pub(crate) plain: Plain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Symmetric,
    OaepSha1,
    OaepSha256,
}

impl Algorithm {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Symmetric => "SYMMETRIC_DEFAULT",
            Self::OaepSha1 => "RSAES_OAEP_SHA_1",
            Self::OaepSha256 => "RSAES_OAEP_SHA_256",
        }
    }
}

/// An encryption context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    None,
    Orders,
    Billing,
}

/// What is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Short,
    /// More than RSAES_OAEP_SHA_256 encrypts with a key of 2048 bits, and not more than RSAES_OAEP_SHA_1 does.
    Long,
    /// A data key of so many bytes.
    DataKey(usize),
    /// The private key of a pair.
    PrivateKey,
}

impl Plain {
    /// How many bytes it has, if that is known.
    pub(crate) const fn length(self) -> Option<usize> {
        match self {
            Self::Short => Some(3),
            Self::Long => Some(200),
            Self::DataKey(bytes) => Some(bytes),
            Self::PrivateKey => None,
        }
    }
}
