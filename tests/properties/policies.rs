//! Key policies that are drawn: valid ones, ones with one fault, and anything.

use kms_mrk::identity::Region;
use kms_mrk::policy::rule::principal::BARE_STAR;
use kms_mrk::policy::rule::security::PUBLIC;
use kms_mrk::policy::{
    self, AccessRequest, Action, Document, IdentityPolicies, KeyKind, RequestContext, Setting,
};
use kms_mrk::strategy::*;
use kms_mrk::verdict::{Applicability, Report, Rule};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::{cases, messages_are_lines, places_are_in, same_cases};

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn nothing_is_said_of_a_valid_policy_in_its_situation(situation in policy_situation()) {
        let report = policy::check(&situation.text, &situation.setting());
        prop_assert!(report.is_empty(), "{report}\n{}", situation.text);
    }

    #[test]
    fn a_valid_policy_has_no_error_whatever_is_known(situation in policy_situation()) {
        let Ok(document) = Document::read(&situation.text) else { panic!("{}", situation.text) };
        for setting in [
            Setting::new(),
            Setting::new().with_account(situation.account),
            Setting::new().with_region(&situation.region).with_caller(&situation.caller),
        ] {
            let report = document.check(&setting);
            prop_assert!(report.is_accepted(), "{report}");
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_text_panics_what_reads_policies(
        text in any_policy_document_text(),
        situation in policy_situation(),
        identity in any_policy_document_text(),
        caller in any_caller(),
    ) {
        let elsewhere = Region::AF_SOUTH_1;
        let settings = [
            Setting::new(),
            situation.setting(),
            Setting::new().with_region(&elsewhere).with_key(KeyKind::Replica),
            Setting::new().with_caller(caller.principal()),
        ];
        for setting in &settings {
            let report = policy::check(&text, setting);
            prop_assert_eq!(&report, &policy::check(&text, setting));
            looks_right(&report, &text)?;
        }
        let Ok(document) = Document::read(&text) else { return Ok(()) };
        for from in &settings {
            for to in &settings {
                let portability = policy::portability(&document, from, to);
                looks_right(portability.report(), &text)?;
                let rewritten = portability.rewritten(&text, Applicability::MaybeIncorrect);
                prop_assert!(rewritten.is_none_or(|text| Document::read(&text).is_ok()));
            }
        }
        let identity = IdentityPolicies::read([identity.as_str()]).unwrap_or_default();
        for action in [Action::PutKeyPolicy, Action::Decrypt, Action::CreateKey] {
            let request = AccessRequest::new(caller.principal(), action);
            let context = RequestContext::new().with("aws:username", "a").complete();
            for request in [
                request.clone(),
                request.clone().with_account(situation.account).with_context(&context),
                request.with_identity_policies(&identity),
            ] {
                let explanation = document.explain(&request);
                prop_assert_eq!(explanation.decision, document.authorize(&request));
                let _ = document.lockout(&request);
            }
        }
        let _ = (document.administration(None), document.administration(Some(situation.account)));
        prop_assert!(document.is_equivalent_to(&Document::read(&document.to_string()).unwrap()));
    }
}

/// Findings have places in the text, in whose order they stand, and messages of one line.
fn looks_right(report: &Report, text: &str) -> TestCaseResult {
    places_are_in(report, text)?;
    messages_are_lines(report)?;
    // What is said of the text as a text stands at the document, and comes first.
    let inside = report.iter().filter(|finding| finding.place.pointer != "");
    let starts = inside.filter_map(|finding| finding.place.span_in(text)).map(|span| span.start);
    prop_assert!(starts.is_sorted(), "{report}");
    Ok(())
}

/// What is found is this rule alone, once and where the fault is.
fn is_found_alone(miss: &NearMissPolicy) -> TestCaseResult {
    let NearMissPolicy { situation, rule, pointer } = miss;
    let report = policy::check(&situation.text, &situation.setting());
    let found: Vec<_> = report.iter().filter(|finding| !is_besides(rule, finding.rule)).collect();
    let [finding] = found[..] else {
        prop_assert!(false, "{} findings, not one of {rule}:\n{report}\n{}", found.len(), situation.text);
        return Ok(());
    };
    prop_assert_eq!(finding.rule, *rule, "{}\n{}", report, situation.text);
    prop_assert_eq!(&finding.place.pointer, pointer, "{}\n{}", report, situation.text);
    places_are_in(&report, &situation.text)?;
    messages_are_lines(&report)
}

/// Whether a rule cannot be broken without the other.
fn is_besides(rule: &Rule, other: &Rule) -> bool {
    // That everybody is written `*` is one thing, that everybody is allowed something is another.
    *rule == PUBLIC && *other == BARE_STAR
}

#[test]
fn the_fault_of_every_rule_is_found_alone_where_it_was_planted() {
    let mut failed = Vec::new();
    for rule in policy::rule::ALL.iter().copied().flatten() {
        let Some(misses) = near_miss_policy_document_of(rule) else {
            failed.push(format!("{rule}: nothing breaks it"));
            continue;
        };
        if let Err(error) = same_cases(25).run(&misses, |miss| is_found_alone(&miss)) {
            failed.push(format!("{rule}: {error}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
