//! The values of `kms:ViaService`.

use kms_mrk::policy::rule::via_service::*;
use kms_mrk::verdict::Rule;
use kms_mrk::verdict::Severity::Warning;

use crate::case::{Case, statement};

fn via(rule: &'static Rule, faulty: &str, clean: &str) -> Case {
    let policy = |value: &str| {
        statement(&format!(
            r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{"StringLike": {{"kms:ViaService": {value}}}}}"#
        ))
    };
    Case::new("kms:ViaService", rule, Warning, policy(faulty), policy(clean))
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        via(&FORM, r#""s3.cn-north-1⟦.amazonaws.com.cn⟧""#, r#""s3.cn-north-1.amazonaws.com""#),
        via(&FORM, r#"⟦"s3.amazonaws.com"⟧"#, r#""s3*.amazonaws.com""#),
        via(&FORM, r#"⟦"s3"⟧"#, r#""s3.*""#),
        via(&KNOWN, r#""⟦s4⟧.*.amazonaws.com""#, r#""s3.*.amazonaws.com""#),
        via(&KNOWN, r#""⟦s4*⟧.*.amazonaws.com""#, r#""s*.*.amazonaws.com""#),
        via(
            &KNOWN,
            r#""⟦xray2⟧.*.amazonaws.com""#,
            r#""${aws:PrincipalTag/service}.us-east-1.amazonaws.com""#,
        ),
        Case {
            clean: via(&FORM, "", r#""false""#).clean.replace("StringLike", "Null"),
            ..via(&FORM, r#"⟦"false"⟧"#, "")
        },
    ]
}
