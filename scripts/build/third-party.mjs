/** THIRD-PARTY-LICENSES.txt: the notices of the npm packages whose code is in the JavaScript of pkg/, which their licences ask for. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./plan.mjs";

const HEAD = `The JavaScript of this package contains code of these npm packages. The crates in its wasm are listed, with their licences,
in the SBOM that is published with each release.
`;

/** The file's text. `inputs`: every file that a bundle was made from. */
export function thirdParty(inputs) {
  const names = new Set();
  for (const input of inputs) {
    const name = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1];
    if (name !== undefined) names.add(name);
  }
  return [HEAD, ...[...names].sort().map(notice)].join(`\n${"-".repeat(80)}\n\n`);
}

function notice(name) {
  const folder = join(ROOT, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file: its notice can't be given`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}
