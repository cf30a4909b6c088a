/** docs/scim.md and docs/zoom.md: their code runs as it stands, and what they say of errors is what happens. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { connect, SeatwardenError } from "../../../pkg/index.js";
import { createSandbox } from "../../../pkg/sandbox.js";
import { scim2Server } from "./installed.mjs";

const ROOT = new URL("../../../", import.meta.url);
const page = (name) => readFileSync(new URL(`docs/${name}.md`, ROOT), "utf8");
const blocks = (name) => [...page(name).matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code);

/** Runs code as a module of its own, its imports led to the built package; gives what it printed. */
async function printed(t, code) {
  const led = code.replaceAll('from "seatwarden"', `from "${new URL("pkg/index.js", ROOT)}"`);
  const log = t.mock.method(console, "log", () => {});
  try {
    await import(`data:text/javascript,${encodeURIComponent(led)}`);
  } finally {
    log.mock.restore();
  }
  return log.mock.calls.map(({ arguments: words }) => words);
}

/** The rows of the table under a heading: its cells, without the marks of code. */
function table(name, heading) {
  const [, section] = page(name).split(`\n## ${heading}\n`);
  const rows = section.split("\n## ")[0].matchAll(/^\| (.+) \|$/gm);
  return [...rows].slice(1).map(([, row]) => row.split(" | ").map((cell) => cell.replaceAll("`", "")));
}

test("the page on SCIM: a joiner, who is listed, and a leaver, on a server of others", async (t) => {
  const { connection, stop } = await scim2Server();
  t.after(stop);
  process.env.SCIM_URL = connection.baseUrl;
  process.env.SCIM_TOKEN = connection.auth.token;
  assert.deepEqual(await printed(t, blocks("scim")[0]), [["jane@example.com", true]]);
  const { active, title } = await connect(connection).get("jane@example.com");
  assert.deepEqual([active, title], [false, "Engineer"]);
});

test("the page on Zoom: a joiner, licences, a leaver whose data go to somebody", async (t) => {
  const [first, licences] = blocks("zoom");
  const sandbox = createSandbox({ provider: "zoom", users: 1, baseUrl: "https://api.zoom.us" });
  const { accountId, clientId, clientSecret, tokenUrl } = sandbox.connection;
  // The page names no tokenUrl, and the sandbox's tokens aren't at Zoom's.
  t.mock.method(globalThis, "fetch", (url, init) => sandbox.fetch(`${url}`.replace("https://zoom.us/oauth/token", tokenUrl), init));
  Object.assign(process.env, { ZOOM_ACCOUNT: accountId, ZOOM_ID: clientId, ZOOM_SECRET: clientSecret });
  const zoom = connect({ ...sandbox.connection, plan: "business" });
  await zoom.provision({ email: "boss@example.com" });
  const [connected] = first.split("const joiner");
  const lines = await printed(t, first);
  assert.ok(lines.some(([userName, active]) => userName === "jane@example.com" && active === true));
  const left = await zoom.get("jane@example.com");
  assert.equal(left.active, false);
  const extension = "urn:ietf:params:scim:schemas:extension:zoom:1.0:User";
  assert.equal(left.raw[extension].transferee, "boss@example.com");
  await zoom.reactivate("jane@example.com");
  await printed(t, connected + licences);
  assert.equal((await zoom.get("jane@example.com")).raw[extension].zoomOneEntPremier, "134217728");
});

test("the page on Zoom: every error that it lists has the code that it says", async () => {
  const rows = table("zoom", "What goes wrong");
  assert.ok(rows.length > 10);
  for (const [status, message, code] of rows) {
    const jane = { id: "u-1", userName: "jane@example.com", active: true, schemas: [] };
    const answer = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
    const fetch = async (url, { method } = {}) => {
      if (url.includes("/oauth/token")) return answer({ access_token: "t", expires_in: 3600 });
      if (method !== "PUT") return answer(jane);
      return answer(message.includes("scopes") ? { code: 4711, message } : { detail: message, status: Number(status) }, Number(status));
    };
    const sleep = async (ms) => {
      if (ms > 25_000) await new Promise(() => {});
    };
    const client = connect({ provider: "zoom", accountId: "a", clientId: "b", clientSecret: "c" }, { fetch, sleep });
    const error = await client.update({ id: "u-1" }, { title: "Lead" }).catch((reason) => reason);
    assert.ok(SeatwardenError.is(error), `${message}: ${error}`);
    assert.equal(error.code, code, message);
    assert.equal(error.vendor.message, message);
    assert.ok(error.hint, message);
  }
});

test("every code that the pages name is one of the package's", () => {
  const folder = new URL("pkg/", ROOT);
  const declared = readdirSync(folder, { recursive: true }).filter((file) => /\.d\.c?ts$/.test(file));
  const types = declared.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");
  const named = ["scim", "zoom"].flatMap((name) =>
    table(name, "What goes wrong").flatMap((cells) => cells[name === "scim" ? 0 : 2].split(", ")),
  );
  for (const code of named) assert.ok(types.includes(`"${code}"`), code);
});

test("the README leads to both pages, and they to nothing that isn't there", () => {
  const readme = readFileSync(new URL("README.md", ROOT), "utf8");
  for (const name of ["scim", "zoom"]) {
    assert.ok(readme.includes(`docs/${name}.md`), name);
    for (const [, target] of page(name).matchAll(/\]\((?!https:)([^)#]+)/g)) assert.ok(existsSync(new URL(`docs/${target}`, ROOT)), target);
  }
});
