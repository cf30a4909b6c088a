/** The behaviours in a page of a real browser, with the browser script: what a page has that is no bundler's. */

import { join } from "node:path";
import test, { after } from "node:test";
import { build } from "esbuild";
import { BEHAVIOURS } from "./behaviour/all.mjs";
import { launch, serve } from "./browser.mjs";

const ROOT = join(import.meta.dirname, "../../..");
const SCRIPT = `
import { createSandbox, LEAVER } from "./sandbox.js";
import { BEHAVIOURS } from "${join(import.meta.dirname, "behaviour/all.mjs")}";
const { connect, run, SeatwardenError } = globalThis.Seatwarden;
globalThis.behave = (name) => BEHAVIOURS[name]({ connect, run, SeatwardenError, createSandbox, LEAVER });`;

const { outputFiles } = await build({
  stdin: { contents: SCRIPT, resolveDir: join(ROOT, "pkg") },
  bundle: true,
  write: false,
  format: "iife",
});
const server = await serve((_, response) => {
  response.setHeader("content-type", "text/html");
  response.end("<!doctype html><title>page</title>");
});
const browser = await launch();
after(async () => {
  await browser.close();
  await server.close();
});

const page = await browser.newPage();
await page.goto(server.origin);
await page.addScriptTag({ path: join(ROOT, "pkg/seatwarden.iife.js") });
await page.addScriptTag({ content: outputFiles[0].text });

for (const name of Object.keys(BEHAVIOURS)) {
  test(`Chromium: ${name}`, () => page.evaluate((which) => globalThis.behave(which), name));
}
