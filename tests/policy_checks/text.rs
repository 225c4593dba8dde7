//! The text of a policy, before anything in it is looked at.

use kms_mrk::policy::rule::text::{CHARACTERS, JSON_OBJECT, LENGTH, SIZE};
use kms_mrk::policy::{self, Setting};
use kms_mrk::verdict::{Evidence, Severity};

use crate::case::{Case, statement};

const CLEAN: &str =
    r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*""#;

/// A policy of so many bytes.
fn of_bytes(length: usize) -> String {
    let policy = statement(CLEAN);
    let padding = " ".repeat(length - policy.len());
    policy.replacen('{', &format!("{{{padding}"), 1)
}

pub(crate) fn cases() -> Vec<Case> {
    let error = Severity::Error;
    vec![
        Case::new(
            "G01",
            &JSON_OBJECT,
            error,
            r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",⟦}⟧]}"#,
            statement(CLEAN),
        ),
        Case::new("G01", &JSON_OBJECT, error, r#"{"Version": "2012-10-17"} ⟦{⟧}"#, statement(CLEAN)),
        Case::new("G01", &JSON_OBJECT, error, "⟦[]⟧", "{}"),
        Case::new("G01", &JSON_OBJECT, error, "⟦[⟧", "{}"),
        Case::new("a number", &JSON_OBJECT, error, r#"{"Id": 1e99⟦9⟧}"#, r#"{"Id": 1e99}"#),
        Case::new(
            "half a character",
            &JSON_OBJECT,
            error,
            r#"{"Id": "\ud83d⟦"⟧}"#,
            r#"{"Id": "\ud83d\udd11"}"#,
        ),
        Case::new(
            "too many brackets",
            &JSON_OBJECT,
            error,
            format!(r#"{{"Id": {}⟦[⟧{}{}}}"#, "[".repeat(126), "[".repeat(73), "]".repeat(200)),
            format!(r#"{{"Id": {}{}}}"#, "[".repeat(126), "]".repeat(126)),
        ),
        Case::new("K21", &SIZE, error, format!("⟦{}⟧", of_bytes(32_769)), of_bytes(32_768)),
        Case::new("K21", &LENGTH, error, format!("⟦{}⟧", of_bytes(131_073)), of_bytes(131_072)),
        Case::new("K21", &LENGTH, error, "⟦⟧", "{}"),
        Case::new(
            "K22",
            &CHARACTERS,
            error,
            statement(&format!(r#""Sid": "the ⟦“⟧key", {CLEAN}"#)),
            statement(&format!(r#""Sid": "the ÿ key", {CLEAN}"#)),
        ),
    ]
}

fn refusal(policy: &str) -> (String, String, Evidence) {
    let refusal = policy::check(policy, &Setting::new()).refusal().unwrap();
    (refusal.code().to_string(), refusal.message().to_owned(), refusal.evidence())
}

#[test]
fn kms_says_nothing_about_a_text_that_it_cannot_read() {
    let malformed = |evidence| ("MalformedPolicyDocumentException".to_owned(), String::new(), evidence);
    assert_eq!(refusal("my policy"), malformed(Evidence::Recorded));
    for not_recorded in ["[]", r#"{"Id": 1e999}"#, r#"{"Id": "\ud800"}"#] {
        assert_eq!(refusal(not_recorded), malformed(Evidence::Inferred), "{not_recorded}");
    }
}

#[test]
fn the_constraints_of_the_text_come_before_its_size_and_its_grammar() {
    let counted = "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must";
    let validation =
        |rest| ("ValidationException".to_owned(), format!("{counted} {rest}"), Evidence::Inferred);
    let pattern = r"satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+";
    assert_eq!(refusal("{“Version”: 1}"), validation(pattern));
    assert_eq!(refusal("{x “"), validation(pattern));
    assert_eq!(refusal(&format!("{}“", of_bytes(40_000))), validation(pattern));
    assert_eq!(refusal(""), validation("have length greater than or equal to 1"));
    assert_eq!(refusal(&of_bytes(131_073)), validation("have length less than or equal to 131072"));
    assert_eq!(refusal(&of_bytes(131_072)).0, "LimitExceededException");
}
