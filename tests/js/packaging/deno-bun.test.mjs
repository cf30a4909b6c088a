/** The packed tarball, installed into a fresh project, in Deno and in Bun: embedded, and over HTTP. Each process ends by itself. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { pack, project, ROOT } from "./fresh-project.mjs";
import { IMPORTS, JOB, REQUIRES, SAID } from "./job.mjs";

const consumers = join(await installConsumers(), "node_modules");
const sandbox = await serveSandbox({ users: 50 });
after(() => sandbox.close());

const OVER_HTTP = `
import { connect } from "seatwarden";
const zuora = connect(${JSON.stringify(sandbox.connection)});
const { outcome } = await zuora.provision({ email: "ada@example.com", givenName: "Ada", familyName: "Byron", role: "Read Only" });
console.log(JSON.stringify([outcome === "created" || outcome === "unchanged", (await zuora.list({ email: "ada@example.com" }).toArray()).length]));`;

const BEHAVE = `
import { connect, run, SeatwardenError } from "seatwarden";
import { createSandbox, LEAVER } from "seatwarden/sandbox";
import { BEHAVIOURS } from "${pathToFileURL(join(ROOT, "tests/js/runtimes/behaviour/all.mjs"))}";
const failed = [];
for (const [name, behaviour] of Object.entries(BEHAVIOURS)) {
  await behaviour({ connect, run, SeatwardenError, createSandbox, LEAVER }).catch((error) => failed.push(name + ": " + error));
}
console.log(JSON.stringify(failed));`;

const user = project(pack().tarball, {
  "esm.mjs": `${IMPORTS}${JOB}console.log(said);`,
  "cjs.cjs": `${REQUIRES}(async () => {${JOB}console.log(said);})();`,
  "http.mjs": OVER_HTTP,
  "behaviours.mjs": BEHAVE,
});

const RUNTIMES = [
  { name: "Deno with --allow-net alone", program: "@deno/linux-x64-glibc/deno", args: ["run", "--no-prompt", "--allow-net"] },
  { name: "Bun", program: "@oven/bun-linux-x64/bin/bun", args: ["run"] },
];

for (const { name, program, args } of RUNTIMES) {
  /** Ends after a minute: a process that doesn't end by itself has failed. */
  const says = async (file) => {
    assert.ok(existsSync(join(consumers, program)), `${name} comes for linux-x64 only`);
    const { stdout, stderr } = await promisify(execFile)(join(consumers, program), [...args, file], { cwd: user, timeout: 60_000 });
    assert.equal(stderr, "");
    return stdout.trim();
  };
  test(`${name}: import provisions, lists and deactivates`, async () => assert.equal(await says("esm.mjs"), SAID));
  test(`${name}: require does too`, async () => assert.equal(await says("cjs.cjs"), SAID));
  test(`${name}: every behaviour of the runtimes' suite is there`, async () => assert.equal(await says("behaviours.mjs"), "[]"));
  test(`${name}: a served sandbox is provisioned and listed over HTTP`, async () => assert.equal(await says("http.mjs"), "[true,1]"));
}
