/** Many deliveries at once: what a Worker's isolates share is one client. */

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test from "node:test";
import { stage } from "./stage.mjs";

const COUNT = 200;

test("200 deliveries at once for one tenant: one token request, no refusal beyond the pace, none lost", async (t) => {
  const hr = await stage(t, { zuora: { users: 20, latencyMs: [5, 30] } });
  const people = Array.from({ length: COUNT }, (_, at) => ({
    id: `E-${at}`,
    email: `mira${at}@example.com`,
    firstName: "Mira",
    lastName: `Okafor ${at}`,
  }));
  const statuses = await Promise.all(people.map((one) => asVendors(hr, one)));
  assert.deepEqual([...new Set(statuses)], [202]);

  const outcomes = await hr.settled(COUNT, 240_000);
  assert.deepEqual([...new Set(outcomes.map(({ outcome }) => outcome))], ["done"]);
  assert.equal(outcomes.length, COUNT);
  for (const { email } of people) assert.deepEqual(hr.inZuora(email), [[email, "Active"]]);
  const requests = hr.zuora.requests();
  assert.equal(requests.filter(({ path }) => path === "/oauth/token").length, 1);
  assert.deepEqual(
    requests.filter(({ status }) => status === 429),
    [],
  );
  const audits = await hr.written(COUNT);
  assert.equal(audits.length, COUNT);
  assert.equal(new Set(audits.map(({ event }) => event)).size, COUNT);
});

/** Delivers as vendors do: again, if the connection breaks. workerd drops connections that wait while it is busy for more than 5 seconds. */
async function asVendors(hr, person) {
  const id = randomUUID();
  for (let tries = 1; ; tries += 1) {
    try {
      return await hr.deliver("hired", person, { id });
    } catch (error) {
      if (tries === 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * Math.random() + 250 * tries));
    }
  }
}
