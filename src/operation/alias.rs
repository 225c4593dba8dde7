//! CreateAlias and UpdateAlias: give a key an alias, and give an alias another key.

use super::asked::{Asked, Known, OnKey, Target};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{alias_checks, key_checks, key_states, rule};
use crate::identity::{AcceptedForms, AliasName, KeyReference};
use crate::key::KeySpec;
use crate::model::{Alias, Call, Change, World};
use crate::policy::Action;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report};

/// A request to give a key an alias.
///
/// An alias belongs to one key of its own account and Region, where its name is its own; it is deleted with the key.
/// Related keys have their aliases each for itself: the same name in two Regions is two aliases, which may stand for
/// different keys.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateAlias, CreateKey, DescribeKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output;
///
/// let create = CreateAlias::new("alias/orders".parse()?, key.key_id.into());
/// kms.call(&create, &call)?;
/// let described = kms.call(&DescribeKey::new("alias/orders".parse()?), &call)?.output;
/// assert_eq!(described, key);
///
/// assert_eq!(
///     kms.call(&create, &call).unwrap_err().to_string(),
///     "AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:111122223333:alias/orders already exists",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateAlias {
    /// The name of the alias.
    pub alias_name: AliasName,
    /// The key: a key ID or key ARN.
    pub target_key_id: KeyReference,
}

/// A request to give an alias another key of the same account and Region.
///
/// Both keys are symmetric encryption keys, or asymmetric keys, or HMAC keys, and have the same key usage. The key that
/// the alias belonged to may be in any state. To give the alias the key that it has is accepted.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::{KeySpec, KeyUsage};
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateAlias, CreateKey, DescribeKey, UpdateAlias};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let old = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// let new = kms.call(&CreateKey::default(), &call)?.output.key_id;
/// kms.call(&CreateAlias::new("alias/orders".parse()?, old.into()), &call)?;
///
/// kms.call(&UpdateAlias::new("alias/orders".parse()?, new.into()), &call)?;
/// let described = kms.call(&DescribeKey::new("alias/orders".parse()?), &call)?.output;
/// assert_eq!(described.key_id, new);
///
/// let signing = CreateKey {
///     key_spec: KeySpec::EccNistP256,
///     key_usage: Some(KeyUsage::SignVerify),
///     ..CreateKey::default()
/// };
/// let signing = kms.call(&signing, &call)?.output.key_id;
/// let refusal = kms.call(&UpdateAlias::new("alias/orders".parse()?, signing.into()), &call).unwrap_err();
/// assert_eq!(refusal.rule().id(), "alias/key/same-class");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateAlias {
    /// The name of the alias.
    pub alias_name: AliasName,
    /// The key that it is to belong to: a key ID or key ARN.
    pub target_key_id: KeyReference,
}

/// A request that names an alias and the key that it is to belong to.
trait Aims: OnKey {
    const ACTION: Action;

    fn alias_name(&self) -> &AliasName;
}

macro_rules! aiming {
    ($Request:ident, $what:literal) => {
        impl $Request {
            /// Which forms of `TargetKeyId` the operation takes.
            pub const ACCEPTED_FORMS: AcceptedForms = AcceptedForms::Keys;

            #[doc = $what]
            #[must_use]
            pub const fn new(alias_name: AliasName, target_key_id: KeyReference) -> Self {
                Self { alias_name, target_key_id }
            }
        }

        impl OnKey for $Request {
            const ACCEPTED_FORMS: AcceptedForms = Self::ACCEPTED_FORMS;
            const MEMBER: Pointer = Pointer::fixed("/TargetKeyId");

            fn key_reference(&self) -> &KeyReference {
                &self.target_key_id
            }
        }

        impl Aims for $Request {
            const ACTION: Action = Action::$Request;

            fn alias_name(&self) -> &AliasName {
                &self.alias_name
            }
        }
    };
}

aiming!(CreateAlias, "A request to give this key an alias of this name.");
aiming!(UpdateAlias, "A request to give the alias of this name this key.");

impl CreateAlias {
    /// The permissions that the caller needs: one and the same, on the alias and on the key.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        let asked = Asked::new(self, setting);
        vec![
            alias_checks::permission_on_alias("kms:CreateAlias", &self.alias_name, setting),
            asked.permission("kms:CreateAlias"),
        ]
    }
}

impl UpdateAlias {
    /// The permissions that the caller needs: one and the same, on the alias, on the key that it is to belong to, and
    /// on the key that it belongs to, where that is known and another one.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        let asked = Asked::new(self, setting);
        let mut permissions = vec![
            alias_checks::permission_on_alias("kms:UpdateAlias", &self.alias_name, setting),
            asked.permission("kms:UpdateAlias"),
        ];
        let now = alias_checks::belongs_to(&self.alias_name, setting).map(|known| known.arn());
        permissions.extend(now.filter(|now| Some(now) != asked.arn().as_ref()).map(|now| Permission {
            action: "kms:UpdateAlias",
            region: setting.region().cloned(),
            resource: Resource::Key(now),
            granted_by: GrantedBy::KeyPolicy,
        }));
        permissions
    }
}

impl KeyChecks for CreateAlias {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::ALIAS_NOT_RESERVED, test: not_reserved }];

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::AUTHORIZED_BY_IAM, test: authorized },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::ALIAS_IS_NEW, test: is_new },
        Check { rule: &rule::ALIASES_PER_KEY, test: aliases_per_key },
    ];
}

