//! The resource of a statement.

use kms_mrk::policy::Setting;
use kms_mrk::policy::rule::resource::{ALIAS, ASTERISK, KEY, NOT_RESOURCE, REGION, THIS_KEY};
use kms_mrk::verdict::Severity::{Suggestion, Warning};

use crate::case::{Case, statement};

const ARN: &str = "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

/// A statement with this resource.
fn about(resource: &str) -> String {
    statement(&format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "kms:Decrypt", {resource}"#
    ))
}

fn resource(resource: &str) -> String {
    about(&format!(r#""Resource": {resource}"#))
}

fn for_the_key(check: &mut dyn FnMut(&Setting<'_>)) {
    let arn = ARN.parse().unwrap();
    check(&Setting::new().with_key_arn(&arn));
}

fn in_a_region(check: &mut dyn FnMut(&Setting<'_>)) {
    let region = "eu-west-1".parse().unwrap();
    check(&Setting::new().with_region(&region).with_account("111122223333".parse().unwrap()));
}

pub(crate) fn cases() -> Vec<Case> {
    let own = resource(&format!(r#""{ARN}""#));
    let any = resource(r#""*""#);
    let other = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    vec![
        Case::new("K06", &THIS_KEY, Warning, resource(&format!(r#"["*", ⟦"{other}"⟧]"#)), &*own)
            .in_setting(for_the_key),
        Case::new(
            "K06",
            &THIS_KEY,
            Warning,
            resource(r#"⟦"arn:aws:kms:*:444455556666:key/*"⟧"#),
            resource(r#""arn:aws:kms:*:111122223333:key/*""#),
        )
        .in_setting(in_a_region),
        Case::new(
            "K06",
            &THIS_KEY,
            Warning,
            resource(r#"⟦"arn:aws-cn:kms:eu-west-1:111122223333:key/*"⟧"#),
            resource(r#""arn:*""#),
        )
        .in_setting(in_a_region),
        Case::new(
            "an ARN with another Region",
            &REGION,
            Warning,
            resource(r#""arn:aws:kms:⟦us-east-1⟧:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab""#),
            &*own,
        )
        .in_setting(for_the_key),
        Case::new(
            "an ARN with another Region",
            &REGION,
            Warning,
            resource(r#""arn:aws:kms:⟦us-*⟧:111122223333:key/*""#),
            resource(r#""arn:aws:kms:eu-*:111122223333:key/*""#),
        )
        .in_setting(in_a_region),
        Case::new(
            "one key of unknown Region",
            &ASTERISK,
            Suggestion,
            resource(&format!(r#"⟦"{other}"⟧"#)),
            &*any,
        ),
        Case::new(
            "K07",
            &ALIAS,
            Warning,
            resource(r#"⟦"arn:aws:kms:eu-west-1:111122223333:alias/backup"⟧"#),
            &*own,
        ),
        Case::new("K07", &ALIAS, Warning, resource(r#"⟦"alias/backup"⟧"#), &*any),
        Case::new(
            "an ARN of another service",
            &KEY,
            Warning,
            resource(r#"⟦"arn:aws:s3:::DOC-EXAMPLE-BUCKET/*"⟧"#),
            &*own,
        ),
        Case::new(
            "a key ID",
            &KEY,
            Warning,
            resource(r#"⟦"1234abcd-12ab-34cd-56ef-1234567890ab"⟧"#),
            resource(r#""arn:aws:kms:*""#),
        ),
        Case::new("K25", &NOT_RESOURCE, Warning, about(&format!(r#"⟦"NotResource"⟧: "{ARN}""#)), &*any),
        Case::new(
            "K25",
            &NOT_RESOURCE,
            Warning,
            about(r#"⟦"NotResource"⟧: []"#),
            about(r#""Resource": "*", "NotResource": []"#),
        ),
    ]
}
