//! Checking a ReplicateKey request by itself, as a value and from its JSON.

mod inputs;

use divan::{AllocProfiler, Bencher, black_box};
use kms_mrk::operation::{Operation, ReplicateKey, Setting};
use serde_json::Value;

use inputs::naive::NaiveReplicateKey;
use inputs::requests::{SIZES, Size};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_size = 8)]
fn check(bencher: Bencher<'_, '_>, size: Size) {
    let request = size.request();
    bencher.bench(|| black_box(&request).check(&Setting::new()));
}

#[divan::bench(args = SIZES, sample_size = 8)]
fn read(bencher: Bencher<'_, '_>, size: Size) {
    let json = size.json();
    bencher.bench(|| ReplicateKey::from_json(black_box(&json)).unwrap());
}

#[divan::bench(args = SIZES, sample_size = 8)]
fn read_and_check(bencher: Bencher<'_, '_>, size: Size) {
    let json = size.json();
    bencher.bench(|| {
        let request = ReplicateKey::from_json(black_box(&json)).unwrap();
        let report = request.check(&Setting::new());
        (request, report)
    });
}

#[divan::bench(args = SIZES, sample_size = 8)]
fn serde_json_value(bencher: Bencher<'_, '_>, size: Size) {
    let json = size.json();
    bencher.bench(|| serde_json::from_str::<Value>(black_box(&json)).unwrap());
}

#[divan::bench(args = SIZES, sample_size = 8)]
fn naive_parse(bencher: Bencher<'_, '_>, size: Size) {
    let json = size.json();
    bencher.bench(|| serde_json::from_str::<NaiveReplicateKey>(black_box(&json)).unwrap());
}
