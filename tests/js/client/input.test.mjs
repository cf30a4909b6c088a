/** What can't be used is refused before anything is sent, with a message that names the path. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect, list, provision, roles, run, SeatwardenError, token } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { rejection, tenant } from "./tenant.mjs";

const GOOD = { provider: "zuora", clientId: "id", clientSecret: "secret" };
const LONE = "jane\ud800@example.com";
const LONG = `${"x".repeat(1024 * 1024)}@example.com`;
const cycle = {};
cycle.self = cycle;

const CONNECTIONS = [
  ["no connection", undefined, "connection"],
  ["null", null, "connection"],
  ["a string", JSON.stringify(GOOD), "connection"],
  ["an array", [GOOD], "connection"],
  ["a Map", new Map(Object.entries(GOOD)), "connection"],
  ["no provider", { clientId: "id", clientSecret: "secret" }, "connection"],
  ["an unknown provider", { ...GOOD, provider: "acme" }, "connection.provider"],
  ["no secret", { provider: "zuora", clientId: "id" }, "connection.clientSecret"],
  ["an empty secret", { ...GOOD, clientSecret: "" }, "connection.clientSecret"],
  ["a number as secret", { ...GOOD, clientSecret: 4711 }, "connection.clientSecret"],
  ["a function as secret", { ...GOOD, clientSecret: () => "secret" }, "connection.clientSecret"],
  ["an unknown key", { ...GOOD, colour: "red" }, "connection.colour"],
  ["http:", { ...GOOD, baseUrl: "http://rest.zuora.com" }, "connection.baseUrl"],
  ["another scheme", { ...GOOD, baseUrl: "ftp://rest.zuora.com" }, "connection.baseUrl"],
  ["no URL", { ...GOOD, baseUrl: "rest.zuora.com" }, "connection.baseUrl"],
  ["a path in the origin", { ...GOOD, baseUrl: "https://rest.zuora.com/v1" }, "connection.baseUrl"],
  ["credentials in the URL", { ...GOOD, baseUrl: "https://user:pass@rest.zuora.com" }, "connection.baseUrl"],
  ["an unknown data centre", { ...GOOD, dataCenter: "mars" }, "connection.dataCenter"],
  ["a list that is none", { ...GOOD, entityIds: "one" }, "connection.entityIds"],
  ["a lone surrogate", { ...GOOD, clientId: LONE }, "connection.clientId"],
  ["a megabyte", { ...GOOD, clientId: LONG }, "connection.clientId"],
];

for (const [name, connection, path] of CONNECTIONS) {
  test(`connect throws for ${name}, naming ${path}`, () => {
    assert.throws(
      () => connect(connection),
      (error) => isInvalid(error, path, "connect"),
    );
  });
}

const OPTIONS = [
  ["null", null, "options"],
  ["a number", 5, "options"],
  ["an unknown key", { colour: "red" }, "options.colour"],
  ["an unknown function", { onColour: () => {} }, "options.onColour"],
  ["fetch that is none", { fetch: "fetch" }, "options.fetch"],
  ["sleep that is none", { sleep: 5 }, "options.sleep"],
  ["now that is a Date", { now: new Date() }, "options.now"],
  ["now that gives NaN", { now: () => Number.NaN }, "options.now: gave NaN"],
  ["now that gives a Date", { now: () => new Date() }, "options.now: gave a Date"],
  ["now that gives nothing", { now: () => {} }, "options.now: gave undefined"],
  [
    "now that throws",
    {
      now: () => {
        throw new Error("cAnArY");
      },
    },
    "options.now",
  ],
  ["onAudit that is none", { onAudit: {} }, "options.onAudit"],
  ["a token store without set", { tokenStore: { get() {} } }, "options.tokenStore"],
  ["timeoutMs that is text", { timeoutMs: "5" }, "options.timeoutMs"],
  ["timeoutMs below nothing", { timeoutMs: -1 }, "options.timeoutMs"],
  ["timeoutMs that is NaN", { timeoutMs: Number.NaN }, "options.timeoutMs"],
  ["maxAttempts 0", { maxAttempts: 0 }, "options.maxAttempts"],
  ["concurrency without end", { concurrency: Number.POSITIVE_INFINITY }, "options.concurrency"],
  ["an actor that is a number", { actor: 7 }, "options.actor"],
];

for (const [name, options, path] of OPTIONS) {
  test(`connect throws for options with ${name}, naming ${path}`, () => {
    assert.throws(
      () => connect(GOOD, options),
      (error) => isInvalid(error, path, "connect"),
    );
  });
}

const CALLS = [
  ["get without who", (client) => client.get(), "who"],
  ["get with an empty who", (client) => client.get(""), "who"],
  ["get with a number", (client) => client.get(5), "who"],
  ["get with nobody in the object", (client) => client.get({}), "who"],
  ["get with two pointers", (client) => client.get({ id: "a", email: "a@example.com" }), "who"],
  ["get with an unknown pointer", (client) => client.get({ nick: "a" }), "who"],
  ["get with an empty id", (client) => client.get({ id: "" }), "who"],
  ["get with . as id", (client) => client.get({ id: "." }), "id"],
  ["get with .. as id", (client) => client.get({ id: ".." }), "id"],
  ["get with a lone surrogate", (client) => client.get({ userName: LONE }), "who"],
  ["get with a megabyte", (client) => client.get(LONG), "who"],
  ["find with a symbol", (client) => client.find(Symbol("jane")), "who"],
  ["find with a bigint", (client) => client.find({ id: 5n }), "who.id"],
  ["deactivate without who", (client) => client.deactivate(), "who"],
  ["deactivate with a Map", (client) => client.deactivate(new Map([["id", "a"]])), "who"],
  ["provision without a person", (client) => client.provision(), "person"],
  ["provision with a string", (client) => client.provision("jane@example.com"), "person"],
  ["provision with an empty person", (client) => client.provision({}), "person"],
  ["provision with an unknown key", (client) => client.provision({ email: "a@example.com", mail: "b" }), "person.mail"],
  ["provision with a number as name", (client) => client.provision({ email: "a@example.com", givenName: 5 }), "person.givenName"],
  ["provision with a function", (client) => client.provision({ email: "a@example.com", title: () => "x" }), "person.title"],
  [
    "provision with a function deep inside",
    (client) => client.provision({ email: "a@example.com", extra: { a: [1, { b() {} }] } }),
    "person.extra.a[1].b",
  ],
  [
    "provision with a hole in a list",
    (client) => client.provision({ email: "a@example.com", groups: ["x", undefined] }),
    "person.groups[1]",
  ],
  ["provision with NaN", (client) => client.provision({ email: "a@example.com", extra: { a: Number.NaN } }), "person.extra.a"],
  ["provision with a cycle", (client) => client.provision({ email: "a@example.com", extra: cycle }), "person.extra.self"],
  ["provision with a Set", (client) => client.provision({ email: "a@example.com", groups: new Set(["x"]) }), "person.groups"],
  ["provision with a lone surrogate", (client) => client.provision({ email: "a@example.com", givenName: "J\udc00" }), "person.givenName"],
  ["provision with a megabyte", (client) => client.provision({ email: LONG }), "person.email"],
  ["provision with an email that is none", (client) => client.provision({ email: "jane" }), "person.email"],
  [
    "provision with a getter that throws",
    (client) =>
      client.provision(
        Object.defineProperty({}, "email", {
          enumerable: true,
          get: () => {
            throw new Error("own");
          },
        }),
      ),
    "person",
  ],
  ["list with null", (client) => client.list(null).toArray(), "query"],
  ["list with an unknown key", (client) => client.list({ colour: "red" }).toArray(), "query.colour"],
  ["list with a text for active", (client) => client.list({ active: "yes" }).toArray(), "query.active"],
  ["list with a limit below nothing", (client) => client.list({ limit: -1 }).toArray(), "query.limit"],
  ["list with a cursor that is none", (client) => client.list({ cursor: "x" }).toArray(), "query.cursor"],
  ["toArray with a text as limit", (client) => client.list().toArray({ limit: "5" }), "query.limit"],
  ["toArray with a number", (client) => client.list().toArray(5), "options"],
  ["a call with null as options", (client) => client.roles(null), "options"],
  ["a call with an unknown option", (client) => client.roles({ colour: "red" }), "options.colour"],
  ["a call with a signal that is none", (client) => client.roles({ signal: "stop" }), "options.signal"],
  ["a call with a deadline that is text", (client) => client.roles({ deadlineMs: "soon" }), "options.deadlineMs"],
  ["a read with dryRun", (client) => client.get("a", { dryRun: true }), "options.dryRun"],
  ["a write with dryRun that is text", (client) => client.deactivate("a", { dryRun: "yes" }), "options.dryRun"],
  ["request with an absolute URL", (client) => client.request("GET", "https://evil.example/v1/users"), "path"],
  ["request without a method", (client) => client.request("", "/v1/users"), "method"],
  ["request with a function as body", (client) => client.request("POST", "/v1/users", () => {}), "body"],
];

for (const [name, call, path] of CALLS) {
  test(`${name} is invalid_input naming ${path}, and nothing is sent`, async () => {
    const { sandbox, client } = tenant();
    const error = await rejection(call(client));
    isInvalid(error, path);
    assert.deepEqual(sandbox.requests(), []);
  });
}

/** An object whose field `key` can't be read. */
function unreadable(key, rest = {}) {
  const get = () => {
    throw new Error("cAnArY");
  };
  return Object.defineProperty({ ...rest }, key, { enumerable: true, get });
}

