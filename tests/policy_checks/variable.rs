//! Policy variables.

use kms_mrk::policy::rule::variable::{
    CLOSED, ELEMENT, KNOWN_KEY, NO_SPACE, NOT_EMPTY, ONE_VALUE, OPERATOR, QUOTED, VERSION,
};
use kms_mrk::verdict::Severity::{Error, Warning};

use crate::case::{Case, statement};

/// A statement with this value for a condition.
fn compared(operator: &str, key: &str, value: &str) -> String {
    statement(&format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "kms:*", "Resource": "*", "Condition": {{"{operator}": {{{key}: {value}}}}}"#
    ))
}

fn context(value: &str) -> String {
    compared("StringLike", r#""kms:EncryptionContext:User""#, value)
}

pub(crate) fn cases() -> Vec<Case> {
    let clean = context(r#""a-${aws:username}-${*}-${aws:PrincipalTag/team, 'all'}""#);
    let with_version = |version: &str, value: &str| context(value).replace("2012-10-17", version);
    let about = |resource: &str| {
        context(r#""a""#).replace(r#""Resource": "*""#, &format!(r#""Resource": "{resource}""#))
    };
    let doing =
        |action: &str| context(r#""a""#).replace(r#""Action": "kms:*""#, &format!(r#""Action": "{action}""#));
    vec![
        Case::new(
            "G09",
            &VERSION,
            Error,
            with_version("2008-10-17", r#"["a", "b-⟦${aws:username}⟧", "${aws:userid}"]"#),
            &*clean,
        ),
        Case::new(
            "G09",
            &VERSION,
            Error,
            context(r#""⟦${aws:username}⟧""#).replace(r#""Version": "2012-10-17", "#, ""),
            with_version("2008-10-17", r#""${""#),
        ),
        Case::new("G28", &CLOSED, Error, context(r#""a-⟦${aws:username⟧""#), &*clean),
        Case::new(
            "G28",
            &CLOSED,
            Error,
            about("arn:aws:kms:*:111122223333:key/⟦${aws:username⟧"),
            about("arn:aws:kms:*:111122223333:key/${aws:username}"),
        ),
        Case::new(
            "G29",
            &OPERATOR,
            Error,
            compared("NumericLessThan", r#""kms:RotationPeriodInDays""#, r#""⟦${aws:PrincipalTag/days}⟧""#),
            compared("NumericLessThan", r#""kms:RotationPeriodInDays""#, r#""90""#),
        ),
        Case::new("nothing in a variable", &NOT_EMPTY, Error, context(r#"["⟦${}⟧"]"#), &*clean),
        Case::new("a space in a variable", &NO_SPACE, Error, context(r#""⟦${aws: username}⟧""#), &*clean),
        Case::new(
            "a default without quotes",
            &QUOTED,
            Error,
            context(r#""⟦${aws:username, 'nobody}⟧""#),
            &*clean,
        ),
        Case::new(
            "a variable in an action",
            &ELEMENT,
            Error,
            doing("kms:⟦${aws:username}⟧"),
            doing("kms:Decrypt"),
        ),
        Case::new(
            "a variable in a condition key",
            &ELEMENT,
            Error,
            compared("StringLike", r#""kms:⟦${aws:username}⟧""#, r#""a""#),
            compared("StringLike", r#""kms:CallerAccount""#, r#""a""#),
        ),
        Case::new("a placeholder", &KNOWN_KEY, Warning, context(r#""⟦${account_id}⟧""#), &*clean),
        Case::new(
            "a variable with several values",
            &ONE_VALUE,
            Error,
            context(r#""⟦${aws:PrincipalOrgPaths}⟧""#),
            context(r#""${AWS:PrincipalOrgID}""#),
        ),
    ]
}
