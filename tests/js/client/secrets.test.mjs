/** Canaries: a secret that is planted in a connection is found in nothing that comes out. */

import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";
import { connect, run, SeatwardenError } from "../../../pkg/index.js";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { impatient, JOINER, rejection } from "./tenant.mjs";

const CANARY = "cAnArY-4711/+&=%20x";
const FORMS = [CANARY, encodeURIComponent(CANARY), Buffer.from(CANARY).toString("base64").slice(0, 20), "cAnArY"];

function assertClean(text, where) {
  for (const form of FORMS) assert.ok(!text.includes(form), `the secret is in ${where}: ${text.slice(0, 300)}`);
}

function everything(value) {
  const parts = [inspect(value, { depth: 9, showHidden: true, getters: true }), String(value), JSON.stringify(value) ?? ""];
  if (value instanceof Error) parts.push(value.stack ?? "", value.message, everything(value.cause ?? ""));
  return parts.join("\n");
}

test("no secret and no token in errors, events, audit records, clients and results", async () => {
  const events = [];
  const audit = [];
  const sandbox = createSandbox({ clientSecret: CANARY });
  const options = {
    fetch: sandbox.fetch,
    onEvent: (event) => events.push(event),
    onAudit: (record) => audit.push(record),
    sleep: impatient,
  };
  const client = connect(sandbox.connection, options);
  const { accessToken } = await client.token();
  const results = [];
  results.push(
    await client.provision(JOINER),
    await client.deactivate(LEAVER.email),
    await client.roles(),
    await client.list({ raw: true }).toArray(),
  );
  for (const kind of ["html", "redirect", "unavailable", "reset", "cut", "tooMany", "busy"]) {
    sandbox.faults({ script: [{ kind, times: 30 }] });
    results.push(await rejection(client.get("nobody@example.com")));
    results.push(await rejection(client.provision({ ...JOINER, title: kind })));
  }
  sandbox.faults({});
  results.push(await run({ action: "token", connection: sandbox.connection }, options));
  assert.ok(events.length > 20);
  assert.ok(audit.length >= 2);
  for (const [where, value] of Object.entries({ events, audit, results, client, list: client.list(), pages: client.list().pages() })) {
    const text = everything(value) + (Array.isArray(value) ? value.map(everything).join("\n") : "");
    assertClean(text, where);
    assert.ok(!text.includes(accessToken), `the token is in ${where}`);
  }
});

test("a tenant that echoes the secret gets it masked", async () => {
  const sandbox = createSandbox({ clientSecret: CANARY });
  for (const answer of [
    new Response(JSON.stringify({ message: `bad secret ${CANARY}` }), { status: 401 }),
    new Response(`<html>${CANARY}</html>`, { status: 200 }),
    new Response(JSON.stringify({ success: false, reasons: [{ code: 50000011, message: `no ${CANARY}` }] }), { status: 200 }),
    new Response(`client_secret=${encodeURIComponent(CANARY)}`, { status: 400 }),
  ]) {
    const client = connect(sandbox.connection, { fetch: async () => answer.clone(), sleep: impatient });
    assertClean(everything(await rejection(client.token())), "the error");
  }
  const failing = connect(sandbox.connection, {
    fetch: async () => {
      throw new Error(`proxy said: ${CANARY}`);
    },
    sleep: impatient,
  });
  assertClean(everything(await rejection(failing.token())), "the cause");
});

test("a secret in the wrong place is not repeated by the refusal", async () => {
  const good = { provider: "zuora", clientId: "id", clientSecret: CANARY };
  for (const connection of [
    CANARY,
    [CANARY],
    { ...good, provider: CANARY },
    { ...good, provider: { canary: CANARY } },
    { ...good, clientSecret: [CANARY] },
    { ...good, clientSecret: { value: CANARY } },
    { ...good, clientSecret: ` ${CANARY} ` },
    { ...good, clientSecret: `${CANARY}\n` },
    { ...good, clientSecret: `${CANARY}\ud800` },
    { ...good, dataCenter: CANARY },
    { ...good, allowInsecure: CANARY },
    { ...good, entityIds: CANARY },
    { ...good, baseUrl: `https://user:${CANARY}@rest.zuora.com` },
    { ...good, baseUrl: CANARY },
    { ...good, username: "u", password: CANARY },
  ]) {
    let error;
    try {
      connect(connection);
    } catch (thrown) {
      error = thrown;
    }
    assert.ok(SeatwardenError.is(error), inspect(connection));
    assertClean(everything(error), "the refusal");
    const output = await run({ action: "token", connection });
    assert.equal(output.ok, false);
    assertClean(JSON.stringify(output), "the step");
  }
});

test("the step keeps the token to itself, unless told to reveal it", async () => {
  const { connection, fetch } = createSandbox();
  const quiet = await run({ action: "token", connection }, { fetch });
  assert.equal(quiet.ok, true);
  assert.equal("accessToken" in quiet.data, false);
  const told = await run({ action: "token", connection, options: { reveal: true } }, { fetch });
  assert.ok(told.data.accessToken.length > 10);
});

test("the secret goes to the tenant's own origin and nowhere else", async () => {
  const asked = [];
  const sandbox = createSandbox({ clientSecret: CANARY });
  const fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, redirect: request.redirect, body: await request.clone().text() });
    return sandbox.fetch(request);
  };
  const client = connect(sandbox.connection, { fetch });
  sandbox.fault({ kind: "redirect", path: "/v1/users*", times: 1 });
  await rejection(client.list().toArray());
  await client.list().toArray();
  const origins = new Set(asked.map(({ url }) => new URL(url).origin));
  assert.deepEqual([...origins], [sandbox.connection.baseUrl]);
  assert.deepEqual([...new Set(asked.map(({ redirect }) => redirect))], ["manual"]);
  for (const { url, body } of asked) {
    assertClean(url, "a URL");
    if (!url.endsWith("/oauth/token")) assertClean(body, "a body");
  }
});
