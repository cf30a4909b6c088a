/**
 * The Worker ends in the midst, at every place where it may: what comes of it is what would have come anyway. A Workflow's own resumption is
 * Cloudflare's promise ("Workflows", "Guarantees"), and isn't there locally: Miniflare forgets a running instance when workerd ends. So where
 * workerd itself is ended here, no Workflow is under way.
 */

import assert from "node:assert/strict";
import test from "node:test";
import { MIRA, stage, until } from "./stage.mjs";

const JOINER = { ...MIRA, department: "Engineering" };
const CREATED = ["scim: create, created", "zuora: create, created"];
const writes = (audits) => audits.map(({ tenant, action, outcome }) => `${tenant}: ${action}, ${outcome}`).sort();

async function isRight(hr, { count = 1 } = {}) {
  const { outcomes, audits } = await hr.of(MIRA.id, count, 2);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["done"],
  );
  assert.deepEqual(writes(audits), CREATED);
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
  assert.deepEqual(hr.inScim(MIRA.email), [[MIRA.email, true]]);
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
  assert.deepEqual(await hr.rows("SELECT place FROM traps"), [], "it never came there");
}

test("fetch ends before its answer: the vendor delivers again, and it is one delivery", async (t) => {
  const hr = await stage(t);
  await hr.trap("fetch before its answer");
  assert.equal(await hr.deliver("hired", JOINER, { id: "msg_1" }), 500);
  assert.equal(await hr.deliver("hired", JOINER, { id: "msg_1" }), 202);
  await isRight(hr);
});

test("the person's object ends before it has taken the event: the vendor is told, and delivers again", async (t) => {
  const hr = await stage(t);
  await hr.trap("person before accept");
  assert.equal(await hr.deliver("hired", JOINER, { id: "msg_1" }), 500);
  assert.deepEqual(await hr.outcomes(), []);
  assert.equal(await hr.deliver("hired", JOINER, { id: "msg_1" }), 202);
  await isRight(hr);
});

for (const place of ["person at alarm", "person before leave", "tenant before act", "tenant while it acts", "tenant after act"]) {
  test(`a Durable Object ends, ${place}: nothing is lost, nothing is done twice`, async (t) => {
    // No name is kept unique: a create that is sent twice makes two users.
    const hr = await stage(t, {
      zuora: { duplicateNames: true, latencyMs: [60, 60] },
      scim: { duplicateNames: true, latencyMs: [60, 60] },
    });
    await hr.trap(place);
    assert.equal(await hr.deliver("hired", JOINER), 202);
    await isRight(hr);
  });
}

test("a tenant's object ends after its create was done, before the answer: one account, and a record that says so", async (t) => {
  const hr = await stage(t, { zuora: { duplicateNames: true, latencyMs: [400, 400] } });
  await hr.deliver("hired", JOINER);
  await until(() => hr.inZuora(MIRA.email).length === 1, "the account");
  await (await fetch(new URL("/end/zuora", hr.url))).text();
  const { outcomes, audits } = await hr.of(MIRA.id, 1, 2);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["done"],
  );
  assert.deepEqual(writes(audits), ["scim: create, created", "zuora: provision, unknown"]);
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
});

test("the queue's consumer ends after its work, before it has said so: the work isn't done again", async (t) => {
  const hr = await stage(t, { zuora: { duplicateNames: true } });
  hr.zuora.fault({ kind: "refused", method: "POST", path: "/v1/users", times: 2, refusal: { message: "no licence" } });
  await hr.trap("queue after its work");
  await hr.deliver("hired", JOINER);
  await until(async () => (await hr.outcomes())[0]?.outcome === "done", "the outcome");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  assert.equal(hr.inZuora(MIRA.email).length, 1);
  assert.equal(hr.inZuora(MIRA.email)[0][1], "Active");
  const audits = (await hr.audits()).filter(({ outcome }) => outcome !== "failed");
  assert.deepEqual(writes(audits), CREATED);
  assert.equal((await hr.outcomes()).length, 1);
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
});

test("workerd ends after the answer, before the Workflow has begun: it begins when workerd is back", async (t) => {
  const hr = await stage(t);
  await hr.trap("person at alarm");
  assert.equal(await hr.deliver("hired", JOINER), 202);
  await hr.restart();
  await isRight(hr);
});

test("what is known of a person outlives workerd: his accounts, his order, and what was delivered", async (t) => {
  const hr = await stage(t);
  await hr.deliver("hired", JOINER, { id: "msg_1" });
  await isRight(hr);
  await hr.restart();
  assert.equal(await hr.deliver("hired", JOINER, { id: "msg_1" }), 202);
  await hr.deliver("updated", { ...JOINER, email: "mira.diallo@example.com", status: "active" });
  const { outcomes, audits } = await hr.of(MIRA.id, 2, 4);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["done", "done"],
  );
  assert.deepEqual(writes(audits), [...CREATED, "scim: update, updated", "zuora: update, updated"].sort());
  assert.deepEqual([hr.inZuora(MIRA.email), hr.inScim(MIRA.email)], [[], []]);
});

test("a Workflow that was terminated by hand is a dead letter once its time is over; sent again, it begins anew", async (t) => {
  const hr = await stage(t);
  await hr.deliver("hired", JOINER);
  await isRight(hr);
  const soon = new Date(Date.now() + 600_000).toISOString();
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email, terminationDate: soon });
  const waits = () =>
    until(async () => (await hr.outcomes()).find(({ type, outcome }) => type === "leaver" && outcome === "waiting"), "the wait");
  const { id } = await waits();
  for (const path of [`/terminate/${id}`, `/hours-later/${encodeURIComponent(`hr:${MIRA.id}`)}`])
    await (await fetch(new URL(path, hr.url))).text();
  const letter = await until(async () => (await hr.desk()).body.deadLetters[0], "a dead letter");
  assert.deepEqual([letter.event, letter.tenant, letter.error.code], [id, undefined, "internal"]);
  assert.equal((await hr.outcomes()).find(({ type }) => type === "leaver").outcome, "failed");
  await hr.desk("POST", `/dead-letters/${encodeURIComponent(letter.id)}/send`);
  await waits();
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
});
