/** The options of the verbs for many, over HTTP, by the method and as a step. */

import assert from "node:assert/strict";
import { rejection } from "../tenant.mjs";
import { BEA, CALLS, cell, complete, GHOST, JOINER, KIM, STEPS, step, stored, tenant, warned, writes } from "./cells.mjs";

const EVERY = /(timeoutMs|deadlineMs|idempotencyKey|signal|run)$/;
const outcomes = ({ results }) => results.map((entry) => (entry.ok ? entry.result.outcome : entry.error.code));

for (const verb of ["provisionAll", "deactivateAll"]) {
  cell(verb, "dryRun", "says what a real one then does, and writes nothing", async (t) => {
    const audit = [];
    const { server, client } = await tenant(t, {}, { onAudit: (record) => audit.push(record) });
    const dry = await CALLS[verb](client, { dryRun: true });
    const asStep = await step(client, verb, STEPS[verb], { dryRun: true });
    assert.equal(dry.results[0].result.dryRun && asStep.data.results[0].result.dryRun, true);
    assert.deepEqual([writes(server), audit], [[], []]);
    const real = await CALLS[verb](client, { dryRun: false });
    assert.deepEqual([outcomes(dry), outcomes(asStep.data)], [outcomes(real), outcomes(real)]);
    assert.deepEqual([dry.counts, asStep.data.counts], [real.counts, real.counts]);
    assert.deepEqual([writes(server).length, audit.length], [1, 1]);
  });

  cell(verb, "verify", "reads after the write, unless it is false", async (t) => {
    for (const verify of [undefined, true, false]) {
      const { server, client } = await tenant(t);
      await CALLS[verb](client, { verify });
      assert.equal(server.requests().at(-1).method === "GET", verify !== false);
    }
    const { server, client } = await tenant(t);
    assert.equal((await step(client, verb, STEPS[verb], { verify: false })).ok, true);
    assert.notEqual(server.requests().at(-1).method, "GET");
  });

  cell(verb, "resume", "goes on where a deadline stopped it, and is of one input alone", async (t) => {
    const { server, client } = await tenant(t, { latencyMs: [300, 300] });
    const { resume } = await CALLS[verb](client, { deadlineMs: 150 });
    assert.equal(typeof resume, "string");
    const rest = await step(client, verb, STEPS[verb], { resume });
    assert.deepEqual([rest.data.results.length, rest.data.resume, writes(server).length], [1, undefined, 1]);
    const error = await rejection(CALLS[verb](client, { resume: "x" }));
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, /^options\.resume: /);
    assert.equal((await step(client, verb, STEPS[verb], { resume: "x" })).error.code, "invalid_input");
  });
}

cell("provisionAll", "update", "false changes nothing, but creates and switches on", async (t) => {
  const { server, client } = await tenant(t);
  const people = [{ userName: KIM, title: "Lead" }, JOINER, { userName: BEA, title: "Lead" }];
  const wanted = ["unchanged", "created", "reactivated"];
  assert.deepEqual(outcomes(await client.provisionAll(people, { update: false })), wanted);
  assert.equal(stored(server, BEA).title, "Analyst");
  const { data } = await step(client, "provisionAll", { people }, { update: false });
  assert.deepEqual(outcomes(data), ["unchanged", "unchanged", "unchanged"]);
});

cell("provisionAll", "groupsMode", "Zuora has no groups, and says so; another word is none", async (t) => {
  const { server, client } = await tenant(t);
  const people = [{ userName: KIM, groups: ["Sales"] }];
  for (const groupsMode of ["add", "exact"]) {
    const { results } = await client.provisionAll(people, { groupsMode });
    assert.deepEqual([results[0].result.outcome, warned(results[0].result)], ["unchanged", ["unsupported_field"]]);
  }
  assert.equal((await rejection(client.provisionAll(people, { groupsMode: "all" }))).code, "invalid_input");
  assert.equal((await step(client, "provisionAll", { people }, { groupsMode: "all" })).error.code, "invalid_input");
  assert.deepEqual(writes(server), []);
});

cell("provisionAll", "reactivate", "false leaves who is off", async (t) => {
  const { server, client } = await tenant(t);
  const people = [{ userName: BEA, title: "Lead" }];
  assert.deepEqual(outcomes(await client.provisionAll(people, { reactivate: false })), ["updated"]);
  assert.equal(stored(server, BEA).status, "Inactive");
  const { data } = await step(client, "provisionAll", { people }, { reactivate: false });
  assert.deepEqual(outcomes(data), ["unchanged"]);
});

cell("deactivateAll", "strict", "makes nobody an error, and only that one", async (t) => {
  const { client } = await tenant(t);
  const whos = [GHOST, KIM];
  assert.deepEqual(outcomes(await client.deactivateAll(whos, { strict: true })), ["not_found", "deactivated"]);
  const { data } = await step(client, "deactivateAll", { whos }, { strict: true });
  assert.deepEqual(data.counts, { failed: 1, already_inactive: 1 });
  assert.deepEqual((await client.deactivateAll(whos)).counts, { not_found: 1, already_inactive: 1 });
});

cell("deactivateAll", "transferTo", "is Zoom's: Zuora hands no data over, and is not asked to", async (t) => {
  const { server, client } = await tenant(t);
  assert.equal((await rejection(client.deactivateAll([KIM], { transferTo: BEA }))).code, "not_supported");
  assert.equal((await step(client, "deactivateAll", { whos: [KIM] }, { transferTo: BEA })).error.code, "not_supported");
  assert.deepEqual(writes(server), []);
});

complete("the batches", (needed) => !EVERY.test(needed) && / /.test(needed) && needed.split(" ")[0].endsWith("All"));
