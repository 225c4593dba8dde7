//! A second, naive model of multi-Region keys, written from the documentation alone, and `kms_mrk` beside it: given the same
//! commands, they answer the same and show the same keys.

mod agreement;
mod aliases;
mod alphabet;
mod answer;
mod answers;
mod asked;
mod command;
mod import;
mod machine;
mod metamorphic;
mod names;
mod prelude;
mod rotation;
mod states;
mod system;
mod time;
mod world;

use machine::SideBySide;
use proptest::test_runner::{Config, RngAlgorithm};
use proptest_state_machine::prop_state_machine;

/// So many cases, and nothing written to files. The cheap generator: without optimization the usual one takes as long as
/// both models together.
fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_algorithm: RngAlgorithm::XorShift, ..Config::default() }
}

prop_state_machine! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn the_model_and_the_reference_agree(sequential 1..=60 => SideBySide);
}
