//! Conditions whose operators and values fit their keys.

use super::draw::Draw;
use super::situation::{Language, PolicySituation};
use crate::policy::{
    ActionSet, Cardinality, Comparison, ConditionKey, ConditionOperator, KeyKind, MissingKey, PolicySupport,
    Reach, SetOperator, ValueType,
};

/// A line of a condition.
pub(super) struct Line {
    pub(super) operator: ConditionOperator,
    pub(super) key: String,
    pub(super) values: Vec<String>,
}

/// A condition on requests for these actions, about a key that all of them have.
pub(super) fn condition(
    actions: ActionSet,
    situation: &PolicySituation,
    language: Language,
    draw: &mut Draw,
) -> Line {
    let keys: Vec<_> = ConditionKey::all().filter(|key| is_for(key, actions, situation)).collect();
    // `aws:PrincipalAccount` and others are in every request.
    let key = draw.one(&keys).copied();
    let key = key.or_else(|| ConditionKey::named("aws:PrincipalAccount"));
    let comparisons = key.map_or(&[][..], |key| comparisons(key.value_type()));
    let comparison = if draw.once_in(8) {
        Comparison::Null
    } else {
        draw.one(comparisons).copied().unwrap_or(Comparison::Null)
    };
    let missing_key = if draw.once_in(4) { MissingKey::Passes } else { MissingKey::Compared };
    let set = if draw.once_in(2) { SetOperator::ForAllValues } else { SetOperator::ForAnyValue };
    let is_null = comparison == Comparison::Null;
    let is_multivalued = key.is_some_and(|key| key.cardinality() == Cardinality::Multivalued);
    let operator = ConditionOperator {
        set: (is_multivalued && !is_null).then_some(set),
        comparison,
        missing_key: if is_null { MissingKey::Compared } else { missing_key },
    };
    let values = match key {
        Some(key) if !is_null => values(key, comparison, situation, language),
        _ => vec!["true", "false"],
    };
    let values = draw.some(&values).into_iter().map(|value| situation.filled(value)).collect();
    Line { operator, key: key.map(full_name).unwrap_or_default(), values }
}

/// Whether requests for every one of the actions have the key, and a policy of the situation may ask for it.
fn is_for(key: &ConditionKey, actions: ActionSet, situation: &PolicySituation) -> bool {
    let on_a_key = actions.difference(ActionSet::with_reach(Reach::Nobody));
    let is_bound_to_place = match key.name() {
        "kms:MultiRegionKeyType" => situation.key == KeyKind::SingleRegion,
        // Their values belong to one Region and do not say to which.
        "aws:SourceVpc" | "aws:SourceVpce" | "aws:Ec2InstanceSourceVpc" => {
            situation.key != KeyKind::SingleRegion
        }
        _ => false,
    };
    key.support() == PolicySupport::KeyPolicies && key.actions().contains_all(on_a_key) && !is_bound_to_place
}

/// The name, with something in its variable part.
fn full_name(key: &ConditionKey) -> String {
    let rest = match key.name() {
        name if !key.has_variable_part() => return name.to_owned(),
        name if name.ends_with([':', '/']) => "team",
        _ => "7",
    };
    format!("{}{rest}", key.name())
}

fn comparisons(value_type: ValueType) -> &'static [Comparison] {
    use Comparison as C;
    match value_type {
        ValueType::String => &[
            C::StringEquals,
            C::StringLike,
            C::StringNotEquals,
            C::StringNotLike,
            C::StringEqualsIgnoreCase,
            C::StringNotEqualsIgnoreCase,
        ],
        ValueType::Arn => {
            &[C::ArnEquals, C::ArnLike, C::ArnNotEquals, C::ArnNotLike, C::StringEquals, C::StringLike]
        }
        ValueType::Numeric => {
            &[C::NumericEquals, C::NumericLessThan, C::NumericGreaterThanEquals, C::NumericNotEquals]
        }
        ValueType::Date => &[C::DateLessThan, C::DateGreaterThanEquals, C::DateEquals, C::NumericLessThan],
        ValueType::Bool => &[C::Bool],
        ValueType::IpAddress => &[C::IpAddress, C::NotIpAddress],
        ValueType::Binary => &[C::BinaryEquals],
    }
}

