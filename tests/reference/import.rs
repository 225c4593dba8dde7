//! Imported key material: parameters, import, deletion.

use super::alphabet::{DAY, Material, Place, Slot, Time};
use super::answer::{Answer, Output, Refusal};
use super::command::{Expiry, Import, ImportType, Token};
use super::states::StateName::*;
use super::world::{ImportToken, State, World};

const VALIDATION: Refusal = Refusal::somehow("ValidationException");
const OTHER_MATERIAL: Refusal = Refusal::somehow("IncorrectKeyMaterialException");

impl World {
    pub(crate) fn get_parameters_for_import(&mut self, slot: Slot, place: Place) -> Answer {
        self.refuse_in(&[Creating, Updating], slot, place)?;
        self.check_imported(slot, place)?;
        self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, place)?;
        let valid_to = self.now + DAY;
        self.tokens.push(ImportToken { slot, place, valid_to });
        Ok(Output::ImportParameters { slot, place, valid_to })
    }

    fn check_imported(&self, slot: Slot, place: Place) -> Result<(), Refusal> {
        match self.sets[&slot].kind.is_imported() {
            true => Ok(()),
            false => Err(self.origin_refusal(slot, place)),
        }
    }

    /// The token that an import brings; `None` for one that KMS never gave.
    pub(crate) fn token_for(&self, token: Token, slot: Slot, place: Place) -> Option<usize> {
        let of_the_key = |token: &ImportToken| (token.slot, token.place) == (slot, place);
        match token {
            Token::Latest => self.tokens.iter().rposition(of_the_key),
            Token::OfAnyKey => self.tokens.len().checked_sub(1),
            Token::Nonsense => None,
        }
    }

    /// What is wrong with a request whatever the key is.
    pub(crate) fn check_import(&self, import: Import) -> Result<(), Refusal> {
        let named = import.import_type == Some(ImportType::New) && import.material.is_some();
        match import.expiry {
            Expiry::Unsaid if !named => Err(Refusal::said(
                "ValidationException",
                "A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES",
            )),
            Expiry::Unsaid | Expiry::NeverAfter(_) => Err(VALIDATION),
            Expiry::After(time) if time <= 0 || time > 365 * DAY => Err(VALIDATION),
            _ if named => Err(VALIDATION),
            _ => Ok(()),
        }
    }

    pub(crate) fn import_key_material(
        &mut self,
        slot: Slot,
        place: Place,
        token: Option<usize>,
        import: Import,
    ) -> Answer {
        self.refuse_in(&[Creating], slot, place)?;
        self.check_imported(slot, place)?;
        self.refuse_in(&[PendingDeletion, PendingReplicaDeletion], slot, place)?;
        let tells_materials_apart = import.import_type.is_some() || import.material.is_some();
        if tells_materials_apart && !self.sets[&slot].kind.is_symmetric() {
            // They are for symmetric keys only; the exception is not known.
            return Err(Refusal::UNKNOWN);
        }
        let until = match import.expiry {
            Expiry::After(time) => Some(self.now + time),
            _ => None,
        };
        match token.map(|token| self.tokens[token]) {
            Some(token) if (token.slot, token.place) != (slot, place) => {
                return Err(Refusal::somehow("InvalidImportTokenException"));
            }
            Some(token) if token.valid_to < self.now => {
                return Err(Refusal::somehow("ExpiredImportTokenException"));
            }
            Some(_) => {}
            None => return Err(Refusal::somehow("InvalidImportTokenException")),
        }
        let material = Material::Imported(import.bytes);
        self.accept(slot, place, material, until, import)?;
        let shown = self.sets[&slot].kind.is_symmetric().then_some(material);
        Ok(Output::Imported { slot, place, material: shown })
    }

    fn accept(
        &mut self,
        slot: Slot,
        place: Place,
        material: Material,
        until: Option<Time>,
        import: Import,
    ) -> Result<(), Refusal> {
        let key = &self.keys[&(slot, place)];
        let set = &self.sets[&slot];
        let is_primary = set.primary == place;
        let known = set.used.contains(&material) || set.pending == Some(material);
        if !set.kind.is_symmetric() {
            // One material for life, the same for every key of the set.
            if !set.used.is_empty() && !known {
                return Err(OTHER_MATERIAL);
            }
            self.settle(slot, place, material, until);
            return Ok(());
        }
        let new = match import.import_type {
            Some(import_type) => import_type == ImportType::New,
            None => !key.ever_imported && is_primary,
        };
        match new {
            true => {
                if import.material.is_some() {
                    return Err(VALIDATION);
                }
                if !is_primary {
                    return Err(Refusal::somehow("UnsupportedOperationException"));
                }
                if let Some(pending) = set.pending {
                    return Err(Refusal::said(
                        "KMSInvalidStateException",
                        format!(
                            "New key material (id: {}) cannot be imported into KMS key {}, because another key material (id: {}) is pending rotation.",
                            super::answer::material_id(material),
                            self.arn(slot, place),
                            super::answer::material_id(pending)
                        ),
                    ));
                }
                if known {
                    return Err(Refusal::UNKNOWN);
                }
            }
            false => {
                if import.material.is_some_and(|named| named != material) || !known {
                    return Err(OTHER_MATERIAL);
                }
            }
        }
        self.settle(slot, place, material, until);
        Ok(())
    }

    /// The material is in the key now.
    fn settle(&mut self, slot: Slot, place: Place, material: Material, until: Option<Time>) {
        let set = self.sets.get_mut(&slot).unwrap();
        if set.used.is_empty() {
            set.used.push(material);
        } else if !set.used.contains(&material) {
            set.pending = Some(material);
        }
        let key = self.keys.get_mut(&(slot, place)).unwrap();
        key.ever_imported = true;
        key.imported.insert(material, until);
        if self.keys[&(slot, place)].state == State::PendingImport {
            let ready = self.ready(slot, place);
            self.set_state(slot, place, ready);
        }
    }

    pub(crate) fn delete_imported_key_material(
        &mut self,
        slot: Slot,
        place: Place,
        material: Option<Material>,
    ) -> Answer {
        self.refuse_in(&[Creating, Updating], slot, place)?;
        self.check_imported(slot, place)?;
        let set = &self.sets[&slot];
        let named = material.or(set.used.last().copied());
        let known = |material: &Material| set.used.contains(material) || set.pending == Some(*material);
        if material.is_some_and(|material| !known(&material)) {
            return Err(Refusal::UNKNOWN);
        }
        let shown = named.filter(|_| set.kind.is_symmetric());
        if let Some(material) = named {
            self.lose(slot, place, material);
        }
        Ok(Output::Imported { slot, place, material: shown })
    }
}
