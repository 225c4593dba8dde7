//! What rotation refuses, who may ask how a key is rotated, and the list of rotations, a page at a time.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html>

mod stage;

use kms_mrk::KmsError;
use kms_mrk::identity::KeyId;
use kms_mrk::key::{
    IncludeKeyMaterial, KeySpec, KeyState, KeyUsage, Origin, RequestedState, RotationPeriodInDays,
    RotationType,
};
use kms_mrk::model::{Quotas, RelatedKeys};
use kms_mrk::operation::{
    CreateKey, DisableKey, DisableKeyRotation, EnableKeyRotation, GetKeyRotationStatus, Limit,
    ListKeyRotations, PutKeyPolicy, RotateKeyOnDemand, RotationsListEntry, rule,
};
use kms_mrk::verdict::{Evidence, Rule};
use serde_json::{json, to_value};
use stage::imports::external;
use stage::{
    HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, external_key, judged, key_arn, read, recorded,
    reference, regional, said, set_in, shared, shared_policy,
};

const DAY: u64 = 24 * 3600;
const EU: &str = "eu-west-1";
const UNSUPPORTED: &str = "UnsupportedOperationException";

/// What EnableKeyRotation, DisableKeyRotation, GetKeyRotationStatus, RotateKeyOnDemand and ListKeyRotations refuse a key
/// with; `None` where they do not.
#[track_caller]
fn refusals(stage: &mut Stage, key: KeyId, region: &str) -> [Option<KmsError>; 5] {
    let call = stage.call(region);
    let kms = &stage.kms;
    [
        kms.dry_run(&EnableKeyRotation::new(key.into()), &call).err(),
        kms.dry_run(&DisableKeyRotation::new(key.into()), &call).err(),
        kms.dry_run(&GetKeyRotationStatus::new(key.into()), &call).err(),
        kms.dry_run(&RotateKeyOnDemand::new(key.into()), &call).err(),
        kms.dry_run(&ListKeyRotations::new(key.into()), &call).err(),
    ]
}

fn rules(refusals: &[Option<KmsError>; 5]) -> [Option<&Rule>; 5] {
    refusals.each_ref().map(|refusal| refusal.as_ref().map(KmsError::rule))
}

#[track_caller]
fn materials(stage: &mut Stage, list: &ListKeyRotations, region: &str) -> Vec<RotationsListEntry> {
    stage.accepts(list, region).items
}

#[test]
fn only_symmetric_encryption_keys_are_rotated() {
    let pairs =
        [(KeySpec::Rsa4096, KeyUsage::EncryptDecrypt), (KeySpec::Hmac256, KeyUsage::GenerateVerifyMac)];
    for (key_spec, usage) in pairs {
        let mut stage = Stage::new();
        let create = CreateKey { key_spec, key_usage: Some(usage), ..CreateKey::default() };
        let key = stage.accepts(&create, HOME).key_id;
        let refused = refusals(&mut stage, key, HOME);
        assert_eq!(rules(&refused), [Some(&rule::ROTATES_SYMMETRIC); 5]);
        for refusal in refused.iter().flatten() {
            assert_eq!((refusal.code().as_str(), refusal.message()), (UNSUPPORTED, ""));
            assert_eq!((refusal.evidence(), refusal.http_status()), (Evidence::Recorded, 400));
            assert_eq!(refusal.place().pointer.as_str(), "/KeyId");
        }
        stage.accepts(&DisableKey::new(key.into()), HOME);
        let refusal = stage.refuses(&RotateKeyOnDemand::new(key.into()), HOME);
        recorded(&refusal, "DisabledException", &format!("{} is disabled.", key_arn(HOME, key)));
    }
}

#[test]
fn only_keys_of_kms_own_material_are_rotated_automatically() {
    let mut stage = Stage::new();
    let key = stage.primary_to_import();
    let message = format!("{} origin is EXTERNAL which is not valid for this operation.", key_arn(HOME, key));
    let made_by_kms = Some(&rule::MADE_BY_KMS);
    let refused = refusals(&mut stage, key, HOME);
    let waiting = Some(&rule::KEY_STATE_ALLOWS);
    assert_eq!(rules(&refused), [made_by_kms, made_by_kms, made_by_kms, waiting, None]);
    for refusal in refused.iter().flatten().take(3) {
        recorded(refusal, UNSUPPORTED, &message);
        assert_eq!(refusal.place().pointer.as_str(), "/KeyId");
    }
    let waiting = refused[3].as_ref().unwrap();
    recorded(waiting, "KMSInvalidStateException", &format!("{} is pending import.", key_arn(HOME, key)));

    stage.imports(key, HOME, "first");
    let nothing_waits = Some(&rule::MATERIAL_WAITS);
    let refused = refusals(&mut stage, key, HOME);
    assert_eq!(rules(&refused), [made_by_kms, made_by_kms, made_by_kms, nothing_waits, None]);

    // The origin comes before a state that is refused.
    stage.accepts(&DisableKey::new(key.into()), HOME);
    let refused = refusals(&mut stage, key, HOME);
    assert_eq!(rules(&refused)[..3], [made_by_kms; 3]);
}

