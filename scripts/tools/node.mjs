/** Other versions of Node than the one that runs this. They come as npm packages, for linux-x64; elsewhere PATH may have them. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { tryRun } from "../run.mjs";
import { Missing } from "./missing.mjs";

const ROOT = join(import.meta.dirname, "../..");

/** The path of a Node of that major version. */
export async function nodeOf(major) {
  const packaged = join(ROOT, `node_modules/node${major}/bin/node`);
  for (const program of [packaged, process.execPath, `node${major}`]) {
    if (program === packaged && !existsSync(packaged)) continue;
    const { code, output } = await tryRun(program, ["--version"]);
    if (code === 0 && output.startsWith(`v${major}.`)) return program;
  }
  throw new Missing(`There is no Node ${major} for ${process.platform}-${process.arch}: put one on PATH as node${major}`);
}
