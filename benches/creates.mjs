/**
 * 1,000 users created at a server that lets 20 a second through, 20 at once to begin with, answers after 20 ms, charges refused calls too and never
 * says when to come back. By one request after the other, by p-limit (10 wide) and p-retry, and by ours, which finds the pace: all at the same
 * time, each at a server of its own, because a minute and a half of waiting uses no CPU.
 */

import { pathToFileURL } from "node:url";
import pLimit from "p-limit";
import pRetry from "p-retry";
import { serve } from "./tenants.mjs";

const USERS = 1_000;
const BUCKET = { perSecond: 20, burst: 20, latencyMs: 20 };
/** From the first request that was let through to the last. */
const IDEAL_SECONDS = (USERS - BUCKET.burst) / BUCKET.perSecond;
const BUDGET = { time: 1.1, refused: 0.02 };

/** Measures: of each client the time over the ideal one, its requests, and those refused. */
export async function creates(pkg) {
  const { connect } = await import(pathToFileURL(`${pkg}/index.js`).href);
  const people = Array.from({ length: USERS }, (_, index) => ({ userName: `person${index}@example.com` }));
  const clients = {
    async sequential(url) {
      for (const person of people) await pRetry(() => create(url, person), { retries: 20 });
    },
    async "p-limit + p-retry"(url) {
      const limit = pLimit(10);
      await Promise.all(people.map((person) => limit(() => pRetry(() => create(url, person), { retries: 20 }))));
    },
    async seatwarden(url) {
      const client = connect({ provider: "scim", baseUrl: url, auth: { type: "bearer", token: "bench" } });
      const { counts } = await client.provisionAll(people, { verify: false });
      if (counts.created !== USERS) throw new Error(`created: ${JSON.stringify(counts)}`);
    },
  };
  const results = await Promise.all(
    Object.entries(clients).map(async ([name, run]) => {
      const server = await serve({ kind: "bucket", ...BUCKET });
      await run(server.url);
      const counted = await server.counted();
      await server.close();
      if (counted.made !== USERS) throw new Error(`${name} made ${counted.made} users`);
      return [name, { ...counted, time: counted.seconds / IDEAL_SECONDS }];
    }),
  );
  const { seatwarden } = Object.fromEntries(results);
  return { results, ok: seatwarden.time <= BUDGET.time && seatwarden.refused / USERS <= BUDGET.refused };
}

/** For people. */
export function createsLines({ results, ok }) {
  const { seatwarden } = Object.fromEntries(results);
  const share = ({ refused }) => `${((refused / USERS) * 100).toFixed(1)} %`;
  return [
    `${"1,000 creates at a hidden limit, over the ideal time".padEnd(48)} ${seatwarden.time.toFixed(2)}×  ≤ ${BUDGET.time}×, ${share(seatwarden)} refused  ≤ 2 %  ${ok ? "✓" : "✗"}`,
    ...results.map(
      ([name, result]) =>
        `  ${name.padEnd(20)} ${result.time.toFixed(2)}×  ${result.requests} requests, ${result.refused} refused (${share(result)})`,
    ),
  ];
}

async function create(url, person) {
  const response = await fetch(`${url}/Users`, {
    method: "POST",
    body: JSON.stringify(person),
    headers: { "content-type": "application/scim+json" },
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return await response.json();
}
