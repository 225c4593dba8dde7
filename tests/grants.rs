//! Grants: who may do what with one key in one Region, until the grant is retired or revoked.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/grants.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>

mod stage;

use jiff::Timestamp;
use kms_mrk::identity::{GrantId, GrantReference, GrantToken, KeyId, KeyReference, PrincipalArn};
use kms_mrk::key::{
    EncryptionContext, GrantConstraints, GrantOperation, KeySpec, KeyState, KeyUsage, Origin,
    PendingWindowInDays, RequestedState,
};
use kms_mrk::model::{Call, Caller, Change, Event, Grant, Quotas, RegionalKey, RelatedKeys};
use kms_mrk::operation::{
    CreateGrant, CreateGrantOutput, CreateKey, DryRun, ListGrants, ListRetirableGrants, Operation,
    Permission, PutKeyPolicy, RetireGrant, RevokeGrant, ScheduleKeyDeletion, Setting, UpdatePrimaryRegion,
    rule,
};
use kms_mrk::verdict::Evidence;
use kms_mrk::{Kms, KmsError};
use serde_json::{Value, json};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, external_key, judged, key_arn, read,
    recorded, reference, regional, replicate, said, set_in, shared, shared_policy,
};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";
const WORKER: &str = "arn:aws:iam::111122223333:role/worker";
const OPS: &str = "arn:aws:iam::111122223333:user/ops";
const PARTNER: &str = "arn:aws:iam::444455556666:role/partner";
const DRY: &str = "The request would have succeeded, but the DryRun option is set.";

/// A request to let [`WORKER`] decrypt.
fn create(key: impl Into<KeyReference>) -> CreateGrant {
    CreateGrant::new(key.into(), read(WORKER), vec![GrantOperation::Decrypt])
}

fn permitting(key: impl Into<KeyReference>, operations: &[GrantOperation]) -> CreateGrant {
    CreateGrant { operations: operations.to_vec(), ..create(key) }
}

fn retirable_by(principal: &str, key: impl Into<KeyReference>) -> CreateGrant {
    CreateGrant { retiring_principal: Some(read(principal)), ..create(key) }
}

fn revoke(key: impl Into<KeyReference>, grant: GrantId) -> RevokeGrant {
    RevokeGrant::new(key.into(), grant.into())
}

fn retire(key: impl Into<KeyReference>, grant: GrantId) -> RetireGrant {
    RetireGrant::by_id(key.into(), grant.into())
}

fn caller(principal: &str) -> Caller {
    Caller::new(read(principal)).unwrap()
}

fn context(pairs: &[(&str, &str)]) -> EncryptionContext {
    pairs.iter().copied().collect()
}

fn subset(pairs: &[(&str, &str)]) -> GrantConstraints {
    GrantConstraints { encryption_context_subset: Some(context(pairs)), ..GrantConstraints::default() }
}

/// A stage with one symmetric key at home.
fn with_key() -> (Stage, KeyId) {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    (stage, key)
}

#[track_caller]
fn key_for(stage: &mut Stage, key_spec: KeySpec, usage: KeyUsage) -> KeyId {
    stage.accepts(&CreateKey { key_spec, key_usage: Some(usage), ..CreateKey::default() }, HOME).key_id
}

/// The IDs of the grants of a key, in order.
#[track_caller]
fn ids(stage: &Stage, key: KeyId, region: &str) -> Vec<GrantId> {
    stage.kms.world().grants_after(key, &read(region), None).map(|grant| grant.grant_id).collect()
}

/// What a principal says, and nobody else's call comes between.
#[track_caller]
fn by<T>(stage: &mut Stage, principal: &str, act: impl FnOnce(&mut Stage) -> T) -> T {
    let before = std::mem::replace(&mut stage.caller, caller(principal));
    let result = act(stage);
    stage.caller = before;
    result
}

#[track_caller]
fn delete_key(stage: &mut Stage, key_id: KeyId, region: &str) {
    let schedule = ScheduleKeyDeletion::new(key_id.into()).with_window(PendingWindowInDays::MIN);
    stage.accepts(&schedule, region);
    stage.wait(7 * DAY);
    stage.kms.advance(stage.now);
}

