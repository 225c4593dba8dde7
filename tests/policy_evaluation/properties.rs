//! What holds for every policy and every request.

use std::collections::BTreeMap;

use kms_mrk::identity::KeyArn;
use kms_mrk::policy::{AccessRequest, Action, Decision, Document, IdentityPolicies, RequestContext, Unknown};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::table::{KEY_ARN, policy, who};

const PRINCIPALS: &[&str] = &[
    r#""Principal": "*""#,
    r#""Principal": {"AWS": "111122223333"}"#,
    r#""Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}"#,
    r#""Principal": {"AWS": ["arn:aws:iam::111122223333:role/app", "444455556666"]}"#,
    r#""Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/app/i-0abc"}"#,
    r#""Principal": {"Service": "logs.us-east-1.amazonaws.com"}"#,
    r#""NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/team/ops", "111122223333"]}"#,
];

const ACTIONS: &[&str] = &[
    r#""Action": "kms:*""#,
    r#""Action": "kms:Decrypt""#,
    r#""Action": ["kms:Put*", "kms:Encrypt"]"#,
    r#""NotAction": "kms:Decrypt""#,
];

const RESOURCES: &[&str] = &[
    r#""Resource": "*""#,
    r#""Resource": "*""#,
    r#""Resource": "arn:aws:kms:*:111122223333:key/*""#,
    r#""NotResource": "arn:aws:kms:eu-*:*:key/*""#,
];

const CONDITIONS: &[&str] = &[
    "",
    "",
    r#", "Condition": {"StringEquals": {"a": "1"}}"#,
    r#", "Condition": {"StringNotEquals": {"a": "1"}}"#,
    r#", "Condition": {"StringEqualsIfExists": {"a": ["1", "2"]}, "Null": {"b": "true"}}"#,
    r#", "Condition": {"ForAllValues:StringLike": {"b": "1*"}}"#,
    r#", "Condition": {"ForAnyValue:StringEquals": {"b": "${a}"}}"#,
];

const CALLERS: &[&str] = &[
    "root",
    "user",
    "role",
    "session",
    "other-session",
    "foreign-root",
    "foreign-user",
    "service",
    "anonymous",
];

/// A statement as it stands in a key policy, and in an IAM policy.
#[derive(Clone, Debug)]
struct Drawn {
    effect: &'static str,
    principal: &'static str,
    rest: String,
}

