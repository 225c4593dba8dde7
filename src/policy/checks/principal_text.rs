//! The texts by which a statement names somebody.

use std::borrow::Cow;

use super::correction::{json, replace};
use crate::identity::{AccountId, Partition, PrincipalArn};
use crate::policy::PrincipalFaultKind as Kind;
use crate::policy::rule::principal::{
    ACCOUNT_ID, CANONICAL_USER, EXISTS, FEDERATED, FORM, GROUP, INSTANCE_PROFILE, OTHER_ARN, PARTITION,
    PLACEHOLDER, REGION, SERVICE, SERVICE_WILDCARD, SESSION_PATH, SESSION_WILDCARD, UNIQUE_ID, WILDCARD,
};
use crate::policy::spelling::nearest;
use crate::policy::{PrincipalFault, PrincipalForm, PrincipalType, Setting};
use crate::verdict::{Answer, Applicability, Edit, ErrorCode, Evidence, Place, Pointer, Report, Rule};

/// What is wrong with a text that stands under this type of principal.
pub(super) fn check(
    kind: PrincipalType,
    text: &str,
    at: impl FnOnce() -> Pointer,
    setting: &Setting<'_>,
    report: &mut Report,
) {
    match PrincipalForm::of(kind, text) {
        PrincipalForm::Everyone | PrincipalForm::Service(_) => {}
        PrincipalForm::Identity(identity) => {
            if let Some(partition) = identity.partition().filter(|partition| !is_listed(partition)) {
                unknown_partition(partition, at(), setting, report);
            } else if setting.knows_existing_principals()
                && let Ok(principal) = text.parse()
                && setting.exists(&principal) == Some(false)
            {
                absent(&principal, at(), setting, report);
            }
        }
        PrincipalForm::UniqueId => deleted(text, at(), report),
        PrincipalForm::Provider => {
            let message = format_args!("the identity provider `{text}` calls nothing itself");
            report
                .broken(&FEDERATED)
                .warned(Answer::Unknown, Place::at(at()), message)
                .help("name the role that the provider lets people assume");
        }
        PrincipalForm::CanonicalUser => {
            let message = format_args!("`{text}` is a canonical user ID, by which Amazon S3 names accounts");
            report
                .broken(&CANONICAL_USER)
                .mistaken(Answer::Unknown, Place::at(at()), message)
                .help("name the account under `AWS`");
        }
        PrincipalForm::Faulty(fault) => faulty(kind, text, fault, at(), report),
    }
}

fn is_listed(partition: &str) -> bool {
    partition == "aws" || Partition::ALL.iter().any(|listed| listed == partition)
}

const INVALID_PRINCIPALS: &str = "Policy contains a statement with one or more invalid principals.";
const INVALID_SERVICES: &str = "Policy contains a statement with one or more invalid service principals.";

#[cold]
fn unknown_partition(partition: &str, at: Pointer, setting: &Setting<'_>, report: &mut Report) {
    if setting.partition().is_some_and(|known| known == *partition) {
        return;
    }
    let start = "arn:".len();
    let place = Place::at(at).with_stretch(start..start + partition.len());
    let message = format!("there is no partition `{partition}`");
    let mut breach = Breach::new(&PARTITION, Evidence::Inferred, message);
    if let Some(name) = nearest(partition, Partition::ALL.iter().map(Partition::as_str)) {
        breach.help = format!("write `{name}`").into();
        breach.edit = replace(place.clone(), name, Applicability::MaybeIncorrect);
    }
    breach.report(INVALID_PRINCIPALS, place, report);
}

#[cold]
fn absent(principal: &PrincipalArn, at: Pointer, setting: &Setting<'_>, report: &mut Report) {
    let place = Place::at(at);
    let mut breach = Breach::new(&EXISTS, Evidence::Recorded, format!("there is no principal `{principal}`"));
    let similar = nearest(principal.as_str(), setting.existing_principals().map(PrincipalArn::as_str));
    match similar {
        Some(similar) => {
            breach.help = format!("did you mean `{similar}`?").into();
            breach.edit = replace(place.clone(), json(similar), Applicability::MaybeIncorrect);
        }
        None => breach.help = "make it first; KMS may need a while to see it".into(),
    }
    breach.report(INVALID_PRINCIPALS, place, report);
}

#[cold]
fn deleted(text: &str, at: Pointer, report: &mut Report) {
    let message = format!("`{text}` is a unique ID, which is what is left of a deleted user or role");
    Breach::new(&UNIQUE_ID, Evidence::Recorded, message)
        .help("take it out, or name by its ARN who has taken its place")
        .report(INVALID_PRINCIPALS, Place::at(at), report);
}

/// A breach by which KMS refuses a policy.
struct Breach {
    rule: &'static Rule,
    /// How well it is known that KMS refuses, and in which words.
    evidence: Evidence,
    message: String,
    help: Cow<'static, str>,
    edit: Option<Box<Edit>>,
}

impl Breach {
    fn new(rule: &'static Rule, evidence: Evidence, message: String) -> Self {
        Self { rule, evidence, message, help: "".into(), edit: None }
    }

    fn help(self, help: &'static str) -> Self {
        Self { help: help.into(), ..self }
    }

