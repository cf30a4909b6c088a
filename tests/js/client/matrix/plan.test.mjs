/** The options of apply, over HTTP, by the method and as a step. Those of plan are among every-call.test.mjs. */

import assert from "node:assert/strict";
import { rejection } from "../tenant.mjs";
import { BEA, cell, complete, JOINER, KIM, step, stored, tenant, writes } from "./cells.mjs";

const ROSTER = [JOINER, { userName: BEA, title: "Lead" }];
const POLICY = { onMissing: "deactivate", scope: { domains: ["example.com"] } };
const outcomes = ({ results }) => results.map((entry) => (entry.ok ? entry.result.outcome : entry.error.code));

/** A tenant with a plan: Bea comes back, Nia is new, Kim leaves. */
async function planned(t, options, clientOptions) {
  const { server, client } = await tenant(t, options, clientOptions);
  const plan = await client.plan(ROSTER, POLICY);
  return { server, client, plan, before: server.requests().length };
}

const since = (server, before) => server.requests().slice(before);

cell("apply", "dryRun", "says what a real one then does, and writes nothing", async (t) => {
  const audit = [];
  const { server, client, plan } = await planned(t, {}, { onAudit: (record) => audit.push(record) });
  const dry = await client.apply(plan, { dryRun: true });
  const asStep = await step(client, "apply", { plan }, { dryRun: true });
  assert.ok(dry.results.every(({ result }) => result.dryRun) && asStep.data.results.every(({ result }) => result.dryRun));
  assert.deepEqual([writes(server), audit], [[], []]);
  const real = await client.apply(plan, { dryRun: false });
  assert.deepEqual(outcomes(real), ["reactivated", "created", "deactivated"]);
  assert.deepEqual([outcomes(dry), outcomes(asStep.data)], [outcomes(real), outcomes(real)]);
  assert.deepEqual([dry.counts, asStep.data.counts], [real.counts, real.counts]);
  assert.equal(audit.length, 3);
});

cell("apply", "verify", "reads after the last write, unless it is false", async (t) => {
  for (const verify of [undefined, true, false]) {
    const { server, client, plan } = await planned(t);
    await client.apply(plan, { verify });
    assert.equal(server.requests().at(-1).method === "GET", verify !== false);
  }
  const { server, client, plan } = await planned(t);
  assert.equal((await step(client, "apply", { plan }, { verify: false })).ok, true);
  assert.notEqual(server.requests().at(-1).method, "GET");
});

cell("apply", "confirm", "is the plan's id, and needed where the guard is tripped", async (t) => {
  const { server, client } = await tenant(t);
  for (const at of [1, 2]) server.addUser({ username: `lee-${at}@example.com`, email: `lee-${at}@example.com`, profileId: "p-readonly" });
  const plan = await client.plan(ROSTER, POLICY);
  assert.deepEqual(plan.guard, { removals: 3, maxRemovals: 1, tripped: true });
  for (const options of [{}, { confirm: "yes" }]) {
    assert.equal((await rejection(client.apply(plan, options))).code, "guard_tripped");
    assert.equal((await step(client, "apply", { plan }, options)).error.code, "guard_tripped");
  }
  assert.deepEqual(writes(server), []);
  assert.deepEqual((await client.apply(plan, { confirm: plan.id })).counts, { reactivated: 1, created: 1, deactivated: 3 });
  assert.deepEqual((await step(client, "apply", { plan }, { confirm: plan.id })).data.counts, { unchanged: 2, already_inactive: 3 });
});

cell("apply", "resume", "goes on where a deadline stopped it, and is of one plan alone", async (t) => {
  const { server, client, plan } = await planned(t, { latencyMs: [100, 100] });
  const { resume } = await client.apply(plan, { deadlineMs: 60 });
  assert.equal(typeof resume, "string");
  const rest = await step(client, "apply", { plan }, { resume });
  assert.deepEqual([rest.data.results.length, rest.data.resume, writes(server).length], [3, undefined, 3]);
  const other = await client.plan([JOINER]);
  for (const options of [{ resume: "x" }, { resume }]) {
    const error = await rejection(client.apply(other, options));
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, /^options\.resume: /);
  }
  assert.equal((await step(client, "apply", { plan }, { resume: "x" })).error.code, "invalid_input");
});

cell("apply", "timeoutMs", "an answer that never comes is waited for so long, and asked for again", async (t) => {
  const { server, client, plan } = await planned(t);
  server.faults({ script: [{ kind: "lostBefore" }] });
  const began = performance.now();
  await client.apply(plan, { timeoutMs: 60 });
  const took = performance.now() - began;
  assert.ok(took >= 55 && took < 10_000, `${took} ms`);
});

cell("apply", "deadlineMs", "leaves a rest, and waits for no answer", async (t) => {
  const { client, plan } = await planned(t, { latencyMs: [400, 400] });
  const began = performance.now();
  const { results, counts, resume } = await client.apply(plan, { deadlineMs: 150 });
  assert.deepEqual([results, counts, typeof resume], [[], {}, "string"]);
  assert.ok(performance.now() - began < 390, "the answer was waited for");
});

cell("apply", "idempotencyKey", "stands in what is posted, one for each", async (t) => {
  const { server, client, plan, before } = await planned(t);
  await client.apply(plan, { idempotencyKey: "hr-event-17" });
  const own = since(server, before).flatMap(({ method, headers }) =>
    headers.flatMap(([name, value]) => (name === "idempotency-key" && value.startsWith("hr-event-17-") ? [method] : [])),
  );
  assert.deepEqual(own, ["POST"]);
});

cell("apply", "signal", "an abort rejects at once with its reason, before and during", async (t) => {
  const { server, client, plan, before } = await planned(t, { latencyMs: [300, 300] });
  const reason = new Error("enough");
  assert.equal(await rejection(client.apply(plan, { signal: AbortSignal.abort(reason) })), reason);
  assert.deepEqual(since(server, before), []);
  const controller = new AbortController();
  const called = client.apply(plan, { signal: controller.signal });
  const began = performance.now();
  setTimeout(() => controller.abort(reason), 30);
  assert.equal(await rejection(called), reason);
  assert.ok(performance.now() - began < 250);
  assert.deepEqual(writes(server), []);
});

cell("apply", "run", "gives as a step what the method gives", async (t) => {
  const { server, client, plan } = await planned(t);
  const other = await planned(t);
  const output = await step(client, "apply", { plan });
  assert.equal(output.ok, true, JSON.stringify(output));
  const result = await other.client.apply(other.plan);
  assert.deepEqual([outcomes(output.data), output.data.counts], [outcomes(result), result.counts]);
  assert.deepEqual([stored(server, KIM).status, stored(server, BEA).status], ["Inactive", "Active"]);
});

complete("apply", (needed) => needed.startsWith("apply "));
