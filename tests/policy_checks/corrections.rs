//! What is proposed for names that are wrong, and what the policy is after it.

use kms_mrk::policy::rule::{action, condition, resource};
use kms_mrk::policy::{self, Setting};
use kms_mrk::verdict::{Applicability, Rule};

use crate::case::statement;

/// A statement with these actions, this resource and this condition.
fn policy(actions: &str, resource: &str, condition: &str) -> String {
    statement(&format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": {actions}, "Resource": {resource}, "Condition": {condition}"#
    ))
}

/// The finding of this rule proposes to make the other policy of the one.
#[track_caller]
fn assert_corrected(rule: &Rule, wrong: &str, right: &str) {
    let report = policy::check(wrong, &Setting::new());
    let finding =
        report.iter().find(|finding| finding.rule == rule).unwrap_or_else(|| panic!("{wrong}\n{report}"));
    let edit = finding.edit.as_ref().unwrap_or_else(|| panic!("{finding}: no edit"));
    assert_eq!(edit.applicability, Applicability::MaybeIncorrect);
    assert_eq!(edit.apply(wrong).unwrap(), right, "{finding}");
    let after = policy::check(right, &Setting::new());
    assert!(!after.breaks(rule), "{after}");
}

#[test]
fn a_misspelled_action_becomes_the_action() {
    for (wrong, right) in [
        (r#""kms:Decryptt""#, r#""kms:Decrypt""#),
        (r#"["kms:Sign", "kms:genrateDataKey"]"#, r#"["kms:Sign", "kms:GenerateDataKey"]"#),
        (r#""KMS:Verfy""#, r#""KMS:Verify""#),
    ] {
        assert_corrected(&action::KNOWN_NAME, &policy(wrong, r#""*""#, "{}"), &policy(right, r#""*""#, "{}"));
    }
    let (wrong, right) = (r#""ksm:Decrypt""#, r#""kms:Decrypt""#);
    assert_corrected(&action::OF_KMS, &policy(wrong, r#""*""#, "{}"), &policy(right, r#""*""#, "{}"));
}

#[test]
fn re_encrypt_becomes_its_two_actions() {
    let both = r#"["kms:ReEncryptFrom", "kms:ReEncryptTo"]"#;
    assert_corrected(
        &action::RE_ENCRYPT,
        &policy(r#""kms:ReEncrypt""#, r#""*""#, "{}"),
        &policy(both, r#""*""#, "{}"),
    );
    let listed = r#"["kms:Encrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"]"#;
    let wrong = r#"["kms:Encrypt", "kms:reEncrypt"]"#;
    assert_corrected(&action::RE_ENCRYPT, &policy(wrong, r#""*""#, "{}"), &policy(listed, r#""*""#, "{}"));
}

#[test]
fn another_resource_becomes_the_key() {
    let alias = r#""arn:aws:kms:eu-west-1:111122223333:alias/backup""#;
    let right = policy(r#""kms:Sign""#, r#""*""#, "{}");
    assert_corrected(&resource::ALIAS, &policy(r#""kms:Sign""#, alias, "{}"), &right);
}

#[test]
fn a_misspelled_name_in_a_condition_becomes_the_name() {
    for (rule, wrong, right) in [
        (
            &condition::OPERATOR,
            r#"{"StringEqual": {"kms:CallerAccount": "1"}}"#,
            r#"{"StringEquals": {"kms:CallerAccount": "1"}}"#,
        ),
        (
            &condition::OPERATOR,
            r#"{"ForAnyValues:StringLikeIfExist": {"aws:CalledVia": "a"}}"#,
            r#"{"ForAnyValue:StringLikeIfExists": {"aws:CalledVia": "a"}}"#,
        ),
        (
            &condition::NULL_IF_EXISTS,
            r#"{"NullIfExists": {"aws:CalledVia": "true"}}"#,
            r#"{"Null": {"aws:CalledVia": "true"}}"#,
        ),
        (
            &condition::KMS_KEY,
            r#"{"StringEquals": {"kms:CallerAcount": "1"}}"#,
            r#"{"StringEquals": {"kms:CallerAccount": "1"}}"#,
        ),
        (
            &condition::KMS_KEY,
            r#"{"StringEquals": {"kms:EncryptionContex:a/b": "1"}}"#,
            r#"{"StringEquals": {"kms:EncryptionContext:a/b": "1"}}"#,
        ),
        (
            &condition::GLOBAL_KEY,
            r#"{"StringEquals": {"aws:PrincipleTag/a:b": "1"}}"#,
            r#"{"StringEquals": {"aws:PrincipalTag/a:b": "1"}}"#,
        ),
        (
            &condition::KEY_PREFIX,
            r#"{"StringEquals": {"callerAccount": "1"}}"#,
            r#"{"StringEquals": {"kms:CallerAccount": "1"}}"#,
        ),
        (
            &condition::LISTED_VALUE,
            r#"{"StringEquals": {"kms:KeySpec": ["SM2", "RSA2048"]}}"#,
            r#"{"StringEquals": {"kms:KeySpec": ["SM2", "RSA_2048"]}}"#,
        ),
        (
            &condition::WILDCARD,
            r#"{"StringEquals": {"kms:ViaService": "s3.*"}}"#,
            r#"{"StringLike": {"kms:ViaService": "s3.*"}}"#,
        ),
    ] {
        let around = |condition| policy(r#""kms:*""#, r#""*""#, condition);
        assert_corrected(rule, &around(wrong), &around(right));
    }
}

#[test]
fn an_operator_is_not_made_of_one_that_stands_there_already() {
    let condition = r#"{"StringEquals": {"kms:ViaService": "s3.*"}, "StringLike": {"aws:userid": "A*"}}"#;
    let report = policy::check(&policy(r#""kms:*""#, r#""*""#, condition), &Setting::new());
    let finding = report.iter().find(|finding| *finding.rule == condition::WILDCARD).unwrap();
    assert_eq!(finding.edit, None);
}

#[test]
fn a_key_without_its_variable_part_is_told_what_is_missing() {
    let condition = r#"{"StringEquals": {"aws:PrincipalTag": "1"}}"#;
    let report = policy::check(&policy(r#""kms:*""#, r#""*""#, condition), &Setting::new());
    let finding = report.iter().find(|finding| *finding.rule == condition::GLOBAL_KEY).unwrap();
    assert_eq!(finding.help.as_deref(), Some("something has to follow: `aws:PrincipalTag/…`"));
    assert_eq!(finding.edit, None);
}
