//! When a condition holds.

use kms_mrk::policy::{AccessRequest, Action, Decision, Document};

use crate::table::{Row, assert_rows, context, who};

const OPERATORS: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
const VALUES: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html";
const SETS: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";
const VARIABLES: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";
const KEYS: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";
const KMS_KEYS: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html";

/// A condition; the condition keys of the request; whether it holds.
type Holds = (&'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const ROWS: &[Holds] = &[
    (OPERATORS, r#""StringEquals": {"k": "v"}"#, "k=v", "yes"),
    (OPERATORS, r#""StringEquals": {"k": "v"}"#, "k=V", "no"),
    (OPERATORS, r#""StringEquals": {"k": "v"}"#, "K=v", "yes"),
    (OPERATORS, r#""StringEquals": {"k": "v*"}"#, "k=vw", "no"),
    (OPERATORS, r#""StringEquals": {"k": "v*"}"#, "k=v*", "yes"),
    (OPERATORS, r#""StringEquals": {"k": "v"}"#, "!k", "no"),
    (OPERATORS, r#""StringEquals": {"k": "v"}"#, "complete", "no"),
    (OPERATORS, r#""StringEquals": {"k": "v"}"#, "", "unknown"),
    (OPERATORS, r#""stringequals": {"k": "v"}"#, "k=v", "yes"),
    (OPERATORS, r#""StringEquals": {"k": 7}"#, "k=7", "yes"),
    (OPERATORS, r#""StringEquals": {"k": true}"#, "k=true", "yes"),
    (OPERATORS, r#""StringEquals": {"k": []}"#, "k=v", "no"),
    (OPERATORS, r#""StringEquals": {"k": [null, {"a": "b"}]}"#, "k=null", "no"),
    (OPERATORS, r#""StringNotEquals": {"k": "v"}"#, "k=v", "no"),
    (OPERATORS, r#""StringNotEquals": {"k": "v"}"#, "k=w", "yes"),
    (OPERATORS, r#""StringNotEquals": {"k": "v"}"#, "!k", "yes"),
    (OPERATORS, r#""StringEqualsIgnoreCase": {"k": "Größe"}"#, "k=gRÖSSE", "no"),
    (OPERATORS, r#""StringEqualsIgnoreCase": {"k": "Größe"}"#, "k=GRÖßE", "yes"),
    (OPERATORS, r#""StringEqualsIgnoreCase": {"k": "Größe"}"#, "k=größ", "no"),
    (OPERATORS, r#""StringEqualsIgnoreCase": {"k": "AbC"}"#, "k=aBc", "yes"),
    (OPERATORS, r#""StringNotEqualsIgnoreCase": {"k": "AbC"}"#, "k=aBc", "no"),
    (OPERATORS, r#""StringLike": {"k": "s3.*.amazonaws.com"}"#, "k=s3.eu-west-1.amazonaws.com", "yes"),
    (OPERATORS, r#""StringLike": {"k": "s3.*.amazonaws.com"}"#, "k=s3.amazonaws.com", "no"),
    (OPERATORS, r#""StringLike": {"k": "S3.*"}"#, "k=s3.eu-west-1.amazonaws.com", "no"),
    (OPERATORS, r#""StringLike": {"k": "a?c"}"#, "k=aßc", "yes"),
    (OPERATORS, r#""StringLike": {"k": "a?c"}"#, "k=ac", "no"),
    (OPERATORS, r#""StringLike": {"k": "*"}"#, "k=", "yes"),
    (OPERATORS, r#""StringLike": {"k": "*"}"#, "!k", "no"),
    (OPERATORS, r#""StringNotLike": {"k": ["a*", "b*"]}"#, "k=bc", "no"),
    (OPERATORS, r#""StringNotLike": {"k": ["a*", "b*"]}"#, "k=c", "yes"),
    (VALUES, r#""StringEquals": {"k": ["v", "w"]}"#, "k=w", "yes"),
    (VALUES, r#""StringEquals": {"k": "v", "l": "w"}"#, "k=v l=x", "no"),
    (VALUES, r#""StringEquals": {"k": "v", "l": "w"}"#, "k=v l=w", "yes"),
    (VALUES, r#""StringEquals": {"k": "v", "l": "w"}"#, "k=v", "unknown"),
    (VALUES, r#""StringEquals": {"k": "v", "l": "w"}"#, "l=x", "no"),
    (VALUES, r#""StringEquals": {"k": "v"}, "StringLike": {"k": "w"}"#, "k=v", "no"),
    (VALUES, r#""StringNotEquals": {"k": ["v", "w"]}"#, "k=w", "no"),
    (VALUES, r#""StringNotEquals": {"k": ["v", "w"]}"#, "k=x", "yes"),
    (OPERATORS, r#""NumericEquals": {"k": "10"}"#, "k=10.0", "yes"),
    (OPERATORS, r#""NumericEquals": {"k": 10}"#, "k=1e1", "yes"),
    (OPERATORS, r#""NumericNotEquals": {"k": 10}"#, "k=10", "no"),
    (OPERATORS, r#""NumericLessThan": {"k": 10}"#, "k=9", "yes"),
    (OPERATORS, r#""NumericLessThan": {"k": 10}"#, "k=10", "no"),
    (OPERATORS, r#""NumericLessThan": {"k": "-1"}"#, "k=-2.5", "yes"),
    (OPERATORS, r#""NumericLessThanEquals": {"k": 10}"#, "k=10", "yes"),
    (OPERATORS, r#""NumericLessThanEquals": {"k": "10"}"#, "k=9", "yes"),
    (OPERATORS, r#""NumericGreaterThan": {"k": 10}"#, "k=9", "no"),
    (OPERATORS, r#""NumericGreaterThan": {"k": 9007199254740992}"#, "k=9007199254740993", "yes"),
    (OPERATORS, r#""NumericGreaterThanEquals": {"k": 10}"#, "k=10", "yes"),
    (OPERATORS, r#""NumericGreaterThanEquals": {"k": 10}"#, "k=ten", "no"),
    (OPERATORS, r#""NumericGreaterThanEquals": {"k": 10}"#, "k=inf", "no"),
    (OPERATORS, r#""NumericNotEquals": {"k": 10}"#, "k=ten", "yes"),
    (OPERATORS, r#""NumericLessThan": {"k": 10}"#, "!k", "no"),
    (KMS_KEYS, r#""NumericLessThanEquals": {"kms:ValidTo": "1546257599"}"#, "kms:ValidTo=2018-12-31T11:59:59Z", "yes"),
    (KMS_KEYS, r#""NumericLessThanEquals": {"kms:ValidTo": "1546257599"}"#, "kms:ValidTo=2018-12-31T12:00:00Z", "no"),
    (OPERATORS, r#""DateLessThan": {"k": "2026-07-01T00:00:00Z"}"#, "k=2026-06-30T23:59:59Z", "yes"),
    (OPERATORS, r#""DateLessThan": {"k": "2026-07-01T00:00:00Z"}"#, "k=2026-07-01T01:00:00+02:00", "yes"),
    (OPERATORS, r#""DateLessThan": {"k": "2026-07-01T00:00:00Z"}"#, "k=2026-07-01T00:00:00Z", "no"),
    (OPERATORS, r#""DateLessThanEquals": {"k": "2026-07-01"}"#, "k=2026-07-01T00:00:00Z", "yes"),
    (OPERATORS, r#""DateGreaterThan": {"k": "2026-07"}"#, "k=2026-07-01T00:00:01Z", "yes"),
    (OPERATORS, r#""DateGreaterThanEquals": {"k": "2026"}"#, "k=2026-01-01T00:00Z", "yes"),
    (OPERATORS, r#""DateGreaterThanEquals": {"k": "1767225600"}"#, "k=2026-01-01T00:00:00Z", "yes"),
    (OPERATORS, r#""DateGreaterThanEquals": {"k": 1767225601}"#, "k=2026-01-01T00:00:00Z", "no"),
    (OPERATORS, r#""DateEquals": {"k": "2026-01-01T00:00:00Z"}"#, "k=1767225600", "yes"),
    (OPERATORS, r#""DateNotEquals": {"k": "2026-01-01T00:00:00Z"}"#, "k=1767225600", "no"),
    (OPERATORS, r#""DateEquals": {"k": "2026-13-01"}"#, "k=2026-13-01", "no"),
    (OPERATORS, r#""DateNotEquals": {"k": "soon"}"#, "k=2026-01-01", "yes"),
    (OPERATORS, r#""Bool": {"k": "true"}"#, "k=true", "yes"),
    (OPERATORS, r#""Bool": {"k": true}"#, "k=true", "yes"),
    (OPERATORS, r#""Bool": {"k": "true"}"#, "k=false", "no"),
    (OPERATORS, r#""Bool": {"k": false}"#, "k=false", "yes"),
    (OPERATORS, r#""Bool": {"k": "false"}"#, "!k", "no"),
    (OPERATORS, r#""BoolIfExists": {"k": "false"}"#, "!k", "yes"),
    (OPERATORS, r#""Bool": {"k": "yes"}"#, "k=yes", "no"),
    (OPERATORS, r#""BinaryEquals": {"k": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}"#, "k=QmluYXJ5VmFsdWVJbkJhc2U2NA", "yes"),
    (OPERATORS, r#""BinaryEquals": {"k": "QmluYXJ5"}"#, "k=Qmluyxj5", "no"),
    (OPERATORS, r#""BinaryEquals": {"k": "*"}"#, "k=*", "no"),
    (OPERATORS, r#""IpAddress": {"k": "203.0.113.0/24"}"#, "k=203.0.113.255", "yes"),
    (OPERATORS, r#""IpAddress": {"k": "203.0.113.0/24"}"#, "k=203.0.114.0", "no"),
    (OPERATORS, r#""IpAddress": {"k": "203.0.113.77/24"}"#, "k=203.0.113.1", "yes"),
    (OPERATORS, r#""IpAddress": {"k": "203.0.113.7"}"#, "k=203.0.113.7", "yes"),
    (OPERATORS, r#""IpAddress": {"k": "0.0.0.0/0"}"#, "k=203.0.113.7", "yes"),
    (OPERATORS, r#""IpAddress": {"k": "0.0.0.0/0"}"#, "k=2001:db8::1", "no"),
    (OPERATORS, r#""IpAddress": {"k": "::/0"}"#, "k=2001:db8::1", "yes"),
    (OPERATORS, r#""IpAddress": {"k": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"]}"#, "k=2001:db8:1234:5678:9::", "yes"),
    (OPERATORS, r#""IpAddress": {"k": "2001:db8:1234:5678::/64"}"#, "k=2001:db8:1234:5679::", "no"),
    (OPERATORS, r#""IpAddress": {"k": "203.0.113.0/33"}"#, "k=203.0.113.0", "no"),
    (OPERATORS, r#""IpAddress": {"k": "203.0.113.0/"}"#, "k=203.0.113.0", "no"),
    (OPERATORS, r#""NotIpAddress": {"k": "203.0.113.0/24"}"#, "k=203.0.113.1", "no"),
    (OPERATORS, r#""NotIpAddress": {"k": "203.0.113.0/24"}"#, "k=198.51.100.1", "yes"),
    (OPERATORS, r#""NotIpAddress": {"k": "203.0.113.0/24"}"#, "!k", "yes"),
    (OPERATORS, r#""ArnLike": {"k": "arn:aws:iam::*:role/app"}"#, "k=arn:aws:iam::111122223333:role/app", "yes"),
    (OPERATORS, r#""ArnEquals": {"k": "arn:aws:iam::*:role/app"}"#, "k=arn:aws:iam::111122223333:role/app", "yes"),
    (OPERATORS, r#""ArnLike": {"k": "arn:aws:*:role/app"}"#, "k=arn:aws:iam::111122223333:role/app", "no"),
    (OPERATORS, r#""ArnLike": {"k": "arn:aws:sns:*:*:*"}"#, "k=arn:aws:sns:us-east-1:111122223333:topic:1", "yes"),
    (OPERATORS, r#""ArnLike": {"k": "arn:aws:sns:*:*:a?c"}"#, "k=arn:aws:sns:us-east-1:111122223333:abc", "yes"),
    (OPERATORS, r#""ArnLike": {"k": "arn:aws:sns:us-*:*:*"}"#, "k=arn:aws:sns:eu-west-1:111122223333:abc", "no"),
    (OPERATORS, r#""ArnLike": {"k": "arn:aws:sns:*:*:*"}"#, "k=topic", "no"),
    (OPERATORS, r#""ArnNotLike": {"k": "arn:aws:iam::*:role/app"}"#, "k=arn:aws:iam::111122223333:role/app", "no"),
    (OPERATORS, r#""ArnNotEquals": {"k": "arn:aws:iam::*:role/app"}"#, "k=arn:aws:iam::111122223333:role/App", "yes"),
    (OPERATORS, r#""ArnNotEquals": {"k": "arn:aws:iam::*:role/app"}"#, "!k", "yes"),
    (OPERATORS, r#""Null": {"k": "true"}"#, "!k", "yes"),
    (OPERATORS, r#""Null": {"k": "true"}"#, "k=v", "no"),
    (OPERATORS, r#""Null": {"k": false}"#, "k=v", "yes"),
    (OPERATORS, r#""Null": {"k": "false"}"#, "!k", "no"),
    (OPERATORS, r#""Null": {"k": "true"}"#, "", "unknown"),
    (OPERATORS, r#""NullIfExists": {"k": "true"}"#, "k=v", "unknown"),
    (OPERATORS, r#""StringEqualsIfExists": {"k": "v"}"#, "!k", "yes"),
    (OPERATORS, r#""StringEqualsIfExists": {"k": "v"}"#, "k=w", "no"),
    (OPERATORS, r#""StringEqualsIfExists": {"k": "v"}"#, "k=v", "yes"),
    (OPERATORS, r#""StringNotEqualsIfExists": {"k": "v"}"#, "k=v", "no"),
    (SETS, r#""ForAnyValue:StringEquals": {"k": ["a", "b"]}"#, "k=b|c", "yes"),
    (SETS, r#""ForAnyValue:StringEquals": {"k": ["a", "b"]}"#, "k=c|d", "no"),
    (SETS, r#""ForAnyValue:StringEquals": {"k": ["a", "b"]}"#, "!k", "no"),
    (SETS, r#""ForAnyValue:StringLike": {"k": "a*"}"#, "k=b|ac", "yes"),
    (SETS, r#""ForAnyValue:StringNotEquals": {"k": ["a", "b"]}"#, "k=a|c", "yes"),
    (SETS, r#""ForAnyValue:StringNotEquals": {"k": ["a", "b"]}"#, "k=a|b", "no"),
    (SETS, r#""ForAnyValue:StringNotEquals": {"k": "a"}"#, "!k", "no"),
    (SETS, r#""ForAllValues:StringEquals": {"k": ["a", "b"]}"#, "k=a|b", "yes"),
    (SETS, r#""ForAllValues:StringEquals": {"k": ["a", "b"]}"#, "k=a|c", "no"),
    (SETS, r#""ForAllValues:StringEquals": {"k": ["a", "b"]}"#, "!k", "yes"),
    (SETS, r#""ForAllValues:StringEquals": {"k": ["a", "b"]}"#, "", "unknown"),
    (SETS, r#""ForAllValues:StringNotEquals": {"k": ["a", "b"]}"#, "k=c|d", "yes"),
    (SETS, r#""ForAllValues:StringNotEquals": {"k": ["a", "b"]}"#, "k=c|a", "no"),
    (SETS, r#""forallvalues:stringlikeifexists": {"k": "a*"}"#, "k=ab|ac", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${aws:username}"}"#, "k=ops", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${AWS:UserName}-1"}"#, "k=ops-1", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${l}"}"#, "k=v l=v", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${l}"}"#, "k=v !l", "no"),
    (VARIABLES, r#""StringNotEquals": {"k": "${l}"}"#, "k=v !l", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${l}"}"#, "k=v", "unknown"),
    (VARIABLES, r#""StringEquals": {"k": ["${l}", "v"]}"#, "k=v", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${l}"}"#, "k=v l=v|w", "no"),
    (VARIABLES, r#""StringEquals": {"k": "${l, 'company-wide'}"}"#, "k=company-wide !l", "yes"),
    (VARIABLES, r#""StringEquals": {"k": "${l, 'company-wide'}"}"#, "k=company-wide l=v", "no"),
    (VARIABLES, r#""StringLike": {"k": "${l}*"}"#, "k=vw l=v", "yes"),
    (VARIABLES, r#""StringLike": {"k": "${l}"}"#, "k=vw l=v*", "no"),
    (VARIABLES, r#""StringLike": {"k": "a${*}b${?}c${$}"}"#, "k=a*b?c$", "yes"),
    (VARIABLES, r#""StringLike": {"k": "a${*}b"}"#, "k=axb", "no"),
    (VARIABLES, r#""StringEquals": {"k": "${l"}"#, "k=${l", "yes"),
    (VARIABLES, r#""ArnLike": {"k": "arn:aws:iam::${aws:PrincipalAccount}:user/*"}"#, "k=arn:aws:iam::111122223333:user/a", "yes"),
    (VARIABLES, r#""ArnLike": {"k": "arn:aws:iam::${aws:PrincipalAccount}:user/*"}"#, "k=arn:aws:iam::444455556666:user/a", "no"),
    (VARIABLES, r#""Bool": {"k": "${l}"}"#, "k=true l=TRUE", "yes"),
    (VARIABLES, r#""NumericEquals": {"k": "${l}"}"#, "k=1 l=1", "no"),
    (KEYS, r#""StringEquals": {"aws:PrincipalAccount": "111122223333"}"#, "", "yes"),
    (KMS_KEYS, r#""StringEquals": {"kms:CallerAccount": "444455556666"}"#, "", "no"),
    (KEYS, r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/team/*"}"#, "", "yes"),
    (KEYS, r#""StringEquals": {"aws:PrincipalType": "User"}"#, "", "yes"),
    (KEYS, r#""StringEquals": {"aws:username": "ops"}"#, "", "yes"),
    (KEYS, r#""Bool": {"aws:PrincipalIsAWSService": "true"}"#, "", "no"),
    (KEYS, r#""Null": {"aws:PrincipalServiceName": "true"}"#, "", "yes"),
    (KEYS, r#""Null": {"aws:SourceArn": "true"}"#, "", "yes"),
    (KEYS, r#""StringEquals": {"aws:SourceAccount": "111122223333"}"#, "", "no"),
    (KEYS, r#""Bool": {"aws:SecureTransport": "false"}"#, "", "no"),
    (KEYS, r#""StringEquals": {"aws:ResourceAccount": "111122223333"}"#, "", "yes"),
    (KEYS, r#""StringEquals": {"aws:RequestedRegion": "us-east-1"}"#, "", "unknown"),
    (KEYS, r#""DateLessThan": {"aws:CurrentTime": "2026-01-01"}"#, "complete", "unknown"),
    (KEYS, r#""StringEquals": {"kms:CallerAccount": "1"}"#, "kms:CallerAccount=1", "yes"),
];

#[test]
fn every_condition_holds_as_its_source_has_it() {
    let user = who("user");
    let decide = |&(source, condition, words, expected): &Holds| {
        assert!(source.starts_with("https://docs.aws.amazon.com/"));
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{
                "Effect": "Allow", "Principal": {{"AWS": "arn:aws:iam::111122223333:user/team/ops"}},
                "Action": "kms:Decrypt", "Resource": "*", "Condition": {{{condition}}}
            }}}}"#
        );
        let document = Document::read(&text).unwrap();
        let context = context(words.split_whitespace());
        let request = AccessRequest::new(user.as_ref().unwrap(), Action::Decrypt)
            .with_account("111122223333".parse().unwrap())
            .with_context(&context);
        let decided = match document.authorize(&request) {
            Decision::Allowed { .. } => "yes",
            Decision::DeniedImplicitly => "no",
            Decision::Depends { .. } => "unknown",
            decision => panic!("{condition} {words}: {decision}"),
        };
        Row {
            asked: format!("{condition} with {words}"),
            decided: decided.to_owned(),
            expected: expected.to_owned(),
        }
    };
    assert_rows(ROWS.iter().map(decide).collect(), 158);
}

#[test]
fn variables_are_text_in_policies_of_the_old_version() {
    let text = |version: &str| {
        format!(
            r#"{{{version} "Statement": {{
                "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*",
                "Condition": {{"StringEquals": {{"k": "${{aws:username}}"}}}}
            }}}}"#
        )
    };
    let user = who("user").unwrap();
    for (version, holds_for) in [
        (r#""Version": "2012-10-17","#, "ops"),
        (r#""Version": "2008-10-17","#, "${aws:username}"),
        ("", "${aws:username}"),
    ] {
        let text = text(version);
        let document = Document::read(&text).unwrap();
        for value in ["ops", "${aws:username}"] {
            let context = kms_mrk::policy::RequestContext::new().with("k", value);
            let request = AccessRequest::new(&user, Action::Decrypt)
                .with_account("111122223333".parse().unwrap())
                .with_context(&context);
            assert_eq!(document.authorize(&request).is_allowed(), value == holds_for, "{version} {value}");
        }
    }
}

/// The ARN of a session does not have the path of its role; `aws:PrincipalArn` does.
#[rustfmt::skip]
const ROLE_ROWS: &[(&str, &str)] = &[
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}"#, "yes"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*app"}"#, "yes"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}"#, "unknown"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/service/*"}"#, "unknown"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*/app"}"#, "unknown"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/ap?"}"#, "unknown"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*/other"}"#, "no"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}"#, "no"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"}"#, "no"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:sts::*:assumed-role/app/*"}"#, "no"),
    (r#""ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"}"#, "no"),
    (r#""ArnNotEquals": {"aws:PrincipalArn": ["arn:aws:iam::*:user/*", "arn:aws:iam::*:role/other"]}"#, "yes"),
    (r#""StringLike": {"AWS:principalarn": "*"}"#, "yes"),
    (r#""StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}"#, "yes"),
    (r#""StringLike": {"aws:PrincipalArn": "arn:*:role/other"}"#, "no"),
    (r#""StringLike": {"aws:PrincipalArn": "arn:*:role/app"}"#, "unknown"),
    (r#""StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/service/app"}"#, "unknown"),
    (r#""StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}"#, "no"),
    (r#""StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/other"}"#, "no"),
    (r#""StringEqualsIgnoreCase": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/other"}"#, "unknown"),
    (r#""ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:role/*"}"#, "unknown"),
    (r#""Null": {"aws:PrincipalArn": "false"}"#, "yes"),
    (r#""Null": {"aws:PrincipalArn": true}"#, "no"),
];

#[test]
fn a_condition_on_the_role_of_a_session_is_decided_where_its_path_does_not_matter() {
    let session = who("session").unwrap();
    for (condition, expected) in ROLE_ROWS {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": {{
                "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {{{condition}}}
            }}}}"#
        );
        let document = Document::read(&text).unwrap();
        let request =
            AccessRequest::new(&session, Action::Decrypt).with_account("111122223333".parse().unwrap());
        let decided = match document.authorize(&request) {
            Decision::Allowed { .. } => "yes",
            Decision::DeniedImplicitly => "no",
            _ => "unknown",
        };
        assert_eq!(decided, *expected, "{condition}");
    }
}
