//! What can happen to a set: calls, and deadlines.

use std::fmt;
use std::iter::{once, repeat};

use jiff::Timestamp;
use kms_mrk::identity::{AccountId, KeyId, Partition, Region};
use kms_mrk::key::{ImportType, RotationType, WrappingAlgorithm, WrappingKeySpec};
use kms_mrk::model::{Call, Caller, Change, Event, KeyMaterial, RegionalKey, RelatedKeys, World};
use kms_mrk::operation::{
    CancelKeyDeletion, DeleteImportedKeyMaterial, DisableKey, DisableKeyRotation, EnableKey,
    EnableKeyRotation, GetParametersForImport, ImportKeyMaterial, ImportToken, Operation, OperationName,
    ReplicateKey, RotateKeyOnDemand, ScheduleKeyDeletion, UpdatePrimaryRegion,
};

use super::bounds::{Bounds, Expiry, ROTATIONS};

/// Asks KMS, and tells what happens if it accepts.
type Ask = Box<dyn Fn(&World) -> Option<Vec<Event>>>;

/// A call for the key in one Region.
pub struct Step {
    pub operation: OperationName,
    /// The row of the operation in the table of answers.
    pub row: usize,
    label: String,
    pub asked: Asked,
    ask: Ask,
}

/// When material expires that does: 2026-02-05T12:00:00Z.
const NEXT_MONTH: Timestamp = Timestamp::constant(1_770_292_800, 0);

/// The time of everything else: 2026-01-05T12:00:00Z.
const NOON: Timestamp = Timestamp::constant(1_767_614_400, 0);

pub fn call(region: &Region) -> Call {
    let account: AccountId = "111122223333".parse().unwrap();
    Call::new(Caller::administrator(&Partition::Aws, account), region.clone(), NOON)
}

/// Of which keys a call is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Always,
    /// Of the primary key: a replica refuses the same call for any Region in the same words, and one stands for all.
    OfPrimary,
    /// Of keys that have or had material: what is imported before is the first by definition.
    WithMaterial,
}

impl Asked {
    pub fn applies_to(self, set: &RelatedKeys, key: &RegionalKey) -> bool {
        match self {
            Self::Always => true,
            Self::OfPrimary => key.region == set.primary().region,
            Self::WithMaterial => set.shared().material.current_id().is_some(),
        }
    }
}

/// Every call for the key in a Region.
pub fn steps(bounds: &Bounds, at: usize) -> Vec<Step> {
    let key = bounds.begin.key_id();
    let mut steps = Steps { at: &bounds.regions[at], name: name(at), asked: Asked::Always, list: Vec::new() };
    steps.call(EnableKey::new(key.into()));
    steps.call(DisableKey::new(key.into()));
    steps.call(ScheduleKeyDeletion::new(key.into()));
    steps.call(CancelKeyDeletion::new(key.into()));
    steps.call(EnableKeyRotation::new(key.into()));
    steps.call(DisableKeyRotation::new(key.into()));
    steps.call(RotateKeyOnDemand::new(key.into()));
    steps.import(bounds, key);

    let others = bounds.regions.iter().enumerate().filter(|(to, _)| *to != at);
    for ((to, region), asked) in others.zip(once(Asked::Always).chain(repeat(Asked::OfPrimary))) {
        steps.asked = asked;
        steps.call_with(name(to), ReplicateKey::new(key.into(), region.clone()));
        steps.call_with(name(to), UpdatePrimaryRegion::new(key.into(), region.clone()));
    }
    steps.list
}

/// The letter of a Region.
pub fn name(region: usize) -> char {
    char::from(b'A' + region as u8)
}

/// The steps on the key in one Region.
struct Steps<'a> {
    at: &'a Region,
    name: char,
    asked: Asked,
    list: Vec<Step>,
}

impl Steps<'_> {
    fn call<O: Operation + 'static>(&mut self, request: O) {
        self.labelled(format!("{} {}", O::NAME, self.name), request);
    }

    /// A call that has more to say than which key.
    fn call_with<O: Operation + 'static>(&mut self, what: impl fmt::Display, request: O) {
        self.labelled(format!("{} {} {what}", O::NAME, self.name), request);
    }

    /// The calls that have to do with imported material.
    fn import(&mut self, bounds: &Bounds, key: KeyId) {
        let parameters = GetParametersForImport::new(
            key.into(),
            WrappingAlgorithm::RsaesOaepSha256,
            WrappingKeySpec::Rsa4096,
        );
        let Some(token) = token(bounds, &parameters, self.at) else {
            self.call(parameters);
            self.call(DeleteImportedKeyMaterial::new(key.into()));
            return;
        };
        self.call(parameters);
        for (index, id) in bounds.materials.iter().enumerate() {
            self.asked = if index == 0 { Asked::Always } else { Asked::WithMaterial };
            let material = KeyMaterial::with_id(*id);
            let import = ImportKeyMaterial::new(key.into(), token.clone(), material).that_never_expires();
            if index > 0 {
                let new = import.clone().with_import_type(ImportType::NewKeyMaterial);
                self.call_with(format!("new material {}", index + 1), new);
            }
            if bounds.expiry == Expiry::Either {
                let expiring = import.clone().that_expires(NEXT_MONTH);
                self.call_with(format!("material {} that expires", index + 1), expiring);
            }
            self.call_with(format!("material {}", index + 1), import);
            self.call_with(
                format!("material {}", index + 1),
                DeleteImportedKeyMaterial::new(key.into()).of(*id),
            );
        }
        self.asked = Asked::Always;
    }

    fn labelled<O: Operation + 'static>(&mut self, label: String, request: O) {
        let call = call(self.at);
        let ask = move |world: &World| request.decide(world, &call).ok().map(|decision| decision.events);
        self.list.push(Step { operation: O::NAME, row: 0, asked: self.asked, label, ask: Box::new(ask) });
    }
}

/// The import token for the key in this Region; `None` if its material is KMS's own.
fn token(bounds: &Bounds, parameters: &GetParametersForImport, region: &Region) -> Option<ImportToken> {
    let mut world = bounds.world();
    world.adopt(bounds.everywhere());
    let decision = parameters.decide(&world, &call(region));
    decision.ok().map(|decision| decision.output.import_token)
}

/// Everything that happens to a set by itself, each as if it was the next. Automatic rotations would go on for ever.
pub fn deadlines(set: &RelatedKeys) -> impl Iterator<Item = Event> {
    let goes_on = |event: &Event| {
        let is_automatic =
            matches!(&event.change, Change::KeyRotated { rotation_type: RotationType::Automatic, .. });
        !is_automatic || automatic_rotations(set) < ROTATIONS
    };
    set.upcoming().filter(goes_on).map(|event| Event { at: NOON, ..event })
}

fn automatic_rotations(set: &RelatedKeys) -> usize {
    let material = &set.shared().material;
    material.versions().filter(|version| version.rotation.is_some()).count() - material.on_demand_rotations()
}

/// What happens by itself, in few words.
pub fn name_of(event: &Event) -> &'static str {
    match event.change {
        Change::ReplicaReady => "is ready",
        Change::KeyDeleted => "is deleted",
        Change::PrimaryRegionUpdated => "is the primary",
        Change::KeyMaterialExpired { .. } => "loses material",
        Change::KeyRotated { .. } => "is rotated",
        _ => "changes",
    }
}

impl Step {
    /// What happens if KMS accepts it; `None` if KMS refuses.
    pub fn ask(&self, world: &World) -> Option<Vec<Event>> {
        (self.ask)(world)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.label)
    }
}
