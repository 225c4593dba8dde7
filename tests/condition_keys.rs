//! The condition keys that a request to KMS may have.

use kms_mrk::policy::{
    Action, ActionSet, Cardinality, ConditionKey, PolicySupport, Reach, RegionRisk, ValueType,
};

#[track_caller]
fn key(name: &str) -> &'static ConditionKey {
    ConditionKey::named(name).unwrap_or_else(|| panic!("no key `{name}`"))
}

#[test]
fn every_key_is_found_in_whatever_case() {
    let mut count = 0;
    for listed in ConditionKey::all() {
        let part = match listed.name() {
            name if name.ends_with("PCR") => "7",
            _ if listed.has_variable_part() => "x",
            _ => "",
        };
        let name = format!("{}{part}", listed.name());
        for name in [name.to_ascii_lowercase(), name.to_ascii_uppercase(), name] {
            assert_eq!(key(&name), listed, "{name}");
        }
        count += 1;
    }
    assert_eq!(count, 93);
}

#[test]
fn what_is_no_key_is_not_found() {
    for name in [
        "",
        "kms:",
        "kms",
        "ViaService",
        "s3:prefix",
        "kms:ViaServices",
        "kmsxViaService",
        "aws:ViaService",
        "kms\u{1a}ViaService",
        "ķms:ViaService",
    ] {
        assert_eq!(ConditionKey::named(name), None, "{name}");
    }
}

#[test]
fn a_variable_part_is_there_and_is_of_its_kind() {
    assert_eq!(key("kms:EncryptionContext:aws:cloudtrail:arn").name(), "kms:EncryptionContext:");
    assert_eq!(key("AWS:requesttag/ключ").name(), "aws:RequestTag/");
    assert_eq!(key("kms:RecipientAttestation:PCR31").name(), "kms:RecipientAttestation:PCR");
    assert_eq!(key("kms:RecipientAttestation:NitroTPMPCR0").name(), "kms:RecipientAttestation:NitroTPMPCR");
    assert_eq!(
        key("kms:RecipientAttestation:PCR8:ServiceName").name(),
        "kms:RecipientAttestation:PCR8:ServiceName"
    );
    for name in [
        "kms:EncryptionContext:",
        "kms:EncryptionContext",
        "aws:RequestTag/",
        "kms:RecipientAttestation:PCR",
        "kms:RecipientAttestation:PCR32",
        "kms:RecipientAttestation:PCR07",
        "kms:RecipientAttestation:PCR+7",
        "kms:RecipientAttestation:NitroTPMPCR24",
    ] {
        assert_eq!(ConditionKey::named(name), None, "{name}");
    }
}

#[test]
fn what_is_known_of_a_key_belongs_to_every_action_on_a_key() {
    let on_a_key = ActionSet::ALL.difference(ActionSet::with_reach(Reach::Nobody));
    for name in
        ["kms:KeySpec", "kms:MultiRegion", "kms:MultiRegionKeyType", "kms:KeyOrigin", "kms:ResourceAliases"]
    {
        assert!(on_a_key.difference(key(name).actions()).is_empty(), "{name}");
    }
    assert!(key("kms:KeySpec").actions().contains(&Action::CreateKey));
    assert_eq!(key("kms:KeySpec").actions().len(), 48);
    assert_eq!(key("kms:ViaService").actions().len(), 49);
    assert_eq!(key("kms:RequestAlias").actions().len(), 17);
}

#[test]
fn what_is_known_of_a_request_belongs_to_its_actions_alone() {
    let grants = ActionSet::from_iter([Action::CreateGrant, Action::ListGrants, Action::RevokeGrant]);
    assert_eq!(key("kms:GrantIsForAWSResource").actions(), grants);
    assert_eq!(key("kms:ReplicaRegion").actions(), ActionSet::from_iter([Action::ReplicateKey]));
    assert_eq!(key("kms:EncryptionContext:a").actions().len(), 10);
    assert_eq!(key("aws:SourceArn").actions(), ActionSet::ALL);
}

#[test]
fn a_key_says_what_its_values_are() {
    assert_eq!(key("kms:MultiRegion").value_type(), ValueType::Bool);
    assert_eq!(key("kms:ValidTo").value_type(), ValueType::Date);
    assert_eq!(key("kms:RotationPeriodInDays").value_type(), ValueType::Numeric);
    assert_eq!(key("aws:SourceIp").value_type(), ValueType::IpAddress);
    assert_eq!(key("kms:MultiRegionKeyType").values(), ["PRIMARY", "REPLICA"]);
    assert_eq!(key("kms:GrantOperations").values().len(), 19);
    assert_eq!(key("kms:ViaService").values(), [""; 0]);
    let several: Vec<_> = ConditionKey::all()
        .filter(|key| key.cardinality() == Cardinality::Multivalued)
        .map(ConditionKey::name)
        .collect();
    assert_eq!(several.len(), 10, "{several:?}");
}

#[test]
fn some_keys_are_for_iam_policies_alone_and_some_are_replaced() {
    let iam_only: Vec<_> = ConditionKey::all()
        .filter(|key| key.support() == PolicySupport::IamPoliciesOnly)
        .map(ConditionKey::name)
        .collect();
    assert_eq!(iam_only, ["kms:ResourceAliases", "aws:ResourceTag/"]);
    let replaced: Vec<_> =
        ConditionKey::all().filter(|key| key.is_deprecated()).map(ConditionKey::name).collect();
    assert_eq!(replaced, ["kms:CustomerMasterKeySpec", "kms:CustomerMasterKeyUsage"]);
}

#[test]
fn a_key_says_how_likely_its_values_bind_a_policy_to_a_region() {
    let high: Vec<_> = ConditionKey::all()
        .filter(|key| key.region_risk() == RegionRisk::High)
        .map(ConditionKey::name)
        .collect();
    assert_eq!(
        high,
        [
            "kms:ViaService",
            "aws:Ec2InstanceSourceVpc",
            "aws:RequestedRegion",
            "aws:SourceArn",
            "aws:SourceVpc",
            "aws:SourceVpcArn",
            "aws:SourceVpce",
        ]
    );
    assert_eq!(key("kms:EncryptionContext:aws:s3:arn").region_risk(), RegionRisk::Medium);
    assert_eq!(key("kms:CallerAccount").region_risk(), RegionRisk::None);
}
