//! The one alphabet of commands that the properties of worlds are drawn from.

use std::time::Duration;

use jiff::Timestamp;
use kms_mrk::identity::{
    AliasName, CustomKeyStoreId, GrantId, GrantReference, KeyReference, Partition, PrincipalArn, Region,
};
use kms_mrk::key::{
    Algorithms, Description, EncryptionAlgorithm, EncryptionContext, GrantConstraints, GrantOperation,
    KeySpec, KeyUsage, Origin, PendingWindowInDays, Tag, TagKey,
};
use kms_mrk::model::{
    Call, Caller, Change, CustomKeyStore, Event, Grant, Quotas, RegionalKey, RelatedKeys, Seed, Timing, World,
};
use kms_mrk::operation::{
    CancelKeyDeletion, ConnectCustomKeyStore, CreateAlias, CreateGrant, CreateKey, DataKeyPairSpec,
    DataKeySpec, Decapsulate, Decrypt, DeleteAlias, DeleteImportedKeyMaterial, DeriveSharedSecret,
    DescribeKey, DisableKey, DisableKeyRotation, DisconnectCustomKeyStore, EnableKey, EnableKeyRotation,
    Encapsulate, EncapsulatedSecret, Encrypt, GenerateDataKey, GenerateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, GenerateMac, GetKeyLastUsage,
    GetKeyPolicy, GetKeyRotationStatus, GetParametersForImport, GetPublicKey, GrantToRetire,
    ImportKeyMaterial, Limit, ListAliases, ListGrants, ListKeyPolicies, ListKeyRotations, ListKeys,
    ListResourceTags, ListRetirableGrants, Marker, MessageType, MultiRegion, Operation, OperationName,
    Plaintext, PutKeyPolicy, ReEncrypt, ReplicateKey, RetireGrant, RevokeGrant, RotateKeyOnDemand,
    ScheduleKeyDeletion, Sign, SymbolicCiphertext, TagResource, UntagResource, UpdateAlias,
    UpdateKeyDescription, UpdatePrimaryRegion, Verify, VerifyMac,
};
use kms_mrk::policy::PolicyText;
use kms_mrk::strategy::*;
use kms_mrk::verdict::{KmsError, Report};
use kms_mrk::{Kms, Reply};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;

/// What somebody asks, and when.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    request: Request,
    caller: Caller,
    region: Region,
    aim: Option<Aim>,
    time: Time,
}

/// Declares the requests that name no key and those that do, with the member, and what is asked of whichever it is.
macro_rules! requests {
    ($($Keyless:ident),+; $($Operation:ident.$member:ident),+) => {
        #[derive(Clone, Debug)]
        pub(crate) enum Request {
            $($Keyless($Keyless),)+
            $($Operation($Operation),)+
        }

        impl Request {
            /// The key that the request names, if it names one.
            fn reference_mut(&mut self) -> Option<&mut KeyReference> {
                match self {
                    $(Self::$Keyless(_) => None,)+
                    $(Self::$Operation(request) => Some(&mut request.$member),)+
                }
            }
        }

        impl Asked {
            pub(crate) fn call(&self, kms: &mut Kms) -> Answer {
                match &self.request {
                    $(Request::$Keyless(request) => kms.call(request, &self.call).map(reply),)+
                    $(Request::$Operation(request) => kms.call(request, &self.call).map(reply),)+
                }
            }

            pub(crate) fn dry_run(&self, kms: &Kms) -> Answer {
                match &self.request {
                    $(Request::$Keyless(request) => kms.dry_run(request, &self.call).map(reply),)+
                    $(Request::$Operation(request) => kms.dry_run(request, &self.call).map(reply),)+
                }
            }

            pub(crate) fn check(&self, kms: &Kms) -> Report {
                match &self.request {
                    $(Request::$Keyless(request) => kms.check(request, &self.call),)+
                    $(Request::$Operation(request) => kms.check(request, &self.call),)+
                }
            }

            pub(crate) fn check_in(&self, setting: &kms_mrk::operation::Setting<'_>) -> Report {
                match &self.request {
                    $(Request::$Keyless(request) => request.check(setting),)+
                    $(Request::$Operation(request) => request.check(setting),)+
                }
            }

            pub(crate) fn name(&self) -> OperationName {
                match self.request {
                    $(Request::$Keyless(_) => $Keyless::NAME,)+
                    $(Request::$Operation(_) => $Operation::NAME,)+
                }
            }

            pub(crate) fn reference(&self) -> Option<&KeyReference> {
                match &self.request {
                    $(Request::$Keyless(_) => None,)+
                    $(Request::$Operation(request) => Some(&request.$member),)+
                }
            }
        }
    };
}

