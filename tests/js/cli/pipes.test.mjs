/** Standard output and standard error that are gone or full: what reads may end, what writes goes on to its end and says how it was. */

import assert from "node:assert/strict";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { seatwarden, served, start } from "./command.mjs";

const folder = mkdtempSync(join(tmpdir(), "seatwarden-pipes-"));
test.after(() => rmSync(folder, { recursive: true }));

/** A tenant that takes its time, and a file of so many joiners. */
async function joiners(t, many) {
  const tenant = await served(["--users", "5", "--latency-ms", "20"]);
  t.after(tenant.close);
  const path = join(folder, `p${many}.csv`);
  const rows = Array.from({ length: many }, (_, at) => `p${at}@example.com,P,P${at},Read Only`);
  writeFileSync(path, `email,givenName,familyName,role\n${rows.join("\n")}\n`);
  const made = async () => (await seatwarden(["list"], { env: tenant.env })).stdout.split("\n").filter((line) => /^p\d/.test(line)).length;
  return { env: tenant.env, path, made };
}

/** Runs it, and reads no more of `stream` than what comes first. */
function deafAfterFirst(args, env, stream = "stdout") {
  const { child, ended } = start(args, { env, input: "" });
  child[stream].once("data", () => child[stream].destroy());
  return ended;
}

test("a batch goes on when nobody reads its results, and tells how it was", async (t) => {
  const { env, path, made } = await joiners(t, 120);
  const { code, stderr } = await deafAfterFirst(["provision", "--file", path], env);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /created +120/);
  assert.equal(await made(), 120);
});

test("a batch of which some fail ends with 1, whoever reads", async (t) => {
  const { env, path, made } = await joiners(t, 60);
  writeFileSync(path, "p60@example.com,P,P60,No Such Role\n", { flag: "a" });
  const { code, stderr } = await deafAfterFirst(["provision", "--file", path], env);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /created +60/);
  assert.match(stderr, /failed +1/);
  assert.equal(await made(), 60);
});

test("a batch goes on when nobody reads its notes", async (t) => {
  const { env, path, made } = await joiners(t, 60);
  const { code } = await deafAfterFirst(["provision", "--file", path, "--verbose"], env, "stderr");
  assert.equal(code, 0);
  assert.equal(await made(), 60);
});

test("what only reads ends when nobody reads on, and that is no failure", async (t) => {
  const tenant = await served(["--users", "4000"]);
  t.after(tenant.close);
  const { code, stderr } = await deafAfterFirst(["list", "--json", "--raw"], tenant.env);
  assert.deepEqual([code, stderr], [0, ""]);
});

test("a full disk is said once; a batch is finished all the same, and ends with 1", { skip: !existsSync("/dev/full") }, async (t) => {
  const { env, path, made } = await joiners(t, 60);
  const full = openSync("/dev/full", "w");
  t.after(() => closeSync(full));
  const batch = await start(["provision", "--file", path], { env, input: "", stdout: full }).ended;
  assert.equal(batch.code, 1, batch.stderr);
  assert.equal(batch.stderr.match(/standard output can't be written: .*ENOSPC/g)?.length, 1, batch.stderr);
  assert.ok(!batch.stderr.includes("    at "), batch.stderr);
  assert.match(batch.stderr, /created +60/);
  assert.equal(await made(), 60);
  const list = await start(["list"], { env, input: "", stdout: full }).ended;
  assert.equal(list.code, 1);
  assert.match(list.stderr, /^seatwarden: standard output can't be written: .*\n$/);
  const silent = await start(["fly"], { env, input: "", stderr: full }).ended;
  assert.deepEqual([silent.code, silent.signal], [2, null]);
});
