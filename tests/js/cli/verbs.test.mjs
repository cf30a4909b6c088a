/** The verbs on the command line: what they print where, and how they end. */

import assert from "node:assert/strict";
import test from "node:test";
import { createSandbox } from "../../../pkg/sandbox.js";
import { serveSandbox } from "../../../pkg/sandbox-server.js";
import { seatwarden, served } from "./command.mjs";

const JANE = ["--email", "jane.roe@example.com", "--given-name", "Jane", "--family-name", "Roe", "--role", "Read Only"];
const LEAVER = "lena.brandt@example.com";

let tenant;
test.before(async () => {
  tenant = await served(["--users", "60"]);
});
test.after(() => tenant.close());

const on = (args, options) => seatwarden(args, { env: tenant.env, ...options });

test("token keeps the token to itself", async () => {
  const plain = await on(["token"]);
  assert.equal(plain.code, 0, plain.stderr);
  const shown = await on(["token", "--show"]);
  const token = shown.stdout.trim();
  assert.ok(token.length > 10 && !/\s/.test(token));
  const json = JSON.parse((await on(["token", "--json"])).stdout);
  assert.equal("accessToken" in json, false);
  assert.equal(json.tokenType.toLowerCase(), "bearer");
  const both = JSON.parse((await on(["token", "--json", "--show"])).stdout);
  assert.ok(both.accessToken.length > 10);
  assert.ok(!plain.stdout.includes(both.accessToken));
});

test("list gives every user: tab-separated when piped, JSON when asked", async () => {
  const piped = await on(["list"]);
  assert.equal(piped.code, 0, piped.stderr);
  const rows = piped.stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  assert.equal(rows.length, 60);
  assert.ok(rows.every((row) => row.length === 6));
  assert.equal(piped.stderr, "");
  const users = JSON.parse((await on(["list", "--json"])).stdout);
  assert.deepEqual(
    users.map(({ id }) => id),
    rows.map(([, id]) => id),
  );
  const active = JSON.parse((await on(["list", "--active", "--json"])).stdout);
  const inactive = JSON.parse((await on(["list", "--inactive", "--json"])).stdout);
  assert.equal(active.length + inactive.length, 60);
  assert.ok(active.every((user) => user.active));
  assert.equal(JSON.parse((await on(["list", "--limit", "7", "--page-size", "3", "--json"])).stdout).length, 7);
  assert.deepEqual(JSON.parse((await on(["list", "--user-name", "nobody@example.com", "--json"])).stdout), []);
});

test("get and find: exit code 3 where nobody is", async () => {
  const [user] = JSON.parse((await on(["list", "--limit", "1", "--json"])).stdout);
  assert.equal(JSON.parse((await on(["get", user.userName, "--json"])).stdout).id, user.id);
  assert.equal(JSON.parse((await on(["get", "--id", user.id, "--json"])).stdout).userName, user.userName);
  assert.match((await on(["find", user.id])).stdout, new RegExp(`^id\t${user.id}$`, "m"));
  const nobody = await on(["get", "nobody@example.com"]);
  assert.equal(nobody.code, 3);
  assert.equal(nobody.stdout, "");
  assert.match(nobody.stderr, /nobody@example\.com.*\(not_found\)/);
  const none = await on(["find", "nobody@example.com", "--json"]);
  assert.equal(none.code, 3);
  assert.equal(none.stdout, "null\n");
  assert.equal((await on(["find", "nobody@example.com"])).stdout, "");
});

test("roles are listed", async () => {
  const piped = await on(["roles"]);
  assert.equal(piped.code, 0);
  assert.match(piped.stdout, /^Read Only\t\S+$/m);
  assert.equal(JSON.parse((await on(["roles", "--json"])).stdout).length, 3);
});

test("a joiner: dry run, created, unchanged; a field as the vendor names it", async () => {
  const dry = await on(["provision", ...JANE, "--dry-run"]);
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, /^created\t/);
  assert.match(dry.stderr, /nothing was written/);
  assert.equal((await on(["find", "jane.roe@example.com"])).code, 3);
  const created = JSON.parse((await on(["provision", ...JANE, "--json"])).stdout);
  assert.equal(created.outcome, "created");
  const again = await on(["provision", ...JANE]);
  assert.match(again.stdout, /^unchanged\t/);
  const extra = await on(["provision", "--email", "jane.roe@example.com", "--extra", '{"lastName":"Roe-Smith"}', "--json"]);
  assert.equal(JSON.parse(extra.stdout).user.familyName, "Roe-Smith");
});

