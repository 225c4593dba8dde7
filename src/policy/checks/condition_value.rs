//! What is checked of what a condition key is compared with, and how.

use std::net::IpAddr;

use super::condition::Line;
use super::correction::{json, replace};
use super::variable;
use crate::json_tree::{Tree, View};
use crate::policy::glob::{Case, Glob};
use crate::policy::rule::condition::{
    FOR_ALL_VALUES, LISTED_VALUE, SET_OPERATOR, TYPE, VALUE, VALUE_FORM, WILDCARD,
};
use crate::policy::spelling::nearest;
use crate::policy::variable::{Part, Parts};
use crate::policy::{
    Cardinality, Comparison, ConditionKey, ConditionOperator, Effect, SetOperator, ValueType,
};
use crate::verdict::{Answer, Applicability, Place, Report};

/// What is wrong with an operator for a key, and with the values.
pub(super) fn check(
    line: Line<'_>,
    operator: ConditionOperator,
    key: Option<&ConditionKey>,
    report: &mut Report,
) {
    if let Some(key) = key {
        match Misfit::of(operator, key, line.statement.effect()) {
            None => {}
            Some(Misfit::Type) => return wrong_type(line, operator, key, report),
            Some(misfit) => wrong_set(line, misfit, report),
        }
    }
    let listed = key.map(ConditionKey::values).unwrap_or_default();
    for (index, item) in line.values.items.iter().enumerate() {
        match Fault::of(item, operator, listed) {
            None => {}
            // What an unknown key can have is not known either.
            Some(Fault::Form | Fault::Wildcard | Fault::NotListed) if key.is_none() => {}
            Some(fault) => say(fault, line, index, item, operator, listed, report),
        }
    }
}

/// How an operator does not fit a key.
enum Misfit {
    Type,
    NoSetOperator,
    ForAllValues,
}

impl Misfit {
    fn of(operator: ConditionOperator, key: &ConditionKey, effect: Option<Effect>) -> Option<Self> {
        let compared = operator.comparison.value_type()?;
        if !compares(compared, key) {
            return Some(Self::Type);
        }
        match (key.cardinality(), operator.set) {
            (Cardinality::Multivalued, None) => Some(Self::NoSetOperator),
            (Cardinality::SingleValued, Some(SetOperator::ForAllValues)) if effect == Some(Effect::Allow) => {
                Some(Self::ForAllValues)
            }
            _ => None,
        }
    }
}

/// Whether values of this type may be compared with those of a key.
const fn compares(compared: ValueType, key: &ConditionKey) -> bool {
    use ValueType::{Arn, Bool, Date, IpAddress, Numeric, String};
    match key.value_type() {
        // Tags and encryption contexts hold whatever somebody wrote into them.
        String if key.has_variable_part() => true,
        String | Arn => matches!(compared, String | Arn),
        Bool => matches!(compared, Bool),
        Numeric => matches!(compared, Numeric),
        Date => matches!(compared, Date | Numeric),
        IpAddress => matches!(compared, IpAddress),
        ValueType::Binary => matches!(compared, ValueType::Binary),
    }
}

#[cold]
fn wrong_type(line: Line<'_>, operator: ConditionOperator, key: &ConditionKey, report: &mut Report) {
    let message = format_args!(
        "`{}` compares {}, but `{}` is {}",
        operator.comparison.as_str(),
        several(operator.comparison.value_type()),
        line.key,
        one(key.value_type()),
    );
    let place = Place::at_name(line.operator_pointer());
    let mut broken = report.broken(&TYPE);
    let mut finding = broken.warned(Answer::Unknown, place, message);
    finding.help(format!("compare it with {}", operators_for(key.value_type())));
}

const fn several(compared: Option<ValueType>) -> &'static str {
    match compared {
        Some(ValueType::String) | None => "strings",
        Some(ValueType::Numeric) => "numbers",
        Some(ValueType::Date) => "times",
        Some(ValueType::Bool) => "booleans",
        Some(ValueType::Binary) => "bytes",
        Some(ValueType::IpAddress) => "IP addresses",
        Some(ValueType::Arn) => "ARNs",
    }
}

