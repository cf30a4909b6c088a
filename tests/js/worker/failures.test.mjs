/** Tenants that fail: what is tried again, what is given up, and that nothing is done twice or forgotten. */

import assert from "node:assert/strict";
import test from "node:test";
import { MIRA, stage, until } from "./stage.mjs";

const JOINER = { ...MIRA, department: "Engineering" };
const CREATE = { method: "POST", path: "/v1/users" };
const writes = (audits) => audits.map(({ tenant, action, outcome }) => `${tenant}: ${action}, ${outcome}`).sort();
const seats = ({ tenants }) => Object.fromEntries(tenants.map(({ tenant, outcome }) => [tenant, outcome]));

test("a tenant that is down for a while gets the joiner when it is back; the other one has him at once", async (t) => {
  const hr = await stage(t);
  hr.zuora.faults({ unavailable: 1000 });
  await hr.deliver("hired", JOINER);
  await until(() => hr.inScim(MIRA.email).length === 1);
  await until(() => hr.zuora.requests().length >= 8, "the Workflow's second try");
  assert.deepEqual(hr.inZuora(MIRA.email), []);
  hr.zuora.faults({});
  const { outcomes, audits } = await hr.of(MIRA.id, 1, 2);
  assert.equal(outcomes[0].outcome, "done");
  assert.deepEqual(seats(outcomes[0]), { zuora: "created", scim: "created" });
  assert.deepEqual(writes(audits.filter(({ outcome }) => outcome !== "failed")), ["scim: create, created", "zuora: create, created"]);
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
});

test("a tenant that asks to wait is asked again then, and not before", async (t) => {
  const hr = await stage(t);
  hr.scim.faults({ retryAfterSeconds: 3, script: [{ kind: "tooManyRetryAfter", method: "POST", path: "/scim/v2/Users", times: 1 }] });
  const begun = Date.now();
  await hr.deliver("hired", JOINER);
  await hr.of(MIRA.id, 1, 2);
  assert.ok(Date.now() - begun >= 3_000);
  assert.equal(hr.inScim(MIRA.email).length, 1);
});

test("a tenant that refuses for good: tried by the queue, then a dead letter; the other tenant has him; sent again, it is done", async (t) => {
  const hr = await stage(t);
  hr.zuora.fault({ ...CREATE, kind: "refused", times: 50, refusal: { message: "The maximum number of licenses is reached" } });
  await hr.deliver("hired", JOINER);
  const { outcomes } = await hr.of(MIRA.id, 1, 2);
  assert.equal(outcomes[0].outcome, "failed");
  assert.deepEqual(seats(outcomes[0]), { zuora: "failed", scim: "created" });
  assert.deepEqual(hr.inScim(MIRA.email), [[MIRA.email, true]]);

  const [letter] = await until(async () => {
    const { deadLetters } = (await hr.desk()).body;
    return deadLetters.length > 0 && deadLetters;
  }, "a dead letter");
  assert.deepEqual([letter.event, letter.source, letter.person, letter.tenant], [outcomes[0].id, "hr", MIRA.id, "zuora"]);
  assert.match(letter.error.message, /licenses/);
  assert.equal(letter.error.retryable, false);
  // The Workflow tried once: it was told that it is for good. The queue three times, since a seat may become free.
  const refused = (await hr.audits()).filter(({ outcome }) => outcome === "failed");
  assert.equal(refused.length, 4);

  hr.zuora.faults({});
  const sent = await hr.desk("POST", `/dead-letters/${encodeURIComponent(letter.id)}/send`);
  assert.deepEqual([sent.status, sent.body], [200, { sent: 1 }]);
  const done = await until(async () => (await hr.outcomes()).find(({ outcome }) => outcome === "done"), "the outcome");
  assert.deepEqual(seats(done), { zuora: "created", scim: "created" });
  assert.equal((await hr.outcomes()).length, 1);
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
  assert.deepEqual(writes((await hr.written(6)).filter(({ outcome }) => outcome !== "failed")), [
    "scim: create, created",
    "zuora: create, created",
  ]);
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
});

