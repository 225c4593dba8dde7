//! Whether a statement names who asks.

use super::request::AccessRequest;
use super::truth::Truth;
use crate::identity::{AccountId, PrincipalArn, PrincipalKind};
use crate::policy::{Element, NamedPrincipal, PrincipalType, Principals, Statement};

/// How an entry of `Principal` or `NotPrincipal` names who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Naming {
    /// Not at all.
    No,
    /// Everybody is named.
    Everybody,
    /// The principal itself.
    Itself,
    /// The role of the session.
    Role,
    /// The account: the principal is meant with all others there.
    Account,
    /// One session of the role, which may be this one.
    OneSession,
}

/// Whom a statement is about, as far as who asks is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The statement is about the principal itself, its role, or everybody.
    pub(super) direct: Truth,
    /// The statement is about its account.
    pub(super) account: Truth,
}

impl Standing {
    pub(super) const NONE: Self = Self { direct: Truth::False, account: Truth::False };
    pub(super) const DIRECT: Self = Self { direct: Truth::True, account: Truth::False };

    pub(super) fn any(self) -> Truth {
        self.direct.or(self.account)
    }

    pub(super) fn and(self, truth: Truth) -> Self {
        Self { direct: self.direct.and(truth), account: self.account.and(truth) }
    }
}

impl AccessRequest<'_> {
    /// Whether a statement of a key policy that allows is about who asks.
    pub(super) fn standing_to_allow(&self, statement: Statement<'_>) -> Standing {
        if statement.has(Element::Principal) {
            return self.standing(statement.principals());
        }
        if !statement.has(Element::NotPrincipal) {
            return Standing::NONE;
        }
        // Nobody is let in who is named in any way.
        let others = self.standing(statement.not_principals());
        Standing { direct: others.any().not(), account: Truth::False }
    }

    /// Whether a statement of a key policy that denies is about who asks.
    pub(super) fn standing_to_deny(&self, statement: Statement<'_>) -> Standing {
        if statement.has(Element::Principal) {
            return self.standing(statement.principals());
        }
        if !statement.has(Element::NotPrincipal) {
            return Standing::NONE;
        }
        // Nobody is left out who is not named in every way.
        Standing { direct: self.excepted(statement.not_principals()).not(), account: Truth::False }
    }

    fn standing(&self, principals: Principals<'_>) -> Standing {
        let mut standing = Standing::NONE;
        for named in principals {
            match self.naming(named) {
                Naming::No => {}
                Naming::Everybody | Naming::Itself | Naming::Role => standing.direct = Truth::True,
                Naming::Account => standing.account = Truth::True,
                Naming::OneSession => standing.direct = standing.direct.or(Truth::Unknown),
            }
        }
        standing
    }

    /// Whether a `Deny` with this `NotPrincipal` spares who asks: the account has to be named too, and for a session
    /// its role.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html>
    fn excepted(&self, principals: Principals<'_>) -> Truth {
        let kind = self.principal().map(PrincipalArn::kind);
        let has_account = !matches!(kind, None | Some(PrincipalKind::Service));
        let is_account = kind == Some(PrincipalKind::Account);
        let mut account = Truth::from(!has_account);
        let mut role = Truth::from(kind != Some(PrincipalKind::RoleSession));
        let mut itself = Truth::False;
        for named in principals {
            match self.naming(named) {
                Naming::No => {}
                Naming::Everybody => return Truth::True,
                Naming::Itself if is_account => (itself, account) = (Truth::True, Truth::True),
                Naming::Itself => itself = Truth::True,
                Naming::Role => role = Truth::True,
                Naming::Account => account = Truth::True,
                Naming::OneSession => itself = itself.or(Truth::Unknown),
            }
        }
        account.and(role).and(itself)
    }

    fn naming(&self, named: NamedPrincipal<'_>) -> Naming {
        let is = |is_named: bool| if is_named { Naming::Itself } else { Naming::No };
        match (named.kind, self.principal()) {
            (PrincipalType::Aws, _) if named.text == "*" => Naming::Everybody,
            (PrincipalType::Aws, Some(principal)) if principal.kind() != PrincipalKind::Service => {
                self.naming_by_arn(principal, named.text)
            }
            (PrincipalType::Service, Some(principal)) => {
                is(principal.kind() == PrincipalKind::Service && principal.as_str() == named.text)
            }
            // Who calls KMS is never an identity provider: its users call as sessions of a role.
            _ => Naming::No,
        }
    }

    /// How a text under `AWS` names a principal that has an account.
    fn naming_by_arn(&self, principal: &PrincipalArn, text: &str) -> Naming {
        if text == principal.as_str() {
            return Naming::Itself;
        }
        let identity = match self.identity_head() {
            Some(head) => text.strip_prefix(head),
            None => self.identity_in_any_partition(text),
        };
        match identity {
            Some("root") => naming_by_account(principal),
            Some(identity) => {
                let is_role = principal.kind() == PrincipalKind::RoleSession
                    && identity.strip_prefix("role").is_some_and(|role| self.is_role(role));
                if is_role { Naming::Role } else { Naming::No }
            }
            None if text.len() == AccountId::LENGTH => {
                let is_account = self.principal_account().is_some_and(|account| account.as_str() == text);
                if is_account { naming_by_account(principal) } else { Naming::No }
            }
            None if principal.kind() == PrincipalKind::Role && is_session_of(principal, text) => {
                Naming::OneSession
            }
            None => Naming::No,
        }
    }

    /// What an ARN of IAM names in the account, whatever its partition: the bare ID of an account says none.
    fn identity_in_any_partition<'t>(&self, arn: &'t str) -> Option<&'t str> {
        let (_, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
        rest.strip_prefix("iam::")?.strip_prefix(self.principal_account()?.as_str())?.strip_prefix(':')
    }

    /// Whether a path, with the slashes around it, and a name are those of the role, whatever its path.
    fn is_role(&self, path_and_name: &str) -> bool {
        self.role_name()
            .and_then(|name| path_and_name.strip_suffix(name))
            .is_some_and(|path| path.ends_with('/'))
    }
}

fn naming_by_account(principal: &PrincipalArn) -> Naming {
    match principal.kind() {
        PrincipalKind::Account => Naming::Itself,
        _ => Naming::Account,
    }
}

/// Whether a text names one session of the role.
fn is_session_of(role: &PrincipalArn, text: &str) -> bool {
    let is_session = text.starts_with("arn:") && text.contains(":assumed-role/");
    is_session && text.parse::<PrincipalArn>().is_ok_and(|session| session.acts_for(role))
}
