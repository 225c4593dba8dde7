//! The members of an object, changed by name.

use std::borrow::Cow;

use crate::json_tree::{Member, Tree};

/// The value of the member of this name.
pub(super) fn member_mut<'m>(
    members: &'m mut [Member<'static>],
    name: &str,
) -> Option<&'m mut Tree<'static>> {
    members.iter_mut().find(|member| member.name == name).map(|member| &mut member.value)
}

/// Gives the member of this name a value; the last of the object, if it is not there.
pub(super) fn set(members: &mut Vec<Member<'static>>, name: &str, value: Tree<'static>) {
    match member_mut(members, name) {
        Some(place) => *place = value,
        None => add(members, name, value),
    }
}

/// One more member, even if one of the name is there.
pub(super) fn add(members: &mut Vec<Member<'static>>, name: &str, value: Tree<'static>) {
    members.push(Member { name: Cow::Owned(name.to_owned()), value });
}

/// Takes the member of this name out.
pub(super) fn remove(members: &mut Vec<Member<'static>>, name: &str) {
    members.retain(|member| member.name != name);
}

/// Gives the member of this name another one.
pub(super) fn rename(members: &mut [Member<'static>], from: &str, to: &str) {
    if let Some(member) = members.iter_mut().find(|member| member.name == from) {
        member.name = Cow::Owned(to.to_owned());
    }
}

/// The members of the object that stands under this name; an empty one, if there is none.
pub(super) fn object_mut<'m>(
    members: &'m mut Vec<Member<'static>>,
    name: &str,
) -> Option<&'m mut Vec<Member<'static>>> {
    if !matches!(member_mut(members, name), Some(Tree::Object(_))) {
        set(members, name, Tree::Object(Vec::new()));
    }
    match member_mut(members, name) {
        Some(Tree::Object(members)) => Some(members),
        _ => None,
    }
}
