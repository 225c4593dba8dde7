//! What holds for every operation that uses a key: states, usages, names, accounts, dry runs.

use kms_mrk::Kms;
use kms_mrk::KmsError;
use kms_mrk::identity::KeyReference;
use kms_mrk::key::{
    EncryptionAlgorithm, KeyLastUsageTrackingOperation, KeyMetadata, KeySpec, KeyState, KeyUsage,
    MacAlgorithm, Origin, PendingWindowInDays, RequestedState, SigningAlgorithm,
};
use kms_mrk::model::{Call, Change, RegionalKey, RelatedKeys, SharedProperties};
use kms_mrk::operation::{
    CreateAlias, DataKeyPairSpec, Decapsulate, Decrypt, DeriveSharedSecret, DisableKey, DryRun, Encapsulate,
    EncapsulatedSecret, Encrypt, GenerateDataKey, GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext,
    GenerateDataKeyWithoutPlaintext, GenerateMac, GetPublicKey, Mac, Operation, OperationName, PublicKey,
    ReEncrypt, Sign, Signature, SymbolicCiphertext, Verify, VerifyMac, rule,
};
use kms_mrk::verdict::Evidence::{self, Documented, Inferred, Recorded};

use crate::stage::{
    HOME, KEY_ID, NOON, OTHER_ACCOUNT, Stage, UUID, administrator, external_key, key_arn, read, recorded,
    regional, said, shared, shared_policy,
};
use crate::{EU, key, message, plaintext};

const UNAVAILABLE: KeyState = KeyState::Unavailable { otherwise: RequestedState::Enabled };

/// One use of a key.
struct Use {
    name: OperationName,
    /// The usage that the key must have; `None` for GetPublicKey.
    usage: Option<KeyUsage>,
    ask: Box<Ask>,
}

type Ask = dyn Fn(&Kms, &Call) -> Result<(), KmsError>;

/// A use of a key, whose answer and whose check agree.
fn asked<O: Operation + 'static>(usage: Option<KeyUsage>, request: O) -> Use {
    let ask = move |kms: &Kms, call: &Call| {
        let answer = kms.dry_run(&request, call).map(|reply| {
            let changes: Vec<_> = reply.events.into_iter().map(|event| event.change).collect();
            let used = KeyLastUsageTrackingOperation::from(O::NAME.as_str());
            match used.is_listed() {
                true => assert_eq!(changes, [Change::KeyUsed { operation: used }]),
                false => assert_eq!((O::NAME, changes), (OperationName::GetPublicKey, vec![])),
            }
            assert_eq!(reply.records[0].event_name, O::NAME.as_str());
        });
        assert_eq!(kms.check(&request, call).refusal(), answer.clone().err());
        answer
    };
    Use { name: O::NAME, usage, ask: Box::new(ask) }
}

