//! Where sequences start: in an empty world, or where many commands lead that chance alone seldom gives in order.

use proptest::prelude::*;

use super::alphabet::{Account, CREATING, Kind, Place, Policy, SECOND, TagList, UPDATING};
use super::ciphertext::Plain;
use super::command::{
    Aim, By, Command, Expiry, Extras, Form, Import, Request, Those, Token, Usage, Wait, Where,
};

use super::grant::{Constraint, Operations, Terms, Tokens};
use super::principal::Principal;
use super::use_of_key::{Sealing, Use, Using};

const PLAIN: Extras = Extras { description: 0, policy: Policy::Default, tags: TagList::None };

/// Nothing; or a set of three keys that KMS rotates, or that have the same imported material, or are about to lose it; or
/// keys for every use; or keys in custom key stores.
pub(crate) fn prelude() -> impl Strategy<Value = Vec<Command>> {
    prop_oneof![
        1 => Just(Vec::new()),
        1 => Just(rotated()),
        2 => Just(imported()),
        1 => Just(expiring()),
        3 => Just(of_every_use()),
        1 => Just(in_stores()),
    ]
}

/// Two keys in each Region.
fn of_every_use() -> Vec<Command> {
    let kinds = [
        (Place::Virginia, Kind::Hmac),
        (Place::Virginia, Kind::MlKem),
        (Place::Ireland, Kind::EccToAgree),
        (Place::Ireland, Kind::RsaToEncrypt),
        (Place::Sydney, Kind::Symmetric),
        (Place::Sydney, Kind::ImportedRsaToSign),
    ];
    let mut commands: Vec<_> = kinds.map(|(place, kind)| at(place, create(kind))).into();
    let of_set = |which: usize, command: Command| Command { aim: Aim { which, ..command.aim }, ..command };
    commands.extend(import(Place::Sydney).map(|command| of_set(5, command)));
    commands.push(of_set(3, seal(Place::Ireland)));
    commands.push(of_set(4, seal(Place::Sydney)));
    commands.push(of_set(4, grant(Place::Sydney)));
    commands
}

fn in_stores() -> Vec<Command> {
    let store = |kind: Kind| {
        let Request::CreateKey { kind, usage, extras, .. } = create(kind) else { unreachable!() };
        let create = Request::CreateKey { kind, multi_region: false, usage, extras };
        let command = at(Place::Virginia, create);
        // Where the store is, for whom it belongs to.
        Command { aim: Aim { place: Where::Primary, ..command.aim }, ..command }
    };
    vec![store(Kind::InCloudHsm), store(Kind::InExternalStore(0))]
}

fn create(kind: Kind) -> Request {
    Request::CreateKey { kind, multi_region: true, usage: Usage::Said, extras: PLAIN }
}

fn rotated() -> Vec<Command> {
    let mut commands = set_of(Kind::Symmetric, []);
    commands.push(at(Place::Virginia, Request::EnableKeyRotation(90)));
    commands.extend([seal(Place::Virginia), grant(Place::Ireland), grant(Place::Virginia)]);
    commands
}

fn imported() -> Vec<Command> {
    let mut commands = set_of(Kind::ImportedSymmetric, import(Place::Virginia));
    commands.extend(import(Place::Ireland));
    commands.extend(import(Place::Sydney));
    commands.push(seal(Place::Ireland));
    commands
}

/// The key that is to be the primary key loses its material before it is.
fn expiring() -> Vec<Command> {
    let mut commands = set_of(Kind::ImportedSymmetric, import(Place::Virginia));
    commands.extend(import_until(Place::Ireland, Expiry::After(UPDATING - 10 * SECOND)));
    commands.extend(import(Place::Sydney));
    commands.push(seal(Place::Virginia));
    commands.push(at(Place::Virginia, Request::UpdatePrimaryRegion(Place::Ireland)));
    commands
}

fn import(place: Place) -> [Command; 2] {
    import_until(place, Expiry::Never)
}

fn import_until(place: Place, expiry: Expiry) -> [Command; 2] {
    let import = Import { token: Token::Latest, bytes: 0, expiry, import_type: None, material: None };
    [at(place, Request::GetParametersForImport), at(place, Request::ImportKeyMaterial(import))]
}

/// A key in this Region seals something.
fn seal(place: Place) -> Command {
    let with = Sealing { algorithm: None, context: None };
    let how = Use::Encrypt { with, plain: Plain::Short };
    at(place, Request::Use(Using { how, tokens: Tokens::None, dry_run: false }))
}

/// A key in this Region gets a grant.
fn grant(place: Place) -> Command {
    let terms = Terms {
        name: Some(0),
        grantee: Principal::Worker,
        retiring: Some(Principal::Account(Account::Theirs)),
        operations: Operations::DescribeAndRetire,
        constraint: Constraint::None,
    };
    at(place, Request::CreateGrant { terms, tokens: Tokens::None, dry_run: false })
}

/// A primary key in Virginia, what it needs first, and its replicas when they are made.
fn set_of(kind: Kind, first: impl IntoIterator<Item = Command>) -> Vec<Command> {
    let mut commands = vec![at(Place::Virginia, create(kind))];
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
