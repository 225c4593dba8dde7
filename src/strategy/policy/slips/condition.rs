//! The conditions of a statement.

use crate::policy::rule::condition::{
    DISTINCT_KEYS, FOR_ALL_VALUES, GLOBAL_KEY, IAM_ONLY, KEY_OF_ACTION, KEY_OF_KMS, KEY_PREFIX, KMS_KEY,
    LISTED_VALUE, NULL_IF_EXISTS, OPERATOR, OPERATOR_LEVEL, SET_OPERATOR, TYPE, VALUE, VALUE_FORM, WILDCARD,
};
use crate::policy::rule::via_service::{FORM, KNOWN};
use crate::strategy::policy::kind::{EXTENSIBLE, GUARDED};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::strategy::policy::tree::tree;
use crate::verdict::Rule;

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    operator(&OPERATOR, &["StringEqual", "ForAnyValues:StringLike", "StringLikeIfExist", "Is"]),
    operator(&NULL_IF_EXISTS, &["NullIfExists", "ForAnyValue:NullIfExists"]),
    Slip::new(&OPERATOR_LEVEL, Plant::Policy(|draft, draw| {
        let (operator, value) = (draw.text(&["kms:CallerAccount", "StringEquals", "Bool"]), draw.text(&[r#""{account}""#, "[]", "true"]));
        draft.set("Condition", &format!(r#"{{"{operator}": {value}}}"#)).child(operator)
    })).into(&GUARDED),
    Slip::new(&DISTINCT_KEYS, Plant::Policy(|draft, draw| {
        let other = draw.text(&["aws:useragent", "AWS:UserAgent"]);
        draft.compare("StringLike", "aws:UserAgent", tree(r#""a""#));
        draft.compare("StringLike", other, tree(r#""b""#))
    })),
    key(&KMS_KEY, &["kms:CallerAcount", "kms:EncryptionContxt:Team", "kms:RecipientAttestation:PCR032", "kms:Polish", "kms:EncryptionContext:"]),
    key(&GLOBAL_KEY, &["aws:PrincipalOrgId2", "aws:Moon", "aws:PrincipalTag/"]),
    key(&KEY_PREFIX, &["CallerAccount", "kms", "", "team"]),
    key(&KEY_OF_KMS, &["s3:prefix", "sts:ExternalId", ":"]),
    key(&IAM_ONLY, &["kms:ResourceAliases", "aws:ResourceTag/team"]),
    Slip::new(&KEY_OF_ACTION, Plant::Policy(|draft, draw| {
        draft.set("Action", draw.text(&[r#""kms:DescribeKey""#, r#"["kms:Decrypt", "kms:Describe*"]"#, r#""kms:Sign""#]));
        draft.compare("StringEquals", "kms:EncryptionContext:team", tree(r#""a""#))
    })),
    Slip::new(&KEY_OF_ACTION, Plant::Policy(|draft, draw| {
        draft.set("Action", draw.text(&[r#""kms:Sign""#, r#""kms:Encrypt""#]));
        let value = draw.text(&["true", r#""false""#]);
        draft.compare(draw.text(&["Bool", "Null", "BoolIfExists"]), "kms:GrantIsForAWSResource", tree(value))
    })),
    Slip::new(&TYPE, Plant::Operator { operators: &["StringEquals", "NumericEquals", "ForAnyValue:ArnLike"], key: "kms:MultiRegion", value: r#""true""# }),
    Slip::new(&TYPE, Plant::Operator { operators: &["StringLike", "Bool", "DateLessThan"], key: "aws:SourceIp", value: r#""203.0.113.*""# }),
    Slip::new(&SET_OPERATOR, Plant::Operator { operators: &["StringEquals", "StringLikeIfExists", "StringNotEquals"], key: "aws:PrincipalOrgPaths", value: r#""o-a1b2c3d4e5/""# }),
    Slip::new(&FOR_ALL_VALUES, Plant::Operator { operators: &["ForAllValues:StringEquals", "ForAllValues:StringLikeIfExists"], key: "aws:PrincipalOrgID", value: r#""o-a1b2c3d4e5""# }),
    Slip::value(&VALUE, "StringEquals", "kms:CallerAccount", &[r#"{"Ref": "Account"}"#, "{}"]),
    Slip::new(&VALUE, Plant::Policy(|draft, draw| {
        let inner = draw.text(&[r#"["444455556666"]"#, "[]", "[[]]"]);
        draft.compare("StringEquals", "kms:CallerAccount", tree(&format!(r#"["111122223333", {inner}]"#))).item(1)
    })),
    Slip::value(&LISTED_VALUE, "StringEquals", "kms:KeySpec", &[r#""RSA_1024""#, r#""rsa_2048""#, r#""""#]),
    Slip::value(&LISTED_VALUE, "StringLike", "kms:KeyUsage", &[r#""SIGN?""#, r#""X*""#]),
    Slip::value(&LISTED_VALUE, "StringEqualsIgnoreCase", "kms:KeyOrigin", &[r#""AWS-KMS""#]),
    Slip::value(&WILDCARD, "StringEquals", "kms:ViaService", &[r#""s3.*.amazonaws.com""#, r#""s?.{region}.amazonaws.com""#]),
    Slip::value(&WILDCARD, "StringNotEqualsIgnoreCaseIfExists", "aws:UserAgent", &[r#""curl/*""#, r#""curl?""#]),
    Slip::value(&VALUE_FORM, "Bool", "aws:SecureTransport", &[r#""yes""#, "1", r#""""#]),
    Slip::value(&VALUE_FORM, "Null", "aws:SourceArn", &["1", r#""no""#]),
    Slip::value(&VALUE_FORM, "NumericLessThan", "aws:MultiFactorAuthAge", &[r#""many""#, "true", r#""inf""#]),
    Slip::value(&VALUE_FORM, "DateLessThan", "aws:CurrentTime", &[r#""tomorrow""#, r#""31.1.2026""#, "false"]),
    Slip::value(&VALUE_FORM, "IpAddress", "aws:SourceIp", &[r#""203.0.113.0/33""#, r#""localhost""#, "7"]),
    Slip::value(&VALUE_FORM, "ArnLike", "aws:SourceArn", &[r#""orders""#, r#""arn:aws:s3""#]),
    Slip::value(&VALUE_FORM, "BinaryEquals", "aws:PrincipalTag/b", &[r#""abc""#, r#""a===""#]),
    Slip::value(&FORM, "StringLike", "kms:ViaService", &[r#""s3.amazonaws.com""#, r#""s3""#, r#""s3.{region}.amazonaws.com.cn""#]),
    Slip::value(&KNOWN, "StringLike", "kms:ViaService", &[r#""s4.{region}.amazonaws.com""#, r#""xray2.*.amazonaws.com""#]),
];

const fn operator(rule: &'static Rule, operators: &'static [&'static str]) -> Slip {
    Slip::new(rule, Plant::Operator { operators, key: "kms:CallerAccount", value: r#""111122223333""# })
        .into(&EXTENSIBLE)
}

const fn key(rule: &'static Rule, keys: &'static [&'static str]) -> Slip {
    Slip::new(rule, Plant::Key { operator: "StringEquals", keys, value: r#""x""# }).into(&EXTENSIBLE)
}
