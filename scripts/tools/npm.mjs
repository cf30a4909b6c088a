/** The npm packages of package-lock.json, installed once for each state of that file. No package's install script is run. */

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tryRun } from "../run.mjs";
import { Missing } from "./missing.mjs";

const ROOT = join(import.meta.dirname, "../..");
const STAMP = join(ROOT, "node_modules/.seatwarden-lock");

/** Installs them if the lock file isn't the one that they were installed from. */
export async function installNpm() {
  const hash = createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash) return;
  const { code, output } = await tryRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: ROOT });
  if (code !== 0) throw new Missing(`The npm packages can't be installed: npm ci ended with ${code}\n${output}`);
  writeFileSync(STAMP, hash);
}
