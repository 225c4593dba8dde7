//! Sets of actions.

use std::fmt;

use super::action::{Action, Listed, NAMES, REACH, Reach};

/// A set of listed actions.
///
/// ```
/// use kms_mrk::policy::{Action, ActionSet};
///
/// let put = ActionSet::matching("kms:put*");
/// assert!(put.contains(&Action::PutKeyPolicy));
/// assert_eq!(put.len(), 1);
/// assert_eq!(ActionSet::matching("*"), ActionSet::ALL);
/// assert!(ActionSet::matching("s3:GetObject").is_empty());
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionSet(u64);

const _: () = assert!(NAMES.len() < 64, "the set has a bit for each action");

impl ActionSet {
    /// No action.
    pub const EMPTY: Self = Self(0);
    /// Every listed action.
    pub const ALL: Self = Self((1 << NAMES.len()) - 1);

    /// The actions whose names are as asked for.
    pub(super) fn named(is_in: impl Fn(&str) -> bool) -> Self {
        let found = (0..).zip(NAMES).filter(|(_, name)| is_in(name));
        Self(found.fold(0, |bits, (index, _): (u32, _)| bits | 1 << index))
    }

    /// The set with one more action, by its position in the list.
    pub(super) const fn and(self, index: usize) -> Self {
        Self(self.0 | 1 << index)
    }

    /// The set of these actions.
    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT: computed at compile time, where a wrong index is an error"
    )]
    pub(super) const fn of(actions: &[Listed]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < actions.len() {
            bits |= 1 << actions[at] as u64;
            at += 1;
        }
        Self(bits)
    }

    /// Whether a listed action is in the set.
    #[must_use]
    pub fn contains(self, action: &Action) -> bool {
        action.index().is_some_and(|index| self.0 & (1 << index) != 0)
    }

    /// The actions, in the order of the alphabet.
    pub fn iter(self) -> impl Iterator<Item = Action> {
        Action::ALL
            .iter()
            .enumerate()
            .filter(move |(index, _)| self.0 & (1 << index) != 0)
            .map(|(_, action)| action.clone())
    }

    /// The actions with this reach.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT: computed at compile time, where a wrong index is an error"
    )]
    pub const fn with_reach(reach: Reach) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < REACH.len() {
            if REACH[at] as u8 == reach as u8 {
                bits |= 1 << at;
            }
            at += 1;
        }
        Self(bits)
    }

    /// Whether a key policy can allow some of the actions, and none of them is among the others.
    pub(super) const fn is_plain_beside(self, others: Self) -> bool {
        !self.difference(ONLY_IN_IAM).is_empty() && self.intersection(others).is_empty()
    }

    /// How many actions there are in the set.
    #[must_use]
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether one action is in the set, and no other.
    pub(super) const fn is_one(self) -> bool {
        self.0.is_power_of_two()
    }

    /// Whether no action is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether every action of the other set is in this one.
    #[must_use]
    pub const fn contains_all(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// The actions that are in this set or in the other.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The actions that are in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The actions that are in this set and not in the other.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// The actions that only IAM policies can allow.
pub(super) const ONLY_IN_IAM: ActionSet = ActionSet::with_reach(Reach::Nobody);

impl fmt::Debug for ActionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromIterator<Action> for ActionSet {
    /// Actions that are not listed are left out.
    fn from_iter<T: IntoIterator<Item = Action>>(actions: T) -> Self {
        Self(actions.into_iter().filter_map(|action| action.index()).fold(0, |bits, index| bits | 1 << index))
    }
}
