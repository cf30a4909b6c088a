/**
 * The plan of a roster of 20,000 people for a Zoom account of 20,000, in CPU time, over the client that a good engineer would write for it: the
 * same pages of 100 from the same `fetch`, which answers at once; JSON.parse, a Map by user name, the same fields compared, a plan of the same
 * shape with a SHA-256 of what it says. Both end with the plan as a text. In turn, least of all runs; no time goes by where one would wait, since a
 * processor that had a rest is slow for a while.
 */

import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { pagesOf } from "./tenants.mjs";

const USERS = 20_000;
const PAGE = 100;
const RUNS = 5;
const BUDGET = 0.85;
const ORIGIN = "https://api.zoom.us";
const FIELDS = ["userName", "email", "givenName", "familyName", "displayName", "department"];
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const POLICY = { onMissing: "deactivate", scope: { domains: ["example.com"] }, maxRemovals: 500 };

/** Measures: ms of CPU time of ours and of the plain client, and their ratio. */
export async function planning(pkg) {
  const { connect } = await import(pathToFileURL(`${pkg}/index.js`).href);
  const pages = await pagesOf(pkg, "zoom", USERS);
  const fetch = async (input) => {
    const from = Number(new URL(input).searchParams.get("startIndex") ?? 1);
    const page = pages[(from - 1) / PAGE] ?? `{"totalResults":${USERS},"Resources":[]}`;
    return new Response(page, { headers: { "content-type": "application/json", "content-length": String(Buffer.byteLength(page)) } });
  };
  const roster = rosterOf(pages);
  const clients = {
    plain: () => plain(fetch, roster, POLICY),
    ours: async () => JSON.stringify(await fresh(connect, fetch).plan(roster, POLICY)),
  };
  const least = { plain: Infinity, ours: Infinity };
  const said = {};
  for (let run = 0; run < RUNS; run += 1) {
    for (const [name, client] of Object.entries(clients)) {
      const before = process.cpuUsage();
      const text = await client();
      const { user, system } = process.cpuUsage(before);
      least[name] = Math.min(least[name], (user + system) / 1000);
      said[name] = summary(JSON.parse(text));
    }
  }
  if (said.plain !== said.ours) throw new Error(`two plans: ${said.plain} and ${said.ours}`);
  const ratio = least.ours / least.plain;
  return { ratio, budget: BUDGET, oursMs: least.ours, plainMs: least.plain, ok: ratio <= BUDGET };
}

/** For people. */
export function planLine({ ratio, budget, oursMs, plainMs, ok }) {
  const title = "CPU of a plan of 20,000 for 20,000, over plain JS";
  return `${title.padEnd(48)} ${ratio.toFixed(2)}×  ≤ ${budget}×  ${ok ? "✓" : "✗"}  (${oursMs.toFixed(0)} ms, ${plainMs.toFixed(0)} ms)`;
}

/** A client for which no time goes by: whoever waits for its turn goes on at once, and nobody is out of time. */
function fresh(connect, fetch) {
  let now = Date.now();
  const sleep = (ms) => {
    if (ms >= 5_000) return new Promise(() => {});
    now += ms;
    return new Promise((done) => setImmediate(done));
  };
  const connection = {
    provider: "zoom",
    accountId: "account",
    clientId: "id",
    clientSecret: "secret",
    accessToken: "bench",
    plan: "business",
  };
  return connect(connection, { fetch, sleep, now: () => now });
}

/** All but one in a hundred, who leave; one in twenty in another name; one in a hundred who is new. */
function rosterOf(pages) {
  const users = pages.flatMap((page) => JSON.parse(page).Resources);
  const roster = [];
  for (const [index, row] of users.entries()) {
    if (index % 100 === 50) continue;
    const { userName, givenName, displayName, department, ...rest } = shape(row);
    const familyName = index % 20 === 7 ? `${rest.familyName}-New` : rest.familyName;
    // The address of some moved on, and here it can't differ from the user name.
    roster.push({ userName, givenName, familyName, displayName, ...(department && { department }) });
    if (index % 100 === 3) {
      roster.push({
        userName: `joiner-${index}@example.com`,
        email: `joiner-${index}@example.com`,
        givenName: "New",
        familyName: "Joiner",
      });
    }
  }
  return roster;
}

