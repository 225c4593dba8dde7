//! Tags.

use kms_mrk::model::Quotas;
use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;

#[test]
fn tags_are_answered_for_byte_by_byte() {
    compare(goldens());
}

const ONE_TAG: Quotas = Quotas { tags_per_key: 1, ..Quotas::DEFAULT };

pub(super) fn goldens() -> Vec<Golden> {
    vec![tag_resource(), untag_resource(), list_resource_tags()]
}

fn tag_resource() -> Golden {
    Golden::on(
        OperationName::TagResource,
        "$key",
        r#"{"KeyId":"$key","Tags":[{"TagKey":"cost","TagValue":"7"}]}"#,
    )
    .accepted("a tag")
    .common_on_key()
    .takes_no_alias()
    .case(refused(
        "ValidationException",
        "a tag without a key and one without a value",
        r#"{"KeyId":"$key","Tags":[{"TagKey":"","TagValue":"7"},{"TagKey":"cost"}]}"#,
    ))
    .case(refused(
        "TagException",
        "a tag that is reserved",
        r#"{"KeyId":"$key","Tags":[{"TagKey":"aws:cost","TagValue":"7"}]}"#,
    ))
    .case(refused(
        "TagException",
        "a tag twice",
        r#"{"KeyId":"$key","Tags":[{"TagKey":"cost","TagValue":"7"},{"TagKey":"cost","TagValue":"8"}]}"#,
    ))
    .case(
        refused(
            "TagException",
            "too many tags in a request",
            r#"{"KeyId":"$other","Tags":[{"TagKey":"a","TagValue":""},{"TagKey":"b","TagValue":""}]}"#,
        )
        .with_quotas(ONE_TAG),
    )
    .refused("TagException", "too many tags with those that the key has", |case| case.with_quotas(ONE_TAG))
    .not_when_deleted()
}

fn untag_resource() -> Golden {
    Golden::on(OperationName::UntagResource, "$key", r#"{"KeyId":"$key","TagKeys":["team"]}"#)
        .accepted("a tag")
        .case(accepted("a tag that the key does not have", r#"{"KeyId":"$key","TagKeys":["cost"]}"#))
        .common_on_key()
        .takes_no_alias()
        .case(refused("ValidationException", "an empty key of a tag", r#"{"KeyId":"$key","TagKeys":[""]}"#))
        .not_when_deleted()
}

fn list_resource_tags() -> Golden {
    Golden::on(OperationName::ListResourceTags, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("the tags of a key")
        .case(
            accepted("a page", r#"{"KeyId":"$key","Limit":1}"#)
                .after("TagResource", r#"{"KeyId":"$key","Tags":[{"TagKey":"cost","TagValue":"7"}]}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .case(refused("ValidationException", "a page that is too long", r#"{"KeyId":"$key","Limit":51}"#))
        .case(refused(
            "InvalidMarkerException",
            "a marker from elsewhere",
            r#"{"KeyId":"$key","Marker":"elsewhere"}"#,
        ))
}
