//! Which texts name one principal, and why the others do not.

use expect_test::expect;
use kms_mrk::identity::{AccountId, Partition, PrincipalArn, PrincipalKind};

fn principal(text: &str) -> PrincipalArn {
    text.parse().unwrap()
}

fn account(text: &str) -> AccountId {
    text.parse().unwrap()
}

#[test]
fn every_form_of_a_principal_is_read() {
    let mut said = String::new();
    for text in [
        "arn:aws:iam::111122223333:root",
        "111122223333",
        "arn:aws:iam::111122223333:user/ops",
        "arn:aws:iam::111122223333:user/division/a:b/ops@example.com",
        "arn:aws-cn:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
        "arn:aws:sts::111122223333:assumed-role/deployer/ci-42",
        "arn:aws:sts::111122223333:federated-user/dev",
        "s3.amazonaws.com",
        "logs.us-east-1.amazonaws.com",
        "ec2.amazonaws.com.cn",
        "logs.us-iso-east-1.c2s.ic.gov",
    ] {
        let p = principal(text);
        assert_eq!(p, text);
        let json = serde_json::to_string(&p).unwrap();
        assert_eq!(serde_json::from_str::<PrincipalArn>(&json).unwrap(), p);
        let (kind, partition, name) = (p.kind(), p.partition().map(Partition::as_str), p.name());
        let (role, session) = (p.role_name(), p.session_name());
        assert_eq!(p.account(), (kind != PrincipalKind::Service).then(|| account("111122223333")));
        let words = [partition, name, role, session].map(|word| word.unwrap_or("-")).join(" ");
        said += &format!("{kind:?} {words}\n");
    }
    expect![[r#"
        Account aws - - -
        Account - - - -
        User aws ops - -
        User aws ops@example.com - -
        Role aws-cn AWSServiceRoleForX AWSServiceRoleForX -
        RoleSession aws ci-42 deployer ci-42
        FederatedUser aws dev - -
        Service - s3.amazonaws.com - -
        Service - logs.us-east-1.amazonaws.com - -
        Service - ec2.amazonaws.com.cn - -
        Service - logs.us-iso-east-1.c2s.ic.gov - -
    "#]]
    .assert_eq(&said);
    let root = PrincipalArn::account_root(&Partition::Aws, account("111122223333"));
    assert_eq!(root, principal("arn:aws:iam::111122223333:root"));
}

#[test]
fn what_is_no_single_principal_is_refused() {
    let texts = [
        "",
        "*",
        "ops",
        "11112222333",
        "AIDACKCEVSQ6C2EXAMPLE",
        "amazonaws.com",
        ".amazonaws.com",
        "S3.amazonaws.com",
        "s3.example.com",
        "arn:aws:iam::*:root",
        "arn:aws:iam::111122223333:*",
        "arn:aws:iam::111122223333:group/admins",
        "arn:aws:iam::111122223333:instance-profile/web",
        "arn:aws:iam::111122223333:root/",
        "arn:aws:iam::111122223333:user/",
        "arn:aws:iam::111122223333:user/path/",
        "arn:aws:iam::111122223333:user/a*/ops",
        "arn:aws:iam::111122223333:user/a b/ops",
        "arn:aws:iam::111122223333:role/deploy?r",
        "arn:aws:iam::111122223333:role/déployer",
        "arn:aws:iam:us-east-1:111122223333:root",
        "arn:aws:sts::111122223333:assumed-role/deployer",
        "arn:aws:sts::111122223333:assumed-role//ci",
        "arn:aws:sts::111122223333:assumed-role/deployer/",
        "arn:aws:sts::111122223333:assumed-role/deployer/*",
        "arn:aws:sts::111122223333:assumed-role/path/deployer/ci",
        "arn:aws:sts::111122223333:user/ops",
        "arn:aws:s3:::bucket",
    ];
    let messages = texts.map(|text| format!("{}\n", text.parse::<PrincipalArn>().unwrap_err()));
    expect![[r#"
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found the end at byte 0
        invalid principal: expected one principal without wildcards, found `*` at byte 0
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found `ops` at byte 0
        invalid principal: expected a digit in the account ID, found the end at byte 11
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found `AIDACKCEVSQ6C2EXAMPLE` at byte 0
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found `amazonaws.com` at byte 0
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found `.amazonaws.com` at byte 0
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found `S3.amazonaws.com` at byte 0
        invalid principal: expected an ARN, an account ID or a service like `s3.amazonaws.com`, found `s3.example.com` at byte 0
        invalid principal: expected a digit in the account ID, found `*` at byte 13
        invalid principal: expected `root`, `user/` or `role/`, found `*` at byte 26
        invalid principal: expected `root`, `user/` or `role/` (a group is no principal), found `group/admins` at byte 26
        invalid principal: expected `root`, `user/` or `role/`, found `instance-profile/web` at byte 26
        invalid principal: expected `root`, `user/` or `role/`, found `root/` at byte 26
        invalid principal: expected a name, found the end at byte 31
        invalid principal: expected a name, found the end at byte 36
        invalid principal: expected one principal without wildcards, found `*/ops` at byte 32
        invalid principal: expected a printable ASCII character in the path, found ` b/ops` at byte 32
        invalid principal: expected one principal without wildcards, found `?r` at byte 37
        invalid principal: expected a letter, a digit or one of `+=,.@_-`, found `éployer` at byte 32
        invalid principal: expected no Region, found `us-east-1:111122223333:root` at byte 12
        invalid principal: expected `/` and the name of the session, found the end at byte 47
        invalid principal: expected a name, found `/ci` at byte 39
        invalid principal: expected a name, found the end at byte 48
        invalid principal: expected one principal without wildcards, found `*` at byte 48
        invalid principal: expected a letter, a digit or one of `+=,.@_-`, found `/ci` at byte 52
        invalid principal: expected `assumed-role/` or `federated-user/`, found `user/ops` at byte 26
        invalid principal: expected the service `iam` or `sts`, found `s3` at byte 8
    "#]].assert_eq(&messages.concat());
}