test("what the Queue has done, people are told of as well: a leaver whom nobody found", async (t) => {
  const hr = await stage(t, { env: { RETRIES: { limit: 0, delayMs: 10 } }, queue: { maxRetries: 50, retryDelay: 1 } });
  hr.zuora.faults({ unavailable: 1e6 });
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email });
  await until(async () => (await hr.outcomes()).some(({ outcome }) => outcome === "failed"), "the failure");
  hr.zuora.faults({});
  await until(async () => (await hr.outcomes()).some(({ outcome }) => outcome === "done"), "the outcome");
  const { attention } = (await hr.desk()).body;
  assert.deepEqual(
    attention.map(({ kind, tenant, person }) => [kind, tenant, person]),
    [["leaver_not_found", "zuora", MIRA.id]],
  );
});

test("a dead letter that a later event has made void does nothing when it is sent again", async (t) => {
  const hr = await stage(t);
  hr.zuora.fault({ ...CREATE, kind: "refused", times: 50, refusal: { message: "no licence" } });
  await hr.deliver("hired", JOINER);
  await until(async () => (await hr.desk()).body.deadLetters.length === 1, "a dead letter");
  hr.zuora.faults({});
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email });
  await hr.of(MIRA.id, 2, 6);
  assert.deepEqual((await hr.desk("POST", "/dead-letters")).body, { sent: 1 });
  await until(
    async () =>
      (await hr.outcomes()).some(({ type, tenants }) => type === "joiner" && tenants.some(({ outcome }) => outcome === "overtaken")),
    "overtaken",
  );
  assert.deepEqual(hr.inZuora(MIRA.email), []);
});

test("rules that throw, and a thin event that nobody can ask about, are dead letters at once; sent again they are done once that is mended", async (t) => {
  const hr = await stage(t);
  await hr.deliver("hired", { ...MIRA, department: "Nowhere" });
  await hr.deliver("updated", { id: "8" });
  const letters = await until(async () => {
    const { deadLetters } = (await hr.desk()).body;
    return deadLetters.length === 2 && deadLetters;
  }, "two dead letters");
  assert.deepEqual(letters.map(({ error }) => error.code).sort(), ["not_supported", "rules_failed"]);
  assert.deepEqual(
    letters.map(({ tenant }) => tenant),
    [undefined, undefined],
  );
  // What the rules choke on is mended at the HR system.
  await hr.deliver("updated", { ...MIRA, department: "Engineering", status: "active" });
  await until(() => hr.inZuora(MIRA.email).length === 1);
  const { id } = letters.find(({ person }) => person === MIRA.id);
  await hr.desk("POST", `/dead-letters/${encodeURIComponent(id)}/send`);
  await until(
    async () => (await hr.outcomes()).filter(({ person, outcome }) => person === MIRA.id && outcome === "done").length === 2,
    "both done",
  );
  assert.equal(hr.inZuora(MIRA.email).length, 1);
  const dropped = await hr.desk("DELETE", `/dead-letters/${encodeURIComponent(letters.find(({ person }) => person === "8").id)}`);
  assert.equal(dropped.status, 200);
  assert.deepEqual((await hr.desk()).body.deadLetters, []);
});

test("more leavers in an hour than maxRemovals wait, and say so, until somebody releases them", async (t) => {
  const hr = await stage(t, { env: { MAX_REMOVALS: 2 } });
  const people = Array.from({ length: 5 }, (_, at) => ({
    id: `E-${at}`,
    email: `mira${at}@example.com`,
    firstName: "Mira",
    lastName: "Okafor",
  }));
  await Promise.all(people.map((one) => hr.deliver("hired", one)));
  await hr.settled(5);
  await Promise.all(people.map(({ id, email }) => hr.deliver("terminated", { id, email })));
  await hr.settled(7);
  const { removals, attention } = await until(async () => {
    const { body } = await hr.desk();
    return body.removals.waiting.length === 3 && body;
  }, "three that wait");
  assert.deepEqual([removals.paused, removals.lastHour, removals.maxRemovals], [true, 2, 2]);
  assert.deepEqual(
    attention.map(({ kind }) => kind),
    ["removals_paused"],
  );
  const active = () => people.filter(({ email }) => hr.inZuora(email)[0][1] === "Active").length;
  assert.equal(active(), 3);
  // A joiner is held up by none of it.
  await hr.deliver("hired", { ...MIRA, id: "E-9" });
  await hr.of("E-9", 1, 1);

  assert.deepEqual((await hr.desk("POST", "/removals/release")).body, { released: 3 });
  await hr.settled(11);
  assert.equal(active(), 0);
  assert.equal((await hr.desk()).body.removals.paused, false);
});

