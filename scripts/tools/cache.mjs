/** Where the pinned tools are kept between runs: one folder a version, so that two versions never meet. */

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { plan } from "../build/plan.mjs";

/** The name of the crate that brings a tool of wasm-pack.toml. */
const CRATES = { "wasm-bindgen": "wasm-bindgen-cli" };

/** The folder that a tool is installed into. */
export function toolRoot(tool) {
  return kept(CRATES[tool] ?? tool, plan.tools[tool]);
}

/** The folder of something that is kept between runs. */
export function kept(name, version) {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "seatwarden", "tools", `${name}-${version}`);
}

/** The folder of its programs, for PATH. */
export function toolPath(tool) {
  return join(toolRoot(tool), "bin");
}

/** Whether it is there. */
export function hasTool(tool) {
  return existsSync(join(toolPath(tool), tool));
}
