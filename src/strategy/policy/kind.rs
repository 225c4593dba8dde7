//! The kinds of statements that people write into key policies.

use crate::policy::Effect::{self, Allow, Deny};
use crate::policy::KeyKind;

/// A kind of statement: what is drawn from to make one.
///
/// In texts, `{account}` and other names in braces stand for what the situation has.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) sid: &'static str,
    pub(super) effect: Effect,
    /// Whom it is about: some of these.
    pub(super) principals: &'static [&'static str],
    /// What it is about: some of these.
    pub(super) actions: &'static [&'static str],
    /// One of these conditions it must have, if there are any.
    pub(super) guards: &'static [Guard],
    pub(super) more: Conditions,
    pub(super) negated: Negated,
    /// The keys in whose policies it makes sense.
    pub(super) keys: &'static [KeyKind],
}

/// A condition that keeps a statement from being a risk.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) operator: &'static str,
    pub(super) key: &'static str,
    /// Some of these values.
    pub(super) values: &'static [&'static str],
}

/// Whether a kind of statement may have conditions besides its guard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Conditions {
    None,
    Any,
}

/// Which element says what a statement is *not* about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Negated {
    Nothing,
    Principal,
    Action,
}

const ANY_KEY: &[KeyKind] = &[KeyKind::SingleRegion, KeyKind::Primary, KeyKind::Replica];

const MANAGE: &[&str] = &[
    "kms:Describe*",
    "kms:Get*",
    "kms:List*",
    "kms:Create*",
    "kms:Enable*",
    "kms:Disable*",
    "kms:Put*",
    "kms:Update*",
    "kms:Delete*",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:ScheduleKeyDeletion",
    "kms:CancelKeyDeletion",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "KMS:importkeymaterial",
];

