//! CreateKey: make a single-Region key, or the primary key of a new set of related keys.

use super::authorization::Requested;
use super::contract::{Decision, Operation};
use super::lockout::LockoutSafetyCheck;
use super::name::OperationName;
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{custom_key_store_checks, member_checks, policy_checks, request_context, rule};
use crate::identity::{CustomKeyStoreId, Partition, XksKeyId};
use crate::key::{
    Combination, Description, KeyMetadata, KeySpec, KeyUsage, MultiRegionKeyType, Origin, Tag, Tags, tag_rule,
};
use crate::model::{
    Call, Caller, Change, CustomKeyStoreBacking, CustomKeyStoreKey, Event, ImportedMaterials, RegionalKey,
    RelatedKeys, Seed, SharedMaterial, SharedProperties, Trail, World, first_state,
};
use crate::policy::rule::text as policy_rule;
use crate::policy::{self, Action, KeyKind, PolicyText, RequestContext};
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report};

/// A request to make a KMS key.
///
/// Every member has a default; `CreateKey::default()` asks for a single-Region symmetric encryption key. The key
/// is Enabled at once, or PendingImport if its material is to be imported. That no other key of an external key store has
/// the same external key is not checked.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::key::KeySpec;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::CreateKey;
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
///
/// let key = kms.call(&CreateKey::multi_region(), &call)?.output;
/// assert!(key.key_id.as_str().starts_with("mrk-"));
///
/// let rsa = CreateKey { key_spec: KeySpec::Rsa2048, ..CreateKey::default() };
/// assert_eq!(
///     kms.call(&rsa, &call).unwrap_err().message(),
///     "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreateKey {
    /// Whether the key is the primary of a new set; it can never be changed.
    pub multi_region: MultiRegion,
    /// The type of key material.
    pub key_spec: KeySpec,
    /// What the key may be used for; required unless the key spec is SYMMETRIC_DEFAULT.
    pub key_usage: Option<KeyUsage>,
    /// Where the key material comes from.
    pub origin: Origin,
    /// The custom key store to make the key in.
    pub custom_key_store_id: Option<CustomKeyStoreId>,
    /// The key outside of AWS that backs a key in an external key store.
    pub xks_key_id: Option<XksKeyId>,
    /// The key policy; `None` for the default key policy.
    pub policy: Option<PolicyText>,
    /// Whether KMS makes sure that the caller can change the policy again.
    pub lockout_safety_check: LockoutSafetyCheck,
    /// The description.
    pub description: Description,
    /// The tags.
    pub tags: Vec<Tag>,
}

/// Whether a new key can have replicas: the member `MultiRegion`.
///
/// ```
/// use kms_mrk::operation::{CreateKey, MultiRegion};
///
/// assert_eq!(CreateKey::default().multi_region, MultiRegion::No);
/// assert_eq!(CreateKey::multi_region().multi_region, MultiRegion::Yes);
/// ```
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html#KMS-CreateKey-request-MultiRegion>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MultiRegion {
    /// A single-Region key: the default.
    #[default]
    No,
    /// A multi-Region primary key.
    Yes,
}

impl Default for CreateKey {
    fn default() -> Self {
        Self {
            multi_region: MultiRegion::No,
            key_spec: KeySpec::SymmetricDefault,
            key_usage: None,
            origin: Origin::AwsKms,
            custom_key_store_id: None,
            xks_key_id: None,
            policy: None,
            lockout_safety_check: LockoutSafetyCheck::Made,
            description: Description::default(),
            tags: Vec::new(),
        }
    }
}

impl CreateKey {
    /// A request for a multi-Region primary key, symmetric, with material that KMS makes.
    #[must_use]
    pub fn multi_region() -> Self {
        Self { multi_region: MultiRegion::Yes, ..Self::default() }
    }

