//! What is done with symmetric keys: Encrypt, Decrypt, ReEncrypt and the data keys.

use super::FromMembers;
use crate::key::EncryptionAlgorithm;
use crate::operation::{
    Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext,
    GenerateDataKeyWithoutPlaintext, NumberOfBytes, ReEncrypt,
};
use crate::wire::members::{Found, Members};
use crate::wire::text;

impl FromMembers for Encrypt {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let plaintext = m.required_bytes("Plaintext", f);
        let encryption_context = m.encryption_context("EncryptionContext", f);
        let algorithm = m.name("EncryptionAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self {
            encryption_context,
            encryption_algorithm: algorithm.unwrap_or(EncryptionAlgorithm::SymmetricDefault),
            grant_tokens,
            dry_run,
            ..Self::new(key_id?, plaintext?)
        })
    }
}

impl FromMembers for Decrypt {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let ciphertext = m.required_ciphertext("CiphertextBlob", f);
        let key_id = m.constrained("KeyId", &text::KEY_ID, f);
        let encryption_context = m.encryption_context("EncryptionContext", f);
        let algorithm = m.name("EncryptionAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self {
            key_id,
            encryption_context,
            encryption_algorithm: algorithm.unwrap_or(EncryptionAlgorithm::SymmetricDefault),
            grant_tokens,
            dry_run,
            ..Self::new(ciphertext?)
        })
    }
}

impl FromMembers for ReEncrypt {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let ciphertext = m.required_ciphertext("CiphertextBlob", f);
        let source_key_id = m.constrained("SourceKeyId", &text::KEY_ID, f);
        let source_encryption_context = m.encryption_context("SourceEncryptionContext", f);
        let source = m.name("SourceEncryptionAlgorithm", f);
        let destination_key_id = m.required_constrained("DestinationKeyId", &text::KEY_ID, f);
        let destination_encryption_context = m.encryption_context("DestinationEncryptionContext", f);
        let destination = m.name("DestinationEncryptionAlgorithm", f);
        let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
        Some(Self {
            source_key_id,
            source_encryption_context,
            source_encryption_algorithm: source.unwrap_or(EncryptionAlgorithm::SymmetricDefault),
            destination_encryption_context,
            destination_encryption_algorithm: destination.unwrap_or(EncryptionAlgorithm::SymmetricDefault),
            grant_tokens,
            dry_run,
            ..Self::new(ciphertext?, destination_key_id?)
        })
    }
}

macro_rules! data_keys {
    ($($Request:ident),+) => { $(
        impl FromMembers for $Request {
            fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
                let key_id = m.key_id(f);
                let key_spec = m.name("KeySpec", f);
                let bytes = m.number_between("NumberOfBytes", 1, 1024, f);
                let encryption_context = m.encryption_context("EncryptionContext", f);
                let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
                Some(Self {
                    key_spec,
                    number_of_bytes: bytes.and_then(|bytes| NumberOfBytes::new(u64::from(bytes)).ok()),
                    encryption_context,
                    grant_tokens,
                    dry_run,
                    ..Self::aes_256(key_id?)
                })
            }
        }
    )+ };
}

data_keys!(GenerateDataKey, GenerateDataKeyWithoutPlaintext);

macro_rules! data_key_pairs {
    ($($Request:ident),+) => { $(
        impl FromMembers for $Request {
            fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
                let key_id = m.key_id(f);
                let key_pair_spec = m.required_name("KeyPairSpec", f);
                let encryption_context = m.encryption_context("EncryptionContext", f);
                let (grant_tokens, dry_run) = (m.grant_tokens(f), m.dry_run(f));
                Some(Self { encryption_context, grant_tokens, dry_run, ..Self::new(key_id?, key_pair_spec?) })
            }
        }
    )+ };
}

data_key_pairs!(GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext);
