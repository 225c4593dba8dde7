"""The life of a multi-Region key as boto3 sees it, unmodified, with the model at the endpoint of KMS."""

import json
import os
import time
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

ENDPOINT = os.environ["KMS_ENDPOINT"]
ACCOUNT = "222233334444"


def client(region, account=ACCOUNT):
    return boto3.client(
        "kms",
        endpoint_url=ENDPOINT,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="not-a-secret",
        config=Config(retries={"max_attempts": 0}),
    )


def refused(code, call, **request):
    """Makes a call that KMS refuses so; the text that it says."""
    try:
        call(**request)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert error.response["ResponseMetadata"]["RequestId"], error
        return error.response["Error"]["Message"]
    raise AssertionError(f"{code} was expected of {request}")


def advance(seconds):
    body = json.dumps({"seconds": seconds}).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{ENDPOINT}/_advance", body, method="POST")) as reply:
        assert reply.status == 200


def state(kms, key):
    return kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"]


def wait(kms, key, wanted):
    """As one waits for KMS."""
    deadline = time.monotonic() + 20
    while state(kms, key) != wanted:
        assert time.monotonic() < deadline, f"{key} is {state(kms, key)}, not {wanted}"
        time.sleep(0.1)


def life(virginia, ireland):
    created = virginia.create_key(MultiRegion=True, Description="orders", Tags=[{"TagKey": "Team", "TagValue": "orders"}])
    key = created["KeyMetadata"]["KeyId"]
    assert key.startswith("mrk-") and created["KeyMetadata"]["AWSAccountId"] == ACCOUNT, created
    assert created["KeyMetadata"]["MultiRegionConfiguration"]["MultiRegionKeyType"] == "PRIMARY"

    replica = virginia.replicate_key(KeyId=key, ReplicaRegion="eu-west-1")["ReplicaKeyMetadata"]
    assert replica["KeyState"] == "Creating" and ":eu-west-1:" in replica["Arn"], replica
    text = refused("AlreadyExistsException", virginia.replicate_key, KeyId=key, ReplicaRegion="eu-west-1")
    assert text == "You can create only one replica of each primary key in each AWS Region.", text
    refused("UnsupportedOperationException", ireland.replicate_key, KeyId=key, ReplicaRegion="eu-north-1")
    refused("ValidationException", virginia.replicate_key, KeyId=key, ReplicaRegion="Europe")
    wait(ireland, key, "Enabled")

    sealed = virginia.encrypt(KeyId=key, Plaintext=b"hello", EncryptionContext={"team": "orders"})["CiphertextBlob"]
    opened = ireland.decrypt(CiphertextBlob=sealed, EncryptionContext={"team": "orders"})
    assert opened["Plaintext"] == b"hello" and ":eu-west-1:" in opened["KeyId"], opened
    refused("InvalidCiphertextException", ireland.decrypt, CiphertextBlob=sealed)

    virginia.update_primary_region(KeyId=key, PrimaryRegion="eu-west-1")
    assert state(virginia, key) == "Updating"
    wait(virginia, key, "Enabled")
    configuration = virginia.describe_key(KeyId=key)["KeyMetadata"]["MultiRegionConfiguration"]
    assert configuration["MultiRegionKeyType"] == "REPLICA", configuration
    assert configuration["PrimaryKey"]["Region"] == "eu-west-1", configuration

    ireland.tag_resource(KeyId=key, Tags=[{"TagKey": "Stage", "TagValue": "test"}])
    assert ireland.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "Stage", "TagValue": "test"}]
    assert virginia.list_resource_tags(KeyId=key)["Tags"] == [{"TagKey": "Team", "TagValue": "orders"}]
    refused("TagException", ireland.tag_resource, KeyId=key, Tags=[{"TagKey": "aws:a", "TagValue": ""}])

    lockout = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"}, "Action": "kms:*", "Resource": "*"}
    ]}
    text = refused("MalformedPolicyDocumentException", ireland.put_key_policy, KeyId=key, Policy=json.dumps(lockout))
    assert text == "The new key policy will not allow you to update the key policy in the future.", text
    refused("MalformedPolicyDocumentException", ireland.put_key_policy, KeyId=key, Policy="orders")
    policy = json.loads(ireland.get_key_policy(KeyId=key)["Policy"])
    assert policy["Statement"][0]["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, policy

    scheduled = ireland.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    assert scheduled["KeyState"] == "PendingReplicaDeletion" and "DeletionDate" not in scheduled, scheduled
    text = refused("KMSInvalidStateException", ireland.enable_key, KeyId=key)
    assert "pending" in text, text
    ireland.cancel_key_deletion(KeyId=key)
    assert state(ireland, key) == "Disabled"
    ireland.enable_key(KeyId=key)

    virginia.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    ireland.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    advance(7 * 86400)
    refused("NotFoundException", virginia.describe_key, KeyId=key)
    assert state(ireland, key) == "PendingDeletion"
    advance(7 * 86400)
    refused("NotFoundException", ireland.describe_key, KeyId=key)


def import_of_material(virginia, ireland):
    """Key material that is really encrypted under a real wrapping key, for the primary key and its replica."""
    key = virginia.create_key(MultiRegion=True, Origin="EXTERNAL")["KeyMetadata"]["KeyId"]
    refused("KMSInvalidStateException", virginia.replicate_key, KeyId=key, ReplicaRegion="eu-west-1")
    material, identifiers = os.urandom(32), []
    for kms in (virginia, ireland):
        if kms is ireland:
            virginia.replicate_key(KeyId=key, ReplicaRegion="eu-west-1")
            wait(ireland, key, "PendingImport")
        parameters = kms.get_parameters_for_import(
            KeyId=key, WrappingAlgorithm="RSAES_OAEP_SHA_256", WrappingKeySpec="RSA_4096"
        )
        public_key = serialization.load_der_public_key(parameters["PublicKey"])
        assert public_key.key_size == 4096
        sha_256 = hashes.SHA256()
        wrapped = public_key.encrypt(material, padding.OAEP(padding.MGF1(sha_256), sha_256, None))
        request = {"KeyId": key, "ImportToken": parameters["ImportToken"], "ExpirationModel": "KEY_MATERIAL_DOES_NOT_EXPIRE"}
        damaged = wrapped[:-1] + bytes([wrapped[-1] ^ 1])
        refused("InvalidCiphertextException", kms.import_key_material, EncryptedKeyMaterial=damaged, **request)
        identifiers.append(kms.import_key_material(EncryptedKeyMaterial=wrapped, **request)["KeyMaterialId"])
        assert state(kms, key) == "Enabled"
    assert identifiers[0] == identifiers[1], identifiers
    sealed = ireland.encrypt(KeyId=key, Plaintext=b"hello")["CiphertextBlob"]
    assert virginia.decrypt(CiphertextBlob=sealed)["Plaintext"] == b"hello"


def accounts_and_pages(virginia):
    for number in range(5):
        virginia.create_key(Description=f"key {number}")
    pages = [len(page["Keys"]) for page in virginia.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2})]
    assert sum(pages) >= 5 and pages[0] == 2, pages
    key = virginia.create_key()["KeyMetadata"]["Arn"]
    stranger = client("us-east-1", account="444455556666")
    refused("AccessDeniedException", stranger.describe_key, KeyId=key)


life(client("us-east-1"), client("eu-west-1"))
import_of_material(client("us-east-1"), client("eu-west-1"))
accounts_and_pages(client("us-east-1"))
print("boto3", boto3.__version__, "passed")
