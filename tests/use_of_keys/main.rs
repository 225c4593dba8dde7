//! The use of keys: what KMS looks at before it encrypts, decrypts, makes data keys, signs, authenticates or shares
//! secrets, and what becomes of ciphertexts among related keys.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html>

#[path = "../stage/mod.rs"]
mod stage;

mod data_keys;
mod every_use;
mod grant_tokens;
mod material;
mod nothing_computed;
mod opening;
mod re_encrypting;
mod related_keys;
mod sealing;
mod values;

use kms_mrk::KmsError;
use kms_mrk::key::{EncryptionContext, KeyMetadata, KeySpec, KeyUsage};
use kms_mrk::operation::{CreateKey, Encrypt, Message, Plaintext, SymbolicCiphertext};
use kms_mrk::verdict::{Evidence, Rule};
use stage::{HOME, Stage, said};

const EU: &str = "eu-west-1";

fn plaintext(bytes: usize) -> Plaintext {
    Plaintext::new(vec![b'x'; bytes]).unwrap()
}

fn message(bytes: usize) -> Message {
    Message::new(vec![b'x'; bytes]).unwrap()
}

fn context(pairs: &[(&str, &str)]) -> EncryptionContext {
    pairs.iter().copied().collect()
}

/// A new key of this spec and usage at [`HOME`].
#[track_caller]
fn key(stage: &mut Stage, key_spec: KeySpec, usage: KeyUsage) -> KeyMetadata {
    stage.accepts(&CreateKey { key_spec, key_usage: Some(usage), ..CreateKey::default() }, HOME)
}

/// `hello`, sealed by a key at [`HOME`].
#[track_caller]
fn sealed(stage: &mut Stage, key: &KeyMetadata) -> SymbolicCiphertext {
    let request = Encrypt::new(key.key_id.into(), Plaintext::new(*b"hello").unwrap());
    stage.accepts(&request, HOME).ciphertext_blob
}

/// A refusal by this rule, at this place, with these words, which are known so well.
#[track_caller]
fn refused(error: &KmsError, rule: &Rule, pointer: &str, evidence: Evidence, code: &str, message: &str) {
    assert_eq!((error.rule(), error.place().pointer.as_str()), (rule, pointer));
    said(error, evidence, code, message);
}

/// A ciphertext as a blob on the wire: the JSON of what it stands for, in base64.
fn blob(ciphertext: &kms_mrk::operation::SymbolicCiphertext) -> String {
    base64::Engine::encode(&base64::prelude::BASE64_STANDARD, serde_json::to_vec(ciphertext).unwrap())
}
