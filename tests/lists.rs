//! Lists, a page at a time: keys, tags, names of policies.

mod stage;

use kms_mrk::identity::{AccountId, KeyId, Region};
use kms_mrk::key::{KeyState, Origin, PendingWindowInDays, Tag};
use kms_mrk::model::{RelatedKeys, World};
use kms_mrk::operation::{
    CreateKey, KeyListEntry, Limit, ListKeyPolicies, ListKeys, ListResourceTags, Marker, Operation, Page,
    PolicyName, ScheduleKeyDeletion, Setting, TagResource, UntagResource, rule,
};
use kms_mrk::verdict::Evidence;
use serde_json::{json, to_value};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, UUID, administrator, judged, key_arn, read, reference,
    regional, set_in, shared, tags,
};

const EU: &str = "eu-west-1";
/// A stage with so many single-Region keys at home, and their IDs in order.
fn with_keys(count: usize) -> (Stage, Vec<KeyId>) {
    let mut stage = Stage::new();
    let mut ids: Vec<_> = (0..count).map(|_| stage.accepts(&CreateKey::default(), HOME).key_id).collect();
    ids.sort();
    (stage, ids)
}

/// A stage with one key that has these tags.
fn with_tags(keys: &[&str]) -> (Stage, KeyId) {
    let mut stage = Stage::new();
    let pairs: Vec<_> = keys.iter().map(|key| (*key, "")).collect();
    let key = stage.accepts(&CreateKey { tags: tags(&pairs), ..CreateKey::default() }, HOME).key_id;
    (stage, key)
}

fn ids(page: &Page<KeyListEntry>) -> Vec<KeyId> {
    page.items.iter().map(|entry| entry.key_id).collect()
}

fn tag_keys(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.key.as_str()).collect()
}

fn list(limit: u64) -> ListKeys {
    ListKeys::new().with_limit(Limit::new(limit).unwrap())
}

/// Every page of the list of keys at home, with this limit.
#[track_caller]
fn pages(stage: &mut Stage, limit: u64) -> Vec<Vec<KeyId>> {
    let mut pages = Vec::new();
    let mut request = list(limit);
    loop {
        let page = stage.accepts(&request, HOME);
        pages.push(ids(&page));
        match page.next_marker {
            Some(marker) => request = request.with_marker(marker),
            None => return pages,
        }
    }
}

fn delete(stage: &mut Stage, key: KeyId) {
    stage.accepts(&ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN), HOME);
    stage.wait(8 * 24 * 3600);
    stage.kms.advance(stage.now);
    assert!(stage.kms.world().set(key).is_none());
}

#[test]
fn keys_are_listed_in_the_order_of_their_ids_with_their_arns() {
    let (mut stage, all) = with_keys(3);
    let page = stage.accepts(&ListKeys::new(), HOME);
    let entries: Vec<_> =
        all.iter().map(|id| KeyListEntry { key_id: *id, key_arn: read(&key_arn(HOME, id)) }).collect();
    assert_eq!(page, Page { items: entries, next_marker: None });
    assert!(!page.truncated());
}

#[test]
fn a_region_without_keys_has_one_empty_page() {
    let page = Stage::new().accepts(&ListKeys::new(), HOME);
    assert_eq!(to_value(page).unwrap(), json!({"Keys": [], "Truncated": false}));
}

#[test]
fn pages_put_together_are_the_whole_list_with_any_limit() {
    let (mut stage, all) = with_keys(7);
    for limit in 1..=9 {
        let pages = pages(&mut stage, limit);
        assert_eq!(pages.concat(), all);
        assert_eq!(pages.len(), 7_usize.div_ceil(limit as usize), "no page is empty");
        assert!(pages.iter().rev().skip(1).all(|page| page.len() == limit as usize));
    }
}

#[test]
fn a_page_that_ends_with_the_list_is_not_truncated() {
    let (mut stage, all) = with_keys(4);
    let first = stage.accepts(&list(2), HOME);
    assert_eq!((ids(&first), first.truncated()), (all[..2].to_vec(), true));
    let last = stage.accepts(&list(2).with_marker(first.next_marker.unwrap()), HOME);
    assert_eq!((ids(&last), last.truncated()), (all[2..].to_vec(), false));
}

