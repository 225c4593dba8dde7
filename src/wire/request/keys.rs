//! CreateKey, ReplicateKey, UpdatePrimaryRegion, DescribeKey, EnableKey, DisableKey, UpdateKeyDescription,
//! GetKeyLastUsage.

use super::FromMembers;
use crate::operation::{
    CreateKey, DescribeKey, DisableKey, EnableKey, GetKeyLastUsage, MultiRegion, ReplicateKey,
    UpdateKeyDescription, UpdatePrimaryRegion,
};
use crate::wire::members::{Found, Members};
use crate::wire::{replicate_key, text};

impl FromMembers for CreateKey {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let default = Self::default();
        let multi_region = m.boolean("MultiRegion", f);
        // The old name of the same member, which old clients send.
        let key_spec = m.name("KeySpec", f).or_else(|| m.name("CustomerMasterKeySpec", f));
        Some(Self {
            multi_region: if multi_region == Some(true) { MultiRegion::Yes } else { MultiRegion::No },
            key_spec: key_spec.unwrap_or(default.key_spec),
            key_usage: m.name("KeyUsage", f),
            origin: m.name("Origin", f).unwrap_or(default.origin),
            custom_key_store_id: m.constrained("CustomKeyStoreId", &text::CUSTOM_KEY_STORE_ID, f),
            xks_key_id: m.constrained("XksKeyId", &text::XKS_KEY_ID, f),
            policy: m.constrained("Policy", &text::POLICY, f),
            lockout_safety_check: m.lockout_safety_check(f),
            description: m.constrained("Description", &text::DESCRIPTION, f).unwrap_or_default(),
            tags: m.tags(f),
        })
    }
}

impl FromMembers for ReplicateKey {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        replicate_key::read(m, f)
    }
}

impl FromMembers for UpdatePrimaryRegion {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, region) = (m.key_id(f), m.required_constrained("PrimaryRegion", &text::REGION, f));
        Some(Self::new(key_id?, region?))
    }
}

impl FromMembers for UpdateKeyDescription {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, description) =
            (m.key_id(f), m.required_constrained("Description", &text::DESCRIPTION, f));
        Some(Self::new(key_id?, description?))
    }
}

/// Requests in which nothing is said but the key.
macro_rules! of_key_alone {
    ($($Request:ident),+) => { $(
        impl FromMembers for $Request {
            fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
                m.key_id(f).map(Self::new)
            }
        }
    )+ };
}
pub(super) use of_key_alone;

of_key_alone!(DisableKey, EnableKey, GetKeyLastUsage);

/// Its grant tokens add nothing, and are only read.
impl FromMembers for DescribeKey {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let _ = m.grant_tokens(f);
        key_id.map(Self::new)
    }
}
