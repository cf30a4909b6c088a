/** The command line signs by itself: what it signs is what Python signs, and what the core accepts. */

import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { seatwarden } from "../cli/command.mjs";
import { deliveries, named } from "./vectors.mjs";

const folder = mkdtempSync(join(tmpdir(), "webhook-"));
const SOURCES = [...new Set(deliveries.map(({ source }) => source))];

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Signs and verifies as a user would, through files. */
async function roundTrip(source, { body, secret, generic }, { sign = [], verify = [], verifySecret = secret } = {}) {
  const bodyFile = file(`${source}.body`, body);
  const scheme = generic === undefined ? [] : ["--generic", JSON.stringify(generic)];
  const signed = await seatwarden(["webhook", "sign", source, "--body-file", bodyFile, ...scheme, ...sign], {
    env: { SEATWARDEN_WEBHOOK_SECRET: secret },
  });
  assert.equal(signed.code, 0, signed.stderr);
  const headersFile = file(`${source}.headers`, signed.stdout);
  const verified = await seatwarden(
    ["webhook", "verify", source, "--headers-file", headersFile, "--body-file", bodyFile, "--json", ...scheme, ...verify],
    { env: { SEATWARDEN_WEBHOOK_SECRET: verifySecret } },
  );
  return { signed, verified };
}

test("what sign prints passes verify, for every source and a body that is no text", async () => {
  for (const source of SOURCES) {
    const { delivery } = named(`${source}: a body that is not UTF-8`);
    const { verified } = await roundTrip(source, delivery);
    assert.equal(verified.code, 0, `${source}: ${verified.stderr}`);
    assert.equal(JSON.parse(verified.stdout).source, source);
    assert.match(verified.stderr, /says nothing: the body is not UTF-8/);
  }
});

test("what sign prints is what Python signs, where no time is signed", async () => {
  let compared = 0;
  for (const source of SOURCES) {
    const { delivery, expect } = named(`${source}: a delivery as the vendor sends it`);
    if (expect.ok.timestamp !== undefined) continue;
    const { signed } = await roundTrip(source, delivery);
    const headers = Object.fromEntries(
      signed.stdout
        .trimEnd()
        .split("\n")
        .map((line) => line.split(": ")),
    );
    assert.deepEqual(headers, delivery.headers, source);
    compared += 1;
  }
  assert.ok(compared >= 8);
});

test("a private key of Standard Webhooks signs v1a, which the public key verifies", async () => {
  // The key of the vectors: bytes 101 to 132.
  const secret = `whsk_${Buffer.from(Array.from({ length: 32 }, (_, at) => 101 + at)).toString("base64")}`;
  const verifySecret = named("standard-webhooks: v1a with the public key").delivery.secret;
  const { signed, verified } = await roundTrip("standard-webhooks", { body: "{}", secret }, { verifySecret });
  assert.match(signed.stdout, /webhook-signature: v1a,/);
  assert.equal(verified.code, 0, verified.stderr);
});

test("an old delivery, another body and another secret are refused with exit code 1", async () => {
  const old = await roundTrip("workos", { body: "{}", secret: "hunter2-canary" }, { sign: ["--age", "200"] });
  assert.equal(old.verified.code, 1);
  assert.match(old.verified.stderr, /signed 20\d s ago; 180 s are allowed.*webhook_invalid/s);
  assert.match(old.verified.stderr, /→ .*; --tolerance allows more\./);
  const allowed = await roundTrip(
    "workos",
    { body: "{}", secret: "hunter2-canary" },
    { sign: ["--age", "200"], verify: ["--tolerance", "300"] },
  );
  assert.equal(allowed.verified.code, 0, allowed.verified.stderr);
  const other = await roundTrip("gusto", { body: "{}", secret: "hunter2-canary" }, { verifySecret: "another-canary" });
  assert.equal(other.verified.code, 1);
  for (const { stdout, stderr } of [old.verified, other.verified]) assert.ok(!`${stdout}${stderr}`.includes("canary"));
  const put = await roundTrip("deel", { body: "{}", secret: "s" }, { verify: ["--method", "PUT"] });
  assert.equal(put.verified.code, 1);
});

test("people see whether it is authentic and what it says; the body may come on standard input", async () => {
  const body = JSON.stringify({ event_type: "employee.terminated", entity_type: "Employee", entity_uuid: "u-1", uuid: "e-1" });
  const env = { SEATWARDEN_WEBHOOK_SECRET: "hunter2" };
  const signed = await seatwarden(["webhook", "sign", "gusto"], { env, input: body });
  const [line] = signed.stdout.trim().split("\n");
  const verified = await seatwarden(["webhook", "verify", "gusto", "--header", line], { env, input: body });
  assert.equal(verified.code, 0, verified.stderr);
  assert.match(verified.stdout, /^authentic\tgusto\te-1\t/);
  assert.match(verified.stdout, /leaver\t\t\tu-1\task the HR system first/);
  assert.match(verified.stderr, /No page of the vendor confirms/);
});

test("a file of headers may begin with a byte order mark", async () => {
  const env = { SEATWARDEN_WEBHOOK_SECRET: "hunter2" };
  const signed = await seatwarden(["webhook", "sign", "gusto"], { env, input: "{}" });
  const headers = file("marked.headers", `\uFEFF${signed.stdout}`);
  const verified = await seatwarden(["webhook", "verify", "gusto", "--headers-file", headers], { env, input: "{}" });
  assert.equal(verified.code, 0, verified.stderr);
});

test("a command line that can't be used says what is missing, with exit code 2", async () => {
  const env = { SEATWARDEN_WEBHOOK_SECRET: "s" };
  for (const [args, said, environment = env] of [
    [["webhook"], /two words/],
    [["webhook", "sign"], /two words/],
    [["webhook", "forge", "gusto"], /two words/],
    [["webhook", "sign", "bamboo"], /There are: bamboohr/],
    [["webhook", "sign", "gusto"], /SEATWARDEN_WEBHOOK_SECRET is not set/, {}],
    [["webhook", "verify", "gusto"], /needs the headers/],
    [["webhook", "verify", "gusto", "--header", "nonsense"], /a header is NAME: VALUE/],
    [["webhook", "verify", "gusto", "--headers-file", join(folder, "none")], /can't be read: ENOENT/],
    [["webhook", "sign", "generic"], /needs --generic/],
    [["webhook", "sign", "generic", "--generic", "{"], /takes JSON/],
    [["webhook", "sign", "generic", "--generic", "{}"], /describes no scheme/],
    [["webhook", "sign", "generic", "--generic", "null"], /takes a JSON object/],
    [["webhook", "verify", "generic", "--generic", "[]", "--header", "a: b"], /takes a JSON object/],
    [["webhook", "sign", "standard-webhooks", "--id", "x"], /no private key/, { SEATWARDEN_WEBHOOK_SECRET: "whsk_AAAA" }],
  ]) {
    const { code, stderr } = await seatwarden(args, { env: environment });
    assert.equal(code, 2, `${args.join(" ")}: ${stderr}`);
    assert.match(stderr, said);
  }
});