#[test]
fn a_hundred_keys_are_listed_by_default_and_a_thousand_at_most() {
    let (mut stage, all) = with_keys(1001);
    assert_eq!(ids(&stage.accepts(&ListKeys::new(), HOME)), all[..100]);
    let most = stage.accepts(&ListKeys::new().with_limit(Limit::MAX), HOME);
    assert_eq!((ids(&most), most.truncated()), (all[..1000].to_vec(), true));
}

#[test]
fn limits_are_refused_outside_of_the_range_of_the_operation() {
    let refused = |limit: Result<_, kms_mrk::operation::InvalidLimit>| limit.unwrap_err().to_string();
    assert_eq!(
        refused(Limit::<1000, 100>::new(1_000_000).map(|_| ())),
        "a limit of 1000000 is not between 1 and 1000"
    );
    assert_eq!(refused(Limit::<1000, 100>::new(0).map(|_| ())), "a limit of 0 is not between 1 and 1000");
    assert_eq!(refused(Limit::<50, 50>::new(51).map(|_| ())), "a limit of 51 is not between 1 and 50");
    // 65,537 is 1 in sixteen bits.
    assert!(Limit::<1000, 100>::new(65_537).is_err());
    assert_eq!(Limit::<1000, 100>::new(1000), Ok(Limit::MAX));
    assert_eq!(Limit::<50, 50>::new(1), Ok(Limit::MIN));
    assert_eq!(serde_json::to_string(&Limit::<50, 50>::DEFAULT).unwrap(), "50");
    assert!(serde_json::from_str::<Limit<50, 50>>("0").is_err());
}

#[test]
fn a_marker_is_a_text_of_1_to_1024_characters_up_to_u_00ff() {
    for text in [" ", "ÿ", &"ÿ".repeat(1024)] {
        assert_eq!(read::<Marker>(text), *text);
    }
    for (text, error) in [
        ("", "invalid marker: expected 1 to 1024 characters, found the end at byte 0".to_owned()),
        ("aĀ", "invalid marker: expected a character from U+0020 to U+00FF, found `Ā` at byte 1".to_owned()),
        (
            &"a".repeat(1025),
            "invalid marker: expected at most 1024 characters, found 1025 characters at byte 1024".to_owned(),
        ),
    ] {
        assert_eq!(text.parse::<Marker>().unwrap_err().to_string(), error);
    }
}

#[test]
fn each_account_and_each_region_lists_its_own_keys() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    let other = stage.accepts(&CreateKey::default(), EU).key_id;
    assert_eq!(ids(&stage.accepts(&ListKeys::new(), HOME)), [key]);
    let mut in_eu = [key, other];
    in_eu.sort();
    let page = stage.accepts(&ListKeys::new(), EU);
    assert_eq!(ids(&page), in_eu);
    assert!(page.items.iter().all(|entry| entry.key_arn.region() == EU));
    assert!(ids(&stage.accepts(&ListKeys::new(), "eu-west-2")).is_empty());

    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    assert!(ids(&stage.accepts(&ListKeys::new(), HOME)).is_empty());
}

#[test]
fn keys_are_listed_in_every_state_until_they_are_gone() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    assert_eq!(ids(&stage.accepts(&ListKeys::new(), EU)), [key], "while it is being created");
    stage.settle();
    stage.accepts(&ScheduleKeyDeletion::new(key.into()).with_window(PendingWindowInDays::MIN), EU);
    assert_eq!(ids(&stage.accepts(&ListKeys::new(), EU)), [key], "while it waits for its deletion");
    stage.wait(8 * 24 * 3600);
    assert!(ids(&stage.accepts(&ListKeys::new(), EU)).is_empty());
    assert_eq!(ids(&stage.accepts(&ListKeys::new(), HOME)), [key]);
}

#[test]
fn a_marker_stays_good_when_the_key_that_it_follows_is_deleted() {
    let (mut stage, all) = with_keys(6);
    let first = stage.accepts(&list(3), HOME);
    assert_eq!(ids(&first), all[..3]);
    delete(&mut stage, all[0]);
    delete(&mut stage, all[2]);
    delete(&mut stage, all[3]);
    let rest = stage.accepts(&list(3).with_marker(first.next_marker.unwrap()), HOME);
    assert_eq!((ids(&rest), rest.truncated()), (all[4..].to_vec(), false));
}

