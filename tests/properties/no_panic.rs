//! No input of any kind panics, and every finding has a place in what was read.

use kms_mrk::identity::{
    AccountId, AliasArn, AliasName, CloudHsmClusterId, CustomKeyStoreId, GrantId, GrantName, GrantReference,
    GrantToken, InvalidText, KeyArn, KeyId, KeyReference, PrincipalArn, Region, XksKeyId,
};
use kms_mrk::key::{Description, KeyMaterialId, KeyMetadata, TagKey, TagValue, Tags};
use kms_mrk::operation::{CreateKey, DescribeKey, Operation, ReplicateKey, Setting};
use kms_mrk::policy::PolicyText;
use kms_mrk::strategy::*;
use kms_mrk::verdict::{Part, Place, Pointer, Report, Span, Spans};
use kms_mrk::wire::{Reading, tags_from_shorthand};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::{cases, is_part_of, messages_are_lines, places_are_in};

/// Texts that look like something: near misses of every type, and any text.
fn suspicious_text() -> impl Strategy<Value = String> {
    let near_miss = prop_oneof![
        near_miss_region(),
        near_miss_account_id(),
        near_miss_key_id(),
        near_miss_key_arn(),
        near_miss_alias_name(),
        near_miss_alias_arn(),
        near_miss_cloud_hsm_cluster_id(),
        near_miss_principal_arn(),
        near_miss_key_material_id(),
    ];
    let with_noise = (near_miss.prop_map(|miss| miss.text), any_text(), any::<prop::sample::Index>());
    let with_noise = with_noise.prop_map(|(text, noise, at)| {
        let at = (0..=at.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        format!("{}{noise}{}", &text[..at], &text[at..])
    });
    prop_oneof![any_text(), with_noise, "[a-z0-9:/.*-]{0,60}"]
}

/// The error's place is in the text.
fn look_at<T>(text: &str, read: Result<T, InvalidText>) -> TestCaseResult {
    if let Err(error) = read {
        prop_assert!(text.is_char_boundary(error.at_byte()), "{} in {:?}", error, text);
        prop_assert!(!error.to_string().contains(char::is_control), "{:?}", error);
    }
    Ok(())
}

fn look_at_reading<T>(text: &str, reading: &Reading<T>) -> TestCaseResult {
    // A value or an error, never both and never none.
    prop_assert_eq!(reading.value.is_none(), !reading.report.is_accepted());
    places_are_in(&reading.report, text)?;
    messages_are_lines(&reading.report)?;
    let _ = (reading.report.to_string(), reading.report.refusal());
    serde_json::to_string(&reading.report).unwrap();
    Ok(())
}

fn look_at_report(report: &Report, document: &impl serde::Serialize) -> TestCaseResult {
    places_are_in(report, &serde_json::to_string(document).unwrap())?;
    messages_are_lines(report)
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn no_text_panics_any_parser(text in suspicious_text()) {
        look_at(&text, text.parse::<Region>())?;
        look_at(&text, text.parse::<AccountId>())?;
        look_at(&text, text.parse::<KeyId>())?;
        look_at(&text, text.parse::<KeyArn>())?;
        look_at(&text, text.parse::<AliasName>())?;
        look_at(&text, text.parse::<AliasArn>())?;
        look_at(&text, text.parse::<CloudHsmClusterId>())?;
        look_at(&text, text.parse::<CustomKeyStoreId>())?;
        look_at(&text, text.parse::<XksKeyId>())?;
        look_at(&text, text.parse::<KeyReference>())?;
        look_at(&text, text.parse::<GrantId>())?;
        look_at(&text, text.parse::<GrantName>())?;
        look_at(&text, text.parse::<GrantReference>())?;
        look_at(&text, text.parse::<GrantToken>())?;
        look_at(&text, text.parse::<PrincipalArn>())?;
        look_at(&text, text.parse::<KeyMaterialId>())?;
        look_at(&text, text.parse::<Description>())?;
        look_at(&text, text.parse::<TagKey>())?;
        look_at(&text, text.parse::<TagValue>())?;
        look_at(&text, text.parse::<PolicyText>())?;
        look_at(&text, text.parse::<Pointer>())?;
    }

    #[test]
    fn no_shorthand_panics(
        arguments in prop::collection::vec(
            prop_oneof![
                any_text(),
                "(TagKey|TagValue|Key)?[= ,]{0,2}['\"\\\\\\[{,=a-zé ]{0,6}(,TagValue=|,TagKey=)[^a]{0,4}",
            ],
            0..3,
        ),
    ) {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        if let Err(error) = tags_from_shorthand(arguments.iter().copied()) {
            let argument = arguments[error.index()];
            prop_assert!(error.reason().at_byte() <= argument.len() || error.reason().noun().starts_with("tag "));
            prop_assert!(!error.to_string().contains('\n'));
        }
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn no_document_panics_the_readers(
        text in prop_oneof![any_json_text(), any_replicate_key_json(), any_key_metadata_json()],
    ) {
        let request = ReplicateKey::read_json(&text);
        look_at_reading(&text, &request)?;
        if let Some(request) = &request.value {
            let report = request.check(&Setting::new());
            places_are_in(&report, &text)?;
        }
        prop_assert_eq!(serde_json::from_str::<ReplicateKey>(&text).ok(), request.value);

        let metadata = KeyMetadata::read_json(&text);
        look_at_reading(&text, &metadata)?;
        prop_assert_eq!(serde_json::from_str::<KeyMetadata>(&text).ok(), metadata.value);
    }

    #[test]
    fn any_place_in_any_text_is_found_or_not(
        text in prop_oneof![any_json_text(), any_replicate_key_json()],
        tokens in prop::collection::vec(prop_oneof![Just("KeyId".to_owned()), Just("0".into()), Just("Tags".into()), any_text()], 0..3),
        offset in prop::option::of(prop_oneof![0..40_u32, Just(u32::MAX - 1)]),
        start in 0..60_usize,
        end in any::<usize>(),
    ) {
        let pointer = tokens.iter().fold(Pointer::root(), |pointer, token| pointer.child(token));
        prop_assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens);
        let place = Place { offset, ..Place::at(pointer) };
        let mut spans = Spans::of(&text);
        for _ in 0..2 {
            prop_assert_eq!(spans.find(&place), place.span_in(&text));
            prop_assert_eq!(spans.find(&Place { part: Part::Name, ..place.clone() }), Place { part: Part::Name, ..place.clone() }.span_in(&text));
        }
        for span in place.span_in(&text).into_iter().chain([Span::at_byte(&text, start, end)]) {
            is_part_of(&text, span)?;
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_description_panics_the_check(keys in prop::collection::vec(any_key_metadata(), 0..4)) {
        for key in &keys {
            look_at_report(&key.check(), key)?;
            if let Some(configuration) = &key.multi_region_configuration {
                look_at_report(&configuration.check(), configuration)?;
            }
        }
        let configurations: Vec<_> = keys.iter().filter_map(|key| key.multi_region_configuration.clone()).collect();
        look_at_report(&kms_mrk::key::MultiRegionConfiguration::check_together(&configurations), &configurations)?;
        look_at_report(&KeyMetadata::check_together(&keys), &keys)?;
    }

    #[test]
    fn no_request_panics_in_any_setting(
        replicate in any_replicate_key(),
        create in any_create_key(),
        reference in any_key_reference(),
        key in any_key_metadata(),
        geography in any_geography(),
        call in any_call(),
    ) {
        let setting = Setting::new().with_geography(&geography).with_caller(call.caller()).with_region(call.region());
        for setting in [Setting::new(), Setting::new().with_key(&key), setting, setting.with_key(&key)] {
            look_at_report(&replicate.check(&setting), &replicate)?;
            messages_are_lines(&create.check(&setting))?;
            let describe = DescribeKey::new(reference.clone());
            messages_are_lines(&describe.check(&setting))?;
            let _ = (replicate.required_permissions(&setting), create.required_permissions(&setting));
        }
    }

    #[test]
    fn no_request_about_grants_panics_in_any_setting(
        create in any_create_grant(),
        retire in any_retire_grant(),
        revoke in any_revoke_grant(),
        key in any_key_metadata(),
        call in any_call(),
    ) {
        let setting = Setting::new().with_caller(call.caller()).with_region(call.region());
        for setting in [Setting::new(), Setting::new().with_key(&key), setting, setting.with_key(&key)] {
            for report in [create.check(&setting), retire.check(&setting), revoke.check(&setting)] {
                messages_are_lines(&report)?;
            }
            let _ = (create.required_permissions(&setting), revoke.required_permissions(&setting));
        }
    }

    #[test]
    fn no_list_of_tags_and_no_policy_panics(tags in any_tags(), policy in any_policy_text()) {
        let request = CreateKey { tags: tags.clone(), policy: Some(policy), ..CreateKey::default() };
        let report = request.check(&Setting::new());
        messages_are_lines(&report)?;
        let is_tag_rule = |rule: &kms_mrk::verdict::Rule| kms_mrk::key::tag_rule::ALL.contains(&rule);
        let first_tag_rule = report.errors().map(|finding| finding.rule).find(|rule| is_tag_rule(rule));
        prop_assert_eq!(Tags::try_from(tags).err().map(|error| error.rule()), first_tag_rule);
    }
}