/// Values that a key can have, as the comparison takes them.
fn values(
    key: &ConditionKey,
    comparison: Comparison,
    situation: &PolicySituation,
    language: Language,
) -> Vec<&'static str> {
    let takes_patterns = matches!(
        comparison,
        Comparison::StringLike
            | Comparison::StringNotLike
            | Comparison::ArnEquals
            | Comparison::ArnLike
            | Comparison::ArnNotEquals
            | Comparison::ArnNotLike
    );
    // Seconds are times and numbers.
    let plain = match comparison {
        Comparison::NumericLessThan if key.value_type() == ValueType::Date => &["1767225600"],
        _ => plain_values(key, situation),
    };
    let mut values: Vec<_> = plain.iter().copied().take(4).collect();
    if takes_patterns {
        values.extend(patterns(key));
    }
    if language == Language::WithVariables && key.value_type() == ValueType::String && plain == ANY_TEXT {
        values.extend(["${aws:username}", "a-${aws:PrincipalTag/team, 'all'}-${*}", "${kms:CallerAccount}"]);
    }
    values
}

const ANY_TEXT: &[&str] = &["{account}", "orders"];
const ANY_ARN: &[&str] = &["arn:{partition}:sns:{region}:{account}:orders", "arn:{partition}:s3:::orders"];

fn plain_values(key: &ConditionKey, situation: &PolicySituation) -> &'static [&'static str] {
    match key.name() {
        "kms:ViaService" => &["s3.{region}.amazonaws.com", "sqs.{region}.amazonaws.com"],
        "aws:RequestedRegion" => &["{region}"],
        "kms:ReplicaRegion" | "kms:PrimaryRegion" => &["{elsewhere}", "{region}"],
        "kms:RequestAlias" => &["alias/orders", "arn:{partition}:kms:{region}:{account}:alias/orders"],
        "kms:MultiRegionKeyType" if situation.key == KeyKind::Primary => &["PRIMARY"],
        "kms:MultiRegionKeyType" => &["REPLICA"],
        "kms:EncryptionContext:" => &["orders", "arn:{partition}:sns:{region}:{account}:orders"],
        "aws:PrincipalArn" => &["arn:{partition}:iam::{account}:role/app"],
        "aws:SourceVpcArn" => &["arn:{partition}:ec2:{region}:{account}:vpc/vpc-0123456789abcdef0"],
        "aws:SourceIp" => &["203.0.113.0/24", "198.51.100.7", "2001:db8::/32"],
        _ => match key.value_type() {
            _ if !key.values().is_empty() => key.values(),
            ValueType::String => ANY_TEXT,
            ValueType::Arn => ANY_ARN,
            ValueType::Numeric => &["7", "30", "90.5"],
            ValueType::Date => &["2026-01-31T00:00:00Z", "1767225600"],
            ValueType::Bool => &["true", "false"],
            ValueType::IpAddress => &["10.0.0.0/8", "203.0.113.7"],
            ValueType::Binary => &["YWJj"],
        },
    }
}

/// Patterns of values that a key can have.
fn patterns(key: &ConditionKey) -> &'static [&'static str] {
    match key.name() {
        "kms:ViaService" => &["s3.*.amazonaws.com", "sq?.{region}.amazonaws.com"],
        "aws:RequestedRegion" | "kms:ReplicaRegion" | "kms:PrimaryRegion" => &["*"],
        "kms:RequestAlias" => &["alias/orders-*"],
        "aws:PrincipalArn" => &["arn:{partition}:iam::{account}:role/app-*"],
        "aws:SourceVpcArn" => &["arn:{partition}:ec2:*:{account}:vpc/*"],
        _ if !key.values().is_empty() => &["*"],
        _ if key.value_type() == ValueType::Arn => &["arn:{partition}:sqs:*:{account}:orders-*"],
        _ => &["ord?rs-*"],
    }
}
