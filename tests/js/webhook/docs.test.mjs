/** README's section on webhooks and docs/webhooks.md: their code runs as it stands, and what their tables say is what happens. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { parseWebhook, verifyWebhook } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { seatwarden } from "../cli/command.mjs";
import { deliveries, named } from "./vectors.mjs";

const ROOT = new URL("../../../", import.meta.url);
const text = (file) => readFileSync(new URL(file, ROOT), "utf8");
const README = text("README.md").split("\n## HR webhooks\n")[1].split("\n## ")[0];
const PAGE = text("docs/webhooks.md");
const blocks = (page) => [...page.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);

/** Runs code as a module of its own, its imports led to the built package. */
function module(code) {
  const led = code.replaceAll('from "seatwarden"', `from "${new URL("pkg/index.js", ROOT)}"`);
  return import(`data:text/javascript,${encodeURIComponent(led)}`);
}

/** A delivery as `source` would send it, signed by the command line. */
async function delivered(source, body, secret = "hunter2") {
  const signed = await seatwarden(["webhook", "sign", source, "--json"], { env: { SEATWARDEN_WEBHOOK_SECRET: secret }, input: body });
  assert.equal(signed.code, 0, signed.stderr);
  return new Request("https://example.com/hooks", { method: "POST", headers: JSON.parse(signed.stdout), body });
}

/** A Zuora tenant in place of the internet, and the credentials for it. */
function tenant(t) {
  const sandbox = createSandbox({ users: 1, baseUrl: "https://rest.zuora.com", clientId: "id", clientSecret: "secret" });
  t.mock.method(globalThis, "fetch", sandbox.fetch);
  const status = (name) => sandbox.users().find(({ username }) => username === name)?.status;
  return { status, env: { ZUORA_ID: "id", ZUORA_SECRET: "secret" } };
}

test("README: a Worker gives a joiner a seat and takes a leaver's, and refuses what WorkOS didn't sign", async (t) => {
  const { status, env } = tenant(t);
  const { default: worker } = await module(blocks(README)[0]);
  const all = { ...env, WORKOS_SECRET: "hunter2" };
  const user = { id: "directory_user_1", email: "kim@example.com", first_name: "Kim", last_name: "Ito", state: "active" };
  const event = (name, change) => JSON.stringify({ id: `event_${name}`, event: `dsync.user.${name}`, data: { ...user, ...change } });
  const later = event("created", { custom_attributes: { employment_start_date: "2099-01-01" } });
  assert.equal((await worker.fetch(await delivered("workos", later), all)).status, 200);
  assert.equal(status("kim@example.com"), undefined, "before the first day");
  assert.equal((await worker.fetch(await delivered("workos", event("created")), all)).status, 200);
  assert.equal(status("kim@example.com"), "Active");
  await assert.rejects(worker.fetch(await delivered("workos", event("deleted"), "another"), all), { code: "webhook_invalid" });
  assert.equal(status("kim@example.com"), "Active");
  assert.equal((await worker.fetch(await delivered("workos", event("updated", { state: "inactive" })), all)).status, 200);
  assert.notEqual(status("kim@example.com"), "Active");
});

test("the page: a Worker answers Okta's challenge, acts once on a leaver, puts aside what is thin, and refuses the rest", async (t) => {
  const { status, env } = tenant(t);
  const { default: worker } = await module(blocks(PAGE)[0]);
  const [seen, later] = [new Map(), []];
  const all = {
    ...env,
    WEBHOOK_SECRET: "hunter2",
    SEEN: { get: async (id) => seen.get(id) ?? null, put: async (id, value) => void seen.set(id, value) },
    LATER: { send: async (event) => void later.push(event) },
  };
  const get = new Request("https://example.com/hooks", { headers: { "x-okta-verification-challenge": "abc" } });
  assert.deepEqual(await (await worker.fetch(get, all)).json(), { verification: "abc" });

  const { connect } = await import("../../../pkg/index.js");
  const connection = { provider: "zuora", clientId: "id", clientSecret: "secret" };
  const joiner = { userName: "kim@example.com", email: "kim@example.com", givenName: "Kim", familyName: "Ito", role: "Read Only" };
  await connect(connection).provision(joiner);
  const target = [{ type: "User", id: "00u1", alternateId: "kim@example.com" }];
  const body = (eventType, eventId) =>
    JSON.stringify({
      eventId,
      data: { events: [{ eventType, target, outcome: { result: "SUCCESS" }, published: "2026-01-31T18:42:00Z" }] },
    });
  const leaver = body("user.lifecycle.deactivate", "e-1");
  assert.equal((await worker.fetch(await delivered("okta", leaver, "another"), all)).status, 401);
  assert.equal(status("kim@example.com"), "Active");
  assert.equal(await (await worker.fetch(await delivered("okta", leaver), all)).text(), "done");
  assert.notEqual(status("kim@example.com"), "Active");
  assert.equal(await (await worker.fetch(await delivered("okta", leaver), all)).text(), "done before");
  await worker.fetch(await delivered("okta", body("user.lifecycle.create", "e-2")), all);
  assert.deepEqual(
    later.map(({ type, thin }) => [type, thin]),
    [["joiner", true]],
  );
});