impl Request {
    /// The custom key store that the request names, if it names one.
    fn custom_key_store_id_mut(&mut self) -> Option<&mut CustomKeyStoreId> {
        match self {
            Self::ConnectCustomKeyStore(request) => Some(&mut request.custom_key_store_id),
            Self::DisconnectCustomKeyStore(request) => Some(&mut request.custom_key_store_id),
            Self::CreateKey(request) => request.custom_key_store_id.as_mut(),
            _ => None,
        }
    }
}

requests!(
    ConnectCustomKeyStore, CreateKey, Decrypt, DeleteAlias, DisconnectCustomKeyStore, ListAliases, ListKeys,
    ListRetirableGrants, RetireGrant;
    CancelKeyDeletion.key_id,
    CreateAlias.target_key_id,
    CreateGrant.key_id,
    Decapsulate.key_id,
    DeleteImportedKeyMaterial.key_id,
    DeriveSharedSecret.key_id,
    DescribeKey.key_id,
    DisableKey.key_id,
    DisableKeyRotation.key_id,
    EnableKey.key_id,
    EnableKeyRotation.key_id,
    Encapsulate.key_id,
    Encrypt.key_id,
    GenerateDataKey.key_id,
    GenerateDataKeyPair.key_id,
    GenerateDataKeyPairWithoutPlaintext.key_id,
    GenerateDataKeyWithoutPlaintext.key_id,
    GenerateMac.key_id,
    GetKeyLastUsage.key_id,
    GetKeyPolicy.key_id,
    GetKeyRotationStatus.key_id,
    GetParametersForImport.key_id,
    GetPublicKey.key_id,
    ImportKeyMaterial.key_id,
    ListGrants.key_id,
    ListKeyPolicies.key_id,
    ListKeyRotations.key_id,
    ListResourceTags.key_id,
    PutKeyPolicy.key_id,
    ReEncrypt.destination_key_id,
    ReplicateKey.key_id,
    RevokeGrant.key_id,
    RotateKeyOnDemand.key_id,
    ScheduleKeyDeletion.key_id,
    Sign.key_id,
    TagResource.key_id,
    UntagResource.key_id,
    UpdateAlias.target_key_id,
    UpdateKeyDescription.key_id,
    UpdatePrimaryRegion.key_id,
    Verify.key_id,
    VerifyMac.key_id
);

/// A request is mostly for a primary key that is there, by its owner, in its Region; now and then one of these is let
/// go.
#[derive(Clone, Debug)]
struct Aim {
    which: Index,
    at_primary: bool,
    by_arn: bool,
    by_owner: bool,
    in_its_region: bool,
    /// Used for what it is for, and in the way it can be.
    at_fitting: bool,
}

#[derive(Clone, Debug)]
enum Time {
    /// So much after what the world has reached.
    After(Duration),
    /// Whatever the clock says.
    At(Timestamp),
}

/// A command with its key found, against one world.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) request: Request,
    pub(crate) call: Call,
}

/// What was answered; the same type for every operation.
pub(crate) type Answer = Result<Reply<Value>, KmsError>;

/// Some commands; the first one makes a key.
pub(crate) fn commands() -> impl Strategy<Value = Vec<Command>> {
    let first =
        (create_key(), prop_oneof![2 => Just(multi_region as fn(_) -> _), 1 => Just(imported as fn(_) -> _)]);
    let first = first.prop_map(|(create, kind)| Request::CreateKey(kind(create)));
    (command_of(first.boxed()), vec(command(), 0..20)).prop_map(|(first, mut commands)| {
        commands.insert(0, first);
        commands
    })
}

/// The same request, for a multi-Region key that can be replicated at once.
fn multi_region(create: CreateKey) -> CreateKey {
    CreateKey { multi_region: MultiRegion::Yes, origin: Origin::AwsKms, ..create }
}

/// The same request, for a symmetric multi-Region key whose material is to be imported.
fn imported(create: CreateKey) -> CreateKey {
    let create = CreateKey { key_spec: KeySpec::SymmetricDefault, key_usage: None, ..create };
    CreateKey { origin: Origin::External, ..multi_region(create) }
}

