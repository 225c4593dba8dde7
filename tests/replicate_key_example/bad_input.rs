//! Files and options that are not what they should be: a clear message with the place, and no verdict by mistake.

use expect_test::expect;
use serde_json::{Value, json};

use crate::shell::{Shell, primary, request};
use crate::{NOT_CHECKED, REFUSED};

#[test]
fn constraints_are_counted_in_one_message() {
    let text = "{\n  \"ReplicaRegion\": \"Frankfurt\"\n}\n";
    let run = Shell::new().with("request.json", text).run(&["--request", "request.json"]);
    assert_eq!(run.status, REFUSED);
    expect![[r#"
        error[request/constraints]: KeyId is missing
         --> request.json:1:1
          |
        1 | {
          | ^
          |
          = answer: ValidationException: 1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null (recorded)
          = rule: every member is given if it is required, and keeps its length, pattern and list of values (recorded)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html

        error[request/constraints]: ReplicaRegion must satisfy regular expression pattern: ^([a-z]+-){2,3}\d+$
         --> request.json:2:20
          |
        2 |   "ReplicaRegion": "Frankfurt"
          |                    ^^^^^^^^^^^
          |
          = answer: ValidationException: 1 validation error detected: Value 'Frankfurt' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\d+$ (inferred)
          = rule: every member is given if it is required, and keeps its length, pattern and list of values (recorded)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html

        ReplicateKey would be refused (2 errors).

        KMS would answer:

          exception    ValidationException
          message      2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value 'Frankfurt' at 'replicaRegion' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([a-z]+-){2,3}\d+$
          HTTP status  400
          evidence     inferred
          try again    no: the same request is refused until something is changed

        Evidence is `recorded` if the real service was seen to do so, `documented` if AWS says so, and `inferred` if
        it follows from what AWS says.
    "#]].assert_eq(&run.stdout);
}

#[test]
fn a_request_that_is_not_json_is_shown_where_it_is_not() {
    let text =
        "{\n  \"KeyId\": \"mrk-1234abcd12ab34cd56ef1234567890ab\",\n  \"ReplicaRegion\": eu-west-1\n}\n";
    let run = Shell::new().with("request.json", text).run(&["--request", "request.json"]);
    assert_eq!(run.status, REFUSED);
    expect![[r#"
        error[request/types]: the document is not JSON: expected a value
         --> request.json:3:20
          |
        3 |   "ReplicaRegion": eu-west-1
          |                    ^
          |
          = answer: SerializationException, with a message that is not known (inferred)
          = rule: the body is one JSON object whose members have the types that KMS declares (inferred)
          = source: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html

        ReplicateKey would be refused (1 error).

        KMS would answer:

          exception    SerializationException
          message      (not known)
          HTTP status  400
          evidence     inferred
          try again    no: the same request is refused until something is changed

        Evidence is `recorded` if the real service was seen to do so, `documented` if AWS says so, and `inferred` if
        it follows from what AWS says.
    "#]].assert_eq(&run.stdout);
}

#[test]
fn a_description_of_another_key_is_no_ground_for_a_verdict() {
    let other = request(|request| request["KeyId"] = json!("mrk-ffffabcd12ab34cd56ef1234567890ab"));
    let run = Shell::new().with("primary.json", primary(|_| {})).with("request.json", other).check();
    assert_eq!((run.status, &*run.stdout), (NOT_CHECKED, ""));
    expect![[r#"
        error: `primary.json` is the description of another key than the request names
         --> request.json:3:12
          |
        3 |   "KeyId": "mrk-ffffabcd12ab34cd56ef1234567890ab",
          |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the key to replicate
          |
         ::: primary.json:4:12
          |
        4 |     "Arn": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
          |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the key that is described
          |
          = help: give what `aws kms describe-key` prints for this key in the Region that the call goes to
    "#]]
    .assert_eq(&run.stderr);
}

#[test]
fn the_output_of_another_command_is_recognised() {
    let keys = "{\n  \"Keys\": [],\n  \"Truncated\": false\n}\n";
    let run = Shell::new().with("primary.json", keys).with("request.json", request(|_| {})).check();
    assert_eq!((run.status, &*run.stdout), (NOT_CHECKED, ""));
    expect![[r#"
        error: `primary.json` is not the description of a key
         --> primary.json:2:11
          |
        2 |   "Keys": [],
          |           ^^ this looks like the output of `aws kms list-keys`
          |
          = help: give what `aws kms describe-key --key-id KEY` prints for the key to replicate
    "#]]
    .assert_eq(&run.stderr);
}

#[test]
fn a_request_that_kms_refuses_is_refused_whatever_is_wrong_with_it() {
    let policy = format!(r#"{{"Statement": "{}"}}"#, "x".repeat(40 * 1024));
    let tags = (0..51).map(|n| json!({"TagKey": format!("Team{n}"), "TagValue": ""})).collect::<Value>();
    let with = |member: &'static str, value: Value| request(|request| request[member] = value);
    let cases = [
        (
            with("ReplicaRegion", json!("eu-wset-1")),
            "`eu-wset-1` is not a Region that this version of the library knows",
            "UnsupportedOperationException",
        ),
        (
            with("Policy", json!(policy)),
            "the key policy has 40977 bytes, the quota is 32768",
            "LimitExceededException",
        ),
        (with("Tags", tags), "there are 51 tags, a key may have 50", "TagException"),
        (
            with("KeyId", json!("alias/orders")),
            "`alias/orders` is an alias; the operation takes a key ID or a key ARN",
            "InvalidArnException",
        ),
        (with("KeyId", json!(7)), "KeyId must be a string, found a number", "SerializationException"),
        (String::new(), "the document is empty", "SerializationException"),
        ("[]".to_owned(), "the document must be an object, found a list", "SerializationException"),
    ];
    for (request, message, exception) in cases {
        let run = Shell::new().with("primary.json", primary(|_| {})).with("request.json", request).check();
        assert_eq!((run.status, &*run.stderr), (REFUSED, ""), "{message}");
        let title = run.stdout.lines().next().unwrap();
        assert!(title.starts_with("error[") && title.ends_with(&format!("]: {message}")), "{title}");
        assert!(run.stdout.contains(&format!("\n  exception    {exception}\n")), "{}", run.stdout);
        assert!(run.stdout.lines().all(|line| line.chars().count() < 1000), "{message}");
    }
}

#[test]
fn a_member_of_the_key_that_nobody_knows_yet_is_taken_as_it_is() {
    let cases = [
        ("KeyState", "Frozen", "is in the state `Frozen`, from which the model cannot go on.\n"),
        (
            "KeySpec",
            "RSA_9000",
            "the KeySpec `RSA_9000` is not one that this version of the library knows.\n",
        ),
    ];
    for (member, name, reason) in cases {
        let newer = primary(|key| {
            key[member] = json!(name);
            key.as_object_mut().unwrap().remove("CustomerMasterKeySpec");
        });
        let run = Shell::new().with("primary.json", newer).with("request.json", request(|_| {})).check();
        assert_eq!(run.status, 0, "{member}");
        assert!(run.stdout.contains("\nThe replica key cannot be shown: "), "{}", run.stdout);
        assert!(run.stdout.contains(reason), "{}", run.stdout);
        assert!(run.stdout.contains("\nThe caller needs these permissions:\n"), "{member}");
    }
}

#[test]
fn a_request_and_a_key_that_were_swapped_are_told_apart() {
    let shell = Shell::new().with("primary.json", request(|_| {})).with("request.json", primary(|_| {}));
    let run = shell.check();
    assert_eq!((run.status, &*run.stdout), (NOT_CHECKED, ""));
    assert!(run.stderr.contains("this looks like a ReplicateKey request\n"), "{}", run.stderr);
    assert!(run.stderr.ends_with("= help: swap `--primary` and `--request`\n"), "{}", run.stderr);

    let run = shell.run(&["--request", "request.json"]);
    assert_eq!(run.status, REFUSED);
    assert!(run.stdout.ends_with(
        "\n`request.json` looks like the description of a key, not like a ReplicateKey request.\n"
    ));
}

#[test]
fn a_document_that_cannot_be_used_is_told_in_one_message() {
    let without_account = primary(|key| {
        key.as_object_mut().unwrap().remove("AWSAccountId");
    });
    let cases: [(&[u8], &str); 9] = [
        (b"", "error: `primary.json` is empty\n"),
        (
            b"{\"KeyMetadata\": {\"KeyId\" 7}}",
            "error[key-metadata/readable]: the document is not JSON: expected `:`\n --> primary.json:1:26\n",
        ),
        (b"{\"a\": \"\xe9\"}", "error: `primary.json` is not UTF-8: byte 7, line 1, column 8\n"),
        (
            b"\xff\xfe{\0}\0",
            "error: `primary.json` is UTF-16, not UTF-8\nhelp: save it as UTF-8; Windows PowerShell's `>` writes UTF-16\n",
        ),
        (b"{\"Aliases\": []}", "this looks like the output of `aws kms list-aliases`\n"),
        (b"{\"a\": 1}", "this has no member of such a description\n"),
        (b"null", "the document must be an object, found null\n"),
        (b"{\"KeyMetadata\": 7}", "KeyMetadata must be an object, found a number\n"),
        (
            without_account.as_bytes(),
            "error[key-metadata/readable]: AWSAccountId is missing\n --> primary.json:2:18\n",
        ),
    ];
    for (document, message) in cases {
        let run = Shell::new().with("primary.json", document).with("request.json", request(|_| {})).check();
        assert_eq!((run.status, &*run.stdout), (NOT_CHECKED, ""), "{message}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn a_byte_order_mark_is_skipped_in_the_key_and_told_of_in_the_request() {
    let shell = Shell::new()
        .with("primary.json", format!("\u{feff}{}", primary(|_| {})))
        .with("request.json", request(|_| {}))
        .with("marked.json", format!("\u{feff}{}", request(|_| {})));
    assert_eq!(shell.check().status, 0);
    shell.fails(
        &["--request", "marked.json"],
        "error: `marked.json` begins with a byte order mark, which the AWS CLI does not take\n\
         help: save it as UTF-8 without a byte order mark\n",
    );
}

#[test]
fn a_command_line_that_makes_no_sense_is_told_in_one_message() {
    let shell = Shell::new().with("request.json", request(|_| {}));
    let help = "help: `--help` lists the options\n";
    let cases: [(&[&str], &str); 13] = [
        (&["--frobnicate"], &format!("error: invalid option '--frobnicate'\n{help}")),
        (&["request.json"], &format!("error: unexpected argument \"request.json\"\n{help}")),
        (&["--request"], &format!("error: missing argument for option '--request'\n{help}")),
        (
            &["--primary", "p"],
            "error: `--primary` is given without `--request`\nhelp: give the request that the key is to be checked for\n",
        ),
        (
            &["--primary", "-", "--request", "-"],
            "error: `--primary` and `--request` cannot both be standard input\n",
        ),
        (&["--format", "json", "--format", "json"], "error: `--format` is given twice\n"),
        (&["--format", "xml"], "error: `--format`: expected `text` or `json`, found `xml`\n"),
        (
            &["--caller", "ops"],
            "error: `--caller`: invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, \
             found `ops` at byte 0\n",
        ),
        (
            &["--caller", "s3.amazonaws.com"],
            "error: `--caller`: a service principal belongs to no account and cannot be a caller\n",
        ),
        (
            &["--enabled-region", "Paris"],
            "error: `--enabled-region`: invalid Region: expected a lower-case letter, found `Paris` at byte 0\n",
        ),
        (
            &["--request", "request.json", "--enabled-region", "eu-south-1"],
            "error: `--enabled-region` is given, but of which account is not known\n\
             help: give `--primary` or `--caller`, or name the key by its ARN\n",
        ),
        (&["--request", "none.json"], "error: cannot read `none.json`: "),
        (&["--request", "."], "error: cannot read `.`: "),
    ];
    for (options, message) in cases {
        shell.fails(options, message);
    }
    let output = shell.command(&["--now", "noon"]).output().unwrap();
    assert_eq!(output.status.code(), Some(NOT_CHECKED));
    assert!(output.stderr.starts_with(b"error: `--now`: `noon` is not a time\nhelp: write it as 2026-"));
}
