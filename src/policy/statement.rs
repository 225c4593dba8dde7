//! A statement of a key policy.

use super::action_set::ActionSet;
use super::condition::Conditions;
use super::condition_key::Prefix;
use super::effect::Effect;
use super::element::Element;
use super::one_or_many::OneOrMany;
use super::principals::Principals;
use crate::json_tree::{Members, Position, Tree};
use crate::verdict::{Place, Pointer};

/// A statement of a key policy, as it stands in its [`Document`](super::Document).
///
/// It may be faulty: what an element holds that no element can hold is passed over here; the checks report it.
/// Where an element stands twice, the last counts.
///
/// ```
/// use kms_mrk::policy::{Action, Document, Effect};
///
/// let policy = Document::read(r#"{"Version": "2012-10-17", "Statement": {
///     "Sid": "Keys for the team", "Effect": "Allow", "Principal": {"AWS": "111122223333"},
///     "Action": ["kms:Encrypt", "kms:GenerateDataKey*"], "Resource": "*"
/// }}"#).unwrap();
/// let statement = policy.statements().next().unwrap();
/// assert_eq!(statement.sid(), Some("Keys for the team"));
/// assert_eq!(statement.effect(), Some(Effect::Allow));
/// assert!(statement.actions().contains(&Action::GenerateDataKeyPair));
/// assert_eq!(statement.pointer(), "/Statement");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Statement<'d> {
    /// The policy that it stands in.
    pub(super) whole: Tree<'d>,
    pub(super) outline: &'d Outline,
}

/// What is known of a statement after one look at its members.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outline {
    /// The number of the statement in the list; `None` for a statement that stands alone.
    pub(super) index: Option<usize>,
    /// Where the statement stands in the policy.
    at: Position,
    /// For each element, where its value stands, of several the last; the first position for none.
    elements: [Position; Element::ALL.len()],
    effect: Option<Effect>,
    actions: ActionSet,
    /// The actions that a text in `Action` or `NotAction` means that means nothing else.
    pub(super) single_actions: ActionSet,
    /// Whether each member is an element, and no element stands twice.
    pub(super) has_plain_members: bool,
    /// Whether there are texts alone in `Action` or `NotAction`, and each means actions that a key policy can allow, and
    /// none that another text means too: nothing is wrong with such texts.
    pub(super) has_plain_actions: bool,
    /// Whether nothing is wrong with the elements, as far as each can be seen for itself, but perhaps with whom they name
    /// and with the condition.
    pub(super) has_plain_elements: bool,
}

impl Outline {
    /// Looks at a statement of the whole policy; `None` if it is no object.
    pub(super) fn of(statement: Tree<'_>, whole: Tree<'_>, index: Option<usize>) -> Option<Self> {
        let mut elements = [Position::default(); Element::ALL.len()];
        let mut has_plain_members = true;
        for member in statement.object()? {
            match Element::of(member.name).and_then(|element| elements.get_mut(element as usize)) {
                Some(found) => {
                    has_plain_members &= found.is_first();
                    *found = whole.position_of(member.value);
                }
                None => has_plain_members = false,
            }
        }
        let mut outline = Self {
            index,
            at: whole.position_of(statement),
            elements,
            effect: None,
            actions: ActionSet::EMPTY,
            single_actions: ActionSet::EMPTY,
            has_plain_members,
            has_plain_actions: true,
            has_plain_elements: false,
        };
        outline.effect = outline.element(whole, Element::Effect).and_then(Tree::text).and_then(Effect::of);
        let mut are_plain = true;
        let mut singles = ActionSet::EMPTY;
        let mut matched = |element| {
            let values = OneOrMany::of(outline.element(whole, element)?);
            are_plain &= !values.items.is_empty();
            Some(values.items.iter().fold(ActionSet::EMPTY, |others, item| {
                let Some(text) = item.text() else {
                    are_plain = false;
                    return others;
                };
                let meant = ActionSet::matching(text);
                let begins_plainly = text == "*" || Prefix::of(text) == Some(Prefix::Kms);
                are_plain &= begins_plainly && meant.is_plain_beside(others);
                if meant.is_one() {
                    singles = singles.union(meant);
                }
                others.union(meant)
            }))
        };
        outline.actions = match (matched(Element::Action), matched(Element::NotAction)) {
            (Some(actions), _) => actions,
            (None, Some(others)) => ActionSet::ALL.difference(others),
            (None, None) => ActionSet::EMPTY,
        };
        outline.single_actions = singles;
        outline.has_plain_actions = are_plain;
        outline.has_plain_elements = outline.are_elements_plain(whole);
        Some(outline)
    }

