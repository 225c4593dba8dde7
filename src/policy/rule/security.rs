//! The rules for what a key policy had better not allow.

use crate::verdict::documentation::{
    ACCESS_ANALYZER_CHECKS, CONDITIONS_KMS, CONFUSED_DEPUTY, ELEMENTS_NOT_ACTION, ELEMENTS_NOT_PRINCIPAL,
    ELEMENTS_PRINCIPAL, ELEMENTS_SID, KEY_POLICY_DEFAULT, KEY_POLICY_EXTERNAL_ACCOUNTS,
};
use crate::verdict::rule::rules;

rules! {
    PUBLIC: Documented, "policy/security/public", ELEMENTS_PRINCIPAL, "the bare principal `*` is allowed something only under a condition that limits whom";
    PUBLIC_AWS: Documented, "policy/security/public-aws", ELEMENTS_PRINCIPAL, "the principal `{\"AWS\": \"*\"}` is allowed something only under a condition that limits whom";
    ALLOW_NOT_PRINCIPAL: Documented, "policy/security/allow-not-principal", ELEMENTS_NOT_PRINCIPAL, "a statement that allows says whom, not whom not";
    DENY_NOT_PRINCIPAL: Documented, "policy/security/deny-not-principal", ELEMENTS_NOT_PRINCIPAL, "a statement that denies everybody but some leaves out their account too";
    ALLOW_NOT_ACTION: Documented, "policy/security/allow-not-action", ELEMENTS_NOT_ACTION, "a statement that allows says what, not what not";
    CONFUSED_DEPUTY_GUARD: Documented, "policy/security/confused-deputy", CONFUSED_DEPUTY, "a service is allowed to use a key only for a resource, an account or an organization that the statement names";
    SEPARATION_OF_DUTIES: Inferred, "policy/security/separation-of-duties", KEY_POLICY_DEFAULT, "nobody but the account is allowed both to manage a key and to use it";
    UNLIMITED_GRANTS: Documented, "policy/security/unlimited-grants", CONDITIONS_KMS, "whoever may create grants may create only grants of some kind";
    FOREIGN_ADMINISTRATOR: Documented, "policy/security/foreign-administrator", KEY_POLICY_EXTERNAL_ACCOUNTS, "only principals of the key's own account are allowed to replace its policy";
    SAME_SID: Documented, "policy/security/same-sid", ELEMENTS_SID, "statements of one policy have different names";
    PRIVATE_ADDRESS: Documented, "policy/security/private-address", ACCESS_ANALYZER_CHECKS, "`aws:SourceIp` is compared with public addresses";
}
