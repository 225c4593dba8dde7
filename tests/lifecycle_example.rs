//! The example `lifecycle` tells its story to the end, and alike each time.

use std::path::PathBuf;
use std::process::Command;

fn example() -> PathBuf {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.join("examples").join("lifecycle")
}

fn told() -> String {
    let output = Command::new(example()).output().expect("`cargo test` builds the examples");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_story_is_told_to_its_end() {
    let story = told();
    let after = |sentence: &str| {
        let (_, rest) = story.split_once(sentence).unwrap_or_else(|| panic!("{sentence}"));
        rest.trim_start().lines().take_while(|line| !line.is_empty()).map(str::trim).collect::<Vec<_>>()
    };
    assert_eq!(
        after("A minute later the roles have changed."),
        [
            "us-east-1       REPLICA  Enabled                 e2bbf3e4",
            "eu-west-1       PRIMARY  Enabled                 e2bbf3e4",
            "ap-southeast-2  REPLICA  Enabled                 e2bbf3e4",
        ]
    );
    assert_eq!(
        after("only then does the primary's own week begin."),
        [
            "us-east-1       -",
            "eu-west-1       PRIMARY  PendingDeletion         31430a61  until 2026-02-20T12:03:00Z",
            "ap-southeast-2  -",
        ]
    );
    assert_eq!(
        after("Another week later nothing is left."),
        ["us-east-1       -", "eu-west-1       -", "ap-southeast-2  -"]
    );
    assert_eq!(
        after("is decrypted as before."),
        ["ap-southeast-2 reads: three apples, two pears"],
        "older material decrypts after a rotation, in another Region than it encrypted"
    );
    assert_eq!(after("and reads what it wrote."), ["us-east-1 reads: three apples, two pears"]);
    assert!(!story.contains("KMS accepted"), "what the story says is refused is refused");
    assert_eq!(story.matches("Exception: ").count(), 4);
    assert!(!story.contains("\n\n\n"), "one empty line parts one thing from the next");
}

#[test]
fn the_same_story_is_told_each_time() {
    assert_eq!(told(), told());
}
