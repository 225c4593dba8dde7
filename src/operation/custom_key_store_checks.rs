//! The checks of the custom key store that a request names, which operations share.

use super::setting::Setting;
use crate::identity::CustomKeyStoreId;
use crate::model::{ConnectionState, CustomKeyStore};
use crate::verdict::{Broken, ErrorCode, Place, Pointer};

pub(super) fn place() -> Place {
    Place::at(Pointer::fixed("/CustomKeyStoreId"))
}

/// The ID in a message, which is one line, whatever characters the ID has.
pub(super) fn quoted(id: &CustomKeyStoreId) -> String {
    format!("`{}`", id.as_str().escape_debug())
}

/// The custom key store with this ID of the caller's account in the Region that is called, if there is one.
pub(super) fn store<'a>(id: &CustomKeyStoreId, setting: &Setting<'a>) -> Option<&'a CustomKeyStore> {
    let (account, region) = (setting.caller()?.account(), setting.region()?);
    setting.world()?.custom_key_store(id).filter(|store| store.account == account && store.region == *region)
}

/// No such custom key store.
pub(super) fn exists(id: &CustomKeyStoreId, setting: &Setting<'_>, broken: &mut Broken<'_>) {
    if setting.world().is_some() && store(id, setting).is_none() {
        let message = format!("there is no custom key store {} in the account and the Region", quoted(id));
        broken.refused_in_unknown_words(ErrorCode::CustomKeyStoreNotFound, place(), message);
    }
}

/// A custom key store that is disconnected; whether that can be helped depends on the operation.
pub(super) fn is_connected(
    id: &CustomKeyStoreId,
    setting: &Setting<'_>,
    help: Option<&'static str>,
    broken: &mut Broken<'_>,
) {
    let disconnected = |store: &&CustomKeyStore| store.connection_state == ConnectionState::Disconnected;
    if store(id, setting).filter(disconnected).is_some() {
        let message = format!("the custom key store {} is disconnected", quoted(id));
        broken
            .refused_in_unknown_words(ErrorCode::CustomKeyStoreInvalidState, place(), message)
            .help_if_known(help);
    }
}
