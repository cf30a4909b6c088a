/** The Zoom account as a caller of the sandbox meets it: in memory and over HTTP, without the client. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { serveSandbox } from "../../../pkg/sandbox-server.js";

const ZOOM = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
const JILL = `/scim2/Users/${encodeURIComponent("k&KdKr6TLWuxdDtk0hjSzL")}`;
const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

const fixture = (name) => JSON.parse(readFileSync(new URL(`../../../sandbox/tests/fixtures/zoom/${name}.json`, import.meta.url), "utf8"));

/** Signs in with what a connection says, and calls the API. */
async function callerOf({ fetch, connection }) {
  const { baseUrl, tokenUrl, accountId, clientId, clientSecret } = connection;
  const token = await fetch(`${tokenUrl}?grant_type=account_credentials&account_id=${encodeURIComponent(accountId)}`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  });
  const { access_token: bearer } = await token.json();
  return async (method, path, body) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}

test("the document's requests are answered over HTTP, and the numbers keep their digits", async () => {
  const server = await serveSandbox({ provider: "zoom", users: 1 });
  servers.push(server);
  assert.ok(server.connection.tokenUrl.startsWith(server.url));
  const call = await callerOf({ fetch, connection: server.connection });
  const created = await call("POST", "/scim2/Users", { ...fixture("create-user.request"), userName: "new@example.com" });
  assert.equal(created.status, 201);
  assert.equal(created.body[ZOOM].zoomOneEdu, "576460752303423488");
  assert.equal((await call("PUT", JILL, fixture("update-user.request"))).status, 200);
  const off = await call("PATCH", JILL, fixture("deactivate-user.request"));
  assert.deepEqual([off.status, off.body.active], [200, false]);
  assert.equal((await call("DELETE", JILL)).status, 204);
  const listed = await call("GET", "/scim2/Users?count=100");
  assert.deepEqual(
    listed.body.Resources.map(({ userName }) => userName),
    ["new@example.com"],
  );
});

test("in memory, tokens have a host of their own, as at Zoom", async () => {
  const { connection, fetch } = createSandbox({ provider: "zoom", users: 2 });
  assert.notEqual(new URL(connection.baseUrl).host, new URL(connection.tokenUrl).host);
  const call = await callerOf({ fetch, connection });
  const found = await call("GET", `/scim2/Users?filter=${encodeURIComponent(`userName eq "${LEAVER.username}"`)}`);
  assert.equal(found.body.Resources[0].emails[0].value, LEAVER.email);
});

test("traits make a user pending, locked or protected", async () => {
  const sandbox = createSandbox({ provider: "zoom", users: 0 });
  const call = await callerOf(sandbox);
  const id = sandbox.addUser({ userName: "room@example.com", traits: ["room"] });
  const path = `/scim2/Users/${encodeURIComponent(id)}`;
  const off = fixture("deactivate-user.request");
  assert.deepEqual(await said(call("PATCH", path, off)), [409, "Cannot activate or deactivate Zoom Room and Admin users."]);
  sandbox.setUser(id, { traits: ["hubAssets"] });
  assert.equal((await call("PATCH", path, off)).status, 409);
  sandbox.setUser(id, { traits: ["pending"] });
  assert.equal((await call("GET", "/scim2/Users?filter=userName%20eq%20room@example.com")).status, 400);
  sandbox.setUser(id, { traits: null });
  assert.deepEqual([(await call("PATCH", path, off)).status, sandbox.users()[0].active], [200, false]);
});

test("every refusal of the document can be asked for in its own words", async () => {
  const sandbox = createSandbox({ provider: "zoom", users: 1 });
  const call = await callerOf(sandbox);
  const operations = new Map(fixture("operations").map((operation) => [operation.operation, operation]));
  for (const { operation, status, text } of fixture("errors")) {
    const { method, path } = operations.get(operation);
    sandbox.fault({ kind: "refused", method, refusal: { status, message: text } });
    const target = path.replace(/\{\w+\}/, "someone");
    assert.deepEqual(await said(call(method, target, method === "GET" ? undefined : {})), [status, text]);
  }
});

async function said(answer) {
  const { status, body } = await answer;
  return [status, body.detail ?? body.message];
}

test("the plan sets the limits, and the headers tell of them", async () => {
  let now = Date.UTC(2026, 2, 17, 8);
  const sandbox = createSandbox({ provider: "zoom", plan: "free", users: 1, now: () => now });
  const call = await callerOf(sandbox);
  const statuses = [];
  for (let at = 0; at < 6; at += 1) statuses.push((await call("GET", JILL)).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 429, 429]);
  now += 1000;
  const { headers } = await call("GET", JILL);
  assert.deepEqual([headers.get("x-ratelimit-category"), headers.get("x-ratelimit-remaining")], ["Light", "3"]);
});
