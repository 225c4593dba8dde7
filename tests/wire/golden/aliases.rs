//! Aliases.

use kms_mrk::model::Quotas;
use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;

#[test]
fn aliases_are_answered_for_byte_by_byte() {
    compare(goldens());
}

const ONE_ALIAS: Quotas = Quotas { aliases_per_key: 1, ..Quotas::DEFAULT };

pub(super) fn goldens() -> Vec<Golden> {
    vec![
        Golden::on(
            OperationName::CreateAlias,
            "$key",
            r#"{"AliasName":"alias/invoices","TargetKeyId":"$key"}"#,
        )
        .accepted("an alias for a key")
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "ValidationException",
            "a name with a letter that it cannot have",
            r#"{"AliasName":"alias/ö","TargetKeyId":"$key"}"#,
        ))
        .case(refused(
            "ValidationException",
            "a name that does not begin with alias/",
            r#"{"AliasName":"invoices","TargetKeyId":"$key"}"#,
        ))
        .case(refused(
            "ValidationException",
            "a name with nothing after alias/",
            r#"{"AliasName":"alias/","TargetKeyId":"$key"}"#,
        ))
        .case(refused(
            "NotAuthorizedException",
            "a name that is reserved for AWS",
            r#"{"AliasName":"alias/aws/orders","TargetKeyId":"$key"}"#,
        ))
        .case(refused(
            "AlreadyExistsException",
            "an alias that is there",
            r#"{"AliasName":"alias/orders","TargetKeyId":"$key"}"#,
        ))
        .refused("LimitExceededException", "an alias too many", |case| case.with_quotas(ONE_ALIAS))
        .not_when_deleted(),
        Golden::on(
            OperationName::UpdateAlias,
            "$other",
            r#"{"AliasName":"alias/orders","TargetKeyId":"$other"}"#,
        )
        .accepted("an alias for another key")
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "NotFoundException",
            "an alias that is not there",
            r#"{"AliasName":"alias/invoices","TargetKeyId":"$other"}"#,
        ))
        .case(refused(
            "NotAuthorizedException",
            "a name that is reserved for AWS",
            r#"{"AliasName":"alias/aws/orders","TargetKeyId":"$other"}"#,
        ))
        .refused_for("ValidationException", "a key of another class", "$rsa")
        .refused("LimitExceededException", "an alias too many", |case| {
            case.after("CreateAlias", r#"{"AliasName":"alias/invoices","TargetKeyId":"$other"}"#)
                .with_quotas(ONE_ALIAS)
        })
        .not_when_deleted(),
        Golden::new(OperationName::DeleteAlias, r#"{"AliasName":"alias/orders"}"#)
            .accepted("an alias")
            .common()
            .case(refused("ValidationException", "nothing of what is required", "{}"))
            .case(refused(
                "ValidationException",
                "a name that does not begin with alias/",
                r#"{"AliasName":"orders"}"#,
            ))
            .case(refused(
                "NotAuthorizedException",
                "a name that is reserved for AWS",
                r#"{"AliasName":"alias/aws/orders"}"#,
            ))
            .case(refused(
                "NotFoundException",
                "an alias that is not there",
                r#"{"AliasName":"alias/invoices"}"#,
            )),
        Golden::on(OperationName::ListAliases, "$key", r#"{"KeyId":"$key"}"#)
            .accepted("the aliases of a key")
            .case(accepted("all aliases", "{}"))
            .case(
                accepted("a page", r#"{"Limit":1}"#)
                    .after("CreateAlias", r#"{"AliasName":"alias/invoices","TargetKeyId":"$other"}"#),
            )
            .common()
            .case(refused("ValidationException", "a page of nothing", r#"{"Limit":0}"#))
            .case(refused("InvalidMarkerException", "a marker from elsewhere", r#"{"Marker":"elsewhere"}"#))
            .refused_for("NotFoundException", "a key that is not there", "$absent")
            .refused_for("InvalidArnException", "the ARN of something else", "arn:aws:s3:::orders")
            .takes_no_alias(),
    ]
}
