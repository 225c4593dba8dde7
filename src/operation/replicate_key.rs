//! ReplicateKey: make a replica of a multi-Region primary key in another Region.

use super::asked::{Asked, Target, names_key_by_key_id};
use super::authorization::Requested;
use super::contract::{Decision, Operation};
use super::lockout::LockoutSafetyCheck;
use super::name::OperationName;
use super::on_key::{self, Acting, KeyChecks};
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{key_states, member_checks, policy_checks, region_checks, request_context, rule};
use crate::identity::{KeyReference, Region};
use crate::key::{Description, KeyMetadata, KeyState, MultiRegionKeyType, Tag, Tags, tag_rule};
use crate::model::{Call, Change, Event, ImportedMaterials, Record, RegionalKey, World, after};
use crate::policy::rule::text as policy_rule;
use crate::policy::{self, Action, KeyKind, PolicyText, RequestContext};
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report, Text};

/// A request to make a replica of a multi-Region primary key in another Region.
///
/// The call goes to the primary key's Region. The replica shares key ID, material, spec, usage and origin with
/// its primary; policy, description and tags are its own, with defaults that do not come from the primary. It is
/// in Creating first, then Enabled, or PendingImport if the set's material is imported.
///
/// Every combination of members is a request. [`from_json`](Self::from_json) reads AWS's JSON, and serde writes it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ReplicateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let primary = kms.call(&CreateKey::multi_region(), &call)?.output;
///
/// let replicate = ReplicateKey::new(primary.key_id.into(), "eu-west-1".parse()?);
/// let replica = kms.call(&replicate, &call)?.output.replica_key_metadata;
/// assert_eq!(replica.key_id, primary.key_id);
/// assert_eq!(replica.key_state.as_str(), "Creating");
///
/// // A set has one key in a Region.
/// let refusal = kms.call(&replicate, &call).unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     "AlreadyExistsException: You can create only one replica of each primary key in each AWS Region.",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicateKey {
    /// The primary key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The Region of the replica.
    pub replica_region: Region,
    /// The replica's key policy; `None` for the default key policy.
    pub policy: Option<PolicyText>,
    /// Whether KMS makes sure that the caller can change the policy again.
    pub lockout_safety_check: LockoutSafetyCheck,
    /// The replica's description.
    pub description: Description,
    /// The replica's tags.
    pub tags: Vec<Tag>,
}

/// What ReplicateKey answers.
///
/// serde writes it as AWS does: `ReplicaKeyMetadata`, `ReplicaPolicy`, and `ReplicaTags` if there are any. Only the
/// replica itself is in Creating; its primary stays as it is and lists the replica at once.
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, ReplicateKey};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let call = Call::new(caller, "us-east-1".parse()?, "2026-01-05T12:00:00Z".parse()?);
/// let primary = kms.call(&CreateKey::multi_region(), &call)?.output;
/// let output = kms.call(&ReplicateKey::new(primary.key_id.into(), "eu-west-1".parse()?), &call)?.output;
///
/// let json = serde_json::to_value(&output)?;
/// assert_eq!(json["ReplicaKeyMetadata"]["KeyState"], "Creating");
/// assert_eq!(json["ReplicaKeyMetadata"]["Enabled"], false);
/// assert_eq!(json.get("ReplicaTags"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicateKeyOutput {
    /// The new replica, in Creating.
    pub replica_key_metadata: KeyMetadata,
    /// Its key policy.
    pub replica_policy: PolicyText,
    /// Its tags.
    pub replica_tags: Tags,
}

impl ReplicateKey {
    /// The smallest request: everything else by default.
    #[must_use]
    pub fn new(key_id: KeyReference, replica_region: Region) -> Self {
        Self {
            key_id,
            replica_region,
            policy: None,
            lockout_safety_check: LockoutSafetyCheck::Made,
            description: Description::default(),
            tags: Vec::new(),
        }
    }

    /// The same request with this key policy for the replica.
    #[must_use]
    pub fn with_policy(self, policy: PolicyText) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// The same request with this description of the replica.
    #[must_use]
    pub fn with_description(self, description: Description) -> Self {
        Self { description, ..self }
    }

