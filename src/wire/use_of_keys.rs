//! What the use of keys gives, as AWS writes it. Ciphertexts are blobs of what they stand for.

use base64::display::Base64Display;
use base64::prelude::BASE64_STANDARD;
use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::key::{
    Algorithms, EncapsulationAlgorithm, KeyAgreementAlgorithm, KeyMaterialId, MacAlgorithm, SigningAlgorithm,
};
use crate::operation::{
    DecryptOutput, EncryptOutput, GenerateDataKeyOutput, GenerateDataKeyPairOutput,
    GenerateDataKeyPairWithoutPlaintextOutput, GenerateDataKeyWithoutPlaintextOutput, GetPublicKeyOutput,
    NotComputed, ReEncryptOutput, SymbolicCiphertext,
};

/// Writes members under AWS's names; the identifier of the material is left out where the key shows none.
macro_rules! written {
    ($($Output:ident {
        $([$blob:literal: $ciphertext:ident])? $($member:literal: $field:ident),+ $(; $material:literal: $version:ident)*
    })+) => { $(
        impl Serialize for $Output {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                $(map.serialize_entry($blob, &CiphertextBlob(&self.$ciphertext))?;)?
                $(map.serialize_entry($member, &self.$field)?;)+
                $(material::<S>(&mut map, $material, self.$version)?;)*
                map.end()
            }
        }
    )+ };
}

written! {
    EncryptOutput {
        ["CiphertextBlob": ciphertext_blob] "KeyId": key_id, "EncryptionAlgorithm": encryption_algorithm
    }
    DecryptOutput {
        "KeyId": key_id, "Plaintext": plaintext, "EncryptionAlgorithm": encryption_algorithm;
        "KeyMaterialId": key_material_id
    }
    ReEncryptOutput {
        ["CiphertextBlob": ciphertext_blob] "SourceKeyId": source_key_id, "KeyId": key_id,
        "SourceEncryptionAlgorithm": source_encryption_algorithm,
        "DestinationEncryptionAlgorithm": destination_encryption_algorithm;
        "SourceKeyMaterialId": source_key_material_id;
        "DestinationKeyMaterialId": destination_key_material_id
    }
    GenerateDataKeyOutput {
        ["CiphertextBlob": ciphertext_blob] "Plaintext": plaintext, "KeyId": key_id;
        "KeyMaterialId": key_material_id
    }
    GenerateDataKeyWithoutPlaintextOutput {
        ["CiphertextBlob": ciphertext_blob] "KeyId": key_id;
        "KeyMaterialId": key_material_id
    }
    GenerateDataKeyPairOutput {
        ["PrivateKeyCiphertextBlob": private_key_ciphertext_blob] "PrivateKeyPlaintext": private_key_plaintext,
        "KeyId": key_id, "KeyPairSpec": key_pair_spec;
        "KeyMaterialId": key_material_id
    }
    GenerateDataKeyPairWithoutPlaintextOutput {
        ["PrivateKeyCiphertextBlob": private_key_ciphertext_blob] "KeyId": key_id, "KeyPairSpec": key_pair_spec;
        "KeyMaterialId": key_material_id
    }
}

/// A ciphertext as a blob: the JSON of what it stands for, in base64.
struct CiphertextBlob<'a>(&'a SymbolicCiphertext);

impl Serialize for CiphertextBlob<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = serde_json::to_vec(self.0).map_err(S::Error::custom)?;
        serializer.collect_str(&Base64Display::new(&bytes, &BASE64_STANDARD))
    }
}

fn material<S: Serializer>(
    map: &mut S::SerializeMap,
    member: &'static str,
    version: Option<KeyMaterialId>,
) -> Result<(), S::Error> {
    match version {
        Some(version) => map.serialize_entry(member, &version),
        None => Ok(()),
    }
}

macro_rules! not_computed {
    ($($Algorithm:ident: $member:literal;)+) => { $(
        impl Serialize for NotComputed<$Algorithm> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(Some(3))?;
                map.serialize_entry("KeyId", &self.key_id)?;
                map.serialize_entry($member, &self.algorithm)?;
                map.serialize_entry("NotComputed", self.member)?;
                map.end()
            }
        }
    )+ };
}

not_computed! {
    EncapsulationAlgorithm: "EncapsulationAlgorithm";
    KeyAgreementAlgorithm: "KeyAgreementAlgorithm";
    MacAlgorithm: "MacAlgorithm";
    SigningAlgorithm: "SigningAlgorithm";
}

impl Serialize for GetPublicKeyOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("KeyId", &self.key_id)?;
        if self.key_spec.has_customer_master_key_spec() {
            map.serialize_entry("CustomerMasterKeySpec", &self.key_spec)?;
        }
        map.serialize_entry("KeySpec", &self.key_spec)?;
        map.serialize_entry("KeyUsage", &self.key_usage)?;
        match self.algorithms {
            Some(Algorithms::Encryption(list)) => map.serialize_entry("EncryptionAlgorithms", list)?,
            Some(Algorithms::Signing(list)) => map.serialize_entry("SigningAlgorithms", list)?,
            Some(Algorithms::Mac(list)) => map.serialize_entry("MacAlgorithms", list)?,
            Some(Algorithms::KeyAgreement(list)) => map.serialize_entry("KeyAgreementAlgorithms", list)?,
            Some(Algorithms::Encapsulation(list)) => map.serialize_entry("EncapsulationAlgorithms", list)?,
            None => {}
        }
        map.end()
    }
}
