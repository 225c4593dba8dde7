//! One page of ListKeys, somewhere in the list of an account with 1,000 and with 100,000 keys: it costs what is on the
//! page.

mod inputs;

use std::sync::OnceLock;

use divan::{AllocProfiler, Bencher};
use kms_mrk::operation::Operation;

use inputs::crowd::Crowd;
use inputs::random::Random;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

const KEYS: [usize; 2] = [1_000, 100_000];

#[divan::bench(args = KEYS, consts = [1, 10, 100], sample_count = 1_000)]
fn page_of<const LIMIT: u64>(bencher: Bencher<'_, '_>, keys: usize) {
    static CROWDS: [OnceLock<Crowd>; KEYS.len()] = [const { OnceLock::new() }; KEYS.len()];
    let index = KEYS.iter().position(|size| *size == keys).expect("one of KEYS");
    let crowd = CROWDS[index].get_or_init(|| Crowd::of_one_account(keys));
    let mut random = Random(1);
    bencher
        .with_inputs(|| crowd.list_keys(LIMIT, &mut random))
        .bench_local_refs(|question| question.request.decide(crowd.kms.world(), &question.call).unwrap());
}
