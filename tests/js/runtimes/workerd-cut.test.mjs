/**
 * A Worker that ends in the midst of a joiner, as one at its CPU limit does: no code of its own runs any more. workerd itself has no CPU limit
 * (Cloudflare's edge has), so it is stopped from outside. What counts is what the next run makes of it.
 */

import assert from "node:assert/strict";
import test from "node:test";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { ask, worker } from "./worker.mjs";

const SCRIPT = `
import { connect } from "seatwarden";
import connection from "values";
const zuora = connect(connection);
export default {
  async fetch() {
    try {
      const { outcome, user } = await zuora.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" });
      return Response.json([outcome, user.active]);
    } catch (error) {
      return Response.json(error, { status: 500 });
    }
  },
};`;

const OPTIONS = { users: 30, duplicateNames: true, concurrency: null };
const isCreate = ({ method, path }) => method === "POST" && path === "/v1/users";

async function until(met) {
  for (let tries = 0; tries < 500; tries += 1) {
    if (met()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("it never came to that");
}

for (const [when, met] of Object.entries({
  "while it looks the person up": (requests) => requests.some(({ path }) => path === "/v1/users"),
  "after the create was sent, before its answer": (requests) => requests.some(isCreate),
})) {
  test(`a Worker that is ended ${when}: the next run ends with one account, and it is right`, async (t) => {
    const sandbox = await serveSandbox({ ...OPTIONS, latencyMs: [100, 100] });
    t.after(() => sandbox.close());
    const first = await worker(SCRIPT, sandbox.connection);
    const asked = ask(first.url);
    asked.answer.catch(() => {});
    await until(() => met(sandbox.requests()));
    await first.end();

    const second = await worker(SCRIPT, sandbox.connection);
    t.after(() => second.end());
    const { status, body } = await ask(second.url).answer;
    assert.equal(status, 200, body);
    const [outcome, active] = JSON.parse(body);
    assert.ok(["created", "unchanged"].includes(outcome), outcome);
    assert.equal(active, true);
    assert.equal(sandbox.users().filter(({ username }) => username === "mira@example.com").length, 1);
    assert.equal(sandbox.requests().filter(isCreate).length, 1);
  });
}
