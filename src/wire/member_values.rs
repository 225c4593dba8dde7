//! The members of requests that are more than texts: blobs, numbers within bounds, encryption contexts, ciphertexts.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::members::{Found, Members};
use crate::json_tree::View;
use crate::key::EncryptionContext;
use crate::operation::{
    EncapsulatedSecret, InvalidLength, Mac, Message, Plaintext, PublicKey, Signature, SymbolicCiphertext,
};
use crate::verdict::{ErrorCode, Evidence};

/// Bytes that a member has.
pub(super) trait Bytes: Sized {
    const MOST: usize;

    fn of(bytes: Vec<u8>) -> Result<Self, InvalidLength>;
}

macro_rules! bytes {
    ($($Name:ident),+) => { $(
        impl Bytes for $Name {
            const MOST: usize = Self::MAX_LENGTH;

            fn of(bytes: Vec<u8>) -> Result<Self, InvalidLength> {
                Self::new(bytes)
            }
        }
    )+ };
}

bytes!(EncapsulatedSecret, Mac, Message, Plaintext, PublicKey, Signature);

/// The most bytes of a ciphertext.
const MOST_OF_CIPHERTEXT: usize = 6144;

impl Members<'_> {
    /// That a member is there, whatever it is.
    pub(super) fn require(&mut self, name: &'static str, found: &mut Found) {
        self.required::<()>(name, found, None);
    }

    /// A blob, which is written in base64, of so many bytes.
    fn blob(&mut self, name: &'static str, least: usize, most: usize, found: &mut Found) -> Option<Vec<u8>> {
        let text = self.text(name, found)?;
        let Ok(bytes) = BASE64_STANDARD.decode(text) else {
            found.wrong_type(self.place(name), format!("{name} must be base64"));
            return None;
        };
        let demand = match bytes.len() {
            length if length < least => format!("have length greater than or equal to {least}"),
            length if length > most => format!("have length less than or equal to {most}"),
            _ => return Some(bytes),
        };
        // KMS shows the bytes as the text of a buffer of its own.
        let value = format!("java.nio.HeapByteBuffer[pos=0 lim={0} cap={0}]", bytes.len());
        found.out_of_constraint(
            self.place(name),
            name,
            &self.path(name),
            &value,
            &demand,
            Evidence::Inferred,
        );
        None
    }

    pub(super) fn required_blob(
        &mut self,
        name: &'static str,
        least: usize,
        most: usize,
        found: &mut Found,
    ) -> Option<Vec<u8>> {
        let value = self.blob(name, least, most, found);
        self.required(name, found, value)
    }

    pub(super) fn required_bytes<T: Bytes>(&mut self, name: &'static str, found: &mut Found) -> Option<T> {
        self.required_blob(name, 1, T::MOST, found).and_then(|bytes| T::of(bytes).ok())
    }

    /// A ciphertext of the model; other bytes are none, as KMS says of bytes that it did not encrypt.
    pub(super) fn required_ciphertext(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Option<SymbolicCiphertext> {
        let bytes = self.required_blob(name, 1, usize::MAX, found)?;
        let ciphertext = serde_json::from_slice(&bytes).ok();
        if ciphertext.is_none() {
            let demand = format!("have length less than or equal to {MOST_OF_CIPHERTEXT}");
            match bytes.len() > MOST_OF_CIPHERTEXT {
                true => {
                    let (place, path) = (self.place(name), self.path(name));
                    found.out_of_constraint(place, name, &path, "", &demand, Evidence::Inferred);
                }
                false => found.refused(
                    self.place(name),
                    ErrorCode::InvalidCiphertext,
                    String::new(),
                    Evidence::Recorded,
                ),
            }
        }
        ciphertext
    }

    /// A whole number within bounds that the service model sets.
    pub(super) fn number_between(
        &mut self,
        name: &'static str,
        least: u32,
        most: u32,
        found: &mut Found,
    ) -> Option<u32> {
        let value = self.value(name)?;
        let number = match value.view() {
            View::Number(number) => number.as_i64(),
            _ => None,
        };
        let Some(number) = number else {
            found.wrong_type(
                self.place(name),
                format!("{name} must be a whole number, found {}", value.kind()),
            );
            return None;
        };
        let demand = match number {
            number if number < i64::from(least) => format!("have value greater than or equal to {least}"),
            number if number > i64::from(most) => format!("have value less than or equal to {most}"),
            number => return u32::try_from(number).ok(),
        };
        let (place, path) = (self.place(name), self.path(name));
        found.out_of_constraint(place, name, &path, &number.to_string(), &demand, Evidence::Inferred);
        None
    }

    /// An encryption context, if there is one.
    pub(super) fn optional_encryption_context(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Option<EncryptionContext> {
        let value = self.value(name)?;
        let Some(members) = value.object() else {
            found.wrong_type(self.place(name), format!("{name} must be an object, found {}", value.kind()));
            return None;
        };
        let mut pairs = Vec::new();
        for member in members.iter() {
            match member.value.text() {
                Some(text) => pairs.push((member.name.to_owned(), text.to_owned())),
                None => {
                    let message =
                        format!("a value of {name} must be a string, found {}", member.value.kind());
                    found.wrong_type(self.place(name), message);
                }
            }
        }
        Some(pairs.into_iter().collect())
    }
}
