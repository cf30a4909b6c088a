/** `seatwarden connections`: what works, what doesn't, what to do next. */

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { seatwarden, served } from "./command.mjs";
import { desk, noTerminal, terminal } from "./terminal.mjs";

let tenant;
let legacy;
let place;
const file = (name) => join(place.folder, name);

test.before(async () => {
  place = desk();
  tenant = await served(["--users", "5"]);
  legacy = await served(["--users", "5", "--legacy"]);
  const files = {
    "good.json": tenant.connection,
    "wrong.json": { ...tenant.connection, clientSecret: "cAnArY-4711" },
    "legacy.json": legacy.connection,
    "typo.json": { ...tenant.connection, clientsecret: "cAnArY-4711" },
    "off.json": { ...tenant.connection, baseUrl: "http://127.0.0.1:9" },
  };
  for (const [name, connection] of Object.entries(files)) writeFileSync(file(name), JSON.stringify(connection));
  writeFileSync(file("broken.json"), '{"clientSecret": cAnArY-4711');
});
test.after(async () => {
  place.rm();
  await tenant.close();
  await legacy.close();
});

const rows = (stdout) =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));

test("one that works: token, a list of one, capabilities, and 0", async () => {
  const { code, stdout, stderr } = await seatwarden(["connections"], { env: tenant.env });
  assert.equal(code, 0, stderr);
  assert.deepEqual(
    rows(stdout).map(([name, check, state]) => [name, check, state]),
    ["connection", "token", "list", "capabilities"].map((check) => ["sandbox", check, "ok"]),
  );
  assert.match(stdout, /capabilities.*provision/);
  assert.ok(!stdout.includes(tenant.connection.clientSecret));
  assert.equal(stderr, "");
});

test("each of several; one that fails makes it 1, and says what to do next", async () => {
  const names = ["good.json", "wrong.json", "legacy.json", "typo.json", "broken.json", "missing.json", "off.json"];
  const { code, stdout, stderr } = await seatwarden(["connections", ...names.map(file), "--deadline-ms", "2000"]);
  assert.equal(code, 1);
  const failed = rows(stdout).filter(([, , state]) => state === "failed");
  assert.deepEqual(
    failed.map(([name, check]) => [name.replace(/ \(.*/, "").slice(place.folder.length + 1), check]),
    [
      ["wrong.json", "token"],
      ["legacy.json", "list"],
      ["typo.json", "connection"],
      ["broken.json", "connection"],
      ["missing.json", "connection"],
      ["off.json", "token"],
    ],
  );
  assert.equal(stderr.split("\n").filter((line) => line.startsWith("  → ")).length, failed.length, stderr);
  assert.match(stderr, /zuora-oneid/);
  assert.ok(!`${stdout}${stderr}`.includes("cAnArY"));
});

test("as JSON, for programs", async () => {
  const { code, stdout } = await seatwarden(["connections", file("good.json"), file("wrong.json"), "--json"]);
  assert.equal(code, 1);
  const [good, wrong] = JSON.parse(stdout);
  assert.equal(good.ok, true);
  assert.equal(wrong.ok, false);
  const token = wrong.checks.find(({ check }) => check === "token");
  assert.equal(token.code, "auth_failed");
  assert.match(token.hint, /clientSecret/);
  assert.ok(!wrong.checks.some(({ check }) => check === "list"), "without a token there is nothing to list");
});

test("ticks and crosses on a terminal", { skip: noTerminal }, async () => {
  const line = "seatwarden connections good.json wrong.json; echo code $?";
  const { shown } = await terminal(line, { cwd: place.folder, env: { ...place.env, NO_COLOR: "1" } }).ended;
  assert.match(shown, /good\.json \(sandbox\)\r\n {2}✔ connection .*\r\n {2}✔ token .*\r\n {2}✔ list .*\r\n {2}✔ capabilities /);
  assert.match(shown, /wrong\.json \(sandbox\)\r\n {2}✔ connection .*\r\n {2}✘ token .*401/);
  assert.match(shown, /→ token: /);
  assert.match(shown, /code 1/);
});

test("nothing to check, or the same said twice, is bad usage", async () => {
  const none = await seatwarden(["connections"]);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /no connection/);
  const twice = await seatwarden(["connections", file("good.json"), "--connection", file("good.json")]);
  assert.equal(twice.code, 2);
});
