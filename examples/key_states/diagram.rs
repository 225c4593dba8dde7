//! The diagram of key states, drawn for Mermaid and for Graphviz.

use kms_mrk::key::KeyStateName;
use kms_mrk::model::{Condition, Transition};

/// A state diagram as GitHub shows it in a fenced block `mermaid`.
pub(crate) fn mermaid() -> String {
    let mut text = "stateDiagram-v2\n".to_owned();
    for row in Transition::ALL {
        let [from, to] = [&row.from, &row.to].map(|state| state.as_ref().map_or("[*]", KeyStateName::as_str));
        text += &format!("    {from} --> {to}: {}\n", label(row));
    }
    text
}

/// A digraph for `dot -Tsvg`.
pub(crate) fn dot() -> String {
    let mut text = "digraph key_states {\n    node [shape=box, style=rounded]\n".to_owned();
    text += "    none [label=\"no key\", shape=plaintext]\n    gone [label=\"deleted\", shape=plaintext]\n";
    for row in Transition::ALL {
        let from = row.from.as_ref().map_or("none", KeyStateName::as_str);
        let to = row.to.as_ref().map_or("gone", KeyStateName::as_str);
        text += &format!("    {from} -> {to} [label=\"{}\"]\n", label(row));
    }
    text + "}\n"
}

/// What makes the transition, and what must hold for it.
fn label(row: &Transition) -> String {
    match row.when {
        Condition::Always => row.trigger.as_str().to_owned(),
        when => format!("{}, {}", row.trigger.as_str(), when.as_str()),
    }
}
