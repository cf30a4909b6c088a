/** The schemas are good enough to draw a form from, and say what the package's own examples are. */

import assert from "node:assert/strict";
import test from "node:test";
import { connect, run } from "../../../../pkg/index.js";
import { createSandbox } from "../../../../pkg/sandbox.js";
import { ACTIONS, ajv, checkOutput, INPUT, isOutput, isStep, OUTPUT } from "./schemas.mjs";

const CONNECTION = { provider: "zuora", clientId: "id", clientSecret: "secret" };
const resolve = (schema) => (schema.$ref === undefined ? schema : { ...INPUT.$defs[schema.$ref.replace("#/$defs/", "")], ...schema });

/** Every field that a form of the input would show: its path and its schema. */
function fields(schema, path) {
  const found = [];
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    found.push([`${path}.${name}`, resolve(field)], ...fields(field, `${path}.${name}`));
  }
  for (const [at, way] of (schema.oneOf ?? []).entries()) found.push(...fields(resolve(way), `${path}[${at}]`));
  return found;
}

const FIELDS = Object.entries(INPUT.$defs).flatMap(([name, schema]) => fields(schema, name));

test("both are draft 2020-12, and a strict validator takes them", () => {
  for (const schema of [INPUT, OUTPUT]) {
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
    assert.ok(ajv.validateSchema(schema));
  }
});

test("each action is a branch with a title and a description, and so is what goes wrong", () => {
  assert.equal(ACTIONS.length, 24);
  assert.deepEqual(
    INPUT.oneOf,
    ACTIONS.map((action) => ({ $ref: `#/$defs/${action}` })),
  );
  assert.deepEqual(
    OUTPUT.oneOf,
    [...ACTIONS, "failed"].map((action) => ({ $ref: `#/$defs/${action}` })),
  );
  for (const action of ACTIONS) {
    const { title, description, properties } = INPUT.$defs[action];
    assert.ok(title.length > 5 && description.endsWith("."), action);
    assert.equal(properties.action.const, action);
    assert.equal(OUTPUT.$defs[action].properties.action.const, action);
  }
});

test("every field has words for people, and its default and examples are good", () => {
  assert.ok(FIELDS.length > 100, String(FIELDS.length));
  for (const [path, field] of FIELDS) {
    if (/\.action$/.test(path)) continue;
    assert.ok(field.title?.length > 1 && field.description?.length > 5, path);
    const isGood = ajv.compile({ ...field, $defs: INPUT.$defs });
    for (const value of [...(field.examples ?? []), ...("default" in field ? [field.default] : [])]) {
      assert.ok(isGood(value), `${path}: ${JSON.stringify(value)}: ${ajv.errorsText(isGood.errors)}`);
    }
  }
});

test("a secret is a password, shows no example, and nothing else is one", () => {
  const secrets = FIELDS.filter(([, { format }]) => format === "password");
  assert.deepEqual([...new Set(secrets.map(([path]) => path.split(".").pop()))].sort(), [
    "accessToken",
    "clientSecret",
    "password",
    "token",
  ]);
  for (const [path, { examples }] of secrets) assert.equal(examples, undefined, path);
});

test("what can be chosen is an enum, and each of them is taken", async () => {
  const choices = new Map(
    FIELDS.filter(([, field]) => field.enum !== undefined).map(([path, field]) => [path.split(".").pop(), field.enum]),
  );
  assert.deepEqual([...choices.keys()].sort(), ["clientAuth", "dataCenter", "groupsMode", "method", "onMissing", "plan"]);
  assert.deepEqual(
    [choices.get("plan"), choices.get("clientAuth"), choices.get("onMissing")],
    [
      ["free", "pro", "business"],
      ["basic", "post"],
      ["ignore", "deactivate"],
    ],
  );
  assert.equal(choices.get("dataCenter").length, 10);
  for (const dataCenter of choices.get("dataCenter")) connect({ ...CONNECTION, dataCenter });
  const { connection, fetch } = createSandbox();
  for (const method of choices.get("method")) {
    const output = await run({ action: "request", connection, input: { method, path: "/v1/nowhere" } }, { fetch });
    assert.equal(output.ok, true, method);
  }
});

