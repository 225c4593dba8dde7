//! A check that knows less never contradicts one that knows more, nor the call.

use kms_mrk::identity::KeyReference;
use kms_mrk::key::KeyMetadata;
use kms_mrk::operation::{Setting, rule};
use kms_mrk::verdict::{Finding, Report};
use proptest::prelude::*;

use super::world::{Asked, command, commands, kms, play};
use super::{cases, messages_are_lines};

/// What a setting of each depth finds, from the request alone to all but the world.
fn shallow_checks(
    asked: &Asked,
    world: &kms_mrk::model::World,
    key: Option<&KeyMetadata>,
) -> Vec<Vec<Finding>> {
    let nothing = Setting::new().with_geography(world.geography()).with_quotas(world.quotas());
    let caller = nothing.with_caller(asked.call.caller());
    let region = nothing.with_region(asked.call.region());
    let both = caller.with_region(asked.call.region());
    let mut settings = vec![nothing, caller, region, both];
    if let Some(key) = key {
        settings.extend(settings.clone().iter().map(|setting| setting.with_key(key)));
    }
    // What is wrong with a policy may be an error though KMS is not known to refuse it.
    let refusals =
        |report: Report| report.errors().filter(|f| f.answer.refusal().is_some()).cloned().collect();
    settings.iter().map(|setting| refusals(asked.check_in(setting))).collect()
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_check_that_knows_less_finds_nothing_that_a_check_of_the_world_does_not(
        (mut kms, before, command) in (kms(), commands(), command()),
    ) {
        play(&mut kms, &before);
        let asked = command.in_world(&kms);
        kms.advance(asked.call.now());
        let report = asked.check(&kms);
        let deep: Vec<_> = report.errors().cloned().collect();
        // The description of the key that the call means: in the Region that is called, of the caller's account.
        let described = asked.reference().and_then(|reference| {
            let set = kms.world().set(reference.key_id()?)?;
            let key = set.describe(asked.call.region())?;
            let is_meant = match reference {
                KeyReference::KeyArn(arn) => *arn == key.arn,
                _ => key.aws_account_id == asked.call.caller().account(),
            };
            is_meant.then_some(key)
        });
        let refused = asked.dry_run(&kms).is_err();
        for shallow in shallow_checks(&asked, kms.world(), described.as_ref()) {
            prop_assert!(shallow.is_empty() || refused, "{:?}", shallow);
            for found in shallow {
                let is_deep = deep.iter().any(|finding| {
                    // Where the key's partition is not known, a Region that the account has not enabled may turn out
                    // to be one of another partition, which the account could not enable.
                    let is_elsewhere = *found.rule == rule::REGION_ENABLED && *finding.rule == rule::SAME_PARTITION;
                    (finding.rule == found.rule || is_elsewhere) && finding.place == found.place
                });
                prop_assert!(is_deep, "{} is not among\n{}", found, report);
            }
        }
    }

    #[test]
    fn the_first_error_of_a_check_is_what_the_call_refuses_with(
        (mut kms, before, command) in (kms(), commands(), command()),
    ) {
        play(&mut kms, &before);
        let asked = command.in_world(&kms);
        let report = asked.check(&kms);
        messages_are_lines(&report)?;
        let answer = asked.call(&mut kms);
        prop_assert_eq!(answer.as_ref().err().cloned(), report.refusal());
        if let Err(refusal) = &answer {
            let first = report.errors().next().unwrap();
            prop_assert_eq!(refusal.rule(), first.rule);
            prop_assert_eq!(refusal.place(), &first.place);
            let answer = first.answer.refusal().unwrap();
            prop_assert_eq!(refusal.code(), &answer.code);
        }
        prop_assert!(!report.breaks(&rule::DESCRIBED_KEY));
    }

    #[test]
    fn a_dry_run_gives_what_the_call_gives(
        (mut kms, before, command) in (kms(), commands(), command()),
    ) {
        play(&mut kms, &before);
        let asked = command.in_world(&kms);
        let untouched = kms.clone();
        let tried = asked.dry_run(&kms);
        prop_assert_eq!(&kms, &untouched);
        prop_assert_eq!(tried, asked.call(&mut kms));
    }
}
