/**
 * Whether reading 200,000 users needs more memory at the end than in the middle: resident memory after a collection of garbage, end over middle, of
 * ours and of a plain client, each in a fresh process. Pages are made on the fly, and nothing is kept of a user.
 */

import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";

const USERS = 200_000;
const BUDGET = 1.1;

const SCRIPT = `
const users = ${USERS};
const page = (number) => {
  const rows = [];
  for (let n = (number - 1) * 40; n < Math.min(number * 40, users); n += 1) {
    rows.push({ id: "2c92a0fb" + String(n).padStart(24, "0"), username: "person" + n + "@example.com", email: "person" + n + "@example.com",
      firstName: "Given " + n, lastName: "Family " + n, status: "Active", profileId: "p-readonly", timezone: "America/Los_Angeles" });
  }
  const body = { users: rows };
  if (number * 40 < users) body.nextPage = "/v1/users?page=" + (number + 1);
  return JSON.stringify(body);
};
const answer = (url) => new Response(page(Number(new URL(url).searchParams.get("page"))), { headers: { "content-type": "application/json" } });
let [seen, middle] = [0, 0];
const resident = () => { gc(); gc(); return process.memoryUsage.rss(); };
const count = () => { seen += 1; if (seen === users / 2) middle = resident(); };
const readers = {
  async ours() {
    const { connect } = await import(process.env.INDEX);
    const client = connect({ provider: "zuora", clientId: "id", clientSecret: "secret", accessToken: "bench" }, { fetch: async (url) => answer(url) });
    for await (const user of client.list()) count(user);
  },
  async plain() {
    for (let number = 1; ; number += 1) {
      const { users, nextPage } = await (await answer("https://localhost/v1/users?page=" + number)).json();
      for (const user of users) count(user);
      if (!nextPage) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};
await readers[process.env.READER]();
if (seen !== users) throw new Error(seen + " users");
console.log(resident() / middle, middle / 1048576);`;

/** Measures: end over middle of both, and MB in the middle. The budget is 1.1, or the plain client's ratio and 5 %. */
export function memoryOfListing(pkg) {
  const [ours, plain] = ["ours", "plain"].map((reader) => {
    const env = { ...process.env, INDEX: pathToFileURL(`${pkg}/index.js`).href, READER: reader };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", SCRIPT], {
      encoding: "utf8",
      env,
    });
    if (status !== 0) throw new Error(stderr);
    const [ratio, megabytes] = stdout.trim().split(" ").map(Number);
    return { ratio, megabytes };
  });
  const budget = Math.max(BUDGET, plain.ratio * 1.05);
  return { ours, plain, budget, ok: ours.ratio <= budget };
}

/** For people. */
export function memoryLine({ ours, plain, budget, ok }) {
  const line = `${"listing 200,000 users, memory at the end over the middle".padEnd(48)} ${ours.ratio.toFixed(2)}×  ≤ ${budget.toFixed(2)}×  ${ok ? "✓" : "✗"}`;
  return `${line}  (${ours.megabytes.toFixed(0)} MB; plain ${plain.ratio.toFixed(2)}×, ${plain.megabytes.toFixed(0)} MB)`;
}