    /// The permissions that the caller needs in the Region that is called.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        let by_iam = |action| Permission {
            action,
            region: setting.region().cloned(),
            resource: Resource::Any,
            granted_by: GrantedBy::IamPolicy,
        };
        let mut permissions = vec![by_iam("kms:CreateKey")];
        if self.multi_region == MultiRegion::Yes {
            permissions.push(by_iam("iam:CreateServiceLinkedRole"));
        }
        if !self.tags.is_empty() {
            permissions.push(by_iam("kms:TagResource"));
        }
        permissions
    }

    /// Adds the condition keys of the request.
    fn conditions(&self, context: RequestContext) -> RequestContext {
        let key_type = (self.multi_region == MultiRegion::Yes).then_some(MultiRegionKeyType::Primary);
        let of_key = request_context::of_key(&self.key_spec, self.usage().as_ref(), &self.origin, key_type);
        let is_bypassed = self.lockout_safety_check == LockoutSafetyCheck::Bypassed;
        let of_key = of_key.with("kms:BypassPolicyLockoutSafetyCheck", request_context::truth(is_bypassed));
        request_context::with_tags(context.overlaid_by(&of_key), &self.tags)
    }

    fn usage(&self) -> Option<KeyUsage> {
        self.key_usage.clone().or_else(|| self.key_spec.default_usage())
    }

    /// What the new key says of its custom key store, if it is made in one.
    fn custom_key_store_key(&self, world: &World) -> Option<CustomKeyStoreKey> {
        let custom_key_store_id = self.custom_key_store_id.clone()?;
        Some(match &world.custom_key_store(&custom_key_store_id)?.backing {
            CustomKeyStoreBacking::AwsCloudHsm { cloud_hsm_cluster_id } => CustomKeyStoreKey::AwsCloudHsm {
                custom_key_store_id,
                cloud_hsm_cluster_id: cloud_hsm_cluster_id.clone(),
            },
            CustomKeyStoreBacking::ExternalKeyStore => CustomKeyStoreKey::ExternalKeyStore {
                custom_key_store_id,
                xks_key_id: self.xks_key_id.clone()?,
            },
        })
    }
}

/// A request and what is known around it; there is no key yet.
struct Asked<'a> {
    request: &'a CreateKey,
    setting: &'a Setting<'a>,
}

impl Subject for Asked<'static> {
    type In<'a> = Asked<'a>;
}

/// The rules, in the order in which this crate takes KMS to check.
#[rustfmt::skip]
static CHECKS: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ENDPOINT, test: |asked, broken| member_checks::endpoint(asked.setting, broken) },
    Check { rule: &rule::AUTHORIZED_BY_IAM, test: authorized },
    Check { rule: &rule::LISTED_VALUES, test: listed_values },
    Check { rule: &rule::USAGE_GIVEN, test: usage_given },
    Check { rule: &rule::USAGE_EXISTS, test: usage_exists },
    Check { rule: &rule::CUSTOM_KEY_STORE_IS_REGIONAL, test: custom_key_store_is_regional },
    Check { rule: &rule::ORIGIN_OF_STORE, test: origin_of_store },
    Check { rule: &rule::XKS_KEY_OF_ORIGIN, test: xks_key_of_origin },
    Check { rule: &rule::SYMMETRIC_IN_STORE, test: symmetric_in_store },
    Check { rule: &rule::CUSTOM_KEY_STORE_EXISTS, test: custom_key_store_exists },
    Check { rule: &rule::CUSTOM_KEY_STORE_OF_TYPE, test: custom_key_store_of_type },
    Check { rule: &rule::CUSTOM_KEY_STORE_CONNECTED, test: custom_key_store_connected },
    Check { rule: &rule::XKS_KEY_IS_FREE, test: xks_key_is_free },
    Check { rule: &rule::CHINA_ONLY, test: china_only },
    Check { rule: &rule::MULTI_REGION_OFFERED_HERE, test: multi_region_offered },
    Check { rule: &policy_rule::JSON_OBJECT, test: key_policy },
    Check { rule: &rule::LOCKOUT_CHECK_KEPT, test: |asked, broken| member_checks::lockout_check_kept(asked.request.lockout_safety_check, broken) },
    Check { rule: &tag_rule::COUNT, test: |asked, broken| member_checks::tag_count(&asked.request.tags, asked.setting, broken) },
    Check { rule: &tag_rule::RESERVED_PREFIX, test: |asked, broken| member_checks::tag_prefix(&asked.request.tags, broken) },
    Check { rule: &tag_rule::UNIQUE_KEYS, test: |asked, broken| member_checks::tag_keys(&asked.request.tags, broken) },
    Check { rule: &tag_rule::USUAL_CHARACTERS, test: |asked, broken| member_checks::tag_characters(&asked.request.tags, broken) },
    Check { rule: &rule::KEYS_PER_REGION, test: keys_per_region },
];

fn key_policy(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let Asked { request, setting } = *asked;
    let kind = match request.multi_region {
        MultiRegion::Yes => KeyKind::Primary,
        MultiRegion::No => KeyKind::SingleRegion,
    };
    let mut key = policy::Setting::new().with_key(kind);
    if let Some(region) = setting.region() {
        key = key.with_region(region);
    }
    policy_checks::policy(request.policy.as_ref(), request.lockout_safety_check, key, None, setting, broken);
}

