//! What holds for every value, every document and every course of events, drawn from `kms_mrk::strategy`.

mod near_misses;
mod no_panic;
mod policies;
mod round_trips;
mod settings;
mod shrinking;
mod use_of_keys;
mod wire;
mod world;
mod worlds;

use kms_mrk::verdict::{Report, Rule, Span, Spans};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};

/// So many cases, and nothing written to files.
fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// The same cases each time: for tests that count what was seen.
fn same_cases(count: u32) -> TestRunner {
    TestRunner::new_with_rng(cases(count), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// The report refuses by this rule and by no other.
fn breaks_only(report: &Report, rule: &'static Rule) -> TestCaseResult {
    let broken: Vec<_> = report.errors().map(|finding| finding.rule).collect();
    prop_assert!(!broken.is_empty(), "{} was not found to be broken", rule);
    prop_assert!(broken.iter().all(|found| *found == rule), "{} alone should be broken:\n{}", rule, report);
    Ok(())
}

/// Every finding has a place in the text, on whole characters, which is found alone as it is found with the others.
fn places_are_in(report: &Report, text: &str) -> TestCaseResult {
    let mut spans = Spans::of(text);
    for finding in report {
        let span = finding.place.span_in(text);
        prop_assert_eq!(spans.find(&finding.place), span);
        prop_assert!(span.is_some(), "{} has no place in {:?}", finding, text);
        is_part_of(text, span.unwrap())?;
    }
    Ok(())
}

fn is_part_of(text: &str, span: Span) -> TestCaseResult {
    prop_assert!(text.get(span.start..span.end).is_some(), "{:?} is no part of {:?}", span, text);
    prop_assert!(text.contains(span.line_text(text)));
    prop_assert!(span.line >= 1 && span.column >= 1);
    Ok(())
}

/// Every message is one line.
fn messages_are_lines(report: &Report) -> TestCaseResult {
    for finding in report {
        prop_assert!(!finding.message.is_empty());
        prop_assert!(!finding.message.contains(char::is_control), "{:?}", finding.message);
    }
    Ok(())
}
