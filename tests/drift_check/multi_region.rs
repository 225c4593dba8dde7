//! What only a multi-Region key can get wrong.

use crate::case::{Case, alone, configuration, in_state, nothing, primary, replica, single};
use crate::stage::{NOON, read};
use kms_mrk::key::{KeyManager, KeyStateName, Origin, metadata_rule};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        alone(
            &metadata_rule::CREATING,
            single,
            |key| in_state(key, KeyStateName::Creating),
            &["/KeyState: a single-Region key is never in Creating"],
            |key| in_state(key, KeyStateName::Disabled),
        ),
        alone(
            &metadata_rule::CREATING,
            primary,
            |key| in_state(key, KeyStateName::Creating),
            &["/KeyState: a primary key is never in Creating"],
            |key| {
                *key = replica();
                in_state(key, KeyStateName::Creating);
            },
        ),
        alone(
            &metadata_rule::UPDATING,
            single,
            |key| in_state(key, KeyStateName::Updating),
            &["/KeyState: a single-Region key is never in Updating"],
            |key| {
                *key = primary();
                in_state(key, KeyStateName::Updating);
            },
        ),
        alone(
            &metadata_rule::WAITING,
            single,
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(7);
            },
            &["/KeyState: a single-Region key has no replicas to wait for"],
            nothing,
        ),
        alone(
            &metadata_rule::WAITING,
            replica,
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(7);
            },
            &["/KeyState: a replica key has no replicas to wait for"],
            |key| {
                in_state(key, KeyStateName::PendingDeletion);
                key.deletion_date = Some(read(NOON));
            },
        ),
        alone(
            &metadata_rule::WAITING,
            primary,
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(7);
                configuration(key).replica_keys.clear();
            },
            &["/KeyState: ReplicaKeys is empty: there is no replica to wait for"],
            |key| {
                in_state(key, KeyStateName::PendingReplicaDeletion);
                key.pending_deletion_window_in_days = Some(7);
                configuration(key).replica_keys.truncate(1);
            },
        ),
        alone(
            &metadata_rule::DELETING,
            primary,
            |key| {
                in_state(key, KeyStateName::PendingDeletion);
                key.deletion_date = Some(read(NOON));
            },
            &["/KeyState: the primary key still has 2 replica keys"],
            |key| {
                in_state(key, KeyStateName::PendingDeletion);
                key.deletion_date = Some(read(NOON));
                configuration(key).replica_keys.clear();
            },
        ),
        alone(
            &metadata_rule::MULTI_REGION_ID,
            primary,
            |key| {
                key.multi_region = false;
                key.multi_region_configuration = None;
            },
            &["/MultiRegion: MultiRegion is false for the key ID `mrk-1234abcd12ab34cd56ef1234567890ab`"],
            |key| *key = single(),
        ),
        alone(
            &metadata_rule::MULTI_REGION_ORIGIN,
            primary,
            |key| key.origin = Origin::AwsCloudHsm,
            &["/Origin: a key with Origin AWS_CLOUDHSM cannot be a multi-Region key"],
            |key| key.origin = Origin::External,
        ),
        alone(
            &metadata_rule::MULTI_REGION_MANAGER,
            primary,
            |key| key.key_manager = KeyManager::Aws,
            &["/KeyManager: a key that AWS manages is never a multi-Region key"],
            |key| {
                *key = single();
                key.key_manager = KeyManager::Aws;
            },
        ),
        alone(
            &metadata_rule::CONFIGURATION,
            primary,
            |key| key.multi_region_configuration = None,
            &["/MultiRegionConfiguration: MultiRegionConfiguration is missing for a multi-Region key"],
            nothing,
        ),
        alone(
            &metadata_rule::PRIMARY_IS_ITSELF,
            primary,
            |key| {
                let configuration = configuration(key);
                configuration.primary_key = configuration.replica_keys.remove(0);
            },
            &["/MultiRegionConfiguration/PrimaryKey/Arn: the key is a primary key, but PrimaryKey is \
               `arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`"],
            // While two keys change roles, what they say of the primary is not settled.
            |key| {
                let configuration = configuration(key);
                configuration.primary_key = configuration.replica_keys.remove(0);
                in_state(key, KeyStateName::Updating);
            },
        ),
        alone(
            &metadata_rule::REPLICA_IS_LISTED,
            replica,
            |key| drop(configuration(key).replica_keys.remove(0)),
            &["/MultiRegionConfiguration/ReplicaKeys: ReplicaKeys does not list the replica key itself, \
               `arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`"],
            |key| drop(configuration(key).replica_keys.remove(1)),
        ),
        alone(
            &metadata_rule::PRIMARY_IS_NO_REPLICA,
            primary,
            |key| {
                let primary = configuration(key).primary_key.clone();
                configuration(key).replica_keys.push(primary);
            },
            &["/MultiRegionConfiguration/ReplicaKeys/2: the primary key \
               `arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab` is listed as a replica"],
            nothing,
        ),
        alone(
            &metadata_rule::RELATED,
            primary,
            |key| {
                let other = "arn:aws:kms:eu-west-2:111122223333:key/mrk-0000abcd12ab34cd56ef1234567890ab";
                configuration(key).replica_keys[1].arn = read(other);
            },
            &["/MultiRegionConfiguration/ReplicaKeys/1/Arn: \
               `arn:aws:kms:eu-west-2:111122223333:key/mrk-0000abcd12ab34cd56ef1234567890ab` is not related to the \
               primary key `arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`"],
            |key| {
                let related = "arn:aws:kms:eu-west-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab";
                configuration(key).replica_keys[1].arn = read(related);
            },
        ),
        alone(
            &metadata_rule::REGION_OF_ARN,
            primary,
            |key| configuration(key).replica_keys[0].region = read("eu-west-3"),
            &[
                "/MultiRegionConfiguration/ReplicaKeys/0/Region: Region is `eu-west-3`, the ARN names `eu-west-1`",
            ],
            nothing,
        ),
        alone(
            &metadata_rule::ONE_PER_REGION,
            primary,
            |key| {
                let replica = configuration(key).replica_keys[0].clone();
                configuration(key).replica_keys.push(replica);
            },
            &["/MultiRegionConfiguration/ReplicaKeys/2/Region: \
               the set has more than one key in the Region `eu-west-1`"],
            nothing,
        ),
    ]
}
