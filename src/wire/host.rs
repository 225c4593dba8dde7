//! What a host may bring to the wire that the library does not hold: cryptography.

use crate::key::WrappingKeySpec;
use crate::operation::ImportToken;

/// What a host brings for the import of key material: wrapping keys, and how to unwrap what was encrypted under them.
///
/// ```
/// use kms_mrk::key::WrappingKeySpec;
/// use kms_mrk::operation::ImportToken;
/// use kms_mrk::wire::Host;
///
/// /// A host that takes nothing but its one secret.
/// struct Sworn;
///
/// impl Host for Sworn {
///     fn wrapping_key(&mut self, _token: &ImportToken, _spec: &WrappingKeySpec) -> Vec<u8> {
///         b"the public key".to_vec()
///     }
///
///     fn unwrap_key_material(&mut self, _token: &ImportToken, encrypted: &[u8]) -> Option<Vec<u8>> {
///         encrypted.strip_prefix(b"sealed ").map(<[u8]>::to_vec)
///     }
/// }
///
/// let token = "token".parse()?;
/// assert_eq!(Sworn.unwrap_key_material(&token, b"sealed secret"), Some(b"secret".to_vec()));
/// assert_eq!(Sworn.unwrap_key_material(&token, b"secret"), None);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
pub trait Host {
    /// The public key of a wrapping key of this spec, in DER, that goes with the import token.
    fn wrapping_key(&mut self, token: &ImportToken, spec: &WrappingKeySpec) -> Vec<u8>;

    /// The key material that was encrypted under the wrapping key of the import token, which also tells the
    /// [algorithm](ImportToken::wrapping_algorithm) and the [spec](ImportToken::wrapping_key_spec); `None` if it cannot
    /// be decrypted, which KMS answers with InvalidCiphertextException.
    fn unwrap_key_material(&mut self, token: &ImportToken, encrypted: &[u8]) -> Option<Vec<u8>>;
}

/// A host without cryptography: what is submitted is the key material itself.
///
/// ```
/// use kms_mrk::wire::{Host, Symbolic};
///
/// assert_eq!(Symbolic.unwrap_key_material(&"token".parse()?, b"orders"), Some(b"orders".to_vec()));
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Symbolic;

impl Host for Symbolic {
    fn wrapping_key(&mut self, _token: &ImportToken, spec: &WrappingKeySpec) -> Vec<u8> {
        format!("no key of spec {spec}: the key material itself is submitted").into_bytes()
    }

    fn unwrap_key_material(&mut self, _token: &ImportToken, encrypted: &[u8]) -> Option<Vec<u8>> {
        Some(encrypted.to_vec())
    }
}
