/** A sink that takes nothing, or never answers: what is to be done is done in time all the same, and the records come once the sink is back. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import test from "node:test";
import { MIRA, stage, until } from "./stage.mjs";

const LEAVER = { id: MIRA.id, email: MIRA.email };
const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const words = (outcomes) => outcomes.map(({ type, outcome }) => `${type}: ${outcome}`);

/** The Worker beside a D1 that is as `state` says: `there`, `full`, or `silent`. */
async function beside(t, state, env = {}) {
  const held = [];
  const server = createServer((_, response) => {
    if (state.is === "silent") held.push(response);
    else response.writeHead(state.is === "there" ? 200 : 503).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return stage(t, { env: { SINK_URL: `http://127.0.0.1:${server.address().port}`, ...env } });
}

test("D1 is full: the joiner and the leaver whose day comes meanwhile are done, and D1 gets every record when it can", async (t) => {
  const state = { is: "full" };
  const hr = await beside(t, state);
  await hr.deliver("hired", MIRA);
  await until(() => hr.inZuora(MIRA.email)[0]?.[1] === "Active", "the account");
  await hr.deliver("terminated", { ...LEAVER, terminationDate: inSeconds(2) });
  await until(() => hr.inZuora(MIRA.email)[0][1] === "Inactive", "the seat that is taken on its day");
  assert.deepEqual(await hr.outcomes(), []);
  state.is = "there";
  await (await fetch(new URL(`/hours-later/${encodeURIComponent(`hr:${MIRA.id}`)}`, hr.url))).text();
  assert.deepEqual(words(await hr.settled(2)), ["joiner: done", "leaver: done"]);
  assert.deepEqual(
    (await hr.written(2)).map(({ action }) => action),
    ["create", "deactivate"],
  );
  const { deadLetters } = (await hr.desk()).body;
  assert.deepEqual(deadLetters, []);
});

test("D1 is full as a termination is called off: it is called off, and the newest of what it was is recorded", async (t) => {
  const state = { is: "there" };
  const hr = await beside(t, state, { MAX_REMOVALS: 0 });
  await hr.deliver("hired", MIRA);
  await hr.settled(1);
  state.is = "full";
  await hr.deliver("terminated", { ...LEAVER, terminationDate: inSeconds(600) });
  await hr.deliver("termination_cancelled", LEAVER);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  assert.equal((await hr.outcomes()).length, 1);
  state.is = "there";
  assert.deepEqual(words(await hr.settled(3)), ["joiner: done", "leaver: cancelled", "cancelled: done"]);
});

test("D1 never answers: a leaver is begun in well under a minute", async (t) => {
  const state = { is: "there" };
  const hr = await beside(t, state);
  await hr.deliver("hired", MIRA);
  await hr.settled(1);
  state.is = "silent";
  // Its record holds the alarm up.
  await hr.deliver("updated", { ...MIRA, lastName: "Diallo", status: "active" });
  await until(() => hr.zuora.users().some(({ lastName }) => lastName === "Diallo"), "the change");
  await new Promise((resolve) => setTimeout(resolve, 500));
  await hr.deliver("terminated", LEAVER);
  await until(() => hr.inZuora(MIRA.email)[0][1] === "Inactive", "the seat that is taken");
});
