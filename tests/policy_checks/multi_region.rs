//! What a key policy says about Regions, and what it says to related keys.

use kms_mrk::identity::{Geography, Region};
use kms_mrk::policy::rule::multi_region::*;
use kms_mrk::policy::{KeyKind, Setting};
use kms_mrk::verdict::Severity::{Error, Suggestion, Warning};

use crate::case::{Case, statement};

fn in_ireland(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_region(&Region::EU_WEST_1).with_account("111122223333".parse().unwrap()));
}

fn in_cape_town(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_region(&Region::AF_SOUTH_1).with_account("111122223333".parse().unwrap()));
}

/// The account of the key has enabled no opt-in Region.
fn without_opt_in(check: &mut dyn FnMut(&Setting<'_>)) {
    let account = "111122223333".parse().unwrap();
    let geography = Geography::new().with_enabled_regions(account, []);
    check(&Setting::new().with_region(&Region::EU_WEST_1).with_account(account).with_geography(&geography));
}

fn in_china(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_region(&Region::CN_NORTH_1));
}

fn of_a_replica(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_key(KeyKind::Replica));
}

fn of_a_single_region_key(check: &mut dyn FnMut(&Setting<'_>)) {
    check(&Setting::new().with_key(KeyKind::SingleRegion));
}

fn under(condition: &str) -> String {
    statement(&format!(
        r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{{condition}}}"#
    ))
}

