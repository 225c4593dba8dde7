//! What is wrong with the text of a principal that names nobody.

use std::ops::Range;

use super::principal_form::{IdentityForm, PrincipalForm, ServiceForm};
use crate::identity::{account_id, before_domain, is_of_name, is_of_partition, is_of_path};

/// What is wrong with the text of a principal, and at which of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrincipalFault {
    /// What is wrong.
    pub kind: PrincipalFaultKind,
    start: u32,
    end: u32,
}

/// What can be wrong with the text of a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PrincipalFaultKind {
    /// An account ID that has not 12 digits.
    AccountId,
    /// A wildcard in the ARN of a user, role or account.
    Wildcard,
    /// A wildcard in the ARN of a session.
    SessionWildcard,
    /// A group.
    Group,
    /// An instance profile.
    InstanceProfile,
    /// The ARN of what is no principal: of a bucket, a key or a policy.
    OtherArn,
    /// An ARN without the name of the service: `arn:aws::111122223333:root`.
    NoService,
    /// An ARN of IAM or STS with a Region.
    Region,
    /// A role session with the path of its role.
    SessionPath,
    /// What a template or a person was to fill in.
    Placeholder,
    /// A service that stands under `AWS`.
    MisplacedService,
    /// A wildcard in a service.
    ServiceWildcard,
    /// Under `Service`, what is no service.
    NoServiceName,
    /// Anything else.
    Malformed,
}

impl PrincipalFault {
    /// The bytes of the text at which the fault is.
    #[must_use]
    pub const fn stretch(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn new(kind: PrincipalFaultKind, stretch: Range<usize>) -> Self {
        let short = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { kind, start: short(stretch.start), end: short(stretch.end) }
    }

    /// The fault in text that stands `offset` bytes from the start of the whole.
    fn inside(self, offset: usize) -> Self {
        let Range { start, end } = self.stretch();
        Self::new(self.kind, start + offset..end + offset)
    }
}
use PrincipalFaultKind as Kind;

/// What a text under `AWS` is that is neither `*` nor in plain form an account, a user, a role or a session.
#[cold]
pub(super) fn of_aws(text: &str) -> PrincipalForm<'_> {
    let fault = |kind, stretch| PrincipalForm::Faulty(PrincipalFault::new(kind, stretch));
    if let Some(stretch) = placeholder(text) {
        return fault(Kind::Placeholder, stretch);
    }
    if let Some(identity) = IdentityForm::read(text, is_of_path) {
        return PrincipalForm::Identity(identity);
    }
    if let Some(arn) = text.strip_prefix("arn:") {
        return PrincipalForm::Faulty(of_arn(arn).inside("arn:".len()));
    }
    if is_unique_id(text) {
        return PrincipalForm::UniqueId;
    }
    let whole = 0..text.len();
    if is_nearly_account_id(text) {
        return fault(Kind::AccountId, whole);
    }
    if ServiceForm::read(text).is_some() || before_domain(text).is_some() {
        return fault(Kind::MisplacedService, whole);
    }
    if let Some(at) = wildcard(text) {
        return fault(Kind::Wildcard, at..at + 1);
    }
    fault(if asks_for_a_value(text) { Kind::Placeholder } else { Kind::Malformed }, whole)
}

/// What is wrong with a text under `Service`.
#[cold]
pub(super) fn of_service(text: &str) -> PrincipalFault {
    let whole = 0..text.len();
    if let Some(stretch) = placeholder(text) {
        return PrincipalFault::new(Kind::Placeholder, stretch);
    }
    if let Some(at) = wildcard(text) {
        return PrincipalFault::new(Kind::ServiceWildcard, at..at + 1);
    }
    let is_right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    match before_domain(text).and_then(|name| name.char_indices().find(|(_, c)| !is_right(*c))) {
        Some((at, c)) => PrincipalFault::new(Kind::NoServiceName, at..at + c.len_utf8()),
        None => PrincipalFault::new(Kind::NoServiceName, whole),
    }
}

