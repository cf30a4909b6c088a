/** The behaviours and the panics in workerd, one request each; the sandbox's wasm is handed over as a module, since workerd compiles no bytes. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { inflateRawSync } from "node:zlib";
import { BEHAVIOURS } from "./behaviour/all.mjs";
import { PANICS } from "./behaviour/panics.mjs";
import { ROOT, worker } from "./worker.mjs";

/** A Worker that runs the function of `list` that a request names. */
const script = (list, file) => `
import { connect, run, SeatwardenError } from "seatwarden";
import { createSandbox, LEAVER, useSandboxModule } from "./sandbox.js";
import sandboxModule from "./sandbox-test.wasm";
import { ${list} } from "${join(import.meta.dirname, "behaviour", file)}";
useSandboxModule(sandboxModule);
export default {
  async fetch(request) {
    const name = decodeURIComponent(new URL(request.url).pathname.slice(1));
    try {
      await ${list}[name]({ connect, run, SeatwardenError, createSandbox, LEAVER });
      return new Response("ok");
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};`;

const packed = readFileSync(join(ROOT, "pkg/sandbox.wasm.cjs"), "utf8").match(/"([\w+/=]{100,})"/)[1];
const wasm = { "sandbox-test.wasm": inflateRawSync(Buffer.from(packed, "base64")) };
const runs = await worker(script("BEHAVIOURS", "all.mjs"), {}, join(ROOT, "pkg"), wasm);
const panics = await worker(script("PANICS", "panics.mjs"), {}, join(ROOT, "target/pkg-panic-probe"), wasm);
after(() => Promise.all([runs.end(), panics.end()]));

for (const [functions, { url }] of [
  [BEHAVIOURS, runs],
  [PANICS, panics],
]) {
  for (const name of Object.keys(functions)) {
    test(`workerd: ${name}`, async () => {
      const response = await fetch(new URL(`/${encodeURIComponent(name)}`, url));
      assert.equal(await response.text(), "ok");
    });
  }
}
