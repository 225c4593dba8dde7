//! What can be read from the members of a JSON object.

use crate::identity::{GrantToken, InvalidText, KeyReference};
use crate::key::{EncryptionContext, Tag};
use crate::operation::{DryRun, Limit, LockoutSafetyCheck, MAX_GRANT_TOKENS, Marker};
use crate::verdict::{ErrorCode, Evidence};
use crate::wire::members::{Found, Members};
use crate::wire::text;

/// A request that is read from the members of a JSON object; members that KMS does not know are passed over.
pub(in crate::wire) trait FromMembers: Sized {
    fn read(members: &mut Members<'_>, found: &mut Found) -> Option<Self>;
}

impl Members<'_> {
    pub(super) fn key_id(&mut self, found: &mut Found) -> Option<KeyReference> {
        self.required_constrained("KeyId", &text::KEY_ID, found)
    }

    pub(super) fn grant_tokens(&mut self, found: &mut Found) -> Vec<GrantToken> {
        const NAME: &str = "GrantTokens";
        let tokens: Vec<GrantToken> = self.texts(NAME, found);
        if tokens.len() > MAX_GRANT_TOKENS {
            let value = tokens.iter().map(GrantToken::as_str).collect::<Vec<_>>().join(", ");
            let demand = format!("have length less than or equal to {MAX_GRANT_TOKENS}");
            let (place, path) = (self.place(NAME), self.path(NAME));
            found.out_of_constraint(place, NAME, &path, &format!("[{value}]"), &demand, Evidence::Inferred);
        }
        tokens
    }

    pub(super) fn dry_run(&mut self, found: &mut Found) -> DryRun {
        match self.boolean("DryRun", found) {
            Some(true) => DryRun::Yes,
            _ => DryRun::No,
        }
    }

    pub(in crate::wire) fn lockout_safety_check(&mut self, found: &mut Found) -> LockoutSafetyCheck {
        match self.boolean("BypassPolicyLockoutSafetyCheck", found) {
            Some(true) => LockoutSafetyCheck::Bypassed,
            _ => LockoutSafetyCheck::Made,
        }
    }

    pub(super) fn tags(&mut self, found: &mut Found) -> Vec<Tag> {
        self.objects("Tags", found, Tag::read)
    }

    /// The encryption context in a member of this name.
    pub(super) fn encryption_context(&mut self, name: &'static str, found: &mut Found) -> EncryptionContext {
        self.optional_encryption_context(name, found).unwrap_or_default()
    }

    /// The limit of a page; beyond what the list takes, it is the most that a page has.
    pub(super) fn limit<const MAX: u16, const DEFAULT: u16>(
        &mut self,
        found: &mut Found,
    ) -> Option<Limit<MAX, DEFAULT>> {
        let Some(items) = self.number_between("Limit", 1, 1000, found) else { return Some(Limit::DEFAULT) };
        match Limit::new(u64::from(items)) {
            Ok(limit) => Some(limit),
            Err(error) => {
                found.refused(
                    self.place("Limit"),
                    ErrorCode::Validation,
                    error.to_string(),
                    Evidence::Inferred,
                );
                None
            }
        }
    }

    pub(super) fn marker(&mut self, found: &mut Found) -> Option<Marker> {
        self.constrained("Marker", &text::MARKER, found)
    }

    /// A list of texts, each of which is a value.
    pub(super) fn texts<T: std::str::FromStr<Err = InvalidText>>(
        &mut self,
        name: &'static str,
        found: &mut Found,
    ) -> Vec<T> {
        let texts: Vec<String> = self.names(name, found);
        let mut values = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            match text.parse() {
                Ok(value) => values.push(value),
                Err(error) => found.malformed_item(self.place(name), index, &error),
            }
        }
        values
    }
}
