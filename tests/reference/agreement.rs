//! That the model's answer and the model's world are the reference's.

use std::collections::{BTreeMap, BTreeSet};

use kms_mrk::key::{
    ExpirationModel, KeyMetadata, KeyState, MultiRegionKeyType, RequestedState, RotationType,
};
use kms_mrk::model::{ConnectionState, RegionalKey, RelatedKeys, SharedMaterial};
use kms_mrk::verdict::KmsError;

use super::alphabet::{Account, Kind, Material, Name, Place, Policy, Slot, TagsOf, Time};
use super::answer::{Answer, Refusal};
use super::asked::Asked;
use super::grant_calls::granted;
use super::names::{Names, account_id, place, region, time};
use super::store::Store;
use super::system::{Answered, System, description, policy_of, tags_of};
use super::use_calls::last_use;
use super::world::{Alias, Rotated, Rotation, Set, State, World};

/// A key, as everybody can see it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct View {
    owner: Account,
    is_primary: bool,
    primary: Option<Place>,
    replicas: BTreeSet<Place>,
    created: Time,
    state: State,
    description: u8,
    policy: Policy,
    tags: TagsOf,
    current: Option<Material>,
    valid_to: Option<Time>,
    expires: Option<bool>,
    imported: BTreeMap<Material, Option<Time>>,
    store: Option<String>,
    external_key: Option<String>,
}

/// The material that related keys share.
#[derive(Clone, Debug, PartialEq, Eq)]
struct MaterialView {
    used: Vec<Material>,
    rotated: Vec<Rotated>,
    pending: Option<Material>,
    rotation: Option<Rotation>,
    on_demand: Option<(Time, Time)>,
}

impl From<&Set> for MaterialView {
    fn from(set: &Set) -> Self {
        Self {
            used: set.used.clone(),
            rotated: set.rotated.clone(),
            pending: set.pending,
            rotation: set.rotation,
            on_demand: set.on_demand,
        }
    }
}

/// Asserts that an answer is the expected one, as far as the facts tell it.
pub(crate) fn same_answer(asked: &Asked, expected: &Answer, found: &Answered, system: &System) {
    match (expected, found) {
        (Ok(expected), Ok(found)) => assert_eq!(found, expected, "the answer to {asked:?}"),
        (Err(expected), Err(found)) => {
            assert!(
                agrees(found, expected, system),
                "{asked:?}\nexpected {expected:?}\nfound    {found} ({})",
                found.rule()
            );
        }
        (Ok(expected), Err(found)) => {
            panic!("{asked:?}\nexpected {expected:?}\nfound    {found} ({})", found.rule());
        }
        (Err(expected), Ok(found)) => panic!("{asked:?}\nexpected {expected:?}\nfound    {found:?}"),
    }
}

/// Whether the refusal is the expected one, or one of those that may stand for it.
fn agrees(found: &KmsError, expected: &Refusal, system: &System) -> bool {
    let is_it = expected.code.is_none_or(|code| found.code().as_str() == code)
        && expected.message.as_ref().is_none_or(|message| said(found, message, system));
    is_it || expected.or.iter().any(|other| agrees(found, other, system))
}

/// Whether the message is the expected one. AWS itself writes both "multi-region" and "multi-Region".
fn said(refusal: &KmsError, expected: &str, system: &System) -> bool {
    system.names.told(refusal.message()).eq_ignore_ascii_case(expected)
}

/// Asserts that both worlds show the same.
pub(crate) fn same_world(world: &World, system: &System) {
    assert_eq!(system.slots(), world.slots());
    assert_eq!(time(system.kms.world().now()), world.now);
    assert_eq!(system.kms.next_deadline().map(time), world.next_deadline());
    let System { kms, names, .. } = system;
    for (slot, set) in &world.sets {
        let found = kms.world().set(names.key(*slot)).expect("a set that is there");
        let mut places: Vec<_> = found.keys().map(|key| place(&key.region)).collect();
        places.sort();
        assert_eq!(places, world.places(*slot), "the Regions of {slot:?}");
        let shared = found.shared();
        assert_eq!((&shared.key_spec, &shared.key_usage), (&set.kind.spec(), &set.kind.usage()));
        assert_eq!(shared.origin, set.kind.origin());
        assert_eq!(material_of(names, *slot, &shared.material), MaterialView::from(set), "{slot:?}");
        for key in found.keys() {
            let place = place(&key.region);
            let metadata = found.describe(&key.region).expect("a key that is there");
            assert_eq!(metadata.multi_region, set.multi_region);
            let expected = expected(world, *slot, place);
            let found = shown(names, found, key, &metadata);
            assert_eq!(found, expected, "the key {slot:?} in {place:?}");
        }
    }
    same_aliases(world, system);
    same_grants(world, system);
    for (slot, place) in world.keys.keys() {
        let found = kms.world().last_usage(names.key(*slot), &region(*place)).map(last_use);
        assert_eq!(
            found,
            world.last_uses.get(&(*slot, *place)).copied(),
            "the last use of {slot:?} in {place:?}"
        );
    }
    for store in [Store::CloudHsm, Store::External] {
        let id = store.id().parse().expect("the ID of a store");
        let found = kms.world().custom_key_store(&id).expect("a store that is there").connection_state;
        let disconnected = world.disconnected.contains(&store);
        assert_eq!(found == ConnectionState::Disconnected, disconnected, "the connection of {store:?}");
    }
}

