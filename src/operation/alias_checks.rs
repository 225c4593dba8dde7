//! The checks of the alias that a request names, which the operations on aliases share.

use super::asked::Known;
use super::authorization::Requested;
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use crate::identity::AliasName;
use crate::model::{Alias, Caller};
use crate::policy::Action;
use crate::verdict::{Broken, ErrorCode, Place, Pointer};

pub(super) fn place() -> Place {
    Place::at(Pointer::fixed("/AliasName"))
}

/// A name that is reserved for the keys that AWS manages. Emulators refuse it with NotAuthorizedException, which KMS
/// does not declare.
pub(super) fn not_reserved(name: &AliasName, broken: &mut Broken<'_>) {
    if name.is_aws_managed() {
        let message = format!("the name `{name}` begins with `alias/aws/`, which is reserved for AWS");
        broken.refused_in_unknown_words(ErrorCode::NotAuthorized, place(), message);
    }
}

/// The alias of this name in the caller's account and the Region that is called, if there is one.
pub(super) fn alias<'a>(name: &AliasName, setting: &Setting<'a>) -> Option<&'a Alias> {
    setting.world()?.alias(setting.caller().map(Caller::account)?, setting.region()?, name)
}

/// Whether it is known that there is no such alias.
pub(super) fn is_absent(name: &AliasName, setting: &Setting<'_>) -> bool {
    setting.world().is_some() && alias(name, setting).is_none()
}

/// The key that the alias of this name belongs to, if there is one.
pub(super) fn belongs_to<'a>(name: &AliasName, setting: &Setting<'a>) -> Option<Known<'a>> {
    let set = setting.world()?.set(alias(name, setting)?.key_id)?;
    Some(Known::Modelled { set, key: set.key_in(setting.region()?)? })
}

/// The permission that is needed on the alias itself.
pub(super) fn permission_on_alias(
    action: &'static str,
    name: &AliasName,
    setting: &Setting<'_>,
) -> Permission {
    Permission {
        action,
        region: setting.region().cloned(),
        resource: match setting.alias_arn(name) {
            Some(arn) => Resource::Alias(arn),
            None => Resource::NamedAlias(name.clone()),
        },
        granted_by: GrantedBy::IamPolicy,
    }
}

/// The IAM policies of the caller, for the alias itself.
pub(super) fn authorized(action: Action, name: &AliasName, setting: &Setting<'_>, broken: &mut Broken<'_>) {
    if setting.knows_iam_policies()
        && let Some(arn) = setting.alias_arn(name)
    {
        let request = Requested::of(action, setting);
        request.check_by_iam(Resource::Alias(arn), setting.region(), place(), broken);
    }
}

/// Policies and grants, for the key that an alias belongs to.
pub(super) fn key_authorized(
    action: Action,
    name: &AliasName,
    setting: &Setting<'_>,
    broken: &mut Broken<'_>,
) {
    if let Some(Known::Modelled { set, key }) = belongs_to(name, setting) {
        Requested::of(action, setting).check_on_key(set, key, place, broken);
    }
}
