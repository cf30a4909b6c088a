/** README's table of verbs is true: requests of the middle column are what is sent, words of the last column are what comes back, and no others. */

import assert from "node:assert/strict";
import test from "node:test";
import { coded, tables } from "./tables.mjs";
import { KIM, LENA, tenant } from "./zuora-traps.mjs";

const NAME = "lbrandt@legacy.example.com";
const nobody = "nobody@example.com";
const code = (promise) => promise.then(assert.fail, (error) => error.code);

/** By verb: calls, each in a tenant of its own, that together bring every outcome. Each gives what came back, in a word. */
const VERBS = {
  token: [async (c) => typeof (await c.token()).accessToken],
  list: [async (c) => (await c.list().toArray()).length],
  get: [async (c) => (await c.get({ id: "u-002" })).id, (c) => code(c.get(nobody))],
  find: [async (c) => (await c.find({ id: "u-002" })).id, async (c) => String(await c.find(nobody))],
  roles: [async (c) => (await c.roles()).length],
  provision: [
    async (c) => (await c.provision(KIM)).outcome,
    async (c) => (await c.provision({ userName: NAME, familyName: "Roe" })).outcome,
    async (c) => (await c.provision({ userName: NAME })).outcome,
    async (c) => {
      await c.deactivate(LENA);
      return (await c.provision({ userName: NAME })).outcome;
    },
  ],
  deactivate: [
    async (c) => (await c.deactivate(LENA)).outcome,
    async (c) => [await c.deactivate(LENA), (await c.deactivate(LENA)).outcome][1],
    async (c) => (await c.deactivate(nobody)).outcome,
  ],
  provisionAll: [
    async (c) => (await c.provisionAll([KIM, { ...KIM, title: "Lead" }, { userName: NAME, familyName: "Roe" }])).results.length,
  ],
  deactivateAll: [async (c) => (await c.deactivateAll([LENA, nobody])).results.length],
  plan: [async (c) => (await c.plan([KIM, { userName: "jane@example.com", title: "Lead" }])).create.length],
  apply: [
    async (c) => (await c.apply(await c.plan([KIM, { userName: NAME, familyName: "Roe" }]))).results.length,
    async (c) => {
      const plan = await c.plan([{ userName: NAME, familyName: "Roe" }]);
      await c.update(LENA, { familyName: "Doe" });
      return code(c.apply(plan));
    },
    async (c) => code(c.apply(await c.plan([KIM], { onMissing: "deactivate", scope: { domains: ["example.com"] } }))),
  ],
  update: [
    async (c) => (await c.update(LENA, { familyName: "Roe" })).outcome,
    async (c) => (await c.update(LENA, { familyName: "Brandt" })).outcome,
    (c) => code(c.update(nobody, { familyName: "Roe" })),
  ],
  reactivate: [
    async (c) => [await c.deactivate(LENA), (await c.reactivate(LENA)).outcome][1],
    async (c) => (await c.reactivate(LENA)).outcome,
    (c) => code(c.reactivate(nobody)),
  ],
  remove: [
    async (c) => (await c.remove(LENA, { confirm: NAME })).outcome,
    async (c) => (await c.remove(nobody, { confirm: nobody })).outcome,
    (c) => code(c.remove(LENA, { confirm: LENA })),
  ],
  resetPassword: [async (c) => `sent: ${(await c.resetPassword(LENA)).sent}`],
  request: [async (c) => (await c.request("GET", "/v1/users/u-002")).status, async (c) => (await c.request("GET", "/v1/nothing")).status],
  capabilities: [async (c) => typeof (await c.capabilities()).verbs],
};

const [table] = tables("README.md", "The verbs, and what Zuora is sent");
const shape = ({ method, path }) => `${method} ${path.replace(/^(\/v1\/users\/)[^/]+/, "$1{id}")}`;

test("the table has every verb that Zuora can do, and no other", async () => {
  const names = table.map(([verb]) => /^`(\w+)/.exec(verb)[1]);
  assert.deepEqual(names, Object.keys(VERBS));
  const { verbs } = await tenant().zuora.capabilities();
  const can = Object.keys(verbs).filter((verb) => verbs[verb]);
  assert.deepEqual(names.toSorted(), [...can, "capabilities"].sort());
});

for (const [verb, sends, back] of table) {
  const name = /^`(\w+)/.exec(verb)[1];
  test(`${verb}: ${sends.replaceAll("`", "")}`, async () => {
    const sent = new Set();
    const came = new Set();
    for (const call of VERBS[name]) {
      const { made, zuora } = tenant({ users: 50 });
      came.add(String(await call(zuora)));
      for (const request of made.requests()) sent.add(shape(request));
    }
    if (name !== "token") sent.delete("POST /oauth/token");
    if (name === "capabilities") assert.equal(sent.size, 0);
    if (name !== "request") {
      const said = coded(sends).filter((word) => /^[A-Z]+ \//.test(word));
      // In words: who is looked up, and read to check; what another verb did before, to set the scene.
      const looks = /look-up|read to check|list first|as `get`/.test(sends) ? ["GET /v1/users", "GET /v1/users/{id}"] : [];
      const words = [...looks, ...(sends.startsWith("the same look") ? ["GET /v1/user-profiles"] : [])];
      for (const request of said) assert.ok(sent.has(request), `${request} was never sent`);
      for (const request of sent) assert.ok([...said, ...words].includes(request), `${request} was sent too`);
    }
    const outcomes = coded(back).filter((word) => /^[a-z_]+$/.test(word) && word !== "null");
    if (["provision", "deactivate", "update", "reactivate", "remove"].includes(name)) assert.deepEqual([...came].sort(), outcomes.sort());
    if (name === "get" || name === "find") assert.ok(came.has(coded(back)[0]), back);
    if (name === "plan") assert.deepEqual([...came], ["1"]);
    if (name === "apply") assert.deepEqual([...came].sort(), ["2", ...outcomes].sort());
    if (name === "resetPassword") assert.deepEqual([...came], ["sent: true"]);
    if (name === "list") assert.deepEqual([...came], ["50"]);
  });
}
