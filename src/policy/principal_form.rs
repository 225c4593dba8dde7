//! What the text of a principal names.

use super::principal_fault::{self, PrincipalFault};
use super::principals::PrincipalType;
use crate::identity::{AccountId, Partition, PrincipalKind};

/// What an entry of `Principal` or `NotPrincipal` names, by the form of its text.
///
/// The form is read off the text, which it borrows from; nothing is looked up and nothing is allocated. Whether
/// somebody of that name exists, a form does not know.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
///
/// ```
/// use kms_mrk::identity::PrincipalKind;
/// use kms_mrk::policy::{PrincipalForm, PrincipalType};
///
/// let form = PrincipalForm::of(PrincipalType::Aws, "arn:aws:iam::111122223333:role/service/deployer");
/// let PrincipalForm::Identity(role) = form else { panic!("{form:?}") };
/// assert_eq!(role.kind(), PrincipalKind::Role);
/// assert_eq!(role.account().as_str(), "111122223333");
/// assert_eq!(role.name(), Some("deployer"));
///
/// assert_eq!(PrincipalForm::of(PrincipalType::Aws, "*"), PrincipalForm::Everyone);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalForm<'d> {
    /// `*`: everybody, of whatever account.
    Everyone,
    /// An account, a user, a role or a session.
    Identity(IdentityForm<'d>),
    /// A service.
    Service(ServiceForm<'d>),
    /// The unique ID that IAM shows where a user or role was that is deleted by now: `AROA…`.
    UniqueId,
    /// An identity provider; its text is not looked at.
    Provider,
    /// A canonical user ID of Amazon S3; its text is not looked at.
    CanonicalUser,
    /// Nobody: the text has none of the forms.
    Faulty(PrincipalFault),
}

impl<'d> PrincipalForm<'d> {
    /// Reads the form of a text that stands under this kind of principal.
    #[must_use]
    pub fn of(kind: PrincipalType, text: &'d str) -> Self {
        match kind {
            PrincipalType::Aws if text == "*" => Self::Everyone,
            PrincipalType::Aws => match IdentityForm::read(text, is_plain_in_path) {
                Some(identity) => Self::Identity(identity),
                None => principal_fault::of_aws(text),
            },
            PrincipalType::Service => match ServiceForm::read(text) {
                Some(service) => Self::Service(service),
                None => Self::Faulty(principal_fault::of_service(text)),
            },
            PrincipalType::Federated => Self::Provider,
            PrincipalType::CanonicalUser => Self::CanonicalUser,
        }
    }

    /// The account, if it is an account or belongs to one.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Identity(identity) => Some(identity.account),
            _ => None,
        }
    }

    /// The partition that an ARN names.
    #[must_use]
    pub const fn partition(&self) -> Option<&'d str> {
        match self {
            Self::Identity(identity) => identity.partition,
            _ => None,
        }
    }
}

/// The form of an account, a user, a role or a session: an ARN, or the bare ID of an account.
///
/// It has the well-formed texts of a [`PrincipalArn`](crate::identity::PrincipalArn) but those of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityForm<'d> {
    kind: PrincipalKind, // INVARIANT: not `Service`
    partition: Option<&'d str>,
    account: AccountId,
    /// What follows `user/`, `role/`, `assumed-role/` or `federated-user/`; of an account, nothing.
    rest: &'d str,
}

impl<'d> IdentityForm<'d> {
    /// Whether it is an account, a user, a role or a session.
    #[must_use]
    pub const fn kind(self) -> PrincipalKind {
        self.kind
    }

    /// The partition that its ARN names; `None` for the bare ID of an account.
    #[must_use]
    pub const fn partition(self) -> Option<&'d str> {
        self.partition
    }

    /// The account that it is or belongs to.
    #[must_use]
    pub const fn account(self) -> AccountId {
        self.account
    }

    /// Its own name, without its path: of the user, role, session or federated user; `None` for an account.
    #[must_use]
    pub fn name(self) -> Option<&'d str> {
        if self.kind == PrincipalKind::Account { None } else { self.rest.rsplit('/').next() }
    }

    /// The name of the role, without its path, for a role and for a role session.
    #[must_use]
    pub fn role_name(self) -> Option<&'d str> {
        match self.kind {
            PrincipalKind::Role => self.name(),
            PrincipalKind::RoleSession => self.rest.split('/').next(),
            _ => None,
        }
    }

    /// Reads an ARN or an account ID; `is_of_path` says which bytes a path may have.
    pub(super) fn read(text: &'d str, is_of_path: impl Fn(u8) -> bool) -> Option<Self> {
        // What nearly every principal begins with is compared at once.
        let (partition, is_iam, rest) = match text.strip_prefix("arn:aws:iam::") {
            Some(rest) => ("aws", true, rest),
            None => match text.strip_prefix("arn:") {
                Some(rest) => before_account(rest)?,
                None => return Self::bare_account(text),
            },
        };
        let (account, rest) = rest.split_at_checked(AccountId::LENGTH)?;
        let account = account_id(account)?;
        let rest = rest.strip_prefix(':')?;
        let (kind, rest) = if is_iam { identity(rest, is_of_path) } else { session(rest) }?;
        Some(Self { kind, partition: Some(partition), account, rest })
    }

    fn bare_account(text: &str) -> Option<Self> {
        let account = account_id(text)?;
        Some(Self { kind: PrincipalKind::Account, partition: None, account, rest: "" })
    }
}

