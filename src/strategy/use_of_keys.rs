//! Requests to use keys, and what they carry.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;

use super::account_id::account_id;
use super::grant::{any_encryption_context, any_grant_token, dry_run, encryption_context};
use super::key_id::key_id;
use super::key_reference::any_key_reference;
use super::name::{
    any_encapsulation_algorithm, any_encryption_algorithm, any_key_agreement_algorithm, any_mac_algorithm,
    any_signing_algorithm, unlisted_name,
};
use super::text::key_material_id;
use crate::identity::GrantToken;
use crate::key::{EncryptionAlgorithm, EncryptionContext};
use crate::operation::{
    DataKeyPairSpec, DataKeySpec, Decapsulate, Decrypt, DeriveSharedSecret, Encapsulate, EncapsulatedSecret,
    Encrypt, GenerateDataKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext,
    GenerateDataKeyWithoutPlaintext, GenerateMac, GetPublicKey, Mac, Message, MessageType, NumberOfBytes,
    Plaintext, PublicKey, ReEncrypt, Sign, Signature, SymbolicCiphertext, Verify, VerifyMac,
};

macro_rules! blobs {
    ($( $any:ident: $Type:ident, $noun:literal; )+) => { $(
        #[doc = concat!("Any ", $noun, ", mostly short, up to the longest.")]
        pub fn $any() -> impl Strategy<Value = $Type> {
            let longest = Just(()).prop_map(|()| vec![b'x'; $Type::MAX_LENGTH]);
            prop_oneof![8 => vec(any::<u8>(), 1..40), 1 => longest].prop_map(|bytes| blob($Type::new(bytes)))
        }
    )+ };
}

blobs! {
    any_plaintext: Plaintext, "plaintext";
    any_message: Message, "message";
    any_signature: Signature, "signature";
    any_mac: Mac, "message authentication code";
    any_public_key: PublicKey, "bytes in place of a public key";
    any_encapsulated_secret: EncapsulatedSecret, "bytes in place of an encapsulated secret";
}

#[expect(clippy::expect_used, reason = "INVARIANT: as many bytes as the type has")]
fn blob<T>(made: Result<T, crate::operation::InvalidLength>) -> T {
    made.expect("as many bytes as the type has")
}

/// One of three plaintexts; it shrinks to `hello`.
pub fn plaintext() -> impl Strategy<Value = Plaintext> {
    select(vec![b"hello".to_vec(), b"x".to_vec(), vec![0; 32]]).prop_map(|bytes| blob(Plaintext::new(bytes)))
}

/// A ciphertext of one of a few keys; whether they exist is another matter.
pub fn symbolic_ciphertext() -> impl Strategy<Value = SymbolicCiphertext> {
    ciphertext(
        Just(EncryptionAlgorithm::SymmetricDefault).boxed(),
        encryption_context().boxed(),
        plaintext().boxed(),
    )
}

/// Any ciphertext.
pub fn any_symbolic_ciphertext() -> impl Strategy<Value = SymbolicCiphertext> {
    ciphertext(any_encryption_algorithm().boxed(), any_encryption_context().boxed(), any_plaintext().boxed())
}

fn ciphertext(
    algorithm: BoxedStrategy<EncryptionAlgorithm>,
    context: BoxedStrategy<EncryptionContext>,
    plaintext: BoxedStrategy<Plaintext>,
) -> impl Strategy<Value = SymbolicCiphertext> {
    (key_id(), account_id(), key_material_id(), algorithm, context, plaintext).prop_map(
        |(key_id, account, material, algorithm, context, plaintext)| {
            SymbolicCiphertext::new(key_id, account, material, algorithm, context, plaintext)
        },
    )
}

macro_rules! choices {
    ($( $any:ident: $Type:ident, $noun:literal; )+) => { $(
        #[doc = concat!("Any ", $noun, ": mostly a listed one, else a name that AWS may add tomorrow, or none at all.")]
        pub fn $any() -> impl Strategy<Value = $Type> {
            prop_oneof![9 => select($Type::ALL), 1 => unlisted_name().prop_map($Type::from)]
        }
    )+ };
}

choices! {
    any_data_key_spec: DataKeySpec, "kind of a data key";
    any_data_key_pair_spec: DataKeyPairSpec, "kind of a data key pair";
    any_message_type: MessageType, "type of a message";
}

