//! The reference and the model, given the same commands.

use std::cell::OnceCell;

use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};

use super::agreement::{same_answer, same_world};
use super::answer::Answer;
use super::asked::Asked;
use super::command::{Command, command};
use super::system::System;
use super::world::World;

/// The reference, and what it was last asked and answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reference {
    pub(crate) world: World,
    pub(crate) last: Option<(Asked, Answer)>,
}

thread_local! {
    static COMMAND: OnceCell<BoxedStrategy<Command>> = const { OnceCell::new() };
}

impl ReferenceStateMachine for Reference {
    type State = Self;
    type Transition = Command;

    fn init_state() -> BoxedStrategy<Self> {
        Just(Self::default()).boxed()
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

    fn init_test(_: &Reference) -> System {
        System::new()
    }

    fn apply(mut system: System, reference: &Reference, _: Command) -> System {
        let (asked, expected) = reference.last.as_ref().expect("a command was given");
        let found = system.call(asked);
        same_answer(asked, expected, &found, &system);
        system.reach(asked.now);
        same_world(&reference.world, &system);
        system
    }
}
