/** The tenant itself, seen from JavaScript: what it is told, what it holds, what it remembers. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createSandbox, LEAVER } from "../../../pkg/sandbox.js";
import { callerOf, JOHN } from "./caller.mjs";

test("a tenant has 120 users, 105 of them active, three profiles, and the leaver", async () => {
  const sandbox = createSandbox();
  const users = sandbox.users();
  assert.equal(users.length, 120);
  assert.equal(users.filter(({ status }) => status === "Active").length, 105);
  assert.equal(users.find(({ email }) => email === LEAVER.email).username, LEAVER.username);
  const call = await callerOf(sandbox);
  const { profiles } = await (await call("GET", "/v1/user-profiles")).json();
  assert.deepEqual(
    profiles.map(({ name }) => name),
    ["Administrator", "Read Only", "Billing Operations"],
  );
});

test("the same seed makes the same tenant, another one another", () => {
  const made = (seed) => {
    const sandbox = createSandbox({ seed });
    return { users: sandbox.users(), connection: sandbox.connection };
  };
  assert.deepEqual(made(5), made(5));
  assert.notDeepEqual(made(5), made(6));
});

test("options that a sandbox doesn't have are refused by name", () => {
  assert.throws(() => createSandbox({ sede: 1 }), /unknown field `sede`/);
  assert.throws(() => createSandbox({ users: "many" }), /users|invalid type/);
  assert.throws(() => createSandbox({ faults: { lost: 1 } }), /unknown field `lost`/);
  assert.throws(() => createSandbox().fault("sabotage"), /unknown variant `sabotage`/);
});

test("a latency that is none is refused, and the one before it stays", () => {
  const sandbox = createSandbox();
  for (const [least, most, told] of [
    [-1, undefined, "-1"],
    [0, -1, "-1"],
    [1.5, undefined, "1.5"],
    [Number.NaN, 5, "NaN"],
    [0, Number.POSITIVE_INFINITY, "Infinity"],
    [2 ** 32, undefined, "4294967296"],
    ["5", undefined, "5"],
  ]) {
    assert.throws(() => sandbox.latency(least, most), { message: `latency: expected whole milliseconds, not ${told}` });
  }
  sandbox.latency(0, 50);
});

test("every switch changes what is answered", async () => {
  const status = async (options, method = "GET", path = "/v1/users", body = undefined) => {
    const call = await callerOf(createSandbox(options));
    return (await call(method, path, body)).status;
  };
  assert.equal(await status({ legacy: true }), 404);
  assert.equal(await status({ forbidden: true }), 403);
  assert.equal(await status({ rateLimit: { count: { window: { limit: 0, ms: 1000 } } } }), 429);
  assert.equal(await status({ rateLimit: { count: { bucket: { perSecond: 1, burst: 1 } } } }), 200);
  assert.equal(await status({ concurrency: null }), 200);
  assert.equal(await status({ errors: "status" }, "POST", "/v1/users", {}), 400);
  assert.equal(await status({ errors: "ok" }, "POST", "/v1/users", {}), 200);
  assert.equal(await status({ migrated: true, errors: "flat" }, "POST", "/v1/users", JOHN), 400);
  const rows = await (await (await callerOf(createSandbox({ sparse: true })))("GET", "/v1/users")).json();
  assert.deepEqual(Object.keys(rows.users[0]).sort(), ["id", "status", "username"]);
});

test("integers that a double can't hold are shown as strings, and keep their digits on the wire", async () => {
  const sandbox = createSandbox({ users: 1 });
  const [{ lastSessionNumber }] = sandbox.users();
  assert.match(lastSessionNumber, /^90071992\d{8}$/);
  const call = await callerOf(sandbox);
  const wire = await (await call("GET", "/v1/users/u-001")).text();
  assert.ok(wire.includes(`"lastSessionNumber":${lastSessionNumber}`));
});

test("users can be put there, changed, hidden and removed behind the API", async () => {
  const sandbox = createSandbox({ users: 0 });
  const call = await callerOf(sandbox);
  const id = sandbox.addUser({ username: "twin@example.com", email: null, status: "Inactive" });
  assert.equal(sandbox.users()[0].email, undefined);
  assert.equal(sandbox.setUser(id, { status: "Active", title: "Twin" }), true);
  assert.equal((await (await call("GET", `/v1/users/${id}`)).json()).title, "Twin");
  assert.equal(sandbox.hideUser(id), true);
  assert.equal((await call("GET", `/v1/users/${id}`)).status, 404);
  assert.equal(sandbox.removeUser(id), true);
  assert.equal(sandbox.removeUser(id), false);
  assert.deepEqual(sandbox.users(), []);
});

test("requests are on record without credentials, and can be forgotten", async () => {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  await call("POST", "/v1/users", JOHN);
  await call("POST", "/v1/users/u-001/password", { sendResetEmail: true });
  const [token, create, reset] = sandbox.requests();
  assert.deepEqual([token.method, token.path, token.status, token.body], ["POST", "/oauth/token", 200, null]);
  assert.deepEqual([create.path, create.committed, create.fault, create.body], ["/v1/users", true, null, JOHN]);
  assert.equal(reset.committed, true);
  assert.deepEqual(sandbox.passwordResets(), ["u-001"]);
  assert.ok(!JSON.stringify(sandbox.requests()).includes(sandbox.connection.clientSecret));
  sandbox.clearRequests();
  assert.deepEqual(sandbox.requests(), []);
});

test("tokens can be made unknown, and limits set later", async () => {
  const sandbox = createSandbox();
  const call = await callerOf(sandbox);
  sandbox.expireTokens();
  assert.equal((await call("GET", "/v1/users")).status, 401);
  const again = await callerOf(sandbox);
  sandbox.rateLimit({ count: { window: { limit: 1, ms: 3_600_000 } }, retryAfter: "seconds" });
  assert.equal((await again("GET", "/v1/users")).status, 200);
  const refused = await again("GET", "/v1/users");
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
});

test("a compiled module is used instead of the copy in the package", async () => {
  const pkg = new URL("../../../pkg/", import.meta.url);
  const script = `
    import { inflateRawSync } from "node:zlib";
    import packed from "${new URL("sandbox.wasm.cjs", pkg)}";
    import { createSandbox, useSandboxModule } from "${new URL("sandbox.js", pkg)}";
    const module = new WebAssembly.Module(inflateRawSync(Buffer.from(packed, "base64")));
    WebAssembly.Module = new Proxy(WebAssembly.Module, { construct() { throw new Error("bytes were compiled"); } });
    useSandboxModule(module);
    console.log(createSandbox({ users: 7 }).users().length);
  `;
  const options = { cwd: fileURLToPath(pkg) };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], options);
  assert.equal(stdout.trim(), "7");
});
