/** The plain SCIM tenant as a caller of the sandbox meets it: in memory and over HTTP, without the client. */

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { serveSandbox } from "../../../pkg/sandbox-server.js";

const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

/** Calls an API with what its connection says. */
function callerOf({ fetch, connection: { baseUrl, auth } }) {
  return async (method, path, body) => {
    const response = await fetch(baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${auth.token}`, "content-type": "application/scim+json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
}

test("250 people are listed each once, in pages of seven, in memory and over HTTP alike", async () => {
  const options = { provider: "scim", users: 250, pageCap: 7 };
  const server = await serveSandbox(options);
  servers.push(server);
  for (const tenant of [createSandbox(options), { fetch, connection: server.connection }]) {
    const call = callerOf(tenant);
    const seen = new Set();
    while (seen.size < 250) {
      const { body, headers } = await call("GET", `/Users?count=100&startIndex=${seen.size + 1}`);
      assert.equal(headers.get("content-type"), "application/scim+json");
      assert.ok(body.Resources.length <= 7);
      for (const { userName } of body.Resources) assert.equal(seen.size, seen.add(userName).size - 1, userName);
    }
    assert.ok(seen.has(LEAVER.username));
  }
});

test("a joiner and a leaver, seen from behind", async () => {
  const sandbox = createSandbox({ provider: "scim", users: 0, groups: 0 });
  const call = callerOf(sandbox);
  const made = await call("POST", "/Users", { schemas: [USER], userName: "mira@example.com", active: true });
  assert.equal(made.status, 201);
  assert.equal(made.headers.get("location"), `${sandbox.connection.baseUrl}/Users/${made.body.id}`);
  const off = await call("PATCH", `/Users/${made.body.id}`, {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    Operations: [{ op: "replace", path: "active", value: false }],
  });
  assert.deepEqual([off.status, off.body.active], [200, false]);
  assert.deepEqual(
    sandbox.users().map(({ userName, active }) => [userName, active]),
    [["mira@example.com", false]],
  );
  assert.deepEqual(
    sandbox.requests().map(({ method, path, status, committed }) => [method, path, status, committed]),
    [
      ["POST", "/scim/v2/Users", 201, true],
      ["PATCH", `/scim/v2/Users/${made.body.id}`, 200, true],
    ],
  );
  const gone = await call("DELETE", `/Users/${made.body.id}`);
  assert.deepEqual([gone.status, gone.body], [204, undefined]);
});

test("users can be put there, changed, hidden and removed behind the API", async () => {
  const sandbox = createSandbox({ provider: "scim", users: 0 });
  const call = callerOf(sandbox);
  const id = sandbox.addUser({ userName: "twin@example.com", emails: null, active: false });
  assert.equal(sandbox.users()[0].emails, undefined);
  assert.equal(sandbox.setUser(id, { title: "Twin" }), true);
  assert.equal((await call("GET", `/Users/${id}`)).body.title, "Twin");
  assert.equal(sandbox.hideUser(id), true);
  assert.equal((await call("GET", `/Users/${id}`)).status, 404);
  const taken = await call("POST", "/Users", { schemas: [USER], userName: "TWIN@example.com" });
  assert.deepEqual([taken.status, taken.body.scimType], [409, "uniqueness"]);
  assert.equal(sandbox.removeUser(id), true);
});

test("faults are the same as at other tenants, and a refusal can be asked for", async () => {
  const sandbox = createSandbox({ provider: "scim", users: 1 });
  const call = callerOf(sandbox);
  for (const [fault, status] of [
    ["tooMany", 429],
    ["busy", 503],
    ["unavailable", 503],
  ]) {
    sandbox.fault(fault);
    const answer = await callRaw(sandbox);
    assert.equal(answer.status, status, fault);
  }
  sandbox.fault({ kind: "refused", method: "GET", refusal: { status: 403, message: "not today", code: "sensitive" } });
  const { status, body } = await call("GET", "/Users");
  assert.deepEqual([status, body.detail, body.scimType, body.status], [403, "not today", "sensitive", "403"]);
  sandbox.fault("reset");
  await assert.rejects(call("GET", "/Users"), { message: "fetch failed" });
});

function callRaw({ fetch, connection }) {
  return fetch(`${connection.baseUrl}/Users`, { headers: { authorization: `Bearer ${connection.auth.token}` } });
}

test("connections say how to sign in, and switches of other tenants are refused", () => {
  const auth = (options) => createSandbox({ provider: "scim", users: 0, ...options }).connection.auth;
  assert.deepEqual(Object.keys(auth({})).sort(), ["token", "type"]);
  assert.deepEqual(Object.keys(auth({ auth: "basic" })).sort(), ["password", "type", "username"]);
  const oauth = auth({ auth: "client_credentials", clientAuth: "post", clientSecret: "s3cret" });
  assert.deepEqual([oauth.clientAuth, oauth.clientSecret], ["post", "s3cret"]);
  assert.equal(oauth.tokenUrl, "https://scim.sandbox.example/oauth/token");
  assert.throws(() => createSandbox({ provider: "scim", plan: "free" }), /unknown field `plan`/);
  assert.throws(() => createSandbox({ provider: "zoom", legacy: true }), /unknown field `legacy`/);
  assert.throws(() => createSandbox({ provider: "ldap" }), /unknown variant `ldap`, expected one of zuora, zuora-oneid, zoom, scim/);
});
