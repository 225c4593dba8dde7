//! What an event happened to.

use serde::{Deserialize, Serialize};

use crate::identity::{CustomKeyStoreId, KeyId};

/// What an event happened to: a key, or a custom key store with all its keys.
///
/// serde writes a member that is named after the kind: `{"key_id": "mrk-…"}` or `{"custom_key_store_id": "cks-…"}`.
/// A text alone would not do, because the ID of a custom key store may be any text, even one that looks like a key ID.
///
/// ```
/// use kms_mrk::identity::KeyId;
/// use kms_mrk::model::Subject;
///
/// let key_id: KeyId = "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
/// assert_eq!(Subject::from(key_id).key_id(), Some(key_id));
/// assert_eq!(Subject::CustomKeyStore("cks-1".parse()?).key_id(), None);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A key, by the ID that it has in common with its related keys.
    #[serde(rename = "key_id")]
    Key(KeyId),
    /// A custom key store.
    #[serde(rename = "custom_key_store_id")]
    CustomKeyStore(CustomKeyStoreId),
}

impl Subject {
    /// The ID of the key, if it is one.
    #[must_use]
    pub const fn key_id(&self) -> Option<KeyId> {
        match self {
            Self::Key(key_id) => Some(*key_id),
            Self::CustomKeyStore(_) => None,
        }
    }
}

impl From<KeyId> for Subject {
    fn from(key_id: KeyId) -> Self {
        Self::Key(key_id)
    }
}

impl From<CustomKeyStoreId> for Subject {
    fn from(id: CustomKeyStoreId) -> Self {
        Self::CustomKeyStore(id)
    }
}
