//! What a condition looks at in a request.

use super::action_set::ActionSet;
use super::condition_key_table::{AWS, AWS_NAMES, KMS, KMS_NAMES, VARIABLE};
use super::condition_subject::ConditionSubject;
use super::operator::ValueType;

/// A condition key that a request to KMS may have: a key of KMS, or a global one of AWS.
///
/// ```
/// use kms_mrk::policy::{Action, Cardinality, ConditionKey, RegionRisk, ValueType};
///
/// let key = ConditionKey::named("KMS:viaservice").unwrap();
/// assert_eq!(key.name(), "kms:ViaService");
/// assert_eq!(key.value_type(), ValueType::String);
/// assert_eq!(key.cardinality(), Cardinality::SingleValued);
/// assert_eq!(key.region_risk(), RegionRisk::High);
/// assert!(key.actions().contains(&Action::Decrypt));
///
/// let key = ConditionKey::named("kms:EncryptionContext:Department").unwrap();
/// assert_eq!(key.name(), "kms:EncryptionContext:");
/// assert_eq!(ConditionKey::named("kms:KeySpecs"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ConditionKey {
    name: &'static str,
    variable: Option<Variable>,
    value_type: ValueType,
    cardinality: Cardinality,
    support: PolicySupport,
    region_risk: RegionRisk,
    values: &'static [&'static str],
    actions: ActionSet,
    is_deprecated: bool,
    subject: ConditionSubject,
}

/// How many values a request has for a condition key.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cardinality {
    /// At most one.
    SingleValued,
    /// Any number: a condition needs a set operator.
    Multivalued,
}

/// In which policies KMS looks at a condition key.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicySupport {
    /// In key policies and IAM policies.
    KeyPolicies,
    /// In IAM policies alone.
    IamPoliciesOnly,
}

/// How likely a condition on a key holds in one Region alone, so that the policy of a replica key needs another.
///
/// A judgement of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionRisk {
    /// Values say nothing about a Region.
    None,
    /// Values may name a partition, or name Regions because that is what they are for.
    Low,
    /// Values often are ARNs with a Region.
    Medium,
    /// Values are Regions, or things that exist in one Region.
    High,
}

/// What follows in the name of a condition key that has a variable part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Variable {
    /// Any text.
    Text,
    /// A number below this one.
    Number(u8),
}

impl ConditionKey {
    /// The condition key of this name, whose case does not matter; `None` if KMS and AWS have no such key.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let prefix = Prefix::of(name)?;
        let rest = name.get(Prefix::LENGTH..)?;
        let found = match prefix {
            Prefix::Kms => KMS_NAMES.position(rest).and_then(|at| KMS.get(at)),
            Prefix::Aws => AWS_NAMES.position(rest).and_then(|at| AWS.get(at)),
        };
        found.or_else(|| VARIABLE.iter().find(|key| key.is_beginning_of(name)))
    }

    /// Every condition key, those with a variable part last.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        KMS.iter().chain(&AWS).chain(&VARIABLE)
    }

    /// The name as AWS writes it; of a key with a variable part, what stands before that part.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether something of the author's choice follows the [`name`](Self::name): the key of a tag or of an encryption
    /// context, the number of a register.
    #[must_use]
    pub const fn has_variable_part(&self) -> bool {
        self.variable.is_some()
    }

    /// What its values are.
    #[must_use]
    pub const fn value_type(&self) -> ValueType {
        self.value_type
    }

    /// How many values a request has for it.
    #[must_use]
    pub const fn cardinality(&self) -> Cardinality {
        self.cardinality
    }

    /// In which policies KMS looks at it.
    #[must_use]
    pub const fn support(&self) -> PolicySupport {
        self.support
    }

    /// How likely a condition on it holds in one Region alone.
    #[must_use]
    pub const fn region_risk(&self) -> RegionRisk {
        self.region_risk
    }

    /// The values that it can have; empty for a key that can have any.
    #[must_use]
    pub const fn values(&self) -> &'static [&'static str] {
        self.values
    }

    /// The actions whose requests may have it.
    ///
    /// What is known of the key that is used belongs to every request that uses one, though AWS's tables list it with
    /// the key and not with the action.
    #[must_use]
    pub const fn actions(&self) -> ActionSet {
        self.actions
    }

    /// Whether AWS has replaced it by another key.
    #[must_use]
    pub const fn is_deprecated(&self) -> bool {
        self.is_deprecated
    }

    /// What it is about, as far as safety and Regions go.
    pub(super) const fn subject(&self) -> ConditionSubject {
        self.subject
    }

    /// Whether a name is this one with something in its variable part.
    fn is_beginning_of(&self, name: &str) -> bool {
        let Some((start, rest)) = name.split_at_checked(self.name.len()) else { return false };
        if !start.eq_ignore_ascii_case(self.name) {
            return false;
        }
        match self.variable {
            None => rest.is_empty(),
            Some(Variable::Text) => !rest.is_empty(),
            Some(Variable::Number(end)) => {
                let is_canonical = rest == "0" || !rest.starts_with(['0', '+']);
                is_canonical && rest.parse().is_ok_and(|number: u8| number < end)
            }
        }
    }
}

/// What the name of a condition key begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefix {
    Kms,
    Aws,
}

impl Prefix {
    pub(super) const LENGTH: usize = 4;

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Kms => "kms:",
            Self::Aws => "aws:",
        }
    }

    /// The prefix of a name, in whatever case.
    pub(super) fn of(name: &str) -> Option<Self> {
        const KMS: u32 = u32::from_le_bytes(*b"kms:");
        const AWS: u32 = u32::from_le_bytes(*b"aws:");
        const LOWER_LETTERS: u32 = 0x0020_2020;
        match u32::from_le_bytes(*name.as_bytes().first_chunk()?) | LOWER_LETTERS {
            KMS => Some(Self::Kms),
            AWS => Some(Self::Aws),
            _ => None,
        }
    }
}

/// How the table is written: what is not said of a key is what holds for most.
impl ConditionKey {
    pub(super) const fn new(name: &'static str, value_type: ValueType, actions: ActionSet) -> Self {
        Self {
            name,
            variable: None,
            value_type,
            cardinality: Cardinality::SingleValued,
            support: PolicySupport::KeyPolicies,
            region_risk: RegionRisk::None,
            values: &[],
            actions,
            is_deprecated: false,
            subject: ConditionSubject::Other,
        }
    }

    /// A key that is not listed; its names are kept elsewhere.
    pub(super) const fn added(value_type: ValueType, cardinality: Cardinality) -> Self {
        Self { cardinality, ..Self::new("", value_type, ActionSet::ALL) }
    }

    pub(super) const fn followed_by(self, variable: Variable) -> Self {
        Self { variable: Some(variable), ..self }
    }

    pub(super) const fn multivalued(self) -> Self {
        Self { cardinality: Cardinality::Multivalued, ..self }
    }

    pub(super) const fn iam_only(self) -> Self {
        Self { support: PolicySupport::IamPoliciesOnly, ..self }
    }

    pub(super) const fn bound(self, region_risk: RegionRisk) -> Self {
        Self { region_risk, ..self }
    }

    pub(super) const fn among(self, values: &'static [&'static str]) -> Self {
        Self { values, ..self }
    }

    pub(super) const fn about(self, subject: ConditionSubject) -> Self {
        Self { subject, ..self }
    }

    pub(super) const fn deprecated(self) -> Self {
        Self { is_deprecated: true, ..self }
    }
}
