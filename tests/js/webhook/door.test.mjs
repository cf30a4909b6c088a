/** The door: what it takes for headers and bodies, how it refuses, what it loads and when. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { promisify } from "node:util";
import { build } from "esbuild";
import * as esm from "../../../pkg/index.js";
import { named } from "./vectors.mjs";

const { parseWebhook, run, SeatwardenError, verifyWebhook, webhookChallenge } = esm;
const PKG = new URL("../../../pkg/", import.meta.url);
const GOOD = named("gusto: a delivery as the vendor sends it");

function good(change = {}) {
  return { ...GOOD.delivery, ...change };
}

async function refusal(call) {
  try {
    await call();
  } catch (error) {
    assert.ok(SeatwardenError.is(error), String(error));
    return error;
  }
  throw new Error("it was not refused");
}

test("a body is a string or bytes, of a Buffer's pool too", async () => {
  const bytes = GOOD.delivery.body;
  const text = new TextDecoder().decode(bytes);
  const pooled = Buffer.from(`xx${text}xx`).subarray(2, 2 + bytes.length);
  const copy = bytes.slice();
  for (const body of [bytes, text, copy.buffer, pooled, new DataView(copy.buffer), Buffer.from(bytes)]) {
    assert.equal((await verifyWebhook("gusto", good({ body }))).id, GOOD.expect.ok.id);
    assert.equal(parseWebhook("gusto", good({ body }))[0].id, GOOD.expect.ok.id);
  }
});

test("a body that was parsed is refused with the reason why it can't do", async () => {
  for (const body of [{ already: "parsed" }, [], 5, null, undefined, true]) {
    const error = await refusal(() => verifyWebhook("gusto", good({ body })));
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, /^body: expected a string, a Uint8Array or an ArrayBuffer/);
    assert.match(error.hint, /raw body/);
    assert.throws(() => parseWebhook("gusto", good({ body })), { code: "invalid_input" });
  }
});

test("headers are those of any runtime", async () => {
  const { headers } = GOOD.delivery;
  const pairs = Object.entries(headers);
  const lower = Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
  for (const given of [new Headers(headers), new Map(pairs), pairs, lower, { ...lower, host: undefined, accept: ["a", "b"] }])
    assert.equal((await verifyWebhook("gusto", good({ headers: given }))).source, "gusto");
  // A runtime's Headers joins what was sent twice.
  const twice = new Headers([...pairs, ...pairs]);
  assert.equal((await refusal(() => verifyWebhook("gusto", good({ headers: twice })))).code, "webhook_invalid");
  for (const given of [undefined, null, "x: y", 5, { "X-Gusto-Signature": 5 }, [["x"]]]) {
    const error = await refusal(() => verifyWebhook("gusto", good({ headers: given })));
    assert.equal(error.code, "invalid_input", error.message);
    assert.match(error.message, /^headers/);
  }
});

test("input that can't be is invalid_input by its path: verify rejects, parse throws", async () => {
  for (const [source, delivery, path] of [
    [undefined, good(), /^source: expected a string, not undefined/],
    ["bamboo", good(), /^source: expected one of bamboohr/],
    ["gusto", undefined, /^delivery: expected an object/],
    ["gusto", new Request("https://example.com"), /^delivery: expected an object/],
  ]) {
    const promise = verifyWebhook(source, delivery);
    assert.ok(promise instanceof Promise);
    const error = await refusal(() => promise);
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, path);
    assert.equal(error.operation, "verifyWebhook");
    assert.throws(() => parseWebhook(source, delivery), { code: "invalid_input", operation: "parseWebhook" });
  }
  for (const [change, path] of [
    [{ secret: undefined }, /^secret: is missing/],
    [{ secret: "" }, /^secret: is empty/],
    [{ secret: 5 }, /^secret: expected a string/],
    [{ secrets: ["a", ""] }, /^secrets\[1\]: is empty/],
    [{ secret: () => "x" }, /^secret: a function can't be sent as JSON/],
    [{ now: Number.NaN }, /^now: NaN/],
    [{ now: "today" }, /^now: expected a number/],
    [{ toleranceSeconds: -1 }, /^toleranceSeconds: expected/],
    [{ colour: "red" }, /^colour: unknown field/],
    [{ generic: {} }, /^generic/],
  ]) {
    const error = await refusal(() => verifyWebhook("gusto", good(change)));
    assert.equal(error.code, "invalid_input", error.message);
    assert.match(error.message, path);
  }
});

test("a delivery that can't be read is invalid_input by its path, without the words of what was thrown", async () => {
  const thrower = () => {
    throw new Error("cAnArY");
  };
  const closing = (key, rest) => Object.defineProperty({ ...rest }, key, { enumerable: true, get: thrower });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const request = { method: "GET", headers: {}, url: "https://example.com/" };
  const calls = { verifyWebhook, parseWebhook, webhookChallenge };
  for (const [call, delivery, path] of [
    ["verifyWebhook", closing("body", good()), "body"],
    ["verifyWebhook", closing("headers", good()), "headers"],
    ["verifyWebhook", closing("secret", good()), "secret"],
    ["verifyWebhook", good({ headers: closing("X-Gusto-Signature") }), "headers.X-Gusto-Signature"],
    ["verifyWebhook", good({ headers: closing("forEach") }), "headers"],
    ["verifyWebhook", good({ headers: { forEach: thrower } }), "headers"],
    ["verifyWebhook", good({ headers: proxy }), "headers"],
    ["verifyWebhook", good({ secrets: closing("0") }), "secrets.0"],
    ["verifyWebhook", proxy, "delivery"],
    ["verifyWebhook", new Proxy({}, { ownKeys: thrower }), "delivery"],
    ["parseWebhook", closing("body", good()), "body"],
    ["parseWebhook", closing("headers", good()), "headers"],
    ["parseWebhook", proxy, "delivery"],
    ["webhookChallenge", closing("body", request), "body"],
    ["webhookChallenge", closing("url", request), "url"],
    ["webhookChallenge", proxy, "delivery"],
  ]) {
    const source = call === "webhookChallenge" ? "okta" : "gusto";
    const error = await refusal(() => calls[call](source, delivery));
    assert.equal(error.code, "invalid_input", `${call} ${path} ${error.message}`);
    assert.ok(error.message.startsWith(`${path}: `), `${call} ${path} ${error.message}`);
    assert.equal(error.operation, call);
    assert.ok(!`${error.message}${error.stack}${JSON.stringify(error)}`.includes("cAnArY"));
  }
  // What a call has no use for isn't read.
  assert.equal(parseWebhook("gusto", closing("secret", good())).length, 1);
});

test("one delivery serves both calls, and parse never sees its secret", () => {
  const delivery = good({ method: "POST", toleranceSeconds: 5, url: "https://example.com/hooks" });
  Object.defineProperty(delivery, "secret", { enumerable: true, get: () => "read by nobody" });
  assert.equal(parseWebhook("gusto", delivery).length, 1);
});

test("a refusal holds neither the secret nor the right signature", async () => {
  const [signature] = Object.values(GOOD.delivery.headers);
  for (const change of [{ body: "{}" }, { headers: {} }, { secret: "another-canary" }]) {
    const error = await refusal(() => verifyWebhook("gusto", good(change)));
    const said = `${error} ${JSON.stringify(error)} ${error.stack}`;
    for (const canary of [GOOD.delivery.secret, "another-canary", signature]) assert.ok(!said.includes(canary), said);
    assert.equal(error.code, "webhook_invalid");
    assert.equal(error.retryable, false);
  }
});

test("the runtime's clock counts where the caller gives none", async () => {
  const { delivery } = named("workos: a delivery as the vendor sends it");
  const { now: _, ...rest } = delivery;
  assert.match((await refusal(() => verifyWebhook("workos", rest))).message, /signed \d+ s (ago|in the future)/);
});

test("a challenge is answered, anything else is null", () => {
  const request = { method: "GET", headers: new Headers({ "X-Okta-Verification-Challenge": "abc" }), url: "https://example.com/" };
  const answer = webhookChallenge("okta", request);
  assert.deepEqual(answer, { status: 200, headers: { "content-type": "application/json" }, body: '{"verification":"abc"}' });
  assert.equal(new Response(answer.body, answer).status, 200);
  assert.equal(webhookChallenge("okta", { ...request, method: "POST" }), null);
  assert.equal(webhookChallenge("hibob", { method: "POST", headers: {}, body: "Ping test" }).status, 200);
  assert.throws(() => webhookChallenge("okta", undefined), { code: "invalid_input", operation: "webhookChallenge" });
});

test("the step verifies and reads without a connection, and never throws", async () => {
  const body = new TextDecoder().decode(GOOD.delivery.body);
  const input = { source: "gusto", ...GOOD.delivery, body };
  const verified = await run({ action: "verifyWebhook", input });
  assert.deepEqual(verified, { ok: true, action: "verifyWebhook", data: GOOD.expect.ok, warnings: [] });
  const parsed = await run({ action: "parseWebhook", input });
  assert.equal(parsed.data.events[0].id, GOOD.expect.ok.id);
  const { body: _, ...rest } = input;
  const bytes = await run({ action: "verifyWebhook", input: { ...rest, bodyBase64: Buffer.from(body).toString("base64") } });
  assert.deepEqual(bytes, verified);
  const bad = await run({ action: "verifyWebhook", input: { ...input, body: "{}" } });
  assert.equal(bad.ok, false);
  assert.equal(bad.error.code, "webhook_invalid");
  assert.equal((await run({ action: "parseWebhook" })).error.code, "invalid_input");
  // The step's clock is the caller's.
  const { now, ...timeless } = named("workos: a delivery as the vendor sends it").delivery;
  const workos = { ...timeless, source: "workos", body: new TextDecoder().decode(timeless.body) };
  assert.equal((await run({ action: "verifyWebhook", input: workos }, { now: () => now })).ok, true);
  assert.equal((await run({ action: "verifyWebhook", input: workos })).error.code, "webhook_invalid");
});

test("require gives the same as import", async () => {
  const cjs = createRequire(import.meta.url)("../../../pkg/index.cjs");
  assert.deepEqual(await cjs.verifyWebhook("gusto", good()), GOOD.expect.ok);
  assert.deepEqual(cjs.parseWebhook("gusto", good()), parseWebhook("gusto", good()));
  assert.equal((await cjs.run({ action: "parseWebhook", input: { source: "gusto", headers: {}, body: "{}" } })).ok, true);
});

/** Runs a module in a process of its own; what it prints as JSON. */
async function alone(code) {
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code.replaceAll("PKG/", PKG.href)]);
  return JSON.parse(stdout);
}

