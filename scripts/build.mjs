/**
 * `npm run build`: makes pkg/, the npm package, from the sources. The same bytes wherever it runs on linux-x64.
 * `--out DIR` makes it elsewhere.
 */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "./build/bundle.mjs";
import { checkVersions, papers } from "./build/package.mjs";
import { plan, ROOT } from "./build/plan.mjs";
import { sizeLine, sizes } from "./build/sizes.mjs";
import { declarations } from "./build/types.mjs";
import { buildWasm } from "./build/wasm.mjs";
import { installCargoTools } from "./tools/cargo.mjs";
import { installNpm } from "./tools/npm.mjs";
import { installRust } from "./tools/rust.mjs";

const { values } = parseArgs({ options: { out: { type: "string" } } });
const out = values.out === undefined ? join(ROOT, "pkg") : resolve(values.out);

checkVersions();
await installNpm();
await installRust();
await installCargoTools(["wasm-pack", "wasm-bindgen"]);

for (const one of plan.build) {
  if (!one["test-only"]) await timed(`wasm ${one.name}`, () => buildWasm(one));
}
const files = await timed("declarations and bundles", async () => new Map([...papers(), ...(await declarations()), ...(await bundle())]));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
for (const [name, content] of files) writeFileSync(join(out, name), content, { mode: name === "cli.js" ? 0o755 : 0o644 });

const made = sizes(out);
for (const line of made) console.log(sizeLine(line));
const over = made.filter(({ bytes, budget }) => budget !== undefined && bytes > budget);
if (over.length > 0) {
  console.error(`Over budget: ${over.map(({ what }) => what).join(", ")}. The budgets are in wasm-pack.toml.`);
  process.exitCode = 1;
}

async function timed(what, work) {
  const start = performance.now();
  const made = await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return made;
}
