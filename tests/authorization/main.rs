//! Who may do what: every call is held to the key policy, to the caller's IAM policies where they are known, and to grants.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html>;
//! <https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html>

#[path = "../stage/mod.rs"]
mod stage;

mod aliases;
mod condition_keys;
mod every_operation;
mod grants;
mod key_policies;
mod re_encrypt;
mod requests;

use kms_mrk::key::{KeyMetadata, Origin};
use kms_mrk::model::Caller;
use kms_mrk::operation::{CreateAlias, CreateGrant, CreateKey, Encrypt, Plaintext, PutKeyPolicy, rule};
use kms_mrk::policy::IdentityPolicies;
use kms_mrk::verdict::Evidence;
use kms_mrk::{KmsError, key::GrantOperation};
use stage::{ACCOUNT, HOME, Stage, administrator, read};

const EU: &str = "eu-west-1";
const USER: &str = "arn:aws:iam::111122223333:user/ops";

/// Somebody of the account whose IAM policies are not known.
fn user() -> Caller {
    Caller::new(read(USER)).unwrap()
}

/// The same with one IAM policy, of these statements.
fn user_with(statements: &str) -> Caller {
    let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    user().with_identity_policies(IdentityPolicies::read([policy.as_str()]).unwrap())
}

/// A statement of an IAM policy.
fn allow(actions: &[&str], resource: &str, condition: &str) -> String {
    let actions = serde_json::to_string(actions).unwrap();
    let condition = match condition {
        "" => String::new(),
        condition => format!(r#","Condition":{{{condition}}}"#),
    };
    format!(r#"{{"Effect":"Allow","Action":{actions},"Resource":"{resource}"{condition}}}"#)
}

/// A statement of a key policy against everybody.
fn deny(action: &str, condition: &str) -> String {
    let allow = allow(&[action], "*", condition);
    allow.replacen(r#""Allow","#, r#""Deny","Principal":"*","#, 1)
}

/// A key policy that leaves everything to the account, and says this besides.
fn key_policy(statements: &[&str]) -> kms_mrk::policy::PolicyText {
    let account =
        format!(r#"{{"Effect":"Allow","Principal":{{"AWS":"{ACCOUNT}"}},"Action":"kms:*","Resource":"*"}}"#);
    let all: Vec<_> = std::iter::once(account.as_str()).chain(statements.iter().copied()).collect();
    read(&format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, all.join(",")))
}

/// A stage with a symmetric primary key at [`HOME`] and its replica in [`EU`], both Enabled.
fn with_keys() -> (Stage, KeyMetadata) {
    let mut stage = Stage::new();
    let key = stage.primary();
    stage.replica(key.key_id, EU);
    stage.settle();
    (stage, key)
}

/// That a call was not allowed, in these words.
#[track_caller]
fn denied(error: &KmsError, by: &kms_mrk::verdict::Rule, evidence: Evidence, words: &str) {
    assert_eq!(
        (error.rule(), error.code().as_str(), error.evidence()),
        (by, "AccessDeniedException", evidence)
    );
    assert_eq!(error.message(), words);
}

/// KMS's words for what no policy allows.
fn not_authorized(caller: &str, action: &str, resource: &str, ending: &str) -> String {
    format!("User: {caller} is not authorized to perform: {action} on resource: {resource} {ending}")
}

/// A symmetric key whose material is imported.
fn imported_key() -> CreateKey {
    CreateKey { origin: Origin::External, ..CreateKey::default() }
}
