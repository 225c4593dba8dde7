//! The example `explore` walks, counts, and tells the shortest ways.

use std::path::PathBuf;
use std::process::{Command, Output};

fn explore(arguments: &[&str]) -> Output {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    let path: PathBuf = path.join("examples").join("explore");
    Command::new(path).args(arguments).output().expect("`cargo test` builds the examples")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_walk_is_counted_and_its_shortest_ways_are_told() {
    let output = explore(&["--origin", "AWS_KMS", "--regions", "2"]);
    assert!(output.status.success(), "{output:?}");
    let printed = text(&output.stdout);
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some("Origin AWS_KMS; A us-east-1, B eu-west-1"));
    let counts = lines.next().unwrap();
    assert!(counts.starts_with("385 states, 2204 transitions, 5832 refusals; "), "{counts}");
    assert!(counts.ends_with(" transitions a second"), "{counts}");
    for row in [
        "  ReplicateKey               Enabled                 accepted  ReplicateKey A B",
        "  CancelKeyDeletion          PendingReplicaDeletion  accepted  ReplicateKey A B, ScheduleKeyDeletion A, \
         CancelKeyDeletion A",
        "  EnableKey                  Creating                refused   ReplicateKey A B, EnableKey B",
    ] {
        assert!(printed.lines().any(|line| line == row), "{row}\n{printed}");
    }
}

#[test]
fn without_arguments_both_origins_are_walked() {
    let output = explore(&[]);
    assert!(output.status.success(), "{output:?}");
    let walks: Vec<_> = text(&output.stdout).lines().filter(|line| line.starts_with("Origin ")).collect();
    assert_eq!(
        walks,
        [
            "Origin AWS_KMS; A us-east-1, B eu-west-1",
            "Origin AWS_KMS; A us-east-1, B eu-west-1, C eu-west-2",
            "Origin EXTERNAL, material may expire; A us-east-1, B eu-west-1",
        ]
    );
    assert!(!text(&output.stdout).contains("broken: "));
}

#[test]
fn help_lists_every_option_and_other_arguments_are_refused() {
    let help = explore(&["--help"]);
    assert!(help.status.success());
    for option in ["--origin", "--regions", "--expiry", "--help"] {
        assert!(text(&help.stdout).contains(option), "{option}");
    }
    for (arguments, error) in [
        (["--regions", "9"], "cannot parse argument \"9\": expected a number from 1 to 8"),
        (
            ["--origin", "AWS_CLOUDHSM"],
            "cannot parse argument \"AWS_CLOUDHSM\": expected AWS_KMS or EXTERNAL",
        ),
        (["--expiry", "soon"], "cannot parse argument \"soon\": expected never or either"),
        (["--speed", "9"], "invalid option '--speed'"),
    ] {
        let output = explore(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stderr), format!("error: {error}\nTry --help.\n"));
    }
}
