/** A panic in the core, in a page of a real browser. */

import { join } from "node:path";
import test, { after } from "node:test";
import { build } from "esbuild";
import { PANICS } from "./behaviour/panics.mjs";
import { launch } from "./browser.mjs";

const SCRIPT = `
import { connect, SeatwardenError } from "./index.js";
import { createSandbox } from "./sandbox.js";
import { PANICS } from "${join(import.meta.dirname, "behaviour/panics.mjs")}";
globalThis.behave = (name) => PANICS[name]({ connect, SeatwardenError, createSandbox });`;

const { outputFiles } = await build({
  stdin: { contents: SCRIPT, resolveDir: join(import.meta.dirname, "../../../target/pkg-panic-probe") },
  bundle: true,
  write: false,
  format: "iife",
});
const browser = await launch();
after(() => browser.close());
const page = await browser.newPage();
await page.addScriptTag({ content: outputFiles[0].text });

for (const name of Object.keys(PANICS)) {
  test(`Chromium: ${name}`, () => page.evaluate((which) => globalThis.behave(which), name));
}