/// What is wrong with an ARN after its `arn:`.
fn of_arn(arn: &str) -> PrincipalFault {
    let mut parts = arn.splitn(5, ':');
    let mut at = 0;
    let mut next = || {
        let part = parts.next()?;
        let stretch = at..at + part.len();
        at = stretch.end + 1;
        Some((part, stretch))
    };
    let whole = PrincipalFault::new(Kind::Malformed, 0..arn.len());
    let (Some((partition, partition_at)), Some((service, service_at))) = (next(), next()) else {
        return whole;
    };
    if partition.is_empty() || !partition.bytes().all(is_of_partition) {
        let kind = if wildcard(partition).is_some() { Kind::Wildcard } else { Kind::Malformed };
        return PrincipalFault::new(kind, non_empty(partition_at));
    }
    if service.is_empty() || account_id(service).is_some() {
        return PrincipalFault::new(Kind::NoService, non_empty(service_at));
    }
    let has_wildcard = wildcard(service).is_some();
    if service != "iam" && service != "sts" && !has_wildcard {
        return PrincipalFault::new(Kind::OtherArn, service_at);
    }
    let wildcard_kind = if service == "sts" { Kind::SessionWildcard } else { Kind::Wildcard };
    if let Some(at) = wildcard(arn).filter(|at| *at >= service_at.start) {
        let end = arn.len() - arn.get(at..).map_or(0, |rest| rest.trim_start_matches(['*', '?']).len());
        return PrincipalFault::new(wildcard_kind, at..end);
    }
    let (Some((region, region_at)), Some((account, account_at))) = (next(), next()) else { return whole };
    if !region.is_empty() {
        let is_account = account_id(region).is_some();
        return PrincipalFault::new(if is_account { Kind::Malformed } else { Kind::Region }, region_at);
    }
    let Some((resource, resource_at)) = next() else { return whole };
    if account.is_empty() {
        return PrincipalFault::new(Kind::Malformed, non_empty(account_at));
    }
    if account_id(account).is_none() {
        let kind = match account {
            "aws" => return PrincipalFault::new(Kind::OtherArn, resource_at), // what AWS owns: a managed policy
            _ if is_nearly_account_id(account) => Kind::AccountId,
            _ => Kind::Placeholder,
        };
        return PrincipalFault::new(kind, account_at);
    }
    of_resource(service, resource).inside(resource_at.start)
}

/// What is wrong with what follows the account in an ARN of IAM or STS.
fn of_resource(service: &str, resource: &str) -> PrincipalFault {
    let (first, rest) = resource.split_once('/').unwrap_or((resource, ""));
    let kind = match (service, first) {
        ("iam", "group") => Kind::Group,
        ("iam", "instance-profile" | "instanceprofile") => Kind::InstanceProfile,
        ("iam", "policy" | "mfa" | "saml-provider" | "oidc-provider" | "server-certificate") => {
            Kind::OtherArn
        }
        ("sts", "assumed-role") if rest.split('/').count() > 2 => Kind::SessionPath,
        _ => Kind::Malformed,
    };
    match (kind, first) {
        (Kind::Malformed, "user" | "role" | "assumed-role" | "federated-user") if !rest.is_empty() => {
            let is_wrong =
                |(_, c): &(usize, char)| !u8::try_from(*c).is_ok_and(|c| is_of_name(c) || c == b'/');
            let stretch = match resource.char_indices().find(is_wrong) {
                Some((at, c)) => at..at + c.len_utf8(),
                None => 0..resource.len(),
            };
            PrincipalFault::new(kind, stretch)
        }
        _ => PrincipalFault::new(kind, 0..resource.len()),
    }
}

/// A part that is not there is pointed at by the colon that ends it.
fn non_empty(stretch: Range<usize>) -> Range<usize> {
    if stretch.is_empty() { stretch.start..stretch.start + 1 } else { stretch }
}

fn wildcard(text: &str) -> Option<usize> {
    text.bytes().position(|byte| matches!(byte, b'*' | b'?'))
}

/// Whether it is a unique ID of IAM: four letters that say of what, and more letters and digits.
fn is_unique_id(text: &str) -> bool {
    const PREFIXES: [&str; 10] =
        ["AIDA", "AROA", "AGPA", "AIPA", "ANPA", "ANVA", "APKA", "ASCA", "AKIA", "ASIA"];
    let id = text.split(':').next().unwrap_or_default();
    id.len() >= 16
        && PREFIXES.iter().any(|prefix| id.starts_with(prefix))
        && id.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether it is meant as an account ID: mostly digits, perhaps in groups.
fn is_nearly_account_id(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = text.bytes().filter(|byte| !matches!(byte, b'-' | b' ' | b'_')).count() - digits;
    digits > 0 && others <= 1 && digits > 5 * others
}

/// Where a template or a person was to fill something in: `${…}`, `{{…}}`, `<…>`, `[…]`, `$NAME`.
fn placeholder(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        let start = at + text.get(at..)?.find(['$', '#', '{', '<', '['])?;
        let rest = text.get(start..)?;
        let named = rest.trim_start_matches(['$', '#']);
        let sigils = rest.len() - named.len();
        let close = match named.chars().next()? {
            '{' if named.starts_with("{{") => "}}",
            '{' => "}",
            '<' => ">",
            '[' => "]",
            c if c.is_ascii_alphabetic() || c == '_' => {
                let Some(dollar) = rest.get(..sigils)?.find('$') else {
                    at = start + sigils;
                    continue;
                };
                let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
                let length = named.find(|c| !is_of_word(c)).unwrap_or(named.len());
                return Some(start + dollar..start + sigils + length);
            }
            _ => {
                at = start + sigils;
                continue;
            }
        };
        let length = named.find(close).map_or(named.len(), |at| at + close.len());
        return Some(start..start + sigils + length);
    }
}

/// Whether a bare word is the name of what was to stand there: `account-id`, `ROLE_ARN`.
fn asks_for_a_value(text: &str) -> bool {
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' '));
    let lower = text.to_ascii_lowercase();
    is_word
        && (lower.contains("account") || lower.ends_with("arn") || lower == "undefined" || lower == "null")
}
