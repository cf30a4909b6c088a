/**
 * What a listed user costs in CPU time, without what the Response and its text cost, over `JSON.parse` of the same pages: 100 Zoom users a page,
 * 40 full Zuora users a page. The `fetch` that is handed in answers at once, so nothing else is measured; in turn, least of all runs.
 *
 * Zoom's own limits hold here too, and a processor that had a rest is slow for a while: JSON.parse of a page every 25 ms costs half as much
 * again, and a Response three times. So what is compared is done in the same rhythm, with a rest as long as ours had had when it asked for that page.
 */

import { setTimeout as sleep } from "node:timers/promises";
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
    const rests = [];
    let began = 0;
    const fetch = async (input) => {
      const url = new URL(input);
      rests.push(rested() - began);
      if (url.pathname === "/oauth/token") return answer('{"access_token":"bench","token_type":"bearer","expires_in":3599}');
      const index =
        provider === "zuora" ? Number(url.searchParams.get("page")) - 1 : (Number(url.searchParams.get("startIndex")) - 1) / 100;
      return answer(pages[index] ?? BEHIND[provider]);
    };
    const own = provider === "zoom" ? { accountId: "account", plan: "business" } : {};
    const client = connect({ provider, clientId: "id", clientSecret: "secret", accessToken: "bench", ...own }, { fetch });
    const inRhythm = async (work) => {
      const start = rested();
      for (const [index, page] of pages.entries()) {
        const wait = rests[index] - (rested() - start);
        if (wait > 1) await sleep(wait);
        work(await answer(page).text());
      }
    };
    const least = { parsed: Infinity, response: Infinity, ours: Infinity };
    for (let run = 0; run < RUNS; run += 1) {
      rests.length = 0;
      began = rested();
      let count = 0;
      const ours = await cpu(async () => {
        for await (const user of client.list()) count += user.id === "" ? 0 : 1;
      });
      if (count !== USERS) throw new Error(`${count} users of ${USERS}`);
      least.ours = Math.min(least.ours, ours);
      least.response = Math.min(least.response, await cpu(() => inRhythm(() => {})));
      least.parsed = Math.min(least.parsed, await cpu(() => inRhythm((text) => JSON.parse(text))));
    }
    least.parse = least.parsed - least.response;
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

/** How long this thread has had nothing to do, in ms. */
const rested = () => performance.eventLoopUtilization().idle;

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
