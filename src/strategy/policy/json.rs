//! Texts that are nearly key policies, or nothing like them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::draft::drafts;
use super::draw::draw;
use super::kind::{KINDS, OF_ACCOUNT};
use super::layout;
use super::near_miss::near_miss_policy_document;
use super::situation::Wanted;
use super::tree::{Member, Members, Tree, tree};
use crate::strategy::json::{any_json, any_json_text};
use crate::strategy::text::any_text;

/// What stands for the names of members in key policies.
static NAMES: [&str; 40] = [
    "Version",
    "Id",
    "Statement",
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
    "AWS",
    "Service",
    "Federated",
    "CanonicalUser",
    "StringEquals",
    "ForAnyValue:StringLike",
    "ForAllValues:StringNotEqualsIfExists",
    "ArnLike",
    "Bool",
    "Null",
    "NumericLessThan",
    "DateGreaterThan",
    "IpAddress",
    "BinaryEquals",
    "NullIfExists",
    "kms:ViaService",
    "kms:CallerAccount",
    "kms:EncryptionContext:team",
    "kms:ReplicaRegion",
    "kms:MultiRegionKeyType",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:RequestedRegion",
    "aws:PrincipalOrgPaths",
    "aws:CurrentTime",
    "statement",
    "Actions",
    "",
];

/// What stands for values in key policies.
static VALUES: [&str; 48] = [
    "2012-10-17",
    "2008-10-17",
    "Allow",
    "Deny",
    "*",
    "kms:*",
    "kms:Decrypt",
    "kms:PutKeyPolicy",
    "kms:ReplicateKey",
    "kms:UpdatePrimaryRegion",
    "kms:CreateGrant",
    "kms:ReEncrypt",
    "kms:Dekrypt",
    "kms:CreateKey",
    "k?s:*",
    "s3:GetObject",
    "Decrypt",
    "111122223333",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:role/app",
    "arn:aws:sts::111122223333:assumed-role/app/s",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam:us-east-1:111122223333:user/a/b",
    "arn:aws-cn:iam::111122223333:root",
    "arn::::",
    "AROA1234567890EXAMPLE",
    "logs.us-east-1.amazonaws.com",
    "logs.*.amazonaws.com.cn",
    "sns.amazonaws.com",
    "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    "arn:aws:kms:*:*:alias/a",
    "arn:aws:sns:us-east-1:111122223333:orders",
    "arn:aws:s3:::*",
    "s3.eu-west-1.amazonaws.com",
    "us-east-1",
    "eu-*",
    "PRIMARY",
    "${aws:username}",
    "a-${aws:PrincipalTag/team, 'all'}-${*}?",
    "${aws:username",
    "${}${ }${,}${$}",
    "true",
    "false",
    "10.0.0.0/8",
    "::1/129",
    "2026-01-31T00:00:00Z",
    "1e999",
    "é\u{1F511}\n",
];

/// A value out of the words of key policies, nested as they are nested or otherwise.
fn any_part() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        8 => select(VALUES.as_slice()).prop_map(|text| Tree::Text(text.to_owned())),
        1 => any_text().prop_map(Tree::Text),
        1 => any_json().prop_map(|value| tree_of(&value)),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        let name = prop_oneof![9 => select(NAMES.as_slice()).prop_map(str::to_owned), 1 => any_text()];
        let member = (name, inner.clone()).prop_map(|(name, value)| Member { name, value });
        prop_oneof![
            vec(inner, 0..5).prop_map(Tree::List),
            vec(member, 0..5).prop_map(|members| Tree::Object(Members(members)))
        ]
    })
    .boxed()
}

fn tree_of(value: &serde_json::Value) -> Tree {
    tree(&value.to_string())
}

