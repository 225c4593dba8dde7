//! Bodies that no client sends on purpose.

use super::*;
use kms_mrk::operation::OperationName;

#[test]
fn no_body_shakes_it() {
    let deep = "[".repeat(200_000);
    let deep_object = r#"{"KeyId":"#.repeat(100_000);
    let huge = format!(r#"{{"KeyId":"{}"}}"#, "a".repeat(10 << 20));
    let bodies: [&[u8]; 12] = [
        b"",
        b" ",
        b"{",
        b"null",
        b"{\"KeyId\":",
        b"\xff\xfe",
        b"{\"KeyId\":\"\\ud800\"}",
        b"{\"KeyId\":null}",
        b"\0",
        deep.as_bytes(),
        deep_object.as_bytes(),
        huge.as_bytes(),
    ];
    let mut client = Client::new();
    client.primary();
    let before = client.kms.clone();
    for name in OperationName::ALL {
        let takes_nothing = ["CreateKey", "ListAliases", "ListKeys"].contains(&name.as_str());
        // A body of 10 MiB takes a while: three operations stand for all.
        let is_tried_with_large = ["CreateKey", "DescribeKey", "Encrypt"].contains(&name.as_str());
        for body in
            bodies.iter().filter(|body| if body.len() > 1_000 { is_tried_with_large } else { !takes_nothing })
        {
            let reply = client.send_bytes("us-east-1", &format!("TrentService.{name}"), body);
            let error: Value = serde_json::from_slice(&reply.body).unwrap();
            let is_accepted = takes_nothing && reply.status == 200; // a member that it does not know
            assert!(is_accepted || reply.status == 400 && error["__type"].is_string(), "{name}: {error}");
            if !is_accepted {
                assert_eq!(client.kms, before);
            }
            client.kms = before.clone();
        }
    }
}
