/**
 * seatwarden.iife.js: the package as one classic script that makes the global `Seatwarden`, for whoever has a page but no bundler: Playwright,
 * Puppeteer, a user script. Bundled from the files of the package, as a user would do it, and minified: it is injected, not read.
 */

import { basename } from "node:path";
import { build } from "esbuild";
import { PACKED } from "./packed.mjs";

const BANNER = "/* Seatwarden. License: MIT OR Apache-2.0. With parts of fflate, MIT, (c) Arjun Barrett */";

/** The script's text. `files`: those of the package, name → content. */
export async function script(files) {
  const { outputFiles } = await build({
    entryPoints: ["index.js"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "Seatwarden",
    target: "es2022",
    platform: "browser",
    charset: "utf8",
    minify: true,
    legalComments: "none",
    banner: { js: BANNER },
    // Playwright and user-script managers run a script inside a function: `var Seatwarden` alone would be that function's.
    footer: { js: "globalThis.Seatwarden=Seatwarden;" },
    plugins: [fromPackage(files)],
  });
  return outputFiles[0].text;
}

/** No vendor delivers to a page, so the webhooks' wasm, 50 KB of the tarball, stays out of the script. Their functions are there, and say so. */
const WITHOUT_WEBHOOKS = `
import { SeatwardenError } from "./core.js";
const wasm = () => {
  throw new SeatwardenError({
    code: "not_supported",
    message: "The browser script can't read webhooks: no vendor delivers them to a page",
    hint: 'Where you receive them, import from "seatwarden".',
    operation: "verifyWebhook",
    retryable: false,
    attempts: 0,
  });
};
export default { wasm };`;

/** Reads from the package that is being made, whose files are not written yet. */
function fromPackage(files) {
  return {
    name: "from the package",
    setup(esbuild) {
      esbuild.onResolve({ filter: /./ }, ({ path }) => ({ path: basename(path), namespace: "package" }));
      esbuild.onLoad({ filter: /./, namespace: "package" }, ({ path }) => ({
        contents: path === PACKED["#webhook-wasm"].loader ? WITHOUT_WEBHOOKS : String(files.get(path)),
        loader: "js",
      }));
    },
  };
}
