//! Every operation needs exactly the permissions that AWS lists for it.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html>

use std::collections::BTreeSet;

use super::requests::{Prepared, requests};
use super::*;
use kms_mrk::model::Call;
use kms_mrk::operation::OperationName;

/// What the caller is told of a refusal for want of permission: the action, and the kind of policy that lacks.
fn lacks(error: &KmsError) -> Option<(&str, &str)> {
    let (_, rest) = error.message().split_once("is not authorized to perform: ")?;
    let (action, rest) = rest.split_once(' ')?;
    Some((action, if rest.contains("identity-based") { "identity" } else { "resource" }))
}

#[test]
fn every_operation_is_asked_for() {
    let prepared = Prepared::new();
    let asked: BTreeSet<_> = requests(&prepared).into_iter().map(|request| request.name).collect();
    let all: BTreeSet<_> = OperationName::ALL.iter().cloned().collect();
    assert_eq!(asked, all);
}

#[test]
fn without_iam_policies_that_are_known_the_caller_may_do_what_key_policies_leave_to_the_account() {
    let prepared = Prepared::new();
    let call = Call::new(user(), read(HOME), prepared.stage.now);
    for request in requests(&prepared) {
        let answer = (request.ask)(&prepared.stage.kms, &call);
        assert_eq!(answer.as_ref().err().and_then(lacks), None, "{}", request.name);
    }
}

#[test]
fn each_permission_is_needed_and_no_other() {
    let prepared = Prepared::new();
    let kms = &prepared.stage.kms;
    let call = |actions: &[&str]| {
        let statements = if actions.is_empty() { String::new() } else { allow(actions, "*", "") };
        Call::new(user_with(&statements), read(HOME), prepared.stage.now)
    };
    for request in requests(&prepared) {
        let name = &request.name;
        let answer = (request.ask)(kms, &call(request.actions));
        assert_eq!(answer.as_ref().err().and_then(lacks), None, "{name} with {:?}", request.actions);
        for missing in request.actions {
            let others: Vec<_> = request.actions.iter().copied().filter(|action| action != missing).collect();
            let error = (request.ask)(kms, &call(&others)).expect_err(missing);
            if error.message().starts_with("The ciphertext refers to") {
                continue; // of a key that only the ciphertext names, KMS does not say more
            }
            assert_eq!(lacks(&error), Some((*missing, "identity")), "{name} without {missing}");
            assert_eq!(error.evidence(), Evidence::Documented);
        }
    }
}

#[test]
fn a_statement_that_denies_wins_whoever_calls() {
    for (caller, name) in [(administrator(ACCOUNT), "arn:aws:iam::111122223333:root"), (user(), USER)] {
        let (mut stage, key) = with_keys();
        let deny = r#"{"Effect":"Deny","Principal":"*","Action":"kms:Encrypt","Resource":"*"}"#;
        stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[deny])), HOME);
        let mut stage = stage.called_by(caller);
        let encrypt = Encrypt::new(key.key_id.into(), Plaintext::new(*b"orders").unwrap());
        let error = stage.refuses(&encrypt, HOME);
        let words = not_authorized(
            name,
            "kms:Encrypt",
            key.arn.to_string().as_str(),
            "with an explicit deny in a resource-based policy",
        );
        denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);
        // Each related key has its own policy.
        stage.accepts(&encrypt, EU);
    }
}

#[test]
fn what_an_iam_policy_denies_is_denied_though_the_key_policy_allows_it() {
    let (mut stage, key) = with_keys();
    let direct =
        format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{USER}"}},"Action":"kms:*","Resource":"*"}}"#);
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[&direct])), HOME);
    let encrypt = Encrypt::new(key.key_id.into(), Plaintext::new(*b"orders").unwrap());

    // Whom the key policy names needs no IAM policy.
    let mut stage = stage.called_by(user_with(""));
    stage.accepts(&encrypt, HOME);
    let elsewhere = key.arn.related_in(read(EU)).unwrap().to_string();
    let error = stage.refuses(&encrypt, EU);
    let ending = "because no identity-based policy allows the kms:Encrypt action";
    let words = not_authorized(USER, "kms:Encrypt", &elsewhere, ending);
    denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);

    let denies = r#"{"Effect":"Deny","Action":"kms:Enc*","Resource":"*"}"#;
    let mut stage = stage.called_by(user_with(denies));
    let error = stage.refuses(&encrypt, HOME);
    let ending = "with an explicit deny in an identity-based policy";
    let words = not_authorized(USER, "kms:Encrypt", key.arn.to_string().as_str(), ending);
    denied(&error, &rule::AUTHORIZED, Evidence::Documented, &words);
}

#[test]
fn a_new_key_needs_no_key_policy_but_an_iam_policy() {
    let mut stage = Stage::new().called_by(user_with(&allow(&["kms:*"], "arn:aws:kms:*:*:key/*", "")));
    let error = stage.refuses(&CreateKey::default(), HOME);
    let ending = "because no identity-based policy allows the kms:CreateKey action";
    let words = not_authorized(USER, "kms:CreateKey", "*", ending);
    denied(&error, &rule::AUTHORIZED_BY_IAM, Evidence::Documented, &words);
}
