//! ReEncrypt asks twice: for the key that opens the old ciphertext and for the one that seals the new, each time with the
//! condition keys of that side.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>;
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html>

use super::*;
use kms_mrk::key::{EncryptionAlgorithm, EncryptionContext, GrantConstraints, KeySpec, KeyUsage};
use kms_mrk::operation::ReEncrypt;

/// The key that opens and the key that seals, and a request to pass from one to the other.
struct Sides {
    stage: Stage,
    source: KeyMetadata,
    destination: KeyMetadata,
    request: ReEncrypt,
}

fn context(table: &str) -> EncryptionContext {
    EncryptionContext::from_iter([("table", table)])
}

fn from_orders_to(destination: &CreateKey) -> Sides {
    let (mut stage, source) = with_keys();
    let destination = stage.accepts(destination, HOME);
    let encrypt = Encrypt::new(source.key_id.into(), Plaintext::new(*b"orders").unwrap())
        .with_context(context("orders"));
    let request = ReEncrypt {
        source_key_id: Some(source.key_id.into()),
        source_encryption_context: context("orders"),
        ..ReEncrypt::new(stage.accepts(&encrypt, HOME).ciphertext_blob, destination.key_id.into())
    };
    Sides { stage, source, destination, request }
}

fn to_a_symmetric_key() -> Sides {
    let sides = from_orders_to(&CreateKey::multi_region());
    let request = ReEncrypt { destination_encryption_context: context("billing"), ..sides.request };
    Sides { request, ..sides }
}

fn to_an_rsa_key() -> Sides {
    let rsa = CreateKey {
        key_spec: KeySpec::Rsa2048,
        key_usage: Some(KeyUsage::EncryptDecrypt),
        ..CreateKey::default()
    };
    let sides = from_orders_to(&rsa);
    let oaep = EncryptionAlgorithm::RsaesOaepSha256;
    let request = ReEncrypt { destination_encryption_algorithm: oaep, ..sides.request };
    Sides { request, ..sides }
}

fn to_the_same_key() -> Sides {
    let sides = from_orders_to(&CreateKey::default());
    let request = ReEncrypt { destination_key_id: sides.source.key_id.into(), ..sides.request };
    Sides { destination: sides.source.clone(), request, ..sides }
}

impl Sides {
    /// Of each pair of values, the condition key has the first: a key policy that denies under the condition of it denies,
    /// one under the condition of the second does not. The first pair is for the source, the second for the destination.
    #[track_caller]
    fn have(mut self, key: &str, [of_source, of_destination]: [[&str; 2]; 2]) {
        let sides = [
            (self.source.clone(), "kms:ReEncryptFrom", "/SourceKeyId", of_source),
            (self.destination.clone(), "kms:ReEncryptTo", "/DestinationKeyId", of_destination),
        ];
        for (of, action, pointer, [has, has_not]) in sides {
            let denies_on = |value: &str| {
                let condition = format!(r#""StringEquals":{{"{key}":"{value}"}}"#);
                PutKeyPolicy::new(of.key_id.into(), key_policy(&[&deny(action, &condition)]))
            };
            self.stage.accepts(&denies_on(has), HOME);
            let error = self.stage.refuses(&self.request, HOME);
            let root = format!("arn:aws:iam::{ACCOUNT}:root");
            let ending = "with an explicit deny in a resource-based policy";
            let words = not_authorized(&root, action, of.arn.to_string().as_str(), ending);
            denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);
            assert_eq!(error.place().pointer.as_str(), pointer);
            self.stage.accepts(&denies_on(has_not), HOME);
            self.stage.accepts(&self.request, HOME);
        }
    }
}

#[test]
fn each_side_has_its_own_encryption_context() {
    let sides = [["orders", "billing"], ["billing", "orders"]];
    to_a_symmetric_key().have("kms:EncryptionContext:table", sides);
}

#[test]
fn each_side_has_its_own_algorithm() {
    let [aes, oaep] = ["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_256"];
    to_an_rsa_key().have("kms:EncryptionAlgorithm", [[aes, oaep], [oaep, aes]]);
}

#[test]
fn both_sides_know_whether_the_key_stays_the_same() {
    to_a_symmetric_key().have("kms:ReEncryptOnSameKey", [["false", "true"]; 2]);
    to_the_same_key().have("kms:ReEncryptOnSameKey", [["true", "false"]; 2]);
}

#[test]
fn a_grant_on_each_key_is_held_to_the_encryption_context_of_its_side() {
    for (of_source, of_destination, expected) in [
        ("orders", "billing", None),
        ("billing", "billing", Some("/SourceKeyId")),
        ("orders", "orders", Some("/DestinationKeyId")),
    ] {
        let Sides { mut stage, source, destination, request } = to_a_symmetric_key();
        for (key, operation, table) in [
            (&source, GrantOperation::ReEncryptFrom, of_source),
            (&destination, GrantOperation::ReEncryptTo, of_destination),
        ] {
            let constraints =
                GrantConstraints { encryption_context_equals: Some(context(table)), ..Default::default() };
            let grant = CreateGrant::new(key.key_id.into(), read(USER), vec![operation]);
            stage.accepts(&CreateGrant { constraints, ..grant }, HOME);
        }
        let mut stage = stage.called_by(user_with(""));
        match expected {
            None => drop(stage.accepts(&request, HOME)),
            Some(pointer) => {
                let error = stage.refuses(&request, HOME);
                assert_eq!((error.rule(), error.place().pointer.as_str()), (&rule::AUTHORIZED, pointer));
            }
        }
    }
}
