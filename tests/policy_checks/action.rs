//! The actions of a statement.

use kms_mrk::policy::rule::action::{
    KNOWN_NAME, MATCHES, OF_KMS, ON_A_KEY, OWN_ACCOUNT, PLAIN_PREFIX, RE_ENCRYPT, REDUNDANT,
};
use kms_mrk::policy::{Level, Reach, Setting, Vocabulary};
use kms_mrk::verdict::Severity::{Error, Suggestion, Warning};

use crate::case::{Case, statement};

/// A statement with these actions for a principal.
fn allowing(actions: &str, principal: &str) -> String {
    statement(&format!(
        r#""Effect": "Allow", "Principal": {{"AWS": {principal}}}, "Action": {actions}, "Resource": "*""#
    ))
}

fn actions(actions: &str) -> String {
    allowing(actions, r#""arn:aws:iam::111122223333:root""#)
}

fn in_account(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_account("111122223333".parse().unwrap()));
}

fn with_an_added_action(check: &mut dyn FnMut(&Setting<'_>)) {
    let vocabulary = Vocabulary::new().with_action("kms:PolishKey", Reach::OwnAccount);
    check(&Setting::new().with_vocabulary(&vocabulary));
}

fn where_unknown_names_are_errors(check: &mut dyn FnMut(&Setting<'_>)) {
    let vocabulary = Vocabulary::new().with_unknown(Level::Deny).with_service("s3");
    check(&Setting::new().with_vocabulary(&vocabulary));
}

pub(crate) fn cases() -> Vec<Case> {
    let known = actions(r#""kms:Decrypt""#);
    let other = r#""arn:aws:iam::444455556666:root""#;
    vec![
        Case::new("K01", &KNOWN_NAME, Error, actions(r#""kms:⟦Decryptt⟧""#), &*known),
        Case::new("K01", &KNOWN_NAME, Error, actions(r#"["kms:Encrypt", "KMS:⟦genrateDataKey⟧"]"#), &*known),
        Case::new("K01", &KNOWN_NAME, Warning, actions(r#""kms:⟦PolishKey⟧""#), actions(r#""kms:*""#)),
        Case::new("K01", &KNOWN_NAME, Error, actions(r#""kms:⟦PolishKeys⟧""#), actions(r#""kms:polishkey""#))
            .in_setting(with_an_added_action),
        Case::new("K01", &KNOWN_NAME, Error, actions(r#""kms:⟦ForgetKey⟧""#), actions(r#""s3:ForgetKey""#))
            .in_setting(where_unknown_names_are_errors),
        Case::new("K02", &RE_ENCRYPT, Error, actions(r#"⟦"kms:ReEncrypt"⟧"#), actions(r#""kms:ReEncrypt*""#)),
        Case::new("K03", &OF_KMS, Warning, actions(r#"["kms:Decrypt", ⟦"s3:GetObject"⟧]"#), &*known),
        Case::new("K03", &OF_KMS, Warning, actions(r#"⟦"sqs:Send*"⟧"#), actions(r#""s3:GetObject""#))
            .in_setting(where_unknown_names_are_errors),
        Case::new(
            "K04",
            &ON_A_KEY,
            Warning,
            actions(r#"["kms:Decrypt", ⟦"kms:CreateKey"⟧]"#),
            actions(r#""kms:List*""#),
        ),
        Case::new("K04", &ON_A_KEY, Warning, actions(r#"⟦"kms:listKeys"⟧"#), actions(r#""kms:*""#)),
        Case::new("K05", &MATCHES, Warning, actions(r#"⟦"kms:Foo*"⟧"#), actions(r#""kms:D*""#)),
        Case::new(
            "K26",
            &OWN_ACCOUNT,
            Warning,
            allowing(r#"["kms:Decrypt", ⟦"kms:ScheduleKeyDeletion"⟧]"#, other),
            allowing(r#"["kms:Decrypt", "kms:CreateGrant", "kms:*"]"#, other),
        )
        .in_setting(in_account),
        Case::new(
            "K26",
            &OWN_ACCOUNT,
            Warning,
            allowing(r#""kms:TagResource""#, r#"["111122223333", ⟦"444455556666"⟧]"#),
            allowing(r#"["kms:Sign", "kms:TagResource"]"#, r#"["111122223333", "444455556666"]"#),
        )
        .in_setting(in_account),
        Case::new(
            "K26",
            &OWN_ACCOUNT,
            Warning,
            allowing(r#"⟦"kms:Tag*"⟧"#, r#"["arn:aws:iam::444455556666:role/admin"]"#),
            allowing(r#""kms:Tag*""#, r#"["arn:aws:iam::111122223333:role/admin"]"#),
        )
        .in_setting(in_account),
        Case::new(
            "S12",
            &REDUNDANT,
            Suggestion,
            actions(r#"[⟦"kms:Decrypt"⟧, "kms:*"]"#),
            actions(r#"["kms:*ey", "kms:D*"]"#),
        ),
        Case::new("S12", &REDUNDANT, Suggestion, actions(r#"["kms:Decrypt", ⟦"KMS:decrypt"⟧]"#), &*known),
        Case::new(
            "a wildcard for a service",
            &PLAIN_PREFIX,
            Warning,
            actions(r#""⟦k*⟧:Decrypt""#),
            actions(r#""*""#),
        ),
    ]
}

#[test]
fn an_administrator_in_another_account_is_found_once() {
    let other = r#""arn:aws:iam::444455556666:role/admin""#;
    in_account(&mut |setting| {
        let report =
            kms_mrk::policy::check(&allowing(r#"["kms:Decrypt", "kms:PutKeyPolicy"]"#, other), setting);
        assert!(report.breaks(&kms_mrk::policy::rule::security::FOREIGN_ADMINISTRATOR), "{report}");
        assert!(!report.breaks(&OWN_ACCOUNT), "{report}");
    });
}
