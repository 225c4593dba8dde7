//! What programs read.

use serde_json::{Value, json};

use crate::REFUSED;
use crate::shell::{Shell, primary};

#[test]
fn json_is_one_object_of_the_accepted_request() {
    let run = Shell::new().run(&["--format", "json"]);
    assert_eq!((run.status, &*run.stderr), (0, ""));
    let result: Value = serde_json::from_str(&run.stdout).unwrap();
    let members: Vec<_> = result.as_object().unwrap().keys().collect();
    assert_eq!(members, ["error", "findings", "replica_key_metadata", "required_permissions", "verdict"]);
    assert_eq!(result["verdict"], "accepted");
    assert_eq!(result["error"], Value::Null);
    assert_eq!(result["findings"], json!([]));
    let replica: kms_mrk::key::KeyMetadata =
        serde_json::from_value(result["replica_key_metadata"].clone()).unwrap();
    assert!(replica.check().is_empty());
    assert_eq!(replica.arn.region(), "ap-southeast-2");
    let actions = result["required_permissions"].as_array().unwrap().iter().map(|each| &each["action"]);
    assert!(actions.eq(["kms:ReplicateKey", "kms:CreateKey", "kms:TagResource"]));
}

#[test]
fn json_tells_of_every_finding_and_where_it_is() {
    let drifted = primary(|key| key["Enabled"] = json!(false));
    let taken =
        "{\n  \"KeyId\": \"mrk-1234abcd12ab34cd56ef1234567890ab\",\n  \"ReplicaRegion\": \"eu-west-1\"\n}\n";
    let shell = Shell::new().with("primary.json", drifted).with("request.json", taken);
    let run = shell.run(&["--request", "request.json", "--primary", "primary.json", "--format", "json"]);
    assert_eq!(run.status, REFUSED);
    let mut result: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(result["findings"][0]["document"], "primary");
    assert_eq!(result["findings"][0]["pointer"], "/KeyMetadata/Enabled");
    assert_eq!(result["findings"][0]["answer"], json!({"kind": "never-returns"}));
    let text = "You can create only one replica of each primary key in each AWS Region.";
    assert_eq!(
        result["findings"][1].take(),
        json!({
            "document": "request",
            "rule": {
                "id": "replicate-key/replica-region/one-replica",
                "sentence": "the primary key has no replica in the replica Region, not even one that is pending deletion",
                "documentation": "https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html",
                "evidence": "recorded",
            },
            "severity": "error",
            "answer": {
                "kind": "refuses",
                "code": "AlreadyExistsException",
                "message": text,
                "evidence": "recorded",
            },
            "pointer": "/ReplicaRegion",
            "message": "the primary key has a replica in `eu-west-1` already",
            "help": "a replica that is pending deletion counts until it is gone; cancel its deletion or wait",
            "span": {"start": 72, "end": 83, "line": 3, "column": 20},
        })
    );
    assert_eq!(result["verdict"], "refused");
    assert_eq!(result["error"], json!({"code": "AlreadyExistsException", "message": text}));
    assert_eq!(result["replica_key_metadata"], Value::Null);
}
