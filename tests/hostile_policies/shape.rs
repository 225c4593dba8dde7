//! Texts of any length that are made to take long.

use kms_mrk::policy::rule::{
    action, condition, document, lockout, multi_region, principal, resource, security,
};
use kms_mrk::policy::rule::{statement, text, variable};
use kms_mrk::verdict::Rule;

/// A kind of text, and what is found in it.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// A text of about so many bytes.
    pub(crate) of_bytes: fn(usize) -> String,
    pub(crate) rule: &'static Rule,
    pub(crate) count: Count,
}

/// How often the rule is broken.
pub(crate) enum Count {
    Times(usize),
    /// As often as this stands in the text.
    Each(&'static str),
    /// As often as this stands in the text, but once.
    EachButOne(&'static str),
}
use Count::{Each, EachButOne, Times};

/// So many items, numbered, with commas between them, after this and before that.
fn filled(bytes: usize, before: &str, after: &str, item: impl Fn(usize) -> String) -> String {
    let mut text = before.to_owned();
    for number in 0.. {
        if text.len() + after.len() >= bytes {
            break;
        }
        let comma = if number == 0 { "" } else { "," };
        text.push_str(comma);
        text.push_str(&item(number));
    }
    text + after
}

/// A policy that leaves everything to the account, with a statement of these members.
fn policy(members: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"111122223333"}},"Action":"kms:*","Resource":"*"}},{{"Effect":"Allow",{members}}}]}}"#
    )
}

const ROLE: &str = r#""Principal":{"AWS":"arn:aws:iam::111122223333:role/app"}"#;

/// A list of items in the one place of a policy that is marked.
fn list_in(bytes: usize, policy: &str, item: impl Fn(usize) -> String) -> String {
    let (before, after) = policy.split_once('…').unwrap();
    filled(bytes, before, after, item)
}

