//! The actions of a statement.

use crate::policy::Element::{Action, NotAction, Principal};
use crate::policy::rule::action::{
    KNOWN_NAME, MATCHES, OF_KMS, ON_A_KEY, OWN_ACCOUNT, PLAIN_PREFIX, RE_ENCRYPT, REDUNDANT,
};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::kind::DENYING_MORE;
use crate::strategy::policy::slip::{Plant, Slip};
use crate::verdict::Pointer;

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&KNOWN_NAME, Plant::Action(&["kms:Decryptt", "KMS:genrateDataKey", "kms:PutKeyPolicies", "kms:Describe-Key"])),
    Slip::new(&KNOWN_NAME, Plant::Action(&["kms:PolishKey", "kms:", "kms:Delete Key"])),
    Slip::new(&KNOWN_NAME, Plant::Element(NotAction, &[r#""kms:Decryptt""#])).into(&DENYING_MORE),
    Slip::new(&RE_ENCRYPT, Plant::Action(&["kms:ReEncrypt", "kms:reencrypt"])),
    Slip::new(&MATCHES, Plant::Action(&["kms:Foo*", "kms:?", "kms:Decrypt?", "KMS:*Keys?"])),
    Slip::new(&OF_KMS, Plant::Action(&["s3:GetObject", "s3:*", "ksm:Decrypt", "mks:Encrypt"])),
    Slip::new(&ON_A_KEY, Plant::Action(&["kms:CreateKey", "kms:listkeys", "kms:GenerateRandom", "kms:*CustomKeyStore*"])),
    Slip::new(&PLAIN_PREFIX, Plant::Action(&["k*:Decrypt", "k?s:Encrypt", "*:Sign"])),
    Slip::new(&REDUNDANT, Plant::Policy(|draft, draw| redundant(draft, draw.text(&["kms:Sign", "kms:sign", "KMS:SIGN"]), r#""kms:Sign""#))),
    Slip::new(&REDUNDANT, Plant::Policy(|draft, draw| redundant(draft, draw.text(&["kms:Decrypt", "kms:De*ypt", "kms:DescribeKey"]), r#""kms:Verify", "kms:De*""#))),
    Slip::new(&OWN_ACCOUNT, Plant::Policy(|draft, draw| {
        draft.set(Principal.as_str(), draw.text(&[r#"{"AWS": "{foreign}"}"#, r#"{"AWS": ["arn:{partition}:iam::{foreign}:root", "{foreign}"]}"#]));
        draft.act(draw.text(&["kms:TagResource", "kms:Schedule*", "kms:UpdateAlias"]), draw)
    })),
    Slip::new(&OWN_ACCOUNT, Plant::Policy(|draft, draw| {
        draft.set(Action.as_str(), draw.text(&[r#""kms:TagResource""#, r#"["kms:EnableKey", "kms:UntagResource"]"#]));
        draft.set(Principal.as_str(), r#"{"AWS": ["{account}", "arn:{partition}:iam::{foreign}:role/partner"]}"#).child("AWS").item(1)
    })),
];

/// An action after others in a list, which say it already.
fn redundant(draft: &mut Draft, action: &str, others: &str) -> Pointer {
    let number = others.split(',').count();
    draft.set("Action", &format!(r#"[{others}, "{action}"]"#)).item(number)
}
