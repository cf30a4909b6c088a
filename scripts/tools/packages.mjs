/**
 * Programs that come as packages of other registries' worlds: one folder in the tools' cache for each pinned list of
 * packages, made once. Knows nothing of what is run from it.
 */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { tryRun } from "../run.mjs";
import { aptInstall } from "./apt.mjs";
import { Missing } from "./missing.mjs";

const TOOLS = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "seatwarden", "tools");

/** A virtual environment with exactly the packages of a requirements file. Gives the folder of its programs, python among them. */
export async function installPython(name, requirements) {
  const folder = await once(name, [requirements], async (to) => {
    if ((await tryRun("python3", ["-m", "venv", to])).code !== 0) {
      const said = await aptInstall("python3-venv");
      const { code, output } = await tryRun("python3", ["-m", "venv", to]);
      if (code !== 0) throw new Missing(`${name} needs Python 3.10 or later with venv: ${said ?? last(output)}`);
    }
    // Every package is in the list, with its version: nothing else is let in.
    const pip = [join(to, "bin/pip"), ["install", "--quiet", "--no-deps", "--requirement", requirements]];
    const { code, output } = await tryRun(...pip);
    if (code !== 0) throw new Missing(`${name} can't be installed: ${last(output)}`);
  });
  return join(folder, "bin");
}

/** The npm packages of a folder's package-lock.json, without their install scripts. Gives the folder that has node_modules. */
export async function installNode(name, from) {
  const files = ["package.json", "package-lock.json"].map((file) => join(from, file));
  return await once(name, files, async (to) => {
    mkdirSync(to, { recursive: true });
    for (const file of files) copyFileSync(file, join(to, basename(file)));
    const ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const { code, output } = await tryRun("npm", ci, { cwd: to });
    if (code !== 0) throw new Missing(`${name} can't be installed: ${last(output)}`);
  });
}

/**
 * Makes the folder for a list of packages, unless it is there. A virtual environment can't be moved, and two tests may
 * ask at once: so each makes its own, and the one that is named first is kept.
 */
async function once(name, lists, make) {
  const hash = createHash("sha256");
  for (const list of lists) hash.update(readFileSync(list));
  const kept = join(TOOLS, `${name}-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(kept)) return kept;
  const made = `${kept}.${process.pid}`;
  mkdirSync(dirname(made), { recursive: true });
  rmSync(made, { recursive: true, force: true });
  try {
    await make(made);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    throw error;
  }
  // rename replaces what is there in one step, a dangling link too; the loser's folder stays until its tests end.
  symlinkSync(basename(made), `${made}.link`);
  renameSync(`${made}.link`, kept);
  return kept;
}

function last(output) {
  return output.trim().split("\n").at(-1);
}
