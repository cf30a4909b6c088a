/** What `list` can be asked, over HTTP, by the method and as a step. */

import assert from "node:assert/strict";
import { rejection } from "../tenant.mjs";
import { BEA, cell, complete, KIM, step, tenant } from "./cells.mjs";

/** Whom a query gives, by both doors. */
async function names(client, query) {
  const users = await client.list(query).toArray();
  const output = await step(client, "list", query);
  assert.deepEqual(output.data.users, users);
  return users.map(({ userName }) => userName);
}

/** Queries and whom they give. */
const FILTERS = {
  active: [
    [true, [KIM]],
    [false, [BEA]],
  ],
  userName: [
    ["KIM@example.com", [KIM]],
    ["kim", []],
  ],
  email: [
    ["BEA@EXAMPLE.COM", [BEA]],
    ["nobody@example.com", []],
  ],
  role: [
    ["read only", [KIM, BEA]],
    ["p-admin", []],
  ],
  department: [
    ["finance", [KIM, BEA]],
    ["Sales", []],
  ],
};

for (const [option, rows] of Object.entries(FILTERS)) {
  cell("list", option, "gives those alone", async (t) => {
    const { client } = await tenant(t);
    for (const [value, wanted] of rows) assert.deepEqual(await names(client, { [option]: value }), wanted);
  });
}

for (const option of ["filter", "externalId"]) {
  cell("list", option, "is not_supported on Zuora, and nothing is sent", async (t) => {
    const { server, client } = await tenant(t);
    const query = { [option]: 'userName sw "k"' };
    assert.equal((await rejection(client.list(query).toArray())).code, "not_supported");
    assert.equal((await step(client, "list", query)).error.code, "not_supported");
    assert.deepEqual(server.requests(), []);
  });
}

cell("list", "raw", "gives the vendor's records, and only then", async (t) => {
  const { client } = await tenant(t);
  for (const raw of [true, false, undefined]) {
    const [user] = await client.list({ raw }).toArray();
    assert.equal(user.raw?.username, raw ? KIM : undefined);
  }
});

cell("list", "limit", "cuts, and a cursor says where to go on", async (t) => {
  const { client } = await tenant(t);
  assert.deepEqual(await names(client, { limit: 1 }), [KIM]);
  assert.equal(typeof (await step(client, "list", { limit: 1 })).cursor, "string");
  assert.equal((await step(client, "list", { limit: 2 })).cursor, undefined);
  assert.equal((await rejection(client.list({ limit: 0 }).toArray())).code, "invalid_input");
});

cell("list", "pageSize", "is what is asked for in one request", async (t) => {
  const { server, client } = await tenant(t);
  assert.deepEqual(await names(client, { pageSize: 1 }), [KIM, BEA]);
  const pages = server.requests().filter(({ path }) => path === "/v1/users");
  assert.ok(pages.length >= 4 && pages.every(({ query }) => query.startsWith("pageSize=1&")));
});

cell("list", "cursor", "goes on where an earlier list of the same query stopped", async (t) => {
  const { client } = await tenant(t);
  const { cursor } = await step(client, "list", { limit: 1 });
  assert.deepEqual(await names(client, { cursor }), [BEA]);
  const foreign = await step(client, "list", { cursor, active: true });
  assert.match(foreign.error.message, /input\.cursor/);
});

complete("list", (needed) => /^list (?!timeoutMs|deadlineMs|idempotencyKey|signal|run)/.test(needed));
