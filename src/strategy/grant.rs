//! Grants: what they are made of, and the requests about them.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::built::built;
use super::key_arn::{any_key_arn, key_arn};
use super::key_reference::{any_key_reference, key_reference};
use super::name::{any_grant_operation, grant_operation};
use super::near_miss::NearMissText;
use super::principal::{any_principal_arn, principal_arn};
use super::text::any_text;
use crate::identity::{GrantId, GrantName, GrantReference, GrantToken};
use crate::key::{EncryptionContext, GrantConstraints, GrantOperation};
use crate::operation::{CreateGrant, DryRun, RetireGrant, RevokeGrant};

/// One of three grant IDs.
pub fn grant_id() -> impl Strategy<Value = GrantId> {
    (0..3_u8).prop_map(|byte| GrantId::from_bytes([byte; 32]))
}

/// Any grant ID.
pub fn any_grant_id() -> impl Strategy<Value = GrantId> {
    prop_oneof![grant_id(), any::<[u8; 32]>().prop_map(GrantId::from_bytes)].boxed()
}

/// A text that one slip keeps from being a grant ID: a digit too few or too many, upper case.
pub fn near_miss_grant_id() -> impl Strategy<Value = NearMissText> {
    let replaced = (grant_id(), any::<Index>(), select(vec!['A', 'g', '-', 'é', ' ']))
        .prop_map(|(id, at, by)| NearMissText::replaced(&id.to_string(), at.index(64), by));
    let truncated =
        (grant_id(), 0..64_usize).prop_map(|(id, at)| NearMissText::truncated(&id.to_string(), at));
    let continued = grant_id().prop_map(|id| NearMissText::continued(&id.to_string(), "0"));
    prop_oneof![replaced, truncated, continued].boxed()
}

/// Anything that a `GrantId` parameter may hold: grant IDs, near misses, any text of 1 to 128 characters.
pub fn any_grant_reference() -> impl Strategy<Value = GrantReference> {
    let malformed = prop_oneof![near_miss_grant_id().prop_map(|miss| miss.text), any_text()];
    let malformed = malformed.prop_map(|text| built(if text.is_empty() { "grant" } else { &text }));
    let longest = Just(()).prop_map(|()| built("x".repeat(GrantReference::MAX_LENGTH)));
    prop_oneof![6 => any_grant_id().prop_map_into(), 2 => malformed, 1 => longest].boxed()
}

/// One of three names of grants; it shrinks to `orders`.
pub fn grant_name() -> impl Strategy<Value = GrantName> {
    select(["orders", "orders/2026", "A:b_c-d"].as_slice()).prop_map(built)
}

/// Any name of a grant, up to the longest.
pub fn any_grant_name() -> impl Strategy<Value = GrantName> {
    let strange = "[a-zA-Z0-9:/_-]{1,12}".prop_map(built::<GrantName>);
    let longest = Just(()).prop_map(|()| built("x".repeat(GrantName::MAX_LENGTH)));
    prop_oneof![6 => grant_name(), 3 => strange, 1 => longest].boxed()
}

/// A text that one slip keeps from being the name of a grant: none, a character that no name has, too many characters.
pub fn near_miss_grant_name() -> impl Strategy<Value = NearMissText> {
    let wrong_character = (grant_name(), any::<Index>(), select(vec!['.', ' ', '*', 'é', '\n']))
        .prop_map(|(name, at, by)| NearMissText::replaced(name.as_str(), at.index(name.as_str().len()), by));
    let too_long = Just(()).prop_map(|()| NearMissText::too_long("", 'x', GrantName::MAX_LENGTH));
    prop_oneof![4 => wrong_character, 1 => Just(()).prop_map(|()| NearMissText::at_end("")), 1 => too_long]
        .boxed()
}

/// A grant token as the model makes them, of some grant.
pub fn grant_token() -> impl Strategy<Value = GrantToken> {
    (key_arn(), grant_id(), 0..3_u8).prop_map(|(key, id, serial)| GrantToken::of(&key, id, serial.into()))
}

/// Any grant token: of the model, almost, and any text.
pub fn any_grant_token() -> impl Strategy<Value = GrantToken> {
    let strange = (any_key_arn(), any_grant_id(), any::<u128>())
        .prop_map(|(key, id, serial)| GrantToken::of(&key, id, serial));
    let cut = (grant_token(), any::<Index>()).prop_map(|(token, at)| {
        let text: String = token.as_str().chars().take(1 + at.index(token.as_str().len())).collect();
        built(text)
    });
    let text = any_text().prop_map(|text| built(if text.is_empty() { "token" } else { &text }));
    let longest = Just(()).prop_map(|()| built("x".repeat(GrantToken::MAX_LENGTH)));
    prop_oneof![4 => grant_token(), 2 => strange, 2 => cut, 1 => text, 1 => longest].boxed()
}

