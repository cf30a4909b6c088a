/**
 * The JavaScript of pkg/: one file a unit, as ESM and, for the library, CJS. A module belongs to one unit; what another unit
 * imports from it becomes an import of that unit's file, so nothing is in the package twice and each file has a name that says
 * what it is. Left readable: no minification.
 */

import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build } from "esbuild";
import { ROOT, build as wasmBuild } from "./plan.mjs";

/**
 * `out`: the file's name. `owns`: which sources are its. `exports`: the sources whose exports it has; it may be imported by these
 * alone. `cjs`: whether `require` needs it. `node`: whether it may use Node's modules.
 */
const UNITS = [
  { out: "client", owns: /^js\/([a-z-]+|types\/[a-z-]+)\.ts$/, exports: ["js/index.ts", "js/core.ts"], cjs: true },
  { out: "index", owns: /^js\/entry\/default\.ts$/, exports: ["js/entry/default.ts"], cjs: true },
  { out: "slim", owns: /^js\/entry\/slim\.ts$/, exports: ["js/entry/slim.ts"], cjs: true },
  { out: "workerd", owns: /^js\/entry\/workerd\.ts$/, exports: ["js/entry/workerd.ts"] },
  {
    out: "tenant",
    owns: /^js\/sandbox\/(tenant|module|options|wait)\.ts$/,
    exports: ["js/sandbox/tenant.ts", "js/sandbox/module.ts", "js/sandbox/wait.ts"],
    cjs: true,
  },
  { out: "sandbox", owns: /^js\/sandbox\/(index|fetch)\.ts$/, exports: ["js/sandbox/index.ts"], cjs: true },
  { out: "sandbox-server", owns: /^js\/sandbox\/server\.ts$/, exports: ["js/sandbox/server.ts"], cjs: true, node: true },
  { out: "cli", owns: /^js\/cli\/[a-z/-]+\.ts$/, exports: ["js/cli/main.ts"], node: true },
];

/** The wasm in base64, as CJS, which `import` and `require` both read: import name → file and the build that it is from. */
const BASE64 = {
  "#core-wasm": { file: "seatwarden.wasm.cjs", build: "core" },
  "#sandbox-wasm": { file: "sandbox.wasm.cjs", build: "sandbox" },
};

/** The wasm's own JavaScript: import name → build. */
const GLUE = { "#core": "core", "#sandbox-core": "sandbox" };

/** Makes the files, as a map from name to content. */
export async function bundle() {
  const files = new Map();
  for (const unit of UNITS) {
    files.set(`${unit.out}.js`, await bundleUnit(unit, "esm"));
    if (unit.cjs) files.set(`${unit.out}.cjs`, await bundleUnit(unit, "cjs"));
  }
  for (const { file, build } of Object.values(BASE64)) {
    const one = wasmBuild(build);
    const base64 = readFileSync(join(one.dir, `${one["out-name"]}_bg.wasm`)).toString("base64");
    files.set(
      file,
      `"use strict";\n// The wasm in base64. CJS, so that import and require share one copy.\nmodule.exports =\n  "${base64}";\n`,
    );
  }
  files.set("seatwarden.wasm", readFileSync(join(wasmBuild("core").dir, "seatwarden_bg.wasm")));
  return files;
}

async function bundleUnit(unit, format) {
  const made = await build({
    stdin: {
      contents: unit.exports.map((file) => `export * from "./${file}";`).join("\n"),
      resolveDir: ROOT,
      sourcefile: `${unit.out}.ts`,
    },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    format,
    target: "es2022",
    platform: unit.node ? "node" : "neutral",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    tsconfig: join(ROOT, "tsconfig.base.json"),
    banner: unit.out === "cli" ? { js: "#!/usr/bin/env node" } : {},
    plugins: [units(unit, format)],
  });
  if (made.warnings.length > 0)
    throw new Error(`esbuild warns about ${unit.out}: ${made.warnings.map((warning) => warning.text).join("; ")}`);
  return made.outputFiles[0].text;
}

/** Sends each import to the unit that owns it. */
function units(unit, format) {
  const extension = format === "esm" ? "js" : "cjs";
  return {
    name: "units",
    setup(esbuild) {
      esbuild.onResolve({ filter: /^#/ }, ({ path }) => {
        if (BASE64[path]) return { path: `./${BASE64[path].file}`, external: true };
        if (GLUE[path]) {
          const one = wasmBuild(GLUE[path]);
          return { path: join(one.dir, `${one["out-name"]}.js`) };
        }
        return undefined;
      });
      esbuild.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true }));
      esbuild.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
        const file = relative(ROOT, join(resolveDir, path.replace(/\.js$/, ".ts"))).replaceAll(sep, "/");
        if (!file.startsWith("js/")) return undefined;
        const owner = UNITS.find(({ owns }) => owns.test(file));
        if (owner === undefined) throw new Error(`${importer} imports ${file}, which no unit of scripts/build/bundle.mjs owns`);
        if (owner === unit) return undefined;
        if (!owner.exports.includes(file)) {
          throw new Error(
            `${importer} imports ${file}, which ${owner.out} doesn't export: add it to its exports in scripts/build/bundle.mjs`,
          );
        }
        if (format === "cjs" && !owner.cjs) throw new Error(`${importer}: ${owner.out} is not made as CJS`);
        return { path: `./${owner.out}.${extension}`, external: true };
      });
    },
  };
}
