//! PutKeyPolicy and GetKeyPolicy: replace and read the policy of a key.

use super::asked::{Asked, OnKey};
use super::contract::{Decision, Operation};
use super::lockout::LockoutSafetyCheck;
use super::name::OperationName;
use super::new_key_checks::{self, NewKey};
use super::on_key::{self, KeyChecks};
use super::setting::Setting;
use super::{key_states, rule};
use crate::identity::{AcceptedForms, KeyReference};
use crate::key::Tag;
use crate::model::{Call, Change, World};
use crate::policy::{PolicyText, policy_rule};
use crate::verdict::check::Check;
use crate::verdict::{KmsError, Report};