#[test]
fn when_everything_that_was_left_is_deleted_the_next_page_is_empty() {
    let (mut stage, all) = with_keys(2);
    let marker = stage.accepts(&list(1), HOME).next_marker.unwrap();
    all.iter().for_each(|key| delete(&mut stage, *key));
    assert_eq!(stage.accepts(&list(1).with_marker(marker), HOME), Page { items: vec![], next_marker: None });
}

#[test]
fn a_list_that_changes_between_pages_repeats_no_key_and_leaves_out_none_that_stays() {
    let (mut stage, before) = with_keys(12);
    let (mut seen, mut deleted) = (Vec::new(), Vec::new());
    let mut request = list(2);
    let marker = loop {
        let page = stage.accepts(&request, HOME);
        seen.extend(ids(&page));
        let Some(marker) = page.next_marker else { break request.marker };
        request = request.with_marker(marker);
        let last = *seen.last().unwrap();
        let gone = if deleted.len() % 2 == 0 { last } else { seen[0] };
        if !deleted.contains(&gone) {
            delete(&mut stage, gone);
            deleted.push(gone);
        }
        stage.accepts(&CreateKey::default(), HOME);
    };
    assert!(marker.is_some() && deleted.len() > 2, "it did change under way");
    assert!(seen.is_sorted_by(|one, next| one < next), "{seen:?}");
    assert!(before.iter().all(|key| seen.contains(key)));
}

#[test]
fn a_marker_of_another_list_is_refused() {
    let (mut stage, _) = with_keys(2);
    stage.accepts(&CreateKey::default(), EU);
    stage.accepts(&CreateKey::default(), EU);
    let message = "the marker is not one that came with a page of the keys of the account 111122223333 \
                   in the Region `us-east-1`";
    let of_eu = stage.accepts(&list(1), EU).next_marker.unwrap();
    let (mut tagged, key) = with_tags(&["a", "b"]);
    let of_tags = tagged.accepts(&one_tag(key), HOME).next_marker.unwrap();
    let good = stage.accepts(&list(1), HOME).next_marker.unwrap();
    let (cut, _) = good.as_str().split_at(good.as_str().len() - 1);
    for marker in [of_eu, of_tags, read("100"), read(UUID), read(cut), read(&format!("{good}0"))] {
        let error = stage.refuses(&ListKeys::new().with_marker(marker), HOME);
        judged(&error, &rule::MARKER_OF_THIS_LIST, Evidence::Documented, "InvalidMarkerException", message);
        assert_eq!(error.place().pointer.as_str(), "/Marker");
    }
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let error = stage.refuses(&ListKeys::new().with_marker(good), HOME);
    assert_eq!(error.rule(), &rule::MARKER_OF_THIS_LIST, "the marker is of {ACCOUNT}");
}

#[test]
fn without_a_world_no_marker_is_judged() {
    let marker: Marker = read("eyJiIjoiYWxpYXMv");
    let request = ListKeys::new().with_marker(marker.clone());
    assert!(request.check(&Setting::new()).is_empty());
    let request = ListResourceTags::new(reference(KEY_ID)).with_marker(marker);
    assert!(request.check(&Setting::new()).is_empty());
}

#[test]
fn keys_cannot_be_listed_where_there_is_no_kms() {
    let error = Stage::new().refuses(&ListKeys::new(), "moon-north-1");
    let message = "`moon-north-1` is not a Region that is known to have KMS";
    judged(&error, &rule::ENDPOINT, Evidence::Inferred, "UnsupportedOperationException", message);
}

