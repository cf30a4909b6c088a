/** The options of the verbs that write, and of `token`, over HTTP, by the method and as a step. */

import assert from "node:assert/strict";
import { rejection } from "../tenant.mjs";
import { BEA, CALLS, cell, complete, GHOST, JOINER, KIM, STEPS, step, stored, tenant, warned, writes } from "./cells.mjs";

const EVERY = /(timeoutMs|deadlineMs|idempotencyKey|signal|run)$/;

for (const verb of ["provision", "update", "deactivate", "reactivate", "remove"]) {
  cell(verb, "dryRun", "says what a real one then does, and writes nothing", async (t) => {
    const audit = [];
    const { server, client } = await tenant(t, {}, { onAudit: (record) => audit.push(record) });
    const dry = await CALLS[verb](client, { dryRun: true });
    const asStep = await step(client, verb, STEPS[verb], { dryRun: true });
    assert.equal(dry.dryRun && asStep.data.dryRun, true);
    assert.deepEqual([writes(server), audit], [[], []]);
    const real = await CALLS[verb](client, { dryRun: false });
    assert.equal(real.dryRun, false);
    assert.deepEqual([dry.outcome, asStep.outcome], [real.outcome, real.outcome]);
    assert.deepEqual([dry.changes, asStep.data.changes], [real.changes, real.changes]);
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
}

cell("provision", "groupsMode", "Zuora has no groups, and says so; another word is none", async (t) => {
  const { server, client } = await tenant(t);
  const wanted = { userName: KIM, groups: ["Sales"] };
  for (const groupsMode of ["add", "exact"]) {
    const { outcome, warnings } = await client.provision(wanted, { groupsMode });
    assert.deepEqual([outcome, warned({ warnings })], ["unchanged", ["unsupported_field"]]);
  }
  assert.equal((await rejection(client.provision(wanted, { groupsMode: "all" }))).code, "invalid_input");
  assert.deepEqual(writes(server), []);
});

cell("provision", "match", "names the account, whatever the person's own names; nobody there is created", async (t) => {
  const { server, client } = await tenant(t);
  const { id } = stored(server, KIM);
  const renamed = { userName: KIM, email: "kim.new@example.com" };
  for (const match of [{ id }, KIM, { userName: KIM }, { email: KIM }]) {
    const { outcome, user } = await client.provision(renamed, { match, dryRun: true });
    assert.deepEqual([outcome, user.id], ["updated", id]);
  }
  assert.equal((await step(client, "provision", { person: renamed }, { match: { id } })).outcome, "updated");
  assert.equal(stored(server, KIM).email, "kim.new@example.com");
  assert.equal((await client.provision(JOINER, { match: { userName: GHOST } })).outcome, "created");
  assert.match((await rejection(client.provision(JOINER, { match: { id: ".." } }))).message, /^options\.match\.id: /);
});

cell("provision", "update", "false changes nothing, but creates and switches on", async (t) => {
  const { server, client } = await tenant(t);
  const update = false;
  assert.equal((await client.provision({ userName: KIM, title: "Lead" }, { update })).outcome, "unchanged");
  assert.deepEqual(writes(server), []);
  assert.equal((await client.provision(JOINER, { update })).outcome, "created");
  const back = await step(client, "provision", { person: { userName: BEA, title: "Lead" } }, { update });
  assert.equal(back.outcome, "reactivated");
  assert.equal(stored(server, BEA).title, "Analyst");
});

cell("provision", "reactivate", "false leaves who is off, and says so", async (t) => {
  const { server, client } = await tenant(t);
  const wanted = { userName: BEA, title: "Lead" };
  const left = await client.provision(wanted, { reactivate: false });
  assert.deepEqual([left.outcome, warned(left)], ["updated", ["left_inactive"]]);
  assert.deepEqual([stored(server, BEA).status, stored(server, BEA).title], ["Inactive", "Lead"]);
  const still = await step(client, "provision", { person: wanted }, { reactivate: false });
  assert.deepEqual([still.outcome, warned(still)], ["unchanged", ["left_inactive"]]);
  assert.equal((await client.provision(wanted, { reactivate: true })).outcome, "reactivated");
});

cell("deactivate", "strict", "makes nobody an error", async (t) => {
  const { server, client } = await tenant(t);
  assert.equal((await client.deactivate(GHOST, { strict: false })).outcome, "not_found");
  assert.equal((await rejection(client.deactivate(GHOST, { strict: true }))).code, "not_found");
  assert.equal((await step(client, "deactivate", { who: GHOST }, { strict: true })).error.code, "not_found");
  assert.equal((await client.deactivate(KIM, { strict: true })).outcome, "deactivated");
  assert.equal((await client.deactivate(KIM, { strict: true })).outcome, "already_inactive");
  assert.equal(writes(server).length, 1);
});

cell("deactivate", "transferTo", "is Zoom's: Zuora hands no data over, and is not asked to", async (t) => {
  const { server, client } = await tenant(t);
  const error = await rejection(client.deactivate(KIM, { transferTo: BEA }));
  assert.equal(error.code, "not_supported");
  assert.match(`${error.message} ${error.hint}`, /zoom/i);
  assert.equal((await step(client, "deactivate", { who: KIM }, { transferTo: BEA })).error.code, "not_supported");
  assert.deepEqual(writes(server), []);
});

cell("remove", "confirm", "is the account's own userName, to the letter, or nothing is deleted", async (t) => {
  const { server, client } = await tenant(t);
  for (const confirm of [undefined, "", KIM.toUpperCase(), BEA]) {
    assert.equal((await rejection(client.remove(KIM, { confirm }))).code, "guard_tripped");
    assert.equal((await step(client, "remove", { who: KIM }, { confirm })).error.code, "guard_tripped");
  }
  assert.deepEqual(writes(server), []);
  assert.equal((await client.remove({ id: stored(server, KIM).id }, { confirm: KIM })).outcome, "removed");
  assert.equal(stored(server, KIM), undefined);
});

cell("token", "reveal", "gives the token itself in a step; the method always does", async (t) => {
  const { client } = await tenant(t);
  const { accessToken } = await client.token();
  for (const [reveal, wanted] of [
    [true, accessToken],
    [false, undefined],
    [undefined, undefined],
  ]) {
    const output = await step(client, "token", {}, { reveal });
    assert.equal(output.data.accessToken, wanted);
  }
});

complete("the writes", (needed) => !EVERY.test(needed) && !/^list |^apply |All /.test(needed));
