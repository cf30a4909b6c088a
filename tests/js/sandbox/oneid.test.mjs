/** The OneID tenant as a caller of the sandbox meets it: in memory and over HTTP, without the client. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { callerOf, tokenRequest } from "./caller.mjs";

const EXTENSION = "urn:zuora:scim:schemas:1.0:UserExtension";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const servers = [];
after(() => Promise.all(servers.map((server) => server.close())));

const fixture = (name) => JSON.parse(readFileSync(new URL(`../../vectors/oneid/fixtures/${name}.json`, import.meta.url), "utf8"));

/** The document's users, for the organization of a connection. */
const people = ({ organizationId }) =>
  fixture("bulk-create-users.request").map((user) => ({ ...user, [EXTENSION]: { ...user[EXTENSION], organizationId } }));

test("the document's request makes its users over HTTP, and its answer has their names the wrong way round", async () => {
  const server = await serveSandbox({ provider: "zuora-oneid", users: 0 });
  servers.push(server);
  const { connection } = server;
  assert.equal(connection.provider, "zuora-oneid");
  assert.equal(connection.baseUrl, `${server.url}/scim/v2`);
  assert.equal(connection.tokenUrl, `${server.url}/oauth2/token`);
  const { scope, token_type } = await (await fetch(tokenRequest(connection))).json();
  assert.deepEqual([scope, token_type], [`admin ${connection.organizationId}`, "Bearer"]);
  const call = await callerOf({ fetch, connection });
  const made = await (await call("POST", "/Users/bulk", people(connection))).json();
  const wanted = fixture("bulk-create-users.response");
  assert.deepEqual(
    made.resources.map(({ userName, name, externalId }) => [userName, name, externalId]),
    wanted.resources.map(({ userName, name, externalId }) => [userName, name, externalId]),
  );
  assert.deepEqual(
    server.users().map(({ name }) => name.givenName),
    ["Amy", "Amy"],
  );
});

test("in memory there is a leaver, who is found by her login", async () => {
  const sandbox = createSandbox({ provider: "zuora-oneid", users: 2 });
  const call = await callerOf(sandbox);
  const { resources } = await (await call("GET", `/Users?filter=${encodeURIComponent(`userName eq "${LEAVER.username}"`)}`)).json();
  assert.equal(resources[0].emails[0].value, LEAVER.email);
  assert.equal((await call("DELETE", `/Users/${resources[0].id}`)).status, 200);
  const stored = sandbox.users()[1];
  assert.deepEqual([stored.active, stored[EXTENSION].status, stored.userName], [false, "INACTIVE", LEAVER.username]);
});

