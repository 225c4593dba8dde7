//! What KMS called the things that the reference has its own names for.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kms_mrk::identity::{AccountId, AliasName, KeyArn, KeyId, KeyReference, Region};
use kms_mrk::key::KeyMaterialId;

use super::alphabet::{Account, Material, Name, Place, START, Slot, Time};
use super::answer::{key_id, material_id};
use super::asked::KeyName;

#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    keys: Vec<KeyId>,
    materials: BTreeMap<(Slot, Material), KeyMaterialId>,
}

const NEVER: &str = "mrk-0123456789abcdef0123456789abcdef";

impl Names {
    pub(crate) fn add_key(&mut self, key_id: KeyId) {
        assert!(!self.keys.contains(&key_id), "a key ID is given once");
        self.keys.push(key_id);
    }

    pub(crate) fn key(&self, slot: Slot) -> KeyId {
        match slot {
            Slot::NEVER => NEVER.parse().unwrap(),
            Slot(number) => self.keys[number],
        }
    }

    pub(crate) fn slot(&self, key_id: KeyId) -> Slot {
        Slot(self.keys.iter().position(|known| *known == key_id).expect("a key ID that was given"))
    }

    pub(crate) fn arn(&self, slot: Slot, owner: Account, place: Place) -> KeyArn {
        let key_id = self.key(slot);
        let (region, owner) = (place.as_str(), owner.as_str());
        format!("arn:aws:kms:{region}:{owner}:key/{key_id}").parse().unwrap()
    }

    pub(crate) fn reference(&self, key: KeyName) -> KeyReference {
        match key {
            KeyName::KeyId(slot) => self.key(slot).into(),
            KeyName::Arn(slot, owner, place) => self.arn(slot, owner, place).into(),
            KeyName::Alias(name) => name.as_str().parse().unwrap(),
            KeyName::AliasArn(owner, place, name) => {
                let (region, owner, name) = (place.as_str(), owner.as_str(), name.as_str());
                format!("arn:aws:kms:{region}:{owner}:{name}").parse().unwrap()
            }
        }
    }

    /// Whose material has this ID. One that was never seen is the `expected` one; two never have the same ID, and
    /// none has two.
    pub(crate) fn material(&mut self, slot: Slot, id: KeyMaterialId, expected: Option<Material>) -> Material {
        if let Some(((of, material), _)) = self.materials.iter().find(|(_, known)| **known == id) {
            assert_eq!(*of, slot, "the ID of a material tells the key");
            return *material;
        }
        let material =
            expected.unwrap_or_else(|| panic!("a material of {slot:?} that is not expected: {id}"));
        let other = self.materials.insert((slot, material), id);
        assert_eq!(other, None, "{material:?} of {slot:?} has the ID {id} too");
        material
    }

    /// The ID of a material; for one that was never seen, an ID that no material has.
    pub(crate) fn material_id(&self, slot: Slot, material: Material) -> KeyMaterialId {
        self.materials.get(&(slot, material)).copied().unwrap_or(KeyMaterialId::from_bytes([0; 32]))
    }

    /// A message in the reference's names.
    pub(crate) fn told(&self, message: &str) -> String {
        let mut told = message.replace(NEVER, &key_id(Slot::NEVER));
        for (number, id) in self.keys.iter().enumerate() {
            told = told.replace(&id.to_string(), &key_id(Slot(number)));
        }
        for ((_, material), id) in &self.materials {
            told = told.replace(&id.to_string(), &material_id(*material));
        }
        told
    }
}

pub(crate) fn region(place: Place) -> Region {
    place.as_str().parse().unwrap()
}

pub(crate) fn place(region: &Region) -> Place {
    *Place::ALL.iter().find(|place| region.as_str() == place.as_str()).expect("a Region of the alphabet")
}

pub(crate) fn account_id(account: Account) -> AccountId {
    account.as_str().parse().unwrap()
}

pub(crate) fn alias_name(name: Name) -> AliasName {
    name.as_str().parse().unwrap()
}

pub(crate) fn timestamp(time: Time) -> Timestamp {
    Timestamp::from_millisecond(START + time).unwrap()
}

pub(crate) fn time(timestamp: Timestamp) -> Time {
    assert_eq!(timestamp.subsec_nanosecond() % 1_000_000, 0, "whole milliseconds in, whole milliseconds out");
    timestamp.as_millisecond() - START
}
