//! Who may, by which statement.

use crate::table::{Row, Table, assert_rows};

const EVALUATION: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html";
const DEFAULT: &str = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html";
const EXTERNAL: &str =
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html";
const LOGIC: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
const PRINCIPAL: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";
const NOT_PRINCIPAL: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html";
const ACTION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html";
const NOT_ACTION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html";
const RESOURCE: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html";
const CREATE_KEY: &str = "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html";
const CONDITION: &str =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";

const TABLES: &[Table] = &[
    Table {
        source: DEFAULT,
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#,
        identity: None,
        rows: "
            root            Decrypt           => allowed 0
            111122223333    Decrypt           => allowed 0
            user            Decrypt           => delegated 0
            role            PutKeyPolicy      => delegated 0
            session         ScheduleKeyDeletion => delegated 0
            federated       Encrypt           => delegated 0
            foreign-root    Decrypt           => denied
            foreign-user    Decrypt           => denied
            china-user      Decrypt           => denied
            service         Decrypt           => denied
            anonymous       Decrypt           => denied
            user            Decrypt no-account => delegated 0
            root            Decrypt no-account => allowed 0
            root            PutKeyPolicy no-account => depends the account of the key
            root            GetSomethingNew   => allowed 0
            user            GetSomethingNew   => delegated 0
        ",
    },
    Table {
        source: PRINCIPAL, // a bare account ID is the same
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#,
        identity: None,
        rows: "
            root            Decrypt           => allowed 0
            user            Decrypt           => delegated 0
            china-user      Decrypt           => delegated 0
            foreign-user    Decrypt           => denied
        ",
    },
    Table {
        source: EVALUATION, // what the key policy leaves to IAM policies, they decide
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Allow", "Action": ["kms:Decrypt", "kms:CreateKey"], "Resource": "*"},
            {"Effect": "Allow", "Action": "kms:Sign", "Resource": "arn:aws:kms:us-east-1:111122223333:key/*"},
            {"Effect": "Deny", "Action": "kms:Verify", "Resource": "*"}"#),
        rows: "
            user            Decrypt           => allowed 0
            session         Decrypt           => allowed 0
            user            Encrypt           => denied
            user            Verify            => denied iam 0/2
            user            Sign key-arn      => allowed 0
            user            Sign              => depends the ARN of the key
            root            Encrypt           => allowed 0
            root            Verify            => allowed 0
            user            CreateKey         => allowed iam 0/0
            user            ListKeys          => denied
        ",
    },
    Table {
        source: EVALUATION, // an IAM policy alone gives nothing on a key
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:Decrypt", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
        rows: "
            user            Decrypt           => allowed 0
            user            Encrypt           => denied
            root            Decrypt           => denied
            session         Decrypt           => denied
        ",
    },
    Table {
        source: LOGIC, // in one account, a policy that names the principal is enough
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:*", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Deny", "Action": "kms:Encrypt", "Resource": "*"}"#),
        rows: "
            user            Decrypt           => allowed 0
            user            PutKeyPolicy      => allowed 0
            user            Encrypt           => denied iam 0/0
        ",
    },
    Table {
        source: LOGIC, // a denial wins, wherever it stands
        statements: r#"{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/service/app"}, "Action": "kms:Decrypt", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "Deny", "Principal": {"Service": "logs.us-east-1.amazonaws.com"}, "Action": "kms:*", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#),
        rows: "
            session         Decrypt           => denied 0
            role            Decrypt           => denied 0
            session         Encrypt           => allowed 1
            user            Decrypt           => allowed 1
            root            Decrypt           => allowed 1
            foreign-user    Decrypt           => denied 2
            foreign-root    Decrypt           => denied 2
            service         Decrypt           => denied 3
        ",
    },
    Table {
        source: PRINCIPAL, // who is who
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/service/app", "arn:aws:iam::111122223333:user/team/ops"]}, "Action": "kms:Decrypt", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::111122223333:assumed-role/app/i-0abc"}, "Action": "kms:Encrypt", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::111122223333:federated-user/ana"}, "Action": "kms:Encrypt", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"Service": ["s3.amazonaws.com", "logs.us-east-1.amazonaws.com"]}, "Action": "kms:Sign", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com", "CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}, "Action": "kms:*", "Resource": "*"}"#,
        identity: None,
        rows: "
            session         Decrypt           => allowed 0
            other-session   Decrypt           => allowed 0
            role            Decrypt           => allowed 0
            user            Decrypt           => allowed 0
            arn:aws:iam::111122223333:user/ops Decrypt => denied
            arn:aws:iam::111122223333:user/team/Ops Decrypt => denied
            arn:aws:sts::111122223333:assumed-role/App/i-0abc Decrypt => denied
            arn:aws:sts::111122223333:assumed-role/app2/i-0abc Decrypt => denied
            arn:aws-cn:sts::111122223333:assumed-role/app/i-0abc Decrypt => denied
            foreign-session Decrypt           => denied
            root            Decrypt           => denied
            session         Encrypt           => allowed 1
            other-session   Encrypt           => denied
            role            Encrypt           => depends the name of the role session
            federated       Encrypt           => allowed 2
            arn:aws:sts::111122223333:federated-user/eve Encrypt => denied
            service         Sign              => allowed 3
            s3.amazonaws.com Sign             => allowed 3
            sns.amazonaws.com Sign            => denied
            cognito-identity.amazonaws.com GetPublicKey => denied
        ",
    },
    Table {
        source: PRINCIPAL, // everybody
        statements: r#"{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}"#,
        identity: None,
        rows: "
            root            PutKeyPolicy      => allowed 0
            session         PutKeyPolicy      => allowed 0
            service         Decrypt           => allowed 0
            anonymous       Decrypt           => allowed 0
            anonymous       PutKeyPolicy      => denied
            foreign-user    Decrypt           => delegated 0
            foreign-root    Decrypt           => allowed 0
            user            Decrypt no-account => depends the account of the key
            user            CreateKey         => denied
        ",
    },
    Table {
        source: EXTERNAL,
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": ["444455556666", "arn:aws:iam::444455556666:user/ops"]}, "Action": "kms:*", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Allow", "Action": "kms:*", "Resource": "arn:aws:kms:us-east-1:111122223333:key/*"}"#),
        rows: "
            foreign-user    Decrypt key-arn   => allowed 0
            foreign-session CreateGrant key-arn => allowed 0
            foreign-user    DescribeKey key-arn => allowed 0
            foreign-user    GetKeyRotationStatus key-arn => allowed 0
            foreign-user    RetireGrant key-arn => allowed 0
            foreign-user    PutKeyPolicy key-arn => denied
            foreign-user    ReplicateKey key-arn => denied
            foreign-user    EnableKey key-arn => denied
            foreign-user    TagResource key-arn => denied
            foreign-root    PutKeyPolicy key-arn => denied
            foreign-root    Decrypt key-arn   => allowed 0
            user            Decrypt key-arn   => denied
        ",
    },
    Table {
        source: EXTERNAL, // the other account has to allow it too
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:user/ops"}, "Action": "kms:Decrypt", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*"}"#),
        rows: "
            foreign-user    Decrypt           => denied
            foreign-user    Encrypt           => denied
            foreign-session Encrypt           => denied
        ",
    },
    Table {
        source: NOT_PRINCIPAL,
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:user/team/ops", "arn:aws:iam::111122223333:root"]}, "Action": "kms:Decrypt", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:sts::111122223333:assumed-role/app/i-0abc", "arn:aws:iam::111122223333:role/service/app", "111122223333"]}, "Action": "kms:Encrypt", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:role/service/app", "111122223333"]}, "Action": "kms:Sign", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:Verify", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": {"Service": "logs.us-east-1.amazonaws.com"}, "Action": "kms:GenerateMac", "Resource": "*"},
            {"Effect": "Deny", "NotPrincipal": "*", "Action": "kms:VerifyMac", "Resource": "*"}"#,
        identity: None,
        rows: "
            user            Decrypt           => allowed 0
            root            Decrypt           => allowed 0
            session         Decrypt           => denied 1
            foreign-user    Decrypt           => denied 1
            service         Decrypt           => denied 1
            session         Encrypt           => allowed 0
            other-session   Encrypt           => denied 2
            user            Encrypt           => denied 2
            session         Sign              => denied 3
            role            Sign              => allowed 0
            user            Verify            => denied 4
            service         GenerateMac       => allowed 0
            user            GenerateMac       => denied 5
            anonymous       VerifyMac         => allowed 0
        ",
    },
    Table {
        source: NOT_PRINCIPAL, // to allow all but some lets in everybody else
        statements: r#"{"Effect": "Allow", "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:role/service/app", "444455556666"]}, "Action": "kms:Decrypt", "Resource": "*"}"#,
        identity: None,
        rows: "
            user            Decrypt           => allowed 0
            session         Decrypt           => denied
            foreign-user    Decrypt           => denied
            arn:aws:iam::123456789012:user/eve Decrypt => delegated 0
            anonymous       Decrypt           => allowed 0
        ",
    },
    Table {
        source: ACTION,
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["KMS:decrypt", "kms:Generate?ac", "kms:Put*"], "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*Grant*", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["s3:*", "kms:encrypt ", "kms.Sign"], "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["kms:New*"], "Resource": "*"}"#,
        identity: None,
        rows: "
            user            Decrypt           => allowed 0
            user            GenerateMac       => allowed 0
            user            PutKeyPolicy      => allowed 0
            user            GenerateDataKey   => denied
            user            ListGrants        => allowed 1
            user            RetireGrant       => allowed 1
            user            Encrypt           => denied
            user            Sign              => denied
            user            NewOperation      => allowed 3
            user            OldOperation      => denied
        ",
    },
    Table {
        source: NOT_ACTION,
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "NotAction": ["kms:Put*", "kms:schedulekeydeletion"], "Resource": "*"}"#,
        identity: None,
        rows: "
            user            Decrypt           => allowed 0
            user            PutKeyPolicy      => denied
            user            ScheduleKeyDeletion => denied
            user            PutSomethingNew   => denied
            user            SomethingNew      => allowed 0
        ",
    },
    Table {
        source: RESOURCE,
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Decrypt", "Resource": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Encrypt", "Resource": ["arn:aws:kms:eu-west-1:*:key/*", "arn:aws:kms:*:111122223333:alias/app"]},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Sign", "Resource": "arn:aws:kms:*:111122223333:key/mrk-*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Verify", "NotResource": "arn:aws:kms:*:111122223333:key/mrk-*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:GetPublicKey", "NotResource": "arn:aws:s3:::bucket"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:GenerateMac", "Resource": "arn:*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:VerifyMac", "Resource": "arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:DescribeKey", "Resource": "arn:aws:kms:us-east-1:111122223333:KEY/*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:ListGrants", "Resource": ["arn:aws:kms:*:*:alias/*", "arn:aws:s3:*:*:key/*", "arn:aws:kms:*:444455556666:key/*", "arn:aws:kms", "arn:aws:kms:*:*:key/*:*"]},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:ReEncrypt*", "Resource": "arn:*:kms:*:1111*:k?y/*"}"#,
        identity: None,
        rows: "
            user            Decrypt key-arn   => allowed 0
            user            Decrypt           => depends the ARN of the key
            user            Encrypt key-arn   => denied
            user            Sign key-arn      => allowed 2
            user            Verify key-arn    => denied
            user            Verify            => depends the ARN of the key
            user            GetPublicKey      => allowed 4
            user            GenerateMac key-arn => allowed 5
            user            GenerateMac       => depends the ARN of the key
            user            VerifyMac key-arn => allowed 6
            foreign-root    VerifyMac key-arn => denied
            user            DescribeKey key-arn => denied
            user            ListGrants        => denied
            user            ReEncryptTo       => depends the ARN of the key
        ",
    },
    Table {
        source: CREATE_KEY, // a statement without action or resource has no effect
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*"},
            {"Effect": "Allow", "Action": "kms:*", "Resource": "*"},
            {"Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": []}, "Action": "kms:*", "Resource": "*"}"#,
        identity: None,
        rows: "
            root            Decrypt           => denied
            user            Decrypt           => denied
        ",
    },
    Table {
        source: CONDITION, // what is not known matters where it can change the answer, and only there
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "kms:*", "Resource": "*"},
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}}},
            {"Effect": "Deny", "Principal": "*", "Action": ["kms:Encrypt", "kms:CreateGrant"], "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}, "StringEquals": {"aws:PrincipalType": "User"}}},
            {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/team/ops"}, "Action": "kms:Encrypt", "Resource": "*", "Condition": {"StringEquals": {"kms:EncryptionContext:team": "a", "kms:ViaService": "sqs.us-east-1.amazonaws.com"}}},
            {"Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "kms:*", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Sign", "Resource": "*", "Condition": {"IpAdress": {"aws:SourceIp": "203.0.113.0/24"}}},
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:Verify", "Resource": "*", "Condition": "never"}"#,
        identity: None,
        rows: "
            user Decrypt                                        => depends kms:ViaService
            user Decrypt kms:viaservice=s3.us-east-1.amazonaws.com => allowed 1
            user Decrypt kms:ViaService=sqs.us-east-1.amazonaws.com => delegated 0
            user Decrypt !kms:ViaService                        => delegated 0
            user Decrypt complete                               => delegated 0
            root Decrypt                                        => allowed 0
            session Encrypt                                     => delegated 0
            user CreateGrant                                    => depends aws:MultiFactorAuthPresent
            user CreateGrant aws:MultiFactorAuthPresent=false   => denied 2
            user CreateGrant aws:MultiFactorAuthPresent=true    => delegated 0
            user CreateGrant !aws:MultiFactorAuthPresent        => delegated 0
            user Encrypt                                        => depends aws:MultiFactorAuthPresent, kms:EncryptionContext:team, kms:ViaService
            user Encrypt aws:MultiFactorAuthPresent=false       => denied 2
            user Encrypt kms:EncryptionContext:team=b           => depends aws:MultiFactorAuthPresent
            user Encrypt complete kms:EncryptionContext:TEAM=a kms:ViaService=sqs.us-east-1.amazonaws.com => allowed 3
            foreign-user Decrypt                                => denied
            user Sign                                           => depends what AWS makes of `/Statement/5/Condition/IpAdress`
            root Sign                                           => allowed 0
            user Verify                                         => depends what AWS makes of `/Statement/6/Condition`
        ",
    },
    Table {
        source: CONDITION, // IAM policies have conditions too
        statements: r#"{"Effect": "Allow", "Principal": {"AWS": ["111122223333", "444455556666"]}, "Action": "kms:*", "Resource": "*"}"#,
        identity: Some(r#"{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}},
            {"Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/app"}}},
            {"Effect": "Deny", "Action": "kms:*Grant*", "Resource": "*", "Condition": {"Bool": {"kms:GrantIsForAWSResource": false}}}"#),
        rows: "
            user         Decrypt                                => allowed 0
            foreign-user Decrypt                                => denied
            user         Encrypt                                => depends kms:ResourceAliases
            user         Encrypt kms:ResourceAliases=alias/app|alias/b => allowed 0
            user         Encrypt kms:ResourceAliases=alias/b    => denied
            user         CreateGrant                            => denied
            user         CreateGrant kms:GrantIsForAWSResource=false => denied iam 0/2
            user         Decrypt no-account                     => depends aws:ResourceAccount
        ",
    },
];

#[test]
fn every_decision_is_as_its_source_has_it() {
    let rows: Vec<Row> = TABLES.iter().flat_map(Table::decide).collect();
    assert!(TABLES.iter().all(|table| table.source.starts_with("https://docs.aws.amazon.com/")));
    assert_rows(rows, 166);
}
