//! The checks of grants and grant tokens that operations share.

use super::asked::{Asked, OnKey};
use super::setting::Setting;
use crate::identity::{GrantReference, GrantToken, KeyArn};
use crate::model::Grant;
use crate::verdict::{Broken, ErrorCode, Place, Pointer};

const GRANT_ID: Pointer = Pointer::fixed("/GrantId");
const GRANT_TOKENS: Pointer = Pointer::fixed("/GrantTokens");

/// The most grant tokens that a request may have.
pub(crate) const MAX_GRANT_TOKENS: usize = 10;

/// A request that may name a grant of the key.
pub(super) trait OnGrant: OnKey {
    fn grant_reference(&self) -> Option<&GrantReference>;
}

/// The grant that a request names, if it is there.
pub(super) fn grant<'a, O: OnGrant>(asked: &Asked<'a, O>) -> Option<&'a Grant> {
    let (set, key) = asked.modelled()?;
    let grant_id = asked.request.grant_reference()?.grant_id()?;
    asked.setting.world()?.grant(set.key_id(), &key.region, grant_id)
}

/// A text that is no grant ID.
pub(super) fn well_formed_id<O: OnGrant>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    if let Some(GrantReference::Malformed(malformed)) = asked.request.grant_reference() {
        let reason = malformed.reason();
        let place = Place::at(GRANT_ID).with_offset(reason.at_byte());
        broken.refused_in_unknown_words(ErrorCode::InvalidGrantId, place, reason.to_string());
    }
}

/// No such grant.
pub(super) fn exists<O: OnGrant>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (Some((set, key)), Some(GrantReference::GrantId(grant_id))) =
        (asked.modelled(), asked.request.grant_reference())
    else {
        return;
    };
    if grant(asked).is_none() {
        refuse_absent(&grant_id.to_string(), &set.arn_in(&key.region), GRANT_ID, broken);
    }
}

/// The key has no grant with this ID.
pub(super) fn refuse_absent(grant_id: &str, key: &KeyArn, at: Pointer, broken: &mut Broken<'_>) {
    let message = format!("the key `{key}` has no grant `{grant_id}`");
    broken.refused_in_unknown_words(ErrorCode::NotFound, Place::at(at), message);
}

/// Too many grant tokens.
pub(super) fn token_count<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let count = asked.request.grant_tokens().len();
    if count > MAX_GRANT_TOKENS {
        let message = format!("there are {count} grant tokens, a request may have {MAX_GRANT_TOKENS}");
        broken.refused_in_unknown_words(ErrorCode::Validation, Place::at(GRANT_TOKENS), message);
    }
}

/// A grant token that comes from somewhere else. What stands in KMS's own tokens is not known, so only the model can
/// tell.
pub(super) fn tokens_given<O: OnKey>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    for (index, token) in asked.request.grant_tokens().iter().enumerate() {
        token_given(token, &asked.setting, || GRANT_TOKENS.item(index), broken);
    }
}

/// The same for one token.
pub(super) fn token_given(
    token: &GrantToken,
    setting: &Setting<'_>,
    at: impl FnOnce() -> Pointer,
    broken: &mut Broken<'_>,
) {
    let (Some(_), Some(region)) = (setting.world(), setting.region()) else { return };
    if token.content().is_none_or(|content| content.key.region() != region) {
        let message = format!("the grant token is not one that CreateGrant gave in the Region `{region}`");
        broken.refused_in_unknown_words(ErrorCode::InvalidGrantToken, Place::at(at()), message);
    }
}
