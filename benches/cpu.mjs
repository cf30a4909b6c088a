/**
 * What a listed user costs in CPU time, without what the Response and its text cost, over `JSON.parse` of the same pages: 100 Zoom users a page,
 * 40 full Zuora users a page. The `fetch` that is handed in answers at once, so nothing else is measured; in turn, least of all runs.
 */

import { pathToFileURL } from "node:url";
import { pagesOf } from "./tenants.mjs";

const USERS = 4_000;
const RUNS = 12;
const BUDGETS = { zoom: 2, zuora: 3 };
/** What is behind the last page. */
const BEHIND = { zoom: `{"totalResults":${USERS},"Resources":[]}`, zuora: '{"users":[]}' };
const HEADERS = { "content-type": "application/json" };

/** Measures: for each provider µs a user of ours and of `JSON.parse`, and their ratio. */
export async function cpuPerUser(pkg) {
  const { connect } = await import(pathToFileURL(`${pkg}/index.js`).href);
  const measured = [];
  for (const [provider, budget] of Object.entries(BUDGETS)) {
    const pages = await pagesOf(pkg, provider, USERS);
    const answer = (text) => new Response(text, { headers: { ...HEADERS, "content-length": String(Buffer.byteLength(text)) } });
    const fetch = async (input) => {
      const url = new URL(input);
      if (url.pathname === "/oauth/token") return answer('{"access_token":"bench","token_type":"bearer","expires_in":3599}');
      const index =
        provider === "zuora" ? Number(url.searchParams.get("page")) - 1 : (Number(url.searchParams.get("startIndex")) - 1) / 100;
      return answer(pages[index] ?? BEHIND[provider]);
    };
    const own = provider === "zoom" ? { accountId: "account", plan: "business" } : {};
    // Zoom's own limits hold here too; who waits for them uses no CPU.
    const client = connect({ provider, clientId: "id", clientSecret: "secret", accessToken: "bench", ...own }, { fetch });
    const least = { parse: Infinity, response: Infinity, ours: Infinity };
    for (let run = 0; run < RUNS; run += 1) {
      least.parse = Math.min(least.parse, await cpu(() => pages.map((page) => JSON.parse(page))));
      least.response = Math.min(
        least.response,
        await cpu(async () => {
          for (const page of pages) await answer(page).text();
        }),
      );
      let count = 0;
      least.ours = Math.min(
        least.ours,
        await cpu(async () => {
          for await (const user of client.list()) count += user.id === "" ? 0 : 1;
        }),
      );
      if (count !== USERS) throw new Error(`${count} users of ${USERS}`);
    }
    const ratio = (least.ours - least.response) / least.parse;
    measured.push({
      provider,
      budget,
      ratio,
      oursUs: ((least.ours - least.response) * 1000) / USERS,
      parseUs: (least.parse * 1000) / USERS,
      ok: ratio <= budget,
    });
  }
  return measured;
}

/** For people. */
export function cpuLines(measured) {
  return measured.map(
    ({ provider, budget, ratio, oursUs, parseUs, ok }) =>
      `${`CPU a listed ${provider} user, over JSON.parse`.padEnd(48)} ${ratio.toFixed(1)}×  ≤ ${budget}×  ${ok ? "✓" : "✗"}  (${oursUs.toFixed(1)} µs, ${parseUs.toFixed(1)} µs)`,
  );
}

/** CPU time in ms that `work` takes in this process. */
async function cpu(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
