//! A key policy, read.

use super::checks::text::no_object;
use super::rule::text::JSON_OBJECT;
use super::spelling::nearest;
use super::statement::{Outline, Statement};
use crate::json_tree::{Member, Tree};
use crate::verdict::{Pointer, Report};

/// A key policy: everything that its JSON text says, in its order, with its faults.
///
/// A document borrows from the text that it was read from and keeps what it does not understand: unknown elements,
/// elements that stand twice, values of the wrong type. [`check`](Self::check) says what is wrong with it.
///
/// ```
/// use kms_mrk::policy::{Document, PolicyText};
/// use kms_mrk::identity::Partition;
///
/// let text = PolicyText::default_of(&Partition::Aws, "111122223333".parse()?);
/// let policy = Document::read(text.as_str()).unwrap();
/// assert_eq!(policy.version(), Some("2012-10-17"));
/// assert_eq!(policy.id(), Some("key-default-1"));
/// assert_eq!(policy.statements().count(), 1);
///
/// let report = Document::read("my policy").unwrap_err();
/// assert_eq!(
///     report.to_string(),
///     "error[policy/json-object] at the document: the key policy is not JSON: expected a value",
/// );
/// # Ok::<(), kms_mrk::identity::InvalidText>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Document<'a> {
    members: Vec<Member<'a>>,
    /// Of the statements that are objects, in order; each knows which member or element it belongs to.
    outlines: Vec<Outline>,
    /// Whether variables mean something in the policy, as far as its version says.
    knows_variables: bool,
}

impl<'a> Document<'a> {
    /// Reads a key policy.
    ///
    /// # Errors
    /// The text is not one JSON object; the report has that one finding.
    pub fn read(text: &'a str) -> Result<Self, Report> {
        let error = match serde_json::from_str::<Tree<'a>>(text) {
            Ok(Tree::Object(members)) => return Ok(Self::of(members)),
            Ok(_) => None,
            Err(error) => Some(error),
        };
        let mut report = Report::new();
        no_object(text, error.as_ref(), Pointer::root(), &mut report.broken(&JSON_OBJECT));
        Err(report)
    }

    pub(super) fn of(members: Vec<Member<'a>>) -> Self {
        let outlines = match statement(&members) {
            Some(Tree::List(items)) => {
                let objects = items.iter().enumerate().filter_map(|(index, item)| match item {
                    Tree::Object(members) => Some(Outline::of(members, Some(index))),
                    _ => None,
                });
                objects.collect()
            }
            Some(Tree::Object(members)) => vec![Outline::of(members, None)],
            _ => Vec::new(),
        };
        let knows_variables = knows_variables(&members);
        Self { members, outlines, knows_variables }
    }

    /// The version of the policy language; `None` if the policy does not say it, or not as a text.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.text(VERSION)
    }

    /// The policy's own name.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.text("Id")
    }

    /// The statements, in order; what stands among them and is no object is passed over.
    pub fn statements(&self) -> impl DoubleEndedIterator<Item = Statement<'_>> {
        let tree = statement(&self.members);
        self.outlines.iter().filter_map(move |outline| {
            let tree = match (tree?, outline.index) {
                (Tree::List(items), Some(index)) => items.get(index)?,
                (alone, _) => alone,
            };
            match tree {
                Tree::Object(members) => Some(Statement { members, outline }),
                _ => None,
            }
        })
    }

    /// The same document, which borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        let members = self.members.into_iter().map(Member::into_owned).collect();
        Document { members, ..self }
    }

    /// The members of the top object, in order.
    pub(super) fn members(&self) -> &[Member<'a>] {
        &self.members
    }

    /// Whether variables mean something in the policy; a version that is none, or is misspelled, is another finding.
    pub(super) const fn knows_variables(&self) -> bool {
        self.knows_variables
    }

    /// What stands where statements stand and is none.
    pub(super) fn strays(&self) -> impl Iterator<Item = &Tree<'a>> {
        let items: &[Tree<'a>] = match statement(&self.members) {
            Some(Tree::List(items)) => items,
            Some(alone) => std::slice::from_ref(alone),
            None => &[],
        };
        items.iter().filter(|item| !matches!(item, Tree::Object(_)))
    }

    /// The top member of this name; of several, the last.
    pub(super) fn member(&self, name: &str) -> Option<&Tree<'a>> {
        self.members.iter().rfind(|member| member.name == name).map(|member| &member.value)
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.member(name)? {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Whether the version of a policy of these members is not the old one, which knows no variables.
fn knows_variables(members: &[Member<'_>]) -> bool {
    match members.iter().rfind(|member| member.name == VERSION) {
        Some(Member { value: Tree::Text(version), .. }) => version != "2008-10-17",
        Some(_) => true,
        None => members.iter().any(|member| nearest(&member.name, [VERSION]).is_some()),
    }
}

const VERSION: &str = "Version";

/// The value of `Statement`.
fn statement<'t, 'a>(members: &'t [Member<'a>]) -> Option<&'t Tree<'a>> {
    members.iter().rfind(|member| member.name == "Statement").map(|member| &member.value)
}