test("removals that wait can be thrown away, and the person is employed as before", async (t) => {
  const hr = await stage(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("hired", MIRA);
  await hr.of(MIRA.id, 1, 1);
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email });
  await until(async () => (await hr.desk()).body.removals.paused, "the pause");
  assert.deepEqual((await hr.desk("POST", "/removals/discard")).body, { discarded: 1 });
  const { outcomes } = await hr.of(MIRA.id, 2, 1);
  assert.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ["done", "discarded"],
  );
  await hr.deliver("updated", { ...MIRA, lastName: "Diallo", status: "active" });
  assert.deepEqual(
    (await hr.of(MIRA.id, 3, 2)).outcomes.map(({ outcome }) => outcome),
    ["done", "discarded", "done"],
  );
  assert.deepEqual(hr.inZuora(MIRA.email), [[MIRA.email, "Active"]]);
});

test("a mover who loses a seat: only that waits at the brake; thrown away, he keeps it, and the rest of the change is done", async (t) => {
  const hr = await stage(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("hired", JOINER);
  await hr.of(MIRA.id, 1, 2);
  const moved = { ...JOINER, department: "Sales", lastName: "Diallo", status: "active" };
  await hr.deliver("updated", moved);
  await until(async () => (await hr.desk()).body.removals.paused, "the pause");
  await until(() => hr.zuora.users().some(({ lastName }) => lastName === "Diallo"), "the change");
  assert.deepEqual(hr.inScim(MIRA.email), [[MIRA.email, true]]);
  assert.deepEqual((await hr.desk("POST", "/removals/discard")).body, { discarded: 1 });
  const { outcomes } = await hr.of(MIRA.id, 2, 3);
  assert.equal(outcomes[1].outcome, "discarded");
  assert.deepEqual(seats(outcomes[1]), { zuora: "updated", scim: "discarded" });
  assert.deepEqual(hr.inScim(MIRA.email), [[MIRA.email, true]]);

  // It is still not his by the rules: the next change says so again. Who is placed there meanwhile keeps it, whatever is released.
  await hr.deliver("updated", { ...moved, lastName: "Osei" });
  await until(async () => (await hr.desk()).body.removals.paused, "the pause");
  await hr.deliver("updated", { ...JOINER, lastName: "Osei", status: "active" });
  await hr.of(MIRA.id, 3, 4);
  assert.deepEqual((await hr.desk("POST", "/removals/release")).body, { released: 1 });
  const all = (await hr.of(MIRA.id, 4, 4)).outcomes;
  assert.deepEqual(all.map(seats).slice(2), [
    { zuora: "updated", scim: "overtaken" },
    { zuora: "updated", scim: "updated" },
  ]);
  assert.deepEqual(hr.inScim(MIRA.email), [[MIRA.email, true]]);
});

test("a leaver without a date who waits at the brake is on record as waiting", async (t) => {
  const hr = await stage(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email });
  const [{ type, outcome, tenants }] = await until(async () => {
    const all = await hr.outcomes();
    return all.length > 0 && all;
  }, "the record");
  assert.deepEqual([type, outcome, tenants], ["leaver", "waiting", []]);
  await hr.desk("POST", "/removals/release");
  assert.deepEqual(
    (await hr.of(MIRA.id, 1, 0)).outcomes.map((one) => one.outcome),
    ["done"],
  );
});

test("a notify that never ends holds up nobody at the brake", async (t) => {
  const hr = await stage(t, { env: { MAX_REMOVALS: 0, NOTIFY_HANGS: true } });
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email });
  await until(async () => (await hr.outcomes()).some(({ outcome }) => outcome === "waiting"), "the record");
  assert.deepEqual((await hr.desk("POST", "/removals/release")).body, { released: 1 });
  await hr.of(MIRA.id, 1, 0);
});

test("a removal whose Workflow was terminated by hand holds up no other", async (t) => {
  const hr = await stage(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("terminated", { id: MIRA.id, email: MIRA.email });
  const [{ event }] = await until(async () => {
    const { waiting } = (await hr.desk()).body.removals;
    return waiting.length > 0 && waiting;
  }, "the wait");
  await (await fetch(new URL(`/terminate/${event}`, hr.url))).text();
  assert.deepEqual((await hr.desk("POST", "/removals/release")).body, { released: 0 });
  assert.equal((await hr.desk()).body.removals.paused, false);
});
