//! Reading and checking a key policy, and what a key policy of 25 statements answers to one request.

mod inputs;

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use kms_mrk::identity::PrincipalArn;
use kms_mrk::policy::{self, AccessRequest, Action, Document, RequestContext, Setting};
use serde_json::Value;

use inputs::policies::{KeyInUse, POLICY_SIZES, PolicySize};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const POLICY: &str = include_str!("inputs/key_policy_of_25_statements.json");

fn main() {
    divan::main();
}

// Unlike elsewhere, what was read is dropped within the time: with a tree, that is a part of what it costs.

#[divan::bench(args = POLICY_SIZES, sample_size = 8)]
fn read(bencher: Bencher<'_, '_>, size: PolicySize) {
    let text = size.policy();
    bencher.bench(|| drop(black_box(Document::read(black_box(&text)))));
}

#[divan::bench(args = POLICY_SIZES, sample_size = 8)]
fn check(bencher: Bencher<'_, '_>, size: PolicySize) {
    let text = size.policy();
    let document = Document::read(&text).unwrap();
    bencher.bench(|| drop(black_box(black_box(&document).check(&Setting::new()))));
}

/// Every rule that depends on the policy alone.
#[divan::bench(args = POLICY_SIZES, sample_size = 8)]
fn read_and_check(bencher: Bencher<'_, '_>, size: PolicySize) {
    let text = size.policy();
    bencher.bench(|| drop(black_box(policy::check(black_box(&text), &Setting::new()))));
}

/// Every rule: the key is known, and who puts the policy.
#[divan::bench(args = POLICY_SIZES, sample_size = 8)]
fn read_and_check_for_a_key(bencher: Bencher<'_, '_>, size: PolicySize) {
    let text = size.policy();
    let key = KeyInUse::new();
    bencher.bench(|| drop(black_box(policy::check(black_box(&text), &key.setting()))));
}

#[divan::bench(args = POLICY_SIZES, sample_size = 8)]
fn serde_json_value(bencher: Bencher<'_, '_>, size: PolicySize) {
    let text = size.policy();
    bencher.bench(|| drop(black_box(serde_json::from_str::<Value>(black_box(&text)))));
}

/// A request and what comes of it.
#[derive(Clone, Copy, Debug)]
enum Case {
    /// A role of a team decrypts: allowed by a statement with conditions, past two denials with conditions.
    Team,
    /// A user of the account decrypts: left to IAM policies.
    Account,
    /// A service decrypts, from the right resource.
    Service,
    /// Somebody from outside of the organization is denied.
    Outside,
    /// A key is to be deleted in haste, which is denied.
    Deletion,
    /// Nobody said anything about the network: it depends.
    Open,
}

impl Case {
    const ALL: [Self; 6] =
        [Self::Team, Self::Account, Self::Service, Self::Outside, Self::Deletion, Self::Open];

    fn principal(self) -> PrincipalArn {
        let text = match self {
            Self::Team => "arn:aws:sts::111122223333:assumed-role/Reader/i-0abc",
            Self::Account | Self::Outside | Self::Open => "arn:aws:iam::111122223333:user/ops",
            Self::Service => "events.amazonaws.com",
            Self::Deletion => "arn:aws:sts::111122223333:assumed-role/KeyAdministrators/ci",
        };
        text.parse().unwrap()
    }

    const fn action(self) -> Action {
        match self {
            Self::Deletion => Action::ScheduleKeyDeletion,
            _ => Action::Decrypt,
        }
    }

    fn context(self) -> RequestContext {
        let inside = RequestContext::new()
            .with("aws:PrincipalOrgID", "o-a1b2c3d4e5")
            .with("aws:SourceIp", "203.0.113.7")
            .with("aws:ViaAWSService", "false");
        match self {
            Self::Team => inside
                .with("kms:EncryptionContext:team", "mail")
                .with_values("kms:EncryptionContextKeys", ["team", "purpose"])
                .complete(),
            Self::Account => inside.complete(),
            Self::Service => RequestContext::new()
                .with("aws:ViaAWSService", "true")
                .with("aws:SourceAccount", "111122223333")
                .with("aws:SourceArn", "arn:aws:events:us-east-1:111122223333:rule/nightly")
                .complete(),
            Self::Outside => inside.with("aws:PrincipalOrgID", "o-z9y8x7w6v5").complete(),
            Self::Deletion => inside.with("kms:ScheduleKeyDeletionPendingWindowInDays", "7").complete(),
            Self::Open => RequestContext::new().with("aws:PrincipalOrgID", "o-a1b2c3d4e5"),
        }
    }
}

#[divan::bench(args = Case::ALL, sample_size = 256)]
fn authorize(bencher: Bencher<'_, '_>, case: Case) {
    let policy = Document::read(POLICY).unwrap();
    let (principal, context) = (case.principal(), case.context());
    let request = AccessRequest::new(&principal, case.action())
        .with_account("111122223333".parse().unwrap())
        .with_context(&context);
    let decision = policy.authorize(&request).to_string();
    let expected = match case {
        Case::Team | Case::Service => "allowed by",
        Case::Account => "left to IAM policies",
        Case::Outside | Case::Deletion => "denied by",
        Case::Open => "depends on",
    };
    assert!(decision.starts_with(expected), "{case:?} {decision}");
    bencher.bench(|| policy.authorize(black_box(&request)));
}

#[divan::bench(sample_size = 256)]
fn administration(bencher: Bencher<'_, '_>) {
    let policy = Document::read(POLICY).unwrap();
    bencher.bench(|| black_box(&policy).administration(None));
}
