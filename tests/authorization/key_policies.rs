//! What key policies allow, of which each related key has its own.

use super::*;
use kms_mrk::key::KeyState;
use kms_mrk::model::Call;
use kms_mrk::operation::{DescribeKey, GetKeyPolicy, LockoutSafetyCheck, ReplicateKey, UpdatePrimaryRegion};
use kms_mrk::policy::{PolicyText, RequestContext, rule as policy_rule};
use stage::{OTHER_ACCOUNT, replicate, shared_policy, tags};

fn policy_for(principal: &str, actions: &str) -> PolicyText {
    read(&format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},"Action":{actions},"Resource":"*"}}]}}"#
    ))
}

#[test]
fn not_even_the_account_has_rights_that_the_key_policy_does_not_give() {
    let (mut stage, key) = with_keys();
    let put = PutKeyPolicy {
        lockout_safety_check: LockoutSafetyCheck::Bypassed,
        ..PutKeyPolicy::new(key.key_id.into(), policy_for(USER, r#""kms:Decrypt""#))
    };
    stage.accepts(&put, HOME);
    let root = format!("arn:aws:iam::{ACCOUNT}:root");
    let error = stage.refuses(&GetKeyPolicy::new(key.key_id.into()), HOME);
    let ending = "because no resource-based policy allows the kms:GetKeyPolicy action";
    let words = not_authorized(&root, "kms:GetKeyPolicy", key.arn.to_string().as_str(), ending);
    denied(&error, &rule::AUTHORIZED, Evidence::Recorded, &words);
    // Locked out for good: nobody can put another policy.
    let again = PutKeyPolicy::new(key.key_id.into(), key_policy(&[]));
    assert_eq!(stage.refuses(&again, HOME).rule(), &rule::AUTHORIZED);
    stage.accepts(&DescribeKey::new(key.key_id.into()), EU);
}

#[test]
fn no_iam_policy_gives_what_the_key_policy_leaves_to_nobody() {
    let (mut stage, key) = with_keys();
    let put = PutKeyPolicy {
        lockout_safety_check: LockoutSafetyCheck::Bypassed,
        ..PutKeyPolicy::new(key.key_id.into(), policy_for(USER, r#""kms:Decrypt""#))
    };
    stage.accepts(&put, HOME);
    let describe = DescribeKey::new(key.key_id.into());
    let ending = "because no resource-based policy allows the kms:DescribeKey action";
    let words = not_authorized(USER, "kms:DescribeKey", key.arn.to_string().as_str(), ending);
    for caller in [user(), user_with(""), user_with(&allow(&["kms:*"], "*", ""))] {
        stage = stage.called_by(caller);
        denied(&stage.refuses(&describe, HOME), &rule::AUTHORIZED, Evidence::Recorded, &words);
    }
}

#[test]
fn a_replica_gets_the_default_policy_and_so_an_open_door() {
    let (mut stage, key) = with_keys();
    let narrow = policy_for(USER, r#"["kms:ReplicateKey","kms:PutKeyPolicy"]"#);
    let put = PutKeyPolicy {
        lockout_safety_check: LockoutSafetyCheck::Bypassed,
        ..PutKeyPolicy::new(key.key_id.into(), narrow)
    };
    stage.accepts(&put, HOME);
    let mut stage = stage.called_by(user());
    assert_eq!(stage.refuses(&DescribeKey::new(key.key_id.into()), HOME).rule(), &rule::AUTHORIZED);
    stage.accepts(&replicate(key.key_id, "eu-west-2"), HOME);
    stage.settle();
    stage.accepts(&DescribeKey::new(key.key_id.into()), "eu-west-2");
}

#[test]
fn a_replica_needs_permissions_in_both_regions() {
    let (stage, key) = with_keys();
    let request = || ReplicateKey::new(key.key_id.into(), read("eu-west-2"));
    let on_primary = allow(&["kms:ReplicateKey"], key.arn.to_string().as_str(), "");
    let in_region = |region: &str| {
        allow(&["kms:CreateKey"], "*", &format!(r#""StringEquals":{{"aws:RequestedRegion":"{region}"}}"#))
    };
    let tagging = |resource: &str| {
        allow(&["kms:TagResource"], resource, r#""StringEquals":{"aws:RequestTag/team":"orders"}"#)
    };

    let mut stage = stage.called_by(user_with(&on_primary));
    let error = stage.refuses(&request(), HOME);
    let ending = "because no identity-based policy allows the kms:CreateKey action";
    denied(
        &error,
        &rule::AUTHORIZED_BY_IAM,
        Evidence::Documented,
        &not_authorized(USER, "kms:CreateKey", "*", ending),
    );
    assert_eq!(error.place().pointer.as_str(), "/ReplicaRegion");
    stage = stage.called_by(user_with(&[on_primary.clone(), in_region(HOME)].join(",")));
    assert_eq!(
        stage.refuses(&request(), HOME).message(),
        error.message(),
        "the Region of the primary key is not enough"
    );

    stage = stage.called_by(user_with(&[on_primary.clone(), in_region("eu-west-2")].join(",")));
    let tagged = request().with_tags(tags(&[("team", "orders")]));
    let replica = key.arn.related_in(read("eu-west-2")).unwrap().to_string();
    let error = stage.refuses(&tagged, HOME);
    let ending = "because no identity-based policy allows the kms:TagResource action";
    denied(
        &error,
        &rule::AUTHORIZED_BY_IAM,
        Evidence::Documented,
        &not_authorized(USER, "kms:TagResource", &replica, ending),
    );

    let all = [on_primary, in_region("eu-west-2"), tagging(&replica)].join(",");
    stage = stage.called_by(user_with(&all));
    let other = request().with_tags(tags(&[("team", "billing")]));
    assert_eq!(stage.refuses(&other, HOME).message(), error.message());
    stage.accepts(&tagged, HOME);
}

#[test]
fn the_primary_region_is_updated_by_who_may_on_both_keys() {
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"kms:UpdatePrimaryRegion","Resource":"*"}"#;
    for (denied_in, place) in [(HOME, "/KeyId"), (EU, "/PrimaryRegion")] {
        let (mut stage, key) = with_keys();
        let update = UpdatePrimaryRegion::new(key.key_id.into(), read(EU));
        stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[deny])), denied_in);
        let error = stage.refuses(&update, HOME);
        let arn = key.arn.related_in(read(denied_in)).unwrap().to_string();
        let root = format!("arn:aws:iam::{ACCOUNT}:root");
        let ending = "with an explicit deny in a resource-based policy";
        let words = not_authorized(&root, "kms:UpdatePrimaryRegion", &arn, ending);
        denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);
        assert_eq!(error.place().pointer.as_str(), place);
        stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[])), denied_in);
        stage.accepts(&update, HOME);
    }
}