const fn one(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::String => "a string",
        ValueType::Numeric => "a number",
        ValueType::Date => "a time",
        ValueType::Bool => "a boolean",
        ValueType::Binary => "bytes",
        ValueType::IpAddress => "an IP address",
        ValueType::Arn => "an ARN",
    }
}

const fn operators_for(value_type: ValueType) -> &'static str {
    match value_type {
        ValueType::String => "`StringEquals`, `StringLike` or another operator for strings",
        ValueType::Numeric => "`NumericEquals`, `NumericLessThan` or another operator for numbers",
        ValueType::Date => "`DateLessThan`, `DateGreaterThan` or another operator for times",
        ValueType::Bool => "`Bool`",
        ValueType::Binary => "`BinaryEquals`",
        ValueType::IpAddress => "`IpAddress` or `NotIpAddress`",
        ValueType::Arn => "`ArnLike`, `ArnNotLike` or an operator for strings",
    }
}

#[cold]
fn wrong_set(line: Line<'_>, misfit: Misfit, report: &mut Report) {
    let place = Place::at_name(line.operator_pointer());
    let (key, name) = (line.key, line.operator_name);
    if matches!(misfit, Misfit::NoSetOperator) {
        let message =
            format_args!("`{key}` has several values, and `{name}` does not say how many must match");
        let mut broken = report.broken(&SET_OPERATOR);
        let mut finding = broken.mistaken(Answer::Unknown, place, message);
        finding.help(format!("write `ForAnyValue:{name}` or `ForAllValues:{name}`"));
    } else {
        let message = format_args!("`{name}` holds for every request without `{key}`");
        let mut broken = report.broken(&FOR_ALL_VALUES);
        let mut finding = broken.warned(Answer::Accepts, place, message);
        finding.help("leave out `ForAllValues:`: the key has one value");
    }
}

/// What is wrong with a value.
enum Fault {
    /// An object or a list.
    Nested,
    /// There is `${` in it.
    Variable,
    /// It has not the form of what it is compared as.
    Form,
    /// It has wildcards, and the operator takes them for characters.
    Wildcard,
    /// The key cannot have it.
    NotListed,
}

impl Fault {
    fn of(item: Tree<'_>, operator: ConditionOperator, listed: &[&str]) -> Option<Self> {
        let compared = operator.comparison.value_type();
        let has_form = match (item.view(), compared) {
            (View::Text(text), Some(ValueType::String)) => return Self::of_string(text, operator, listed),
            (View::Text(text), Some(ValueType::Arn)) => is_arn(text),
            (View::Text(text), Some(ValueType::Bool) | None) => is_boolean(text),
            (View::Text(text), Some(ValueType::Numeric)) => is_number(text),
            (View::Text(text), Some(ValueType::Date)) => is_time(text),
            (View::Text(text), Some(ValueType::IpAddress)) => is_ip_range(text),
            (View::Text(text), Some(ValueType::Binary)) => is_base64(text),
            (View::Bool(_), Some(ValueType::Bool | ValueType::String) | None) => true,
            (View::Number(_), Some(ValueType::Numeric | ValueType::Date | ValueType::String)) => true,
            (View::Null, _) => true, // null is an error wherever it stands
            (View::List(_) | View::Object(_), _) => return Some(Self::Nested),
            (View::Bool(_) | View::Number(_), _) => false,
        };
        match item.text() {
            _ if has_form && compared != Some(ValueType::Arn) => None,
            Some(text) if variable::begins_in(text) => Some(Self::Variable),
            _ => (!has_form).then_some(Self::Form),
        }
    }

