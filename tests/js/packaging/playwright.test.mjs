/** The browser script in a page that Playwright drives, as examples/playwright does it, with the packed tarball. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { installChromium } from "../../../scripts/tools/chromium.mjs";
import { launch, serve } from "../runtimes/browser.mjs";
import { link, pack, project, ROOT } from "./fresh-project.mjs";

const EXAMPLE = join(ROOT, "examples/playwright");
const files = Object.fromEntries(["joiner.mjs", "pages.mjs"].map((name) => [name, readFileSync(join(EXAMPLE, name), "utf8")]));
const user = project(pack().tarball, files);
link(user, ROOT, "playwright-core");
const { lendFetch, letPageRead, SCRIPT } = await import(pathToFileURL(join(user, "pages.mjs")).href);

const browser = await launch();
const sandbox = await serveSandbox({ users: 20 });
const site = await serve((request, response) => {
  if (request.url === "/strict") response.setHeader("content-security-policy", "script-src 'self'");
  response.setHeader("content-type", "text/html");
  response.end("<!doctype html><title>somebody's page</title>");
});
after(async () => {
  await browser.close();
  await sandbox.close();
  await site.close();
});
const { origin } = new URL(sandbox.connection.baseUrl);

/** A page of somebody's site in a context of its own, with the script in it. */
async function injected(path = "/", options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.addInitScript({ path: SCRIPT });
  await page.goto(site.origin + path);
  return { context, page };
}

const JOIN = async ([connection, outside]) => {
  const tenant = Seatwarden.connect(connection, outside ? { fetch: globalThis.fetchOutside } : {});
  try {
    const email = `${outside ? "outside" : "own"}@example.com`;
    const { outcome } = await tenant.provision({ email, givenName: "Mira", familyName: "Okafor", role: "Read Only" });
    return { outcome, users: (await tenant.list().toArray()).length };
  } catch (error) {
    return { known: Seatwarden.SeatwardenError.is(error), code: error.code, hint: error.hint };
  }
};

test("the example does what it says, on its own, and ends by itself", async () => {
  const env = { ...process.env, CHROMIUM: await installChromium(), CHROMIUM_ARGS: "--no-sandbox --disable-gpu" };
  const { stdout } = await promisify(execFile)(process.execPath, ["joiner.mjs"], { cwd: user, env, timeout: 60_000 });
  assert.equal(stdout, "the page's own fetch: created of 31\na fetch from outside: deactivated oauth_clients_survive\n");
});

test("without a way round CORS the page may not read the tenant's answers: network", async () => {
  const { page, context } = await injected();
  const said = await page.evaluate(JOIN, [sandbox.connection, false]);
  assert.deepEqual([said.known, said.code], [true, "network"]);
  await context.close();
});

test("with the page's own fetch, when Playwright adds the headers", async () => {
  const { page, context } = await injected();
  await letPageRead(context, origin);
  assert.deepEqual(await page.evaluate(JOIN, [sandbox.connection, false]), { outcome: "created", users: 21 });
  await context.close();
});

test("with a fetch handed in from outside, which goes to the tenant alone", async () => {
  const { page, context } = await injected();
  await lendFetch(page, origin);
  const said = await page.evaluate(JOIN, [sandbox.connection, true]);
  assert.equal(said.outcome, "created");
  await assert.rejects(
    page.evaluate((other) => globalThis.fetchOutside(other, { signal: new AbortController().signal }), `${site.origin}/`),
    /requests go to/,
  );
  await context.close();
});

test("an abort reaches through a fetch from outside", async () => {
  const { page, context } = await injected();
  await lendFetch(page, origin);
  sandbox.fault({ kind: "lostBefore", times: 9 });
  const reason = await page.evaluate(async (connection) => {
    const tenant = Seatwarden.connect(connection, { fetch: globalThis.fetchOutside });
    return tenant.roles({ signal: AbortSignal.timeout(100) }).catch(({ name }) => name);
  }, sandbox.connection);
  sandbox.faults({});
  assert.equal(reason, "TimeoutError");
  await context.close();
});

test("a page whose policy forbids wasm: not_supported, and bypassCSP is enough", async () => {
  const strict = await injected("/strict");
  const said = await strict.page.evaluate(async () => {
    try {
      Seatwarden.connect({ provider: "zuora", clientId: "id", clientSecret: "secret" });
      return "it loaded";
    } catch ({ code, hint }) {
      return { code, hint };
    }
  });
  assert.equal(said.code, "not_supported");
  assert.match(said.hint, /'wasm-unsafe-eval'/);
  await strict.context.close();
  const bypassed = await injected("/strict", { bypassCSP: true });
  await letPageRead(bypassed.context, origin);
  assert.ok("outcome" in (await bypassed.page.evaluate(JOIN, [sandbox.connection, false])));
  await bypassed.context.close();
});

test("the script works inside a function too, as user-script managers run it, and twice in one page", async () => {
  const { page, context } = await injected();
  const text = readFileSync(SCRIPT, "utf8");
  const names = await page.evaluate(`(function () { "use strict"; ${text}\n return Object.keys(Seatwarden).sort().join(); })()`);
  assert.match(names, /SeatwardenError.*connect.*provision.*run/);
  assert.equal(await page.evaluate(() => typeof globalThis.Seatwarden.connect), "function");
  await context.close();
});
