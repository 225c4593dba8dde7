//! Rows of tables, in short.

use std::collections::BTreeSet;

use kms_mrk::identity::{KeyArn, PrincipalArn};
use kms_mrk::policy::{
    AccessRequest, Action, DecidingPolicy, DecidingStatement, Decision, Document, IdentityPolicies,
    RequestContext, Unknown,
};

pub(crate) const KEY_ARN: &str =
    "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";

/// A key policy, and what it answers to requests.
pub(crate) struct Table {
    /// Where it is written that it does so.
    pub(crate) source: &'static str,
    /// The statements of the key policy.
    pub(crate) statements: &'static str,
    /// The statements of the only IAM policy of the principal, if its policies are known.
    pub(crate) identity: Option<&'static str>,
    /// One request a line: who asks for which action, with which condition keys, and the decision after `=>`.
    ///
    /// A condition key is `key=value`, `key=one|two`, or `!key` for one that is missing; `complete` says that every
    /// other is, `key-arn` gives the ARN of the key, `no-account` takes away that the account of the key is known.
    pub(crate) rows: &'static str,
}

pub(crate) fn who(name: &str) -> Option<PrincipalArn> {
    let text = match name {
        "anonymous" => return None,
        "root" => "arn:aws:iam::111122223333:root",
        "user" => "arn:aws:iam::111122223333:user/team/ops",
        "role" => "arn:aws:iam::111122223333:role/service/app",
        "session" => "arn:aws:sts::111122223333:assumed-role/app/i-0abc",
        "other-session" => "arn:aws:sts::111122223333:assumed-role/app/i-0def",
        "federated" => "arn:aws:sts::111122223333:federated-user/ana",
        "foreign-root" => "arn:aws:iam::444455556666:root",
        "foreign-user" => "arn:aws:iam::444455556666:user/ops",
        "foreign-session" => "arn:aws:sts::444455556666:assumed-role/app/i-0abc",
        "china-user" => "arn:aws-cn:iam::111122223333:user/team/ops",
        "service" => "logs.us-east-1.amazonaws.com",
        text => text,
    };
    Some(text.parse().unwrap())
}

pub(crate) fn context<'t>(words: impl IntoIterator<Item = &'t str>) -> RequestContext {
    words.into_iter().fold(RequestContext::new(), |context, word| {
        if word == "complete" {
            return context.complete();
        }
        if let Some(key) = word.strip_prefix('!') {
            return context.without(key);
        }
        let (key, values) = word.split_once('=').unwrap_or_else(|| panic!("`{word}` is no condition key"));
        // A space in a value is written as a tilde.
        let values: Vec<_> = values.split('|').map(|value| value.replace('~', " ")).collect();
        context.with_values(key, values)
    })
}

pub(crate) fn policy(statements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
}

/// A decision in short.
pub(crate) fn short(decision: &Decision) -> String {
    let place = |by: &DecidingStatement| match by.policy {
        DecidingPolicy::Key => format!("{}", by.statement),
        DecidingPolicy::Identity(policy) => format!("iam {policy}/{}", by.statement),
    };
    match decision {
        Decision::Allowed { by } => format!("allowed {}", place(by)),
        Decision::Delegated { by } => format!("delegated {}", place(by)),
        Decision::DeniedExplicitly { by } => format!("denied {}", place(by)),
        Decision::DeniedImplicitly => "denied".to_owned(),
        Decision::Depends { on } => {
            let on = on.iter().map(|unknown| match unknown {
                Unknown::ConditionKey(key) => key.to_string(),
                other => other.to_string(),
            });
            format!("depends {}", on.collect::<Vec<_>>().join(", "))
        }
    }
}

impl Table {
    /// Each row, decided and as it should be.
    pub(crate) fn decide(&self) -> Vec<Row> {
        let text = policy(self.statements);
        let document = Document::read(&text).unwrap();
        let identity_text = self.identity.map(policy);
        let identity = identity_text
            .iter()
            .fold(IdentityPolicies::new(), |policies, text| policies.with(Document::read(text).unwrap()));
        let key_arn: KeyArn = KEY_ARN.parse().unwrap();
        let lines = self.rows.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let (asked, expected) =
                    line.split_once("=>").unwrap_or_else(|| panic!("no decision: {line}"));
                let mut words = asked.split_whitespace();
                let principal = who(words.next().unwrap());
                let action: Action = format!("kms:{}", words.next().unwrap()).as_str().into();
                let words: Vec<_> = words.collect();
                let flags: BTreeSet<_> =
                    ["key-arn", "no-account"].into_iter().filter(|flag| words.contains(flag)).collect();
                let context = context(words.into_iter().filter(|word| !flags.contains(word)));
                let mut request = match &principal {
                    Some(principal) => AccessRequest::new(principal, action),
                    None => AccessRequest::anonymous(action),
                };
                if !flags.contains("no-account") {
                    request = request.with_account("111122223333".parse().unwrap());
                }
                if flags.contains("key-arn") {
                    request = request.with_key_arn(&key_arn);
                }
                if self.identity.is_some() {
                    request = request.with_identity_policies(&identity);
                }
                let request = request.with_context(&context);
                let decision = document.authorize(&request);
                assert_eq!(document.explain(&request).decision, decision);
                Row {
                    asked: format!("{text}\n{asked}\n{}", document.explain(&request)),
                    decided: short(&decision),
                    expected: expected.trim().to_owned(),
                }
            })
            .collect()
    }
}

pub(crate) struct Row {
    pub(crate) asked: String,
    pub(crate) decided: String,
    pub(crate) expected: String,
}

/// Every row is as it should be.
#[track_caller]
pub(crate) fn assert_rows(rows: Vec<Row>, count: usize) {
    let wrong: Vec<_> = rows.iter().filter(|row| row.decided != row.expected).collect();
    let said = wrong
        .iter()
        .map(|row| format!("{}\ndecided {}\nexpected {}\n", row.asked, row.decided, row.expected));
    assert!(
        wrong.is_empty(),
        "{} rows of {}:\n{}",
        wrong.len(),
        rows.len(),
        said.collect::<Vec<_>>().join("\n")
    );
    assert_eq!(rows.len(), count, "the number of rows");
}