/// Every use of this key, each as a dry run or not. The key pairs are of P-256 and ML-KEM-768, the HMAC key of 256 bits.
fn uses(key: &KeyReference, sealed: &SymbolicCiphertext, dry_run: DryRun) -> Vec<Use> {
    let key = || key.clone();
    let (encrypt, sign) = (Some(KeyUsage::EncryptDecrypt), Some(KeyUsage::SignVerify));
    let (mac, agree) = (Some(KeyUsage::GenerateVerifyMac), Some(KeyUsage::KeyAgreement));
    let encapsulate = Some(KeyUsage::EncapsulateDecapsulate);
    let (ecdsa, hmac) = (SigningAlgorithm::EcdsaSha256, MacAlgorithm::HmacSha256);
    let [secret, signature, code] = [1088, 64, 32].map(|length| vec![7; length]);
    let verify = Verify::new(key(), message(1), Signature::new(signature).unwrap(), ecdsa.clone());
    let verify_mac = VerifyMac::new(key(), message(1), Mac::new(code).unwrap(), hmac.clone());
    let decapsulate = Decapsulate::new(key(), EncapsulatedSecret::new(secret).unwrap());
    let derive = DeriveSharedSecret::new(key(), PublicKey::new([1]).unwrap());
    let pair = DataKeyPairSpec::EccNistP256;
    let pair_without = GenerateDataKeyPairWithoutPlaintext::new(key(), pair.clone());
    let re_encrypt = ReEncrypt { source_key_id: Some(key()), ..ReEncrypt::new(sealed.clone(), key()) };
    vec![
        asked(encrypt.clone(), Encrypt { dry_run, ..Encrypt::new(key(), plaintext(1)) }),
        asked(encrypt.clone(), Decrypt { dry_run, ..Decrypt::new(sealed.clone()).with_key(key()) }),
        asked(encrypt.clone(), ReEncrypt { dry_run, ..re_encrypt }),
        asked(encrypt.clone(), GenerateDataKey { dry_run, ..GenerateDataKey::aes_256(key()) }),
        asked(
            encrypt.clone(),
            GenerateDataKeyWithoutPlaintext { dry_run, ..GenerateDataKeyWithoutPlaintext::aes_256(key()) },
        ),
        asked(encrypt.clone(), GenerateDataKeyPair { dry_run, ..GenerateDataKeyPair::new(key(), pair) }),
        asked(encrypt, GenerateDataKeyPairWithoutPlaintext { dry_run, ..pair_without }),
        asked(sign.clone(), Sign { dry_run, ..Sign::new(key(), message(1), ecdsa) }),
        asked(sign, Verify { dry_run, ..verify }),
        asked(mac.clone(), GenerateMac { dry_run, ..GenerateMac::new(key(), message(1), hmac) }),
        asked(mac, VerifyMac { dry_run, ..verify_mac }),
        asked(agree, DeriveSharedSecret { dry_run, ..derive }),
        asked(encapsulate.clone(), Encapsulate { dry_run, ..Encapsulate::new(key()) }),
        asked(encapsulate, Decapsulate { dry_run, ..decapsulate }),
        asked(None, GetPublicKey::new(key())),
    ]
}

/// A spec of keys of a usage.
fn spec_of(usage: &KeyUsage) -> KeySpec {
    match usage {
        KeyUsage::EncryptDecrypt => KeySpec::SymmetricDefault,
        KeyUsage::SignVerify | KeyUsage::KeyAgreement => KeySpec::EccNistP256,
        KeyUsage::GenerateVerifyMac => KeySpec::Hmac256,
        _ => KeySpec::MlKem768,
    }
}

/// What a key with this ID seals; nobody but a symmetric key can open it.
fn sealed_by(set: &SharedProperties) -> SymbolicCiphertext {
    let mut stage = Stage::new();
    let set = SharedProperties {
        key_spec: KeySpec::SymmetricDefault,
        key_usage: KeyUsage::EncryptDecrypt,
        origin: Origin::AwsKms,
        ..set.clone()
    };
    let key = set.key_id;
    stage.kms.adopt(RelatedKeys::new(set, regional(HOME, KeyState::Enabled), vec![]).unwrap());
    stage.accepts(&Encrypt::new(key.into(), plaintext(1)), HOME).ciphertext_blob
}

/// A set whose key at [`HOME`] is in this state, or where that takes a replica, the one in [`EU`].
fn set_of(usage: &KeyUsage, state: KeyState) -> (RelatedKeys, &'static str) {
    let origin = match state {
        KeyState::PendingImport => Origin::External,
        KeyState::Unavailable { .. } => Origin::ExternalKeyStore,
        _ => Origin::AwsKms,
    };
    let key_id = if state == UNAVAILABLE { read(UUID) } else { read(KEY_ID) };
    let (key_spec, key_usage) = (spec_of(usage), usage.clone());
    let shared = SharedProperties { key_id, key_spec, key_usage, ..shared(origin) };
    let (primary, replicas, region) = match state {
        KeyState::Creating { .. } => (KeyState::Enabled, vec![regional(EU, state)], EU),
        KeyState::Updating { .. } => (state, vec![regional(EU, state)], EU),
        KeyState::PendingReplicaDeletion { .. } => (state, vec![regional(EU, KeyState::Enabled)], HOME),
        _ => (state, vec![], HOME),
    };
    let store = shared.origin.is_custom_key_store().then(|| Box::new(external_key()));
    let primary = RegionalKey { custom_key_store: store, ..regional(HOME, primary) };
    (RelatedKeys::new(shared, primary, replicas).unwrap(), region)
}

/// The exception, the words after the ARN, and how well they are known.
type Refusal = (&'static str, &'static str, Evidence);