    fn of_string(text: &str, operator: ConditionOperator, listed: &[&str]) -> Option<Self> {
        let special = Special::of(text);
        if special.dollars && variable::begins_in(text) {
            return Some(Self::Variable);
        }
        let is_pattern = matches!(operator.comparison, Comparison::StringLike | Comparison::StringNotLike);
        if special.wildcards && !is_pattern {
            return Some(Self::Wildcard);
        }
        if listed.is_empty() || listed.contains(&text) {
            return None;
        }
        let ignores_case = matches!(
            operator.comparison,
            Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase
        );
        let can_be = |value: &&str| match (is_pattern, ignores_case) {
            (true, _) => Glob::new(text, Case::Counts).matches(value),
            (_, true) => value.eq_ignore_ascii_case(text),
            _ => false,
        };
        if listed.iter().any(can_be) { None } else { Some(Self::NotListed) }
    }
}

/// Which characters with a meaning of their own a text has.
#[derive(Clone, Copy)]
struct Special {
    wildcards: bool,
    dollars: bool,
}

impl Special {
    fn of(text: &str) -> Self {
        // Without a branch for each byte: values are short, and nearly all are plain.
        let mark = |byte: u8| u8::from((byte == b'*') | (byte == b'?')) | u8::from(byte == b'$') << 1;
        let (blocks, rest) = text.as_bytes().as_chunks::<16>();
        let of_block = |block: &[u8; 16]| block.iter().fold(0, |marks, byte| marks | mark(*byte));
        let marks = blocks.iter().fold(0, |marks, block| marks | of_block(block));
        let marks = rest.iter().fold(marks, |marks, byte| marks | mark(*byte));
        Self { wildcards: marks & 1 != 0, dollars: marks & 2 != 0 }
    }
}

/// Whether a text is an ARN, or may match one.
fn is_arn(text: &str) -> bool {
    text.starts_with("arn:") && text.bytes().filter(|byte| *byte == b':').count() >= 5
        || text.contains(['*', '?'])
}

fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

fn is_number(text: &str) -> bool {
    let is_of_number = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    text.bytes().all(is_of_number) && text.parse::<f64>().is_ok()
}

/// Whether a text can be a time: seconds since 1970, or a date of ISO 8601 with or without a time of day.
fn is_time(text: &str) -> bool {
    let is_of_time = |byte: u8| {
        byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'+' | b'.' | b'T' | b't' | b'Z' | b'z' | b' ')
    };
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_number(text)
        || text.bytes().all(is_of_time)
            && text.split('-').next().is_some_and(is_year)
            && text.get(4..).is_some_and(|rest| rest.starts_with('-'))
}

/// Whether a text is an IP address, or a range of them in CIDR notation.
fn is_ip_range(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let most = match address.parse() {
        Ok(IpAddr::V4(_)) => 32,
        Ok(IpAddr::V6(_)) => 128,
        Err(_) => return false,
    };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= most))
}

fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let is_of_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text.len().is_multiple_of(4) && text.len() - data.len() <= 2 && data.bytes().all(is_of_base64)
}

