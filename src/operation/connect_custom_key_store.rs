//! ConnectCustomKeyStore and DisconnectCustomKeyStore: let KMS reach a custom key store, or keep it from doing so.

use super::contract::{Decision, Operation};
use super::name::OperationName;
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use super::{authorization, custom_key_store_checks, member_checks, rule};
use crate::identity::CustomKeyStoreId;
use crate::model::{Call, Change, ConnectionState, Event, Record, World};
use crate::policy::Action;
use crate::verdict::check::{self, Check, Subject};
use crate::verdict::{Broken, KmsError, Report};

/// A request to connect a custom key store; one that is connected stays so.
///
/// Its keys that were Unavailable are Enabled or Disabled again, as was last asked for. In the model the store is connected
/// at once. The real service takes up to 20 minutes, in the state CONNECTING, and can end in FAILED: neither is modelled.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_ConnectCustomKeyStore.html>
///
/// ```
/// use kms_mrk::Kms;
/// use kms_mrk::identity::Region;
/// use kms_mrk::key::Origin;
/// use kms_mrk::model::{
///     Call, Caller, ConnectionState, CustomKeyStore, CustomKeyStoreBacking, Seed, World,
/// };
/// use kms_mrk::operation::{ConnectCustomKeyStore, CreateKey, DescribeKey, DisconnectCustomKeyStore};
///
/// let caller = Caller::new("111122223333".parse()?).unwrap();
/// let store = CustomKeyStore {
///     custom_key_store_id: "cks-1234567890abcdef0".parse()?,
///     account: caller.account(),
///     region: Region::US_EAST_1,
///     backing: CustomKeyStoreBacking::AwsCloudHsm { cloud_hsm_cluster_id: "cluster-2a34b5cdefg".parse()? },
///     connection_state: ConnectionState::Connected,
/// };
/// let id = store.custom_key_store_id.clone();
/// let mut kms = Kms::from(World::new(Seed(1)).with_custom_key_store(store));
/// let call = Call::new(caller, Region::US_EAST_1, "2026-01-05T12:00:00Z".parse()?);
///
/// let create =
///     CreateKey { origin: Origin::AwsCloudHsm, custom_key_store_id: Some(id.clone()), ..CreateKey::default() };
/// let describe = DescribeKey::new(kms.call(&create, &call)?.output.key_id.into());
/// kms.call(&DisconnectCustomKeyStore::new(id.clone()), &call)?;
/// assert_eq!(kms.call(&describe, &call)?.output.key_state, "Unavailable");
/// kms.call(&ConnectCustomKeyStore::new(id), &call)?;
/// assert_eq!(kms.call(&describe, &call)?.output.key_state, "Enabled");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectCustomKeyStore {
    /// The custom key store.
    pub custom_key_store_id: CustomKeyStoreId,
}

/// A request to disconnect a custom key store. [`ConnectCustomKeyStore`] shows it.
///
/// Its keys that are Enabled or Disabled are Unavailable from then on; a key that waits for its deletion goes on doing so.
/// In the model the store is disconnected at once, without the state DISCONNECTING.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_DisconnectCustomKeyStore.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisconnectCustomKeyStore {
    /// The custom key store.
    pub custom_key_store_id: CustomKeyStoreId,
}

impl ConnectCustomKeyStore {
    /// A request to connect this custom key store.
    #[must_use]
    pub const fn new(custom_key_store_id: CustomKeyStoreId) -> Self {
        Self { custom_key_store_id }
    }

    /// The permissions that the caller needs in the Region that is called.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        vec![permission("kms:ConnectCustomKeyStore", setting)]
    }
}

impl DisconnectCustomKeyStore {
    /// A request to disconnect this custom key store.
    #[must_use]
    pub const fn new(custom_key_store_id: CustomKeyStoreId) -> Self {
        Self { custom_key_store_id }
    }

    /// The permissions that the caller needs in the Region that is called.
    #[must_use]
    pub fn required_permissions(&self, setting: &Setting<'_>) -> Vec<Permission> {
        vec![permission("kms:DisconnectCustomKeyStore", setting)]
    }
}

