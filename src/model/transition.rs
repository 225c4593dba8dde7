//! How key states follow one another: one table, which the model runs on.

use crate::key::KeyStateName as State;

/// What moves a key from one state to another, or makes or ends it.
///
/// [`Transition::ALL`] shows what each does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Trigger {
    /// CreateKey makes a key.
    CreateKey,
    /// ReplicateKey makes a replica.
    ReplicateKey,
    /// KMS has made the replica that ReplicateKey asked for.
    ReplicaReady,
    /// EnableKey.
    EnableKey,
    /// DisableKey.
    DisableKey,
    /// ImportKeyMaterial.
    ImportKeyMaterial,
    /// DeleteImportedKeyMaterial, imported material expires, or a rotation makes other material current that the key
    /// has lost meanwhile.
    LoseKeyMaterial,
    /// ScheduleKeyDeletion.
    ScheduleKeyDeletion,
    /// CancelKeyDeletion.
    CancelKeyDeletion,
    /// The last replica of the key is deleted.
    LoseLastReplica,
    /// The waiting period is over.
    WaitingPeriodOver,
    /// UpdatePrimaryRegion, for the primary key and for the replica that is to take its place.
    UpdatePrimaryRegion,
    /// KMS has changed the roles of the two keys.
    PrimaryRegionUpdated,
    /// The custom key store of the key is disconnected.
    CustomKeyStoreDisconnected,
    /// The custom key store of the key is connected again.
    CustomKeyStoreConnected,
}

/// What must hold of a key for a transition, besides its state.
///
/// [`Transition::ALL`] shows which transitions need one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Condition {
    /// Nothing.
    Always,
    /// The key has all the material that it needs: KMS's own, or every imported material that is or was current.
    HasMaterial,
    /// The key lacks imported material that it needs.
    LacksMaterial,
    /// The key is a primary key with replicas.
    HasReplicas,
    /// The key is a single-Region key, a replica, or a primary key without replicas.
    HasNoReplicas,
    /// The key was last asked to be Enabled, or was it when its custom key store was disconnected.
    ToBeEnabled,
    /// The same for Disabled.
    ToBeDisabled,
}

/// A row of the table of state transitions.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-delete.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-manage.html>
///
/// ```
/// use kms_mrk::key::KeyStateName;
/// use kms_mrk::model::{Condition, Transition, Trigger};
///
/// let saved: Vec<_> = Transition::ALL
///     .iter()
///     .filter(|row| row.trigger == Trigger::CancelKeyDeletion && row.when == Condition::HasMaterial)
///     .map(|row| (row.from.clone(), row.to.clone()))
///     .collect();
/// assert_eq!(saved, [
///     (Some(KeyStateName::PendingDeletion), Some(KeyStateName::Disabled)),
///     (Some(KeyStateName::PendingReplicaDeletion), Some(KeyStateName::Disabled)),
/// ]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// What happens.
    pub trigger: Trigger,
    /// The state before; `None` if there was no key.
    pub from: Option<State>,
    /// What else must hold.
    pub when: Condition,
    /// The state after; `None` if the key is gone.
    pub to: Option<State>,
}

const fn row(trigger: Trigger, from: State, when: Condition, to: State) -> Transition {
    Transition { trigger, from: Some(from), when, to: Some(to) }
}

