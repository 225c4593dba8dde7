//! Who calls, and whom grants name.

use super::alphabet::Account;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Principal {
    /// An account itself.
    Account(Account),
    /// A role of our account.
    Worker,
    /// A session of that role.
    Session,
}

impl Principal {
    pub(crate) const ALL: [Self; 4] =
        [Self::Account(Account::Ours), Self::Account(Account::Theirs), Self::Worker, Self::Session];

    pub(crate) const fn account(self) -> Account {
        match self {
            Self::Account(account) => account,
            Self::Worker | Self::Session => Account::Ours,
        }
    }

    pub(crate) fn arn(self) -> String {
        let account = self.account().as_str();
        match self {
            Self::Account(_) => format!("arn:aws:iam::{account}:root"),
            Self::Worker => format!("arn:aws:iam::{account}:role/worker"),
            Self::Session => format!("arn:aws:sts::{account}:assumed-role/worker/42"),
        }
    }

    /// Whether this principal may do what the other may by its name: a session may do what its role may.
    pub(crate) fn acts_for(self, other: Self) -> bool {
        self == other || (self, other) == (Self::Session, Self::Worker)
    }
}
