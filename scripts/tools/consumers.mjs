/**
 * What users use the package with (Deno, Bun, bundlers, test runners, an old compiler), pinned by the lock file in consumers/ and kept between
 * runs: one folder a lock file. Apart from our own npm packages, which `npm run build` needs and these are ten times as large as.
 */

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { tryRun } from "../run.mjs";
import { Missing } from "./missing.mjs";

const LISTED = join(import.meta.dirname, "consumers");
const DONE = ".installed";

/** The folder whose node_modules has them. Installs them if it isn't there; no package's install script is run. */
export async function installConsumers() {
  const hash = createHash("sha256")
    .update(readFileSync(join(LISTED, "package-lock.json")))
    .digest("hex");
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const folder = join(cache, "seatwarden", "tools", `consumers-${hash.slice(0, 16)}`);
  if (existsSync(join(folder, DONE))) return folder;
  // Made beside it and then renamed: tests that run at once never see half of it.
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(LISTED, file), join(making, file));
  const { code, output } = await tryRun("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: making });
  if (code !== 0) {
    rmSync(making, { recursive: true, force: true });
    throw new Missing(`What users use the package with can't be installed: npm ci ended with ${code}\n${output}`);
  }
  writeFileSync(join(making, DONE), "");
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true, force: true }); // another one was first
  }
  return folder;
}