fn of_calls() -> Vec<Case> {
    let via = |values: &str| under(&format!(r#""StringLike": {{"kms:ViaService": {values}}}"#));
    let region = |values: &str| under(&format!(r#""StringEquals": {{"aws:RequestedRegion": {values}}}"#));
    vec![
        Case::new(
            "M01",
            &VIA_SERVICE,
            Warning,
            via(r#""s3.⟦us-east-1⟧.amazonaws.com""#),
            via(r#""s3.*.amazonaws.com""#),
        ),
        Case::new(
            "M01 in another Region",
            &VIA_SERVICE,
            Warning,
            via(r#"["s3.eu-west-1.amazonaws.com", "sqs.⟦us-east-1⟧.amazonaws.com"]"#),
            via(r#"["sqs.eu-west-1.amazonaws.com", "sqs.us-east-1.amazonaws.com"]"#),
        )
        .in_setting(in_ireland),
        Case::new(
            "M01 with a pattern",
            &VIA_SERVICE,
            Warning,
            via(r#""s3.⟦us-*⟧.amazonaws.com""#),
            via(r#""s3.eu-*.amazonaws.com""#),
        )
        .in_setting(in_ireland),
        Case::new(
            "M02",
            &REQUESTED_REGION,
            Warning,
            region(r#""⟦us-east-1⟧""#),
            region(r#"["us-east-1", "eu-west-1"]"#),
        ),
        Case::new(
            "M02 in another Region",
            &REQUESTED_REGION,
            Warning,
            region(r#"["⟦us-east-1⟧"]"#),
            region(r#"["us-east-1", "eu-west-1"]"#),
        )
        .in_setting(in_ireland),
    ]
}

fn of_services() -> Vec<Case> {
    let service = |principal: &str| {
        statement(&format!(
            r#""Effect": "Deny", "Principal": {{"Service": {principal}}}, "Action": "kms:Decrypt", "Resource": "*""#
        ))
    };
    vec![
        Case::new(
            "M03",
            &SERVICE_PRINCIPAL,
            Warning,
            service(r#""logs.⟦us-east-1⟧.amazonaws.com""#),
            service(r#""logs.amazonaws.com""#),
        ),
        Case::new(
            "M03 in another Region",
            &SERVICE_PRINCIPAL,
            Warning,
            service(r#""logs.⟦us-east-1⟧.amazonaws.com""#),
            service(r#"["logs.us-east-1.amazonaws.com", "logs.eu-west-1.amazonaws.com"]"#),
        )
        .in_setting(in_ireland),
        Case::new(
            "M03 in an opt-in Region",
            &SERVICE_PRINCIPAL,
            Warning,
            service(r#"["logs.⟦ap-southeast-4⟧.amazonaws.com", "logs.eu-west-1.amazonaws.com"]"#),
            service(r#""logs.eu-west-1.amazonaws.com""#),
        )
        .in_setting(in_ireland),
        Case::new(
            "M03 in a Region that is not enabled",
            &SERVICE_PRINCIPAL,
            Error,
            service(r#""logs.⟦ap-southeast-4⟧.amazonaws.com""#),
            service(r#""logs.eu-west-1.amazonaws.com""#),
        )
        .in_setting(without_opt_in),
    ]
}

fn of_resources() -> Vec<Case> {
    let source = |values: &str| under(&format!(r#""ArnLike": {{"aws:SourceArn": {values}}}"#));
    let context =
        |arn: &str| under(&format!(r#""StringEquals": {{"kms:EncryptionContext:aws:sns:topicArn": {arn}}}"#));
    let alias = |alias: &str| under(&format!(r#""StringEquals": {{"kms:RequestAlias": {alias}}}"#));
    let network = |key: &str, value: &str| under(&format!(r#""StringEquals": {{"{key}": {value}}}"#));
    vec![
        Case::new(
            "M04",
            &SOURCE_ARN,
            Warning,
            source(r#""arn:aws:sns:⟦us-east-1⟧:111122223333:orders""#),
            source(r#""arn:aws:sns:*:111122223333:orders""#),
        ),
        Case::new(
            "M04 of an encryption context",
            &ENCRYPTION_CONTEXT,
            Warning,
            context(r#""arn:aws:sns:⟦us-east-1⟧:111122223333:orders""#),
            context(r#""arn:aws:sns:eu-west-1:111122223333:orders""#),
        )
        .in_setting(in_ireland),
        Case::new(
            "M04 of an alias",
            &REQUEST_ALIAS,
            Warning,
            alias(r#""arn:aws:kms:⟦us-east-1⟧:111122223333:alias/orders""#),
            alias(r#""alias/orders""#),
        ),
        Case::new(
            "M06",
            &NETWORK,
            Warning,
            network("aws:SourceVpce", r#"⟦"vpce-0123456789abcdef0"⟧"#),
            network("aws:VpceAccount", r#""111122223333""#),
        ),
        Case::new(
            "M06 of a replica key",
            &NETWORK,
            Warning,
            network("aws:SourceVpc", r#"⟦"vpc-0123456789abcdef0"⟧"#),
            network("aws:SourceVpc", r#""vpc-*""#),
        )
        .in_setting(of_a_replica),
        Case::new(
            "M06 as an ARN",
            &NETWORK,
            Warning,
            network(
                "aws:SourceVpcArn",
                r#""arn:aws:ec2:⟦us-east-1⟧:111122223333:vpc/vpc-0123456789abcdef0""#,
            ),
            network("aws:SourceVpcArn", r#""arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0""#),
        )
        .in_setting(in_ireland),
    ]
}

fn of_accounts() -> Vec<Case> {
    let to = |principal: &str| {
        statement(&format!(
            r#""Effect": "Allow", "Principal": {{"AWS": {principal}}}, "Action": "kms:Decrypt", "Resource": "*""#
        ))
    };
    vec![
        Case::new(
            "M05",
            &PARTITION,
            Error,
            to(r#""arn:⟦aws⟧:iam::111122223333:root""#),
            to(r#""arn:aws-cn:iam::111122223333:root""#),
        )
        .in_setting(in_china),
        Case::new(
            "opt-in Region",
            &ENABLED_REGION,
            Warning,
            to(r#"["111122223333", ⟦"arn:aws:iam::444455556666:role/orders"⟧]"#),
            to(r#"["111122223333", "arn:aws:iam::111122223333:role/orders"]"#),
        )
        .in_setting(in_cape_town),
    ]
}

fn of_related_keys() -> Vec<Case> {
    let replica_region =
        |region: &str| under(&format!(r#""StringLike": {{"kms:ReplicaRegion": ["eu-west-3", {region}]}}"#));
    let m07 = |faulty: &str, clean: &str| {
        Case::new("M07", &KNOWN_REGION, Warning, replica_region(faulty), replica_region(clean))
    };
    let to_act = |action: &str, rest: &str| {
        statement(&format!(
            r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": {action}, "Resource": "*"{rest}"#
        ))
    };
    let key_type =
        |key_type: &str| under(&format!(r#""StringEquals": {{"kms:MultiRegionKeyType": {key_type}}}"#));
    vec![
        m07(r#"⟦"us-east1"⟧"#, r#""us-east-1""#),
        m07(r#"⟦"eu-west-1a"⟧"#, r#""eu-west-1""#),
        m07(r#"⟦"eu-west-9"⟧"#, r#""${aws:RequestedRegion}""#),
        m07(r#"⟦"moon-*"⟧"#, r#""eu-*""#),
        m07(r#"⟦"cn-north-1"⟧"#, r#""us-east-1""#).in_setting(in_ireland),
        Case::new(
            "M07 of the primary key",
            &KNOWN_REGION,
            Warning,
            under(r#""StringEquals": {"kms:PrimaryRegion": ⟦"EU-WEST-1"⟧}"#),
            under(r#""StringEquals": {"kms:PrimaryRegion": "eu-west-1"}"#),
        ),
        Case::new(
            "M08",
            &REPLICA_POLICY,
            Suggestion,
            to_act(r#"["kms:UpdatePrimaryRegion", ⟦"kms:ReplicateKey"⟧]"#, ""),
            to_act(
                r#""kms:ReplicateKey""#,
                r#", "Condition": {"StringEquals": {"kms:ReplicaRegion": "eu-west-1"}}"#,
            ),
        ),
        Case::new(
            "M08 of a key that is not replicated",
            &REPLICA_POLICY,
            Suggestion,
            to_act(r#"⟦"kms:Replicate*"⟧"#, ""),
            to_act(r#""kms:*""#, ""),
        ),
        Case::new(
            "M09",
            &PRIMARY_ON_BOTH,
            Suggestion,
            to_act(r#"["kms:EnableKey", ⟦"kms:UpdatePrimaryRegion"⟧]"#, ""),
            to_act(r#""kms:*""#, ""),
        )
        .in_setting(of_a_replica),
        Case::new(
            "kms:ReplicateKey on a replica key",
            &REPLICATE_REPLICA,
            Suggestion,
            to_act(r#"⟦"kms:ReplicateKey"⟧"#, ""),
            to_act(r#""kms:*""#, ""),
        )
        .in_setting(of_a_replica),
        Case::new(
            "kms:MultiRegionKeyType of a replica key",
            &KEY_TYPE,
            Suggestion,
            key_type(r#"⟦"PRIMARY"⟧"#),
            key_type(r#"["PRIMARY", "REPLICA"]"#),
        )
        .in_setting(of_a_replica),
        Case::new(
            "kms:MultiRegionKeyType of a single-Region key",
            &KEY_TYPE,
            Suggestion,
            key_type(r#"⟦["PRIMARY", "REPLICA"]⟧"#),
            under(r#""StringNotEquals": {"kms:MultiRegionKeyType": "PRIMARY"}"#),
        )
        .in_setting(of_a_single_region_key),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    [of_calls(), of_services(), of_resources(), of_accounts(), of_related_keys()]
        .into_iter()
        .flatten()
        .collect()
}
