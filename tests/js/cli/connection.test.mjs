/** Where the connection comes from, and what is said when it can't be used. */

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { seatwarden, served } from "./command.mjs";

let tenant;
let folder;
let file;
test.before(async () => {
  tenant = await served(["--users", "3"]);
  folder = mkdtempSync(join(tmpdir(), "seatwarden-"));
  file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(tenant.connection));
});
test.after(async () => {
  rmSync(folder, { recursive: true });
  await tenant.close();
});

test("a file, a variable with JSON, a variable with a path, or several variables", async () => {
  const { provider, clientId, clientSecret, baseUrl } = tenant.connection;
  const single = {
    SEATWARDEN_PROVIDER: provider,
    SEATWARDEN_CLIENT_ID: clientId,
    SEATWARDEN_CLIENT_SECRET: clientSecret,
    SEATWARDEN_BASE_URL: baseUrl,
  };
  const ways = [
    [["list", "--connection", file], {}],
    [["list"], { SEATWARDEN_CONNECTION: JSON.stringify(tenant.connection) }],
    [["list"], { SEATWARDEN_CONNECTION: file }],
    [["list"], single],
    [["list", "--connection", file], { SEATWARDEN_CONNECTION: "{}", ...single, SEATWARDEN_CLIENT_SECRET: "wrong" }],
    [["list"], { SEATWARDEN_CONNECTION: file, ...single, SEATWARDEN_CLIENT_SECRET: "wrong" }],
    [["list"], { SEATWARDEN_CONNECTION: "", ...single }],
  ];
  for (const [args, env] of ways) {
    const { code, stdout, stderr } = await seatwarden(args, { env });
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trimEnd().split("\n").length, 3);
  }
});

test("a Zuora OneID organization, by several variables", async (t) => {
  const oneid = await served(["--provider", "zuora-oneid", "--users", "4"]);
  t.after(oneid.close);
  const { provider, clientId, clientSecret, baseUrl, tokenUrl, organizationId } = oneid.connection;
  assert.ok(organizationId);
  const env = {
    SEATWARDEN_PROVIDER: provider,
    SEATWARDEN_CLIENT_ID: clientId,
    SEATWARDEN_CLIENT_SECRET: clientSecret,
    SEATWARDEN_BASE_URL: baseUrl,
    SEATWARDEN_TOKEN_URL: tokenUrl,
  };
  const joiner = ["--email", "nia@example.com", "--given-name", "Nia", "--family-name", "Okafor", "--role", "USER"];
  const provision = (SEATWARDEN_ORGANIZATION_ID) =>
    seatwarden(["provision", ...joiner, "--json"], { env: { ...env, SEATWARDEN_ORGANIZATION_ID } });
  const elsewhere = await provision("0f1e2d3c-4b5a-4697-8877-665544332211");
  assert.equal(elsewhere.code, 1);
  assert.match(elsewhere.stderr, /organizationId/);
  const { code, stderr, stdout } = await provision(organizationId);
  assert.equal(code, 0, stderr);
  assert.equal(JSON.parse(stdout).outcome, "created");
});

test("a bad connection ends with 2, a sentence, and no secret", async () => {
  const canary = "cAnArY-4711";
  const broken = join(folder, "broken.json");
  writeFileSync(broken, `{"clientSecret": "${canary}", oops`);
  const empty = join(folder, "empty.json");
  writeFileSync(empty, "\n");
  const cases = [
    [["list"], {}, /no connection/],
    [["list", "--connection", empty], {}, /the file is empty\n.*sandbox/],
    [["list", "--connection", join(folder, "missing.json")], {}, /can't be read \(ENOENT\)/],
    [["list", "--connection", broken], {}, /not JSON/],
    [["list"], { SEATWARDEN_CONNECTION: `{"clientSecret": ${canary}` }, /not JSON/],
    [
      ["list"],
      { SEATWARDEN_CONNECTION: `{"provider": "zuora", "clientId": "id", "clientSecret": "${canary}", "colour": 1}` },
      /connection\.colour/,
    ],
    [["list"], { SEATWARDEN_PROVIDER: "acme", SEATWARDEN_CLIENT_SECRET: canary }, /connection\.provider/],
    [["list"], { SEATWARDEN_PROVIDER: "zuora", SEATWARDEN_CLIENT_SECRET: canary }, /connection\.clientId/],
    [
      ["list"],
      {
        SEATWARDEN_PROVIDER: "zuora",
        SEATWARDEN_CLIENT_ID: "id",
        SEATWARDEN_CLIENT_SECRET: canary,
        SEATWARDEN_BASE_URL: "http://rest.zuora.com",
      },
      /connection\.baseUrl/,
    ],
  ];
  for (const [args, env, says] of cases) {
    const { code, stdout, stderr } = await seatwarden(args, { env });
    assert.equal(code, 2, stderr);
    assert.match(stderr, says);
    assert.equal(stdout, "");
    assert.ok(!stderr.includes(canary), stderr);
    assert.ok(!stderr.includes("    at "), "a stack is not for people");
  }
});

test("a connection as the value of a flag or as a word is refused, and not shown", async () => {
  const canary = "cAnArY-4711";
  const whole = JSON.stringify({ ...tenant.connection, clientSecret: canary });
  for (const args of [
    ["token", "--connection", whole],
    ["token", `--connection= ${whole}`],
    ["connections", whole],
    ["connections", file, `\n${whole}`],
    ["token", "--connection", whole.slice(1)],
    ["connections", "--connection", whole, "--json"],
  ]) {
    const { code, stdout, stderr } = await seatwarden(args);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /--connection takes a file; JSON goes into SEATWARDEN_CONNECTION/);
    assert.ok(!stderr.includes(canary), stderr);
  }
});

test("a connection that is JSON, but no object, is bad usage", async () => {
  for (const content of ["null", "[]", "7", '"cAnArY-4711"']) {
    const path = join(folder, "other.json");
    writeFileSync(path, content);
    const { code, stderr } = await seatwarden(["list", "--connection", path]);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /that is no JSON object/);
    assert.ok(!stderr.includes("cAnArY"), stderr);
    const checked = await seatwarden(["connections", path]);
    assert.equal(checked.code, 1, checked.stderr);
    assert.match(checked.stdout, /\tconnection\tfailed\t.*that is no JSON object/);
  }
});

test("a file may begin with a byte order mark", async () => {
  const marked = join(folder, "marked.json");
  writeFileSync(marked, `\uFEFF${JSON.stringify(tenant.connection)}`);
  const { code, stderr } = await seatwarden(["list", "--connection", marked]);
  assert.equal(code, 0, stderr);
});

test("refused credentials end with 1 and a hint", async () => {
  const env = { SEATWARDEN_CONNECTION: JSON.stringify({ ...tenant.connection, clientSecret: "wrong" }) };
  const { code, stderr } = await seatwarden(["roles"], { env });
  assert.equal(code, 1);
  assert.match(stderr, /\(auth_failed\)/);
  assert.match(stderr, /→ /);
});

test("a tenant that can't be reached ends with 1 by its deadline", async () => {
  const env = { SEATWARDEN_CONNECTION: JSON.stringify({ ...tenant.connection, baseUrl: "http://127.0.0.1:9" }) };
  const { code, stderr } = await seatwarden(["roles", "--deadline-ms", "1500"], { env });
  assert.equal(code, 1);
  assert.match(stderr, /\((network|timeout)\)/);
});
