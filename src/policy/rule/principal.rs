//! The rules for whom a statement names.

use crate::verdict::documentation::{
    API_PUT_KEY_POLICY, ELEMENTS_PRINCIPAL, KEY_POLICY_MODIFYING, KEY_POLICY_OVERVIEW, POLICY_GRAMMAR,
    REFERENCE_ARNS,
};
use crate::verdict::rule::rules;

rules! {
    MISSING: Documented, "policy/principal/missing", KEY_POLICY_OVERVIEW, "a statement of a key policy has `Principal` or `NotPrincipal`";
    EMPTY: Documented, "policy/principal/empty", KEY_POLICY_OVERVIEW, "a statement of a key policy names at least one principal";
    BARE_TEXT: Documented, "policy/principal/bare-text", ELEMENTS_PRINCIPAL, "a text instead of the object in `Principal` is `*`";
    BARE_STAR: Inferred, "policy/principal/bare-star", ELEMENTS_PRINCIPAL, "everybody is written `{\"AWS\": \"*\"}`, which every way to put a key policy takes";
    LIST: Documented, "policy/principal/list", ELEMENTS_PRINCIPAL, "`Principal` is an object, not a list";
    UNKNOWN_TYPE: Documented, "policy/principal/unknown-type", ELEMENTS_PRINCIPAL, "a type of principal is `AWS`, `Service`, `Federated` or `CanonicalUser`";
    DUPLICATE_TYPE: Documented, "policy/principal/duplicate-type", POLICY_GRAMMAR, "no type of principal stands twice in one `Principal`";
    FEDERATED: Documented, "policy/principal/federated", ELEMENTS_PRINCIPAL, "identity providers are principals in the trust policies of roles, not in key policies";
    CANONICAL_USER: Documented, "policy/principal/canonical-user", ELEMENTS_PRINCIPAL, "canonical user IDs are principals for Amazon S3, not for KMS";
    ACCOUNT_ID: Documented, "policy/principal/account-id", ELEMENTS_PRINCIPAL, "the account ID in a principal has 12 digits";
    WILDCARD: Documented, "policy/principal/wildcard", ELEMENTS_PRINCIPAL, "a principal is named in full, without a wildcard";
    SESSION_WILDCARD: Documented, "policy/principal/session-wildcard", ELEMENTS_PRINCIPAL, "a session is named in full, without a wildcard";
    SESSION_PATH: Documented, "policy/principal/session-path", ELEMENTS_PRINCIPAL, "the ARN of a role session has the name of the role without its path";
    GROUP: Documented, "policy/principal/group", KEY_POLICY_MODIFYING, "a group of users is no principal";
    INSTANCE_PROFILE: Documented, "policy/principal/instance-profile", ELEMENTS_PRINCIPAL, "an instance profile is no principal";
    UNIQUE_ID: Recorded, "policy/principal/unique-id", ELEMENTS_PRINCIPAL, "a principal is named by its ARN, not by the unique ID that is left of a deleted one";
    EXISTS: Recorded, "policy/principal/exists", API_PUT_KEY_POLICY, "a user, a role or an account that a key policy names exists";
    OTHER_ARN: Documented, "policy/principal/other-arn", ELEMENTS_PRINCIPAL, "the ARN of a principal is that of an account, a user, a role or a session";
    PARTITION: Documented, "policy/principal/partition", REFERENCE_ARNS, "the ARN of a principal begins with a partition that exists";
    REGION: Documented, "policy/principal/region", REFERENCE_ARNS, "the ARN of a principal names no Region";
    PLACEHOLDER: Recorded, "policy/principal/placeholder", ELEMENTS_PRINCIPAL, "every placeholder in a principal is filled in";
    FORM: Documented, "policy/principal/form", ELEMENTS_PRINCIPAL, "a principal under `AWS` is `*`, an account ID, or the ARN of an account, a user, a role or a session";
    SERVICE: Documented, "policy/principal/service", ELEMENTS_PRINCIPAL, "a service principal is the name of a service and a domain of AWS, as `logs.amazonaws.com`";
    SERVICE_WILDCARD: Documented, "policy/principal/service-wildcard", ELEMENTS_PRINCIPAL, "a service principal is named in full, without a wildcard";
}