#[test]
fn a_grant_is_what_was_asked_for() {
    let (mut stage, key) = with_key();
    let request = CreateGrant {
        retiring_principal: Some(read(OPS)),
        constraints: subset(&[("Department", "IT")]),
        name: Some(read("orders")),
        ..permitting(key, &[GrantOperation::Encrypt, GrantOperation::Decrypt])
    };
    let made = stage.accepts(&request, HOME);
    let expected = Grant {
        grant_id: made.grant_id,
        name: Some(read("orders")),
        creation_date: stage.now,
        grantee_principal: read(WORKER),
        retiring_principal: Some(read(OPS)),
        issuing_account: read(ACCOUNT),
        operations: vec![GrantOperation::Encrypt, GrantOperation::Decrypt],
        constraints: subset(&[("Department", "IT")]),
    };
    assert_eq!(stage.kms.world().grant(key, &read(HOME), made.grant_id), Some(&expected));
    assert_eq!(
        serde_json::to_value(&made).unwrap(),
        json!({"GrantToken": made.grant_token, "GrantId": made.grant_id})
    );
    let id = made.grant_id.to_string();
    assert!(id.len() == 64 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{id}");
}

#[test]
fn without_a_name_every_request_makes_a_grant() {
    let (mut stage, key) = with_key();
    let made: Vec<_> = (0..3).map(|_| stage.accepts(&create(key), HOME)).collect();
    let mut expected: Vec<_> = made.iter().map(|made| made.grant_id).collect();
    expected.sort();
    expected.dedup();
    assert_eq!(ids(&stage, key, HOME), expected);
    assert_eq!(expected.len(), 3);
    assert!(made[0].grant_token != made[1].grant_token && made[1].grant_token != made[2].grant_token);
}

#[test]
fn with_a_name_the_same_request_gives_the_same_grant_and_another_token() {
    let (mut stage, key) = with_key();
    let named = |name: &str| CreateGrant { name: Some(read(name)), ..retirable_by(OPS, key) };
    let first = stage.accepts(&named("orders"), HOME);
    stage.wait(60);
    let again = stage.reply(&named("orders"), HOME);
    assert_eq!(again.output.grant_id, first.grant_id);
    assert_ne!(again.output.grant_token, first.grant_token);
    assert_eq!(again.events[0].change, Change::GrantTokenIssued { grant_id: first.grant_id });
    let third = stage.accepts(&named("orders"), HOME);
    assert_ne!(third.grant_token, again.output.grant_token, "at the same time");
    let grant = stage.kms.world().grant(key, &read(HOME), first.grant_id).unwrap();
    assert_eq!(grant.creation_date, read::<Timestamp>("2026-01-05T12:00:00Z"));

    // Anything else in the request makes another grant.
    let others = [
        named("billing"),
        CreateGrant { retiring_principal: None, ..named("orders") },
        CreateGrant { retiring_principal: Some(read(WORKER)), ..named("orders") },
        CreateGrant { grantee_principal: read(OPS), ..named("orders") },
        CreateGrant { operations: vec![GrantOperation::Encrypt], ..named("orders") },
        CreateGrant { constraints: subset(&[]), ..named("orders") },
    ];
    for (index, other) in others.iter().enumerate() {
        assert_ne!(stage.accepts(other, HOME).grant_id, first.grant_id);
        assert_eq!(ids(&stage, key, HOME).len(), index + 2);
    }
    for token in [first.grant_token, again.output.grant_token] {
        let mut stage = Stage { kms: stage.kms.clone(), ..Stage::new() };
        stage.accepts(&RetireGrant::by_token(token), HOME);
        assert!(!ids(&stage, key, HOME).contains(&first.grant_id), "each token stands for the grant");
    }
    stage.accepts(&revoke(key, first.grant_id), HOME);
    assert_ne!(
        stage.accepts(&named("orders"), HOME).grant_id,
        first.grant_id,
        "a grant that is gone stays gone"
    );
}

#[test]
fn a_grant_by_another_account_is_another_grant_though_the_name_is_the_same() {
    let (mut stage, key) = with_key();
    stage.accepts(&PutKeyPolicy::new(key.into(), shared_policy()), HOME);
    let request = CreateGrant { name: Some(read("orders")), ..create(reference(&key_arn(HOME, key))) };
    let ours = stage.accepts(&request, HOME).grant_id;
    let theirs = by(&mut stage, PARTNER, |stage| stage.accepts(&request, HOME).grant_id);
    assert_ne!(ours, theirs);
    let grant = stage.kms.world().grant(key, &read(HOME), theirs).unwrap();
    assert_eq!(grant.issuing_account, OTHER_ACCOUNT);
}

#[test]
fn the_same_seed_and_the_same_calls_give_the_same_grants() {
    let make = || {
        let (mut stage, key) = with_key();
        (0..3).map(|_| stage.accepts(&create(key), HOME)).collect::<Vec<CreateGrantOutput>>()
    };
    assert_eq!(make(), make());
}

#[test]
fn a_bare_account_is_the_principal_of_the_account() {
    let (mut stage, key) = with_key();
    let request = CreateGrant {
        grantee_principal: read(OTHER_ACCOUNT),
        name: Some(read("orders")),
        ..retirable_by(ACCOUNT, key)
    };
    let made = stage.accepts(&request, HOME).grant_id;
    let grant = stage.kms.world().grant(key, &read(HOME), made).unwrap();
    assert_eq!(grant.grantee_principal, "arn:aws:iam::444455556666:root");
    assert_eq!(grant.retiring_principal.as_ref().unwrap(), "arn:aws:iam::111122223333:root");
    assert_eq!(stage.accepts(&request, HOME).grant_id, made);
    let listed = |principal: &str| ListRetirableGrants::new(read(principal));
    assert_eq!(stage.accepts(&listed(ACCOUNT), HOME).items[0].grant_id, made);
    assert_eq!(stage.accepts(&listed("arn:aws:iam::111122223333:root"), HOME).items[0].grant_id, made);
}

#[test]
fn an_alias_names_no_key_for_grants() {
    let (mut stage, _) = with_key();
    let alias = || reference("alias/orders");
    let text = "Key Aliases are not supported for this operation.";
    let grant = GrantId::from_bytes([1; 32]);
    recorded(&stage.refuses(&create(alias()), HOME), "InvalidArnException", text);
    recorded(&stage.refuses(&ListGrants::new(alias()), HOME), "InvalidArnException", text);
    recorded(&stage.refuses(&revoke(alias(), grant), HOME), "InvalidArnException", text);
    recorded(&stage.refuses(&retire(alias(), grant), HOME), "InvalidArnException", text);
}

#[test]
fn a_grant_permits_what_keys_of_the_kind_can_do() {
    use GrantOperation::*;
    let for_all: [GrantOperation; 3] = [CreateGrant, RetireGrant, DescribeKey];
    let symmetric = [
        Decrypt,
        Encrypt,
        GenerateDataKey,
        GenerateDataKeyWithoutPlaintext,
        ReEncryptFrom,
        ReEncryptTo,
        GenerateDataKeyPair,
        GenerateDataKeyPairWithoutPlaintext,
    ];
    for (spec, usage, own) in [
        (KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt, &symmetric[..]),
        (
            KeySpec::Rsa2048,
            KeyUsage::EncryptDecrypt,
            &[Decrypt, Encrypt, ReEncryptFrom, ReEncryptTo, GetPublicKey],
        ),
        (KeySpec::Rsa2048, KeyUsage::SignVerify, &[Sign, Verify, GetPublicKey]),
        (KeySpec::EccNistP256, KeyUsage::SignVerify, &[Sign, Verify, GetPublicKey]),
        (KeySpec::EccNistP256, KeyUsage::KeyAgreement, &[GetPublicKey, DeriveSharedSecret]),
        (KeySpec::Hmac256, KeyUsage::GenerateVerifyMac, &[GenerateMac, VerifyMac]),
        (KeySpec::MlKem768, KeyUsage::EncapsulateDecapsulate, &[GetPublicKey, Encapsulate, Decapsulate]),
    ] {
        let mut stage = Stage::new();
        let key = key_for(&mut stage, spec.clone(), usage.clone());
        for operation in GrantOperation::ALL {
            let request = permitting(key, &[DescribeKey, operation.clone()]);
            if own.contains(operation) || for_all.contains(operation) {
                stage.accepts(&request, HOME);
                continue;
            }
            let error = stage.refuses(&request, HOME);
            let message = format!("{operation} is not an operation of a key of spec {spec} for {usage}");
            judged(
                &error,
                &rule::GRANT_OPERATIONS_OF_KEY,
                Evidence::Documented,
                "ValidationException",
                &message,
            );
            assert_eq!(error.place().pointer.as_str(), "/Operations/1");
        }
    }
}

#[test]
fn an_operation_that_kms_does_not_list_is_refused_before_the_key_is_looked_at() {
    let mut stage = Stage::new();
    let error = stage.refuses(&permitting(reference(KEY_ID), &["ListGrants".into()]), HOME);
    let message = "`ListGrants` is not among the operations of grants that KMS lists";
    judged(&error, &rule::GRANT_OPERATIONS_LISTED, Evidence::Documented, "ValidationException", message);
    let error = stage.refuses(&permitting(reference(KEY_ID), &[]), HOME);
    assert_eq!(
        (error.rule(), error.message()),
        (&rule::GRANT_OPERATIONS_LISTED, "the grant permits no operation")
    );
}

#[test]
fn a_grant_permits_more_than_to_create_grants() {
    let (mut stage, key) = with_key();
    let error = stage.refuses(&permitting(key, &[GrantOperation::CreateGrant]), HOME);
    recorded(&error, "ValidationException", "Grants must not contain only the CreateGrant operation.");
    assert_eq!(error.rule(), &rule::GRANT_IS_OF_USE);
    stage.accepts(&permitting(key, &[GrantOperation::CreateGrant, GrantOperation::Decrypt]), HOME);
}

#[test]
fn a_grant_has_one_constraint_even_if_the_other_is_empty() {
    let (mut stage, key) = with_key();
    let both = GrantConstraints {
        encryption_context_subset: Some(context(&[("environment", "development")])),
        encryption_context_equals: Some(context(&[])),
    };
    let error = stage.refuses(&CreateGrant { constraints: both, ..create(key) }, HOME);
    recorded(&error, "ValidationException", "More than one constraint supplied");
    assert_eq!(error.rule(), &rule::ONE_GRANT_CONSTRAINT);
}

#[test]
fn a_constraint_has_eight_pairs_with_values_of_384_characters() {
    let (mut stage, key) = with_key();
    let long = "é".repeat(384);
    let pairs = |count: usize| -> EncryptionContext {
        (0..count).map(|index| (format!("key{index}"), long.clone())).collect()
    };
    let constrained = |context| CreateGrant {
        constraints: GrantConstraints {
            encryption_context_equals: Some(context),
            ..GrantConstraints::default()
        },
        ..create(key)
    };
    stage.accepts(&constrained(pairs(8)), HOME);
    for (context, message) in [
        (pairs(9), "EncryptionContextEquals has 9 pairs, a constraint may have 8"),
        (
            context(&[("key", &format!("{long}x"))]),
            "EncryptionContextEquals has a value of more than 384 characters",
        ),
    ] {
        let error = stage.refuses(&constrained(context), HOME);
        judged(&error, &rule::GRANT_CONSTRAINT_SIZE, Evidence::Documented, "ValidationException", message);
        assert_eq!(error.place().pointer.as_str(), "/Constraints/EncryptionContextEquals");
    }
}

#[test]
fn only_grants_of_symmetric_encryption_keys_have_constraints() {
    let mut stage = Stage::new();
    let mac = key_for(&mut stage, KeySpec::Hmac256, KeyUsage::GenerateVerifyMac);
    let constrained = |key, operation| CreateGrant {
        constraints: subset(&[("Department", "IT")]),
        ..permitting(key, &[operation, GrantOperation::DescribeKey, GrantOperation::RetireGrant])
    };
    let error = stage.refuses(&constrained(mac, GrantOperation::GenerateMac), HOME);
    let message = "operations of a key of spec HMAC_256 take no encryption context to hold \
                   EncryptionContextSubset against";
    judged(&error, &rule::GRANT_CONSTRAINT_OF_KEY, Evidence::Documented, "ValidationException", message);
    let symmetric = stage.primary().key_id;
    stage.accepts(&constrained(symmetric, GrantOperation::Decrypt), HOME);
}

#[test]
fn a_request_carries_ten_grant_tokens_that_create_grant_gave_in_the_region() {
    let (mut stage, key) = with_key();
    let token = stage.accepts(&create(key), HOME).grant_token;
    let with = |tokens: Vec<GrantToken>| CreateGrant { grant_tokens: tokens, ..create(key) };
    stage.accepts(&with(vec![token.clone(); 10]), HOME);
    let error = stage.refuses(&with(vec![token.clone(); 11]), HOME);
    let message = "there are 11 grant tokens, a request may have 10";
    judged(&error, &rule::GRANT_TOKEN_COUNT, Evidence::Documented, "ValidationException", message);

    stage.replica(key, EU);
    stage.settle();
    let elsewhere = stage.accepts(&create(key), EU).grant_token;
    let (cut, _) = token.as_str().split_at(token.as_str().len() - 1);
    for wrong in [elsewhere, read("AQpAM2RhZTk1MGMyNTk2ZmZmMzEyYWVhOWViN2I1MWM4Mzc0"), read(cut)] {
        let error = stage.refuses(&with(vec![token.clone(), wrong.clone()]), HOME);
        let message = "the grant token is not one that CreateGrant gave in the Region `us-east-1`";
        let code = "InvalidGrantTokenException";
        judged(&error, &rule::GRANT_TOKEN_GIVEN, Evidence::Documented, code, message);
        assert_eq!(error.place().pointer.as_str(), "/GrantTokens/1");

        let error = stage.refuses(&RetireGrant::by_token(wrong), HOME);
        judged(&error, &rule::GRANT_TOKEN_GIVEN, Evidence::Documented, code, message);
        assert_eq!(error.place().pointer.as_str(), "/GrantToken");
    }
    // A token of KMS itself may be right: without a world, nothing is said of it.
    let foreign = || read::<GrantToken>("AQpAM2RhZTk1MGMyNTk2ZmZmMzEyYWVhOWViN2I1MWM4Mzc0");
    assert!(with(vec![foreign()]).check(&Setting::new()).is_empty());
    assert!(RetireGrant::by_token(foreign()).check(&Setting::new()).is_empty());
}

#[test]
fn a_key_has_as_many_grants_as_its_quota_in_each_region() {
    let quotas = Quotas { grants_per_key: 2, ..Quotas::DEFAULT };
    let mut stage = Stage::new().with_world(|world| world.with_quotas(quotas));
    let [key, other] = [stage.primary().key_id, stage.primary().key_id];
    stage.replica(key, EU);
    stage.settle();
    let named = CreateGrant { name: Some(read("orders")), ..create(key) };
    let first = stage.accepts(&named, HOME).grant_id;
    let second = stage.accepts(&create(key), HOME).grant_id;
    let error = stage.refuses(&create(key), HOME);
    let message = "the key has 2 grants, the quota is 2";
    judged(&error, &rule::GRANTS_PER_KEY, Evidence::Documented, "LimitExceededException", message);
    assert_eq!(stage.accepts(&named, HOME).grant_id, first, "it is there already");
    stage.accepts(&create(other), HOME);
    stage.accepts(&create(key), EU);
    stage.accepts(&revoke(key, second), HOME);
    stage.accepts(&create(key), HOME);
}

#[test]
fn related_keys_have_grants_of_their_own() {
    let (mut stage, key) = with_key();
    let home = stage.accepts(&retirable_by(OPS, key), HOME).grant_id;
    stage.replica(key, EU);
    stage.settle();
    assert_eq!(ids(&stage, key, EU), [], "a replica starts without grants");
    let eu = stage.accepts(&retirable_by(OPS, key), EU).grant_id;
    let error = stage.refuses(&revoke(key, home), EU);
    assert_eq!(error.message(), format!("the key `{}` has no grant `{home}`", key_arn(EU, key)));
    let list = ListRetirableGrants::new(read(OPS));
    for (region, grant) in [(HOME, home), (EU, eu)] {
        let page = stage.accepts(&list, region);
        assert_eq!(page.items.iter().map(|entry| entry.grant_id).collect::<Vec<_>>(), [grant]);
    }
    stage.accepts(&UpdatePrimaryRegion::new(key.into(), read(EU)), HOME);
    stage.settle();
    assert_eq!(
        (ids(&stage, key, HOME), ids(&stage, key, EU)),
        (vec![home], vec![eu]),
        "grants stay where they are"
    );
}

#[test]
fn grants_are_deleted_with_their_key_and_no_other() {
    let (mut stage, key) = with_key();
    let other = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    for (key, region) in [(key, HOME), (key, EU), (key, EU), (other, HOME)] {
        stage.accepts(&retirable_by(OPS, key), region);
    }
    let listed = |stage: &mut Stage, region: &str| {
        stage.accepts(&ListRetirableGrants::new(read(OPS)), region).items.len()
    };
    delete_key(&mut stage, key, EU);
    assert_eq!((listed(&mut stage, EU), listed(&mut stage, HOME)), (0, 2));
    delete_key(&mut stage, key, HOME);
    assert_eq!(listed(&mut stage, HOME), 1);
    assert_eq!(stage.kms.world().grants_of(other, &read(HOME)), 1);
    let json = serde_json::to_value(&stage.kms).unwrap();
    assert_eq!(json["grants"].as_object().unwrap().len(), 1, "a key without grants leaves nothing");
}

#[test]
fn who_may_retire_a_grant_is_said_by_the_grant() {
    let (mut stage, key) = with_key();
    stage.accepts(&PutKeyPolicy::new(key.into(), shared_policy()), HOME);
    let session = "arn:aws:sts::111122223333:assumed-role/worker/42";
    let others_session = "arn:aws:sts::111122223333:assumed-role/builder/42";
    let decrypt = GrantOperation::Decrypt;
    let plain = || create(key);
    let retiring_too = || permitting(key, &[GrantOperation::Decrypt, GrantOperation::RetireGrant]);
    let by_partner = || retirable_by(PARTNER, key);
    let retiring_role = || CreateGrant { grantee_principal: read(OPS), ..retirable_by(WORKER, key) };
    assert_eq!(plain().operations, [decrypt]);
    let root = "arn:aws:iam::111122223333:root";
    let their_root = "arn:aws:iam::444455556666:root";
    for (request, principal, may) in [
        (plain(), root, true),
        (plain(), ACCOUNT, true),
        (plain(), their_root, false),
        (plain(), OTHER_ACCOUNT, false),
        (plain(), WORKER, false),
        (plain(), OPS, false),
        (retiring_too(), WORKER, true),
        (retiring_too(), session, true),
        (retiring_too(), others_session, false),
        (retiring_too(), OPS, false),
        (by_partner(), PARTNER, true),
        (by_partner(), their_root, false),
        (by_partner(), WORKER, false),
        (by_partner(), root, true),
        (retiring_role(), WORKER, true),
        (retiring_role(), session, true),
        (retiring_role(), OPS, false),
        (retirable_by(OTHER_ACCOUNT, key), their_root, true),
        (retirable_by(OTHER_ACCOUNT, key), OTHER_ACCOUNT, true),
        (retirable_by(OTHER_ACCOUNT, key), PARTNER, false),
    ] {
        let made = stage.accepts(&request, HOME);
        let by_id = retire(reference(&key_arn(HOME, key)), made.grant_id);
        for (retire, place) in
            [(by_id, "/GrantId"), (RetireGrant::by_token(made.grant_token.clone()), "/GrantToken")]
        {
            let mut stage = Stage { kms: stage.kms.clone(), caller: caller(principal), now: stage.now };
            if may {
                stage.accepts(&retire, HOME);
                assert!(!ids(&stage, key, HOME).contains(&made.grant_id));
                continue;
            }
            let error = stage.refuses(&retire, HOME);
            let text = format!(
                "User: {principal} is not authorized to perform: kms:RetireGrant on resource: {} because no \
                 resource-based policy allows the kms:RetireGrant action",
                key_arn(HOME, key)
            );
            judged(&error, &rule::MAY_RETIRE, Evidence::Documented, "AccessDeniedException", &text);
            assert_eq!(error.place().pointer.as_str(), place);
            assert_eq!(error.help(), Some("call RevokeGrant, for which policies decide"));
        }
    }
}

#[test]
fn a_grant_is_retired_across_accounts_whatever_the_key_policy_says() {
    let (mut stage, key) = with_key();
    let made = stage.accepts(&retirable_by(PARTNER, key), HOME);
    let arn = || reference(&key_arn(HOME, key));
    by(&mut stage, PARTNER, |stage| {
        let error = stage.refuses(&revoke(arn(), made.grant_id), HOME);
        assert_eq!(error.rule(), &rule::AUTHORIZED);
        assert_eq!(stage.refuses(&create(arn()), HOME).rule(), &rule::AUTHORIZED);
        assert_eq!(stage.refuses(&ListGrants::new(arn()), HOME).rule(), &rule::AUTHORIZED);
        stage.accepts(&retire(arn(), made.grant_id), HOME);
    });
    assert_eq!(ids(&stage, key, HOME), []);
}

#[test]
fn a_grant_is_taken_back_once() {
    let (mut stage, key) = with_key();
    let arn = key_arn(HOME, key);
    let [one, other] = [0; 2].map(|_| stage.accepts(&create(key), HOME));
    stage.accepts(&revoke(key, one.grant_id), HOME);
    stage.accepts(&retire(key, other.grant_id), HOME);
    for (id, token) in [(one.grant_id, one.grant_token), (other.grant_id, other.grant_token)] {
        let message = format!("the key `{arn}` has no grant `{id}`");
        let by_token = stage.refuses(&RetireGrant::by_token(token), HOME);
        assert_eq!(by_token.place().pointer.as_str(), "/GrantToken");
        let revoked = stage.refuses(&revoke(key, id), HOME);
        assert_eq!(revoked.place().pointer.as_str(), "/GrantId");
        for error in [by_token, revoked, stage.refuses(&retire(key, id), HOME)] {
            judged(&error, &rule::GRANT_EXISTS, Evidence::Recorded, "NotFoundException", &message);
        }
    }
}

#[test]
fn a_token_of_a_key_that_is_gone_finds_nothing() {
    let (mut stage, key) = with_key();
    let token = stage.accepts(&create(key), HOME).grant_token;
    delete_key(&mut stage, key, HOME);
    assert_eq!(stage.refuses(&RetireGrant::by_token(token), HOME).rule(), &rule::GRANT_EXISTS);
}

#[test]
fn a_text_that_is_no_grant_id_is_refused_as_such() {
    let (mut stage, key) = with_key();
    let malformed = || read::<GrantReference>("0123456789ABCDEF");
    let list = ListGrants { grant_id: Some(malformed()), ..ListGrants::new(key.into()) };
    for error in [
        stage.refuses(&RevokeGrant::new(key.into(), malformed()), HOME),
        stage.refuses(&RetireGrant::by_id(key.into(), malformed()), HOME),
        stage.refuses(&list, HOME),
    ] {
        let message =
            "invalid grant ID: expected 64 lower-case hexadecimal digits, found `ABCDEF` at byte 10";
        judged(&error, &rule::GRANT_ID_WELL_FORMED, Evidence::Documented, "InvalidGrantIdException", message);
        assert_eq!((error.place().pointer.as_str(), error.place().offset), ("/GrantId", Some(10)));
    }
}

#[test]
fn a_dry_run_is_refused_when_nothing_else_is_wrong_and_changes_nothing() {
    let (mut stage, key) = with_key();
    let made = stage.accepts(&create(key), HOME);
    let dry_run = DryRun::Yes;
    for error in [
        stage.refuses(&CreateGrant { dry_run, ..create(key) }, HOME),
        stage.refuses(&RevokeGrant { dry_run, ..revoke(key, made.grant_id) }, HOME),
        stage.refuses(&RetireGrant { dry_run, ..retire(key, made.grant_id) }, HOME),
        stage.refuses(&RetireGrant { dry_run, ..RetireGrant::by_token(made.grant_token.clone()) }, HOME),
    ] {
        said(&error, Evidence::Recorded, "DryRunOperationException", DRY);
        assert_eq!((error.rule(), error.place().pointer.as_str()), (&rule::DRY_RUN, "/DryRun"));
    }
    let error = stage.refuses(&RevokeGrant { dry_run, ..revoke(key, GrantId::from_bytes([1; 32])) }, HOME);
    assert_eq!(error.rule(), &rule::GRANT_EXISTS);
    by(&mut stage, WORKER, |stage| {
        let error = stage.refuses(&RetireGrant { dry_run, ..retire(key, made.grant_id) }, HOME);
        assert_eq!(error.rule(), &rule::MAY_RETIRE);
    });
    let error = stage.refuses(&CreateGrant { dry_run, ..permitting(key, &[GrantOperation::Sign]) }, HOME);
    assert_eq!(error.rule(), &rule::GRANT_OPERATIONS_OF_KEY);
}

/// The columns of AWS's key-state table for the operations of this file, each cell by a call: the exception and the words
/// that CreateGrant is refused with. The others are possible in every state.
#[test]
fn every_cell_of_the_key_state_table_holds() {
    let ready_at: Timestamp = read("2026-01-05T12:01:00Z");
    let deletion_date: Timestamp = read("2026-03-01T00:00:00Z");
    let updating = KeyState::Updating { until: ready_at };
    let of = |origin, state| {
        let mut shared = shared(origin);
        shared.key_id = read(stage::UUID);
        let store = shared.origin.is_custom_key_store().then(|| Box::new(external_key()));
        let key = RegionalKey { custom_key_store: store, ..regional(HOME, state) };
        RelatedKeys::new(shared, key, vec![]).unwrap()
    };
    let unavailable = KeyState::Unavailable { otherwise: RequestedState::Enabled };
    let deleted = KeyState::PendingDeletion { deletion_date };
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    let invalid = "KMSInvalidStateException";
    for (region, set, expected) in [
        (
            EU,
            set_in(KeyState::Enabled, &[(EU, KeyState::Creating { ready_at })]),
            Some((invalid, "is creating.")),
        ),
        (HOME, set_in(KeyState::Enabled, &[]), None),
        (HOME, set_in(KeyState::Disabled, &[]), Some(("DisabledException", "is disabled."))),
        (HOME, of(Origin::External, KeyState::PendingImport), Some((invalid, "is pending import."))),
        (HOME, of(Origin::ExternalKeyStore, unavailable), None),
        (HOME, set_in(updating, &[(EU, updating)]), None),
        (HOME, set_in(deleted, &[]), Some((invalid, "is pending deletion."))),
        (HOME, set_in(waiting, &[(EU, KeyState::Enabled)]), Some((invalid, "is pending replica deletion."))),
    ] {
        let key = set.key_id();
        let context = format!("{:?}", set.key_in(&read(region)).unwrap().state);
        let mut stage = Stage::new();
        // The grants were there before the key came into its state.
        let before = match key.is_multi_region() {
            true => set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]),
            false => of(set.shared().origin.clone(), KeyState::Enabled),
        };
        stage.kms.adopt(before);
        let [first, second, third] = [0; 3].map(|_| stage.accepts(&create(key), region));
        stage.kms.adopt(set);

        let call = stage.call(region);
        let answer = stage.kms.clone().call(&create(key), &call);
        let said = answer.map_err(|error: KmsError| (error.code().to_string(), error.message().to_owned()));
        let words = |(code, words): (&str, &str)| {
            (code.to_owned(), format!("arn:aws:kms:{region}:{ACCOUNT}:key/{key} {words}"))
        };
        assert_eq!(said.err(), expected.map(words), "{context}");
        let page = stage.accepts(&ListGrants::new(key.into()), region);
        assert_eq!(page.items.len(), 3, "{context}");
        stage.accepts(&revoke(key, first.grant_id), region);
        stage.accepts(&retire(key, second.grant_id), region);
        stage.accepts(&RetireGrant::by_token(third.grant_token), region);
        assert_eq!(ids(&stage, key, region), [], "{context}");
    }
}

