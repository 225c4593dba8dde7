//! Deciding ReplicateKey in worlds of 1, 1,000 and 100,000 sets, each time for another key.

mod inputs;

use std::collections::HashMap;

use divan::{AllocProfiler, Bencher, black_box};
use kms_mrk::operation::Operation;

use inputs::crowd::{Crowd, SETS};
use inputs::random::Random;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = SETS, sample_count = 1_000, sample_size = 16)]
fn decide(bencher: Bencher<'_, '_>, sets: usize) {
    let crowd = Crowd::of(sets);
    let mut random = Random(1);
    bencher
        .with_inputs(|| crowd.replicate_key(&mut random))
        .bench_local_refs(|question| question.request.decide(crowd.kms.world(), &question.call).unwrap());
}

#[divan::bench(args = SETS, sample_count = 1_000, sample_size = 16)]
fn decide_with_50_tags(bencher: Bencher<'_, '_>, sets: usize) {
    let crowd = Crowd::of(sets);
    let mut random = Random(1);
    bencher
        .with_inputs(|| crowd.replicate_key_with_tags(&mut random))
        .bench_local_refs(|question| question.request.decide(crowd.kms.world(), &question.call).unwrap());
}

#[divan::bench(args = SETS, sample_count = 1_000, sample_size = 16)]
fn dry_run(bencher: Bencher<'_, '_>, sets: usize) {
    let crowd = Crowd::of(sets);
    let mut random = Random(1);
    bencher
        .with_inputs(|| crowd.replicate_key(&mut random))
        .bench_local_refs(|question| crowd.kms.dry_run(&question.request, &question.call).unwrap());
}

/// What a host pays to find two keys by their ARNs in a map of its own, and nothing else.
mod two_lookups_in_a_hash_map {
    use super::*;

    /// The map holds the keys themselves, as plain structs.
    #[divan::bench(args = SETS, sample_count = 1_000, sample_size = 16)]
    fn of_records(bencher: Bencher<'_, '_>, sets: usize) {
        two_lookups(bencher, sets, Crowd::records_by_arn);
    }

    /// The map holds a number each, and the keys are somewhere else.
    #[divan::bench(args = SETS, sample_count = 1_000, sample_size = 16)]
    fn of_numbers(bencher: Bencher<'_, '_>, sets: usize) {
        two_lookups(bencher, sets, Crowd::numbers_by_arn);
    }

    fn two_lookups<V>(bencher: Bencher<'_, '_>, sets: usize, map: fn(&Crowd) -> HashMap<String, V>) {
        let crowd = Crowd::of(sets);
        let map = map(crowd);
        let mut random = Random(2);
        bencher.with_inputs(|| [crowd.arn(&mut random), crowd.arn(&mut random)]).bench_local_refs(
            |[one, other]| {
                black_box(map.get(one.as_str()));
                black_box(map.get(other.as_str()));
            },
        );
    }
}
