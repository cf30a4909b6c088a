/** What a failed call rejects with: one class, a code, words that help, and nothing secret. */

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";
import { inspect } from "node:util";
import { connect, SeatwardenError } from "../../../pkg/index.js";
import { impatient, rejection, tenant } from "./tenant.mjs";

const common = createRequire(import.meta.url)("../../../pkg/index.cjs");

test("is works across copies of the package, instanceof within one", async () => {
  assert.notEqual(common.SeatwardenError, SeatwardenError);
  const { sandbox, client } = tenant();
  const ours = await rejection(client.get("nobody@example.com"));
  const theirs = await rejection(common.connect(sandbox.connection, { fetch: sandbox.fetch }).get("nobody@example.com"));
  for (const error of [ours, theirs]) {
    assert.ok(SeatwardenError.is(error));
    assert.ok(common.SeatwardenError.is(error));
    assert.ok(error instanceof Error);
    assert.equal(error.name, "SeatwardenError");
  }
  assert.ok(ours instanceof SeatwardenError);
  assert.ok(theirs instanceof common.SeatwardenError);
  for (const other of [undefined, null, "x", 5, new Error("x"), {}, { code: "not_found" }]) assert.equal(SeatwardenError.is(other), false);
});

test("nobody there: code, provider, operation, attempts and a message that says who and where", async () => {
  const { client } = tenant();
  const error = await rejection(client.get("nobody@example.com"));
  assert.equal(error.code, "not_found");
  assert.equal(error.provider, "zuora");
  assert.equal(error.operation, "get");
  assert.equal(error.retryable, false);
  assert.ok(error.attempts > 0);
  assert.match(error.message, /nobody@example\.com/);
  assert.match(error.message, /sandbox/);
});

test("JSON.stringify gives every field that is there, and no stack", async () => {
  const { client } = tenant();
  const error = await rejection(client.get("nobody@example.com"));
  const json = JSON.parse(JSON.stringify(error));
  assert.equal(json.code, error.code);
  assert.equal(json.message, error.message);
  assert.equal(json.attempts, error.attempts);
  assert.equal("stack" in json, false);
  assert.deepEqual(
    Object.entries(json).filter(([, value]) => value === null),
    [],
  );
  const again = new SeatwardenError(json);
  assert.deepEqual(JSON.parse(JSON.stringify(again)), json);
  assert.match(inspect(error), /SeatwardenError: .*nobody@example\.com/);
});

test("refused credentials are auth_failed, with a hint", async () => {
  const { sandbox } = tenant();
  const client = connect({ ...sandbox.connection, clientSecret: "wrong" }, { fetch: sandbox.fetch });
  const error = await rejection(client.token());
  assert.equal(error.code, "auth_failed");
  assert.equal(typeof error.hint, "string");
});

test("a client without rights is forbidden, a legacy tenant not_supported, a migrated one too with a hint", async () => {
  assert.equal((await rejection(tenant({ forbidden: true }).client.roles())).code, "forbidden");
  const legacy = await rejection(tenant({ legacy: true }).client.list().toArray());
  assert.equal(legacy.code, "not_supported");
  const moved = await rejection(
    tenant({ migrated: true }).client.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" }),
  );
  assert.equal(moved.code, "not_supported");
  assert.match(moved.hint, /zuora-oneid/);
});

test("an unknown role is invalid_input, and the hint or message lists those there are", async () => {
  const { client } = tenant();
  const error = await rejection(client.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Emperor" }));
  assert.equal(error.code, "invalid_input");
  assert.match(`${error.message} ${error.hint}`, /Read Only/);
});

test("a connection that fails for good is network, with the runtime's words as a plain Error in cause", async () => {
  const { sandbox } = tenant();
  const client = connect(sandbox.connection, {
    fetch: async () => {
      throw new TypeError("fetch failed", { cause: new Error(`getaddrinfo ENOTFOUND ${sandbox.connection.clientSecret}`) });
    },
    sleep: impatient,
  });
  const error = await rejection(client.token());
  assert.equal(error.code, "network");
  assert.equal(error.retryable, true);
  assert.ok(error.cause instanceof Error);
  assert.ok(!inspect(error).includes(sandbox.connection.clientSecret));
});

test("a redirect is unsafe_redirect, HTML is invalid_response, 429 with a long wait rate_limited with retryAfterMs", async () => {
  const { sandbox, client } = tenant();
  await client.token();
  sandbox.fault({ kind: "redirect", times: 9 });
  assert.equal((await rejection(client.roles())).code, "unsafe_redirect");
  assert.ok(sandbox.requests().every(({ foreign }) => !foreign));
  sandbox.faults({ script: [{ kind: "html", times: 9 }] });
  assert.equal((await rejection(client.roles())).code, "invalid_response");
  sandbox.faults({ retryAfterSeconds: 60, script: [{ kind: "tooManyRetryAfter", times: 9 }] });
  const limited = await rejection(client.roles({ deadlineMs: 5000 }));
  assert.equal(limited.code, "rate_limited");
  assert.equal(limited.retryable, true);
  assert.ok(limited.retryAfterMs > 50_000 && limited.retryAfterMs <= 60_000, `${limited.retryAfterMs}`);
});

test("a host function that throws or gives nonsense fails the call, and the next one works", async () => {
  const { sandbox } = tenant();
  let broken = true;
  for (const bad of [
    () => {
      throw new Error("sync");
    },
    () => 5,
    () => undefined,
    async () => ({}),
    () => Promise.reject(null),
  ]) {
    const client = connect(sandbox.connection, {
      fetch: (...args) => (broken ? bad() : sandbox.fetch(...args)),
      sleep: impatient,
      maxAttempts: 2,
    });
    broken = true;
    const error = await rejection(client.roles());
    assert.ok(SeatwardenError.is(error), `${error}`);
    assert.notEqual(error.code, "internal", error.message);
    broken = false;
    assert.equal((await client.roles()).length, 3);
  }
});

test("a structured clone of an error loses its code, as the README says; what toJSON gives is kept whole", async () => {
  const { client } = tenant();
  const error = await rejection(client.get("nobody@example.com"));
  const { port1, port2 } = new MessageChannel();
  const received = new Promise((resolve) => port2.once("message", resolve));
  port1.postMessage({ error, fields: error.toJSON() });
  const posted = await received;
  port1.close();
  for (const clone of [structuredClone(error), posted.error]) {
    assert.deepEqual([clone instanceof Error, clone.message, clone.code], [true, error.message, undefined]);
    assert.ok(!SeatwardenError.is(clone));
  }
  assert.deepEqual(posted.fields, error.toJSON());
  const again = new SeatwardenError(posted.fields);
  assert.deepEqual([again.code, again.toJSON()], ["not_found", error.toJSON()]);
});
