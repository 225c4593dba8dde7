//! The commands: what is asked, by whom, where, of which key, and when.

use kms_mrk::operation::OperationName;

use super::alphabet::{Kind, Material, Name, Place, Policy, TagList, Time};
use super::grant::{Filter, Terms, ToRetire, Tokens, Which};
use super::principal::Principal;
use super::store::Store;
use super::use_of_key::Using;

/// A command before it is known which keys there are. Each one makes sense in every world, so that a failure
/// shrinks well.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) wait: Wait,
    pub(crate) aim: Aim,
    pub(crate) request: Request,
}

/// How much later than the command before.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wait {
    /// At the same time.
    No,
    /// After so many milliseconds, fewer than none for a clock that goes backwards.
    For(Time),
    /// When something is due: exactly then, or so many milliseconds off.
    Due(Time),
}

/// Who asks, and of which key.
#[derive(Clone, Debug)]
pub(crate) struct Aim {
    /// Which of the sets, counted round and round.
    pub(crate) which: usize,
    pub(crate) set: Those,
    pub(crate) place: Where,
    pub(crate) form: Form,
    pub(crate) caller: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Those {
    Here,
    /// Here, and of a kind that the request is for, if there is one.
    Suitable,
    EverMade,
    NeverMade,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Where {
    Primary,
    /// A replica, if there is one.
    Replica(usize),
    At(Place),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    KeyId,
    Arn,
    ArnOf(Place),
    Alias(Name),
    AliasArn(Name),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    Owner,
    Principal(Principal),
}

/// What is asked.
#[derive(Clone, Debug)]
pub(crate) enum Request {
    CreateKey { kind: Kind, multi_region: bool, usage: Usage, extras: Extras },
    ReplicateKey { to: Place, extras: Extras },
    UpdatePrimaryRegion(Place),
    DescribeKey,
    EnableKey,
    DisableKey,
    ScheduleKeyDeletion(u8),
    CancelKeyDeletion,
    PutKeyPolicy(Policy),
    GetKeyPolicy,
    ListKeyPolicies,
    TagResource(TagList),
    UntagResource(TagList),
    ListResourceTags,
    UpdateKeyDescription(u8),
    CreateAlias(Name),
    UpdateAlias(Name),
    DeleteAlias(Name),
    ListKeys,
    GetParametersForImport,
    ImportKeyMaterial(Import),
    DeleteImportedKeyMaterial(Option<Material>),
    EnableKeyRotation(i64),
    DisableKeyRotation,
    GetKeyRotationStatus,
    RotateKeyOnDemand,
    ListKeyRotations(Materials),
    ListAliases(Of),
    CreateGrant { terms: Terms, tokens: Tokens, dry_run: bool },
    ListGrants(Filter),
    ListRetirableGrants(Principal),
    RetireGrant { grant: ToRetire, dry_run: bool },
    RevokeGrant { grant: Which, dry_run: bool },
    Use(Using),
    GetKeyLastUsage,
    ConnectCustomKeyStore(Store),
    DisconnectCustomKeyStore(Store),
}

impl Request {
    /// Whether it may be for a key of another account.
    pub(crate) const fn crosses_accounts(&self) -> bool {
        matches!(
            self,
            Self::DescribeKey
                | Self::GetKeyRotationStatus
                | Self::CreateGrant { .. }
                | Self::ListGrants(_)
                | Self::RetireGrant { .. }
                | Self::RevokeGrant { .. }
                | Self::Use(_)
        )
    }

    /// Whether a key may be named by an alias.
    pub(crate) const fn takes_aliases(&self) -> bool {
        matches!(self, Self::DescribeKey | Self::Use(_))
    }

    /// The custom key store that it is about.
    pub(crate) const fn store(&self) -> Option<Store> {
        match self {
            Self::CreateKey { kind, .. } => kind.store(),
            Self::ConnectCustomKeyStore(store) | Self::DisconnectCustomKeyStore(store) => Some(*store),
            _ => None,
        }
    }

    /// The grant that it names by its ID.
    pub(crate) const fn grant(&self) -> Option<Which> {
        match self {
            Self::ListGrants(Filter::Id(which))
            | Self::RetireGrant { grant: ToRetire::Id(which), .. }
            | Self::RevokeGrant { grant: which, .. } => Some(*which),
            _ => None,
        }
    }

    pub(crate) const fn name(&self) -> OperationName {
        match self {
            Self::CreateKey { .. } => OperationName::CreateKey,
            Self::ReplicateKey { .. } => OperationName::ReplicateKey,
            Self::UpdatePrimaryRegion(_) => OperationName::UpdatePrimaryRegion,
            Self::DescribeKey => OperationName::DescribeKey,
            Self::EnableKey => OperationName::EnableKey,
            Self::DisableKey => OperationName::DisableKey,
            Self::ScheduleKeyDeletion(_) => OperationName::ScheduleKeyDeletion,
            Self::CancelKeyDeletion => OperationName::CancelKeyDeletion,
            Self::PutKeyPolicy(_) => OperationName::PutKeyPolicy,
            Self::GetKeyPolicy => OperationName::GetKeyPolicy,
            Self::ListKeyPolicies => OperationName::ListKeyPolicies,
            Self::TagResource(_) => OperationName::TagResource,
            Self::UntagResource(_) => OperationName::UntagResource,
            Self::ListResourceTags => OperationName::ListResourceTags,
            Self::UpdateKeyDescription(_) => OperationName::UpdateKeyDescription,
            Self::CreateAlias(_) => OperationName::CreateAlias,
            Self::UpdateAlias(_) => OperationName::UpdateAlias,
            Self::DeleteAlias(_) => OperationName::DeleteAlias,
            Self::ListKeys => OperationName::ListKeys,
            Self::GetParametersForImport => OperationName::GetParametersForImport,
            Self::ImportKeyMaterial(_) => OperationName::ImportKeyMaterial,
            Self::DeleteImportedKeyMaterial(_) => OperationName::DeleteImportedKeyMaterial,
            Self::EnableKeyRotation(_) => OperationName::EnableKeyRotation,
            Self::DisableKeyRotation => OperationName::DisableKeyRotation,
            Self::GetKeyRotationStatus => OperationName::GetKeyRotationStatus,
            Self::RotateKeyOnDemand => OperationName::RotateKeyOnDemand,
            Self::ListKeyRotations(_) => OperationName::ListKeyRotations,
            Self::ListAliases(_) => OperationName::ListAliases,
            Self::CreateGrant { .. } => OperationName::CreateGrant,
            Self::ListGrants(_) => OperationName::ListGrants,
            Self::ListRetirableGrants(_) => OperationName::ListRetirableGrants,
            Self::RetireGrant { .. } => OperationName::RetireGrant,
            Self::RevokeGrant { .. } => OperationName::RevokeGrant,
            Self::Use(using) => using.how.name(),
            Self::GetKeyLastUsage => OperationName::GetKeyLastUsage,
            Self::ConnectCustomKeyStore(_) => OperationName::ConnectCustomKeyStore,
            Self::DisconnectCustomKeyStore(_) => OperationName::DisconnectCustomKeyStore,
        }
    }
}

/// Which aliases are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    All,
    TheKey,
}

/// Which materials are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Materials {
    Rotated,
    All,
}

/// What the key usage of a new key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usage {
    /// The one that the kind has.
    Said,
    /// None is named.
    Unsaid,
    /// One that no key of the kind can have.
    Wrong,
}

/// What a new key or replica gets besides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extras {
    pub(crate) description: u8,
    pub(crate) policy: Policy,
    pub(crate) tags: TagList,
}

/// What is imported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Import {
    pub(crate) token: Token,
    pub(crate) bytes: u8,
    pub(crate) expiry: Expiry,
    pub(crate) import_type: Option<ImportType>,
    pub(crate) material: Option<Material>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// The last one that was given for this key, if there is one.
    Latest,
    /// The last one that was given for any key.
    OfAnyKey,
    /// A text that KMS never gave.
    Nonsense,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// KEY_MATERIAL_DOES_NOT_EXPIRE.
    Never,
    /// KEY_MATERIAL_EXPIRES, so much after the call.
    After(Time),
    /// KEY_MATERIAL_EXPIRES, without a date.
    Unsaid,
    /// KEY_MATERIAL_DOES_NOT_EXPIRE, with a date.
    NeverAfter(Time),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ImportType {
    New,
    Existing,
}