test("nothing is compiled at import; a webhook compiles its own wasm, once, and not the core's", async () => {
  const counts = await alone(`
    const sizes = [];
    const { Module } = WebAssembly;
    WebAssembly.Module = class extends Module { constructor(bytes) { super(bytes); sizes.push(bytes.byteLength); } };
    const { parseWebhook } = await import("PKG/index.js");
    const counts = [sizes.length];
    for (let i = 0; i < 2; i += 1) { parseWebhook("gusto", { headers: {}, body: "{}" }); counts.push(sizes.length); }
    const { readFileSync } = await import("node:fs");
    counts.push(sizes[0] === readFileSync(new URL("PKG/webhooks.wasm")).length);
    console.log(JSON.stringify(counts));
  `);
  assert.deepEqual(counts, [0, 1, 1, true]);
});

test("after a trap the call is an internal error, and the next one gets an instance of its own", async () => {
  const said = await alone(`
    let instances = 0;
    const { Instance, RuntimeError } = WebAssembly;
    WebAssembly.Instance = class extends Instance {
      constructor(...given) {
        super(...given);
        instances += 1;
        // The first two trap, as they would where the core panics.
        const trap = () => { throw new RuntimeError("unreachable: canary"); };
        if (instances <= 2) Object.defineProperty(this, "exports", { value: { ...super.exports, parse_webhook: trap, verify_webhook: trap } });
      }
    };
    const { parseWebhook, verifyWebhook } = await import("PKG/index.js");
    const delivery = { headers: { "x-factorial-wh-challenge": "s" }, body: '{"event":"employee_created"}', secret: "s" };
    const codes = [];
    try { parseWebhook("factorial", delivery); } catch (error) { codes.push(error.code, error.operation, String(error.message).includes("canary")); }
    codes.push(await verifyWebhook("factorial", delivery).catch((error) => error.code), instances);
    const [{ type }] = parseWebhook("factorial", delivery);
    const { strength } = await verifyWebhook("factorial", delivery);
    console.log(JSON.stringify([...codes, type, strength, instances]));
  `);
  assert.deepEqual(said, ["internal", "parseWebhook", false, "internal", 2, "joiner", "shared_secret", 3]);
});

