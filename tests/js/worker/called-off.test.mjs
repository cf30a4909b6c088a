/** Leavers who are called off, or put off, after their day has come and before a seat is taken: they keep their seats, and the records say so. */

import assert from "node:assert/strict";
import test from "node:test";
import { MIRA, stage, until } from "./stage.mjs";

const JOINER = { ...MIRA, department: "Engineering" };
const LEAVER = { id: MIRA.id, email: MIRA.email };
const ACTIVE = [[[MIRA.email, "Active"]], [[MIRA.email, true]]];
const words = (outcomes) => outcomes.map(({ type, outcome }) => `${type}: ${outcome}`);
const accounts = (hr) => [hr.inZuora(MIRA.email), hr.inScim(MIRA.email)];
const soon = () => new Date(Date.now() + 600).toISOString();

async function joined(t, options) {
  const hr = await stage(t, options);
  await hr.deliver("hired", JOINER);
  await hr.of(MIRA.id, 1, 2);
  return hr;
}

/** What the attention list has of him. */
const attention = async (hr) => (await hr.desk()).body.attention.filter(({ kind }) => kind !== "removals_paused");

test("a leaver who is called off while he waits at the brake keeps his seats, and waits there no more", async (t) => {
  const hr = await joined(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("terminated", LEAVER);
  await until(async () => (await hr.desk()).body.removals.paused, "the pause");
  await hr.deliver("termination_cancelled", LEAVER);
  const { outcomes } = await hr.of(MIRA.id, 3, 2);
  assert.deepEqual(words(outcomes), ["joiner: done", "leaver: cancelled", "cancelled: done"]);
  await until(async () => !(await hr.desk()).body.removals.paused, "the end of the pause");
  assert.deepEqual((await hr.desk("POST", "/removals/release")).body, { released: 0 });
  assert.deepEqual(await attention(hr), []);
  // He counts as employed: what changes with him is written.
  await hr.deliver("updated", { ...JOINER, lastName: "Diallo", status: "active" });

  assert.deepEqual(words((await hr.of(MIRA.id, 4, 4)).outcomes).at(-1), "mover: done");
  assert.deepEqual(accounts(hr), ACTIVE);
});

test("of those at the brake only who is called off goes; the others wait on", async (t) => {
  const hr = await joined(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("terminated", { id: "8", email: "ada@example.com" });
  await until(async () => (await hr.desk()).body.removals.waiting.length === 1, "the first");
  await hr.deliver("terminated", LEAVER);
  await until(async () => (await hr.desk()).body.removals.waiting.length === 2, "the second");
  await hr.deliver("termination_cancelled", LEAVER);
  const waiting = await until(async () => {
    const list = (await hr.desk()).body.removals.waiting;
    return list.length === 1 && list;
  }, "the one that is left");
  assert.equal(waiting[0].person, "8");
  assert.deepEqual((await hr.desk("POST", "/removals/release")).body, { released: 1 });
  await hr.of("8", 1, 0);
  assert.deepEqual(accounts(hr), ACTIVE);
});

test("a leaver whose last day is put off while he waits at the brake keeps his seats until then", async (t) => {
  const hr = await joined(t, { env: { MAX_REMOVALS: 0 } });
  await hr.deliver("terminated", { ...LEAVER, terminationDate: soon() });
  await until(async () => (await hr.desk()).body.removals.paused, "the pause");
  await hr.deliver("terminated", { ...LEAVER, terminationDate: "2040-01-01" });
  assert.deepEqual(words((await hr.of(MIRA.id, 2, 2)).outcomes), ["joiner: done", "leaver: overtaken"]);
  await until(async () => !(await hr.desk()).body.removals.paused, "the end of the pause");
  await hr.desk("POST", "/removals/release");
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.deepEqual(accounts(hr), ACTIVE);
  const last = (await hr.outcomes()).at(-1);
  assert.deepEqual([last.outcome, last.effectiveAt], ["waiting", "2040-01-01T00:00:00.000Z"]);
});

test("a leaver who is called off while the tenants are away keeps his seats when they are back, also in the Queue", async (t) => {
  for (const limit of [6, 0]) {
    const hr = await joined(t, { env: { RETRIES: { limit, delayMs: 500 } }, queue: { maxRetries: 50, retryDelay: 1 } });
    for (const tenant of [hr.zuora, hr.scim]) tenant.faults({ unavailable: 1e6 });
    const begun = hr.zuora.requests().length;
    await hr.deliver("terminated", LEAVER);
    if (limit === 0) await until(async () => (await hr.outcomes()).some(({ outcome }) => outcome === "failed"), "the failure", 60_000);
    else await until(() => hr.zuora.requests().length > begun, "the first try");
    await hr.deliver("termination_cancelled", LEAVER);
    await until(async () => (await hr.outcomes()).some(({ outcome }) => outcome === "cancelled"), "the record");
    const settled = await until(
      async () => {
        const all = await hr.outcomes();
        const leaver = all.find(({ type }) => type === "leaver");
        return leaver.tenants.length === 2 && leaver.tenants.every(({ outcome }) => outcome === "overtaken") && all;
      },
      "the end of the retries",
      60_000,
    );
    assert.deepEqual(words(settled), ["joiner: done", "leaver: cancelled", "cancelled: done"]);
    for (const tenant of [hr.zuora, hr.scim]) tenant.faults({});
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual(accounts(hr), ACTIVE);
    assert.deepEqual(await attention(hr), []);
  }
});

test("a leaver who is called off when one tenant has taken his seat: the notice says which, and the other one goes on", async (t) => {
  const hr = await joined(t, { env: { RETRIES: { limit: 6, delayMs: 500 } } });
  hr.zuora.faults({ unavailable: 1e6 });
  await hr.deliver("terminated", LEAVER);
  await until(() => hr.inScim(MIRA.email)[0][1] === false, "the seat that is taken");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await hr.deliver("termination_cancelled", LEAVER);
  const [notice] = await until(async () => {
    const list = await attention(hr);
    return list.length > 0 && list;
  }, "the notice");
  assert.equal(notice.kind, "cancelled_too_late");
  assert.match(notice.message, /after it was done in scim\./);
});

test("a leaver who is called off while his seat is being taken: the notice says that it is", async (t) => {
  const hr = await stage(t);
  await hr.deliver("hired", MIRA);
  await hr.of(MIRA.id, 1, 1);
  hr.zuora.latency(700);
  const begun = hr.zuora.requests().length;
  await hr.deliver("terminated", LEAVER);
  await until(() => hr.zuora.requests().length > begun, "the first request");
  await hr.deliver("termination_cancelled", LEAVER);
  await until(() => hr.inZuora(MIRA.email)[0][1] === "Inactive", "the seat that is taken");
  const notices = await until(async () => {
    const list = await attention(hr);
    return list.length > 0 && list;
  }, "the notice");
  assert.deepEqual(
    notices.map(({ kind, tenant }) => [kind, tenant]),
    [["cancelled_too_late", "zuora"]],
  );
});