/// Every state, with what KMS refuses with; `None` where a key can be used.
fn states() -> Vec<(KeyState, Option<Refusal>)> {
    let later = read("2026-03-05T12:00:00Z");
    let invalid = "KMSInvalidStateException";
    let window = PendingWindowInDays::MIN;
    vec![
        (KeyState::Enabled, None),
        (KeyState::Updating { until: later }, None),
        (KeyState::Disabled, Some(("DisabledException", "is disabled.", Recorded))),
        (KeyState::PendingImport, Some((invalid, "is pending import.", Recorded))),
        (KeyState::Creating { ready_at: later }, Some((invalid, "is creating.", Documented))),
        (
            KeyState::PendingDeletion { deletion_date: later },
            Some((invalid, "is pending deletion.", Inferred)),
        ),
        (
            KeyState::PendingReplicaDeletion { window },
            Some((invalid, "is pending replica deletion.", Inferred)),
        ),
        (UNAVAILABLE, Some((invalid, "is unavailable.", Documented))),
    ]
}

#[test]
fn a_key_is_used_in_the_states_enabled_and_updating_only() {
    let usages = KeyUsage::ALL;
    for (usage, (state, refusal)) in
        usages.iter().flat_map(|usage| states().into_iter().map(move |state| (usage, state)))
    {
        if state == UNAVAILABLE && *usage != KeyUsage::EncryptDecrypt {
            continue; // only symmetric keys are in custom key stores
        }
        let (set, region) = set_of(usage, state);
        let (sealed, arn) = (sealed_by(set.shared()), set.arn_in(&read(region)));
        let stage = Stage::new().with_set(set);
        let uses = uses(&arn.clone().into(), &sealed, DryRun::No);
        let fitting = uses.iter().filter(|asked| match &asked.usage {
            Some(needed) => needed == usage,
            None => !matches!(usage, KeyUsage::EncryptDecrypt | KeyUsage::GenerateVerifyMac),
        });
        let mut count = 0;
        for asked in fitting {
            count += 1;
            let answer = (asked.ask)(&stage.kms, &stage.call(region));
            match refusal {
                None => assert_eq!(answer, Ok(()), "{} in {state:?}", asked.name),
                Some((code, words, evidence)) => {
                    let error = answer.unwrap_err();
                    assert_eq!(error.rule(), &rule::KEY_STATE_ALLOWS, "{} in {state:?}", asked.name);
                    said(&error, evidence, code, &format!("{arn} {words}"));
                }
            }
        }
        assert!(count >= 2, "{usage}");
    }
}

#[test]
fn a_key_is_used_for_what_it_is_for_only() {
    let mut stage = Stage::new();
    for usage in KeyUsage::ALL {
        let key = key(&mut stage, spec_of(usage), usage.clone());
        let sealed = sealed_by(&SharedProperties { key_id: key.key_id, ..shared(Origin::AwsKms) });
        for asked in uses(&key.key_id.into(), &sealed, DryRun::No) {
            let Some(needed) = &asked.usage else { continue };
            let answer = (asked.ask)(&stage.kms, &stage.call(HOME));
            if needed == usage {
                // The key's own ciphertext has other material than the one of another world: only the usage matters.
                assert!(
                    answer.is_ok() || answer.unwrap_err().rule() == &rule::MATERIAL_HELD,
                    "{}",
                    asked.name
                );
                continue;
            }
            let error = answer.unwrap_err();
            assert_eq!(
                (error.rule(), error.place().pointer.as_str()),
                (&rule::KEY_USAGE_ALLOWS, place(&asked.name))
            );
            let message = format!("{} key usage is {usage} which is not valid for {}.", key.arn, asked.name);
            recorded(&error, "InvalidKeyUsageException", &message);
        }
    }
}

fn place(name: &OperationName) -> &'static str {
    if *name == OperationName::ReEncrypt { "/SourceKeyId" } else { "/KeyId" }
}

#[test]
fn the_state_is_seen_before_the_usage_and_the_usage_before_the_algorithm() {
    let mut stage = Stage::new();
    let key = key(&mut stage, KeySpec::EccNistP256, KeyUsage::SignVerify);
    let encrypt =
        Encrypt::new(key.key_id.into(), plaintext(1)).with_algorithm(EncryptionAlgorithm::RsaesOaepSha1);
    assert_eq!(stage.refuses(&encrypt, HOME).rule(), &rule::KEY_USAGE_ALLOWS);
    let sign = Sign::new(key.key_id.into(), message(1), SigningAlgorithm::EcdsaSha384);
    assert_eq!(stage.refuses(&sign, HOME).rule(), &rule::ALGORITHM_OF_KEY);
    stage.accepts(&DisableKey::new(key.key_id.into()), HOME);
    for refusal in [stage.refuses(&encrypt, HOME), stage.refuses(&sign, HOME)] {
        recorded(&refusal, "DisabledException", &format!("{} is disabled.", key.arn));
    }
}

