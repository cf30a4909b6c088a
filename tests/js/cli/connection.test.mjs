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
  const { provider, clientId, clientSecret, baseUrl, tokenUrl } = oneid.connection;
  const env = {
    SEATWARDEN_PROVIDER: provider,
    SEATWARDEN_CLIENT_ID: clientId,
    SEATWARDEN_CLIENT_SECRET: clientSecret,
    SEATWARDEN_ORGANIZATION_ID: "0f1e2d3c-4b5a-4697-8877-665544332211",
    SEATWARDEN_BASE_URL: baseUrl,
    SEATWARDEN_TOKEN_URL: tokenUrl,
  };
  const joiner = ["--email", "nia@example.com", "--given-name", "Nia", "--family-name", "Okafor", "--role", "USER"];
  const { code, stderr, stdout } = await seatwarden(["provision", ...joiner, "--json"], { env });
  assert.equal(code, 0, stderr);
  const { outcome, user } = JSON.parse(stdout);
  assert.equal(outcome, "created");
  assert.equal(user.raw["urn:zuora:scim:schemas:1.0:UserExtension"].organizationId, env.SEATWARDEN_ORGANIZATION_ID);
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
