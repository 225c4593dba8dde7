//! Tags; TagResource, UntagResource, ListResourceTags.

use super::FromMembers;
use crate::key::Tag;
use crate::operation::{ListResourceTags, TagResource, UntagResource};
use crate::wire::members::{Found, Members};
use crate::wire::text;

impl FromMembers for Tag {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key = m.required_constrained("TagKey", &text::TAG_KEY, f);
        let value = m.required_constrained("TagValue", &text::TAG_VALUE, f);
        Some(Self { key: key?, value: value? })
    }
}

impl FromMembers for TagResource {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        m.require("Tags", f);
        let tags = m.tags(f);
        Some(Self::new(key_id?, tags))
    }
}

impl FromMembers for UntagResource {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        m.require("TagKeys", f);
        let keys = m.texts("TagKeys", f);
        Some(Self::new(key_id?, keys))
    }
}

impl FromMembers for ListResourceTags {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, limit, marker) = (m.key_id(f), m.limit(f), m.marker(f));
        Some(Self { key_id: key_id?, limit: limit?, marker })
    }
}