pub(crate) fn command() -> impl Strategy<Value = Command> {
    let create = prop_oneof![
        3 => create_key().prop_map(multi_region),
        1 => create_key().prop_map(imported),
        1 => create_key(),
        2 => custom_key_store().prop_flat_map(|store| create_key_in(&store)),
        1 => any_create_key(),
    ];
    let replicate = prop_oneof![
        3 => (replicate_key(), region()).prop_map(|(request, region)| ReplicateKey { replica_region: region, ..request }),
        1 => any_replicate_key(),
        1 => near_miss_replicate_key().prop_map(|miss| miss.value.request),
    ];
    let request = prop_oneof![
        2 => create.prop_map(Request::CreateKey),
        5 => replicate.prop_map(Request::ReplicateKey),
        8 => on_a_key(),
        9 => on_material(),
        10 => use_of_a_key(),
        1 => list_keys().prop_map(Request::ListKeys),
        1 => list_aliases().prop_map(Request::ListAliases),
        1 => list_retirable_grants().prop_map(Request::ListRetirableGrants),
        2 => any_retire_grant().prop_map(Request::RetireGrant),
        1 => any_key_reference().prop_map(|reference| Request::DescribeKey(DescribeKey::new(reference))),
        1 => alias_name().prop_map(|name| Request::DeleteAlias(DeleteAlias::new(name))),
        1 => store_id().prop_map(|id| Request::ConnectCustomKeyStore(ConnectCustomKeyStore::new(id))),
        1 => store_id().prop_map(|id| Request::DisconnectCustomKeyStore(DisconnectCustomKeyStore::new(id))),
    ];
    command_of(request.boxed())
}

fn store_id() -> impl Strategy<Value = CustomKeyStoreId> {
    prop_oneof![9 => custom_key_store_id(), 1 => any_custom_key_store_id()]
}

fn list_keys() -> impl Strategy<Value = ListKeys> {
    (1..=3_u64, marker()).prop_map(|(limit, marker)| ListKeys { limit: Limit::new(limit).unwrap(), marker })
}

fn list_aliases() -> impl Strategy<Value = ListAliases> {
    (of(any_key_reference()), 1..=3_u64, marker()).prop_map(|(key_id, limit, marker)| ListAliases {
        key_id,
        limit: Limit::new(limit).unwrap(),
        marker,
    })
}

fn list_retirable_grants() -> impl Strategy<Value = ListRetirableGrants> {
    let principal = prop_oneof![3 => principal_arn(), 1 => any_principal_arn()];
    (principal, marker())
        .prop_map(|(principal, marker)| ListRetirableGrants { marker, ..ListRetirableGrants::new(principal) })
}

/// Mostly none; else any text that can be one, which is hardly ever of the list.
fn marker() -> impl Strategy<Value = Option<Marker>> {
    prop_oneof![
        4 => Just(None),
        1 => "(List(Aliases|Grants|Keys|ResourceTags)/)?[ -ÿ]{1,40}".prop_map(|text| Some(text.parse().unwrap())),
    ]
}

/// A request that changes a key, or reads what was changed.
fn on_a_key() -> impl Strategy<Value = Request> {
    let policy = prop_oneof![3 => policy_text(), 1 => any_policy_text()];
    let request = prop_oneof![
        2 => Just(Kind::Cancel),
        1 => Just(Kind::Disable),
        2 => Just(Kind::Enable),
        1 => Just(Kind::GetLastUsage),
        1 => Just(Kind::GetPolicy),
        1 => marker().prop_map(Kind::ListPolicies),
        1 => marker().prop_map(Kind::ListTags),
        1 => policy.prop_map(Kind::PutPolicy),
        3 => pending_window().prop_map(Kind::Schedule),
        1 => vec(tag(), 0..4).prop_map(Kind::Tag),
        1 => vec(tag_key(), 0..4).prop_map(Kind::Untag),
        1 => description().prop_map(Kind::Describe),
        4 => region().prop_map(Kind::Promote),
        2 => prop_oneof![9 => alias_name(), 1 => any_alias_name()].prop_map(Kind::CreateAlias),
        1 => prop_oneof![9 => alias_name(), 1 => any_alias_name()].prop_map(Kind::UpdateAlias),
        3 => prop_oneof![3 => create_grant(), 1 => any_create_grant()].prop_map(Kind::CreateGrant),
        1 => (marker(), of(any_grant_reference()), of(principal_arn()))
            .prop_map(|(marker, grant, grantee)| Kind::ListGrants(marker, grant, grantee)),
        1 => any_revoke_grant().prop_map(Kind::RevokeGrant),
    ];
    (any_key_reference(), request).prop_map(|(key, kind)| match kind {
        Kind::Cancel => Request::CancelKeyDeletion(CancelKeyDeletion::new(key)),
        Kind::Disable => Request::DisableKey(DisableKey::new(key)),
        Kind::Enable => Request::EnableKey(EnableKey::new(key)),
        Kind::GetLastUsage => Request::GetKeyLastUsage(GetKeyLastUsage::new(key)),
        Kind::GetPolicy => Request::GetKeyPolicy(GetKeyPolicy::new(key)),
        Kind::ListPolicies(marker) => {
            Request::ListKeyPolicies(ListKeyPolicies { marker, ..ListKeyPolicies::new(key) })
        }
        Kind::ListTags(marker) => {
            Request::ListResourceTags(ListResourceTags { marker, ..ListResourceTags::new(key) })
        }
        Kind::PutPolicy(policy) => Request::PutKeyPolicy(PutKeyPolicy::new(key, policy)),
        Kind::Schedule(window) => {
            Request::ScheduleKeyDeletion(ScheduleKeyDeletion::new(key).with_window(window))
        }
        Kind::Tag(tags) => Request::TagResource(TagResource::new(key, tags)),
        Kind::Untag(keys) => Request::UntagResource(UntagResource::new(key, keys)),
        Kind::Describe(text) => Request::UpdateKeyDescription(UpdateKeyDescription::new(key, text)),
        Kind::CreateGrant(create) => Request::CreateGrant(CreateGrant { key_id: key, ..create }),
        Kind::ListGrants(marker, grant_id, grantee_principal) => {
            Request::ListGrants(ListGrants { marker, grant_id, grantee_principal, ..ListGrants::new(key) })
        }
        Kind::RevokeGrant(revoke) => Request::RevokeGrant(RevokeGrant { key_id: key, ..revoke }),
        Kind::CreateAlias(name) => Request::CreateAlias(CreateAlias::new(name, key)),
        Kind::UpdateAlias(name) => Request::UpdateAlias(UpdateAlias::new(name, key)),
        Kind::Promote(region) => Request::UpdatePrimaryRegion(UpdatePrimaryRegion::new(key, region)),
    })
}