#[test]
fn a_policy_on_the_type_of_the_key_changes_its_meaning_with_the_primary_region() {
    let (mut stage, key) = with_keys();
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"kms:MultiRegionKeyType":"PRIMARY"}}}"#;
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[deny])), HOME);
    let describe = DescribeKey::new(key.key_id.into());
    assert_eq!(stage.refuses(&describe, HOME).rule(), &rule::AUTHORIZED);
    stage.accepts(&UpdatePrimaryRegion::new(key.key_id.into(), read(EU)), HOME);
    stage.settle();
    assert_eq!(stage.accepts(&describe, HOME).key_state, KeyState::Enabled.name());
}

#[test]
fn another_account_needs_the_key_policy_and_its_own_iam_policies() {
    let (mut stage, key) = with_keys();
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), shared_policy()), HOME);
    let partner = || Caller::new(read(&format!("arn:aws:iam::{OTHER_ACCOUNT}:user/partner"))).unwrap();
    let describe = DescribeKey::new(key.arn.into());
    let mut stage = stage.called_by(partner());
    stage.accepts(&describe, HOME);
    let nothing = IdentityPolicies::new();
    let mut stage = stage.called_by(partner().with_identity_policies(nothing));
    let error = stage.refuses(&describe, HOME);
    assert!(
        error.message().ends_with("because no identity-based policy allows the kms:DescribeKey action"),
        "{error}"
    );
    let allows =
        format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, allow(&["kms:DescribeKey"], "*", ""));
    let policies = IdentityPolicies::read([allows.as_str()]).unwrap();
    stage.called_by(partner().with_identity_policies(policies)).accepts(&describe, HOME);
}