/// One key of each usage, with what the symmetric one seals.
fn keys(stage: &mut Stage) -> Vec<(KeyUsage, KeyMetadata, SymbolicCiphertext)> {
    let usages = KeyUsage::ALL.iter().filter(|usage| **usage != KeyUsage::EncryptDecrypt);
    let symmetric = stage.primary();
    let sealed = crate::sealed(stage, &symmetric);
    let mut keys = vec![(KeyUsage::EncryptDecrypt, symmetric, sealed.clone())];
    keys.extend(
        usages.map(|usage| (usage.clone(), key(stage, spec_of(usage), usage.clone()), sealed.clone())),
    );
    keys
}

#[test]
fn a_dry_run_that_nothing_speaks_against_is_refused_for_being_one() {
    let mut stage = Stage::new();
    let mut asked_for = 0;
    for (usage, key, sealed) in keys(&mut stage) {
        for asked in uses(&key.key_id.into(), &sealed, DryRun::Yes) {
            let Some(needed) = &asked.usage else { continue };
            let error = (asked.ask)(&stage.kms, &stage.call(HOME)).unwrap_err();
            if *needed != usage {
                assert_ne!(error.rule(), &rule::DRY_RUN, "{}: the rest is looked at first", asked.name);
                continue;
            }
            asked_for += 1;
            assert_eq!((error.rule(), error.place().pointer.as_str()), (&rule::DRY_RUN, "/DryRun"));
            let message = "The request would have succeeded, but the DryRun option is set.";
            recorded(&error, "DryRunOperationException", message);
        }
    }
    assert_eq!(asked_for, 14);
    let encrypt = Encrypt::new(stage.primary().key_id.into(), plaintext(1)).as_dry_run();
    assert_eq!(stage.refuses(&encrypt, HOME).rule(), &rule::DRY_RUN);
}

#[test]
fn keys_are_used_by_the_names_of_their_aliases() {
    let mut stage = Stage::new();
    for (index, (usage, key, sealed)) in keys(&mut stage).into_iter().enumerate() {
        let alias = format!("alias/key{index}");
        stage.accepts(&CreateAlias::new(read(&alias), key.key_id.into()), HOME);
        for asked in uses(&read(&alias), &sealed, DryRun::No) {
            if asked.usage.as_ref() == Some(&usage) {
                assert_eq!((asked.ask)(&stage.kms, &stage.call(HOME)), Ok(()), "{}", asked.name);
            }
        }
    }
}

#[test]
fn a_key_is_used_from_another_account_if_its_policy_lets_others_in() {
    let mut stage = Stage::new();
    let key = stage.primary();
    let sealed = crate::sealed(&mut stage, &key);
    let mut stage = stage.called_by(administrator(OTHER_ACCOUNT));
    for asked in uses(&key.arn.clone().into(), &sealed, DryRun::No) {
        let error = (asked.ask)(&stage.kms, &stage.call(HOME)).unwrap_err();
        assert_eq!((error.rule(), error.code().as_str()), (&rule::AUTHORIZED, "AccessDeniedException"));
    }
    let mut owner =
        Stage { kms: stage.kms.clone(), caller: administrator(crate::stage::ACCOUNT), now: read(NOON) };
    let put = kms_mrk::operation::PutKeyPolicy::new(key.key_id.into(), shared_policy());
    owner.accepts(&put, HOME);
    stage.kms = owner.kms;
    for asked in uses(&key.arn.clone().into(), &sealed, DryRun::No) {
        if asked.usage == Some(KeyUsage::EncryptDecrypt) {
            assert_eq!((asked.ask)(&stage.kms, &stage.call(HOME)), Ok(()), "{}", asked.name);
        }
    }
    let elsewhere = key_arn(EU, key.key_id);
    for asked in uses(&read(&elsewhere), &sealed, DryRun::No) {
        let error = (asked.ask)(&stage.kms, &stage.call(EU)).unwrap_err();
        recorded(&error, "NotFoundException", &format!("Key '{elsewhere}' does not exist"));
    }
}
