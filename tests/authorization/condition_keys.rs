//! The condition keys of requests: each has the value that AWS documents, and decides.
//!
//! Source: <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>;
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html>

use std::collections::BTreeSet;

use super::*;
use kms_mrk::key::{
    EncryptionContext, GrantConstraints, MacAlgorithm, PendingWindowInDays, RotationPeriodInDays,
    SigningAlgorithm, WrappingAlgorithm, WrappingKeySpec,
};
use kms_mrk::model::KeyMaterial;
use kms_mrk::operation::*;
use kms_mrk::policy::ConditionKey;
use stage::{policy, tags};

/// A stage on which the keys are, and everything that is asked about.
struct Asked {
    stage: Stage,
    asked: BTreeSet<&'static str>,
}

impl Asked {
    /// In the Region of the key: whoever may do everything under the condition that the key has this value may do it, and
    /// whoever may under the condition that it has another may not.
    #[track_caller]
    fn has<O: Operation>(&mut self, request: &O, key: &'static str, value: &str) {
        let name = ConditionKey::named(key).unwrap();
        let on_one = match name.cardinality() {
            kms_mrk::policy::Cardinality::SingleValued => "",
            kms_mrk::policy::Cardinality::Multivalued => "ForAllValues:",
        };
        let on = |value: &str| {
            let condition =
                format!(r#""{on_one}StringEquals":{{"{key}":{value}}},"Null":{{"{key}":"false"}}"#);
            let caller = user_with(&allow(&["kms:*"], "*", &condition));
            let call = kms_mrk::model::Call::new(caller, read(HOME), self.stage.now);
            match self.stage.kms.dry_run(request, &call) {
                Err(error) => error.code().as_str() != "AccessDeniedException",
                Ok(_) => true,
            }
        };
        assert!(on(value), "{} has `{key}` of {value}", O::NAME);
        assert!(!on(r#""something else""#), "{} has `{key}` of {value}", O::NAME);
        self.asked.insert(name.name());
    }

    /// The request does not have the key.
    #[track_caller]
    fn lacks<O: Operation>(&self, request: &O, key: &str) {
        let caller = user_with(&allow(&["kms:*"], "*", &format!(r#""Null":{{"{key}":"true"}}"#)));
        let call = kms_mrk::model::Call::new(caller, read(HOME), self.stage.now);
        assert_eq!(self.stage.kms.dry_run(request, &call).err(), None, "{} has no `{key}`", O::NAME);
    }
}

#[test]
fn every_condition_key_of_kms_that_a_direct_call_can_have_has_its_value() {
    let (mut stage, key) = with_keys();
    let single =
        stage.accepts(&CreateKey { tags: tags(&[("team", "orders")]), ..CreateKey::default() }, HOME);
    stage.accepts(&CreateAlias::new(read("alias/orders"), single.key_id.into()), HOME);
    let imported = stage.accepts(&imported_key(), HOME);
    let (oaep, rsa) = (WrappingAlgorithm::RsaesOaepSha256, WrappingKeySpec::Rsa4096);
    let parameters = GetParametersForImport::new(imported.key_id.into(), oaep, rsa);
    let token = stage.accepts(&parameters, HOME).import_token;
    let id = || key.key_id.into();
    let context = EncryptionContext::from_iter([("table", "orders"), ("tenant", "7")]);
    let encrypt = Encrypt {
        encryption_context: context.clone(),
        ..Encrypt::new(id(), Plaintext::new(*b"orders").unwrap())
    };
    let ciphertext = stage.accepts(&encrypt, HOME).ciphertext_blob;
    stage.wait(3 * 86_400);
    stage.kms.advance(stage.now);
    let mut all = Asked { stage, asked: BTreeSet::new() };

    let describe = DescribeKey::new(id());
    all.has(&describe, "kms:CallerAccount", r#""111122223333""#);
    all.has(&describe, "kms:KeySpec", r#""SYMMETRIC_DEFAULT""#);
    all.has(&describe, "kms:KeyUsage", r#""ENCRYPT_DECRYPT""#);
    all.has(&describe, "kms:KeyOrigin", r#""AWS_KMS""#);
    all.has(&describe, "kms:MultiRegion", r#""true""#);
    all.has(&describe, "kms:MultiRegionKeyType", r#""PRIMARY""#);
    all.has(&describe, "aws:RequestedRegion", r#""us-east-1""#);
    all.has(&describe, "aws:ResourceAccount", r#""111122223333""#);
    all.has(&describe, "aws:PrincipalArn", &format!(r#""{USER}""#));
    let of_single = DescribeKey::new(read("alias/orders"));
    all.has(&of_single, "kms:MultiRegion", r#""false""#);
    all.lacks(&of_single, "kms:MultiRegionKeyType");
    all.has(&of_single, "kms:RequestAlias", r#""alias/orders""#);
    all.has(&of_single, "kms:ResourceAliases", r#""alias/orders""#);
    all.has(&of_single, "aws:ResourceTag/team", r#""orders""#);
    all.lacks(&describe, "kms:RequestAlias");
    all.lacks(&describe, "kms:ResourceAliases");
    all.lacks(&describe, "kms:ViaService");
    all.lacks(&describe, "kms:EncryptionContextKeys");

    let create = CreateKey { tags: tags(&[("team", "orders")]), ..CreateKey::multi_region() };
    all.has(&create, "kms:KeySpec", r#""SYMMETRIC_DEFAULT""#);
    all.has(&create, "kms:KeyUsage", r#""ENCRYPT_DECRYPT""#);
    all.has(&create, "kms:KeyOrigin", r#""AWS_KMS""#);
    all.has(&create, "kms:MultiRegionKeyType", r#""PRIMARY""#);
    all.has(&create, "kms:BypassPolicyLockoutSafetyCheck", r#""false""#);
    all.has(&create, "aws:RequestTag/team", r#""orders""#);
    all.has(&create, "aws:TagKeys", r#""team""#);
    all.lacks(&CreateKey::default(), "kms:MultiRegionKeyType");
    all.lacks(&CreateKey::default(), "aws:TagKeys");
    let put = PutKeyPolicy {
        lockout_safety_check: LockoutSafetyCheck::Bypassed,
        ..PutKeyPolicy::new(id(), policy(""))
    };
    all.has(&put, "kms:BypassPolicyLockoutSafetyCheck", r#""true""#);
    all.has(&put, "kms:PolicyName", r#""default""#);
    all.has(&GetKeyPolicy::new(id()), "kms:PolicyName", r#""default""#);

    all.has(&encrypt, "kms:EncryptionAlgorithm", r#""SYMMETRIC_DEFAULT""#);
    all.has(&encrypt, "kms:EncryptionContext:table", r#""orders""#);
    all.has(&encrypt, "kms:EncryptionContextKeys", r#"["table","tenant"]"#);
    let decrypt = Decrypt::new(ciphertext.clone()).with_key(id()).with_context(context.clone());
    all.has(&decrypt, "kms:EncryptionContext:tenant", r#""7""#);
    all.has(&decrypt, "kms:EncryptionAlgorithm", r#""SYMMETRIC_DEFAULT""#);
    let re_encrypt = |destination: kms_mrk::identity::KeyId| ReEncrypt {
        source_key_id: Some(id()),
        source_encryption_context: context.clone(),
        ..ReEncrypt::new(ciphertext.clone(), destination.into())
    };
    all.has(&re_encrypt(key.key_id), "kms:ReEncryptOnSameKey", r#""true""#);
    all.has(&re_encrypt(single.key_id), "kms:ReEncryptOnSameKey", r#""false""#);
    all.has(&re_encrypt(single.key_id), "kms:EncryptionAlgorithm", r#""SYMMETRIC_DEFAULT""#);
    let data_key = GenerateDataKey::aes_256(id()).with_context(context.clone());
    all.has(&data_key, "kms:EncryptionContext:table", r#""orders""#);
    let without = GenerateDataKeyWithoutPlaintext::aes_256(id());
    all.has(&without, "kms:EncryptionAlgorithm", r#""SYMMETRIC_DEFAULT""#);
    let pair = GenerateDataKeyPair::new(id(), DataKeyPairSpec::EccNistP256);
    all.has(&pair, "kms:DataKeyPairSpec", r#""ECC_NIST_P256""#);
    let pair = GenerateDataKeyPairWithoutPlaintext::new(id(), DataKeyPairSpec::Rsa2048);
    all.has(&pair, "kms:DataKeyPairSpec", r#""RSA_2048""#);

    let message = || Message::new([0; 32]).unwrap();
    let sign =
        Sign::new(id(), message(), SigningAlgorithm::EcdsaSha256).with_message_type(MessageType::Digest);
    all.has(&sign, "kms:SigningAlgorithm", r#""ECDSA_SHA_256""#);
    all.has(&sign, "kms:MessageType", r#""DIGEST""#);
    let verify =
        Verify::new(id(), message(), Signature::new([0; 64]).unwrap(), SigningAlgorithm::EcdsaSha256);
    all.has(&verify, "kms:MessageType", r#""RAW""#);
    all.has(
        &GenerateMac::new(id(), message(), MacAlgorithm::HmacSha256),
        "kms:MacAlgorithm",
        r#""HMAC_SHA_256""#,
    );
    let derive = DeriveSharedSecret::new(id(), PublicKey::new([0; 91]).unwrap());
    all.has(&derive, "kms:KeyAgreementAlgorithm", r#""ECDH""#);
    all.has(&Encapsulate::new(id()), "kms:EncapsulationAlgorithm", r#""ML_KEM""#);
    let decapsulate = Decapsulate::new(id(), EncapsulatedSecret::new([0; 1088]).unwrap());
    all.has(&decapsulate, "kms:EncapsulationAlgorithm", r#""ML_KEM""#);

    all.has(&parameters, "kms:WrappingAlgorithm", r#""RSAES_OAEP_SHA_256""#);
    all.has(&parameters, "kms:WrappingKeySpec", r#""RSA_4096""#);
    let import = ImportKeyMaterial {
        valid_to: Some(read("2026-03-01T00:00:00Z")),
        ..ImportKeyMaterial::new(imported.key_id.into(), token, KeyMaterial::of(b"orders"))
    };
    all.has(&import, "kms:ExpirationModel", r#""KEY_MATERIAL_EXPIRES""#);
    all.has(&import, "kms:ValidTo", r#""2026-03-01T00:00:00Z""#);
    all.has(&import.clone().that_never_expires(), "kms:ExpirationModel", r#""KEY_MATERIAL_DOES_NOT_EXPIRE""#);

    let worker = "arn:aws:iam::111122223333:role/worker";
    let grant = CreateGrant {
        retiring_principal: Some(read(USER)),
        constraints: GrantConstraints { encryption_context_subset: Some(context), ..Default::default() },
        ..CreateGrant::new(id(), read(worker), vec![GrantOperation::Decrypt, GrantOperation::Encrypt])
    };
    all.has(&grant, "kms:GranteePrincipal", &format!(r#""{worker}""#));
    all.has(&grant, "kms:RetiringPrincipal", &format!(r#""{USER}""#));
    all.has(&grant, "kms:GrantOperations", r#"["Decrypt","Encrypt"]"#);
    all.has(&grant, "kms:GrantConstraintType", r#""EncryptionContextSubset""#);
    all.has(&grant, "kms:EncryptionContext:table", r#""orders""#);
    all.has(&grant, "kms:GrantIsForAWSResource", r#""false""#);
    all.has(&ListGrants::new(id()), "kms:GrantIsForAWSResource", r#""false""#);
    let made = all.stage.accepts(&grant, HOME).grant_id;
    all.has(&RevokeGrant::new(id(), made.into()), "kms:GrantIsForAWSResource", r#""false""#);
    let to_service = CreateGrant {
        retiring_principal: Some(read("dynamodb.amazonaws.com")),
        ..CreateGrant::new(id(), read("dynamodb.us-east-1.amazonaws.com"), vec![GrantOperation::Decrypt])
    };
    all.has(&to_service, "kms:GranteeServicePrincipal", r#""dynamodb.us-east-1.amazonaws.com""#);
    all.has(&to_service, "kms:RetiringServicePrincipal", r#""dynamodb.amazonaws.com""#);
    all.lacks(&to_service, "kms:GranteePrincipal");

    let days = RotationPeriodInDays::new(180).unwrap();
    all.has(&EnableKeyRotation::new(id()).with_period(days), "kms:RotationPeriodInDays", r#""180""#);
    let window = PendingWindowInDays::new(7).unwrap();
    let schedule = ScheduleKeyDeletion::new(id()).with_window(window);
    all.has(&schedule, "kms:ScheduleKeyDeletionPendingWindowInDays", r#""7""#);
    all.has(&schedule, "kms:TrailingDaysWithoutKeyUsage", r#""3""#);
    all.has(&DisableKey::new(single.key_id.into()), "kms:TrailingDaysWithoutKeyUsage", r#""3""#);
    let update = UpdatePrimaryRegion::new(id(), read(EU));
    all.has(&update, "kms:PrimaryRegion", r#""eu-west-1""#);
    let tag = TagResource::new(id(), tags(&[("team", "orders")]));
    all.has(&tag, "aws:RequestTag/team", r#""orders""#);
    all.has(&tag, "aws:TagKeys", r#""team""#);
    all.has(&UntagResource::new(id(), vec![read("team")]), "aws:TagKeys", r#""team""#);

    // kms:CreateKey has no kms:ReplicaRegion, so ReplicateKey is not asked with one condition for both.
    all.stage.accepts(&ReplicateKey::new(id(), read("eu-west-3")), HOME);
    all.asked.insert("kms:ReplicaRegion");
    let not_asked: Vec<_> = ConditionKey::all()
        .map(ConditionKey::name)
        .filter(|name| name.starts_with("kms:") && !all.asked.contains(name))
        .collect();
    assert_eq!(not_asked, NOT_OF_DIRECT_CALLS);
}

/// What no call of the model has: members that are not modelled, services that call for somebody, names of old.
const NOT_OF_DIRECT_CALLS: &[&str] = &[
    "kms:CustomerMasterKeySpec",
    "kms:CustomerMasterKeyUsage",
    "kms:GrantConstraintSourceArn",
    "kms:RecipientAttestation:ImageSha384",
    "kms:RecipientAttestation:PCR8:ServiceName",
    "kms:ViaService",
    "kms:RecipientAttestation:PCR",
    "kms:RecipientAttestation:NitroTPMPCR",
];

#[test]
fn a_key_policy_can_say_to_which_regions_a_key_is_replicated() {
    let (mut stage, key) = with_keys();
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"kms:ReplicateKey","Resource":"*","Condition":{"StringNotLike":{"kms:ReplicaRegion":"eu-*"}}}"#;
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[deny])), HOME);
    let to = |region: &str| ReplicateKey::new(key.key_id.into(), read(region));
    assert_eq!(stage.refuses(&to("us-west-2"), HOME).rule(), &rule::AUTHORIZED);
    stage.accepts(&to("eu-west-2"), HOME);
}

#[test]
fn tags_and_aliases_of_the_key_decide_in_iam_policies_alone() {
    let (mut stage, key) = with_keys();
    stage.accepts(&TagResource::new(key.key_id.into(), tags(&[("team", "orders")])), HOME);
    let deny = r#"{"Effect":"Deny","Principal":"*","Action":"kms:DescribeKey","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"orders"}}}"#;
    stage.accepts(&PutKeyPolicy::new(key.key_id.into(), key_policy(&[deny])), HOME);
    stage.accepts(&DescribeKey::new(key.key_id.into()), HOME);
    let all = allow(&["kms:*"], "*", "");
    let deny = deny.replace(r#""Principal":"*","#, "");
    let mut stage = stage.called_by(user_with(&[all, deny].join(",")));
    let error = stage.refuses(&DescribeKey::new(key.key_id.into()), HOME);
    assert!(error.message().ends_with("with an explicit deny in an identity-based policy"), "{error}");
}
