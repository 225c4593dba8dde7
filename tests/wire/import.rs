//! Imported key material on the wire, unwrapped by a host.

use super::*;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use kms_mrk::key::WrappingKeySpec;
use kms_mrk::operation::ImportToken;
use kms_mrk::wire::Host;

/// A host whose cryptography turns every byte around.
struct Turning;

impl Host for Turning {
    fn wrapping_key(&mut self, token: &ImportToken, spec: &WrappingKeySpec) -> Vec<u8> {
        assert_eq!(token.wrapping_key_spec().as_ref(), Some(spec));
        assert_eq!(token.wrapping_algorithm(), Some("RSAES_OAEP_SHA_256".into()));
        format!("a key of {spec}").into_bytes()
    }

    fn unwrap_key_material(&mut self, _token: &ImportToken, encrypted: &[u8]) -> Option<Vec<u8>> {
        encrypted.iter().map(|byte| byte.checked_sub(128)).collect()
    }
}

fn turned(material: &[u8]) -> String {
    let bytes: Vec<_> = material.iter().map(|byte| byte + 128).collect();
    BASE64_STANDARD.encode(bytes)
}

#[test]
fn a_host_unwraps_what_is_imported_into_related_keys() {
    let mut client = Client::new();
    let created =
        client.accepts("us-east-1", "CreateKey", &json!({"MultiRegion": true, "Origin": "EXTERNAL"}));
    let key = created["KeyMetadata"]["KeyId"].clone();
    let mut ids = Vec::new();
    for region in ["us-east-1", "eu-west-1"] {
        if region == "eu-west-1" {
            client.accepts("us-east-1", "ReplicateKey", &json!({"KeyId": key, "ReplicaRegion": region}));
            client.wait(60);
        }
        let call = Call::new(client.caller.clone(), read(region), client.now);
        let mut send = |operation: &str, body: &Value| {
            let (target, body) = (format!("TrentService.{operation}"), body.to_string());
            let reply = wire::handle_with(
                &mut Turning,
                &mut client.kms,
                &Exchange::new(&target, body.as_bytes(), &call),
            );
            (reply.status, serde_json::from_slice::<Value>(&reply.body).unwrap())
        };
        let ask =
            json!({"KeyId": key, "WrappingAlgorithm": "RSAES_OAEP_SHA_256", "WrappingKeySpec": "RSA_4096"});
        let (status, parameters) = send("GetParametersForImport", &ask);
        assert_eq!(status, 200, "{parameters}");
        assert_eq!(parameters["PublicKey"], BASE64_STANDARD.encode("a key of RSA_4096"));
        let import = |material: &str| {
            json!({
                "KeyId": key, "ImportToken": parameters["ImportToken"], "EncryptedKeyMaterial": material,
                "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE",
            })
        };
        let (status, error) = send("ImportKeyMaterial", &import("AAAA"));
        assert_eq!((status, &error["__type"]), (400, &json!("InvalidCiphertextException")));
        let (status, imported) =
            send("ImportKeyMaterial", &import(&turned(b"the same material in each Region")));
        assert_eq!(status, 200, "{imported}");
        ids.push(imported["KeyMaterialId"].clone());
    }
    assert_eq!(ids[0], ids[1]);
    let sealed = client.accepts("us-east-1", "Encrypt", &json!({"KeyId": key, "Plaintext": "aGVsbG8="}));
    let opened = client.accepts("eu-west-1", "Decrypt", &json!({"CiphertextBlob": sealed["CiphertextBlob"]}));
    assert_eq!(opened["Plaintext"], "aGVsbG8=");
}

#[test]
fn the_events_of_replies_rebuild_the_model() {
    let mut client = Client::new();
    let mut log = Vec::new();
    let mut send = |client: &mut Client, region: &str, operation: &str, body: &Value| {
        let reply =
            client.send_bytes(region, &format!("TrentService.{operation}"), body.to_string().as_bytes());
        log.extend(reply.events.clone());
        serde_json::from_slice::<Value>(&reply.body).unwrap_or_default()
    };
    let created = send(&mut client, "us-east-1", "CreateKey", &json!({"MultiRegion": true}));
    let key = created["KeyMetadata"]["KeyId"].clone();
    send(&mut client, "us-east-1", "ReplicateKey", &json!({"KeyId": key, "ReplicaRegion": "eu-west-1"}));
    client.wait(90);
    // What is due by itself happens also before a request that is refused, and before one that is none.
    assert_eq!(
        send(&mut client, "eu-west-1", "DescribeKey", &json!({"KeyId": 7}))["__type"],
        "SerializationException"
    );
    send(&mut client, "eu-west-1", "DisableKey", &json!({"KeyId": key}));
    let mut again = Kms::new(7);
    for event in &log {
        again.replay(event);
    }
    again.advance(client.now);
    assert_eq!(again, client.kms);
    assert_eq!(log.len(), 4, "{log:#?}");
}
