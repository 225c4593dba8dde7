//! Numbers, times, truth values, bytes and addresses, as conditions compare them.

use std::cmp::Ordering;
use std::net::IpAddr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::policy::Comparison;

/// Whether a value of the request stands in the relation to one of the policy that the comparison names; the
/// opposite of a negated one. A text that is no value of the kind stands in no relation.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
pub(super) fn holds(comparison: Comparison, found: &str, policy: &str) -> bool {
    use Comparison as C;
    let ordered: fn(Ordering) -> bool = match comparison {
        C::NumericEquals | C::NumericNotEquals | C::DateEquals | C::DateNotEquals => Ordering::is_eq,
        C::NumericLessThan | C::DateLessThan => Ordering::is_lt,
        C::NumericLessThanEquals | C::DateLessThanEquals => Ordering::is_le,
        C::NumericGreaterThan | C::DateGreaterThan => Ordering::is_gt,
        C::NumericGreaterThanEquals | C::DateGreaterThanEquals => Ordering::is_ge,
        C::Bool => return is_truth_value(policy) && policy.eq_ignore_ascii_case(found),
        C::BinaryEquals => return are_same_bytes(found, policy),
        C::IpAddress | C::NotIpAddress => return is_in_range(found, policy),
        // The others compare texts.
        _ => return false,
    };
    let order = match comparison {
        C::DateEquals
        | C::DateNotEquals
        | C::DateLessThan
        | C::DateLessThanEquals
        | C::DateGreaterThan
        | C::DateGreaterThanEquals => time(found).zip(time(policy)).map(|(found, policy)| found.cmp(&policy)),
        _ => number(found).zip(number(policy)).and_then(|(found, policy)| found.order(policy)),
    };
    order.is_some_and(ordered)
}

fn is_truth_value(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

/// A number, exact if it is whole.
#[derive(Clone, Copy)]
enum Number {
    Whole(i128),
    Fraction(f64),
}

impl Number {
    fn order(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => Some(one.cmp(&other)),
            (one, other) => one.inexact().partial_cmp(&other.inexact()),
        }
    }

    const fn inexact(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Fraction(number) => number,
        }
    }
}

/// The number that a text is; of a time, its seconds since 1970: policies compare `kms:ValidTo` as a number too.
fn number(text: &str) -> Option<Number> {
    if let Ok(number) = text.parse() {
        return Some(Number::Whole(number));
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && let Ok(number) = text.parse()
    {
        return Some(Number::Fraction(number));
    }
    time(text).map(|time| Number::Whole(time.as_second().into()))
}

/// The time that a text is: ISO 8601 as the W3C has it, or seconds since 1970.
///
/// Four digits alone are a year.
fn time(text: &str) -> Option<Timestamp> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() != 4 || text.starts_with('-') {
        return Timestamp::from_second(text.parse().ok()?).ok();
    }
    if text.contains(['T', 't', ' ']) {
        return text.parse().ok().or_else(|| without_seconds(text));
    }
    let mut parts = text.splitn(3, '-');
    let mut part = |length: usize| match parts.next() {
        None => Some(1),
        Some(digits) if digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse::<i16>().ok()
        }
        Some(_) => None,
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

/// A time with hours, minutes and zone, and no seconds.
fn without_seconds(text: &str) -> Option<Timestamp> {
    let (minutes, zone) = text.split_at_checked("2026-01-05T12:00".len())?;
    format!("{minutes}:00{zone}").parse().ok()
}

/// Whether two texts are the same bytes in base64; bytes have one such text, but for the padding at its end.
fn are_same_bytes(one: &str, other: &str) -> bool {
    let text = one.trim_end_matches('=');
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    text == other.trim_end_matches('=') && text.len() % 4 != 1 && text.bytes().all(is_base64)
}

/// Whether an address is in a range in CIDR notation; an address alone is the range of that address.
fn is_in_range(address: &str, range: &str) -> bool {
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let (start, length) =
        range.split_once('/').map_or((range, None), |(start, length)| (start, Some(length)));
    let Ok(start) = start.parse::<IpAddr>() else { return false };
    let (address, start, bits) = match (address, start) {
        (IpAddr::V4(address), IpAddr::V4(start)) => {
            (u128::from(u32::from(address)), u128::from(u32::from(start)), 32)
        }
        (IpAddr::V6(address), IpAddr::V6(start)) => (u128::from(address), u128::from(start), 128),
        _ => return false,
    };
    let length = match length {
        None => bits,
        Some(length) if length.bytes().all(|byte| byte.is_ascii_digit()) => match length.parse() {
            Ok(length) if length <= bits => length,
            _ => return false,
        },
        Some(_) => return false,
    };
    // A range of everything would be a shift by as many bits as there are.
    (address ^ start).checked_shr(bits - length).is_none_or(|different| different == 0)
}
