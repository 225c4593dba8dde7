//! ListAliases, a page at a time: of an account in a Region, or of a key.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html>

mod stage;

use jiff::Timestamp;
use kms_mrk::identity::{AliasName, KeyId, KeyReference};
use kms_mrk::key::{KeyState, Origin, PendingWindowInDays};
use kms_mrk::model::RelatedKeys;
use kms_mrk::operation::{
    AliasListEntry, CreateAlias, CreateKey, DeleteAlias, Limit, ListAliases, Marker, Operation, Page,
    Setting, UpdateAlias, rule,
};
use kms_mrk::verdict::Evidence;
use serde_json::{json, to_value};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, judged, key_arn, read, recorded, reference,
    regional, set_in, shared, unavailable_key,
};

const EU: &str = "eu-west-1";

/// A stage with two keys at home; the first has these aliases, the second has `alias/other`.
fn with_aliases(names: &[&str]) -> (Stage, [KeyId; 2]) {
    let mut stage = Stage::new();
    let keys = [stage.primary().key_id, stage.primary().key_id];
    for name in names {
        stage.accepts(&CreateAlias::new(read(name), keys[0].into()), HOME);
    }
    stage.accepts(&CreateAlias::new(read("alias/other"), keys[1].into()), HOME);
    (stage, keys)
}

fn names(page: &Page<AliasListEntry>) -> Vec<&str> {
    page.items.iter().map(|entry| entry.alias_name.as_str()).collect()
}

fn of(key: impl Into<KeyReference>) -> ListAliases {
    ListAliases::of_key(key.into())
}

/// Every page of a list at home.
#[track_caller]
fn pages(stage: &mut Stage, mut request: ListAliases) -> Vec<Vec<AliasName>> {
    let mut pages = Vec::new();
    loop {
        let page = stage.accepts(&request, HOME);
        pages.push(page.items.into_iter().map(|entry| entry.alias_name).collect());
        match page.next_marker {
            Some(marker) => request = request.with_marker(marker),
            None => return pages,
        }
    }
}

#[test]
fn aliases_are_listed_in_the_order_of_their_names_all_or_those_of_a_key() {
    let (mut stage, [key, other]) = with_aliases(&["alias/z", "alias/B", "alias/a"]);
    let all = stage.accepts(&ListAliases::new(), HOME);
    assert_eq!(names(&all), ["alias/B", "alias/a", "alias/other", "alias/z"]);
    for reference in [KeyReference::from(key), reference(&key_arn(HOME, key))] {
        let page = stage.accepts(&of(reference), HOME);
        assert_eq!((names(&page), page.truncated()), (vec!["alias/B", "alias/a", "alias/z"], false));
    }
    assert_eq!(names(&stage.accepts(&of(other), HOME)), ["alias/other"]);
}

#[test]
fn an_alias_is_listed_with_its_arn_its_key_and_its_dates() {
    let (mut stage, [key, other]) = with_aliases(&["alias/orders"]);
    let made = stage.now;
    stage.wait(5);
    stage.accepts(&UpdateAlias::new(read("alias/orders"), other.into()), HOME);
    let page = stage.accepts(&ListAliases::new(), HOME);
    let expected = AliasListEntry {
        alias_name: read("alias/orders"),
        alias_arn: read("arn:aws:kms:us-east-1:111122223333:alias/orders"),
        target_key_id: other,
        creation_date: made,
        last_updated_date: stage.now,
    };
    assert_eq!(page.items[0], expected);
    assert_eq!(
        to_value(&page).unwrap()["Aliases"][0],
        json!({
            "AliasName": "alias/orders",
            "AliasArn": "arn:aws:kms:us-east-1:111122223333:alias/orders",
            "TargetKeyId": other,
            "CreationDate": 1767614400.0,
            "LastUpdatedDate": 1767614405.0
        })
    );
    assert_eq!(stage.accepts(&of(key), HOME), Page { items: vec![], next_marker: None });
}

#[test]
fn a_region_without_aliases_has_one_empty_page() {
    let page = Stage::new().accepts(&ListAliases::new(), HOME);
    assert_eq!(to_value(page).unwrap(), json!({"Aliases": [], "Truncated": false}));
}

