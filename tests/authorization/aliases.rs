//! An alias is changed by whoever may change the alias and every key that it leaves or gets.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html>

use super::*;
use kms_mrk::operation::{DeleteAlias, Operation, UpdateAlias};
use kms_mrk::verdict::Rule;
use std::fmt::Debug;

/// One of the resources on which an operation needs its permission, and what a refusal for want of it points to.
struct Needed {
    arn: String,
    rule: &'static Rule,
    pointer: &'static str,
}

fn alias() -> Needed {
    let arn = format!("arn:aws:kms:{HOME}:{ACCOUNT}:alias/orders");
    Needed { arn, rule: &rule::AUTHORIZED_BY_IAM, pointer: "/AliasName" }
}

fn key(key: &KeyMetadata, pointer: &'static str) -> Needed {
    Needed { arn: key.arn.to_string(), rule: &rule::AUTHORIZED, pointer }
}

/// The alias `alias/orders` of one key, and another key.
fn with_alias() -> (Stage, [KeyMetadata; 2]) {
    let (mut stage, one) = with_keys();
    let other = stage.primary();
    stage.accepts(&CreateAlias::new(read("alias/orders"), one.key_id.into()), HOME);
    (stage, [one, other])
}

/// Whoever may do it on all of these resources may do it; whoever lacks one of them may not, and is told which.
#[track_caller]
fn needs_each<O: Operation<Output: Debug + PartialEq>>(mut stage: Stage, request: &O, needed: &[Needed]) {
    let action = format!("kms:{}", O::NAME);
    let on = |resources: &[&Needed]| {
        resources.iter().map(|needed| allow(&[&action], &needed.arn, "")).collect::<Vec<_>>().join(",")
    };
    let all: Vec<_> = needed.iter().collect();
    for Needed { arn, rule, pointer } in needed {
        let others: Vec<_> = all.iter().copied().filter(|other| other.arn != *arn).collect();
        let denies = allow(&[&action], arn, "").replace("Allow", "Deny");
        let silent = format!("because no identity-based policy allows the {action} action");
        let explicit = "with an explicit deny in an identity-based policy";
        for (statements, ending) in [(on(&others), silent.as_str()), ([on(&all), denies].join(","), explicit)]
        {
            stage = stage.called_by(user_with(&statements));
            let error = stage.refuses(request, HOME);
            denied(&error, rule, Evidence::Documented, &not_authorized(USER, &action, arn, ending));
            assert_eq!(error.place().pointer.as_str(), *pointer, "{arn}");
        }
    }
    stage.called_by(user_with(&on(&all))).accepts(request, HOME);
}

/// A key policy that denies it to everybody is the last word, without a word of IAM policies.
#[track_caller]
fn heeds_the_key_policy<O: Operation<Output: Debug + PartialEq>>(
    stage: &mut Stage,
    request: &O,
    of: &KeyMetadata,
    pointer: &str,
) {
    let action = format!("kms:{}", O::NAME);
    let put = |statements: &[&str]| PutKeyPolicy::new(of.key_id.into(), key_policy(statements));
    stage.accepts(&put(&[&deny(&action, "")]), HOME);
    stage.caller = user();
    let error = stage.refuses(request, HOME);
    let ending = "with an explicit deny in a resource-based policy";
    let words = not_authorized(USER, &action, of.arn.to_string().as_str(), ending);
    denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);
    assert_eq!(error.place().pointer.as_str(), pointer);
    stage.accepts(&put(&[]), HOME);
}

#[test]
fn to_create_an_alias_needs_permission_on_the_alias_and_on_the_key() {
    let (mut stage, of) = with_keys();
    let create = CreateAlias::new(read("alias/orders"), of.key_id.into());
    heeds_the_key_policy(&mut stage, &create, &of, "/TargetKeyId");
    needs_each(stage, &create, &[alias(), key(&of, "/TargetKeyId")]);
}

#[test]
fn to_update_an_alias_needs_permission_on_the_alias_and_on_both_keys() {
    let (mut stage, [from, to]) = with_alias();
    let update = UpdateAlias::new(read("alias/orders"), to.key_id.into());
    heeds_the_key_policy(&mut stage, &update, &from, "/AliasName");
    heeds_the_key_policy(&mut stage, &update, &to, "/TargetKeyId");
    needs_each(stage, &update, &[alias(), key(&to, "/TargetKeyId"), key(&from, "/AliasName")]);
}

#[test]
fn to_delete_an_alias_needs_permission_on_the_alias_and_on_its_key() {
    let (mut stage, [of, _]) = with_alias();
    let delete = DeleteAlias::new(read("alias/orders"));
    heeds_the_key_policy(&mut stage, &delete, &of, "/AliasName");
    needs_each(stage, &delete, &[alias(), key(&of, "/AliasName")]);
}

#[test]
fn the_alias_of_a_replica_is_not_held_to_the_policy_of_the_primary_key() {
    let (mut stage, [one, other]) = with_alias();
    stage.replica(other.key_id, EU);
    stage.settle();
    stage.accepts(&CreateAlias::new(read("alias/orders"), one.key_id.into()), EU);
    let keep = key_policy(&[&deny("kms:UpdateAlias", ""), &deny("kms:DeleteAlias", "")]);
    for key in [&one, &other] {
        stage.accepts(&PutKeyPolicy::new(key.key_id.into(), keep.clone()), HOME);
    }
    let update = UpdateAlias::new(read("alias/orders"), other.key_id.into());
    let delete = DeleteAlias::new(read("alias/orders"));
    assert_eq!(stage.refuses(&update, HOME).rule(), &rule::AUTHORIZED);
    assert_eq!(stage.refuses(&delete, HOME).rule(), &rule::AUTHORIZED);
    stage.accepts(&update, EU);
    stage.accepts(&delete, EU);
}

#[test]
fn an_alias_that_keeps_its_key_needs_it_once() {
    let (stage, [of, _]) = with_alias();
    let stage = stage.called_by(user_with(&allow(&["kms:UpdateAlias"], "*", "").replace("Allow", "Deny")));
    let update = UpdateAlias::new(read("alias/orders"), of.key_id.into());
    let report = stage.kms.check(&update, &stage.call(HOME));
    let places: Vec<_> = report.iter().map(|finding| finding.place.pointer.as_str()).collect();
    assert_eq!(places, ["/TargetKeyId", "/AliasName"], "the key, and the alias itself: {report}");
}