#[test]
fn keys_in_custom_key_stores_are_not_rotated() {
    for state in [KeyState::Enabled, KeyState::Unavailable { otherwise: RequestedState::Enabled }] {
        let mut properties = shared(Origin::ExternalKeyStore);
        properties.key_id = read(stage::UUID);
        let mut key = regional(HOME, state);
        key.custom_key_store = Some(Box::new(external_key()));
        let set = RelatedKeys::new(properties, key, Vec::new()).unwrap();
        let mut stage = Stage::new().with_set(set);
        let refused = refusals(&mut stage, read(stage::UUID), HOME);
        let (kms, store) = (Some(&rule::MADE_BY_KMS), Some(&rule::NOT_IN_A_STORE));
        assert_eq!(rules(&refused), [kms, kms, kms, store, store]);
        let arn = key_arn(HOME, stage::UUID);
        let message = format!("{arn} origin is EXTERNAL_KEY_STORE which is not valid for this operation.");
        for refusal in refused.iter().flatten() {
            said(refusal, Evidence::Inferred, UNSUPPORTED, &message);
        }
    }
}

#[test]
fn related_keys_are_rotated_at_their_primary_key() {
    let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]));
    let refused = refusals(&mut stage, read(KEY_ID), EU);
    let at_primary = Some(&rule::ROTATES_AT_PRIMARY);
    assert_eq!(rules(&refused), [at_primary, at_primary, None, at_primary, None]);
    let names = ["EnableKeyRotation", "DisableKeyRotation", "RotateKeyOnDemand"];
    for (refusal, name) in refused.iter().flatten().zip(names) {
        let message = format!("{name} is for the primary key of a set, the key is a replica");
        judged(refusal, &rule::ROTATES_AT_PRIMARY, Evidence::Documented, UNSUPPORTED, &message);
        let help = format!("call it on the primary key, `{}`", key_arn(HOME, KEY_ID));
        assert_eq!((refusal.place().pointer.as_str(), refusal.help()), ("/KeyId", Some(&*help)));
    }
}

#[test]
fn states_refuse_what_changes_rotation_and_nothing_that_tells_of_it() {
    let state = Some(&rule::KEY_STATE_ALLOWS);
    let until = read("2026-01-05T12:01:00Z");
    let deletion_date = read("2026-02-05T12:01:00Z");
    let refused = [state, state, None, state, None];
    let cases = [
        (KeyState::Enabled, [None; 5]),
        (KeyState::Disabled, refused),
        (KeyState::PendingDeletion { deletion_date }, refused),
    ];
    for (key_state, expected) in cases {
        let mut stage = Stage::new().with_set(set_in(key_state, &[]));
        assert_eq!(rules(&refusals(&mut stage, read(KEY_ID), HOME)), expected, "{key_state:?}");
    }
    let updating = KeyState::Updating { until };
    let mut stage = Stage::new().with_set(set_in(updating, &[(EU, updating)]));
    assert_eq!(rules(&refusals(&mut stage, read(KEY_ID), HOME)), [None; 5]);
    let creating = KeyState::Creating { ready_at: until };
    let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[(EU, creating)]));
    assert_eq!(rules(&refusals(&mut stage, read(KEY_ID), EU)), refused);
}

#[test]
fn a_key_of_imported_material_is_rotated_to_what_waits_in_every_related_key() {
    let mut stage = Stage::new();
    let key = stage.imported_set(&[EU]);
    let message = format!("No available key material pending rotation for the key: {}.", key_arn(HOME, key));
    let refusal = stage.refuses(&RotateKeyOnDemand::new(key.into()), HOME);
    recorded(&refusal, "KMSInvalidStateException", &message);
    assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&rule::MATERIAL_WAITS, "/KeyId"));
    assert_eq!(refusal.help(), Some("import new material with ImportKeyMaterial first"));

    stage.imports_new(key, HOME, "second");
    let refusal = stage.refuses(&RotateKeyOnDemand::new(key.into()), HOME);
    judged(&refusal, &rule::MATERIAL_WAITS, Evidence::Recorded, "KMSInvalidStateException", &message);
    assert_eq!(refusal.help(), Some("import the material into every replica first"));
}