/// A request that is about the material of a key. Its times count from the first that there is, and its token is the
/// right one more often than not: both are put right when the key is known.
fn on_material() -> impl Strategy<Value = Request> {
    let first: Timestamp = "2026-01-05T12:00:00Z".parse().unwrap();
    let import = (
        any_key_reference(),
        any_import_token(),
        key_material(),
        prop::option::of(time()),
        prop::option::of(import_type()),
    );
    let import = (
        import,
        prop::option::of(key_material_description()),
        prop::option::weighted(0.1, key_material_id()),
    );
    let import = import.prop_map(
        move |((key, token, material, valid_to, import_type), description, key_material_id)| {
            let import = ImportKeyMaterial::new(key, token, material);
            let import = match valid_to {
                Some(valid_to) if valid_to > first => import.that_expires(valid_to),
                Some(_) => import,
                None => import.that_never_expires(),
            };
            ImportKeyMaterial {
                import_type,
                key_material_description: description,
                key_material_id,
                ..import
            }
        },
    );
    prop_oneof![
        8 => import.prop_map(Request::ImportKeyMaterial),
        1 => (any_key_reference(), any_wrapping_algorithm(), any_wrapping_key_spec()).prop_map(|(key, algorithm, spec)| {
            Request::GetParametersForImport(GetParametersForImport::new(key, algorithm, spec))
        }),
        2 => (any_key_reference(), prop::option::weighted(0.2, key_material_id())).prop_map(|(key_id, key_material_id)| {
            Request::DeleteImportedKeyMaterial(DeleteImportedKeyMaterial { key_id, key_material_id })
        }),
        6 => (any_key_reference(), rotation_period()).prop_map(|(key, period)| {
            Request::EnableKeyRotation(EnableKeyRotation::new(key).with_period(period))
        }),
        6 => any_key_reference().prop_map(|key| Request::DisableKeyRotation(DisableKeyRotation::new(key))),
        3 => any_key_reference().prop_map(|key| Request::GetKeyRotationStatus(GetKeyRotationStatus::new(key))),
        4 => any_key_reference().prop_map(|key| Request::RotateKeyOnDemand(RotateKeyOnDemand::new(key))),
        1 => (any_key_reference(), any_include_key_material(), 1..=3_u64, marker()).prop_map(|(key_id, include_key_material, limit, marker)| {
            let limit = Limit::new(limit).unwrap();
            Request::ListKeyRotations(ListKeyRotations { key_id, include_key_material, limit, marker })
        }),
    ]
}

/// A request to use a key, whichever it may be.
fn use_of_a_key() -> impl Strategy<Value = Request> {
    prop_oneof![
        3 => any_decapsulate().prop_map(Request::Decapsulate),
        1 => any_decrypt().prop_map(Request::Decrypt),
        3 => any_derive_shared_secret().prop_map(Request::DeriveSharedSecret),
        3 => any_encapsulate().prop_map(Request::Encapsulate),
        1 => any_encrypt().prop_map(Request::Encrypt),
        1 => any_generate_data_key().prop_map(Request::GenerateDataKey),
        2 => any_generate_data_key_pair().prop_map(Request::GenerateDataKeyPair),
        2 => any_generate_data_key_pair_without_plaintext().prop_map(Request::GenerateDataKeyPairWithoutPlaintext),
        1 => any_generate_data_key_without_plaintext().prop_map(Request::GenerateDataKeyWithoutPlaintext),
        1 => any_generate_mac().prop_map(Request::GenerateMac),
        1 => any_get_public_key().prop_map(Request::GetPublicKey),
        1 => any_re_encrypt().prop_map(Request::ReEncrypt),
        1 => any_sign().prop_map(Request::Sign),
        1 => any_verify().prop_map(Request::Verify),
        1 => any_verify_mac().prop_map(Request::VerifyMac),
    ]
}

