// The page in a headless browser, after the other clients have called: what it shows, that it keeps itself fresh, that the
// keyboard reaches everything, and a picture of it.

import assert from "node:assert/strict";
import { join } from "node:path";

import { KMS } from "@aws-sdk/client-kms";
import { chromium } from "playwright-core";

const endpoint = process.env.KMS_ENDPOINT;
const credentials = { accessKeyId: "333344445555", secretAccessKey: "not-a-secret" };
const kms = new KMS({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
  const troubles = [];
  page.on("console", (message) => message.type() === "error" && troubles.push(message.text()));
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => request.url().startsWith(endpoint) || troubles.push(`asks ${request.url()}`));
  // A browser asks for an icon by itself.
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));

  await page.goto(endpoint);
  assert.equal(await page.locator("h1").textContent(), "kms-mrk");
  assert.ok((await page.locator("#view").textContent()).includes("InvalidMarkerException"));

  // What happens is shown without being asked for.
  const { KeyId } = (await kms.createKey({ MultiRegion: true, Description: "seen at once" })).KeyMetadata;
  const section = page.locator("section", { hasText: KeyId });
  await section.waitFor({ timeout: 10_000 });
  await kms.replicateKey({ KeyId, ReplicaRegion: "eu-west-1" });
  await section.getByRole("cell", { name: "replica" }).waitFor({ timeout: 10_000 });
  await section.getByText("replica ready").waitFor({ timeout: 10_000 });
  assert.match(await page.getByRole("status").textContent(), /^Last call: us-east-1, ReplicateKey, .*, accepted$/);

  // The keyboard reaches the links and the timelines, and what was closed stays closed.
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Keys");
  await section.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await section.locator("details").getAttribute("open"), null);
  await kms.scheduleKeyDeletion({ KeyId });
  await section.getByRole("cell", { name: "PendingReplicaDeletion" }).waitFor({ timeout: 10_000 });
  assert.equal(await section.locator("details").getAttribute("open"), null);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "SUMMARY");
  await page.keyboard.press("Enter");

  // Of tables and headings, a screen reader is told what they are.
  assert.ok((await section.getByRole("columnheader").count()) >= 4);
  assert.equal(await section.getByRole("rowheader").count(), 2);
  assert.deepEqual(troubles, []);

  const picture = join(process.env.FOLDER, "page.png");
  await page.screenshot({ path: picture });
  console.log(`the page passed; its picture is ${picture}`);
} finally {
  await browser.close();
}