/** A row of Zoom's in the flat shape. */
function shape(row) {
  return {
    id: row.id,
    userName: row.userName,
    active: row.active,
    email: (row.emails?.find(({ primary }) => primary) ?? row.emails?.[0])?.value,
    givenName: row.name?.givenName,
    familyName: row.name?.familyName,
    displayName: row.displayName,
    department: row[ENTERPRISE]?.department,
  };
}

/** What a plan comes to, without what each client says in its own words. */
function summary({ create, reactivate, update, deactivate, unchanged, guard }) {
  const ids = (entries) => entries.map(({ id, changes }) => [id, changes]).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([create, ids(reactivate), ids(update), ids(deactivate), unchanged, guard]))
    .digest("hex");
}

/** The plain client: everything that the plan needs, and no word on what else may go wrong. */
async function plain(fetch, roster, policy) {
  const users = [];
  let total = 1;
  while (users.length < total) {
    const response = await fetch(`${ORIGIN}/scim2/Users?startIndex=${users.length + 1}&count=${PAGE}`, {
      headers: { authorization: "Bearer bench", accept: "application/scim+json" },
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const page = JSON.parse(await response.text());
    total = page.totalResults;
    if (page.Resources.length === 0) throw new Error("half a listing");
    for (const row of page.Resources) users.push(shape(row));
  }
  const byName = new Map(users.map((user) => [user.userName.toLowerCase(), user]));
  const kept = new Set();
  const lists = { create: [], reactivate: [], update: [], deactivate: [] };
  let unchanged = 0;
  for (const [index, person] of roster.entries()) {
    const name = person.userName ?? person.email;
    if (typeof name !== "string") throw new Error(`roster[${index}]: needs a userName or an email`);
    const user = byName.get(name.toLowerCase());
    if (!user) {
      lists.create.push({ person });
      continue;
    }
    if (kept.has(user.id)) throw new Error(`roster[${index}]: is there twice`);
    kept.add(user.id);
    const changes = user.active ? [] : [{ field: "active", from: false, to: true }];
    for (const field of FIELDS) {
      const wanted = person[field];
      if (wanted === undefined || wanted === user[field]) continue;
      if ((field === "userName" || field === "email") && wanted.toLowerCase() === user[field]?.toLowerCase()) continue;
      changes.push({ field, from: user[field] ?? null, to: wanted });
    }
    if (changes.length === 0) unchanged += 1;
    else lists[user.active ? "update" : "reactivate"].push({ id: user.id, userName: user.userName, changes });
  }
  const domains = new Set(policy.scope.domains.map((domain) => domain.toLowerCase()));
  let active = 0;
  for (const { id, userName, email, active: on } of users) {
    const address = userName.includes("@") ? userName : (email ?? "");
    if (!on || !domains.has(address.slice(address.lastIndexOf("@") + 1).toLowerCase())) continue;
    active += 1;
    if (!kept.has(id)) lists.deactivate.push({ id, userName, changes: [{ field: "active", from: true, to: false }] });
  }
  const removals = lists.deactivate.length;
  const maxRemovals = policy.maxRemovals ?? Math.max(1, Math.min(10, Math.floor(active / 20)));
  const plan = {
    provider: "zoom",
    tenant: ORIGIN,
    readAt: new Date().toISOString(),
    ...lists,
    unchanged,
    guard: { removals, maxRemovals, tripped: removals > maxRemovals },
    warnings: [],
  };
  const id = createHash("sha256").update(JSON.stringify(plan)).digest("hex");
  return JSON.stringify({ id, ...plan });
}