#[test]
fn every_change_of_a_grant_is_one_event_and_one_record_of_its_key() {
    let (mut stage, key) = with_key();
    let arn = key_arn(HOME, key);
    let made = stage.reply(&create(key), HOME);
    let grant_id = made.output.grant_id;
    let grant = Box::new(stage.kms.world().grant(key, &read(HOME), grant_id).unwrap().clone());
    let retired = stage.reply(&RetireGrant::by_token(made.output.grant_token.clone()), HOME);
    let other = stage.accepts(&create(key), HOME).grant_id;
    let revoked = stage.reply(&revoke(key, other), HOME);
    for (events, records, name, change) in [
        (made.events, made.records, "CreateGrant", Change::GrantCreated { grant }),
        (retired.events, retired.records, "RetireGrant", Change::GrantRetired { grant_id }),
        (revoked.events, revoked.records, "RevokeGrant", Change::GrantRevoked { grant_id: other }),
    ] {
        let expected = Event { subject: key.into(), region: read(HOME), at: stage.now, change };
        assert_eq!(events, [expected]);
        let told: Vec<_> = records.iter().map(|record| (record.event_name, &record.resources[..])).collect();
        assert_eq!(told, [(name, &[read(&arn)][..])]);
    }
}

#[test]
fn events_of_grants_are_written_as_json_and_replay_to_the_same_world() {
    let (mut stage, key) = with_key();
    let mut replayed = stage.kms.clone();
    let named = CreateGrant {
        name: Some(read("orders")),
        constraints: subset(&[("Department", "IT")]),
        ..retirable_by(OPS, key)
    };
    let mut events = Vec::new();
    for request in [&named, &named, &create(key), &create(key)] {
        events.extend(stage.reply(request, HOME).events);
    }
    let [first, .., last] = ids(&stage, key, HOME)[..] else { panic!() };
    events.extend(stage.reply(&revoke(key, first), HOME).events);
    events.extend(stage.reply(&retire(key, last), HOME).events);
    for event in &events {
        let json = serde_json::to_string(event).unwrap();
        replayed.replay(&serde_json::from_str(&json).unwrap());
    }
    assert_eq!(replayed, stage.kms);
    assert_eq!(
        serde_json::to_value(&events[1]).unwrap(),
        json!({
            "key_id": key, "region": HOME, "at": "2026-01-05T12:00:00Z",
            "event": "GrantTokenIssued",
            "grant_id": serde_json::to_value(&events[0]).unwrap()["grant"]["grant_id"]
        })
    );
    // Both go on alike.
    let next = stage.reply(&create(key), HOME);
    assert_eq!(replayed.call(&create(key), &stage.call(HOME)).unwrap(), next);
}

