//! Rows of the operations on aliases and grants.

use crate::row::Expected::*;
use crate::row::Kind::*;
use crate::row::*;

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    row("CreateAlias", "Enabled", Usual, Accepted, "key-state"),
    row("CreateAlias", "Disabled", Usual, Accepted, "key-state"),
    row("CreateAlias", "PendingDeletion", Usual, PENDING_DELETION, "key-state [3]"),
    row("CreateAlias", "PendingReplicaDeletion", Usual, PENDING_REPLICA_DELETION, "key-state [3], the column of PendingDeletion; the words are a judgement"),
    row("CreateAlias", "PendingImport", Imported, Accepted, "key-state"),
    row("CreateAlias", "Unavailable", InStore, Accepted, "key-state"),
    row("CreateAlias", "Creating", Usual, Accepted, "key-state"),
    row("CreateAlias", "Updating", Usual, Accepted, "key-state"),

    row("UpdateAlias", "Enabled", Usual, Accepted, "key-state"),
    row("UpdateAlias", "Disabled", Usual, Accepted, "key-state"),
    row("UpdateAlias", "PendingDeletion", OfAlias, Accepted, "key-state: the key that the alias is taken from"),
    row("UpdateAlias", "PendingDeletion", Usual, PENDING_DELETION, "key-state [10], the key that the alias is to stand for"),
    row("UpdateAlias", "PendingReplicaDeletion", OfAlias, Accepted, "key-state: the key that the alias is taken from"),
    row("UpdateAlias", "PendingReplicaDeletion", Usual, PENDING_REPLICA_DELETION, "key-state [10], the column of PendingDeletion; the words are a judgement, the key that the alias is to stand for"),
    row("UpdateAlias", "PendingImport", Imported, Accepted, "key-state"),
    row("UpdateAlias", "Unavailable", InStore, Accepted, "key-state"),
    row("UpdateAlias", "Creating", Usual, Accepted, "key-state"),
    row("UpdateAlias", "Updating", Usual, Accepted, "key-state"),

    row("DeleteAlias", "Enabled", Usual, Accepted, "key-state"),
    row("DeleteAlias", "Disabled", Usual, Accepted, "key-state"),
    row("DeleteAlias", "PendingDeletion", Usual, Accepted, "key-state"),
    row("DeleteAlias", "PendingReplicaDeletion", Usual, Accepted, "key-state, the column of PendingDeletion"),
    row("DeleteAlias", "PendingImport", Imported, Accepted, "key-state"),
    row("DeleteAlias", "Unavailable", InStore, Accepted, "key-state"),
    row("DeleteAlias", "Creating", Usual, Accepted, "key-state"),
    row("DeleteAlias", "Updating", Usual, Accepted, "key-state"),

    row("ListAliases", "Enabled", Usual, Accepted, "key-state"),
    row("ListAliases", "Disabled", Usual, Accepted, "key-state"),
    row("ListAliases", "PendingDeletion", Usual, Accepted, "key-state"),
    row("ListAliases", "PendingReplicaDeletion", Usual, Accepted, "key-state, the column of PendingDeletion"),
    row("ListAliases", "PendingImport", Imported, Accepted, "key-state"),
    row("ListAliases", "Unavailable", InStore, Accepted, "key-state"),
    row("ListAliases", "Creating", Usual, Accepted, "key-state"),
    row("ListAliases", "Updating", Usual, Accepted, "key-state"),

    row("CreateGrant", "Enabled", Usual, Accepted, "key-state"),
    row("CreateGrant", "Disabled", Usual, DISABLED, "key-state [1]"),
    row("CreateGrant", "PendingDeletion", Usual, PENDING_DELETION, "key-state [3]; [2], DisabledException, is as possible"),
    row("CreateGrant", "PendingReplicaDeletion", Usual, PENDING_REPLICA_DELETION, "key-state [3], the column of PendingDeletion; the words are a judgement; [2], DisabledException, is as possible"),
    row("CreateGrant", "PendingImport", Imported, PENDING_IMPORT, "key-state [5]"),
    row("CreateGrant", "Unavailable", InStore, Accepted, "key-state"),
    row("CreateGrant", "Creating", Usual, CREATING, "key-state [14]"),
    row("CreateGrant", "Updating", Usual, Accepted, "key-state"),

    row("ListGrants", "Enabled", Usual, Accepted, "key-state"),
    row("ListGrants", "Disabled", Usual, Accepted, "key-state"),
    row("ListGrants", "PendingDeletion", Usual, Accepted, "key-state"),
    row("ListGrants", "PendingReplicaDeletion", Usual, Accepted, "key-state, the column of PendingDeletion"),
    row("ListGrants", "PendingImport", Imported, Accepted, "key-state"),
    row("ListGrants", "Unavailable", InStore, Accepted, "key-state"),
    row("ListGrants", "Creating", Usual, Accepted, "key-state"),
    row("ListGrants", "Updating", Usual, Accepted, "key-state"),

    row("RetireGrant", "Enabled", Usual, Accepted, "key-state"),
    row("RetireGrant", "Disabled", Usual, Accepted, "key-state"),
    row("RetireGrant", "PendingDeletion", Usual, Accepted, "key-state"),
    row("RetireGrant", "PendingReplicaDeletion", Usual, Accepted, "key-state, the column of PendingDeletion"),
    row("RetireGrant", "PendingImport", Imported, Accepted, "key-state"),
    row("RetireGrant", "Unavailable", InStore, Accepted, "key-state"),
    row("RetireGrant", "Creating", Usual, Accepted, "key-state"),
    row("RetireGrant", "Updating", Usual, Accepted, "key-state"),

    row("RevokeGrant", "Enabled", Usual, Accepted, "key-state"),
    row("RevokeGrant", "Disabled", Usual, Accepted, "key-state"),
    row("RevokeGrant", "PendingDeletion", Usual, Accepted, "key-state"),
    row("RevokeGrant", "PendingReplicaDeletion", Usual, Accepted, "key-state, the column of PendingDeletion"),
    row("RevokeGrant", "PendingImport", Imported, Accepted, "key-state"),
    row("RevokeGrant", "Unavailable", InStore, Accepted, "key-state"),
    row("RevokeGrant", "Creating", Usual, Accepted, "key-state"),
    row("RevokeGrant", "Updating", Usual, Accepted, "key-state"),
];
