//! JSON: documents that a reader must not stumble over.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde::Serialize;
use serde_json::{Map, Value};

use super::near_miss::NearMiss;
use super::text::any_text;
use crate::key::OtherMembers;
use crate::verdict::Rule;

/// Any JSON value, small and not deep; it shrinks to null.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1000..1000_i32).prop_map(|halves| Value::from(f64::from(halves) / 2.0)),
        any_text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let object = btree_map(any_text(), inner.clone(), 0..4)
            .prop_map(|members| Value::Object(members.into_iter().collect()));
        prop_oneof![vec(inner, 0..4).prop_map(Value::Array), object]
    })
}

/// Any text that is JSON, or almost: cut off anywhere, with a member twice, deeply nested, with half a surrogate
/// pair, with numbers that are too big, or no JSON at all.
pub fn any_json_text() -> impl Strategy<Value = String> {
    let whole = any_json().prop_map(|value| value.to_string());
    let cut_off = (any_json(), any::<Index>()).prop_map(|(value, at)| cut(&value.to_string(), at));
    let deep = select(vec![1_usize, 127, 128, 129, 500])
        .prop_map(|depth| format!("{}{}", "[{\"a\":".repeat(depth), "}]".repeat(depth)));
    let odd = select(
        [
            r#"{"KeyId":"\ud800"}"#,
            r#"{"\udc00":1}"#,
            r#"{"KeyId":1e999}"#,
            r#"{"KeyId":-0,"KeyId":0.0}"#,
            "\u{feff}{}",
            "{}{}",
            "{\"KeyId\":\"a\nb\"}",
            "\r\n[\n",
        ]
        .as_slice(),
    );
    prop_oneof![3 => whole, 3 => cut_off, 2 => any_text(), 1 => deep, 1 => odd.prop_map(str::to_owned)]
        .boxed()
}

/// The text of an object that has some of these members, in any order and any number, each with a value that is
/// plausible for one of them, or any.
pub(super) fn any_object_of(
    names: &'static [&'static str],
    plausible: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let value = prop_oneof![
        3 => select(plausible).prop_map(str::to_owned),
        1 => Just("null".to_owned()),
        1 => any_json().prop_map(|value| value.to_string()),
    ];
    let member = (select(names), value).prop_map(|(name, value)| format!("\"{name}\": {value}"));
    vec(member, 0..12).prop_map(|members| format!("{{\n{}}}", members.join(",\n")))
}

/// Members that no version of this crate knows yet.
pub(super) fn other_members() -> impl Strategy<Value = OtherMembers> {
    let name = select(["Future", "x-other", "arn", "Clé"].as_slice()).prop_map(str::to_owned);
    let members = btree_map(name, any_json(), 1..3)
        .prop_map(|members| OtherMembers(members.into_iter().collect::<Map<_, _>>()));
    prop_oneof![3 => Just(OtherMembers::default()), 1 => members].boxed()
}

/// The JSON of a value with exactly one thing wrong: a member that is missing or null, a member with a value that
/// it cannot have, or a text that is cut off.
pub(super) fn near_miss_document<T: Serialize + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
    required: impl Strategy<Value = &'static str>,
    wrong: impl Strategy<Value = (&'static str, &'static str)>,
    missing_rule: &'static Rule,
    wrong_rule: &'static Rule,
) -> impl Strategy<Value = NearMiss<String>> {
    #[derive(Clone, Debug)]
    enum Slip {
        Missing(&'static str),
        Null(&'static str),
        Wrong(&'static str, &'static str),
        CutOff(Index),
        InAList,
    }
    let slip = prop_oneof![
        3 => required.prop_map(Slip::Missing),
        6 => wrong.prop_map(|(name, value)| Slip::Wrong(name, value)),
        1 => any::<Index>().prop_map(Slip::CutOff),
        1 => Just(Slip::InAList),
    ];
    let slip = (slip, any::<bool>()).prop_map(|(slip, flag)| match slip {
        Slip::Missing(name) if flag => Slip::Null(name),
        slip => slip,
    });
    (value, slip).prop_map(move |(value, slip)| {
        let mut document = serde_json::to_value(value).unwrap_or_default();
        let members = document.as_object_mut();
        match (slip, members) {
            (Slip::Missing(name), Some(members)) => {
                members.remove(name);
                NearMiss::new(document.to_string(), missing_rule)
            }
            (Slip::Null(name), Some(members)) => {
                members.insert(name.into(), Value::Null);
                NearMiss::new(document.to_string(), missing_rule)
            }
            (Slip::Wrong(name, value), Some(members)) => {
                members.insert(name.into(), serde_json::from_str(value).unwrap_or_default());
                NearMiss::new(document.to_string(), wrong_rule)
            }
            (Slip::CutOff(at), _) => NearMiss::new(cut(&document.to_string(), at), wrong_rule),
            _ => NearMiss::new(format!("[{document}]"), wrong_rule),
        }
    })
}

/// The beginning of a text, shorter than the whole.
fn cut(text: &str, at: Index) -> String {
    let length = text.chars().count();
    text.chars().take(at.index(length.max(1))).collect()
}