impl Operation for CreateKey {
    const NAME: OperationName = OperationName::CreateKey;
    type Output = KeyMetadata;

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(CHECKS, &Asked { request: self, setting })
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<KeyMetadata>, KmsError> {
        let setting = Setting::of(world, call);
        check::decide(CHECKS, &Asked { request: self, setting: &setting })?;

        let key_id = world.next_key_id(match self.multi_region {
            MultiRegion::Yes => Seed::multi_region_key_id,
            MultiRegion::No => Seed::single_region_key_id,
        });
        #[expect(clippy::expect_used, reason = "INVARIANT: the checks ENDPOINT and USAGE_GIVEN have passed")]
        let (partition, key_usage) = (
            world.geography().partition(call.region()).expect("the partition is known"),
            self.usage().expect("the usage is given"),
        );
        let is_symmetric = self.key_spec == KeySpec::SymmetricDefault;
        let shared = SharedProperties {
            key_id,
            account: call.caller().account(),
            partition,
            key_spec: self.key_spec.clone(),
            key_usage,
            material: match is_symmetric && self.origin == Origin::AwsKms {
                true => SharedMaterial::generated(key_id),
                false => SharedMaterial::default(),
            },
            origin: self.origin.clone(),
        };
        let now = world.time_of(call);
        let key = RegionalKey {
            region: call.region().clone(),
            creation_date: now,
            description: self.description.clone(),
            policy: self.policy.clone(),
            tags: Tags::try_from(self.tags.clone())?,
            state: first_state(&self.origin),
            imported_materials: ImportedMaterials::default(),
            custom_key_store: self.custom_key_store_key(world).map(Box::new),
        };
        let set = RelatedKeys::created(shared, key);
        Ok(Decision {
            output: set.metadata_of(set.primary()),
            trail: Trail::of("CreateKey", set.arn_in(call.region()), now),
            events: vec![Event {
                subject: key_id.into(),
                region: call.region().clone(),
                at: now,
                change: Change::KeyCreated {
                    shared: Box::new(set.shared().clone()),
                    key: Box::new(set.primary().clone()),
                },
            }],
        })
    }
}

/// KMS wants `kms:TagResource` of who creates a key with tags; whether the account has the service-linked role of
/// multi-Region keys already, for which `iam:CreateServiceLinkedRole` is needed, is not known.
fn authorized(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let Asked { request, setting } = *asked;
    let conditions = |context| request.conditions(context);
    let actions = [Some(Action::CreateKey), (!request.tags.is_empty()).then_some(Action::TagResource)];
    for action in actions.into_iter().flatten() {
        let requested = Requested { conditions: &conditions, ..Requested::of(action, setting) };
        requested.check_by_iam(Resource::Any, setting.region(), Place::at(Pointer::root()), broken);
    }
}

fn names<'a>(values: impl Iterator<Item = &'a KeyUsage>) -> String {
    values.map(KeyUsage::as_str).collect::<Vec<_>>().join(", ")
}

fn member(name: &str) -> Place {
    Place::at(Pointer::to(name))
}

/// A name that KMS does not list.
fn listed_values(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { key_spec, key_usage, origin, .. } = asked.request;
    if !key_spec.is_listed() {
        member_checks::not_listed("KeySpec", key_spec.as_str(), KeySpec::ALL, broken);
    }
    if let Some(usage) = key_usage.as_ref().filter(|usage| !usage.is_listed()) {
        member_checks::not_listed("KeyUsage", usage.as_str(), KeyUsage::ALL, broken);
    }
    if !origin.is_listed() {
        member_checks::not_listed("Origin", origin.as_str(), Origin::ALL, broken);
    }
}

/// No usage for a key spec that has no default.
fn usage_given(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let spec = &asked.request.key_spec;
    if spec.is_listed() && asked.request.usage().is_none() {
        let text = "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.";
        let message = format!("KeyUsage is missing for a key of spec {spec}");
        broken
            .refused(ErrorCode::Validation, text, Evidence::Recorded, member("KeyUsage"), message)
            .help(format!("the usages of {spec} are {}", names(spec.usages())));
    }
}

/// A usage that keys of the spec cannot have.
fn usage_exists(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let spec = &asked.request.key_spec;
    let Some(usage) = asked.request.usage().filter(KeyUsage::is_listed) else { return };
    if spec.is_listed() && Combination::of(spec, &usage).is_none() {
        let text = format!("KeyUsage {usage} is not compatible with KeySpec {spec}");
        let message = format!("a key of spec {spec} cannot have the usage {usage}");
        broken
            .refused(ErrorCode::Validation, text, Evidence::Recorded, member("KeyUsage"), message)
            .help(format!("the usages of {spec} are {}", names(spec.usages())));
    }
}

/// A multi-Region key in a custom key store.
fn custom_key_store_is_regional(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, custom_key_store_id, multi_region, .. } = asked.request;
    if *multi_region == MultiRegion::Yes && (custom_key_store_id.is_some() || !origin.can_be_multi_region()) {
        let message = "a multi-Region key cannot be made in a custom key store";
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, member("MultiRegion"), message);
    }
}

