/** A Worker's project with the packed tarball: wrangler bundles it as for a deployment, and what it would upload runs in workerd. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { pack, project } from "../packaging/fresh-project.mjs";

const COMPATIBILITY = "2026-07-01";
const WORKER = `import { connect, SeatwardenError } from "seatwarden";
export default {
  async fetch(request, env) {
    const zuora = connect(JSON.parse(env.SEATWARDEN_CONNECTION));
    const made = await zuora.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" });
    let users = 0;
    for await (const user of zuora.list()) users += user.userName === "" ? 0 : 1;
    const gone = await zuora.deactivate("mira@example.com");
    const refused = await zuora.get("nobody@example.com").catch((error) => error);
    return Response.json([made.outcome, users, gone.outcome, refused instanceof SeatwardenError, refused.code]);
  },
};`;
const WRANGLER = `name = "joiner"\nmain = "worker.js"\ncompatibility_date = "${COMPATIBILITY}"\nsend_metrics = false\n`;

const consumers = await installConsumers();
const user = project(pack().tarball, { "worker.js": WORKER, "wrangler.toml": WRANGLER });
const out = join(user, "out");
const sandbox = await serveSandbox({ users: 50 });
after(() => sandbox.close());

test("wrangler deploy --dry-run bundles it without a warning, with no more than glue and wasm", async () => {
  const tool = join(consumers, "node_modules/wrangler/bin/wrangler.js");
  const env = { ...process.env, HOME: user, CI: "true", NO_COLOR: "1", WRANGLER_SEND_METRICS: "false" };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [tool, "deploy", "--dry-run", "--outdir", out], {
    cwd: user,
    env,
    timeout: 120_000,
  });
  assert.doesNotMatch(stdout + stderr, /warning/i);
  // wrangler uploads each wasm that it meets, that of the webhooks too where none is used; their JavaScript it drops.
  const own = join(user, "node_modules/seatwarden");
  const wasm = readdirSync(out).filter((name) => name.endsWith(".wasm"));
  const met = wasm.map((name) => name.replace(/^[0-9a-f]+-/, "")).sort();
  assert.deepEqual(met, ["seatwarden.wasm", "webhooks.wasm"]);
  for (const name of wasm) assert.ok(readFileSync(join(out, name)).equals(readFileSync(join(own, name.replace(/^[0-9a-f]+-/, "")))), name);
  assert.doesNotMatch(readFileSync(join(out, "worker.js"), "utf8"), /verify_webhook/);
  // A copy of the wasm in base64 would be larger than that.
  assert.ok(statSync(join(out, "worker.js")).size < 150 * 1024);
});

test("what wrangler would upload provisions, lists and deactivates in workerd", async () => {
  const wasm = readdirSync(out).filter((name) => name.endsWith(".wasm"));
  const modules = [
    { type: "ESModule", path: join(out, "worker.js") },
    ...wasm.map((name) => ({ type: "CompiledWasm", path: join(out, name) })),
  ];
  const runs = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    compatibilityDate: COMPATIBILITY,
    modulesRoot: out,
    modules,
    bindings: { SEATWARDEN_CONNECTION: JSON.stringify(sandbox.connection) },
  });
  try {
    const response = await fetch(await runs.ready);
    const text = await response.text();
    assert.equal(response.status, 200, text);
    assert.deepEqual(JSON.parse(text), ["created", 51, "deactivated", true, "not_found"]);
  } finally {
    await runs.dispose();
  }
});
