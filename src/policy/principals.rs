//! Whom a statement names.

use super::one_or_many::OneOrMany;
use super::principal_form::PrincipalForm;
use crate::json_tree::{EachItem, EachMember, Tree};
use crate::verdict::Pointer;

/// The kind of principal under which a statement names somebody: the member of `Principal`.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalType {
    /// Accounts, users, roles and sessions; `*` for everybody.
    Aws,
    /// AWS services.
    Service,
    /// Identity providers; they belong into the trust policies of roles.
    Federated,
    /// Canonical user IDs of Amazon S3.
    CanonicalUser,
}

impl PrincipalType {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser];

    /// The name of the member as a policy has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }

    /// The kind of this name; its case counts.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "AWS" => Self::Aws,
            "Service" => Self::Service,
            "Federated" => Self::Federated,
            "CanonicalUser" => Self::CanonicalUser,
            _ => return None,
        })
    }
}

/// One entry of `Principal` or `NotPrincipal`.
#[derive(Clone, Copy, Debug)]
pub struct NamedPrincipal<'d> {
    /// The kind under which it stands; the bare `"*"` stands for `{"AWS": "*"}`.
    pub kind: PrincipalType,
    /// The text, as it is written.
    pub text: &'d str,
    /// Whether it is the bare `"*"`, its number in its list otherwise.
    place: InPrincipal,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum InPrincipal {
    Bare,
    Alone,
    Item(usize),
}

impl<'d> NamedPrincipal<'d> {
    /// What the text names.
    #[must_use]
    pub fn form(self) -> PrincipalForm<'d> {
        PrincipalForm::of(self.kind, self.text)
    }

    /// Where the entry stands, if the element stands at `element`.
    #[must_use]
    pub(super) fn pointer(self, element: &Pointer) -> Pointer {
        match self.place {
            InPrincipal::Bare => element.clone(),
            InPrincipal::Alone => element.child(self.kind.as_str()),
            InPrincipal::Item(index) => element.child(self.kind.as_str()).into_item(index),
        }
    }

    /// Whether it is the bare `"*"`, not inside an object.
    pub(super) fn is_bare(self) -> bool {
        self.place == InPrincipal::Bare
    }
}

/// The entries of `Principal` or `NotPrincipal`, in order; what is none is passed over.
#[derive(Clone, Debug)]
pub struct Principals<'d> {
    bare: Option<&'d str>,
    members: EachMember<'d>,
    kind: PrincipalType,
    /// What is left of the values of that kind.
    values: EachItem<'d>,
    /// The place of the next of them.
    place: InPrincipal,
}

impl<'d> Principals<'d> {
    pub(super) fn of(element: Option<Tree<'d>>) -> Self {
        Self {
            bare: element.and_then(Tree::text).filter(|text| *text == "*"),
            members: element.and_then(Tree::object).unwrap_or_default().iter(),
            kind: PrincipalType::Aws,
            values: EachItem::default(),
            place: InPrincipal::Bare,
        }
    }
}

impl<'d> Iterator for Principals<'d> {
    type Item = NamedPrincipal<'d>;

    fn next(&mut self) -> Option<NamedPrincipal<'d>> {
        if let Some(text) = self.bare.take() {
            return Some(NamedPrincipal { kind: PrincipalType::Aws, text, place: InPrincipal::Bare });
        }
        loop {
            for item in self.values.by_ref() {
                let place = self.place;
                if let InPrincipal::Item(index) = &mut self.place {
                    *index += 1;
                }
                if let Some(text) = item.text() {
                    return Some(NamedPrincipal { kind: self.kind, text, place });
                }
            }
            let member = self.members.next()?;
            if let Some(kind) = PrincipalType::of(member.name) {
                let OneOrMany { items, is_list } = OneOrMany::of(member.value);
                (self.kind, self.values) = (kind, items.iter());
                self.place = if is_list { InPrincipal::Item(0) } else { InPrincipal::Alone };
            }
        }
    }
}
