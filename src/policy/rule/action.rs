//! The rules for the actions of a statement.

use crate::verdict::documentation::{
    ACCESS_ANALYZER_CHECKS, KEY_POLICY_EXTERNAL_ACCOUNTS, KMS_ACTIONS, KMS_PERMISSIONS,
};
use crate::verdict::rule::rules;

rules! {
    PLAIN_PREFIX: Inferred, "policy/action/plain-prefix", ACCESS_ANALYZER_CHECKS, "the service of an action has no wildcard";
    KNOWN_NAME: Documented, "policy/action/known-name", KMS_ACTIONS, "an action of KMS is one that KMS has";
    RE_ENCRYPT: Documented, "policy/action/re-encrypt", KMS_PERMISSIONS, "ReEncrypt is allowed as `kms:ReEncryptFrom` and `kms:ReEncryptTo`, on one key each";
    MATCHES: Documented, "policy/action/matches-some", KMS_ACTIONS, "a pattern of actions matches some action of KMS";
    OF_KMS: Documented, "policy/action/of-kms", KMS_PERMISSIONS, "the actions in a key policy are actions of KMS";
    ON_A_KEY: Documented, "policy/action/on-key", KMS_PERMISSIONS, "the actions in a key policy are actions on a key, not those that only IAM policies can allow";
    REDUNDANT: Documented, "policy/action/said-once", ACCESS_ANALYZER_CHECKS, "no action is said that another one in its list says already";
    OWN_ACCOUNT: Documented, "policy/action/own-account", KEY_POLICY_EXTERNAL_ACCOUNTS, "principals of other accounts are allowed only what can be done from another account";
}
