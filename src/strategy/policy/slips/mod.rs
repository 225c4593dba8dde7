//! For each rule for key policies, how it is broken alone; by what the rules are about.

mod action;
mod all;
mod condition;
mod document;
mod lockout;
mod multi_region;
mod principal;
mod resource;
mod security;
mod statement;
mod text;
mod variable;

pub(super) use all::all;
