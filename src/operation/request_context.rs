//! The condition keys of a request to KMS.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>;
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>

use super::asked::{Asked, OnKey};
use super::on_key::KeyChecks;
use super::setting::Setting;
use crate::identity::AliasName;
use crate::key::{EncryptionContext, KeySpec, KeyUsage, MultiRegionKeyType, Origin, Tag, TagKey};
use crate::model::{RegionalKey, RelatedKeys};
use crate::policy::RequestContext;

/// What every request on a key has: what the key is; for IAM policies, its tags and its aliases too.
pub(super) fn on_key(set: &RelatedKeys, key: &RegionalKey, setting: &Setting<'_>) -> RequestContext {
    let shared = set.shared();
    let context = of_key(
        &shared.key_spec,
        Some(&shared.key_usage),
        &shared.origin,
        set.multi_region_key_type(&key.region),
    );
    if !setting.knows_iam_policies() {
        return context;
    }
    let aliases = setting.world().map(|world| world.aliases_of(set.key_id(), &key.region));
    let aliases = aliases.into_iter().flatten().map(AliasName::as_str);
    let context = context.with_values("kms:ResourceAliases", aliases);
    key.tags.iter().fold(context, |context, tag| {
        context.with(format!("aws:ResourceTag/{}", tag.key.as_str()), tag.value.as_str())
    })
}

/// What a key is, or is to be.
pub(super) fn of_key(
    key_spec: &KeySpec,
    key_usage: Option<&KeyUsage>,
    origin: &Origin,
    multi_region_key_type: Option<MultiRegionKeyType>,
) -> RequestContext {
    let is_multi_region = multi_region_key_type.is_some();
    let context = RequestContext::new()
        .with("kms:KeySpec", key_spec.as_str())
        .with("kms:KeyOrigin", origin.as_str())
        .with("kms:MultiRegion", truth(is_multi_region));
    let context = match key_usage {
        Some(usage) => context.with("kms:KeyUsage", usage.as_str()),
        None => context,
    };
    match multi_region_key_type {
        Some(key_type) => context.with("kms:MultiRegionKeyType", key_type.as_str()),
        None => context,
    }
}

/// The time, and what the call brings along, which wins; the request has nothing else.
pub(super) fn of_call(context: RequestContext, setting: &Setting<'_>) -> RequestContext {
    let context = context.with("aws:ViaAWSService", truth(false));
    let context = match setting.now() {
        Some(now) => context
            .with("aws:CurrentTime", now.to_string())
            .with("aws:EpochTime", now.as_second().to_string()),
        None => context,
    };
    let context = match setting.context() {
        Some(brought) => context.overlaid_by(brought),
        None => context,
    };
    context.complete()
}

/// The encryption context of a request.
pub(super) fn with_encryption_context(
    context: RequestContext,
    encryption_context: &EncryptionContext,
) -> RequestContext {
    let context = encryption_context
        .iter()
        .fold(context, |context, (key, value)| context.with(format!("kms:EncryptionContext:{key}"), value));
    context.with_values("kms:EncryptionContextKeys", encryption_context.iter().map(|(key, _)| key))
}

/// The tags that a request gives a key.
pub(super) fn with_tags(context: RequestContext, tags: &[Tag]) -> RequestContext {
    let context = tags.iter().fold(context, |context, tag| {
        context.with(format!("aws:RequestTag/{}", tag.key.as_str()), tag.value.as_str())
    });
    with_tag_keys(context, tags.iter().map(|tag| &tag.key))
}

/// The keys of the tags that a request is about.
pub(super) fn with_tag_keys<'t>(
    context: RequestContext,
    keys: impl Iterator<Item = &'t TagKey>,
) -> RequestContext {
    context.with_values("aws:TagKeys", keys.map(TagKey::as_str))
}

/// The alias by which a request names its key, and its encryption context.
pub(super) fn of_request<O: KeyChecks>(asked: &Asked<'_, O>, context: RequestContext) -> RequestContext {
    let context = match asked.reference().alias_name() {
        Some(alias) => context.with("kms:RequestAlias", alias.as_str()),
        None => context,
    };
    match O::encryption_context(asked) {
        Some(encryption_context) => with_encryption_context(context, encryption_context),
        None => context,
    }
}

/// How many whole days ago the key was last used; if it never was, since when that is known.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
pub(super) fn with_days_unused<O: OnKey>(asked: &Asked<'_, O>, context: RequestContext) -> RequestContext {
    let (Some((set, key)), Some(world), Some(now)) =
        (asked.modelled(), asked.setting.world(), asked.setting.now())
    else {
        return context;
    };
    let since = match world.last_usage(set.key_id(), &key.region) {
        Some(usage) => usage.timestamp,
        None => world.usage_tracking_start_date().max(key.creation_date),
    };
    let days = now.duration_since(since).as_hours() / 24;
    context.with("kms:TrailingDaysWithoutKeyUsage", days.to_string())
}

/// A truth value, as condition keys have it.
pub(super) const fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
