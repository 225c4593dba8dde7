//! What holds for every request that a client can send.

use kms_mrk::model::{Call, Caller};
use kms_mrk::operation::{OperationName, ReplicateKey};
use kms_mrk::strategy::{any_call, any_json, replicate_key};
use kms_mrk::wire::{self, Exchange};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::cases;
use super::world::{commands, kms, play};

/// Names of members, among them those that nearly every operation has.
const MEMBERS: &[&str] = &[
    "KeyId",
    "KeyId",
    "KeyId",
    "KeyId",
    "TargetKeyId",
    "AliasName",
    "ReplicaRegion",
    "PrimaryRegion",
    "Policy",
    "Tags",
    "TagKeys",
    "Description",
    "PendingWindowInDays",
    "RotationPeriodInDays",
    "Limit",
    "Marker",
    "MultiRegion",
    "Origin",
    "KeySpec",
    "KeyUsage",
    "Operations",
    "GranteePrincipal",
    "RetiringPrincipal",
    "GrantId",
    "GrantToken",
    "Plaintext",
    "CiphertextBlob",
    "DestinationKeyId",
    "EncryptionContext",
    "DryRun",
    "NumberOfBytes",
    "ImportToken",
    "EncryptedKeyMaterial",
    "ExpirationModel",
    "ValidTo",
    "WrappingAlgorithm",
    "WrappingKeySpec",
    "CustomKeyStoreId",
    "BypassPolicyLockoutSafetyCheck",
    "SigningAlgorithm",
    "Message",
];

/// A value that a member may have, or not; `{0}` and `{1}` stand for keys of the world.
fn value() -> impl Strategy<Value = Value> {
    let likely = vec![
        json!("{0}"),
        json!("{0}"),
        json!("{1}"),
        json!("alias/orders"),
        json!("eu-west-1"),
        json!("us-east-1"),
        json!(7),
        json!(100),
        json!(true),
        json!("AA=="),
        json!(["team"]),
        json!([{"TagKey": "team", "TagValue": "a"}]),
        json!({"team": "orders"}),
        json!("EXTERNAL"),
        json!("AES_256"),
        json!("RSAES_OAEP_SHA_256"),
        json!("RSA_4096"),
        json!(["Decrypt"]),
        json!("arn:aws:iam::111122223333:role/worker"),
        json!(1_780_000_000),
        json!("KEY_MATERIAL_DOES_NOT_EXPIRE"),
    ];
    prop_oneof![9 => select(likely), 1 => any_json()]
}

fn body() -> impl Strategy<Value = Value> {
    let member = (select(MEMBERS), value());
    prop::collection::vec(member, 0..6).prop_map(|members| {
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
    })
}

fn target() -> impl Strategy<Value = String> {
    let names: Vec<_> = OperationName::ALL.iter().map(|name| format!("TrentService.{name}")).collect();
    prop_oneof![20 => select(names), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(cases(200))]

    /// A reply with an error status leaves the world equal.
    #[test]
    fn every_request_is_answered(
        (mut kms, commands, requests) in (kms(), commands(), prop::collection::vec((target(), body(), any_call()), 1..20)),
        bytes in any::<Vec<u8>>(),
    ) {
        play(&mut kms, &commands);
        let keys: Vec<_> = kms.world().sets().map(|set| set.key_id().to_string()).collect();
        let key = |index: usize| keys.get(index).map_or("absent", String::as_str);
        for (target, body, call) in &requests {
            let text = body.to_string().replace("{0}", key(0)).replace("{1}", key(1));
            for body in [text.as_bytes(), &bytes] {
                kms.advance(call.now());
                let before = kms.clone();
                let reply = wire::handle(&mut kms, &Exchange::new(target, body, call));
                if reply.status == 200 {
                    prop_assert!(reply.body.is_empty() || serde_json::from_slice::<Value>(&reply.body).is_ok());
                    continue;
                }
                prop_assert_eq!(&kms, &before, "{} {}", target, text);
                let error: Value = serde_json::from_slice(&reply.body).unwrap();
                prop_assert!(error["__type"].is_string(), "{}", error);
                prop_assert!(reply.status == 400 || reply.status == 501, "{}", reply.status);
            }
        }
    }

    /// What is asked in bytes is what is asked as a value.
    #[test]
    fn a_request_in_bytes_does_what_it_does_as_a_value(
        (mut typed, commands, request) in (kms(), commands(), replicate_key()),
    ) {
        play(&mut typed, &commands);
        let world = typed.world();
        let Some(set) = world.sets().next() else { return Ok(()) };
        let owner = Caller::administrator(&set.shared().partition, set.shared().account);
        let call = Call::new(owner, set.primary().region.clone(), world.now());
        let request = ReplicateKey { key_id: set.key_id().into(), ..request };
        let mut wired = typed.clone();
        let answer = typed.call(&request, &call);
        let body = serde_json::to_vec(&request).unwrap();
        let reply = wire::handle(&mut wired, &Exchange::new("TrentService.ReplicateKey", &body, &call));
        prop_assert_eq!(typed, wired);
        match answer {
            Ok(answer) => prop_assert_eq!(reply.body, serde_json::to_vec(&answer.output).unwrap()),
            Err(error) => {
                let body: Value = serde_json::from_slice(&reply.body).unwrap();
                prop_assert_eq!(&body["__type"], error.code().as_str());
                prop_assert_eq!(body["message"].as_str().unwrap_or_default(), error.message());
            }
        }
    }
}
