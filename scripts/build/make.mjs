/**
 * Makes pkg/, the npm package, from the sources: the same bytes wherever it runs on linux-x64.
 * `--out DIR` makes it elsewhere; `--core NAME` takes another build of wasm-pack.toml as the core (the tests do);
 * `--js` keeps the wasm and the schemas that are there from the last time, and needs no Rust.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { installCargoTools } from "../tools/cargo.mjs";
import { installRust } from "../tools/rust.mjs";
import { bundle } from "./bundle.mjs";
import { checkVersions, papers } from "./package.mjs";
import { build, ROOT } from "./plan.mjs";
import { schemas } from "./schema.mjs";
import { sizeLine, sizes } from "./sizes.mjs";
import { declarations } from "./types.mjs";
import { buildWasm } from "./wasm.mjs";

/** Builds. Throws when something can't be made; what is over its budget is made, and fails the process. */
export async function make(args) {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: "string", default: join(ROOT, "pkg") },
      core: { type: "string", default: "core" },
      js: { type: "boolean", default: false },
    },
  });
  const out = resolve(values.out);
  const core = build(values.core);
  if (core["test-only"] && out === join(ROOT, "pkg")) throw new Error(`The build "${core.name}" is for tests, not for pkg/: say --out`);
  checkVersions();
  if (!values.js) await makeWasm(core);
  const files = await timed("JavaScript and declarations", async () => [...papers(), ...(await declarations()), ...(await bundle(core))]);
  files.push(...(values.js ? kept(join(out, "schema")) : await timed("JSON Schemas of the step", schemas)));
  write(out, files);

  const made = sizes(out);
  for (const size of made) console.log(sizeLine(size));
  const over = made.filter(({ bytes, budget }) => budget !== undefined && bytes > budget);
  if (over.length > 0 && !core["test-only"]) {
    console.error(`Over budget: ${over.map(({ what }) => what).join("; ")}. The budgets are in wasm-pack.toml.`);
    process.exitCode = 1;
  }
}

async function makeWasm(core) {
  await installRust();
  await installCargoTools(["wasm-pack", "wasm-bindgen"]);
  await timed(`wasm of the ${core.name}`, () => buildWasm(core));
  await timed("wasm of the webhooks", () => buildWasm(build("webhook")));
  await timed("wasm of the sandbox", () => buildWasm(build("sandbox")));
}

/** The schemas of an earlier build. */
function kept(folder) {
  return readdirSync(folder).map((name) => [`schema/${name}`, readFileSync(join(folder, name))]);
}

function write(out, files) {
  rmSync(out, { recursive: true, force: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), content, { mode: name === "cli.js" ? 0o755 : 0o644 });
  }
}

async function timed(what, work) {
  const start = performance.now();
  const made = await work();
  console.log(`${what}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return made;
}
