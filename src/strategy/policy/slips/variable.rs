//! Policy variables.

use crate::policy::rule::variable::{
    CLOSED, ELEMENT, KNOWN_KEY, NO_SPACE, NOT_EMPTY, ONE_VALUE, OPERATOR, QUOTED, VERSION,
};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::situation::{Language, Wanted};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::strategy::policy::tree::tree;
use crate::verdict::{Pointer, Rule};

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&VERSION, Plant::Policy(in_old_version)).wanted(Wanted::ANY.language(Language::WithoutVariables)),
    value(&CLOSED, &[r#""a-${aws:username""#, r#""${aws:username/${aws:userid}""#, r#""${""#]),
    value(&NOT_EMPTY, &[r#""${}""#, r#""a-${ }-b""#, r#""${,'x'}""#]),
    value(&NO_SPACE, &[r#""${aws: username}""#, r#""a${ aws:username}""#]),
    value(&QUOTED, &[r#""${aws:username, nobody}""#, r#""${aws:username,}""#, r#""${aws:username, 'a}""#]),
    value(&KNOWN_KEY, &[r#""${account_id}""#, r#""${kms:Moon}""#, r#""${s3:prefix}""#]),
    value(&ONE_VALUE, &[r#""${aws:PrincipalOrgPaths}""#, r#""a-${aws:calledvia}""#]),
    new(&OPERATOR, Plant::Value { operator: "NumericLessThan", key: "aws:MultiFactorAuthAge", values: &[r#""${aws:PrincipalTag/age}""#] }),
    new(&OPERATOR, Plant::Value { operator: "IpAddress", key: "aws:SourceIp", values: &[r#""${aws:VpcSourceIp}/32""#] }),
    Slip::new(&ELEMENT, Plant::Action(&["kms:${aws:username}", "${aws:PrincipalTag/service}:Decrypt"])),
    Slip::new(&ELEMENT, Plant::Key { operator: "StringLike", keys: &["kms:${aws:username}", "${aws:PrincipalTag/key}"], value: r#""a""# }),
    new(&CLOSED, Plant::Policy(|draft, _| draft.set("Resource", r#""arn:{partition}:kms:*:{account}:key/${aws:username""#))),
];

/// A fault in a policy whose version knows variables.
const fn new(rule: &'static Rule, plant: Plant) -> Slip {
    Slip::new(rule, plant).wanted(Wanted::ANY.language(Language::WithVariables))
}

const fn value(rule: &'static Rule, values: &'static [&'static str]) -> Slip {
    new(rule, Plant::Value { operator: "StringLike", key: "aws:PrincipalTag/user", values })
}

fn in_old_version(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    match draw.below(2) {
        0 => {
            draft.set_top("Version", r#""2008-10-17""#);
        }
        _ => {
            draft.set_top("Version", r#""2008-10-17""#);
            draft.set("Sid", r#""${aws:username} means nothing here""#);
        }
    }
    let value = draw.text(&[r#""${aws:username}""#, r#""a-${*}""#]);
    draft.compare("StringLike", "aws:UserAgent", tree(value))
}
