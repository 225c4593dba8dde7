//! What grants allow besides key policies.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>;
//! <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>

use super::*;
use kms_mrk::key::{EncryptionContext, GrantConstraints};
use kms_mrk::operation::{Decrypt, DescribeKey, GenerateDataKey, ListGrants, RetireGrant, RevokeGrant};
use kms_mrk::policy::RequestContext;

const ROLE: &str = "arn:aws:iam::111122223333:role/team/worker";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/worker/42";
const PARTNER: &str = "arn:aws:iam::444455556666:user/partner";

fn context(pairs: &[(&str, &str)]) -> EncryptionContext {
    EncryptionContext::from_iter(pairs.iter().copied())
}

fn grant(key: &KeyMetadata, grantee: &str, operations: &[GrantOperation]) -> CreateGrant {
    CreateGrant::new(key.arn.clone().into(), read(grantee), operations.to_vec())
}

/// The stage, called by this principal, to whom IAM policies allow nothing.
fn by(stage: Stage, principal: &str) -> Stage {
    let caller = Caller::new(read(principal)).unwrap();
    stage.called_by(caller.with_identity_policies(IdentityPolicies::new()))
}

#[test]
fn a_grant_allows_its_operations_to_its_grantee_on_its_key() {
    for (grantee, caller) in
        [(USER, USER), (ROLE, ROLE), (ROLE, SESSION), (SESSION, SESSION), (PARTNER, PARTNER)]
    {
        let (mut stage, key) = with_keys();
        stage.accepts(&grant(&key, grantee, &[GrantOperation::DescribeKey]), HOME);
        let mut stage = by(stage, caller);
        let describe = DescribeKey::new(key.arn.clone().into());
        assert_eq!(stage.accepts(&describe, HOME).key_id, key.key_id, "{caller}");
        let data_key = GenerateDataKey::aes_256(key.arn.clone().into());
        assert_eq!(stage.refuses(&data_key, HOME).rule(), &rule::AUTHORIZED, "{caller}");
        let elsewhere = DescribeKey::new(key.arn.related_in(read(EU)).unwrap().into());
        assert_eq!(
            stage.refuses(&elsewhere, EU).rule(),
            &rule::AUTHORIZED,
            "a grant is of one key in one Region"
        );
    }
}

#[test]
fn a_grant_is_nobody_elses() {
    let (mut stage, key) = with_keys();
    stage.accepts(&grant(&key, ROLE, &[GrantOperation::DescribeKey]), HOME);
    let describe = DescribeKey::new(key.arn.into());
    for other in [
        USER,
        "arn:aws:sts::111122223333:assumed-role/other/42",
        "arn:aws:sts::444455556666:assumed-role/worker/42",
    ] {
        stage = by(stage, other);
        assert_eq!(stage.refuses(&describe, HOME).rule(), &rule::AUTHORIZED, "{other}");
    }
}

#[test]
fn a_grant_ends_when_it_is_revoked_or_retired() {
    let (mut stage, key) = with_keys();
    let describe = DescribeKey::new(key.arn.clone().into());
    let permitted = [GrantOperation::DescribeKey, GrantOperation::RetireGrant];
    let made = stage.accepts(&grant(&key, USER, &permitted), HOME);
    stage = by(stage, USER);
    stage.accepts(&describe, HOME);
    stage.accepts(&RetireGrant::by_token(made.grant_token), HOME);
    assert_eq!(stage.refuses(&describe, HOME).rule(), &rule::AUTHORIZED);

    stage = stage.called_by(administrator(ACCOUNT));
    let made = stage.accepts(&grant(&key, USER, &permitted), HOME);
    stage.accepts(&RevokeGrant::new(key.arn.into(), made.grant_id.into()), HOME);
    assert_eq!(by(stage, USER).refuses(&describe, HOME).rule(), &rule::AUTHORIZED);
}

