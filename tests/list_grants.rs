//! ListGrants and ListRetirableGrants, a page at a time.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html>,
//! <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html>

mod stage;

use kms_mrk::identity::{GrantId, KeyId, KeyReference, PrincipalArn};
use kms_mrk::key::{GrantConstraints, GrantOperation};
use kms_mrk::operation::{
    CreateGrant, GrantListEntry, Limit, ListGrants, ListRetirableGrants, Marker, Operation, Page,
    PutKeyPolicy, RevokeGrant, Setting, rule,
};
use kms_mrk::verdict::Evidence;
use serde_json::{json, to_value};
use stage::{
    ACCOUNT, HOME, KEY_ID, OTHER_ACCOUNT, Stage, administrator, judged, key_arn, read, recorded, reference,
    shared_policy,
};

const EU: &str = "eu-west-1";
const WORKER: &str = "arn:aws:iam::111122223333:role/worker";
const OPS: &str = "arn:aws:iam::111122223333:user/ops";
const PARTNER: &str = "arn:aws:iam::444455556666:role/partner";

/// A request to let this principal decrypt, until [`OPS`] retires the grant.
fn create(key: impl Into<KeyReference>, grantee: &str) -> CreateGrant {
    CreateGrant {
        retiring_principal: Some(read(OPS)),
        ..CreateGrant::new(key.into(), read(grantee), vec![GrantOperation::Decrypt])
    }
}

/// A stage with a key that has so many grants, and their IDs in order.
fn with_grants(count: usize) -> (Stage, KeyId, Vec<GrantId>) {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let mut ids: Vec<_> = (0..count).map(|_| stage.accepts(&create(key, WORKER), HOME).grant_id).collect();
    ids.sort();
    (stage, key, ids)
}

fn list(key: KeyId) -> ListGrants {
    ListGrants::new(key.into())
}

fn retirable() -> ListRetirableGrants {
    ListRetirableGrants::new(read(OPS))
}

fn ids(page: &Page<GrantListEntry>) -> Vec<GrantId> {
    page.items.iter().map(|entry| entry.grant_id).collect()
}

/// Every page at home of a list that goes on.
#[track_caller]
fn pages<O: Operation<Output = Page<GrantListEntry>>>(
    stage: &mut Stage,
    mut request: O,
    going_on: impl Fn(O, Marker) -> O,
) -> Vec<Vec<GrantId>> {
    let mut pages = Vec::new();
    loop {
        let page = stage.accepts(&request, HOME);
        pages.push(ids(&page));
        match page.next_marker {
            Some(marker) => request = going_on(request, marker),
            None => return pages,
        }
    }
}

#[test]
fn a_grant_is_listed_as_it_is() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    let constraints = GrantConstraints {
        encryption_context_subset: Some([("Department", "IT")].into_iter().collect()),
        ..GrantConstraints::default()
    };
    let request = CreateGrant { name: Some(read("orders")), constraints, ..create(key, WORKER) };
    let made = stage.accepts(&request, HOME).grant_id;
    let expected = json!({
        "Grants": [{
            "KeyId": key_arn(HOME, key),
            "GrantId": made,
            "Name": "orders",
            "CreationDate": 1767614400.0,
            "GranteePrincipal": WORKER,
            "RetiringPrincipal": OPS,
            "IssuingAccount": "arn:aws:iam::111122223333:root",
            "Operations": ["Decrypt"],
            "Constraints": {"EncryptionContextSubset": {"Department": "IT"}}
        }],
        "Truncated": false
    });
    assert_eq!(to_value(stage.accepts(&list(key), HOME)).unwrap(), expected);
    assert_eq!(to_value(stage.accepts(&retirable(), HOME)).unwrap(), expected);
}

#[test]
fn a_key_without_grants_has_one_empty_page() {
    let (mut stage, key, _) = with_grants(0);
    let empty = json!({"Grants": [], "Truncated": false});
    assert_eq!(to_value(stage.accepts(&list(key), HOME)).unwrap(), empty);
    assert_eq!(to_value(stage.accepts(&retirable(), HOME)).unwrap(), empty);
}

#[test]
fn pages_put_together_are_the_whole_list_with_any_limit() {
    let (mut stage, key, all) = with_grants(7);
    let other = stage.primary().key_id;
    let more: Vec<_> = (0..2).map(|_| stage.accepts(&create(other, WORKER), HOME).grant_id).collect();
    for limit in 1..=9 {
        let limit = Limit::new(limit).unwrap();
        let own = pages(&mut stage, list(key).with_limit(limit), ListGrants::with_marker);
        assert_eq!(own.concat(), all);
        assert_eq!(own.len(), 7_usize.div_ceil(limit.items()), "no page is empty");
        let both = pages(&mut stage, retirable().with_limit(limit), ListRetirableGrants::with_marker);
        assert_eq!(both.len(), 9_usize.div_ceil(limit.items()));
        let mut both = both.concat();
        both.sort();
        let mut expected = [all.clone(), more.clone()].concat();
        expected.sort();
        assert_eq!(both, expected, "of every key");
    }
}