/// What is asked of a key, before the key is known.
#[derive(Clone, Debug)]
enum Kind {
    Cancel,
    Disable,
    Enable,
    GetLastUsage,
    GetPolicy,
    ListPolicies(Option<Marker>),
    ListTags(Option<Marker>),
    PutPolicy(PolicyText),
    Schedule(PendingWindowInDays),
    Tag(Vec<Tag>),
    Untag(Vec<TagKey>),
    Describe(Description),
    Promote(Region),
    CreateAlias(AliasName),
    UpdateAlias(AliasName),
    CreateGrant(CreateGrant),
    ListGrants(Option<Marker>, Option<GrantReference>, Option<PrincipalArn>),
    RevokeGrant(RevokeGrant),
}

fn command_of(request: BoxedStrategy<Request>) -> impl Strategy<Value = Command> {
    let mostly = || prop_oneof![9 => Just(true), 1 => Just(false)];
    let aim = (any::<Index>(), mostly(), any::<bool>(), mostly(), mostly(), mostly()).prop_map(
        |(which, at_primary, by_arn, by_owner, in_its_region, at_fitting)| Aim {
            which,
            at_primary,
            by_arn,
            by_owner,
            in_its_region,
            at_fitting,
        },
    );
    let time = prop_oneof![
        6 => select(vec![0_u64, 30_000, 60_000, 1, 7 * 24 * 3_600_000, 30 * 24 * 3_600_000]).prop_map(|millis| Time::After(Duration::from_millis(millis))),
        1 => time().prop_map(Time::At),
        1 => any_time().prop_map(Time::At),
    ];
    let caller = prop_oneof![4 => caller(), 1 => any_caller()];
    let region = prop_oneof![6 => region(), 1 => opt_in_region(), 1 => region_elsewhere(), 1 => any_region()];
    (request, caller, region, prop_oneof![9 => aim.prop_map(Some), 1 => Just(None)], time)
        .prop_map(|(request, caller, region, aim, time)| Command { request, caller, region, aim, time })
}

/// A KMS with a few sets of keys in any states, each with an alias and a grant for one of its keys, a few custom key stores,
/// any geography, and quotas and durations that matter.
pub(crate) fn kms() -> impl Strategy<Value = Kms> {
    let quotas = prop_oneof![
        3 => Just(Quotas::DEFAULT),
        1 => (0..3_u64).prop_map(|keys_per_region| Quotas { keys_per_region, ..Quotas::DEFAULT }),
        1 => (0..500_usize).prop_map(|key_policy_bytes| Quotas { key_policy_bytes, ..Quotas::DEFAULT }),
        1 => (0..2_usize).prop_map(|aliases_per_key| Quotas { aliases_per_key, ..Quotas::DEFAULT }),
        1 => (0..2_usize).prop_map(|grants_per_key| Quotas { grants_per_key, ..Quotas::DEFAULT }),
    ];
    let geography = prop_oneof![2 => geography(), 1 => any_geography()];
    let creating = select(vec![60_000_u64, 0, 30_000, 600_000]).prop_map(Duration::from_millis);
    let adopted = vec(related_key_metadata(), 0..3);
    let stores = vec(custom_key_store(), 0..3);
    (any::<u64>(), geography, quotas, creating, adopted, stores).prop_map(
        |(seed, geography, quotas, creating, adopted, stores)| {
            let timing = Timing { creating, updating: creating, rotating: creating, ..Timing::DEFAULT };
            let world = World::new(Seed(seed)).with_geography(geography).with_quotas(quotas);
            let world = stores.into_iter().fold(world, World::with_custom_key_store);
            let mut kms = Kms::from(world.with_timing(timing));
            for keys in adopted {
                kms.adopt(RelatedKeys::observed(&keys, timing, keys[0].creation_date).unwrap());
                let grant = Box::new(Grant {
                    grant_id: GrantId::from_bytes([1; 32]),
                    name: None,
                    creation_date: keys[0].creation_date,
                    grantee_principal: "arn:aws:iam::111122223333:role/deployer".parse().unwrap(),
                    retiring_principal: Some("arn:aws:iam::111122223333:user/ops".parse().unwrap()),
                    issuing_account: keys[0].aws_account_id,
                    operations: vec![GrantOperation::DescribeKey, GrantOperation::RetireGrant],
                    constraints: GrantConstraints::default(),
                });
                let alias = "alias/orders".parse().unwrap();
                for change in [Change::AliasCreated { alias }, Change::GrantCreated { grant }] {
                    kms.replay(&Event {
                        subject: keys[0].key_id.into(),
                        region: keys[0].arn.region().clone(),
                        at: Timestamp::MIN,
                        change,
                    });
                }
            }
            kms
        },
    )
}

