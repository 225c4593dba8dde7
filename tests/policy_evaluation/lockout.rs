//! Who could change a key policy again.

use kms_mrk::policy::{
    AccessRequest, Action, Administration, Document, IdentityPolicies, Lockout, RequestContext,
};

use crate::table::{policy, who};

/// The statements of a policy; who puts it, and what the lockout safety check makes of it.
type Row = (&'static str, &'static [(&'static str, &'static str)]);

const ROOT: &str = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#;

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Rule 3 of the check: the account stands for its IAM policies.
    (ROOT, &[
        ("root", "passes by statement 0 of the key policy"),
        ("user", "passes by statement 0 of the key policy if IAM policies allow it"),
        ("session", "passes by statement 0 of the key policy if IAM policies allow it"),
        ("service", "refused, because no statement allows it"),
        ("anonymous", "refused, because no statement allows it"),
    ]),
    // Recorded: not even the root user passes with a policy that names one user only.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:*", "Resource": "*"}"#, &[
        ("root", "refused, because no statement allows it"),
        ("user", "passes by statement 0 of the key policy"),
        ("session", "refused, because no statement allows it"),
    ]),
    // A session passes by its role or by its own name.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/service/app"}, "Action": "kms:Put*", "Resource": "*"}"#, &[
        ("session", "passes by statement 0 of the key policy"),
        ("role", "passes by statement 0 of the key policy"),
    ]),
    (r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/app/i-0abc"}, "NotAction": "kms:ScheduleKeyDeletion", "Resource": "*"}"#, &[
        ("session", "passes by statement 0 of the key policy"),
        ("other-session", "refused, because no statement allows it"),
        ("role", "depends on the name of the role session"),
    ]),
    // Recorded: a statement for the account without `kms:PutKeyPolicy` is refused.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["kms:Create*", "kms:Decrypt"], "Resource": "*"}"#, &[
        ("root", "refused, because no statement allows it"),
        ("user", "refused, because no statement allows it"),
    ]),
    (r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "NotAction": "kms:Put*", "Resource": "*"}"#, &[
        ("root", "refused, because no statement allows it"),
    ]),
    // Everybody: directly.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*"}"#, &[
        ("user", "passes by statement 0 of the key policy"),
        ("service", "refused, because no statement allows it"),
    ]),
    // Conditions on what every request has are decided; others are not known.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"kms:CallerAccount": "111122223333"}}}"#, &[
        ("user", "passes by statement 0 of the key policy"),
        ("foreign-user", "refused, because no statement allows it"),
    ]),
    (r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}"#, &[
        ("root", "depends on the condition key `aws:MultiFactorAuthPresent`"),
        ("user", "depends on the condition key `aws:MultiFactorAuthPresent`"),
    ]),
    // Who is let in by the account need not be let in besides, but may be denied.
    (concat!(r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}},"#,
             r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#), &[
        ("root", "passes by statement 1 of the key policy"),
        ("user", "passes by statement 1 of the key policy if IAM policies allow it"),
    ]),
    (concat!(r#"{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}},"#,
             r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#), &[
        ("root", "passes by statement 1 of the key policy"),
        ("user", "depends on the condition key `aws:MultiFactorAuthPresent`"),
    ]),
    // Documented: nobody asks to bypass the check in the request that is imagined.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:PutKeyPolicy", "Resource": "*", "Condition": {"Null": {"kms:BypassPolicyLockoutSafetyCheck": true}}}"#, &[
        ("root", "passes by statement 0 of the key policy"),
    ]),
    (r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*", "Condition": {"StringEquals": {"kms:PolicyName": "default"}}}"#, &[
        ("root", "passes by statement 0 of the key policy"),
    ]),
    // A denial wins.
    (concat!(r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},"#,
             r#"{"Effect": "Deny", "Principal": "*", "Action": "kms:PutKeyPolicy", "Resource": "*"}"#), &[
        ("root", "refused, because statement 1 of the key policy denies it"),
        ("session", "refused, because statement 1 of the key policy denies it"),
    ]),
    (concat!(r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},"#,
             r#"{"Effect": "Deny", "NotPrincipal": {"AWS": ["111122223333", "arn:aws:iam::111122223333:user/team/ops"]}, "Action": "kms:PutKeyPolicy", "Resource": "*"}"#), &[
        ("root", "passes by statement 0 of the key policy"),
        ("user", "passes by statement 0 of the key policy if IAM policies allow it"),
        ("session", "refused, because statement 1 of the key policy denies it"),
    ]),
    (concat!(r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},"#,
             r#"{"Effect": "Deny", "Principal": "*", "Action": "kms:PutKeyPolicy", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/team/*"}}}"#), &[
        ("root", "refused, because statement 1 of the key policy denies it"),
        ("user", "passes by statement 0 of the key policy if IAM policies allow it"),
        ("session", "refused, because statement 1 of the key policy denies it"),
    ]),
    // Without a resource, a statement has no effect.
    (r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*"}"#, &[
        ("root", "refused, because no statement allows it"),
    ]),
];

