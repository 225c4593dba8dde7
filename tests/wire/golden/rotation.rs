//! The rotation of keys.

use kms_mrk::model::Quotas;
use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;
use super::world::EU;

#[test]
fn rotation_is_answered_for_byte_by_byte() {
    compare(goldens());
}

const NO_ROTATION: Quotas = Quotas { on_demand_rotations_per_key: 0, ..Quotas::DEFAULT };

pub(super) fn goldens() -> Vec<Golden> {
    vec![
        enable_key_rotation(),
        disable_key_rotation(),
        get_key_rotation_status(),
        rotate_key_on_demand(),
        list_key_rotations(),
    ]
}

fn enable_key_rotation() -> Golden {
    Golden::on(OperationName::EnableKeyRotation, "$primary", r#"{"KeyId":"$primary"}"#)
        .accepted("once a year, as nothing is said")
        .case(accepted("each quarter", r#"{"KeyId":"$primary","RotationPeriodInDays":90}"#))
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "ValidationException",
            "a period that is too short",
            r#"{"KeyId":"$primary","RotationPeriodInDays":89}"#,
        ))
        .not_when_disabled()
        .not_when_deleted()
        .refused_for("UnsupportedOperationException", "a key of imported material", "$imported")
        .refused_for("UnsupportedOperationException", "a key pair", "$rsa")
        .refused_for("UnsupportedOperationException", "a key in a custom key store", "$in_store")
        .refused("UnsupportedOperationException", "a replica", |case| case.at(EU))
}

fn disable_key_rotation() -> Golden {
    Golden::on(OperationName::DisableKeyRotation, "$primary", r#"{"KeyId":"$primary"}"#)
        .accepted("a key that is not rotated anyway")
        .common_on_key()
        .takes_no_alias()
        .not_when_disabled()
        .not_when_deleted()
        .refused_for("UnsupportedOperationException", "a key of imported material", "$imported")
        .refused_for("UnsupportedOperationException", "a key pair", "$rsa")
        .refused("UnsupportedOperationException", "a replica", |case| case.at(EU))
}

fn get_key_rotation_status() -> Golden {
    Golden::on(OperationName::GetKeyRotationStatus, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("a key that is not rotated")
        .case(
            accepted("a replica of a key that is rotated", r#"{"KeyId":"$primary"}"#)
                .after("EnableKeyRotation", r#"{"KeyId":"$primary","RotationPeriodInDays":90}"#)
                .at(EU),
        )
        .case(
            accepted("a key that is rotated, and to be deleted", r#"{"KeyId":"$key"}"#)
                .after("EnableKeyRotation", r#"{"KeyId":"$key"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$key"}"#),
        )
        .case(
            accepted("a key that is just being rotated", r#"{"KeyId":"$key"}"#)
                .after("RotateKeyOnDemand", r#"{"KeyId":"$key"}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .refused_for("UnsupportedOperationException", "a key of imported material", "$imported")
        .refused_for("UnsupportedOperationException", "a key pair", "$rsa")
        .refused_for("UnsupportedOperationException", "a key in a custom key store", "$in_store")
}

fn rotate_key_on_demand() -> Golden {
    Golden::on(OperationName::RotateKeyOnDemand, "$primary", r#"{"KeyId":"$primary"}"#)
        .accepted("a key")
        .common_on_key()
        .takes_no_alias()
        .not_when_disabled()
        .not_when_deleted()
        .refused_for("KMSInvalidStateException", "a key for which no material waits", "$imported")
        .refused_for("UnsupportedOperationException", "a key pair", "$rsa")
        .refused_for("UnsupportedOperationException", "a key in a custom key store", "$in_store")
        .refused("UnsupportedOperationException", "a replica", |case| case.at(EU))
        .refused("LimitExceededException", "a rotation too many", |case| case.with_quotas(NO_ROTATION))
        .refused("ConflictException", "a key that is being rotated", |case| {
            case.after("RotateKeyOnDemand", r#"{"KeyId":"$primary"}"#)
        })
        .refused("ConflictException", "a key that is to be rotated within twenty minutes", |case| {
            case.after("EnableKeyRotation", r#"{"KeyId":"$primary","RotationPeriodInDays":90}"#)
                .later(90 * 86_400 - 600)
        })
}

fn list_key_rotations() -> Golden {
    Golden::on(OperationName::ListKeyRotations, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("a key that was never rotated")
        .case(
            accepted("a key that was rotated twice", r#"{"KeyId":"$key"}"#)
                .after("EnableKeyRotation", r#"{"KeyId":"$key","RotationPeriodInDays":90}"#)
                .after("RotateKeyOnDemand", r#"{"KeyId":"$key"}"#)
                .later(91 * 86_400),
        )
        .case(accepted(
            "the material of a key that imports it",
            r#"{"KeyId":"$imported","IncludeKeyMaterial":"ALL_KEY_MATERIAL"}"#,
        ))
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "ValidationException",
            "a choice that is not listed",
            r#"{"KeyId":"$key","IncludeKeyMaterial":"NONE"}"#,
        ))
        .case(refused(
            "InvalidMarkerException",
            "a marker from elsewhere",
            r#"{"KeyId":"$key","Marker":"elsewhere"}"#,
        ))
        .refused_for("UnsupportedOperationException", "a key pair", "$rsa")
        .refused_for("UnsupportedOperationException", "a key in a custom key store", "$in_store")
}
