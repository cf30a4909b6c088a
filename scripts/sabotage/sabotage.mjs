/**
 * Breaks a copy of the client in each way of tests/sabotage, and looks whether the tests notice: `npm run sabotage` prints which seed
 * caught which. One build for all: which sabotage is on is said when the tests are run. `--check` only sees to it that each place in the
 * sources is there, once.
 */

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SABOTAGES } from "../../tests/sabotage/sabotages.mjs";
import { ROOT } from "../build/plan.mjs";
import { run, tryRun } from "../run.mjs";

const COPY = join(ROOT, "target/sabotage");
/** What the copy is built from is built already. */
const TARGET_DIR = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
/** Seeds of all simulations together, when the client is whole and when it is broken. */
const [WHOLE, BROKEN] = ["1000", process.env.SEEDS ?? "20000"];
/** What isn't optimized needs a larger stack, in bytes. */
const ENV = { ...process.env, RUST_MIN_STACK: String(32 * 1024 * 1024) };

const SWITCH = `
/// Whether the sabotage of this number is on.
pub fn sabotaged(number: u32) -> bool {
    static ON: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
    let on = || std::env::var("SABOTAGE").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    *ON.get_or_init(on) == number
}
`;

const lost = SABOTAGES.filter(({ file, find }) => readFileSync(join(ROOT, file), "utf8").split(find).length !== 2);
for (const { name, file } of lost) console.log(`not once in ${file}: the place for "${name}"`);

if (process.argv.includes("--check") || lost.length > 0) {
  console.log(`ℹ pass ${SABOTAGES.length - lost.length}\nℹ fail ${lost.length}`);
  process.exitCode = lost.length > 0 ? 1 : 0;
} else {
  process.exitCode = (await sabotage()) ? 0 : 1;
}

/** Whether every sabotage was caught, and nothing else was. */
async function sabotage() {
  copy();
  const tests = await build();
  const whole = await tryRun(tests, ["simulation_", "requests_go_to"], { cwd: COPY, env: { ...ENV, SABOTAGE: "0", SEEDS: WHOLE } });
  if (whole.code !== 0) {
    console.log(`The client isn't whole before anything is broken:\n${whole.output}`);
    return false;
  }
  let caught = 0;
  console.log("| sabotage | caught by | what it saw |\n|---|---|---|");
  for (const [at, { name, test }] of SABOTAGES.entries()) {
    const env = { ...ENV, SABOTAGE: String(at + 1), SEEDS: BROKEN, RUST_BACKTRACE: "0" };
    const { code, output } = await tryRun(tests, [test], { cwd: COPY, env });
    const [, seed, why] = output.match(/SEED=(\d+) [^:]*: (.*)/) ?? [];
    const by = seed === undefined ? `\`${test}\`` : `\`${test}\`, seed ${seed}`;
    console.log(`| ${name} | ${code === 0 ? "**nothing**" : by} | ${why ?? ""} |`);
    caught += code === 0 ? 0 : 1;
  }
  console.log(`${caught} of ${SABOTAGES.length} caught`);
  return caught === SABOTAGES.length;
}

/** The sources, each place with its sabotage in it. */
function copy() {
  rmSync(COPY, { recursive: true, force: true });
  const files = run.read("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { cwd: ROOT }).split("\n");
  for (const file of files.filter((name) => !/^(pkg|tests\/js|js|docs|benches)\//.test(name))) {
    mkdirSync(dirname(join(COPY, file)), { recursive: true });
    cpSync(join(ROOT, file), join(COPY, file));
  }
  for (const [at, { file, find, broken }] of SABOTAGES.entries()) {
    edit(file, (text) => text.replace(find, () => broken.replaceAll("SABOTAGED", `crate::sabotaged(${at + 1})`)));
  }
  edit("src/lib.rs", (text) => text + SWITCH);
}

function edit(file, change) {
  const path = join(COPY, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
}

/** The program that holds the tests of the core. */
async function build() {
  const args = ["test", "--no-run", "--locked", "-q", "--test", "core", "--message-format=json"];
  // Sooner built than optimized, and a broken client doesn't run for long.
  const env = { ...process.env, CARGO_TARGET_DIR: TARGET_DIR, CARGO_PROFILE_DEV_OPT_LEVEL: "0" };
  const output = await run("cargo", args, { cwd: COPY, env });
  const made = output.split("\n").filter((line) => line.includes('"executable":"'));
  return JSON.parse(made.at(-1)).executable;
}
