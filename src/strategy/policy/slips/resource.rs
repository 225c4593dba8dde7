//! The resource of a statement.

use crate::policy::Element::Resource;
use crate::policy::rule::resource::{ALIAS, ASTERISK, KEY, NOT_RESOURCE, REGION, THIS_KEY};
use crate::strategy::policy::situation::{KeyArnIs, Wanted};
use crate::strategy::policy::slip::{Plant, Slip};

const WITH_KEY_ARN: Wanted = Wanted::ANY.key_arn(KeyArnIs::Known);
const WITHOUT_KEY_ARN: Wanted = Wanted::ANY.key_arn(KeyArnIs::Unknown);

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&THIS_KEY, Plant::Element(Resource, &[r#""arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab""#, r#""arn:{partition}:kms:*:{account}:key/mrk-0*""#])).wanted(WITH_KEY_ARN),
    Slip::new(&THIS_KEY, Plant::Element(Resource, &[r#""arn:{partition}:kms:*:{foreign}:key/*""#, r#""arn:aws-moon:kms:{region}:{account}:key/*""#])),
    Slip::new(&REGION, Plant::Element(Resource, &[r#""arn:{partition}:kms:{elsewhere}:{account}:key/*""#, r#""arn:{partition}:kms:moon-*:{account}:key/*""#])),
    Slip::new(&ALIAS, Plant::Element(Resource, &[r#""alias/orders""#, r#""arn:{partition}:kms:{region}:{account}:alias/orders""#, r#""arn:{partition}:kms:*:*:alias/*""#])),
    Slip::new(&KEY, Plant::Element(Resource, &[r#""arn:aws:s3:::orders/*""#, r#""1234abcd-12ab-34cd-56ef-1234567890ab""#, r#""""#, r#""key/*""#, r#""arn:{partition}:kms:{region}:{account}:grant/x""#])),
    Slip::new(&ASTERISK, Plant::Element(Resource, &[r#""arn:{partition}:kms:{region}:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab""#])).wanted(WITHOUT_KEY_ARN),
    Slip::new(&NOT_RESOURCE, Plant::Policy(|draft, draw| {
        draft.rename("Resource", "NotResource");
        draft.set("NotResource", draw.text(&[r#""arn:{partition}:kms:*:{foreign}:key/*""#, r#"["arn:{partition}:s3:::orders"]"#]))
    })),
];
