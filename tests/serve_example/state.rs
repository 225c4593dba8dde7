//! The file that keeps what has happened.

use std::fs;
use std::path::PathBuf;

use super::server::Server;
use super::*;

/// A file that is not there yet, and is deleted in the end.
struct StateFile(PathBuf);

impl StateFile {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kms-mrk-{name}-{}.state", std::process::id()));
        let _ = fs::remove_file(&path);
        Self(path)
    }

    fn server(&self) -> Server {
        Server::start(&["--state", self.0.to_str().unwrap()])
    }
}

impl Drop for StateFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn world(server: &Server) -> Value {
    let mut state = server.request("GET /_state HTTP/1.1", &[], b"").json()["world"].take();
    state["now"] = Value::Null;
    state
}

/// Keys in every kind of change, and what the server then says of its world.
fn busy(server: &Server) -> Value {
    let key = server.accepts("us-east-1", "CreateKey", &json!({"MultiRegion": true}))["KeyMetadata"]["KeyId"]
        .clone();
    server.accepts("us-east-1", "ReplicateKey", &json!({"KeyId": key, "ReplicaRegion": "eu-west-1"}));
    server.request("POST /_advance HTTP/1.1", &[], br#"{"seconds": 100}"#);
    server.accepts("eu-west-1", "CreateAlias", &json!({"AliasName": "alias/orders", "TargetKeyId": key}));
    server.accepts("eu-west-1", "ScheduleKeyDeletion", &json!({"KeyId": key}));
    server.send("eu-west-1", "EnableKey", &json!({"KeyId": key})); // refused
    world(server)
}

#[test]
fn a_killed_server_loses_nothing_that_it_answered() {
    let file = StateFile::new("killed");
    let server = file.server();
    let before = busy(&server);
    server.kill();
    let again = file.server();
    assert!(again.remarks[0].ends_with(" entries"), "{:?}", again.remarks);
    assert_eq!(world(&again), before);
    let first = again.accepts("us-east-1", "CreateKey", &json!({}))["KeyMetadata"]["KeyId"].clone();
    again.kill();
    let third = file.server();
    assert_eq!(
        third.accepts("us-east-1", "DescribeKey", &json!({"KeyId": first}))["KeyMetadata"]["KeyId"],
        first
    );
    let day_31 = third.request("POST /_advance HTTP/1.1", &[], br#"{"seconds": 2678400}"#);
    assert_eq!(day_31.status, 200);
    assert_eq!(
        world(&third)["sets"].as_array().unwrap().len(),
        2,
        "one with a primary key alone, one of one key"
    );
}

#[test]
fn a_torn_last_line_is_dropped_and_told() {
    let file = StateFile::new("torn");
    let server = file.server();
    let before = busy(&server);
    server.kill();
    let whole = fs::read(&file.0).unwrap();
    let mut torn = whole.clone();
    torn.extend_from_slice(br#"{"events":[{"key_id":"mrk-12"#);
    fs::write(&file.0, &torn).unwrap();
    let again = file.server();
    assert!(again.remarks.iter().any(|remark| remark.ends_with("was not written whole and is dropped")));
    assert_eq!(world(&again), before);
    again.kill();
    assert_eq!(fs::read(&file.0).unwrap(), whole);
}

#[test]
fn a_file_that_is_not_the_servers_own_is_left_as_it_is() {
    for text in ["{}\n", "not JSON\n", "{\"events\":[]}\n", "{\"seed\":1}\n{\"seed\":2}\n"] {
        let file = StateFile::new("foreign");
        fs::write(&file.0, text).unwrap();
        let output = std::process::Command::new(server::example())
            .args(["--listen", "127.0.0.1:0", "--state", file.0.to_str().unwrap()])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(", line "), "{error}");
        assert_eq!(fs::read_to_string(&file.0).unwrap(), text);
    }
}

#[test]
fn a_reset_is_kept_too() {
    let file = StateFile::new("reset");
    let server = file.server();
    busy(&server);
    assert_eq!(server.request("POST /_reset HTTP/1.1", &[], b"").status, 204);
    server.kill();
    assert_eq!(world(&file.server())["sets"], json!([]));
}

#[test]
fn material_can_be_imported_after_a_restart() {
    let file = StateFile::new("import");
    let server = file.server();
    let key =
        server.accepts("us-east-1", "CreateKey", &json!({"Origin": "EXTERNAL"}))["KeyMetadata"]["KeyId"]
            .clone();
    let ask = json!({"KeyId": key, "WrappingAlgorithm": "RSAES_OAEP_SHA_256", "WrappingKeySpec": "RSA_2048"});
    let before = server.accepts("us-east-1", "GetParametersForImport", &ask);
    server.kill();
    let again = file.server();
    let after = again.accepts("us-east-1", "GetParametersForImport", &ask);
    assert_eq!(before["PublicKey"], after["PublicKey"]);
    let import = json!({
        "KeyId": key, "ImportToken": before["ImportToken"], "EncryptedKeyMaterial": "AAAA",
        "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE",
    });
    let refused = again.send("us-east-1", "ImportKeyMaterial", &import);
    assert_eq!(refused.json()["__type"], "InvalidCiphertextException");
}
