//! Why a decision is as it is, in words.

use expect_test::expect;
use kms_mrk::policy::{
    AccessRequest, Action, Document, Effect, IdentityPolicies, Outcome, RequestContext, Unknown,
};

use crate::table::{policy, who};

const STATEMENTS: &str = r#"
    {"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "kms:Decrypt", "Resource": "*"},
    {"Sid": "", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Sign", "Resource": "*"},
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "arn:aws:kms:*:*:alias/app"},
    {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {
        "StringEquals": {"aws:PrincipalType": "User"}, "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}},
    {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {
        "ForAnyValue:StringLike": {"aws:CalledVia": "s3.*"}}},
    {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {
        "Null": {"kms:ViaService": "false"}}},
    {"Effect": "permit", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "*"}
"#;

#[test]
fn every_statement_is_explained() {
    let text = policy(STATEMENTS);
    let policies = IdentityPolicies::read([
        r#"{"Statement": {"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"}}"#,
    ]);
    let policies = policies.unwrap();
    let context = RequestContext::new()
        .with("aws:SourceIp", "203.0.113.7")
        .with_values("aws:CalledVia", ["athena.amazonaws.com", "glue.amazonaws.com"])
        .without("kms:ViaService");
    let user = who("user").unwrap();
    let request = AccessRequest::new(&user, Action::Decrypt)
        .with_account("111122223333".parse().unwrap())
        .with_context(&context)
        .with_identity_policies(&policies);
    let explanation = Document::read(&text).unwrap().explain(&request);
    expect![[r#"
        statement 0 of the key policy, `Account` (Allow): applies to the account of the principal
        statement 1 of the key policy (Allow): does not apply: it is not about `arn:aws:iam::111122223333:user/team/ops`
        statement 2 of the key policy (Allow): does not apply: it is not about `kms:Decrypt`
        statement 3 of the key policy (Allow): does not apply: it is not about the key
        statement 4 of the key policy (Deny): does not apply: `NotIpAddress` of `aws:SourceIp` does not hold: the request has `203.0.113.7`
        statement 5 of the key policy (Deny): does not apply: `ForAnyValue:StringLike` of `aws:CalledVia` does not hold: the request has `athena.amazonaws.com`, `glue.amazonaws.com`
        statement 6 of the key policy (Deny): does not apply: `Null` of `kms:ViaService` does not hold: the request does not have it
        statement 7 of the key policy: does not apply: it neither allows nor denies
        statement 0 of IAM policy 0, `All` (Allow): applies
        the request is allowed by statement 0 of the key policy"#]]
    .assert_eq(&explanation.to_string());
    assert_eq!(explanation.statements[0].outcome, Outcome::AppliesToAccount);
    assert_eq!(explanation.statements[4].effect, Some(Effect::Deny));
    assert_eq!(explanation.statements[0].sid.as_deref(), Some("Account"));
}

#[test]
fn what_is_not_known_is_named_in_the_explanation() {
    let text = policy(STATEMENTS);
    let request = AccessRequest::anonymous(Action::Decrypt).with_account("111122223333".parse().unwrap());
    let explanation = Document::read(&text).unwrap().explain(&request);
    expect![[r#"
        statement 0 of the key policy, `Account` (Allow): does not apply: it is not about requests that nobody signed
        statement 1 of the key policy (Allow): does not apply: it is not about requests that nobody signed
        statement 2 of the key policy (Allow): does not apply: it is not about `kms:Decrypt`
        statement 3 of the key policy (Allow): does not apply: it is not about the key
        statement 4 of the key policy (Deny): depends on the condition key `aws:PrincipalType` and the condition key `aws:SourceIp`
        statement 5 of the key policy (Deny): depends on the condition key `aws:CalledVia`
        statement 6 of the key policy (Deny): depends on the condition key `kms:ViaService`
        statement 7 of the key policy: does not apply: it neither allows nor denies
        the request is denied, because no statement allows it"#]]
    .assert_eq(&explanation.to_string());
    let on = vec![Unknown::ConditionKey("aws:CalledVia".into())];
    assert_eq!(explanation.statements[5].outcome, Outcome::Depends(on));
}
