//! The names of Regions, accounts, keys and aliases: what is read, what is refused and at which byte.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use expect_test::{Expect, expect};
use kms_mrk::identity::{
    AcceptedForms, AccountId, Agreement, AliasArn, AliasName, InvalidText, KeyArn, KeyId, KeyReference,
    Partition, ReferenceForm, Region,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

const UUID: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";
const MRK: &str = "mrk-1234abcd12ab34cd56ef1234567890ab";
const KEY_ARN: &str = "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

#[track_caller]
fn read<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// The messages for these texts, one per line.
#[track_caller]
fn refused<T: FromStr<Err = InvalidText> + Debug>(texts: &[&str], expected: Expect) {
    let messages = texts.iter().map(|text| format!("{}\n", text.parse::<T>().unwrap_err()));
    expected.assert_eq(&messages.collect::<String>());
}

/// The text survives parsing and printing, comparison, and a trip through JSON.
#[track_caller]
fn survives<T>(text: &str)
where
    T: FromStr<Err = InvalidText>
        + Debug
        + Display
        + PartialEq
        + PartialEq<str>
        + Serialize
        + DeserializeOwned,
{
    let value: T = read(text);
    assert_eq!(value.to_string(), text);
    assert!(value == *text);
    assert!(value != *format!("{text}x"));
    let last = text.chars().next_back().unwrap();
    assert!(value != *text.strip_suffix(last).unwrap());
    let json = serde_json::to_string(&value).unwrap();
    assert_eq!(json, serde_json::to_string(text).unwrap());
    assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
}

fn account(text: &str) -> AccountId {
    read(text)
}

#[test]
fn every_listed_region_survives_a_round_trip_and_is_listed() {
    for region in Region::ALL {
        survives::<Region>(region.as_str());
        assert!(region.is_listed(), "{region}");
    }
}

#[test]
fn the_table_has_46_regions_in_the_order_of_their_names() {
    assert_eq!(Region::ALL.len(), 46);
    assert!(Region::ALL.is_sorted_by(|one, next| one.as_str() < next.as_str()));
    assert!(Region::ALL.is_sorted_by(|one, next| one < next));
}

#[test]
fn the_name_of_an_unlisted_region_tells_its_partition_by_the_same_rule_as_the_table() {
    for region in Region::ALL {
        // The same name with a number that no Region has.
        let unlisted: Region = read(&format!("{region}99"));
        assert!(!unlisted.is_listed());
        assert_eq!(unlisted.partition(), region.partition(), "{unlisted}");
    }
    for nowhere in ["moon-north-1", "us-moon-north-1", "fips-us-east-1", "cn-gov-north-1", "eusc-fr-east-1"] {
        assert_eq!(read::<Region>(nowhere).partition(), None, "{nowhere}");
    }
}

#[test]
fn an_unlisted_region_survives_a_round_trip_and_sorts_by_its_name() {
    survives::<Region>("moon-north-1");
    let mut regions = [read("us-east-10"), Region::US_EAST_2, Region::US_EAST_1, read("af-south-0")];
    regions.sort();
    assert_eq!(
        regions.map(|region| region.to_string()),
        ["af-south-0", "us-east-1", "us-east-10", "us-east-2"]
    );
    assert_eq!(format!("{:?}", Region::US_EAST_1), r#"Region("us-east-1")"#);
}

#[test]
fn a_region_that_does_not_match_the_pattern_is_refused() {
    let pseudo = ["aws-global", "us-east-1-fips", "ProdFips"];
    refused::<Region>(
        &pseudo,
        expect![[r#"
            invalid Region: expected a lower-case letter or `-`, found the end at byte 10
            invalid Region: expected a digit, found `-fips` at byte 9
            invalid Region: expected a lower-case letter, found `ProdFips` at byte 0
        "#]],
    );
    refused::<Region>(
        &[
            "",
            "us",
            "us-",
            "us-1",
            "us--east-1",
            "us-east-",
            "us-east-1x",
            "us-east-1 ",
            "a-b-c-d-1",
            "us-éast-1",
        ],
        expect![[r#"
            invalid Region: expected a lower-case letter, found the end at byte 0
            invalid Region: expected a lower-case letter or `-`, found the end at byte 2
            invalid Region: expected a lower-case letter, found the end at byte 3
            invalid Region: expected a lower-case letter, found `1` at byte 3
            invalid Region: expected a lower-case letter, found `-east-1` at byte 3
            invalid Region: expected a lower-case letter or a digit, found the end at byte 8
            invalid Region: expected a digit, found `x` at byte 9
            invalid Region: expected a digit, found ` ` at byte 9
            invalid Region: expected a digit, found `d-1` at byte 6
            invalid Region: expected a lower-case letter, found `éast-1` at byte 3
        "#]],
    );
    refused::<Region>(
        &["us-abcdefghijklmnopqrstuvwxyzab-12", "us-east-٣"],
        expect![[r#"
        invalid Region: expected at most 32 characters, found 34 characters at byte 32
        invalid Region: expected a lower-case letter or a digit, found `٣` at byte 8
    "#]],
    );
    survives::<Region>("us-abcdefghijklmnopqrstuvwxyz-12");
}

#[test]
fn a_partition_that_is_not_listed_is_kept() {
    assert_eq!(Partition::ALL.len(), 8);
    let arn = KEY_ARN.replace("arn:aws:", "arn:aws-moon:");
    survives::<KeyArn>(&arn);
    assert!(!read::<KeyArn>(&arn).partition().is_listed());
}

#[test]
fn an_account_id_is_twelve_digits() {
    survives::<AccountId>("012345678901");
    refused::<AccountId>(
        &["", "11112222333", "1111222233334", "11112222333a", "１１１１"],
        expect![[r#"
        invalid account ID: expected a digit, found the end at byte 0
        invalid account ID: expected a digit, found the end at byte 11
        invalid account ID: expected no more than 12 digits, found `4` at byte 12
        invalid account ID: expected a digit, found `a` at byte 11
        invalid account ID: expected a digit, found `１１１１` at byte 0
    "#]],
    );
}

#[test]
fn a_key_id_survives_in_both_forms() {
    for text in [UUID, MRK] {
        survives::<KeyId>(text);
    }
    let (single, multi): (KeyId, KeyId) = (read(UUID), read(MRK));
    assert!(!single.is_multi_region());
    assert!(multi.is_multi_region());
    assert_eq!(single.bytes(), multi.bytes());
    assert_eq!(single.bytes(), 0x1234abcd_12ab_34cd_56ef_1234567890ab_u128.to_be_bytes());
    assert_eq!(KeyId::single_region_from_bytes(single.bytes()), single);
    assert_eq!(KeyId::multi_region_from_bytes(multi.bytes()), multi);
}

#[test]
fn a_key_id_with_one_wrong_byte_is_refused_at_that_byte() {
    for text in [UUID, MRK] {
        for at in 0..text.len() {
            let mut wrong = text.to_owned();
            wrong.replace_range(at..=at, "G");
            let error = wrong.parse::<KeyId>().unwrap_err();
            // A text that does not begin with `mrk-` is read as a UUID from the first byte on.
            let expected = if text == MRK && at < 4 { 0 } else { at };
            assert_eq!(error.at_byte(), expected, "{wrong}");
        }
        for length in 0..text.len() {
            let error = text[..length].parse::<KeyId>().unwrap_err();
            let expected = if text == MRK && length < 4 { 0 } else { length };
            assert_eq!(error.at_byte(), expected, "{error}");
        }
    }
}

#[test]
fn what_is_nearly_a_key_id_is_refused() {
    refused::<KeyId>(
        &[
            "",
            "fake-key-id",
            "mrk-fake-key-id",
            "1234abcd12ab34cd56ef1234567890ab",
            "1234ABCD-12AB-34CD-56EF-1234567890AB",
            "mrk-1234ABCD12AB34CD56EF1234567890AB",
            "MRK-1234abcd12ab34cd56ef1234567890ab",
            "mrk-1234abcd-12ab-34cd-56ef-1234567890ab",
            "1234abcd-12ab-34cd-56ef-1234567890abc",
            "1234abcd-12ab-34cd-56ef-1234567890a",
            "1234abcd-12ab-34cd-56ef1234567890abcd",
            "1234abcd-12ab-34cd-56ef1-234567890ab",
        ],
        expect![[r#"
            invalid key ID: expected `mrk-` or a lower-case hexadecimal digit, found the end at byte 0
            invalid key ID: expected a lower-case hexadecimal digit, found `ke-key-id` at byte 2
            invalid key ID: expected a lower-case hexadecimal digit, found `ke-key-id` at byte 6
            invalid key ID: expected `-`, found `12ab34cd56ef1234567890ab` at byte 8
            invalid key ID: expected a lower-case hexadecimal digit, found `ABCD-12AB-34CD-56EF-1234567890AB` at byte 4
            invalid key ID: expected a lower-case hexadecimal digit, found `ABCD12AB34CD56EF1234567890AB` at byte 8
            invalid key ID: expected `mrk-` or a lower-case hexadecimal digit, found `MRK-1234abcd12ab34cd56ef1234567890ab` at byte 0
            invalid key ID: expected a lower-case hexadecimal digit, found `-12ab-34cd-56ef-1234567890ab` at byte 12
            invalid key ID: expected no more than 36 characters, found `c` at byte 36
            invalid key ID: expected a lower-case hexadecimal digit, found the end at byte 35
            invalid key ID: expected `-`, found `1234567890abcd` at byte 23
            invalid key ID: expected `-`, found `1-234567890ab` at byte 23
        "#]],
    );
}

#[test]
fn the_malformed_samples_of_the_documentation_are_refused() {
    // 33 digits after `mrk-`.
    refused::<KeyId>(
        &["mrk-1234abcd12ab34cd56ef12345678990ab"],
        expect![[r#"
        invalid key ID: expected no more than 36 characters, found `b` at byte 36
    "#]],
    );
    // A double colon in the resource of a policy.
    refused::<KeyArn>(
        &["arn:aws:kms:*::111122223333"],
        expect![[r#"
        invalid key ARN: expected a lower-case letter in the Region, found `*` at byte 12
    "#]],
    );
}

#[test]
fn a_key_arn_survives_and_gives_its_components() {
    survives::<KeyArn>(KEY_ARN);
    survives::<KeyArn>(
        "arn:aws-us-gov:kms:us-gov-west-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    );
    survives::<KeyArn>("arn:aws:kms:moon-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    let arn: KeyArn = read(KEY_ARN);
    assert_eq!(arn, KeyArn::new(Partition::Aws, Region::US_EAST_1, account("111122223333"), read(MRK)));
    assert_eq!(Some(arn.clone()), KeyArn::of(Region::US_EAST_1, account("111122223333"), read(MRK)));
    assert_eq!(arn.partition(), &Partition::Aws);
    assert_eq!(arn.region(), &Region::US_EAST_1);
    assert_eq!(arn.account(), account("111122223333"));
    assert_eq!(arn.key_id(), MRK);
    assert_eq!(format!("{arn:?}"), format!("KeyArn({KEY_ARN:?})"));
    assert_eq!(KeyArn::of(read("moon-north-1"), account("111122223333"), read(MRK)), None);
}

#[test]
fn a_key_arn_is_compared_with_text_by_the_whole_text() {
    let arn: KeyArn = read(KEY_ARN);
    for other in ["", "arn:aws:kms:us-east-1:111122223333:", MRK, &KEY_ARN.replace("east", "west")] {
        assert!(arn != *other, "{other}");
    }
}

#[test]
fn a_wrong_key_arn_is_refused_by_component_and_byte() {
    refused::<KeyArn>(
        &[
            "",
            MRK,
            "arn",
            "arn:",
            "arn:aws",
            "arn::kms:us-east-1:111122223333:key/",
            "arn:AWS:kms:us-east-1:111122223333:key/",
            "arn:*:kms:us-east-1:111122223333:key/",
            "arn:aws:iam::111122223333:user/ops",
            "arn:aws:KMS:us-east-1:111122223333:key/",
            "arn:aws:kms::111122223333:key/",
            "arn:aws:kms:us-East-1:111122223333:key/",
            "arn:aws:kms:us-abcdefghijklmnopqrstuvwxyzab-12:111122223333:key/",
            "arn:aws:kms:us-east-1",
            "arn:aws:kms:us-east-1:11112222333:key/",
            "arn:aws:kms:us-east-1:1111222233334:key/",
            "arn:aws:kms:us-east-1:111122223333:alias/orders",
            "arn:aws:kms:us-east-1:111122223333:key",
            "arn:aws:kms:us-east-1:111122223333:key/",
            "arn:aws:kms:us-east-1:111122223333:key/mrk-1234ABCD12ab34cd56ef1234567890ab",
            "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890abc",
            "arn:aws:kms:us-east-1:111122223333:key/*",
            "arn:aws:kms:us-east-1:1111\n2222\t3333:key/x",
        ],
        expect![[r#"
            invalid key ARN: expected `arn:`, found the end at byte 0
            invalid key ARN: expected `arn:`, found `mrk-1234abcd12ab34cd56ef1234567890ab` at byte 0
            invalid key ARN: expected `arn:`, found `arn` at byte 0
            invalid key ARN: expected `:` after the partition, found the end at byte 4
            invalid key ARN: expected `:` after the partition, found the end at byte 7
            invalid key ARN: expected the partition, found `:kms:us-east-1:111122223333:key/` at byte 4
            invalid key ARN: expected a lower-case letter, a digit or `-` in the partition, found `AWS` at byte 4
            invalid key ARN: expected a lower-case letter, a digit or `-` in the partition, found `*` at byte 4
            invalid key ARN: expected the service `kms`, found `iam` at byte 8
            invalid key ARN: expected the service `kms`, found `KMS` at byte 8
            invalid key ARN: expected the Region, found `:111122223333:key/` at byte 12
            invalid key ARN: expected a lower-case letter in the Region, found `East-1` at byte 15
            invalid key ARN: expected at most 32 characters in the Region, found 34 characters at byte 44
            invalid key ARN: expected `:` after the Region, found the end at byte 21
            invalid key ARN: expected a digit in the account ID, found the end at byte 33
            invalid key ARN: expected no more than 12 digits in the account ID, found `4` at byte 34
            invalid key ARN: expected `key/`, found `alias/orders` at byte 35
            invalid key ARN: expected `key/`, found `key` at byte 35
            invalid key ARN: expected `mrk-` or a lower-case hexadecimal digit in the key ID, found the end at byte 39
            invalid key ARN: expected a lower-case hexadecimal digit in the key ID, found `ABCD12ab34cd56ef1234567890ab` at byte 47
            invalid key ARN: expected no more than 36 characters in the key ID, found `c` at byte 75
            invalid key ARN: expected `mrk-` or a lower-case hexadecimal digit in the key ID, found `*` at byte 39
            invalid key ARN: expected a digit in the account ID, found `\n2222\t3333` at byte 26
        "#]],
    );
    let long = KEY_ARN.replace("arn:aws:", &format!("arn:{}:", "a".repeat(2048)));
    refused::<KeyArn>(
        &[&long],
        expect![[r#"
        invalid key ARN: expected at most 2048 characters, found 2120 characters at byte 2048
    "#]],
    );
}

#[test]
fn an_arn_may_contradict_its_region_and_says_so() {
    let agreement = |arn: &str| read::<KeyArn>(arn).agrees_with_its_region();
    assert_eq!(agreement(KEY_ARN), Agreement::Agrees);
    assert_eq!(agreement(&KEY_ARN.replace("us-east-1", "us-gov-east-1")), Agreement::Disagrees);
    assert_eq!(agreement(&KEY_ARN.replace("us-east-1", "moon-east-1")), Agreement::Unknown);
    let alias: AliasArn = read("arn:aws:kms:cn-north-1:111122223333:alias/orders");
    assert_eq!(alias.agrees_with_its_region(), Agreement::Disagrees);
}

#[test]
fn related_keys_differ_in_the_region_alone() {
    let key: KeyArn = read(KEY_ARN);
    let related = key.related_in(Region::EU_WEST_1).unwrap();
    assert_eq!(related, *KEY_ARN.replace("us-east-1", "eu-west-1"));
    assert!(key.is_related_to(&related) && related.is_related_to(&key));
    assert!(!key.is_related_to(&key));

    for (part, other) in
        [("arn:aws:", "arn:aws-cn:"), ("111122223333", "444455556666"), ("mrk-1234", "mrk-4321"), (MRK, UUID)]
    {
        let stranger: KeyArn = read(&related.to_string().replace(part, other));
        assert!(!key.is_related_to(&stranger), "{stranger}");
    }
}

#[test]
fn a_single_region_key_has_no_related_key() {
    let key: KeyArn = read(&KEY_ARN.replace(MRK, UUID));
    let elsewhere: KeyArn = read(&key.to_string().replace("us-east-1", "eu-west-1"));
    assert!(!key.is_related_to(&elsewhere));
    assert_eq!(key.related_in(Region::EU_WEST_1), None);
}

#[test]
fn a_related_key_stays_in_the_partition() {
    let key: KeyArn = read(KEY_ARN);
    assert_eq!(key.related_in(Region::US_GOV_WEST_1), None);
    assert_eq!(key.related_in(read("cn-south-9")), None);
    let moon: Region = read("moon-north-1");
    assert_eq!(key.related_in(moon.clone()).unwrap().region(), &moon);
    assert_eq!(key.related_in(Region::US_EAST_1), Some(key));
}

#[test]
fn an_alias_name_begins_with_its_prefix_and_has_up_to_256_characters() {
    survives::<AliasName>("alias/a");
    survives::<AliasName>("alias/aws/s3");
    survives::<AliasName>("alias/Az09:/_-");
    survives::<AliasName>(&format!("alias/{}", "a".repeat(250)));
    let long = format!("alias/{}", "é".repeat(251));
    refused::<AliasName>(
        &["", "orders", "Alias/orders", "alias", "alias/", "alias/my orders", "alias/é", "alias/a.b", &long],
        expect![[r#"
            invalid alias name: expected `alias/`, found the end at byte 0
            invalid alias name: expected `alias/`, found `orders` at byte 0
            invalid alias name: expected `alias/`, found `Alias/orders` at byte 0
            invalid alias name: expected `alias/`, found `alias` at byte 0
            invalid alias name: expected at least one character after `alias/`, found the end at byte 6
            invalid alias name: expected a letter, a digit, `:`, `/`, `_` or `-`, found ` orders` at byte 8
            invalid alias name: expected a letter, a digit, `:`, `/`, `_` or `-`, found `é` at byte 6
            invalid alias name: expected a letter, a digit, `:`, `/`, `_` or `-`, found `.b` at byte 7
            invalid alias name: expected at most 256 characters, found 257 characters at byte 506
        "#]],
    );
}

#[test]
fn an_alias_arn_survives_and_gives_its_components() {
    survives::<AliasArn>("arn:aws:kms:us-east-1:111122223333:alias/aws/s3");
    survives::<AliasArn>("arn:aws:kms:us-east-1:111122223333:alias/a:b");
    let arn: AliasArn = read("arn:aws-cn:kms:cn-north-1:111122223333:alias/orders");
    assert_eq!(
        Some(arn.clone()),
        AliasArn::of(Region::CN_NORTH_1, account("111122223333"), read("alias/orders"))
    );
    assert_eq!(arn.partition(), &Partition::AwsCn);
    assert_eq!(arn.account(), account("111122223333"));
    assert_eq!(arn.alias_name(), &read::<AliasName>("alias/orders"));
    refused::<AliasArn>(
        &[
            KEY_ARN,
            "arn:aws:kms:us-east-1:111122223333:alias/",
            "arn:aws:kms:us-east-1:111122223333:alias/a b",
            "alias/orders",
        ],
        expect![[r#"
            invalid alias ARN: expected `alias/` in the alias name, found `key/mrk-1234abcd12ab34cd56ef1234567890ab` at byte 35
            invalid alias ARN: expected at least one character after `alias/` in the alias name, found the end at byte 41
            invalid alias ARN: expected a letter, a digit, `:`, `/`, `_` or `-` in the alias name, found ` b` at byte 42
            invalid alias ARN: expected `arn:`, found `alias/orders` at byte 0
        "#]],
    );
}

#[test]
fn a_key_reference_is_read_by_its_form_and_accepted_by_it() {
    use ReferenceForm::{AliasArn, AliasName, KeyArn, KeyId, Malformed};
    let alias_arn = "arn:aws:kms:us-east-1:111122223333:alias/orders";
    for (text, form) in [
        (UUID, KeyId),
        (MRK, KeyId),
        (KEY_ARN, KeyArn),
        ("alias/orders", AliasName),
        (alias_arn, AliasArn),
        ("fake-key-id", Malformed),
        (" ", Malformed),
        ("alias/", Malformed),
        ("arn:aws:kms", Malformed),
    ] {
        survives::<KeyReference>(text);
        let reference: KeyReference = read(text);
        assert_eq!(reference.form(), form, "{text}");
        assert_eq!(AcceptedForms::Keys.accepts(&reference), matches!(form, KeyId | KeyArn));
        assert_eq!(AcceptedForms::KeysAndAliases.accepts(&reference), form != Malformed);
        assert_eq!(reference.key_id().is_some(), matches!(form, KeyId | KeyArn), "{text}");
        assert_eq!(reference.alias_name().is_some(), matches!(form, AliasName | AliasArn), "{text}");
        assert_eq!(reference.region().is_some(), matches!(form, KeyArn | AliasArn), "{text}");
        assert_eq!(reference.account().is_some(), matches!(form, KeyArn | AliasArn), "{text}");
    }
    assert_eq!(KeyReference::from(read::<self::KeyId>(MRK)), read::<KeyReference>(MRK));
    assert_eq!(KeyReference::from(read::<self::KeyArn>(KEY_ARN)), read::<KeyReference>(KEY_ARN));
    assert_eq!(
        KeyReference::from(read::<self::AliasName>("alias/orders")),
        read::<KeyReference>("alias/orders")
    );
    assert_eq!(KeyReference::from(read::<self::AliasArn>(alias_arn)), read::<KeyReference>(alias_arn));
}

#[test]
fn a_malformed_key_reference_keeps_its_text_and_says_why() {
    let mut said = String::new();
    for text in
        ["fake-key-id", "arn:aws:s3:::x", "arn:aws:kms:us-east-1:1:alias/x", "alias/a b", "ARN:aws:kms"]
    {
        let KeyReference::Malformed(malformed) = read(text) else { panic!("{text} is well-formed") };
        assert_eq!(malformed.as_str(), text);
        assert_eq!(malformed.looks_like_arn(), text.starts_with("arn:"));
        said += &format!("{}\n", malformed.reason());
    }
    expect![[r#"
        invalid key ID: expected a lower-case hexadecimal digit, found `ke-key-id` at byte 2
        invalid key ARN: expected the service `kms`, found `s3` at byte 8
        invalid alias ARN: expected a digit in the account ID, found the end at byte 23
        invalid alias name: expected a letter, a digit, `:`, `/`, `_` or `-`, found ` b` at byte 7
        invalid key ID: expected `mrk-` or a lower-case hexadecimal digit, found `ARN:aws:kms` at byte 0
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_key_reference_has_1_to_2048_characters() {
    survives::<KeyReference>(&"é".repeat(2048));
    refused::<KeyReference>(
        &["", &"é".repeat(2049)],
        expect![[r#"
        invalid key reference: expected at least 1 character, found the end at byte 0
        invalid key reference: expected at most 2048 characters, found 2049 characters at byte 4096
    "#]],
    );
}

#[test]
fn key_ids_are_ordered_as_their_texts() {
    let texts = [
        "00000000-0000-0000-0000-000000000000",
        "1234abcd-12ab-34cd-56ef-1234567890ab",
        "1234abcd-12ab-34cd-56ef-1234567890ac",
        "1234abcd-12ab-34ce-56ef-1234567890ab",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "mrk-0000000000000000000000000000000f",
        "mrk-00000000000000000000000000000010",
        "mrk-1234abcd12ab34cd56ef1234567890ab",
        "mrk-f0000000000000000000000000000000",
    ];
    for one in texts {
        for other in texts {
            let (key_id, other_key_id): (KeyId, KeyId) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(key_id.cmp(&other_key_id), one.cmp(other), "{one} and {other}");
        }
    }
}
