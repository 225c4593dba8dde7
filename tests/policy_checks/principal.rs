//! Whom a statement names.

use kms_mrk::identity::{PrincipalArn, PrincipalKind};
use kms_mrk::policy::rule::grammar::{NULL, VALUE_TYPE};
use kms_mrk::policy::rule::principal::*;
use kms_mrk::policy::{self, PrincipalForm, PrincipalType, Setting};
use kms_mrk::verdict::{Evidence, Rule, Severity};

use crate::case::{Case, statement};

const REST: &str = r#""Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*""#;

/// A policy in which `Principal` is this.
fn to(principal: &str) -> String {
    statement(&format!(r#"{REST}, "Principal": {principal}"#))
}

fn case(fault: &'static str, rule: &'static Rule, faulty: &str, clean: &str) -> Case {
    Case::new(fault, rule, Severity::Error, to(faulty), to(clean))
}

pub(crate) fn cases() -> Vec<Case> {
    [elements(), texts(), arns()].into_iter().flatten().collect()
}

/// Of one account, everybody who exists.
fn knows_principals(check: &mut dyn FnMut(&Setting<'_>)) {
    let existing =
        ["arn:aws:iam::111122223333:role/app", "logs.amazonaws.com"].map(|name| name.parse().unwrap());
    check(&Setting::new().with_existing_principals(&existing));
}

fn elements() -> Vec<Case> {
    let clean = r#"{"AWS": "111122223333"}"#;
    vec![
        Case::new(
            "G17",
            &MISSING,
            Severity::Error,
            format!(r#"{{"Version": "2012-10-17", "Statement": ⟦{{{REST}}}⟧}}"#),
            statement(&format!(r#"{REST}, "NotPrincipal": {clean}"#)),
        ),
        case("G18", &BARE_TEXT, r#"⟦"arn:aws:iam::111122223333:root"⟧"#, clean),
        case("G19", &LIST, r#"⟦["111122223333"]⟧"#, clean),
        case("G20", &UNKNOWN_TYPE, r#"{⟦"Aws"⟧: "111122223333"}"#, clean),
        case("G20", &UNKNOWN_TYPE, r#"{"AWS": "111122223333", ⟦"Group"⟧: "admins"}"#, clean),
        case("G21", &EMPTY, "⟦{}⟧", clean),
        case("G21", &EMPTY, r#"⟦{"AWS": []}⟧"#, clean),
        case("G21", &EMPTY, "⟦[]⟧", clean),
        case("G03", &DUPLICATE_TYPE, r#"{"AWS": "111122223333", ⟦"AWS"⟧: "444455556666"}"#, clean),
        case("G31", &VALUE_TYPE, r#"{"AWS": ⟦111122223333⟧}"#, clean),
        case("G31", &VALUE_TYPE, r#"{"AWS": ["111122223333", ⟦{}⟧]}"#, clean),
        case("G31", &VALUE_TYPE, "⟦true⟧", clean),
        case("null", &NULL, "⟦null⟧", clean),
        case("null", &NULL, r#"{"AWS": ⟦null⟧}"#, clean),
        Case::new("bare *", &BARE_STAR, Severity::Suggestion, to(r#"⟦"*"⟧"#), to(r#"{"AWS": "*"}"#)),
        Case::new(
            "K23",
            &FEDERATED,
            Severity::Warning,
            to(r#"{"Federated": [⟦"cognito-identity.amazonaws.com"⟧]}"#),
            to(clean),
        ),
        case("K24", &CANONICAL_USER, &format!(r#"{{"CanonicalUser": ⟦"{}"⟧}}"#, "7".repeat(64)), clean),
    ]
}

fn texts() -> Vec<Case> {
    let aws = |fault, rule, faulty: &str, clean: &str| {
        case(fault, rule, &format!(r#"{{"AWS": {faulty}}}"#), &format!(r#"{{"AWS": ["{clean}"]}}"#))
    };
    let service = |fault, rule, faulty: &str, clean: &str| {
        case(fault, rule, &format!(r#"{{"Service": [{faulty}]}}"#), &format!(r#"{{"Service": "{clean}"}}"#))
    };
    vec![
        aws("P01", &ACCOUNT_ID, r#"⟦"11112222333"⟧"#, "111122223333"),
        aws("P01", &ACCOUNT_ID, r#"⟦"1111-2222-3333"⟧"#, "111122223333"),
        aws("P02", &WILDCARD, r#""role/⟦*⟧""#, "*"),
        aws("P05", &UNIQUE_ID, r#"["*", ⟦"AROA1234567890EXAMPLE"⟧]"#, "*"),
        aws("P12", &PLACEHOLDER, r#"⟦"account-id"⟧"#, "111122223333"),
        aws("P12", &PLACEHOLDER, r#"⟦"${RoleArn}"⟧"#, "111122223333"),
        aws(
            "exists",
            &EXISTS,
            r#"["*", ⟦"arn:aws:iam::111122223333:role/ap"⟧]"#,
            "arn:aws:iam::111122223333:role/app",
        )
        .in_setting(knows_principals),
        aws(
            "exists",
            &EXISTS,
            r#"⟦"arn:aws:sts::111122223333:assumed-role/ap/1"⟧"#,
            "arn:aws:sts::111122223333:assumed-role/app/1",
        )
        .in_setting(knows_principals),
        aws(
            "exists",
            &EXISTS,
            r#"⟦"arn:aws:iam::111122223333:user/ap"⟧"#,
            "arn:aws:iam::444455556666:user/ap",
        )
        .in_setting(knows_principals),
        aws("form", &FORM, r#"⟦""⟧"#, "*"),
        aws("form", &FORM, r#"⟦"administrators"⟧"#, "*"),
        aws("form", &FORM, r#"⟦"logs.amazonaws.com"⟧"#, "*"),
        service("P08", &SERVICE_WILDCARD, r#""logs.⟦*⟧.amazonaws.com""#, "logs.eu-west-1.amazonaws.com"),
        service("P08", &SERVICE_WILDCARD, r#"⟦"*"⟧"#, "ec2.amazonaws.com.cn"),
        service("P09", &SERVICE, r#"⟦"cloudtrail"⟧"#, "cloudtrail.amazonaws.com"),
        service("P09", &SERVICE, r#"⟦"arn:aws:iam::111122223333:root"⟧"#, "cloudtrail.amazonaws.com"),
        service("P09", &SERVICE, r#""⟦S⟧3.amazonaws.com""#, "s3.amazonaws.com"),
        service("P12", &PLACEHOLDER, r#""logs.⟦${AWS::Region}⟧.amazonaws.com""#, "logs.amazonaws.com"),
    ]
}

fn arns() -> Vec<Case> {
    let role = "arn:aws:iam::111122223333:role/path/to/deployer";
    let session = "arn:aws:sts::111122223333:assumed-role/deployer/ci";
    let aws = |fault, rule, faulty: &str, clean: &str| {
        case(fault, rule, &format!(r#"{{"AWS": ["{faulty}"]}}"#), &format!(r#"{{"AWS": "{clean}"}}"#))
    };
    vec![
        aws("P01", &ACCOUNT_ID, "arn:aws:iam::⟦11112222333⟧:root", "arn:aws:iam::111122223333:root"),
        aws("P02", &WILDCARD, "arn:aws:iam::111122223333:role/⟦*⟧", role),
        aws("P02", &WILDCARD, "arn:aws:iam::111122223333:user/a⟦?⟧b", "arn:aws:iam::111122223333:user/ab"),
        aws("P02", &WILDCARD, "arn:aws:iam::⟦*⟧:root", "arn:aws:iam::111122223333:root"),
        aws("P02", &WILDCARD, "arn:⟦*⟧:iam::111122223333:root", "arn:aws:iam::111122223333:root"),
        aws(
            "P03",
            &GROUP,
            "arn:aws:iam::111122223333:⟦group/admins⟧",
            "arn:aws:iam::111122223333:user/group",
        ),
        aws("P04", &INSTANCE_PROFILE, "arn:aws:iam::111122223333:⟦instance-profile/web⟧", role),
        aws("P06", &OTHER_ARN, "arn:aws:⟦s3⟧:::my-bucket", role),
        aws("P06", &OTHER_ARN, "arn:aws:iam::aws:⟦policy/ReadOnlyAccess⟧", role),
        aws("P07", &SESSION_WILDCARD, "arn:aws:sts::111122223333:assumed-role/deployer/⟦*⟧", session),
        aws("P10", &PARTITION, "arn:⟦awss⟧:iam::111122223333:root", "arn:aws-cn:iam::111122223333:root"),
        aws("P11", &REGION, "arn:aws:iam:⟦eu-west-1⟧:111122223333:root", "arn:aws:iam::111122223333:root"),
        aws("P12", &PLACEHOLDER, "arn:aws:iam::⟦account-id⟧:root", "arn:aws:iam::111122223333:root"),
        aws("P12", &PLACEHOLDER, "arn:aws:iam::⟦<ACCOUNT_ID>⟧:root", "arn:aws:iam::111122223333:root"),
        aws("P12", &PLACEHOLDER, "arn:⟦${AWS::Partition}⟧:iam::111122223333:root", role),
        aws("P12", &PLACEHOLDER, "arn:aws:iam::⟦{{ account }}⟧:role/x", role),
        aws("P12", &PLACEHOLDER, "arn:aws:iam::111122223333:role/⟦$NAME⟧", role),
        aws("P12", &PLACEHOLDER, "arn:aws:iam::111122223333:role/⟦${Path}⟧/x", role),
        aws(
            "session path",
            &SESSION_PATH,
            "arn:aws:sts::111122223333:⟦assumed-role/path/deployer/ci⟧",
            session,
        ),
        aws("form", &FORM, "arn:aws:⟦111122223333⟧:root", role),
        aws("form", &FORM, "arn:aws:⟦:⟧111122223333:root", role),
        aws("form", &FORM, "arn:aws:iam::111122223333:⟦ROOT⟧", role),
        aws("form", &FORM, "arn:aws:iam::111122223333:role/a⟦ ⟧b", role),
        aws("form", &FORM, "arn:aws:sts::111122223333:⟦assumed-role/deployer⟧", session),
        aws("form", &FORM, "arn:⟦aws:iam⟧", role),
    ]
}

/// The refusal of a policy in which `Principal` is this, and how well it is known.
fn refusal(principal: &str) -> Option<(String, Evidence)> {
    let refusal = policy::check(&to(principal), &Setting::new()).refusal()?;
    assert_eq!(refusal.code().to_string(), "MalformedPolicyDocumentException");
    Some((refusal.message().to_owned(), refusal.evidence()))
}

#[test]
fn kms_refuses_in_three_sentences() {
    let nobody = "Policy contains a statement with no principal.";
    let invalid = "Policy contains a statement with one or more invalid principals.";
    let services = "Policy contains a statement with one or more invalid service principals.";
    for (principal, message, evidence) in [
        ("{}", nobody, Evidence::Recorded),
        (r#"{"AWS": []}"#, nobody, Evidence::Recorded),
        (r#"{"AWS": "arn:aws:iam::111122223333:group/admins"}"#, invalid, Evidence::Recorded),
        (r#"{"AWS": "AIDA1234567890EXAMPLE"}"#, invalid, Evidence::Recorded),
        (r#"{"AWS": "arn:aws:iam::undefined:root"}"#, invalid, Evidence::Recorded),
        (r#"{"AWS": "arn:aws::111122223333:root"}"#, invalid, Evidence::Recorded),
        (r#"{"AWS": "11112222333"}"#, invalid, Evidence::Inferred),
        (r#"{"AWS": "arn:aws:iam::111122223333:role/*"}"#, invalid, Evidence::Inferred),
        (r#"{"Service": "cloudtrail"}"#, services, Evidence::Recorded),
        (r#"{"Service": "*.amazonaws.com"}"#, services, Evidence::Inferred),
    ] {
        assert_eq!(refusal(principal), Some((message.to_owned(), evidence)), "{principal}");
    }
    for principal in [r#"["111122223333"]"#, r#"{"Aws": "111122223333"}"#, r#""111122223333""#, "null"] {
        assert_eq!(refusal(principal), None, "{principal}: nobody has written down what KMS says");
    }
}

#[test]
fn what_has_one_likely_meaning_is_mended() {
    for (faulty, mended) in [
        (r#""*""#, r#"{"AWS": "*"}"#),
        (r#""111122223333""#, r#"{"AWS": "111122223333"}"#),
        (r#""logs.amazonaws.com""#, r#"{"Service": "logs.amazonaws.com"}"#),
        (r#"["111122223333", "*"]"#, r#"{"AWS": ["111122223333","*"]}"#),
        (r#"{"Aws": "*"}"#, r#"{"AWS": "*"}"#),
        (r#"{"Services": "logs.amazonaws.com"}"#, r#"{"Service": "logs.amazonaws.com"}"#),
        (r#"{"Service": "logs"}"#, r#"{"Service": "logs.amazonaws.com"}"#),
        (r#"{"AWS": 111122223333}"#, r#"{"AWS": "111122223333"}"#),
        (r#"{"AWS": "1111-2222-3333"}"#, r#"{"AWS": "111122223333"}"#),
        (r#"{"AWS": "arn:aws:iam::1111 2222 3333:root"}"#, r#"{"AWS": "arn:aws:iam::111122223333:root"}"#),
        (
            r#"{"AWS": "arn:aws:iam:eu-west-1:111122223333:root"}"#,
            r#"{"AWS": "arn:aws:iam::111122223333:root"}"#,
        ),
        (r#"{"AWS": "arn:aws::111122223333:root"}"#, r#"{"AWS": "arn:aws:iam::111122223333:root"}"#),
        (r#"{"AWS": "arn:aws:111122223333:root"}"#, r#"{"AWS": "arn:aws:iam::111122223333:root"}"#),
        (r#"{"AWS": "arn:aws:iam::111122223333:Root"}"#, r#"{"AWS": "arn:aws:iam::111122223333:root"}"#),
        (
            r#"{"AWS": "arn:aws-us-gv:iam::111122223333:root"}"#,
            r#"{"AWS": "arn:aws-us-gov:iam::111122223333:root"}"#,
        ),
    ] {
        let text = to(faulty);
        let report = policy::check(&text, &Setting::new());
        let edits: Vec<_> = report.iter().filter_map(|finding| finding.edit.as_ref()).collect();
        let [edit] = edits[..] else { panic!("{faulty}: {} edits\n{report}", edits.len()) };
        assert_eq!(edit.apply(&text).unwrap(), to(mended));
        // Who could change the policy is another matter.
        let left = policy::check(&to(mended), &Setting::new());
        assert!(
            left.errors().all(|finding| finding.rule.id().starts_with("policy/lockout/")),
            "{mended}\n{left}"
        );
    }
}

#[test]
fn each_fault_of_a_principal_is_one_error() {
    for case in cases().iter().filter(|case| case.severity == Severity::Error) {
        let text = case.faulty.replace(['⟦', '⟧'], "");
        let report = policy::check(&text, &Setting::new());
        assert_eq!(report.errors().count(), 1, "{}\n{report}", case.faulty);
    }
}

#[test]
fn the_partition_of_the_key_exists() {
    let policy = to(r#"{"AWS": "arn:aws-new:iam::111122223333:root"}"#);
    let arn =
        "arn:aws-new:kms:new-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab".parse().unwrap();
    assert!(policy::check(&policy, &Setting::new()).breaks(&PARTITION));
    assert!(!policy::check(&policy, &Setting::new().with_key_arn(&arn)).breaks(&PARTITION));
}

#[test]
fn a_form_is_that_of_the_principal_whose_text_it_is() {
    let well_formed = [
        ("111122223333", PrincipalKind::Account),
        ("arn:aws:iam::111122223333:root", PrincipalKind::Account),
        ("arn:aws-cn:iam::111122223333:user/ops", PrincipalKind::User),
        ("arn:aws:iam::111122223333:user/division/<team>/ops", PrincipalKind::User),
        ("arn:aws:iam::111122223333:role/a/b/c+=,.@_-1", PrincipalKind::Role),
        ("arn:aws:sts::111122223333:assumed-role/deployer/ci-42", PrincipalKind::RoleSession),
        ("arn:aws:sts::111122223333:federated-user/guest", PrincipalKind::FederatedUser),
        ("logs.eu-west-1.amazonaws.com", PrincipalKind::Service),
        ("ec2.amazonaws.com.cn", PrincipalKind::Service),
    ];
    let malformed = [
        "arn:aws:iam::111122223333:user/",
        "arn:aws:iam::111122223333:user/a/",
        "arn:aws:iam::111122223333:user//",
        "arn:aws:iam::111122223333:rooty",
        "arn:aws:sts::111122223333:federated-user/a/b",
        "arn:aws:sts::111122223333:assumed-role//a",
        "arn:aws:sts::111122223333:assumed-role/a/",
        "arn::iam::111122223333:root",
        "arn:aws:iam::111122223333",
        "arn:aws:iam::",
        "arn:",
        "",
        ".amazonaws.com",
        "a..amazonaws.com",
        "a.amazonaws.com.",
        "1111222233334",
    ];
    for text in well_formed.map(|(text, _)| text).into_iter().chain(malformed) {
        let form = [PrincipalType::Aws, PrincipalType::Service].map(|kind| PrincipalForm::of(kind, text));
        match text.parse::<PrincipalArn>() {
            Ok(arn) if arn.kind() == PrincipalKind::Service => {
                let PrincipalForm::Service(service) = form[1] else { panic!("{text}: {form:?}") };
                assert!(text.starts_with(service.name()), "{text}");
            }
            Ok(arn) if text.contains('<') => {
                // What looks like a placeholder is taken for one, though a path may have it.
                assert!(matches!(form[0], PrincipalForm::Faulty(_)), "{arn}");
            }
            Ok(arn) => {
                let PrincipalForm::Identity(identity) = form[0] else { panic!("{text}: {form:?}") };
                assert_eq!(identity.kind(), arn.kind(), "{text}");
                assert_eq!(Some(identity.account()), arn.account(), "{text}");
                assert_eq!(
                    identity.partition(),
                    arn.partition().map(|partition| partition.as_str()),
                    "{text}"
                );
                assert_eq!(identity.name(), arn.name(), "{text}");
                assert_eq!(identity.role_name(), arn.role_name(), "{text}");
            }
            Err(_) => {
                assert!(form.iter().all(|form| matches!(form, PrincipalForm::Faulty(_))), "{text}: {form:?}")
            }
        }
    }
    for (text, kind) in well_formed {
        assert_eq!(text.parse::<PrincipalArn>().unwrap().kind(), kind, "{text}");
    }
}