test("a connection has a form for each way to log in, told apart by what is in it", () => {
  const isConnection = ajv.compile({ $ref: "#/$defs/connection", $defs: INPUT.$defs });
  const bearer = { provider: "zuora", accessToken: "eyJ0" };
  const zoom = { ...CONNECTION, provider: "zoom", accountId: "a" };
  const oneid = { ...CONNECTION, provider: "zuora-oneid" };
  const scim = { provider: "scim", baseUrl: "https://scim.example.com/v2", auth: { type: "bearer", token: "t" } };
  const basic = { type: "basic", username: "u", password: "p" };
  const oauth = {
    type: "client_credentials",
    tokenUrl: "https://scim.example.com/token",
    clientId: "c",
    clientSecret: "s",
    clientAuth: "post",
  };
  for (const good of [
    ...[CONNECTION, bearer, { ...CONNECTION, accessToken: "eyJ0", dataCenter: "eu" }, zoom, { ...zoom, plan: "pro" }],
    ...[
      { ...bearer, provider: "zoom" },
      oneid,
      { ...oneid, organizationId: "ec141dc2-901e-4813-a25d-ef480cff1e26", baseUrl: "https://rest.test.zuora.com/scim/v2" },
      { ...bearer, provider: "zuora-oneid" },
      scim,
      { ...scim, auth: basic },
      { ...scim, auth: oauth },
      { ...scim, auth: oauth, accessToken: "eyJ0" },
    ],
  ]) {
    assert.ok(isConnection(good), JSON.stringify(good));
    assert.doesNotThrow(() => connect(good), JSON.stringify(good));
  }
  for (const bad of [
    ...[
      { ...CONNECTION, provider: "zoom" },
      { ...zoom, plan: "gold" },
      { ...zoom, dataCenter: "eu" },
      { ...scim, auth: {} },
      { ...oneid, dataCenter: "eu" },
      { ...oneid, accountId: "a" },
      { provider: "zuora-oneid", clientId: "4b6a" },
    ],
    ...[
      { ...scim, auth: { ...basic, token: "t" } },
      { ...scim, accessToken: "eyJ0" },
      { ...scim, baseUrl: undefined },
    ],
    { provider: "zuora" },
    { ...CONNECTION, provider: "acme" },
    { ...CONNECTION, dataCenter: "mars" },
    { ...CONNECTION, dataCenter: "eu", baseUrl: "https://rest.zuora.com" },
    { ...CONNECTION, clientSecret: "" },
    { ...CONNECTION, username: "a", password: "b" },
    { ...bearer, clientId: "id" },
  ]) {
    assert.ok(!isConnection(bad), JSON.stringify(bad));
    assert.throws(() => connect(bad), JSON.stringify(bad));
  }
});

test("steps as people write them are good, and what is wrong in them is not", () => {
  const connection = CONNECTION;
  const jane = { who: "jane@example.com" };
  for (const good of [
    { action: "roles", connection },
    { action: "deactivate", connection, input: jane, options: { strict: true } },
    { action: "provision", connection, input: { person: { email: "jane@example.com" } }, options: { match: { id: "u-1" } } },
    { action: "update", connection, input: { ...jane, change: { title: "" } } },
    { action: "remove", connection, input: jane, options: { confirm: "jane@example.com" } },
    { action: "list", connection, input: { active: true, limit: 5 } },
    { action: "request", connection, input: { method: "POST", path: "/v1/users", body: [1, null] } },
  ]) {
    assert.ok(isStep(good), `${JSON.stringify(good)}: ${ajv.errorsText(isStep.errors)}`);
  }
  for (const bad of [
    {},
    { action: "fly", connection },
    { action: "roles" },
    { action: "get", connection },
    { action: "get", connection, input: { who: { id: ".." } } },
    { action: "get", connection, input: { who: { id: "a", email: "b" } } },
    { action: "get", connection, input: jane, options: { dryRun: true } },
    { action: "provision", connection, input: { person: {} } },
    { action: "provision", connection, input: { person: { email: "jane" } } },
    { action: "update", connection, input: { ...jane, change: {} } },
    { action: "remove", connection, input: jane },
    { action: "list", connection, input: { limit: 0 } },
    { action: "list", connection, input: {}, options: { deadlineMs: "soon" } },
    { action: "request", connection, input: { method: "GET", path: "v1" } },
    { action: "roles", connection, colour: 1 },
  ]) {
    assert.ok(!isStep(bad), JSON.stringify(bad));
  }
});

test("an output that isn't one is told", () => {
  const done = { ok: true, action: "find", data: { user: null }, warnings: [] };
  assert.ok(isOutput(done));
  for (const change of [
    { ok: false },
    { action: "fly" },
    { data: {} },
    { data: { user: {} } },
    { warnings: [{}] },
    { more: 1 },
    { outcome: "updated" },
  ]) {
    assert.ok(!isOutput({ ...done, ...change }), JSON.stringify(change));
  }
});

test("every outcome and every kind of failure fits", async () => {
  const sandbox = createSandbox();
  const { connection, fetch } = sandbox;
  const [{ username: who, id }] = sandbox.users().filter(({ status }) => status === "Active");
  const joiner = { email: "new@example.com", givenName: "New", familyName: "Joiner", role: "Read Only" };
  const told = [];
  for (const [action, input, options] of [
    ["provision", { person: joiner }],
    ["provision", { person: joiner }],
    ["provision", { person: { ...joiner, familyName: "Mover" } }],
    ["update", { who, change: { title: "x" } }],
    ["update", { who, change: { title: "x" } }],
    ["deactivate", { who }],
    ["deactivate", { who }],
    ["provision", { person: { userName: who } }],
    ["deactivate", { who: "nobody@example.com" }],
    ["reactivate", { who }],
    ["deactivate", { who }],
    ["reactivate", { who }],
    ["remove", { who: { id } }, { confirm: "x" }],
    ["remove", { who: { id } }, { confirm: who }],
    ["remove", { who: { id } }, { confirm: who }],
    ["get", { who }],
    ["find", { who }],
  ]) {
    const output = await run({ action, connection, input, ...(options && { options }) }, { fetch });
    checkOutput(output);
    told.push(output.outcome ?? output.error?.code ?? output.data.user);
  }
  const writes = ["created", "unchanged", "updated", "updated", "unchanged", "deactivated", "already_inactive", "reactivated", "not_found"];
  const rest = ["already_active", "deactivated", "reactivated", "guard_tripped", "removed", "not_found", "not_found", null];
  assert.deepEqual(told, [...writes, ...rest]);
});
