//! Bytes that requests and answers carry: plaintext, messages, signatures and the like.

use std::fmt;

use base64::Engine as _;
use base64::display::Base64Display;
use base64::prelude::BASE64_STANDARD;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

/// Bytes that are not a value of the type they were given for: none, or too many.
///
/// ```
/// use kms_mrk::operation::Plaintext;
///
/// let error = Plaintext::new([0; 4097]).unwrap_err();
/// assert_eq!(error.to_string(), "invalid plaintext: expected 1 to 4096 bytes, found 4097");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid {noun}: expected 1 to {most} bytes, found {found}")]
pub struct InvalidLength {
    noun: &'static str,
    most: usize,
    found: usize,
}

/// Declares types of at least one byte and at most so many: `Name, "noun", most, "documentation";`.
macro_rules! blobs {
    ($( $(#[$meta:meta])* $Name:ident, $noun:literal, $most:literal; )+) => { $(
        $(#[$meta])*
        ///
        /// serde writes Base64, as AWS does.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Name(Box<[u8]>); // INVARIANT: 1..=MAX_LENGTH bytes

        impl $Name {
            /// The most bytes that it may have.
            pub const MAX_LENGTH: usize = $most;

            #[doc = concat!("The ", $noun, " of these bytes.")]
            ///
            /// # Errors
            #[doc = concat!("No byte, or more than ", stringify!($most), ".")]
            pub fn new(bytes: impl Into<Box<[u8]>>) -> Result<Self, InvalidLength> {
                let bytes = bytes.into();
                match bytes.len() {
                    1..=$most => Ok(Self(bytes)),
                    found => Err(InvalidLength { noun: $noun, most: $most, found }),
                }
            }

            /// The bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl AsRef<[u8]> for $Name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl fmt::Debug for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($Name), "(\"{}\")"), self.0.escape_ascii())
            }
        }

        impl Serialize for $Name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&Base64Display::new(&self.0, &BASE64_STANDARD))
            }
        }

        impl<'de> Deserialize<'de> for $Name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let bytes = BASE64_STANDARD.decode(&text).map_err(D::Error::custom)?;
                Self::new(bytes).map_err(D::Error::custom)
            }
        }
    )+ };
}

blobs! {
    /// What is encrypted, or was: 1 to 4096 bytes. Asymmetric keys encrypt less, which depends on the key.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html#KMS-Encrypt-request-Plaintext>
    ///
    /// ```
    /// use kms_mrk::operation::Plaintext;
    ///
    /// let plaintext = Plaintext::new(*b"hello")?;
    /// assert_eq!(serde_json::to_string(&plaintext).unwrap(), r#""aGVsbG8=""#);
    /// # Ok::<(), kms_mrk::operation::InvalidLength>(())
    /// ```
    Plaintext, "plaintext", 4096;
    /// What is signed or authenticated, or its digest: 1 to 4096 bytes.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html#KMS-Sign-request-Message>
    Message, "message", 4096;
    /// A signature to verify: 1 to 6144 bytes.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Verify.html#KMS-Verify-request-Signature>
    Signature, "signature", 6144;
    /// A message authentication code to verify: 1 to 6144 bytes.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html#KMS-VerifyMac-request-Mac>
    Mac, "MAC", 6144;
    /// The public key of the other side, as a DER-encoded SubjectPublicKeyInfo: 1 to 8192 bytes. The model does not
    /// look into it.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeriveSharedSecret.html#KMS-DeriveSharedSecret-request-PublicKey>
    PublicKey, "public key", 8192;
    /// An encapsulated shared secret: 1 to 6144 bytes; how many fit depends on the key.
    ///
    /// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decapsulate.html>
    EncapsulatedSecret, "encapsulated secret", 6144;
}
