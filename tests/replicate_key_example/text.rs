//! What people read.

use std::process::Stdio;

use expect_test::expect;
use serde_json::json;

use crate::REFUSED;
use crate::shell::{self, NOW, Shell, primary, request};

#[test]
fn without_options_the_example_is_accepted_and_told_whole() {
    let run = Shell::new().run(&[]);
    assert_eq!(run.status, 0);
    assert_eq!(run.stderr, "");
    expect![[r#"
        ReplicateKey of mrk-1234abcd12ab34cd56ef1234567890ab to ap-southeast-2 would be accepted.

        KMS would answer:

        {
            "ReplicaKeyMetadata": {
                "AWSAccountId": "111122223333",
                "KeyId": "mrk-1234abcd12ab34cd56ef1234567890ab",
                "Arn": "arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                "CreationDate": "2026-01-05T12:00:00+00:00",
                "Enabled": false,
                "Description": "Encrypts orders at rest, in Sydney",
                "KeyUsage": "ENCRYPT_DECRYPT",
                "KeyState": "Creating",
                "Origin": "AWS_KMS",
                "KeyManager": "CUSTOMER",
                "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT",
                "KeySpec": "SYMMETRIC_DEFAULT",
                "EncryptionAlgorithms": [
                    "SYMMETRIC_DEFAULT"
                ],
                "MultiRegion": true,
                "MultiRegionConfiguration": {
                    "MultiRegionKeyType": "REPLICA",
                    "PrimaryKey": {
                        "Arn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                        "Region": "us-east-1"
                    },
                    "ReplicaKeys": [
                        {
                            "Arn": "arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                            "Region": "eu-west-1"
                        },
                        {
                            "Arn": "arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
                            "Region": "ap-southeast-2"
                        }
                    ]
                }
            },
            "ReplicaPolicy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"LetTheAccountDecide\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::111122223333:root\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}",
            "ReplicaTags": [
                {
                    "TagKey": "Team",
                    "TagValue": "orders"
                },
                {
                    "TagKey": "CostCenter",
                    "TagValue": "4711"
                }
            ]
        }

        What happens next:

          2026-01-05T12:00:00Z  the replica key is Creating: it cannot be used yet
          2026-01-05T12:01:00Z  the replica key is Enabled: it can be used

        About a minute was recorded; AWS promises no time.

        CloudTrail records, one in each Region:

          Region          event         by                                                    key
          us-east-1       ReplicateKey  arn:aws:sts::111122223333:assumed-role/key-admin/ops  arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab
          ap-southeast-2  CreateKey     arn:aws:sts::111122223333:assumed-role/key-admin/ops  arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab

        The caller needs these permissions:

          action            Region          given by    resource
          kms:ReplicateKey  us-east-1       key policy  arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab
          kms:CreateKey     ap-southeast-2  IAM policy  *
          kms:TagResource   ap-southeast-2  IAM policy  arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab

        A key policy that lets the account decide leaves it to the caller's IAM policies.

        This was the example: examples/replicate_key/request.json, on the key in examples/replicate_key/primary.json.
        To ask about your own: cargo run --example replicate_key -- --request FILE --primary FILE (or --help)
    "#]].assert_eq(&run.stdout);
}

#[test]
fn the_clock_is_the_default_time() {
    let shell = Shell::new();
    let output = shell.command(&[]).output().unwrap();
    assert!(output.status.success());
    assert!(!String::from_utf8(output.stdout).unwrap().contains(NOW));
}

#[test]
fn help_lists_every_option() {
    let run = Shell::new().run(&["--help"]);
    assert_eq!(run.status, 0);
    for option in ["--primary", "--request", "--caller", "--enabled-region", "--now", "--format", "--help"] {
        assert!(run.stdout.contains(option), "{option}");
    }
}

#[test]
fn every_breach_is_shown_in_order_with_its_place_and_then_the_one_answer() {
    let shell = Shell::new().with("primary.json", primary(|_| {})).with(
        "request.json",
        request(|request| {
            request["ReplicaRegion"] = json!("eu-west-1");
            request["BypassPolicyLockoutSafetyCheck"] = json!(true);
            request["Tags"] = json!([{"TagKey": "aws:team", "TagValue": "orders"}]);
        }),
    );
    let run = shell.check();
    assert_eq!(run.status, REFUSED);
    expect![[r#"
        error[replicate-key/replica-region/one-replica]: the primary key has a replica in `eu-west-1` already
         --> request.json:6:20
          |
        6 |   "ReplicaRegion": "eu-west-1",
          |                    ^^^^^^^^^^^
          |
          = answer: AlreadyExistsException: You can create only one replica of each primary key in each AWS Region. (recorded)
          = rule: the primary key has no replica in the replica Region, not even one that is pending deletion (recorded)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
          = help: a replica that is pending deletion counts until it is gone; cancel its deletion or wait

        warning[policy/lockout-safety-check/kept]: the lockout safety check is bypassed: the key can become unmanageable
         --> request.json:2:37
          |
        2 |   "BypassPolicyLockoutSafetyCheck": true,
          |                                     ^^^^
          |
          = answer: KMS accepts it
          = rule: the lockout safety check is bypassed only to keep the caller from changing the key policy later (documented)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
          = help: leave it out unless the caller must not be able to change the key policy

        error[tags/reserved-prefix]: the tag key `aws:team` begins with `aws:`, which only AWS may use
         --> request.json:9:17
          |
        9 |       "TagKey": "aws:team",
          |                 ^^^^^^^^^^
          |
          = answer: TagException: Tags beginning with aws: are reserved (recorded)
          = rule: no tag key begins with `aws:`, in any letter case (recorded)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html

        ReplicateKey of mrk-1234abcd12ab34cd56ef1234567890ab to eu-west-1 would be refused (2 errors, 1 warning).

        KMS would answer:

          exception    AlreadyExistsException
          message      You can create only one replica of each primary key in each AWS Region.
          HTTP status  400
          evidence     recorded
          try again    no: the same request is refused until something is changed

        Evidence is `recorded` if the real service was seen to do so, `documented` if AWS says so, and `inferred` if
        it follows from what AWS says.
    "#]].assert_eq(&run.stdout);
}

#[test]
fn a_description_that_kms_would_never_give_does_not_hide_the_verdict() {
    let drifted = primary(|key| key["Enabled"] = json!(false));
    let shell = Shell::new().with("primary.json", drifted).with("request.json", request(|_| {}));
    let run = shell.check();
    assert_eq!(run.status, 0);
    expect![[r#"
        `primary.json` says what KMS never says of a key:

        error[key-metadata/enabled/only-when-enabled]: Enabled is false in the state Enabled
         --> primary.json:9:16
          |
        9 |     "Enabled": false,
          |                ^^^^^
          |
          = answer: KMS never says so
          = rule: Enabled is true when KeyState is Enabled and false otherwise (documented)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html

        ReplicateKey of mrk-1234abcd12ab34cd56ef1234567890ab to ap-southeast-2 would be accepted.

        The replica key cannot be shown, because KMS never describes a primary key like this.

        The caller needs these permissions:

          action            Region          given by    resource
          kms:ReplicateKey  us-east-1       key policy  arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab
          kms:CreateKey     ap-southeast-2  IAM policy  *
          kms:TagResource   ap-southeast-2  IAM policy  arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab

        A key policy that lets the account decide leaves it to the caller's IAM policies.
    "#]].assert_eq(&run.stdout);
}

#[test]
fn a_request_alone_is_checked_as_far_as_that_goes() {
    let shell = Shell::new().with("request.json", request(|_| {}));
    let run = shell.run(&["--request", "request.json"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains(
        "Only the request was checked: with `--primary FILE` the key is checked too, and its replica is shown.\n"
    ));
}

#[test]
fn an_opt_in_region_is_a_warning_until_the_enabled_ones_are_named() {
    let cape_town = request(|request| request["ReplicaRegion"] = json!("af-south-1"));
    let shell = Shell::new().with("primary.json", primary(|_| {})).with("request.json", cape_town);
    let files = ["--request", "request.json", "--primary", "primary.json"];
    let verdict = |options: &[&str]| {
        let run = shell.run(&[&files, options].concat());
        let line = run.stdout.lines().find(|line| line.contains(" would be ")).unwrap();
        (run.status, line.split_once(" would be ").unwrap().1.to_owned())
    };
    assert_eq!(verdict(&[]), (0, "accepted, as far as is known (1 warning).".to_owned()));
    assert_eq!(verdict(&["--enabled-region", "me-south-1", "af-south-1"]), (0, "accepted.".to_owned()));
    assert_eq!(
        verdict(&["--enabled-region", "me-south-1", "--enabled-region", "eu-south-1"]),
        (REFUSED, "refused (1 error).".to_owned())
    );
}

#[test]
fn a_replica_of_imported_material_waits_for_its_own() {
    let imported = primary(|key| {
        key["Origin"] = json!("EXTERNAL");
        key["ExpirationModel"] = json!("KEY_MATERIAL_DOES_NOT_EXPIRE");
    });
    let run = Shell::new().with("primary.json", imported).with("request.json", request(|_| {})).check();
    assert_eq!(run.status, 0);
    assert!(run.stdout.contains("2026-01-05T12:01:00Z  the replica key is PendingImport: import "));
}

#[test]
fn a_document_comes_from_standard_input_too() {
    let shell = Shell::new().with("primary.json", primary(|_| {}));
    let request = request(|request| request["ReplicaRegion"] = json!("cn-north-1"));
    let run = shell.run_with_input(&["--request", "-", "--primary", "primary.json"], &request);
    assert_eq!(run.status, REFUSED);
    assert!(run.stdout.contains("\n --> standard input:"), "{}", run.stdout);
}

#[test]
fn a_reader_that_goes_away_is_no_trouble() {
    let shell = Shell::new();
    let mut child = shell
        .command(&["--now", NOW, "--request", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    // The example writes only after it has read all of this.
    shell::feed(&mut child, &request(|_| {}));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
