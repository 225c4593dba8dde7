//! A set of keys from which descriptions are drawn: everything that KMS says of a key follows from it.

use std::ops::RangeInclusive;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::account_id::account_id;
use super::key_id::{multi_region_key_id, single_region_key_id};
use super::name::combination;
use super::region::regions;
use super::state::pending_window;
use super::text::{description, key_material_id};
use super::time::time;
use crate::identity::{AccountId, KeyArn, KeyId, Partition, Region};
use crate::key::{
    Combination, Description, ExpirationModel, KeyManager, KeyMaterialId, KeyMetadata, KeySpec,
    KeyStateName as State, MultiRegionConfiguration, MultiRegionKeyType, Origin, OtherMembers,
    PendingWindowInDays, XksKeyConfiguration,
};

/// What a key is in its set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    SingleRegion,
    Primary,
    Replica,
}

/// Which descriptions are wanted.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) role: Role,
    /// How many replicas the set has.
    pub(super) replicas: RangeInclusive<usize>,
    pub(super) origins: &'static [Origin],
    /// The states, of which those that fit the role and the origin are drawn. At least one must fit always.
    pub(super) states: &'static [State],
}

pub(super) static KMS_MADE: &[Origin] = &[Origin::AwsKms];
pub(super) static IMPORTED: &[Origin] = &[Origin::External];
pub(super) static MULTI_REGION_ORIGINS: &[Origin] = &[Origin::AwsKms, Origin::External];
pub(super) static USABLE: &[State] = &[State::Enabled, State::Disabled];

/// Every state, the boring ones first.
pub(super) static STATES: &[State] = &[
    State::Enabled,
    State::Disabled,
    State::PendingImport,
    State::PendingDeletion,
    State::PendingReplicaDeletion,
    State::Creating,
    State::Updating,
    State::Unavailable,
];

impl Wanted {
    /// A single-Region key that KMS made the material of, in any state that it can be in.
    pub(super) const SINGLE_REGION: Self =
        Self { role: Role::SingleRegion, replicas: 0..=0, origins: KMS_MADE, states: STATES };
    /// A primary key with up to two replicas.
    pub(super) const PRIMARY: Self =
        Self { role: Role::Primary, replicas: 0..=2, origins: MULTI_REGION_ORIGINS, states: STATES };
    /// One of up to three replica keys.
    pub(super) const REPLICA: Self =
        Self { role: Role::Replica, replicas: 1..=3, origins: MULTI_REGION_ORIGINS, states: STATES };

    pub(super) const fn in_states(self, states: &'static [State]) -> Self {
        Self { states, ..self }
    }

    pub(super) const fn of_origins(self, origins: &'static [Origin]) -> Self {
        Self { origins, ..self }
    }

    pub(super) fn with_replicas(self, replicas: RangeInclusive<usize>) -> Self {
        Self { replicas, ..self }
    }
}

/// The set: what its keys share, and where they are.
#[derive(Clone, Debug)]
pub(super) struct KeySet {
    pub(super) account: AccountId,
    pub(super) key_id: KeyId,
    pub(super) primary: Region,
    pub(super) replicas: Vec<Region>,
    combination: &'static Combination,
    origin: Origin,
    material: KeyMaterialId,
}

/// What a key has for itself.
#[derive(Clone, Debug)]
pub(super) struct Own {
    state: Index,
    description: Description,
    creation_date: Timestamp,
    later: Timestamp,
    window: PendingWindowInDays,
    expiration_model: ExpirationModel,
}

pub(super) fn own() -> impl Strategy<Value = Own> {
    let expiration_model =
        select([ExpirationModel::KeyMaterialDoesNotExpire, ExpirationModel::KeyMaterialExpires].as_slice());
    (any::<Index>(), description(), time(), time(), pending_window(), expiration_model).prop_map(
        |(state, description, creation_date, later, window, expiration_model)| Own {
            state,
            description,
            creation_date,
            later,
            window,
            expiration_model,
        },
    )
}

/// A set as it is wanted.
pub(super) fn key_set(wanted: &Wanted) -> impl Strategy<Value = KeySet> + use<> {
    let is_multi_region = wanted.role != Role::SingleRegion;
    let shared =
        (account_id(), multi_region_key_id(), single_region_key_id(), combination(), key_material_id());
    (regions(wanted.replicas.clone()), select(wanted.origins), shared).prop_map(
        move |(regions, origin, (account, multi, single, combination, material))| KeySet {
            account,
            key_id: if is_multi_region { multi } else { single },
            primary: regions.first,
            replicas: regions.others,
            combination: match origin.is_custom_key_store() {
                true => symmetric(),
                false => combination,
            },
            origin,
            material,
        },
    )
}