#[test]
fn events_of_grants_that_are_not_there_change_nothing() {
    let (mut stage, key) = with_key();
    let other = stage.primary().key_id;
    let made = stage.reply(&create(key), HOME).events.remove(0);
    let Change::GrantCreated { grant } = made.change.clone() else { panic!() };
    let before = stage.kms.clone();
    let (grant_id, nothing) = (grant.grant_id, GrantId::from_bytes([1; 32]));
    for (key_id, region, change) in [
        (other, HOME, Change::GrantRevoked { grant_id }),
        (other, HOME, Change::GrantRetired { grant_id }),
        (key, HOME, Change::GrantRevoked { grant_id: nothing }),
        (key, HOME, Change::GrantTokenIssued { grant_id: nothing }),
        (key, EU, Change::GrantCreated { grant: grant.clone() }),
        (read(KEY_ID), HOME, Change::GrantCreated { grant: grant.clone() }),
    ] {
        stage.kms.replay(&Event { subject: key_id.into(), region: read(region), change, ..made.clone() });
        assert_eq!(stage.kms, before);
    }
}

#[test]
fn a_world_with_grants_is_written_as_json_and_comes_back_equal_and_goes_on_the_same() {
    let (mut stage, key) = with_key();
    let empty = serde_json::to_value(&stage.kms).unwrap();
    assert_eq!((empty.get("grants"), empty.get("grant_tokens_issued")), (None, None));
    let named = CreateGrant { name: Some(read("orders")), ..retirable_by(OPS, key) };
    let made = stage.accepts(&named, HOME).grant_id;

    let mut json = serde_json::to_value(&stage.kms).unwrap();
    let grant = json!({
        "grant_id": made,
        "name": "orders",
        "creation_date": "2026-01-05T12:00:00Z",
        "grantee_principal": WORKER,
        "retiring_principal": OPS,
        "issuing_account": ACCOUNT,
        "operations": ["Decrypt"]
    });
    assert_eq!(json["grants"], json!({key.as_str(): {HOME: [grant.clone()]}}));
    assert_eq!(json["grant_tokens_issued"], 1);
    let mut back: Kms = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(back, stage.kms);
    let call = stage.call(HOME);
    for request in [&named, &create(key)] {
        assert_eq!(back.call(request, &call).unwrap(), stage.kms.call(request, &call).unwrap());
    }
    let list = ListRetirableGrants::new(read(OPS));
    assert_eq!(back.call(&list, &call).unwrap(), stage.kms.call(&list, &call).unwrap());
    assert_eq!(back, stage.kms);

    // Grants without a key in their Region are left out.
    let kms: Kms = serde_json::from_value(json.clone()).unwrap();
    json["grants"][key.as_str()][EU] = json!([grant.clone()]);
    json["grants"][KEY_ID] = json!({HOME: [grant]});
    assert_eq!(serde_json::from_value::<Kms>(json.clone()).unwrap(), kms);

    // A document from before there were grants.
    for member in ["grants", "grant_tokens_issued"] {
        json.as_object_mut().unwrap().remove(member);
    }
    json["quotas"].as_object_mut().unwrap().remove("grants_per_key");
    let old: Kms = serde_json::from_value(json).unwrap();
    assert_eq!(old.world().grants_of(key, &read(HOME)), 0);
    assert_eq!(*old.world().quotas(), Quotas::DEFAULT);
}

