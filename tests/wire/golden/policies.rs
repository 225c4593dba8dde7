//! Key policies.

use kms_mrk::model::Quotas;
use kms_mrk::operation::OperationName;

use super::case::{Golden, accepted, refused};
use super::runner::compare;

#[test]
fn policies_are_answered_for_byte_by_byte() {
    compare(goldens());
}

const SHORT_POLICY: Quotas = Quotas { key_policy_bytes: 100, ..Quotas::DEFAULT };

pub(super) fn goldens() -> Vec<Golden> {
    vec![put_key_policy(), get_key_policy(), list_key_policies()]
}

fn put_key_policy() -> Golden {
    Golden::on(OperationName::PutKeyPolicy, "$key", r#"{"KeyId":"$key","Policy":"$policy"}"#)
        .accepted("a policy")
        .case(accepted(
            "a policy that locks its key, without the check",
            r#"{"KeyId":"$key","PolicyName":"default","Policy":"$locking_policy","BypassPolicyLockoutSafetyCheck":true}"#,
        ))
        .case(
            accepted("a key that is to be deleted", r#"{"KeyId":"$key","Policy":"$policy"}"#)
                .after("ScheduleKeyDeletion", r#"{"KeyId":"$key"}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "NotFoundException",
            "a policy of another name",
            r#"{"KeyId":"$key","PolicyName":"other","Policy":"$policy"}"#,
        ))
        .case(refused(
            "ValidationException",
            "no policy, and another name",
            r#"{"KeyId":"$key","PolicyName":"other"}"#,
        ))
        .case(refused("ValidationException", "an empty policy", r#"{"KeyId":"$key","Policy":""}"#))
        .case(refused(
            "MalformedPolicyDocumentException",
            "a policy that is not JSON",
            r#"{"KeyId":"$key","Policy":"Version: 2012-10-17"}"#,
        ))
        .case(refused(
            "MalformedPolicyDocumentException",
            "a policy without a principal",
            r#"{"KeyId":"$key","Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"}"#,
        ))
        .case(refused(
            "MalformedPolicyDocumentException",
            "a policy that locks its key",
            r#"{"KeyId":"$key","Policy":"$locking_policy"}"#,
        ))
        .refused("LimitExceededException", "a policy that is too long", |case| case.with_quotas(SHORT_POLICY))
}

fn get_key_policy() -> Golden {
    Golden::on(OperationName::GetKeyPolicy, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("the policy that KMS wrote")
        .case(
            accepted("the policy that was put there", r#"{"KeyId":"$key_arn","PolicyName":"default"}"#)
                .after("PutKeyPolicy", r#"{"KeyId":"$key","Policy":"$policy"}"#),
        )
        .common_on_key()
        .takes_no_alias()
        .case(refused(
            "NotFoundException",
            "a policy of another name",
            r#"{"KeyId":"$key","PolicyName":"other"}"#,
        ))
        .case(refused(
            "ValidationException",
            "a name that no policy can have",
            r#"{"KeyId":"$key","PolicyName":"no name"}"#,
        ))
}

fn list_key_policies() -> Golden {
    Golden::on(OperationName::ListKeyPolicies, "$key", r#"{"KeyId":"$key"}"#)
        .accepted("the one policy")
        .common_on_key()
        .takes_no_alias()
        .case(refused("ValidationException", "a page of nothing", r#"{"KeyId":"$key","Limit":0}"#))
        .case(refused(
            "ValidationException",
            "a marker from elsewhere",
            r#"{"KeyId":"$key","Marker":"elsewhere"}"#,
        ))
}
