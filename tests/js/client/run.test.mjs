/** The step: every verb as JSON in and JSON out. */

import assert from "node:assert/strict";
import test from "node:test";
import { run } from "../../../pkg/index.js";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { JOINER, rejection } from "./tenant.mjs";

/** Runs a step and checks that it is JSON through and through. */
async function step(sandbox, action, input, options) {
  const given = { action, connection: sandbox.connection, ...(input && { input }), ...(options && { options }) };
  const output = await run(JSON.parse(JSON.stringify(given)), { fetch: sandbox.fetch });
  assert.deepEqual(JSON.parse(JSON.stringify(output)), output);
  assert.equal(output.action, action);
  return output;
}

test("a joiner, a leaver and a failure, each with what a platform branches on", async () => {
  const sandbox = createSandbox();
  const joiner = await step(sandbox, "provision", { person: JOINER });
  assert.equal(joiner.ok, true);
  assert.equal(joiner.outcome, "created");
  assert.equal(joiner.data.user.userName, JOINER.email);
  const leaver = await step(sandbox, "deactivate", { who: LEAVER.email });
  assert.equal(leaver.outcome, "deactivated");
  assert.deepEqual(
    leaver.warnings.map(({ code }) => code),
    ["oauth_clients_survive"],
  );
  const nobody = await step(sandbox, "get", { who: "nobody@example.com" });
  assert.equal(nobody.ok, false);
  assert.equal(nobody.error.code, "not_found");
  assert.equal(nobody.error.retryable, false);
  sandbox.faults({ script: [{ kind: "unavailable", times: 50 }] });
  const later = await step(sandbox, "roles", undefined, { deadlineMs: 300 });
  assert.equal(later.ok, false);
  assert.equal(later.error.retryable, true);
});

test("reading: list with a cursor, get, find, roles, capabilities, request, token", async () => {
  const sandbox = createSandbox({ users: 30 });
  const page = await step(sandbox, "list", { limit: 20 });
  assert.equal(page.data.users.length, 20);
  assert.equal(typeof page.cursor, "string");
  const rest = await step(sandbox, "list", { limit: 20, cursor: page.cursor });
  assert.equal(rest.data.users.length, 10);
  assert.equal(rest.cursor, undefined);
  const [{ id }] = page.data.users;
  assert.equal((await step(sandbox, "get", { who: { id } })).data.user.id, id);
  assert.equal((await step(sandbox, "find", { who: "nobody@example.com" })).data.user, null);
  assert.equal((await step(sandbox, "roles")).data.roles.length, 3);
  assert.equal((await step(sandbox, "capabilities")).data.provider, "zuora");
  assert.equal((await step(sandbox, "request", { method: "GET", path: `/v1/users/${id}` })).data.status, 200);
  assert.equal((await step(sandbox, "token", {})).ok, true);
});

test("a dry run is one through the step too", async () => {
  const sandbox = createSandbox();
  const output = await step(sandbox, "provision", { person: JOINER }, { dryRun: true });
  assert.equal(output.outcome, "created");
  assert.equal(output.data.dryRun, true);
  assert.equal(
    sandbox.requests().some(({ method, path }) => method !== "GET" && path !== "/oauth/token"),
    false,
  );
});

test("steps on one connection share the token", async () => {
  const sandbox = createSandbox();
  await Promise.all([step(sandbox, "roles"), step(sandbox, "roles"), step(sandbox, "find", { who: "x@example.com" })]);
  await step(sandbox, "roles");
  assert.equal(sandbox.requests().filter(({ path }) => path === "/oauth/token").length, 1);
});

test("events and audit records of a step go to its sinks", async () => {
  const sandbox = createSandbox();
  const audit = [];
  const events = [];
  await run(
    { action: "provision", connection: sandbox.connection, input: { person: JOINER } },
    { fetch: sandbox.fetch, onAudit: (record) => audit.push(record), onEvent: (event) => events.push(event) },
  );
  assert.deepEqual(
    audit.map(({ outcome }) => outcome),
    ["created"],
  );
  assert.ok(events.some(({ type }) => type === "response"));
});

test("an abort during a step rejects with the signal's reason", async () => {
  const sandbox = createSandbox({ latencyMs: [3000, 3000] });
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 20);
  assert.equal(
    await rejection(run({ action: "roles", connection: sandbox.connection }, { fetch: sandbox.fetch, signal: controller.signal })),
    "enough",
  );
});
