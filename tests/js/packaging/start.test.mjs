/** `npm start` as after cloning: the committed package and Node, no installation, no Rust. */

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { nodeOf } from "../../../scripts/tools/node.mjs";
import { done, folder, ROOT } from "./fresh-project.mjs";

test("npm start works with the oldest Node alone: no node_modules, no cargo, nothing else on PATH", async () => {
  const clone = folder();
  for (const name of ["package.json", "package-lock.json", "pkg"]) cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  const bin = join(clone, "bin");
  mkdirSync(bin);
  symlinkSync(await nodeOf(20), join(bin, "node"));
  symlinkSync("/bin/sh", join(bin, "sh"));
  const npm = done("npm", ["root", "-g"]).trim();
  const env = { PATH: bin, HOME: clone };
  const began = performance.now();
  const said = done(join(bin, "node"), [join(npm, "npm/bin/npm-cli.js"), "start", "--silent"], { cwd: clone, env });
  assert.ok(performance.now() - began < 10_000, "it took over ten seconds, npm included");
  assert.match(said, /unchanged/);
});

test("starting installs nothing first: there is no prestart step, and no install step in the package", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  assert.equal(scripts.start, "node pkg/cli.js start");
  for (const step of ["prestart", "preinstall", "install", "postinstall", "prepare"]) assert.equal(scripts[step], undefined, step);
});
