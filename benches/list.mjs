/**
 * 10,000 Zuora users, 250 pages at 50 ms each, read to the end: by one request after the other, by the client that a good engineer would write
 * (p-limit, 10 wide, and p-retry), and by ours; all in one run against one server, in turn.
 */

import { pathToFileURL } from "node:url";
import pLimit from "p-limit";
import pRetry from "p-retry";
import { pagesOf, serve } from "./tenants.mjs";

const USERS = 10_000;
const LATENCY_MS = 50;
const RUNS = 3;
const BUDGET = 20;
const WIDE = 10;

/** Measures: of each client the median time in ms, and the requests and refusals of one run. */
export async function listing(pkg) {
  const { connect } = await import(pathToFileURL(`${pkg}/index.js`).href);
  const tenant = await serve({ kind: "pages", pages: await pagesOf(pkg, "zuora", USERS), latencyMs: LATENCY_MS });
  const clients = {
    sequential: () => sequential(tenant.url),
    "p-limit + p-retry": () => limited(tenant.url),
    seatwarden: () =>
      connect({ provider: "zuora", clientId: "id", clientSecret: `secret ${Math.random()}`, baseUrl: tenant.url })
        .list()
        .toArray(),
  };
  const results = {};
  for (const [name, client] of Object.entries(clients)) results[name] = { times: [], client };
  for (let run = 0; run < RUNS; run += 1) {
    for (const result of Object.values(results)) {
      const start = performance.now();
      const users = await result.client();
      result.times.push(performance.now() - start);
      if (new Set(users.map((user) => user.id)).size !== USERS) throw new Error(`${users.length} users, not ${USERS}`);
      Object.assign(result, await tenant.counted());
    }
  }
  await tenant.close();
  for (const result of Object.values(results)) result.ms = result.times.sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  const ratio = results.sequential.ms / results.seatwarden.ms;
  return { results, ratio, budget: BUDGET, ok: ratio >= BUDGET && results.seatwarden.refused === 0 };
}

/** For people. */
export function listingLines({ results, ratio, budget, ok }) {
  const of = (name) => results[name];
  return [
    `${"10,000 Zuora users, times faster than one by one".padEnd(48)} ${ratio.toFixed(1)}×  ≥ ${budget}×, nothing refused  ${ok ? "✓" : "✗"}`,
    ...Object.keys(results).map(
      (name) =>
        `  ${name.padEnd(20)} ${of(name).ms.toFixed(0).padStart(6)} ms  ${(of("sequential").ms / of(name).ms).toFixed(1)}×  ${of(name).requests} requests, ${of(name).refused} refused`,
    ),
  ];
}

async function login(url) {
  const response = await fetch(`${url}/oauth/token`, { method: "POST", body: new URLSearchParams({ grant_type: "client_credentials" }) });
  return { authorization: `Bearer ${(await response.json()).access_token}` };
}

async function page(url, number, headers) {
  const response = await fetch(`${url}/v1/users?page=${number}&pageSize=40`, { headers });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return await response.json();
}

async function sequential(url) {
  const headers = await login(url);
  const users = [];
  for (let number = 1; ; number += 1) {
    const got = await page(url, number, headers);
    users.push(...got.users);
    if (!got.nextPage) return users;
  }
}

/** Nobody says how many pages there are, so it asks for ten at a time until one has none behind it. */
async function limited(url) {
  const headers = await login(url);
  const limit = pLimit(WIDE);
  const users = [];
  for (let first = 1; ; first += WIDE) {
    const numbers = Array.from({ length: WIDE }, (_, index) => first + index);
    const pages = await Promise.all(numbers.map((number) => limit(() => pRetry(() => page(url, number, headers)))));
    users.push(...pages.flatMap((got) => got.users));
    if (pages.some((got) => !got.nextPage)) return users;
  }
}
