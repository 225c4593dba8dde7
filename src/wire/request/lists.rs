//! ListKeys and ListKeyRotations.

use super::FromMembers;
use crate::operation::{ListKeyRotations, ListKeys};
use crate::wire::members::{Found, Members};

impl FromMembers for ListKeys {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (limit, marker) = (m.limit(f), m.marker(f));
        Some(Self { limit: limit?, marker })
    }
}

impl FromMembers for ListKeyRotations {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let include = m.name("IncludeKeyMaterial", f);
        let (limit, marker) = (m.limit(f), m.marker(f));
        let request = Self { limit: limit?, marker, ..Self::new(key_id?) };
        Some(match include {
            Some(include_key_material) => Self { include_key_material, ..request },
            None => request,
        })
    }
}
