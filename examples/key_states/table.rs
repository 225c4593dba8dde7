//! The table of operations and key states, as text.

use kms_mrk::key::KeyStateName;
use kms_mrk::operation::{KeyStateCell, KeyStateOutcome, KeyStateRefusal};

use crate::aligned;

const POSSIBLE: &str = "ok";

/// The name of the operation, and a cell for each state.
type Line = [String; 1 + KeyStateName::ALL.len()];

/// A line for each operation, a column for each state, and below it how KMS refuses.
pub(crate) fn table() -> String {
    let mut footnotes = Footnotes::default();
    let mut lines = vec![line("Operation", KeyStateName::ALL.iter().map(ToString::to_string))];
    let cells: Vec<_> = KeyStateCell::all().collect();
    for row in cells.chunk_by(|one, next| one.operation == next.operation) {
        let operation = row.first().map_or("", |cell| cell.operation.as_str());
        lines.push(line(operation, row.iter().map(|cell| footnotes.mark(cell))));
    }
    format!("{}\n{}", aligned::table(&lines), footnotes.text())
}

fn line(operation: &str, cells: impl Iterator<Item = String>) -> Line {
    let mut cells = std::iter::once(operation.to_owned()).chain(cells);
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// The refusals that the table has so far, each with the number that stands for it.
#[derive(Default)]
struct Footnotes {
    refusals: Vec<KeyStateRefusal>,
    is_any_after_origin: bool,
}

impl Footnotes {
    /// What stands in a cell.
    fn mark(&mut self, cell: &KeyStateCell) -> String {
        let Some(refusal) = cell.refusal() else { return POSSIBLE.to_owned() };
        let is_known = |known: &KeyStateRefusal| *known == refusal;
        let number = self.refusals.iter().position(is_known).unwrap_or_else(|| {
            self.refusals.push(refusal.clone());
            self.refusals.len() - 1
        });
        let is_after_origin = cell.outcome == KeyStateOutcome::RefusedAfterOrigin;
        self.is_any_after_origin |= is_after_origin;
        format!("[{}]{}", number + 1, if is_after_origin { "*" } else { "" })
    }

    /// What the marks mean.
    fn text(&self) -> String {
        let mut text = format!(
            "  {POSSIBLE:4} possible in this state; origin, key spec and role of the key have rules besides\n"
        );
        for (refusal, number) in self.refusals.iter().zip(1..) {
            let mark = format!("[{number}]");
            text += &format!("  {mark:4} {}: <ARN>{} ({})\n", refusal.code, refusal.clause, refusal.evidence);
        }
        if self.is_any_after_origin {
            text += "  *    KMS looks at the origin of the key first, and may refuse for that\n";
        }
        text
    }
}
