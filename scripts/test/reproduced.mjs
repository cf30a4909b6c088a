/**
 * Compares two folders byte for byte: the package just built and the committed one. On linux-x64, where the build is reproducible,
 * a difference fails; elsewhere another compiler's host may differ, and it is a warning.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const [made, committed] = process.argv.slice(2);
const names = new Set([...filesIn(made), ...filesIn(committed)]);
const differ = [...names].sort().filter((name) => !read(made, name)?.equals(read(committed, name) ?? Buffer.alloc(0)));

if (differ.length > 0) {
  const binding = process.platform === "linux" && process.arch === "x64";
  console.log(`${binding ? "error" : "warning"}: ${committed}/ is not what the sources make: ${differ.join(", ")}`);
  console.log("Run `npm run build` and commit pkg/.");
  process.exitCode = binding ? 1 : 0;
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function read(folder, name) {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined;
  }
}
