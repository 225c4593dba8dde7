//! The life of a multi-Region key, as a client of the SDK sees it.

use aws_sdk_kms::Client;
use aws_sdk_kms::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{KeyMetadata, KeyState, MultiRegionKeyType, Tag};
use jiff::SignedDuration;

use super::*;

const KEY_POLICY_THAT_LOCKS_OUT: &str = r#"{"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/other"}, "Action": "kms:*", "Resource": "*"}
]}"#;

/// The exception and its text.
#[track_caller]
fn refused<T: std::fmt::Debug, E: ProvideErrorMetadata + std::fmt::Debug>(
    result: Result<T, SdkError<E>>,
) -> (String, String) {
    let error = result.expect_err("KMS refuses it");
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    (text(error.code()), text(error.message()))
}

async fn describe(client: &Client, key: &str) -> KeyMetadata {
    client.describe_key().key_id(key).send().await.unwrap().key_metadata.unwrap()
}

async fn state(client: &Client, key: &str) -> KeyState {
    describe(client, key).await.key_state.unwrap()
}

#[test]
fn the_life_of_a_multi_region_key() {
    run(async {
        let model = model();
        let deployer = caller("arn:aws:iam::111122223333:role/deployer");
        let client = |region: &str| model.client(deployer.clone(), region.parse().unwrap());
        let (virginia, ireland) = (client("us-east-1"), client("eu-west-1"));

        let created = virginia.create_key().multi_region(true).description("orders").send().await.unwrap();
        let created = created.key_metadata.unwrap();
        let key = created.key_id();
        assert!(key.starts_with("mrk-"), "{key}");
        assert_eq!(created.multi_region, Some(true));

        let replicate = virginia.replicate_key().key_id(key).replica_region("eu-west-1");
        let replica = replicate.clone().send().await.unwrap().replica_key_metadata.unwrap();
        assert_eq!(replica.key_state, Some(KeyState::Creating));
        assert_eq!(
            refused(replicate.send().await),
            (
                "AlreadyExistsException".to_owned(),
                "You can create only one replica of each primary key in each AWS Region.".to_owned()
            )
        );
        model.advance(SignedDuration::from_mins(1));
        assert_eq!(state(&ireland, key).await, KeyState::Enabled);

        let sealed = virginia.encrypt().key_id(key).plaintext(Blob::new("hello")).send().await.unwrap();
        let opened = ireland.decrypt().ciphertext_blob(sealed.ciphertext_blob.unwrap()).send().await.unwrap();
        assert_eq!(opened.plaintext.unwrap().as_ref(), b"hello");

        virginia.update_primary_region().key_id(key).primary_region("eu-west-1").send().await.unwrap();
        assert_eq!(state(&virginia, key).await, KeyState::Updating);
        model.advance(SignedDuration::from_mins(1));
        let configuration = describe(&virginia, key).await.multi_region_configuration.unwrap();
        assert_eq!(configuration.multi_region_key_type(), Some(&MultiRegionKeyType::Replica));
        assert_eq!(configuration.primary_key().unwrap().region(), Some("eu-west-1"));

        let tag = |key: &str| Tag::builder().tag_key(key).tag_value("orders").build().unwrap();
        ireland.tag_resource().key_id(key).tags(tag("Team")).send().await.unwrap();
        let tags = ireland.list_resource_tags().key_id(key).send().await.unwrap();
        assert_eq!(tags.tags(), [tag("Team")]);
        let others = virginia.list_resource_tags().key_id(key).send().await.unwrap();
        assert!(others.tags().is_empty(), "tags are not shared");
        let error = ireland.tag_resource().key_id(key).tags(tag("aws:Team")).send().await;
        assert_eq!(refused(error).0, "TagException");

        let put = |policy: &str| ireland.put_key_policy().key_id(key).policy(policy).send();
        let lockout = "The new key policy will not allow you to update the key policy in the future.";
        assert_eq!(
            refused(put(KEY_POLICY_THAT_LOCKS_OUT).await),
            ("MalformedPolicyDocumentException".to_owned(), lockout.to_owned())
        );
        assert_eq!(refused(put("orders").await).0, "MalformedPolicyDocumentException");

        let schedule = |client: &Client| client.schedule_key_deletion().key_id(key).pending_window_in_days(7);
        let scheduled = schedule(&ireland).send().await.unwrap();
        assert_eq!(scheduled.key_state, Some(KeyState::PendingReplicaDeletion));
        assert_eq!(scheduled.deletion_date, None, "the primary key waits for its replicas");
        assert_eq!(refused(ireland.enable_key().key_id(key).send().await).0, "KMSInvalidStateException");
        ireland.cancel_key_deletion().key_id(key).send().await.unwrap();
        assert_eq!(state(&ireland, key).await, KeyState::Disabled);
        ireland.enable_key().key_id(key).send().await.unwrap();

        schedule(&virginia).send().await.unwrap();
        schedule(&ireland).send().await.unwrap();
        let week = SignedDuration::from_hours(7 * 24);
        model.advance(week);
        assert_eq!(refused(virginia.describe_key().key_id(key).send().await).0, "NotFoundException");
        assert_eq!(state(&ireland, key).await, KeyState::PendingDeletion);
        model.advance(week);
        assert_eq!(refused(ireland.describe_key().key_id(key).send().await).0, "NotFoundException");
        assert_eq!(model.with(|kms| kms.world().sets().count()), 0);
    });
}

