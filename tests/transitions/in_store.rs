//! A key in a custom key store, and what becomes of it with its store.

use kms_mrk::key::Origin;
use kms_mrk::operation::{ConnectCustomKeyStore, CreateKey, DisconnectCustomKeyStore};

use crate::row::Answer;
use crate::stage::{CLOUD_HSM, EXTERNAL, XKS_KEY, cloud_hsm_store, external_store, read};
use crate::story::Story;

impl Story {
    /// A stage with a custom key store of each type, both connected.
    pub(crate) fn with_stores() -> Self {
        let mut story = Self::new();
        story.stage = story.stage.with_world(|world| {
            world.with_custom_key_store(cloud_hsm_store()).with_custom_key_store(external_store())
        });
        story
    }

    pub(crate) fn in_store() -> Self {
        Self::with_stores().after(Self::create_in_cloud_hsm)
    }

    pub(crate) fn create_in_cloud_hsm(&mut self) -> Answer {
        let custom_key_store_id = Some(read(CLOUD_HSM));
        self.create(&CreateKey { origin: Origin::AwsCloudHsm, custom_key_store_id, ..CreateKey::default() })
    }

    pub(crate) fn create_in_external_store(&mut self) -> Answer {
        let (custom_key_store_id, xks_key_id) = (Some(read(EXTERNAL)), Some(read(XKS_KEY)));
        let origin = Origin::ExternalKeyStore;
        self.create(&CreateKey { origin, custom_key_store_id, xks_key_id, ..CreateKey::default() })
    }

    pub(crate) fn disconnect(&mut self) -> Answer {
        self.call(&DisconnectCustomKeyStore::new(read(CLOUD_HSM)))
    }

    pub(crate) fn connect(&mut self) -> Answer {
        self.call(&ConnectCustomKeyStore::new(read(CLOUD_HSM)))
    }
}
