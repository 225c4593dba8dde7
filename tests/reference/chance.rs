//! How likely each command is.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::alphabet::{BYTES, DAY, Kind, MINUTE, Material, Name, Place, Policy, SECOND, TagList};
use super::command::{
    Aim, By, Command, Expiry, Extras, Form, Import, ImportType, Materials, Of, Request, Those, Token, Usage,
    Wait, Where,
};
use super::grant::{dry_run, filter, principal, terms, to_retire, tokens, which};
use super::store::Store;
use super::use_of_key::using;

/// Everything that can be asked.
pub(crate) fn command() -> BoxedStrategy<Command> {
    (wait(), aim(), request()).prop_map(|(wait, aim, request)| Command { wait, aim, request }).boxed()
}

fn wait() -> impl Strategy<Value = Wait> {
    prop_oneof![
        24 => Just(Wait::No),
        2 => select(vec![1, 30 * SECOND, MINUTE, 20 * MINUTE, DAY]).prop_map(Wait::For),
        4 => Just(Wait::Due(0)),
        1 => select(vec![-1, 1, -20 * MINUTE]).prop_map(Wait::Due),
        1 => select(vec![7 * DAY, 30 * DAY, 91 * DAY, 400 * DAY]).prop_map(Wait::For),
        1 => select(vec![-1, -DAY]).prop_map(Wait::For),
    ]
}

fn aim() -> impl Strategy<Value = Aim> {
    let set = prop_oneof![
        12 => Just(Those::Suitable),
        6 => Just(Those::Here),
        1 => Just(Those::EverMade),
        1 => Just(Those::NeverMade)
    ];
    let at = prop_oneof![
        5 => Just(Where::Primary),
        4 => (0..2_usize).prop_map(Where::Replica),
        1 => place().prop_map(Where::At)
    ];
    let form = prop_oneof![
        12 => Just(Form::KeyId),
        4 => Just(Form::Arn),
        1 => place().prop_map(Form::ArnOf),
        1 => name().prop_map(Form::Alias),
        1 => name().prop_map(Form::AliasArn),
    ];
    let caller = prop_oneof![
        15 => Just(By::Owner),
        3 => principal().prop_map(By::Principal),
    ];
    (0..6_usize, set, at, form, caller).prop_map(|(which, set, place, form, caller)| Aim {
        which,
        set,
        place,
        form,
        caller,
    })
}

fn request() -> impl Strategy<Value = Request> {
    let create = (kind(), prop_oneof![4 => Just(true), 1 => Just(false)], usage(), extras()).prop_map(
        |(kind, multi_region, usage, extras)| {
            // Where few keys are multi-Region keys, the rare case is the other way round.
            let multi_region = multi_region != kind.store().is_some();
            Request::CreateKey { kind, multi_region, usage, extras }
        },
    );
    let create_grant = (terms(), tokens(), dry_run())
        .prop_map(|(terms, tokens, dry_run)| Request::CreateGrant { terms, tokens, dry_run });
    let retire =
        (to_retire(), dry_run()).prop_map(|(grant, dry_run)| Request::RetireGrant { grant, dry_run });
    let revoke = (which(), dry_run()).prop_map(|(grant, dry_run)| Request::RevokeGrant { grant, dry_run });
    let replicate = (place(), extras()).prop_map(|(to, extras)| Request::ReplicateKey { to, extras });
    let days = select(vec![7, 7, 7, 14, 30]);
    let choices: Vec<(u32, BoxedStrategy<Request>)> = vec![
        (9, create.boxed()),
        (10, replicate.boxed()),
        (6, place().prop_map(Request::UpdatePrimaryRegion).boxed()),
        (2, Just(Request::DescribeKey).boxed()),
        (4, Just(Request::EnableKey).boxed()),
        (3, Just(Request::DisableKey).boxed()),
        (3, days.prop_map(Request::ScheduleKeyDeletion).boxed()),
        (3, Just(Request::CancelKeyDeletion).boxed()),
        (1, policy().prop_map(Request::PutKeyPolicy).boxed()),
        (1, Just(Request::GetKeyPolicy).boxed()),
        (1, Just(Request::ListKeyPolicies).boxed()),
        (2, tags().prop_map(Request::TagResource).boxed()),
        (1, tags().prop_map(Request::UntagResource).boxed()),
        (1, Just(Request::ListResourceTags).boxed()),
        (1, (0..3_u8).prop_map(Request::UpdateKeyDescription).boxed()),
        (3, name().prop_map(Request::CreateAlias).boxed()),
        (2, name().prop_map(Request::UpdateAlias).boxed()),
        (1, name().prop_map(Request::DeleteAlias).boxed()),
        (1, Just(Request::ListKeys).boxed()),
        (4, Just(Request::GetParametersForImport).boxed()),
        (9, import().prop_map(Request::ImportKeyMaterial).boxed()),
        (3, material().prop_map(Request::DeleteImportedKeyMaterial).boxed()),
        (3, select(vec![90, 91, 365]).prop_map(Request::EnableKeyRotation).boxed()),
        (1, Just(Request::DisableKeyRotation).boxed()),
        (1, Just(Request::GetKeyRotationStatus).boxed()),
        (4, Just(Request::RotateKeyOnDemand).boxed()),
        (2, select(vec![Materials::Rotated, Materials::All]).prop_map(Request::ListKeyRotations).boxed()),
        (1, select(vec![Of::All, Of::TheKey]).prop_map(Request::ListAliases).boxed()),
        (7, create_grant.boxed()),
        (2, filter().prop_map(Request::ListGrants).boxed()),
        (1, principal().prop_map(Request::ListRetirableGrants).boxed()),
        (4, retire.boxed()),
        (2, revoke.boxed()),
        (2, Just(Request::GetKeyLastUsage).boxed()),
        (26, using().prop_map(Request::Use).boxed()),
        (2, store().prop_map(Request::ConnectCustomKeyStore).boxed()),
        (2, store().prop_map(Request::DisconnectCustomKeyStore).boxed()),
    ];
    Union::new_weighted(choices)
}

