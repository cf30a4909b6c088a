/** The table "Where it runs" of the README against the suite: each row is backed by tests that `npm test` runs, with the versions that it says. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SUITES } from "../../../scripts/test/suites.mjs";
import { ROOT } from "./fresh-project.mjs";

/** The row → the tests that back it, and the packages whose versions it says. */
const BACKED = {
  "Node, `import` and `require`": {
    by: ["packaging/node.test.mjs", "runtimes/behaviour.test.mjs", "runtimes/panic.test.mjs"],
    versions: ["node20", "node22", "node24"],
  },
  "Cloudflare Workers": {
    by: ["runtimes/workerd-wrangler.test.mjs", "runtimes/workerd-behaviour.test.mjs", "runtimes/workerd.test.mjs"],
    versions: ["wrangler", "miniflare"],
  },
  "Deno, `--allow-net` alone": { by: ["packaging/deno-bun.test.mjs"], versions: ["@deno/linux-x64-glibc"] },
  Bun: { by: ["packaging/deno-bun.test.mjs"], versions: ["@oven/bun-linux-x64"] },
  Chromium: {
    by: ["runtimes/chromium-behaviour.test.mjs", "runtimes/chromium-panic.test.mjs", "runtimes/chromium.test.mjs"],
    versions: ["playwright-core"],
  },
  "Playwright, Puppeteer, user scripts": {
    by: ["packaging/playwright.test.mjs", "packaging/puppeteer.test.mjs"],
    versions: ["playwright-core", "puppeteer-core"],
  },
  "Vite, dev and build": { by: ["packaging/bundlers.test.mjs"], versions: ["vite"] },
  webpack: { by: ["packaging/bundlers.test.mjs"], versions: ["webpack"] },
  esbuild: { by: ["packaging/bundlers.test.mjs", "packaging/tools.test.mjs"], versions: ["esbuild"] },
  "TypeScript with node16, nodenext and bundler": { by: ["packaging/typescript.test.mjs"], versions: ["typescript-oldest", "typescript"] },
  vitest: { by: ["packaging/runners.test.mjs"], versions: ["vitest"] },
  "jest, `import` and `require`": { by: ["packaging/runners.test.mjs"], versions: ["jest"] },
};

const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const section = readme.split("## Where it runs")[1].split("\n## ")[0];
const rows = [...section.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \|$/gm)].slice(1).map(([, where, tested]) => ({ where, tested }));

const packages = ["package-lock.json", "scripts/tools/consumers/package-lock.json"].map(
  (file) => JSON.parse(readFileSync(join(ROOT, file), "utf8")).packages,
);
/** Ours first: what both have (TypeScript, esbuild), the tests take from us. */
const versionOf = (name) => packages.map((lock) => lock[`node_modules/${name}`]?.version).find((version) => version !== undefined);

test("the table has a row for each kind of project that is tested, and no other", () => {
  assert.deepEqual(
    rows.map(({ where }) => where),
    Object.keys(BACKED),
  );
});

for (const { where, tested } of rows) {
  test(`${where}: the tests are there, npm test runs them, with the versions that the table says`, () => {
    const { by, versions } = BACKED[where];
    for (const file of by) {
      const path = join("tests/js", file);
      assert.ok(existsSync(join(ROOT, path)), path);
      assert.ok(
        SUITES.some(({ run }) => run.includes(path)),
        `no suite runs ${path}`,
      );
      const skips = /\b(test|it)\.(skip|todo|only)\b|skip: true/;
      assert.doesNotMatch(readFileSync(join(ROOT, path), "utf8"), skips, path);
    }
    assert.deepEqual(tested.match(/\d+\.\d+\.\d+/g), versions.map(versionOf));
  });
}
