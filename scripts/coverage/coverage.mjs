/**
 * Line coverage of the core by its native tests: `npm run coverage` prints a line a file, the least covered first, and the whole.
 * Needs llvm-profdata and llvm-cov that read what the pinned rustc writes: of `rustup component add llvm-tools`, of the folder
 * `LLVM_TOOLS`, of Debian's `llvm-19`, or those on PATH (LLVM 19 or later reads rustc 1.95's). `SEEDS` as for the simulation; 2,000 if it isn't said.
 * What is given goes to each test program: `npm run coverage -- --skip ten_thousand` is done sooner.
 */

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "../build/plan.mjs";
import { run, tryRun } from "../run.mjs";

const TARGET_DIR = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "coverage");
const PROFILES = join(TARGET_DIR, "profiles");
/** What is no part of the core that a native test could run. */
const NOT_CORE = /^(\.\.|tests|sandbox|schema|src\/wasm)\//;

const tool = llvm();
// Before all is built for nothing.
const release = Number(run.read(tool("llvm-cov"), ["--version"], { cwd: ROOT }).match(/LLVM version (\d+)/)?.[1]);
if (!(release >= 19))
  throw new Error(`LLVM ${release} doesn't read what rustc writes: rustup component add llvm-tools, or apt-get install llvm-19`);
rmSync(PROFILES, { recursive: true, force: true });
mkdirSync(PROFILES, { recursive: true });
/** Counts in the crates of this workspace alone: what they depend on is built as ever. */
const wrapper = join(TARGET_DIR, "counting.sh");
writeFileSync(wrapper, '#!/bin/sh\nexec "$@" -Cinstrument-coverage\n', { mode: 0o755 });
const env = {
  ...process.env,
  CARGO_TARGET_DIR: TARGET_DIR,
  CARGO_PROFILE_DEV_OPT_LEVEL: "0",
  RUSTC_WORKSPACE_WRAPPER: wrapper,
  SEEDS: process.env.SEEDS ?? "2000",
  // What isn't optimized needs a larger stack.
  RUST_MIN_STACK: String(32 * 1024 * 1024),
};
const args = ["test", "--no-run", "--locked", "-q", "--lib", "--tests", "--message-format=json"];
const messages = (await run("cargo", args, { cwd: ROOT, env })).split("\n").filter((line) => line.includes('"executable":"'));
const programs = messages.map((line) => JSON.parse(line).executable);
for (const [at, program] of programs.entries()) {
  const profile = join(PROFILES, `${at}-%p.profraw`);
  const { code, output } = await tryRun(program, process.argv.slice(2), {
    cwd: ROOT,
    env: { ...env, LLVM_PROFILE_FILE: profile },
    timeoutMs: 3_600_000,
  });
  if (code !== 0) console.log(`${program} ended with ${code}: its coverage counts all the same\n${output.slice(-2_000)}`);
}

const merged = join(TARGET_DIR, "core.profdata");
const raw = readdirSync(PROFILES).map((name) => join(PROFILES, name));
await run(tool("llvm-profdata"), ["merge", "-sparse", ...raw, "-o", merged]);
const objects = programs.slice(1).flatMap((program) => ["-object", program]);
const report = JSON.parse(await run(tool("llvm-cov"), ["export", "-summary-only", `-instr-profile=${merged}`, programs[0], ...objects]));
const files = report.data[0].files
  .map(({ filename, summary: { lines } }) => ({ name: relative(ROOT, filename), ...lines }))
  .filter(({ name }) => name.startsWith("src/") && !NOT_CORE.test(name))
  .sort((one, other) => one.percent - other.percent);
for (const { name, count, covered, percent } of files) console.log(`${percent.toFixed(1).padStart(6)} %  ${covered}/${count}  ${name}`);
const [covered, count] = ["covered", "count"].map((key) => files.reduce((sum, file) => sum + file[key], 0));
console.log(`${((100 * covered) / count).toFixed(1)} % of ${count} lines of the core`);
process.exitCode = covered / count >= 0.9 ? 0 : 1;

/** Finds a tool. */
function llvm() {
  const sysroot = run.read("rustc", ["--print", "sysroot"], { cwd: ROOT });
  const host = run.read("rustc", ["-vV"], { cwd: ROOT }).match(/^host: (.*)$/m)[1];
  const folders = [process.env.LLVM_TOOLS, join(sysroot, "lib/rustlib", host, "bin"), "/usr/lib/llvm-19/bin"];
  return (name) => {
    const found = folders.find((folder) => folder !== undefined && existsSync(join(folder, name)));
    return found === undefined ? name : join(found, name);
  };
}