#[test]
fn a_grant_that_is_gone_leaves_no_trace_in_what_a_world_looks_things_up_by() {
    let (mut stage, key) = with_key();
    stage.accepts(&create(key), HOME);
    let named = CreateGrant { name: Some(read("orders")), ..retirable_by(OPS, key) };
    let named = CreateGrant { grantee_principal: read(PARTNER), ..named };
    let [gone, going] = [&named, &CreateGrant { name: Some(read("invoices")), ..named.clone() }]
        .map(|request| stage.accepts(request, HOME).grant_id);
    stage.accepts(&revoke(key, gone), HOME);
    let other = stage.primary().key_id;
    stage.accepts(&retirable_by(OPS, other), HOME);
    delete_key(&mut stage, other, HOME);
    for left in [2, 1] {
        assert_eq!(stage.kms.world().grants_of(key, &read(HOME)), left);
        let json = serde_json::to_value(&stage.kms).unwrap();
        assert_eq!(serde_json::from_value::<Kms>(json).unwrap(), stage.kms);
        if left == 2 {
            stage.accepts(&revoke(key, going), HOME);
        }
    }
}

#[test]
fn a_set_that_is_adopted_again_keeps_the_grants_of_the_keys_that_stay() {
    let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]));
    let key: KeyId = read(KEY_ID);
    let made = stage.accepts(&create(key), HOME).grant_id;
    stage.accepts(&create(key), EU);
    stage.kms.adopt(set_in(KeyState::Disabled, &[]));
    assert_eq!(ids(&stage, key, HOME), [made]);
    assert_eq!(ids(&stage, key, EU), []);
}