/// Custom key stores have no ARN that a policy could name.
fn permission(action: &'static str, setting: &Setting<'_>) -> Permission {
    Permission {
        action,
        region: setting.region().cloned(),
        resource: Resource::Any,
        granted_by: GrantedBy::IamPolicy,
    }
}

/// The store that a request names and what is known around it; no member names a key.
struct Asked<'a> {
    id: &'a CustomKeyStoreId,
    setting: &'a Setting<'a>,
}

impl Subject for Asked<'static> {
    type In<'a> = Asked<'a>;
}

/// KMS connects a store that is connected already: it refuses in the states DISCONNECTING and FAILED alone, which no store
/// of the model is in.
static CONNECT: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ENDPOINT, test: endpoint },
    Check {
        rule: &rule::AUTHORIZED_BY_IAM,
        test: |asked, broken| authorization::by_iam(Action::ConnectCustomKeyStore, asked.setting, broken),
    },
    Check { rule: &rule::CUSTOM_KEY_STORE_FOUND, test: exists },
];

static DISCONNECT: &[Check<Asked<'static>>] = &[
    Check { rule: &rule::ENDPOINT, test: endpoint },
    Check {
        rule: &rule::AUTHORIZED_BY_IAM,
        test: |asked, broken| authorization::by_iam(Action::DisconnectCustomKeyStore, asked.setting, broken),
    },
    Check { rule: &rule::CUSTOM_KEY_STORE_FOUND, test: exists },
    Check { rule: &rule::CUSTOM_KEY_STORE_NOT_DISCONNECTED, test: is_connected },
];

impl Operation for ConnectCustomKeyStore {
    const NAME: OperationName = OperationName::ConnectCustomKeyStore;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(CONNECT, &Asked { id: &self.custom_key_store_id, setting })
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let (id, setting) = (&self.custom_key_store_id, Setting::of(world, call));
        check::decide(CONNECT, &Asked { id, setting: &setting })?;
        let is_connected = custom_key_store_checks::store(id, &setting)
            .is_some_and(|store| store.connection_state == ConnectionState::Connected);
        let change = (!is_connected).then_some(Change::CustomKeyStoreConnected);
        Ok(decision("ConnectCustomKeyStore", id, change, world, call))
    }
}

impl Operation for DisconnectCustomKeyStore {
    const NAME: OperationName = OperationName::DisconnectCustomKeyStore;
    type Output = ();

    fn check(&self, setting: &Setting<'_>) -> Report {
        check::report(DISCONNECT, &Asked { id: &self.custom_key_store_id, setting })
    }

    fn decide(&self, world: &World, call: &Call) -> Result<Decision<()>, KmsError> {
        let (id, setting) = (&self.custom_key_store_id, Setting::of(world, call));
        check::decide(DISCONNECT, &Asked { id, setting: &setting })?;
        let change = Some(Change::CustomKeyStoreDisconnected);
        Ok(decision("DisconnectCustomKeyStore", id, change, world, call))
    }
}

/// A decision that changes the store, if it does, and leaves one record in its Region.
fn decision(
    event_name: &'static str,
    id: &CustomKeyStoreId,
    change: Option<Change>,
    world: &World,
    call: &Call,
) -> Decision<()> {
    let at = world.time_of(call);
    let event = |change| Event { subject: id.clone().into(), region: call.region().clone(), at, change };
    Decision {
        output: (),
        events: change.into_iter().map(event).collect(),
        trail: vec![Record::without_keys(call, event_name, at)].into(),
    }
}

fn endpoint(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    member_checks::endpoint(asked.setting, broken);
}

fn exists(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    custom_key_store_checks::exists(asked.id, asked.setting, broken);
}

fn is_connected(asked: &Asked<'_>, broken: &mut Broken<'_>) {
    custom_key_store_checks::is_connected(asked.id, asked.setting, None, broken);
}
