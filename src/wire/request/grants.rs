//! CreateGrant, RetireGrant, RevokeGrant, ListGrants, ListRetirableGrants.

use super::FromMembers;
use crate::identity::PrincipalArn;
use crate::key::GrantConstraints;
use crate::operation::{
    CreateGrant, GrantToRetire, ListGrants, ListRetirableGrants, RetireGrant, RevokeGrant,
};
use crate::verdict::{ErrorCode, Evidence, Place, Pointer};
use crate::wire::members::{Found, Members};
use crate::wire::text;

impl Members<'_> {
    /// A principal. For one that is none, the operations on grants declare InvalidArnException.
    fn principal(&mut self, name: &'static str, found: &mut Found) -> Option<PrincipalArn> {
        let text = self.text(name, found)?;
        if !self.keeps(name, text, &text::PRINCIPAL, found) {
            return None;
        }
        let principal = text.parse();
        principal.inspect_err(|error| found.malformed_as(ErrorCode::InvalidArn, self.place(name), error)).ok()
    }

    fn required_principal(&mut self, name: &'static str, found: &mut Found) -> Option<PrincipalArn> {
        let principal = self.principal(name, found);
        self.required(name, found, principal)
    }
}

impl FromMembers for GrantConstraints {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        Some(Self {
            encryption_context_subset: m.optional_encryption_context("EncryptionContextSubset", f),
            encryption_context_equals: m.optional_encryption_context("EncryptionContextEquals", f),
        })
    }
}

impl FromMembers for CreateGrant {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let grantee = m.required_principal("GranteePrincipal", f);
        let retiring_principal = m.principal("RetiringPrincipal", f);
        m.require("Operations", f);
        let operations = m.names("Operations", f);
        let constraints = m.object("Constraints", f, GrantConstraints::read).unwrap_or_default();
        let grant_tokens = m.grant_tokens(f);
        let name = m.constrained("Name", &text::GRANT_NAME, f);
        let dry_run = m.dry_run(f);
        Some(Self {
            retiring_principal,
            constraints,
            grant_tokens,
            name,
            dry_run,
            ..Self::new(key_id?, grantee?, operations)
        })
    }
}

/// By its token, or by its key and its ID.
impl FromMembers for RetireGrant {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let token = m.constrained("GrantToken", &text::GRANT_TOKEN, f);
        let key_id = m.constrained("KeyId", &text::KEY_ID, f);
        let grant_id = m.constrained("GrantId", &text::GRANT_ID, f);
        let dry_run = m.dry_run(f);
        let grant = match (token, key_id, grant_id) {
            (Some(token), None, None) => GrantToRetire::Token(token),
            (None, Some(key_id), Some(grant_id)) => GrantToRetire::Id { key_id, grant_id },
            _ => {
                let text = "a grant is named either by its token or by its key and its ID";
                let place = Place::at(Pointer::root());
                f.refused(place, ErrorCode::Validation, text.to_owned(), Evidence::Inferred);
                return None;
            }
        };
        Some(Self { grant, dry_run })
    }
}

impl FromMembers for RevokeGrant {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let grant_id = m.required_constrained("GrantId", &text::GRANT_ID, f);
        let dry_run = m.dry_run(f);
        Some(Self { dry_run, ..Self::new(key_id?, grant_id?) })
    }
}

impl FromMembers for ListGrants {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        let grant_id = m.constrained("GrantId", &text::GRANT_ID, f);
        let grantee_principal = m.principal("GranteePrincipal", f);
        let (limit, marker) = (m.limit(f), m.marker(f));
        Some(Self { key_id: key_id?, grant_id, grantee_principal, limit: limit?, marker })
    }
}

impl FromMembers for ListRetirableGrants {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let retiring_principal = m.required_principal("RetiringPrincipal", f);
        let (limit, marker) = (m.limit(f), m.marker(f));
        Some(Self { retiring_principal: retiring_principal?, limit: limit?, marker })
    }
}
