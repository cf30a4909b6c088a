/** The packed tarball where things are not as usual: no fetch, frozen globals, nothing of Node's to unpack with, two versions at once. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { pack, project } from "./fresh-project.mjs";
import { IMPORTS, JOB, REQUIRES, SAID } from "./job.mjs";

const DYNAMIC = `const { connect, SeatwardenError } = await import("seatwarden");
const { createSandbox } = await import("seatwarden/sandbox");`;
const CONNECTION = '{ provider: "zuora", clientId: "id", clientSecret: "secret" }';

/** Node makes some of its own globals when they are first asked for, and can't any more when the global is frozen. */
const FREEZE = `for (const name of Object.getOwnPropertyNames(globalThis)) globalThis[name];
Object.freeze(globalThis);`;
/** Both wasms are unpacked without these; then Node gets its Buffer back, which its own Response needs. */
const without = (set) => `const { Buffer } = globalThis;
delete globalThis.Buffer;
${set}
${DYNAMIC}
connect(createSandbox({ users: 1 }).connection);
globalThis.Buffer = Buffer;
${JOB}`;

const user = project(pack().tarball, {
  "no-fetch.mjs": `delete globalThis.fetch;
${DYNAMIC}
const error = await connect(${CONNECTION}).token().catch((thrown) => thrown);
console.error(JSON.stringify([SeatwardenError.is(error), error.code, String(error.cause?.message)]));
${JOB}console.log(said);`,
  "frozen.mjs": `${FREEZE}
${DYNAMIC}${JOB}console.log(said);`,
  "frozen.cjs": `${FREEZE}
${REQUIRES}(async () => {${JOB}console.log(said);})();`,
  "intrinsics.mjs": `${IMPORTS}${JOB}console.log(said);`,
  "bare.mjs": `${without("delete process.getBuiltinModule;")}console.log(process.getBuiltinModule === undefined && said);`,
  "from-base64.mjs": `let asked = 0;
${without("Uint8Array.fromBase64 = (text) => { asked += 1; return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)); };")}console.log(asked === 2 && said);`,
  "thread.mjs": `import { isMainThread, Worker } from "node:worker_threads";
${IMPORTS}
if (isMainThread) new Worker(new URL(import.meta.url));
else {${JOB}console.log(said);}`,
  "no-wasm.mjs": `delete globalThis.WebAssembly;
${DYNAMIC}
try { connect(${CONNECTION}); } catch (error) { console.log(JSON.stringify([SeatwardenError.is(error), error.code, error.message])); }`,
});

/** Ends after a minute: a process that doesn't end by itself has failed. */
function node(...args) {
  return promisify(execFile)(process.execPath, args, { cwd: user, timeout: 60_000 });
}
const says = async (...args) => (await node(...args)).stdout.trim();

test("no global fetch: the error names options.fetch, and with one it works", async () => {
  const { stdout, stderr } = await node("no-fetch.mjs");
  const [known, code, cause] = JSON.parse(stderr);
  assert.deepEqual([known, code], [true, "network"]);
  assert.match(cause, /options\.fetch/);
  assert.equal(stdout.trim(), SAID);
});

test("a frozen global: import and require work, nothing is put there", async () => {
  assert.equal(await says("frozen.mjs"), SAID);
  assert.equal(await says("frozen.cjs"), SAID);
});

test("frozen intrinsics: it works, nothing of the language is patched", async () => {
  assert.equal(await says("--frozen-intrinsics", "--no-warnings", "intrinsics.mjs"), SAID);
});

test("without Buffer and Node's zlib, as in a browser, the wasm is unpacked all the same", async () => {
  assert.equal(await says("bare.mjs"), SAID);
});

test("where Uint8Array.fromBase64 is there, it is what unpacks", async () => assert.equal(await says("from-base64.mjs"), SAID));

test("in a worker thread it works, and the process ends by itself", async () => assert.equal(await says("thread.mjs"), SAID));

test("no WebAssembly at all: importing works, and connect says that there is none", async () => {
  const said = JSON.stringify([true, "not_supported", "This runtime has no WebAssembly"]);
  assert.equal(await says("no-wasm.mjs"), said);
});

test("two versions side by side: both work, and each knows the other's errors", async () => {
  const inner = join(user, "node_modules/other/node_modules/seatwarden");
  cpSync(join(user, "node_modules/seatwarden"), inner, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(inner, "package.json"), "utf8"));
  writeFileSync(join(inner, "package.json"), JSON.stringify({ ...manifest, version: "0.0.1" }));
  writeFileSync(join(user, "node_modules/other/package.json"), '{"name":"other","version":"1.0.0","type":"module","exports":"./index.js"}');
  writeFileSync(join(user, "node_modules/other/index.js"), 'export * from "seatwarden";');
  writeFileSync(
    join(user, "versions.mjs"),
    `import * as ours from "seatwarden";
import { createSandbox } from "seatwarden/sandbox";
import * as theirs from "other";
const { connection, fetch } = createSandbox({ users: 9 });
const said = [ours.connect !== theirs.connect, ours.SeatwardenError !== theirs.SeatwardenError];
for (const [one, other] of [[ours, theirs], [theirs, ours]]) {
  const client = one.connect(connection, { fetch });
  said.push((await client.list().toArray()).length);
  const error = await client.get("nobody@example.com").catch((thrown) => thrown);
  said.push(other.SeatwardenError.is(error), error instanceof other.SeatwardenError, error.code);
}
console.log(JSON.stringify(said));`,
  );
  const each = [9, true, false, "not_found"];
  assert.deepEqual(JSON.parse(await says("versions.mjs")), [true, true, ...each, ...each]);
});
