//! The text of a principal, taken apart.

use super::account::AccountId;
use super::partition::Partition;
use super::principal_kind::PrincipalKind;

/// The parts of the text of an account, a user, a role or a session: an ARN, or the bare ID of an account. Nothing is
/// looked up and nothing is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PrincipalText<'t> {
    pub(crate) kind: PrincipalKind, // INVARIANT: not `Service`
    /// The partition of an ARN.
    pub(crate) partition: Option<&'t str>,
    pub(crate) account: AccountId,
    /// What follows `user/`, `role/`, `assumed-role/` or `federated-user/`; of an account, nothing.
    pub(crate) rest: &'t str,
}

impl<'t> PrincipalText<'t> {
    /// Takes a text apart; `is_of_path` says which bytes a path may have.
    #[inline]
    pub(crate) fn read(text: &'t str, is_of_path: impl Fn(u8) -> bool) -> Option<Self> {
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

/// What stands before the domain of a partition in the text of a service: `logs.us-east-1` of
/// `logs.us-east-1.amazonaws.com`.
pub(crate) fn service_name(text: &str) -> Option<&str> {
    let name = before_domain(text)?;
    let mut last = b'.';
    for byte in name.bytes() {
        let is_right = byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !is_right && (byte != b'.' || last == b'.') {
            return None;
        }
        last = byte;
    }
    (last != b'.').then_some(name)
}

/// What stands before the domain of a partition, and the dot.
pub(crate) fn before_domain(text: &str) -> Option<&str> {
    let domains = Partition::ALL.iter().filter_map(Partition::dns_suffix);
    domains.filter_map(|domain| text.strip_suffix(domain)?.strip_suffix('.')).next()
}

pub(crate) fn account_id(text: &str) -> Option<AccountId> {
    if text.len() == AccountId::LENGTH { text.parse().ok() } else { None }
}

pub(crate) const fn is_of_partition(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

pub(crate) const fn is_of_name(byte: u8) -> bool {
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
pub(crate) const fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'*' | b'?')
}
