//! Every rule for key policies: a policy that breaks it, at the very characters, and one that differs by as little as
//! possible and keeps it.

mod action;
mod case;
mod condition;
mod corrections;
mod grammar;
mod lockout;
mod multi_region;
mod principal;
mod resource;
mod security;
mod text;
mod variable;
mod via_service;

use std::collections::BTreeSet;

use case::Case;

/// Every case, by what its rule is about.
fn cases() -> Vec<Case> {
    let groups = [
        text::cases(),
        grammar::cases(),
        principal::cases(),
        action::cases(),
        resource::cases(),
        condition::cases(),
        variable::cases(),
        via_service::cases(),
        security::cases(),
        multi_region::cases(),
        lockout::cases(),
    ];
    groups.into_iter().flatten().collect()
}

#[test]
fn a_faulty_policy_breaks_its_rule_at_the_marked_characters() {
    for case in cases() {
        case.assert_faulty();
    }
}

#[test]
fn a_policy_that_differs_by_as_little_as_possible_keeps_the_rule() {
    for case in cases() {
        case.assert_clean();
    }
}

#[test]
fn every_rule_for_what_stands_in_a_policy_has_a_case() {
    let covered: BTreeSet<_> = cases().iter().map(|case| case.rule.id()).collect();
    let all: BTreeSet<_> =
        kms_mrk::policy::rule::ALL.iter().copied().flatten().map(|rule| rule.id()).collect();
    let without_case: Vec<_> = all.difference(&covered).collect();
    assert_eq!(without_case, [""; 0].iter().collect::<Vec<_>>());
}

#[test]
fn a_change_mends_the_risk_or_the_region_that_it_is_for() {
    let mut mended = 0;
    for case in [multi_region::cases(), security::cases(), via_service::cases()].into_iter().flatten() {
        let text = case.faulty.replace(['⟦', '⟧'], "");
        (case.setting)(&mut |setting| {
            let report = kms_mrk::policy::check(&text, setting);
            let edits = report.iter().filter(|finding| finding.rule == case.rule);
            for edit in edits.filter_map(|finding| finding.edit.as_deref()) {
                let changed = edit.apply(&text).unwrap();
                let report = kms_mrk::policy::check(&changed, setting);
                assert!(!report.breaks(case.rule), "{}: {changed}\n{report}", case.fault);
                mended += 1;
            }
        });
    }
    assert_eq!(mended, 13);
}