impl KeyChecks for UpdateAlias {
    const BEFORE_THE_KEY: &'static [Check<Asked<'static, Self>>] =
        &[Check { rule: &rule::ALIAS_NOT_RESERVED, test: not_reserved }];

    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::ALIAS_EXISTS, test: exists },
        Check { rule: &rule::AUTHORIZED_BY_IAM, test: authorized },
        Check { rule: &rule::AUTHORIZED, test: key_of_alias_authorized },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::SAME_KEY_CLASS, test: same_class },
        Check { rule: &rule::SAME_KEY_USAGE, test: same_usage },
        Check { rule: &rule::ALIASES_PER_KEY, test: aliases_per_key },
    ];
}

impl Operation for CreateAlias {
    const NAME: OperationName = OperationName::CreateAlias;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = Change::AliasCreated { alias: self.alias_name.clone() };
        Ok(on.decision("CreateAlias", (), Some(change)))
    }
}

impl Operation for UpdateAlias {
    const NAME: OperationName = OperationName::UpdateAlias;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let change = Change::AliasUpdated { alias: self.alias_name.clone() };
        Ok(on.decision("UpdateAlias", (), Some(change)))
    }
}

/// The alias, for which IAM policies decide.
fn authorized<O: Aims>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    alias_checks::authorized(O::ACTION, asked.request.alias_name(), &asked.setting, broken);
}

/// The key that the alias belonged to before, unless it is to keep it.
fn key_of_alias_authorized(asked: &Asked<'_, UpdateAlias>, broken: &mut Broken<'_>) {
    if both(asked).is_some_and(|[now, target]| now.arn() == target.arn()) {
        return;
    }
    alias_checks::key_authorized(UpdateAlias::ACTION, &asked.request.alias_name, &asked.setting, broken);
}

/// A name that is reserved for AWS.
fn not_reserved<O: Aims>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    alias_checks::not_reserved(asked.request.alias_name(), broken);
}

/// The alias of that name, if there is one.
fn alias<'a, O: Aims>(asked: &Asked<'a, O>) -> Option<&'a Alias> {
    alias_checks::alias(asked.request.alias_name(), &asked.setting)
}

/// A name that is taken.
fn is_new(asked: &Asked<'_, CreateAlias>, broken: &mut Broken<'_>) {
    if alias(asked).is_none() {
        return;
    }
    let name = &asked.request.alias_name;
    let message = format!("there is an alias `{name}` in the account and the Region already");
    match asked.setting.alias_arn(name) {
        Some(arn) => {
            let text = format!("An alias with the name {arn} already exists");
            broken.refused(ErrorCode::AlreadyExists, text, Evidence::Recorded, alias_checks::place(), message)
        }
        None => broken.refused_in_unknown_words(ErrorCode::AlreadyExists, alias_checks::place(), message),
    }
    .help("call UpdateAlias to give it this key");
}

/// A name that no alias has.
fn exists(asked: &Asked<'_, UpdateAlias>, broken: &mut Broken<'_>) {
    let (name, setting) = (&asked.request.alias_name, &asked.setting);
    if alias_checks::is_absent(name, setting) {
        key_checks::alias_not_found(name, setting.alias_arn(name), alias_checks::place(), broken);
    }
}

/// What an alias cannot leave: keys of another class are used by other operations. The keys of the model are all of a
/// spec that it knows.
fn class(key_spec: &KeySpec) -> &'static str {
    match key_spec {
        KeySpec::SymmetricDefault => "symmetric encryption",
        KeySpec::Hmac224 | KeySpec::Hmac256 | KeySpec::Hmac384 | KeySpec::Hmac512 => "HMAC",
        _ => "asymmetric",
    }
}

/// The key that the alias belongs to and the one that it is to belong to, where both are known.
fn both<'a>(asked: &Asked<'a, UpdateAlias>) -> Option<[Known<'a>; 2]> {
    let Target::Known(target) = asked.target else { return None };
    Some([alias_checks::belongs_to(&asked.request.alias_name, &asked.setting)?, target])
}

/// A key of another class than the alias's. Which exception KMS gives is not known: the operation declares none that
/// fits, so it is taken to be the one that no operation declares.
fn same_class(asked: &Asked<'_, UpdateAlias>, broken: &mut Broken<'_>) {
    let Some([now, target]) = both(asked) else { return };
    let [from, to] = [now, target].map(|key| class(key.key_spec()));
    if from != to {
        let place = Place::at(UpdateAlias::MEMBER);
        let message = format!(
            "the alias belongs to a key of spec {} ({from}), the target is one of spec {} ({to})",
            now.key_spec(),
            target.key_spec()
        );
        broken
            .refused_in_unknown_words(ErrorCode::Validation, place, message)
            .help("delete the alias and create it for the other key");
    }
}

/// A key of another usage than the alias's.
fn same_usage(asked: &Asked<'_, UpdateAlias>, broken: &mut Broken<'_>) {
    let Some([from, to]) = both(asked).map(|keys| keys.map(|key| key.key_usage())) else { return };
    if from != to {
        let place = Place::at(UpdateAlias::MEMBER);
        let message = format!("the alias belongs to a key for {from}, the target is one for {to}");
        broken
            .refused_in_unknown_words(ErrorCode::Validation, place, message)
            .help("delete the alias and create it for the other key");
    }
}

/// A key with as many aliases as it may have.
fn aliases_per_key<O: Aims>(asked: &Asked<'_, O>, broken: &mut Broken<'_>) {
    let (Some((set, key)), Some(world)) = (asked.modelled(), asked.setting.world()) else { return };
    let (count, most) =
        (world.aliases_of(set.key_id(), &key.region).len(), asked.setting.quotas().aliases_per_key);
    let has_it_already = alias(asked).is_some_and(|alias| alias.key_id == set.key_id());
    if count >= most && !has_it_already {
        let message = format!("the key has {count} aliases, the quota is {most}");
        broken.refused_in_unknown_words(ErrorCode::LimitExceeded, Place::at(O::MEMBER), message);
    }
}
