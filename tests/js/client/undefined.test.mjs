/** What may be left out may be `undefined` too, as the types say: it is as if it weren't there. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect, parseWebhook, run, verifyWebhook, webhookChallenge } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { JOINER, rejection } from "./tenant.mjs";

/** An object with these fields, each `undefined`. */
const blank = (names) => Object.fromEntries(names.split(" ").map((name) => [name, undefined]));
const CLIENT = blank("sleep now random tokenStore onEvent onAudit timeoutMs maxAttempts concurrency maxRequestsPerSecond actor");
const CALL = blank("signal timeoutMs deadlineMs idempotencyKey");
const WRITE = { ...CALL, ...blank("dryRun verify") };
const QUERY = blank("active userName email externalId role department filter raw limit pageSize cursor");
const PERSON = blank("userName displayName title department organization costCenter employeeNumber manager phone locale extra groups");

test("options, queries, people, connections and sandboxes take fields that are undefined", async () => {
  const sandbox = createSandbox({ users: 3, ...blank("provider seed baseUrl latencyMs rateLimit faults now sleep concurrency taken") });
  const connection = { ...sandbox.connection, ...blank("name allowInsecure dataCenter accessToken entityIds orgIds") };
  const client = connect(connection, { fetch: sandbox.fetch, ...CLIENT });
  assert.equal((await client.list(QUERY, CALL).toArray(blank("limit"))).length, 3);
  const joiner = { ...PERSON, ...JOINER };
  const made = await client.provision(joiner, { ...WRITE, ...blank("match update reactivate groupsMode") });
  assert.equal(made.outcome, "created");
  assert.equal((await client.update(JOINER.email, { ...PERSON, givenName: "M" }, WRITE)).outcome, "updated");
  assert.equal((await client.deactivate(JOINER.email, { ...WRITE, ...blank("strict transferTo") })).outcome, "deactivated");
  const { counts } = await client.provisionAll([joiner], { ...WRITE, ...blank("update reactivate groupsMode resume onProgress") });
  assert.deepEqual(counts, { reactivated: 1 });
  const policy = { ...blank("fields onMissing protect maxRemovals"), scope: blank("domains roles groups userNames") };
  const plan = await client.plan([{ ...joiner, familyName: "Roe" }], policy, CALL);
  assert.deepEqual((await client.apply(plan, { ...WRITE, ...blank("confirm resume onProgress") })).counts, { updated: 1 });
  assert.equal((await client.run({ action: "roles", ...blank("connection input options") })).ok, true);
  const options = { fetch: sandbox.fetch, ...blank("signal sleep now random tokenStore onEvent onAudit") };
  assert.equal((await run({ action: "roles", connection, ...blank("input options") }, options)).ok, true);
});

test("webhooks take fields that are undefined; a secret is needed all the same", async () => {
  const delivery = { headers: {}, body: "{}", ...blank("method secret secrets now toleranceSeconds generic") };
  assert.match((await rejection(verifyWebhook("workos", delivery))).message, /^secret: is missing/);
  assert.equal(parseWebhook("workos", delivery)[0].type, "other");
  const scheme = { signatureHeader: "x-signed", algorithm: "sha256", encoding: "hex", ...blank("prefix signed timestampHeader idHeader") };
  const unsigned = await rejection(verifyWebhook("generic", { ...delivery, secret: "s", generic: scheme }));
  assert.equal(unsigned.code, "webhook_invalid");
  assert.equal(webhookChallenge("okta", { method: "GET", headers: {}, ...blank("url body") }), null);
});