impl Drawn {
    fn in_key_policy(&self) -> String {
        let Self { effect, principal, rest } = self;
        format!(r#"{{"Effect": "{effect}", {principal}, {rest}}}"#)
    }

    fn in_identity_policy(&self) -> String {
        let Self { effect, rest, .. } = self;
        format!(r#"{{"Effect": "{effect}", {rest}}}"#)
    }
}

fn statement() -> impl Strategy<Value = Drawn> {
    let effect = select(&["Allow", "Allow", "Deny"][..]);
    let parts = (effect, select(PRINCIPALS), select(ACTIONS), select(RESOURCES), select(CONDITIONS));
    parts.prop_map(|(effect, principal, action, resource, condition)| Drawn {
        effect,
        principal,
        rest: format!("{action}, {resource}{condition}"),
    })
}

fn key_policy(statements: &[Drawn]) -> String {
    policy(&statements.iter().map(Drawn::in_key_policy).collect::<Vec<_>>().join(", "))
}

/// A request, as far as it is said.
#[derive(Clone, Debug)]
struct Asked {
    caller: &'static str,
    action: Action,
    keys: BTreeMap<&'static str, Vec<&'static str>>,
    has_account: bool,
    has_key_arn: bool,
}

fn asked() -> impl Strategy<Value = Asked> {
    let action = select(&[Action::Decrypt, Action::Encrypt, Action::PutKeyPolicy, Action::CreateKey][..]);
    let values = || prop::collection::vec(select(&["1", "2", "12"][..]), 0..3);
    let keys = prop::collection::btree_map(select(&["a", "b"][..]), values(), 0..3);
    (select(CALLERS), action, keys, any::<bool>(), any::<bool>()).prop_map(
        |(caller, action, keys, has_account, has_key_arn)| Asked {
            caller,
            action,
            keys,
            has_account,
            has_key_arn,
        },
    )
}

impl Asked {
    fn of(&self, document: &str, identity: Option<&str>) -> Decision {
        let principal = who(self.caller);
        let context = self.keys.iter().fold(RequestContext::new(), |context, (key, values)| {
            context.with_values(*key, values.iter().copied())
        });
        let key_arn: KeyArn = KEY_ARN.parse().unwrap();
        let identity = identity.map(|text| IdentityPolicies::read([text]).unwrap());
        let mut request = match &principal {
            Some(principal) => AccessRequest::new(principal, self.action.clone()),
            None => AccessRequest::anonymous(self.action.clone()),
        };
        if self.has_account {
            request = request.with_account("111122223333".parse().unwrap());
        }
        if self.has_key_arn {
            request = request.with_key_arn(&key_arn);
        }
        if let Some(identity) = &identity {
            request = request.with_identity_policies(identity);
        }
        let request = request.with_context(&context);
        let document = Document::read(document).unwrap();
        let decision = document.authorize(&request);
        assert_eq!(document.explain(&request).decision, decision);
        decision
    }

    /// Everything that is not said, in some way.
    fn completed(&self, a: &[&'static str], b: &[&'static str]) -> Self {
        let mut said = self.clone();
        said.keys.entry("a").or_insert_with(|| a.to_vec());
        said.keys.entry("b").or_insert_with(|| b.to_vec());
        Self { has_account: true, has_key_arn: true, ..said }
    }
}

fn statements() -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec(statement(), 0..5)
}

fn config() -> Config {
    Config { cases: 512, failure_persistence: None, ..Config::default() }
}

/// Nothing can be added to a request that makes it allowed, nor denied if it was allowed.
fn kind(decision: &Decision) -> &'static str {
    match decision {
        Decision::Allowed { .. } => "allowed",
        Decision::Delegated { .. } => "delegated",
        Decision::DeniedExplicitly { .. } | Decision::DeniedImplicitly => "denied",
        Decision::Depends { .. } => "depends",
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_denial_always_wins(statements in statements(), asked in asked(), at in any::<Index>()) {
        let deny = Drawn {
            effect: "Deny",
            principal: r#""Principal": "*""#,
            rest: r#""Action": "*", "Resource": "*""#.to_owned(),
        };
        let mut denied = statements;
        denied.insert(at.index(denied.len() + 1), deny);
        let decision = asked.of(&key_policy(&denied), None);
        prop_assert!(matches!(decision, Decision::DeniedExplicitly { .. }), "{decision}");
        let all = policy(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#);
        let decision = asked.of(&key_policy(&denied), Some(&all));
        prop_assert!(matches!(decision, Decision::DeniedExplicitly { .. }), "{decision}");
    }

    #[test]
    fn one_more_statement_that_allows_never_denies(
        statements in statements(), more in statement(), asked in asked(), at in any::<Index>()
    ) {
        let before = kind(&asked.of(&key_policy(&statements), None));
        let mut with_more = statements;
        with_more.insert(at.index(with_more.len() + 1), Drawn { effect: "Allow", ..more });
        let after = kind(&asked.of(&key_policy(&with_more), None));
        let can_become: &[&str] = match before {
            "allowed" => &["allowed"],
            "delegated" => &["delegated", "allowed", "depends"],
            "depends" => &["depends", "delegated", "allowed"],
            _ => &["denied", "depends", "delegated", "allowed"],
        };
        prop_assert!(can_become.contains(&after), "{before} became {after}");
    }

    #[test]
    fn one_more_statement_that_denies_never_allows(
        statements in statements(), more in statement(), asked in asked(), at in any::<Index>()
    ) {
        let before = kind(&asked.of(&key_policy(&statements), None));
        let mut with_more = statements;
        with_more.insert(at.index(with_more.len() + 1), Drawn { effect: "Deny", ..more });
        let after = kind(&asked.of(&key_policy(&with_more), None));
        let is_possible = after == before || after == "denied" || after == "depends" && before != "denied";
        prop_assert!(is_possible, "{before} became {after}");
    }

    #[test]
    fn what_is_left_to_iam_policies_is_allowed_if_they_allow_it_and_denied_if_not(
        statements in statements(), asked in asked()
    ) {
        let text = key_policy(&statements);
        let alone = asked.of(&text, None);
        let all = asked.of(&text, Some(&policy(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#)));
        let none = asked.of(&text, Some(&policy("")));
        match (&alone, asked.action == Action::CreateKey) {
            (_, true) => prop_assert!(kind(&alone) == "denied"),
            (Decision::Delegated { by }, _) => {
                prop_assert_eq!(&all, &Decision::Allowed { by: *by });
                prop_assert_eq!(&none, &Decision::DeniedImplicitly);
            }
            (Decision::Depends { .. }, _) => {}
            (decided, _) => {
                prop_assert_eq!(&all, decided);
                prop_assert_eq!(&none, decided);
            }
        }
    }

    #[test]
    fn a_statement_of_an_iam_policy_that_denies_wins(
        statements in statements(), identity in statements(), asked in asked()
    ) {
        let deny = r#"{"Effect": "Deny", "Action": "*", "Resource": "*"}"#.to_owned();
        let identity = identity.iter().map(Drawn::in_identity_policy).chain([deny]).collect::<Vec<_>>().join(", ");
        let decision = asked.of(&key_policy(&statements), Some(&policy(&identity)));
        prop_assert!(decision.is_denied() || asked.caller.ends_with("root"), "{decision}");
    }

    #[test]
    fn what_is_decided_stays_so_whatever_else_is_said(
        statements in statements(),
        identity in prop::option::of(statements()),
        asked in asked(),
        a in prop::collection::vec(select(&["1", "2", "12"][..]), 0..3),
        b in prop::collection::vec(select(&["1", "2", "12"][..]), 0..3),
    ) {
        let text = key_policy(&statements);
        let identity = identity
            .map(|statements| policy(&statements.iter().map(Drawn::in_identity_policy).collect::<Vec<_>>().join(", ")));
        let before = asked.of(&text, identity.as_deref());
        let after = asked.completed(&a, &b).of(&text, identity.as_deref());
        if let Decision::Depends { on } = &before {
            prop_assert!(!on.is_empty());
            let is_open = |unknown: &Unknown| match unknown {
                Unknown::ConditionKey(key) => !asked.keys.contains_key(&**key),
                Unknown::KeyArn => !asked.has_key_arn,
                Unknown::KeyAccount => !asked.has_account,
                Unknown::SessionName => asked.caller == "role",
                _ => false,
            };
            prop_assert!(on.iter().all(is_open), "{before}");
        } else {
            prop_assert_eq!(kind(&before), kind(&after));
        }
        // Nothing is left open but the session of a role.
        let role_alone = Decision::Depends { on: vec![Unknown::SessionName] };
        prop_assert!(kind(&after) != "depends" || after == role_alone, "{after}");
    }
}

#[test]
fn requests_are_allowed_denied_left_to_iam_policies_and_open() {
    let config = Config { cases: 2_000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let seen = std::cell::RefCell::new(BTreeMap::<&str, usize>::new());
    runner
        .run(&(statements(), asked()), |(statements, asked)| {
            *seen.borrow_mut().entry(kind(&asked.of(&key_policy(&statements), None))).or_default() += 1;
            Ok(())
        })
        .unwrap();
    let seen = seen.into_inner();
    assert!(["allowed", "denied", "delegated", "depends"].iter().all(|kind| seen[kind] > 10), "{seen:?}");
}
