/**
 * Runs the fuzz targets: `node scripts/fuzz/fuzz.mjs [TARGET [SECONDS]]`: a target for as long as is said, from another chance each time;
 * without a time the same inputs each time, 300,000 for most, so that a test fails for what was changed and not by chance. Does what
 * `cargo fuzz run` does, with the pinned compiler and without cargo-fuzz, which wants a nightly. What is found is kept in fuzz/artifacts.
 */

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build/plan.mjs";
import { run, tryRun } from "../run.mjs";
import { TARGETS, writeSeeds } from "./seeds.mjs";

/** So many inputs where no time is said: a whole call takes longer than a parser. */
const RUNS = { answers: 20_000, inputs: 60_000, places: 100_000, plans: 60_000 };
/** Longer inputs than any vendor's delivery only take time. */
const MAX_LENGTH = 16 * 1024;

/** Coverage for libFuzzer, as cargo-fuzz asks for it. No sanitizer: there is no unsafe code here. */
const FLAGS = [
  "--cfg=fuzzing",
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
  "-Ccodegen-units=1",
];

const HOST = run.read("rustc", ["-vV"], { cwd: ROOT }).match(/^host: (.*)$/m)[1];
const TARGET_DIR = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "fuzz");

const [given, seconds] = process.argv.slice(2);
if (given !== undefined && !(given in TARGETS)) throw new Error(`There is no target ${given}: ${Object.keys(TARGETS).join(", ")}`);

await run("cargo", ["build", "--release", "--locked", "-q", "--target", HOST], {
  cwd: join(ROOT, "fuzz"),
  env: { ...process.env, CARGO_TARGET_DIR: TARGET_DIR, CARGO_ENCODED_RUSTFLAGS: FLAGS.join("\x1f"), RUSTC_BOOTSTRAP: "1" },
});

const picked = given === undefined ? Object.keys(TARGETS) : [given];
let failed = 0;
for (const target of picked) failed += (await fuzz(target)) ? 0 : 1;
console.log(`ℹ pass ${picked.length - failed}\nℹ fail ${failed}`);
process.exitCode = failed > 0 ? 1 : 0;

/** Whether nothing was found. */
async function fuzz(target) {
  const [corpus, seeds, artifacts] = [
    join(TARGET_DIR, "corpus", target),
    join(TARGET_DIR, "seeds", target),
    join(ROOT, "fuzz/artifacts", target),
  ];
  // What earlier runs found interesting would make other inputs of the same chance.
  if (seconds === undefined) rmSync(corpus, { recursive: true, force: true });
  for (const folder of [corpus, artifacts]) mkdirSync(folder, { recursive: true });
  const count = writeSeeds(target, seeds);
  const options = [
    ...(seconds === undefined ? [`-runs=${RUNS[target] ?? 300_000}`, "-seed=1"] : [`-max_total_time=${seconds}`]),
    `-max_len=${MAX_LENGTH}`,
    `-artifact_prefix=${artifacts}/`,
    "-rss_limit_mb=1024",
    "-timeout=5",
    "-verbosity=0",
    "-print_final_stats=1",
  ];
  const program = join(TARGET_DIR, HOST, "release", target);
  const { code, output } = await tryRun(program, [corpus, seeds, ...options], { timeoutMs: (Number(seconds ?? 0) + 300) * 1000 });
  const tried = output.match(/number_of_executed_units:\s*(\d+)/)?.[1] ?? "?";
  console.log(`${target}: ${tried} inputs, from ${count} seeds${code === 0 ? "" : `\n${output}`}`);
  return code === 0;
}
