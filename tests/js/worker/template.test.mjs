/** The template, as a user has it: copied out of the packed tarball, its rules tested, bundled by wrangler, and run by `npm run dev`. */

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { link, pack, project } from "../packaging/fresh-project.mjs";
import { until } from "./stage.mjs";

const run = promisify(execFile);
const consumers = await installConsumers();
const user = project(pack().tarball, {});
cpSync(join(user, "node_modules/seatwarden/template"), user, { recursive: true });
link(user, consumers, "wrangler");
const env = { ...process.env, HOME: user, CI: "true", NO_COLOR: "1", WRANGLER_SEND_METRICS: "false" };
const wrangler = join(consumers, "node_modules/wrangler/bin/wrangler.js");

test("every file of the template is in the package, and its README has ten steps", () => {
  for (const file of [
    "wrangler.jsonc",
    ".dev.vars.example",
    "package.json",
    "src/index.js",
    "src/rules.js",
    "test/rules.test.js",
    "scripts/dev.js",
    "scripts/deliver.js",
  ])
    assert.ok(readFileSync(join(user, file), "utf8").length > 0, file);
  const steps = readFileSync(join(user, "README.md"), "utf8").match(/^\d+\. /gm);
  assert.deepEqual(
    steps,
    Array.from({ length: 10 }, (_, at) => `${at + 1}. `),
  );
});

test("its rules' tests pass, in plain Node", async () => {
  await run(process.execPath, ["--test"], { cwd: user, env: { ...env, NODE_TEST_CONTEXT: undefined } });
});

test("wrangler bundles it for a deployment without a warning, with both wasm and nothing twice", async () => {
  const out = join(user, "out");
  const { stdout, stderr } = await run(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", out], {
    cwd: user,
    env,
    timeout: 120_000,
  });
  assert.doesNotMatch(stdout + stderr, /warning/i);
  for (const binding of ["HR_PERSON", "HR_TENANT", "HR_DESK", "HR_WORKFLOW", "HR_FAILED", "HR_DEAD", "HR_DB"])
    assert.match(stdout, new RegExp(`env\\.${binding}\\b`));
  const wasm = readdirSync(out).filter((name) => name.endsWith(".wasm"));
  assert.deepEqual(wasm.map((name) => name.replace(/^[0-9a-f]+-/, "")).sort(), ["seatwarden.wasm", "webhooks.wasm"]);
});

test("npm run dev serves it beside a tenant in memory, and npm run deliver is taken, each kind, and done", async (t) => {
  const [port, tenantPort] = [await freePort(), await freePort()];
  const example = readFileSync(join(user, ".dev.vars.example"), "utf8");
  writeFileSync(join(user, ".dev.vars"), example.replace(":8788", `:${tenantPort}`));
  const dev = spawn(process.execPath, ["scripts/dev.js"], {
    cwd: user,
    env: { ...env, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(async () => {
    const ended = new Promise((resolve) => dev.once("exit", resolve));
    dev.kill("SIGTERM");
    await ended;
  });
  let said = "";
  for (const stream of [dev.stdout, dev.stderr])
    stream.on("data", (text) => {
      said += text;
    });
  await until(() => /Ready on/.test(said), "wrangler dev", 60_000).catch((error) => assert.fail(`${error.message}\n${said}`));

  const delivered = await run(process.execPath, ["scripts/deliver.js"], {
    cwd: user,
    env: { ...env, HR_URL: `http://127.0.0.1:${port}/hooks/hr` },
  });
  assert.deepEqual(
    delivered.stdout.trim().split("\n"),
    ["joiner", "mover", "leaver", "rehire", "later", "cancelled"].map((kind) => `${kind}: 202`),
  );
  const writes = () => said.match(/Zuora: (POST|PUT) \/v1\/users\S* 200/g)?.map((line) => line.split(" ")[1]) ?? [];
  await until(() => writes().length >= 4, "the writes", 30_000).catch((error) => assert.fail(`${error.message}\n${said}`));
  // Made, renamed, switched off, switched on again; the last two deliveries cancel each other.
  assert.deepEqual(writes(), ["POST", "PUT", "PUT", "PUT"]);
  const desk = await fetch(`http://127.0.0.1:${port}/desk`, { headers: { authorization: "Bearer desk" } });
  assert.deepEqual((await desk.json()).deadLetters, []);
});

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