/** An object that lets nobody look at all. */
function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const closed = new Proxy(
  {},
  {
    ownKeys() {
      throw new Error("cAnArY");
    },
  },
);

const UNREADABLE = [
  ["an option of a call", (client) => client.provision({ email: "a@example.com" }, unreadable("dryRun")), "options.dryRun"],
  ["the options of a call", (client) => client.roles(closed), "options"],
  ["a signal", (client) => client.roles({ signal: unreadable("aborted") }), "options.signal"],
  ["what should be a signal", (client) => client.roles({ signal: revoked() }), "options.signal"],
  ["an option of a batch", (client) => client.provisionAll([], unreadable("onProgress")), "options.onProgress"],
  ["a policy", (client) => client.plan([], unreadable("scope")), "policy.scope"],
  ["an option of plan", (client) => client.plan([], {}, revoked()), "options"],
  ["a plan", (client) => client.apply(unreadable("create")), "plan.create"],
  ["all of a plan", (client) => client.apply(revoked()), "plan"],
  ["an option of apply", (client) => client.apply({}, unreadable("confirm")), "options.confirm"],
  ["an option of toArray", (client) => client.list().toArray(unreadable("limit")), "options.limit"],
  ["a query with a limit", (client) => client.list(unreadable("role")).toArray({ limit: 1 }), "query"],
  ["a group to be made", (client) => client.groups.create(unreadable("name")), "group"],
  ["an option of a bare function", (_, { connection }) => roles(connection, unreadable("fetch")), "options.fetch"],
  ["the options of a bare list", (_, { connection }) => list(connection, {}, revoked()).toArray(), "options"],
  ["an option of connect", async (_, { connection }) => connect(connection, unreadable("onAudit")), "options.onAudit"],
  ["a function of connect", async (_, { connection }) => connect(connection, { fetch: revoked() }), "options.fetch"],
  ["a token store", async (_, { connection }) => connect(connection, { tokenStore: unreadable("get") }), "options.tokenStore"],
  ["a provider", async () => connect(unreadable("provider")), "connection.provider"],
  ["a connection", async () => connect(revoked()), "connection"],
];

