//! A request together with what is known around it: what every check of an operation looks at.

use super::contract::Operation;
use super::permission::{GrantedBy, Permission, Resource};
use super::setting::Setting;
use crate::identity::{AcceptedForms, AccountId, GrantToken, KeyArn, KeyReference, Region};
use crate::key::{KeyMetadata, KeySpec, KeyStateName, KeyUsage, MultiRegionKeyType, Origin};
use crate::model::{Caller, RegionalKey, RelatedKeys, SharedProperties, World};
use crate::policy::Action;
use crate::verdict::check::Subject;
use crate::verdict::{Place, Pointer};

/// A request that names a key.
pub(super) trait OnKey: Operation + Sized + 'static {
    const ACCEPTED_FORMS: AcceptedForms;

    /// The member that names the key.
    const MEMBER: Pointer = Pointer::fixed("/KeyId");

    fn key_reference(&self) -> &KeyReference;

    /// The grant tokens that the request brings, where it has such a member.
    fn grant_tokens(&self) -> &[GrantToken] {
        &[]
    }

    /// The key as the request names it.
    fn named_key(&self) -> NamedKey<'_> {
        NamedKey { reference: self.key_reference(), member: Self::MEMBER, owner: None, action: None }
    }
}

/// How a request names a key.
pub(super) struct NamedKey<'a> {
    pub(super) reference: &'a KeyReference,
    /// The member that does.
    pub(super) member: Pointer,
    /// The account that owns the key, where the request says so besides; otherwise the reference tells, or it is the
    /// caller's.
    pub(super) owner: Option<AccountId>,
    /// The permission that the caller needs on the key, where it is not named like the operation.
    pub(super) action: Option<&'static str>,
}

impl NamedKey<'_> {
    /// The account whose key is meant, if it is known.
    fn account(&self, setting: &Setting<'_>) -> Option<AccountId> {
        self.reference.account().or(self.owner).or(setting.caller().map(Caller::account))
    }
}

/// Makes a request with a member `key_id` one that names a key by it, in these of the [`AcceptedForms`], and tells of
/// its grant tokens, where it has a member of that name.
macro_rules! names_key_by_key_id {
    ($Request:ident, $Forms:ident $(, $grant_tokens:ident)?) => {
        impl $Request {
            /// Which forms of `KeyId` the operation takes.
            pub const ACCEPTED_FORMS: $crate::identity::AcceptedForms =
                $crate::identity::AcceptedForms::$Forms;
        }

        impl $crate::operation::asked::OnKey for $Request {
            const ACCEPTED_FORMS: $crate::identity::AcceptedForms = Self::ACCEPTED_FORMS;

            fn key_reference(&self) -> &$crate::identity::KeyReference {
                &self.key_id
            }
            $(
                fn grant_tokens(&self) -> &[$crate::identity::GrantToken] {
                    &self.$grant_tokens
                }
            )?
        }
    };
}

pub(super) use names_key_by_key_id;

/// A request, what is known around it, and the key that it names.
pub(super) struct Asked<'a, O> {
    pub(super) request: &'a O,
    pub(super) setting: Setting<'a>,
    pub(super) key: NamedKey<'a>,
    pub(super) target: Target<'a>,
}

impl<O: 'static> Subject for Asked<'static, O> {
    type In<'a> = Asked<'a, O>;
}

impl<'a, O: OnKey> Asked<'a, O> {
    pub(super) fn new(request: &'a O, setting: &Setting<'a>) -> Self {
        Self::about(request, request.named_key(), setting)
    }

    /// The request as it is about this key.
    pub(super) fn about(request: &'a O, key: NamedKey<'a>, setting: &Setting<'a>) -> Self {
        let target = Target::of(&key, setting);
        Self { request, setting: *setting, key, target }
    }

    pub(super) fn reference(&self) -> &'a KeyReference {
        self.key.reference
    }

    /// The place of the member that names the key.
    pub(super) fn place(&self) -> Place {
        Place::at(self.key.member.clone())
    }

    /// The permission that the caller needs on the key.
    pub(super) fn action(&self) -> Action {
        Action::from(self.key.action.map_or_else(|| O::NAME.action(), str::to_owned))
    }

    /// The ARN of the key, if it is known or can be told from the request, the caller and the endpoint.
    pub(super) fn arn(&self) -> Option<KeyArn> {
        if let Target::Known(known) = self.target {
            return Some(known.arn());
        }
        match self.reference() {
            KeyReference::KeyArn(arn) => Some(arn.clone()),
            reference => {
                let region = self.setting.region()?;
                let partition = self.setting.geography().partition(region)?;
                let account = self.key.account(&self.setting)?;
                Some(KeyArn::new(partition, region.clone(), account, reference.key_id()?))
            }
        }
    }

    /// The Region of the key, if it is known.
    pub(super) fn region(&self) -> Option<&Region> {
        match &self.target {
            Target::Known(known) => Some(known.region()),
            _ => self.reference().region().or(self.setting.region()),
        }
    }

    /// The account of the key, if it is known.
    pub(super) fn account(&self) -> Option<AccountId> {
        match self.target {
            Target::Known(known) => Some(known.account()),
            _ => self.key.account(&self.setting),
        }
    }

    /// The permission for this action on the key.
    pub(super) fn permission(&self, action: &'static str) -> Permission {
        Permission {
            action,
            region: self.region().cloned(),
            resource: self.arn().map_or_else(|| Resource::Named(self.reference().clone()), Resource::Key),
            granted_by: GrantedBy::KeyPolicy,
        }
    }

    /// The set of keys in the model that the request is about.
    pub(super) fn modelled(&self) -> Option<(&'a RelatedKeys, &'a RegionalKey)> {
        match self.target {
            Target::Known(Known::Modelled { set, key }) => Some((set, key)),
            _ => None,
        }
    }
}