fn import() -> impl Strategy<Value = Import> {
    let token =
        prop_oneof![18 => Just(Token::Latest), 1 => Just(Token::OfAnyKey), 1 => Just(Token::Nonsense)];
    let bytes = prop_oneof![3 => Just(0_u8), 3 => Just(1), 1 => Just(2)];
    let expiry = prop_oneof![
        6 => Just(Expiry::Never),
        4 => select(vec![20 * SECOND, MINUTE, DAY, 7 * DAY, 365 * DAY]).prop_map(Expiry::After),
        1 => select(vec![0, -1, 365 * DAY + 1]).prop_map(Expiry::After),
        1 => Just(Expiry::Unsaid),
        1 => Just(Expiry::NeverAfter(DAY)),
    ];
    let import_type = select(vec![None, None, Some(ImportType::New), Some(ImportType::Existing)]);
    (token, bytes, expiry, import_type, prop_oneof![9 => Just(None), 1 => material()]).prop_map(
        |(token, bytes, expiry, import_type, material)| Import {
            token,
            bytes,
            expiry,
            import_type,
            material,
        },
    )
}

fn material() -> impl Strategy<Value = Option<Material>> {
    prop_oneof![
        3 => Just(None),
        3 => select(&BYTES[..]).prop_map(|bytes| Some(Material::Imported(bytes))),
        1 => Just(Some(Material::Made(0))),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    select(&Place::ALL[..])
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![4 => Just(Name::Orders), 2 => Just(Name::Orders2), 2 => Just(Name::Ledger), 1 => Just(Name::Reserved)]
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        6 => Just(Kind::Symmetric),
        4 => Just(Kind::ImportedSymmetric),
        1 => Just(Kind::Hmac),
        1 => Just(Kind::ImportedHmac),
        1 => Just(Kind::RsaToEncrypt),
        1 => Just(Kind::ImportedRsaToSign),
        1 => Just(Kind::EccToAgree),
        1 => Just(Kind::MlKem),
        2 => Just(Kind::InCloudHsm),
        3 => (0..2_u8).prop_map(Kind::InExternalStore),
    ]
}

fn store() -> impl Strategy<Value = Store> {
    prop_oneof![4 => Just(Store::CloudHsm), 4 => Just(Store::External), 1 => Just(Store::NeverMade)]
}

fn usage() -> impl Strategy<Value = Usage> {
    prop_oneof![8 => Just(Usage::Said), 1 => Just(Usage::Unsaid), 1 => Just(Usage::Wrong)]
}

fn extras() -> impl Strategy<Value = Extras> {
    let policy = prop_oneof![20 => Just(Policy::Default), 2 => Just(Policy::Read), 1 => Just(Policy::NoJson)];
    let tags = prop_oneof![12 => Just(TagList::None), 1 => tags()];
    (0..3_u8, policy, tags).prop_map(|(description, policy, tags)| Extras { description, policy, tags })
}

fn policy() -> impl Strategy<Value = Policy> {
    prop_oneof![4 => Just(Policy::Read), 1 => Just(Policy::NoJson)]
}

fn tags() -> impl Strategy<Value = TagList> {
    prop_oneof![
        6 => Just(TagList::One),
        4 => Just(TagList::Two),
        2 => Just(TagList::None),
        1 => Just(TagList::Twice),
        1 => Just(TagList::Reserved),
        1 => Just(TagList::Fifty),
        1 => Just(TagList::FiftyOne),
    ]
}
