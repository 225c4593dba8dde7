//! Checking 50 tags, the most that a key may have.

mod inputs;

use divan::{AllocProfiler, Bencher, black_box};
use kms_mrk::key::{Tag, Tags};
use kms_mrk::operation::{Operation, ReplicateKey, Setting};
use serde_json::Value;

use inputs::KEY_ARN;
use inputs::naive::NaiveTag;
use inputs::requests::tags;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn json() -> String {
    serde_json::to_string(&tags(50)).unwrap()
}

#[divan::bench(sample_size = 8)]
fn check_as_tags(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| tags(50)).bench_values(|tags| Tags::try_from(tags).unwrap());
}

#[divan::bench(sample_size = 8)]
fn check_in_request(bencher: Bencher<'_, '_>) {
    let minimal = ReplicateKey::new(KEY_ARN.parse().unwrap(), "eu-west-1".parse().unwrap());
    let request = minimal.with_tags(tags(50));
    bencher.bench(|| black_box(&request).check(&Setting::new()));
}

#[divan::bench(sample_size = 8)]
fn read(bencher: Bencher<'_, '_>) {
    let json = json();
    bencher.bench(|| serde_json::from_str::<Vec<Tag>>(black_box(&json)).unwrap());
}

#[divan::bench(sample_size = 8)]
fn serde_json_value(bencher: Bencher<'_, '_>) {
    let json = json();
    bencher.bench(|| serde_json::from_str::<Value>(black_box(&json)).unwrap());
}

#[divan::bench(sample_size = 8)]
fn naive_parse(bencher: Bencher<'_, '_>) {
    let json = json();
    bencher.bench(|| serde_json::from_str::<Vec<NaiveTag>>(black_box(&json)).unwrap());
}