/// A number of bytes that a data key can have.
pub fn number_of_bytes() -> impl Strategy<Value = NumberOfBytes> {
    #[expect(clippy::expect_used, reason = "INVARIANT: between 1 and 1024")]
    let number = |bytes| NumberOfBytes::new(bytes).expect("between 1 and 1024");
    prop_oneof![select([32_u64, 1, 64, 1024].as_slice()), 1..=1024_u64].prop_map(number)
}

/// Mostly no grant tokens.
fn grant_tokens() -> impl Strategy<Value = Vec<GrantToken>> {
    prop_oneof![
        9 => Just(Vec::new()),
        1 => vec(any_grant_token(), 1..3),
    ]
}

/// Declares a strategy for requests whose members are drawn each for itself: nothing need fit.
macro_rules! requests {
    ($( $any:ident: $Request:ident { $($member:ident: $strategy:expr),+ $(,)? } )+) => { $(
        #[doc = concat!("Any ", stringify!($Request), " request: every member is well formed, and nothing need fit.")]
        pub fn $any() -> impl Strategy<Value = $Request> {
            ($($strategy,)+).prop_map(|($($member,)+)| $Request { $($member,)+ })
        }
    )+ };
}

requests! {
    any_encrypt: Encrypt {
        key_id: any_key_reference(),
        plaintext: any_plaintext(),
        encryption_context: any_encryption_context(),
        encryption_algorithm: any_encryption_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_decrypt: Decrypt {
        ciphertext_blob: any_symbolic_ciphertext(),
        key_id: of(any_key_reference()),
        encryption_context: any_encryption_context(),
        encryption_algorithm: any_encryption_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_re_encrypt: ReEncrypt {
        ciphertext_blob: any_symbolic_ciphertext(),
        source_key_id: weighted(0.3, any_key_reference()),
        source_encryption_context: any_encryption_context(),
        source_encryption_algorithm: any_encryption_algorithm(),
        destination_key_id: any_key_reference(),
        destination_encryption_context: any_encryption_context(),
        destination_encryption_algorithm: any_encryption_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_generate_data_key: GenerateDataKey {
        key_id: any_key_reference(),
        key_spec: of(any_data_key_spec()),
        number_of_bytes: of(number_of_bytes()),
        encryption_context: any_encryption_context(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_generate_data_key_without_plaintext: GenerateDataKeyWithoutPlaintext {
        key_id: any_key_reference(),
        key_spec: of(any_data_key_spec()),
        number_of_bytes: of(number_of_bytes()),
        encryption_context: any_encryption_context(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_generate_data_key_pair: GenerateDataKeyPair {
        key_id: any_key_reference(),
        key_pair_spec: any_data_key_pair_spec(),
        encryption_context: any_encryption_context(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_generate_data_key_pair_without_plaintext: GenerateDataKeyPairWithoutPlaintext {
        key_id: any_key_reference(),
        key_pair_spec: any_data_key_pair_spec(),
        encryption_context: any_encryption_context(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_sign: Sign {
        key_id: any_key_reference(),
        message: any_message(),
        message_type: any_message_type(),
        signing_algorithm: any_signing_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_verify: Verify {
        key_id: any_key_reference(),
        message: any_message(),
        message_type: any_message_type(),
        signature: any_signature(),
        signing_algorithm: any_signing_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_generate_mac: GenerateMac {
        key_id: any_key_reference(),
        message: any_message(),
        mac_algorithm: any_mac_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_verify_mac: VerifyMac {
        key_id: any_key_reference(),
        message: any_message(),
        mac: any_mac(),
        mac_algorithm: any_mac_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_derive_shared_secret: DeriveSharedSecret {
        key_id: any_key_reference(),
        key_agreement_algorithm: any_key_agreement_algorithm(),
        public_key: any_public_key(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_encapsulate: Encapsulate {
        key_id: any_key_reference(),
        encapsulation_algorithm: any_encapsulation_algorithm(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_decapsulate: Decapsulate {
        key_id: any_key_reference(),
        encapsulation_algorithm: any_encapsulation_algorithm(),
        shared_secret_ciphertext_blob: any_encapsulated_secret(),
        grant_tokens: grant_tokens(),
        dry_run: dry_run(),
    }
    any_get_public_key: GetPublicKey {
        key_id: any_key_reference(),
        grant_tokens: grant_tokens(),
    }
}
