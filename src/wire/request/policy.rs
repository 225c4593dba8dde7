//! PutKeyPolicy, GetKeyPolicy, ListKeyPolicies.

use super::FromMembers;
use crate::operation::{GetKeyPolicy, ListKeyPolicies, PutKeyPolicy};
use crate::verdict::{ErrorCode, Evidence};
use crate::wire::members::{Found, Members};
use crate::wire::text;

impl Members<'_> {
    /// The name of the policy, which can be left out, and is `default`.
    fn policy_name(&mut self, found: &mut Found) {
        let name = self.text("PolicyName", found).filter(|name| *name != "default");
        if let Some(name) = name.filter(|name| self.keeps("PolicyName", name, &text::POLICY_NAME, found)) {
            let text = match name {
                "AWS_RAM" => "The AWS_RAM policy can only be managed by the RAM service.".to_owned(),
                name => format!("there is no key policy `{}`", name.escape_debug()),
            };
            let (code, evidence) = match name {
                "AWS_RAM" => (ErrorCode::Validation, Evidence::Documented),
                _ => (ErrorCode::NotFound, Evidence::Inferred),
            };
            found.refused(self.place("PolicyName"), code, text, evidence);
        }
    }
}

impl FromMembers for PutKeyPolicy {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        m.policy_name(f);
        let policy = m.required_constrained("Policy", &text::POLICY, f);
        let lockout_safety_check = m.lockout_safety_check(f);
        Some(Self { lockout_safety_check, ..Self::new(key_id?, policy?) })
    }
}

impl FromMembers for GetKeyPolicy {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let key_id = m.key_id(f);
        m.policy_name(f);
        key_id.map(Self::new)
    }
}

impl FromMembers for ListKeyPolicies {
    fn read(m: &mut Members<'_>, f: &mut Found) -> Option<Self> {
        let (key_id, limit, marker) = (m.key_id(f), m.limit(f), m.marker(f));
        Some(Self { key_id: key_id?, limit: limit?, marker })
    }
}
