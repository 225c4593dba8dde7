//! The key policy of a request is checked with what is known of the key, of who calls, and of the Region of the key.

mod stage;

use std::fmt::Debug;

use kms_mrk::model::Caller;
use kms_mrk::operation::{CreateKey, LockoutSafetyCheck, Operation, PutKeyPolicy, ReplicateKey, Setting};
use kms_mrk::policy::PolicyText;
use kms_mrk::policy::rule::lockout;
use serde_json::{Value, json};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, key_arn, lines, read, recorded, reference,
};

/// A policy that leaves itself to a principal.
fn left_to(principal: &Value) -> PolicyText {
    let statement = json!({
        "Effect": "Allow", "Principal": principal, "Action": "kms:PutKeyPolicy", "Resource": "*",
    });
    read(&json!({"Version": "2012-10-17", "Statement": statement}).to_string())
}

/// A policy that only a role can change, which is not who calls.
fn left_to_a_role() -> PolicyText {
    left_to(&json!({"AWS": "arn:aws:iam::111122223333:role/Guard"}))
}

#[track_caller]
fn locks_out<O: Operation<Output: PartialEq + Debug>>(
    stage: &mut Stage,
    request: impl Fn(LockoutSafetyCheck) -> O,
) {
    let refusal = stage.refuses(&request(LockoutSafetyCheck::Made), HOME);
    let message = "The new key policy will not allow you to update the key policy in the future.";
    recorded(&refusal, "MalformedPolicyDocumentException", message);
    assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&lockout::ALLOWED, "/Policy"));

    let bypassing = request(LockoutSafetyCheck::Bypassed);
    assert_eq!(
        lines(&bypassing.check(&Setting::new().with_caller(&stage.caller))),
        ["policy/lockout-safety-check/kept at /BypassPolicyLockoutSafetyCheck: \
          the lockout safety check is bypassed: the key can become unmanageable"],
        "nothing is said of who can change the policy"
    );
    stage.accepts(&bypassing, HOME);
}

#[test]
fn a_policy_that_locks_out_who_puts_it_is_refused_unless_the_lockout_safety_check_is_bypassed() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    locks_out(&mut stage, |lockout_safety_check| CreateKey {
        policy: Some(left_to_a_role()),
        lockout_safety_check,
        ..CreateKey::default()
    });
    locks_out(&mut stage, |lockout_safety_check| ReplicateKey {
        policy: Some(left_to_a_role()),
        lockout_safety_check,
        ..ReplicateKey::new(key.into(), read("eu-west-1"))
    });
    locks_out(&mut stage, |lockout_safety_check| PutKeyPolicy {
        lockout_safety_check,
        ..PutKeyPolicy::new(key.into(), left_to_a_role())
    });
}

#[test]
fn a_principal_of_another_partition_keeps_nobody_from_being_locked_out() {
    let caller = Caller::new(read("arn:aws-cn:iam::111122223333:root")).unwrap();
    let policy = left_to(&json!({"AWS": "arn:aws:iam::444455556666:root"}));
    let request = CreateKey { policy: Some(policy), ..CreateKey::default() };
    let (region, anywhere) = (read("cn-north-1"), Setting::new().with_caller(&caller));
    for setting in [anywhere, anywhere.with_region(&region)] {
        let refusal = request.check(&setting).refusal().unwrap();
        assert_eq!(refusal.rule(), &lockout::ALLOWED, "also where the partition of the key is known");
    }
}

#[test]
fn a_caller_of_another_account_is_refused_as_such_and_not_as_locked_out() {
    let policy = left_to(&json!({"AWS": ACCOUNT}));
    let request = PutKeyPolicy::new(reference(&key_arn(HOME, KEY_ID)), policy);
    let (owner, stranger) = (administrator(ACCOUNT), administrator(OTHER_ACCOUNT));
    assert_eq!(lines(&request.check(&Setting::new().with_caller(&owner))), [""; 0]);
    assert_eq!(
        lines(&request.check(&Setting::new().with_caller(&stranger))),
        [
            "key-id/own-account at /KeyId: the key is in the account `111122223333`, the caller in `444455556666`; \
          PutKeyPolicy has no cross-account use"
        ]
    );
}

#[test]
fn the_policy_of_a_replica_is_checked_for_the_region_of_the_replica() {
    let with_service = |region: &str| ReplicateKey {
        policy: Some(left_to(&json!({"AWS": ACCOUNT, "Service": "logs.us-east-1.amazonaws.com"}))),
        ..ReplicateKey::new(reference(KEY_ID), read(region))
    };
    let home = read(HOME);
    let found = |region: &str| lines(&with_service(region).check(&Setting::new().with_region(&home)));
    assert_eq!(
        found("eu-west-1"),
        ["policy/multi-region/service-principal at /Policy: \
          the service principal `logs.us-east-1.amazonaws.com` has the Region `us-east-1`, the key is in `eu-west-1`"]
    );
    assert_eq!(
        found("cn-north-1"),
        [
            "replicate-key/replica-region/same-partition at /ReplicaRegion: \
             the Region `cn-north-1` is in the partition `aws-cn`, the primary key in `aws`",
            "policy/multi-region/service-principal at /Policy: \
             the service principal `logs.us-east-1.amazonaws.com` has the Region `us-east-1`, which binds the policy to that Region",
        ],
        "there is no key in another partition to compare with"
    );
}
