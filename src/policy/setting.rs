//! What the check of a key policy knows besides the policy.

use super::levels::Levels;
use super::vocabulary::Vocabulary;
use crate::identity::{AccountId, Geography, KeyArn, Partition, PrincipalArn, PrincipalKind, Region};

/// What a key is, among related keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyKind {
    /// A single-Region key.
    SingleRegion,
    /// A multi-Region primary key.
    Primary,
    /// A multi-Region replica key.
    Replica,
}

/// What the check of a key policy knows besides the policy: whose policy it will be, and who puts it.
///
/// What is not known is not guessed: a finding that depends on it says so, or is not made.
///
/// ```
/// use kms_mrk::policy::{self, Setting};
///
/// let policy = r#"{"Version": "2012-10-17", "Statement": {
///     "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"
/// }}"#;
/// let caller = "arn:aws:iam::111122223333:role/deployer".parse()?;
/// assert!(policy::check(policy, &Setting::new().with_caller(&caller)).is_accepted());
///
/// // For a key of another account, the policy leaves nobody who could change it.
/// let stranger = "arn:aws:iam::444455556666:role/deployer".parse()?;
/// let refusal = policy::check(policy, &Setting::new().with_caller(&stranger)).refusal().unwrap();
/// assert_eq!(
///     refusal.message(),
///     "The new key policy will not allow you to update the key policy in the future.",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    geography: &'a Geography,
    region: Option<&'a Region>,
    account: Option<AccountId>,
    caller: Option<&'a PrincipalArn>,
    key: Option<KeyKind>,
    key_arn: Option<&'a KeyArn>,
    levels: &'a Levels,
    most_bytes: usize,
    vocabulary: &'a Vocabulary,
    existing: Option<&'a [PrincipalArn]>,
}

/// The most bytes that a key policy may have, as long as nobody says otherwise.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
const MOST_BYTES: usize = 32_768;

static LISTED: Geography = Geography::new();
static AS_THE_RULES_SAY: Levels = Levels::new();
static LISTED_NAMES: Vocabulary = Vocabulary::new();

impl<'a> Setting<'a> {
    /// A setting that knows the listed Regions and nothing else.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            geography: &LISTED,
            region: None,
            account: None,
            caller: None,
            key: None,
            key_arn: None,
            levels: &AS_THE_RULES_SAY,
            most_bytes: MOST_BYTES,
            vocabulary: &LISTED_NAMES,
            existing: None,
        }
    }

    /// The same setting, with the Region of the key.
    #[must_use]
    pub const fn with_region(self, region: &'a Region) -> Self {
        Self { region: Some(region), ..self }
    }

    /// The same setting, with the account of the key.
    #[must_use]
    pub const fn with_account(self, account: AccountId) -> Self {
        Self { account: Some(account), ..self }
    }

    /// The same setting, with who puts the policy.
    #[must_use]
    pub const fn with_caller(self, caller: &'a PrincipalArn) -> Self {
        Self { caller: Some(caller), ..self }
    }

    /// The same setting, with what the key is.
    #[must_use]
    pub const fn with_key(self, key: KeyKind) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The same setting, with the ARN of the key, which says its Region and account too.
    #[must_use]
    pub const fn with_key_arn(self, arn: &'a KeyArn) -> Self {
        Self { key_arn: Some(arn), ..self }
    }

    /// The same setting, with another geography: other Regions, or the opt-in Regions of accounts.
    #[must_use]
    pub const fn with_geography(self, geography: &'a Geography) -> Self {
        Self { geography, ..self }
    }

    /// The same setting, with another quota of bytes; AWS's is 32 768, and AWS does not change it.
    #[must_use]
    pub const fn with_most_bytes(self, most_bytes: usize) -> Self {
        Self { most_bytes, ..self }
    }

    pub(super) const fn most_bytes(&self) -> usize {
        self.most_bytes
    }

    /// The same setting, with other severities for some rules.
    #[must_use]
    pub const fn with_levels(self, levels: &'a Levels) -> Self {
        Self { levels, ..self }
    }

    /// The same setting, with more names than the listed ones, or another way to take unknown ones.
    #[must_use]
    pub const fn with_vocabulary(self, vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, ..self }
    }

    pub(super) const fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// The same setting, in which these principals exist. Of each account that one of them belongs to, no other user and no
    /// other role does; of other accounts nothing is known.
    ///
    /// KMS looks for each principal that a key policy names, and refuses the policy if there is none.
    ///
    /// ```
    /// use kms_mrk::identity::PrincipalArn;
    /// use kms_mrk::policy::{self, Setting, rule};
    ///
    /// let text = r#"{"Version": "2012-10-17", "Statement": [
    ///     {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
    ///     {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/ap",
    ///      "arn:aws:iam::444455556666:role/partner"]}, "Action": "kms:Decrypt", "Resource": "*"}
    /// ]}"#;
    /// let existing: [PrincipalArn; 1] = ["arn:aws:iam::111122223333:role/app".parse()?];
    /// let report = policy::check(text, &Setting::new().with_existing_principals(&existing));
    /// let error = report.errors().next().unwrap();
    /// assert_eq!(error.rule, &rule::principal::EXISTS);
    /// assert_eq!(error.place.pointer.as_str(), "/Statement/1/Principal/AWS/1");
    /// assert_eq!(report.errors().count(), 1);
    /// # Ok::<(), kms_mrk::identity::InvalidText>(())
    /// ```
    #[must_use]
    pub const fn with_existing_principals(self, principals: &'a [PrincipalArn]) -> Self {
        Self { existing: Some(principals), ..self }
    }

    pub(super) const fn knows_existing_principals(&self) -> bool {
        self.existing.is_some()
    }

    /// The principals that are known to exist.
    pub(super) fn existing_principals(&self) -> impl Iterator<Item = &'a PrincipalArn> {
        self.existing.into_iter().flatten()
    }

    /// Whether a principal exists; `None` if that is not known.
    pub(super) fn exists(&self, principal: &PrincipalArn) -> Option<bool> {
        let of_account =
            |known: &&PrincipalArn| known.account().is_some() && known.account() == principal.account();
        let mut known = self.existing?.iter().filter(of_account).peekable();
        known.peek()?;
        let is_account = principal.kind() == PrincipalKind::Account;
        Some(is_account || known.any(|known| principal.acts_for(known)))
    }

    pub(super) const fn levels(&self) -> &'a Levels {
        self.levels
    }

    pub(super) const fn geography(&self) -> &'a Geography {
        self.geography
    }

    /// The Region of the key.
    pub(super) fn region(&self) -> Option<&'a Region> {
        self.region.or_else(|| self.key_arn.map(KeyArn::region))
    }

    /// The partition of the key.
    pub(super) fn partition(&self) -> Option<Partition> {
        match self.key_arn {
            Some(arn) => Some(arn.partition().clone()),
            None => self.geography.partition(self.region?),
        }
    }

    /// The account of the key: as said, or that of who makes or changes it, since no other account can.
    pub(super) fn account(&self) -> Option<AccountId> {
        let of_key = || self.key_arn.map(KeyArn::account);
        self.account.or_else(of_key).or_else(|| self.caller?.account())
    }

    pub(super) const fn caller(&self) -> Option<&'a PrincipalArn> {
        self.caller
    }

    pub(super) const fn key(&self) -> Option<KeyKind> {
        self.key
    }

    pub(super) const fn key_arn(&self) -> Option<&'a KeyArn> {
        self.key_arn
    }
}

impl Default for Setting<'_> {
    fn default() -> Self {
        Self::new()
    }
}
