//! What holds of two courses of commands, whatever the answers are.

use kms_mrk::Kms;
use kms_mrk::model::Quotas;
use proptest::collection::vec;
use proptest::prelude::*;

use super::alphabet::Time;
use super::asked::{Asked, KeyName};
use super::cases;
use super::chance::command;
use super::command::{Command, Of, Request};
use super::grant::ToRetire;
use super::prelude::prelude;
use super::system::{Answered, System};
use super::world::World;

/// Commands, from one of the worlds on that sequences start in.
fn commands() -> impl Strategy<Value = Vec<Command>> {
    (prelude(), vec(command(), 1..=60)).prop_map(|(prelude, commands)| [prelude, commands].concat())
}

fn play(world: &mut World, system: &mut System, commands: &[Command]) {
    for command in commands {
        let asked = world.ask(command);
        _ = give(world, system, &asked);
    }
}

/// Asks both; the reference knows which keys there are for the next command.
fn give(world: &mut World, system: &mut System, asked: &Asked) -> Answered {
    let answer = system.call(asked);
    let expected = world.answer(asked);
    assert_eq!(answer.is_ok(), expected.is_ok(), "{asked:?}: {answer:?}, expected {expected:?}");
    system.reach(asked.now);
    answer
}

fn through_json(kms: &Kms) -> Kms {
    serde_json::from_str(&serde_json::to_string(kms).unwrap()).unwrap()
}

/// Whether a request looks at its key alone, and not at what an account or a Region has.
fn is_on_one_set(asked: &Asked) -> bool {
    let names_a_key = matches!(asked.key, KeyName::KeyId(_) | KeyName::Arn(..));
    names_a_key
        && !matches!(
            asked.request,
            Request::CreateKey { .. }
                | Request::ListKeys
                | Request::CreateAlias(_)
                | Request::UpdateAlias(_)
                | Request::DeleteAlias(_)
                | Request::ListAliases(Of::All)
                | Request::ListRetirableGrants(_)
                | Request::RetireGrant { grant: ToRetire::Token(_) | ToRetire::Nonsense, .. }
                | Request::ConnectCustomKeyStore(_)
                | Request::DisconnectCustomKeyStore(_)
        )
        && asked.ciphertext.is_none()
}

/// Whether both make a grant: a world numbers its grants in the order of the calls, whatever their keys, and a grant's
/// ID and token come from its number.
fn are_numbered(one: &Asked, other: &Asked) -> bool {
    [one, other].into_iter().all(|asked| matches!(asked.request, Request::CreateGrant { .. }))
}

proptest! {
    #![proptest_config(cases(300))]

    /// Nothing is put away for later by a refusal: the whole value is what it was, not only what can be seen of it.
    #[test]
    fn a_refusal_leaves_the_world_as_it_was(commands in commands()) {
        let (mut world, mut system) = (World::default(), System::new());
        for command in &commands {
            let asked = world.ask(command);
            system.reach(asked.now);
            let before = system.kms.clone();
            if give(&mut world, &mut system, &asked).is_err() {
                prop_assert_eq!(&system.kms, &before, "{:?}", asked);
            }
        }
    }

    /// Written down, or made again from the events, a world goes on as the world itself does.
    #[test]
    fn a_world_that_was_made_again_goes_on_alike((commands, at) in (commands(), 0..70_usize)) {
        let (mut world, mut system) = (World::default(), System::new());
        let (before, after) = commands.split_at(at.min(commands.len()));
        play(&mut world, &mut system, before);
        let mut written = system.clone();
        written.kms = through_json(&system.kms);
        let mut rebuilt = system.clone();
        rebuilt.kms = System::new().kms.clone();
        system.events.iter().for_each(|event| rebuilt.kms.replay(event));
        // Events do not tell of time that passed without any.
        rebuilt.reach(world.now);
        for command in after {
            let asked = world.ask(command);
            let answer = give(&mut world, &mut system, &asked);
            for other in [&mut written, &mut rebuilt] {
                prop_assert_eq!(&other.call(&asked), &answer);
                other.reach(asked.now);
            }
        }
        prop_assert_eq!(&written.kms, &system.kms);
        prop_assert_eq!(&rebuilt.kms, &system.kms);
        prop_assert_eq!(&written.events, &system.events);
    }

    /// Sets do not know of each other: what is asked of two, at the same time, can be asked in any order.
    #[test]
    fn commands_on_different_sets_commute((before, one, other) in (commands(), command(), command())) {
        let (mut world, mut system) = (World::default(), System::with_quotas(Quotas::DEFAULT));
        // Without quotas the reference does not know what is accepted, but it does know which keys there are to ask.
        for command in &before {
            let asked = world.ask(command);
            if world.clone().answer(&asked).is_ok() {
                world.answer(&asked).unwrap();
                system.call(&asked).unwrap();
            }
            system.reach(asked.now);
        }
        let (one, other) = (world.clone().ask(&one), world.clone().ask(&other));
        let now = world.now;
        let (one, other) = (Asked { now, ..one }, Asked { now, ..other });
        if !is_on_one_set(&one) || !is_on_one_set(&other) || one.slot() == other.slot() {
            return Ok(());
        }
        if are_numbered(&one, &other) {
            return Ok(());
        }
        let mut swapped = system.clone();
        let answers = (system.call(&one), system.call(&other));
        let (second, first) = (swapped.call(&other), swapped.call(&one));
        prop_assert_eq!(answers, (first, second));
        // What a key that was enabled has missed is due at once, and happens when time is next looked at.
        system.reach(now);
        swapped.reach(now);
        prop_assert_eq!(&system.kms, &swapped.kms);
    }

    /// However time passes, in one leap or from deadline to deadline, the same happens at the same times.
    #[test]
    fn a_leap_is_many_steps((commands, days, stops) in (commands(), 0..1_000_i64, vec(0..1_000_i64, 0..5))) {
        let (mut world, mut system) = (World::default(), System::new());
        play(&mut world, &mut system, &commands);
        let end = world.now + days * super::alphabet::DAY;
        let mut stops: Vec<Time> = stops.iter().map(|part| world.now + (end - world.now) * part / 1_000).collect();
        stops.sort();
        let mut stepped = system.clone();
        stops.into_iter().for_each(|stop| stepped.reach(stop));
        while let Some(deadline) = stepped.kms.next_deadline().map(super::names::time).filter(|at| *at <= end) {
            let before = stepped.events.len();
            stepped.reach(deadline);
            prop_assert!(stepped.events.len() > before, "a deadline is when something happens");
        }
        stepped.reach(end);
        system.reach(end);
        // A clock that goes backwards changes nothing.
        system.reach(world.now - 1);
        prop_assert_eq!(&system.events, &stepped.events);
        prop_assert_eq!(&system.kms, &stepped.kms);
        world.reach(end);
        super::agreement::same_world(&world, &system);
    }
}
