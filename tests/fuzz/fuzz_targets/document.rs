//! Any text is read without a panic; what is read is written, read again, and is the same.
#![no_main]

use kms_mrk::policy::Document;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(document) = Document::read(text) else { return };
    let written = document.to_string();
    let again = Document::read(&written).expect("what was written is read");
    assert_eq!(document, again);
    assert!(document.is_equivalent_to(&again));
    let pretty = document.to_pretty();
    assert_eq!(document, Document::read(&pretty).expect("what was laid out is read"));
});
