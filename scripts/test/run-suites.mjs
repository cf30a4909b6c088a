/** Runs suites one after the other and adds up. Knows nothing of what they test. */

import { ROOT } from "../build/plan.mjs";
import { tryRun } from "../run.mjs";
import { installCargoTools } from "../tools/cargo.mjs";
import { installChromium } from "../tools/chromium.mjs";
import { installConsumers } from "../tools/consumers.mjs";
import { Missing } from "../tools/missing.mjs";
import { installRust } from "../tools/rust.mjs";
import { judged } from "./count.mjs";
import { SUITES } from "./suites.mjs";

const SUITE_MINUTES = 25;

/** Runs those that `words` pick, all if there are none. Whether all passed. */
export async function runSuites(words) {
  const picked = SUITES.filter(({ name, group }) => words.length === 0 || words.some((word) => word === group || name.includes(word)));
  if (picked.length === 0)
    throw new Missing(`No suite is called ${words.join(" or ")}. There are: ${SUITES.map(({ name }) => name).join("; ")}`);
  const start = performance.now();
  const all = await install();
  for (const suite of picked) add(all, await runSuite(suite));
  console.log(`${minutes(start)} min in all`);
  console.log(`${all.passed} passed, ${all.failed} failed`);
  return all.failed === 0;
}

/** Installs the tools: what one can't have is one failure, and the suites that don't need it still run. */
async function install() {
  const start = performance.now();
  const all = { passed: 0, failed: 0 };
  const there = async (step) => {
    try {
      await step();
      return true;
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      console.log(`MISSING  ${error.message}`);
      all.failed += 1;
      return false;
    }
  };
  if (await there(installRust)) {
    for (const tool of ["cargo-nextest", "wasm-bindgen", "wasm-pack"]) await there(() => installCargoTools([tool]));
  }
  await there(findChromium);
  await there(installConsumers);
  console.log(`${"tools".padEnd(59)} ${minutes(start)} min`);
  return all;
}

async function findChromium() {
  process.env.CHROMIUM = await installChromium();
}

async function runSuite({ name, run: [program, ...args], env, count }) {
  const start = performance.now();
  const { code, output } = await tryRun(program, args, { cwd: ROOT, env: env?.(), timeoutMs: SUITE_MINUTES * 60_000 });
  const result = judged(count(output, code), code);
  if (result.failed > 0)
    console.log(`${"─".repeat(20)} ${name}: ${[program, ...args].join(" ")}\n${output}\n${"─".repeat(20)} ${name} ended with ${code}`);
  const counts = `${String(result.passed).padStart(5)} passed ${String(result.failed).padStart(4)} failed`;
  console.log(`${result.failed > 0 ? "FAILED" : "ok    "} ${name.padEnd(30)} ${counts} ${minutes(start)} min`);
  return result;
}

function add(all, { passed, failed }) {
  all.passed += passed;
  all.failed += failed;
}

function minutes(start) {
  return ((performance.now() - start) / 60_000).toFixed(1).padStart(5);
}
