/** Workers in workerd, by Miniflare: a script is bundled as wrangler would do it, with the package in it, and served over HTTP. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

export const ROOT = join(import.meta.dirname, "../../..");

/**
 * Starts a Worker. `script`: its source, which may import "seatwarden" and "./core.js" of `pkg`. `values`: what it imports from
 * "values", as JSON. `wasm`: other modules that it may import, name → bytes. Gives its `url`, and `end`.
 */
export async function worker(script, values = {}, pkg = join(ROOT, "pkg"), wasm = {}) {
  const folder = mkdtempSync(join(tmpdir(), "seatwarden-worker-"));
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: pkg },
    bundle: true,
    write: false,
    outdir: folder,
    format: "esm",
    target: "es2022",
    // As wrangler bundles: these conditions, and wasm left as a module of its own.
    conditions: ["workerd", "worker", "browser"],
    plugins: [asWrangler(pkg, values)],
  });
  const runs = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    compatibilityDate: "2026-07-01",
    compatibilityFlags: ["enable_request_signal"],
    modulesRoot: "/",
    modules: [
      { type: "ESModule", path: "/worker.mjs", contents: outputFiles[0].text },
      ...["seatwarden.wasm", "webhooks.wasm"].map((file) => ({
        type: "CompiledWasm",
        path: `/${file}`,
        contents: readFileSync(join(pkg, file)),
      })),
      ...Object.entries(wasm).map(([name, contents]) => ({ type: "CompiledWasm", path: `/${name}`, contents })),
    ],
  });
  const url = await runs.ready;
  return {
    url,
    async end() {
      await runs.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One request on a connection of its own: `answer` is `{ status, body }`, and `hangUp` breaks the connection. */
export function ask(url) {
  const sent = request(url, { agent: false });
  const answer = new Promise((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode, body }));
      response.on("error", reject);
    });
  });
  sent.end();
  return { answer, hangUp: () => sent.destroy() };
}

function asWrangler(pkg, values) {
  const { exports } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
  return {
    name: "as wrangler",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^seatwarden$/ }, () => ({ path: join(pkg, exports["."].workerd.default) }));
      onResolve({ filter: /\.wasm$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
      onResolve({ filter: /^values$/ }, () => ({ path: "values", namespace: "values" }));
      onLoad({ filter: /.*/, namespace: "values" }, () => ({ contents: JSON.stringify(values), loader: "json" }));
    },
  };
}