test("a leaver: deactivated, already off, not there, strict", async () => {
  const first = await on(["deactivate", "--email", LEAVER]);
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stdout, /^deactivated\t/);
  assert.match(first.stderr, /warning:.*\(oauth_clients_survive\)/);
  assert.equal(JSON.parse((await on(["deactivate", LEAVER, "--json"])).stdout).outcome, "already_inactive");
  const nobody = await on(["deactivate", "nobody@example.com"]);
  assert.equal(nobody.code, 0);
  assert.match(nobody.stdout, /^not_found\t/);
  assert.equal((await on(["deactivate", "nobody@example.com", "--strict"])).code, 3);
});

test("an unknown role ends with 2 and says which there are", async () => {
  const { code, stderr } = await on([
    "provision",
    "--email",
    "a@example.com",
    "--given-name",
    "A",
    "--family-name",
    "B",
    "--role",
    "Emperor",
  ]);
  assert.equal(code, 2);
  assert.match(stderr, /Read Only/);
});

test("run: a step on standard input, its answer on standard output, the exit code from it", async () => {
  const done = await on(["run"], { input: JSON.stringify({ action: "find", input: { who: "nobody@example.com" } }) });
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(JSON.parse(done.stdout).data, { user: null });
  const failed = await on(["run"], { input: JSON.stringify({ action: "get", input: { who: "nobody@example.com" } }) });
  assert.equal(failed.code, 3);
  assert.equal(JSON.parse(failed.stdout).error.code, "not_found");
  const own = await seatwarden(["run"], { input: JSON.stringify({ action: "roles", connection: tenant.connection }) });
  assert.equal(JSON.parse(own.stdout).data.roles.length, 3);
  const bad = await on(["run"], { input: '{"action": "get", "secret": canary-4711' });
  assert.equal(bad.code, 2);
  assert.ok(!bad.stderr.includes("canary"));
  assert.equal((await on(["run"], { input: JSON.stringify({ action: "fly" }) })).code, 2);
  assert.equal((await on(["run"], { input: "[]" })).code, 2);
});

test("run ends with 1 if one of many failed, or the deadline came before all were done", async (t) => {
  const run = (whos, options = {}) => on(["run"], { input: JSON.stringify({ action: "deactivateAll", input: { whos }, options }) });
  const none = await run(["nobody@example.com"]);
  assert.deepEqual([none.code, JSON.parse(none.stdout).data.counts], [0, { not_found: 1 }]);
  const some = await run(["nobody@example.com", 7]);
  assert.deepEqual([some.code, JSON.parse(some.stdout).ok, JSON.parse(some.stdout).data.counts.failed], [1, true, 1]);
  const [stuck, other] = createSandbox({ users: 2 }).users();
  const faults = { slowMs: 5000, script: [{ kind: "slow", method: "PUT", path: `/v1/users/${stuck.id}*` }] };
  const slow = await serveSandbox({ users: 2, faults });
  t.after(() => slow.close());
  const step = {
    action: "deactivateAll",
    connection: slow.connection,
    input: { whos: [stuck.id, other.id] },
    options: { deadlineMs: 3000 },
  };
  const stopped = await seatwarden(["run"], { input: JSON.stringify(step) });
  const { ok, data } = JSON.parse(stopped.stdout);
  assert.deepEqual([stopped.code, ok, data.results.length, typeof data.resume], [1, true, 1, "string"], stopped.stdout);
});

test("--verbose tells each request on standard error, without secrets", async () => {
  const { stdout, stderr } = await on(["roles", "--verbose", "--json"]);
  assert.equal(JSON.parse(stdout).length, 3);
  assert.match(stderr, /GET \/v1\/user-profiles/);
  assert.ok(!stderr.includes(tenant.connection.clientSecret));
});

test("a reader who stops early is no failure", async () => {
  const { start } = await import("./command.mjs");
  const { child, ended } = start(["list"], { env: tenant.env, input: "" });
  child.stdout.destroy();
  const { code, stderr } = await ended;
  assert.equal(code, 0, stderr);
  assert.equal(stderr, "");
});

test("the whole lifecycle of an account", async () => {
  const kim = ["--email", "kim.lee@example.com", "--given-name", "Kim", "--family-name", "Lee", "--role", "Read Only"];
  assert.equal((await on(["provision", ...kim])).code, 0);
  const updated = await on(["update", "kim.lee@example.com", "--title", "Lead"]);
  assert.match(updated.stdout, /^updated\t/);
  assert.match((await on(["deactivate", "kim.lee@example.com"])).stdout, /^deactivated\t/);
  assert.match((await on(["reactivate", "kim.lee@example.com"])).stdout, /^reactivated\t/);
  assert.equal((await on(["reset-password", "kim.lee@example.com"])).stdout, "sent\n");
  const refused = await on(["remove", "kim.lee@example.com"]);
  assert.equal(refused.code, 4, refused.stderr);
  assert.match(refused.stderr, /it has to be confirmed; nothing was removed .*\n.*Give --confirm kim\.lee@example\.com if/);
  const wrong = await on(["remove", "kim.lee@example.com", "--confirm", "kim.li@example.com"]);
  assert.deepEqual([wrong.code, /confirm is not the userName/.test(wrong.stderr)], [4, true], wrong.stderr);
  const removed = await on(["remove", "kim.lee@example.com", "--confirm", "kim.lee@example.com"]);
  assert.deepEqual([removed.code, removed.stdout.split("\t")[0]], [0, "removed"]);
  assert.equal((await on(["reactivate", "kim.lee@example.com"])).code, 3);
});

