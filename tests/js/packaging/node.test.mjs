/** The packed tarball, installed into a fresh project, on each supported line of Node, with `import` and with `require`. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { done, pack, project } from "./fresh-project.mjs";
import { IMPORTS, JOB, REQUIRES, SAID } from "./job.mjs";

const FILES = {
  "esm.mjs": `${IMPORTS}${JOB}console.log(said);`,
  "cjs.cjs": `${REQUIRES}(async () => {${JOB}console.log(said);})();`,
  "slim.mjs": `import { readFileSync } from "node:fs";
import { connect, initSync, SeatwardenError } from "seatwarden/slim";
import { createSandbox } from "seatwarden/sandbox";
import { fileURLToPath } from "node:url";
initSync(readFileSync(fileURLToPath(import.meta.resolve("seatwarden/seatwarden.wasm"))));
${JOB}console.log(said);`,
  "slim.cjs": `const { readFileSync } = require("node:fs");
const { connect, init, SeatwardenError } = require("seatwarden/slim");
const { createSandbox } = require("seatwarden/sandbox");
(async () => { await init(readFileSync(require.resolve("seatwarden/seatwarden.wasm")));${JOB}console.log(said);})();`,
  "both.mjs": `import { createRequire } from "node:module";
import { connect, SeatwardenError } from "seatwarden";
const required = createRequire(import.meta.url)("seatwarden");
const thrown = (door) => { try { door.connect({}); } catch (error) { return error; } };
console.log(SeatwardenError.is(thrown(required)), required.SeatwardenError.is(thrown({ connect })), required.SeatwardenError !== SeatwardenError);`,
  "server.mjs": `import { token } from "seatwarden";
import { serveSandbox } from "seatwarden/sandbox/server";
const server = await serveSandbox({ users: 3 });
const { tokenType } = await token(server.connection);
await server.close();
console.log(tokenType.toLowerCase());`,
};

const { tarball } = pack();
const user = project(tarball, FILES);
const { version } = JSON.parse(readFileSync(join(user, "node_modules/seatwarden/package.json"), "utf8"));

// All of them first: tests that begin after an await come when the hooks that end this file have run.
const nodes = await Promise.all([20, 22, 24].map(async (major) => ({ major, node: await nodeOf(major) })));

for (const { major, node } of nodes) {
  const says = (args) => done(node, args, { cwd: user }).trim();

  for (const file of ["esm.mjs", "cjs.cjs", "slim.mjs", "slim.cjs"]) {
    test(`Node ${major}: ${file} provisions, lists and deactivates`, () => assert.equal(says([file]), SAID));
  }
  test(`Node ${major}: an error of the one copy is known to the other`, () => assert.equal(says(["both.mjs"]), "true true true"));
  test(`Node ${major}: a token comes over HTTP from a served sandbox`, () => assert.equal(says(["server.mjs"]), "bearer"));
  test(`Node ${major}: the command runs as installed`, () => assert.equal(says(["node_modules/.bin/seatwarden", "--version"]), version));
  test(`Node ${major}: loading it warns of nothing`, () => {
    const { status, stderr } = spawnSync(node, ["-e", "require('seatwarden'); import('seatwarden');"], { cwd: user, encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  });
}
