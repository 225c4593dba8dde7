//! Reading a document whole, and everything that is wrong with it.

use serde::de::{Deserialize, Deserializer, Error};

use super::members::{Found, Members, Way};
use crate::json_tree::{Nodes, Tree};
use crate::verdict::{Place, Pointer, Report, SyntaxError};

/// A document that was read: the value, if it could be made, and what is wrong with the document.
///
/// With a value there are warnings at most; without one there is at least one error.
///
/// ```
/// use kms_mrk::operation::ReplicateKey;
///
/// let reading = ReplicateKey::read_json(r#"{"KeyId": 7, "Tags": [{"TagKey": "Team"}]}"#);
/// assert!(reading.value.is_none());
/// assert_eq!(
///     reading.report.to_string(),
///     "error[request/types] at /KeyId: KeyId must be a string, found a number\n\
///      error[request/constraints] at /ReplicaRegion: ReplicaRegion is missing\n\
///      error[request/constraints] at /Tags/0/TagValue: TagValue is missing",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// The value, unless something made it impossible.
    pub value: Option<T>,
    /// What was found, in the order in which KMS checks: first what cannot be read, then what breaks a constraint.
    pub report: Report,
}

impl<T> Reading<T> {
    /// The value, or everything that is wrong.
    ///
    /// # Errors
    /// There is no value.
    pub fn into_result(self) -> Result<T, Report> {
        self.value.ok_or(self.report)
    }
}

/// Reads a JSON text that is an object.
pub(super) fn read<T>(
    text: &str,
    way: Way,
    read: fn(&mut Members<'_>, &mut Found) -> Option<T>,
) -> Reading<T> {
    let mut found = Found::new(way);
    let value = match Nodes::read(text) {
        Ok(nodes) => read_tree(nodes.tree(), &mut found, read),
        Err(error) => {
            let SyntaxError { at, reason } = SyntaxError::of(&error, text);
            let place = Place::at(Pointer::root()).with_offset(at);
            let message = match text.trim() {
                "" => "the document is empty".to_owned(),
                _ => format!("the document is not JSON: {reason}"),
            };
            found.wrong_type(place, message);
            None
        }
    };
    finish(value, found)
}

/// Reads what serde hands over; the error is everything that is wrong, in one text.
pub(super) fn deserialize<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    way: Way,
    read: fn(&mut Members<'_>, &mut Found) -> Option<T>,
) -> Result<T, D::Error> {
    let nodes = Nodes::deserialize(deserializer)?;
    let mut found = Found::new(way);
    let value = read_tree(nodes.tree(), &mut found, read);
    finish(value, found).into_result().map_err(|report| {
        let errors: Vec<_> = report
            .errors()
            .map(|finding| format!("{}: {}", finding.place.pointer, finding.message))
            .collect();
        D::Error::custom(errors.join("; "))
    })
}

fn read_tree<T>(
    tree: Tree<'_>,
    found: &mut Found,
    read: fn(&mut Members<'_>, &mut Found) -> Option<T>,
) -> Option<T> {
    match tree.object() {
        Some(members) => read(&mut Members::of_document(members), found),
        None => {
            found.wrong_type(
                Place::at(Pointer::root()),
                format!("the document must be an object, found {}", tree.kind()),
            );
            None
        }
    }
}

fn finish<T>(value: Option<T>, found: Found) -> Reading<T> {
    let report = found.into_report();
    Reading { value: value.filter(|_| report.is_accepted()), report }
}
