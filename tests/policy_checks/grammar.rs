//! The shape of a policy and of its statements.

use kms_mrk::policy::rule::document::{self, STATEMENT_MISSING, STATEMENT_TYPE, VERSION, VERSION_MISSING};
use kms_mrk::policy::rule::grammar::{DUPLICATE_MEMBER, ELEMENT_CASE, NULL, VALUE_TYPE};
use kms_mrk::policy::rule::statement::{
    self, ACTION_MISSING, ACTION_PREFIX, EFFECT, EFFECT_MISSING, EMPTY_CONDITION, EMPTY_LIST, EMPTY_SID,
    RESOURCE_MISSING, TWO_ACTIONS, TWO_PRINCIPALS, TWO_RESOURCES,
};
use kms_mrk::policy::{self, Setting};
use kms_mrk::verdict::{Rule, Severity};

use crate::case::{Case, statement};

const EFFECT_AND_REST: &str = r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Resource": "*""#;
const REST: &str = r#""Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*""#;
const WHOLE: &str =
    r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*""#;

/// A policy with these members, and a clean statement before them.
fn policy(members: &str) -> String {
    format!(r#"{{"Statement": {{{WHOLE}}}, {members}}}"#)
}

/// A policy of one statement that is an error, and one that is not.
fn error(fault: &'static str, rule: &'static Rule, faulty: &str, clean: &str) -> Case {
    Case::new(fault, rule, Severity::Error, statement(faulty), statement(clean))
}

pub(crate) fn cases() -> Vec<Case> {
    [documents(), elements(), values(), actions_and_resources(), conditions()].into_iter().flatten().collect()
}

fn documents() -> Vec<Case> {
    let error =
        |fault, rule, faulty: String, clean: String| Case::new(fault, rule, Severity::Error, faulty, clean);
    let clean = || policy(r#""Version": "2012-10-17""#);
    vec![
        error(
            "G06",
            &document::UNKNOWN_ELEMENT,
            policy(r#""Version": "2012-10-17", ⟦"Description"⟧: "x""#),
            policy(r#""Version": "2012-10-17", "Id": "x""#),
        ),
        error("G06", &document::UNKNOWN_ELEMENT, policy(r#"⟦"Versoin"⟧: "2012-10-17""#), clean()),
        error("G05", &ELEMENT_CASE, policy(r#"⟦"version"⟧: "2012-10-17""#), clean()),
        error("G07", &VERSION, policy(r#""Version": ⟦"2012-10-18"⟧"#), policy(r#""Version": "2008-10-17""#)),
        error("G07", &VALUE_TYPE, policy(r#""Version": ⟦20121017⟧"#), clean()),
        Case::new(
            "G08",
            &VERSION_MISSING,
            Severity::Warning,
            format!(r#"⟦{{"Statement": {{{WHOLE}}}}}⟧"#),
            clean(),
        ),
        error("G10", &STATEMENT_MISSING, r#"⟦{"Version": "2012-10-17"}⟧"#.to_owned(), clean()),
        error("G10", &STATEMENT_MISSING, r#"{"Statement": ⟦[]⟧}"#.to_owned(), clean()),
        error("G10", &STATEMENT_MISSING, format!("⟦{{{WHOLE}}}⟧"), clean()),
        error("G32", &STATEMENT_TYPE, r#"{"Statement": ⟦"x"⟧}"#.to_owned(), clean()),
        error("G32", &STATEMENT_TYPE, format!(r#"{{"Statement": [⟦[{{{WHOLE}}}]⟧]}}"#), clean()),
        error("G32", &STATEMENT_TYPE, format!(r#"{{"Statement": [{{{WHOLE}}}, ⟦1⟧]}}"#), clean()),
        error("null", &NULL, format!(r#"{{"Statement": [{{{WHOLE}}}, ⟦null⟧]}}"#), clean()),
        error("null", &NULL, policy(r#""Version": ⟦null⟧"#), clean()),
        error("null", &NULL, policy(r#""Id": ⟦null⟧"#), clean()),
        error("Id", &VALUE_TYPE, policy(r#""Id": ⟦["x"]⟧"#), policy(r#""Id": "a policy of ours""#)),
        error(
            "G02",
            &DUPLICATE_MEMBER,
            policy(r#""Version": "2012-10-17", ⟦"Version"⟧: "2012-10-17""#),
            clean(),
        ),
    ]
}

fn elements() -> Vec<Case> {
    vec![
        error("G02", &DUPLICATE_MEMBER, &format!(r#""Effect": "Deny", ⟦"Effect"⟧: "Allow", {REST}"#), WHOLE),
        error(
            "G04",
            &statement::UNKNOWN_ELEMENT,
            &format!(r#"{EFFECT_AND_REST}, ⟦"Actions"⟧: "kms:*""#),
            WHOLE,
        ),
        error("G04", &statement::UNKNOWN_ELEMENT, &format!(r#"{WHOLE}, ⟦"Comment"⟧: "x""#), WHOLE),
        error(
            "G05",
            &ELEMENT_CASE,
            r#""Effect": "Allow", ⟦"principal"⟧: {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*""#,
            WHOLE,
        ),
        error("G11", &EFFECT, &format!(r#""Effect": ⟦"allow"⟧, {REST}"#), WHOLE),
        error("G11", &EFFECT, &format!(r#""Effect": ⟦"Permit"⟧, {REST}"#), WHOLE),
        Case::new(
            "G12",
            &EFFECT_MISSING,
            Severity::Error,
            format!(r#"{{"Version": "2012-10-17", "Statement": [⟦{{{REST}}}⟧]}}"#),
            statement(WHOLE),
        ),
        error(
            "G13",
            &TWO_PRINCIPALS,
            &format!(r#"{WHOLE}, ⟦"NotPrincipal"⟧: {{"AWS": "444455556666"}}"#),
            WHOLE,
        ),
        error("G14", &TWO_ACTIONS, &format!(r#"⟦"NotAction"⟧: "kms:Decrypt", {WHOLE}"#), WHOLE),
        error("two resources", &TWO_RESOURCES, &format!(r#"⟦"NotResource"⟧: "*", {WHOLE}"#), WHOLE),
        Case::new(
            "empty Sid",
            &EMPTY_SID,
            Severity::Suggestion,
            statement(&format!(r#""Sid": ⟦""⟧, {WHOLE}"#)),
            statement(&format!(r#""Sid": "Allow use of the key", {WHOLE}"#)),
        ),
    ]
}

fn values() -> Vec<Case> {
    let value = |rule, element: &str, value: &str| {
        error("G31", rule, &format!(r#"{EFFECT_AND_REST}, "Action": "kms:*", "{element}": ⟦{value}⟧"#), WHOLE)
    };
    vec![
        error("G31", &VALUE_TYPE, &format!(r#"{EFFECT_AND_REST}, "Action": ⟦7⟧"#), WHOLE),
        error("G31", &VALUE_TYPE, &format!(r#"{EFFECT_AND_REST}, "Action": ⟦{{"kms": "Decrypt"}}⟧"#), WHOLE),
        error(
            "G31",
            &VALUE_TYPE,
            &format!(r#"{EFFECT_AND_REST}, "Action": ["kms:Sign", ⟦["kms:*"]⟧]"#),
            WHOLE,
        ),
        error("G31", &VALUE_TYPE, &format!(r#""Effect": ⟦["Allow"]⟧, {REST}"#), WHOLE),
        value(&VALUE_TYPE, "Sid", "1"),
        value(&VALUE_TYPE, "Condition", r#""kms:ViaService""#),
        value(&NULL, "Condition", "null"),
        value(&NULL, "Sid", "null"),
        error("null", &NULL, &format!(r#"{EFFECT_AND_REST}, "Action": ⟦null⟧"#), WHOLE),
        error("null", &NULL, &format!(r#"{EFFECT_AND_REST}, "Action": ["kms:*", ⟦null⟧]"#), WHOLE),
    ]
}

fn actions_and_resources() -> Vec<Case> {
    let without = |element: &str| {
        let others =
            [r#""Effect": "Allow""#, r#""Principal": {"AWS": "111122223333"}"#, r#""Action": "kms:*""#];
        let others =
            others.into_iter().chain([r#""Resource": "*""#]).filter(|other| !other.contains(element));
        let members = others.collect::<Vec<_>>().join(", ");
        format!(r#"{{"Version": "2012-10-17", "Statement": [⟦{{{members}}}⟧]}}"#)
    };
    let warning = |fault, rule, faulty: &str| {
        Case::new(fault, rule, Severity::Warning, statement(faulty), statement(WHOLE))
    };
    vec![
        Case::new("G15", &ACTION_MISSING, Severity::Error, without("Action"), statement(WHOLE)),
        Case::new("G16", &RESOURCE_MISSING, Severity::Error, without("Resource"), statement(WHOLE)),
        warning("G22", &EMPTY_LIST, &format!(r#"{EFFECT_AND_REST}, "Action": ⟦[]⟧"#)),
        warning(
            "G22",
            &EMPTY_LIST,
            r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": ⟦[]⟧"#,
        ),
        error("G23", &ACTION_PREFIX, &format!(r#"{EFFECT_AND_REST}, "Action": ⟦"Decrypt"⟧"#), WHOLE),
        error(
            "G23",
            &ACTION_PREFIX,
            &format!(r#"{EFFECT_AND_REST}, "Action": ["*", ⟦"kms.Decrypt"⟧]"#),
            WHOLE,
        ),
        error("G23", &ACTION_PREFIX, &format!(r#"{EFFECT_AND_REST}, "Action": ⟦""⟧"#), WHOLE),
        error(
            "G23",
            &ACTION_PREFIX,
            &format!(r#"{EFFECT_AND_REST}, "NotAction": ⟦"kms*"⟧"#),
            &format!(r#"{EFFECT_AND_REST}, "NotAction": ["*", "KMS:*", "s3:Get*"]"#),
        ),
    ]
}

fn conditions() -> Vec<Case> {
    let with = |condition: &str| statement(&format!(r#"{WHOLE}, "Condition": {condition}"#));
    let clean = || with(r#"{"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}"#);
    let case =
        |fault, rule, severity, condition: &str| Case::new(fault, rule, severity, with(condition), clean());
    vec![
        case("empty", &EMPTY_CONDITION, Severity::Suggestion, "⟦{}⟧"),
        case("empty", &EMPTY_CONDITION, Severity::Suggestion, r#"{"StringEquals": ⟦{}⟧}"#),
        case("empty", &EMPTY_LIST, Severity::Warning, r#"{"StringEquals": {"kms:ViaService": ⟦[]⟧}}"#),
        case("null", &NULL, Severity::Error, r#"{"StringEquals": ⟦null⟧}"#),
        case("null", &NULL, Severity::Error, r#"{"StringEquals": {"kms:ViaService": ⟦null⟧}}"#),
        case("null", &NULL, Severity::Error, r#"{"StringEquals": {"kms:ViaService": ["a", ⟦null⟧]}}"#),
        case(
            "G02",
            &DUPLICATE_MEMBER,
            Severity::Error,
            r#"{"Bool": {"a:b": "true"}, ⟦"Bool"⟧: {"a:c": "true"}}"#,
        ),
        case("G02", &DUPLICATE_MEMBER, Severity::Error, r#"{"Bool": {"a:b": "true", ⟦"a:b"⟧: "false"}}"#),
    ]
}

/// The errors in a policy, each as a line, and what it is after every edit was made.
fn errors_and_edited(text: &str) -> (Vec<String>, String) {
    let report = policy::check(text, &Setting::new());
    let edits = report.iter().rev().filter_map(|finding| finding.edit.as_ref());
    let edited = edits.fold(text.to_owned(), |text, edit| edit.apply(&text).unwrap());
    (report.errors().map(ToString::to_string).collect(), edited)
}

#[track_caller]
fn assert_mended(faulty: &str, error: &str, mended: &str) {
    assert_eq!(errors_and_edited(faulty), (vec![error.to_owned()], mended.to_owned()));
}

#[test]
fn a_misspelled_element_is_one_fault_with_its_correction() {
    for (wrong, right, why) in [
        (
            "principal",
            "Principal",
            "grammar/element-case] at /Statement/0/principal: `principal` is written `Principal`",
        ),
        ("effect", "Effect", "grammar/element-case] at /Statement/0/effect: `effect` is written `Effect`"),
        (
            "Actions",
            "Action",
            "statement/unknown-element] at /Statement/0/Actions: `Actions` is not an element of a statement, but \
             `Action` is",
        ),
        (
            "Resuorce",
            "Resource",
            "statement/unknown-element] at /Statement/0/Resuorce: `Resuorce` is not an element of a statement, but \
             `Resource` is",
        ),
    ] {
        let faulty = statement(&WHOLE.replace(&format!("\"{right}\""), &format!("\"{wrong}\"")));
        assert_mended(&faulty, &format!("error[policy/{why}"), &statement(WHOLE));
    }
}

#[test]
fn what_has_one_likely_meaning_is_mended() {
    assert_mended(
        &statement(&format!(r#""Effect": "ALLOW", {REST}"#)),
        "error[policy/statement/effect] at /Statement/0/Effect: there is no effect `ALLOW`",
        &statement(WHOLE),
    );
    assert_mended(
        &statement(&format!(r#"{EFFECT_AND_REST}, "Action": "kms.Decrypt""#)),
        "error[policy/statement/action-prefix] at /Statement/0/Action: the action `kms.Decrypt` says no service",
        &statement(&format!(r#"{EFFECT_AND_REST}, "Action": "kms:Decrypt""#)),
    );
    assert_mended(
        &statement(r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*""#),
        "error[policy/statement/resource-missing] at /Statement/0/Resource: the statement has no `Resource`, so it has \
         no effect",
        &statement(WHOLE),
    );
    assert_mended(
        &policy(r#""Version": "1.0""#),
        "error[policy/document/version] at /Version: there is no version `1.0` of the policy language",
        &policy(r#""Version": "2012-10-17""#),
    );
}

#[test]
fn an_element_that_is_there_twice_in_two_spellings_is_not_renamed() {
    let text = statement(&format!(r#"{WHOLE}, "action": "kms:Sign""#));
    let error = "error[policy/grammar/element-case] at /Statement/0/action: `action` is written `Action`";
    assert_mended(&text, error, &text);
}

#[test]
fn a_statement_without_a_policy_around_it_is_one_fault() {
    let report = policy::check(&format!("{{{WHOLE}}}"), &Setting::new());
    assert_eq!(
        report.to_string(),
        "error[policy/document/statement-missing] at the document: this is a statement, not a key policy",
    );
}

#[test]
fn a_member_that_stands_many_times_is_one_fault() {
    let (errors, _) =
        errors_and_edited(&statement(&format!(r#"{WHOLE}, "Sid": "a", "Sid": "b", "Sid": "c""#)));
    let error =
        "error[policy/grammar/duplicate-member] at /Statement/0/Sid: `Sid` stands 3 times in one object";
    assert_eq!(errors, [error]);
}

#[test]
fn an_object_of_30_000_members_takes_no_longer_than_its_members() {
    let members = |name: fn(usize) -> String| {
        (0..30_000).map(|n| format!(r#""{}": "x""#, name(n))).collect::<Vec<_>>().join(", ")
    };
    // Compared each with each, they would take minutes.
    let distinct = members(|n| format!("a:{n}"));
    let condition = |keys: &str| statement(&format!(r#"{WHOLE}, "Condition": {{"StringLike": {{{keys}}}}}"#));
    let duplicates = |text: &str| {
        let report = policy::check(text, &Setting::new());
        report.iter().filter(|finding| *finding.rule == DUPLICATE_MEMBER).count()
    };
    assert_eq!(duplicates(&condition(&distinct)), 0);
    assert_eq!(duplicates(&condition(&members(|n| format!("a:{}", n / 2)))), 15_000);
    assert_eq!(duplicates(&statement(&members(|_| "Sid".to_owned()))), 1);
    let report = policy::check(&statement(&distinct), &Setting::new());
    let unknown = report.iter().filter(|finding| *finding.rule == statement::UNKNOWN_ELEMENT);
    assert_eq!(unknown.count(), 30_000);
}

#[test]
fn what_has_no_statement_is_refused() {
    for text in [r#"{"Version": "2012-10-17"}"#, r#"{"Version": "2012-10-17", "Statement": []}"#] {
        let report = policy::check(text, &Setting::new());
        let refusal = report.refusal().unwrap();
        assert_eq!(refusal.rule(), &STATEMENT_MISSING, "{text}");
        assert_eq!(refusal.code().as_str(), "MalformedPolicyDocumentException", "{text}");
    }
}
