/** The packed tarball in the tests of a user's project: vitest, and jest in both of its worlds. Each runner ends by itself. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { link, pack, project } from "./fresh-project.mjs";
import { IMPORTS, JOB, REQUIRES, SAID } from "./job.mjs";

const consumers = await installConsumers();
const body = `test("a joiner", async () => {${JOB}expect(said).toBe(${JSON.stringify(SAID)});});`;
const user = project(pack().tarball, {
  "vitest/joiner.test.mjs": `import { expect, test } from "vitest";\n${IMPORTS}\n${body}`,
  "joiner.jest.cjs": `${REQUIRES}\n${body}`,
  "joiner.jest.mjs": `${IMPORTS}\n${body}`,
});
link(user, consumers, "vitest");

/** What a runner prints, on either stream. It is given a minute and a half. */
async function output(node, tool, args) {
  const env = { ...process.env, CI: "true", NO_COLOR: "1", NODE_OPTIONS: "" };
  const { stdout, stderr } = await promisify(execFile)(node, [...tool, ...args], { cwd: user, env, timeout: 90_000 });
  return stdout + stderr;
}

test("vitest: a test provisions, lists and deactivates", async () => {
  const tool = join(consumers, "node_modules/vitest/vitest.mjs");
  const said = await output(await nodeOf(22), [tool], ["run", "--root", user]);
  assert.match(said, /Tests\s+1 passed \(1\)/);
});

for (const [name, flags] of Object.entries({ "joiner.jest.cjs": [], "joiner.jest.mjs": ["--experimental-vm-modules", "--no-warnings"] })) {
  test(`jest, ${name.endsWith(".cjs") ? "require" : "import"}: the same, and jest finds nothing left open`, async () => {
    const tool = join(consumers, "node_modules/jest/bin/jest.js");
    const config = JSON.stringify({ rootDir: user, testMatch: [`**/${name}`], transform: {}, moduleFileExtensions: ["js", "cjs", "mjs"] });
    const said = await output(process.execPath, [...flags, tool], ["--config", config, "--detectOpenHandles", "--no-cache"]);
    assert.match(said, /Tests:\s+1 passed, 1 total/);
    assert.doesNotMatch(said, /open handle/);
  });
}
