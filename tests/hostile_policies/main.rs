//! Policies that are made to take long take no longer than others of their length.
//!
//! What is found in such a policy is as exact as in a short one. How long it takes is measured by hand.

mod shape;

use std::time::{Duration, Instant};

use kms_mrk::identity::Region;
use kms_mrk::policy::{
    self, AccessRequest, Action, Administration, Document, KeyKind, RequestContext, Setting,
};

use kms_mrk::verdict::Spans;
use shape::{Count, SHAPES, Shape};

/// Everything that can be done with the text of a policy; how often it breaks the rule of the shape.
fn ask_everything(shape: &Shape, text: &str) -> usize {
    let (ireland, virginia) = (Region::EU_WEST_1, Region::US_EAST_1);
    let caller = "arn:aws:iam::111122223333:user/ops".parse().unwrap();
    let setting = Setting::new().with_region(&ireland).with_key(KeyKind::Primary).with_caller(&caller);
    let mut report = policy::check(text, &setting);
    let mut spans = Spans::of(text);
    // That a text is too long has no place, if it is not JSON.
    let placed = report.iter().filter(|finding| spans.find(&finding.place).is_some()).count();
    assert!(placed + 1 >= report.len());
    let _ = (report.refusal(), report.is_accepted());
    if let Ok(document) = Document::read(text) {
        // Its size is not looked at, but whom it locks out.
        report = document.check(&setting);
        let _ = document.check(&Setting::new());
        let there = Setting::new().with_region(&virginia);
        let _ = policy::portability(&document, &setting, &there);
        let _ = policy::portability(&document, &setting, &Setting::new());
        let context = RequestContext::new().with("aws:username", "ops").with("aws:UserAgent", "a").complete();
        let role = "arn:aws:iam::111122223333:role/app".parse().unwrap();
        for request in [
            AccessRequest::new(&caller, Action::PutKeyPolicy),
            AccessRequest::new(&role, Action::Decrypt).with_account("111122223333".parse().unwrap()),
            AccessRequest::new(&role, Action::Decrypt).with_context(&context),
        ] {
            let _ = (document.authorize(&request), document.lockout(&request));
        }
        let _ = document.administration(None);
        assert!(document.is_equivalent_to(&document.clone()));
        assert_eq!(Document::read(&document.to_pretty()).unwrap(), document);
    }
    report.iter().filter(|finding| finding.rule == shape.rule).count()
}

fn expected(shape: &Shape, text: &str) -> usize {
    match shape.count {
        Count::Times(times) => times,
        Count::Each(part) => text.matches(part).count(),
        Count::EachButOne(part) => text.matches(part).count() - 1,
    }
}

#[test]
fn whatever_a_policy_is_made_of_it_is_looked_at_once() {
    let mut wrong = Vec::new();
    for shape in SHAPES {
        let text = (shape.of_bytes)(20_000);
        let found = ask_everything(shape, &text);
        if found != expected(shape, &text) {
            wrong.push(format!("{}: {found}, not {}", shape.name, expected(shape, &text)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// How long it takes, at best.
fn time_of(shape: &Shape, bytes: usize) -> Duration {
    let text = (shape.of_bytes)(bytes);
    let once = || {
        let start = Instant::now();
        assert_eq!(ask_everything(shape, &text), expected(shape, &text), "{}", shape.name);
        start.elapsed()
    };
    once().min(once())
}

#[test]
#[ignore = "by hand: cargo test --release --all-features --test hostile_policies -- --ignored --nocapture"]
fn four_times_the_length_takes_four_times_as_long() {
    const KIB: usize = 1024;
    let mut slow = Vec::new();
    for shape in SHAPES {
        let [quarter, half, whole] = [256, 512, 1024].map(|kib| time_of(shape, kib * KIB));
        println!("{:36} {quarter:>9.1?} {half:>9.1?} {whole:>9.1?}", shape.name);
        // Were it the square of the length, it would be 16 times.
        if whole > Duration::from_millis(200) && whole > 9 * quarter {
            slow.push(shape.name);
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

#[test]
fn somebody_is_found_whom_a_policy_names_by_none_of_many_accounts() {
    for count in [255, 256, 257, 3000] {
        let named: Vec<_> = (0..count).map(|number| format!(r#""{number:012}""#)).collect();
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [
                {{"Effect": "Deny", "Principal": {{"AWS": [{}]}}, "Action": "kms:*", "Resource": "*"}},
                {{"Effect": "Allow", "Principal": {{"AWS": "*"}}, "Action": "kms:*", "Resource": "*"}}
            ]}}"#,
            named.join(", ")
        );
        let expected = if count < 2000 { Administration::Account } else { Administration::Named };
        assert_eq!(Document::read(&text).unwrap().administration(None), expected, "{count}");
    }
}

#[test]
fn a_message_does_not_repeat_what_is_long() {
    let name = "a".repeat(100_000);
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{{"{name}": 1}}]}}"#);
    let report = policy::check(&text, &Setting::new());
    let finding = report.iter().find(|finding| finding.place.pointer.as_str().len() > 1000).unwrap();
    assert!(finding.message.len() < 2100, "{}", finding.message.len());
    assert!(finding.message.ends_with('…'));
}
