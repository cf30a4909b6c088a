/** The sandbox's fetch is what a runtime's own would be: requests in every form, aborts, latency, redirects. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createSandbox } from "../../../pkg/sandbox.js";
import { callerOf, JOHN, johnIsIn, tokenRequest } from "./caller.mjs";

test("a token, a create, a read, an update and a delete go through real Request and Response objects", async () => {
  const sandbox = createSandbox({ users: 1, record: "guide" });
  const call = await callerOf(sandbox);
  const created = await call("POST", "/v1/users", JOHN);
  assert.ok(created instanceof Response);
  assert.equal(created.url, `${sandbox.connection.baseUrl}/v1/users`);
  assert.match(created.headers.get("content-type"), /^application\/json/);
  assert.deepEqual(await created.json(), { id: "u-002", username: "john@example.com", status: "Active" });
  const update = await call("PUT", "/v1/users/u-002", { status: "Inactive" });
  assert.deepEqual(await update.json(), { id: "u-002", status: "Inactive" });
  const read = await call("GET", "/v1/users/u-002");
  assert.equal((await read.json()).status, "Inactive");
  assert.deepEqual(await (await call("DELETE", "/v1/users/u-002")).json(), { success: true });
  assert.equal((await call("GET", "/v1/users/u-002")).status, 404);
});

test("fetch works taken out of its sandbox, with a URL, a string or a Request", async () => {
  const { fetch, connection } = createSandbox();
  const url = `${connection.baseUrl}/v1/users`;
  for (const input of [url, new URL(url), new Request(url)]) assert.equal((await fetch(input)).status, 401);
  assert.equal((await fetch(tokenRequest(connection))).status, 200);
});

test("a body can be a string, bytes or a stream", async () => {
  const { fetch, connection } = createSandbox();
  const text = await tokenRequest(connection).text();
  const bytes = new TextEncoder().encode(text);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const stream = new Blob([bytes]).stream();
  for (const body of [text, bytes, stream]) {
    const response = await fetch(`${connection.baseUrl}/oauth/token`, { method: "POST", headers, body, duplex: "half" });
    assert.equal(response.status, 200);
  }
});

test("an id with a slash, a plus or a space is reached by its encoding", async () => {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  const awkward = sandbox.users().filter(({ id }) => /[^\w-]/.test(id));
  assert.ok(awkward.length >= 20);
  for (const { id, username } of awkward) {
    const response = await call("GET", `/v1/users/${encodeURIComponent(id)}`);
    assert.equal((await response.json()).username, username);
  }
});

test("a signal that is aborted beforehand sends nothing and rejects with its reason", async () => {
  const sandbox = createSandbox();
  const reason = new Error("enough");
  await assert.rejects(sandbox.fetch(tokenRequest(sandbox.connection), { signal: AbortSignal.abort(reason) }), reason);
  assert.deepEqual(sandbox.requests(), []);
});

test("a signal that is aborted while the answer is on its way rejects with its reason, the tenant having acted", async () => {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  sandbox.latency(60_000);
  const reason = new Error("enough");
  const controller = new AbortController();
  const pending = call("POST", "/v1/users", JOHN, { signal: controller.signal });
  setTimeout(() => controller.abort(reason), 10);
  await assert.rejects(pending, reason);
  assert.ok(johnIsIn(sandbox));
});

test("latency passes by the clock and sleep of the caller, if they are given", async () => {
  let now = Date.UTC(2026, 2, 17);
  const slept = [];
  const sandbox = createSandbox({
    latencyMs: [30, 50],
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  });
  const call = await callerOf(sandbox);
  await call("GET", "/v1/users");
  assert.equal(slept.length, 2);
  assert.ok(slept.every((ms) => ms >= 30 && ms <= 50));
  assert.equal(sandbox.requests()[1].atMs, Date.UTC(2026, 2, 17) + slept[0]);
});

test("latency passes by setTimeout otherwise", async () => {
  const sandbox = createSandbox({ latencyMs: [40, 40] });
  const began = performance.now();
  await sandbox.fetch(`${sandbox.connection.baseUrl}/v1/users`);
  assert.ok(performance.now() - began >= 35);
});

test("a redirect is handed over, refused or followed to a host that isn't there, as asked", async () => {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  const redirected = (redirect) => {
    sandbox.fault("redirect");
    return call("GET", "/v1/users", undefined, { redirect });
  };
  const manual = await redirected("manual");
  assert.equal(manual.status, 302);
  assert.match(manual.headers.get("location"), /^https:\/\/login\.elsewhere\.example\//);
  await assert.rejects(redirected("error"), TypeError);
  await assert.rejects(redirected("follow"), TypeError);
  const leaked = sandbox.requests().at(-1);
  assert.equal(leaked.foreign, true);
  assert.deepEqual(
    leaked.headers.filter(([name]) => name === "authorization"),
    [],
  );
});

test("another host is not reached, and what was sent there is on record without its secret", async () => {
  const sandbox = createSandbox();
  const init = { headers: { authorization: "Bearer canary" } };
  await assert.rejects(sandbox.fetch("https://rest.zuora.com/v1/users?page=2", init), { name: "TypeError", message: "fetch failed" });
  const [recorded] = sandbox.requests();
  assert.equal(recorded.origin, "https://rest.zuora.com");
  assert.deepEqual(recorded.headers, [["authorization", "Bearer"]]);
});

test("a URL that is none rejects like fetch does", async () => {
  await assert.rejects(createSandbox().fetch("/v1/users"), TypeError);
});
