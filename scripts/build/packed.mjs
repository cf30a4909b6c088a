/**
 * The wasm as it travels inside JavaScript: deflated, in base64, which js/inlined.ts unpacks. CJS, because `import` and `require` both read it.
 *
 * Two files a wasm: Node looks through every CJS file that is imported for names of exports, which takes it 5 ms for the text of a wasm; one
 * that is required it only runs. And so it is read at the first call, not at import.
 */

import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import zopfli from "@gfx/zopfli";
import { build } from "esbuild";
import { ROOT } from "./plan.mjs";

const deflate = promisify(zopfli.deflate);

/** What is imported for a packed wasm: the name → the file that loads it, and that with the wasm in it. */
export const PACKED = {
  "#core-wasm": { loader: "core-wasm.cjs", data: "seatwarden.wasm.cjs" },
  "#webhook-wasm": { loader: "webhook-wasm.cjs", data: "webhooks.wasm.cjs" },
  "#sandbox-wasm": { loader: "sandbox-wasm.cjs", data: "sandbox.wasm.cjs" },
};

/** Adds to `files` those of the wasm in `file`, which is imported by the name `id`. */
export async function pack(files, id, file) {
  const { loader, data } = PACKED[id];
  // By zopfli, pinned and itself in wasm: 7 % smaller than zlib's, and the same bytes with every Node.
  const text = Buffer.from(await deflate(readFileSync(file), { numiterations: 15 })).toString("base64");
  files.set(data, `"use strict";\n// The wasm, deflated, in base64.\nmodule.exports =\n  "${text}";\n`);
  files.set(
    loader,
    `"use strict";\nmodule.exports = {\n  wasm: () => require("./${data}"),\n  inflate: () => require("./inflate.cjs"),\n};\n`,
  );
}

/** The wasm in a file that `pack` made. */
export function packedText(content) {
  return content.match(/"([\w+/=]{100,})"/)[1];
}

/** Of fflate, what inflates: for runtimes that can't do it themselves without a promise. CJS alone: it is only ever required. Adds to `inputs` what it is made from. */
export async function inflate(inputs) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: 'export { inflateSync } from "fflate/browser";', resolveDir: ROOT, sourcefile: "inflate" },
    bundle: true,
    write: false,
    format: "cjs",
    target: "es2022",
    platform: "neutral",
    absWorkingDir: ROOT,
    metafile: true,
    legalComments: "none",
    minify: true,
    banner: { js: "// inflateSync of fflate: THIRD-PARTY-LICENSES.txt" },
  });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  return outputFiles[0].text;
}
