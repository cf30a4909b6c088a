/**
 * Every suite of `npm test`, in order: its name, its group, how it is run and how its tests are counted. Knows nothing of
 * the others' results.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build/plan.mjs";
import { rustEnv, stdArgs } from "../build/wasm.mjs";
import { nodeOf } from "../tools/node.mjs";
import { libtest, nextest, nodeTest, whole } from "./count.mjs";

const WASM = ["--target", "wasm32-unknown-unknown"];
const node = process.execPath;
/** Each supported line of Node; where there is none, its tests say so by failing. */
const NODES = await Promise.all([20, 22, 24].map(async (major) => [major, await nodeOf(major).catch(() => `node${major}`)]));
/** Miniflare needs Node 22. */
const NODE_22 = NODES[1][1];
const bin = (path) => join(ROOT, "node_modules", path);

/** `env` is asked for when the suite begins: the tools are installed by then. */
export const SUITES = [
  { name: "rustfmt", group: "rust", run: ["cargo", "fmt", "--all", "--check"], count: whole },
  {
    name: "clippy",
    group: "rust",
    run: ["cargo", "clippy", "--workspace", "--all-targets", "--locked", "-q", "--", "-D", "warnings"],
    count: whole,
  },
  {
    name: "clippy, wasm",
    group: "rust",
    run: ["cargo", "clippy", "--workspace", "--lib", ...WASM, "--locked", "-q", "--", "-D", "warnings"],
    count: whole,
  },
  {
    name: "rustdoc",
    group: "rust",
    run: ["cargo", "doc", "--workspace", "--no-deps", "--locked", "-q"],
    env: () => ({ ...process.env, RUSTDOCFLAGS: "-D warnings" }),
    count: whole,
  },
  {
    name: "core and sandbox, native",
    group: "rust",
    run: [
      "cargo",
      "nextest",
      "run",
      "--workspace",
      "--locked",
      "--no-fail-fast",
      "--cargo-quiet",
      "--status-level=fail",
      "--final-status-level=fail",
      "--color=never",
    ],
    count: nextest,
  },
  { name: "examples in the docs", group: "rust", run: ["cargo", "test", "--workspace", "--doc", "--locked", "-q"], count: libtest },
  {
    name: "the edge, wasm in Node",
    group: "rust",
    run: ["cargo", "test", ...WASM, "--test", "edge", "--locked", ...stdArgs("abort")],
    env: () => ({ ...rustEnv("abort"), CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "wasm-bindgen-test-runner" }),
    count: libtest,
  },
  { name: "fuzz", group: "rust", run: [node, "scripts/fuzz/fuzz.mjs"], count: nodeTest },
  {
    name: "each sabotage has its place",
    group: "rust",
    run: [node, "scripts/sabotage/sabotage.mjs", "--check"],
    count: nodeTest,
  },
  { name: "biome", group: "js", run: [node, bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"], count: whole },
  { name: "types", group: "js", run: [node, bin("typescript/bin/tsc"), "-p", "tsconfig.json"], count: whole },
  {
    name: "types of the library, without Node",
    group: "js",
    run: [node, bin("typescript/bin/tsc"), "-p", "tsconfig.lib.json"],
    count: whole,
  },
  { name: "build", group: "pkg", run: [node, "scripts/build.mjs", "--out", "target/pkg"], count: whole },
  { name: "pkg/ is what the build makes", group: "pkg", run: [node, "scripts/test/reproduced.mjs", "target/pkg", "pkg"], count: whole },
  { name: "types of pkg/ and of the edge", group: "pkg", run: [node, bin("typescript/bin/tsc"), "-p", "tsconfig.pkg.json"], count: whole },
  { name: "client", group: "js", run: nodeTests("tests/js/client"), count: nodeTest },
  { name: "command line", group: "js", run: nodeTests("tests/js/cli"), count: nodeTest },
  { name: "sandbox", group: "js", run: nodeTests("tests/js/sandbox"), count: nodeTest },
  { name: "webhooks", group: "js", run: nodeTests("tests/js/webhook"), count: nodeTest },
  { name: "platforms", group: "js", run: nodeTests("tests/js/platforms"), count: nodeTest },
  { name: "SCIM servers of others", group: "js", run: nodeTests("tests/js/servers"), count: nodeTest },
  { name: "API reference", group: "pkg", run: nodeTests("tests/js/types"), count: nodeTest },
  { name: "packaging", group: "pkg", run: nodeTests("tests/js/packaging"), count: nodeTest },
  {
    name: "build with a panic to try",
    group: "pkg",
    run: [node, "scripts/build.mjs", "--core", "panic-probe", "--out", "target/pkg-panic-probe"],
    count: whole,
  },
  ...NODES.map(([major, program]) => ({
    name: `Node ${major}: behaviour, panics`,
    group: "pkg",
    run: [...nodeTests("tests/js/runtimes", "behaviour.test.mjs", program), "tests/js/runtimes/panic.test.mjs"],
    count: nodeTest,
  })),
  { name: "workerd", group: "pkg", run: nodeTests("tests/js/runtimes", "workerd", NODE_22), count: nodeTest },
  { name: "HR worker", group: "pkg", run: nodeTests("tests/js/worker", "", NODE_22), count: nodeTest },
  { name: "Chromium", group: "pkg", run: nodeTests("tests/js/runtimes", "chromium"), count: nodeTest },
];

/** The command that runs the *.test.mjs below a folder whose path begins with `start`. */
function nodeTests(folder, start = "", program = node) {
  const files = readdirSync(join(ROOT, folder), { recursive: true })
    .filter((file) => file.endsWith(".test.mjs") && file.startsWith(start))
    .sort();
  // Node's own choice leaves one core free: on two it would be one file after the other.
  return [program, "--test", "--test-concurrency=2", "--test-reporter=spec", ...files.map((file) => join(folder, file))];
}
