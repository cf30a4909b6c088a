/**
 * A joiner and a leaver from inside a page, both ways:
 *
 *   npm install seatwarden playwright-core
 *   SEATWARDEN_CONNECTION='{"provider":"zuora","clientId":"…","clientSecret":"…"}' CHROMIUM=/usr/bin/chromium node joiner.mjs
 *
 * Without SEATWARDEN_CONNECTION it works on a tenant in memory. Use a page of your own for this (here: an empty one): whatever script runs
 * in the same page can read the credentials.
 */

import { chromium } from "playwright-core";
import { serveSandbox } from "seatwarden/sandbox/server";
import { lendFetch, letPageRead, SCRIPT } from "./pages.mjs";

const given = process.env.SEATWARDEN_CONNECTION;
const sandbox = given ? undefined : await serveSandbox({ users: 30 });
const connection = given ? JSON.parse(given) : sandbox.connection;
const origin = new URL(connection.baseUrl ?? "https://rest.zuora.com").origin;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: process.env.CHROMIUM_ARGS?.split(" ") ?? [] });
try {
  // 1. The page's own fetch.
  const context = await browser.newContext();
  await letPageRead(context, origin);
  const own = await context.newPage();
  await own.addScriptTag({ path: SCRIPT });
  const joined = await own.evaluate(async (to) => {
    const tenant = Seatwarden.connect(to);
    const { outcome } = await tenant.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" });
    return { outcome, users: (await tenant.list().toArray()).length };
  }, connection);
  console.log("the page's own fetch:", joined.outcome, "of", joined.users);

  // 2. A fetch from outside. A script that is there before the page's own: addInitScript.
  const page = await browser.newPage();
  await page.addInitScript({ path: SCRIPT });
  await page.goto("about:blank");
  await lendFetch(page, origin);
  const left = await page.evaluate(async (to) => {
    const tenant = Seatwarden.connect(to, { fetch: fetchOutside });
    const { outcome, warnings } = await tenant.deactivate("mira@example.com");
    return { outcome, warnings: warnings.map(({ code }) => code) };
  }, connection);
  console.log("a fetch from outside:", left.outcome, left.warnings.join());
} finally {
  await browser.close();
  await sandbox?.close();
}
