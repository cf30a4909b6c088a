/** The right day: a date that names no zone is of the Worker's, and each kind of event has its time in that day. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { before } from "node:test";
import { stage, until } from "./stage.mjs";

let hr;
before(async (t) => {
  hr = await stage(t, { env: { TIME_ZONE: "Europe/Berlin", TIME_OF_DAY: { joiner: "06:00", leaver: "18:00" } } });
});

/** Worked out by hand: Berlin is two hours ahead of UTC in summer, one in winter; on 31 March 2030 its clocks go from 2 to 3. */
const DUE = {
  "a joiner in summer": ["hired", { startDate: "2030-07-01" }, "2030-07-01T04:00:00.000Z"],
  "a leaver in winter": ["terminated", { terminationDate: "2030-01-15" }, "2030-01-15T17:00:00.000Z"],
  "a joiner on the day when the clocks go forward": ["hired", { startDate: "2030-03-31" }, "2030-03-31T04:00:00.000Z"],
  "a mover, from the first moment of his day": ["updated", { effectiveDate: "2030-07-01", status: "active" }, "2030-06-30T22:00:00.000Z"],
  "a time that names its zone": ["hired", { startDate: "2030-07-01T09:00:00+05:00" }, "2030-07-01T04:00:00.000Z"],
};

for (const [who, [type, data, due]] of Object.entries(DUE)) {
  test(`${who} waits until ${due}`, async () => {
    await hr.deliver(type, { id: who, email: `${due.length}${who.length}@example.com`, firstName: "Mira", lastName: "Okafor", ...data });
    const found = await until(async () => (await hr.outcomes()).find(({ person }) => person === who), "the record that it waits");
    assert.deepEqual([found.outcome, found.effectiveAt], ["waiting", due]);
  });
}

test("nothing is done before its day", () => {
  assert.deepEqual(hr.zuora.requests(), []);
});

test("the Worker's own code can use the tenant's only client", async () => {
  const output = await (await fetch(new URL("/list", hr.url))).json();
  assert.equal(output.ok, true);
  assert.equal(output.data.users.length, 5);
});

test("the query of docs/worker.md for the last day counts that day and no more", async () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/worker.md"), "utf8");
  const [query] = /^SELECT outcome, COUNT.*$/m.exec(page);
  const count = async () => Object.fromEntries((await hr.rows(query)).map((row) => [row.outcome, row["COUNT(*)"]]));
  const before = await count();
  const dayAgo = Date.now() - 86_400_000;
  // The first is of the same date as a day ago, and earlier: "T" sorts after the space that datetime() writes.
  for (const at of [new Date(dayAgo - 60_000).setUTCHours(0, 0, 0, 0), dayAgo - 60_000, dayAgo + 60_000, Date.now()])
    await hr.rows("INSERT INTO hr_outcomes VALUES (?1, ?2, '', '', '', '', 'waiting', '{}')", `at ${at}`, new Date(at).toISOString());
  assert.deepEqual(await count(), { waiting: before.waiting + 2 });
});