/// What is known of the key that a request names.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// Nothing.
    Unknown,
    /// Nothing: the description that was given is of another key.
    NotDescribed(&'a KeyMetadata),
    /// There is no such key.
    Absent,
    /// This.
    Known(Known<'a>),
}

impl<'a> Target<'a> {
    fn of(named: &NamedKey<'_>, setting: &Setting<'a>) -> Self {
        match (setting.world(), setting.key()) {
            (Some(world), _) => Self::in_world(named, setting, world),
            (None, Some(metadata)) => Self::described(named, setting, metadata),
            (None, None) => Self::Unknown,
        }
    }

    /// A key ID means the key of the caller's account in the Region that is called, so a description of a key
    /// elsewhere is not of that key.
    fn described(named: &NamedKey<'_>, setting: &Setting<'a>, metadata: &'a KeyMetadata) -> Self {
        let is_named = match named.reference {
            KeyReference::KeyId(key_id) => {
                *key_id == metadata.key_id
                    && setting.region().is_none_or(|region| region == metadata.arn.region())
                    && named.account(setting).is_none_or(|account| account == metadata.arn.account())
            }
            KeyReference::KeyArn(arn) => *arn == metadata.arn,
            _ => return Self::Unknown,
        };
        match is_named {
            true => Self::Known(Known::Described(metadata)),
            false => Self::NotDescribed(metadata),
        }
    }

    fn in_world(named: &NamedKey<'_>, setting: &Setting<'a>, world: &'a World) -> Self {
        let reference = named.reference;
        let (Some(region), Some(account)) = (reference.region().or(setting.region()), named.account(setting))
        else {
            return Self::Absent;
        };
        let set = match reference {
            KeyReference::KeyId(key_id) => world.set(*key_id),
            KeyReference::KeyArn(arn) => world.set(arn.key_id()),
            _ => reference
                .alias_name()
                .and_then(|name| world.alias(account, region, name))
                .and_then(|alias| world.set(alias.key_id)),
        };
        let is_named = |set: &&RelatedKeys| {
            let SharedProperties { account: owner, partition, .. } = set.shared();
            *owner == account && reference.partition().is_none_or(|named| named == partition)
        };
        let found = set.filter(is_named).and_then(|set| Some((set, set.key_in(region)?)));
        found.map_or(Self::Absent, |(set, key)| Self::Known(Known::Modelled { set, key }))
    }
}

/// A key, described by KMS or in the model: the questions that checks ask are the same.
#[derive(Clone, Copy)]
pub(super) enum Known<'a> {
    Described(&'a KeyMetadata),
    Modelled { set: &'a RelatedKeys, key: &'a RegionalKey },
}

impl<'a> Known<'a> {
    pub(super) fn arn(&self) -> KeyArn {
        match self {
            Self::Described(metadata) => metadata.arn.clone(),
            Self::Modelled { set, key } => set.arn_in(&key.region),
        }
    }

    pub(super) fn region(&self) -> &'a Region {
        match self {
            Self::Described(metadata) => metadata.arn.region(),
            Self::Modelled { key, .. } => &key.region,
        }
    }

    pub(super) fn account(&self) -> AccountId {
        match self {
            Self::Described(metadata) => metadata.aws_account_id,
            Self::Modelled { set, .. } => set.shared().account,
        }
    }

    pub(super) fn state(&self) -> KeyStateName {
        match self {
            Self::Described(metadata) => metadata.key_state.clone(),
            Self::Modelled { key, .. } => key.state.name(),
        }
    }

    pub(super) const fn key_spec(&self) -> &'a KeySpec {
        match self {
            Self::Described(metadata) => &metadata.key_spec,
            Self::Modelled { set, .. } => &set.shared().key_spec,
        }
    }

    pub(super) const fn key_usage(&self) -> &'a KeyUsage {
        match self {
            Self::Described(metadata) => &metadata.key_usage,
            Self::Modelled { set, .. } => &set.shared().key_usage,
        }
    }

    pub(super) const fn origin(&self) -> &'a Origin {
        match self {
            Self::Described(metadata) => &metadata.origin,
            Self::Modelled { set, .. } => &set.shared().origin,
        }
    }

    /// `None` for a single-Region key.
    pub(super) fn multi_region_key_type(&self) -> Option<MultiRegionKeyType> {
        match self {
            Self::Described(metadata) => metadata.multi_region_key_type().cloned(),
            Self::Modelled { set, key } => set.multi_region_key_type(&key.region),
        }
    }

    /// Whether the set has a replica in this Region, in whatever state.
    pub(super) fn has_replica_in(&self, region: &Region) -> bool {
        match self {
            Self::Described(metadata) => metadata
                .multi_region_configuration
                .iter()
                .flat_map(|configuration| &configuration.replica_keys)
                .any(|replica| replica.region == *region),
            Self::Modelled { set, .. } => set.replicas().iter().any(|replica| replica.region == *region),
        }
    }
}