    /// The same request with these tags on the replica.
    #[must_use]
    pub fn with_tags(self, tags: Vec<Tag>) -> Self {
        Self { tags, ..self }
    }

    /// The permissions that the caller needs: to replicate the primary key, to create a key in the replica
    /// Region, and to tag it if there are tags.
    ///
    /// ```
    /// use kms_mrk::operation::{ReplicateKey, Setting};
    ///
    /// let key = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    /// let request = ReplicateKey::new(key.parse()?, "eu-west-1".parse()?);
    /// let permissions = request.required_permissions(&Setting::new());
    /// let lines: Vec<_> = permissions
    ///     .iter()
    ///     .map(|p| format!("{} on {} in {}", p.action, p.resource, p.region.as_ref().unwrap()))
    ///     .collect();
    /// assert_eq!(lines, [format!("kms:ReplicateKey on {key} in us-east-1"), "kms:CreateKey on * in eu-west-1".into()]);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        let asked = Asked::new(self, setting);
        let arn = asked.arn();
        let named = || Resource::Named(self.key_id.clone());
        let in_replica_region = |action, resource| Permission {
            action,
            region: Some(self.replica_region.clone()),
            resource,
            granted_by: GrantedBy::IamPolicy,
        };
        let mut permissions = vec![
            Permission {
                action: "kms:ReplicateKey",
                region: asked.region().cloned(),
                resource: arn.clone().map_or_else(named, Resource::Key),
                granted_by: GrantedBy::KeyPolicy,
            },
            in_replica_region("kms:CreateKey", Resource::Any),
        ];
        if !self.tags.is_empty() {
            let replica = arn.and_then(|arn| arn.related_in(self.replica_region.clone()));
            permissions.push(in_replica_region("kms:TagResource", replica.map_or_else(named, Resource::Key)));
        }
        permissions
    }
}

names_key_by_key_id!(ReplicateKey, Keys);

impl KeyChecks for ReplicateKey {
    /// That the type of the key comes before its state and before the replica Region was recorded; the rest of the
    /// order is inferred.
    #[rustfmt::skip]
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::AUTHORIZED_BY_IAM, test: authorized_in_replica_region },
        Check { rule: &rule::PRIMARY, test: is_primary },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::OTHER_REGION, test: |asked, broken| region_checks::other_region(&asked.request.replica_region, asked, broken) },
        Check { rule: &rule::SAME_PARTITION, test: |asked, broken| region_checks::same_partition(&asked.request.replica_region, asked, broken) },
        Check { rule: &rule::KMS_AVAILABLE, test: |asked, broken| region_checks::kms_available(&asked.request.replica_region, asked, broken) },
        Check { rule: &rule::MULTI_REGION_OFFERED, test: |asked, broken| region_checks::multi_region_offered(&asked.request.replica_region, asked, broken) },
        Check { rule: &rule::REGION_ENABLED, test: |asked, broken| region_checks::region_enabled(&asked.request.replica_region, asked, broken) },
        Check { rule: &rule::ONE_REPLICA, test: |asked, broken| region_checks::one_replica(&asked.request.replica_region, asked, broken) },
        Check { rule: &policy_rule::JSON_OBJECT, test: replica_policy },
        Check { rule: &rule::LOCKOUT_CHECK_KEPT, test: |asked, broken| member_checks::lockout_check_kept(asked.request.lockout_safety_check, broken) },
        Check { rule: &tag_rule::COUNT, test: |asked, broken| member_checks::tag_count(&asked.request.tags, &asked.setting, broken) },
        Check { rule: &tag_rule::RESERVED_PREFIX, test: |asked, broken| member_checks::tag_prefix(&asked.request.tags, broken) },
        Check { rule: &tag_rule::UNIQUE_KEYS, test: |asked, broken| member_checks::tag_keys(&asked.request.tags, broken) },
        Check { rule: &tag_rule::USUAL_CHARACTERS, test: |asked, broken| member_checks::tag_characters(&asked.request.tags, broken) },
        Check { rule: &rule::KEYS_PER_REGION, test: keys_per_region },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        context.with("kms:ReplicaRegion", asked.request.replica_region.as_str())
    }
}

