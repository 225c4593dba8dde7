//! The rows.

use crate::row::Others::{Become, Stay};
use crate::row::*;
use crate::stage::HOME;
use crate::story::{AP, EU, Story as S};

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    Row {
        from: "(none)", trigger: "CreateKey, AWS_KMS", to: "Enabled", source: "recorded",
        starts: &[S::new], acts: &[accepted(S::create_single), accepted(S::create_multi_region)], others: Stay,
    },
    Row {
        from: "(none)", trigger: "CreateKey, EXTERNAL", to: "PendingImport", source: "recorded",
        starts: &[S::new], acts: &[accepted(S::create_single_external), accepted(S::create_multi_region_external)], others: Stay,
    },
    Row {
        from: "(none)", trigger: "CreateKey, in a custom key store", to: "Enabled", source: "API_CreateKey",
        starts: &[S::with_stores], acts: &[accepted(S::create_in_cloud_hsm), accepted(S::create_in_external_store)], others: Stay,
    },
    Row {
        from: "(none)", trigger: "ReplicateKey makes it", to: "Creating", source: "recorded",
        starts: &[|| S::primary().at(EU)], acts: &[accepted(S::be_replicated)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "replicated", to: "Enabled", source: "recorded, of about a minute",
        starts: &[creating], acts: &[accepted(S::wait_a_minute)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "replicated, EXTERNAL", to: "PendingImport", source: "multi-region-keys-import",
        starts: &[|| S::imported().at(EU).after(S::be_replicated)], acts: &[accepted(S::wait_a_minute)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "ScheduleKeyDeletion", to: "PendingDeletion", source: "key-state",
        starts: &[creating], acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "CancelKeyDeletion", to: "Creating", source: "key-state [4]",
        starts: &[creating], acts: &[invalid(NOT_PENDING, S::cancel)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "EnableKey, DisableKey", to: "Creating", source: "key-state [14]",
        starts: &[creating], acts: &[invalid(CREATING, S::enable), invalid(CREATING, S::disable)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "DisableKey", to: "Disabled", source: "multi-region-keys-overview",
        starts: &[S::single, S::pair, || S::pair().at(EU)], acts: &[accepted(S::disable)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "EnableKey", to: "Enabled", source: "rotate-keys: a rotation that is due comes then",
        starts: &[|| S::pair().after(S::enable_rotation).after(S::disable).after(S::wait_a_hundred_days)],
        acts: &[accepted(S::enable_with_rotation_due)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "EnableKey", to: "Enabled", source: "key-state; that it changes nothing is inferred",
        starts: &[S::pair], acts: &[accepted(S::enable)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "DisableKey", to: "Disabled", source: "key-state; that it changes nothing is inferred",
        starts: &[|| S::pair().after(S::disable)], acts: &[accepted(S::disable)], others: Stay,
    },
    Row {
        from: "Unavailable", trigger: "EnableKey, DisableKey", to: "Unavailable", source: "key-state [12]",
        starts: &[unavailable, || S::in_store().after(S::disable).after(S::disconnect)],
        acts: &[accepted(S::enable), accepted(S::disable)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "ImportKeyMaterial of all that it needs", to: "Enabled", source: "API_ImportKeyMaterial",
        starts: &[S::external, without_material, || S::imported().with_replica_in(EU).at(EU)],
        acts: &[accepted(S::import)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "ImportKeyMaterial of a part", to: "PendingImport", source: "inferred from API_ImportKeyMaterial",
        starts: &[|| rotated().after(S::delete_other_material).after(S::delete_material)],
        acts: &[accepted(S::import)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "ImportKeyMaterial, new", to: "Enabled", source: "API_ImportKeyMaterial",
        starts: &[S::imported, S::imported_pair], acts: &[accepted(S::import_second)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "ImportKeyMaterial, existing", to: "Enabled", source: "API_ImportKeyMaterial; multi-region-keys-import",
        starts: &[S::imported_pair, || S::imported_pair().at(EU)],
        acts: &[accepted(S::import), accepted(S::import_for_a_day)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "ImportKeyMaterial", to: "Disabled", source: "key-state [9]; API_ImportKeyMaterial has other states; the state after is inferred",
        starts: &[|| S::imported_pair().after(S::disable)], acts: &[accepted(S::import), accepted(S::import_for_a_day)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "DeleteImportedKeyMaterial", to: "PendingImport", source: "API_DeleteImportedKeyMaterial",
        starts: &[S::imported, S::imported_pair, || S::imported_pair().at(EU)], acts: &[accepted(S::delete_material)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "material that waits for a rotation is deleted or expires", to: "Enabled", source: "importing-keys-delete-key-material; of a primary with replicas inferred",
        starts: &[
            || S::imported().after(S::import_second_for_a_day),
            || S::imported_pair().after(S::import_second_for_a_day),
        ],
        acts: &[accepted(S::delete_other_material), accepted(S::wait_a_day)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "DeleteImportedKeyMaterial", to: "PendingImport", source: "key-state [9]",
        starts: &[|| S::imported_pair().after(S::disable)], acts: &[accepted(S::delete_material)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "DeleteImportedKeyMaterial", to: "PendingImport", source: "key-state",
        starts: &[S::external, without_material, || rotated().after(S::delete_other_material)],
        acts: &[accepted(S::delete_material)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "DeleteImportedKeyMaterial", to: "PendingDeletion", source: "API_DeleteImportedKeyMaterial",
        starts: &[|| S::imported().after(S::schedule), || S::imported_pair().at(EU).after(S::schedule)],
        acts: &[accepted(S::delete_material)], others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "DeleteImportedKeyMaterial", to: "PendingReplicaDeletion", source: "inferred from the column of PendingDeletion",
        starts: &[|| S::imported_pair().after(S::schedule)], acts: &[accepted(S::delete_material)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "material expires", to: "PendingImport", source: "API_KeyMetadata; importing-keys; multi-region-keys-import",
        starts: &[|| S::imported_pair().after(S::import_for_a_day), || S::imported_pair().at(EU).after(S::import_for_a_day)],
        acts: &[accepted(S::wait_a_day)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "material expires", to: "PendingImport", source: "inferred from importing-keys",
        starts: &[|| S::imported_pair().after(S::import_for_a_day).after(S::disable)], acts: &[accepted(S::wait_a_day)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "material expires", to: "PendingDeletion", source: "inferred from API_DeleteImportedKeyMaterial",
        starts: &[|| S::imported().after(S::import_for_a_day).after(S::schedule)], acts: &[accepted(S::wait_a_day)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "EnableKey, DisableKey", to: "PendingImport", source: "key-state [5]",
        starts: &[S::external, without_material],
        acts: &[invalid(PENDING_IMPORT, S::enable), invalid(PENDING_IMPORT, S::disable)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "ScheduleKeyDeletion without replicas", to: "PendingDeletion", source: "deleting-keys; multi-region-keys-delete",
        starts: &[S::single, S::primary, || S::pair().at(EU)], acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "ScheduleKeyDeletion without replicas", to: "PendingDeletion", source: "deleting-keys; multi-region-keys-delete",
        starts: &[|| S::single().after(S::disable), || S::primary().after(S::disable), || S::pair().at(EU).after(S::disable)],
        acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "ScheduleKeyDeletion without replicas", to: "PendingDeletion", source: "deleting-keys; multi-region-keys-delete",
        starts: &[S::external, || S::imported().with_replica_in(EU).at(EU)], acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "Unavailable", trigger: "ScheduleKeyDeletion", to: "PendingDeletion", source: "key-state [13]",
        starts: &[unavailable], acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "ScheduleKeyDeletion with replicas", to: "PendingReplicaDeletion", source: "multi-region-keys-delete",
        starts: &[S::pair, || S::pair().after(S::schedule_replica)], acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "ScheduleKeyDeletion with replicas", to: "PendingReplicaDeletion", source: "multi-region-keys-delete",
        starts: &[|| S::pair().after(S::disable), || S::pair().after(S::schedule_replica).after(S::disable)],
        acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "ScheduleKeyDeletion with replicas", to: "PendingReplicaDeletion", source: "multi-region-keys-delete",
        starts: &[|| S::imported_pair().after(S::delete_material)], acts: &[accepted(S::schedule)], others: Stay,
    },
    Row {
        from: "Updating", trigger: "ScheduleKeyDeletion", to: "Updating", source: "key-state [15]",
        starts: &[S::updating, || S::updating().at(EU)], acts: &[invalid(UPDATING, S::schedule)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "ScheduleKeyDeletion", to: "PendingDeletion", source: "recorded; key-state [3]",
        starts: &[|| S::single().after(S::schedule)], acts: &[invalid(PENDING_DELETION, S::schedule)], others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "ScheduleKeyDeletion", to: "PendingReplicaDeletion", source: "key-state [3], the column of PendingDeletion; the words are a judgement",
        starts: &[waiting_for_replicas], acts: &[invalid(PENDING_REPLICA_DELETION, S::schedule)], others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "the last replica is deleted", to: "PendingDeletion", source: "multi-region-keys-delete",
        starts: &[|| waiting_for_replicas().after(S::schedule_replica)], acts: &[accepted(S::wait_a_week)], others: Become(&[]),
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "a replica is deleted, and others are left", to: "PendingReplicaDeletion", source: "multi-region-keys-delete",
        starts: &[|| S::pair().with_replica_in(AP).after(S::schedule).after(S::schedule_replica)],
        acts: &[accepted(S::wait_a_week), accepted(S::wait_a_hundred_days)], others: Become(&[(AP, "Enabled")]),
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "CancelKeyDeletion", to: "Disabled", source: "multi-region-keys-delete",
        starts: &[waiting_for_replicas, || waiting_for_replicas().after(S::schedule_replica)],
        acts: &[accepted(S::cancel)], others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "CancelKeyDeletion of a replica", to: "PendingReplicaDeletion", source: "inferred from multi-region-keys-delete",
        starts: &[|| waiting_for_replicas().after(S::schedule_replica)],
        acts: &[accepted(S::cancel_replica)], others: Become(&[(EU, "Disabled")]),
    },
    Row {
        from: "PendingDeletion", trigger: "CancelKeyDeletion", to: "Disabled", source: "recorded; multi-region-keys-delete",
        starts: &[
            || S::single().after(S::schedule), || S::imported().after(S::schedule),
            || S::pair().at(EU).after(S::schedule), || waiting_for_replicas().at(EU).after(S::schedule),
        ],
        acts: &[accepted(S::cancel)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "CancelKeyDeletion without material", to: "PendingImport", source: "inferred: API_CancelKeyDeletion knows Disabled alone",
        starts: &[|| S::external().after(S::schedule), || S::imported().after(S::schedule).after(S::delete_material)],
        acts: &[accepted(S::cancel)], others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "CancelKeyDeletion without material", to: "PendingImport", source: "inferred, as the row before",
        starts: &[|| S::imported_pair().after(S::schedule).after(S::delete_material)], acts: &[accepted(S::cancel)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "the waiting period ends", to: "(deleted)", source: "deleting-keys; multi-region-keys-delete",
        starts: &[
            || S::single().after(S::create_alias).after(S::schedule),
            || S::primary().after(S::create_alias).after(S::schedule),
            || S::pair().at(EU).after(S::create_alias).after(S::schedule),
        ],
        acts: &[accepted(S::be_deleted)], others: Stay,
    },
    Row {
        from: "(deleted)", trigger: "ReplicateKey into the same Region", to: "Creating", source: "multi-region-keys-delete",
        starts: &[|| S::pair().at(EU).after(S::schedule).after(S::wait_a_week)], acts: &[accepted(S::be_replicated)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "EnableKey, DisableKey, TagResource, UntagResource, UpdateKeyDescription, CreateAlias", to: "PendingDeletion", source: "key-state [3]",
        starts: &[|| S::primary().after(S::schedule)],
        acts: &[
            invalid(PENDING_DELETION, S::enable), invalid(PENDING_DELETION, S::disable), invalid(PENDING_DELETION, S::tag),
            invalid(PENDING_DELETION, S::untag), invalid(PENDING_DELETION, S::describe), invalid(PENDING_DELETION, S::create_alias),
        ],
        others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "UpdatePrimaryRegion", to: "PendingReplicaDeletion", source: "key-state [2] or [3]; the words are a judgement",
        starts: &[waiting_for_replicas], acts: &[invalid(PENDING_REPLICA_DELETION, S::promote)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "UpdatePrimaryRegion, of the primary", to: "Updating", source: "multi-region-keys-manage; API_UpdatePrimaryRegion",
        starts: &[|| S::pair().with_replica_in(AP)], acts: &[accepted(S::promote)],
        others: Become(&[(EU, "Updating"), (AP, "Enabled")]),
    },
    Row {
        from: "Enabled", trigger: "UpdatePrimaryRegion, of the replica", to: "Updating", source: "multi-region-keys-manage",
        starts: &[|| S::pair().with_replica_in(AP).at(EU)], acts: &[accepted(S::promote)],
        others: Become(&[(HOME, "Updating"), (AP, "Enabled")]),
    },
    Row {
        from: "Updating", trigger: "the roles have changed, for the primary before", to: "Enabled", source: "multi-region-keys-manage",
        starts: &[S::updating], acts: &[accepted(S::become_replica)], others: Become(&[(EU, "Enabled")]),
    },
    Row {
        from: "Updating", trigger: "the roles have changed, for the primary after", to: "Enabled", source: "multi-region-keys-manage; API_UpdatePrimaryRegion",
        starts: &[|| S::updating().at(EU)], acts: &[accepted(S::become_primary)], others: Become(&[(HOME, "Enabled")]),
    },
    Row {
        from: "Updating", trigger: "UpdatePrimaryRegion", to: "Updating", source: "key-state, without a word on what it means: that it changes nothing is inferred",
        starts: &[S::updating], acts: &[accepted(S::promote)], others: Stay,
    },
    Row {
        from: "Updating", trigger: "EnableKey, DisableKey, ReplicateKey, DeleteImportedKeyMaterial, GetParametersForImport", to: "Updating", source: "key-state [15]",
        starts: &[|| S::imported_pair().after(S::promote)],
        acts: &[
            invalid(UPDATING, S::enable), invalid(UPDATING, S::disable), invalid(UPDATING, S::replicate),
            invalid(UPDATING, S::delete_material), invalid(UPDATING, S::get_parameters),
        ],
        others: Stay,
    },
    Row {
        from: "Disabled", trigger: "UpdatePrimaryRegion", to: "Disabled", source: "key-state [1]; multi-region-keys-manage; the key that is named for a replica is not known",
        starts: &[|| S::pair().after(S::disable)], acts: &[disabled(S::promote)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "UpdatePrimaryRegion", to: "PendingImport", source: "key-state [5]; multi-region-keys-manage",
        starts: &[|| S::imported_pair().after(S::delete_material)], acts: &[invalid(PENDING_IMPORT, S::promote)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "UpdatePrimaryRegion", to: "Creating", source: "key-state [14]: only the replica can be in this state, and the key that is named then is not known",
        starts: &[creating], acts: &[refused("KMSInvalidStateException", S::promote)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "UpdatePrimaryRegion", to: "PendingDeletion", source: "key-state [2] or [3]; multi-region-keys-manage; of the replica, as the row before",
        starts: &[|| S::primary().after(S::schedule), || S::pair().at(EU).after(S::schedule)],
        acts: &[refused("KMSInvalidStateException", S::promote)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "ReplicateKey", to: "Disabled", source: "key-state [1]",
        starts: &[|| S::pair().after(S::disable)], acts: &[disabled(S::replicate)], others: Stay,
    },
    Row {
        from: "PendingImport", trigger: "ReplicateKey", to: "PendingImport", source: "key-state [5]",
        starts: &[S::external, || S::imported_pair().after(S::delete_material)],
        acts: &[invalid(PENDING_IMPORT, S::replicate)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "ReplicateKey", to: "PendingDeletion", source: "key-state [2] or [3]",
        starts: &[|| S::primary().after(S::schedule)], acts: &[invalid(PENDING_DELETION, S::replicate)], others: Stay,
    },
    Row {
        from: "PendingReplicaDeletion", trigger: "ReplicateKey", to: "PendingReplicaDeletion", source: "key-state [2] or [3]; the words are a judgement",
        starts: &[waiting_for_replicas], acts: &[invalid(PENDING_REPLICA_DELETION, S::replicate)], others: Stay,
    },
    Row {
        from: "Updating", trigger: "ReplicateKey", to: "Updating", source: "key-state [15]",
        starts: &[S::updating], acts: &[invalid(UPDATING, S::replicate)], others: Stay,
    },
    Row {
        from: "Creating", trigger: "ReplicateKey", to: "Creating", source: "key-state [14] has another exception, for a primary key, which is never Creating; KMS looks at the role of a replica first (inferred)",
        starts: &[creating], acts: &[refused("UnsupportedOperationException", S::replicate)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "its custom key store is disconnected", to: "Unavailable", source: "key-state",
        starts: &[S::in_store], acts: &[accepted(S::disconnect)], others: Stay,
    },
    Row {
        from: "Disabled", trigger: "its custom key store is disconnected", to: "Unavailable", source: "inferred from key-state",
        starts: &[|| S::in_store().after(S::disable)], acts: &[accepted(S::disconnect)], others: Stay,
    },
    Row {
        from: "Unavailable", trigger: "its custom key store is connected again", to: "Enabled", source: "key-state [12]",
        starts: &[unavailable, || S::in_store().after(S::disable).after(S::disconnect).after(S::enable)],
        acts: &[accepted(S::connect)], others: Stay,
    },
    Row {
        from: "Unavailable", trigger: "its custom key store is connected again, and it is to be Disabled", to: "Disabled", source: "key-state [12]",
        starts: &[|| unavailable().after(S::disable), || S::in_store().after(S::disable).after(S::disconnect)],
        acts: &[accepted(S::connect)], others: Stay,
    },
    Row {
        from: "PendingDeletion", trigger: "its custom key store is disconnected", to: "PendingDeletion", source: "key-state [13]",
        starts: &[|| S::in_store().after(S::schedule)], acts: &[accepted(S::disconnect)], others: Stay,
    },
    Row {
        from: "Unavailable", trigger: "CancelKeyDeletion", to: "Unavailable", source: "key-state [4], [13]",
        starts: &[unavailable], acts: &[invalid(NOT_PENDING, S::cancel)], others: Stay,
    },
    Row {
        from: "Enabled", trigger: "EnableKeyRotation, DisableKeyRotation, RotateKeyOnDemand", to: "Enabled", source: "rotate-keys; multi-region-keys-manage",
        starts: &[S::pair], acts: &[accepted(S::enable_rotation), accepted(S::disable_rotation), accepted(S::rotate)], others: Stay,
    },
];

fn creating() -> S {
    S::primary().at(EU).after(S::be_replicated)
}

/// A primary key whose imported material was deleted; its replica has it still.
fn without_material() -> S {
    S::imported_pair().after(S::delete_material)
}

/// A key with two materials, both of which it needs.
fn rotated() -> S {
    S::imported().after(S::import_second).after(S::rotate)
}

fn waiting_for_replicas() -> S {
    S::pair().after(S::schedule)
}

fn unavailable() -> S {
    S::in_store().after(S::disconnect)
}
