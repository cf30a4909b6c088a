/**
 * The cells of the matrix: one verb with one option each, over HTTP, through the built package. Which cells there must be is read from
 * the package's own schema, so that an option without a test fails (`complete`).
 */

import assert from "node:assert/strict";
import test from "node:test";
import { connect } from "../../../../pkg/index.js";
import { serveSandbox } from "../../../../pkg/sandbox-server.js";
import { ACTIONS, checkOutput, INPUT } from "../step/schemas.mjs";

export const KIM = "kim@example.com";
export const BEA = "bea@example.com";
export const GHOST = "ghost@example.com";
export const JOINER = { userName: "nia@example.com", email: "nia@example.com", givenName: "Nia", familyName: "Okafor", role: "Read Only" };

/** A tenant over HTTP with Kim, who is active, and Bea, who is not; and a client. Both end with the test `t`. */
export async function tenant(t, options = {}, clientOptions = {}) {
  const server = await serveSandbox({ users: 0, ...options });
  t.after(() => server.close());
  for (const [name, status] of [
    [KIM, "Active"],
    [BEA, "Inactive"],
  ]) {
    const more = { lastName: "Lee", profileId: "p-readonly", title: "Analyst", department: "Finance" };
    server.addUser({ username: name, email: name, firstName: name.slice(0, 3), status, ...more });
  }
  const client = connect(server.connection, clientOptions);
  return { server, client };
}

/** What each verb is asked in the cells that all have: something that works. Options may come along. `apply` needs a plan first: plan.test.mjs. */
export const CALLS = {
  token: (client, options) => client.token(options),
  list: (client, options) => client.list({}, options).toArray(),
  get: (client, options) => client.get(KIM, options),
  find: (client, options) => client.find(KIM, options),
  provision: (client, options) => client.provision(JOINER, options),
  update: (client, options) => client.update(KIM, { title: "Lead" }, options),
  deactivate: (client, options) => client.deactivate(KIM, options),
  reactivate: (client, options) => client.reactivate(BEA, options),
  remove: (client, options) => client.remove(KIM, { confirm: KIM, ...options }),
  resetPassword: (client, options) => client.resetPassword(KIM, options),
  roles: (client, options) => client.roles(options),
  capabilities: (client, options) => client.capabilities(options),
  provisionAll: (client, options) => client.provisionAll([JOINER], options),
  deactivateAll: (client, options) => client.deactivateAll([KIM], options),
  plan: (client, options) => client.plan([JOINER], undefined, options),
  request: (client, options) => client.request("GET", "/v1/users?pageSize=1", undefined, options),
};

/** The same as steps. */
export const STEPS = {
  token: {},
  list: {},
  get: { who: KIM },
  find: { who: KIM },
  provision: { person: JOINER },
  update: { who: KIM, change: { title: "Lead" } },
  deactivate: { who: KIM },
  reactivate: { who: BEA },
  remove: { who: KIM },
  resetPassword: { who: KIM },
  roles: {},
  capabilities: {},
  provisionAll: { people: [JOINER] },
  deactivateAll: { whos: [KIM] },
  plan: { roster: [JOINER] },
  request: { method: "GET", path: "/v1/users?pageSize=1" },
};

/** Runs a step on the client; its output fits the schema. */
export async function step(client, action, input = STEPS[action], options = {}) {
  const confirm = action === "remove" && !("confirm" in options) ? { confirm: KIM } : {};
  const output = await client.run({ action, input, options: { ...confirm, ...options } });
  checkOutput(output);
  assert.equal(output.action, action);
  return output;
}

/** Requests that could have changed something. */
export const writes = (server) => server.requests().filter(({ method, path }) => method !== "GET" && path !== "/oauth/token");

/** What an account is, by the tenant's own word. */
export const stored = (server, name) => server.users().find(({ username }) => username === name);

/** The codes of a result's warnings. */
export const warned = ({ warnings }) => warnings.map(({ code }) => code);

const there = new Set();

/** A test of one verb with one option. */
export function cell(verb, option, what, check) {
  there.add(`${verb} ${option}`);
  test(`${verb} with ${option}: ${what}`, check);
}

/** The test that no cell is missing, and none is there for nothing. `part` picks those that a file is about. */
export function complete(name, part) {
  test(`every option of ${name} has its test`, () => {
    // Zuora has no groups: the options of their verbs are tried in tests/core/groups/options.rs, on SCIM.
    const needed = ACTIONS.filter((action) => !action.startsWith("groups.")).flatMap((action) =>
      options(action).map((option) => `${action} ${option}`),
    );
    assert.ok(needed.length > 70, String(needed.length));
    assert.deepEqual([...there].sort(), needed.filter(part).sort());
  });
}

/** By the schema, and what is no JSON: every verb takes a signal, and is a step. */
function options(action) {
  const { input, options } = INPUT.$defs[action].properties;
  const query = action === "list" ? Object.keys(input.properties) : [];
  return [...Object.keys(options.properties), ...query, "signal", "run"];
}
