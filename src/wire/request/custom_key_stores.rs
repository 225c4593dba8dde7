//! ConnectCustomKeyStore and DisconnectCustomKeyStore.

use super::FromMembers;
use crate::operation::{ConnectCustomKeyStore, DisconnectCustomKeyStore};
use crate::wire::members::{Found, Members};
use crate::wire::text;

macro_rules! of_store_alone {
    ($($Request:ident),+) => { $(
        impl FromMembers for $Request {
            fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
                m.required_constrained("CustomKeyStoreId", &text::CUSTOM_KEY_STORE_ID, f).map(Self::new)
            }
        }
    )+ };
}

of_store_alone!(ConnectCustomKeyStore, DisconnectCustomKeyStore);
