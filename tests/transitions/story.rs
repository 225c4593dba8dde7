//! A set of keys and the one of them that is watched, with everything that can be done to it.

use std::collections::BTreeMap;
use std::time::Duration;

use kms_mrk::KmsError;
use kms_mrk::identity::{KeyArn, KeyId, KeyReference};
use kms_mrk::key::{
    ImportType, Origin, PendingWindowInDays, RotationPeriodInDays, WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::*;

use crate::row::Answer;
use crate::stage::{HOME, Stage, key_arn, read, replicate, tags};

pub(crate) const EU: &str = "eu-west-1";
pub(crate) const AP: &str = "ap-southeast-2";
pub(crate) const DAY: u64 = 24 * 3600;

pub(crate) struct Story {
    pub(crate) stage: Stage,
    key_id: Option<KeyId>,
    region: &'static str,
    /// What KMS said to a step that should have been possible.
    pub(crate) trouble: Option<KmsError>,
}

/// The beginnings. Each step must be possible, or the story is in trouble.
impl Story {
    /// No key yet.
    pub(crate) fn new() -> Self {
        Self { stage: Stage::new(), key_id: None, region: HOME, trouble: None }
    }

    fn begun(create: CreateKey) -> Self {
        let mut story = Self::new();
        story.trouble = story.create(&create).err();
        story
    }

    pub(crate) fn single() -> Self {
        Self::begun(CreateKey::default())
    }

    pub(crate) fn primary() -> Self {
        Self::begun(CreateKey::multi_region())
    }

    /// A primary key whose material is to be imported.
    pub(crate) fn external() -> Self {
        Self::begun(CreateKey { origin: Origin::External, ..CreateKey::multi_region() })
    }

    pub(crate) fn imported() -> Self {
        Self::external().after(Self::import)
    }

    /// A primary key with a replica.
    pub(crate) fn pair() -> Self {
        Self::primary().with_replica_in(EU)
    }

    /// The same, of imported material, which both have.
    pub(crate) fn imported_pair() -> Self {
        Self::imported().with_replica_in(EU).at(EU).after(Self::import).at(HOME)
    }

    /// A pair that is changing its roles.
    pub(crate) fn updating() -> Self {
        Self::pair().after(Self::promote)
    }

    /// The same story, another of its keys watched.
    pub(crate) fn at(self, region: &'static str) -> Self {
        Self { region, ..self }
    }

    pub(crate) fn with_replica_in(mut self, region: &'static str) -> Self {
        self.stage.replica(self.key_id.unwrap(), region);
        self.stage.settle();
        self
    }

    pub(crate) fn after(mut self, step: fn(&mut Self) -> Answer) -> Self {
        if self.trouble.is_none() {
            self.trouble = step(&mut self).err();
        }
        self
    }
}

/// What can be asked of the story.
impl Story {
    pub(crate) fn arn(&self) -> KeyArn {
        read(&key_arn(self.region, self.key_id.unwrap()))
    }

    /// The state of the key that is watched; `(none)` if there is none.
    pub(crate) fn state(&self) -> String {
        self.states().get(self.region).cloned().unwrap_or_else(|| "(none)".into())
    }

    /// The states of the keys besides.
    pub(crate) fn others(&self) -> BTreeMap<String, String> {
        let mut states = self.states();
        states.remove(self.region);
        states
    }

    fn states(&self) -> BTreeMap<String, String> {
        let set = self.key_id.and_then(|key_id| self.stage.kms.world().set(key_id));
        let keys = set.into_iter().flat_map(|set| set.keys());
        keys.map(|key| (key.region.to_string(), key.state.name().to_string())).collect()
    }

    fn key(&self) -> KeyReference {
        self.key_id.unwrap().into()
    }

    fn role(&mut self) -> String {
        let region = self.region;
        let metadata = self.stage.describe(self.key_id.unwrap(), region);
        metadata.multi_region_key_type().unwrap().to_string()
    }
}

/// What can be done to the key that is watched.
impl Story {
    pub(crate) fn call<O: Operation>(&mut self, request: &O) -> Answer {
        let call = self.stage.call(self.region);
        self.stage.kms.call(request, &call).map(drop)
    }

    pub(crate) fn create(&mut self, create: &CreateKey) -> Answer {
        let call = self.stage.call(HOME);
        let key = self.stage.kms.call(create, &call)?.output;
        self.key_id = Some(key.key_id);
        assert_eq!(key.key_state, *self.state(), "the answer shows the first state");
        Ok(())
    }

    pub(crate) fn create_single(&mut self) -> Answer {
        self.create(&CreateKey::default())
    }

    pub(crate) fn create_multi_region(&mut self) -> Answer {
        self.create(&CreateKey::multi_region())
    }

    pub(crate) fn create_single_external(&mut self) -> Answer {
        self.create(&CreateKey { origin: Origin::External, ..CreateKey::default() })
    }

    pub(crate) fn create_multi_region_external(&mut self) -> Answer {
        self.create(&CreateKey { origin: Origin::External, ..CreateKey::multi_region() })
    }

    /// Makes the key that is watched, as a replica of the one at home, which lists it at once.
    pub(crate) fn be_replicated(&mut self) -> Answer {
        let call = self.stage.call(HOME);
        self.stage.kms.call(&replicate(self.key(), self.region), &call)?;
        let primary = self.stage.describe(self.key_id.unwrap(), HOME);
        let listed = primary.multi_region_configuration.unwrap().replica_keys;
        assert!(listed.iter().any(|replica| replica.arn == self.arn()));
        Ok(())
    }

    /// Asks for another replica of the key.
    pub(crate) fn replicate(&mut self) -> Answer {
        self.call(&replicate(self.key(), AP))
    }

    pub(crate) fn enable(&mut self) -> Answer {
        self.call(&EnableKey::new(self.key()))
    }

    pub(crate) fn disable(&mut self) -> Answer {
        self.call(&DisableKey::new(self.key()))
    }

    pub(crate) fn schedule(&mut self) -> Answer {
        self.call(&ScheduleKeyDeletion::new(self.key()).with_window(PendingWindowInDays::MIN))
    }

    /// The same, for the replica.
    pub(crate) fn schedule_replica(&mut self) -> Answer {
        let call = self.stage.call(EU);
        let schedule = ScheduleKeyDeletion::new(self.key()).with_window(PendingWindowInDays::MIN);
        self.stage.kms.call(&schedule, &call).map(drop)
    }

    pub(crate) fn cancel(&mut self) -> Answer {
        self.call(&CancelKeyDeletion::new(self.key()))
    }

    /// The same, for the replica.
    pub(crate) fn cancel_replica(&mut self) -> Answer {
        let call = self.stage.call(EU);
        self.stage.kms.call(&CancelKeyDeletion::new(self.key()), &call).map(drop)
    }

    pub(crate) fn tag(&mut self) -> Answer {
        self.call(&TagResource::new(self.key(), tags(&[("team", "orders")])))
    }

    pub(crate) fn untag(&mut self) -> Answer {
        self.call(&UntagResource::new(self.key(), vec![read("team")]))
    }

    pub(crate) fn describe(&mut self) -> Answer {
        self.call(&UpdateKeyDescription::new(self.key(), read("orders")))
    }

    pub(crate) fn create_alias(&mut self) -> Answer {
        self.call(&CreateAlias::new(read("alias/orders"), self.key()))
    }

    /// Makes the replica in [`EU`] the primary key.
    pub(crate) fn promote(&mut self) -> Answer {
        let call = self.stage.call(HOME);
        self.stage.kms.call(&UpdatePrimaryRegion::new(self.key(), read(EU)), &call).map(drop)
    }

    pub(crate) fn enable_rotation(&mut self) -> Answer {
        self.call(&EnableKeyRotation::new(self.key()).with_period(RotationPeriodInDays::MIN))
    }

    pub(crate) fn disable_rotation(&mut self) -> Answer {
        self.call(&DisableKeyRotation::new(self.key()))
    }

    /// Rotates the key, which takes a minute.
    pub(crate) fn rotate(&mut self) -> Answer {
        self.call(&RotateKeyOnDemand::new(self.key()))?;
        self.wait(60)
    }

    /// A rotation that was due while the key was disabled comes now.
    pub(crate) fn enable_with_rotation_due(&mut self) -> Answer {
        assert_eq!(self.rotations(), 0);
        self.enable()?;
        self.wait(0)?;
        assert_eq!(self.rotations(), 1);
        Ok(())
    }

    fn rotations(&mut self) -> usize {
        let (key, region) = (self.key(), self.region);
        self.stage.accepts(&ListKeyRotations::new(key), region).items.len()
    }
}

/// What can be done to imported material: the first one, and the one after it.
impl Story {
    fn parameters(&mut self) -> Result<ImportToken, KmsError> {
        let (algorithm, spec) = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
        let call = self.stage.call(self.region);
        let request = GetParametersForImport::new(self.key(), algorithm, spec);
        Ok(self.stage.kms.call(&request, &call)?.output.import_token)
    }

    pub(crate) fn get_parameters(&mut self) -> Answer {
        self.parameters().map(drop)
    }

    pub(crate) fn import(&mut self) -> Answer {
        let token = self.parameters()?;
        self.call(&ImportKeyMaterial::new(self.key(), token, first()).that_never_expires())
    }

    /// Imports the first material, again or not, for a day.
    pub(crate) fn import_for_a_day(&mut self) -> Answer {
        self.import_for(DAY)
    }

    pub(crate) fn import_for_a_minute(&mut self) -> Answer {
        self.import_for(60)
    }

    fn import_for(&mut self, seconds: u64) -> Answer {
        let token = self.parameters()?;
        let valid_to = self.stage.now + Duration::from_secs(seconds);
        self.call(&ImportKeyMaterial::new(self.key(), token, first()).that_expires(valid_to))
    }

    pub(crate) fn import_second(&mut self) -> Answer {
        let token = self.parameters()?;
        let import = ImportKeyMaterial::new(self.key(), token, second()).that_never_expires();
        self.call(&import.with_import_type(ImportType::NewKeyMaterial))
    }

    pub(crate) fn import_second_for_a_day(&mut self) -> Answer {
        let token = self.parameters()?;
        let tomorrow = self.stage.now + Duration::from_secs(DAY);
        let import = ImportKeyMaterial::new(self.key(), token, second()).that_expires(tomorrow);
        self.call(&import.with_import_type(ImportType::NewKeyMaterial))
    }

    /// Deletes the current material.
    pub(crate) fn delete_material(&mut self) -> Answer {
        self.call(&DeleteImportedKeyMaterial::new(self.key()))
    }

    /// Deletes the material that is not current: the one that waits for a rotation, or the first one after it.
    pub(crate) fn delete_other_material(&mut self) -> Answer {
        let set = self.stage.kms.world().set(self.key_id.unwrap()).unwrap();
        let current = set.current_material();
        let key = set.key_in(&read(self.region)).unwrap();
        let other = key.imported_materials.iter().find(|material| material.id != current).unwrap().id;
        self.call(&DeleteImportedKeyMaterial::new(self.key()).of(other))
    }
}

fn first() -> KeyMaterial {
    KeyMaterial::of(b"first")
}

fn second() -> KeyMaterial {
    KeyMaterial::of(b"second")
}

/// What time does.
impl Story {
    pub(crate) fn wait(&mut self, seconds: u64) -> Answer {
        self.stage.wait(seconds);
        self.stage.kms.advance(self.stage.now);
        Ok(())
    }

    pub(crate) fn wait_a_minute(&mut self) -> Answer {
        self.wait(60)
    }

    pub(crate) fn wait_a_day(&mut self) -> Answer {
        self.wait(DAY)
    }

    pub(crate) fn wait_a_week(&mut self) -> Answer {
        self.wait(7 * DAY)
    }

    pub(crate) fn wait_a_hundred_days(&mut self) -> Answer {
        self.wait(100 * DAY)
    }

    /// The watched key is the primary key when the change is done.
    pub(crate) fn become_primary(&mut self) -> Answer {
        self.wait(60)?;
        assert_eq!(self.role(), "PRIMARY");
        Ok(())
    }

    pub(crate) fn become_replica(&mut self) -> Answer {
        self.wait(60)?;
        assert_eq!(self.role(), "REPLICA");
        Ok(())
    }

    /// The waiting period ends, and with the key its alias is gone.
    pub(crate) fn be_deleted(&mut self) -> Answer {
        self.wait(7 * DAY)?;
        let arn = self.arn();
        let aliases = self.stage.kms.world().aliases_in(arn.account(), &read(self.region)).count();
        assert_eq!(aliases, 0);
        Ok(())
    }
}
