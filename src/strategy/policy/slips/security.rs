//! What a policy had better not allow.

use crate::policy::PrincipalType;
use crate::policy::rule::security::{
    ALLOW_NOT_ACTION, ALLOW_NOT_PRINCIPAL, CONFUSED_DEPUTY_GUARD, DENY_NOT_PRINCIPAL, FOREIGN_ADMINISTRATOR,
    PRIVATE_ADDRESS, PUBLIC, PUBLIC_AWS, SAME_SID, SEPARATION_OF_DUTIES, UNLIMITED_GRANTS,
};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::kind::{DENYING, EXTENSIBLE, TO_SERVICES};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::strategy::policy::tree::Tree;
use crate::verdict::Pointer;

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&PUBLIC, Plant::Policy(|draft, draw| {
        not_limiting(draft, draw);
        draft.set("Principal", r#""*""#)
    })),
    Slip::new(&PUBLIC_AWS, Plant::Policy(|draft, draw| {
        not_limiting(draft, draw);
        draft.name_principal(PrincipalType::Aws, "*", draw)
    })),
    Slip::new(&ALLOW_NOT_PRINCIPAL, Plant::Policy(|draft, _| draft.rename("Principal", "NotPrincipal"))),
    Slip::new(&DENY_NOT_PRINCIPAL, Plant::Policy(|draft, draw| {
        draft.rename("Principal", "NotPrincipal");
        draft.set("NotPrincipal", draw.text(&[r#"{"AWS": "arn:{partition}:iam::{account}:role/app"}"#, r#"{"AWS": ["{foreign}"]}"#, r#"{"Service": "sns.amazonaws.com"}"#]))
    })).into(&DENYING),
    Slip::new(&ALLOW_NOT_ACTION, Plant::Policy(|draft, _| draft.rename("Action", "NotAction"))),
    Slip::new(&CONFUSED_DEPUTY_GUARD, Plant::Policy(|draft, draw| {
        draft.remove("Condition");
        let condition = draw.text(&["", r#"{"Bool": {"aws:ViaAWSService": "true"}}"#, r#"{"ArnLike": {"aws:SourceArn": "arn:{partition}:sns:*:*:*"}}"#]);
        if !condition.is_empty() {
            draft.set("Condition", condition);
        }
        draft.set("Action", draw.text(&[r#""kms:Decrypt""#, r#"["kms:DescribeKey", "kms:GenerateDataKey*"]"#]));
        let services = draw.text(&[r#""s3.amazonaws.com""#, r#"["sns.amazonaws.com", "s3.amazonaws.com"]"#]);
        let principal = draft.set("Principal", &format!(r#"{{"Service": {services}}}"#)).child("Service");
        if services.starts_with('[') { principal.item(0) } else { principal }
    })).into(&TO_SERVICES),
    Slip::new(&SEPARATION_OF_DUTIES, Plant::Policy(|draft, draw| draft.set("Action", draw.text(&[r#""kms:*""#, r#""*""#, r#""KMS:**""#])))),
    Slip::new(&UNLIMITED_GRANTS, Plant::Action(&["kms:CreateGrant", "kms:CreateG*"])),
    Slip::new(&FOREIGN_ADMINISTRATOR, Plant::Policy(|draft, draw| {
        draft.set("Action", draw.text(&[r#""kms:PutKeyPolicy""#, r#"["kms:Decrypt", "kms:Put*"]"#]));
        let foreign = draft.situation.filled(draw.text(&["{foreign}", "arn:{partition}:iam::{foreign}:root", "arn:{partition}:iam::{foreign}:role/a"]));
        draft.name_principal(PrincipalType::Aws, &foreign, draw)
    })),
    Slip::new(&SAME_SID, Plant::Policy(same_sid)),
    Slip::new(&PRIVATE_ADDRESS, Plant::Value { operator: "IpAddress", key: "aws:SourceIp", values: &[r#""10.0.0.0/8""#, r#""192.168.1.7""#, r#""172.16.0.0/12""#, r#""127.0.0.1""#, r#""fd00::/8""#] }).into(&EXTENSIBLE),
];

/// The statement has no condition that limits whom it allows something, perhaps another one.
fn not_limiting(draft: &mut Draft, draw: &mut Draw) {
    let condition = draw.text(&[
        "",
        r#"{"Bool": {"aws:SecureTransport": "true"}}"#,
        r#"{"StringNotEquals": {"aws:PrincipalAccount": "{foreign}"}}"#,
        r#"{"StringLike": {"kms:CallerAccount": "*"}}"#,
    ]);
    if !condition.is_empty() {
        draft.set("Condition", condition);
    }
}

/// The statement and another one have one name; it is found where it stands again.
fn same_sid(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let count = draft.statements_mut().count();
    let others: Vec<_> = (0..count).filter(|number| *number != draft.target()).collect();
    let Some(other) = draw.one(&others).copied() else { return Pointer::root() };
    let target = draft.target();
    for (number, members) in draft.statements_mut().enumerate() {
        if number == other || number == target {
            members.set("Sid", Tree::Text("the same".into()));
        }
    }
    draft.pointer_to(other.max(target)).child("Sid")
}