test("the browser script has no wasm for webhooks, and says where they are", async () => {
  const said = await alone(`
    const { readFileSync } = await import("node:fs");
    (0, eval)(readFileSync(new URL("PKG/seatwarden.iife.js"), "utf8"));
    const { code, hint } = await Seatwarden.verifyWebhook("gusto", { headers: {}, body: "{}", secret: "s" }).catch((error) => error);
    const step = await Seatwarden.run({ action: "parseWebhook", input: { source: "gusto", headers: {}, body: "{}" } });
    console.log(JSON.stringify([code, hint, step.error.code]));
  `);
  assert.deepEqual(said, ["not_supported", 'Where you receive them, import from "seatwarden".', "not_supported"]);
});

test("slim: before initWebhooks every call says so, after it they work; wrong bytes are refused and the right ones still do", async () => {
  const said = await alone(`
    const { initWebhooks, initWebhooksSync, parseWebhook, run, verifyWebhook } = await import("PKG/slim.js");
    const { readFileSync } = await import("node:fs");
    const wasm = readFileSync(new URL("PKG/webhooks.wasm"));
    const delivery = { headers: {}, body: "{}", secret: "s" };
    const said = {};
    try { parseWebhook("gusto", delivery); } catch ({ code, hint }) { said.parse = [code, hint]; }
    said.verify = await verifyWebhook("gusto", delivery).catch(({ code }) => code);
    said.run = (await run({ action: "parseWebhook", input: { source: "gusto", headers: {}, body: "{}" } })).error.code;
    said.wrong = [];
    for (const wrong of [undefined, new Uint8Array(8), readFileSync(new URL("PKG/seatwarden.wasm"))]) {
      said.wrong.push(await initWebhooks(wrong).catch(({ code }) => code));
      try { initWebhooksSync(wrong); } catch ({ code }) { said.wrong.push(code); }
    }
    await initWebhooks(Promise.resolve(new Response(wasm)));
    initWebhooksSync(wasm);
    said.events = parseWebhook("gusto", delivery).length;
    said.step = (await run({ action: "parseWebhook", input: { source: "gusto", headers: {}, body: "{}" } })).ok;
    console.log(JSON.stringify(said));
  `);
  assert.equal(said.parse[0], "invalid_input");
  assert.match(said.parse[1], /initWebhooks/);
  assert.deepEqual([said.verify, said.run, said.wrong], ["invalid_input", "invalid_input", Array(6).fill("invalid_input")]);
  assert.deepEqual([said.events, said.step], [1, true]);
});

