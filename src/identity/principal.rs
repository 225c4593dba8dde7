//! Who calls, and who a policy names.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::account::AccountId;
use super::arn_text::{ArnText, MAX_LENGTH};
use super::invalid_text::InvalidText;
use super::partition::Partition;
use super::principal_kind::PrincipalKind;
use super::principal_text::{PrincipalText, is_of_name, is_of_path, service_name};

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
        let parts = PrincipalText::read(text, is_of_path).filter(|_| text.len() <= MAX_LENGTH);
        if let Some(PrincipalText { kind, partition, account, .. }) = parts {
            let partition = partition.map(Partition::from);
            return Ok(Self { text: text.into(), kind, partition, account: Some(account) });
        }
        if service_name(text).is_some() {
            let kind = PrincipalKind::Service;
            return Ok(Self { text: text.into(), kind, partition: None, account: None });
        }
        Err(mistake(text))
    }
}

text_type!(PrincipalArn, as_str);

impl fmt::Debug for PrincipalArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrincipalArn({:?})", self.as_str())
    }
}

const NO_WILDCARD: &str = "one principal without wildcards";

/// Why `text` is not a principal.
#[cold]
fn mistake(text: &str) -> InvalidText {
    if text.starts_with("arn:")
        && let Err(error) = pass_over_arn(text)
    {
        return error;
    }
    if let Some(at) = text.find(is_wildcard) {
        return InvalidText::in_text(NOUN, NO_WILDCARD, text, at);
    }
    if text.starts_with(|c: char| c.is_ascii_digit())
        && !text.contains('.')
        && let Err(error) = text.parse::<AccountId>()
    {
        return error.inside(NOUN, 0);
    }
    InvalidText::new(NOUN, "an ARN, an account ID or a service like `s3.amazonaws.com`", text, 0)
}

/// Goes through an ARN up to what is wrong with it.
fn pass_over_arn(text: &str) -> Result<(), InvalidText> {
    let mut arn = ArnText::new(NOUN, text)?;
    arn.partition()?;
    let service = arn.service(&["iam", "sts"])?;
    arn.no_region()?;
    arn.parse::<AccountId>("account ID")?;
    if service == "iam" { pass_over_identity(&mut arn) } else { pass_over_session(&mut arn) }
}

fn pass_over_identity(arn: &mut ArnText<'_>) -> Result<(), InvalidText> {
    if arn.resource("user/").is_err() && arn.resource("role/").is_err() {
        return Err(arn.wrong(match arn.rest().starts_with("group/") {
            true => "`root`, `user/` or `role/` (a group is no principal)",
            false => "`root`, `user/` or `role/`",
        }));
    }
    let path = arn.rest().rfind('/').map_or(0, |slash| slash + 1);
    pass_over(arn, path, is_of_path, "a printable ASCII character in the path")?;
    pass_over_name(arn, arn.rest().len())
}

fn pass_over_session(arn: &mut ArnText<'_>) -> Result<(), InvalidText> {
    if arn.resource("federated-user/").is_ok() {
        return pass_over_name(arn, arn.rest().len());
    }
    if arn.resource("assumed-role/").is_err() {
        return Err(arn.wrong("`assumed-role/` or `federated-user/`"));
    }
    let role = arn.rest().find('/').unwrap_or(arn.rest().len());
    pass_over_name(arn, role)?;
    if arn.resource("/").is_err() {
        return Err(arn.wrong("`/` and the name of the session"));
    }
    pass_over_name(arn, arn.rest().len())
}

/// Goes through a name that is `length` bytes long.
fn pass_over_name(arn: &mut ArnText<'_>, length: usize) -> Result<(), InvalidText> {
    if length == 0 {
        return Err(arn.wrong("a name"));
    }
    pass_over(arn, length, is_of_name, "a letter, a digit or one of `+=,.@_-`")
}

/// Goes through `length` bytes of allowed characters.
fn pass_over(
    arn: &mut ArnText<'_>,
    length: usize,
    is_allowed: fn(u8) -> bool,
    expected: &'static str,
) -> Result<(), InvalidText> {
    let Some((read, _)) = arn.rest().split_at_checked(length) else {
        return Err(arn.wrong(expected));
    };
    let wrong = read.char_indices().find(|&(_, c)| !u8::try_from(c).is_ok_and(is_allowed));
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
