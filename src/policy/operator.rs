//! How a condition compares.

use std::fmt;

use super::names::Names;

/// What a condition compares with what, and how.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// The same text.
    StringEquals,
    /// Another text.
    StringNotEquals,
    /// The same text, whatever its case.
    StringEqualsIgnoreCase,
    /// Another text, whatever its case.
    StringNotEqualsIgnoreCase,
    /// A text that a pattern matches.
    StringLike,
    /// A text that no pattern matches.
    StringNotLike,
    /// The same number.
    NumericEquals,
    /// Another number.
    NumericNotEquals,
    /// A smaller number.
    NumericLessThan,
    /// A number that is not greater.
    NumericLessThanEquals,
    /// A greater number.
    NumericGreaterThan,
    /// A number that is not smaller.
    NumericGreaterThanEquals,
    /// The same time.
    DateEquals,
    /// Another time.
    DateNotEquals,
    /// An earlier time.
    DateLessThan,
    /// A time that is not later.
    DateLessThanEquals,
    /// A later time.
    DateGreaterThan,
    /// A time that is not earlier.
    DateGreaterThanEquals,
    /// `true` or `false`.
    Bool,
    /// The same bytes, written in base64.
    BinaryEquals,
    /// An address in a range.
    IpAddress,
    /// An address in no range.
    NotIpAddress,
    /// An ARN that a pattern matches, component by component.
    ArnEquals,
    /// The same as `ArnEquals`.
    ArnLike,
    /// An ARN that no pattern matches.
    ArnNotEquals,
    /// The same as `ArnNotEquals`.
    ArnNotLike,
    /// Whether the key is missing.
    Null,
}

/// What a comparison compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueType {
    /// Texts.
    String,
    /// Numbers.
    Numeric,
    /// Times.
    Date,
    /// `true` and `false`.
    Bool,
    /// Bytes.
    Binary,
    /// IP addresses.
    IpAddress,
    /// ARNs.
    Arn,
}

/// How the values of a request are taken together, for a key that has several.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetOperator {
    /// Every value of the request must match; a request without values passes.
    ForAllValues,
    /// One value of the request must match.
    ForAnyValue,
}

/// A condition operator: a comparison, perhaps over a set, perhaps only if the key is there.
///
/// ```
/// use kms_mrk::policy::{Comparison, ConditionOperator, SetOperator};
///
/// let operator = ConditionOperator::of("ForAnyValue:StringEqualsIfExists").unwrap();
/// assert_eq!(operator.set, Some(SetOperator::ForAnyValue));
/// assert_eq!(operator.comparison, Comparison::StringEquals);
/// assert!(operator.passes_without_key());
/// assert_eq!(ConditionOperator::of("StringEqual"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionOperator {
    /// How several values of the request are taken together.
    pub set: Option<SetOperator>,
    /// The comparison.
    pub comparison: Comparison,
    /// What a missing key does.
    pub missing_key: MissingKey,
}

/// What happens if the request does not have the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MissingKey {
    /// What the comparison makes of it: a negated one holds, every other does not.
    Compared,
    /// The condition holds: the suffix `IfExists`.
    Passes,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: [Self; 27] = [
        Self::StringEquals,
        Self::StringNotEquals,
        Self::StringEqualsIgnoreCase,
        Self::StringNotEqualsIgnoreCase,
        Self::StringLike,
        Self::StringNotLike,
        Self::NumericEquals,
        Self::NumericNotEquals,
        Self::NumericLessThan,
        Self::NumericLessThanEquals,
        Self::NumericGreaterThan,
        Self::NumericGreaterThanEquals,
        Self::DateEquals,
        Self::DateNotEquals,
        Self::DateLessThan,
        Self::DateLessThanEquals,
        Self::DateGreaterThan,
        Self::DateGreaterThanEquals,
        Self::Bool,
        Self::BinaryEquals,
        Self::IpAddress,
        Self::NotIpAddress,
        Self::ArnEquals,
        Self::ArnLike,
        Self::ArnNotEquals,
        Self::ArnNotLike,
        Self::Null,
    ];

    /// The operator as a policy has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StringEquals => "StringEquals",
            Self::StringNotEquals => "StringNotEquals",
            Self::StringEqualsIgnoreCase => "StringEqualsIgnoreCase",
            Self::StringNotEqualsIgnoreCase => "StringNotEqualsIgnoreCase",
            Self::StringLike => "StringLike",
            Self::StringNotLike => "StringNotLike",
            Self::NumericEquals => "NumericEquals",
            Self::NumericNotEquals => "NumericNotEquals",
            Self::NumericLessThan => "NumericLessThan",
            Self::NumericLessThanEquals => "NumericLessThanEquals",
            Self::NumericGreaterThan => "NumericGreaterThan",
            Self::NumericGreaterThanEquals => "NumericGreaterThanEquals",
            Self::DateEquals => "DateEquals",
            Self::DateNotEquals => "DateNotEquals",
            Self::DateLessThan => "DateLessThan",
            Self::DateLessThanEquals => "DateLessThanEquals",
            Self::DateGreaterThan => "DateGreaterThan",
            Self::DateGreaterThanEquals => "DateGreaterThanEquals",
            Self::Bool => "Bool",
            Self::BinaryEquals => "BinaryEquals",
            Self::IpAddress => "IpAddress",
            Self::NotIpAddress => "NotIpAddress",
            Self::ArnEquals => "ArnEquals",
            Self::ArnLike => "ArnLike",
            Self::ArnNotEquals => "ArnNotEquals",
            Self::ArnNotLike => "ArnNotLike",
            Self::Null => "Null",
        }
    }

    /// Whether it holds for values that do *not* match.
    #[must_use]
    pub const fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }

    /// What it compares; `None` for `Null`, which looks at no value of the request.
    #[must_use]
    pub const fn value_type(self) -> Option<ValueType> {
        Some(match self {
            Self::StringEquals
            | Self::StringNotEquals
            | Self::StringEqualsIgnoreCase
            | Self::StringNotEqualsIgnoreCase
            | Self::StringLike
            | Self::StringNotLike => ValueType::String,
            Self::NumericEquals
            | Self::NumericNotEquals
            | Self::NumericLessThan
            | Self::NumericLessThanEquals
            | Self::NumericGreaterThan
            | Self::NumericGreaterThanEquals => ValueType::Numeric,
            Self::DateEquals
            | Self::DateNotEquals
            | Self::DateLessThan
            | Self::DateLessThanEquals
            | Self::DateGreaterThan
            | Self::DateGreaterThanEquals => ValueType::Date,
            Self::Bool => ValueType::Bool,
            Self::BinaryEquals => ValueType::Binary,
            Self::IpAddress | Self::NotIpAddress => ValueType::IpAddress,
            Self::ArnEquals | Self::ArnLike | Self::ArnNotEquals | Self::ArnNotLike => ValueType::Arn,
            Self::Null => return None,
        })
    }
}

