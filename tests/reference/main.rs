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
mod names;
mod rotation;
mod states;
mod system;
mod time;
mod world;

use machine::SideBySide;
use proptest::test_runner::Config;
use proptest_state_machine::prop_state_machine;

prop_state_machine! {
    #![proptest_config(Config { cases: 2_000, failure_persistence: None, ..Config::default() })]

    #[test]
    fn the_model_and_the_reference_agree(sequential 1..60 => SideBySide);
}