fn actions(bytes: usize, item: impl Fn(usize) -> String) -> String {
    list_in(bytes, &policy(&format!(r#"{ROLE},"Resource":"*","Action":[…]"#)), item)
}

fn values(bytes: usize, operator: &str, key: &str, item: impl Fn(usize) -> String) -> String {
    list_in(bytes, &policy(&under(&format!(r#""{operator}":{{"{key}":[…]}}"#))), item)
}

fn under(condition: &str) -> String {
    format!(r#"{ROLE},"Resource":"*","Action":"kms:Decrypt","Condition":{{{condition}}}"#)
}

fn value(operator: &str, key: &str, text: &str) -> String {
    policy(&under(&format!(r#""{operator}":{{"{key}":"{text}"}}"#)))
}

fn principals(bytes: usize, kind: &str, item: impl Fn(usize) -> String) -> String {
    let members = format!(r#""Principal":{{"{kind}":[…]}},"Resource":"*","Action":"kms:DescribeKey""#);
    list_in(bytes, &policy(&members), item)
}

/// A policy of statements, of which none is for the account.
fn statements(bytes: usize, item: impl Fn(usize) -> String) -> String {
    filled(bytes, r#"{"Version":"2012-10-17","Statement":["#, "]}", item)
}

fn administrator(principal: &str, rest: &str) -> String {
    format!(r#"{{"Effect":"Allow","Principal":{{"AWS":{principal}}},"Action":"kms:*","Resource":"*"{rest}}}"#)
}

macro_rules! shape {
    ($name:literal, $of_bytes:expr, $rule:expr, $count:expr) => {
        Shape { name: $name, of_bytes: $of_bytes, rule: &$rule, count: $count }
    };
}

#[rustfmt::skip]
pub(crate) const SHAPES: &[Shape] = &[
    // What is no policy at all.
    shape!("brackets", |n| "[".repeat(n), text::JSON_OBJECT, Times(1)),
    shape!("braces", |n| r#"{"a":"#.repeat(n / 5), text::JSON_OBJECT, Times(1)),
    shape!("brackets with ends", |n| format!(r#"{{"Id":{}{}}}"#, "[".repeat(n / 2), "]".repeat(n / 2)), text::JSON_OBJECT, Times(1)),
    shape!("line feeds", |n| format!("{{{}", "\n".repeat(n)), text::JSON_OBJECT, Times(1)),
    shape!("backslashes", |n| format!(r#"{{"{}"#, "\\".repeat(n)), text::JSON_OBJECT, Times(1)),
    shape!("characters", |n| format!(r#"{{"Id":"{}"}}"#, "“".repeat(n / 3)), document::VERSION_MISSING, Times(1)),
    // Members.
    shape!("one member", |n| filled(n, "{", "}", |_| r#""a":1"#.into()), document::UNKNOWN_ELEMENT, Times(1)),
    shape!("members", |n| filled(n, "{", "}", |i| format!(r#""a{i}":1"#)), document::UNKNOWN_ELEMENT, Each(":1")),
    shape!("misspelled elements", |n| list_in(n, &policy("…"), |i| format!(r#""Acton{i}":0"#)), statement::UNKNOWN_ELEMENT, Each("Acton")),
    shape!("escapes", |n| policy(&format!(r#"{ROLE},"Action":"kms:Sign","Resource":"*","Sid":"{}""#, r"\u0041".repeat(n / 6))), statement::EMPTY_SID, Times(0)),
    // Statements.
    shape!("statements of one name", |n| statements(n, |_| r#"{"Sid":"a"}"#.into()), security::SAME_SID, EachButOne("Sid")),
    shape!("statements of long names", |n| statements(n, |i| format!(r#"{{"Sid":"{}{i}"}}"#, "a".repeat(500))), statement::EFFECT_MISSING, Each("Sid")),
    shape!("empty statements", |n| statements(n, |_| "{}".into()), principal::MISSING, Each("{}")),
    shape!("numbers for statements", |n| statements(n, |_| "7".into()), document::STATEMENT_TYPE, EachButOne("7")),
    shape!("statements on replica keys", |n| statements(n, |_| r#"{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:ReplicateKey","Resource":"*"}"#.into()), multi_region::REPLICA_POLICY, Each("Effect")),
    // Actions.
    shape!("one action", |n| actions(n, |_| r#""kms:Sign""#.into()), action::REDUNDANT, EachButOne("Sign")),
    shape!("unknown actions", |n| actions(n, |i| format!(r#""kms:Dekrypt{i}""#)), action::KNOWN_NAME, Each("Dekrypt")),
    shape!("misspelled actions", |n| actions(n, |i| format!(r#""kms:GenerateDataKy{}""#, i % 10)), action::KNOWN_NAME, Each("Ky")),
    shape!("patterns of actions", |n| actions(n, |i| format!(r#""kms:*{i}*a*""#)), action::MATCHES, Each("*a*")),
    shape!("stars in an action", |n| policy(&format!(r#"{ROLE},"Resource":"*","Action":"kms:{}""#, "*".repeat(n))), security::SEPARATION_OF_DUTIES, Times(1)),
    shape!("stars and marks in an action", |n| policy(&format!(r#"{ROLE},"Resource":"*","Action":"kms:{}""#, "*?".repeat(n / 2))), action::MATCHES, Times(1)),
    shape!("actions in a long pattern", |n| {
        let wide = format!(r#"{ROLE},"Resource":"*","Action":["kms:Sig{}",…]"#, "*".repeat(n / 2));
        list_in(n, &policy(&wide), |_| r#""kms:Sign""#.into())
    }, action::REDUNDANT, Each("Sign")),
    shape!("actions for another account", |n| list_in(n, &policy(&format!(r#""Principal":{{"AWS":"arn:aws:iam::444455556666:role/{}"}},"Resource":"*","Action":[…]"#, "a".repeat(n / 2))), |_| r#""kms:TagResource""#.into()), action::OWN_ACCOUNT, Each("TagResource")),
    // Principals.
    shape!("dollars", |n| policy(&format!(r#""Principal":{{"AWS":"{}"}},"Action":"kms:Sign","Resource":"*""#, "$".repeat(n))), principal::FORM, Times(1)),
    shape!("malformed principals", |n| principals(n, "AWS", |i| format!(r#""x{}""#, i % 1000)), principal::FORM, Each(r#""x"#)),
    shape!("services elsewhere", |n| principals(n, "Service", |i| format!(r#""s{i}.us-east-1.amazonaws.com""#)), multi_region::SERVICE_PRINCIPAL, Each("us-east-1")),
    shape!("types of principals", |n| list_in(n, &policy(r#""Principal":{…},"Action":"kms:Sign","Resource":"*""#), |i| format!(r#""T{i}":0"#)), principal::UNKNOWN_TYPE, Each(r#""T"#)),
    shape!("administrators", |n| statements(n, |i| administrator(&format!(r#""arn:aws:iam::111122223333:role/{i}""#), "")), lockout::ALLOWED, Times(1)),
    shape!("administrators under conditions", |n| statements(n, |i| administrator(&format!(r#""arn:aws:iam::111122223333:role/{i}""#), r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#)), lockout::ALLOWED, Times(1)),
    shape!("accounts", |n| list_in(n, &format!(r#"{{"Version":"2012-10-17","Statement":{}}}"#, administrator("[…]", r#","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#)), |i| format!(r#""{i:012}""#)), lockout::ALLOWED, Times(1)),
    // Resources.
    shape!("aliases", |n| list_in(n, &policy(&format!(r#"{ROLE},"Action":"kms:Sign","Resource":[…]"#)), |_| r#""alias/a""#.into()), resource::ALIAS, Each("alias/a")),
    // Condition keys and operators.
    shape!("unknown operators", |n| list_in(n, &policy(&under("…")), |i| format!(r#""Is{i}":{{}}"#)), condition::OPERATOR, Each("Is")),
    shape!("a long operator", |n| list_in(n, &policy(&under(&format!(r#""{}":{{…}}"#, "a".repeat(n / 2)))), |i| format!(r#""k{i}":1"#)), condition::OPERATOR, Times(1)),
    shape!("unknown keys", |n| list_in(n, &policy(&under(r#""StringEquals":{…}"#)), |i| format!(r#""kms:Moon{i}":"a""#)), condition::KMS_KEY, Each("Moon")),
    shape!("misspelled keys", |n| list_in(n, &policy(&under(r#""StringEquals":{…}"#)), |i| format!(r#""kms:KeySpe{i}":"a""#)), condition::KMS_KEY, Each("Spe")),
    shape!("keys of other actions", |n| {
        let signing = under(r#""StringEquals":{…}"#).replace(r#""kms:Decrypt""#, r#"["kms:Decrypt",…]"#);
        let signing = list_in(n / 2, &policy(&signing), |_| r#""kms:Sign""#.into());
        list_in(n, &signing, |i| format!(r#""kms:EncryptionContext:{i}":"a""#))
    }, condition::KEY_OF_ACTION, Each("EncryptionContext")),
    shape!("values of a long key", |n| values(n, "StringEquals", &format!("aws:PrincipalTag/{}", "a".repeat(n / 2)), |_| "{}".into()), condition::VALUE, Times(0)),
    // Values.
    shape!("nested values", |n| values(n, "StringEquals", "aws:UserAgent", |_| "{}".into()), condition::VALUE, Each("{}")),
    shape!("wrong values", |n| values(n, "Bool", "aws:SecureTransport", |_| "7".into()), condition::VALUE_FORM, EachButOne("7")),
    shape!("unlisted values", |n| values(n, "StringEquals", "kms:KeySpec", |i| format!(r#""RSA_{i}00""#)), condition::LISTED_VALUE, Each("RSA_")),
    shape!("wildcards", |n| {
        let lines = under(r#""StringEquals":{"aws:UserAgent":[…]},"StringNotEquals":{…}"#);
        let lines = list_in(n / 2, &policy(&lines), |_| r#""*?""#.into());
        list_in(n, &lines, |i| format!(r#""aws:PrincipalTag/{i}":"a""#))
    }, condition::WILDCARD, Each("*?")),
    shape!("services through which calls come", |n| values(n, "StringEquals", "kms:ViaService", |i| format!(r#""s{i}.us-east-1.amazonaws.com""#)), multi_region::VIA_SERVICE, Each("us-east-1")),
    shape!("sources elsewhere", |n| values(n, "ArnLike", "aws:SourceArn", |i| format!(r#""arn:aws:sns:us-east-1:111122223333:{i}""#)), multi_region::SOURCE_ARN, Each("us-east-1")),
    shape!("unknown Regions", |n| values(n, "StringEquals", "aws:RequestedRegion", |i| format!(r#""eu-west-{}""#, 10 + i % 9000)), multi_region::REQUESTED_REGION, Each("eu-west-")),
    shape!("stars in a value", |n| value("StringLike", "kms:ViaService", &"*-a".repeat(n / 3)), condition::WILDCARD, Times(0)),
    shape!("a pattern of Regions", |n| value("StringLike", "aws:RequestedRegion", &"*-?".repeat(n / 3)), multi_region::REQUESTED_REGION, Times(1)),
    // Variables.
    shape!("variables without end", |n| value("StringLike", "aws:UserAgent", &"${a".repeat(n / 3)), variable::CLOSED, Times(1)),
    shape!("variables that end late", |n| value("ArnLike", "aws:PrincipalArn", &format!("arn:{},", "${".repeat(n / 2))), variable::CLOSED, Times(1)),
    shape!("variables without a key", |n| value("StringLike", "aws:UserAgent", &"${}".repeat(n / 3)), variable::NOT_EMPTY, Each("${}")),
    shape!("variables with half a default", |n| value("StringLike", "aws:UserAgent", &"${a,'".repeat(n / 5)), variable::CLOSED, Times(1)),
    shape!("variables in an old policy", |n| {
        let lines = under(r#""StringLike":{"aws:UserAgent":[…]}"#).replace(r#""kms:Decrypt""#, r#"["kms:Decrypt",…]"#);
        let lines = list_in(n / 2, &policy(&lines), |i| format!(r#""kms:Moon{i}""#));
        list_in(n, &lines, |i| format!(r#""${{a{i}}}""#)).replace("2012-10-17", "2008-10-17")
    }, variable::VERSION, Times(1)),
];