/// Reads the partition and whether the service is IAM, not STS.
fn before_account(rest: &str) -> Option<(&str, bool, &str)> {
    // Partitions are short: a plain loop finds their end sooner than the search that `split_once` sets up.
    let colon = rest.bytes().position(|byte| byte == b':')?;
    let (partition, rest) = rest.split_at_checked(colon)?;
    if partition.is_empty() || !partition.bytes().all(is_of_partition) {
        return None;
    }
    match rest.strip_prefix(":iam::") {
        Some(rest) => Some((partition, true, rest)),
        None => Some((partition, false, rest.strip_prefix(":sts::")?)),
    }
}

/// Reads what an IAM ARN ends with.
fn identity(rest: &str, is_of_path: impl Fn(u8) -> bool) -> Option<(PrincipalKind, &str)> {
    if rest == "root" {
        return Some((PrincipalKind::Account, ""));
    }
    let (kind, rest) = match rest.strip_prefix("role/") {
        Some(rest) => (PrincipalKind::Role, rest),
        None => (PrincipalKind::User, rest.strip_prefix("user/")?),
    };
    let before_name = rest.bytes().rposition(|byte| !is_of_name(byte));
    let is_right = match before_name {
        None => !rest.is_empty(),
        Some(slash) => {
            let (path, name) = rest.split_at_checked(slash + 1)?;
            path.ends_with('/') && path.bytes().all(is_of_path) && !name.is_empty()
        }
    };
    is_right.then_some((kind, rest))
}

/// Reads what an STS ARN ends with.
fn session(rest: &str) -> Option<(PrincipalKind, &str)> {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(is_of_name);
    if let Some(rest) = rest.strip_prefix("assumed-role/") {
        let (role, session) = rest.split_once('/')?;
        return (is_name(role) && is_name(session)).then_some((PrincipalKind::RoleSession, rest));
    }
    let user = rest.strip_prefix("federated-user/")?;
    is_name(user).then_some((PrincipalKind::FederatedUser, user))
}

/// The form of a service: its name before the domain of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceForm<'d> {
    name: &'d str,
}

impl<'d> ServiceForm<'d> {
    /// What stands before the domain: `logs.us-east-1` of `logs.us-east-1.amazonaws.com`.
    ///
    /// ```
    /// use kms_mrk::policy::{PrincipalForm, PrincipalType};
    ///
    /// let form = PrincipalForm::of(PrincipalType::Service, "logs.us-east-1.amazonaws.com");
    /// let PrincipalForm::Service(service) = form else { panic!("{form:?}") };
    /// assert_eq!(service.name(), "logs.us-east-1");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'d str {
        self.name
    }

    pub(super) fn read(text: &'d str) -> Option<Self> {
        let name = before_domain(text)?;
        let mut last = b'.';
        for byte in name.bytes() {
            let is_right = byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if !is_right && (byte != b'.' || last == b'.') {
                return None;
            }
            last = byte;
        }
        (last != b'.').then_some(Self { name })
    }
}

/// What stands before the domain of a partition, and the dot.
pub(super) fn before_domain(text: &str) -> Option<&str> {
    let domains = Partition::ALL.iter().filter_map(Partition::dns_suffix);
    domains.filter_map(|domain| text.strip_suffix(domain)?.strip_suffix('.')).next()
}

pub(super) fn account_id(text: &str) -> Option<AccountId> {
    if text.len() == AccountId::LENGTH { text.parse().ok() } else { None }
}

pub(super) const fn is_of_partition(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

pub(super) const fn is_of_name(byte: u8) -> bool {
    // A table answers with one look, and names are what principals mostly are.
    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT: computed at compile time, where a wrong index is an error"
    )]
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let mut at = 0;
        while at < table.len() {
            let byte = at as u8;
            table[at] = byte.is_ascii_alphanumeric()
                || matches!(byte, b'+' | b'=' | b',' | b'.' | b'@' | b'_' | b'-');
            at += 1;
        }
        table
    };
    #[expect(clippy::indexing_slicing, reason = "INVARIANT: the table has an entry for each byte")]
    TABLE[byte as usize]
}

/// Whether a path may have the byte.
pub(super) const fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'*' | b'?')
}

/// Whether a path may have the byte and no placeholder begins with it.
const fn is_plain_in_path(byte: u8) -> bool {
    is_of_path(byte) && !matches!(byte, b'$' | b'<' | b'{' | b'[')
}
