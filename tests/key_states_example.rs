//! The example `key_states` prints what the library runs on, and the README shows what it prints.

use std::process::{Command, Output};

use kms_mrk::key::KeyStateName;
use kms_mrk::model::Transition;
use kms_mrk::operation::KeyStateCell;

fn run(arguments: &[&str]) -> Output {
    let mut path = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    let example = path.join("examples").join("key_states");
    Command::new(example).args(arguments).output().expect("`cargo test` builds the examples")
}

fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_table_has_a_line_for_each_operation_and_a_mark_for_each_state() {
    let text = printed(&["--table"]);
    let (table, footnotes) = text.split_once("\n\n").unwrap();
    let mut lines = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let states: Vec<_> = KeyStateName::ALL.iter().map(KeyStateName::as_str).collect();
    assert_eq!(lines.next().unwrap()[1..], states);

    let mut cells = KeyStateCell::all();
    for line in lines {
        assert_eq!(line.len(), 1 + states.len(), "{line:?}");
        for (mark, state) in line[1..].iter().zip(&states) {
            let cell = cells.next().unwrap();
            assert_eq!((cell.operation.as_str(), cell.state.as_str()), (line[0], *state));
            let mark_alone = mark.trim_end_matches('*');
            let footnote = |code: &str, clause| format!("{mark_alone:4} {code}: <ARN>{clause} (");
            match cell.refusal() {
                None => assert_eq!(*mark, "ok"),
                Some(refusal) => {
                    let footnote = footnote(refusal.code.as_str(), refusal.clause);
                    assert!(footnotes.contains(footnote.trim()), "{line:?} {state}: {footnote}\n{footnotes}");
                }
            }
        }
    }
    assert_eq!(cells.next(), None);
}

#[test]
fn some_marks_of_the_table_are_those_of_the_documentation() {
    let text = printed(&["--table"]);
    let line = |operation: &str| {
        let line = text.lines().find(|line| line.split_whitespace().next() == Some(operation)).unwrap();
        line.split_whitespace().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(line("DescribeKey"), ["ok"; 8]);
    assert_eq!(line("CancelKeyDeletion"), ["[1]", "[1]", "[1]", "[1]", "ok", "ok", "[1]", "[1]"]);
    assert_eq!(line("ReplicateKey"), ["[4]", "ok", "[5]", "[6]", "[2]", "[3]", "[7]", "[8]"]);
    assert_eq!(line("EnableKeyRotation"), ["[4]", "ok", "[5]*", "ok", "[2]*", "[3]*", "ok", "ok"]);
    assert!(text.contains("[5]  DisabledException: <ARN> is disabled. (recorded)\n"));
}

#[test]
fn both_diagrams_have_an_arrow_for_each_transition() {
    let (mermaid, dot) = (printed(&["--mermaid"]), printed(&["--dot"]));
    assert_eq!(mermaid.matches(" --> ").count(), Transition::ALL.len());
    assert_eq!(dot.matches(" -> ").count(), Transition::ALL.len());
    for arrow in [
        "    [*] --> PendingImport: CreateKey, with key material missing\n",
        "    PendingReplicaDeletion --> PendingDeletion: last replica key deleted\n",
        "    PendingDeletion --> [*]: waiting period ends\n",
    ] {
        assert!(mermaid.contains(arrow), "{arrow}");
    }
    assert!(dot.contains("    PendingDeletion -> gone [label=\"waiting period ends\"]\n"));
}

#[test]
fn everything_is_printed_unless_something_is_chosen() {
    let parts = ["--table", "--mermaid", "--dot"].map(|part| printed(&[part]));
    assert_eq!(printed(&[]), parts.join("\n"));
    assert_eq!(printed(&["--dot", "--table"]), [&*parts[0], &*parts[2]].join("\n"));
}

#[test]
fn help_lists_the_options_and_anything_else_is_an_error() {
    let help = printed(&["--help"]);
    assert!(["--table", "--mermaid", "--dot"].iter().all(|option| help.contains(option)), "{help}");
    let output = run(&["--svg"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: invalid option '--svg'\nhelp: `--help` lists the options\n"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn the_readme_shows_the_diagram_letter_by_letter() {
    let (_, rest) = include_str!("../README.md").split_once("```mermaid\n").unwrap();
    let (diagram, _) = rest.split_once("```").unwrap();
    assert_eq!(diagram, printed(&["--mermaid"]));
}