    fn report(self, says: &'static str, place: Place, report: &mut Report) {
        let Self { rule, evidence, message, help, edit } = self;
        let mut broken = report.broken(rule);
        let mut finding = broken.refused(ErrorCode::MalformedPolicyDocument, says, evidence, place, message);
        finding.help_if_known((!help.is_empty()).then_some(help));
        finding.edit(edit);
    }
}

#[cold]
fn faulty(kind: PrincipalType, text: &str, fault: PrincipalFault, at: Pointer, report: &mut Report) {
    let stretch = fault.stretch();
    let is_whole = stretch == (0..text.len());
    let place = if is_whole { Place::at(at) } else { Place::at(at).with_stretch(stretch.clone()) };
    let part = text.get(stretch).unwrap_or(text);
    if fault.kind == Kind::SessionPath {
        let message = format_args!("the session `{text}` has the path of its role");
        report
            .broken(&SESSION_PATH)
            .mistaken(Answer::Unknown, place, message)
            .help("between `assumed-role/` and the name of the session stands the name of the role alone");
        return;
    }
    let says = match kind {
        PrincipalType::Service => INVALID_SERVICES,
        _ => INVALID_PRINCIPALS,
    };
    let mut breach = breach(kind, text, part, fault.kind);
    breach.edit = correction(text, part, fault.kind).and_then(|part| {
        replace(place.clone(), if is_whole { json(&part) } else { part }, Applicability::MaybeIncorrect)
    });
    breach.report(says, place, report);
}

/// What is said of a fault; `part` is the part of the text that has it.
fn breach(kind: PrincipalType, text: &str, part: &str, fault: Kind) -> Breach {
    use Evidence::{Inferred, Recorded};
    match fault {
        Kind::AccountId => {
            let message = match part.len() {
                length if part.bytes().all(|byte| byte.is_ascii_digit()) => {
                    format!("the account ID `{part}` has {length} digits, not {}", AccountId::LENGTH)
                }
                _ => format!("the account ID `{part}` has other characters than digits"),
            };
            Breach::new(&ACCOUNT_ID, Inferred, message)
        }
        Kind::Wildcard => Breach::new(&WILDCARD, Inferred, format!("the principal `{text}` has a wildcard")).help(
            "name principals in full, or name the account and compare `aws:PrincipalArn` by `ArnLike` in `Condition`",
        ),
        Kind::SessionWildcard => {
            Breach::new(&SESSION_WILDCARD, Inferred, format!("the session `{text}` has a wildcard"))
                .help("name the role: what it may do, all its sessions may do")
        }
        Kind::Group => Breach::new(&GROUP, Recorded, format!("`{part}` is a group, which is no principal"))
            .help("name its users, or let IAM policies of the group decide"),
        Kind::InstanceProfile => {
            let message = format!("`{part}` is an instance profile, which is no principal");
            Breach::new(&INSTANCE_PROFILE, Inferred, message).help("name the role of the instance profile")
        }
        Kind::OtherArn => {
            Breach::new(&OTHER_ARN, Inferred, format!("`{text}` is not the ARN of a principal"))
                .help("principals have ARNs of `iam` and `sts`: compare other ARNs in a `Condition`")
        }
        Kind::NoService => Breach::new(&FORM, Recorded, format!("the ARN `{text}` says no service"))
            .help("the ARN of a principal begins as `arn:aws:iam::`"),
        Kind::Region => {
            Breach::new(&REGION, Inferred, format!("the principal `{text}` has the Region `{part}`"))
                .help("principals are in no Region: nothing stands between the two colons")
        }
        Kind::Placeholder => {
            let evidence = if kind == PrincipalType::Service { Inferred } else { Recorded };
            Breach::new(&PLACEHOLDER, evidence, format!("`{part}` is not filled in"))
                .help("variables and placeholders mean nothing in a principal")
        }
        Kind::MisplacedService => {
            Breach::new(&FORM, Inferred, format!("the service `{text}` stands under `AWS`"))
                .help("services stand under `Service`")
        }
        Kind::ServiceWildcard => {
            Breach::new(&SERVICE_WILDCARD, Inferred, format!("the service `{text}` has a wildcard"))
                .help("name each service in full")
        }
        Kind::NoServiceName => Breach::new(&SERVICE, Recorded, format!("`{text}` is no service principal"))
            .help("write a service as `logs.amazonaws.com`"),
        Kind::SessionPath | Kind::Malformed => {
            let message =
                if text.is_empty() { "the principal is empty".to_owned() } else { format!("`{text}` is no principal") };
            Breach::new(&FORM, Inferred, message).help(
                "under `AWS` stands `*`, an account ID, or an ARN as `arn:aws:iam::111122223333:role/NAME`",
            )
        }
    }
}

/// What is to stand where the fault is.
fn correction(text: &str, part: &str, fault: Kind) -> Option<String> {
    match fault {
        Kind::AccountId => {
            let digits: String = part.chars().filter(char::is_ascii_digit).collect();
            (digits.len() == AccountId::LENGTH).then_some(digits)
        }
        Kind::NoService if part == ":" => Some("iam::".to_owned()),
        Kind::NoService => Some(format!("iam::{part}")),
        Kind::Region => Some(String::new()),
        Kind::NoServiceName => {
            let is_of_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            let is_name = text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_of_name);
            is_name.then(|| format!("{text}.amazonaws.com"))
        }
        Kind::Malformed if part.eq_ignore_ascii_case("root") => Some("root".to_owned()),
        _ => None,
    }
}
