/** Every vector through the built package: the same answers in wasm, with the runtime's own Ed25519, as natively. */

import assert from "node:assert/strict";
import test from "node:test";
import { parseWebhook, SeatwardenError, verifyWebhook } from "../../../pkg/index.js";
import { bodies, deliveries } from "./vectors.mjs";

/** What a call came to. */
async function outcome(call) {
  try {
    return { ok: await call() };
  } catch (error) {
    assert.ok(SeatwardenError.is(error), String(error));
    return { error: error.code, says: error.message };
  }
}

function agree(name, got, wanted) {
  if (wanted.error === undefined) return assert.deepEqual(got, wanted, name);
  assert.equal(got.error, wanted.error, `${name}: ${JSON.stringify(got)}`);
  assert.ok(got.says.includes(wanted.says), `${name}: ${got.says}`);
}

test(`${deliveries.length} deliveries pass or are refused as Python says`, async () => {
  for (const { name, source, delivery, expect } of deliveries) agree(name, await outcome(() => verifyWebhook(source, delivery)), expect);
});

test(`${bodies.length} bodies say what a person reads out of them`, async () => {
  for (const { name, source, delivery, expect } of bodies) {
    const { events, ...refused } = expect;
    agree(name, await outcome(() => parseWebhook(source, delivery)), events === undefined ? refused : { ok: events });
  }
});
