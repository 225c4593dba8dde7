//! What KMS says of requests that it refuses, letter by letter where it was recorded.

use super::*;

const HOME: &str = "us-east-1";

#[track_caller]
fn says(client: &mut Client, region: &str, operation: &str, body: &Value, code: &str, message: &str) {
    assert_eq!(client.refuses(region, operation, body), (code.to_owned(), message.to_owned()));
}

#[test]
fn recorded_answers_come_out_letter_by_letter() {
    let mut client = Client::new();
    let key = client.primary();
    let arn = format!("arn:aws:kms:{HOME}:{ACCOUNT}:key/{key}");
    let id = || json!({"KeyId": key});
    let client = &mut client;
    says(client, HOME, "DescribeKey", &json!({"KeyId": "fake"}), "NotFoundException", "Invalid keyId 'fake'");
    let absent = "1234abcd-12ab-34cd-56ef-1234567890ab";
    let text = format!("Key 'arn:aws:kms:{HOME}:{ACCOUNT}:key/{absent}' does not exist");
    says(client, HOME, "DescribeKey", &json!({"KeyId": absent}), "NotFoundException", &text);
    says(
        client,
        "eu-west-1",
        "DescribeKey",
        &json!({"KeyId": arn}),
        "NotFoundException",
        "Invalid arn us-east-1",
    );
    let text = "Key Aliases are not supported for this operation.";
    says(client, HOME, "DisableKey", &json!({"KeyId": "alias/orders"}), "InvalidArnException", text);
    let text = "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.";
    says(client, HOME, "CreateKey", &json!({"KeySpec": "RSA_2048"}), "ValidationException", text);
    let text = "KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048";
    let body = json!({"KeySpec": "RSA_2048", "KeyUsage": "KEY_AGREEMENT"});
    says(client, HOME, "CreateKey", &body, "ValidationException", text);
    let text = "PendingWindowInDays must be between 7 and 30";
    let body = json!({"KeyId": key, "PendingWindowInDays": 1});
    says(client, HOME, "ScheduleKeyDeletion", &body, "ValidationException", text);
    let body = json!({"KeyId": key, "Tags": [{"TagKey": "aws:a", "TagValue": ""}]});
    says(client, HOME, "TagResource", &body, "TagException", "Tags beginning with aws: are reserved");
    let text = "The new key policy will not allow you to update the key policy in the future.";
    let policy = json!({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Encrypt", "Resource": "*"}
    ]});
    let body = json!({"KeyId": key, "Policy": policy.to_string()});
    says(client, HOME, "PutKeyPolicy", &body, "MalformedPolicyDocumentException", text);
    says(
        client,
        HOME,
        "PutKeyPolicy",
        &json!({"KeyId": key, "Policy": "x"}),
        "MalformedPolicyDocumentException",
        "",
    );
    let text = "The request would have succeeded, but the DryRun option is set.";
    let body = json!({"KeyId": key, "Plaintext": "AA==", "DryRun": true});
    says(client, HOME, "Encrypt", &body, "DryRunOperationException", text);
    let body = json!({"CiphertextBlob": "AAAA"});
    says(client, HOME, "Decrypt", &body, "InvalidCiphertextException", "");
    client.accepts(HOME, "DisableKey", &id());
    says(
        client,
        HOME,
        "Encrypt",
        &json!({"KeyId": key, "Plaintext": "AA=="}),
        "DisabledException",
        &format!("{arn} is disabled."),
    );
    client.accepts(HOME, "ScheduleKeyDeletion", &id());
    let text = format!("{arn} is pending deletion.");
    says(client, HOME, "EnableKey", &id(), "KMSInvalidStateException", &text);
}