test("every switch changes what is answered", async () => {
  const sandboxes = new Map();
  const answer = async (options, method, path, body) => {
    const sandbox = createSandbox({ provider: "zuora-oneid", users: 1, groups: 1, ...options });
    sandboxes.set(options, sandbox);
    const id = sandbox.users()[0].id;
    const call = await callerOf(sandbox);
    const [one] = people(sandbox.connection);
    const sent = typeof body === "function" ? body({ ...one, userName: "new@example.com" }) : body;
    const group = path.includes("{group}") ? (await (await call("GET", "/Groups")).json()).resources[0].id : "";
    return call(method, path.replace("{id}", id).replace("{group}", group), sent);
  };
  const patch = (...operations) => ({ schemas: [PATCH_OP], operations });
  const off = patch({ op: "replace", path: "/active", value: false });
  const plain = patch({ op: "replace", path: "locale", value: "de-DE" });
  const rows = [
    [{ create: "object" }, "POST", "/Users", (user) => user, (status) => status < 300],
    [{ create: "object" }, "POST", "/Users", (user) => [user], 400],
    [{ createdStatus: 201 }, "POST", "/Users", (user) => [user], 201],
    [{ bulk: false }, "POST", "/Users/bulk", (user) => [user], 404],
    [{ bulkDelete: "refused" }, "POST", "/Users/delete", [], 405],
    [{ patchActive: 501 }, "PATCH", "/Users/{id}", off, 501],
    [{ paths: "slash" }, "PATCH", "/Users/{id}", plain, 400],
    [{ emptyPatch: true }, "PATCH", "/Users/{id}", plain, 204],
    [{ emptyDelete: true }, "DELETE", "/Users/{id}", undefined, 204],
    [{ deleteKey: "required" }, "DELETE", "/Users/{id}", undefined, 400],
    [{ errors: "ok" }, "GET", "/Users/nobody", undefined, 200],
    [{ filter: "unsupported" }, "GET", "/Users?filter=x", undefined, 501],
    [{ groupFilter: true }, "GET", "/Groups?filter=displayName%20eq%20%22x%22", undefined, 200],
    [{}, "GET", "/Groups?filter=displayName%20eq%20%22x%22", undefined, 400],
    [{ groupWrites: "put" }, "PATCH", "/Groups/{group}", plain, 405],
    [{ groupPut: "group" }, "PUT", "/Groups/{group}", plain, 400],
    [{ groupPatch: "none" }, "PATCH", "/Groups/{group}", plain, 501],
    [{ forbidden: true }, "GET", "/Users", undefined, 403],
    [{ rateLimit: { count: { window: { limit: 0, ms: 1000 } } } }, "GET", "/Users", undefined, 429],
  ];
  for (const [options, method, path, body, wanted] of rows) {
    const { status } = await answer(options, method, path, body);
    assert.ok(typeof wanted === "function" ? wanted(status) : status === wanted, `${JSON.stringify(options)} ${method} ${path}: ${status}`);
  }
  const shown = async (options, path = "/Users/{id}") => (await answer(options, "GET", path)).json();
  assert.equal((await shown({ swappedNames: "always" })).name.givenName, "Lawrence");
  assert.equal((await shown({ groupsOnUsers: true })).groups.length, 1);
  assert.equal((await shown({ membersShown: "never" }, "/Groups/{group}")).members, undefined);
  assert.equal((await shown({ membersPage: 0 }, "/Groups/{group}")).totalResults, 1);
  assert.deepEqual((await shown({ pageNumbers: true }, "/Users?startIndex=2")).resources, []);
  const put = async (options) => (await answer(options, "PUT", "/Users/{id}", (user) => ({ ...user, active: true }))).json();
  assert.ok("resources" in (await put({})) && !("resources" in (await put({ putAnswer: "user" }))));
  for (const [bulkDelete, active, named] of [
    ["done", [false, false], 2],
    ["ignored", [true, true], 2],
    ["partly", [false, true], 1],
  ]) {
    const sandbox = createSandbox({ provider: "zuora-oneid", users: 2, bulkDelete });
    const call = await callerOf(sandbox);
    const ids = sandbox.users().map(({ id }) => id);
    const { resources } = await (await call("POST", "/Users/delete", ids)).json();
    assert.deepEqual([sandbox.users().map((user) => user.active), resources.length], [active, named], bulkDelete);
  }
  const gone = { anonymize: true, inactive: "status", pending: true };
  await answer(gone, "DELETE", "/Users/{id}");
  assert.match(sandboxes.get(gone).users()[0].userName, /^[0-9a-f-]{36}$/);
  assert.throws(() => createSandbox({ provider: "zuora-oneid", sparse: true }), /unknown field `sparse`/);
});

test("what goes wrong elsewhere goes wrong here, and every request is on record", async () => {
  const sandbox = createSandbox({ provider: "zuora-oneid", users: 1 });
  const call = await callerOf(sandbox);
  sandbox.fault({ kind: "refused", refusal: { status: 409, message: "user already exists", code: "90000030" } });
  const refused = await (await call("GET", "/Users")).json();
  assert.deepEqual(refused, { success: false, reasons: [{ code: "90000030", message: "user already exists" }] });
  sandbox.fault("lostAfter");
  const signal = AbortSignal.timeout(20);
  await assert.rejects(call("POST", "/Users/bulk", people(sandbox.connection), { signal }), { name: "TimeoutError" });
  const { path, committed, status, body } = sandbox.requests().at(-1);
  assert.deepEqual([path, committed, status, body.length], ["/scim/v2/Users/bulk", true, null, 2]);
  assert.equal(sandbox.users().length, 2, "one of the two was there");
  sandbox.expireTokens();
  assert.equal((await call("GET", "/Users")).status, 401);
});