#[test]
fn a_request_has_the_condition_keys_that_the_call_brings_and_no_others() {
    let (mut stage, key) = with_keys();
    let through = r#"{"Effect":"Deny","Principal":"*","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringNotEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}}"#;
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[through])), HOME);
    let describe = DescribeKey::new(key.key_id.into());
    assert_eq!(
        stage.refuses(&describe, HOME).rule(),
        &rule::AUTHORIZED,
        "a direct call goes through no service"
    );
    let call: Call = stage.call(HOME);
    let through =
        |service: &str| call.clone().with_context(RequestContext::new().with("kms:ViaService", service));
    assert!(stage.kms.dry_run(&describe, &through("s3.us-east-1.amazonaws.com")).is_ok());
    assert!(stage.kms.dry_run(&describe, &through("sqs.us-east-1.amazonaws.com")).is_err());
}

#[test]
fn what_the_call_does_not_say_and_every_call_has_is_not_guessed() {
    let (mut stage, key) = with_keys();
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringLike":{"aws:userid":"AROA*:intern"}}}"#;
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[deny])), HOME);
    let describe = DescribeKey::new(key.key_id.into());
    let error = stage.refuses(&describe, HOME);
    assert_eq!((error.rule(), error.evidence()), (&rule::AUTHORIZED, Evidence::Inferred));
    let report = stage.kms.check(&describe, &stage.call(HOME));
    let message = report.findings()[0].message.to_string();
    assert!(
        message.ends_with("depends on the condition key `aws:userid`, of which the call says nothing"),
        "{message}"
    );
    let call = stage.call(HOME).with_context(RequestContext::new().with("aws:userid", "AIDAEXAMPLE"));
    assert!(stage.kms.dry_run(&describe, &call).is_ok());
}

#[test]
fn a_slip_that_kms_takes_without_effect_does_not_hide_that_it_locks_out() {
    let mut stage = Stage::new();
    let slip = policy_for(&format!("arn:aws:iam::{ACCOUNT}:root"), r#"["kms:PutKeyPolcy","kms:Encrypt"]"#);
    let create = CreateKey { policy: Some(slip), ..CreateKey::default() };
    let error = stage.refuses(&create, HOME);
    assert_eq!(error.rule(), &policy_rule::lockout::ALLOWED);
    assert_eq!(
        error.to_string(),
        "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future."
    );
    let bypassed = CreateKey { lockout_safety_check: LockoutSafetyCheck::Bypassed, ..create };
    // An error of the document, which KMS is not known to refuse.
    assert!(stage.kms.call(&bypassed, &stage.call(HOME)).is_ok());
}

#[test]
fn a_caller_is_written_with_its_iam_policies_and_read_again() {
    let plain = serde_json::to_value(user()).unwrap();
    assert_eq!(plain, USER);
    let caller = user_with(&allow(&["kms:DescribeKey"], "*", r#""Bool":{"kms:MultiRegion":true}"#));
    let written = serde_json::to_string(&caller).unwrap();
    assert_eq!(serde_json::from_str::<Caller>(&written).unwrap(), caller);
    assert_ne!(caller, user());
    let error = serde_json::from_str::<Caller>(&written.replace("{\\\"Version", "[")).unwrap_err();
    assert!(error.to_string().contains("policy/json-object"), "{error}");
}
