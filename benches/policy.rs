//! Reading and checking a key policy, and what a key policy of 25 statements answers to one request.

mod inputs;

use std::hint::black_box;

use divan::{AllocProfiler, Bencher};
use kms_mrk::policy::{self, Document, Setting};
use serde_json::Value;

use inputs::decisions::{Decided, POLICY};
use inputs::policies::{KeyInUse, POLICY_SIZES, PolicySize};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

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

#[divan::bench(args = Decided::ALL, sample_size = 256)]
fn authorize(bencher: Bencher<'_, '_>, decided: Decided) {
    let policy = Document::read(POLICY).unwrap();
    let (principal, context) = (decided.principal(), decided.context());
    let request = decided.request(&principal, &context);
    bencher.bench(|| policy.authorize(black_box(&request)));
}

#[divan::bench(sample_size = 256)]
fn administration(bencher: Bencher<'_, '_>) {
    let policy = Document::read(POLICY).unwrap();
    bencher.bench(|| black_box(&policy).administration(None));
}