test("capabilities: each verb, and how users can be listed", async () => {
  const plain = await on(["capabilities"]);
  assert.equal(plain.code, 0, plain.stderr);
  assert.match(plain.stdout, /^reset-password\tyes$/m);
  assert.match(plain.stdout, /^groups\tno$/m);
  assert.match(plain.stdout, /^list by\t.*user-name/m);
  assert.equal(JSON.parse((await on(["capabilities", "--json"])).stdout).verbs.provision, true);
});

test("request: the answer as the vendor gives it, and 1 for a refusal", async () => {
  const done = await on(["request", "get", "/v1/users?pageSize=1"]);
  assert.equal(done.code, 0, done.stderr);
  assert.equal(JSON.parse(done.stdout).users.length, 1);
  assert.equal(done.stderr, "200\n");
  const refused = await on(["request", "POST", "/v1/users", "--body", '{"username":"x@example.com"}', "--json"]);
  assert.equal(refused.code, refused.stdout.includes('"status": 200') ? 0 : 1);
  assert.equal(JSON.parse(refused.stdout).body.success, false);
  assert.equal((await on(["request", "GET", "/v1/users/u-nobody"])).code, 1);
  for (const args of [
    ["GET"],
    ["GET", "/v1/users", "x"],
    ["GET", "v1/users"],
    ["GET", "https://example.com/v1/users"],
    ["GET", "/v1/users", "--body", "{"],
  ])
    assert.equal((await on(["request", ...args])).code, 2, args.join(" "));
});

test("provision --match: an account gets another login name, and no second one is made", async () => {
  const [user] = JSON.parse((await on(["list", "--limit", "1", "--json"])).stdout);
  const changed = await on(["provision", "--match", user.id, "--user-name", "renamed@example.com", "--idempotency-key", "k-1"]);
  assert.match(changed.stdout, /^updated\t/, changed.stderr);
  assert.equal(JSON.parse((await on(["get", "--id", user.id, "--json"])).stdout).userName, "renamed@example.com");
});

test("a SCIM tenant in memory: its connection works, a SCIM filter goes to it", async () => {
  const scim = await served(["--provider", "scim", "--users", "30"]);
  try {
    assert.equal(scim.connection.provider, "scim");
    const all = JSON.parse((await seatwarden(["list", "--json"], { env: scim.env })).stdout);
    assert.equal(all.length, 30);
    const filter = `userName eq ${JSON.stringify(all[7].userName)}`;
    const one = await seatwarden(["list", "--filter", filter, "--json"], { env: scim.env });
    assert.deepEqual(
      JSON.parse(one.stdout).map(({ id }) => id),
      [all[7].id],
      one.stderr,
    );
    assert.equal((await seatwarden(["connections"], { env: scim.env })).code, 0);
  } finally {
    await scim.close();
  }
  assert.equal((await seatwarden(["sandbox", "--provider", "acme"])).code, 2);
  const stray = await seatwarden(["sandbox", "--provider", "scim", "--legacy"]);
  assert.equal(stray.code, 2);
  assert.match(stray.stderr, /--legacy is for --provider zuora/);
});

test("a Zoom account in memory: a leaver whose data somebody receives", async () => {
  const zoom = await served(["--provider", "zoom", "--users", "10"]);
  try {
    const checked = await seatwarden(["connections"], { env: zoom.env });
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    const [heir, ...others] = JSON.parse((await seatwarden(["list", "--active", "--json"], { env: zoom.env })).stdout);
    const leaver = others.at(-1);
    const left = await seatwarden(["deactivate", "--id", leaver.id, "--transfer-to", heir.email ?? heir.userName], { env: zoom.env });
    assert.match(left.stdout, /^deactivated\t/, left.stderr);
  } finally {
    await zoom.close();
  }
  const zuora = await on(["deactivate", LEAVER, "--transfer-to", "a@example.com"]);
  assert.equal(zuora.code, 1);
  assert.match(zuora.stderr, /\(not_supported\)/);
});