#[test]
fn fifty_grants_are_listed_by_default_and_a_hundred_at_most() {
    let (mut stage, key, all) = with_grants(101);
    assert_eq!(ids(&stage.accepts(&list(key), HOME)), all[..50]);
    let most = stage.accepts(&list(key).with_limit(Limit::MAX), HOME);
    assert_eq!((ids(&most), most.truncated()), (all[..100].to_vec(), true));
    assert_eq!(ids(&stage.accepts(&retirable(), HOME)), all[..50]);
    assert_eq!(ids(&stage.accepts(&retirable().with_limit(Limit::MAX), HOME)), all[..100]);
}

#[test]
fn a_list_is_narrowed_to_a_grantee_or_to_one_grant() {
    let (mut stage, key, _) = with_grants(2);
    let mut partners: Vec<_> = (0..3).map(|_| stage.accepts(&create(key, PARTNER), HOME).grant_id).collect();
    partners.sort();
    let to = |grantee: &str| ListGrants { grantee_principal: Some(read(grantee)), ..list(key) };
    assert_eq!(ids(&stage.accepts(&to(PARTNER), HOME)), partners);
    let paged = pages(&mut stage, to(PARTNER).with_limit(Limit::MIN), ListGrants::with_marker);
    assert_eq!(paged, partners.iter().map(|id| vec![*id]).collect::<Vec<_>>());
    assert_eq!(ids(&stage.accepts(&to(OPS), HOME)), []);

    let one = |id: GrantId, grantee: Option<PrincipalArn>| ListGrants {
        grant_id: Some(id.into()),
        grantee_principal: grantee,
        ..list(key)
    };
    assert_eq!(ids(&stage.accepts(&one(partners[1], None), HOME)), [partners[1]]);
    assert_eq!(ids(&stage.accepts(&one(partners[1], Some(read(PARTNER))), HOME)), [partners[1]]);
    assert_eq!(ids(&stage.accepts(&one(partners[1], Some(read(WORKER))), HOME)), []);
    assert_eq!(ids(&stage.accepts(&one(GrantId::from_bytes([1; 32]), None), HOME)), []);

    // A page that begins after the grant has it no more.
    let marker = stage.accepts(&to(PARTNER).with_limit(Limit::MIN), HOME).next_marker.unwrap();
    assert_eq!(ids(&stage.accepts(&one(partners[0], None).with_marker(marker.clone()), HOME)), []);
    assert_eq!(ids(&stage.accepts(&one(partners[1], None).with_marker(marker), HOME)), [partners[1]]);

    stage.accepts(&RevokeGrant::new(key.into(), partners[1].into()), HOME);
    assert_eq!(ids(&stage.accepts(&to(PARTNER), HOME)), [partners[0], partners[2]]);
}

#[test]
fn a_bare_account_narrows_to_the_grants_of_the_account() {
    let (mut stage, key, _) = with_grants(1);
    let made = stage.accepts(&create(key, "arn:aws:iam::444455556666:root"), HOME).grant_id;
    let to = ListGrants { grantee_principal: Some(read(OTHER_ACCOUNT)), ..list(key) };
    assert_eq!(ids(&stage.accepts(&to, HOME)), [made]);
}

#[test]
fn a_marker_stays_good_when_grants_come_and_go() {
    let (mut stage, key, all) = with_grants(6);
    let three = Limit::new(3).unwrap();
    let first = stage.accepts(&list(key).with_limit(three), HOME);
    let retirable_first = stage.accepts(&retirable().with_limit(three), HOME);
    assert_eq!((ids(&first), ids(&retirable_first)), (all[..3].to_vec(), all[..3].to_vec()));
    for gone in [0, 2, 3] {
        stage.accepts(&RevokeGrant::new(key.into(), all[gone].into()), HOME);
    }
    let rest = stage.accepts(&list(key).with_limit(three).with_marker(first.next_marker.unwrap()), HOME);
    assert_eq!((ids(&rest), rest.truncated()), (all[4..].to_vec(), false));
    let marker = retirable_first.next_marker.unwrap();
    let rest = stage.accepts(&retirable().with_limit(three).with_marker(marker), HOME);
    assert_eq!((ids(&rest), rest.truncated()), (all[4..].to_vec(), false));
}

