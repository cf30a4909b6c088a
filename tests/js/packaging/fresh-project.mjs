/** Projects of users: an empty folder into which the packed tarball is installed, as npm does it, from nothing but that file. */

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";

export const ROOT = join(import.meta.dirname, "../../..");

/** A folder that is gone after the tests of this file. */
export function folder() {
  const made = mkdtempSync(join(tmpdir(), "seatwarden-test-"));
  after(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Packs a package folder; gives the tarball's path and what npm says of it. */
export function pack(pkg = join(ROOT, "pkg")) {
  const into = folder();
  const [said] = JSON.parse(done("npm", ["pack", pkg, "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", into]));
  return { tarball: join(into, said.filename), ...said };
}

/** A project with the package installed, offline: it has no dependencies to fetch. `files`: name → content. */
export function project(tarball, files) {
  const made = folder();
  writeFileSync(join(made, "package.json"), JSON.stringify({ name: "user", version: "1.0.0", private: true }));
  done("npm", ["install", tarball, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: made });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true });
    writeFileSync(join(made, name), content);
  }
  return made;
}

/** Puts a tool's package beside ours, for projects that import from it. `consumers`: the folder of scripts/tools/consumers.mjs. */
export function link(project, consumers, name) {
  mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true });
  symlinkSync(join(consumers, "node_modules", name), join(project, "node_modules", name));
}

/** What a program printed on standard output; fails, with all of it, if the program does. */
export function done(program, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? `ended with ${status}`}\n${stdout}${stderr}`);
  return stdout;
}
