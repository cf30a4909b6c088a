/**
 * docs/zuora.md is true: every trap that it lists is provoked in a tenant in memory and ends with the code that the page says, every
 * request and body of its tables is what is sent, and its block of code runs.
 */

import assert from "node:assert/strict";
import test from "node:test";
import { connect } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { block } from "./blocks.mjs";
import { coded, tables } from "./tables.mjs";
import { KIM, LENA, TRAPS, tenant, written } from "./zuora-traps.mjs";

const PAGE = "docs/zuora.md";
const rows = tables(PAGE, "What is known to go wrong").flat();

test("every trap of the page is provoked below, and nothing else", () => {
  assert.ok(rows.length >= 35);
  for (const [what] of rows) assert.equal(Object.keys(TRAPS).filter((begin) => what.startsWith(begin)).length, 1, what);
  for (const begin of Object.keys(TRAPS)) assert.equal(rows.filter(([what]) => what.startsWith(begin)).length, 1, begin);
});

for (const [what, , code] of rows) {
  test(`${what}${code === "" ? "" : `: ${code}`}`, async () => {
    const [, provoke] = Object.entries(TRAPS).find(([begin]) => what.startsWith(begin));
    const [wanted] = coded(code);
    let seen;
    try {
      const result = await provoke();
      seen = result?.warnings?.map((warning) => warning.code);
    } catch (error) {
      if (error.code === undefined || error.code === "ERR_ASSERTION") throw error;
      assert.ok(error.message.length > 0);
      seen = [error.code];
    }
    if (wanted === undefined) assert.equal(seen, undefined);
    else assert.ok(seen?.includes(wanted), `${seen}`);
  });
}

/** A request as the page writes it. */
const shape = ({ method, path }) => `${method} ${path.replace(/^(\/v1\/users\/)[^/]+/, "$1{id}")}`;

test("the table of verbs: each request and each field of a body is what is sent", async () => {
  const verbs = {
    "`list`": (client) => client.list().toArray(),
    "`get`, `find` by id": async (client) => [await client.get({ id: "u-002" }), await client.find({ id: "u-002" })],
    "`get`, `find` by name or mail": async (client) => [
      await client.get({ userName: "lbrandt@legacy.example.com" }),
      await client.find({ email: LENA }),
    ],
    "`roles`": (client) => client.roles(),
    "`provision`, nobody there": (client) => client.provision(KIM),
    "`provision`, somebody there": async (client) => {
      await client.deactivate(LENA);
      await client.provision({ email: LENA, familyName: "Roe" });
    },
    "`update`": (client) => client.update(LENA, { familyName: "Roe" }),
    "`deactivate`": (client) => client.deactivate(LENA),
    "`reactivate`": async (client) => {
      await client.deactivate(LENA);
      await client.reactivate(LENA);
    },
    "`remove`": (client) => client.remove(LENA, { confirm: "lbrandt@legacy.example.com" }),
    "`resetPassword`": (client) => client.resetPassword(LENA),
  };
  const [table] = tables(PAGE, "What each verb sends");
  assert.deepEqual(
    table.map(([verb]) => verb),
    Object.keys(verbs),
  );
  for (const [verb, request, body] of table) {
    const { made, zuora } = tenant();
    await verbs[verb](zuora);
    const sent = made.requests().filter(({ path }) => path !== "/oauth/token");
    const last = sent.filter(({ method }) => method !== "GET").at(-1);
    for (const asked of coded(request).filter((word) => word.includes("/"))) {
      const [wanted, query] = asked.split("?");
      assert.ok(
        sent.some((one) => shape(one) === wanted && (query === undefined || one.query === query)),
        `${verb}: ${asked}`,
      );
    }
    const fields = coded(body).map((word) => word.split(":"));
    assert.equal(fields.length > 0 || /differs/.test(body), last?.body !== null && last?.body !== undefined, verb);
    for (const [field, value] of fields) {
      assert.ok(field in last.body, `${verb}: ${field}`);
      if (value !== undefined) assert.deepEqual(last.body[field], JSON.parse(value));
    }
    if (/differs/.test(body))
      assert.deepEqual(
        Object.keys(last.body).filter((key) => key !== "status"),
        ["lastName"],
        verb,
      );
    if (request.includes("Idempotency-Key")) assert.ok(last.headers.some(([name]) => name === "idempotency-key"));
  }
});

test("the table of fields: each goes by the name that the page says", async () => {
  const [, table] = tables(PAGE, "What each verb sends");
  const { made, zuora } = tenant();
  const person = Object.fromEntries(table.map(([field]) => [coded(field)[0], `${coded(field)[0]}@example.com`]));
  await zuora.provision({ ...person, role: "Read Only" });
  const { body } = made.requests().find(({ method, path }) => method === "POST" && path === "/v1/users");
  for (const [field, name] of table) {
    const [ours, theirs] = [coded(field)[0], coded(name)[0]];
    assert.equal(body[theirs], ours === "role" ? "p-readonly" : person[ours], ours);
  }
  assert.equal(Object.keys(body).length, table.length);
});

test("the table of data centers: a token is asked for at that host", async () => {
  const [table] = tables(PAGE, "Connect");
  for (const [center, host] of table) {
    const asked = [];
    const fetch = async (url) => {
      asked.push(url);
      return new Response("{}", { status: 401 });
    };
    const client = connect({ provider: "zuora", clientId: "id", clientSecret: "secret", dataCenter: coded(center)[0] }, { fetch });
    await assert.rejects(client.token(), { code: "auth_failed" });
    assert.equal(asked[0], `https://${coded(host)[0]}/oauth/token`);
  }
  assert.equal(table.length, 10);
});

test("the connection of the page is one, and its program runs", async (t) => {
  connect(JSON.parse(block(PAGE, "Connect", "json")));
  const made = createSandbox({ baseUrl: "https://rest.zuora.com" });
  t.mock.method(globalThis, "fetch", made.fetch);
  process.env.ZUORA_CLIENT_ID = made.connection.clientId;
  process.env.ZUORA_CLIENT_SECRET = made.connection.clientSecret;
  const log = t.mock.method(console, "log", () => {});
  const code = block(PAGE, "Connect", "js").replace('"seatwarden"', JSON.stringify(new URL("../../../pkg/index.js", import.meta.url).href));
  await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const [outcome] = log.mock.calls.at(-1).arguments;
  assert.match(outcome, /created|updated|unchanged/);
  assert.equal(written(made).filter(({ path }) => path !== "/oauth/token").length, 0);
});