/// No operator has as many bytes: `ForAllValues:StringNotEqualsIgnoreCaseIfExists` has 45.
const MOST_BYTES: usize = 64;

impl ConditionOperator {
    /// The operator that a text means; its case does not matter. `None` if there is none, and for `NullIfExists`.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text.len() > MOST_BYTES {
            return None;
        }
        let comparison = |name: &str| Comparison::ALL.get(COMPARISONS.position(name)?).copied();
        if let Some(comparison) = comparison(text) {
            return Some(comparison.into()); // as most are
        }
        let (set, rest) = match text.split_once(':') {
            Some((prefix, rest)) => (Some(SetOperator::of(prefix)?), rest),
            None => (None, text),
        };
        if let (Some(_), Some(comparison)) = (set, comparison(rest)) {
            return Some(Self { set, comparison, missing_key: MissingKey::Compared });
        }
        let (name, suffix) = rest.split_at_checked(rest.len().checked_sub(IF_EXISTS.len())?)?;
        let comparison = comparison(name).filter(|comparison| *comparison != Comparison::Null)?;
        let is_if_exists = suffix.eq_ignore_ascii_case(IF_EXISTS);
        is_if_exists.then_some(Self { set, comparison, missing_key: MissingKey::Passes })
    }

    /// Whether the condition holds for a request that does not have the key.
    #[must_use]
    pub fn passes_without_key(self) -> bool {
        self.missing_key == MissingKey::Passes
            || self.set == Some(SetOperator::ForAllValues)
            || self.comparison.is_negated() && self.set != Some(SetOperator::ForAnyValue)
    }
}

/// As a policy has it: `ForAnyValue:StringEqualsIfExists`.
impl fmt::Display for ConditionOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(set) = self.set {
            write!(f, "{}:", set.as_str())?;
        }
        f.write_str(self.comparison.as_str())?;
        if self.missing_key == MissingKey::Passes { f.write_str(IF_EXISTS) } else { Ok(()) }
    }
}

/// The comparison alone.
impl From<Comparison> for ConditionOperator {
    fn from(comparison: Comparison) -> Self {
        Self { set: None, comparison, missing_key: MissingKey::Compared }
    }
}

pub(super) const IF_EXISTS: &str = "IfExists";

static COMPARISONS: Names<{ Comparison::ALL.len() }> = Names::new(comparison_names());

#[expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: computed at compile time, where a wrong index is an error"
)]
const fn comparison_names() -> [&'static str; Comparison::ALL.len()] {
    let mut names = [""; Comparison::ALL.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = Comparison::ALL[at].as_str();
        at += 1;
    }
    names
}

impl SetOperator {
    /// The prefix as a policy has it, without the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ForAllValues => "ForAllValues",
            Self::ForAnyValue => "ForAnyValue",
        }
    }

    /// Both prefixes.
    pub const ALL: [Self; 2] = [Self::ForAllValues, Self::ForAnyValue];

    /// The prefix of this name, whose case does not matter.
    pub(super) fn of(prefix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.as_str().eq_ignore_ascii_case(prefix))
    }
}
