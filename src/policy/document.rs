//! A key policy, read.

use super::checks::text::no_object;
use super::rule::text::JSON_OBJECT;
use super::spelling::nearest;
use super::statement::{Outline, Statement};
use crate::json_tree::{Members, Nodes, Tree};
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
    nodes: Nodes<'a>, // INVARIANT: of one object
    /// Of the statements that are objects, in order; each knows where the statement stands.
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
        let error = match Nodes::read(text).map(Self::of) {
            Ok(Some(document)) => return Ok(document),
            Ok(None) => None,
            Err(error) => Some(error),
        };
        let mut report = Report::new();
        no_object(text, error.as_ref(), Pointer::root(), &mut report.broken(&JSON_OBJECT));
        Err(report)
    }

    /// The policy that a JSON document is; `None` if it is no object.
    pub(super) fn of(nodes: Nodes<'a>) -> Option<Self> {
        nodes.tree().object()?;
        Some(Self::of_object(nodes))
    }

    /// The policy that a JSON object is.
    pub(super) fn of_object(nodes: Nodes<'a>) -> Self {
        let whole = nodes.tree();
        let members = whole.object().unwrap_or_default();
        let outlines = match members.last_named(STATEMENT) {
            None => Vec::new(),
            Some(statement) => match statement.list() {
                Some(items) => {
                    let outline = |(index, item)| Outline::of(item, whole, Some(index));
                    items.iter().enumerate().filter_map(outline).collect()
                }
                None => Outline::of(statement, whole, None).into_iter().collect(),
            },
        };
        let knows_variables = knows_variables(members);
        Self { nodes, outlines, knows_variables }
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
        let whole = self.nodes.tree();
        self.outlines.iter().map(move |outline| Statement { whole, outline })
    }

    /// The same document, which borrows nothing.
    #[must_use]
    pub fn into_owned(self) -> Document<'static> {
        Document {
            nodes: self.nodes.into_owned(),
            outlines: self.outlines,
            knows_variables: self.knows_variables,
        }
    }

    /// The members of the top object, in order.
    pub(super) fn members(&self) -> Members<'_> {
        self.tree().object().unwrap_or_default()
    }

    /// The object that the policy is.
    pub(super) fn tree(&self) -> Tree<'_> {
        self.nodes.tree()
    }

    /// Whether variables mean something in the policy; a version that is none, or is misspelled, is another finding.
    pub(super) const fn knows_variables(&self) -> bool {
        self.knows_variables
    }

    /// What stands where statements stand and is none.
    pub(super) fn strays(&self) -> impl Iterator<Item = Tree<'_>> {
        let statement = self.member(STATEMENT);
        let items = statement.map(|statement| statement.list().unwrap_or(statement.alone()));
        items.into_iter().flatten().filter(|item| item.object().is_none())
    }

    /// The top member of this name; of several, the last.
    pub(super) fn member(&self, name: &str) -> Option<Tree<'_>> {
        self.members().last_named(name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.member(name)?.text()
    }
}

/// Whether the version of a policy of these members is not the old one, which knows no variables.
fn knows_variables(members: Members<'_>) -> bool {
    match members.last_named(VERSION) {
        Some(version) => version.text() != Some("2008-10-17"),
        None => members.iter().any(|member| nearest(member.name, [VERSION]).is_some()),
    }
}

const VERSION: &str = "Version";
const STATEMENT: &str = "Statement";
