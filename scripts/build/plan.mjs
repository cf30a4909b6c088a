/** What is to be built: wasm-pack.toml, checked. Knows nothing of how it is built. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** wasm-pack.toml as an object: `tools`, `rust`, `wasm-opt`, `budget` and the list `build`. */
export const plan = read();

/** The build called `name`, with `dir`, the folder that it is made in. */
export function build(name) {
  const found = plan.build.find((one) => one.name === name);
  if (found === undefined) throw new Error(`wasm-pack.toml lists no build "${name}"`);
  return found;
}

function read() {
  const read = parse(readFileSync(`${ROOT}/wasm-pack.toml`, "utf8"));
  for (const key of ["tools", "rust", "wasm-opt", "budget", "build"]) {
    if (read[key] === undefined) throw new Error(`wasm-pack.toml lacks [${key}]`);
  }
  for (const one of read.build) {
    for (const key of ["name", "crate", "out-name", "target", "features", "panic"]) {
      if (one[key] === undefined) throw new Error(`wasm-pack.toml: a [[build]] lacks "${key}"`);
    }
    if (one["max-gzip-kb"] === undefined && !one["test-only"]) throw new Error(`wasm-pack.toml: build "${one.name}" has no size budget`);
    one.dir = `${ROOT}/target/wasm/${one.name}`;
  }
  return read;
}
