//! Keys: how they are made, replicated, described, listed, promoted, enabled and disabled.

use kms_mrk::model::Quotas;
use kms_mrk::operation::OperationName;

use super::case::{Golden, Sender, accepted, refused};
use super::runner::compare;
use super::world::EU;

#[test]
fn keys_are_answered_for_byte_by_byte() {
    compare(goldens());
}

const ONE_KEY: Quotas = Quotas { keys_per_region: 1, ..Quotas::DEFAULT };
const SHORT_POLICY: Quotas = Quotas { key_policy_bytes: 100, ..Quotas::DEFAULT };

pub(super) fn goldens() -> Vec<Golden> {
    vec![
        create_key(),
        replicate_key(),
        update_primary_region(),
        describe_key(),
        list_keys(),
        get_key_last_usage(),
        enable_key(),
        disable_key(),
        update_key_description(),
    ]
}

fn create_key() -> Golden {
    const ORDERS: &str = r#"{"MultiRegion":true,"Description":"orders","Policy":"$policy","Tags":[{"TagKey":"team","TagValue":"orders"}]}"#;
    Golden::new(OperationName::CreateKey, ORDERS)
        .accepted("a multi-Region key")
        .case(accepted("a single-Region key, of which nothing is said", ""))
        .case(accepted("a key pair", r#"{"KeySpec":"RSA_2048","KeyUsage":"SIGN_VERIFY"}"#))
        .case(accepted("a key whose material is to be imported", r#"{"Origin":"EXTERNAL"}"#))
        .case(accepted(
            "a key in a custom key store",
            r#"{"Origin":"AWS_CLOUDHSM","CustomKeyStoreId":"cks-1234567890abcdef0"}"#,
        ))
        .case(accepted(
            "a key outside of AWS",
            r#"{"Origin":"EXTERNAL_KEY_STORE","CustomKeyStoreId":"cks-9876543210fedcba9","XksKeyId":"orders"}"#,
        ))
        .common()
        .case(refused("SerializationException", "a text for a truth value", r#"{"MultiRegion":"true"}"#))
        .case(refused("ValidationException", "no usage of a key pair", r#"{"KeySpec":"RSA_2048"}"#))
        .case(refused(
            "ValidationException",
            "a usage that is none of the spec",
            r#"{"KeySpec":"RSA_2048","KeyUsage":"KEY_AGREEMENT"}"#,
        ))
        .case(refused("ValidationException", "a spec that is not listed", r#"{"KeySpec":"AES_512"}"#))
        .case(refused(
            "ValidationException",
            "an origin that is not listed, and a store without a name",
            r#"{"Origin":"MOON","CustomKeyStoreId":""}"#,
        ))
        .case(refused(
            "MalformedPolicyDocumentException",
            "a policy that is not JSON",
            r#"{"Policy":"Version: 2012-10-17"}"#,
        ))
        .case(refused(
            "MalformedPolicyDocumentException",
            "a policy that locks its key",
            r#"{"Policy":"$locking_policy"}"#,
        ))
        .case(refused("LimitExceededException", "a key too many", "{}").with_quotas(ONE_KEY))
        .case(
            refused("LimitExceededException", "a policy that is too long", r#"{"Policy":"$policy"}"#)
                .with_quotas(SHORT_POLICY),
        )
        .case(refused(
            "TagException",
            "a tag twice",
            r#"{"Tags":[{"TagKey":"team","TagValue":"a"},{"TagKey":"team","TagValue":"b"}]}"#,
        ))
        .case(refused(
            "TagException",
            "a tag that is reserved",
            r#"{"Tags":[{"TagKey":"aws:team","TagValue":"orders"}]}"#,
        ))
        .case(refused(
            "UnsupportedOperationException",
            "a multi-Region key in a custom key store",
            r#"{"MultiRegion":true,"Origin":"AWS_CLOUDHSM","CustomKeyStoreId":"cks-1234567890abcdef0"}"#,
        ))
        .case(refused(
            "UnsupportedOperationException",
            "a key spec of the China Regions",
            r#"{"KeySpec":"SM2","KeyUsage":"SIGN_VERIFY"}"#,
        ))
        .case(refused(
            "CustomKeyStoreNotFoundException",
            "a custom key store that is not there",
            r#"{"Origin":"AWS_CLOUDHSM","CustomKeyStoreId":"cks-1"}"#,
        ))
        .case(
            refused(
                "CustomKeyStoreInvalidStateException",
                "a custom key store that is disconnected",
                r#"{"Origin":"AWS_CLOUDHSM","CustomKeyStoreId":"cks-1234567890abcdef0"}"#,
            )
            .after("DisconnectCustomKeyStore", r#"{"CustomKeyStoreId":"cks-1234567890abcdef0"}"#),
        )
        .case(refused(
            "ValidationException",
            "an external key with letters that it cannot have",
            r#"{"Origin":"EXTERNAL_KEY_STORE","CustomKeyStoreId":"cks-9876543210fedcba9","XksKeyId":"my key"}"#,
        ))
        .case(refused(
            "XksKeyAlreadyInUseException",
            "an external key that has a KMS key",
            r#"{"Origin":"EXTERNAL_KEY_STORE","CustomKeyStoreId":"cks-9876543210fedcba9","XksKeyId":"bb8562717f809024"}"#,
        ))
}

fn replicate_key() -> Golden {
    Golden::on(
        OperationName::ReplicateKey,
        "$primary",
        r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-2"}"#,
    )
    .accepted("a replica of which nothing is said")
    .case(accepted(
        "a replica with a description, a policy and a tag",
        r#"{"KeyId":"$primary_arn","ReplicaRegion":"eu-west-2","Description":"orders","Policy":"$policy","Tags":[{"TagKey":"team","TagValue":"orders"}]}"#,
    ))
    .common_on_key()
    .takes_no_alias()
    .case(refused(
        "ValidationException",
        "a Region that is none",
        r#"{"KeyId":"$primary","ReplicaRegion":"Europe"}"#,
    ))
    .case(refused(
        "AlreadyExistsException",
        "a Region that has a replica",
        r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-1"}"#,
    ))
    .not_when_disabled()
    .not_when_deleted()
    .refused_for("UnsupportedOperationException", "a single-Region key", "$key")
    .refused("UnsupportedOperationException", "a replica", |case| case.at(EU))
    .case(refused(
        "UnsupportedOperationException",
        "the Region of the primary key",
        r#"{"KeyId":"$primary","ReplicaRegion":"us-east-1"}"#,
    ))
    .case(refused(
        "UnsupportedOperationException",
        "a Region of another partition",
        r#"{"KeyId":"$primary","ReplicaRegion":"cn-north-1"}"#,
    ))
    .case(refused(
        "MalformedPolicyDocumentException",
        "a policy that is not JSON",
        r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-2","Policy":"[]"}"#,
    ))
    .case(refused(
        "MalformedPolicyDocumentException",
        "a policy that locks its key",
        r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-2","Policy":"$locking_policy"}"#,
    ))
    .case(
        refused(
            "LimitExceededException",
            "a key too many",
            r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-2"}"#,
        )
        .with_quotas(Quotas { keys_per_region: 0, ..Quotas::DEFAULT }),
    )
    .case(refused(
        "TagException",
        "a tag that is reserved",
        r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-2","Tags":[{"TagKey":"aws:team","TagValue":"orders"}]}"#,
    ))
}

fn update_primary_region() -> Golden {
    let promote = |region: &str| format!(r#"{{"KeyId":"$primary","PrimaryRegion":"{region}"}}"#);
    Golden::on(
        OperationName::UpdatePrimaryRegion,
        "$primary",
        r#"{"KeyId":"$primary","PrimaryRegion":"eu-west-1"}"#,
    )
    .accepted("a replica becomes the primary key")
    .common_on_key()
    .takes_no_alias()
    .case(refused("ValidationException", "a Region that is none", promote("Europe")))
    .not_when_disabled()
    .refused("DisabledException", "a replica that is disabled", |case| {
        case.after_in(EU, "DisableKey", r#"{"KeyId":"$primary"}"#)
    })
    .not_when_deleted()
    .refused_for("UnsupportedOperationException", "a single-Region key", "$key")
    .refused("UnsupportedOperationException", "a replica", |case| case.at(EU))
    .case(refused("UnsupportedOperationException", "the Region of the primary key", promote("us-east-1")))
    .case(refused("NotFoundException", "a Region without a replica", promote("eu-west-2")))
}

fn describe_key() -> Golden {
    Golden::on(OperationName::DescribeKey, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("a single-Region key")
        .case(accepted("a primary key by its ARN", r#"{"KeyId":"$primary_arn"}"#))
        .case(accepted("a replica", r#"{"KeyId":"$primary"}"#).at(EU))
        .case(accepted("a key by its alias", r#"{"KeyId":"alias/orders"}"#))
        .case(accepted("a key that waits for material", r#"{"KeyId":"$waiting"}"#))
        .case(accepted("a key of imported material", r#"{"KeyId":"$imported"}"#))
        .case(accepted("an HMAC key", r#"{"KeyId":"$hmac"}"#))
        .case(accepted("a key in a custom key store", r#"{"KeyId":"$in_store"}"#))
        .case(accepted("a key outside of AWS", r#"{"KeyId":"$outside"}"#))
        .case(
            accepted("a key that is to be deleted", r#"{"KeyId":"$key"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$key"}"#),
        )
        .case(
            accepted("a primary key that is to be deleted after its replica", r#"{"KeyId":"$primary"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$primary","PendingWindowInDays":7}"#),
        )
        .common_on_key()
        .takes_an_alias()
        .too_many_tokens()
        .case(
            refused("AccessDeniedException", "another account's key", r#"{"KeyId":"$key_arn"}"#)
                .by(Sender::Stranger),
        )
}

fn list_keys() -> Golden {
    Golden::new(OperationName::ListKeys, r#"{"Limit":2}"#)
        .accepted("a page")
        .case(accepted("all keys of a Region, of which nothing is said", "").at(EU))
        .common()
        .case(refused("ValidationException", "a page of nothing", r#"{"Limit":0}"#))
        .case(refused(
            "ValidationException",
            "a marker with letters that it cannot have",
            r#"{"Marker":"Ω"}"#,
        ))
        .case(refused("InvalidMarkerException", "a marker from elsewhere", r#"{"Marker":"elsewhere"}"#))
}

fn get_key_last_usage() -> Golden {
    Golden::on(OperationName::GetKeyLastUsage, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("a key that was used")
        .case(accepted("a key that was never used", r#"{"KeyId":"$other"}"#))
        .common_on_key()
        .takes_no_alias()
}

fn enable_key() -> Golden {
    Golden::on(OperationName::EnableKey, "$key", r#"{"KeyId":"$key"}"#)
        .case(
            accepted("a key that is disabled", r#"{"KeyId":"$key"}"#)
                .after("DisableKey", r#"{"KeyId":"$key"}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .not_when_deleted()
        .refused_for("KMSInvalidStateException", "a key that waits for material", "$waiting")
}

fn disable_key() -> Golden {
    Golden::on(OperationName::DisableKey, "$primary", r#"{"KeyId":"$primary"}"#)
        .accepted("a key that is enabled")
        .common_on_key()
        .takes_no_alias()
        .not_when_deleted()
        .refused_for("KMSInvalidStateException", "a key that waits for material", "$waiting")
        .refused("KMSInvalidStateException", "a key that is becoming a replica", |case| {
            case.after("UpdatePrimaryRegion", r#"{"KeyId":"$primary","PrimaryRegion":"eu-west-1"}"#)
        })
        .refused("KMSInvalidStateException", "a replica that is being made", |case| {
            case.after("ReplicateKey", r#"{"KeyId":"$primary","ReplicaRegion":"eu-west-2"}"#).at("eu-west-2")
        })
}

fn update_key_description() -> Golden {
    Golden::on(
        OperationName::UpdateKeyDescription,
        "$key",
        r#"{"KeyId":"$key","Description":"orders of the year"}"#,
    )
    .accepted("a description")
    .case(accepted("no description", r#"{"KeyId":"$key","Description":""}"#))
    .common_on_key()
    .takes_no_alias()
    .not_when_deleted()
}
