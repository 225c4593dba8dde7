//! Custom key stores.

use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;

#[test]
fn custom_key_stores_are_answered_for_byte_by_byte() {
    compare(goldens());
}

const STORE: &str = r#"{"CustomKeyStoreId":"cks-1234567890abcdef0"}"#;
const ABSENT: &str = r#"{"CustomKeyStoreId":"cks-1"}"#;

pub(super) fn goldens() -> Vec<Golden> {
    vec![
        common(OperationName::ConnectCustomKeyStore)
            .accepted("a store that is connected already")
            .case(accepted("a store that is disconnected", STORE).after("DisconnectCustomKeyStore", STORE)),
        common(OperationName::DisconnectCustomKeyStore).accepted("a store that is connected").refused(
            "CustomKeyStoreInvalidStateException",
            "a store that is disconnected",
            |case| case.after("DisconnectCustomKeyStore", STORE),
        ),
    ]
}

/// What either operation says.
fn common(operation: OperationName) -> Golden {
    Golden::new(operation, STORE)
        .common()
        .case(refused("ValidationException", "nothing of what is required", "{}"))
        .case(refused("CustomKeyStoreNotFoundException", "a store that is not there", ABSENT))
        .case(
            refused("UnsupportedOperationException", "a Region that does not exist", STORE)
                .at("moon-north-1"),
        )
}
