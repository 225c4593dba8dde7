//! Any text is checked without a panic, every finding has a place, and the findings are in the order of the places.
#![no_main]

use kms_mrk::policy::{self, KeyKind, Setting};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let region = "eu-west-1".parse().expect("a Region");
    let caller = "arn:aws:iam::111122223333:role/admin".parse().expect("a principal");
    for setting in
        [Setting::new(), Setting::new().with_region(&region).with_caller(&caller).with_key(KeyKind::Replica)]
    {
        let report = policy::check(text, &setting);
        assert_eq!(report, policy::check(text, &setting));
        for finding in report.iter().take(20) {
            assert!(!finding.message.is_empty() && !finding.message.contains('\n'));
            if let Some(span) = finding.place.span_in(text) {
                assert!(text.get(span.start..span.end).is_some());
            }
            if let Some(edit) = &finding.edit {
                let _ = edit.apply(text);
            }
        }
    }
});
