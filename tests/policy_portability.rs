//! What becomes of the text of a key policy that is given to a related key in another Region.

use kms_mrk::identity::{Geography, Region};
use kms_mrk::policy::rule::multi_region as rule;
use kms_mrk::policy::{self, Document, KeyKind, Portability, Setting};
use kms_mrk::verdict::{Answer, Applicability, Severity};

static US_EAST_1: Region = Region::US_EAST_1;
static EU_WEST_1: Region = Region::EU_WEST_1;
static ME_SOUTH_1: Region = Region::ME_SOUTH_1;
static AF_SOUTH_1: Region = Region::AF_SOUTH_1;
static CN_NORTH_1: Region = Region::CN_NORTH_1;

static FROM: Setting<'static> = Setting::new().with_region(&US_EAST_1);
static TO: Setting<'static> = Setting::new().with_region(&EU_WEST_1);

fn moved(text: &str, to: &Setting<'_>) -> Portability {
    policy::portability(&Document::read(text).unwrap(), &FROM, to)
}

fn policy_of(statements: &str) -> String {
    format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#)
}

fn under(condition: &str) -> String {
    policy_of(&format!(
        r#"{{"Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, "Action": "kms:Decrypt", "Resource": "*", "Condition": {{{condition}}}}}"#
    ))
}

#[track_caller]
fn assert_moves(text: &str, least: Applicability, rewritten: &str) {
    let portability = moved(text, &TO);
    assert_eq!(portability.rewritten(text, least).unwrap(), rewritten, "{}", portability.report());
    assert!(moved(rewritten, &TO).is_portable(), "{}", moved(rewritten, &TO).report());
}

#[test]
fn a_policy_without_regions_moves_as_it_is() {
    let text = policy_of(
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
           {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "kms:GenerateDataKey*", "Resource": "*",
            "Condition": {"StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": "arn:aws:cloudtrail:*:111122223333:trail/*",
                                         "kms:ViaService": "s3.*.amazonaws.com"}}}"#,
    );
    let portability = moved(&text, &TO);
    assert!(portability.is_portable(), "{}", portability.report());
    assert_eq!(portability.rewritten(&text, Applicability::HasPlaceholders).as_deref(), Some(&*text));
}

#[test]
fn several_changes_are_made_to_one_text() {
    let text = r#"{
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": ["logs.us-east-1.amazonaws.com", "sns.amazonaws.com"]},
    "Action": ["kms:Decrypt"],
    "Resource": "arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
    "Condition": {
      "StringEquals": {"aws:RequestedRegion": "us-east-1", "kms:ViaService": ["rds.us-east-1.amazonaws.com", "s3.us\u002deast-1.amazonaws.com"]},
      "ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:111122223333:*"}
    }
  }]
}"#;
    let rewritten = text.replace("us\\u002deast-1", "us-east-1").replace("us-east-1", "eu-west-1");
    assert_moves(text, Applicability::MachineApplicable, &rewritten);
}

