/** What tools that know npm packages say of ours, and what bundlers make of it. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { done, folder, pack, project, ROOT } from "./fresh-project.mjs";

const { tarball } = pack();

test("publint finds nothing", async () => {
  const { messages, pkg } = await publint({ pkgDir: join(ROOT, "pkg"), strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("the types resolve for every entry, import and require", () => {
  const attw = join(ROOT, "node_modules/@arethetypeswrong/cli/dist/index.js");
  // Neither is for `require`, and attw has no word for that: wasm, and a script for pages.
  const others = ["./seatwarden.wasm", "./webhooks.wasm", "./seatwarden.iife.js"];
  // Workers are ES modules: there is no `require` of what imports Cloudflare's own.
  done(process.execPath, [attw, tarball, "--profile", "node16", "--no-color", "--exclude-entrypoints", ...others, "./worker"]);
  done(process.execPath, [attw, tarball, "--profile", "esm-only", "--no-color", "--entrypoints", "worker"]);
});

const USE = `
import { connect } from "seatwarden";
import { createSandbox } from "seatwarden/sandbox";
const { fetch, connection } = createSandbox({ users: 7 });
connect(connection, { fetch }).list().toArray().then((users) => console.log(users.length));
`;

for (const format of ["esm", "cjs", "iife"]) {
  test(`esbuild makes one ${format} file for browsers that lists users`, async () => {
    const user = project(tarball, { "use.js": USE });
    const out = join(folder(), format === "esm" ? "out.mjs" : "out.cjs");
    const options = { bundle: true, format, platform: "browser", outfile: out, logLevel: "silent", absWorkingDir: user };
    const { warnings } = await build({ ...options, entryPoints: ["use.js"] });
    assert.deepEqual(warnings, []);
    assert.equal(done(process.execPath, [out]).trim(), "7");
  });
}

test("a bundle that only lists leaves the sandbox and the webhooks out", async () => {
  const user = project(tarball, { "use.js": 'import { connect } from "seatwarden";\nconsole.log(connect);' });
  const { metafile } = await build({
    absWorkingDir: user,
    entryPoints: ["use.js"],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const taken = Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0);
  assert.deepEqual(taken.map((file) => file.split("/").at(-1)).sort(), [
    "client.js",
    "core-wasm.cjs",
    "core.js",
    "index.js",
    "inflate.cjs",
    "inlined.js",
    "seatwarden.wasm.cjs",
    "step.js",
    "use.js",
  ]);
});

test("every public name has a doc comment", () => {
  for (const file of readdirSync(join(ROOT, "pkg")).filter((name) => /\.d\.c?ts$/.test(name))) {
    const lines = readFileSync(join(ROOT, "pkg", file), "utf8").split("\n");
    for (const [at, line] of lines.entries()) {
      if (!/^(export )?(declare )?(function|class|interface|type|const) \w/.test(line)) continue;
      const before = lines.slice(0, at).findLast((text) => text.trim() !== "");
      if (line.includes(": typeof ___index_js.")) continue; // described there
      const overload = line.startsWith("declare function") && before?.startsWith("declare function");
      assert.ok(overload || before?.trim().endsWith("*/"), `${file}: ${line}`);
    }
  }
});
