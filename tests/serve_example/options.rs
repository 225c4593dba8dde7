//! The options of the command line.

use std::process::Command;

use super::server::{Server, example};
use super::*;

/// Standard error of a server that does not start.
#[track_caller]
fn does_not_start(options: &[&str]) -> String {
    let output = Command::new(example()).args(options).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_is_wrong_is_told_in_a_line() {
    for (options, wrong) in [
        (&["--port", "1"][..], "invalid option '--port'"),
        (&["4599"], "unexpected argument \"4599\""),
        (&["--listen", "here"], "`--listen`: invalid socket address syntax"),
        (&["--seed", "one"], "`--seed`: invalid digit found in string"),
        (&["--seed", "1", "--seed", "2"], "`--seed` is given twice"),
        (&["--creating", "-1"], "`--creating`: invalid digit found in string"),
        (&["--caller", "kms.amazonaws.com"], "`--caller`: kms.amazonaws.com belongs to no account"),
        (&["--state", "/"], "`--state` /: Is a directory"),
    ] {
        let text = does_not_start(options);
        assert!(text.starts_with(&format!("error: {wrong}")), "{options:?}: {text}");
    }
    assert!(does_not_start(&["--account", "12"]).starts_with("error: `--account`: "));
}

#[test]
fn it_listens_to_others_only_when_told_so() {
    let text = does_not_start(&["--listen", "0.0.0.0:0"]);
    assert_eq!(
        text,
        "error: 0.0.0.0:0 is not a loopback address: others could reach the server\n\
         help: `--listen-to-others` allows it\n"
    );
    let output = Command::new(example()).arg("--help").output().unwrap();
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for option in
        ["--listen ", "--listen-to-others", "--account", "--caller", "--seed", "--creating", "--updating"]
    {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn an_address_that_is_taken_is_told() {
    let server = Server::start(&[]);
    let text = does_not_start(&["--listen", &server.address.to_string()]);
    assert!(text.starts_with(&format!("error: cannot listen on {}: ", server.address)), "{text}");
}

#[test]
fn the_same_seed_gives_the_same_keys() {
    let key = |seed: &str| {
        let server = Server::start(&["--seed", seed, "--account", "999999999999"]);
        let signed = Server::signed("AKIAEXAMPLE", "us-east-1");
        let reply = server.request("POST / HTTP/1.1", &[&signed, TARGET], b"{}");
        reply.json()["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
    };
    assert_eq!(key("7"), key("7"));
    assert_ne!(key("7"), key("8"));
    assert!(key("7").contains(":999999999999:"));
}
