//! Whom a statement names.

use crate::policy::Element::{NotPrincipal, Principal};
use crate::policy::PrincipalType::{Aws, CanonicalUser, Federated, Service};
use crate::policy::rule::grammar::{NULL, VALUE_TYPE};
use crate::policy::rule::principal::{
    ACCOUNT_ID, BARE_STAR, BARE_TEXT, CANONICAL_USER, DUPLICATE_TYPE, EMPTY, EXISTS, FEDERATED, FORM, GROUP,
    INSTANCE_PROFILE, LIST, OTHER_ARN, PARTITION, PLACEHOLDER, REGION, SERVICE, SERVICE_WILDCARD,
    SESSION_PATH, SESSION_WILDCARD, UNIQUE_ID, UNKNOWN_TYPE, WILDCARD,
};
use crate::strategy::policy::draft::Draft;
use crate::strategy::policy::draw::Draw;
use crate::strategy::policy::kind::{DENYING, DENYING_OTHERS, TO_SERVICES, WITH_PRINCIPAL_AND_ACTION};
use crate::strategy::policy::slip::{Plant, Slip};
use crate::verdict::Pointer;

#[rustfmt::skip]
pub(super) static SLIPS: &[Slip] = &[
    Slip::new(&EMPTY, Plant::Element(Principal, &["{}", r#"{"AWS": []}"#, r#"{"AWS": [], "Service": []}"#, "[]"])).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&EMPTY, Plant::Element(NotPrincipal, &["{}", r#"{"Service": []}"#])).into(&DENYING_OTHERS),
    Slip::new(&BARE_TEXT, Plant::Element(Principal, &[r#""arn:{partition}:iam::{account}:root""#, r#""{account}""#, r#""s3.amazonaws.com""#, r#""""#, r#""me""#])).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&BARE_STAR, Plant::Element(Principal, &[r#""*""#])).into(&DENYING),
    Slip::new(&LIST, Plant::Element(Principal, &[r#"["{account}"]"#, r#"["*", "{account}"]"#, "[7]"])).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&UNKNOWN_TYPE, Plant::Policy(other_type)).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&DUPLICATE_TYPE, Plant::Policy(same_type)),
    Slip::new(&FEDERATED, Plant::Principal(Federated, &["cognito-identity.amazonaws.com", "arn:{partition}:iam::{account}:saml-provider/corp"])).into(&DENYING),
    Slip::new(&CANONICAL_USER, Plant::Principal(CanonicalUser, &["79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"])),
    Slip::new(&ACCOUNT_ID, Plant::Principal(Aws, &["11112222333", "1111222233334", "1111-2222-3333", "arn:{partition}:iam::11112222333:root", "arn:{partition}:iam::1111 2222 3333:role/a"])),
    Slip::new(&WILDCARD, Plant::Principal(Aws, &["role/*", "arn:{partition}:iam::{account}:role/*", "arn:{partition}:iam::*:root", "arn:{partition}:iam::{account}:user/a?b", "arn:*:iam::{account}:root"])),
    Slip::new(&SESSION_WILDCARD, Plant::Principal(Aws, &["arn:{partition}:sts::{account}:assumed-role/app/*", "arn:{partition}:sts::{account}:assumed-role/*/s"])),
    Slip::new(&SESSION_PATH, Plant::Principal(Aws, &["arn:{partition}:sts::{account}:assumed-role/path/app/s-1"])),
    Slip::new(&GROUP, Plant::Principal(Aws, &["arn:{partition}:iam::{account}:group/admins", "arn:{partition}:iam::{account}:group/a/b"])),
    Slip::new(&INSTANCE_PROFILE, Plant::Principal(Aws, &["arn:{partition}:iam::{account}:instance-profile/app"])),
    Slip::new(&UNIQUE_ID, Plant::Principal(Aws, &["AROA1234567890EXAMPLE", "AIDACKCEVSQ6C2EXAMPLE", "AROA1234567890EXAMPLE:session"])),
    Slip::new(&EXISTS, Plant::Principal(Aws, &["arn:{partition}:iam::{known}:role/nobody", "arn:{partition}:iam::{known}:user/somebody", "arn:{partition}:sts::{known}:assumed-role/nobody/s-1"])),
    Slip::new(&OTHER_ARN, Plant::Principal(Aws, &["arn:{partition}:s3:::orders", "arn:{partition}:kms:{region}:{account}:alias/orders", "arn:aws:iam::aws:policy/AdministratorAccess", "arn:{partition}:iam::{account}:policy/p"])),
    Slip::new(&PARTITION, Plant::Principal(Aws, &["arn:aws-moon:iam::{account}:root"])),
    Slip::new(&REGION, Plant::Principal(Aws, &["arn:{partition}:iam:{region}:{account}:root", "arn:{partition}:sts:us-east-1:{account}:assumed-role/a/b"])),
    Slip::new(&PLACEHOLDER, Plant::Principal(Aws, &["account-id", "${AWS::AccountId}", "arn:{partition}:iam::<account>:root", "{{ role_arn }}", "arn:{partition}:iam::ACCOUNT:role/a", "$ROLE_ARN"])),
    Slip::new(&PLACEHOLDER, Plant::Principal(Service, &["logs.${AWS::Region}.amazonaws.com", "logs.<region>.amazonaws.com"])).into(&TO_SERVICES),
    Slip::new(&FORM, Plant::Principal(Aws, &["", "administrators", "arn:{partition}:iam::{account}:Root", "arn:{partition}:iam::{account}:role/", "arn:{partition}:iam::{account}", "arn:{partition}::{account}:root", "arn:{partition}:iam::{account}:user/é"])),
    Slip::new(&FORM, Plant::Principal(Aws, &["logs.amazonaws.com", "s3.{region}.amazonaws.com"])),
    Slip::new(&SERVICE, Plant::Principal(Service, &["cloudtrail", "S3.amazonaws.com", "arn:{partition}:iam::{account}:root", "", "s3.amazon.com"])).into(&TO_SERVICES),
    Slip::new(&SERVICE_WILDCARD, Plant::Principal(Service, &["*", "logs.*.amazonaws.com", "*.amazonaws.com", "s?.amazonaws.com"])).into(&TO_SERVICES),
    Slip::new(&VALUE_TYPE, Plant::Element(Principal, &["true", "7"])).into(&WITH_PRINCIPAL_AND_ACTION),
    Slip::new(&VALUE_TYPE, Plant::Policy(|draft, draw| named(draft, draw.text(&["111122223333", "true", "{}"])))),
    Slip::new(&VALUE_TYPE, Plant::Policy(|draft, draw| listed(draft, draw.text(&["111122223333", "[]", r#"["{account}"]"#])))),
    Slip::new(&NULL, Plant::Policy(|draft, _| named(draft, "null"))),
    Slip::new(&NULL, Plant::Policy(|draft, _| listed(draft, "null"))),
];

fn named(draft: &mut Draft, json: &str) -> Pointer {
    draft.set("Principal", &format!(r#"{{"AWS": {json}}}"#)).child("AWS")
}

fn listed(draft: &mut Draft, json: &str) -> Pointer {
    named(draft, &format!(r#"["{{account}}", {json}]"#)).item(1)
}

fn other_type(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let name = draw.text(&["Aws", "Services", "aws", "Group", ""]);
    let beside = draw.text(&["", r#""AWS": "{account}", "#]);
    draft.set("Principal", &format!(r#"{{{beside}"{name}": "x"}}"#)).child(name)
}

fn same_type(draft: &mut Draft, draw: &mut Draw) -> Pointer {
    let role = r#""AWS": "arn:{partition}:iam::{account}:role/app""#;
    let other = draw.text(&[r#""AWS": "{account}""#, r#""AWS": []"#]);
    draft.set("Principal", &format!("{{{role}, {other}}}")).child("AWS")
}