#[test]
fn each_caller_passes_or_does_not() {
    let mut count = 0;
    for (statements, callers) in ROWS {
        let text = policy(statements);
        let document = Document::read(&text).unwrap();
        for (name, expected) in *callers {
            let principal = who(name);
            let request = match &principal {
                Some(principal) => AccessRequest::new(principal, Action::Decrypt),
                None => AccessRequest::anonymous(Action::Decrypt),
            };
            let request = request.with_account("111122223333".parse().unwrap());
            assert_eq!(document.lockout(&request).to_string(), *expected, "{text} {name}");
            count += 1;
        }
    }
    assert_eq!(count, 37);
}

#[test]
fn the_key_belongs_to_the_account_of_the_caller_if_nothing_else_is_said() {
    let text = policy(ROOT);
    let document = Document::read(&text).unwrap();
    let (own, foreign) = (who("user").unwrap(), who("foreign-user").unwrap());
    let lockout = |caller| document.lockout(&AccessRequest::new(caller, Action::PutKeyPolicy));
    assert!(matches!(lockout(&own), Lockout::PassesThroughIamPolicies { .. }));
    assert_eq!(lockout(&foreign), Lockout::Refused { by: None });
}

#[test]
fn iam_policies_and_condition_keys_settle_what_is_open() {
    let text = policy(ROOT);
    let document = Document::read(&text).unwrap();
    let user = who("user").unwrap();
    let lockout = |statement: &str| {
        let identity = policy(statement);
        let identity = IdentityPolicies::read([identity.as_str()]).unwrap();
        document.lockout(&AccessRequest::new(&user, Action::PutKeyPolicy).with_identity_policies(&identity))
    };
    let allows = lockout(r#"{"Effect": "Allow", "Action": "kms:Put*", "Resource": "*"}"#);
    assert!(matches!(allows, Lockout::Passes { .. }));
    assert_eq!(
        lockout(r#"{"Effect": "Allow", "Action": "kms:Get*", "Resource": "*"}"#),
        Lockout::Refused { by: None },
    );
    let conditional = ROOT.replace(
        r#""Resource": "*""#,
        r#""Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#,
    );
    let text = policy(&conditional);
    let context = RequestContext::new().with("aws:MultiFactorAuthPresent", "true");
    let request = AccessRequest::new(&user, Action::PutKeyPolicy).with_context(&context);
    let lockout = Document::read(&text).unwrap().lockout(&request);
    assert!(matches!(lockout, Lockout::PassesThroughIamPolicies { .. }));
}

#[test]
fn without_a_caller_it_is_known_who_could_pass() {
    let own = "111122223333".parse().unwrap();
    let other = "444455556666".parse().unwrap();
    let of = |statements: &str, account| {
        let text = policy(statements);
        Document::read(&text).unwrap().administration(account)
    };
    let allow = |principal: &str, rest: &str| {
        format!(
            r#"{{"Effect": "Allow", "Principal": {principal}, "Action": "kms:*", "Resource": "*"{rest}}}"#
        )
    };
    let root = allow(r#"{"AWS": "111122223333"}"#, "");
    let user = allow(r#"{"AWS": "arn:aws:iam::111122223333:user/ops"}"#, "");
    let everybody = allow(r#""*""#, "");
    let service = allow(r#"{"Service": "s3.amazonaws.com"}"#, "");
    let mfa = r#", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#;
    let deny = r#"{"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"}"#;
    let deny_user =
        deny.replace(r#""*", "Action"#, r#"{"AWS": "arn:aws:iam::111122223333:user/ops"}, "Action"#);
    for (statements, account, expected) in [
        (root.clone(), None, Administration::Account),
        (root.clone(), Some(own), Administration::Account),
        (root.clone(), Some(other), Administration::Nobody),
        (everybody.clone(), None, Administration::Account),
        (everybody.clone(), Some(other), Administration::Account),
        (user.clone(), None, Administration::Named),
        (user.clone(), Some(other), Administration::Nobody),
        (service, None, Administration::Nobody),
        (allow(r#"{"AWS": "111122223333"}"#, mfa), None, Administration::Conditional),
        (format!("{user}, {}", allow(r#""*""#, mfa)), None, Administration::Named),
        (format!("{root}, {deny}"), None, Administration::Nobody),
        (format!("{root}, {deny_user}"), None, Administration::Account),
        (format!("{user}, {deny_user}"), None, Administration::Nobody),
        (deny.to_owned(), None, Administration::Nobody),
        (root.replace("kms:*", "kms:Get*"), None, Administration::Nobody),
        (String::new(), None, Administration::Nobody),
    ] {
        assert_eq!(of(&statements, account), expected, "{statements} {account:?}");
    }
}
