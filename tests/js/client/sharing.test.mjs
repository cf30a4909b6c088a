/** Token and pace are shared, however many callers, clients and bare calls there are. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect, get, list, roles, token } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { tenant, tokenRequests } from "./tenant.mjs";

test("fifty callers wait for one token request", async () => {
  const { sandbox, client } = tenant({ latencyMs: [5, 20] });
  const tokens = await Promise.all(Array.from({ length: 50 }, () => client.token()));
  assert.equal(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
  assert.equal(tokenRequests(sandbox).length, 1);
});

test("fifty callers of different verbs wait for one token request", async () => {
  const { sandbox, client } = tenant({ latencyMs: [5, 20] });
  const [first] = sandbox.users();
  await Promise.all(Array.from({ length: 50 }, (_, at) => (at % 2 === 0 ? client.get({ id: first.id }) : client.roles())));
  assert.equal(tokenRequests(sandbox).length, 1);
});

test("clients with an equal connection and the same functions share the token", async () => {
  const sandbox = createSandbox();
  const clients = Array.from({ length: 10 }, () => connect({ ...sandbox.connection }, { fetch: sandbox.fetch }));
  const tokens = await Promise.all(clients.map((client) => client.token()));
  assert.equal(new Set(tokens.map(({ accessToken }) => accessToken)).size, 1);
  assert.equal(tokenRequests(sandbox).length, 1);
});

test("clients with functions of their own share nothing", async () => {
  const { sandbox, client } = tenant();
  const other = connect(sandbox.connection, { fetch: (...args) => sandbox.fetch(...args) });
  await client.token();
  await other.token();
  assert.equal(tokenRequests(sandbox).length, 2);
});

test("bare functions share the token with each other, one after the other", async () => {
  const sandbox = createSandbox();
  const options = { fetch: sandbox.fetch };
  const given = await token(sandbox.connection, options);
  assert.equal(given.tokenType.toLowerCase(), "bearer");
  await roles(sandbox.connection, options);
  const [first] = await list(sandbox.connection, { limit: 1 }, options).toArray();
  await get(sandbox.connection, { id: first.id }, options);
  assert.equal(tokenRequests(sandbox).length, 1);
});

test("a token store is asked before the tenant, with its own this", async () => {
  class Store {
    kept = new Map();
    async get(key) {
      return this.kept.get(key) ?? null;
    }
    async set(key, value, ttlSeconds) {
      assert.ok(ttlSeconds > 0);
      this.kept.set(key, value);
    }
  }
  const store = new Store();
  const sandbox = createSandbox();
  const first = connect(sandbox.connection, { fetch: sandbox.fetch, tokenStore: store });
  const { accessToken } = await first.token();
  assert.equal(store.kept.size, 1);
  const [[key, value]] = store.kept;
  assert.match(key, /^seatwarden:[0-9a-f]{64}$/);
  assert.equal(JSON.parse(value).accessToken, accessToken);
  assert.ok(!key.includes(sandbox.connection.clientSecret));
  const other = connect(sandbox.connection, { fetch: (...args) => sandbox.fetch(...args), tokenStore: store });
  assert.equal((await other.token()).accessToken, accessToken);
  assert.equal(tokenRequests(sandbox).length, 1);
});

test("a token store that never answers, or has nothing that can be sent, is passed over", async () => {
  const never = () => new Promise(() => {});
  const entry = { accessToken: "a\nb", expiresAt: "2099-01-01T00:00:00Z" };
  for (const store of [
    { get: never, set: async () => {} },
    { get: async () => null, set: never },
    { get: async () => JSON.stringify(entry), set: async () => {} },
  ]) {
    const warnings = [];
    const onEvent = ({ type, message }) => type === "warning" && warnings.push(message);
    const { sandbox, client } = tenant({}, { tokenStore: store, onEvent });
    assert.equal((await client.roles({ timeoutMs: 200 })).length, 3);
    assert.equal(tokenRequests(sandbox).length, 1);
    const hung = ["get", "set"].filter((method) => store[method] === never);
    assert.deepEqual(
      warnings,
      hung.map((method) => `tokenStore.${method} gave no answer within 200 ms`),
    );
  }
});

test("a token that the tenant forgot is replaced once, and the call goes through", async () => {
  const { sandbox, client } = tenant();
  await client.roles();
  sandbox.expireTokens();
  assert.equal((await client.roles()).length, 3);
  assert.equal(tokenRequests(sandbox).length, 2);
});