#[test]
fn what_names_one_resource_is_left_to_a_person() {
    let text = under(r#""ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:orders"}"#);
    let portability = moved(&text, &TO);
    assert_eq!(portability.rewritten(&text, Applicability::MachineApplicable).as_deref(), Some(&*text));
    let left: Vec<_> =
        portability.left_by(Applicability::MachineApplicable).map(ToString::to_string).collect();
    assert_eq!(
        left,
        ["warning[policy/multi-region/source-arn] at /Statement/0/Condition/ArnEquals/aws:SourceArn: \
          `aws:SourceArn` names the Region `us-east-1`, the key is in `eu-west-1`"]
    );
    assert_moves(&text, Applicability::MaybeIncorrect, &text.replace("us-east-1", "eu-west-1"));
}

#[test]
fn a_region_that_is_neither_of_the_two_is_left_to_a_person() {
    let text = under(r#""StringEquals": {"aws:RequestedRegion": "ap-south-1"}"#);
    let portability = moved(&text, &TO);
    assert!(portability.report().breaks(&rule::REQUESTED_REGION));
    assert_eq!(portability.rewritten(&text, Applicability::HasPlaceholders).as_deref(), Some(&*text));
}

#[test]
fn a_list_that_has_the_other_region_already_stays() {
    let text = under(
        r#""StringEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"],
            "kms:ViaService": ["s3.us-east-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"]}"#,
    );
    assert!(moved(&text, &TO).is_portable());
}

#[test]
fn a_denial_outside_of_one_region_would_deny_everything() {
    let text = policy_of(
        r#"{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}}"#,
    );
    let portability = moved(&text, &TO);
    assert_eq!(portability.report().findings()[0].answer, Answer::Accepts);
    assert_moves(&text, Applicability::MachineApplicable, &text.replace("us-east-1", "eu-west-1"));
}

#[test]
fn ids_and_buckets_are_in_one_region_without_saying_so() {
    let text = under(
        r#""StringEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}, "ArnLike": {"aws:SourceArn": ["arn:aws:s3:::orders", "orders"]}"#,
    );
    let portability = moved(&text, &TO);
    let messages: Vec<_> = portability.report().iter().map(|finding| &*finding.message).collect();
    assert_eq!(
        messages,
        [
            "`vpce-0123456789abcdef0` belongs to one Region, which its ID does not say",
            "the bucket of `arn:aws:s3:::orders` is in one Region, which its ARN does not say",
            "`orders` is no ARN: it cannot be seen whether what it means is in one Region",
        ]
    );
    assert_eq!(portability.left_by(Applicability::HasPlaceholders).count(), 3);
}

#[test]
fn statements_for_the_primary_key_mean_nothing_on_a_replica_key() {
    let text = policy_of(
        r#"{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"], "Resource": "*"},
           {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "kms:ScheduleKeyDeletion", "Resource": "*",
            "Condition": {"StringNotEquals": {"kms:MultiRegionKeyType": "REPLICA"}}}"#,
    );
    let ids = |portability: &Portability| {
        portability.report().iter().map(|finding| finding.rule.id()).collect::<Vec<_>>()
    };
    let to_replica = moved(&text, &TO);
    assert_eq!(ids(&to_replica), [rule::REPLICATE_REPLICA.id(), rule::KEY_TYPE.id()]);
    assert!(to_replica.report().iter().all(|finding| finding.severity == Severity::Suggestion));
    assert_eq!(ids(&moved(&text, &TO.with_key(KeyKind::Primary))), [""; 0]);
}

#[test]
fn a_principal_of_a_service_is_refused_in_a_region_that_the_account_has_not_enabled() {
    let account = "111122223333".parse().unwrap();
    let text = policy_of(
        r#"{"Effect": "Allow", "Principal": {"Service": "logs.me-south-1.amazonaws.com"}, "Action": "kms:Decrypt", "Resource": "*"}"#,
    );
    let document = Document::read(&text).unwrap();
    let geography = Geography::new().with_enabled_regions(account, [Region::AF_SOUTH_1]);
    let from = Setting::new().with_region(&ME_SOUTH_1).with_account(account);
    let to = Setting::new().with_region(&EU_WEST_1).with_geography(&geography);
    let portability = policy::portability(&document, &from, &to);
    assert_eq!(
        portability.report().refusal().unwrap().to_string(),
        "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid service principals."
    );
    let rewritten = portability.rewritten(&text, Applicability::MachineApplicable).unwrap();
    assert_eq!(rewritten, text.replace("me-south-1", "eu-west-1"));
}

#[test]
fn principals_of_other_accounts_count_only_where_their_account_has_enabled_the_region() {
    let own = "111122223333".parse().unwrap();
    let text = policy_of(
        r#"{"Effect": "Allow", "Principal": {"AWS": ["111122223333", "444455556666"]}, "Action": "kms:Decrypt", "Resource": "*"}"#,
    );
    let document = Document::read(&text).unwrap();
    let from = FROM.with_account(own);
    let to = Setting::new().with_region(&AF_SOUTH_1);
    let messages = |to: &Setting<'_>| {
        let portability = policy::portability(&document, &from, to);
        portability.report().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        messages(&to),
        [
            "warning[policy/multi-region/enabled-region] at /Statement/0/Principal/AWS/1: the principal counts only if its \
          account `444455556666` has enabled `af-south-1`, which is an opt-in Region"
        ]
    );
    let other = "444455556666".parse().unwrap();
    let without = Geography::new().with_enabled_regions(other, []);
    assert_eq!(
        messages(&to.with_geography(&without)),
        ["warning[policy/multi-region/enabled-region] at /Statement/0/Principal/AWS/1: \
          the account `444455556666` has not enabled the Region `af-south-1` of the key"]
    );
    let with = Geography::new().with_enabled_regions(other, [Region::AF_SOUTH_1]);
    assert_eq!(messages(&to.with_geography(&with)), [""; 0]);
}

#[test]
fn another_partition_has_other_principals() {
    let text = policy_of(
        r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}"#,
    );
    let portability = moved(&text, &Setting::new().with_region(&CN_NORTH_1));
    assert_eq!(
        portability.report().to_string(),
        "error[policy/multi-region/partition] at /Statement/0/Principal/AWS: \
         the principal is in the partition `aws`, the key in `aws-cn`"
    );
    assert_eq!(portability.left_by(Applicability::MachineApplicable).count(), 1);
}

#[test]
fn another_text_is_not_rewritten() {
    let text = under(r#""StringEquals": {"aws:RequestedRegion": "us-east-1"}"#);
    assert_eq!(moved(&text, &TO).rewritten("not JSON", Applicability::MachineApplicable), None);
}
