/** An aborted call rejects with the signal's own reason. */

import assert from "node:assert/strict";
import test from "node:test";
import { run, token } from "../../../pkg/index.js";
import { JOINER, rejection, tenant } from "./tenant.mjs";

const REASON = { mine: true };

test("a signal that was aborted before the call: its reason, and nothing is sent", async () => {
  const { sandbox, client } = tenant();
  const signal = AbortSignal.abort(REASON);
  const { connection, fetch } = sandbox;
  for (const call of [
    () => client.token({ signal }),
    () => client.get("a", { signal }),
    () => client.provision(JOINER, { signal }),
    () => client.list({}, { signal }).toArray(),
    () => client.list({}, { signal })[Symbol.asyncIterator]().next(),
    () => client.list({}, { signal }).pages()[Symbol.asyncIterator]().next(),
    () => token(connection, { fetch, signal }),
    () => run({ action: "token", connection }, { fetch, signal }),
  ]) {
    assert.equal(await rejection(call()), REASON);
  }
  assert.deepEqual(sandbox.requests(), []);
});

test("a signal without a reason of its own gives its AbortError", async () => {
  const { client } = tenant({ latencyMs: [1000, 1000] });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const error = await rejection(client.roles({ signal: controller.signal }));
  assert.equal(error.name, "AbortError");
  assert.equal(error, controller.signal.reason);
});

test("an abort during a request ends the call at once, and the next call works", async () => {
  const { sandbox, client } = tenant({ latencyMs: [5000, 5000] });
  const controller = new AbortController();
  const began = performance.now();
  const call = rejection(client.roles({ signal: controller.signal }));
  setTimeout(() => controller.abort(REASON), 20);
  assert.equal(await call, REASON);
  assert.ok(performance.now() - began < 1000);
  sandbox.latency(0);
  assert.equal((await client.roles()).length, 3);
});

test("an abort while waiting to try again ends the call", async () => {
  const { sandbox, client } = tenant();
  await client.token();
  sandbox.faults({ script: [{ kind: "tooManyRetryAfter", times: 9 }], retryAfterSeconds: 5 });
  const controller = new AbortController();
  setTimeout(() => controller.abort(REASON), 50);
  const began = performance.now();
  assert.equal(await rejection(client.roles({ signal: controller.signal })), REASON);
  assert.ok(performance.now() - began < 1000);
});

test("an abort between two pages ends the listing", async () => {
  const { client } = tenant({ users: 120 });
  const controller = new AbortController();
  let pages = 0;
  const reading = (async () => {
    for await (const page of client.list({ pageSize: 10 }, { signal: controller.signal }).pages()) {
      assert.ok(page.users.length > 0);
      pages += 1;
      if (pages === 2) controller.abort(REASON);
    }
  })();
  assert.equal(await rejection(reading), REASON);
  assert.equal(pages, 2);
});

test("one caller's abort is not another's: both wait for one token", async () => {
  const { sandbox, client } = tenant({ latencyMs: [50, 50] });
  const controller = new AbortController();
  const first = rejection(client.token({ signal: controller.signal }));
  const second = client.token();
  setTimeout(() => controller.abort(REASON), 10);
  assert.equal(await first, REASON);
  assert.equal((await second).tokenType.toLowerCase(), "bearer");
  assert.ok(sandbox.requests().length <= 2);
});

test("a signal that is never aborted keeps no listeners", async () => {
  const { client } = tenant();
  const controller = new AbortController();
  const { signal } = controller;
  const listening = new Set();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (type, listener, ...rest) => {
    listening.add(listener);
    addEventListener.call(signal, type, listener, ...rest);
  };
  signal.removeEventListener = (type, listener, ...rest) => {
    listening.delete(listener);
    removeEventListener.call(signal, type, listener, ...rest);
  };
  for (let at = 0; at < 5; at += 1) await client.roles({ signal });
  assert.equal(listening.size, 0);
});

test("deadlineMs rejects with timeout before it", async () => {
  const { client } = tenant({ latencyMs: [5000, 5000] });
  const began = performance.now();
  const error = await rejection(client.roles({ deadlineMs: 200 }));
  assert.equal(error.code, "timeout");
  assert.ok(performance.now() - began < 400);
});

test("timeoutMs ends one attempt, and the call is tried again", async () => {
  const { sandbox, client } = tenant();
  await client.token();
  sandbox.faults({ slowMs: 5000, script: [{ kind: "slow", path: "/v1/user-profiles" }] });
  assert.equal((await client.roles({ timeoutMs: 100 })).length, 3);
  assert.equal(sandbox.requests().filter(({ path }) => path === "/v1/user-profiles").length, 2);
});
