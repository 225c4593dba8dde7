//! Who can change a policy again.

use crate::policy::rule::lockout::{ACCOUNT, ALLOWED, NOT_DENIED, UNCONDITIONAL};
use crate::strategy::built::built;
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::kind::{DENYING, OF_ACCOUNT, WITHOUT_ADMINISTRATORS};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::verdict::{Pointer, Rule};

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    of_account(&ALLOWED, |draft, draw| {
        draft.act(draw.text(&["kms:Decrypt", "kms:Get*", "kms:Describe*"]), draw);
        Pointer::to("Statement")
    }),
    of_account(&ALLOWED, |draft, draw| {
        draft.set("Action", r#"["kms:Put*", "kms:Get*"]"#);
        draft.set("Principal", draw.text(&[r#"{"AWS": "arn:{partition}:iam::{account}:role/somebody"}"#, r#"{"AWS": "arn:{partition}:iam::{account}:user/nobody"}"#]));
        Pointer::to("Statement")
    }),
    Slip::new(&NOT_DENIED, Plant::Policy(|draft, draw| {
        draft.remove("Condition");
        draft.set("Principal", draw.text(&[r#"{"AWS": "*"}"#, r#"{"AWS": "{account}"}"#, r#"{"AWS": ["arn:{partition}:iam::{account}:root"]}"#]));
        draft.set("Action", draw.text(&[r#""kms:PutKeyPolicy""#, r#"["kms:Sign", "kms:Put*"]"#, r#""kms:*""#]));
        draft.pointer().child("Effect")
    })).into(&DENYING).beside(&WITHOUT_ADMINISTRATORS),
    of_account(&ACCOUNT, only_one),
    of_account(&UNCONDITIONAL, |draft, draw| draft.set("Condition", draw.text(&[
        r#"{"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#,
        r#"{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}"#,
    ]))),
];

/// A fault in the statement for the account, where no other lets anybody change the policy.
const fn of_account(rule: &'static Rule, plant: fn(&mut Draft, &mut Draw) -> Pointer) -> Slip {
    Slip::new(rule, Plant::Policy(plant)).into(&OF_ACCOUNT).beside(&WITHOUT_ADMINISTRATORS)
}

/// Only who puts the policy can change it.
fn only_one(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let one = draw.text(&[
        "arn:{partition}:iam::{account}:role/admin",
        "arn:{partition}:iam::{account}:user/division/ops",
    ]);
    let one = draft.situation.filled(one);
    draft.situation.caller = built(&one);
    draft.set("Action", r#"["kms:Put*", "kms:Get*"]"#);
    draft.set("Principal", &format!(r#"{{"AWS": "{one}"}}"#));
    Pointer::to("Statement")
}