fn expected(world: &World, slot: Slot, place: Place) -> View {
    let (set, key) = (&world.sets[&slot], &world.keys[&(slot, place)]);
    let related = |places: Vec<Place>| if set.multi_region { places } else { Vec::new() };
    let held: Vec<Option<Time>> = match set.kind.is_imported() {
        true => set.used.iter().filter_map(|used| key.imported.get(used).copied()).collect(),
        false => Vec::new(),
    };
    let valid_to = held.iter().flatten().min().copied();
    View {
        owner: set.account,
        is_primary: world.is_primary(slot, place),
        primary: set.multi_region.then_some(set.primary),
        replicas: related(world.replicas(slot)).into_iter().collect(),
        created: key.created,
        state: key.state,
        description: key.description,
        policy: key.policy,
        tags: key.tags.clone(),
        current: world.shown_material(slot, place),
        valid_to,
        expires: (!held.is_empty()).then_some(valid_to.is_some()),
        imported: key.imported.clone(),
        store: set.kind.store().map(|store| store.id().to_owned()),
        external_key: match set.kind {
            Kind::InExternalStore(number) => Some(format!("external-{number}")),
            _ => None,
        },
    }
}

fn shown(names: &Names, set: &RelatedKeys, key: &RegionalKey, metadata: &KeyMetadata) -> View {
    let owner = match metadata.aws_account_id {
        account if account == account_id(Account::Ours) => Account::Ours,
        _ => Account::Theirs,
    };
    let slot = names.slot(metadata.key_id);
    let configuration = metadata.multi_region_configuration.as_ref();
    let state = match key.state {
        KeyState::Creating { ready_at } => State::Creating(time(ready_at)),
        KeyState::Enabled => State::Enabled,
        KeyState::Disabled => State::Disabled,
        KeyState::PendingImport => State::PendingImport,
        KeyState::PendingDeletion { deletion_date } => State::PendingDeletion(time(deletion_date)),
        KeyState::PendingReplicaDeletion { window } => State::PendingReplicaDeletion(window.days()),
        KeyState::Updating { until } => State::Updating(time(until)),
        KeyState::Unavailable { otherwise } => {
            State::Unavailable { disabled: otherwise == RequestedState::Disabled }
        }
    };
    assert_eq!(metadata.key_state, key.state.name());
    assert_eq!(metadata.enabled, state == State::Enabled);
    let (date, window) = match state {
        State::PendingDeletion(date) => (Some(date), None),
        State::PendingReplicaDeletion(days) => (None, Some(u32::from(days))),
        _ => (None, None),
    };
    assert_eq!(metadata.deletion_date.map(time), date);
    assert_eq!(metadata.pending_deletion_window_in_days, window);
    View {
        owner,
        is_primary: configuration.is_some_and(|c| c.multi_region_key_type == MultiRegionKeyType::Primary),
        primary: configuration.map(|c| place(&c.primary_key.region)),
        replicas: configuration.iter().flat_map(|c| &c.replica_keys).map(|key| place(&key.region)).collect(),
        created: time(metadata.creation_date),
        state,
        description: (0..3)
            .find(|number| description(*number) == metadata.description)
            .expect("a description that was given"),
        policy: policy_of(&set.policy_of(key), owner),
        tags: tags_of(&key.tags),
        current: metadata.current_key_material_id.map(|id| names.material(slot, id)),
        valid_to: metadata.valid_to.map(time),
        expires: metadata
            .expiration_model
            .as_ref()
            .map(|model| *model == ExpirationModel::KeyMaterialExpires),
        imported: key
            .imported_materials
            .iter()
            .map(|imported| (names.material(slot, imported.id), imported.valid_to.map(time)))
            .collect(),
        store: metadata.custom_key_store_id.clone(),
        external_key: metadata.xks_key_configuration.as_ref().map(|external| external.id.clone()),
    }
}

fn material_of(names: &Names, slot: Slot, material: &SharedMaterial) -> MaterialView {
    let (mut used, mut rotated) = (Vec::new(), Vec::new());
    for version in material.versions() {
        let material = names.material(slot, version.id);
        used.push(material);
        rotated.extend(version.rotation.map(|rotation| Rotated {
            material,
            at: time(rotation.date),
            on_demand: rotation.rotation_type == RotationType::OnDemand,
        }));
    }
    MaterialView {
        used,
        rotated,
        pending: material.pending().map(|pending| names.material(slot, pending.id)),
        rotation: material.automatic_rotation().map(|rotation| Rotation {
            days: rotation.period.days().into(),
            next: time(rotation.next.expect("no period ends at the end of time")),
        }),
        on_demand: material.on_demand_rotation().map(|rotation| (time(rotation.start), time(rotation.until))),
    }
}

fn same_aliases(world: &World, system: &System) {
    let model = system.kms.world();
    let mut found = BTreeMap::new();
    for owner in [Account::Ours, Account::Theirs] {
        for at in Place::ALL {
            let (account, region) = (account_id(owner), region(at));
            for name in model.aliases_in(account, &region) {
                let alias = model.alias(account, &region, name).expect("an alias that is there");
                let name = *Name::ALL.iter().find(|known| known.as_str() == name.as_str()).expect("a name");
                let (created, updated) = (time(alias.creation_date), time(alias.last_updated_date));
                found.insert(
                    (owner, at, name),
                    Alias { slot: system.names.slot(alias.key_id), created, updated },
                );
            }
        }
    }
    assert_eq!(found, world.aliases, "the aliases");
}

fn same_grants(world: &World, system: &System) {
    let mut found = BTreeMap::new();
    for (slot, place) in world.keys.keys() {
        let (key, region) = (system.names.key(*slot), region(*place));
        for grant in system.kms.world().grants_after(key, &region, None) {
            let issuer = match grant.issuing_account {
                account if account == account_id(Account::Ours) => Account::Ours,
                _ => Account::Theirs,
            };
            found.insert(system.names.grant(*slot, *place, grant.grant_id), granted(grant, issuer));
        }
    }
    assert_eq!(found, world.grants, "the grants");
}
