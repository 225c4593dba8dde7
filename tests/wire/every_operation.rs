//! Every operation has its wire form.

use super::*;
use kms_mrk::operation::OperationName;

#[test]
fn every_operation_is_known_by_its_name() {
    let mut client = Client::new();
    for name in OperationName::ALL {
        let (status, body) = client.send("us-east-1", name.as_str(), &json!({}));
        assert!(!body.contains("UnknownOperationException"), "{name}: {status} {body}");
    }
}

#[test]
fn another_target_is_an_unknown_operation() {
    let mut client = Client::new();
    for target in
        ["TrentService.Encipher", "TrentService.", "TrentService", "", "DynamoDB_20120810.ListTables", "é"]
    {
        let reply = client.send_bytes("us-east-1", target, b"{}");
        assert_eq!(
            (reply.status, reply.body.as_slice()),
            (400, br#"{"__type":"UnknownOperationException"}"#.as_slice())
        );
    }
}

#[test]
fn a_reply_has_an_id_and_a_content_type() {
    let mut client = Client::new();
    let one = client.send_bytes("us-east-1", "TrentService.ListKeys", b"{}");
    let other = client.send_bytes("us-east-1", "TrentService.ListKeys", b"{ }");
    let [(name, id), content_type] = &one.headers;
    assert_eq!(
        (*name, content_type),
        ("x-amzn-RequestId", &("content-type", "application/x-amz-json-1.1".to_owned()))
    );
    let parts: Vec<_> = id.split('-').map(str::len).collect();
    assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
    assert_ne!(one.headers[0], other.headers[0]);
    let call = Call::new(client.caller.clone(), read("us-east-1"), client.now);
    let given = Exchange::new("TrentService.ListKeys", b"{}", &call)
        .with_request_id(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    assert_eq!(wire::handle(&mut client.kms, &given).headers[0].1, "01234567-89ab-cdef-0123-456789abcdef");
}

#[test]
fn operations_without_an_answer_send_an_empty_body() {
    let mut client = Client::new();
    let key = client.primary();
    let region = "us-east-1";
    for (operation, body) in [
        ("DisableKey", json!({"KeyId": key})),
        ("EnableKey", json!({"KeyId": key})),
        ("EnableKeyRotation", json!({"KeyId": key, "RotationPeriodInDays": 90})),
        ("DisableKeyRotation", json!({"KeyId": key})),
        ("TagResource", json!({"KeyId": key, "Tags": [{"TagKey": "a", "TagValue": ""}]})),
        ("UntagResource", json!({"KeyId": key, "TagKeys": ["a"]})),
        ("UpdateKeyDescription", json!({"KeyId": key, "Description": ""})),
        ("CreateAlias", json!({"AliasName": "alias/orders", "TargetKeyId": key})),
        ("UpdateAlias", json!({"AliasName": "alias/orders", "TargetKeyId": key})),
        ("DeleteAlias", json!({"AliasName": "alias/orders"})),
    ] {
        assert_eq!(client.send(region, operation, &body), (200, String::new()), "{operation}");
    }
}

#[test]
fn what_needs_key_material_is_refused_when_nothing_else_speaks_against_it() {
    let mut client = Client::new();
    let create = json!({"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"});
    let key = client.accepts("us-east-1", "CreateKey", &create)["KeyMetadata"]["KeyId"].clone();
    let mut body = json!({"KeyId": key, "Message": "aGVsbG8=", "MacAlgorithm": "HMAC_SHA_512"});
    let (code, _) = client.refuses("us-east-1", "GenerateMac", &body);
    assert_eq!(code, "InvalidKeyUsageException");
    body["MacAlgorithm"] = "HMAC_SHA_256".into();
    let before = client.kms.clone();
    let (status, reply) = client.send("us-east-1", "GenerateMac", &body);
    assert_eq!(status, 501);
    assert!(reply.contains("the model holds no key material"), "{reply}");
    assert_eq!(client.kms, before);
}

#[test]
fn members_that_are_not_known_are_passed_over() {
    let mut client = Client::new();
    let key = client.primary();
    let body = json!({"KeyId": key, "Recipient": {"AttestationDocument": "AAAA"}, "NumberOfBytes": 16});
    let made = client.accepts("us-east-1", "GenerateDataKey", &body);
    assert_eq!(made["Plaintext"].as_str().unwrap().len(), 24, "16 bytes in base64");
}

#[test]
fn lists_go_on_where_a_page_ends() {
    let mut client = Client::new();
    let mut keys: Vec<_> = (0..5).map(|_| client.primary()).collect();
    keys.sort();
    let (mut listed, mut body) = (Vec::new(), json!({"Limit": 2}));
    loop {
        let page = client.accepts("us-east-1", "ListKeys", &body);
        listed.extend(
            page["Keys"].as_array().unwrap().iter().map(|key| key["KeyId"].as_str().unwrap().to_owned()),
        );
        assert_eq!(page["Truncated"], page.get("NextMarker").is_some());
        let Some(marker) = page.get("NextMarker") else { break };
        body["Marker"] = marker.clone();
    }
    assert_eq!(listed, keys);
}
