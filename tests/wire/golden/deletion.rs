//! Keys that are to be deleted.

use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;
use super::world::EU;

#[test]
fn deletion_is_answered_for_byte_by_byte() {
    compare(goldens());
}

pub(super) fn goldens() -> Vec<Golden> {
    vec![schedule_key_deletion(), cancel_key_deletion()]
}

fn schedule_key_deletion() -> Golden {
    Golden::on(OperationName::ScheduleKeyDeletion, "$primary", r#"{"KeyId":"$primary"}"#)
        .accepted("a primary key with a replica, after 30 days as nothing is said")
        .case(accepted("a single-Region key after 7 days", r#"{"KeyId":"$key","PendingWindowInDays":7}"#))
        .case(accepted("a replica", r#"{"KeyId":"$primary","PendingWindowInDays":10}"#).at(EU))
        .common_on_key()
        .takes_no_alias()
        .case(refused("ValidationException", "too few days", r#"{"KeyId":"$key","PendingWindowInDays":6}"#))
        .case(refused(
            "ValidationException",
            "more days than any request may have",
            r#"{"KeyId":"$key","PendingWindowInDays":366}"#,
        ))
        .not_when_deleted()
        .refused("KMSInvalidStateException", "a key that is becoming a replica", |case| {
            case.after("UpdatePrimaryRegion", r#"{"KeyId":"$primary","PrimaryRegion":"eu-west-1"}"#)
        })
}

fn cancel_key_deletion() -> Golden {
    Golden::on(OperationName::CancelKeyDeletion, "$primary", r#"{"KeyId":"$primary"}"#)
        .case(
            accepted("a primary key that waits for its replica", r#"{"KeyId":"$primary"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$primary"}"#),
        )
        .case(
            accepted("a single-Region key by its ARN", r#"{"KeyId":"$key_arn"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$key"}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .refused("KMSInvalidStateException", "a key that is not to be deleted", |case| case)
}
