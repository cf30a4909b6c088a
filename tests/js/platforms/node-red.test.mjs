/** The example flow in Node-RED itself, the packed tarball installed, on a tenant over HTTP: what callers are told and what is in the tenant then. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { ROOT } from "../packaging/fresh-project.mjs";
import { startNodeRed } from "./node-red.mjs";

const JOINER = { email: "kim.lee@example.com", givenName: "Kim", familyName: "Lee", role: "Read Only" };
const LEAVER = "lena.brandt@example.com";

// Here and not in a hook: the folder of its user lives as long as what asked for it.
// Four tries are one call of the client: the first call that switches somebody off fails, the next one works.
const script = [{ kind: "unavailable", method: "PUT", times: 4 }];
const tenant = await serveSandbox({ users: 12, faults: { script } });
const red = await startNodeRed(tenant.connection);
test.after(async () => {
  await red.stop();
  await tenant.close();
});

async function post(event) {
  const answer = await fetch(`${red.url}/seats`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(event),
  });
  return { status: answer.status, output: await answer.json() };
}

const stored = (email) => tenant.users().find((user) => user.email === email);

test("a failure that may pass is tried again by the flow, and then it is done: a leaver", async () => {
  assert.equal(stored(LEAVER).status, "Active");
  const { status, output } = await post({ event: "leaver", who: LEAVER });
  assert.equal(status, 200, JSON.stringify(output));
  assert.deepEqual([output.ok, output.outcome], [true, "deactivated"]);
  assert.equal(stored(LEAVER).status, "Inactive");
  assert.match(red.log, /again in 2 s/);
  assert.equal(tenant.requests().filter(({ method, status }) => method === "PUT" && status === 503).length, 4);
});

test("a joiner, and the same joiner again", async () => {
  const { status, output } = await post({ event: "joiner", person: JOINER });
  assert.deepEqual([status, output.outcome], [200, "created"]);
  assert.equal(stored(JOINER.email).status, "Active");
  assert.equal((await post({ event: "joiner", person: JOINER })).output.outcome, "unchanged");
});

test("a failure that never passes is told at once, and nothing was written", async () => {
  const before = tenant.users().length;
  const { status, output } = await post({ event: "joiner", person: { ...JOINER, email: "x@example.com", role: "Emperor" } });
  assert.equal(status, 422);
  assert.deepEqual([output.ok, output.error.code, output.error.retryable], [false, "invalid_input", false]);
  assert.equal(tenant.users().length, before);
  await red.until(/\[error\].*invalid_input/);
});

test("an event that makes no sense is a failure too, and not an exception", async () => {
  const { status, output } = await post({});
  assert.deepEqual([status, output.error.code], [422, "invalid_input"]);
});

test("the buttons of the inject nodes do what they say", async () => {
  const flow = JSON.parse(readFileSync(join(ROOT, "examples/node-red/flow.json"), "utf8"));
  const buttons = flow.filter(({ type }) => type === "inject");
  assert.deepEqual(
    buttons.map(({ name }) => name),
    ["a joiner", "a leaver", "a failure"],
  );
  for (const { id } of buttons) assert.equal((await fetch(`${red.url}/inject/${id}`, { method: "POST" })).status, 200);
  await red.until(/No such role/);
  for (const late = Date.now() + 10_000; stored("mira.okafor@example.com") === undefined && Date.now() < late; )
    await new Promise((resume) => setTimeout(resume, 50));
  assert.equal(stored("mira.okafor@example.com").status, "Active");
  assert.equal(stored("noor.haddad@example.com"), undefined);
});

test("no secret is in Node-RED's log", () => {
  assert.ok(!red.log.includes(tenant.connection.clientSecret));
});

test("without a connection the flow says so, and Node-RED goes on", async (t) => {
  const bare = await startNodeRed({}, { SEATWARDEN_CONNECTION: "cAnArY" });
  t.after(() => bare.stop());
  for (let again = 0; again < 2; again += 1) {
    const answer = await fetch(`${bare.url}/seats`, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    assert.equal(answer.status, 500);
    const { ok, error } = await answer.json();
    assert.equal(ok, false);
    assert.match(error.message, /SEATWARDEN_CONNECTION is no connection/);
  }
  assert.ok(!bare.log.includes("cAnArY"));
});