#[test]
fn a_list_changes_nothing_and_leaves_one_record() {
    let (mut stage, _) = with_keys(1);
    let reply = stage.reply(&ListKeys::new(), EU);
    assert_eq!(reply.events, []);
    assert_eq!(
        to_value(reply.records).unwrap(),
        json!([{
            "eventSource": "kms.amazonaws.com",
            "eventName": "ListKeys",
            "eventTime": "2026-01-05T12:00:00Z",
            "awsRegion": "eu-west-1",
            "userIdentity": {"arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333"},
            "resources": []
        }])
    );
    let (mut stage, key) = with_tags(&["a"]);
    let arn: kms_mrk::identity::KeyArn = read(&key_arn(HOME, key));
    let tags = stage.reply(&ListResourceTags::new(key.into()), HOME);
    let policies = stage.reply(&ListKeyPolicies::new(key.into()), HOME);
    assert_eq!((tags.events, policies.events), (vec![], vec![]));
    let told: Vec<_> = [tags.records, policies.records]
        .concat()
        .into_iter()
        .map(|record| (record.event_name, record.resources))
        .collect();
    assert_eq!(told, [("ListResourceTags", vec![arn.clone()]), ("ListKeyPolicies", vec![arn])]);
}

#[test]
fn the_ids_of_a_world_go_on_after_any_id() {
    let (stage, all) = with_keys(3);
    let world: &World = stage.kms.world();
    let (account, home): (AccountId, Region) = (read(ACCOUNT), read(HOME));
    let after = |key| world.key_ids_after(account, &home, Some(key)).collect::<Vec<_>>();
    assert_eq!(after(all[0]), all[1..]);
    assert_eq!(after(KeyId::single_region_from_bytes([0; 16])), all);
    assert!(after(KeyId::multi_region_from_bytes([0; 16])).is_empty(), "`mrk-` comes after every digit");
}

fn one_tag(key: KeyId) -> ListResourceTags {
    ListResourceTags::new(key.into()).with_limit(Limit::MIN)
}

#[test]
fn tags_are_listed_in_the_order_of_their_keys() {
    let (mut stage, key) = with_tags(&["b", "C", "a"]);
    let page = stage.accepts(&ListResourceTags::new(key.into()), HOME);
    assert_eq!(tag_keys(&page.items), ["C", "a", "b"]);
    let page = stage.accepts(&one_tag(key), HOME);
    assert_eq!(
        to_value(&page).unwrap(),
        json!({"Tags": [{"TagKey": "C", "TagValue": ""}], "NextMarker": page.next_marker, "Truncated": true})
    );
}