/// The only keys that custom key stores hold.
fn symmetric() -> &'static Combination {
    let mut all = Combination::ALL.iter();
    #[expect(clippy::expect_used, reason = "INVARIANT: SYMMETRIC_DEFAULT is in the table")]
    all.find(|row| row.key_spec == KeySpec::SymmetricDefault).expect("the combination exists")
}

/// The description of a key, as it is wanted.
pub(super) fn described(wanted: Wanted) -> impl Strategy<Value = KeyMetadata> {
    (key_set(&wanted), any::<Index>(), own()).prop_map(move |(set, replica, own)| {
        let region = match wanted.role {
            Role::Replica => replica.get(&set.replicas).clone(),
            Role::SingleRegion | Role::Primary => set.primary.clone(),
        };
        set.describe(&region, wanted.role, wanted.states, &own)
    })
}

impl KeySet {
    /// The key of this role in a Region, in one of the states that fit.
    pub(super) fn describe(&self, region: &Region, role: Role, states: &[State], own: &Own) -> KeyMetadata {
        let fitting: Vec<_> = states.iter().filter(|state| self.fits(role, state)).collect();
        let state = (*own.state.get(&fitting)).clone();
        let spec = &self.combination.key_spec;
        let in_store = self.origin.is_custom_key_store();
        let has_imported =
            self.origin == Origin::External && !matches!(state, State::PendingImport | State::Creating);
        let expiration_model = has_imported.then(|| own.expiration_model.clone());
        let has_material_id = *spec == KeySpec::SymmetricDefault
            && state != State::Creating
            && (self.origin == Origin::AwsKms || has_imported);
        KeyMetadata {
            aws_account_id: self.account,
            key_id: self.key_id,
            arn: self.arn_in(region),
            creation_date: own.creation_date,
            enabled: state == State::Enabled,
            description: own.description.clone(),
            key_usage: self.combination.key_usage.clone(),
            deletion_date: (state == State::PendingDeletion).then(|| own.window.after(own.creation_date)),
            // No time that is drawn is later, so what is there has not expired.
            valid_to: (expiration_model == Some(ExpirationModel::KeyMaterialExpires))
                .then(|| own.later.saturating_add(SignedDuration::from_hours(72)).unwrap_or(own.later)),
            origin: self.origin.clone(),
            custom_key_store_id: in_store.then(|| "cks-1234567890abcdef0".to_owned()),
            cloud_hsm_cluster_id: (self.origin == Origin::AwsCloudHsm)
                .then(|| "cluster-1a23b4cdefg".to_owned()),
            expiration_model,
            key_manager: KeyManager::Customer,
            customer_master_key_spec: spec.has_customer_master_key_spec().then(|| spec.clone()),
            key_spec: spec.clone(),
            encryption_algorithms: Vec::new(),
            signing_algorithms: Vec::new(),
            key_agreement_algorithms: Vec::new(),
            mac_algorithms: Vec::new(),
            encapsulation_algorithms: Vec::new(),
            multi_region: role != Role::SingleRegion,
            multi_region_configuration: (role != Role::SingleRegion).then(|| self.configuration(role)),
            pending_deletion_window_in_days: (state == State::PendingReplicaDeletion)
                .then_some(own.window.days().into()),
            xks_key_configuration: (self.origin == Origin::ExternalKeyStore).then(|| XksKeyConfiguration {
                id: "bb8562717f809024".to_owned(),
                other: OtherMembers::default(),
            }),
            current_key_material_id: has_material_id.then_some(self.material),
            key_state: state,
            other: OtherMembers::default(),
        }
        .with_algorithms(Some(&self.combination.algorithms))
    }

    /// The set as a key of this role sees it.
    pub(super) fn configuration(&self, role: Role) -> MultiRegionConfiguration {
        MultiRegionConfiguration {
            multi_region_key_type: match role {
                Role::Replica => MultiRegionKeyType::Replica,
                Role::SingleRegion | Role::Primary => MultiRegionKeyType::Primary,
            },
            primary_key: self.arn_in(&self.primary).into(),
            replica_keys: self.replicas.iter().map(|region| self.arn_in(region).into()).collect(),
            other: OtherMembers::default(),
        }
    }

    fn arn_in(&self, region: &Region) -> KeyArn {
        KeyArn::new(Partition::Aws, region.clone(), self.account, self.key_id)
    }

    /// Whether a key of this role can be in the state.
    fn fits(&self, role: Role, state: &State) -> bool {
        match state {
            State::Enabled | State::Disabled => true,
            State::PendingImport => self.origin == Origin::External,
            State::PendingDeletion => role != Role::Primary || self.replicas.is_empty(),
            State::PendingReplicaDeletion => role == Role::Primary && !self.replicas.is_empty(),
            State::Creating => role == Role::Replica,
            State::Updating => role != Role::SingleRegion && !self.replicas.is_empty(),
            State::Unavailable => self.origin.is_custom_key_store(),
            State::Other(_) => false,
        }
    }
}
