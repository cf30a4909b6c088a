/** The command for groups: what it prints where, and how it ends. */

import assert from "node:assert/strict";
import test from "node:test";
import { seatwarden, served } from "./command.mjs";

let tenant;
let people;
const on = (...args) => seatwarden(args, { env: tenant.env });
const json = async (...args) => JSON.parse((await on(...args, "--json")).stdout);

test.before(async () => {
  tenant = await served(["--provider", "scim", "--users", "12"]);
  people = await json("list", "--active");
});
test.after(() => tenant.close());

test("groups list: a row a group when piped, JSON when asked", async () => {
  const piped = await on("groups", "list");
  assert.equal(piped.code, 0, piped.stderr);
  const rows = piped.stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  const all = await json("groups", "list");
  assert.deepEqual(
    rows,
    all.map(({ name, id, members }) => [name, id, members === undefined ? "" : String(members.length)]),
  );
  assert.ok(rows.some(([name]) => name === "Sales"));
});

test("a group's life, a command each", async () => {
  const [jane, joe] = people;
  const dry = await on("groups", "create", "Pilots", jane.userName, "--dry-run");
  assert.deepEqual([dry.code, dry.stdout], [0, "created\t\tPilots\n"]);
  assert.match(dry.stderr, /nothing was written/);
  const made = await json("groups", "create", "Pilots", jane.userName);
  assert.equal(made.outcome, "created");
  assert.equal((await on("groups", "create", "Pilots", jane.userName)).stdout, `unchanged\t${made.group.id}\tPilots\n`);
  assert.equal((await on("groups", "add", "Pilots", joe.userName, jane.userName)).stdout, `updated\t${made.group.id}\tPilots\n`);
  const members = await on("groups", "get", "Pilots");
  assert.deepEqual(
    members.stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t")[1])
      .toSorted(),
    [jane.id, joe.id].toSorted(),
  );
  assert.equal((await json("groups", "remove-member", "Pilots", jane.userName)).outcome, "updated");
  assert.equal((await json("groups", "rename", "Pilots", "Captains")).outcome, "renamed");
  const refused = await on("groups", "remove", "Captains", "--confirm", "Pilots");
  assert.equal(refused.code, 4);
  assert.match(refused.stderr, /\(guard_tripped\)\n.*--confirm Captains if/);
  const unsaid = await on("groups", "remove", "Captains");
  assert.equal(unsaid.code, 4);
  assert.match(unsaid.stderr, /it has to be confirmed; nothing was removed/);
  assert.equal((await on("groups", "remove", "Captains", "--confirm", "Captains")).stdout, "removed\t\tCaptains\n");
  assert.equal((await on("groups", "remove", "Captains", "--confirm", "Captains")).code, 0);
  assert.equal((await on("groups", "get", "Captains")).code, 3);
  assert.equal((await on("groups", "add", "Sales", "nobody@example.com")).code, 3);
});

test("what can't be meant is exit code 2, with what to write", async () => {
  for (const [args, words] of [
    [["groups"], /one of list, get, create/],
    [["groups", "destroy"], /one of list, get, create/],
    [["groups", "get"], /one word: GROUP/],
    [["groups", "list", "Sales"], /no words/],
    [["groups", "rename", "Sales"], /GROUP NAME/],
    [["groups", "add", "Sales"], /one WHO or more/],
  ]) {
    const { code, stderr } = await on(...args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, words);
  }
});

test("provision leaves other groups with --groups-mode exact", async () => {
  const nia = ["provision", "--user-name", "nia@example.com"];
  assert.equal((await json(...nia, "--group", "Sales", "--group", "Finance")).outcome, "created");
  const exact = await json(...nia, "--group", "Finance", "--groups-mode", "exact");
  assert.deepEqual([exact.outcome, exact.user.groups], ["updated", ["Finance"]]);
  const unknown = await on(...nia, "--group", "Sails");
  assert.notEqual(unknown.code, 0);
  assert.match(unknown.stderr, /no group "Sails"; it has .*"Sales"/);
});

test("where nobody sees who is in a group, that is said", async () => {
  const zoom = await served(["--provider", "zoom", "--users", "3"]);
  try {
    const got = await seatwarden(["groups", "get", "Sales", "--json"], { env: zoom.env });
    assert.equal("members" in JSON.parse(got.stdout), false);
    const zuora = await served([]);
    const refused = await seatwarden(["groups", "list"], { env: zuora.env });
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /\(not_supported\)/);
    await zuora.close();
  } finally {
    await zoom.close();
  }
});
