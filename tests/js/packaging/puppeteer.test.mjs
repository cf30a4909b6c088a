/** The browser script in a page that Puppeteer drives, with a fetch from outside, and the packed tarball. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import test from "node:test";
import { promisify } from "node:util";
import { installChromium } from "../../../scripts/tools/chromium.mjs";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { link, pack, project } from "./fresh-project.mjs";

const SCRIPT = `
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";
import { serveSandbox } from "seatwarden/sandbox/server";
const sandbox = await serveSandbox({ users: 20 });
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
await page.exposeFunction("sendOutside", async (url, { method, headers, body }) => {
  const response = await fetch(url, { method, headers, body, redirect: "manual" });
  return { status: response.status, body: await response.text() };
});
await page.addScriptTag({ path: createRequire(import.meta.url).resolve("seatwarden/seatwarden.iife.js") });
const said = await page.evaluate(async (connection) => {
  const fetch = async (url, { signal, ...init }) => {
    const { status, body } = await window.sendOutside(url, init);
    return new Response(body === "" ? null : body, { status });
  };
  const tenant = Seatwarden.connect(connection, { fetch });
  const made = await tenant.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" });
  const users = (await tenant.list().toArray()).length;
  const gone = await tenant.deactivate("mira@example.com");
  const refused = await tenant.get("nobody@example.com").catch((error) => error);
  return [made.outcome, users, gone.outcome, refused instanceof Seatwarden.SeatwardenError, refused.code];
}, sandbox.connection);
await browser.close();
await sandbox.close();
console.log(JSON.stringify(said));
`;

test("Puppeteer: an injected script provisions, lists and deactivates, and the process ends by itself", async () => {
  const user = project(pack().tarball, { "page.mjs": SCRIPT });
  link(user, await installConsumers(), "puppeteer-core");
  const env = { ...process.env, CHROMIUM: await installChromium() };
  const { stdout } = await promisify(execFile)(await nodeOf(22), ["page.mjs"], { cwd: user, env, timeout: 90_000 });
  assert.deepEqual(JSON.parse(stdout), ["created", 21, "deactivated", true, "not_found"]);
});