/// A custom key store for material that is not kept in one.
fn origin_of_store(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, custom_key_store_id, .. } = asked.request;
    if custom_key_store_id.is_some() && origin.is_listed() && !origin.is_custom_key_store() {
        let message = format!("CustomKeyStoreId is given for a key with Origin {origin}");
        broken.refused_in_unknown_words(
            ErrorCode::UnsupportedOperation,
            custom_key_store_checks::place(),
            message,
        );
    }
}

/// An external key for a key that has none behind it, or none for one that needs one. KMS declares no exception for it.
fn xks_key_of_origin(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, xks_key_id, .. } = asked.request;
    let message = match (origin, xks_key_id) {
        (Origin::ExternalKeyStore, None) => format!("XksKeyId is missing for a key with Origin {origin}"),
        (Origin::AwsKms | Origin::External | Origin::AwsCloudHsm, Some(_)) => {
            format!("XksKeyId is given for a key with Origin {origin}")
        }
        _ => return,
    };
    broken.refused_in_unknown_words(ErrorCode::Validation, member("XksKeyId"), message);
}

/// A key of another kind than the one that custom key stores hold.
fn symmetric_in_store(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, key_spec, .. } = asked.request;
    if origin.is_custom_key_store() && key_spec.is_listed() && *key_spec != KeySpec::SymmetricDefault {
        let message = format!("a key of spec {key_spec} cannot be made in a custom key store");
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, member("KeySpec"), message);
    }
}

/// No custom key store, or one that is not there, for a key that is to be made in one.
fn custom_key_store_exists(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, custom_key_store_id, .. } = asked.request;
    match custom_key_store_id {
        _ if !origin.is_custom_key_store() => {}
        Some(id) => custom_key_store_checks::exists(id, asked.setting, broken),
        None => {
            let message = format!("CustomKeyStoreId is missing for a key with Origin {origin}");
            broken.refused_in_unknown_words(ErrorCode::Validation, custom_key_store_checks::place(), message);
        }
    }
}

/// A custom key store of another type than the origin.
fn custom_key_store_of_type(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, custom_key_store_id, .. } = asked.request;
    let Some(id) = custom_key_store_id.as_ref().filter(|_| origin.is_custom_key_store()) else { return };
    let Some(store) = custom_key_store_checks::store(id, asked.setting) else { return };
    let of_type = store.custom_key_store_type();
    if of_type.as_str() != origin.as_str() {
        let message = format!(
            "the custom key store {} is of type {of_type}, the key of Origin {origin}",
            custom_key_store_checks::quoted(id)
        );
        broken.refused_in_unknown_words(
            ErrorCode::UnsupportedOperation,
            custom_key_store_checks::place(),
            message,
        );
    }
}

/// A custom key store that is disconnected.
fn custom_key_store_connected(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { origin, custom_key_store_id, .. } = asked.request;
    if let Some(id) = custom_key_store_id.as_ref().filter(|_| origin.is_custom_key_store()) {
        let help = Some("call ConnectCustomKeyStore first");
        custom_key_store_checks::is_connected(id, asked.setting, help, broken);
    }
}

/// An external key that another key in the store has, in whatever state that is.
fn xks_key_is_free(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let CreateKey { custom_key_store_id: Some(id), xks_key_id: Some(external), .. } = asked.request else {
        return;
    };
    let Some(world) = asked.setting.world() else { return };
    if custom_key_store_checks::store(id, asked.setting).is_some() && world.has_key_behind(id, external) {
        let message = format!(
            "the external key `{}` is behind another key in the custom key store {}",
            external.as_str().escape_debug(),
            custom_key_store_checks::quoted(id)
        );
        broken.refused_in_unknown_words(ErrorCode::XksKeyAlreadyInUse, member("XksKeyId"), message);
    }
}

/// A key spec of the China Regions elsewhere.
fn china_only(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let spec = &asked.request.key_spec;
    let Some(region) = asked.setting.region().filter(|_| spec.is_china_only()) else { return };
    if asked.setting.geography().partition(region) != Some(Partition::AwsCn) {
        let message = format!("keys of spec {spec} are made in the China Regions only, not in `{region}`");
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, member("KeySpec"), message);
    }
}

/// A multi-Region key where KMS has none.
fn multi_region_offered(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let Some(region) = asked.setting.region() else { return };
    if asked.request.multi_region == MultiRegion::Yes
        && !asked.setting.geography().offers_multi_region_keys(region)
    {
        let message = format!("multi-Region keys are not offered in the Region `{region}`");
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, member("MultiRegion"), message);
    }
}

fn keys_per_region(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    let (Some(account), Some(region)) = (asked.setting.caller().map(Caller::account), asked.setting.region())
    else {
        return;
    };
    member_checks::keys_per_region(asked.setting, account, region, Place::at(Pointer::root()), broken);
}
