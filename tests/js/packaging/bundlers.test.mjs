/** The packed tarball through bundlers as they come, no plugin and no configuration for us, into a page of a real browser. */

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { installConsumers } from "../../../scripts/tools/consumers.mjs";
import { launch, serveFolder } from "../runtimes/browser.mjs";
import { folder, pack, project } from "./fresh-project.mjs";
import { IMPORTS, JOB, SAID } from "./job.mjs";

const consumers = join(await installConsumers(), "node_modules");
const ours = (path) => import(pathToFileURL(join(consumers, path)).href);
const HTML = `<!doctype html><title>page</title><script type="module" src="./main.js"></script>`;
/** Not awaited at the top: a classic script has no top-level await. */
const MAIN = `${IMPORTS}
(async () => {${JOB}window.said = said;})().catch((error) => { window.said = String(error.stack ?? error); });`;

const user = project(pack().tarball, { "index.html": HTML, "main.js": MAIN });
const browser = await launch();
after(() => browser.close());

/** What the page at `url` says; also fails on anything that it logs as an error. */
async function saidAt(url) {
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !message.text().includes("favicon") && errors.push(message.text()));
  try {
    await page.goto(url);
    const said = await page.waitForFunction(() => window.said, undefined, { timeout: 60_000 });
    assert.deepEqual(
      errors.filter((text) => !text.includes("404")),
      [],
    );
    return await said.jsonValue();
  } finally {
    await page.close();
  }
}

/** What a page says whose script is what a bundler wrote to `out`/main.js. */
async function saidBy(out) {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "index.html"), HTML);
  const served = await serveFolder(out);
  try {
    return await saidAt(served.origin);
  } finally {
    await served.close();
  }
}

test("Vite dev: a page provisions, lists and deactivates", async () => {
  const { createServer } = await ours("vite/dist/node/index.js");
  const server = await createServer({ root: user, configFile: false, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
  try {
    await server.listen();
    assert.equal(await saidAt(server.resolvedUrls.local[0]), SAID);
  } finally {
    await server.close();
  }
});

test("Vite build: the same", async () => {
  const { build } = await ours("vite/dist/node/index.js");
  const out = folder();
  const warned = [];
  const customLogger = { info() {}, clearScreen() {}, hasErrorLogged: () => false, hasWarned: false };
  for (const level of ["warn", "warnOnce", "error"]) customLogger[level] = (text) => warned.push(text);
  await build({ root: user, configFile: false, customLogger, build: { outDir: out, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
  assert.deepEqual(warned, []);
  const served = await serveFolder(out);
  try {
    assert.equal(await saidAt(served.origin), SAID);
  } finally {
    await served.close();
  }
});

test("webpack: the same", async () => {
  const { default: webpack } = await ours("webpack/lib/index.js");
  const out = folder();
  const compiler = webpack({
    context: user,
    mode: "production",
    entry: "./main.js",
    output: { path: out, filename: "main.js" },
    performance: false,
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual(
    [...errors, ...warnings].map(({ message }) => message),
    [],
  );
  assert.equal(await saidBy(out), SAID);
});

for (const minify of [false, true]) {
  test(`esbuild, ${minify ? "minified" : "readable"}: the same`, async () => {
    const out = folder();
    const { warnings } = await esbuild({
      absWorkingDir: user,
      entryPoints: ["main.js"],
      bundle: true,
      minify,
      format: "esm",
      platform: "browser",
      outfile: join(out, "main.js"),
      logLevel: "silent",
    });
    assert.deepEqual(warnings, []);
    assert.equal(await saidBy(out), SAID);
  });
}