#[test]
fn callers_share_a_model_and_are_held_to_its_policies() {
    run(async {
        let model = model();
        let client = |arn: &str| model.client(caller(arn), "us-east-1".parse().unwrap());
        let owner = client("arn:aws:iam::111122223333:role/deployer");
        let stranger = client("arn:aws:iam::444455556666:role/reader");
        let key = owner.create_key().send().await.unwrap().key_metadata.unwrap().arn.unwrap();
        let plaintext = || Blob::new("hello");
        let (code, text) = refused(stranger.encrypt().key_id(&key).plaintext(plaintext()).send().await);
        assert_eq!(code, "AccessDeniedException");
        assert!(text.contains("arn:aws:iam::444455556666:role/reader"), "{text}");
        owner.encrypt().key_id(&key).plaintext(plaintext()).send().await.unwrap();
    });
}

#[test]
fn errors_are_those_that_the_sdk_knows_and_lists_come_by_pages() {
    run(async {
        let model = model();
        let client = model.client(caller("111122223333"), "us-east-1".parse().unwrap());
        for _ in 0..5 {
            client.create_key().send().await.unwrap();
        }
        let mut pages = client.list_keys().into_paginator().page_size(2).send();
        let mut lengths = Vec::new();
        while let Some(page) = pages.next().await {
            lengths.push(page.unwrap().keys().len());
        }
        assert_eq!(lengths, [2, 2, 1]);
        let error = client.describe_key().key_id("fake").send().await.unwrap_err();
        let request_id = aws_sdk_kms::operation::RequestId::request_id(&error).unwrap().to_owned();
        let error = error.into_service_error();
        assert!(error.is_not_found_exception(), "{error:?}");
        assert_eq!(error.meta().message(), Some("Invalid keyId 'fake'"));
        assert_eq!(request_id, "00000000-0000-0000-0000-000000000009", "the ninth request");
    });
}

#[test]
fn time_does_not_go_backwards_and_ends() {
    let model = model();
    let noon = model.now();
    model.advance(SignedDuration::from_secs(-1));
    assert_eq!(model.now(), noon);
    model.advance(SignedDuration::MAX);
    assert_eq!(model.now(), jiff::Timestamp::MAX);
    assert_eq!(format!("{model:?}"), "SharedKms { now: 9999-12-30T22:00:00.999999999Z, requests: 0, .. }");
}
