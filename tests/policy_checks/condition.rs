//! The conditions of a statement.

use kms_mrk::policy::rule::condition::{
    DISTINCT_KEYS, FOR_ALL_VALUES, GLOBAL_KEY, IAM_ONLY, KEY_OF_ACTION, KEY_OF_KMS, KEY_PREFIX, KMS_KEY,
    LISTED_VALUE, NULL_IF_EXISTS, OPERATOR, OPERATOR_LEVEL, SET_OPERATOR, TYPE, VALUE, VALUE_FORM, WILDCARD,
};
use kms_mrk::policy::{Cardinality, Level, Setting, ValueType, Vocabulary};
use kms_mrk::verdict::Severity::{Error, Warning};

use crate::case::{Case, statement};

/// A statement that does this under this condition.
fn doing(effect: &str, actions: &str, condition: &str) -> String {
    statement(&format!(
        r#""Effect": "{effect}", "Principal": {{"AWS": "111122223333"}}, "Action": {actions}, "Resource": "*", "Condition": {condition}"#
    ))
}

/// Everything is allowed under this condition.
fn on(condition: &str) -> String {
    doing("Allow", r#""kms:*""#, condition)
}

fn with_an_added_key(check: &mut dyn FnMut(&Setting<'_>)) {
    let vocabulary = Vocabulary::new()
        .with_unknown(Level::Deny)
        .with_condition_key("kms:PolishGrade", ValueType::Numeric, Cardinality::Multivalued)
        .with_service("sts");
    check(&Setting::new().with_vocabulary(&vocabulary));
}

pub(crate) fn cases() -> Vec<Case> {
    [operators(), keys(), fits(), values()].into_iter().flatten().collect()
}

/// More keys than are compared each with each, and this one.
fn many_keys(key: &str) -> String {
    let tags: Vec<_> = (0..20).map(|number| format!(r#""aws:PrincipalTag/{number}": "a", "#)).collect();
    on(&format!(r#"{{"StringEquals": {{"kms:ViaService": "a", {}{key}: "b"}}}}"#, tags.concat()))
}

fn operators() -> Vec<Case> {
    let clean = on(r#"{"StringEquals": {"kms:CallerAccount": "111122223333"}}"#);
    let is = |name: &str| on(&format!(r#"{{{name}: {{"kms:CallerAccount": "111122223333"}}}}"#));
    vec![
        Case::new("G24", &OPERATOR, Error, is(r#"⟦"StringEqual"⟧"#), is(r#""stringequals""#)),
        Case::new(
            "G24",
            &OPERATOR,
            Error,
            is(r#"⟦"ForAnyValues:StringLike"⟧"#),
            is(r#""ForAnyValue:StringLikeIfExists""#),
        ),
        Case::new(
            "G25",
            &NULL_IF_EXISTS,
            Error,
            on(r#"{⟦"NullIfExists"⟧: {"kms:ViaService": "true"}}"#),
            on(r#"{"Null": {"kms:ViaService": "true"}}"#),
        ),
        Case::new("G27", &OPERATOR_LEVEL, Error, on(r#"{⟦"kms:CallerAccount"⟧: "111122223333"}"#), &*clean),
        Case::new("G27", &OPERATOR_LEVEL, Error, on(r#"{⟦"StringEquals"⟧: "111122223333"}"#), &*clean),
        Case::new(
            "G30",
            &DISTINCT_KEYS,
            Error,
            many_keys(r#"⟦"KMS:viaservice"⟧"#),
            many_keys(r#""aws:UserAgent""#),
        ),
        Case::new(
            "G30",
            &DISTINCT_KEYS,
            Error,
            on(
                r#"{"StringEquals": {"kms:CallerAccount": "111122223333", ⟦"kms:callerAccount"⟧: "444455556666"}}"#,
            ),
            on(
                r#"{"StringEquals": {"kms:CallerAccount": "111122223333"}, "StringLike": {"kms:callerAccount": "444455556666"}}"#,
            ),
        ),
    ]
}

fn keys() -> Vec<Case> {
    let is = |key: &str| on(&format!(r#"{{"StringEquals": {{{key}: "x"}}}}"#));
    let context = r#"{"StringEquals": {⟦"kms:EncryptionContext:Team"⟧: "a"}}"#;
    let unmarked = r#"{"StringEquals": {"kms:EncryptionContext:Team": "a"}}"#;
    vec![
        Case::new("K08", &KMS_KEY, Error, is(r#"⟦"kms:CallerAcount"⟧"#), is(r#""kms:calleraccount""#)),
        Case::new(
            "K08",
            &KMS_KEY,
            Error,
            is(r#"⟦"kms:EncryptionContxt:Team"⟧"#),
            is(r#""kms:EncryptionContext:Team""#),
        ),
        Case::new(
            "K08",
            &KMS_KEY,
            Warning,
            is(r#"⟦"kms:PolishGrade"⟧"#),
            is(r#""kms:RecipientAttestation:PCR31""#),
        ),
        Case::new(
            "K08",
            &KMS_KEY,
            Warning,
            is(r#"⟦"kms:RecipientAttestation:PCR032"⟧"#),
            is(r#""kms:RecipientAttestation:NitroTPMPCR23""#),
        ),
        Case::new("K08", &KMS_KEY, Error, is(r#"⟦"kms:PolishGrate"⟧"#), is(r#""KMS:PolishGrade""#))
            .in_setting(with_an_added_key),
        Case::new("K09", &GLOBAL_KEY, Error, is(r#"⟦"aws:PrincipalOrgId2"⟧"#), is(r#""aws:PrincipalOrgId""#)),
        Case::new("K09", &GLOBAL_KEY, Warning, is(r#"⟦"aws:Moon"⟧"#), is(r#""aws:PrincipalTag/Moon""#)),
        Case::new(
            "a key without prefix",
            &KEY_PREFIX,
            Error,
            is(r#"⟦"CallerAccount"⟧"#),
            is(r#""kms:CallerAccount""#),
        ),
        Case::new(
            "a key of another service",
            &KEY_OF_KMS,
            Warning,
            is(r#"⟦"s3:prefix"⟧"#),
            is(r#""sts:ExternalId""#),
        )
        .in_setting(with_an_added_key),
        Case::new(
            "K10",
            &KEY_OF_ACTION,
            Warning,
            doing("Allow", r#""kms:DescribeKey""#, context),
            doing("Allow", r#""kms:Decrypt""#, unmarked),
        ),
        Case::new(
            "K10",
            &KEY_OF_ACTION,
            Warning,
            doing("Allow", r#"["kms:Decrypt", "kms:Describe*"]"#, context),
            on(unmarked),
        ),
        Case::new(
            "K10",
            &KEY_OF_ACTION,
            Warning,
            doing("Allow", r#""kms:Sign""#, r#"{"Bool": {⟦"kms:GrantIsForAWSResource"⟧: "true"}}"#),
            doing(
                "Allow",
                r#"["kms:ListGrants", "kms:RevokeGrant"]"#,
                r#"{"Bool": {"kms:GrantIsForAWSResource": "true"}}"#,
            ),
        ),
        Case::new(
            "K11",
            &KEY_OF_ACTION,
            Warning,
            doing(
                "Allow",
                r#""kms:UpdatePrimaryRegion""#,
                r#"{"StringEquals": {⟦"kms:ReplicaRegion"⟧: "eu-west-1"}}"#,
            ),
            doing(
                "Allow",
                r#""kms:ReplicateKey""#,
                r#"{"StringEquals": {"kms:ReplicaRegion": "eu-west-1", "kms:KeySpec": "HMAC_256"}}"#,
            ),
        ),
        Case::new(
            "K16",
            &IAM_ONLY,
            Warning,
            on(r#"{"ForAnyValue:StringEquals": {⟦"kms:ResourceAliases"⟧: "alias/backup"}}"#),
            on(r#"{"StringEquals": {"kms:RequestAlias": "alias/backup"}}"#),
        ),
        Case::new(
            "K17",
            &IAM_ONLY,
            Warning,
            is(r#"⟦"aws:ResourceTag/team"⟧"#),
            is(r#""aws:PrincipalTag/team""#),
        ),
    ]
}

fn fits() -> Vec<Case> {
    vec![
        Case::new(
            "K12",
            &TYPE,
            Warning,
            on(r#"{⟦"StringEquals"⟧: {"kms:MultiRegion": "true"}}"#),
            on(r#"{"Bool": {"kms:MultiRegion": "true"}}"#),
        ),
        Case::new(
            "K12",
            &TYPE,
            Warning,
            on(r#"{⟦"StringLike"⟧: {"aws:SourceIp": "10.0.*"}}"#),
            on(r#"{"NumericLessThanEquals": {"kms:ValidTo": "1609459200"}}"#),
        ),
        Case::new(
            "K13",
            &SET_OPERATOR,
            Error,
            on(r#"{⟦"StringEquals"⟧: {"kms:EncryptionContextKeys": "Team"}}"#),
            on(
                r#"{"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "Team"}, "Null": {"kms:EncryptionContextKeys": "false"}}"#,
            ),
        ),
        Case::new(
            "K13",
            &SET_OPERATOR,
            Error,
            on(r#"{⟦"NumericEquals"⟧: {"kms:PolishGrade": "7"}}"#),
            on(r#"{"ForAnyValue:NumericEquals": {"kms:PolishGrade": "7"}}"#),
        )
        .in_setting(with_an_added_key),
        Case::new(
            "K14",
            &FOR_ALL_VALUES,
            Warning,
            on(r#"{⟦"ForAllValues:StringEquals"⟧: {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#),
            doing(
                "Deny",
                r#""kms:*""#,
                r#"{"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}"#,
            ),
        ),
    ]
}

fn values() -> Vec<Case> {
    let spec = |operator: &str, value: &str| on(&format!(r#"{{"{operator}": {{"kms:KeySpec": {value}}}}}"#));
    let form =
        |operator: &str, key: &str, value: &str| on(&format!(r#"{{"{operator}": {{"{key}": {value}}}}}"#));
    let value_form = |faulty: &str, clean: &str, operator: &str, key: &str| {
        Case::new(
            "a malformed value",
            &VALUE_FORM,
            Error,
            form(operator, key, faulty),
            form(operator, key, clean),
        )
    };
    vec![
        Case::new(
            "G26",
            &VALUE,
            Error,
            on(r#"{"StringEquals": {"kms:CallerAccount": ⟦{"Ref": "Account"}⟧}}"#),
            on(r#"{"StringEquals": {"kms:CallerAccount": 111122223333}}"#),
        ),
        Case::new(
            "G26",
            &VALUE,
            Error,
            on(r#"{"StringEquals": {"kms:CallerAccount": ["111122223333", ⟦["444455556666"]⟧]}}"#),
            on(r#"{"StringEquals": {"kms:CallerAccount": ["111122223333", "444455556666"]}}"#),
        ),
        Case::new(
            "K15",
            &LISTED_VALUE,
            Warning,
            spec("StringEquals", r#"⟦"RSA_1024"⟧"#),
            spec("StringEquals", r#""RSA_2048""#),
        ),
        Case::new(
            "K15",
            &LISTED_VALUE,
            Warning,
            spec("StringNotLike", r#"["RSA_*", ⟦"DSA*"⟧]"#),
            spec("StringLike", r#"["RSA_*", "ML_???_44"]"#),
        ),
        Case::new(
            "K15",
            &LISTED_VALUE,
            Warning,
            spec("StringEquals", r#"⟦"hmac_256"⟧"#),
            spec("StringEqualsIgnoreCase", r#""hmac_256""#),
        ),
        Case::new(
            "S09",
            &WILDCARD,
            Warning,
            on(r#"{"StringEquals": {"kms:ViaService": ⟦"s3.*.amazonaws.com"⟧}}"#),
            on(r#"{"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}"#),
        ),
        Case::new(
            "S09",
            &WILDCARD,
            Warning,
            on(r#"{"StringNotEquals": {"aws:username": ["a", ⟦"${aws:userid}?"⟧]}}"#),
            on(r#"{"StringNotEquals": {"aws:username": "a${*}"}}"#),
        ),
        value_form(r#"⟦"yes"⟧"#, r#"["True", false]"#, "Bool", "aws:SecureTransport"),
        value_form(r#"⟦1⟧"#, r#"true"#, "Null", "aws:SourceArn"),
        value_form(r#"⟦"many"⟧"#, r#"["90", 90]"#, "NumericLessThan", "kms:RotationPeriodInDays"),
        value_form(
            r#"⟦"tomorrow"⟧"#,
            r#"["2026-01-31T00:00:00Z", "2026-01", 1609459200]"#,
            "DateLessThan",
            "aws:CurrentTime",
        ),
        value_form(
            r#"["203.0.113.0/24", ⟦"203.0.113.0/33"⟧]"#,
            r#"["203.0.113.7", "2001:db8::/32"]"#,
            "IpAddress",
            "aws:SourceIp",
        ),
        Case::new(
            "a malformed value",
            &VALUE_FORM,
            Warning,
            form("ArnLike", "aws:SourceArn", r#"⟦"backup"⟧"#),
            form("ArnLike", "aws:SourceArn", r#"["arn:aws:s3:::backup", "*"]"#),
        ),
        Case::new(
            "a malformed value",
            &VALUE_FORM,
            Error,
            form("Bool", "aws:SecureTransport", r#"⟦"no"⟧"#),
            form("Bool", "aws:Moonlight", r#""no""#),
        ),
        value_form(r#"⟦"abc"⟧"#, r#""YWJj""#, "BinaryEquals", "aws:PrincipalTag/b"),
    ]
}
