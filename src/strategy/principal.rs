//! Principals, callers and calls.

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::account_id::{account_id, any_account_id, near_miss_account_id};
use super::built::built;
use super::near_miss::NearMissText;
use super::region::{any_partition, any_region, region};
use super::time::{any_time, time};
use crate::identity::{AccountId, Partition, PrincipalArn, Region};
use crate::model::{Call, Caller};

/// The resource part of some principals of an account.
static RESOURCES: [&str; 6] = [
    "iam::{account}:root",
    "iam::{account}:role/deployer",
    "iam::{account}:user/ops",
    "sts::{account}:assumed-role/deployer/ci-42",
    "iam::{account}:user/division/ops",
    "sts::{account}:federated-user/ops",
];

fn principal_of(partition: &Partition, resource: &str, account: AccountId) -> PrincipalArn {
    built(format!("arn:{partition}:{}", resource.replace("{account}", account.as_str())))
}

/// A principal of one of two accounts: the account, a user, a role, a session; it shrinks to the account.
pub fn principal_arn() -> impl Strategy<Value = PrincipalArn> {
    (select(RESOURCES.as_slice()), account_id())
        .prop_map(|(resource, account)| principal_of(&Partition::Aws, resource, account))
}

/// Any principal: of any partition and account, a bare account ID, a service.
pub fn any_principal_arn() -> impl Strategy<Value = PrincipalArn> {
    let strange = (any_partition(), select(RESOURCES.as_slice()), any_account_id())
        .prop_map(|(partition, resource, account)| principal_of(&partition, resource, account));
    let named = (any_partition(), any_account_id(), "(/[!-)+->@-~]{1,5}){0,2}/[a-zA-Z0-9+=,.@_-]{1,12}")
        .prop_map(|(partition, account, name)| built(format!("arn:{partition}:iam::{account}:role{name}")));
    let service =
        select(["s3.amazonaws.com", "logs.cn-north-1.amazonaws.com.cn", "x.amazonaws.eu"].as_slice());
    prop_oneof![
        4 => principal_arn(),
        2 => strange,
        1 => named,
        1 => any_account_id().prop_map(|account| built(account.as_str())),
        1 => service.prop_map(built::<PrincipalArn>),
    ]
    .boxed()
}

/// A text that one slip keeps from being a principal: a wildcard, a group, another service, a Region, a broken
/// account, a name that is missing.
pub fn near_miss_principal_arn() -> impl Strategy<Value = NearMissText> {
    let in_account = near_miss_account_id().prop_map(|miss| miss.between("arn:aws:iam::", ":root"));
    let in_resource = select(
        [
            ("group/admins", 0),
            ("", 0),
            ("Root", 0),
            ("instance-profile/x", 0),
            ("user/", 5),
            ("role/*", 5),
            ("role/path/", 10),
            ("user/é", 5),
            ("user/a b", 6),
        ]
        .as_slice(),
    );
    let in_resource = (account_id(), in_resource).prop_map(|(account, (resource, at))| {
        NearMissText::new(resource, at).between(&format!("arn:aws:iam::{account}:"), "")
    });
    let in_session =
        (account_id(), select([("user/ops", 0), ("assumed-role/r", 14), ("assumed-role//s", 13)].as_slice()))
            .prop_map(|(account, (resource, at))| {
                NearMissText::new(resource, at).between(&format!("arn:aws:sts::{account}:"), "")
            });
    let fixed = select(
        [
            ("*", 0),
            ("", 0),
            ("arn:aws:s3:::orders", 8),
            ("arn:aws:iam:us-east-1:111122223333:root", 12),
            ("s3.amazonaws", 0),
            ("AIDACKCEVSQ6C2EXAMPLE", 0),
            ("arn:AWS:iam::111122223333:root", 4),
        ]
        .as_slice(),
    );
    prop_oneof![in_account, in_resource, in_session, fixed.prop_map(|(text, at)| NearMissText::new(text, at))]
        .boxed()
}

/// A caller of one of two accounts.
pub fn caller() -> impl Strategy<Value = Caller> {
    (any::<Index>(), account_id()).prop_map(|(index, account)| caller_of(account, index))
}

/// A caller of this account.
pub(super) fn caller_of(account: AccountId, which: Index) -> Caller {
    Caller::new(principal_of(&Partition::Aws, which.get::<&str>(&RESOURCES), account))
        .unwrap_or_else(|| Caller::administrator(&Partition::Aws, account))
}

/// Any caller: every principal but services.
pub fn any_caller() -> impl Strategy<Value = Caller> {
    (any_principal_arn(), caller())
        .prop_map(|(principal, otherwise)| Caller::new(principal).unwrap_or(otherwise))
}

/// A call by one of two accounts to one of five Regions, in the first days of 2026.
pub fn call() -> impl Strategy<Value = Call> {
    called(caller(), region(), time())
}

/// Any call: any caller, any Region, any time that there is.
pub fn any_call() -> impl Strategy<Value = Call> {
    called(any_caller(), any_region(), any_time())
}

fn called(
    caller: impl Strategy<Value = Caller>,
    region: impl Strategy<Value = Region>,
    now: impl Strategy<Value = Timestamp>,
) -> impl Strategy<Value = Call> {
    (caller, region, now).prop_map(|(caller, region, now)| Call::new(caller, region, now))
}