#[test]
fn the_constraints_of_a_grant_hold_for_what_has_an_encryption_context() {
    let orders = context(&[("table", "orders")]);
    let subset = GrantConstraints { encryption_context_subset: Some(orders.clone()), ..Default::default() };
    let equals = GrantConstraints { encryption_context_equals: Some(orders), ..Default::default() };
    let contexts =
        [context(&[]), context(&[("table", "orders")]), context(&[("table", "orders"), ("tenant", "7")])];
    for (constraints, allowed) in [(subset, [false, true, true]), (equals, [false, true, false])] {
        let (mut stage, key) = with_keys();
        let permitted =
            [GrantOperation::GenerateDataKey, GrantOperation::Decrypt, GrantOperation::DescribeKey];
        stage.accepts(&CreateGrant { constraints, ..grant(&key, USER, &permitted) }, HOME);
        let mut stage = by(stage, USER);
        for (context, is_allowed) in contexts.iter().zip(allowed) {
            let make = GenerateDataKey::aes_256(key.key_id.into()).with_context(context.clone());
            if !is_allowed {
                assert_eq!(stage.refuses(&make, HOME).rule(), &rule::AUTHORIZED, "{context:?}");
                continue;
            }
            let made = stage.accepts(&make, HOME);
            let open = Decrypt::new(made.ciphertext_blob.clone()).with_context(context.clone());
            assert_eq!(stage.accepts(&open, HOME).plaintext, made.plaintext);
            let without = Decrypt::new(made.ciphertext_blob);
            assert_eq!(stage.refuses(&without, HOME).rule(), &rule::KEY_OF_CIPHERTEXT);
        }
        stage.accepts(&DescribeKey::new(key.key_id.into()), HOME);
    }
}

#[test]
fn a_grantee_passes_on_no_more_than_it_has() {
    let (mut stage, key) = with_keys();
    let orders = || GrantConstraints {
        encryption_context_subset: Some(context(&[("table", "orders")])),
        ..Default::default()
    };
    let permitted = [GrantOperation::CreateGrant, GrantOperation::Decrypt];
    stage.accepts(&CreateGrant { constraints: orders(), ..grant(&key, USER, &permitted) }, HOME);
    let mut stage = by(stage, USER);
    let pass_on = |operations: &[GrantOperation], constraints| CreateGrant {
        constraints,
        ..grant(&key, ROLE, operations)
    };
    stage.accepts(&pass_on(&[GrantOperation::Decrypt], orders()), HOME);
    let stricter = GrantConstraints {
        encryption_context_subset: None,
        encryption_context_equals: Some(context(&[("table", "orders"), ("tenant", "7")])),
    };
    stage.accepts(&pass_on(&[GrantOperation::Decrypt], stricter), HOME);
    for (operations, constraints) in [
        (vec![GrantOperation::Decrypt, GrantOperation::Encrypt], orders()),
        (vec![GrantOperation::Decrypt], GrantConstraints::default()),
        (
            vec![GrantOperation::Decrypt],
            GrantConstraints {
                encryption_context_subset: Some(context(&[("table", "other")])),
                ..Default::default()
            },
        ),
    ] {
        let more = pass_on(&operations, constraints);
        assert_eq!(stage.refuses(&more, HOME).rule(), &rule::AUTHORIZED, "{more:?}");
    }
}

#[test]
fn no_grant_helps_against_a_statement_that_denies() {
    let (mut stage, key) = with_keys();
    stage.accepts(&grant(&key, USER, &[GrantOperation::DescribeKey]), HOME);
    let deny = format!(
        r#"{{"Effect":"Deny","Principal":{{"AWS":"{USER}"}},"Action":"kms:DescribeKey","Resource":"*"}}"#
    );
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[&deny])), HOME);
    let error = by(stage, USER).refuses(&DescribeKey::new(key.key_id.into()), HOME);
    let ending = "with an explicit deny in a resource-based policy";
    let words = not_authorized(USER, "kms:DescribeKey", key.arn.to_string().as_str(), ending);
    denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);
}

#[test]
fn a_key_policy_can_leave_grants_to_services() {
    let (mut stage, key) = with_keys();
    let for_worker = grant(&key, ROLE, &[GrantOperation::DescribeKey]);
    let made = stage.accepts(&for_worker, HOME);
    let directly = r#""Bool":{"kms:GrantIsForAWSResource":"false"}"#;
    let denies =
        ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"].map(|action| deny(action, directly));
    let statements = denies.each_ref().map(String::as_str);
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&statements)), HOME);
    let list = ListGrants::new(key.arn.clone().into());
    let revoke = RevokeGrant::new(key.arn.clone().into(), made.grant_id.into());
    assert_eq!(stage.refuses(&for_worker, HOME).rule(), &rule::AUTHORIZED);
    assert_eq!(stage.refuses(&list, HOME).rule(), &rule::AUTHORIZED);
    assert_eq!(stage.refuses(&revoke, HOME).rule(), &rule::AUTHORIZED);

    let by_a_service = RequestContext::new().with("kms:GrantIsForAWSResource", "true");
    let call = stage.call(HOME).with_context(by_a_service);
    assert!(stage.kms.dry_run(&for_worker, &call).is_ok());
    assert!(stage.kms.dry_run(&list, &call).is_ok());
    assert!(stage.kms.dry_run(&revoke, &call).is_ok());
}
