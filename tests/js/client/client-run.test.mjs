/** A step on a client: the same as `run`, on the client's own connection. */

import assert from "node:assert/strict";
import test from "node:test";
import { run, SeatwardenError } from "../../../pkg/index.js";
import { LEAVER } from "../../../pkg/sandbox.js";
import { rejection, tenant, tokenRequests } from "./tenant.mjs";

const LOOK = { action: "deactivate", input: { who: LEAVER.email }, options: { dryRun: true } };

test("it gives what run gives, and shares the token with the client's other calls", async () => {
  const { sandbox, client } = tenant();
  const own = await client.run(LOOK);
  const { data, ...rest } = await run({ ...LOOK, connection: sandbox.connection }, { fetch: sandbox.fetch });
  assert.deepEqual({ ...rest, user: data.user }, { ...rest, user: own.data.user });
  assert.deepEqual([own.outcome, rest.outcome], ["deactivated", "deactivated"]);
  await client.roles();
  assert.equal(tokenRequests(sandbox).length, 1);
});

test("a connection in the step is refused: it would be another tenant than the client's", async () => {
  const { sandbox, client } = tenant();
  const output = await client.run({ ...LOOK, connection: sandbox.connection });
  assert.equal(output.error.code, "invalid_input");
  assert.match(output.error.message, /^step\.connection: is the client's own/);
  assert.deepEqual(sandbox.requests(), []);
});

test("whatever goes wrong is in its output", async () => {
  const { sandbox, client } = tenant();
  const cycle = {};
  cycle.self = cycle;
  for (const step of [undefined, null, 5, [], {}, { action: "fly" }, { action: 5 }, { ...LOOK, colour: 1 }, cycle, { action: "get" }]) {
    const output = await client.run(step);
    assert.deepEqual([output.ok, output.error.code], [false, "invalid_input"]);
  }
  assert.match((await client.run(LOOK, { colour: "red" })).error.message, /options\.colour/);
  assert.deepEqual(sandbox.requests(), []);
  sandbox.faults({ script: [{ kind: "unavailable", times: 50 }] });
  const later = await client.run({ action: "roles", options: { deadlineMs: 300 } });
  assert.deepEqual([later.ok, later.error.retryable], [false, true]);
});

test("after dispose it says so, and an abort rejects with the signal's reason", async () => {
  const { client } = tenant({ latencyMs: [3_000, 3_000] });
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 20);
  assert.equal(await rejection(client.run({ action: "roles" }, { signal: controller.signal })), "enough");
  assert.equal(await rejection(client.run({ action: "roles" }, { signal: AbortSignal.abort("before") })), "before");
  client[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
  const output = await client.run({ action: "roles" });
  assert.match(output.error.message, /disposed/);
});

test("an aborted step rejects with the signal's reason, one of our own errors too", async () => {
  const { sandbox, client } = tenant();
  const mine = new SeatwardenError({ code: "timeout", message: "mine", retryable: true, attempts: 0 });
  const signal = AbortSignal.abort(mine);
  assert.equal(await client.run(LOOK, { signal }).catch((error) => error), mine);
  assert.equal(await run({ ...LOOK, connection: sandbox.connection }, { fetch: sandbox.fetch, signal }).catch((error) => error), mine);
});

test("a step that can't be read is a failure in its output", async () => {
  const { client } = tenant();
  const step = {
    get action() {
      throw new Error("words of the caller's own");
    },
  };
  for (const output of [await client.run(step), await run(step)]) {
    assert.deepEqual([output.ok, output.action, output.error.code], [false, "unknown", "invalid_input"]);
    assert.ok(!output.error.message.includes("words of"));
  }
});
