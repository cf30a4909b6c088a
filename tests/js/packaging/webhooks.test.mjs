/** Webhooks from the packed tarball, installed into a fresh project: import and require, embedded and slim, in each Node, in Deno and in Bun. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { named } from "../webhook/vectors.mjs";
import { pack, project } from "./fresh-project.mjs";

/** A delivery of the vectors as JavaScript: its body is text. */
function delivery(name) {
  const { delivery } = named(`standard-webhooks: ${name}`);
  return JSON.stringify({ ...delivery, body: new TextDecoder().decode(delivery.body) });
}

/** HMAC, Ed25519 by the runtime's WebCrypto, a forgery, what it says, and the step. */
const JOB = `
const source = "standard-webhooks";
const hmac = ${delivery("a delivery as the vendor sends it")};
const ed25519 = ${delivery("v1a with the public key")};
const proofs = [await verifyWebhook(source, hmac), await verifyWebhook(source, { ...ed25519, headers: new Headers(ed25519.headers) })];
const forged = await verifyWebhook(source, { ...ed25519, body: "{}" }).catch(({ code }) => code);
const [{ type }] = parseWebhook(source, { ...hmac, body: new TextEncoder().encode(hmac.body) });
const step = await run({ action: "verifyWebhook", input: { ...ed25519, source } });
console.log(JSON.stringify([proofs.map(({ strength }) => strength), forged, type, step.ok]));`;
const SAID = JSON.stringify([["signature", "signature"], "webhook_invalid", "joiner", true]);
const NAMES = "parseWebhook, run, verifyWebhook";

const user = project(pack().tarball, {
  "esm.mjs": `import { ${NAMES} } from "seatwarden";${JOB}`,
  "cjs.cjs": `const { ${NAMES} } = require("seatwarden");(async () => {${JOB}})();`,
  "slim.mjs": `import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { initWebhooksSync, ${NAMES} } from "seatwarden/slim";
initWebhooksSync(readFileSync(fileURLToPath(import.meta.resolve("seatwarden/webhooks.wasm"))));${JOB}`,
  "slim.cjs": `const { readFileSync } = require("node:fs");
const { initWebhooks, ${NAMES} } = require("seatwarden/slim");
(async () => { await initWebhooks(readFileSync(require.resolve("seatwarden/webhooks.wasm")));${JOB}})();`,
});

async function says(program, ...args) {
  const { stdout } = await promisify(execFile)(program, args, { cwd: user, timeout: 60_000 });
  return stdout.trim();
}

for (const version of [20, 22, 24]) {
  test(`Node ${version}: import, require, and slim with the wasm that the user loads`, async () => {
    const node = await nodeOf(version);
    for (const file of ["esm.mjs", "cjs.cjs", "slim.mjs", "slim.cjs"]) assert.equal(await says(node, file), SAID, file);
  });
}

test("Deno and Bun", async () => {
  const consumers = join(await installConsumers(), "node_modules");
  assert.equal(await says(join(consumers, "@deno/linux-x64-glibc/deno"), "run", "--no-prompt", "esm.mjs"), SAID);
  assert.equal(await says(join(consumers, "@oven/bun-linux-x64/bin/bun"), "run", "esm.mjs"), SAID);
});
