//! When a statement applies.

use super::one_or_many::OneOrMany;
use super::operator::ConditionOperator;
use crate::json_tree::{EachMember, Tree};
use crate::verdict::Pointer;

/// One line of a `Condition`: an operator, a key, and the values that the key is compared with.
///
/// ```
/// use kms_mrk::policy::Document;
///
/// let policy = Document::read(r#"{"Statement": {"Condition": {
///     "StringLike": {"kms:ViaService": ["s3.*.amazonaws.com", "sqs.*.amazonaws.com"]}
/// }}}"#).unwrap();
/// let condition = policy.statements().next().unwrap().conditions().next().unwrap();
/// assert_eq!((condition.operator, condition.key), ("StringLike", "kms:ViaService"));
/// assert!(condition.texts().eq(["s3.*.amazonaws.com", "sqs.*.amazonaws.com"]));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Condition<'d> {
    /// The operator, as it is written.
    pub operator: &'d str,
    /// The key, as it is written.
    pub key: &'d str,
    pub(super) values: OneOrMany<'d>,
}

impl<'d> Condition<'d> {
    /// Those of the values that are texts.
    pub fn texts(self) -> impl Iterator<Item = &'d str> {
        self.values.texts()
    }

    /// What the operator means; `None` if there is no such operator.
    #[must_use]
    pub fn means(self) -> Option<ConditionOperator> {
        ConditionOperator::of(self.operator)
    }

    /// Whether this is the condition key of this name, whose case does not matter.
    #[must_use]
    pub fn is_about(self, key: &str) -> bool {
        self.key.eq_ignore_ascii_case(key)
    }

    /// Where the line stands, if the element `Condition` stands at `element`.
    pub(super) fn pointer(self, element: &Pointer) -> Pointer {
        element.child(self.operator).into_child(self.key)
    }

    /// Where the value of this number stands.
    pub(super) fn pointer_to(self, index: usize, element: &Pointer) -> Pointer {
        self.values.pointer_to(index, self.pointer(element))
    }
}

/// The lines of a `Condition`, in order; what is none is passed over.
#[derive(Clone, Debug)]
pub struct Conditions<'d> {
    operators: EachMember<'d>,
    operator: &'d str,
    keys: EachMember<'d>,
}

impl<'d> Conditions<'d> {
    pub(super) fn of(element: Option<Tree<'d>>) -> Self {
        let operators = element.and_then(Tree::object).unwrap_or_default().iter();
        Self { operators, operator: "", keys: EachMember::default() }
    }
}

impl<'d> Iterator for Conditions<'d> {
    type Item = Condition<'d>;

    fn next(&mut self) -> Option<Condition<'d>> {
        loop {
            if let Some(member) = self.keys.next() {
                let values = OneOrMany::of(member.value);
                return Some(Condition { operator: self.operator, key: member.name, values });
            }
            let member = self.operators.next()?;
            if let Some(keys) = member.value.object() {
                (self.operator, self.keys) = (member.name, keys.iter());
            }
        }
    }
}
