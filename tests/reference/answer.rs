//! What is answered to a command, in the reference's own words.

use std::collections::{BTreeMap, BTreeSet};

use super::alphabet::{Account, Material, Name, Place, Policy, Slot, TagsOf, Time};
use super::ciphertext::{Algorithm, Ciphertext, Plain};
use super::grant::{Grant, GrantName};
use super::world::{Alias, Rotation};

pub(crate) type Answer = Result<Output, Refusal>;

/// What an accepted command gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    Nothing,
    /// A key, as it is described.
    Key(Slot, Place),
    /// The ARN of a key.
    Arn(Slot, Place),
    Deletion {
        slot: Slot,
        place: Place,
        date: Option<Time>,
        window: u8,
        waits_for_replicas: bool,
    },
    Policy(Policy),
    Tags(TagsOf),
    /// The keys of an account in a Region.
    Keys(BTreeSet<Slot>),
    PolicyNames,
    ImportParameters {
        slot: Slot,
        place: Place,
        valid_to: Time,
    },
    Imported {
        slot: Slot,
        place: Place,
        material: Option<Material>,
    },
    RotationStatus {
        slot: Slot,
        rotation: Option<Rotation>,
        on_demand: Option<Time>,
    },
    /// The materials of a key, sorted.
    Rotations(Vec<Entry>),
    Aliases(BTreeMap<Name, Alias>),
    Granted(GrantName),
    Grants(BTreeMap<GrantName, Grant>),
    /// What a key sealed, and which material it names.
    Sealed {
        place: Place,
        ciphertext: Ciphertext,
    },
    /// With which key a ciphertext was opened, and with which of its materials.
    Opened {
        slot: Slot,
        place: Place,
        algorithm: Algorithm,
        plain: Plain,
        material: Option<Material>,
    },
    Resealed {
        from: Slot,
        with: Option<Material>,
        place: Place,
        ciphertext: Ciphertext,
    },
    /// The member that was not computed, and the key.
    NotComputed {
        slot: Slot,
        place: Place,
        member: &'static str,
    },
    PublicKey(Slot, Place),
    LastUse {
        slot: Slot,
        created: Time,
        last: Option<(&'static str, Time)>,
    },
}

/// A material, in the list of rotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) material: Material,
    pub(crate) state: MaterialState,
    /// Whether imported material is in this key.
    pub(crate) is_here: Option<bool>,
    /// Whether imported material that is here expires, and when.
    pub(crate) expires: Option<(bool, Option<Time>)>,
    /// When it became current, and whether on demand.
    pub(crate) rotated: Option<(Time, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MaterialState {
    NonCurrent,
    Current,
    PendingRotation,
    /// Pending, and some related key does not have it yet.
    PendingImportElsewhere,
}

/// An exception, as far as the facts tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The exception; `None` if the facts do not say which.
    pub(crate) code: Option<&'static str>,
    /// What it says; `None` if the facts do not give the words.
    pub(crate) message: Option<String>,
    /// What may be said instead, for other things are wrong too and the facts do not tell which is seen first.
    pub(crate) or: Vec<Self>,
}

impl Refusal {
    pub(crate) fn said(code: &'static str, message: impl Into<String>) -> Self {
        Self { code: Some(code), message: Some(message.into()), or: Vec::new() }
    }

    /// In words that nobody wrote down.
    pub(crate) const fn somehow(code: &'static str) -> Self {
        Self { code: Some(code), message: None, or: Vec::new() }
    }

    /// With an exception that nobody wrote down.
    pub(crate) const UNKNOWN: Self = Self { code: None, message: None, or: Vec::new() };

    /// What a dry run is refused with when nothing else speaks against it.
    pub(crate) fn dry_run() -> Self {
        let words = "The request would have succeeded, but the DryRun option is set.";
        Self::said("DryRunOperationException", words)
    }

    /// Any of these, for all of them are right.
    pub(crate) fn any_of(mut refusals: Vec<Self>) -> Result<(), Self> {
        match refusals.pop() {
            None => Ok(()),
            Some(last) => Err(Self { or: refusals, ..last }),
        }
    }
}

/// The ARN of a key, with `key-N` for the key ID that KMS gave to the set `N`.
pub(crate) fn arn(slot: Slot, account: Account, place: Place) -> String {
    format!("arn:aws:kms:{}:{}:key/{}", place.as_str(), account.as_str(), key_id(slot))
}

pub(crate) fn key_id(slot: Slot) -> String {
    match slot {
        Slot::NEVER => "key-never".to_owned(),
        Slot(number) => format!("key-{number}"),
    }
}

/// The ID of a material, as messages name it.
pub(crate) fn material_id(material: Material) -> String {
    match material {
        Material::Made(number) => format!("made-{number}"),
        Material::Imported(bytes) => format!("imported-{bytes}"),
    }
}
