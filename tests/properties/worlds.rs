//! What holds in every world that calls can lead to.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kms_mrk::Kms;
use kms_mrk::identity::KeyArn;
use kms_mrk::key::KeyMetadata;
use kms_mrk::model::{Call, Caller, Change, KeyLastUsageData, RelatedKeys, World};
use kms_mrk::operation::{GrantListEntry, Limit, ListGrants, ListKeys, ListRetirableGrants, rule};
use kms_mrk::strategy::time;
use proptest::prelude::*;

use super::world::{command, commands, kms, play};
use super::{cases, same_cases};

fn through_json(kms: &Kms) -> Kms {
    serde_json::from_str(&serde_json::to_string(kms).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn a_refused_call_changes_nothing((mut kms, before, command) in (kms(), commands(), command())) {
        play(&mut kms, &before);
        let asked = command.in_world(&kms);
        kms.advance(asked.call.now());
        let untouched = kms.clone();
        if asked.call(&mut kms).is_err() {
            prop_assert_eq!(kms, untouched);
        }
    }

    #[test]
    fn a_clock_that_goes_backwards_changes_nothing((mut kms, before, earlier) in (kms(), commands(), time())) {
        play(&mut kms, &before);
        kms.advance(kms.world().now());
        let untouched = kms.clone();
        let earlier = earlier.min(kms.world().now());
        prop_assert_eq!(kms.advance(earlier), []);
        prop_assert_eq!(kms, untouched);
    }

    #[test]
    fn time_passes_the_same_in_one_step_or_in_many((mut kms, before, mut times) in (kms(), commands(), prop::collection::vec(time(), 1..4))) {
        play(&mut kms, &before);
        times.sort();
        let mut stepped = kms.clone();
        let events: Vec<_> = times.iter().flat_map(|time| stepped.advance(*time)).collect();
        prop_assert_eq!(kms.advance(*times.last().unwrap()), events);
        prop_assert_eq!(&kms, &stepped);
        prop_assert!(kms.next_deadline().is_none_or(|deadline| deadline > kms.world().now()));
    }

    #[test]
    fn the_same_events_lead_to_the_same_world((empty, commands) in (kms(), commands())) {
        let mut kms = empty.clone();
        let mut events = play(&mut kms, &commands);
        events.extend(kms.advance(kms.world().now()));
        let mut replayed = empty;
        for event in &events {
            let json = serde_json::to_string(event).unwrap();
            let read = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(event, &read);
            replayed.replay(&read);
        }
        // Events do not tell of time that passed without any.
        replayed.advance(kms.world().now());
        prop_assert_eq!(replayed, kms);
    }

    #[test]
    fn a_world_that_was_written_down_answers_every_later_command_alike(
        (mut kms, before, after) in (kms(), commands(), commands()),
    ) {
        play(&mut kms, &before);
        let mut read = through_json(&kms);
        prop_assert_eq!(&read, &kms);
        prop_assert_eq!(&serde_json::from_value::<World>(serde_json::to_value(kms.world()).unwrap()).unwrap(), kms.world());
        for command in &after {
            let asked = command.in_world(&kms);
            prop_assert_eq!(asked.call(&mut read), asked.call(&mut kms));
        }
        prop_assert_eq!(&read, &kms);
        prop_assert_eq!(&through_json(&kms), &kms);
    }

    #[test]
    fn related_keys_share_what_they_share_and_kms_could_have_described_them((mut kms, commands) in (kms(), commands())) {
        play(&mut kms, &commands);
        for set in kms.world().sets() {
            let keys: Vec<_> = set.keys().map(|key| set.describe(&key.region).unwrap()).collect();
            let report = KeyMetadata::check_together(&keys);
            prop_assert!(report.is_empty(), "{}", report);
            for key in &keys {
                prop_assert!(key.check().is_empty(), "{}", key.check());
                for other in keys.iter().filter(|other| other.arn != key.arn) {
                    prop_assert!(key.arn.is_related_to(&other.arn));
                    prop_assert_eq!(&key.key_spec, &other.key_spec);
                    prop_assert_eq!(&key.key_usage, &other.key_usage);
                    prop_assert_eq!(&key.origin, &other.origin);
                    prop_assert_eq!(key.aws_account_id, other.aws_account_id);
                }
                prop_assert_eq!(key.multi_region, set.key_id().is_multi_region());
                prop_assert_eq!(key.arn.account(), set.shared().account);
            }
            let counted = keys.iter().all(|key| kms.world().keys_in(key.aws_account_id, key.arn.region()) > 0);
            prop_assert!(counted);
        }
    }

    #[test]
    fn an_alias_belongs_to_one_key_of_its_account_and_region((mut kms, commands) in (kms(), commands())) {
        play(&mut kms, &commands);
        let world = kms.world();
        for set in world.sets() {
            let account = set.shared().account;
            for key in set.keys() {
                for name in world.aliases_of(set.key_id(), &key.region) {
                    prop_assert_eq!(world.alias(account, &key.region, name).unwrap().key_id, set.key_id());
                }
                for name in world.aliases_in(account, &key.region) {
                    let alias = world.alias(account, &key.region, name).unwrap();
                    prop_assert!(world.aliases_of(alias.key_id, &key.region).any(|other| other == name));
                    let owner = world.set(alias.key_id).unwrap();
                    prop_assert!(owner.shared().account == account && owner.key_in(&key.region).is_some());
                    prop_assert!(alias.creation_date <= alias.last_updated_date);
                }
            }
        }
    }

    /// Page by page, both lists of grants are what the world has: each grant with its key, and with who may retire it.
    #[test]
    fn a_grant_belongs_to_one_key_and_is_listed_by_it_and_by_its_retiring_principal((mut kms, commands) in (kms(), commands())) {
        play(&mut kms, &commands);
        let (world, now) = (kms.world(), kms.world().now());
        for set in world.sets() {
            let owner = Caller::administrator(&set.shared().partition, set.shared().account);
            for key in set.keys() {
                let grants: Vec<_> = world.grants_after(set.key_id(), &key.region, None).collect();
                prop_assert_eq!(grants.len(), world.grants_of(set.key_id(), &key.region));
                prop_assert!(grants.is_sorted_by(|one, next| one.grant_id < next.grant_id));
                let call = Call::new(owner.clone(), key.region.clone(), now);
                let mut list = ListGrants::new(set.key_id().into()).with_limit(Limit::MIN);
                let mut listed = Vec::new();
                if let Err(refusal) = kms.dry_run(&list, &call) {
                    // Its key policy may shut the account out.
                    prop_assert_eq!(refusal.rule(), &rule::AUTHORIZED);
                    continue;
                }
                loop {
                    let page = kms.dry_run(&list, &call).unwrap().output;
                    listed.extend(page.items.iter().map(|entry| entry.grant_id));
                    let Some(marker) = page.next_marker else { break };
                    list = list.with_marker(marker);
                }
                prop_assert_eq!(listed, grants.iter().map(|grant| grant.grant_id).collect::<Vec<_>>());
                for grant in grants {
                    prop_assert_eq!(world.grant(set.key_id(), &key.region, grant.grant_id), Some(grant));
                    let Some(retirer) = grant.retiring_principal.clone().and_then(Caller::new) else { continue };
                    let list = ListRetirableGrants::new(retirer.principal().clone()).with_limit(Limit::MAX);
                    let call = Call::new(retirer, key.region.clone(), now);
                    let Ok(reply) = kms.dry_run(&list, &call) else { continue };
                    let is_it = |entry: &GrantListEntry| entry.grant_id == grant.grant_id && entry.key_id == set.arn_in(&key.region);
                    prop_assert!(reply.output.items.iter().any(is_it), "{:?}", grant);
                }
            }
        }
    }

    /// Every key tells of the last use that there was an event of, and of none of its related keys.
    #[test]
    fn the_last_use_of_a_key_is_the_last_event_of_one((mut kms, commands) in (kms(), commands())) {
        let mut used = BTreeMap::new();
        for event in play(&mut kms, &commands) {
            let key = (event.subject.key_id(), event.region);
            match event.change {
                Change::KeyUsed { operation } => {
                    used.insert(key, KeyLastUsageData { operation, timestamp: event.at });
                }
                Change::KeyDeleted => {
                    used.remove(&key);
                }
                _ => {}
            }
        }
        let world = kms.world();
        for set in world.sets() {
            for key in set.keys() {
                let last = used.get(&(Some(set.key_id()), key.region.clone()));
                prop_assert_eq!(world.last_usage(set.key_id(), &key.region), last);
            }
        }
    }

    #[test]
    fn a_set_that_was_described_can_be_taken_over((mut kms, commands) in (kms(), commands())) {
        play(&mut kms, &commands);
        let (now, timing) = (kms.world().now(), *kms.world().timing());
        for set in kms.world().sets() {
            let keys: Vec<_> = set.keys().map(|key| set.describe(&key.region).unwrap()).collect();
            let observed = RelatedKeys::observed(&keys, timing, now).unwrap();
            let again: Vec<_> = observed.keys().map(|key| observed.describe(&key.region).unwrap()).collect();
            prop_assert_eq!(again, keys);
        }
    }

    /// Page by page, the list of the keys is what the world has, for every account and Region.
    #[test]
    fn pages_of_any_limit_put_together_are_all_keys((mut kms, commands, limit) in (kms(), commands(), 1..4_u64)) {
        play(&mut kms, &commands);
        let keys: Vec<_> = kms.world().sets().flat_map(|set| set.keys().map(|key| set.arn_in(&key.region))).collect();
        for arn in &keys {
            let owner = Caller::administrator(arn.partition(), arn.account());
            let call = Call::new(owner, arn.region().clone(), kms.world().now());
            let mut request = ListKeys::new().with_limit(Limit::new(limit).unwrap());
            let mut listed = Vec::new();
            if !kms.check(&request, &call).is_accepted() {
                continue;
            }
            loop {
                let page = kms.dry_run(&request, &call).unwrap().output;
                prop_assert!(page.items.len() as u64 == limit || !page.truncated());
                listed.extend(page.items.into_iter().map(|entry| entry.key_arn));
                let Some(marker) = page.next_marker else { break };
                request = request.with_marker(marker);
            }
            let is_here = |key: &&KeyArn| key.region() == arn.region() && key.account() == arn.account();
            let mut expected: Vec<_> = keys.iter().filter(is_here).cloned().collect();
            expected.sort_by_key(KeyArn::key_id);
            prop_assert_eq!(listed, expected);
        }
    }
}

/// The commands do lead somewhere: to answers of every operation, refusals of many kinds, keys in many states.
#[test]
fn the_commands_lead_to_answers_refusals_and_states_of_many_kinds() {
    let seen = RefCell::new(BTreeMap::<String, u32>::new());
    let count = |what: String| *seen.borrow_mut().entry(what).or_default() += 1;
    let run = same_cases(2000).run(&(kms(), commands()), |(mut kms, commands)| {
        for command in &commands {
            let asked = command.in_world(&kms);
            match asked.call(&mut kms) {
                Ok(_) => count(format!("{} accepted", asked.name())),
                Err(refusal) => count(format!("refused by {}", refusal.rule())),
            }
        }
        kms.world().sets().flat_map(|set| set.keys()).for_each(|key| count(key.state.name().to_string()));
        Ok(())
    });
    run.unwrap();
    let seen = seen.into_inner();
    let wanted = [
        "CreateKey accepted",
        "ReplicateKey accepted",
        "DescribeKey accepted",
        "Enabled",
        "Disabled",
        "Creating",
        "PendingImport",
        "PendingDeletion",
        "PendingReplicaDeletion",
        "Updating",
        "Unavailable",
        "ConnectCustomKeyStore accepted",
        "DisconnectCustomKeyStore accepted",
        "refused by create-key/custom-key-store/connected",
        "CancelKeyDeletion accepted",
        "CreateAlias accepted",
        "DeleteAlias accepted",
        "PutKeyPolicy accepted",
        "ScheduleKeyDeletion accepted",
        "UpdateAlias accepted",
        "CreateGrant accepted",
        "ListGrants accepted",
        "ListRetirableGrants accepted",
        "RetireGrant accepted",
        "RevokeGrant accepted",
        "ListAliases accepted",
        "refused by grant/id/exists",
        "refused by retire-grant/caller/may-retire",
        "refused by dry-run/not-asked-for",
        "UpdatePrimaryRegion accepted",
        "ListKeys accepted",
        "ListKeyPolicies accepted",
        "ListResourceTags accepted",
        "DeleteImportedKeyMaterial accepted",
        "DisableKeyRotation accepted",
        "EnableKeyRotation accepted",
        "GetKeyRotationStatus accepted",
        "GetParametersForImport accepted",
        "ImportKeyMaterial accepted",
        "ListKeyRotations accepted",
        "RotateKeyOnDemand accepted",
        "refused by import-key-material/material/of-the-key",
        "refused by list/marker/of-this-list",
        "Decapsulate accepted",
        "Decrypt accepted",
        "DeriveSharedSecret accepted",
        "Encapsulate accepted",
        "Encrypt accepted",
        "GenerateDataKey accepted",
        "GenerateDataKeyPair accepted",
        "GenerateDataKeyPairWithoutPlaintext accepted",
        "GenerateDataKeyWithoutPlaintext accepted",
        "GenerateMac accepted",
        "GetKeyLastUsage accepted",
        "GetPublicKey accepted",
        "ReEncrypt accepted",
        "Sign accepted",
        "Verify accepted",
        "VerifyMac accepted",
        "refused by dry-run/not-asked-for",
        "refused by decrypt/ciphertext/key-exists",
        "refused by use-of-keys/key/usage",
    ];
    for wanted in wanted {
        assert!(seen.get(wanted).is_some_and(|count| *count >= 3), "{wanted}: {seen:#?}");
    }
    assert!(seen.keys().filter(|what| what.starts_with("refused by")).count() > 20, "{seen:#?}");
}
