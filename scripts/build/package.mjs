/** What makes a folder of files an npm package: package.json from the template beside this file, and the papers. */

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { ROOT } from "./plan.mjs";

/** Copied from the root as they are. */
const PAPERS = ["README.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"];

/** The HR Worker's template, which users copy: shipped as it is. */
const TEMPLATE = join(ROOT, "js/worker/template");

/** Makes the files, as a map from name to content. The version is that of Cargo.toml. */
export function papers() {
  const template = JSON.parse(readFileSync(new URL("package.template.json", import.meta.url), "utf8"));
  const { version } = parse(readFileSync(join(ROOT, "Cargo.toml"), "utf8")).workspace.package;
  const files = new Map([["package.json", `${JSON.stringify({ ...template, version }, null, 2)}\n`]]);
  for (const paper of PAPERS) files.set(paper, readFileSync(join(ROOT, paper)));
  for (const name of readdirSync(TEMPLATE, { recursive: true }).sort()) {
    const file = join(TEMPLATE, name);
    if (statSync(file).isFile()) files.set(join("template", name), readFileSync(file));
  }
  return files;
}

/** The name of the shared version: it must be the same in all three places that state one. */
export function checkVersions() {
  const { version } = parse(readFileSync(join(ROOT, "Cargo.toml"), "utf8")).workspace.package;
  const root = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  if (root.version !== version) throw new Error(`package.json says version ${root.version}, Cargo.toml ${version}`);
}