for (const [name, call, path] of UNREADABLE) {
  test(`${name} that can't be read is invalid_input naming ${path}, without the words of what was thrown`, async () => {
    const { sandbox, client } = tenant();
    const error = await rejection(call(client, sandbox));
    isInvalid(error, `${path}: `);
    assert.ok(!`${error.message}${error.stack}${JSON.stringify(error)}`.includes("cAnArY"));
    assert.deepEqual(sandbox.requests(), []);
  });
}

test("a provider is read once: what is sent is what messages name", async () => {
  let read = 0;
  const connection = Object.defineProperty({ clientId: "id", clientSecret: "secret" }, "provider", {
    enumerable: true,
    get: () => (read++ === 0 ? "zuora" : undefined),
  });
  assert.equal((await rejection(connect(connection).get(""))).provider, "zuora");
  assert.equal(read, 1);
});

test("run and bare functions refuse a clock that gives no time", async () => {
  const now = () => Number.NaN;
  const { ok, error } = await run({ action: "roles", connection: GOOD }, { now });
  assert.deepEqual([ok, error.code, error.message], [false, "invalid_input", "options.now: gave NaN, not milliseconds since 1970"]);
  assert.equal((await rejection(roles(GOOD, { now }))).code, "invalid_input");
});

test("run doesn't reject for what can't be read", async () => {
  const { sandbox, client } = tenant();
  const step = { action: "token", connection: sandbox.connection };
  for (const [given, options, path] of [
    [step, unreadable("fetch"), "options.fetch"],
    [step, revoked(), "options"],
    [unreadable("action"), {}, "step.action"],
    [revoked(), {}, "step"],
  ]) {
    for (const output of [await run(given, options), await client.run(given, options)]) {
      assert.deepEqual([output.ok, output.error.code], [false, "invalid_input"]);
      assert.ok(output.error.message.startsWith(`${path}: could not be read`), output.error.message);
    }
  }
  assert.deepEqual(sandbox.requests(), []);
});