#[cold]
fn say(
    fault: Fault,
    line: Line<'_>,
    index: usize,
    item: Tree<'_>,
    operator: ConditionOperator,
    listed: &[&str],
    report: &mut Report,
) {
    let place = || Place::at(line.value(index));
    let comparison = operator.comparison.as_str();
    let text = item.text().unwrap_or_default();
    match fault {
        Fault::Nested => {
            let message = format_args!("`{}` is compared with {}", line.key, item.kind());
            report
                .broken(&VALUE)
                .mistaken(Answer::Unknown, place(), message)
                .help("write a string, a number, a boolean or one list of them");
        }
        Fault::Variable if variable::are_known_to(operator) => {
            variable::check(text, || line.value(index), line.document, line.setting, report);
            let has_wildcard = |(_, part): (_, Part<'_>)| match part {
                Part::Plain(text) => text.contains(['*', '?']),
                _ => false,
            };
            let is_plain = matches!(
                operator.comparison,
                Comparison::StringEquals
                    | Comparison::StringNotEquals
                    | Comparison::StringEqualsIgnoreCase
                    | Comparison::StringNotEqualsIgnoreCase
            );
            if is_plain && Parts::of(text).any(has_wildcard) {
                wildcard(line, operator, text, place(), report);
            }
        }
        Fault::Variable => {
            variable::with_wrong_operator(text, operator, line.document, line.value(index), report)
        }
        Fault::Wildcard => wildcard(line, operator, text, place(), report),
        Fault::Form => {
            let compared = operator.comparison.value_type();
            let wanted = compared.map_or("a boolean", one);
            let written = serde_json::Value::from(item);
            let message =
                format_args!("`{comparison}` compares {}, and `{written}` is none", several_of(compared));
            let mut broken = report.broken(&VALUE_FORM);
            let mut finding = match compared {
                // Templates are filled in with names instead of ARNs, and KMS takes the policy.
                Some(ValueType::Arn) => broken.warned(Answer::AcceptsWithoutEffect, place(), message),
                _ => broken.mistaken(Answer::Unknown, place(), message),
            };
            finding.help(format!("write {wanted}{}", example(compared)));
        }
        Fault::NotListed => not_listed(line, text, listed, place(), report),
    }
}

const fn several_of(compared: Option<ValueType>) -> &'static str {
    match compared {
        None => "with `true` and `false`",
        compared => several(compared),
    }
}

const fn example(compared: Option<ValueType>) -> &'static str {
    match compared {
        None | Some(ValueType::Bool) => ": `true` or `false`",
        Some(ValueType::Date) => ", as `2026-01-31T00:00:00Z`",
        Some(ValueType::IpAddress) => " or a range of them, as `203.0.113.0/24`",
        Some(ValueType::Arn) => ", as `arn:aws:s3:::DOC-EXAMPLE-BUCKET`",
        Some(ValueType::Binary) => " in base64",
        Some(ValueType::Numeric | ValueType::String) => "",
    }
}

fn wildcard(line: Line<'_>, operator: ConditionOperator, text: &str, place: Place, report: &mut Report) {
    let like = match operator.comparison {
        Comparison::StringEquals => Some(Comparison::StringLike),
        Comparison::StringNotEquals => Some(Comparison::StringNotLike),
        _ => None,
    };
    let comparison = operator.comparison.as_str();
    let message =
        format_args!("`{comparison}` takes the wildcards in `{text}` for the characters themselves");
    let mut broken = report.broken(&WILDCARD);
    let mut finding = broken.warned(Answer::Accepts, place, message);
    let Some(like) = like.map(Comparison::as_str) else {
        finding.help("operators that ignore the case know no wildcards: use `StringLike`");
        return;
    };
    finding.help(format!("use `{like}`"));
    // The operator is that of all its keys, and may stand there already.
    let name = line.operator_name.replacen(comparison, like, 1);
    let is_there = line.statement.conditions().take(MOST_LINES).any(|condition| condition.operator == name);
    let has_more = line.statement.conditions().nth(MOST_LINES).is_some();
    if !is_there && !has_more {
        let place = Place::at_name(line.operator_pointer());
        finding.edit(replace(place, json(&name), Applicability::MaybeIncorrect));
    }
}

/// In a condition of more lines than these, it is not looked whether an operator stands there already.
const MOST_LINES: usize = 100;

fn not_listed(line: Line<'_>, text: &str, listed: &[&str], place: Place, report: &mut Report) {
    let message = format_args!("`{}` is never `{text}`", line.key);
    let mut broken = report.broken(&LISTED_VALUE);
    let mut finding = broken.warned(Answer::Accepts, place.clone(), message);
    match nearest(text, listed.iter().copied()) {
        Some(known) => {
            finding.help(format!("did you mean `{known}`?"));
            finding.edit(replace(place, json(known), Applicability::MaybeIncorrect));
        }
        None => finding.help(format!("it can be {}", listed.join(", "))),
    }
}