#[test]
fn pages_put_together_are_the_whole_list_with_any_limit() {
    let (mut stage, [key, _]) = with_aliases(&["alias/a", "alias/c", "alias/e", "alias/g/h", "alias/z"]);
    for limit in 1..=7 {
        let limit = Limit::new(limit).unwrap();
        let all = pages(&mut stage, ListAliases::new().with_limit(limit));
        assert_eq!(all.concat(), ["alias/a", "alias/c", "alias/e", "alias/g/h", "alias/other", "alias/z"]);
        assert_eq!(all.len(), 6_usize.div_ceil(limit.items()), "no page is empty");
        let own = pages(&mut stage, of(key).with_limit(limit));
        assert_eq!(own.concat(), ["alias/a", "alias/c", "alias/e", "alias/g/h", "alias/z"]);
        assert_eq!(own.len(), 5_usize.div_ceil(limit.items()));
    }
}

#[test]
fn fifty_aliases_are_listed_by_default_and_a_hundred_at_most() {
    let mut stage = Stage::new();
    for index in 0..101 {
        let key = stage.accepts(&CreateKey::default(), HOME).key_id;
        stage.accepts(&CreateAlias::new(read(&format!("alias/{index:03}")), key.into()), HOME);
    }
    let page = stage.accepts(&ListAliases::new(), HOME);
    assert_eq!((page.items.len(), page.truncated()), (50, true));
    let page = stage.accepts(&ListAliases::new().with_limit(Limit::MAX), HOME);
    assert_eq!((page.items.len(), page.items[99].alias_name.as_str()), (100, "alias/099"));
    let page = stage.accepts(&ListAliases::new().with_marker(page.next_marker.unwrap()), HOME);
    assert_eq!((names(&page), page.truncated()), (vec!["alias/100"], false));
    assert_eq!(
        Limit::<100, 50>::new(101).unwrap_err().to_string(),
        "a limit of 101 is not between 1 and 100"
    );
}

#[test]
fn a_marker_stays_good_when_aliases_come_and_go() {
    let (mut stage, [key, _]) = with_aliases(&["alias/a", "alias/c", "alias/e"]);
    let two = ListAliases::new().with_limit(Limit::new(2).unwrap());
    let first = stage.accepts(&two, HOME);
    assert_eq!(names(&first), ["alias/a", "alias/c"]);
    stage.accepts(&DeleteAlias::new(read("alias/c")), HOME);
    stage.accepts(&DeleteAlias::new(read("alias/e")), HOME);
    for new in ["alias/b", "alias/d"] {
        stage.accepts(&CreateAlias::new(read(new), key.into()), HOME);
    }
    let rest = stage.accepts(&two.with_marker(first.next_marker.unwrap()), HOME);
    assert_eq!((names(&rest), rest.truncated()), (vec!["alias/d", "alias/other"], false));
}

#[test]
fn a_marker_of_another_list_is_refused() {
    let (mut stage, [key, other]) = with_aliases(&["alias/a", "alias/c"]);
    stage.accepts(&CreateAlias::new(read("alias/z"), other.into()), HOME);
    let one = |request: ListAliases| request.with_limit(Limit::MIN);
    let [of_all, of_key, of_other] = [ListAliases::new(), of(key), of(other)]
        .map(|request| stage.accepts(&one(request), HOME).next_marker.unwrap());
    let all = "the marker is not one that came with a page of the aliases of the account 111122223333 in the \
               Region `us-east-1`";
    let own =
        format!("the marker is not one that came with a page of the aliases of `{}`", key_arn(HOME, key));
    let wrong = |request: ListAliases, marker: &Marker| request.with_marker(marker.clone());
    for (request, message) in [
        (wrong(ListAliases::new(), &of_key), all),
        (wrong(ListAliases::new(), &read("100")), all),
        (wrong(of(key), &of_all), &own),
        (wrong(of(key), &of_other), &own),
    ] {
        let error = stage.refuses(&request, HOME);
        judged(&error, &rule::MARKER_OF_THIS_LIST, Evidence::Documented, "InvalidMarkerException", message);
        assert_eq!(error.place().pointer.as_str(), "/Marker");
        assert!(request.check(&Setting::new()).is_empty(), "without a world, no marker is judged");
    }
    let request = wrong(ListAliases::new(), &of_all);
    assert_eq!(stage.refuses(&request, EU).message(), all.replace(HOME, EU));
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    assert_eq!(stage.refuses(&request, HOME).message(), all.replace(ACCOUNT, OTHER_ACCOUNT));
}

