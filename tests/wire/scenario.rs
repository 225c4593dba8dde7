//! The whole life of a set of keys, as a client sends it.

use super::*;
use expect_test::{Expect, expect};

#[track_caller]
fn is(reply: (u16, String), expected: Expect) {
    expected.assert_eq(&format!("{} {}", reply.0, reply.1));
}

#[test]
fn the_life_of_a_set_of_keys_in_bytes() {
    let (home, eu) = ("us-east-1", "eu-west-1");
    let mut client = Client::new();
    let created = client.send(home, "CreateKey", &json!({"MultiRegion": true, "Description": "orders"}));
    is(
        created,
        expect![[
            r#"200 {"KeyMetadata":{"AWSAccountId":"111122223333","KeyId":"mrk-aa2ab982c0435e205b9f25e005ba47a6","Arn":"arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","CreationDate":1767614400.0,"Enabled":true,"Description":"orders","KeyUsage":"ENCRYPT_DECRYPT","KeyState":"Enabled","Origin":"AWS_KMS","KeyManager":"CUSTOMER","CustomerMasterKeySpec":"SYMMETRIC_DEFAULT","KeySpec":"SYMMETRIC_DEFAULT","EncryptionAlgorithms":["SYMMETRIC_DEFAULT"],"MultiRegion":true,"MultiRegionConfiguration":{"MultiRegionKeyType":"PRIMARY","PrimaryKey":{"Arn":"arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","Region":"us-east-1"},"ReplicaKeys":[]},"CurrentKeyMaterialId":"42570dae0f40f9b3424beebda2b181d40ed7e724631cf1c40ad415303874c951"}}"#
        ]],
    );
    let key = "mrk-aa2ab982c0435e205b9f25e005ba47a6";
    let replicate =
        json!({"KeyId": key, "ReplicaRegion": eu, "Tags": [{"TagKey": "team", "TagValue": "orders"}]});
    is(
        client.send(home, "ReplicateKey", &replicate),
        expect![[
            r#"200 {"ReplicaKeyMetadata":{"AWSAccountId":"111122223333","KeyId":"mrk-aa2ab982c0435e205b9f25e005ba47a6","Arn":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","CreationDate":1767614400.0,"Enabled":false,"Description":"","KeyUsage":"ENCRYPT_DECRYPT","KeyState":"Creating","Origin":"AWS_KMS","KeyManager":"CUSTOMER","CustomerMasterKeySpec":"SYMMETRIC_DEFAULT","KeySpec":"SYMMETRIC_DEFAULT","EncryptionAlgorithms":["SYMMETRIC_DEFAULT"],"MultiRegion":true,"MultiRegionConfiguration":{"MultiRegionKeyType":"REPLICA","PrimaryKey":{"Arn":"arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","Region":"us-east-1"},"ReplicaKeys":[{"Arn":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","Region":"eu-west-1"}]}},"ReplicaPolicy":"{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n  \"Statement\" : [ {\n    \"Sid\" : \"Enable IAM User Permissions\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : \"arn:aws:iam::111122223333:root\"\n    },\n    \"Action\" : \"kms:*\",\n    \"Resource\" : \"*\"\n  } ]\n}","ReplicaTags":[{"TagKey":"team","TagValue":"orders"}]}"#
        ]],
    );
    is(
        client.send(home, "ReplicateKey", &replicate),
        expect![[
            r#"400 {"__type":"AlreadyExistsException","message":"You can create only one replica of each primary key in each AWS Region."}"#
        ]],
    );
    is(
        client.send(eu, "EnableKey", &json!({"KeyId": key})),
        expect![[
            r#"400 {"__type":"KMSInvalidStateException","message":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6 is creating."}"#
        ]],
    );
    client.wait(60);
    is(client.send(eu, "EnableKey", &json!({"KeyId": key})), expect!["200 "]);
    is(
        client.send(eu, "ListResourceTags", &json!({"KeyId": key})),
        expect![[r#"200 {"Tags":[{"TagKey":"team","TagValue":"orders"}],"Truncated":false}"#]],
    );
    is(
        client.send(eu, "GetKeyPolicy", &json!({"KeyId": key})),
        expect![[
            r#"200 {"Policy":"{\n  \"Version\" : \"2012-10-17\",\n  \"Id\" : \"key-default-1\",\n  \"Statement\" : [ {\n    \"Sid\" : \"Enable IAM User Permissions\",\n    \"Effect\" : \"Allow\",\n    \"Principal\" : {\n      \"AWS\" : \"arn:aws:iam::111122223333:root\"\n    },\n    \"Action\" : \"kms:*\",\n    \"Resource\" : \"*\"\n  } ]\n}","PolicyName":"default"}"#
        ]],
    );

    let encrypt = json!({"KeyId": key, "Plaintext": "aGVsbG8=", "EncryptionContext": {"table": "orders"}});
    let sealed = client.accepts(home, "Encrypt", &encrypt);
    let decrypt =
        json!({"CiphertextBlob": sealed["CiphertextBlob"], "EncryptionContext": {"table": "orders"}});
    is(
        client.send(eu, "Decrypt", &decrypt),
        expect![[
            r#"200 {"KeyId":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","Plaintext":"aGVsbG8=","EncryptionAlgorithm":"SYMMETRIC_DEFAULT","KeyMaterialId":"42570dae0f40f9b3424beebda2b181d40ed7e724631cf1c40ad415303874c951"}"#
        ]],
    );
    let other_context = json!({"CiphertextBlob": sealed["CiphertextBlob"]});
    is(
        client.send(eu, "Decrypt", &other_context),
        expect![[r#"400 {"__type":"InvalidCiphertextException"}"#]],
    );

    let locked = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"kms:*","Resource":"*"}]}"#;
    is(
        client.send(eu, "PutKeyPolicy", &json!({"KeyId": key, "Policy": locked})),
        expect![[
            r#"400 {"__type":"MalformedPolicyDocumentException","message":"The new key policy will not allow you to update the key policy in the future."}"#
        ]],
    );
    is(
        client.send(eu, "PutKeyPolicy", &json!({"KeyId": key, "Policy": "Version: 2012-10-17"})),
        expect![[r#"400 {"__type":"MalformedPolicyDocumentException"}"#]],
    );

    is(
        client.send(home, "UpdatePrimaryRegion", &json!({"KeyId": key, "PrimaryRegion": eu})),
        expect!["200 "],
    );
    is(
        client.send(home, "DisableKey", &json!({"KeyId": key})),
        expect![[
            r#"400 {"__type":"KMSInvalidStateException","message":"arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6 is updating."}"#
        ]],
    );
    client.wait(60);
    is(
        client.send(home, "UpdatePrimaryRegion", &json!({"KeyId": key, "PrimaryRegion": eu})),
        expect![[
            r#"400 {"__type":"UnsupportedOperationException","message":"arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6 is not a multi-Region primary key."}"#
        ]],
    );
    is(
        client.send(eu, "ScheduleKeyDeletion", &json!({"KeyId": key, "PendingWindowInDays": 7})),
        expect![[
            r#"200 {"KeyId":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","KeyState":"PendingReplicaDeletion","PendingWindowInDays":7}"#
        ]],
    );
    is(
        client.send(eu, "CancelKeyDeletion", &json!({"KeyId": key})),
        expect![[
            r#"200 {"KeyId":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6"}"#
        ]],
    );
    is(
        client.send(eu, "ScheduleKeyDeletion", &json!({"KeyId": key, "PendingWindowInDays": 7})),
        expect![[
            r#"200 {"KeyId":"arn:aws:kms:eu-west-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","KeyState":"PendingReplicaDeletion","PendingWindowInDays":7}"#
        ]],
    );
    is(
        client.send(home, "ScheduleKeyDeletion", &json!({"KeyId": key})),
        expect![[
            r#"200 {"KeyId":"arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6","DeletionDate":1770206520.0,"KeyState":"PendingDeletion","PendingWindowInDays":30}"#
        ]],
    );
    client.wait(30 * 86_400);
    is(
        client.send(home, "DescribeKey", &json!({"KeyId": key})),
        expect![[
            r#"400 {"__type":"NotFoundException","message":"Key 'arn:aws:kms:us-east-1:111122223333:key/mrk-aa2ab982c0435e205b9f25e005ba47a6' does not exist"}"#
        ]],
    );
    let described = client.accepts(eu, "DescribeKey", &json!({"KeyId": key}));
    assert_eq!(described["KeyMetadata"]["KeyState"], "PendingDeletion");
    client.wait(7 * 86_400);
    is(client.send(eu, "ListKeys", &json!({})), expect![[r#"200 {"Keys":[],"Truncated":false}"#]]);
}
