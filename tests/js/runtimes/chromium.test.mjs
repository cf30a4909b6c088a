/** The package in a page of a real browser, bundled by esbuild; and under a Content-Security-Policy that forbids wasm. */

import assert from "node:assert/strict";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { build } from "esbuild";
import { launch, serve } from "./browser.mjs";

const PAGE = `
import { connect, SeatwardenError } from "./index.js";
import { createSandbox } from "./sandbox.js";
window.use = async () => {
  const { fetch, connection } = createSandbox({ users: 60 });
  const zuora = connect(connection, { fetch });
  const { outcome } = await zuora.provision({ email: "mira@example.com", givenName: "Mira", familyName: "Okafor", role: "Read Only" });
  return { outcome, users: (await zuora.list().toArray()).length };
};
window.load = async () => {
  try {
    connect({ provider: "zuora", clientId: "id", clientSecret: "secret" });
    return "it loaded";
  } catch (error) {
    return { known: SeatwardenError.is(error), code: error.code, hint: error.hint };
  }
};
window.overHttp = async (baseUrl) => {
  const zuora = connect({ provider: "zuora", clientId: "id", clientSecret: "secret", baseUrl });
  return (await zuora.token()).accessToken;
};`;

let browser;
let server;

before(async () => {
  const folder = join(import.meta.dirname, "../../../pkg");
  const { outputFiles } = await build({ stdin: { contents: PAGE, resolveDir: folder }, bundle: true, write: false, format: "iife" });
  server = await serve((request, response) => {
    const { pathname } = new URL(request.url, "http://page");
    if (pathname === "/oauth/token") {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ access_token: "from-the-page", token_type: "bearer", expires_in: 3599 }));
      return;
    }
    const policy = { "/strict": "script-src 'self'", "/allowed": "script-src 'self' 'wasm-unsafe-eval'" }[pathname];
    if (policy) response.setHeader("content-security-policy", policy);
    response.setHeader("content-type", pathname === "/page.js" ? "text/javascript" : "text/html");
    response.end(pathname === "/page.js" ? outputFiles[0].text : '<!doctype html><title>page</title><script src="/page.js"></script>');
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

async function inPage(path, script, value) {
  const page = await browser.newPage();
  await page.goto(server.origin + path);
  const result = await page.evaluate(script, value);
  await page.close();
  return result;
}

test("a page provisions and lists", async () => {
  assert.deepEqual(await inPage("/", () => window.use()), { outcome: "created", users: 61 });
});

test("a page reaches its own origin through the browser's fetch", async () => {
  assert.equal(await inPage("/", (base) => window.overHttp(base), server.origin), "from-the-page");
});

test("a policy with 'wasm-unsafe-eval' is enough", async () => {
  assert.equal(await inPage("/allowed", () => window.load()), "it loaded");
});

test("a policy without it is not_supported, and the hint names the directive", async () => {
  const said = await inPage("/strict", () => window.load());
  assert.deepEqual([said.known, said.code], [true, "not_supported"]);
  assert.match(said.hint, /'wasm-unsafe-eval'/);
});