test("a host in the path of a request stays a path: it goes to the tenant's own origin", async () => {
  const { sandbox, client } = tenant();
  await client.request("GET", "//evil.example/v1/users");
  assert.ok(sandbox.requests().every(({ foreign, origin }) => !foreign && origin === sandbox.connection.baseUrl));
});

test("a verb never throws, it rejects", () => {
  const { client } = tenant();
  for (const call of [
    () => client.get(),
    () => client.provision({ email: 5n }),
    () => client.roles(null),
    () => token(),
    () => provision(null, {}),
  ]) {
    assert.doesNotThrow(() => call().catch(() => {}));
  }
});

test("undefined fields are as if they weren't there", async () => {
  const { client } = tenant();
  const { outcome } = await client.provision(
    { email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only", title: undefined },
    { dryRun: true, signal: undefined, deadlineMs: undefined },
  );
  assert.equal(outcome, "created");
});

test("what has toJSON is what it gives, and __proto__ is a key like any other", async () => {
  const { client } = tenant();
  const hired = new Date(0);
  const person = JSON.parse(
    '{"email":"mira@example.com","givenName":"Mira","familyName":"Okafor","role":"Read Only","extra":{"__proto__":{"a":1}}}',
  );
  person.extra.hired = hired;
  const { changes } = await client.provision(person, { dryRun: true });
  const fields = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  assert.equal(fields["extra.hired"] ?? fields.hired, hired.toISOString());
  assert.ok(Object.keys(fields).some((field) => field.endsWith("__proto__")));
});

test("run gives invalid_input as its output, and never throws", async () => {
  const { connection, fetch } = createSandbox();
  for (const step of [
    undefined,
    null,
    5,
    "token",
    [],
    {},
    { action: "token" },
    { action: 5, connection },
    { action: "fly", connection },
    { action: "get", connection, input: { who: () => {} } },
    { action: "get", connection, input: { who: LONE } },
    { action: "get", connection },
    { action: "token", connection, colour: 1 },
    cycle,
  ]) {
    const output = await run(step, { fetch });
    assert.equal(output.ok, false);
    assert.equal(output.error.code, "invalid_input", JSON.stringify(output));
    assert.equal(output.error.retryable, false);
    assert.equal(JSON.stringify(JSON.parse(JSON.stringify(output))), JSON.stringify(output));
  }
  const output = await run({ action: "token", connection }, { fetch, colour: "red" });
  assert.match(output.error.message, /options\.colour/);
});

/** An `invalid_input` whose message begins with the path, or with what contains it. */
function isInvalid(error, path, operation) {
  assert.ok(SeatwardenError.is(error), `not a SeatwardenError: ${error}`);
  assert.equal(error.code, "invalid_input", error.message);
  assert.ok(error.message.includes(path), `${JSON.stringify(error.message)} doesn't name ${path}`);
  assert.ok(error.message.length < 1000);
  assert.equal(error.attempts, 0);
  assert.equal(error.retryable, false);
  if (operation !== undefined) assert.equal(error.operation, operation);
  assert.notEqual(error.operation, "unknown");
  return true;
}
