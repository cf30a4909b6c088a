/** How the core is loaded: lazily, by hand with the slim entry, and what is said where wasm is forbidden. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { promisify } from "node:util";
import vm from "node:vm";
import { createSandbox } from "../../../pkg/sandbox.js";

const PKG = new URL("../../../pkg/", import.meta.url);
const wasm = readFileSync(new URL("seatwarden.wasm", PKG));
const { connection, fetch } = createSandbox({ users: 2 });

/** Runs a module in a process of its own; what it prints as JSON. */
async function alone(code, flags = []) {
  const led = code.replaceAll("PKG/", PKG.href);
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, "--input-type=module", "-e", led]);
  return JSON.parse(stdout);
}

test("importing compiles nothing; the first connect does", async () => {
  const counted = await alone(`
    const counts = [];
    let made = 0;
    const { Module } = WebAssembly;
    WebAssembly.Module = class extends Module { constructor(...args) { super(...args); made += 1; } };
    const { connect } = await import("PKG/index.js");
    counts.push(made);
    const connection = { provider: "zuora", clientId: "id", clientSecret: "secret" };
    connect(connection); counts.push(made);
    connect(connection); counts.push(made);
    console.log(JSON.stringify(counts));
  `);
  assert.deepEqual(counted, [0, 1, 1]);
});

test("slim: before init every call says so, after it they work; a second init does nothing", async () => {
  const said = await alone(`
    const slim = await import("PKG/slim.js");
    const { createSandbox } = await import("PKG/sandbox.js");
    const { readFileSync } = await import("node:fs");
    const wasm = readFileSync(new URL("PKG/seatwarden.wasm"));
    const { connection, fetch } = createSandbox({ users: 2 });
    const said = {};
    try { slim.connect(connection, { fetch }); } catch ({ code, hint }) { said.connect = [code, hint]; }
    const early = await slim.run({ action: "roles", connection }, { fetch });
    said.run = early.error.code;
    said.wrong = [];
    for (const wrong of [undefined, "seatwarden.wasm", 5, new Uint8Array(8), new TextEncoder().encode("<html>")]) {
      said.wrong.push(await slim.init(wrong).catch(({ code }) => code));
      try { slim.initSync(wrong); } catch ({ code }) { said.wrong.push(code); }
    }
    await slim.init(Promise.resolve(new Response(wasm)));
    await slim.init(wasm);
    slim.initSync(wasm);
    said.roles = (await slim.connect(connection, { fetch }).roles()).length;
    console.log(JSON.stringify(said));
  `);
  assert.equal(said.connect[0], "invalid_input");
  assert.match(said.connect[1], /init/);
  assert.equal(said.run, "invalid_input");
  assert.deepEqual(said.wrong, Array(10).fill("invalid_input"));
  assert.equal(said.roles, 3);
});

test("slim in CommonJS: initSync with bytes or a compiled module", async () => {
  const slim = createRequire(import.meta.url)("../../../pkg/slim.cjs");
  slim.initSync(new WebAssembly.Module(wasm));
  assert.equal((await slim.connect(connection, { fetch }).roles()).length, 3);
});

test("bytes that aren't this version's wasm are refused, and the right ones still work after them", async () => {
  const outcome = await alone(`
    const { initSync, connect } = await import("PKG/slim.js");
    const { readFileSync } = await import("node:fs");
    const said = [];
    try { initSync(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); } catch (error) { said.push(error.code); }
    initSync(readFileSync(new URL("PKG/seatwarden.wasm")));
    connect({ provider: "zuora", clientId: "id", clientSecret: "secret" });
    console.log(JSON.stringify(said));
  `);
  assert.deepEqual(outcome, ["invalid_input"]);
});

test("where wasm is forbidden, not_supported names wasm-unsafe-eval", () => {
  const context = vm.createContext(
    { atob, fetch, TextDecoder, TextEncoder, URL, Response, AbortController, console },
    { codeGeneration: { strings: false, wasm: false } },
  );
  const loaded = new Map();
  const load = (name) => {
    if (loaded.has(name)) return loaded.get(name).exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const source = readFileSync(new URL(name, PKG), "utf8");
    vm.runInContext(`(function (module, exports, require) {${source}\n})`, context)(module, module.exports, load);
    return module.exports;
  };
  const { connect } = load("./index.cjs");
  let error;
  try {
    connect({ provider: "zuora", clientId: "id", clientSecret: "secret" });
  } catch (thrown) {
    error = thrown;
  }
  assert.equal(error.code, "not_supported");
  assert.match(error.hint, /wasm-unsafe-eval/);
});

test("two copies side by side, ESM and CommonJS, both work", async () => {
  const esm = await import("../../../pkg/index.js");
  const cjs = createRequire(import.meta.url)("../../../pkg/index.cjs");
  const [ours, theirs] = await Promise.all([esm.connect(connection, { fetch }).roles(), cjs.connect(connection, { fetch }).roles()]);
  assert.deepEqual(ours, theirs);
});