#[test]
fn one_rotation_is_under_way_at_a_time() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let rotate = RotateKeyOnDemand::new(key.into());
    stage.accepts(&rotate, HOME);
    stage.wait(59);
    let refusal = stage.refuses(&rotate, HOME);
    let message = "a rotation of the key is under way since 2026-01-05T12:00:00Z";
    judged(&refusal, &rule::NO_OTHER_ROTATION, Evidence::Documented, "ConflictException", message);
    assert_eq!(refusal.place().pointer.as_str(), "/KeyId");
    assert_eq!(refusal.help(), Some("try again when the rotation is done"));
    stage.wait(1);
    stage.accepts(&rotate, HOME);
}

#[test]
fn no_rotation_begins_within_twenty_minutes_of_an_automatic_one() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let rotate = RotateKeyOnDemand::new(key.into());
    let every_90_days = EnableKeyRotation::new(key.into()).with_period(RotationPeriodInDays::MIN);
    stage.accepts(&every_90_days, HOME);
    stage.wait(90 * DAY - 1201);
    assert!(stage.kms.check(&rotate, &stage.call(HOME)).is_accepted());
    stage.wait(1);
    let refusal = stage.refuses(&rotate, HOME);
    let message = "an automatic rotation of the key is due at 2026-04-05T12:00:00Z, within 20 minutes";
    judged(&refusal, &rule::NO_OTHER_ROTATION, Evidence::Documented, "ConflictException", message);
    stage.wait(1200);
    stage.accepts(&rotate, HOME);
}

#[test]
fn a_key_is_rotated_on_demand_as_often_as_its_quota_says() {
    for most in [25, 2, 0] {
        let quotas = Quotas { on_demand_rotations_per_key: most, ..Quotas::DEFAULT };
        let mut stage = Stage::new().with_world(|world| world.with_quotas(quotas));
        let key = stage.primary().key_id;
        for _ in 0..most {
            stage.rotates(key, HOME);
        }
        let refusal = stage.refuses(&RotateKeyOnDemand::new(key.into()), HOME);
        let message = format!(
            "The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be \
             performed for this key: {}",
            key_arn(HOME, key)
        );
        recorded(&refusal, "LimitExceededException", &message);
        assert_eq!((refusal.rule(), refusal.place().pointer.as_str()), (&rule::ROTATIONS_PER_KEY, "/KeyId"));
    }
}

#[test]
fn automatic_rotations_count_for_no_quota_and_one_that_is_under_way_is_told_first() {
    let quotas = Quotas { on_demand_rotations_per_key: 1, ..Quotas::DEFAULT };
    let mut stage = Stage::new().with_world(|world| world.with_quotas(quotas));
    let key = stage.primary().key_id;
    stage.accepts(&EnableKeyRotation::new(key.into()), HOME);
    stage.wait(800 * DAY);
    let rotate = RotateKeyOnDemand::new(key.into());
    stage.accepts(&rotate, HOME);
    assert_eq!(stage.refuses(&rotate, HOME).rule(), &rule::NO_OTHER_ROTATION);
    stage.settle();
    assert_eq!(stage.refuses(&rotate, HOME).rule(), &rule::ROTATIONS_PER_KEY);
}

#[test]
fn how_a_key_is_rotated_is_told_to_another_account_that_its_policy_lets_in() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let status = GetKeyRotationStatus::new(key.arn.clone().into());
    stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let refusal = stage.refuses(&status, HOME);
    assert_eq!(refusal.rule(), &rule::AUTHORIZED);
    let message = format!(
        "User: arn:aws:iam::{OTHER_ACCOUNT}:root is not authorized to perform: kms:GetKeyRotationStatus on resource: {} \
         because no resource-based policy allows the kms:GetKeyRotationStatus action",
        key.arn
    );
    recorded(&refusal, "AccessDeniedException", &message);

    stage = stage.called_by(administrator(stage::ACCOUNT));
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), shared_policy()), HOME);
    stage = stage.called_by(administrator(OTHER_ACCOUNT));
    assert!(!stage.accepts(&status, HOME).key_rotation_enabled);
    let list = ListKeyRotations::new(key.arn.into());
    assert_eq!(stage.refuses(&list, HOME).rule(), &rule::OWN_ACCOUNT);
}