test("the page: the scheme that it describes is one", async () => {
  const scheme = /const generic = [\s\S]*?\n};/.exec(blocks(PAGE)[1])[0];
  const signed = await module(`${scheme}\nexport { generic };`);
  const env = { SEATWARDEN_WEBHOOK_SECRET: "hunter2" };
  const { stdout } = await seatwarden(["webhook", "sign", "generic", "--json", "--generic", JSON.stringify(signed.generic)], {
    env,
    input: "{}",
  });
  const headers = JSON.parse(stdout);
  assert.match(headers["x-hr-signature"], /^sha256=/);
  const { verified } = await module(
    `const [headers, body, secret] = [${stdout}, "{}", "hunter2"];\n${blocks(PAGE)[1]}\nexport { verified };`,
  );
  assert.equal(verified.strength, "signature");
});

test("the page's table of sources says of each what verify says", async () => {
  const rows = [...PAGE.matchAll(/^\| `([a-z-]+)` \|(?:[^|\n]*\|){3} (yes|no)[^|\n]*\|$/gm)].map(([, source, confirmed]) => [
    source,
    confirmed === "yes",
  ]);
  assert.deepEqual(rows.map(([source]) => source).sort(), [...new Set(deliveries.map(({ source }) => source))].sort());
  for (const [source, confirmed] of rows) {
    const { delivery } = named(`${source}: a delivery as the vendor sends it`);
    assert.equal((await verifyWebhook(source, delivery)).confirmed, confirmed, source);
  }
});

test("each name in the page's table of events becomes what its column says", () => {
  const table = PAGE.split("\n## What each source's events become\n")[1].split("\n## ")[0];
  const rows = [...table.matchAll(/^\| `([a-z]+)` \| (.+) \|$/gm)];
  assert.ok(rows.length >= 10);
  const body = {
    bamboohr: (type) => ({ type, data: { employeeId: "1" } }),
    hibob: (type) => ({ type, data: { employeeId: "1" } }),
    gusto: (event_type) => ({ event_type, entity_uuid: "1" }),
    deel: (event_type) => ({ data: { meta: { event_type }, resource: [{ id: "1" }] } }),
    personio: (event_name) => ({ event_name, payload: { id: "1" } }),
    factorial: (type) => ({ type, id: 1 }),
    merge: (event) => ({ hook: { event }, data: { id: "1" } }),
    finch: (event_type) => ({ event_type, data: { individual_id: "1" } }),
    workos: (event) => ({ event, data: { id: "1" } }),
    okta: (eventType) => ({ data: { events: [{ eventType, target: [{ type: "User", id: "1" }] }] } }),
  };
  let tried = 0;
  for (const [, source, cells] of rows) {
    for (const [at, cell] of cells.split(" | ").slice(0, 4).entries()) {
      for (const [, name] of cell.matchAll(/`(\w[\w.]+)`/g)) {
        const [event] = parseWebhook(source, { headers: {}, body: JSON.stringify(body[source](name)) });
        assert.equal(event.type, ["joiner", "mover", "leaver", "cancelled"][at], `${source}: ${name}`);
        tried += 1;
      }
    }
  }
  assert.ok(tried > 35, `${tried} names`);
});