impl Transition {
    /// Every transition there is. What is not in the table leaves the state as it is.
    #[rustfmt::skip]
    pub const ALL: &'static [Self] = &[
        Self { trigger: Trigger::CreateKey, from: None, when: Condition::HasMaterial, to: Some(State::Enabled) },
        Self { trigger: Trigger::CreateKey, from: None, when: Condition::LacksMaterial, to: Some(State::PendingImport) },
        Self { trigger: Trigger::ReplicateKey, from: None, when: Condition::Always, to: Some(State::Creating) },
        row(Trigger::ReplicaReady, State::Creating, Condition::HasMaterial, State::Enabled),
        row(Trigger::ReplicaReady, State::Creating, Condition::LacksMaterial, State::PendingImport),
        row(Trigger::EnableKey, State::Disabled, Condition::Always, State::Enabled),
        row(Trigger::EnableKey, State::Unavailable, Condition::Always, State::Unavailable),
        row(Trigger::DisableKey, State::Enabled, Condition::Always, State::Disabled),
        row(Trigger::DisableKey, State::Unavailable, Condition::Always, State::Unavailable),
        row(Trigger::ImportKeyMaterial, State::PendingImport, Condition::HasMaterial, State::Enabled),
        row(Trigger::LoseKeyMaterial, State::Enabled, Condition::LacksMaterial, State::PendingImport),
        row(Trigger::LoseKeyMaterial, State::Disabled, Condition::LacksMaterial, State::PendingImport),
        row(Trigger::ScheduleKeyDeletion, State::Creating, Condition::Always, State::PendingDeletion),
        row(Trigger::ScheduleKeyDeletion, State::Enabled, Condition::HasNoReplicas, State::PendingDeletion),
        row(Trigger::ScheduleKeyDeletion, State::Disabled, Condition::HasNoReplicas, State::PendingDeletion),
        row(Trigger::ScheduleKeyDeletion, State::PendingImport, Condition::HasNoReplicas, State::PendingDeletion),
        row(Trigger::ScheduleKeyDeletion, State::Unavailable, Condition::Always, State::PendingDeletion),
        row(Trigger::ScheduleKeyDeletion, State::Enabled, Condition::HasReplicas, State::PendingReplicaDeletion),
        row(Trigger::ScheduleKeyDeletion, State::Disabled, Condition::HasReplicas, State::PendingReplicaDeletion),
        row(Trigger::ScheduleKeyDeletion, State::PendingImport, Condition::HasReplicas, State::PendingReplicaDeletion),
        row(Trigger::CancelKeyDeletion, State::PendingDeletion, Condition::HasMaterial, State::Disabled),
        row(Trigger::CancelKeyDeletion, State::PendingDeletion, Condition::LacksMaterial, State::PendingImport),
        row(Trigger::CancelKeyDeletion, State::PendingReplicaDeletion, Condition::HasMaterial, State::Disabled),
        row(Trigger::CancelKeyDeletion, State::PendingReplicaDeletion, Condition::LacksMaterial, State::PendingImport),
        row(Trigger::LoseLastReplica, State::PendingReplicaDeletion, Condition::Always, State::PendingDeletion),
        Self { trigger: Trigger::WaitingPeriodOver, from: Some(State::PendingDeletion), when: Condition::Always, to: None },
        row(Trigger::UpdatePrimaryRegion, State::Enabled, Condition::Always, State::Updating),
        row(Trigger::PrimaryRegionUpdated, State::Updating, Condition::HasMaterial, State::Enabled),
        row(Trigger::PrimaryRegionUpdated, State::Updating, Condition::LacksMaterial, State::PendingImport),
        row(Trigger::CustomKeyStoreDisconnected, State::Enabled, Condition::Always, State::Unavailable),
        row(Trigger::CustomKeyStoreDisconnected, State::Disabled, Condition::Always, State::Unavailable),
        row(Trigger::CustomKeyStoreConnected, State::Unavailable, Condition::ToBeEnabled, State::Enabled),
        row(Trigger::CustomKeyStoreConnected, State::Unavailable, Condition::ToBeDisabled, State::Disabled),
    ];

    /// The row for this trigger and the state before, where `holds` tells what holds of the key.
    pub(crate) fn of(
        trigger: Trigger,
        from: Option<&State>,
        holds: impl Fn(Condition) -> bool,
    ) -> Option<&'static Self> {
        Self::ALL.iter().find(|row| {
            row.trigger == trigger
                && row.from.as_ref() == from
                && (row.when == Condition::Always || holds(row.when))
        })
    }
}

impl Trigger {
    /// The operation, or what happens by itself, in words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreateKey => "CreateKey",
            Self::ReplicateKey => "ReplicateKey",
            Self::ReplicaReady => "replica key created",
            Self::EnableKey => "EnableKey",
            Self::DisableKey => "DisableKey",
            Self::ImportKeyMaterial => "ImportKeyMaterial",
            Self::LoseKeyMaterial => "DeleteImportedKeyMaterial or expiration",
            Self::ScheduleKeyDeletion => "ScheduleKeyDeletion",
            Self::CancelKeyDeletion => "CancelKeyDeletion",
            Self::LoseLastReplica => "last replica key deleted",
            Self::WaitingPeriodOver => "waiting period ends",
            Self::UpdatePrimaryRegion => "UpdatePrimaryRegion",
            Self::PrimaryRegionUpdated => "primary Region changed",
            Self::CustomKeyStoreDisconnected => "custom key store disconnected",
            Self::CustomKeyStoreConnected => "custom key store connected",
        }
    }
}

impl Condition {
    /// The condition in words; empty for [`Always`](Self::Always).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "",
            Self::HasMaterial => "with all its key material",
            Self::LacksMaterial => "with key material missing",
            Self::HasReplicas => "with replica keys",
            Self::HasNoReplicas => "without replica keys",
            Self::ToBeEnabled => "last set to Enabled",
            Self::ToBeDisabled => "last set to Disabled",
        }
    }
}
