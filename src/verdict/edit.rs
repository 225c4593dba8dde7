//! A change to a document that mends what a finding found.

use serde::Serialize;

use super::place::Place;
use super::spans::Spans;

/// A change to a JSON document that mends what a [`Finding`](super::Finding) found.
///
/// ```
/// use kms_mrk::verdict::{Applicability, Correction, Edit, Place, Pointer};
///
/// let edit = Edit {
///     place: Place::at(Pointer::to("Action")).with_stretch(4..11),
///     correction: Correction::Replace("Decrypt".to_owned()),
///     applicability: Applicability::MaybeIncorrect,
/// };
/// assert_eq!(edit.apply(r#"{"Action": "kms:Dekrypt"}"#).unwrap(), r#"{"Action": "kms:Decrypt"}"#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What is changed.
    #[serde(flatten)]
    pub place: Place,
    /// How.
    #[serde(flatten)]
    pub correction: Correction,
    /// How sure it is that the change is wanted.
    pub applicability: Applicability,
}

/// How a document is changed at a [`Place`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// What stands there is replaced by this text: JSON for a value or a name, characters for a stretch of one.
    Replace(String),
    /// The object there gets one more member, written as JSON: `"Resource": "*"`.
    AddMember(String),
}

/// How sure it is that a change is what the author of the document wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// The document means the same afterwards, or what it was meant to mean: a program may make the change.
    MachineApplicable,
    /// It is likely, but somebody should look.
    MaybeIncorrect,
    /// Something must be filled in.
    HasPlaceholders,
}

impl Edit {
    /// The document with the change made; `None` if the text is not JSON, or is no object where one is added to.
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        Self::apply_all([self], text)
    }

    /// The document with every change made, each where its place is in the text as it is given.
    ///
    /// The order of the edits does not matter, except where several members are added to one object: they stand in it
    /// in the order of their edits. An edit that is given twice is made once.
    ///
    /// `None` if one of the changes cannot be made, or if two different ones are about the same characters: then
    /// nothing can be said about the document that was wanted.
    ///
    /// ```
    /// use kms_mrk::verdict::{Applicability, Correction, Edit, Place, Pointer};
    ///
    /// let policy = r#"{"Effect": "allow", "Action": "kms:Dekrypt"}"#;
    /// let edit = |place, correction| Edit { place, correction, applicability: Applicability::MaybeIncorrect };
    /// let edits = [
    ///     edit(Place::at(Pointer::root()), Correction::AddMember(r#""Resource": "*""#.to_owned())),
    ///     edit(Place::at(Pointer::to("Action")).with_stretch(4..11), Correction::Replace("Decrypt".to_owned())),
    ///     edit(Place::at(Pointer::to("Effect")), Correction::Replace(r#""Allow""#.to_owned())),
    /// ];
    /// assert_eq!(
    ///     Edit::apply_all(&edits, policy).unwrap(),
    ///     r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}"#,
    /// );
    /// ```
    #[must_use]
    pub fn apply_all<'e>(edits: impl IntoIterator<Item = &'e Self>, text: &str) -> Option<String> {
        let mut spans = Spans::of(text);
        let change = |edit: &'e Self| edit.change(text, &mut spans);
        let mut changes = edits.into_iter().map(change).collect::<Option<Vec<_>>>()?;
        changes.sort_by_key(|change| (change.start, change.end));
        changes.dedup();
        let mut changed = String::with_capacity(text.len() + 64);
        let mut done = 0;
        let mut added_to = None;
        for change in changes {
            changed.push_str(text.get(done..change.start)?); // `None` where the last change reaches further
            match change.addition {
                // The comma after what the object has, or after what it has just got.
                Some(Addition::ToMembers) => changed.push_str(", "),
                Some(Addition::ToNothing) if added_to == Some(change.start) => changed.push_str(", "),
                _ => {}
            }
            added_to = change.addition.map(|_| change.start);
            changed.push_str(change.text);
            done = change.end;
        }
        changed.push_str(text.get(done..)?);
        Some(changed)
    }

    /// The characters that are changed, and what they become.
    fn change(&self, text: &str, spans: &mut Spans<'_>) -> Option<Change<'_>> {
        let span = spans.find(&self.place)?;
        match &self.correction {
            Correction::Replace(replacement) => {
                Some(Change { start: span.start, end: span.end, text: replacement, addition: None })
            }
            Correction::AddMember(member) => {
                let inside = text.get(span.start..span.end)?.strip_prefix('{')?.strip_suffix('}')?.trim_end();
                let at = span.start + 1 + inside.len();
                let addition = if inside.is_empty() { Addition::ToNothing } else { Addition::ToMembers };
                Some(Change { start: at, end: at, text: member, addition: Some(addition) })
            }
        }
    }
}

/// What a stretch of a text becomes.
#[derive(PartialEq)]
struct Change<'e> {
    start: usize,
    end: usize,
    text: &'e str,
    /// For a member that is added: to what.
    addition: Option<Addition>,
}

/// What an object has that a member is added to.
#[derive(Clone, Copy, PartialEq)]
enum Addition {
    ToNothing,
    ToMembers,
}
