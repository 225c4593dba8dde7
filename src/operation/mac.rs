//! GenerateMac and VerifyMac: message authentication codes of HMAC keys.

use super::asked::Asked;
use super::blob::{Mac, Message};
use super::contract::{Decision, Operation};
use super::dry_run::DryRun;
use super::name::OperationName;
use super::not_computed::NotComputed;
use super::setting::Setting;
use super::uses_key::{self, computes_nothing, uses_key};
use crate::identity::{GrantToken, KeyReference};
use crate::key::MacAlgorithm;
use crate::model::{Call, World};
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};

/// A request for the authentication code of a message; the model computes none. [`NotComputed`] shows it.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateMac {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// The message.
    pub message: Message,
    /// The algorithm.
    pub mac_algorithm: MacAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

/// A request to verify the authentication code of a message; the model does not compute whether it is valid.
///
/// Source: <https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyMac {
    /// The key: a key ID, key ARN, alias name or alias ARN.
    pub key_id: KeyReference,
    /// The message.
    pub message: Message,
    /// The authentication code.
    pub mac: Mac,
    /// The algorithm.
    pub mac_algorithm: MacAlgorithm,
    /// Grant tokens; in the model a grant has its effect at once, so they add nothing.
    pub grant_tokens: Vec<GrantToken>,
    /// Whether this is a dry run.
    pub dry_run: DryRun,
}

impl GenerateMac {
    /// A request for the authentication code of this message.
    #[must_use]
    pub const fn new(key_id: KeyReference, message: Message, mac_algorithm: MacAlgorithm) -> Self {
        Self { key_id, message, mac_algorithm, grant_tokens: Vec::new(), dry_run: DryRun::No }
    }
}

impl VerifyMac {
    /// A request to verify this authentication code of this message.
    #[must_use]
    pub const fn new(key_id: KeyReference, message: Message, mac: Mac, mac_algorithm: MacAlgorithm) -> Self {
        Self { key_id, message, mac, mac_algorithm, grant_tokens: Vec::new(), dry_run: DryRun::No }
    }
}

uses_key!(GenerateMac, GenerateVerifyMac, MacAlgorithm: |request| &request.mac_algorithm);
uses_key!(VerifyMac, GenerateVerifyMac, MacAlgorithm: |request| &request.mac_algorithm);
computes_nothing!(GenerateMac, MacAlgorithm, "Mac", uses_key::conditions, uses_key::listed_algorithm());
computes_nothing!(VerifyMac, MacAlgorithm, "MacValid", uses_key::conditions, uses_key::listed_algorithm());