#[test]
fn a_marker_of_another_list_is_refused() {
    let (mut stage, key, _) = with_grants(2);
    let other = stage.primary().key_id;
    for _ in 0..2 {
        stage.accepts(&create(other, WORKER), HOME);
    }
    let of_other = stage.accepts(&list(other).with_limit(Limit::MIN), HOME).next_marker.unwrap();
    let of_retirable = stage.accepts(&retirable().with_limit(Limit::MIN), HOME).next_marker.unwrap();
    let code = "InvalidMarkerException";
    let message =
        format!("the marker is not one that came with a page of the grants of `{}`", key_arn(HOME, key));
    for marker in [of_other.clone(), of_retirable.clone(), read("100")] {
        let request = list(key).with_marker(marker);
        let error = stage.refuses(&request, HOME);
        judged(&error, &rule::MARKER_OF_THIS_LIST, Evidence::Documented, code, &message);
        assert_eq!(error.place().pointer.as_str(), "/Marker");
        assert!(request.check(&Setting::new()).is_empty(), "without a world, no marker is judged");
    }
    let message = "the marker is not one that came with a page of the grants that principals of the account \
                   111122223333 can retire in the Region `us-east-1`";
    let (cut, _) = of_retirable.as_str().split_at(of_retirable.as_str().len() - 1);
    for marker in [of_other, read(cut), read("100")] {
        let request = retirable().with_marker(marker);
        let error = stage.refuses(&request, HOME);
        judged(&error, &rule::MARKER_OF_THIS_LIST, Evidence::Documented, code, message);
        assert!(request.check(&Setting::new()).is_empty());
    }
    assert_eq!(stage.refuses(&retirable().with_marker(of_retirable), EU).rule(), &rule::MARKER_OF_THIS_LIST);
}

#[test]
fn retirable_grants_are_of_one_principal_of_the_callers_account_and_of_keys_of_any() {
    let (mut stage, key, ours) = with_grants(1);
    let by_partner = CreateGrant { retiring_principal: Some(read(PARTNER)), ..create(key, WORKER) };
    let partners = stage.accepts(&by_partner, HOME).grant_id;
    let nobodys = CreateGrant { retiring_principal: None, ..create(key, OPS) };
    stage.accepts(&nobodys, HOME);
    assert_eq!(ids(&stage.accepts(&retirable(), HOME)), ours);
    assert_eq!(ids(&stage.accepts(&retirable(), EU)), []);

    let list = ListRetirableGrants::new(read(PARTNER));
    let error = stage.refuses(&list, HOME);
    let message = format!("the retiring principal `{PARTNER}` is not of the caller's account {ACCOUNT}");
    let code = "AccessDeniedException";
    judged(&error, &rule::RETIRING_PRINCIPAL_OF_CALLER, Evidence::Documented, code, &message);
    assert_eq!(error.place().pointer.as_str(), "/RetiringPrincipal");

    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let page = stage.accepts(&list, HOME);
    assert_eq!(ids(&page), [partners]);
    assert_eq!(page.items[0].key_id, key_arn(HOME, key).as_str());
}

#[test]
fn the_grants_of_another_accounts_key_are_listed_if_its_policy_lets_the_caller_in() {
    let (mut stage, key, ours) = with_grants(1);
    stage.accepts(&PutKeyPolicy::new(key.into(), shared_policy()), HOME);
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    let request = ListGrants::new(reference(&key_arn(HOME, key)));
    assert_eq!(ids(&stage.accepts(&request, HOME)), ours);
    let error = stage.refuses(&list(key), HOME);
    let theirs = format!("arn:aws:kms:{HOME}:{OTHER_ACCOUNT}:key/{key}");
    recorded(&error, "NotFoundException", &format!("Key '{theirs}' does not exist"));
}

#[test]
fn lists_change_nothing_and_leave_one_record() {
    let (mut stage, key, _) = with_grants(1);
    let own = stage.reply(&list(key), HOME);
    let retirable = stage.reply(&retirable(), HOME);
    assert_eq!((own.events, retirable.events), (vec![], vec![]));
    let told: Vec<_> = [own.records, retirable.records]
        .concat()
        .into_iter()
        .map(|record| (record.event_name, record.aws_region, record.resources))
        .collect();
    assert_eq!(
        told,
        [
            ("ListGrants", read(HOME), vec![read(&key_arn(HOME, key))]),
            ("ListRetirableGrants", read(HOME), vec![])
        ]
    );
}

#[test]
fn lists_are_of_keys_and_regions_that_are_there() {
    let mut stage = Stage::new();
    let error = stage.refuses(&ListGrants::new(reference(KEY_ID)), HOME);
    recorded(&error, "NotFoundException", &format!("Key '{}' does not exist", key_arn(HOME, KEY_ID)));
    assert_eq!(stage.refuses(&retirable(), "moon-north-1").rule(), &rule::ENDPOINT);
}
