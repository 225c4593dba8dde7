//! Reading and writing a key ARN.

mod inputs;

use divan::{AllocProfiler, black_box};
use kms_mrk::identity::{KeyArn, KeyReference};
use serde_json::Value;

use inputs::KEY_ARN;
use inputs::naive::NaiveArn;

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A key ARN as text.
mod key_arn {
    use super::*;

    #[divan::bench(sample_size = 256)]
    fn parse() -> KeyArn {
        black_box(KEY_ARN).parse().unwrap()
    }

    #[divan::bench(sample_size = 256)]
    fn parse_as_key_reference() -> KeyReference {
        black_box(KEY_ARN).parse().unwrap()
    }

    #[divan::bench(sample_size = 256)]
    fn naive_split_into_strings() -> Option<NaiveArn> {
        NaiveArn::split(black_box(KEY_ARN))
    }

    #[divan::bench(sample_size = 256)]
    fn display(bencher: divan::Bencher<'_, '_>) {
        let arn: KeyArn = KEY_ARN.parse().unwrap();
        bencher.bench(|| black_box(&arn).to_string());
    }
}

/// A key ARN as a JSON string.
mod key_arn_in_json {
    use super::*;

    fn json() -> String {
        format!("\"{KEY_ARN}\"")
    }

    #[divan::bench(sample_size = 256)]
    fn read(bencher: divan::Bencher<'_, '_>) {
        let json = json();
        bencher.bench(|| serde_json::from_str::<KeyArn>(black_box(&json)).unwrap());
    }

    #[divan::bench(sample_size = 256)]
    fn serde_json_value(bencher: divan::Bencher<'_, '_>) {
        let json = json();
        bencher.bench(|| serde_json::from_str::<Value>(black_box(&json)).unwrap());
    }

    #[divan::bench(sample_size = 256)]
    fn naive_string(bencher: divan::Bencher<'_, '_>) {
        let json = json();
        bencher.bench(|| serde_json::from_str::<String>(black_box(&json)).unwrap());
    }
}
