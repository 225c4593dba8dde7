//! Grants, and what is asked about them.

use kms_mrk::key::GrantOperation;
use proptest::prelude::*;
use proptest::sample::select;

use super::alphabet::{Account, Kind, Place, Slot, Time};
use super::principal::Principal;

/// A grant, by the number of grants that its key got before it; its ID is KMS's matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct GrantName {
    pub(crate) slot: Slot,
    pub(crate) place: Place,
    pub(crate) number: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grant {
    pub(crate) created: Time,
    pub(crate) issuer: Account,
    pub(crate) terms: Terms,
}

/// What is asked of a grant, and what makes two requests with one name the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Terms {
    pub(crate) name: Option<u8>,
    pub(crate) grantee: Principal,
    pub(crate) retiring: Option<Principal>,
    pub(crate) operations: Operations,
    pub(crate) constraint: Constraint,
}

/// What a grant permits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operations {
    Decrypt,
    Sign,
    DescribeKey,
    DescribeAndRetire,
    /// To create grants, and no more.
    CreateGrant,
    Nothing,
}

impl Operations {
    pub(crate) const ALL: [Self; 6] = [
        Self::Decrypt,
        Self::Sign,
        Self::DescribeKey,
        Self::DescribeAndRetire,
        Self::CreateGrant,
        Self::Nothing,
    ];

    pub(crate) fn list(self) -> Vec<GrantOperation> {
        match self {
            Self::Decrypt => vec![GrantOperation::Decrypt],
            Self::Sign => vec![GrantOperation::Sign],
            Self::DescribeKey => vec![GrantOperation::DescribeKey],
            Self::DescribeAndRetire => vec![GrantOperation::DescribeKey, GrantOperation::RetireGrant],
            Self::CreateGrant => vec![GrantOperation::CreateGrant],
            Self::Nothing => vec![],
        }
    }

    /// Whether keys of the kind have the operations.
    pub(crate) const fn are_of(self, kind: Kind) -> bool {
        match self {
            Self::Decrypt => kind.encrypts(),
            Self::Sign => kind.signs(),
            _ => true,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constraint {
    None,
    Subset,
    Equals,
    /// One that says nothing, which is not the same as none.
    EmptySubset,
    /// More than one.
    Both,
    NinePairs,
    LongValue,
}

impl Constraint {
    pub(crate) const ALL: [Self; 7] = [
        Self::None,
        Self::Subset,
        Self::Equals,
        Self::EmptySubset,
        Self::Both,
        Self::NinePairs,
        Self::LongValue,
    ];
}

/// Which grant is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// One of the key that the request is about, counted round and round.
    OfKey(usize),
    /// The last one of any key.
    Latest,
    /// One of the key's that may be gone.
    EverOfKey(usize),
    NeverMade,
    /// A text that is no ID of a grant.
    Malformed,
}

/// A grant as a request names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    Grant(GrantName),
    NeverMade,
    Malformed,
}

/// The grant tokens that a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tokens {
    None,
    /// The last one, or one before.
    Latest(usize),
    /// The last one, and a text that KMS never gave.
    LatestAndNonsense,
    /// One more than a request may carry.
    Eleven,
}

/// How RetireGrant names its grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ToRetire {
    /// By the last token, or one before.
    Token(usize),
    /// By a text that KMS never gave.
    Nonsense,
    Id(Which),
}

/// Which grants of a key are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filter {
    None,
    Grantee(Principal),
    Id(Which),
}

pub(crate) fn terms() -> impl Strategy<Value = Terms> {
    let name = prop_oneof![3 => Just(None), 2 => (0..2_u8).prop_map(Some)];
    let operations = prop_oneof![
        4 => Just(Operations::Decrypt),
        4 => Just(Operations::DescribeAndRetire),
        1 => select(&Operations::ALL[..]),
    ];
    let constraint = prop_oneof![6 => Just(Constraint::None), 1 => select(&Constraint::ALL[..])];
    let retiring = prop_oneof![1 => Just(None), 2 => principal().prop_map(Some)];
    (name, principal(), retiring, operations, constraint).prop_map(
        |(name, grantee, retiring, operations, constraint)| Terms {
            name,
            grantee,
            retiring,
            operations,
            constraint,
        },
    )
}

pub(crate) fn principal() -> impl Strategy<Value = Principal> {
    select(&Principal::ALL[..])
}

pub(crate) fn tokens() -> impl Strategy<Value = Tokens> {
    prop_oneof![
        16 => Just(Tokens::None),
        2 => (0..2_usize).prop_map(Tokens::Latest),
        1 => Just(Tokens::LatestAndNonsense),
        1 => Just(Tokens::Eleven),
    ]
}

pub(crate) fn to_retire() -> impl Strategy<Value = ToRetire> {
    prop_oneof![
        6 => (0..3_usize).prop_map(ToRetire::Token),
        1 => Just(ToRetire::Nonsense),
        6 => which().prop_map(ToRetire::Id),
    ]
}

pub(crate) fn which() -> impl Strategy<Value = Which> {
    prop_oneof![
        12 => (0..3_usize).prop_map(Which::OfKey),
        2 => Just(Which::Latest),
        2 => (0..3_usize).prop_map(Which::EverOfKey),
        1 => Just(Which::NeverMade),
        1 => Just(Which::Malformed),
    ]
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    prop_oneof![
        2 => Just(Filter::None),
        1 => principal().prop_map(Filter::Grantee),
        2 => which().prop_map(Filter::Id),
    ]
}

pub(crate) fn dry_run() -> impl Strategy<Value = bool> {
    prop_oneof![9 => Just(false), 1 => Just(true)]
}