#[test]
fn a_description_of_the_key_is_enough_to_find_what_its_kind_cannot_do() {
    let mut stage = Stage::new();
    let key = stage.accepts(
        &CreateKey {
            key_spec: KeySpec::Rsa2048,
            key_usage: Some(KeyUsage::SignVerify),
            ..CreateKey::default()
        },
        HOME,
    );
    let setting = Setting::new().with_key(&key);
    let request =
        CreateGrant { constraints: subset(&[]), ..permitting(key.arn.clone(), &[GrantOperation::Decrypt]) };
    let report = request.check(&setting);
    let found: Vec<_> = report.iter().map(|finding| finding.rule.id()).collect();
    assert_eq!(found, ["grant/operations/of-the-key", "grant/constraints/of-the-key"]);
    assert!(request.check(&Setting::new()).is_empty(), "what is not known is not guessed");
    assert!(retire(key.arn.clone(), GrantId::from_bytes([1; 32])).check(&setting).is_empty());
    assert!(revoke(key.arn.clone(), GrantId::from_bytes([1; 32])).check(&setting).is_empty());
}

#[test]
fn the_caller_needs_the_permission_on_the_key_or_none_on_any() {
    let (stage, key) = with_key();
    let call: Call = stage.call(HOME);
    let setting = Setting::of(stage.kms.world(), &call);
    let needed = |permissions: Vec<Permission>| -> Vec<Value> {
        permissions
            .iter()
            .map(|needed| json!([needed.action, needed.region, needed.resource, needed.granted_by]))
            .collect()
    };
    let arn = key_arn(HOME, key);
    let on_key = |action: &str| [json!([action, HOME, arn, "key-policy"])];
    assert_eq!(needed(create(key).required_permissions(&setting)), on_key("kms:CreateGrant"));
    assert_eq!(needed(ListGrants::new(key.into()).required_permissions(&setting)), on_key("kms:ListGrants"));
    let grant = GrantId::from_bytes([1; 32]);
    assert_eq!(needed(revoke(key, grant).required_permissions(&setting)), on_key("kms:RevokeGrant"));
    let principal: PrincipalArn = read(OPS);
    assert_eq!(
        needed(ListRetirableGrants::new(principal).required_permissions(&setting)),
        [json!(["kms:ListRetirableGrants", HOME, "*", "iam-policy"])]
    );
}

#[test]
fn a_replica_of_a_key_with_grants_is_made_without_them() {
    let (mut stage, key) = with_key();
    stage.accepts(&create(key), HOME);
    let reply = stage.reply(&replicate(key, EU), HOME);
    assert!(reply.events.iter().all(|event| matches!(event.change, Change::ReplicaCreated { .. })));
    assert_eq!(administrator(ACCOUNT), stage.caller);
    assert_eq!(ids(&stage, key, EU), []);
}