#[test]
fn fifty_tags_are_one_page_or_fifty() {
    let all: Vec<_> = (10..60).map(|number| format!("tag{number}")).collect();
    let (mut stage, key) = with_tags(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let page = stage.accepts(&ListResourceTags::new(key.into()), HOME);
    assert_eq!((tag_keys(&page.items).len(), page.truncated()), (50, false));
    let mut request = one_tag(key);
    for (index, tag) in all.iter().enumerate() {
        let page = stage.accepts(&request, HOME);
        assert_eq!(tag_keys(&page.items), [tag]);
        assert_eq!(page.truncated(), index < 49);
        let Some(marker) = page.next_marker else { break };
        request = request.with_marker(marker);
    }
}

#[test]
fn the_marker_of_every_tag_key_is_a_marker() {
    let longest = "\u{10ffff}".repeat(128);
    let keys = [" ", "\u{0}", "/", "Ünïcode", "日本", "\u{10fffe}", &longest];
    let (mut stage, key) = with_tags(&keys);
    let mut request = one_tag(key);
    let mut seen = Vec::new();
    loop {
        let page = stage.accepts(&request, HOME);
        seen.extend(tag_keys(&page.items).into_iter().map(str::to_owned));
        let Some(marker) = page.next_marker else { break };
        assert_eq!(read::<Marker>(marker.as_str()), marker);
        request = request.with_marker(marker);
    }
    let mut sorted = keys.map(str::to_owned);
    sorted.sort();
    assert_eq!(seen, sorted);
}

#[test]
fn a_marker_stays_good_when_tags_come_and_go() {
    let (mut stage, key) = with_tags(&["a", "c", "e", "g"]);
    let two = ListResourceTags::new(key.into()).with_limit(Limit::new(2).unwrap());
    let first = stage.accepts(&two, HOME);
    assert_eq!(tag_keys(&first.items), ["a", "c"]);
    stage.accepts(&UntagResource::new(key.into(), vec![read("a"), read("c"), read("e")]), HOME);
    stage.accepts(&TagResource::new(key.into(), tags(&[("b", ""), ("d", "")])), HOME);
    let rest = stage.accepts(&two.with_marker(first.next_marker.unwrap()), HOME);
    assert_eq!((tag_keys(&rest.items), rest.truncated()), (vec!["d", "g"], false));
}

#[test]
fn a_marker_of_another_keys_tags_is_refused() {
    let mut stage = Stage::new();
    let create = CreateKey { tags: tags(&[("a", ""), ("b", "")]), ..CreateKey::multi_region() };
    let [key, other] = [(); 2].map(|()| stage.accepts(&create, HOME).key_id);
    let good = stage.accepts(&one_tag(key), HOME).next_marker.unwrap();
    stage.replica(key, EU);
    let of_keys = stage.accepts(&list(1), HOME).next_marker.unwrap();
    let of_other = stage.accepts(&one_tag(other), HOME).next_marker.unwrap();
    let head = good.as_str().strip_suffix("000061").unwrap();
    let spoiled =
        ["", "a", "+00061", "00006A", "00004A0", "110000", "00d800"].map(|end| read(&format!("{head}{end}")));
    let message =
        format!("the marker is not one that came with a page of the tags of `{}`", key_arn(HOME, key));
    for marker in [of_keys, of_other].into_iter().chain(spoiled) {
        let error = stage.refuses(&ListResourceTags::new(key.into()).with_marker(marker), HOME);
        judged(&error, &rule::MARKER_OF_THIS_LIST, Evidence::Documented, "InvalidMarkerException", &message);
    }
    let error = stage.refuses(&one_tag(key).with_marker(good), EU);
    assert_eq!(error.rule(), &rule::MARKER_OF_THIS_LIST, "tags are not shared, nor are markers");
}

#[test]
fn every_key_has_one_policy_and_its_name_is_default() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let request = ListKeyPolicies::new(key.into()).with_limit(Limit::MIN);
    assert_eq!(request.limit, Limit::MIN);
    let page = stage.accepts(&request, HOME);
    assert_eq!(page, Page { items: vec![PolicyName::Default], next_marker: None });
    assert_eq!(to_value(page).unwrap(), json!({"PolicyNames": ["default"], "Truncated": false}));

    let error = stage.refuses(&request.with_marker(read("default")), HOME);
    let message = format!(
        "the marker is not one that came with a page of the names of the policies of `{}`",
        key_arn(HOME, key)
    );
    judged(&error, &rule::MARKER_OF_THIS_LIST, Evidence::Documented, "ValidationException", &message);
}

#[test]
fn tags_and_policies_are_listed_in_every_key_state() {
    let later = read("2026-03-01T00:00:00Z");
    let updating = KeyState::Updating { until: later };
    let waiting = KeyState::PendingReplicaDeletion { window: PendingWindowInDays::MIN };
    let keys = [
        (EU, set_in(KeyState::Enabled, &[(EU, KeyState::Creating { ready_at: later })])),
        (HOME, set_in(KeyState::Enabled, &[])),
        (HOME, set_in(KeyState::Disabled, &[])),
        (
            HOME,
            RelatedKeys::new(shared(Origin::External), regional(HOME, KeyState::PendingImport), vec![])
                .unwrap(),
        ),
        (HOME, set_in(KeyState::PendingDeletion { deletion_date: later }, &[])),
        (HOME, set_in(waiting, &[(EU, KeyState::Enabled)])),
        (HOME, set_in(updating, &[(EU, updating)])),
    ];
    for (region, set) in keys {
        let mut stage = Stage::new().with_set(set);
        assert_eq!(stage.accepts(&ListResourceTags::new(reference(KEY_ID)), region).items, []);
        assert_eq!(stage.accepts(&ListKeyPolicies::new(reference(KEY_ID)), region).items, ["default"]);
    }
}

#[test]
fn tags_and_policies_of_another_accounts_key_are_not_listed() {
    let set = set_in(KeyState::Enabled, &[]);
    let mut stage = Stage::new().with_set(set).called_by(administrator(OTHER_ACCOUNT));
    let arn = || reference(&key_arn(HOME, KEY_ID));
    for error in [
        stage.refuses(&ListResourceTags::new(arn()), HOME),
        stage.refuses(&ListKeyPolicies::new(arn()), HOME),
    ] {
        assert_eq!(error.rule(), &rule::OWN_ACCOUNT);
    }
}