/// An encryption context of up to two pairs; it shrinks to the empty one.
pub fn encryption_context() -> impl Strategy<Value = EncryptionContext> {
    vec((select(vec!["Department", "Stage"]), select(vec!["IT", "test"])), 0..3)
        .prop_map(|pairs| pairs.into_iter().collect())
}

/// Any encryption context, with more pairs and longer values than a constraint may have, too.
pub fn any_encryption_context() -> impl Strategy<Value = EncryptionContext> {
    let pairs = vec((any_text(), prop_oneof![9 => any_text(), 1 => Just("x".repeat(385))]), 0..10);
    prop_oneof![encryption_context(), pairs.prop_map(|pairs| pairs.into_iter().collect())].boxed()
}

/// The constraints of a grant of a symmetric key: mostly none, else one of the two; they shrink to none.
pub fn grant_constraints() -> impl Strategy<Value = GrantConstraints> {
    let subset = encryption_context().prop_map(|context| GrantConstraints {
        encryption_context_subset: Some(context),
        ..GrantConstraints::default()
    });
    let equals = encryption_context().prop_map(|context| GrantConstraints {
        encryption_context_equals: Some(context),
        ..GrantConstraints::default()
    });
    prop_oneof![3 => Just(GrantConstraints::default()), 1 => subset, 1 => equals].boxed()
}

/// Any constraints, both at once among them.
pub fn any_grant_constraints() -> impl Strategy<Value = GrantConstraints> {
    (of(any_encryption_context()), of(any_encryption_context())).prop_map(
        |(encryption_context_subset, encryption_context_equals)| GrantConstraints {
            encryption_context_subset,
            encryption_context_equals,
        },
    )
}

/// Mostly a request that is to be carried out.
pub fn dry_run() -> impl Strategy<Value = DryRun> {
    prop_oneof![9 => Just(DryRun::No), 1 => Just(DryRun::Yes)]
}

/// A request for a grant that a symmetric key in a right state can have, sometimes with a name; it is no dry run.
pub fn create_grant() -> impl Strategy<Value = CreateGrant> {
    let operation = select(
        [
            GrantOperation::Decrypt,
            GrantOperation::Encrypt,
            GrantOperation::GenerateDataKey,
            GrantOperation::RetireGrant,
            GrantOperation::DescribeKey,
        ]
        .as_slice(),
    );
    let who = (principal_arn(), weighted(0.6, principal_arn()));
    (key_reference(), who, vec(operation, 1..3), grant_constraints(), weighted(0.3, grant_name())).prop_map(
        |(key_id, (grantee, retiring_principal), operations, constraints, name)| CreateGrant {
            retiring_principal,
            constraints,
            name,
            ..CreateGrant::new(key_id, grantee, operations)
        },
    )
}

/// Any request for a grant: every member is well formed, and nothing need fit.
pub fn any_create_grant() -> impl Strategy<Value = CreateGrant> {
    let operations = vec(prop_oneof![4 => grant_operation(), 1 => any_grant_operation()], 0..4);
    let who = (any_principal_arn(), of(any_principal_arn()));
    let tokens = prop_oneof![3 => vec(any_grant_token(), 0..2), 1 => vec(grant_token(), 0..12)];
    let rest = (any_grant_constraints(), tokens, of(any_grant_name()), dry_run());
    (any_key_reference(), who, operations, rest).prop_map(
        |(key_id, (grantee_principal, retiring_principal), operations, rest)| {
            let (constraints, grant_tokens, name, dry_run) = rest;
            CreateGrant {
                key_id,
                grantee_principal,
                retiring_principal,
                operations,
                constraints,
                grant_tokens,
                name,
                dry_run,
            }
        },
    )
}

/// Any request to revoke a grant.
pub fn any_revoke_grant() -> impl Strategy<Value = RevokeGrant> {
    (any_key_reference(), any_grant_reference(), dry_run())
        .prop_map(|(key_id, grant_id, dry_run)| RevokeGrant { key_id, grant_id, dry_run })
}

/// Any request to retire a grant, by its token or by its ID.
pub fn any_retire_grant() -> impl Strategy<Value = RetireGrant> {
    let by_id =
        (any_key_reference(), any_grant_reference()).prop_map(|(key, grant)| RetireGrant::by_id(key, grant));
    let by_token = any_grant_token().prop_map(RetireGrant::by_token);
    (prop_oneof![3 => by_id, 1 => by_token], dry_run())
        .prop_map(|(retire, dry_run)| RetireGrant { dry_run, ..retire })
}
