//! Texts of key policies.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::identity::{AccountId, Partition};
use crate::model::Quotas;
use crate::policy::PolicyText;
use crate::policy::rule::text as policy_rule;
use crate::strategy::account_id::{account_id, other_account};
use crate::strategy::built::built;
use crate::strategy::near_miss::{NearMiss, NearMissText};
use crate::strategy::text::any_text;

/// A key policy of one of two accounts that lets the account's own policies decide; it shrinks to the default one.
pub fn policy_text() -> impl Strategy<Value = PolicyText> {
    (account_id(), any::<Index>()).prop_map(|(account, layout)| policy_of(account, layout))
}

/// A key policy of this account, laid out in one way or another.
pub(in crate::strategy) fn policy_of(account: AccountId, layout: Index) -> PolicyText {
    match layout.index(3) {
        0 => PolicyText::default_of(&Partition::Aws, account),
        1 => compact(account, "für alle"),
        _ => built(compact(account, "").as_str().replace(',', ",\r\n\t") + "\n"),
    }
}

/// A key policy that each of the two accounts can put on a key of its own: it leaves everything to both.
pub(in crate::strategy) fn policy_of_any_account() -> impl Strategy<Value = PolicyText> {
    (account_id(), any::<Index>()).prop_map(|(account, layout)| {
        let policy = policy_of(account, layout).as_str().to_owned();
        let root = format!(r#""arn:aws:iam::{account}:root""#);
        let both = format!(r#"[{root}, "{}"]"#, other_account(account));
        built(policy.replace(&root, &both))
    })
}

/// A key policy without white space, of this `Id`.
fn compact(account: AccountId, id: &str) -> PolicyText {
    let statement = format!(
        r#"{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::{account}:root"}},"Action":"kms:*","Resource":"*"}}"#
    );
    built(format!(r#"{{"Version":"2012-10-17","Id":"{id}","Statement":[{statement}]}}"#))
}

/// A key policy of which exactly one rule is broken: more bytes than the quota, or not one JSON object.
pub fn near_miss_policy() -> impl Strategy<Value = NearMiss<PolicyText>> {
    let too_big = (account_id(), select(vec!["x", " ", "ÿ"])).prop_map(|(account, filler)| {
        let id = filler.repeat(Quotas::DEFAULT.key_policy_bytes / filler.len());
        NearMiss::new(compact(account, &id), &policy_rule::SIZE)
    });
    let broken = (policy_text(), any::<Index>()).prop_map(|(policy, at)| {
        let text = policy.as_str().trim_end();
        let kept = 1 + at.index(text.chars().count() - 1);
        NearMiss::new(built(text.chars().take(kept).collect::<String>()), &policy_rule::JSON_OBJECT)
    });
    let of_another_kind = policy_text().prop_flat_map(|policy| {
        let list = format!("[{}]", policy.as_str());
        let twice = policy.as_str().repeat(2);
        let encoded_twice = format!("{:?}", policy.as_str().replace(['\t', '\r', '\n'], " "));
        select(vec![
            list,
            twice,
            encoded_twice,
            "null".into(),
            "{}{}".into(),
            "allow".into(),
            "\u{a0}{}".into(),
        ])
    });
    let of_another_kind =
        of_another_kind.prop_map(|text| NearMiss::new(built(text), &policy_rule::JSON_OBJECT));
    prop_oneof![4 => of_another_kind, 4 => broken, 1 => too_big].boxed()
}

/// Any text of a key policy: of characters that it may have, whatever it says.
pub fn any_policy_text() -> impl Strategy<Value = PolicyText> {
    let strange = any_text().prop_map(|text| {
        let kept: String = text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='ÿ')).collect();
        built(if kept.is_empty() { "{" } else { &kept })
    });
    prop_oneof![4 => policy_text(), 4 => strange, 1 => near_miss_policy().prop_map(|miss| miss.value)].boxed()
}

/// A text that cannot be sent as a key policy: a character that the member `Policy` may not have, none, or too many.
pub fn near_miss_policy_text() -> impl Strategy<Value = NearMissText> {
    let character = (policy_text(), any::<Index>(), select(vec!['“', '\0', '\u{b}', '—', '🔑']));
    let character = character.prop_map(|(policy, at, by)| {
        let text: Vec<_> = policy.as_str().chars().collect();
        let at = at.index(text.len() + 1);
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let before: String = before.iter().collect();
        NearMissText::new(format!("{before}{by}{}", after.iter().collect::<String>()), before.len())
    });
    let too_long = Just(()).prop_map(|()| NearMissText::too_long("{}", ' ', PolicyText::MAX_LENGTH));
    prop_oneof![16 => character, 2 => Just(()).prop_map(|()| NearMissText::new("", 0)), 1 => too_long].boxed()
}