/// What is done to a policy.
#[derive(Clone, Debug)]
enum Change {
    /// A value becomes another.
    Replace(Index, Tree),
    /// An object or a list gets one more.
    Add(Index, String, Tree),
    /// A member or an element goes.
    Remove(Index),
    /// A member or an element stands there twice.
    Repeat(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let name = select(NAMES.as_slice()).prop_map(str::to_owned);
    prop_oneof![
        4 => (any::<Index>(), any_part()).prop_map(|(at, value)| Change::Replace(at, value)),
        2 => (any::<Index>(), name, any_part()).prop_map(|(at, name, value)| Change::Add(at, name, value)),
        1 => any::<Index>().prop_map(Change::Remove),
        1 => any::<Index>().prop_map(Change::Repeat),
    ]
    .boxed()
}

impl Change {
    fn apply(self, policy: &mut Tree) {
        let count = size(policy);
        match self {
            Self::Replace(at, value) => {
                if let Some(place) = part_mut(policy, &mut at.index(count)) {
                    *place = value;
                }
            }
            Self::Add(at, name, value) => match part_mut(policy, &mut at.index(count)) {
                Some(Tree::Object(members)) => members.0.push(Member { name, value }),
                Some(Tree::List(items)) => items.push(value),
                Some(place) => *place = Tree::List(vec![place.clone(), value]),
                None => {}
            },
            Self::Remove(at) => match part_mut(policy, &mut at.index(count)) {
                Some(Tree::Object(members)) if !members.0.is_empty() => {
                    members.0.remove(at.index(members.0.len()));
                }
                Some(Tree::List(items)) if !items.is_empty() => {
                    items.remove(at.index(items.len()));
                }
                _ => {}
            },
            Self::Repeat(at) => match part_mut(policy, &mut at.index(count)) {
                Some(Tree::Object(members)) => {
                    let again = members.0.first().cloned();
                    members.0.extend(again);
                }
                Some(Tree::List(items)) => {
                    let again = items.first().cloned();
                    items.extend(again);
                }
                _ => {}
            },
        }
    }
}

/// How many values there are in a value, with itself.
fn size(tree: &Tree) -> usize {
    1 + match tree {
        Tree::List(items) => items.iter().map(size).sum(),
        Tree::Object(members) => members.0.iter().map(|member| size(&member.value)).sum(),
        _ => 0,
    }
}

/// The value of this number in a value.
fn part_mut<'t>(tree: &'t mut Tree, number: &mut usize) -> Option<&'t mut Tree> {
    if *number == 0 {
        return Some(tree);
    }
    *number -= 1;
    match tree {
        Tree::List(items) => items.iter_mut().find_map(|item| part_mut(item, number)),
        Tree::Object(members) => members.0.iter_mut().find_map(|member| part_mut(&mut member.value, number)),
        _ => None,
    }
}

/// Any text that may be read as a key policy: a valid one with one fault or some changes, JSON out of the words of key
/// policies, any JSON, and what is no JSON at all.
pub fn any_policy_document_text() -> impl Strategy<Value = String> {
    let changed = (drafts(Wanted::ANY, &OF_ACCOUNT, &KINDS), vec(change(), 1..4), draw());
    let changed = changed.prop_map(|(draft, changes, mut layout)| {
        let mut policy = Tree::Object(draft.members);
        changes.into_iter().for_each(|change| change.apply(&mut policy));
        match policy {
            Tree::Object(members) => layout::text_of(&members, &mut layout),
            other => text_of(&other),
        }
    });
    let out_of_words = any_part().prop_map(|part| text_of(&part));
    let statements = vec(any_part(), 0..4).prop_map(|statements| {
        let statement = Member { name: "Statement".into(), value: Tree::List(statements) };
        text_of(&Tree::Object(Members(vec![statement])))
    });
    let near_miss = near_miss_policy_document().prop_map(|miss| miss.situation.text);
    prop_oneof![4 => changed, 2 => out_of_words, 2 => statements, 1 => near_miss, 1 => any_json_text()]
        .boxed()
}

fn text_of(tree: &Tree) -> String {
    serde_json::to_string(tree).unwrap_or_default()
}