#[test]
fn each_account_and_each_region_lists_its_own_aliases() {
    let (mut stage, [key, _]) = with_aliases(&["alias/orders"]);
    stage.replica(key, EU);
    stage.settle();
    assert_eq!(names(&stage.accepts(&ListAliases::new(), EU)), [""; 0]);
    stage.accepts(&CreateAlias::new(read("alias/eu"), key.into()), EU);
    assert_eq!(names(&stage.accepts(&ListAliases::new(), EU)), ["alias/eu"]);
    assert_eq!(names(&stage.accepts(&of(key), EU)), ["alias/eu"]);
    assert_eq!(names(&stage.accepts(&of(key), HOME)), ["alias/orders"]);

    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    assert_eq!(names(&stage.accepts(&ListAliases::new(), HOME)), [""; 0]);
    let error = stage.refuses(&of(reference(&key_arn(HOME, key))), HOME);
    assert_eq!(error.rule(), &rule::OWN_ACCOUNT);
}

#[test]
fn the_key_is_named_by_its_id_or_arn_and_exists() {
    let mut stage = Stage::new();
    let error = stage.refuses(&of(reference("alias/orders")), HOME);
    recorded(&error, "InvalidArnException", "Key Aliases are not supported for this operation.");
    let error = stage.refuses(&of(reference(KEY_ID)), HOME);
    recorded(&error, "NotFoundException", &format!("Key '{}' does not exist", key_arn(HOME, KEY_ID)));
    let error = stage.refuses(&ListAliases::new(), "moon-north-1");
    assert_eq!(error.rule(), &rule::ENDPOINT);
}

#[test]
fn aliases_are_listed_in_every_state_of_their_key() {
    let ready_at: Timestamp = read("2026-01-05T12:01:00Z");
    let deletion_date: Timestamp = read("2026-03-01T00:00:00Z");
    let window = PendingWindowInDays::MIN;
    let updating = KeyState::Updating { until: ready_at };
    let imported =
        RelatedKeys::new(shared(Origin::External), regional(HOME, KeyState::PendingImport), vec![]).unwrap();
    for (region, set) in [
        (EU, set_in(KeyState::Enabled, &[(EU, KeyState::Creating { ready_at })])),
        (HOME, set_in(KeyState::Enabled, &[])),
        (HOME, set_in(KeyState::Disabled, &[])),
        (HOME, imported),
        (HOME, set_in(updating, &[(EU, updating)])),
        (HOME, set_in(KeyState::PendingDeletion { deletion_date }, &[])),
        (HOME, set_in(KeyState::PendingReplicaDeletion { window }, &[(EU, KeyState::Enabled)])),
    ] {
        let context = format!("{:?}", set.key_in(&read(region)).unwrap().state);
        let mut stage = Stage::new().with_set(set_in(KeyState::Enabled, &[(EU, KeyState::Enabled)]));
        stage.accepts(&CreateAlias::new(read("alias/orders"), reference(KEY_ID)), region);
        stage.kms.adopt(set);
        for request in [ListAliases::new(), of(reference(KEY_ID))] {
            assert_eq!(names(&stage.accepts(&request, region)), ["alias/orders"], "{context}");
        }
    }
    let mut stage = Stage::new().with_set(unavailable_key());
    stage.accepts(&CreateAlias::new(read("alias/hsm"), reference(stage::UUID)), HOME);
    assert_eq!(names(&stage.accepts(&of(reference(stage::UUID)), HOME)), ["alias/hsm"]);
}

#[test]
fn a_list_changes_nothing_leaves_one_record_and_needs_one_permission() {
    let (mut stage, [key, _]) = with_aliases(&["alias/orders"]);
    let all = stage.reply(&ListAliases::new(), HOME);
    let own = stage.reply(&of(key), HOME);
    assert_eq!((all.events, own.events), (vec![], vec![]));
    let told = |records: Vec<kms_mrk::model::Record>| {
        records.into_iter().map(|record| (record.event_name, record.resources)).collect::<Vec<_>>()
    };
    assert_eq!(told(all.records), [("ListAliases", vec![])]);
    assert_eq!(told(own.records), [("ListAliases", vec![read(&key_arn(HOME, key))])]);
    for request in [ListAliases::new(), of(key)] {
        let needed = to_value(request.required_permissions(&Setting::new())).unwrap();
        let expected = json!([{
            "action": "kms:ListAliases", "region": null, "resource": "*", "granted_by": "iam-policy"
        }]);
        assert_eq!(needed, expected);
    }
    assert_eq!(stage.caller.account(), ACCOUNT);
}
