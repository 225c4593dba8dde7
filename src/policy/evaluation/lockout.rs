//! The lockout safety check: can the caller change the key policy again?

use std::fmt;

use super::decision::{DecidingStatement, Decision, List};
use super::request::AccessRequest;
use super::unknown::Unknown;
use crate::identity::{AccountId, Partition, PrincipalArn, PrincipalKind};
use crate::policy::{Action, Document, Effect, Element, PrincipalType, Statement};

/// What the lockout safety check makes of a key policy: whether the caller could call PutKeyPolicy again.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#KMS-PutKeyPolicy-request-BypassPolicyLockoutSafetyCheck>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Lockout {
    /// The check passes.
    Passes {
        /// The statement that lets the caller change the policy.
        by: DecidingStatement,
    },
    /// The check passes if the caller's IAM policies allow `kms:PutKeyPolicy`.
    PassesThroughIamPolicies {
        /// The statement that leaves it to them.
        by: DecidingStatement,
    },
    /// KMS refuses the policy.
    Refused {
        /// The statement that denies it; `None` if none allows it.
        by: Option<DecidingStatement>,
    },
    /// It depends on what is not known.
    Depends {
        /// Everything that can change the answer.
        on: Vec<Unknown>,
    },
}

impl From<Decision> for Lockout {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Allowed { by } => Self::Passes { by },
            Decision::Delegated { by } => Self::PassesThroughIamPolicies { by },
            Decision::DeniedExplicitly { by } => Self::Refused { by: Some(by) },
            Decision::DeniedImplicitly => Self::Refused { by: None },
            Decision::Depends { on } => Self::Depends { on },
        }
    }
}

impl fmt::Display for Lockout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passes { by } => write!(f, "passes by {by}"),
            Self::PassesThroughIamPolicies { by } => write!(f, "passes by {by} if IAM policies allow it"),
            Self::Refused { by: Some(by) } => write!(f, "refused, because {by} denies it"),
            Self::Refused { by: None } => f.write_str("refused, because no statement allows it"),
            Self::Depends { on } => write!(f, "depends on {}", List(on)),
        }
    }
}

/// Who can change a key policy, of the principals of the key's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Administration {
    /// Nobody.
    Nobody,
    /// Only under conditions that are not known to hold.
    Conditional,
    /// Only principals that it names: if they go, nobody is left.
    Named,
    /// Whoever the account's IAM policies let, or everybody there.
    Account,
}