#[test]
fn every_breach_of_a_constraint_is_counted_with_its_path() {
    let mut client = Client::new();
    let long = "x".repeat(257);
    let tag = json!({"TagKey": "", "TagValue": long});
    let body = json!({"ReplicaRegion": "Europe", "Tags": [{"TagKey": "a", "TagValue": "b"}, tag]});
    let text = format!(
        "4 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; \
         Value 'Europe' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: \
         ^([a-z]+-){{2,3}}\\d+$; Value '' at 'tags.2.member.tagKey' failed to satisfy constraint: Member must have length \
         greater than or equal to 1; Value '{long}' at 'tags.2.member.tagValue' failed to satisfy constraint: Member must \
         have length less than or equal to 256"
    );
    says(&mut client, HOME, "ReplicateKey", &body, "ValidationException", &text);
    let one = |value: &str, at: &str, demand: &str| {
        format!(
            "1 validation error detected: Value '{value}' at '{at}' failed to satisfy constraint: Member must {demand}"
        )
    };
    let key = client.primary();
    for (operation, body, text) in [
        ("ListKeys", json!({"Limit": 0}), one("0", "limit", "have value greater than or equal to 1")),
        ("ListKeys", json!({"Limit": 1001}), one("1001", "limit", "have value less than or equal to 1000")),
        (
            "EnableKeyRotation",
            json!({"KeyId": key, "RotationPeriodInDays": 89}),
            one("89", "rotationPeriodInDays", "have value greater than or equal to 90"),
        ),
        (
            "ScheduleKeyDeletion",
            json!({"KeyId": key, "PendingWindowInDays": 4_000_000_000_u64}),
            one("4000000000", "pendingWindowInDays", "have value less than or equal to 365"),
        ),
        (
            "CreateAlias",
            json!({"AliasName": "alias/ö", "TargetKeyId": key}),
            one("alias/ö", "aliasName", "satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"),
        ),
    ] {
        says(&mut client, HOME, operation, &body, "ValidationException", &text);
    }
    // What is missing does not hide what is wrong after it.
    let body = json!({"KeyMaterialDescription": "x".repeat(257), "KeyMaterialId": "a"});
    let (code, text) = client.refuses(HOME, "ImportKeyMaterial", &body);
    assert_eq!(code, "ValidationException");
    for at in ["keyId", "importToken", "encryptedKeyMaterial", "keyMaterialDescription", "keyMaterialId"] {
        assert!(text.contains(&format!(" at '{at}' ")), "{at}: {text}");
    }
}

#[test]
fn what_has_the_wrong_type_cannot_be_read() {
    let mut client = Client::new();
    for (operation, body) in [
        ("DescribeKey", json!({"KeyId": 7})),
        ("DescribeKey", json!([])),
        ("DescribeKey", json!("KeyId")),
        ("CreateKey", json!({"MultiRegion": "true"})),
        ("CreateKey", json!({"Tags": {"TagKey": "a"}})),
        ("CreateKey", json!({"Tags": ["a"]})),
        ("ListKeys", json!({"Limit": "7"})),
        ("ListKeys", json!({"Limit": 7.5})),
        ("Encrypt", json!({"KeyId": "a", "Plaintext": "no base64!"})),
        ("Encrypt", json!({"KeyId": "a", "Plaintext": "AA==", "EncryptionContext": {"a": 1}})),
        (
            "ImportKeyMaterial",
            json!({"KeyId": "a", "ImportToken": "AA==", "EncryptedKeyMaterial": "AA==", "ValidTo": true}),
        ),
    ] {
        assert_eq!(client.refuses(HOME, operation, &body).0, "SerializationException", "{operation} {body}");
    }
}

#[test]
fn the_caller_is_held_to_policies() {
    let mut client = Client::new();
    let key = client.primary();
    client.caller = administrator("444455556666");
    let arn = format!("arn:aws:kms:{HOME}:{ACCOUNT}:key/{key}");
    let text = format!(
        "User: arn:aws:iam::444455556666:root is not authorized to perform: kms:DescribeKey on resource: {arn} because no \
         resource-based policy allows the kms:DescribeKey action"
    );
    says(&mut client, HOME, "DescribeKey", &json!({"KeyId": arn}), "AccessDeniedException", &text);
}
