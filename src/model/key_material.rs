//! Key material as the model knows it: by what tells it from other material.

use std::fmt;

use super::seed::spread;
use crate::identity::KeyId;
use crate::key::KeyMaterialId;

/// Key material to be imported, as the model knows it: not the material, but what tells it from other material.
///
/// The model holds no key material. It is given the bytes, or a digest of them that a host made, and keeps 32 bytes
/// that are other ones for other bytes; they are quickly made and **no secret is safe in them**. The identifier that
/// KMS gives to a material is a function of the key ID and the material, so related keys show the same for the same
/// bytes; the model's function is its own, since KMS's is not known.
///
/// ```
/// use kms_mrk::model::KeyMaterial;
///
/// let (orders, invoices) = (KeyMaterial::of(b"orders"), KeyMaterial::of(b"invoices"));
/// assert_ne!(orders, invoices);
/// let key = "mrk-1234abcd12ab34cd56ef1234567890ab".parse()?;
/// assert_eq!(orders.id_in(key), KeyMaterial::of(b"orders").id_in(key));
/// assert_ne!(orders.id_in(key), invoices.id_in(key));
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyMaterial(Known);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Known {
    Digest([u64; 4]),
    Id(KeyMaterialId),
}

impl KeyMaterial {
    /// The material with these bytes, or with this digest of them: the same bytes are the same material.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut lanes = [1, 2, 3, 4].map(|lane| spread(bytes.len() as u64 ^ spread(lane)));
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            for (to, from) in word.iter_mut().zip(chunk) {
                *to = *from;
            }
            let word = u64::from_be_bytes(word);
            for (lane, salt) in lanes.iter_mut().zip(1..) {
                *lane = spread(*lane ^ word.wrapping_add(spread(salt)));
            }
        }
        Self(Known::Digest(lanes))
    }

    /// The material to which KMS gave this identifier: for keys that were made by KMS and taken over into the model,
    /// where the identifier that the model would give to the bytes is another one.
    ///
    /// ```
    /// use kms_mrk::model::KeyMaterial;
    ///
    /// let id = "0f".repeat(32).parse()?;
    /// assert_eq!(KeyMaterial::with_id(id).id_in("mrk-1234abcd12ab34cd56ef1234567890ab".parse()?), id);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub const fn with_id(id: KeyMaterialId) -> Self {
        Self(Known::Id(id))
    }

    /// The identifier of the material in keys with this key ID.
    #[must_use]
    pub fn id_in(&self, key_id: KeyId) -> KeyMaterialId {
        match self.0 {
            Known::Id(id) => id,
            Known::Digest(lanes) => {
                identifier(key_id, lanes.iter().fold(0, |state, lane| spread(state ^ lane)))
            }
        }
    }
}

impl fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Known::Digest(lanes) => write!(f, "KeyMaterial({lanes:016x?})"),
            Known::Id(id) => write!(f, "KeyMaterial({id})"),
        }
    }
}

/// The identifier of the `version`th material that KMS makes for a key: a function of the two, so that related keys
/// have the same.
pub(super) fn generated(key_id: KeyId, version: u64) -> KeyMaterialId {
    identifier(key_id, spread(version))
}

/// The identifier of material of which nothing is known but that it is there.
pub(super) fn unnamed(key_id: KeyId) -> KeyMaterialId {
    generated(key_id, 0)
}

fn identifier(key_id: KeyId, state: u64) -> KeyMaterialId {
    let mut bytes = [0; 32];
    // A single-Region key and a multi-Region key may have the same digits.
    let mut state = if key_id.is_multi_region() { state } else { !state };
    for half in key_id.bytes().chunks_exact(8) {
        let mut word = [0; 8];
        word.copy_from_slice(half);
        state = spread(state ^ u64::from_be_bytes(word));
    }
    for (word, index) in bytes.chunks_exact_mut(8).zip(1..) {
        word.copy_from_slice(&spread(state.wrapping_add(index)).to_be_bytes());
    }
    KeyMaterialId::from_bytes(bytes)
}
