//! A second, naive model of multi-Region keys, written from the documentation alone, and `kms_mrk` beside it: given the same
//! commands, they answer the same and show the same keys.

mod agreement;
mod aim;
mod aliases;
mod alphabet;
mod answer;
mod answers;
mod asked;
mod chance;
mod ciphertext;
mod command;
mod grant;
mod grant_calls;
mod grants;
mod import;
mod machine;
mod making;
mod material_calls;
mod metamorphic;
mod names;
mod opening;
mod prelude;
mod principal;
mod rotation;
mod states;
mod store;
mod system;
mod tally;
mod time;
mod use_calls;
mod use_of_key;
mod uses;
mod world;

use machine::{Reference, SideBySide};
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use tally::Tally;

/// So many cases, and nothing written to files. The cheap generator: without optimization the usual one takes as long as
/// both models together.
fn cases(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_algorithm: RngAlgorithm::XorShift, ..Config::default() }
}

/// Every operation of the crate is among the commands, and often enough both accepted and refused.
#[test]
fn the_model_and_the_reference_agree() {
    let config = cases(2_000);
    let mut runner = TestRunner::new(config.clone());
    let agree = runner.run(&Reference::sequential_strategy(1..=60), |(start, commands, seen)| {
        SideBySide::test_sequential(config.clone(), start, commands, seen);
        Ok(())
    });
    match agree {
        Ok(()) => {}
        // What was asked was printed when it failed, the shortest at last.
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
    Tally::taken().reaches_everything();
}
