//! What the keys of one set can get wrong together, and what is no metadata at all.

use crate::case::{Case, configuration, in_state, nothing, of_spec, primary, seen_from, single, together};
use crate::stage::read;
use kms_mrk::key::{
    KeyMetadata, KeySpec, KeyStateName, KeyUsage, MacAlgorithm, MultiRegionKey, Origin, metadata_rule,
};

pub(crate) fn keys_of_one_set() -> Vec<Case> {
    vec![
        together(
            &metadata_rule::SAME_SHARED_PROPERTIES,
            |key| key.origin = Origin::External,
            &["/1/Origin: Origin is `EXTERNAL`, that of the first key is `AWS_KMS`"],
            |key| key.description = read("each has its own"),
        ),
        together(
            &metadata_rule::SAME_SHARED_PROPERTIES,
            |key| {
                of_spec(key, KeySpec::Hmac256, KeyUsage::GenerateVerifyMac);
                key.mac_algorithms = vec![MacAlgorithm::HmacSha256];
            },
            &[
                "/1/KeySpec: KeySpec is `HMAC_256`, that of the first key is `SYMMETRIC_DEFAULT`",
                "/1/KeyUsage: KeyUsage is `GENERATE_VERIFY_MAC`, that of the first key is `ENCRYPT_DECRYPT`",
            ],
            |key| in_state(key, KeyStateName::Disabled),
        ),
        together(
            &metadata_rule::ONE_PRIMARY,
            |key| {
                let configuration = configuration(key);
                std::mem::swap(&mut configuration.primary_key, &mut configuration.replica_keys[1]);
            },
            &["/1/MultiRegionConfiguration/PrimaryKey/Arn: this key names \
               `arn:aws:kms:eu-west-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab` as its primary key, \
               the first `arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`"],
            nothing,
        ),
        together(
            &metadata_rule::SAME_REPLICAS,
            |key| configuration(key).replica_keys.truncate(1),
            &["/1/MultiRegionConfiguration/ReplicaKeys: \
               this key lists replicas in [eu-west-1], the first in [eu-west-1, eu-west-2]"],
            |key| configuration(key).replica_keys.reverse(),
        ),
        together(
            &metadata_rule::ONE_PER_REGION,
            |key| *key = primary(),
            &["/1/Arn: the set has more than one key in the Region `us-east-1`"],
            |key| *key = seen_from("eu-west-2"),
        ),
        together(
            &metadata_rule::RELATED,
            |key| {
                let configuration = configuration(key);
                let other = |key: &mut MultiRegionKey| {
                    key.arn = read(&key.arn.to_string().replace("111122223333", "444455556666"));
                };
                other(&mut configuration.primary_key);
                configuration.replica_keys.iter_mut().for_each(other);
                key.arn = configuration.replica_keys[0].arn.clone();
                key.aws_account_id = read("444455556666");
            },
            &["/1/MultiRegionConfiguration/PrimaryKey/Arn: the primary key \
               `arn:aws:kms:us-east-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ab` is not related to the \
               first one's, `arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab`"],
            nothing,
        ),
    ]
}

pub(crate) fn documents() -> Vec<Case> {
    let read = |enabled: &str| {
        let text = serde_json::to_string(&single()).unwrap();
        KeyMetadata::read_json(&text.replace(r#""Enabled":true"#, &format!(r#""Enabled":{enabled}"#))).report
    };
    vec![Case {
        rule: &metadata_rule::READABLE,
        broken: read(r#""true""#),
        says: vec!["/Enabled: Enabled must be true or false, found a string"],
        kept: read("true"),
    }]
}