impl Command {
    /// The command as it reads in this world: an aim needs keys.
    pub(crate) fn in_world(&self, kms: &Kms) -> Asked {
        let reached = kms.world().now().max("2026-01-05T12:00:00Z".parse().unwrap());
        let now = match self.time {
            Time::After(duration) => reached.checked_add(duration).unwrap_or(reached),
            Time::At(time) => time,
        };
        let (mut request, mut caller, mut region) =
            (self.request.clone(), self.caller.clone(), self.region.clone());
        let stores: Vec<_> = kms.world().custom_key_stores().collect();
        if let (Some(aim), Some(named), false) =
            (&self.aim, request.custom_key_store_id_mut(), stores.is_empty())
        {
            let store = aim.which.get::<&CustomKeyStore>(&stores);
            *named = store.custom_key_store_id.clone();
            if let Request::CreateKey(CreateKey { custom_key_store_id: Some(_), origin, xks_key_id, .. }) =
                &mut request
                && origin.is_custom_key_store()
            {
                *origin = store.custom_key_store_type().as_str().into();
                *xks_key_id =
                    (*origin == Origin::ExternalKeyStore).then(|| "bb8562717f809024".parse().unwrap());
            }
            if aim.by_owner {
                let partition = kms.world().geography().partition(&store.region).unwrap_or(Partition::Aws);
                caller = Caller::administrator(&partition, store.account);
            }
            if aim.in_its_region {
                region = store.region.clone();
            }
            return Asked { request, call: Call::new(caller, region, now) };
        }
        let mut sets: Vec<_> = kms.world().sets().collect();
        if let Request::RevokeGrant(_) | Request::RetireGrant(_) | Request::ListGrants(_) = request {
            let has_grant =
                |set: &&RelatedKeys| kms.world().grants_of(set.key_id(), &set.primary().region) > 0;
            if sets.iter().any(has_grant) {
                sets.retain(has_grant);
            }
        }
        if let Request::DeleteAlias(_) | Request::UpdateAlias(_) = request {
            let has_alias = |set: &&RelatedKeys| {
                kms.world().aliases_in(set.shared().account, &set.primary().region).next().is_some()
            };
            prefer(&mut sets, has_alias);
        }
        let is_symmetric = |set: &&RelatedKeys| set.shared().key_spec == KeySpec::SymmetricDefault;
        let is_imported = |set: &&RelatedKeys| set.shared().origin == Origin::External && is_symmetric(set);
        match request {
            Request::ImportKeyMaterial(_) | Request::DeleteImportedKeyMaterial(_) => {
                prefer(&mut sets, is_imported)
            }
            Request::RotateKeyOnDemand(_)
            | Request::EnableKeyRotation(_)
            | Request::DisableKeyRotation(_)
            | Request::GetKeyRotationStatus(_)
            | Request::ListKeyRotations(_)
            | Request::GenerateDataKey(_)
            | Request::GenerateDataKeyWithoutPlaintext(_) => {
                prefer(&mut sets, is_symmetric);
            }
            Request::GenerateDataKeyPair(_) | Request::GenerateDataKeyPairWithoutPlaintext(_) => {
                prefer(&mut sets, |set| is_symmetric(set) && !set.shared().origin.is_custom_key_store());
            }
            _ => {}
        }
        let usage = usage_for(&request).filter(|_| self.aim.as_ref().is_some_and(|aim| aim.at_fitting));
        if let Some(usage) = usage {
            let fits = |set: &&RelatedKeys| set.shared().key_usage == usage;
            if sets.iter().any(fits) {
                sets.retain(fits);
            }
        }
        if let (Some(aim), false) = (&self.aim, sets.is_empty()) {
            let set = aim.which.get::<&RelatedKeys>(&sets);
            let key = match aim.at_primary {
                true => set.primary(),
                false => aim.which.get::<&RegionalKey>(&set.keys().collect::<Vec<_>>()),
            };
            let (arn, owner) = (&set.arn_in(&key.region), set.shared().account);
            let reference: KeyReference = if aim.by_arn { arn.clone().into() } else { arn.key_id().into() };
            if let Request::CreateKey(_) = request {
                return Asked { request, call: Call::new(caller, region, now) };
            }
            match &mut request {
                Request::RevokeGrant(RevokeGrant { grant_id, .. })
                | Request::RetireGrant(RetireGrant { grant: GrantToRetire::Id { grant_id, .. }, .. })
                | Request::ListGrants(ListGrants { grant_id: Some(grant_id), .. }) => {
                    let there = kms.world().grants_after(arn.key_id(), &key.region, None).next();
                    *grant_id = there.map_or(grant_id.clone(), |grant| grant.grant_id.into());
                }
                _ => {}
            }
            if let Request::RetireGrant(RetireGrant {
                grant: GrantToRetire::Id { key_id: named, .. }, ..
            })
            | Request::ListAliases(ListAliases { key_id: Some(named), .. }) = &mut request
            {
                *named = reference.clone();
            }
            if aim.at_fitting {
                fit(&mut request, kms, set, &reference, now);
            }
            if let Some(named) = request.reference_mut() {
                *named = reference;
            }
            let there = || kms.world().aliases_in(owner, &key.region).next().cloned();
            match &mut request {
                Request::DeleteAlias(DeleteAlias { alias_name })
                | Request::UpdateAlias(UpdateAlias { alias_name, .. }) => {
                    *alias_name = there().unwrap_or(alias_name.clone());
                }
                _ => {}
            }
            if let Request::ImportKeyMaterial(import) = &mut request {
                let delay =
                    |valid_to: Timestamp| valid_to.duration_since("2026-01-05T12:00:00Z".parse().unwrap());
                import.valid_to =
                    import.valid_to.map(|valid_to| now.checked_add(delay(valid_to)).unwrap_or(valid_to));
                let algorithm = kms_mrk::key::WrappingAlgorithm::RsaAesKeyWrapSha256;
                let spec = kms_mrk::key::WrappingKeySpec::Rsa4096;
                let parameters = GetParametersForImport::new(import.key_id.clone(), algorithm, spec);
                let owner =
                    Call::new(Caller::administrator(arn.partition(), owner), arn.region().clone(), now);
                if let (true, Ok(reply)) = (aim.by_owner, kms.dry_run(&parameters, &owner)) {
                    import.import_token = reply.output.import_token;
                }
            }
            if let (Request::UpdatePrimaryRegion(update), true, false) =
                (&mut request, aim.at_primary, set.replicas().is_empty())
            {
                update.primary_region = aim.which.get(set.replicas()).region.clone();
            }
            // Who may retire a grant, the grant says: it is now and then somebody else than the owner.
            if aim.by_owner && !(matches!(request, Request::RetireGrant(_)) && aim.by_arn) {
                caller = Caller::administrator(arn.partition(), owner);
            }
            if aim.in_its_region {
                region = arn.region().clone();
            }
        }
        Asked { request, call: Call::new(caller, region, now) }
    }
}