const USE: &[&str] =
    &["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/// A statement that allows, about principals of the key's account, in the policy of any key.
const PLAIN_KIND: Kind = Kind {
    sid: "Plain",
    effect: Allow,
    principals: &[
        "arn:{partition}:iam::{account}:role/app",
        "arn:{partition}:iam::{account}:user/division/dev",
    ],
    actions: &["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"],
    guards: &[],
    more: Conditions::None,
    negated: Negated::Nothing,
    keys: ANY_KEY,
};

/// What the default policy says: every policy has it.
pub(super) static ACCOUNT: Kind = Kind {
    sid: "Enable IAM User Permissions",
    principals: &["arn:{partition}:iam::{account}:root", "{account}"],
    actions: &["kms:*"],
    ..PLAIN_KIND
};

/// Principals of the account that may use the key, without a condition: what a fault is planted into if nothing else
/// is wanted.
pub(super) static PLAIN: Kind = PLAIN_KIND;

pub(super) static ADMINISTRATORS: Kind = Kind {
    sid: "Allow access for Key Administrators",
    principals: &[
        "arn:{partition}:iam::{account}:role/admin",
        "arn:{partition}:iam::{account}:user/division/ops",
        "arn:{partition}:sts::{account}:assumed-role/admin/ci-42",
        "arn:{partition}:sts::{account}:federated-user/ops",
        "arn:{partition}:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    ],
    actions: MANAGE,
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static USERS: Kind = Kind {
    sid: "Allow use of the key",
    principals: &[
        "arn:{partition}:iam::{account}:role/app",
        "arn:{partition}:iam::{account}:user/dev",
        "arn:{partition}:iam::{foreign}:root",
        "{foreign}",
        "arn:{partition}:iam::{foreign}:role/partner",
        "arn:{partition}:sts::{foreign}:assumed-role/partner/s-1",
    ],
    actions: USE,
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static SIGNERS: Kind = Kind {
    sid: "Sign and verify",
    principals: &["arn:{partition}:iam::{account}:role/notary", "arn:{partition}:iam::{foreign}:user/clerk"],
    actions: &[
        "kms:Sign",
        "kms:Verify",
        "kms:GetPublicKey",
        "kms:GenerateMac",
        "kms:Derive*",
        "kms:verif?mac",
    ],
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static GRANTORS: Kind = Kind {
    sid: "Allow attachment of persistent resources",
    principals: &["arn:{partition}:iam::{account}:role/app", "arn:{partition}:iam::{foreign}:root"],
    actions: &["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
    guards: &[Guard { operator: "Bool", key: "kms:GrantIsForAWSResource", values: &["true"] }],
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static SERVICES: Kind = Kind {
    sid: "Allow services",
    principals: &["sns.amazonaws.com", "logs.{region}.amazonaws.com", "s3.amazonaws.com"],
    actions: USE,
    guards: &[
        Guard { operator: "StringEquals", key: "aws:SourceAccount", values: &["{account}", "{foreign}"] },
        Guard {
            operator: "ArnLike",
            key: "aws:SourceArn",
            values: &["arn:{partition}:sns:{region}:{account}:orders", "arn:{partition}:sqs:*:{account}:*"],
        },
        Guard { operator: "ArnEquals", key: "aws:SourceArn", values: &["arn:{partition}:s3:::orders"] },
    ],
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static LOGS: Kind = Kind {
    sid: "Allow log groups",
    principals: &["logs.{region}.amazonaws.com"],
    actions: &["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    guards: &[Guard {
        operator: "ArnLike",
        key: "kms:EncryptionContext:aws:logs:arn",
        values: &["arn:{partition}:logs:{region}:{account}:log-group:*"],
    }],
    ..PLAIN_KIND
};

pub(super) static EVERYBODY: Kind = Kind {
    sid: "Allow everybody of ours",
    principals: &["*"],
    actions: USE,
    guards: &[
        Guard { operator: "StringEquals", key: "kms:CallerAccount", values: &["{account}", "{foreign}"] },
        Guard { operator: "StringEquals", key: "aws:PrincipalOrgID", values: &["o-a1b2c3d4e5"] },
        Guard { operator: "IpAddress", key: "aws:SourceIp", values: &["203.0.113.0/24", "2001:db8::/32"] },
        Guard {
            operator: "ArnLike",
            key: "aws:PrincipalArn",
            values: &["arn:{partition}:iam::{account}:role/app-*", "arn:{partition}:iam::{foreign}:user/*"],
        },
        Guard {
            operator: "ForAnyValue:StringLike",
            key: "aws:PrincipalOrgPaths",
            values: &["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"],
        },
    ],
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static DENIALS: Kind = Kind {
    sid: "Deny the end of the key",
    effect: Deny,
    principals: &["*", "arn:{partition}:iam::{account}:role/app", "arn:{partition}:iam::{foreign}:root"],
    actions: &["kms:ScheduleKeyDeletion", "kms:Disable*", "kms:DeleteImportedKeyMaterial"],
    more: Conditions::Any,
    ..PLAIN_KIND
};

pub(super) static DENIALS_OF_OTHERS: Kind = Kind {
    sid: "Deny all but some",
    effect: Deny,
    principals: &["arn:{partition}:iam::{account}:root"],
    actions: &["kms:ScheduleKeyDeletion", "kms:Decrypt"],
    more: Conditions::Any,
    negated: Negated::Principal,
    ..PLAIN_KIND
};

pub(super) static DENIALS_OF_MORE: Kind = Kind {
    sid: "Deny all but use",
    effect: Deny,
    principals: &["arn:{partition}:iam::{foreign}:role/partner", "arn:{partition}:iam::{foreign}:user/guest"],
    actions: USE,
    more: Conditions::Any,
    negated: Negated::Action,
    ..PLAIN_KIND
};

pub(super) static REPLICATORS: Kind = Kind {
    sid: "Allow replica keys",
    principals: &["arn:{partition}:iam::{account}:role/deployer", "arn:{partition}:iam::{account}:root"],
    actions: &["kms:ReplicateKey"],
    guards: &[
        Guard { operator: "StringEquals", key: "kms:ReplicaRegion", values: &["{elsewhere}", "{region}"] },
        Guard { operator: "StringLike", key: "kms:ReplicaRegion", values: &["{elsewhere}", "*-?"] },
    ],
    more: Conditions::Any,
    keys: &[KeyKind::Primary],
    ..PLAIN_KIND
};

/// Every kind but that of which every policy has one.
pub(super) static KINDS: [&Kind; 12] = [
    &PLAIN,
    &USERS,
    &ADMINISTRATORS,
    &SERVICES,
    &GRANTORS,
    &EVERYBODY,
    &DENIALS,
    &SIGNERS,
    &LOGS,
    &DENIALS_OF_OTHERS,
    &DENIALS_OF_MORE,
    &REPLICATORS,
];

/// The kind of which every policy has one.
pub(super) static OF_ACCOUNT: [&Kind; 1] = [&ACCOUNT];

/// Principals of the account that may use the key.
pub(super) static PLAIN_ONE: [&Kind; 1] = [&PLAIN];

/// Every kind.
pub(super) static EVERY_KIND: [&Kind; 13] = [
    &PLAIN,
    &ACCOUNT,
    &USERS,
    &ADMINISTRATORS,
    &SERVICES,
    &GRANTORS,
    &EVERYBODY,
    &DENIALS,
    &SIGNERS,
    &LOGS,
    &DENIALS_OF_OTHERS,
    &DENIALS_OF_MORE,
    &REPLICATORS,
];

/// The kinds that say whom and what they are about, and not whom and what not.
pub(super) static WITH_PRINCIPAL_AND_ACTION: [&Kind; 6] =
    [&PLAIN, &ACCOUNT, &USERS, &ADMINISTRATORS, &SERVICES, &DENIALS];

/// Statements that deny something to somebody.
pub(super) static DENYING: [&Kind; 1] = [&DENIALS];

/// Statements that deny all but something.
pub(super) static DENYING_MORE: [&Kind; 1] = [&DENIALS_OF_MORE];

/// Statements that allow services something.
pub(super) static TO_SERVICES: [&Kind; 1] = [&SERVICES];

/// Statements that allow to make replica keys.
pub(super) static REPLICATING: [&Kind; 1] = [&REPLICATORS];

/// The kinds that leave nobody the power to change the policy, and take it from nobody.
pub(super) static WITHOUT_ADMINISTRATORS: [&Kind; 8] =
    [&PLAIN, &USERS, &SERVICES, &GRANTORS, &EVERYBODY, &DENIALS, &SIGNERS, &LOGS];

/// Statements that deny something to all but some.
pub(super) static DENYING_OTHERS: [&Kind; 1] = [&DENIALS_OF_OTHERS];

/// Statements that allow, and that take one more condition.
pub(super) static EXTENSIBLE: [&Kind; 6] = [&PLAIN, &USERS, &SIGNERS, &GRANTORS, &SERVICES, &EVERYBODY];

/// Statements that are no risk because of a condition.
pub(super) static GUARDED: [&Kind; 3] = [&SERVICES, &EVERYBODY, &GRANTORS];
