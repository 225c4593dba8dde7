//! Grants.

use kms_mrk::model::Quotas;
use kms_mrk::operation::OperationName;

use super::case::{Golden, Sender, accepted, refused};
use super::runner::compare;

#[test]
fn grants_are_answered_for_byte_by_byte() {
    compare(goldens());
}

const ONE_GRANT: Quotas = Quotas { grants_per_key: 1, ..Quotas::DEFAULT };

pub(super) fn goldens() -> Vec<Golden> {
    vec![create_grant(), list_grants(), list_retirable_grants(), retire_grant(), revoke_grant()]
}

fn create_grant() -> Golden {
    let of = |operations: &str| {
        format!(r#"{{"KeyId":"$key","GranteePrincipal":"$worker","Operations":[{operations}]}}"#)
    };
    Golden::on(
        OperationName::CreateGrant,
        "$key",
        r#"{"KeyId":"$key","GranteePrincipal":"$worker","Operations":["Encrypt","Decrypt"]}"#,
    )
    .accepted("a grant")
    .case(accepted(
        "a grant with all that it can have",
        r#"{"KeyId":"$key_arn","GranteePrincipal":"$worker","RetiringPrincipal":"$worker","Operations":["Decrypt"],"Constraints":{"EncryptionContextSubset":{"table":"orders"}},"GrantTokens":["$grant_token"],"Name":"tables"}"#,
    ))
    .common_on_key()
    .takes_no_alias()
    .case(refused(
        "ValidationException",
        "a grantee with letters that none can have",
        r#"{"KeyId":"$key","GranteePrincipal":"role *","Operations":["Decrypt"]}"#,
    ))
    .case(refused(
        "InvalidArnException",
        "a grantee that is none",
        r#"{"KeyId":"$key","GranteePrincipal":"arn:aws:iam::111122223333:group/workers","Operations":["Decrypt"]}"#,
    ))
    .case(refused("ValidationException", "an operation that is not listed", of("\"Shred\"")))
    .case(refused("ValidationException", "an operation that is none of the key", of("\"Sign\"")))
    .case(refused("ValidationException", "the one operation CreateGrant", of("\"CreateGrant\"")))
    .not_when_disabled()
    .not_when_deleted()
    .refused_for("KMSInvalidStateException", "a key that waits for material", "$waiting")
    .refused("LimitExceededException", "a grant too many", |case| case.with_quotas(ONE_GRANT))
    .of_a_grant()
}

fn list_grants() -> Golden {
    Golden::on(OperationName::ListGrants, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("the grants of a key")
        .case(accepted("one grant", r#"{"KeyId":"$key","GrantId":"$grant"}"#))
        .case(accepted(
            "the grants of a grantee that has none",
            r#"{"KeyId":"$key","GranteePrincipal":"arn:aws:iam::111122223333:role/other"}"#,
        ))
        .case(accepted("a page", r#"{"KeyId":"$key","Limit":1}"#).after(
            "CreateGrant",
            r#"{"KeyId":"$key","GranteePrincipal":"$worker","Operations":["Encrypt"]}"#,
        ))
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "InvalidArnException",
            "a grantee that is none",
            r#"{"KeyId":"$key","GranteePrincipal":"worker"}"#,
        ))
        .case(refused("ValidationException", "a page that is too long", r#"{"KeyId":"$key","Limit":101}"#))
        .case(refused(
            "InvalidMarkerException",
            "a marker from elsewhere",
            r#"{"KeyId":"$key","Marker":"elsewhere"}"#,
        ))
        .case(refused(
            "InvalidGrantIdException",
            "a text that is no grant ID",
            r#"{"KeyId":"$key","GrantId":"grant"}"#,
        ))
}

fn list_retirable_grants() -> Golden {
    Golden::new(OperationName::ListRetirableGrants, r#"{"RetiringPrincipal":"$worker"}"#)
        .accepted("a principal that may retire nothing")
        .case(accepted("a grant that the principal may retire", r#"{"RetiringPrincipal":"$worker"}"#).after(
            "CreateGrant",
            r#"{"KeyId":"$key","GranteePrincipal":"$worker","RetiringPrincipal":"$worker","Operations":["Encrypt"]}"#,
        ))
        .common()
        .case(refused("ValidationException", "nothing of what is required", "{}"))
        .case(refused("ValidationException", "an empty principal", r#"{"RetiringPrincipal":""}"#))
        .case(refused(
            "InvalidArnException",
            "a principal that is none",
            r#"{"RetiringPrincipal":"worker"}"#,
        ))
        .case(refused(
            "AccessDeniedException",
            "another account's principal",
            r#"{"RetiringPrincipal":"arn:aws:iam::444455556666:root"}"#,
        ))
        .case(refused(
            "InvalidMarkerException",
            "a marker from elsewhere",
            r#"{"RetiringPrincipal":"$worker","Marker":"elsewhere"}"#,
        ))
}

fn retire_grant() -> Golden {
    Golden::on(OperationName::RetireGrant, "$key_arn", r#"{"KeyId":"$key_arn","GrantId":"$grant"}"#)
        .accepted("a grant of a key")
        .case(accepted("a grant by its token", r#"{"GrantToken":"$grant_token"}"#))
        .common_on_key()
        .takes_no_alias()
        .refused("AccessDeniedException", "somebody of another account", |case| case.by(Sender::Stranger))
        .case(refused(
            "ValidationException",
            "a token and an ID",
            r#"{"KeyId":"$key_arn","GrantId":"$grant","GrantToken":"$grant_token"}"#,
        ))
        .case(refused(
            "NotFoundException",
            "a grant that is not there",
            r#"{"KeyId":"$key_arn","GrantId":"$grant_of_none"}"#,
        ))
        .case(refused(
            "InvalidGrantIdException",
            "a text that is no grant ID",
            r#"{"KeyId":"$key_arn","GrantId":"grant"}"#,
        ))
        .case(refused(
            "InvalidGrantTokenException",
            "a grant token that is none",
            r#"{"GrantToken":"token"}"#,
        ))
        .case(
            refused(
                "NotFoundException",
                "the token of a grant that is gone",
                r#"{"GrantToken":"$grant_token"}"#,
            )
            .after("RevokeGrant", r#"{"KeyId":"$key","GrantId":"$grant"}"#),
        )
        .can_be_dry()
}

fn revoke_grant() -> Golden {
    Golden::on(OperationName::RevokeGrant, "$key", r#"{"KeyId":"$key","GrantId":"$grant"}"#)
        .accepted("a grant")
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "NotFoundException",
            "a grant that is not there",
            r#"{"KeyId":"$key","GrantId":"$grant_of_none"}"#,
        ))
        .case(refused(
            "InvalidGrantIdException",
            "a text that is no grant ID",
            r#"{"KeyId":"$key","GrantId":"grant"}"#,
        ))
        .can_be_dry()
}