/// Leaves only those that are wanted, if there are any.
fn prefer<'a>(sets: &mut Vec<&'a RelatedKeys>, is_wanted: impl Fn(&&'a RelatedKeys) -> bool) {
    if sets.iter().any(&is_wanted) {
        sets.retain(is_wanted);
    }
}

/// The usage of the keys that a request can use.
fn usage_for(request: &Request) -> Option<KeyUsage> {
    Some(match request {
        Request::Encrypt(_)
        | Request::Decrypt(_)
        | Request::ReEncrypt(_)
        | Request::GenerateDataKey(_)
        | Request::GenerateDataKeyWithoutPlaintext(_)
        | Request::GenerateDataKeyPair(_)
        | Request::GenerateDataKeyPairWithoutPlaintext(_) => KeyUsage::EncryptDecrypt,
        Request::Sign(_) | Request::Verify(_) | Request::GetPublicKey(_) => KeyUsage::SignVerify,
        Request::GenerateMac(_) | Request::VerifyMac(_) => KeyUsage::GenerateVerifyMac,
        Request::DeriveSharedSecret(_) => KeyUsage::KeyAgreement,
        Request::Encapsulate(_) | Request::Decapsulate(_) => KeyUsage::EncapsulateDecapsulate,
        _ => return None,
    })
}

