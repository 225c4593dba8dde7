//! What a key policy had better not allow.

use kms_mrk::policy::Setting;
use kms_mrk::policy::rule::security::*;
use kms_mrk::verdict::Severity::{Suggestion, Warning};

use crate::case::{Case, statement};

fn allow(principal: &str, rest: &str) -> String {
    statement(&format!(r#""Effect": "Allow", "Principal": {principal}, "Resource": "*", {rest}"#))
}

const DECRYPT: &str = r#""Action": "kms:Decrypt""#;
const ROLE: &str = r#"{"AWS": "arn:aws:iam::111122223333:role/orders"}"#;

fn under(condition: &str) -> String {
    format!(r#"{DECRYPT}, "Condition": {{{condition}}}"#)
}

fn in_account(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_account("111122223333".parse().unwrap()));
}

fn public() -> Vec<Case> {
    let aws = r#"{"AWS": ⟦"*"⟧}"#;
    let nobody = r#"{"AWS": "*"}"#;
    let s02 = |faulty: &str, clean: &str| {
        Case::new("S02", &PUBLIC_AWS, Warning, allow(aws, &under(faulty)), allow(nobody, &under(clean)))
    };
    let own = r#""StringEquals": {"kms:CallerAccount": "111122223333"}"#;
    vec![
        Case::new("S01", &PUBLIC, Warning, allow(r#"⟦"*"⟧"#, DECRYPT), allow(r#""*""#, &under(own))),
        Case::new("S02", &PUBLIC_AWS, Warning, allow(aws, DECRYPT), allow(nobody, &under(own))),
        Case::new(
            "S02 in a list",
            &PUBLIC_AWS,
            Warning,
            allow(r#"{"AWS": ["111122223333", ⟦"*"⟧]}"#, DECRYPT),
            statement(&format!(
                r#""Effect": "Deny", "Principal": {{"AWS": "*"}}, "Resource": "*", {DECRYPT}"#
            )),
        ),
        s02(r#""StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}"#, own),
        s02(
            r#""StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcde12345"}"#,
            r#""StringEquals": {"aws:PrincipalOrgID": "o-abcde12345"}"#,
        ),
        s02(
            r#""StringNotEquals": {"aws:PrincipalAccount": "111122223333"}"#,
            r#""StringEquals": {"aws:PrincipalAccount": "111122223333"}"#,
        ),
        s02(
            r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/orders"}"#,
            r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}"#,
        ),
        s02(r#""StringLike": {"kms:CallerAccount": "*"}"#, r#""StringLike": {"kms:CallerAccount": "1*"}"#),
        s02(
            r#""IpAddress": {"aws:SourceIp": "0.0.0.0/0"}"#,
            r#""IpAddress": {"aws:SourceIp": "203.0.113.0/24"}"#,
        ),
        s02(r#""Null": {"aws:SourceVpce": "false"}"#, r#""StringEquals": {"aws:SourceVpce": "vpce-0abc"}"#),
        s02(
            r#""StringEquals": {"kms:EncryptionContext:team": "orders"}"#,
            r#""StringEqualsIgnoreCase": {"kms:RecipientAttestation:ImageSha384": "ab"}"#,
        ),
    ]
}

fn negations() -> Vec<Case> {
    let not = |effect: &str, principal: &str| {
        statement(&format!(r#""Effect": "{effect}", {principal}, "Action": "kms:Decrypt", "Resource": "*""#))
    };
    vec![
        Case::new(
            "S03",
            &ALLOW_NOT_PRINCIPAL,
            Warning,
            not("Allow", r#"⟦"NotPrincipal"⟧: {"AWS": "111122223333"}"#),
            not("Deny", r#""NotPrincipal": {"AWS": "111122223333"}"#),
        ),
        Case::new(
            "S04",
            &DENY_NOT_PRINCIPAL,
            Warning,
            not("Deny", r#""NotPrincipal": ⟦{"AWS": "arn:aws:iam::111122223333:role/orders"}⟧"#),
            not(
                "Deny",
                r#""NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:role/orders", "arn:aws:iam::111122223333:root"]}"#,
            ),
        ),
        Case::new(
            "S04 with another account",
            &DENY_NOT_PRINCIPAL,
            Warning,
            not("Deny", r#""NotPrincipal": ⟦{"AWS": "444455556666"}⟧"#),
            not("Deny", r#""NotPrincipal": {"AWS": "111122223333"}"#),
        )
        .in_setting(in_account),
        Case::new(
            "S05",
            &ALLOW_NOT_ACTION,
            Warning,
            allow(ROLE, r#"⟦"NotAction"⟧: "kms:ScheduleKeyDeletion""#),
            allow(ROLE, r#""Action": "kms:ScheduleKeyDeletion""#),
        ),
    ]
}

fn deputies() -> Vec<Case> {
    let faulty = r#"{"Service": ⟦"sns.amazonaws.com"⟧}"#;
    let clean = r#"{"Service": "sns.amazonaws.com"}"#;
    let s06 = |fault: &str, guarded: &str| {
        Case::new("S06", &CONFUSED_DEPUTY_GUARD, Warning, allow(faulty, fault), allow(clean, guarded))
    };
    vec![
        s06(DECRYPT, &under(r#""StringEquals": {"aws:SourceAccount": "111122223333"}"#)),
        s06(DECRYPT, r#""Action": "kms:DescribeKey""#),
        s06(
            &under(r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}"#),
            &under(r#""ArnLike": {"aws:SourceArn": "arn:aws:sns:*:111122223333:*"}"#),
        ),
        s06(
            &under(r#""Null": {"aws:SourceArn": "false"}"#),
            &under(r#""ArnEquals": {"aws:SourceArn": "arn:aws:s3:::orders"}"#),
        ),
        s06(
            &under(r#""StringLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:*"}"#),
            &under(
                r#""StringLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:111122223333:*"}"#,
            ),
        ),
    ]
}

fn duties() -> Vec<Case> {
    let root = r#"{"AWS": "arn:aws:iam::111122223333:root"}"#;
    let grants = r#""Action": ["kms:Decrypt", ⟦"kms:CreateGrant"⟧]"#;
    let limited =
        r#""Action": "kms:CreateGrant", "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}"#;
    vec![
        Case::new(
            "S07",
            &SEPARATION_OF_DUTIES,
            Warning,
            allow(ROLE, r#""Action": ⟦"kms:*"⟧"#),
            allow(root, r#""Action": "kms:*""#),
        ),
        Case::new(
            "S07 in a list",
            &SEPARATION_OF_DUTIES,
            Warning,
            allow(
                r#"{"AWS": ["111122223333", "arn:aws:iam::111122223333:user/ops"]}"#,
                r#""Action": ["kms:Decrypt", ⟦"*"⟧]"#,
            ),
            allow(ROLE, r#""Action": ["kms:Put*", "kms:Create*"]"#),
        ),
        Case::new("S08", &UNLIMITED_GRANTS, Suggestion, allow(ROLE, grants), allow(ROLE, limited)),
        Case::new(
            "S08 through a service",
            &UNLIMITED_GRANTS,
            Suggestion,
            allow(ROLE, grants),
            allow(root, &grants.replace(['⟦', '⟧'], "")),
        ),
        Case::new(
            "S10",
            &FOREIGN_ADMINISTRATOR,
            Warning,
            allow(r#"{"AWS": ["111122223333", ⟦"arn:aws:iam::444455556666:root"⟧]}"#, r#""Action": "kms:*""#),
            allow(r#"{"AWS": ["111122223333", "arn:aws:iam::444455556666:root"]}"#, DECRYPT),
        )
        .in_setting(in_account),
    ]
}

fn names_and_addresses() -> Vec<Case> {
    let sids = |one: &str, other: &str| {
        let one = format!(
            r#"{{"Sid": {one}, "Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "kms:*", "Resource": "*"}}"#
        );
        let other = format!(
            r#"{{"Sid": {other}, "Effect": "Deny", "Principal": {{"AWS": "*"}}, "Action": "kms:Sign", "Resource": "*"}}"#
        );
        format!(r#"{{"Version": "2012-10-17", "Statement": [{one}, {other}]}}"#)
    };
    let many = |last: &str| {
        let numbered =
            (0..50).map(|number| format!(r#"{{"Sid": "{number}"}}"#)).collect::<Vec<_>>().join(", ");
        format!(r#"{{"Version": "2012-10-17", "Statement": [{numbered}, {{"Sid": {last}}}]}}"#)
    };
    let address = |address: &str| {
        allow(ROLE, &under(&format!(r#""IpAddress": {{"aws:SourceIp": ["203.0.113.7", {address}]}}"#)))
    };
    let s13 = |faulty: &str, clean: &str| {
        Case::new("S13", &PRIVATE_ADDRESS, Warning, address(faulty), address(clean))
    };
    vec![
        Case::new("S11", &SAME_SID, Suggestion, sids(r#""one""#, r#"⟦"one"⟧"#), sids(r#""one""#, r#""One""#)),
        Case::new("S11 of many", &SAME_SID, Suggestion, many(r#"⟦"49"⟧"#), many(r#""50""#)),
        Case::new("S11 of the first", &SAME_SID, Suggestion, many(r#"⟦"0"⟧"#), sids(r#""""#, r#""""#)),
        s13(r#"⟦"10.0.0.0/8"⟧"#, r#""10.0.0.0/7""#),
        s13(r#"⟦"172.31.255.255"⟧"#, r#""172.32.0.0""#),
        s13(r#"⟦"192.168.0.0/16"⟧"#, r#""192.169.0.0/16""#),
        s13(r#"⟦"100.64.0.0/10"⟧"#, r#""100.63.0.0""#),
        s13(r#"⟦"169.254.169.254/32"⟧"#, r#""0.0.0.0/0""#),
        s13(r#"⟦"fd00::/8"⟧"#, r#""2001:db8::/32""#),
        s13(r#"⟦"fe80::1"⟧"#, r#""::/0""#),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    [public(), negations(), deputies(), duties(), names_and_addresses()].into_iter().flatten().collect()
}
