//! CreateAlias, UpdateAlias, DeleteAlias, ListAliases.

use super::FromMembers;
use crate::identity::AliasName;
use crate::operation::{CreateAlias, DeleteAlias, ListAliases, UpdateAlias};
use crate::verdict::{ErrorCode, Evidence};
use crate::wire::members::{Found, Members};
use crate::wire::text;

impl Members<'_> {
    /// The name of an alias. That its prefix is missing is what KMS was seen to say.
    fn alias_name(&mut self, found: &mut Found) -> Option<AliasName> {
        const NAME: &str = "AliasName";
        let name = self.constrained_or(NAME, &text::ALIAS_NAME, found, |found, place, text, error| {
            if text.starts_with("alias/") {
                return found.malformed_as(ErrorCode::Validation, place, error);
            }
            let text = "Alias must start with the prefix \"alias/\". Please see \
                        https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html";
            found.refused(place, ErrorCode::Validation, text.to_owned(), Evidence::Recorded);
        });
        self.required(NAME, found, name)
    }
}

macro_rules! aiming {
    ($($Request:ident),+) => { $(
        impl FromMembers for $Request {
            fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
                let alias_name = m.alias_name(f);
                let target = m.required_constrained("TargetKeyId", &text::KEY_ID, f);
                Some(Self::new(alias_name?, target?))
            }
        }
    )+ };
}

aiming!(CreateAlias, UpdateAlias);

impl FromMembers for DeleteAlias {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        m.alias_name(f).map(Self::new)
    }
}

impl FromMembers for ListAliases {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.constrained("KeyId", &text::KEY_ID, f);
        let (limit, marker) = (m.limit(f), m.marker(f));
        Some(Self { key_id, limit: limit?, marker })
    }
}
