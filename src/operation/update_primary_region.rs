//! UpdatePrimaryRegion: make a replica the primary key of its set.

use super::asked::{Asked, Known, Target, names_key_by_key_id};
use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::on_key::{self, KeyChecks};
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{authorization, key_states, rule};
use crate::identity::{KeyReference, Region};
use crate::key::{KeyState, KeyStateName, MultiRegionKeyType};
use crate::model::{Call, Change, Event, Record, World, after};
use crate::policy::RequestContext;
use crate::verdict::check::Check;
use crate::verdict::{Broken, ErrorCode, Evidence, KmsError, Place, Pointer, Report, Text};

/// A request to make a replica the primary key, and the primary key a replica.
///
/// The call goes to the primary key's Region. Both keys must be Enabled; they are in Updating until the change is
/// done, and Enabled again then. ARNs, policies, tags and descriptions stay where they are.
///
/// Asked again for the same Region while the change is under way, KMS accepts and nothing more happens; asked for
/// another one, it refuses (both inferred: the key-state table allows the operation in Updating, without a word on
/// what it means).
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::model::{Call, Caller};
/// use kms_mrk::operation::{CreateKey, DescribeKey, ReplicateKey, UpdatePrimaryRegion};
///
/// let mut kms = Kms::new(1);
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let at = |region: &str, time: &str| Call::new(caller.clone(), region.parse().unwrap(), time.parse().unwrap());
/// let key = kms.call(&CreateKey::multi_region(), &at("us-east-1", "2026-01-05T12:00:00Z"))?.output.key_id;
/// let replicate = ReplicateKey::new(key.into(), "eu-west-1".parse()?);
/// kms.call(&replicate, &at("us-east-1", "2026-01-05T12:00:00Z"))?;
///
/// let promote = UpdatePrimaryRegion::new(key.into(), "eu-west-1".parse()?);
/// kms.call(&promote, &at("us-east-1", "2026-01-05T12:05:00Z"))?;
/// let describe = DescribeKey::new(key.into());
/// let during = kms.call(&describe, &at("eu-west-1", "2026-01-05T12:05:30Z"))?.output;
/// assert_eq!(during.key_state, "Updating");
/// let afterwards = kms.call(&describe, &at("eu-west-1", "2026-01-05T12:06:00Z"))?.output;
/// assert_eq!(afterwards.multi_region_key_type().unwrap(), &"PRIMARY");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdatePrimaryRegion {
    /// The primary key: a key ID or key ARN.
    pub key_id: KeyReference,
    /// The Region of the replica that is to become the primary key.
    pub primary_region: Region,
}

impl UpdatePrimaryRegion {
    /// A request to make the replica in `primary_region` the primary key.
    #[must_use]
    pub const fn new(key_id: KeyReference, primary_region: Region) -> Self {
        Self { key_id, primary_region }
    }

    /// The permissions that the caller needs: one and the same, on both keys.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        let asked = Asked::new(self, setting);
        let arn = asked.arn();
        let on = |region, arn: Option<_>| Permission {
            action: "kms:UpdatePrimaryRegion",
            region,
            resource: arn.map_or_else(|| Resource::Named(self.key_id.clone()), Resource::Key),
            granted_by: GrantedBy::KeyPolicy,
        };
        let replica = arn.as_ref().and_then(|arn| arn.related_in(self.primary_region.clone()));
        vec![on(asked.region().cloned(), arn), on(Some(self.primary_region.clone()), replica)]
    }
}

names_key_by_key_id!(UpdatePrimaryRegion, Keys);

impl KeyChecks for UpdatePrimaryRegion {
    const OF_ITS_OWN: &'static [Check<Asked<'static, Self>>] = &[
        Check { rule: &rule::PRIMARY_TO_UPDATE, test: is_primary },
        Check { rule: &rule::KEY_STATE_ALLOWS, test: key_states::allows },
        Check { rule: &rule::OTHER_PRIMARY_REGION, test: other_region },
        Check { rule: &rule::REPLICA_THERE, test: replica_there },
        Check { rule: &rule::AUTHORIZED, test: authorized_on_replica },
        Check { rule: &rule::REPLICA_STATE_ALLOWS, test: replica_state_allows },
    ];

    fn conditions(asked: &Asked<'_, Self>, context: RequestContext) -> RequestContext {
        context.with("kms:PrimaryRegion", asked.request.primary_region.as_str())
    }
}

