//! What a policy says about Regions and related keys.

use crate::policy::KeyKind;
use crate::policy::KeyKind::{Primary, Replica, SingleRegion};
use crate::policy::PrincipalType::{Aws, Service};
use crate::policy::rule::multi_region::{
    ENABLED_REGION, ENCRYPTION_CONTEXT, KEY_TYPE, KNOWN_REGION, NETWORK, PARTITION, PRIMARY_ON_BOTH,
    REPLICA_POLICY, REPLICATE_REPLICA, REQUEST_ALIAS, REQUESTED_REGION, SERVICE_PRINCIPAL, SOURCE_ARN,
    VIA_SERVICE,
};
use crate::strategy::policy::kind::{REPLICATING, TO_SERVICES};
use crate::strategy::policy::situation::Wanted;
use crate::strategy::policy::slip::{Plant, Slip};
use crate::strategy::policy::tree::tree;

const fn of(keys: &'static [KeyKind]) -> Wanted {
    Wanted::ANY.keys(keys)
}

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::value(&VIA_SERVICE, "StringLike", "kms:ViaService", &[r#""s3.{elsewhere}.amazonaws.com""#, r#""sqs.moon-*.amazonaws.com""#]),
    Slip::value(&REQUESTED_REGION, "StringEquals", "aws:RequestedRegion", &[r#""{elsewhere}""#]),
    Slip::new(&SERVICE_PRINCIPAL, Plant::Principal(Service, &["logs.{elsewhere}.amazonaws.com", "ec2.{elsewhere}.amazonaws.com"])).into(&TO_SERVICES),
    Slip::value(&SOURCE_ARN, "ArnLike", "aws:SourceArn", &[r#""arn:{partition}:sns:{elsewhere}:{account}:orders""#, r#""arn:{partition}:sqs:moon-*:{account}:*""#]),
    Slip::new(&ENCRYPTION_CONTEXT, Plant::Policy(|draft, draw| {
        draft.set("Action", draw.text(&[r#""kms:Decrypt""#, r#"["kms:Encrypt", "kms:GenerateDataKey*"]"#]));
        let arn = draft.situation.filled(r#""arn:{partition}:sns:{elsewhere}:{account}:orders""#);
        draft.compare(draw.text(&["StringEquals", "ArnEquals", "StringNotLikeIfExists"]), "kms:EncryptionContext:aws:sns:topicArn", tree(&arn))
    })),
    Slip::new(&REQUEST_ALIAS, Plant::Policy(|draft, draw| {
        draft.set("Action", draw.text(&[r#""kms:Decrypt""#, r#"["kms:Encrypt", "kms:DescribeKey"]"#]));
        let arn = draft.situation.filled(r#""arn:{partition}:kms:{elsewhere}:{account}:alias/orders""#);
        draft.compare("StringEquals", "kms:RequestAlias", tree(&arn))
    })),
    Slip::new(&PARTITION, Plant::Principal(Aws, &["arn:aws-iso:iam::{account}:root", "arn:aws-iso-b:iam::{foreign}:role/a"])),
    Slip::value(&NETWORK, "StringEquals", "aws:SourceVpce", &[r#""vpce-0123456789abcdef0""#]).wanted(of(&[Primary, Replica])),
    Slip::value(&NETWORK, "StringNotEquals", "aws:SourceVpc", &[r#""vpc-0123456789abcdef0""#]).wanted(of(&[Primary, Replica])),
    Slip::value(&NETWORK, "ArnLike", "aws:SourceVpcArn", &[r#""arn:{partition}:ec2:{elsewhere}:{account}:vpc/vpc-0abc""#]),
    Slip::new(&KNOWN_REGION, Plant::Value { operator: "StringEquals", key: "kms:ReplicaRegion", values: &[r#""us-east1""#, r#""eu-west-9""#, r#""us-east-1a""#, r#""us-iso-east-1""#] }).into(&REPLICATING).wanted(of(&[Primary])),
    Slip::new(&KNOWN_REGION, Plant::Value { operator: "StringLike", key: "kms:ReplicaRegion", values: &[r#""moon-*""#] }).into(&REPLICATING).wanted(of(&[Primary])),
    Slip::new(&REPLICA_POLICY, Plant::Policy(|draft, draw| {
        draft.remove("Condition");
        draft.act(draw.text(&["kms:ReplicateKey", "kms:Replicate*"]), draw)
    })).into(&REPLICATING).wanted(of(&[Primary])),
    Slip::new(&PRIMARY_ON_BOTH, Plant::Action(&["kms:UpdatePrimaryRegion", "kms:UpdateP*"])).wanted(of(&[Primary, Replica])),
    Slip::new(&REPLICATE_REPLICA, Plant::Action(&["kms:ReplicateKey", "kms:Replicate*"])).wanted(of(&[Replica])),
    Slip::new(&KEY_TYPE, Plant::Policy(|draft, draw| {
        let other = if draft.situation.key == Primary { r#""REPLICA""# } else { r#""PRIMARY""# };
        draft.compare(draw.text(&["StringEquals", "StringLike"]), "kms:MultiRegionKeyType", tree(other))
    })),
    Slip::new(&KEY_TYPE, Plant::Policy(|draft, _| draft.compare("StringEquals", "kms:MultiRegionKeyType", tree(r#"["PRIMARY", "REPLICA"]"#)))).wanted(of(&[SingleRegion])),
    Slip::new(&ENABLED_REGION, Plant::Principal(Aws, &["777788889999", "arn:{partition}:iam::777788889999:root", "arn:{partition}:iam::777788889999:role/partner"])).wanted(Wanted::ANY.in_opt_in_region()),
];
