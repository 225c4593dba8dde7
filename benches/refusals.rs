//! What a refusal costs beside an acceptance of the same operation.

mod inputs;

use divan::{AllocProfiler, Bencher};

use inputs::cases::{CASES, Case};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = CASES, sample_count = 1_000, sample_size = 64)]
fn accepted(bencher: Bencher<'_, '_>, case: Case) {
    let decide = case.accepted();
    bencher.bench_local(&*decide);
}

#[divan::bench(args = CASES, sample_count = 1_000, sample_size = 64)]
fn refused(bencher: Bencher<'_, '_>, case: Case) {
    let decide = case.refused();
    bencher.bench_local(&*decide);
}
