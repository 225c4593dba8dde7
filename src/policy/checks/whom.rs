//! Whom a statement names, as far as one look tells.

use crate::identity::{AccountId, Partition, PrincipalKind};
use crate::json_tree::Tree;
use crate::policy::one_or_many::OneOrMany;
use crate::policy::{Element, PrincipalForm, PrincipalType, Setting, Statement};

/// What one look at the principals of a statement tells. What is not there, the checks need not look for.
#[derive(Clone, Copy)]
pub(in crate::policy) struct Whom {
    /// Whether `Principal` names everybody.
    pub(super) has_anyone: bool,
    /// Whether `Principal` names a service.
    pub(super) has_service: bool,
    /// Whether `Principal` names a user, a role or a session.
    pub(super) has_identity: bool,
    /// Whether nothing is wrong with `Principal` and `NotPrincipal`, where they are there.
    pub(super) is_plain: bool,
    /// Whether a principal may be of another account than the key.
    pub(super) may_be_foreign: bool,
    /// Whether a principal may not fit the Region or the partition of the key.
    pub(super) may_be_misplaced: bool,
}

/// What is known of where a key is, looked up once for all statements.
pub(in crate::policy) struct Home {
    account: Option<AccountId>,
    partition: Option<Partition>,
}

impl Home {
    pub(in crate::policy) fn of(setting: &Setting<'_>) -> Self {
        Self { account: setting.account(), partition: setting.partition() }
    }
}

impl Whom {
    /// When nobody has looked: anything may be there.
    pub(in crate::policy) const UNKNOWN: Self = Self {
        has_anyone: true,
        has_service: true,
        has_identity: true,
        is_plain: false,
        may_be_foreign: true,
        may_be_misplaced: true,
    };

    const NOBODY: Self = Self {
        has_anyone: false,
        has_service: false,
        has_identity: false,
        is_plain: true,
        may_be_foreign: false,
        may_be_misplaced: false,
    };

    pub(in crate::policy) fn of(statement: Statement<'_>, home: &Home) -> Self {
        let mut whom = Self::NOBODY;
        if let Some(not_principal) = statement.element(Element::NotPrincipal) {
            whom.look(not_principal, home);
        }
        // `NotPrincipal` names who is not meant.
        whom = Self { has_anyone: false, has_service: false, has_identity: false, ..whom };
        if let Some(principal) = statement.element(Element::Principal) {
            whom.look(principal, home);
        }
        if !whom.is_plain {
            whom = Self { may_be_foreign: true, may_be_misplaced: true, ..whom };
        }
        whom
    }

    fn look(&mut self, element: Tree<'_>, home: &Home) {
        let Some(members) = element.object() else {
            self.has_anyone |= element.text() == Some("*");
            self.is_plain = false;
            return;
        };
        let mut types = [false; PrincipalType::ALL.len()];
        let mut names_somebody = false;
        for member in members {
            let kind = PrincipalType::of(member.name);
            match kind.and_then(|kind| types.get_mut(kind as usize)) {
                Some(is_there) if !*is_there => *is_there = true,
                _ => self.is_plain = false, // no type, or one that stands twice
            }
            let Some(kind) = kind else { continue };
            for item in OneOrMany::of(member.value).items {
                match item.text() {
                    Some(text) => self.add(kind, text, home),
                    None => self.is_plain = false,
                }
                names_somebody = true;
            }
        }
        self.is_plain &= names_somebody;
    }

    fn add(&mut self, kind: PrincipalType, text: &str, home: &Home) {
        match PrincipalForm::of(kind, text) {
            PrincipalForm::Everyone => self.has_anyone = true,
            PrincipalForm::Service(_) => {
                self.has_service = true;
                // Every Region's name has a hyphen.
                self.may_be_misplaced |= text.bytes().any(|byte| byte == b'-');
            }
            PrincipalForm::Identity(identity) => {
                self.has_identity |= identity.kind() != PrincipalKind::Account;
                let is_foreign = home.account.is_some_and(|own| own != identity.account());
                self.may_be_foreign |= is_foreign;
                self.may_be_misplaced |= is_foreign;
                if let Some(partition) = identity.partition() {
                    self.is_plain &= partition == "aws" || Partition::ALL.iter().any(|one| one == partition);
                    self.may_be_misplaced |= home.partition.as_ref().is_some_and(|own| own != partition);
                }
            }
            _ => {
                match Who::of(kind, text) {
                    Who::Anyone => self.has_anyone = true,
                    Who::Service => self.has_service = true,
                    Who::Identity => self.has_identity = true,
                    Who::Account | Who::Nobody => {}
                }
                self.is_plain = false;
            }
        }
    }
}

/// Whom a text of `Principal` means, if it is well-formed; what is not, another check reports.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Anyone,
    /// An account, which lets its own policies decide.
    Account,
    /// A user, a role or a session.
    Identity,
    Service,
    Nobody,
}

impl Who {
    pub(super) fn of(kind: PrincipalType, text: &str) -> Self {
        match kind {
            PrincipalType::Service => Self::Service,
            PrincipalType::Aws if text == "*" => Self::Anyone,
            PrincipalType::Aws if text.len() == AccountId::LENGTH || text.ends_with(":root") => Self::Account,
            PrincipalType::Aws if text.starts_with("arn:") => Self::Identity,
            _ => Self::Nobody,
        }
    }
}
