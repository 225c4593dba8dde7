//! How often each command came to what.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kms_mrk::operation::OperationName;

use super::asked::Asked;
use super::system::Answered;

thread_local! {
    static TALLY: RefCell<Tally> = RefCell::default();
}

/// How often each operation was answered, and with what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally(BTreeMap<(String, String), usize>);

const ACCEPTED: &str = "accepted";

impl Tally {
    /// Notes what came of a command.
    pub(crate) fn note(asked: &Asked, answer: &Answered) {
        let came_to =
            answer.as_ref().map_or_else(|refusal| refusal.code().to_string(), |_| ACCEPTED.to_owned());
        let operation = asked.request.name().to_string();
        TALLY.with_borrow_mut(|tally| *tally.0.entry((operation, came_to)).or_default() += 1);
    }

    /// What was noted in this thread until now.
    pub(crate) fn taken() -> Self {
        TALLY.take()
    }

    pub(crate) fn accepted(&self, operation: &OperationName) -> usize {
        self.of(operation, |came_to| came_to == ACCEPTED)
    }

    pub(crate) fn refused(&self, operation: &OperationName) -> usize {
        self.of(operation, |came_to| came_to != ACCEPTED)
    }

    pub(crate) fn refused_with(&self, operation: &OperationName, code: &str) -> usize {
        self.of(operation, |came_to| came_to == code)
    }

    fn of(&self, operation: &OperationName, counts: impl Fn(&str) -> bool) -> usize {
        let of_operation =
            self.0.iter().filter(|((of, came_to), _)| of == operation.as_str() && counts(came_to));
        of_operation.map(|(_, count)| count).sum()
    }
}
