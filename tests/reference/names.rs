//! What KMS called the things that the reference has its own names for.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kms_mrk::identity::{
    AccountId, AliasArn, AliasName, GrantId, GrantReference, KeyArn, KeyId, KeyReference, PrincipalArn,
    Region, XksKeyId,
};
use kms_mrk::key::KeyMaterialId;
use kms_mrk::model::KeyMaterial;

use super::alphabet::{Account, BYTES, Material, Name, Place, START, Slot, Time};
use super::answer::{key_id, material_id};
use super::asked::{Asked, KeyName};
use super::grant::{GrantName, Named};
use super::principal::Principal;

#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    keys: Vec<KeyId>,
    materials: BTreeMap<(Slot, Material), KeyMaterialId>,
    grants: BTreeMap<(Slot, Place), Vec<GrantId>>,
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
        self.slot_of(key_id).expect("a key ID that was given")
    }

    pub(crate) fn slot_of(&self, key_id: KeyId) -> Option<Slot> {
        self.keys.iter().position(|known| *known == key_id).map(Slot)
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

    /// Notes the so-many-th material that KMS made for a key; none has two IDs, and no two have one.
    pub(crate) fn made(&mut self, slot: Slot, number: usize, id: KeyMaterialId) {
        let material = (slot, Material::Made(u32::try_from(number).unwrap()));
        match self.materials.get(&material) {
            Some(known) => assert_eq!(*known, id, "{material:?} had another ID"),
            None => {
                assert!(self.materials.values().all(|known| *known != id), "{id} is of another material");
                self.materials.insert(material, id);
            }
        }
    }

    /// Whose material has this ID: one that was made, or that is imported with bytes of the alphabet.
    pub(crate) fn material(&self, slot: Slot, id: KeyMaterialId) -> Material {
        let imported = BYTES.map(Material::Imported);
        let made = self.materials.keys().filter(|(of, _)| *of == slot).map(|(_, material)| *material);
        let found = made.chain(imported).find(|material| self.material_id(slot, *material) == id);
        found.unwrap_or_else(|| panic!("the ID of no material of {slot:?}: {id}"))
    }

    /// The ID of a material; of one that KMS never made, an ID that no material has.
    pub(crate) fn material_id(&self, slot: Slot, named: Material) -> KeyMaterialId {
        match (self.materials.get(&(slot, named)), named) {
            (Some(id), _) => *id,
            (None, Material::Imported(bytes)) => material(bytes).id_in(self.key(slot)),
            (None, Material::Made(_)) => KeyMaterialId::from_bytes([0; 32]),
        }
    }

    /// The grant with this ID, which may be a new one.
    pub(crate) fn grant_made(&mut self, slot: Slot, place: Place, id: GrantId) -> GrantName {
        let grants = self.grants.entry((slot, place)).or_default();
        let known = grants.iter().position(|known| *known == id);
        let number = known.unwrap_or_else(|| {
            grants.push(id);
            grants.len() - 1
        });
        GrantName { slot, place, number: u32::try_from(number).unwrap() }
    }

    /// The grant with this ID, which was made before.
    pub(crate) fn grant(&self, slot: Slot, place: Place, id: GrantId) -> GrantName {
        let known =
            self.grants.get(&(slot, place)).and_then(|made| made.iter().position(|known| *known == id));
        let number = u32::try_from(known.expect("the ID of a grant of this key")).unwrap();
        GrantName { slot, place, number }
    }

    pub(crate) fn grant_reference(&self, grant: Named) -> GrantReference {
        match grant {
            Named::Grant(GrantName { slot, place, number }) => {
                self.grants[&(slot, place)][number as usize].into()
            }
            Named::NeverMade => GrantId::from_bytes([9; 32]).into(),
            Named::Malformed => "0123".parse().unwrap(),
        }
    }

    /// The ARN of an alias of the caller in the Region that is called.
    pub(crate) fn alias_arn(&self, asked: &Asked, alias: &AliasName) -> AliasArn {
        let (region, owner) = (asked.place.as_str(), asked.caller().as_str());
        format!("arn:aws:kms:{region}:{owner}:{alias}").parse().unwrap()
    }

    /// A message in the reference's names.
    pub(crate) fn told(&self, message: &str) -> String {
        let mut told = message.replace(NEVER, &key_id(Slot::NEVER));
        for (number, id) in self.keys.iter().enumerate() {
            told = told.replace(&id.to_string(), &key_id(Slot(number)));
        }
        if told.contains("(id: ") {
            for (slot, bytes) in
                (0..self.keys.len()).flat_map(|number| BYTES.map(|bytes| (Slot(number), bytes)))
            {
                let id = material(bytes).id_in(self.key(slot));
                told = told.replace(&id.to_string(), &material_id(Material::Imported(bytes)));
            }
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

/// The material that is imported with these bytes.
pub(crate) fn material(bytes: u8) -> KeyMaterial {
    KeyMaterial::of(&[bytes; 32])
}

pub(crate) fn alias_name(name: Name) -> AliasName {
    name.as_str().parse().unwrap()
}

pub(crate) fn name(alias: &AliasName) -> Name {
    *Name::ALL.iter().find(|known| known.as_str() == alias.as_str()).expect("a name of the alphabet")
}

pub(crate) fn principal(principal: Principal) -> PrincipalArn {
    principal.arn().parse().unwrap()
}

/// The principal with this ARN.
pub(crate) fn who(arn: &PrincipalArn) -> Principal {
    *Principal::ALL.iter().find(|known| arn == known.arn().as_str()).expect("a principal of the alphabet")
}

/// The external key of this number.
pub(crate) fn xks_key(number: u8) -> XksKeyId {
    format!("external-{number}").parse().unwrap()
}

pub(crate) fn timestamp(time: Time) -> Timestamp {
    Timestamp::from_millisecond(START + time).unwrap()
}

pub(crate) fn time(timestamp: Timestamp) -> Time {
    assert_eq!(timestamp.subsec_nanosecond() % 1_000_000, 0, "whole milliseconds in, whole milliseconds out");
    timestamp.as_millisecond() - START
}
