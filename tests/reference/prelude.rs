//! Where sequences start: in an empty world, or where many commands lead that chance alone seldom gives in order.

use proptest::prelude::*;

use super::alphabet::{CREATING, Kind, Place, Policy, TagList};
use super::command::{
    Aim, By, Command, Expiry, Extras, Form, Import, Request, Those, Token, Usage, Wait, Where,
};

const PLAIN: Extras = Extras { description: 0, policy: Policy::Default, tags: TagList::None };

/// Nothing; or a set of three keys that KMS rotates; or a set of three keys that have the same imported material.
pub(crate) fn prelude() -> impl Strategy<Value = Vec<Command>> {
    prop_oneof![
        3 => Just(Vec::new()),
        1 => Just(rotated()),
        2 => Just(imported()),
    ]
}

fn rotated() -> Vec<Command> {
    let mut commands = set_of(Kind::Symmetric, []);
    commands.push(at(Place::Virginia, Request::EnableKeyRotation(90)));
    commands
}

fn imported() -> Vec<Command> {
    let mut commands = set_of(Kind::ImportedSymmetric, import(Place::Virginia));
    commands.extend(import(Place::Ireland));
    commands.extend(import(Place::Sydney));
    commands
}

fn import(place: Place) -> [Command; 2] {
    let import =
        Import { token: Token::Latest, bytes: 0, expiry: Expiry::Never, import_type: None, material: None };
    [at(place, Request::GetParametersForImport), at(place, Request::ImportKeyMaterial(import))]
}

/// A primary key in Virginia, what it needs first, and its replicas when they are made.
fn set_of(kind: Kind, first: impl IntoIterator<Item = Command>) -> Vec<Command> {
    let create = Request::CreateKey { kind, multi_region: true, usage: Usage::Said, extras: PLAIN };
    let mut commands = vec![at(Place::Virginia, create)];
    commands.extend(first);
    for to in [Place::Ireland, Place::Sydney] {
        commands.push(at(Place::Virginia, Request::ReplicateKey { to, extras: PLAIN }));
    }
    let wait = Wait::For(CREATING);
    commands.push(Command { wait, ..at(Place::Virginia, Request::DescribeKey) });
    commands
}

/// A request for the key in this Region of the one set that there is.
fn at(place: Place, request: Request) -> Command {
    let aim =
        Aim { which: 0, set: Those::Here, place: Where::At(place), form: Form::KeyId, caller: By::Owner };
    Command { wait: Wait::No, aim, request }
}
