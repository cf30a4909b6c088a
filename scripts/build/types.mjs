/** The declarations of pkg/: tsc writes one a module, rollup makes one a public entry, doc comments kept. */

import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { run } from "../run.mjs";
import { ROOT } from "./plan.mjs";

/** The public entries: the file made → the module. What one entry takes from another stays an import of that. */
const ENTRIES = {
  index: "index",
  slim: "entry/slim",
  sandbox: "sandbox/index",
  "sandbox-server": "sandbox/server",
  worker: "worker/index",
};

/** What bundlers and workerd give for an import of the wasm file. */
const wasm = (whose, takers) => `/** ${whose} wasm, compiled: what ${takers} of seatwarden/slim take. */
declare const module: WebAssembly.Module;
export default module;
`;

/** The classic script: the same names, on one global. For what runs in the page, written in a module outside of it. */
const SCRIPT = `/**
 * seatwarden.iife.js makes the global \`Seatwarden\`, with the names that \`import … from "seatwarden"\` gives. Its type comes with
 * \`import type {} from "seatwarden/seatwarden.iife.js"\`.
 */
declare global {
  /** What seatwarden.iife.js makes. */
  var Seatwarden: typeof import("./index.js");
}
export {};
`;

const TYPES = join(ROOT, "target/types");

/**
 * Makes the files, as a map from name to content: each as `.d.cts` for `require`, which all compilers can read from an ES module too; `.d.ts`
 * for `import` hands on what is there. So the package holds them once, and a class is one class however it was imported.
 */
export async function declarations() {
  rmSync(TYPES, { recursive: true, force: true });
  await run(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", join(ROOT, "tsconfig.types.json")], { cwd: ROOT });
  const files = new Map();
  for (const [out, module] of Object.entries(ENTRIES)) {
    const text = withLibs(forOldCompilers(await rollUp(out, join(TYPES, `${module}.d.ts`))));
    files.set(`${out}.d.cts`, text.replace(/(from\s+["']\.\/[\w-]+)\.js(["'])/g, "$1.cjs$2"));
    files.set(`${out}.d.ts`, `export * from "./${out}.cjs";\n`);
  }
  files.set("seatwarden.wasm.d.ts", wasm("The core's", "`initSync` and `init`"));
  files.set("webhooks.wasm.d.ts", wasm("The webhooks'", "`initWebhooksSync` and `initWebhooks`"));
  files.set("seatwarden.iife.d.ts", SCRIPT);
  return files;
}

/** Before TypeScript 5.7 the views of a buffer had no parameter that says which kind of buffer. */
function forOldCompilers(text) {
  return text.replace(/\b(Uint8Array|ArrayBufferView)<ArrayBuffer>/g, "$1");
}

/** A user's project need not name the library that knows `Symbol.dispose`: what uses it does. */
function withLibs(text) {
  return text.includes("Symbol.dispose") ? `/// <reference lib="esnext.disposable" />\n${text}` : text;
}

async function rollUp(out, file) {
  const others = new Map(Object.entries(ENTRIES).map(([name, module]) => [join(TYPES, module), name]));
  const made = await rollup({
    input: file,
    onwarn: (warning) => {
      throw new Error(`The declarations of ${out}: ${warning.message}`);
    },
    plugins: [
      {
        name: "entries",
        resolveId(id, importer) {
          if (importer === undefined || !id.startsWith(".")) return null;
          const other = others.get(join(dirname(importer), id.replace(/\.js$/, "")));
          return other === undefined || other === out ? null : { id: `./${other}.js`, external: true };
        },
      },
      dts({ tsconfig: join(ROOT, "tsconfig.lib.json") }),
    ],
  });
  const { output } = await made.generate({ format: "es" });
  await made.close();
  return output[0].code;
}
