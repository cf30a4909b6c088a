/** What is in the package, and what must not be. */

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { inflateRawSync } from "node:zlib";
import { plan } from "../../../scripts/build/plan.mjs";
import { pack, ROOT } from "./fresh-project.mjs";

const PKG = join(ROOT, "pkg");
const manifest = JSON.parse(readFileSync(join(PKG, "package.json"), "utf8"));
const FILES = readdirSync(PKG, { recursive: true }).filter((name) => statSync(join(PKG, name)).isFile());
const unpacked = (file) =>
  inflateRawSync(Buffer.from(readFileSync(join(PKG, file), "utf8").match(/"([A-Za-z0-9+/=]{100,})"/)[1], "base64"));

test("the tarball holds every file of pkg/ but the action, and is within its budget", () => {
  const { files, size } = pack();
  // action.js is for action.yml, which runs from a checkout.
  assert.deepEqual(files.map(({ path }) => path).sort(), FILES.filter((name) => name !== "action.js").sort());
  assert.ok(size <= plan.budget["tarball-kb"] * 1024, `${size} bytes`);
});

test("the package needs no other package, and runs nothing when it is installed", () => {
  for (const key of ["dependencies", "optionalDependencies", "peerDependencies", "scripts"]) assert.equal(manifest[key], undefined, key);
});

test("every file that package.json names is there", () => {
  const named = [];
  const collect = (value) => (typeof value === "string" ? named.push(value) : Object.values(value).forEach(collect));
  collect(manifest.exports);
  named.push(...Object.values(manifest.bin), ...manifest.sideEffects, manifest.main, manifest.module, manifest.types);
  for (const file of named) assert.ok(existsSync(join(PKG, file.replace(/\/\*$/, ""))), file);
});

test("the version is that of the Rust crates", () => {
  assert.match(readFileSync(join(ROOT, "Cargo.toml"), "utf8"), new RegExp(`^version = "${manifest.version.replaceAll(".", "\\.")}"$`, "m"));
});

test("every path that a file imports is in the package", () => {
  for (const file of readdirSync(PKG).filter((name) => /\.(js|cjs|ts|cts)$/.test(name))) {
    const text = readFileSync(join(PKG, file), "utf8");
    for (const [, path] of text.matchAll(/^(?!\s*(?:\*|\/\/)).*(?:\bfrom |\brequire\(|^import )["'](\.[^"']+)["']/gm)) {
      const declared = path.replace(/\.js$/, ".d.ts").replace(/\.cjs$/, ".d.cts");
      assert.ok(existsSync(join(PKG, /\.d\.c?ts$/.test(file) ? declared : path)), `${file} imports ${path}`);
    }
  }
});

test("each wasm of the library is there as a file and packed for import and require, the core's in the browser script too: the same each time", () => {
  for (const [packed, file] of [
    ["seatwarden.wasm.cjs", "seatwarden.wasm"],
    ["seatwarden.iife.js", "seatwarden.wasm"],
    ["webhooks.wasm.cjs", "webhooks.wasm"],
  ])
    assert.ok(unpacked(packed).equals(readFileSync(join(PKG, file))), packed);
});

test("the wasm compiles on the oldest Node that is supported", () => {
  for (const file of ["seatwarden", "webhooks", "sandbox"]) assert.ok(WebAssembly.validate(unpacked(`${file}.wasm.cjs`)), file);
});

test("the command can be executed", () => {
  assert.equal(statSync(join(PKG, "cli.js")).mode & 0o111, 0o111);
  assert.match(readFileSync(join(PKG, "cli.js"), "utf8"), /^#!\/usr\/bin\/env node\n/);
});

test("no file names a folder of the machine it was made on", () => {
  const folders = [ROOT, homedir(), "/root/", "/home/", "/tmp/", ".cargo/registry", ".rustup"];
  for (const file of FILES) {
    const text = readFileSync(join(PKG, file), "latin1");
    for (const path of folders) assert.ok(!text.includes(path), `${file} names ${path}`);
  }
  for (const path of folders)
    assert.ok(!unpacked("sandbox.wasm.cjs").toString("latin1").includes(path), `the sandbox's wasm names ${path}`);
});

test("the panic that the tests ask for is not in the package", () => {
  assert.ok(!readFileSync(join(PKG, "seatwarden.wasm"), "latin1").includes("__panic"));
});

test("no file of the library evaluates text, reads files or waits at the top level", () => {
  for (const file of readdirSync(PKG).filter((name) => /\.c?js$/.test(name) && !/^(cli|action|sandbox-server)\./.test(name))) {
    const text = readFileSync(join(PKG, file), "utf8");
    assert.doesNotMatch(
      text,
      /\beval\(|new Function\(|^await |["'](node:|fs["'/])|\bprocess\.(?!getBuiltinModule)|getBuiltinModule\((?!"zlib"\))|__dirname/m,
      file,
    );
  }
});
