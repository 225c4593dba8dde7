//! Documents that cannot be read are told where and why, in one line of plain words.

use kms_mrk::operation::ReplicateKey;

/// What is wrong with the document, and at which byte.
#[track_caller]
fn wrong_with(text: &str) -> String {
    let report = ReplicateKey::read_json(text).report;
    let [finding] = report.findings() else { panic!("{report}") };
    match finding.place.offset {
        Some(offset) => format!("{} (byte {offset})", finding.message),
        None => finding.message.to_string(),
    }
}

#[test]
fn a_text_that_is_not_json_is_told_where_and_why() {
    assert_eq!(wrong_with(""), "the document is empty (byte 0)");
    assert_eq!(wrong_with(" \n"), "the document is empty (byte 2)");
    assert_eq!(wrong_with("{"), "the document is not JSON: it ends inside an object (byte 0)");
    assert_eq!(
        wrong_with(r#"{"a":"#),
        "the document is not JSON: it ends where a value is expected (byte 4)"
    );
    assert_eq!(wrong_with(r#"{"a": b}"#), "the document is not JSON: expected a value (byte 6)");
    assert_eq!(wrong_with("{'a': 1}"), "the document is not JSON: key must be a string (byte 1)");
    assert_eq!(wrong_with("{} {}"), "the document is not JSON: trailing characters (byte 3)");
}

#[test]
fn a_message_is_one_line_whatever_the_name_of_a_member_is() {
    let text =
        r#"{"KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab", "ReplicaRegion": "eu-west-1", "a\nb": 1}"#;
    assert_eq!(wrong_with(text), r"KMS does not know the member `a\nb` and takes no notice of it");
}
