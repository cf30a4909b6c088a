/** A client that was disposed of refuses calls and lets those under way end. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect } from "../../../pkg/index.js";
import { rejection, tenant } from "./tenant.mjs";

test("after dispose every call rejects with invalid_input, and nothing is sent", async () => {
  const { sandbox, client } = tenant();
  client[Symbol.dispose]();
  for (const call of [
    () => client.token(),
    () => client.list().toArray(),
    () => client.list()[Symbol.asyncIterator]().next(),
    () => client.get("a"),
    () => client.find("a"),
    () => client.provision({ email: "a@example.com" }),
    () => client.deactivate("a"),
    () => client.roles(),
    () => client.capabilities(),
    () => client.request("GET", "/v1/users"),
  ]) {
    const error = await rejection(call());
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, /disposed/);
  }
  assert.deepEqual(sandbox.requests(), []);
});

test("dispose twice is the same as once", () => {
  const { client } = tenant();
  client[Symbol.dispose]();
  client[Symbol.dispose]();
});

test("calls that are under way end as they would", async () => {
  const { client } = tenant({ latencyMs: [20, 20] });
  const calls = [client.roles(), client.get("nobody@example.com"), client.token()];
  client[Symbol.dispose]();
  const [roles, nobody, token] = await Promise.allSettled(calls);
  assert.equal(roles.value.length, 3);
  assert.equal(nobody.reason.code, "not_found");
  assert.ok(token.value.accessToken);
});

test("a listing that is under way is read to its end", async () => {
  const { client } = tenant({ users: 120 });
  const seen = [];
  for await (const user of client.list({ pageSize: 10 })) {
    seen.push(user.id);
    if (seen.length === 1) client[Symbol.dispose]();
  }
  assert.equal(new Set(seen).size, 120);
});

test("disposing of one client leaves others on the same connection alone", async () => {
  const { sandbox, client } = tenant();
  const other = connect(sandbox.connection, { fetch: sandbox.fetch });
  await client.token();
  client[Symbol.dispose]();
  assert.equal((await other.roles()).length, 3);
  assert.equal(sandbox.requests().filter(({ path }) => path === "/oauth/token").length, 1);
});

test("ten thousand clients come and go without the core growing", async () => {
  const { sandbox } = tenant();
  for (let at = 0; at < 10_000; at += 1) connect(sandbox.connection, { fetch: sandbox.fetch })[Symbol.dispose]();
  const { client } = tenant();
  assert.equal((await client.roles()).length, 3);
});
