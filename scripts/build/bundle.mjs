/**
 * The JavaScript of pkg/: one file a unit, as ESM and, for the library, CJS. A module belongs to one unit; what another unit
 * imports from it becomes an import of that unit's file, so nothing is in the package twice and each file has a name that says
 * what it is. Left readable: no minification.
 */

import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { build } from "esbuild";
import { factory } from "./factory.mjs";
import { inflate, PACKED, pack } from "./packed.mjs";
import { ROOT, build as wasmBuild } from "./plan.mjs";
import { script } from "./script.mjs";
import { thirdParty } from "./third-party.mjs";

/**
 * `out`: the file's name. `owns`: which sources are its. `exports`: the sources whose exports it has; others may import these
 * alone. `cjs`: whether `require` needs it. `node`: whether it may use Node's modules.
 */
const UNITS = [
  { out: "inlined", owns: /^js\/inlined\.ts$/, exports: ["js/inlined.ts"], cjs: true },
  {
    out: "core",
    owns: /^(#core|js\/(core|error|json|envelope|host|instance|wasm)\.ts)$/,
    exports: ["js/core.ts", "js/error.ts", "js/json.ts", "js/envelope.ts", "js/host.ts", "js/instance.ts", "js/wasm.ts"],
    cjs: true,
  },
  // What users of the command line and of the action hand in.
  { out: "given", owns: /^js\/given\/[a-z-]+\.ts$/, exports: ["js/given/json.ts", "js/given/connection.ts"], node: true },
  { out: "step", owns: /^js\/run\.ts$/, exports: ["js/run.ts"], cjs: true },
  { out: "client", owns: /^js\/([a-z-]+|types\/[a-z-]+)\.ts$/, exports: ["js/index.ts"], cjs: true },
  { out: "webhook-door", owns: /^(#webhook|js\/webhook\/(door|delivery|ed25519)\.ts)$/, exports: ["js/webhook/door.ts"], cjs: true },
  { out: "webhooks", owns: /^js\/webhook\/default\.ts$/, exports: ["js/webhook/default.ts"], cjs: true },
  { out: "webhooks-slim", owns: /^js\/webhook\/slim\.ts$/, exports: ["js/webhook/slim.ts"], cjs: true },
  { out: "webhooks-workerd", owns: /^js\/webhook\/workerd\.ts$/, exports: ["js/webhook/workerd.ts"] },
  { out: "index", owns: /^js\/entry\/default\.ts$/, exports: ["js/entry/default.ts"], cjs: true },
  { out: "slim", owns: /^js\/entry\/slim\.ts$/, exports: ["js/entry/slim.ts"], cjs: true },
  { out: "workerd", owns: /^js\/entry\/workerd\.ts$/, exports: ["js/entry/workerd.ts"] },
  {
    out: "tenant",
    owns: /^(#sandbox-core|js\/sandbox\/(tenant|module|options|wait)\.ts)$/,
    exports: ["js/sandbox/tenant.ts", "js/sandbox/module.ts", "js/sandbox/wait.ts"],
    cjs: true,
  },
  { out: "sandbox", owns: /^js\/sandbox\/(index|fetch)\.ts$/, exports: ["js/sandbox/index.ts"], cjs: true },
  { out: "sandbox-server", owns: /^js\/sandbox\/server\.ts$/, exports: ["js/sandbox/server.ts"], cjs: true, node: true },
  // For Cloudflare Workers alone, whose own modules it imports.
  { out: "worker", owns: /^js\/worker\/[a-z0-9/-]+\.ts$/, exports: ["js/worker/index.ts"] },
  // For action.yml, from a checkout of the repository: not in the npm package.
  { out: "action", owns: /^js\/action\/[a-z-]+\.ts$/, exports: ["js/action/main.ts"], node: true },
  { out: "cli", owns: /^js\/cli\/[a-z/-]+\.ts$/, exports: ["js/cli/main.ts"], node: true },
];

/** Makes the files, as a map from name to content, and notes whose code is in them. `core`: the build of wasm-pack.toml that is the core. */
export async function bundle(core) {
  const [webhook, sandbox] = [wasmBuild("webhook"), wasmBuild("sandbox")];
  // The wasm's own JavaScript, by the name that it is imported by.
  const glue = { "#core": made(core, ".js"), "#webhook": made(webhook, ".js"), "#sandbox-core": made(sandbox, ".js") };
  const files = new Map();
  const inputs = new Set();
  for (const unit of UNITS) {
    files.set(`${unit.out}.js`, await bundleUnit(unit, "esm", glue, inputs));
    if (unit.cjs) files.set(`${unit.out}.cjs`, await bundleUnit(unit, "cjs", glue, inputs));
  }
  files.set("seatwarden.wasm", readFileSync(made(core, "_bg.wasm")));
  files.set("webhooks.wasm", readFileSync(made(webhook, "_bg.wasm")));
  files.set("inflate.cjs", await inflate(inputs));
  await pack(files, "#core-wasm", made(core, "_bg.wasm"));
  await pack(files, "#webhook-wasm", made(webhook, "_bg.wasm"));
  await pack(files, "#sandbox-wasm", made(sandbox, "_bg.wasm"));
  files.set("seatwarden.iife.js", await script(files));
  files.set("THIRD-PARTY-LICENSES.txt", thirdParty(inputs));
  return files;
}

/** A file that wasm-pack made. */
function made(one, ending) {
  return join(one.dir, `${one["out-name"]}${ending}`);
}

async function bundleUnit(unit, format, glue, inputs) {
  const { outputFiles, warnings, metafile } = await build({
    ...entry(unit),
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    format,
    target: "es2022",
    platform: unit.node ? "node" : "neutral",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    // In the glue's own loader, which nobody calls: it isn't in what is made, and that is checked below.
    logOverride: { "empty-import-meta": "silent" },
    tsconfig: join(ROOT, "tsconfig.base.json"),
    // In CJS as require: Node finds no names in a CJS file that is imported.
    supported: { "dynamic-import": format === "esm" },
    banner: unit.out === "cli" ? { js: "#!/usr/bin/env node" } : {},
    plugins: [units(unit, format, glue)],
  });
  if (warnings.length > 0) throw new Error(`esbuild warns about ${unit.out}: ${warnings.map((warning) => warning.text).join("; ")}`);
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  const { text } = outputFiles[0];
  if (format === "cjs" && /\bimport_?meta\b/.test(text)) throw new Error(`${unit.out}.cjs uses import.meta, which CJS lacks`);
  return text;
}

/**
 * The wasm's JavaScript, importable where there is no WebAssembly at all (`node --jitless`, Safari's Lockdown Mode): there, not the import
 * but the first call is to fail. wasm-bindgen makes its exception tags at import.
 */
function withoutWasm(glue) {
  const text = readFileSync(glue, "utf8");
  const guarded = text.replaceAll("= new WebAssembly.Tag(", '= typeof WebAssembly === "undefined" ? undefined : new WebAssembly.Tag(');
  if (/^(?!const \w+ = typeof WebAssembly ).*\bWebAssembly\b/m.test(guarded.replace(/^[ \t].*$/gm, "")))
    throw new Error(`${glue} uses WebAssembly at import: see withoutWasm in scripts/build/bundle.mjs`);
  return guarded;
}

/** One source is an entry as it is; several are put under one roof. */
function entry({ out, exports }) {
  if (exports.length === 1) return { entryPoints: exports };
  return {
    stdin: {
      contents: exports.map((id) => `export * from "${id.startsWith("#") ? id : `./${id}`}";`).join("\n"),
      resolveDir: ROOT,
      sourcefile: out,
    },
  };
}

/** Sends each import to the unit that owns it. */
function units(unit, format, glue) {
  const extension = format === "esm" ? "js" : "cjs";
  /** Where `id`, a source or the name of a wasm's JavaScript, is found when `unit` imports it: inside, or in another unit. */
  const found = (id, inside, importer) => {
    const owner = UNITS.find(({ owns }) => owns.test(id));
    if (owner === unit) return inside;
    if (!owner?.exports.includes(id) || (format === "cjs" && !owner.cjs)) {
      throw new Error(
        `${importer} imports ${id}, which ${owner?.out ?? "no unit"} exports to ${format}: see UNITS in scripts/build/bundle.mjs`,
      );
    }
    return { path: `./${owner.out}.${extension}`, external: true };
  };
  return {
    name: "units",
    setup(esbuild) {
      esbuild.onResolve({ filter: /^#/ }, ({ path, importer }) =>
        PACKED[path] ? { path: `./${PACKED[path].loader}`, external: true } : found(path, { path: glue[path] }, importer),
      );
      esbuild.onLoad({ filter: /\.js$/ }, ({ path }) =>
        [glue["#core"], glue["#webhook"]].includes(path) ? { contents: factory(readFileSync(path, "utf8")), loader: "js" } : undefined,
      );
      esbuild.onLoad({ filter: /\.js$/ }, ({ path }) =>
        Object.values(glue).includes(path) ? { contents: withoutWasm(path), loader: "js" } : undefined,
      );
      esbuild.onResolve({ filter: /^cloudflare:/ }, ({ path }) => ({ path, external: true }));
      esbuild.onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path, external: true }));
      esbuild.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, importer }) => {
        const file = relative(ROOT, join(resolveDir, path.replace(/\.js$/, ".ts"))).replaceAll(sep, "/");
        return file.startsWith("js/") ? found(file, undefined, importer) : undefined;
      });
    },
  };
}
