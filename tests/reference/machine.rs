//! The reference and the model, given the same commands.

use std::cell::OnceCell;

use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use super::agreement::{same_answer, same_world};
use super::answer::Answer;
use super::asked::Asked;
use super::chance::command;
use super::command::Command;
use super::prelude::prelude;
use super::system::System;
use super::tally::Tally;
use super::world::World;

/// The reference, and what it was last asked and answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reference {
    pub(crate) world: World,
    pub(crate) last: Option<(Asked, Answer)>,
    /// What was asked before the first command.
    prelude: Vec<Asked>,
}

impl Reference {
    /// After these commands, which are all accepted.
    pub(crate) fn after(prelude: &[Command]) -> Self {
        let mut reference = Self::default();
        for command in prelude {
            let asked = reference.world.ask(command);
            reference.world.answer(&asked).unwrap_or_else(|refusal| panic!("{asked:?}: {refusal:?}"));
            reference.prelude.push(asked);
        }
        reference
    }

    /// The model that was given the same commands.
    pub(crate) fn system(&self) -> System {
        let mut system = System::new();
        for asked in &self.prelude {
            system.call(asked).unwrap_or_else(|refusal| panic!("{asked:?}: {refusal}"));
            system.reach(asked.now);
        }
        system
    }
}

thread_local! {
    static COMMAND: OnceCell<BoxedStrategy<Command>> = const { OnceCell::new() };
}

impl ReferenceStateMachine for Reference {
    type State = Self;
    type Transition = Command;

    fn init_state() -> BoxedStrategy<Self> {
        prelude().prop_map(|prelude| Self::after(&prelude)).boxed()
    }

    /// The same in every world, so made once: what a command comes to is seen when it is given.
    fn transitions(_: &Self) -> BoxedStrategy<Command> {
        COMMAND.with(|strategy| strategy.get_or_init(command).clone())
    }

    fn apply(mut state: Self, command: &Command) -> Self {
        let asked = state.world.ask(command);
        let answer = state.world.answer(&asked);
        state.last = Some((asked, answer));
        state
    }
}

/// The model beside the reference.
pub(crate) struct SideBySide;

impl StateMachineTest for SideBySide {
    type SystemUnderTest = System;
    type Reference = Reference;

    fn init_test(reference: &Reference) -> System {
        reference.system()
    }

    fn apply(mut system: System, reference: &Reference, _: Command) -> System {
        let (asked, expected) = reference.last.as_ref().expect("a command was given");
        let found = system.call(asked);
        same_answer(asked, expected, &found, &system);
        Tally::note(asked, &found);
        system.reach(asked.now);
        same_world(&reference.world, &system);
        system
    }
}
