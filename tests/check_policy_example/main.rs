//! The example `check_policy`, run as its user runs it: exit status, standard output and standard error.

#[path = "../replicate_key_example/shell.rs"]
#[allow(dead_code, reason = "the example `replicate_key` is run in more ways")]
mod shell;

use serde_json::{Value, json};
use shell::{Run, Shell};

const GOOD: &str = r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": "kms:*",
    "Resource": "*"
  }
}
"#;

const BAD: &str = r#"{"Version": "2012-10-17",}"#;

fn shell() -> Shell {
    Shell::of("check_policy").with("good.json", GOOD).with("bad.json", BAD)
}

#[track_caller]
fn run(options: &[&str]) -> Run {
    shell().run_as_given(options, "")
}

#[track_caller]
fn json_lines(run: &Run) -> Vec<Value> {
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_policy_without_faults_is_accepted_with_status_0() {
    let run = run(&["good.json"]);
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (0, "`good.json`: nothing was found.\n", ""));
}

#[test]
fn a_policy_that_kms_refuses_is_shown_with_its_line_and_status_1() {
    let run = run(&["bad.json"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(
        run.stdout.contains("error[policy/json-object]: the key policy is not JSON: trailing comma"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("bad.json:1:26"), "{}", run.stdout);
    assert!(
        run.stdout
            .ends_with("`bad.json`: 1 error.\nKMS would refuse it with MalformedPolicyDocumentException.\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_example_has_faults_and_says_that_it_is_one() {
    let run = run(&[]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("This was the example: examples/check_policy/policy.json."));
}

#[test]
fn json_is_one_object_in_a_line_for_each_file() {
    let run = run(&["--format", "json", "good.json", "bad.json"]);
    assert_eq!(run.status, 1);
    let lines = json_lines(&run);
    assert_eq!(lines[0], json!({"file": "good.json", "verdict": "accepted", "findings": []}));
    assert_eq!(lines[1]["verdict"], "refused");
    assert_eq!(
        lines[1]["findings"],
        json!([{
            "code": "policy/json-object",
            "severity": "error",
            "aws": {
                "kind": "refuses",
                "code": "MalformedPolicyDocumentException",
                "message": "",
                "evidence": "recorded",
            },
            "pointer": "",
            "span": {"start": 25, "end": 26, "line": 1, "column": 26},
            "message": "the key policy is not JSON: trailing comma",
            "help": null,
        }]),
    );
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_policy_comes_from_standard_input_too() {
    let run = shell().run_as_given(&["--format", "json", "-"], GOOD);
    assert_eq!(json_lines(&run), [json!({"file": "standard input", "verdict": "accepted", "findings": []})]);
}

#[test]
fn levels_raise_and_silence_rules_and_groups() {
    assert_eq!(run(&["--allow", "policy/json-object", "bad.json"]).status, 0);
    assert_eq!(run(&["--allow", "policy", "--deny", "policy/json-object", "bad.json"]).status, 1);
    let warned = run(&["--warn", "policy/json-object", "bad.json"]);
    assert_eq!(warned.status, 0);
    assert!(warned.stdout.contains("warning[policy/json-object]"), "{}", warned.stdout);
}

#[test]
fn github_reads_one_command_for_each_finding() {
    let run = run(&["--format", "github", "bad.json"]);
    assert_eq!(
        run.stdout,
        "::error file=bad.json,line=1,col=26,endColumn=27,title=policy/json-object::\
         the key policy is not JSON: trailing comma\n",
    );
}

#[test]
fn sarif_has_the_rule_and_the_region() {
    let run = run(&["--format", "sarif", "bad.json"]);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "policy/json-object");
    assert_eq!(run["results"][0]["level"], "error");
    assert_eq!(
        run["results"][0]["locations"][0]["physicalLocation"],
        json!({
            "artifactLocation": {"uri": "bad.json"},
            "region": {
                "startLine": 1, "startColumn": 26, "endLine": 1, "endColumn": 27, "byteOffset": 25, "byteLength": 1,
            },
        }),
    );
}

#[test]
fn what_cannot_be_checked_is_told_with_status_2() {
    for (options, message) in [
        (&["missing.json"][..], "error: cannot read `missing.json`: "),
        (
            &["--format", "xml", "good.json"],
            "error: `--format`: expected `text`, `json`, `sarif` or `github`, found `xml`",
        ),
        (
            &["--key", "foo", "good.json"],
            "error: `--key`: expected `primary`, `replica` or `single`, found `foo`",
        ),
        (&["--caller", "me", "good.json"], "error: `--caller`: invalid principal"),
        (&["--account", "1", "good.json"], "error: `--account`: invalid account ID"),
        (&["--region", "mars", "good.json"], "error: `--region`: invalid Region"),
        (&["--deny", "policy/nothing", "good.json"], "error: `--deny`: no rule is called `policy/nothing`"),
        (
            &["--region", "eu-west-1", "--replica-region", "eu-west-1"],
            "error: `--region` and `--replica-region` both say",
        ),
        (&["--key", "primary", "--key", "replica"], "error: `--key` is given twice"),
        (&["--foo"], "error: invalid option '--foo'"),
        (&["-", "-"], "error: standard input can be read only once"),
    ] {
        let run = run(options);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{options:?}");
        assert!(run.stderr.starts_with(message), "{options:?}: {}", run.stderr);
    }
}

#[test]
fn help_lists_the_options() {
    let run = run(&["--help"]);
    assert_eq!(run.status, 0);
    for option in [
        "--region",
        "--replica-region",
        "--account",
        "--caller",
        "--key",
        "--deny",
        "--warn",
        "--allow",
        "--format",
    ] {
        assert!(run.stdout.contains(&format!("  {option} ")), "{option}");
    }
}
