/** The options that every verb takes, over HTTP: timeoutMs, deadlineMs, idempotencyKey, signal; and each verb as a step. */

import assert from "node:assert/strict";
import { rejection } from "../tenant.mjs";
import { CALLS, cell, complete, STEPS, step, tenant } from "./cells.mjs";

const EVERY = ["timeoutMs", "deadlineMs", "idempotencyKey", "signal", "run"];
const POSTS = ["provision", "resetPassword"];
/** Those of many: a deadline leaves a rest, and each write has a key of its own. */
const MANY = ["provisionAll", "deactivateAll"];
/** Nothing is sent, so nothing can be late. */
const SILENT = "capabilities";

for (const [verb, call] of Object.entries(CALLS)) {
  cell(verb, "timeoutMs", "an answer that never comes is waited for so long, and asked for again", async (t) => {
    const { server, client } = await tenant(t);
    if (verb !== "token") await client.token();
    server.faults({ script: [{ kind: "lostBefore" }] });
    const began = performance.now();
    await call(client, { timeoutMs: 60 });
    const took = performance.now() - began;
    if (verb !== SILENT) assert.ok(took >= 55 && took < 10_000, `${took} ms`);
  });

  cell(verb, "deadlineMs", "a call that takes longer rejects with timeout before it", async (t) => {
    const { server, client } = await tenant(t, { latencyMs: [400, 400] });
    const began = performance.now();
    if (verb === SILENT) {
      await call(client, { deadlineMs: 150 });
      return assert.deepEqual(server.requests(), []);
    }
    if (MANY.includes(verb)) {
      const { results, resume } = await call(client, { deadlineMs: 150 });
      assert.deepEqual([results, typeof resume], [[], "string"]);
      return assert.ok(performance.now() - began < 390, "the answer was waited for");
    }
    const error = await rejection(call(client, { deadlineMs: 150 }));
    assert.equal(error.code, "timeout");
    assert.equal(error.operation, verb);
    assert.ok(performance.now() - began < 390, "the answer was waited for");
    server.setLatency?.([0, 0]);
  });

  cell(verb, "idempotencyKey", "stands in what is posted, and in nothing else", async (t) => {
    const { server, client } = await tenant(t);
    await call(client, { idempotencyKey: "hr-event-17" });
    if (verb === "request") {
      const body = { sendResetEmail: true };
      await client.request("POST", `/v1/users/${server.users()[0].id}/password`, body, { idempotencyKey: "hr-event-17" });
    }
    const own = server
      .requests()
      .filter(({ headers }) =>
        headers.some(([name, value]) => name === "idempotency-key" && value === (MANY.includes(verb) ? "hr-event-17-0" : "hr-event-17")),
      );
    assert.deepEqual(
      own.map(({ method }) => method),
      [...POSTS, "request", "provisionAll"].includes(verb) ? ["POST"] : [],
    );
  });

  cell(verb, "signal", "an abort rejects at once with its reason, before, during and after", async (t) => {
    const { server, client } = await tenant(t, { latencyMs: [3_000, 3_000] });
    const reason = new Error("enough");
    assert.equal(await rejection(call(client, { signal: AbortSignal.abort(reason) })), reason);
    assert.deepEqual(server.requests(), []);
    if (verb === SILENT) return;
    const controller = new AbortController();
    const called = call(client, { signal: controller.signal });
    const began = performance.now();
    setTimeout(() => controller.abort(reason), 30);
    assert.equal(await rejection(called), reason);
    assert.ok(performance.now() - began < 2_500);
  });

  cell(verb, "run", "gives as a step what the method gives", async (t) => {
    const { client } = await tenant(t);
    const { client: other } = await tenant(t);
    const output = await step(client, verb, STEPS[verb]);
    assert.equal(output.ok, true, JSON.stringify(output));
    const result = await call(other);
    if (output.outcome !== undefined) {
      assert.equal(output.outcome, result.outcome);
      assert.deepEqual(output.warnings, result.warnings);
      assert.deepEqual(output.data.changes, result.changes);
    } else if (verb === "plan") assert.deepEqual({ ...output.data, id: "", readAt: "" }, { ...result, id: "", readAt: "" });
    else assert.deepEqual(shapeOf(Object.values(output.data)[0]), shapeOf(first(verb, result)));
  });
}

complete("every call", (needed) => EVERY.includes(needed.split(" ")[1]) && !needed.startsWith("apply "));

/** What the step calls by a name, the method gives bare. */
function first(verb, result) {
  if (["get", "find", "list", "roles"].includes(verb)) return result;
  const { accessToken, ...rest } = result;
  return Object.values(rest)[0];
}

/** Without what differs from tenant to tenant. */
function shapeOf(value) {
  if (Array.isArray(value)) return value.map((item) => Object.keys(item).filter((key) => key !== "raw"));
  return typeof value === "object" && value !== null ? Object.keys(value) : value;
}
