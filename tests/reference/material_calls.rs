//! The model under test, asked about key material.

use kms_mrk::identity::{KeyArn, KeyReference};
use kms_mrk::key::*;
use kms_mrk::operation::*;

use super::alphabet::{Slot, Time};
use super::answer::{Entry, MaterialState, Output};
use super::asked::Asked;
use super::command::{Expiry, Import, Materials, Request};
use super::names::{material, time, timestamp};
use super::system::{Answered, System};
use super::world::Rotation;

impl System {
    pub(crate) fn call_about_material(
        &mut self,
        asked: &Asked,
        key: KeyReference,
        request: &Request,
    ) -> Answered {
        let here = &[asked.place];
        match request {
            Request::GetParametersForImport => {
                let (algorithm, spec) = (WrappingAlgorithm::RsaAesKeyWrapSha256, WrappingKeySpec::Rsa4096);
                let output = self.give(asked, &GetParametersForImport::new(key, algorithm, spec), here)?;
                self.tokens.push(output.import_token);
                let (slot, place) = self.key_of(&output.key_id);
                Ok(Output::ImportParameters { slot, place, valid_to: time(output.parameters_valid_to) })
            }
            Request::ImportKeyMaterial(import) => {
                let request = self.import(asked, key, *import);
                let output = self.give(asked, &request, here)?;
                Ok(self.imported(&output.key_id, output.key_material_id))
            }
            Request::DeleteImportedKeyMaterial(material) => {
                let slot = asked.slot().unwrap_or(Slot::NEVER);
                let id = material.map(|material| self.names.material_id(slot, material));
                let request =
                    DeleteImportedKeyMaterial { key_material_id: id, ..DeleteImportedKeyMaterial::new(key) };
                let output = self.give(asked, &request, here)?;
                Ok(self.imported(&output.key_id, output.key_material_id))
            }
            Request::EnableKeyRotation(days) => {
                let period = RotationPeriodInDays::new(u64::try_from(*days).unwrap()).unwrap();
                self.give_only(asked, &EnableKeyRotation::new(key).with_period(period))
            }
            Request::DisableKeyRotation => self.give_only(asked, &DisableKeyRotation::new(key)),
            Request::GetKeyRotationStatus => {
                let status = self.give(asked, &GetKeyRotationStatus::new(key), here)?;
                assert_eq!(status.key_rotation_enabled, status.rotation_period.is_some());
                let period = status.rotation_period.zip(status.next_rotation_date);
                Ok(Output::RotationStatus {
                    slot: self.names.slot(status.key_id),
                    rotation: period
                        .map(|(days, next)| Rotation { days: days.days().into(), next: time(next) }),
                    on_demand: status.on_demand_rotation_start_date.map(time),
                })
            }
            Request::RotateKeyOnDemand => {
                let arn = self.give(asked, &RotateKeyOnDemand::new(key), here)?;
                let (slot, place) = self.key_of(&arn);
                Ok(Output::Arn(slot, place))
            }
            Request::ListKeyRotations(which) => {
                let mut request = ListKeyRotations::new(key).with_limit(Limit::new(1).unwrap());
                if *which == Materials::All {
                    request.include_key_material = IncludeKeyMaterial::AllKeyMaterial;
                }
                let mut entries = Vec::new();
                loop {
                    let page = self.give(asked, &request, here)?;
                    entries.extend(page.items.iter().map(|entry| self.entry(entry)));
                    let Some(marker) = page.next_marker else { break };
                    request = request.with_marker(marker);
                }
                // KMS promises no order.
                entries.sort_by_key(|entry| entry.material);
                Ok(Output::Rotations(entries))
            }
            other => panic!("{other:?} is nothing that the reference knows"),
        }
    }

    fn import(&self, asked: &Asked, key: KeyReference, import: Import) -> ImportKeyMaterial {
        let token = match asked.token {
            Some(number) => self.tokens[number].clone(),
            None => "a token that KMS never gave".parse().unwrap(),
        };
        let now = self.kms.world().now();
        let after = |millis: Time| timestamp(time(now) + millis);
        let (expiration_model, valid_to) = match import.expiry {
            Expiry::Never => (Some(ExpirationModel::KeyMaterialDoesNotExpire), None),
            Expiry::After(time) => (Some(ExpirationModel::KeyMaterialExpires), Some(after(time))),
            Expiry::Unsaid => (None, None),
            Expiry::NeverAfter(time) => (Some(ExpirationModel::KeyMaterialDoesNotExpire), Some(after(time))),
        };
        let slot = asked.slot().unwrap_or(Slot::NEVER);
        ImportKeyMaterial {
            expiration_model,
            valid_to,
            import_type: import.import_type.map(|import_type| match import_type {
                super::command::ImportType::New => ImportType::NewKeyMaterial,
                super::command::ImportType::Existing => ImportType::ExistingKeyMaterial,
            }),
            key_material_id: import.material.map(|material| self.names.material_id(slot, material)),
            ..ImportKeyMaterial::new(key, token, material(import.bytes))
        }
    }

    fn imported(&self, arn: &KeyArn, id: Option<KeyMaterialId>) -> Output {
        let (slot, place) = self.key_of(arn);
        Output::Imported { slot, place, material: id.map(|id| self.names.material(slot, id)) }
    }

    fn entry(&self, entry: &RotationsListEntry) -> Entry {
        let slot = self.names.slot(entry.key_id);
        assert_eq!(entry.rotation_date.is_some(), entry.rotation_type.is_some());
        Entry {
            material: self.names.material(slot, entry.key_material_id),
            state: match entry.key_material_state {
                KeyMaterialState::NonCurrent => MaterialState::NonCurrent,
                KeyMaterialState::Current => MaterialState::Current,
                KeyMaterialState::PendingRotation => MaterialState::PendingRotation,
                KeyMaterialState::PendingMultiRegionImportAndRotation => {
                    MaterialState::PendingImportElsewhere
                }
                ref other => panic!("a state that nobody wrote down: {other}"),
            },
            is_here: entry.import_state.as_ref().map(|state| *state == ImportState::Imported),
            expires: entry
                .expiration_model
                .as_ref()
                .map(|model| (*model == ExpirationModel::KeyMaterialExpires, entry.valid_to.map(time))),
            rotated: entry
                .rotation_date
                .map(|date| (time(date), entry.rotation_type == Some(RotationType::OnDemand))),
        }
    }
}
