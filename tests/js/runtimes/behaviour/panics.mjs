/**
 * A panic in the core, which no input may cause: one call rejects with `internal`, and the next one works. For the package that is built
 * with the feature `panic-probe`: its action `__panic` waits and panics, and its method `panic` does so at once. Behaviours as in all.mjs,
 * which are given `Core` too.
 */

import { begin } from "./lives.mjs";
import { equal, holds, rejection } from "./said.mjs";

export const PANICS = {
  async "a panic in the midst of an awaiting call rejects it with internal, and the same client goes on"(door) {
    const { zuora } = begin(door, { users: 5 });
    await patched(door.Core, { call: always("__panic") }, async () => isInternal(door, await rejection(zuora.roles())));
    holds((await zuora.roles()).length > 0, "it goes on");
  },

  async "a panic at once rejects the call with internal, and the same client goes on"(door) {
    const { zuora } = begin(door, { users: 5 });
    const list = () =>
      function () {
        return this.panic();
      };
    await patched(door.Core, { list }, async () => isInternal(door, await rejection(zuora.list().toArray())));
    equal((await zuora.list().toArray()).length, 5);
  },

  async "calls under way when another one panics are not disturbed"(door) {
    const { zuora } = begin(door, { users: 5, latencyMs: [5, 5] });
    const listed = zuora.list().toArray();
    await patched(door.Core, { call: instead("token", "__panic") }, async () => {
      const [users, error, roles] = await Promise.all([listed, rejection(zuora.token()), zuora.roles()]);
      isInternal(door, error);
      equal(users.length, 5);
      holds(roles.length > 0, "roles");
    });
  },

  async "a hundred panics later it still works"(door) {
    const { zuora } = begin(door, { users: 5 });
    await patched(door.Core, { call: always("__panic") }, async () => {
      for (let time = 0; time < 100; time += 1) isInternal(door, await rejection(zuora.roles()));
    });
    holds((await zuora.roles()).length > 0, "it goes on");
  },
};

const always = (action) => (call) =>
  function (_action, ...rest) {
    return call.call(this, action, ...rest);
  };

const instead = (of, action) => (call) =>
  function (asked, ...rest) {
    return call.call(this, asked === of ? action : asked, ...rest);
  };

/** Runs `during` with methods of the core replaced: each by what its maker makes of the method that was there. */
async function patched({ prototype }, makers, during) {
  const before = {};
  for (const [name, maker] of Object.entries(makers)) {
    before[name] = prototype[name];
    prototype[name] = maker(prototype[name]);
  }
  try {
    await during();
  } finally {
    Object.assign(prototype, before);
  }
}

function isInternal({ SeatwardenError }, error) {
  holds(error instanceof SeatwardenError, String(error));
  equal([error.code, error.retryable], ["internal", false]);
}
