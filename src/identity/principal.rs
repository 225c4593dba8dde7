//! Who calls, and who a policy names.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::account::AccountId;
use super::arn_text::ArnText;
use super::invalid_text::InvalidText;
use super::partition::Partition;

const NOUN: &str = "principal";

/// One principal: an account, a user, a role, a session or an AWS service.
///
/// | [kind](PrincipalKind) | form |
/// |---|---|
/// | account | `arn:aws:iam::111122223333:root`, or the bare `111122223333`, which means the same |
/// | user | `arn:aws:iam::111122223333:user/PATH/NAME` |
/// | role | `arn:aws:iam::111122223333:role/PATH/NAME` |
/// | role session | `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION` |
/// | federated user session | `arn:aws:sts::111122223333:federated-user/NAME` |
/// | service | `NAME.amazonaws.com`, also regional or with the DNS suffix of another listed partition |
///
/// Nothing else is one principal: no wildcard, no group, no instance profile, no ARN of another service, and not the
/// unique ID that IAM shows for a deleted user or role
/// ([AWS](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)). The
/// characters of names and paths are checked, the length limits of IAM are not. Names are case-sensitive.
///
/// The text is kept as it was read, and principals are equal if their texts are.
///
/// ```
/// use kms_mrk::identity::{PrincipalArn, PrincipalKind};
///
/// let session: PrincipalArn = "arn:aws:sts::111122223333:assumed-role/deployer/ci-42".parse()?;
/// assert_eq!(session.kind(), PrincipalKind::RoleSession);
/// assert_eq!(session.role_name(), Some("deployer"));
/// assert_eq!(session.session_name(), Some("ci-42"));
///
/// let error = "arn:aws:iam::111122223333:group/admins".parse::<PrincipalArn>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid principal: expected `root`, `user/` or `role/` (a group is no principal), \
///      found `group/admins` at byte 26",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PrincipalArn {
    // INVARIANT: well-formed; the other fields follow from it.
    text: Box<str>,
    kind: PrincipalKind,
    partition: Option<Partition>,
    account: Option<AccountId>,
}

/// What a [`PrincipalArn`] names.
///
/// ```
/// use kms_mrk::identity::{PrincipalArn, PrincipalKind};
///
/// assert_eq!("111122223333".parse::<PrincipalArn>()?.kind(), PrincipalKind::Account);
/// assert_eq!("logs.amazonaws.com".parse::<PrincipalArn>()?.kind(), PrincipalKind::Service);
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// An account as a whole; in a key policy it lets the account's own IAM policies decide.
    Account,
    /// An IAM user.
    User,
    /// An IAM role.
    Role,
    /// A session of an assumed role.
    RoleSession,
    /// The session of a federated user.
    FederatedUser,
    /// An AWS service.
    Service,
}

impl PrincipalArn {
    /// The principal that stands for a whole account: `arn:<partition>:iam::<account ID>:root`.
    ///
    /// As with [`KeyArn::new`](super::KeyArn::new), a partition that no ARN can hold makes a text that does not
    /// parse again.
    ///
    /// ```
    /// use kms_mrk::identity::{Partition, PrincipalArn};
    ///
    /// let root = PrincipalArn::account_root(&Partition::Aws, "111122223333".parse()?);
    /// assert_eq!(root, "arn:aws:iam::111122223333:root");
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn account_root(partition: &Partition, account: AccountId) -> Self {
        Self {
            text: format!("arn:{partition}:iam::{account}:root").into(),
            kind: PrincipalKind::Account,
            partition: Some(partition.clone()),
            account: Some(account),
        }
    }

    /// The principal as KMS writes it down: a bare account ID becomes the ARN of the account.
    pub(crate) fn spelled_out(&self, partition: &Partition) -> Cow<'_, Self> {
        match (self.kind, &self.partition, self.account) {
            (PrincipalKind::Account, None, Some(account)) => {
                Cow::Owned(Self::account_root(partition, account))
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// Whether what is given to `other` by name is given to this principal: it is the same, or a session of that role.
    pub(crate) fn acts_for(&self, other: &Self) -> bool {
        let is_session = self.kind == PrincipalKind::RoleSession && other.kind == PrincipalKind::Role;
        let are_accounts = self.kind == PrincipalKind::Account && other.kind == PrincipalKind::Account;
        let agree = |one: &Option<Partition>, other: &Option<Partition>| {
            one.as_ref().zip(other.as_ref()).is_none_or(|(one, other)| one == other)
        };
        self == other
            || (self.account == other.account
                && agree(&self.partition, &other.partition)
                && (are_accounts || is_session && self.role_name() == other.role_name()))
    }

    /// The text as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the principal is.
    #[must_use]
    pub const fn kind(&self) -> PrincipalKind {
        self.kind
    }

    /// The account the principal belongs to; `None` for a service.
    #[must_use]
    pub const fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// The partition its ARN names; `None` for a bare account ID and for a service, which have no ARN.
    #[must_use]
    pub const fn partition(&self) -> Option<&Partition> {
        self.partition.as_ref()
    }

    /// The principal's own name, without its path: of the user, role, session, federated user or service.
    ///
    /// `None` for an account. The name of a service is its whole text.
    ///
    /// ```
    /// use kms_mrk::identity::PrincipalArn;
    ///
    /// let user: PrincipalArn = "arn:aws:iam::111122223333:user/division/ops".parse()?;
    /// assert_eq!(user.name(), Some("ops"));
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self.kind {
            PrincipalKind::Account => None,
            PrincipalKind::Service => Some(&self.text),
            PrincipalKind::User
            | PrincipalKind::Role
            | PrincipalKind::RoleSession
            | PrincipalKind::FederatedUser => self.text.rsplit('/').next(),
        }
    }

    /// The name of the role, without its path, for a role and for a role session.
    #[must_use]
    pub fn role_name(&self) -> Option<&str> {
        match self.kind {
            PrincipalKind::Role => self.name(),
            PrincipalKind::RoleSession => self.text.rsplit('/').nth(1),
            _ => None,
        }
    }

    /// The name of the session, for a role session.
    #[must_use]
    pub fn session_name(&self) -> Option<&str> {
        if self.kind == PrincipalKind::RoleSession { self.name() } else { None }
    }
}

impl FromStr for PrincipalArn {
    type Err = InvalidText;