impl Operation for UpdatePrimaryRegion {
    const NAME: OperationName = OperationName::UpdatePrimaryRegion;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        on_key::report(self, setting)
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let on = on_key::decide(self, world, call)?;
        let is_under_way = matches!(on.key.state, KeyState::Updating { .. });
        let event = Event {
            subject: on.set.key_id().into(),
            region: self.primary_region.clone(),
            at: on.now,
            change: Change::PrimaryRegionUpdateStarted { until: after(on.now, world.timing().updating) },
        };
        let records = [on.arn(), on.set.arn_in(&self.primary_region)]
            .map(|key| Record::of(call, "UpdatePrimaryRegion", key, on.now));
        Ok(Decision {
            output: (),
            events: if is_under_way { Vec::new() } else { vec![event] },
            trail: Vec::from(records).into(),
        })
    }
}

/// A replica, or a single-Region key.
fn is_primary(asked: &Asked<'_, UpdatePrimaryRegion>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    if known.multi_region_key_type() != Some(MultiRegionKeyType::Primary) {
        let place = Place::at(Pointer::fixed("/KeyId"));
        let message = "only the primary key of a set can hand on its role";
        broken.refused(
            ErrorCode::UnsupportedOperation,
            Text::quoting("", known.arn(), " is not a multi-Region primary key."),
            Evidence::Inferred,
            place,
            message,
        );
    }
}

fn primary_region() -> Place {
    Place::at(Pointer::fixed("/PrimaryRegion"))
}

/// The Region that has the primary key already.
fn other_region(asked: &Asked<'_, UpdatePrimaryRegion>, broken: &mut Broken<'_>) {
    let region = &asked.request.primary_region;
    if asked.region() == Some(region) {
        let region = region.clone();
        let message = Text::later(move || format!("the primary key is in `{region}` already"));
        broken.refused_in_unknown_words(ErrorCode::UnsupportedOperation, primary_region(), message);
    }
}

/// A Region without a replica.
fn replica_there(asked: &Asked<'_, UpdatePrimaryRegion>, broken: &mut Broken<'_>) {
    let Target::Known(known) = asked.target else { return };
    let region = &asked.request.primary_region;
    if known.region() != region && !known.has_replica_in(region) {
        let region = region.clone();
        let message = Text::later(move || format!("the primary key has no replica in `{region}`"));
        broken
            .refused_in_unknown_words(ErrorCode::NotFound, primary_region(), message)
            .help("call ReplicateKey first");
    }
}

/// The replica's own policies and grants.
fn authorized_on_replica(asked: &Asked<'_, UpdatePrimaryRegion>, broken: &mut Broken<'_>) {
    let Some((set, _)) = asked.modelled() else { return };
    let region = &asked.request.primary_region;
    let Some(replica) = set.replicas().iter().find(|replica| replica.region == *region) else { return };
    if let Some(denial) = authorization::denial_on(set, replica, asked) {
        denial.refuse(primary_region(), broken);
    }
}

/// A replica that is not Enabled, unless it is becoming the primary key already.
fn replica_state_allows(asked: &Asked<'_, UpdatePrimaryRegion>, broken: &mut Broken<'_>) {
    let Target::Known(Known::Modelled { set, key }) = asked.target else { return };
    let region = &asked.request.primary_region;
    let Some(replica) = set.replicas().iter().find(|replica| replica.region == *region) else { return };
    let is_under_way = matches!(key.state, KeyState::Updating { .. });
    let (state, arn) = match (is_under_way, replica.state) {
        (true, KeyState::Updating { .. }) | (false, KeyState::Enabled) => return,
        (true, _) => (KeyStateName::Updating, set.arn_in(&key.region)),
        (false, state) => (state.name(), set.arn_in(region)),
    };
    key_states::refuse(&OperationName::UpdatePrimaryRegion, &state, arn, primary_region(), broken);
}
