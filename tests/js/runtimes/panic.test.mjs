/**
 * A panic in the core, which no input may cause, in Node: one call rejects with `internal`, and the next one works. The package is
 * built for this with the feature `panic-probe`, whose action `__panic` waits and panics, and whose method `panic` does so at once.
 */

import assert from "node:assert/strict";
import test from "node:test";
import { Core } from "../../../target/pkg-panic-probe/core.js";
import { connect, SeatwardenError } from "../../../target/pkg-panic-probe/index.js";
import { createSandbox } from "../../../target/pkg-panic-probe/sandbox.js";

const made = { call: Core.prototype.call, list: Core.prototype.list };

function client() {
  const { fetch, connection } = createSandbox({ users: 5 });
  return connect(connection, { fetch });
}

async function rejection(promise) {
  return promise.then(
    () => assert.fail("it did not reject"),
    (error) => error,
  );
}

function isInternal(error) {
  assert.ok(error instanceof SeatwardenError, String(error));
  assert.equal(error.code, "internal");
  assert.equal(error.retryable, false);
}

test("a panic in the midst of an awaiting call rejects it with internal, and the same client goes on", async (t) => {
  const zuora = client();
  t.mock.method(Core.prototype, "call", function (_action, ...rest) {
    return made.call.call(this, "__panic", ...rest);
  });
  isInternal(await rejection(zuora.roles()));
  t.mock.restoreAll();
  assert.ok((await zuora.roles()).length > 0);
});

test("a panic at once rejects the call with internal, and the same client goes on", async (t) => {
  const zuora = client();
  t.mock.method(Core.prototype, "list", function () {
    return this.panic();
  });
  isInternal(await rejection(zuora.list().toArray()));
  t.mock.restoreAll();
  assert.equal((await zuora.list().toArray()).length, 5);
});

test("calls under way when another one panics are not disturbed", async (t) => {
  const zuora = client();
  const listed = zuora.list().toArray();
  t.mock.method(Core.prototype, "call", function (action, ...rest) {
    return made.call.call(this, action === "token" ? "__panic" : action, ...rest);
  });
  const [users, error, roles] = await Promise.all([listed, rejection(zuora.token()), zuora.roles()]);
  isInternal(error);
  assert.equal(users.length, 5);
  assert.ok(roles.length > 0);
});

test("a hundred panics later it still works", async (t) => {
  const zuora = client();
  t.mock.method(Core.prototype, "call", function (_action, ...rest) {
    return made.call.call(this, "__panic", ...rest);
  });
  for (let time = 0; time < 100; time += 1) isInternal(await rejection(zuora.roles()));
  t.mock.restoreAll();
  assert.ok((await zuora.roles()).length > 0);
});
