/** The programs that come as crates, of the versions in wasm-pack.toml, kept between runs. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { plan, ROOT } from "../build/plan.mjs";
import { tryRun } from "../run.mjs";
import { hasTool, toolPath, toolRoot } from "./cache.mjs";
import { Missing } from "./missing.mjs";

/**
 * How cargo installs each. wasm-bindgen-cli's own lock file is not kept up, so it is built through a crate of ours
 * whose lock file pins all that goes into it: its version alone would not make the same bytes next year.
 */
const FROM = {
  "wasm-bindgen": ["--path", join(ROOT, "scripts/tools/wasm-bindgen")],
  "wasm-pack": ["wasm-pack", "--version", plan.tools["wasm-pack"]],
  "cargo-cyclonedx": ["cargo-cyclonedx", "--version", plan.tools["cargo-cyclonedx"]],
  // Without its own updater, which is a third of what it is built from.
  "cargo-nextest": ["cargo-nextest", "--version", plan.tools["cargo-nextest"], "--no-default-features", "--features", "default-no-update"],
};

/** Installs those of `tools` that aren't there, and puts them on PATH. */
export async function installCargoTools(tools) {
  for (const tool of tools) {
    if (!hasTool(tool) && !(await onPath(tool))) await install(tool);
    if (hasTool(tool)) process.env.PATH = [toolPath(tool), process.env.PATH].join(delimiter);
  }
}

/** nextest's version decides nothing about the product: one on PATH that is new enough will do. */
async function onPath(tool) {
  if (tool !== "cargo-nextest") return false;
  const { code, output } = await tryRun("cargo-nextest", ["nextest", "--version"]);
  const found = /cargo-nextest (\d+)\.(\d+)\.(\d+)/.exec(output)?.slice(1).map(Number);
  if (code !== 0 || found === undefined) return false;
  const wanted = plan.tools[tool].split(".").map(Number);
  const differs = found.findIndex((part, at) => part !== wanted[at]);
  return differs === -1 || found[differs] > wanted[differs];
}

async function install(tool) {
  const target = mkdtempSync(join(tmpdir(), "seatwarden-tool-"));
  console.log(`installing ${tool} ${plan.tools[tool]}, some minutes, once`);
  const { code, output } = await tryRun("cargo", ["install", "--locked", "--root", toolRoot(tool), ...FROM[tool]], {
    env: { ...process.env, CARGO_TARGET_DIR: target, RUSTFLAGS: "", CARGO_ENCODED_RUSTFLAGS: "" },
    cwd: ROOT,
  });
  rmSync(target, { recursive: true, force: true });
  if (code !== 0) {
    const error = output.split("\n").find((line) => line.startsWith("error")) ?? output.trim().split("\n").at(-1);
    throw new Missing(`${tool} ${plan.tools[tool]} can't be installed: ${error}`);
  }
}