impl Operation for ReplicateKey {
    const NAME: OperationName = OperationName::ReplicateKey;
    type Output = ReplicateKeyOutput;

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<ReplicateKeyOutput>, KmsError> {
        let Acting { set, key: primary, now, .. } = on_key::decide(self, world, call)?;
        let replica = RegionalKey {
            region: self.replica_region.clone(),
            creation_date: now,
            description: self.description.clone(),
            policy: self.policy.clone(),
            tags: Tags::try_from(self.tags.clone())?,
            state: KeyState::Creating { ready_at: after(now, world.timing().creating) },
            imported_materials: ImportedMaterials::default(),
            custom_key_store: None,
        };
        let output = ReplicateKeyOutput {
            replica_key_metadata: set.metadata_of(&replica),
            replica_policy: set.policy_of(&replica),
            replica_tags: replica.tags.clone(),
        };
        let records = vec![
            Record::of(call, "ReplicateKey", set.arn_in(&primary.region), now),
            Record::of(call, "CreateKey", set.arn_in(&replica.region), now),
        ];
        let events = vec![Event {
            subject: set.key_id().into(),
            region: replica.region.clone(),
            at: now,
            change: Change::ReplicaCreated { replica: Box::new(replica) },
        }];
        Ok(Decision { output, events, trail: records.into() })
    }
}

/// A replica, or a single-Region key.
fn is_primary(asked: &Asked<'_, ReplicateKey>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let (message, evidence) = match known.multi_region_key_type() {
        Some(MultiRegionKeyType::Primary) => return,
        Some(_) => ("the key is a replica key; only its primary key can be replicated", Evidence::Recorded),
        None => {
            ("the key is a single-Region key, which cannot be made a multi-Region key", Evidence::Inferred)
        }
    };
    let place = Place::at(Pointer::fixed("/KeyId"));
    broken.refused(
        ErrorCode::UnsupportedOperation,
        Text::quoting("", known.arn(), " is not a multi-region primary key."),
        evidence,
        place,
        message,
    );
}

/// What KMS does in the replica Region, it wants IAM policies to allow: to create a key there, and to tag it.
fn authorized_in_replica_region(asked: &Asked<'_, ReplicateKey>, broken: &mut Broken<'_>) {
    let (request, setting) = (asked.request, &asked.setting);
    let Target::Known(known) = asked.target else { return };
    if !setting.knows_iam_policies() {
        return;
    }
    let conditions = |context: RequestContext| {
        let replica = Some(MultiRegionKeyType::Replica);
        let of_key =
            request_context::of_key(known.key_spec(), Some(known.key_usage()), known.origin(), replica);
        request_context::with_tags(context.overlaid_by(&of_key), &request.tags)
    };
    let check = |action, resource, broken: &mut Broken<'_>| {
        let requested = Requested { conditions: &conditions, ..Requested::of(action, setting) };
        let place = Place::at(Pointer::fixed("/ReplicaRegion"));
        requested.check_by_iam(resource, Some(&request.replica_region), place, broken);
    };
    check(Action::CreateKey, Resource::Any, broken);
    let replica = asked.arn().and_then(|arn| arn.related_in(request.replica_region.clone()));
    if let Some(replica) = replica.filter(|_| !request.tags.is_empty()) {
        check(Action::TagResource, Resource::Key(replica), broken);
    }
}

fn replica_policy(asked: &Asked<'_, ReplicateKey>, broken: &mut Broken<'_>) {
    let request = asked.request;
    let mut key = policy::Setting::new().with_key(KeyKind::Replica);
    // A replica Region in another partition is refused as such.
    let partition_of = |region| asked.setting.geography().partition(region);
    if asked.region().is_none_or(|primary| partition_of(primary) == partition_of(&request.replica_region)) {
        key = key.with_region(&request.replica_region);
    }
    policy_checks::policy(
        request.policy.as_ref(),
        request.lockout_safety_check,
        key,
        asked.account(),
        &asked.setting,
        broken,
    );
}

fn keys_per_region(asked: &Asked<'_, ReplicateKey>, broken: &mut Broken<'_>) {
    let Some(account) = asked.account() else { return };
    let place = Place::at(Pointer::fixed("/ReplicaRegion"));
    member_checks::keys_per_region(&asked.setting, account, &asked.request.replica_region, place, broken);
}
