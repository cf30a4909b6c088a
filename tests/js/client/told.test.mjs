/** The caller's own functions that are told something: what goes wrong in them is theirs, and changes nothing. */

import assert from "node:assert/strict";
import test from "node:test";
import { deactivateAll, run } from "../../../pkg/index.js";
import { JOINER, tenant } from "./tenant.mjs";

const FAULTS = {
  throws: () => {
    throw new Error("mine");
  },
  rejects: async () => {
    throw new Error("mine");
  },
  "rejects later": () => new Promise((_, reject) => setTimeout(reject, 5, new Error("mine"))),
  // biome-ignore lint/suspicious/noThenProperty: what a query builder gives is such a thing
  "gives a thenable that rejects": () => ({ then: (_, reject) => reject(new Error("mine")) }),
  "gives a thenable that throws": () => ({
    // biome-ignore lint/suspicious/noThenProperty: the test is about it
    get then() {
      throw new Error("mine");
    },
  }),
};

for (const [name, fault] of Object.entries(FAULTS)) {
  test(`a function that ${name} is told of all, and nobody else hears of it`, async () => {
    const unhandled = [];
    const note = (error) => unhandled.push(error);
    process.on("unhandledRejection", note);
    const told = { onEvent: 0, onAudit: 0, onProgress: 0 };
    const [onEvent, onAudit, onProgress] = Object.keys(told).map((key) => () => {
      told[key] += 1;
      return fault();
    });
    try {
      const { sandbox, client } = tenant({ users: 20 }, { onEvent, onAudit });
      const whos = sandbox.users().flatMap(({ id, status }) => (status === "Active" ? [id] : []));
      assert.deepEqual((await client.deactivateAll(whos, { onProgress })).counts, { deactivated: whos.length });
      assert.deepEqual([told.onAudit, told.onProgress], [whos.length, whos.length]);
      assert.ok(told.onEvent >= whos.length);
      const { connection, fetch } = sandbox;
      const again = await deactivateAll(connection, whos, { fetch, onEvent, onAudit, onProgress });
      assert.deepEqual(again.counts, { already_inactive: whos.length });
      const step = await run({ action: "provision", connection, input: { person: JOINER } }, { fetch, onEvent, onAudit });
      assert.equal(step.outcome, "created");
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      process.off("unhandledRejection", note);
    }
    assert.deepEqual(unhandled, []);
  });
}