    /// Reads a principal.
    ///
    /// # Errors
    ///
    /// An [`InvalidText`] if the text has none of the forms: a wildcard, a group, another service's ARN, an ARN with a
    /// Region, a malformed account, a character that no name may have, or more than 2048 characters.
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        if text.starts_with("arn:") {
            return read_arn(text);
        }
        if let Some(at) = text.find(is_wildcard) {
            return Err(InvalidText::in_text(NOUN, NO_WILDCARD, text, at));
        }
        if text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('.') {
            let account = text.parse().map_err(|error: InvalidText| error.inside(NOUN, 0))?;
            return Ok(Self {
                text: text.into(),
                kind: PrincipalKind::Account,
                partition: None,
                account: Some(account),
            });
        }
        if is_service(text) {
            return Ok(Self {
                text: text.into(),
                kind: PrincipalKind::Service,
                partition: None,
                account: None,
            });
        }
        Err(InvalidText::new(NOUN, "an ARN, an account ID or a service like `s3.amazonaws.com`", text, 0))
    }
}

text_type!(PrincipalArn, as_str);

impl fmt::Debug for PrincipalArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrincipalArn({:?})", self.as_str())
    }
}

const NO_WILDCARD: &str = "one principal without wildcards";

fn read_arn(text: &str) -> Result<PrincipalArn, InvalidText> {
    let mut arn = ArnText::new(NOUN, text)?;
    let partition = arn.partition()?;
    let service = arn.service(&["iam", "sts"])?;
    arn.no_region()?;
    let account = arn.parse("account ID")?;
    let kind = if service == "iam" { read_identity(&mut arn)? } else { read_session(&mut arn)? };
    Ok(PrincipalArn { text: text.into(), kind, partition: Some(partition), account: Some(account) })
}

/// Reads the resource of an IAM ARN.
fn read_identity(arn: &mut ArnText<'_>) -> Result<PrincipalKind, InvalidText> {
    if arn.rest() == "root" {
        return Ok(PrincipalKind::Account);
    }
    let kind = if arn.resource("user/").is_ok() {
        PrincipalKind::User
    } else if arn.resource("role/").is_ok() {
        PrincipalKind::Role
    } else if arn.rest().starts_with("group/") {
        return Err(arn.wrong("`root`, `user/` or `role/` (a group is no principal)"));
    } else {
        return Err(arn.wrong("`root`, `user/` or `role/`"));
    };
    let path = arn.rest().rfind('/').map_or(0, |slash| slash + 1);
    read_characters(arn, path, is_of_path, "a printable ASCII character in the path")?;
    read_name(arn, arn.rest().len())?;
    Ok(kind)
}

/// Reads the resource of an STS ARN.
fn read_session(arn: &mut ArnText<'_>) -> Result<PrincipalKind, InvalidText> {
    if arn.resource("federated-user/").is_ok() {
        read_name(arn, arn.rest().len())?;
        return Ok(PrincipalKind::FederatedUser);
    }
    if arn.resource("assumed-role/").is_err() {
        return Err(arn.wrong("`assumed-role/` or `federated-user/`"));
    }
    let role = arn.rest().find('/').unwrap_or(arn.rest().len());
    read_name(arn, role)?;
    if arn.resource("/").is_err() {
        return Err(arn.wrong("`/` and the name of the session"));
    }
    read_name(arn, arn.rest().len())?;
    Ok(PrincipalKind::RoleSession)
}

/// Reads a name that is `length` bytes long.
fn read_name(arn: &mut ArnText<'_>, length: usize) -> Result<(), InvalidText> {
    if length == 0 {
        return Err(arn.wrong("a name"));
    }
    read_characters(arn, length, is_of_name, "a letter, a digit or one of `+=,.@_-`")
}

/// Reads `length` bytes of allowed characters.
fn read_characters(
    arn: &mut ArnText<'_>,
    length: usize,
    is_allowed: fn(char) -> bool,
    expected: &'static str,
) -> Result<(), InvalidText> {
    let Some((read, _)) = arn.rest().split_at_checked(length) else {
        return Err(arn.wrong(expected));
    };
    let wrong = read.char_indices().find(|&(_, c)| is_wildcard(c) || !is_allowed(c));
    arn.skip(wrong.map_or(length, |(at, _)| at));
    match wrong {
        None => Ok(()),
        Some((_, c)) if is_wildcard(c) => Err(arn.wrong(NO_WILDCARD)),
        Some(_) => Err(arn.wrong(expected)),
    }
}

const fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?')
}

const fn is_of_path(c: char) -> bool {
    c.is_ascii_graphic()
}

const fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '+' | '=' | ',' | '.' | '@' | '_' | '-')
}

/// Whether `text` is dot-separated labels before the DNS suffix of a listed partition.
fn is_service(text: &str) -> bool {
    let name = Partition::ALL
        .iter()
        .filter_map(Partition::dns_suffix)
        .find_map(|suffix| text.strip_suffix(suffix)?.strip_suffix('.'));
    let is_right = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    name.is_some_and(|name| name.split('.').all(|label| !label.is_empty() && label.chars().all(is_right)))
}
