//! Requests as AWS writes them, each read from the members of its JSON object.

mod aliases;
mod custom_key_stores;
mod deletion;
mod from_members;
mod grants;
mod import;
mod keys;
mod lists;
mod policy;
mod rotation;
mod signatures;
mod symmetric;
mod tags;

pub(super) use from_members::FromMembers;
pub(super) use import::WrappedImport;