/** The names of the wasm files that a Worker's bundle of this code holds. */
async function bundled(code) {
  const { outputFiles } = await build({
    stdin: { contents: code.replaceAll("PKG/", PKG.pathname), resolveDir: PKG.pathname },
    bundle: true,
    write: false,
    format: "esm",
    conditions: ["workerd"],
    outdir: "/out",
    loader: { ".wasm": "file" },
    assetNames: "[name]",
    plugins: [
      {
        name: "by its name",
        setup: (esbuild) =>
          esbuild.onResolve({ filter: /^seatwarden$/ }, () =>
            esbuild.resolve("./workerd.js", { resolveDir: PKG.pathname, kind: "import-statement" }),
          ),
      },
    ],
  });
  return outputFiles
    .map(({ path }) => path)
    .filter((path) => path.endsWith(".wasm"))
    .sort();
}

test("a Worker without webhooks has no wasm for them in its bundle", async () => {
  const without = await bundled(`import { connect } from "seatwarden"; export default { fetch: () => connect({}) };`);
  assert.deepEqual(without, ["/out/seatwarden.wasm"]);
  const receiving = await bundled(
    `import { verifyWebhook, connect } from "seatwarden"; export default { fetch: () => verifyWebhook(connect) };`,
  );
  assert.deepEqual(receiving, ["/out/seatwarden.wasm", "/out/webhooks.wasm"]);
});

test("what is thrown across copies of the package is still known", async () => {
  const { SeatwardenError: other } = createRequire(import.meta.url)("../../../pkg/index.cjs");
  assert.ok(other.is(await refusal(() => verifyWebhook("gusto", good({ body: "{}" })))));
  assert.ok(readFileSync(new URL("webhooks.wasm", PKG)).length > 0);
});

test("a body that was handed on to somebody else is said to be so", () => {
  const body = new ArrayBuffer(4);
  structuredClone(body, { transfer: [body] });
  assert.throws(() => esm.parseWebhook("generic", { headers: {}, body }), {
    code: "invalid_input",
    message: /^body: is an ArrayBuffer that was handed on/,
  });
});