    fn are_elements_plain(&self, whole: Tree<'_>) -> bool {
        let has_one_of = |one, other| self.has(one) != self.has(other);
        let sid = self.element(whole, Element::Sid).map(|sid| sid.text().unwrap_or_default());
        let is_the_key = |resource: Tree<'_>| {
            let values = OneOrMany::of(resource);
            !values.items.is_empty() && values.items.iter().all(|item| item.text() == Some("*"))
        };
        self.has_plain_members
            && self.has_plain_actions
            && self.effect.is_some()
            && sid != Some("")
            && has_one_of(Element::Principal, Element::NotPrincipal)
            && has_one_of(Element::Action, Element::NotAction)
            && !self.has(Element::NotResource)
            && self.element(whole, Element::Resource).is_some_and(is_the_key)
    }

    fn has(&self, element: Element) -> bool {
        self.elements.get(element as usize).is_some_and(|position| !position.is_first())
    }

    fn element<'d>(&self, whole: Tree<'d>, element: Element) -> Option<Tree<'d>> {
        let position = *self.elements.get(element as usize)?;
        if position.is_first() { None } else { whole.at(position) }
    }
}

impl<'d> Statement<'d> {
    /// The statement's own name.
    #[must_use]
    pub fn sid(self) -> Option<&'d str> {
        self.text(Element::Sid)
    }

    /// What the statement does; `None` if it does not say, or in another word than `Allow` or `Deny`.
    #[must_use]
    pub const fn effect(self) -> Option<Effect> {
        self.outline.effect
    }

    /// The listed actions that the statement is about: what `Action` matches, or what `NotAction` does not.
    #[must_use]
    pub const fn actions(self) -> ActionSet {
        self.outline.actions
    }

    /// Whom `Principal` names.
    #[must_use]
    pub fn principals(self) -> Principals<'d> {
        Principals::of(self.element(Element::Principal))
    }

    /// Whom `NotPrincipal` names.
    #[must_use]
    pub fn not_principals(self) -> Principals<'d> {
        Principals::of(self.element(Element::NotPrincipal))
    }

    /// When the statement applies: every condition must hold.
    #[must_use]
    pub fn conditions(self) -> Conditions<'d> {
        Conditions::of(self.element(Element::Condition))
    }

    /// The texts of an element that is one text or a list of texts: of `Action` or `Resource`.
    pub fn texts(self, element: Element) -> impl Iterator<Item = &'d str> {
        self.values(element).into_iter().flat_map(OneOrMany::texts)
    }

    /// Whether the statement has this element.
    #[must_use]
    pub fn has(self, element: Element) -> bool {
        self.outline.has(element)
    }

    /// The number of the statement, counted from 0; `None` for a statement that does not stand in a list.
    #[must_use]
    pub const fn index(self) -> Option<usize> {
        self.outline.index
    }

    /// Where the statement stands in the policy.
    #[must_use]
    pub fn pointer(self) -> Pointer {
        match self.outline.index {
            Some(index) => STATEMENT.into_item(index),
            None => STATEMENT,
        }
    }

    /// Where an element stands, or ought to stand.
    pub(super) fn place(self, element: Element) -> Place {
        Place::at(self.pointer().into_child(element.as_str()))
    }

    /// The members of the statement, in order.
    pub(super) fn members(self) -> Members<'d> {
        self.whole.at(self.outline.at).and_then(Tree::object).unwrap_or_default()
    }

    pub(super) fn element(self, element: Element) -> Option<Tree<'d>> {
        self.outline.element(self.whole, element)
    }

    /// The value or values of an element.
    pub(super) fn values(self, element: Element) -> Option<OneOrMany<'d>> {
        self.element(element).map(OneOrMany::of)
    }

    fn text(self, element: Element) -> Option<&'d str> {
        self.element(element)?.text()
    }
}

pub(super) const STATEMENT: Pointer = Pointer::fixed("/Statement");
