//! The rules themselves: how they are named, and that none of them is dead.

mod example;
mod examples;
#[path = "../stage/mod.rs"]
mod stage;

use std::collections::BTreeSet;

use kms_mrk::key::{metadata_rule, tag_rule};
use kms_mrk::operation::{Operation, Setting, rule};
use kms_mrk::verdict::Evidence;
use serde_json::json;
use stage::{KEY_ID, reference, replicate, tags};

use example::*;
use examples::examples;

#[test]
fn every_rule_for_requests_and_tags_is_broken_by_an_example() {
    let examples = examples();
    let dead: Vec<_> = [rule::ALL, tag_rule::ALL]
        .into_iter()
        .flatten()
        .filter(|rule| !examples.iter().any(|example| example.report.breaks(rule)))
        .map(|rule| rule.id())
        .collect();
    assert_eq!(dead, [""; 0]);
}

#[test]
fn every_example_breaks_a_rule() {
    for example in examples() {
        assert!(!example.report.is_empty(), "{}", example.on);
    }
}

#[test]
fn ids_are_unique_words_of_lower_case_between_slashes() {
    let mut seen = BTreeSet::new();
    for rule in kms_mrk::rules() {
        let is_word = |word: &str| {
            !word.is_empty()
                && word.starts_with(|c: char| c.is_ascii_lowercase())
                && !word.ends_with('-')
                && !word.contains("--")
                && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        let words: Vec<_> = rule.id().split('/').collect();
        assert!((2..=3).contains(&words.len()) && words.into_iter().all(is_word), "{rule}");
        assert!(seen.insert(rule.id()), "{rule} is there twice");
    }
    let groups = kms_mrk::policy::rule::ALL.iter().copied();
    let groups = groups.chain([rule::ALL, tag_rule::ALL, metadata_rule::ALL]);
    let count: usize = groups.map(<[_]>::len).sum();
    assert_eq!(seen.len(), count);
}

#[test]
fn a_rule_is_one_sentence_without_full_stop_with_the_address_of_a_page_of_aws() {
    for rule in kms_mrk::rules() {
        let sentence = rule.sentence();
        assert!(sentence.split(' ').count() > 3 && !sentence.ends_with('.'), "{rule}: {sentence}");
        let prose: String = sentence.split('`').step_by(2).collect();
        assert!(!prose.contains(". ") && !prose.contains(['\n', ';']), "{rule}: {sentence}");
        let page = rule.documentation().strip_prefix("https://docs.aws.amazon.com/");
        assert!(page.is_some_and(|page| page.ends_with(".html") || page.contains(".html#")), "{rule}");
    }
}

#[test]
fn a_rule_is_found_by_its_id_and_equal_to_itself_only() {
    for rule in kms_mrk::rules() {
        assert_eq!(kms_mrk::rules().filter(|other| *other == rule).count(), 1);
        assert_eq!(rule.to_string(), rule.id());
        let json = serde_json::to_value(rule).unwrap();
        assert_eq!(
            json,
            json!({
                "id": rule.id(),
                "sentence": rule.sentence(),
                "documentation": rule.documentation(),
                "evidence": rule.evidence().as_str()
            })
        );
    }
}

#[test]
fn a_message_is_one_line_without_full_stop_and_so_is_the_help() {
    for Example { report, .. } in examples() {
        for finding in &report {
            for text in [Some(finding.message.as_str()), finding.help.as_deref()].into_iter().flatten() {
                assert!(!text.is_empty() && !text.ends_with('.') && !text.contains('\n'), "{text}");
            }
        }
    }
}

#[test]
fn a_finding_is_written_with_everything_that_a_tool_needs() {
    let report =
        replicate(reference(KEY_ID), "eu-west-1").with_tags(tags(&[("AWS:a", "")])).check(&Setting::new());
    let expected = json!([{
        "rule": {
            "id": "tags/reserved-prefix",
            "sentence": "no tag key begins with `aws:`, in any letter case",
            "documentation": "https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html",
            "evidence": "recorded"
        },
        "severity": "error",
        "answer": {
            "kind": "refuses",
            "code": "TagException",
            "message": "Tags beginning with aws: are reserved",
            "evidence": "recorded"
        },
        "pointer": "/Tags/0/TagKey",
        "message": "the tag key `AWS:a` begins with `aws:`, which only AWS may use",
        "help": null
    }]);
    assert_eq!(serde_json::to_value(&report).unwrap(), expected);
}

#[test]
fn the_strict_subset_leaves_out_what_is_only_inferred() {
    let request = replicate(reference(KEY_ID), "eu-moon-1").with_tags(tags(&[("aws:a", "?")]));
    let ids = |grade| {
        let report = request.check(&Setting::new()).supported_by(grade);
        report.iter().map(|finding| finding.rule.id()).collect::<Vec<_>>()
    };
    let available = "replicate-key/replica-region/kms-available";
    assert_eq!(ids(Evidence::Inferred), [available, "tags/reserved-prefix", "tags/usual-characters"]);
    assert_eq!(ids(Evidence::Documented), [available, "tags/reserved-prefix"]);
    assert_eq!(ids(Evidence::Recorded), ["tags/reserved-prefix"]);
}
