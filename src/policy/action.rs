//! The actions of KMS, and what a key policy can do about each.

use std::fmt;
use std::ops::Range;

use super::folded::Folded;
use super::glob::{Case, Glob};
use super::names::Names;

/// Declares the actions in alphabetical order, each with whom a key policy can allow it.
macro_rules! actions {
    ($( $(#[$meta:meta])* $Name:ident = $text:literal: $reach:ident; )+) => {
        wire_enum! {
            /// An action of IAM policies and key policies that belongs to KMS.
            ///
            /// Names are written as AWS writes them; in policies, their case does not matter, and
            /// [`ActionSet::matching`] reads them so. There is no action `kms:ReEncrypt`.
            ///
            /// ```
            /// use kms_mrk::policy::{Action, Reach};
            ///
            /// assert_eq!(Action::PutKeyPolicy.as_str(), "kms:PutKeyPolicy");
            /// assert_eq!(Action::PutKeyPolicy.reach(), Reach::OwnAccount);
            /// assert_eq!(Action::CreateKey.reach(), Reach::Nobody);
            /// assert_eq!(Action::ALL.len(), 58);
            /// ```
            pub enum Action ["https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html"] {
                $( $(#[$meta])* $Name = $text, )+
            }
        }

        /// The names, in the order of [`Action::ALL`], which is that of the alphabet.
        const NAMES: [&str; Action::ALL.len()] = [$($text),+];

        const REACH: &[Reach] = &[$(Reach::$reach),+];

        /// The listed actions, as the numbers of their bits in a set.
        #[derive(Clone, Copy)]
        pub(super) enum Listed {
            $( $Name, )+
        }

        impl Action {
            /// The position in [`Action::ALL`]; `None` for an action that is not listed.
            const fn index(&self) -> Option<usize> {
                match self {
                    $( Self::$Name => Some(Listed::$Name as usize), )+
                    Self::Other(_) => None,
                }
            }
        }
    };
}

actions! {
    /// Cancels the scheduled deletion of a key.
    CancelKeyDeletion = "kms:CancelKeyDeletion": OwnAccount;
    /// Connects a custom key store.
    ConnectCustomKeyStore = "kms:ConnectCustomKeyStore": Nobody;
    /// Creates an alias; needs an IAM policy on the alias too.
    CreateAlias = "kms:CreateAlias": OwnAccount;
    /// Creates a custom key store.
    CreateCustomKeyStore = "kms:CreateCustomKeyStore": Nobody;
    /// Adds a grant to a key.
    CreateGrant = "kms:CreateGrant": AnyAccount;
    /// Creates a key; ReplicateKey needs it in the replica Region.
    CreateKey = "kms:CreateKey": Nobody;
    /// Recovers an encapsulated shared secret.
    Decapsulate = "kms:Decapsulate": AnyAccount;
    /// Decrypts.
    Decrypt = "kms:Decrypt": AnyAccount;
    /// Deletes an alias; needs an IAM policy on the alias too.
    DeleteAlias = "kms:DeleteAlias": OwnAccount;
    /// Deletes a custom key store.
    DeleteCustomKeyStore = "kms:DeleteCustomKeyStore": Nobody;
    /// Deletes imported key material.
    DeleteImportedKeyMaterial = "kms:DeleteImportedKeyMaterial": OwnAccount;
    /// Derives a shared secret.
    DeriveSharedSecret = "kms:DeriveSharedSecret": AnyAccount;
    /// Describes custom key stores.
    DescribeCustomKeyStores = "kms:DescribeCustomKeyStores": Nobody;
    /// Describes a key.
    DescribeKey = "kms:DescribeKey": AnyAccount;
    /// Disables a key.
    DisableKey = "kms:DisableKey": OwnAccount;
    /// Ends the automatic rotation of a key.
    DisableKeyRotation = "kms:DisableKeyRotation": OwnAccount;
    /// Disconnects a custom key store.
    DisconnectCustomKeyStore = "kms:DisconnectCustomKeyStore": Nobody;
    /// Enables a key.
    EnableKey = "kms:EnableKey": OwnAccount;
    /// Begins the automatic rotation of a key.
    EnableKeyRotation = "kms:EnableKeyRotation": OwnAccount;
    /// Makes and encapsulates a shared secret.
    Encapsulate = "kms:Encapsulate": AnyAccount;
    /// Encrypts.
    Encrypt = "kms:Encrypt": AnyAccount;
    /// Makes a data key.
    GenerateDataKey = "kms:GenerateDataKey": AnyAccount;
    /// Makes a data key pair.
    GenerateDataKeyPair = "kms:GenerateDataKeyPair": AnyAccount;
    /// Makes a data key pair without the plaintext private key.
    GenerateDataKeyPairWithoutPlaintext = "kms:GenerateDataKeyPairWithoutPlaintext": AnyAccount;
    /// Makes a data key without its plaintext.
    GenerateDataKeyWithoutPlaintext = "kms:GenerateDataKeyWithoutPlaintext": AnyAccount;
    /// Makes a message authentication code.
    GenerateMac = "kms:GenerateMac": AnyAccount;
    /// Makes random bytes.
    GenerateRandom = "kms:GenerateRandom": Nobody;
    /// Tells when a key was last used.
    GetKeyLastUsage = "kms:GetKeyLastUsage": OwnAccount;
    /// Reads a key policy.
    GetKeyPolicy = "kms:GetKeyPolicy": OwnAccount;
    /// Tells whether a key is rotated.
    GetKeyRotationStatus = "kms:GetKeyRotationStatus": AnyAccount;
    /// Prepares an import of key material.
    GetParametersForImport = "kms:GetParametersForImport": OwnAccount;
    /// Reads a public key.
    GetPublicKey = "kms:GetPublicKey": AnyAccount;
    /// Imports key material.
    ImportKeyMaterial = "kms:ImportKeyMaterial": OwnAccount;
    /// Lists aliases.
    ListAliases = "kms:ListAliases": Nobody;
    /// Lists the grants of a key.
    ListGrants = "kms:ListGrants": AnyAccount;
    /// Lists the names of the key policies of a key.
    ListKeyPolicies = "kms:ListKeyPolicies": OwnAccount;
    /// Lists the rotations of a key.
    ListKeyRotations = "kms:ListKeyRotations": OwnAccount;
    /// Lists keys.
    ListKeys = "kms:ListKeys": Nobody;
    /// Lists the tags of a key.
    ListResourceTags = "kms:ListResourceTags": OwnAccount;
    /// Lists the grants that a principal may retire.
    ListRetirableGrants = "kms:ListRetirableGrants": Nobody;
    /// Replaces a key policy.
    PutKeyPolicy = "kms:PutKeyPolicy": OwnAccount;
    /// Decrypts as the first half of ReEncrypt.
    ReEncryptFrom = "kms:ReEncryptFrom": AnyAccount;
    /// Encrypts as the second half of ReEncrypt.
    ReEncryptTo = "kms:ReEncryptTo": AnyAccount;
    /// Makes a replica key; needed on the primary key.
    ReplicateKey = "kms:ReplicateKey": OwnAccount;
    /// Retires a grant.
    RetireGrant = "kms:RetireGrant": AnyAccount;
    /// Revokes a grant.
    RevokeGrant = "kms:RevokeGrant": AnyAccount;
    /// Rotates a key at once.
    RotateKeyOnDemand = "kms:RotateKeyOnDemand": OwnAccount;
    /// Schedules the deletion of a key.
    ScheduleKeyDeletion = "kms:ScheduleKeyDeletion": OwnAccount;
    /// Signs.
    Sign = "kms:Sign": AnyAccount;
    /// Synchronizes shared properties; for a service-linked role of KMS alone.
    SynchronizeMultiRegionKey = "kms:SynchronizeMultiRegionKey": Nobody;
    /// Tags a key.
    TagResource = "kms:TagResource": OwnAccount;
    /// Removes tags from a key.
    UntagResource = "kms:UntagResource": OwnAccount;
    /// Moves an alias to another key; needs an IAM policy on the alias too.
    UpdateAlias = "kms:UpdateAlias": OwnAccount;
    /// Changes a custom key store.
    UpdateCustomKeyStore = "kms:UpdateCustomKeyStore": Nobody;
    /// Changes the description of a key.
    UpdateKeyDescription = "kms:UpdateKeyDescription": OwnAccount;
    /// Makes a replica key the primary key; needed on both keys.
    UpdatePrimaryRegion = "kms:UpdatePrimaryRegion": OwnAccount;
    /// Verifies a signature.
    Verify = "kms:Verify": AnyAccount;
    /// Verifies a message authentication code.
    VerifyMac = "kms:VerifyMac": AnyAccount;
}

/// Whom a key policy can allow an action.
///
/// Source: service authorization reference for KMS (resource types of each action);
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// Nobody: the action is not one on a key, and only IAM policies can allow it.
    Nobody,
    /// Principals of the key's own account; to principals of other accounts a statement gives nothing.
    OwnAccount,
    /// Principals of any account.
    AnyAccount,
}

impl Action {
    /// Whom a key policy can allow the action; of an action that is not listed, anybody.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.index().and_then(|index| REACH.get(index).copied()).unwrap_or(Reach::AnyAccount)
    }
}

static BY_NAME: Names<{ NAMES.len() }> = Names::new(&NAMES);

/// The prefix of every name.
const PREFIX: &str = "kms:";

/// Where the names with each first letter begin, from A to the end of the alphabet.
const FIRST_OF_LETTER: [u8; 27] = first_of_letter();

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn first_of_letter() -> [u8; 27] {
    let mut first = [0; 27];
    let (mut letter, mut at) = (0, 0);
    while letter < first.len() {
        while at < NAMES.len() && NAMES[at].as_bytes()[PREFIX.len()] < b'A' + letter as u8 {
            at += 1;
        }
        first[letter] = at as u8;
        letter += 1;
    }
    first
}

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
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ActionSet(u64);

const _: () = assert!(NAMES.len() < 64, "the set has a bit for each action");

impl ActionSet {
    /// No action.
    pub const EMPTY: Self = Self(0);
    /// Every listed action.
    pub const ALL: Self = Self((1 << NAMES.len()) - 1);

    /// The actions that a text in `Action` or `NotAction` means: a name, or a pattern with `*` and `?`, in any case.
    #[must_use]
    pub fn matching(text: &str) -> Self {
        let found = match text.strip_suffix('*') {
            Some(start) => Self::beginning(start),
            None => BY_NAME.position(text).map_or(Self::EMPTY, Self::single),
        };
        // No name has a wildcard in it: what was found is right, and nothing may be found for a pattern.
        if !found.is_empty() || !text.contains(['*', '?']) {
            return found;
        }
        let pattern = Glob::new(text, Case::Ignored);
        Self::among(0..NAMES.len(), &NAMES, |name| pattern.matches(name))
    }

    /// The actions whose names begin so.
    fn beginning(start: &str) -> Self {
        let Some(letter) = start.as_bytes().get(PREFIX.len()) else {
            let is_prefix = PREFIX.get(..start.len()).is_some_and(|p| p.eq_ignore_ascii_case(start));
            return if is_prefix { Self::ALL } else { Self::EMPTY };
        };
        // Names are in the order of the alphabet: those with one first letter stand together.
        let letter = usize::from(letter.to_ascii_uppercase().wrapping_sub(b'A'));
        let (Some(first), Some(after)) = (FIRST_OF_LETTER.get(letter), FIRST_OF_LETTER.get(letter + 1))
        else {
            return Self::EMPTY;
        };
        let (first, after) = (usize::from(*first), usize::from(*after));
        let Some(start) = Folded::of(start).map(Folded::as_start) else { return Self::EMPTY };
        let names = BY_NAME.folded().get(first..after).unwrap_or_default();
        Self::among(first..after, names, |name| start.begins(name))
    }

    /// The actions at these positions whose names are as asked for.
    fn among<N>(positions: Range<usize>, names: &[N], is_in: impl Fn(&N) -> bool) -> Self {
        let found = positions.zip(names).filter(|(_, name)| is_in(name));
        Self(found.fold(0, |bits, (index, _)| bits | 1 << index))
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

    const fn single(index: usize) -> Self {
        Self(1 << index)
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

#[cfg(test)]
mod tests {
    use super::{ActionSet, Case, Glob, NAMES};

    #[test]
    fn a_text_means_the_actions_that_it_matches_as_a_pattern() {
        let starts = [
            "", "*", "?", "k", "k*", "kms", "KMS:", "kms:", "kms:*", "kms:D", "kms:de", "kms:De?", "kms:Z",
            "s3:", "kms:@",
        ];
        let ends = ["", "*", "**", "?", "crypt", "*crypt", "e?crypt*", "GenerateDataKey", "Sign", "sign*"];
        let mut matched = 0;
        for text in starts.iter().flat_map(|start| ends.iter().map(move |end| format!("{start}{end}"))) {
            let pattern = Glob::new(&text, Case::Ignored);
            let positions = 0..NAMES.len();
            let expected = ActionSet::among(positions, &NAMES, |name| pattern.matches(name));
            assert_eq!(ActionSet::matching(&text), expected, "{text}");
            matched += usize::from(!expected.is_empty());
        }
        assert_eq!(matched, 65);
    }
}