#[test]
fn rotations_of_both_kinds_are_listed_a_page_at_a_time() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let first = stage.describe(key, HOME).current_key_material_id.unwrap();
    stage.accepts(&EnableKeyRotation::new(key.into()).with_period(RotationPeriodInDays::MIN), HOME);
    stage.rotates(key, HOME);
    stage.wait(90 * DAY);
    stage.rotates(key, HOME);

    let one = ListKeyRotations::new(key.into()).with_limit(Limit::new(1).unwrap());
    let page = stage.accepts(&one, HOME);
    assert_eq!(page.items[0].rotation_type, Some(RotationType::OnDemand));
    let marker = page.next_marker.clone().unwrap();
    assert_eq!(
        to_value(&page).unwrap(),
        json!({
            "Rotations": [{
                "KeyId": key.as_str(),
                "KeyMaterialId": page.items[0].key_material_id.to_string(),
                "KeyMaterialState": "NON_CURRENT",
                "RotationDate": 1_767_614_460.0,
                "RotationType": "ON_DEMAND",
            }],
            "NextMarker": marker.as_str(),
            "Truncated": true,
        })
    );
    let second = stage.accepts(&one.clone().with_marker(marker.clone()), HOME);
    assert_eq!(second.items[0].rotation_type, Some(RotationType::Automatic));
    let third = stage.accepts(&one.clone().with_marker(second.next_marker.unwrap()), HOME);
    assert_eq!((third.items.len(), third.next_marker), (1, None));

    // What has become current meanwhile comes last, so a list goes on where it was.
    stage.rotates(key, HOME);
    let rest = ListKeyRotations::new(key.into()).with_marker(marker);
    assert_eq!(materials(&mut stage, &rest, HOME).len(), 3);
    let all = ListKeyRotations {
        include_key_material: IncludeKeyMaterial::AllKeyMaterial,
        ..ListKeyRotations::new(key.into())
    };
    let materials = materials(&mut stage, &all, HOME);
    assert_eq!((materials.len(), materials[0].key_material_id), (5, first));
    assert_eq!((&materials[0].rotation_date, &materials[0].import_state), (&None, &None));
}

#[test]
fn imported_material_is_listed_with_its_expiry() {
    let mut stage = Stage::new();
    let key = stage.accepts(&external(), HOME).key_id;
    let import = stage.import(key, HOME, "first").that_expires(read("2026-02-01T00:00:00Z"));
    let id = stage.accepts(&import, HOME).key_material_id.unwrap();
    let list = ListKeyRotations::new(key.into());
    assert_eq!(to_value(stage.accepts(&list, HOME)).unwrap(), json!({"Rotations": [], "Truncated": false}));
    let all = ListKeyRotations { include_key_material: IncludeKeyMaterial::AllKeyMaterial, ..list };
    assert_eq!(
        to_value(stage.accepts(&all, HOME)).unwrap()["Rotations"],
        json!([{
            "KeyId": key.as_str(),
            "KeyMaterialId": id.to_string(),
            "ImportState": "IMPORTED",
            "KeyMaterialState": "CURRENT",
            "ExpirationModel": "KEY_MATERIAL_EXPIRES",
            "ValidTo": 1_769_904_000.0,
        }])
    );
}

#[test]
fn a_marker_goes_on_with_the_list_that_it_came_from() {
    let mut stage = Stage::new();
    let [key, other] = [stage.primary().key_id, stage.primary().key_id];
    stage.replica(key, EU);
    stage.settle();
    for key in [key, other] {
        stage.rotates(key, HOME);
        stage.rotates(key, HOME);
    }
    let first = ListKeyRotations::new(key.into()).with_limit(Limit::new(1).unwrap());
    let marker = stage.accepts(&first, HOME).next_marker.unwrap();
    for (of, region) in [(other, HOME), (key, EU)] {
        let list = ListKeyRotations::new(of.into()).with_marker(marker.clone());
        let refusal = stage.refuses(&list, region);
        let message = format!(
            "the marker is not one that came with a page of the rotations of `{}`",
            key_arn(region, of)
        );
        let rule = &rule::MARKER_OF_THIS_LIST;
        judged(&refusal, rule, rule.evidence(), "InvalidMarkerException", &message);
        assert_eq!(refusal.place().pointer.as_str(), "/Marker");
    }
    // Nor is one good before what it follows is there.
    let mut before = Stage::new();
    assert_eq!(before.primary().key_id, key);
    let refusal = before.refuses(&first.with_marker(marker), HOME);
    assert_eq!(refusal.rule(), &rule::MARKER_OF_THIS_LIST);

    let unlisted = ListKeyRotations {
        include_key_material: "SOME".into(),
        ..ListKeyRotations::new(reference(key.as_str()))
    };
    let refusal = stage.refuses(&unlisted, HOME);
    let message = "1 validation error detected: Value 'SOME' at 'includeKeyMaterial' failed to satisfy constraint: \
                   Member must satisfy enum value set: [ALL_KEY_MATERIAL, ROTATIONS_ONLY]";
    judged(&refusal, &rule::LISTED_MATERIAL, Evidence::Documented, "ValidationException", message);
}
