/**
 * The workflow platforms that tests run steps in (Node-RED, and what Temporal's activities throw), of the versions in
 * platforms/package-lock.json. Kept between runs, apart from node_modules: nobody who builds the package needs them.
 */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { tryRun } from "../run.mjs";
import { kept } from "./cache.mjs";
import { Missing } from "./missing.mjs";

const FILES = ["package.json", "package-lock.json"];
const from = (file) => join(import.meta.dirname, "platforms", file);
const LOCK = createHash("sha256")
  .update(readFileSync(from("package-lock.json")))
  .digest("hex")
  .slice(0, 12);

/** The folder in whose node_modules they are; installs them if they aren't there. No package's install script is run. */
export async function installPlatforms() {
  const root = kept("platforms", LOCK);
  if (existsSync(root)) return root;
  mkdirSync(dirname(root), { recursive: true });
  // Made beside its place and moved there whole: a run that is cut short leaves no half.
  const made = mkdtempSync(`${root}-`);
  try {
    for (const file of FILES) copyFileSync(from(file), join(made, file));
    const { code, output } = await tryRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: made });
    if (code !== 0) throw new Missing(`Node-RED can't be installed: npm ci ended with ${code}\n${output}`);
    if (!existsSync(root)) renameSync(made, root);
    return root;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