impl Document<'_> {
    /// What the lockout safety check makes of this policy as a new key policy, for whoever sends the request.
    ///
    /// The request is taken as what KMS imagines: its action is `kms:PutKeyPolicy`, and its key belongs to the
    /// account of the caller if nothing else is said. KMS has written down nowhere which condition keys that
    /// request has; those that the request does not say are not known, but that nobody asks to bypass the check.
    ///
    /// A service or an unsigned request is refused.
    ///
    /// ```
    /// use kms_mrk::policy::{AccessRequest, Action, DecidingStatement, Document, Lockout};
    ///
    /// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
    ///     "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ops"},
    ///     "Action": "kms:*", "Resource": "*"
    /// }}"#).unwrap();
    /// let lockout = |caller: &str| {
    ///     let caller = caller.parse()?;
    ///     Ok::<_, kms_mrk::identity::InvalidText>(
    ///         policy.lockout(&AccessRequest::new(&caller, Action::PutKeyPolicy)),
    ///     )
    /// };
    /// let by = DecidingStatement::of_key_policy(0);
    /// assert_eq!(lockout("arn:aws:iam::111122223333:user/ops")?, Lockout::Passes { by });
    /// assert_eq!(lockout("111122223333")?, Lockout::Refused { by: None });
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn lockout(&self, caller: &AccessRequest<'_>) -> Lockout {
        let is_of_account = caller.principal().is_some_and(|principal| principal.account().is_some());
        if !is_of_account {
            return Lockout::Refused { by: None };
        }
        let request = caller.of_lockout_check();
        match (self.authorize(&request), self.surely_delegates(&request)) {
            (Decision::Depends { .. }, Some(by)) => Lockout::PassesThroughIamPolicies { by },
            (decision, _) => decision.into(),
        }
    }

    /// Who can change this policy, of the account of the key; if that is not said, of any account that it names.
    ///
    /// ```
    /// use kms_mrk::policy::{Administration, Document, PolicyText};
    ///
    /// let text = PolicyText::default_of(&kms_mrk::identity::Partition::Aws, "111122223333".parse()?);
    /// let policy = Document::read(text.as_str()).unwrap();
    /// assert_eq!(policy.administration(None), Administration::Account);
    /// assert_eq!(policy.administration(Some("444455556666".parse()?)), Administration::Nobody);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub fn administration(&self, account: Option<AccountId>) -> Administration {
        if self.plainly_leaves_administration(account) {
            return Administration::Account;
        }
        let named = self.named_administrators();
        let mut best = Administration::Nobody;
        let mut consider = |account| best = best.max(self.administration_of(account, &named));
        match account {
            Some(account) => consider(account),
            None => {
                let mut accounts: Vec<_> = named.iter().filter_map(PrincipalArn::account).collect();
                accounts.sort();
                accounts.dedup();
                if accounts.len() > MOST_TRIED {
                    return Administration::Named;
                }
                accounts.extend(anybody_s_account(&accounts));
                accounts.into_iter().for_each(&mut consider);
            }
        }
        best
    }

    /// Whether a plain statement leaves administration to the account and none denies it to anybody: what nearly
    /// every key policy has, found with a look at the bits of each statement.
    pub(in crate::policy) fn plainly_leaves_administration(&self, account: Option<AccountId>) -> bool {
        let mut is_left = false;
        for statement in self.statements().filter(|statement| statement.is_administration()) {
            match statement.effect() {
                Some(Effect::Deny) => return false,
                Some(Effect::Allow) if !is_left => {
                    is_left = !statement.has(Element::Condition)
                        && statement.texts(Element::Resource).any(|resource| resource == "*")
                        && statement
                            .principals()
                            .any(|named| named.kind == PrincipalType::Aws && is_root_of(named.text, account));
                }
                _ => {}
            }
        }
        is_left
    }

    /// The first statement that denies administration to anybody, if there is one that allows it.
    pub(in crate::policy) fn denies_administration(&self) -> Option<DecidingStatement> {
        let find = |effect| {
            let is_it = |statement: Statement<'_>| {
                statement.effect() == Some(effect) && statement.is_administration()
            };
            self.statements().position(is_it)
        };
        find(Effect::Allow)?;
        find(Effect::Deny).map(DecidingStatement::of_key_policy)
    }

    /// Everybody that the statements about administration name.
    fn named_administrators(&self) -> Vec<PrincipalArn> {
        let about = self.statements().filter(|statement| statement.is_administration());
        let named = about.flat_map(|statement| statement.principals().chain(statement.not_principals()));
        let principals = named.filter_map(|named| named.text.parse::<PrincipalArn>().ok());
        principals.filter(|principal| principal.account().is_some()).collect()
    }

    /// Who can change the policy, of one account: each that is named is tried, and one that nobody names.
    fn administration_of(&self, account: AccountId, named: &[PrincipalArn]) -> Administration {
        let partition = named
            .iter()
            .filter(|principal| principal.account() == Some(account))
            .find_map(PrincipalArn::partition)
            .cloned()
            .unwrap_or(Partition::Aws);
        let try_one = |caller: &PrincipalArn| {
            let request = AccessRequest::new(caller, Action::PutKeyPolicy).with_account(account);
            self.lockout(&request)
        };
        let root = PrincipalArn::account_root(&partition, account);
        let of_root = try_one(&root);
        if matches!(of_root, Lockout::Passes { .. }) {
            return Administration::Account;
        }
        let unnamed = format!("arn:{partition}:iam::{account}:user/{UNNAMED}").parse();
        let of_unnamed = unnamed.as_ref().map_or(Lockout::Refused { by: None }, try_one);
        if matches!(of_unnamed, Lockout::Passes { .. } | Lockout::PassesThroughIamPolicies { .. }) {
            return Administration::Account;
        }
        let mut best = Administration::Nobody;
        let is_other = |principal: &&PrincipalArn| {
            principal.account() == Some(account) && principal.kind() != PrincipalKind::Account
        };
        if named.iter().filter(is_other).count() > MOST_TRIED {
            return Administration::Named;
        }
        let of_named = named.iter().filter(is_other).map(try_one);
        for lockout in [of_root, of_unnamed].into_iter().chain(of_named) {
            if best == Administration::Named {
                break; // what is left is not better
            }
            best = best.max(match lockout {
                Lockout::Passes { .. } | Lockout::PassesThroughIamPolicies { .. } => Administration::Named,
                Lockout::Depends { .. } => Administration::Conditional,
                Lockout::Refused { .. } => Administration::Nobody,
            });
        }
        best
    }
}

/// So many principals or accounts are tried, one after the other. Of more, which no policy within the quota has room for,
/// some are taken to be able to change the policy.
const MOST_TRIED: usize = 2200;

/// A name for a user, which no policy has.
const UNNAMED: &str = "somebody-whom-this-policy-does-not-name";

/// A statement that names everybody names principals of an account that nobody names; those that somebody names are
/// in order.
fn anybody_s_account(named: &[AccountId]) -> Option<AccountId> {
    let account = |number: usize| format!("{number:012}").parse().ok();
    (0..=named.len()).filter_map(account).find(|account| named.binary_search(account).is_err())
}

impl Statement<'_> {
    /// Whether it is about `kms:PutKeyPolicy`.
    pub(in crate::policy) fn is_administration(self) -> bool {
        self.actions().contains(&Action::PutKeyPolicy)
    }
}

/// Whether a text is the principal that stands for the account, or for any account.
fn is_root_of(text: &str, account: Option<AccountId>) -> bool {
    let id = match text.strip_prefix("arn:") {
        None => text,
        Some(rest) => {
            let id =
                rest.split_once(':').and_then(|(_, rest)| rest.strip_prefix("iam::")?.strip_suffix(":root"));
            id.unwrap_or_default()
        }
    };
    match account {
        Some(account) => id == account.as_str(),
        None => id.len() == AccountId::LENGTH && id.bytes().all(|byte| byte.is_ascii_digit()),
    }
}
