//! Nobody is locked out of a key.

use kms_mrk::policy::Setting;
use kms_mrk::policy::rule::lockout::{ACCOUNT, ALLOWED, NOT_DENIED, UNCONDITIONAL};
use kms_mrk::verdict::Severity;

use crate::case::Case;

const ROOT: &str =
    r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#;
const USER: &str = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ops"}, "Action": "kms:*", "Resource": "*"}"#;
const USE: &str =
    r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:Decrypt", "Resource": "*"}"#;

fn policy(statements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": {statements}}}"#)
}

fn put_by_root(check: &mut dyn FnMut(&Setting<'_>)) {
    let caller = "arn:aws:iam::111122223333:root".parse().unwrap();
    check(&Setting::new().with_caller(&caller));
}

fn put_by_role(check: &mut dyn FnMut(&Setting<'_>)) {
    let caller = "arn:aws:sts::111122223333:assumed-role/deployer/ci-42".parse().unwrap();
    check(&Setting::new().with_caller(&caller));
}

fn in_another_account(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_account("444455556666".parse().unwrap()));
}

pub(crate) fn cases() -> Vec<Case> {
    use Severity::{Error, Warning};
    let mfa = r#""Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#;
    let mfa_root = ROOT.replace(r#""Resource": "*""#, &format!(r#""Resource": "*", {mfa}"#));
    let marked = mfa_root.replace(
        r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#,
        r#"⟦{"Bool": {"aws:MultiFactorAuthPresent": "true"}}⟧"#,
    );
    let deny = r#"{"Effect": ⟦"Deny"⟧, "Principal": "*", "Action": "kms:PutKeyPolicy", "Resource": "*"}"#;
    let deny_others = r#"{"Effect": "Deny", "Principal": "*", "Action": "kms:PutKeyPolicy", "Resource": "*", "Condition": {"StringNotEquals": {"kms:CallerAccount": "111122223333"}}}"#;
    vec![
        Case::new("K18", &ALLOWED, Error, policy(&format!("⟦[{USE}]⟧")), policy(&format!("[{USE}, {ROOT}]"))),
        Case::new(
            "K18",
            &ALLOWED,
            Error,
            policy(&format!("⟦[{USER}]⟧")),
            policy(&format!("[{USER}, {ROOT}]")),
        )
        .in_setting(put_by_root),
        Case::new(
            "K18",
            &ALLOWED,
            Error,
            policy(&format!("⟦[{ROOT}]⟧")),
            policy(&format!("[{}]", ROOT.replace("111122223333", "444455556666"))),
        )
        .in_setting(in_another_account),
        Case::new("K18", &ALLOWED, Error, policy(&format!("⟦{USE}⟧")), policy(ROOT)).in_setting(put_by_role),
        Case::new(
            "K19",
            &NOT_DENIED,
            Error,
            policy(&format!("[{ROOT}, {deny}]")),
            policy(&format!("[{ROOT}, {deny_others}]")),
        ),
        Case::new(
            "K19",
            &NOT_DENIED,
            Error,
            policy(&format!("[{ROOT}, {deny}]")),
            policy(&format!("[{ROOT}, {deny_others}]")),
        )
        .in_setting(put_by_role),
        Case::new(
            "K20",
            &ACCOUNT,
            Warning,
            policy(&format!("⟦[{USER}]⟧")),
            policy(&format!("[{USER}, {ROOT}]")),
        ),
        Case::new(
            "conditional",
            &UNCONDITIONAL,
            Warning,
            policy(&format!("[{marked}]")),
            policy(&format!("[{mfa_root}, {USER}]")),
        ),
        Case::new(
            "conditional",
            &UNCONDITIONAL,
            Warning,
            policy(&format!("[{marked}]")),
            policy(&format!("[{mfa_root}, {ROOT}]")),
        )
        .in_setting(put_by_root),
    ]
}
