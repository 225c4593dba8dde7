//! Whom a statement names.

use super::one_or_many::OneOrMany;
use super::principal_form::PrincipalForm;
use crate::json_tree::{Member, Tree};
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
            InPrincipal::Item(index) => element.child(self.kind.as_str()).item(index),
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
    members: std::slice::Iter<'d, Member<'d>>,
    list: Option<(PrincipalType, OneOrMany<'d>, usize)>,
}

impl<'d> Principals<'d> {
    pub(super) fn of(element: Option<&'d Tree<'d>>) -> Self {
        let (bare, members): (_, &'d [Member<'d>]) = match element {
            Some(Tree::Text(text)) if *text == "*" => (Some(&**text), &[]),
            Some(Tree::Object(members)) => (None, members),
            _ => (None, &[]),
        };
        Self { bare, members: members.iter(), list: None }
    }
}

impl<'d> Iterator for Principals<'d> {
    type Item = NamedPrincipal<'d>;

    fn next(&mut self) -> Option<NamedPrincipal<'d>> {
        if let Some(text) = self.bare.take() {
            return Some(NamedPrincipal { kind: PrincipalType::Aws, text, place: InPrincipal::Bare });
        }
        loop {
            if let Some((kind, values, index)) = &mut self.list {
                while let Some(item) = values.items.get(*index) {
                    let place = if values.is_list { InPrincipal::Item(*index) } else { InPrincipal::Alone };
                    *index += 1;
                    if let Tree::Text(text) = item {
                        return Some(NamedPrincipal { kind: *kind, text, place });
                    }
                }
            }
            let member = self.members.next()?;
            self.list = PrincipalType::of(&member.name).map(|kind| (kind, OneOrMany::of(&member.value), 0));
        }
    }
}
