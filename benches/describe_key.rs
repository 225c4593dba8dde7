//! DescribeKey: from a call to the bytes of the answer, and back from the bytes to the metadata.

mod inputs;

use divan::{AllocProfiler, Bencher, black_box};
use kms_mrk::key::KeyMetadata;
use kms_mrk::operation::Operation;
use serde_json::Value;

use inputs::crowd::Crowd;
use inputs::naive::NaiveKeyMetadata;
use inputs::random::Random;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn metadata() -> KeyMetadata {
    let crowd = Crowd::of(1);
    let question = crowd.describe_key(&mut Random(1));
    question.request.decide(crowd.kms.world(), &question.call).unwrap().output
}

#[divan::bench(args = inputs::crowd::SETS, sample_count = 1_000, sample_size = 16)]
fn decide_and_write(bencher: Bencher<'_, '_>, sets: usize) {
    let crowd = Crowd::of(sets);
    let mut random = Random(1);
    bencher.with_inputs(|| crowd.describe_key(&mut random)).bench_local_refs(|question| {
        let decision = question.request.decide(crowd.kms.world(), &question.call).unwrap();
        serde_json::to_vec(&decision.output).unwrap()
    });
}

/// Metadata to JSON.
mod write {
    use super::*;

    #[divan::bench(sample_size = 8)]
    fn key_metadata(bencher: Bencher<'_, '_>) {
        let metadata = metadata();
        bencher.bench(|| serde_json::to_vec(black_box(&metadata)).unwrap());
    }

    #[divan::bench(sample_size = 8)]
    fn serde_json_value(bencher: Bencher<'_, '_>) {
        let value = serde_json::to_value(metadata()).unwrap();
        bencher.bench(|| serde_json::to_vec(black_box(&value)).unwrap());
    }

    #[divan::bench(sample_size = 8)]
    fn naive_struct(bencher: Bencher<'_, '_>) {
        let value = serde_json::to_value(metadata()).unwrap();
        let naive: NaiveKeyMetadata = serde_json::from_value(value).unwrap();
        bencher.bench(|| serde_json::to_vec(black_box(&naive)).unwrap());
    }
}

/// Metadata from JSON.
mod read {
    use super::*;

    fn json() -> String {
        serde_json::to_string(&metadata()).unwrap()
    }

    #[divan::bench(sample_size = 8)]
    fn key_metadata(bencher: Bencher<'_, '_>) {
        let json = json();
        bencher.bench(|| KeyMetadata::from_json(black_box(&json)).unwrap());
    }

    #[divan::bench(sample_size = 8)]
    fn serde_json_value(bencher: Bencher<'_, '_>) {
        let json = json();
        bencher.bench(|| serde_json::from_str::<Value>(black_box(&json)).unwrap());
    }

    #[divan::bench(sample_size = 8)]
    fn naive_parse(bencher: Bencher<'_, '_>) {
        let json = json();
        bencher.bench(|| serde_json::from_str::<NaiveKeyMetadata>(black_box(&json)).unwrap());
    }
}
