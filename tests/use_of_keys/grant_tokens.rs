//! Grant tokens that come with the use of a key: at most ten, each from CreateGrant, and of no effect in the model.

use std::fmt::Debug;

use kms_mrk::identity::{GrantToken, KeyId};
use kms_mrk::key::{GrantOperation, KeySpec, KeyUsage, SigningAlgorithm};
use kms_mrk::operation::{
    CreateGrant, DataKeyPairSpec, Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyPair, GetPublicKey,
    Operation, ReEncrypt, Sign, rule,
};
use kms_mrk::verdict::Evidence;

use crate::stage::{HOME, Stage, judged, read};
use crate::{EU, key, message, plaintext, sealed};

/// A token of a grant of this key in this Region.
#[track_caller]
fn token(stage: &mut Stage, key: KeyId, region: &str) -> GrantToken {
    let grantee = read("arn:aws:iam::111122223333:role/worker");
    let grant = CreateGrant::new(key.into(), grantee, vec![GrantOperation::DescribeKey]);
    stage.accepts(&grant, region).grant_token
}

/// A use of a key is refused with eleven tokens and with one that nobody gave, and accepted with ten that were given.
#[track_caller]
fn looks_at_tokens<O: Operation<Output: PartialEq + Debug>>(
    stage: &mut Stage,
    given: &GrantToken,
    request: impl Fn(Vec<GrantToken>) -> O,
) {
    stage.accepts(&request(vec![given.clone(); 10]), HOME);

    let error = stage.refuses(&request(vec![given.clone(); 11]), HOME);
    let message = "there are 11 grant tokens, a request may have 10";
    judged(&error, &rule::GRANT_TOKEN_COUNT, Evidence::Documented, "ValidationException", message);

    let error = stage.refuses(&request(vec![given.clone(), read("a token of someone's")]), HOME);
    let message = "the grant token is not one that CreateGrant gave in the Region `us-east-1`";
    judged(&error, &rule::GRANT_TOKEN_GIVEN, Evidence::Documented, "InvalidGrantTokenException", message);
    assert_eq!(error.place().pointer.as_str(), "/GrantTokens/1");
}

#[test]
fn every_use_of_a_key_looks_at_its_grant_tokens() {
    let mut stage = Stage::new();
    let symmetric = key(&mut stage, KeySpec::SymmetricDefault, KeyUsage::EncryptDecrypt);
    let signing = key(&mut stage, KeySpec::EccNistP256, KeyUsage::SignVerify);
    let ciphertext = sealed(&mut stage, &symmetric);
    let token = token(&mut stage, symmetric.key_id, HOME);
    let (symmetric, signing) = (|| symmetric.key_id.into(), || signing.key_id.into());
    let stage = &mut stage;

    looks_at_tokens(stage, &token, |grant_tokens| Encrypt {
        grant_tokens,
        ..Encrypt::new(symmetric(), plaintext(1))
    });
    looks_at_tokens(stage, &token, |grant_tokens| Decrypt {
        grant_tokens,
        ..Decrypt::new(ciphertext.clone())
    });
    looks_at_tokens(stage, &token, |grant_tokens| ReEncrypt {
        grant_tokens,
        ..ReEncrypt::new(ciphertext.clone(), symmetric())
    });
    looks_at_tokens(stage, &token, |grant_tokens| GenerateDataKey {
        grant_tokens,
        ..GenerateDataKey::aes_256(symmetric())
    });
    looks_at_tokens(stage, &token, |grant_tokens| GenerateDataKeyPair {
        grant_tokens,
        ..GenerateDataKeyPair::new(symmetric(), DataKeyPairSpec::EccNistP256)
    });
    looks_at_tokens(stage, &token, |grant_tokens| Sign {
        grant_tokens,
        ..Sign::new(signing(), message(1), SigningAlgorithm::EcdsaSha256)
    });
    looks_at_tokens(stage, &token, |grant_tokens| GetPublicKey {
        grant_tokens,
        ..GetPublicKey::new(signing())
    });
}

#[test]
fn a_grant_token_is_good_in_the_region_of_its_key() {
    let mut stage = Stage::new();
    let key = stage.primary().key_id;
    stage.replica(key, EU);
    stage.settle();
    let token = token(&mut stage, key, EU);
    let encrypt = Encrypt { grant_tokens: vec![token], ..Encrypt::new(key.into(), plaintext(1)) };
    stage.accepts(&encrypt, EU);
    assert_eq!(stage.refuses(&encrypt, HOME).rule(), &rule::GRANT_TOKEN_GIVEN);
}
