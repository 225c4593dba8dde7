//! What the text of a principal names.

use super::principal_fault::{self, PrincipalFault};
use super::principals::PrincipalType;
use crate::identity::{AccountId, PrincipalKind, PrincipalText, is_of_path, service_name};

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
            Self::Identity(identity) => Some(identity.account()),
            _ => None,
        }
    }

    /// The partition that an ARN names.
    #[must_use]
    pub const fn partition(&self) -> Option<&'d str> {
        match self {
            Self::Identity(identity) => identity.partition(),
            _ => None,
        }
    }
}

/// The form of an account, a user, a role or a session: an ARN, or the bare ID of an account.
///
/// It has the well-formed texts of a [`PrincipalArn`](crate::identity::PrincipalArn) but those of services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityForm<'d>(PrincipalText<'d>);

impl<'d> IdentityForm<'d> {
    /// Whether it is an account, a user, a role or a session.
    #[must_use]
    pub const fn kind(self) -> PrincipalKind {
        self.0.kind
    }

    /// The partition that its ARN names; `None` for the bare ID of an account.
    #[must_use]
    pub const fn partition(self) -> Option<&'d str> {
        self.0.partition
    }

    /// The account that it is or belongs to.
    #[must_use]
    pub const fn account(self) -> AccountId {
        self.0.account
    }

    /// Its own name, without its path: of the user, role, session or federated user; `None` for an account.
    #[must_use]
    pub fn name(self) -> Option<&'d str> {
        if self.kind() == PrincipalKind::Account { None } else { self.0.rest.rsplit('/').next() }
    }

    /// The name of the role, without its path, for a role and for a role session.
    #[must_use]
    pub fn role_name(self) -> Option<&'d str> {
        match self.kind() {
            PrincipalKind::Role => self.name(),
            PrincipalKind::RoleSession => self.0.rest.split('/').next(),
            _ => None,
        }
    }

    /// Reads an ARN or an account ID; `is_of_path` says which bytes a path may have.
    pub(super) fn read(text: &'d str, is_of_path: impl Fn(u8) -> bool) -> Option<Self> {
        PrincipalText::read(text, is_of_path).map(Self)
    }
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
        service_name(text).map(|name| Self { name })
    }
}

/// Whether a path may have the byte and no placeholder begins with it.
const fn is_plain_in_path(byte: u8) -> bool {
    is_of_path(byte) && !matches!(byte, b'$' | b'<' | b'{' | b'[')
}
