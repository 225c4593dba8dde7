// The life of a multi-Region key as the AWS SDK for JavaScript sees it, unmodified, with the model at the endpoint of KMS.

import assert from "node:assert/strict";
import { constants, publicEncrypt, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { KMS, ListKeysCommand, paginateListKeys } from "@aws-sdk/client-kms";

const endpoint = process.env.KMS_ENDPOINT;
const account = "333344445555";
const client = (region, accessKeyId = account) =>
  new KMS({ endpoint, region, credentials: { accessKeyId, secretAccessKey: "not-a-secret" }, maxAttempts: 1 });
const [virginia, ireland] = ["us-east-1", "eu-west-1"].map((region) => client(region));

/** That KMS refuses a call so; the text that it says. */
async function refused(name, call) {
  const error = await call.then(() => assert.fail(`${name} was expected`), (error) => error);
  assert.equal(error.name, name, error.stack);
  assert.ok(error.$metadata.requestId, error.stack);
  return error.message;
}

async function advance(seconds) {
  const reply = await fetch(`${endpoint}/_advance`, { method: "POST", body: JSON.stringify({ seconds }) });
  assert.equal(reply.status, 200);
}

const describe = async (kms, KeyId) => (await kms.describeKey({ KeyId })).KeyMetadata;
const state = async (kms, KeyId) => (await describe(kms, KeyId)).KeyState;

/** As one waits for KMS. */
async function wait(kms, KeyId, wanted) {
  for (let tries = 0; (await state(kms, KeyId)) !== wanted; tries += 1) {
    assert.ok(tries < 200, `${KeyId} is ${await state(kms, KeyId)}, not ${wanted}`);
    await sleep(100);
  }
}

async function life() {
  const created = (await virginia.createKey({ MultiRegion: true, Description: "orders" })).KeyMetadata;
  const KeyId = created.KeyId;
  assert.match(KeyId, /^mrk-[0-9a-f]{32}$/);
  assert.equal(created.AWSAccountId, account);
  assert.ok(created.CreationDate instanceof Date);

  const replicate = () => virginia.replicateKey({ KeyId, ReplicaRegion: "eu-west-1" });
  assert.equal((await replicate()).ReplicaKeyMetadata.KeyState, "Creating");
  const once = "You can create only one replica of each primary key in each AWS Region.";
  assert.equal(await refused("AlreadyExistsException", replicate()), once);
  await wait(ireland, KeyId, "Enabled");

  const Plaintext = new TextEncoder().encode("hello");
  const { CiphertextBlob } = await virginia.encrypt({ KeyId, Plaintext });
  assert.deepEqual(new Uint8Array((await ireland.decrypt({ CiphertextBlob })).Plaintext), Plaintext);

  await virginia.updatePrimaryRegion({ KeyId, PrimaryRegion: "eu-west-1" });
  assert.equal(await state(virginia, KeyId), "Updating");
  await wait(virginia, KeyId, "Enabled");
  const configuration = (await describe(virginia, KeyId)).MultiRegionConfiguration;
  assert.equal(configuration.MultiRegionKeyType, "REPLICA");
  assert.equal(configuration.PrimaryKey.Region, "eu-west-1");

  const Tags = [{ TagKey: "Team", TagValue: "orders" }];
  await ireland.tagResource({ KeyId, Tags });
  assert.deepEqual((await ireland.listResourceTags({ KeyId })).Tags, Tags);
  assert.deepEqual((await virginia.listResourceTags({ KeyId })).Tags, []);
  await refused("TagException", ireland.tagResource({ KeyId, Tags: [{ TagKey: "aws:a", TagValue: "" }] }));

  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:role/other` }, Action: "kms:*", Resource: "*" },
  ] });
  const lockout = "The new key policy will not allow you to update the key policy in the future.";
  assert.equal(await refused("MalformedPolicyDocumentException", ireland.putKeyPolicy({ KeyId, Policy })), lockout);
  await refused("MalformedPolicyDocumentException", ireland.putKeyPolicy({ KeyId, Policy: "orders" }));

  const schedule = (kms) => kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
  const scheduled = await schedule(ireland);
  assert.deepEqual([scheduled.KeyState, scheduled.DeletionDate], ["PendingReplicaDeletion", undefined]);
  await refused("KMSInvalidStateException", ireland.enableKey({ KeyId }));
  await ireland.cancelKeyDeletion({ KeyId });
  assert.equal(await state(ireland, KeyId), "Disabled");
  await ireland.enableKey({ KeyId });

  await schedule(virginia);
  await schedule(ireland);
  await advance(7 * 86400);
  await refused("NotFoundException", describe(virginia, KeyId));
  assert.equal(await state(ireland, KeyId), "PendingDeletion");
  await advance(7 * 86400);
  await refused("NotFoundException", describe(ireland, KeyId));
}

/** Key material that is really encrypted under a real wrapping key. */
async function importOfMaterial() {
  const { KeyId } = (await virginia.createKey({ Origin: "EXTERNAL" })).KeyMetadata;
  const WrappingAlgorithm = "RSAES_OAEP_SHA_256";
  const { PublicKey, ImportToken } =
    await virginia.getParametersForImport({ KeyId, WrappingAlgorithm, WrappingKeySpec: "RSA_2048" });
  const key = { key: Buffer.from(PublicKey), format: "der", type: "spki" };
  const EncryptedKeyMaterial =
    publicEncrypt({ ...key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, randomBytes(32));
  const ExpirationModel = "KEY_MATERIAL_DOES_NOT_EXPIRE";
  await virginia.importKeyMaterial({ KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel });
  assert.equal(await state(virginia, KeyId), "Enabled");
}

async function accountsAndPages() {
  for (let number = 0; number < 5; number += 1) await virginia.createKey({});
  const pages = [];
  for await (const page of paginateListKeys({ client: virginia, pageSize: 2 }, {})) pages.push(page.Keys.length);
  assert.ok(pages.length >= 3 && pages[0] === 2, String(pages));
  const unknown = client("us-east-1", "444455556666").send(new ListKeysCommand({ Marker: "nobody gave this" }));
  await refused("InvalidMarkerException", unknown);
}

await life();
await importOfMaterial();
await accountsAndPages();
console.log("@aws-sdk/client-kms passed");
