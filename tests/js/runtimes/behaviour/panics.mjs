/**
 * A panic in the core, which no input may cause: every call that is under way rejects with `internal`, and the next one works. For the package
 * that is built with the feature `panic-probe`: a call whose input has "__panic" in it waits and panics, a listing of it does so at once.
 * Behaviours as in all.mjs.
 */

import { begin } from "./lives.mjs";
import { equal, holds, rejection } from "./said.mjs";

export const PANICS = {
  async "a panic in the midst of an awaiting call rejects it with internal, and the same client goes on"(door) {
    const { zuora } = begin(door, { users: 5 });
    isInternal(door, await rejection(zuora.find("__panic")));
    holds((await zuora.roles()).length > 0, "it goes on");
  },

  async "a panic at once rejects the call with internal, and the same client goes on"(door) {
    const { zuora } = begin(door, { users: 5 });
    isInternal(door, await rejection(zuora.list({ department: "__panic" }).toArray()));
    equal((await zuora.list().toArray()).length, 5);
  },

  async "calls under way when another one panics are told, those of other clients too, and none hangs"(door) {
    const one = begin(door, { users: 5, latencyMs: [50, 50] }).zuora;
    const other = begin(door, { users: 5, latencyMs: [50, 50] }).zuora;
    const under = [rejection(one.list().toArray()), rejection(one.token()), rejection(other.roles())];
    isInternal(door, await rejection(one.find("__panic")));
    for (const call of under) isInternal(door, await call);
    equal((await one.list().toArray()).length, 5);
    holds((await other.roles()).length > 0, "the other goes on");
  },

  async "a step that panics says so in its result, and the next one works"(door) {
    const { zuora } = begin(door, { users: 5 });
    const output = await zuora.run({ action: "find", input: { who: "__panic" } });
    equal([output.ok, output.error.code, output.error.retryable], [false, "internal", false]);
    equal((await zuora.run({ action: "roles", input: {} })).ok, true);
  },

  async "a client that is disposed of after a panic lets go, and says that it is gone"(door) {
    const { zuora } = begin(door, { users: 5 });
    isInternal(door, await rejection(zuora.find("__panic")));
    zuora[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
    equal((await rejection(zuora.roles())).code, "invalid_input");
  },

  async "a hundred panics later it still works"(door) {
    const { zuora } = begin(door, { users: 5 });
    for (let time = 0; time < 100; time += 1) isInternal(door, await rejection(zuora.find("__panic")));
    holds((await zuora.roles()).length > 0, "it goes on");
  },
};

function isInternal({ SeatwardenError }, error) {
  holds(error instanceof SeatwardenError, String(error));
  equal([error.code, error.retryable], ["internal", false]);
}