/// Makes a request to use a key one that fits the key: in its algorithm, and in what it is to open.
fn fit(request: &mut Request, kms: &Kms, set: &RelatedKeys, named: &KeyReference, now: Timestamp) {
    let shared = set.shared();
    match (request, shared.key_spec.algorithms(&shared.key_usage)) {
        (Request::Encrypt(encrypt), Some(Algorithms::Encryption(list))) => {
            encrypt.encryption_algorithm = list[0].clone();
            if list[0] != EncryptionAlgorithm::SymmetricDefault {
                encrypt.encryption_context = EncryptionContext::new();
                encrypt.plaintext = Plaintext::new(*b"x").unwrap();
            }
        }
        (Request::Decrypt(decrypt), Some(Algorithms::Encryption(list))) => {
            let context = match list[0] {
                EncryptionAlgorithm::SymmetricDefault => decrypt.encryption_context.clone(),
                _ => EncryptionContext::new(),
            };
            if let Some(ciphertext) = sealed_by(kms, set, &context, now) {
                decrypt.encryption_algorithm = list[0].clone();
                decrypt.encryption_context = context;
                decrypt.ciphertext_blob = ciphertext;
                let is_symmetric = list[0] == EncryptionAlgorithm::SymmetricDefault;
                decrypt.key_id = (!is_symmetric || decrypt.key_id.is_some()).then(|| named.clone());
            }
        }
        (Request::ReEncrypt(re_encrypt), Some(Algorithms::Encryption(list))) => {
            let context = EncryptionContext::new();
            if let Some(ciphertext) = sealed_by(kms, set, &context, now) {
                re_encrypt.source_encryption_algorithm = list[0].clone();
                re_encrypt.source_encryption_context = context.clone();
                re_encrypt.ciphertext_blob = ciphertext;
                re_encrypt.source_key_id = Some(named.clone());
                re_encrypt.destination_encryption_algorithm = list[0].clone();
                re_encrypt.destination_encryption_context = context;
            }
        }
        (Request::GenerateDataKey(generate), _) => {
            generate.key_spec.get_or_insert(DataKeySpec::Aes256);
            generate.number_of_bytes = None;
        }
        (Request::GenerateDataKeyPair(generate), _) => generate.key_pair_spec = DataKeyPairSpec::EccNistP256,
        (Request::GenerateDataKeyPairWithoutPlaintext(generate), _) => {
            generate.key_pair_spec = DataKeyPairSpec::EccNistP256;
        }
        (Request::GenerateDataKeyWithoutPlaintext(generate), _) => {
            generate.key_spec.get_or_insert(DataKeySpec::Aes256);
            generate.number_of_bytes = None;
        }
        (Request::Sign(sign), Some(Algorithms::Signing(list))) => {
            sign.signing_algorithm = list[0].clone();
            sign.message_type = MessageType::Raw;
        }
        (Request::Verify(verify), Some(Algorithms::Signing(list))) => {
            verify.signing_algorithm = list[0].clone();
            verify.message_type = MessageType::Raw;
        }
        (Request::GenerateMac(generate), Some(Algorithms::Mac(list))) => {
            generate.mac_algorithm = list[0].clone();
        }
        (Request::VerifyMac(verify), Some(Algorithms::Mac(list))) => verify.mac_algorithm = list[0].clone(),
        (Request::Decapsulate(decapsulate), _) => {
            let bytes = match shared.key_spec {
                KeySpec::MlKem512 => 768,
                KeySpec::MlKem768 => 1088,
                _ => 1568,
            };
            decapsulate.shared_secret_ciphertext_blob = EncapsulatedSecret::new(vec![7; bytes]).unwrap();
        }
        _ => {}
    }
}

/// What a key of the set seals at this time, if one of them can be used.
pub(crate) fn sealed_by(
    kms: &Kms,
    set: &RelatedKeys,
    context: &EncryptionContext,
    now: Timestamp,
) -> Option<SymbolicCiphertext> {
    let shared = set.shared();
    let Some(Algorithms::Encryption(list)) = shared.key_spec.algorithms(&shared.key_usage) else {
        return None;
    };
    let owner = Caller::administrator(&shared.partition, shared.account);
    let encrypt = Encrypt::new(shared.key_id.into(), Plaintext::new(*b"hello").unwrap())
        .with_algorithm(list[0].clone())
        .with_context(context.clone());
    let seal = |key: &RegionalKey| {
        let call = Call::new(owner.clone(), key.region.clone(), now);
        kms.dry_run(&encrypt, &call).ok().map(|reply| reply.output.ciphertext_blob)
    };
    set.keys().find_map(seal)
}

fn reply<T: serde::Serialize>(reply: Reply<T>) -> Reply<Value> {
    let output = serde_json::to_value(reply.output).unwrap();
    Reply { output, events: reply.events, records: reply.records }
}

/// Everything that happened when the commands were given, one after the other.
pub(crate) fn play(kms: &mut Kms, commands: &[Command]) -> Vec<Event> {
    let mut events = Vec::new();
    for command in commands {
        let asked = command.in_world(kms);
        events.extend(kms.advance(asked.call.now()));
        if let Ok(reply) = asked.call(kms) {
            events.extend(reply.events);
        }
    }
    events
}
