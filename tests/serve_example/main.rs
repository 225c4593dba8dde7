//! The example `serve`, over real connections.

mod hostile;
mod options;
mod server;
mod state;

use serde_json::{Value, json};
use server::Server;

#[test]
fn the_region_and_the_account_are_those_of_the_signature() {
    let server = Server::start(&[]);
    let created = server.accepts("us-gov-west-1", "CreateKey", &json!({}));
    let arn = created["KeyMetadata"]["Arn"].as_str().unwrap();
    assert!(arn.starts_with("arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/"), "{arn}");
    let other =
        server.request("POST / HTTP/1.1", &[&Server::signed("AKIAEXAMPLE", "us-east-1"), TARGET], b"{}");
    let created: Value = serde_json::from_slice(&other.body).unwrap();
    assert_eq!(created["KeyMetadata"]["AWSAccountId"], "123456789012");
    assert_eq!(other.header("content-type"), "application/x-amz-json-1.1");
    assert_eq!(other.header("x-amzn-requestid").len(), 36);
}

const TARGET: &str = "x-amz-target: TrentService.CreateKey";

#[test]
fn a_header_says_who_calls() {
    let server = Server::start(&[]);
    let send = |caller: &str| {
        let signed = Server::signed("111122223333", "us-east-1");
        server.request("POST / HTTP/1.1", &[&signed, TARGET, &format!("x-kms-mrk-caller: {caller}")], b"{}")
    };
    let created = send("arn:aws:iam::444455556666:role/deployer");
    assert_eq!(
        (created.status, &created.json()["KeyMetadata"]["AWSAccountId"]),
        (200, &json!("444455556666"))
    );
    for nobody in ["ana", "kms.amazonaws.com"] {
        let refused = send(nobody);
        assert_eq!(
            (refused.status, &refused.json()["__type"]),
            (400, &json!("ValidationException")),
            "{nobody}"
        );
    }
}

#[test]
fn without_a_signature_nobody_is_answered() {
    let server = Server::start(&[]);
    let refused = server.request("POST / HTTP/1.1", &[TARGET], b"{}");
    assert_eq!(
        (refused.status, refused.json()),
        (
            400,
            json!({"__type": "MissingAuthenticationTokenException", "message": "Missing Authentication Token"})
        )
    );
    let refused = server.request("POST / HTTP/1.1", &["authorization: Basic eA==", TARGET], b"{}");
    assert_eq!(refused.json()["__type"], "IncompleteSignatureException");
}

#[test]
fn time_passes_by_itself_and_when_it_is_told_to() {
    let server = Server::start(&["--creating", "3600"]);
    let key = server.accepts("us-east-1", "CreateKey", &json!({"MultiRegion": true}))["KeyMetadata"]["KeyId"]
        .clone();
    server.accepts("us-east-1", "ReplicateKey", &json!({"KeyId": key, "ReplicaRegion": "eu-west-1"}));
    let state = || {
        server.accepts("eu-west-1", "DescribeKey", &json!({"KeyId": key}))["KeyMetadata"]["KeyState"].clone()
    };
    assert_eq!(state(), "Creating");
    let advanced = server.request("POST /_advance HTTP/1.1", &[], br#"{"seconds": 3600}"#);
    assert_eq!(advanced.status, 200);
    assert!(advanced.json()["now"].is_string());
    assert_eq!(state(), "Enabled");
    for body in ["", "{}", "[]", r#"{"seconds": -1}"#, r#"{"seconds": "1"}"#, r#"{"seconds": 1, "more": 1}"#]
    {
        let refused = server.request("POST /_advance HTTP/1.1", &[], body.as_bytes());
        assert_eq!(
            (refused.status, &refused.json()["__type"]),
            (400, &json!("ValidationException")),
            "{body}"
        );
    }
    let end = server.request("POST /_advance HTTP/1.1", &[], br#"{"seconds": 18446744073709551615}"#);
    assert_eq!((end.status, end.json()["now"].as_str().unwrap().get(..4)), (200, Some("9999")));
    assert_eq!(server.request("POST /_reset HTTP/1.1", &[], b"").status, 204);
    let world = server.request("GET /_state HTTP/1.1", &[], b"").json();
    assert_eq!(world["world"]["sets"], json!([]));
}

#[test]
fn the_page_shows_keys_and_calls_and_nothing_that_a_client_wrote_as_html() {
    let server = Server::start(&[]);
    let create = json!({"MultiRegion": true, "Description": "<script>alert(1)</script> & \"more\""});
    let key = server.accepts("us-east-1", "CreateKey", &create)["KeyMetadata"]["KeyId"].clone();
    server.accepts("us-east-1", "ScheduleKeyDeletion", &json!({"KeyId": key}));
    server.send("eu-west-1", "<b>", &json!({}));
    let page = server.request("GET / HTTP/1.1", &[], b"");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").contains("default-src 'none'"));
    let html = String::from_utf8(page.body.clone()).unwrap();
    for text in [
        key.as_str().unwrap(),
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;",
        ">PendingDeletion<",
        "key created",
        "deletion scheduled",
        "key deleted (to come)",
        "UnknownOperationException",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert_eq!(html.matches("<script>").count(), 1, "the page's own");
    assert!(!html.contains("<b>"));
    assert!(!html.contains("src=\"") && !html.contains("@import"), "nothing is from elsewhere");
    let view = server.request("GET /_view HTTP/1.1", &[], b"");
    assert!(view.body.starts_with(b"<p>Time of the model"));
}

#[test]
fn a_path_or_a_method_that_is_none_is_told() {
    let server = Server::start(&[]);
    assert_eq!(server.request("GET /keys HTTP/1.1", &[], b"").status, 404);
    assert_eq!(server.request("DELETE / HTTP/1.1", &[], b"").status, 405);
    assert_eq!(server.request("GET /_reset HTTP/1.1", &[], b"").status, 405);
}
