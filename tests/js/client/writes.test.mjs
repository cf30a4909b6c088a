/** Writes write what is needed and nothing else. */

import assert from "node:assert/strict";
import test from "node:test";
import { LEAVER } from "../../../pkg/sandbox.js";
import { JOINER, rejection, tenant, writes } from "./tenant.mjs";

test("a joiner is created with the role that her profile's name means", async () => {
  const { sandbox, client } = tenant();
  const result = await client.provision(JOINER);
  assert.equal(result.outcome, "created");
  assert.equal(result.dryRun, false);
  const stored = sandbox.users().find(({ username }) => username === JOINER.email);
  const role = (await client.roles()).find(({ name }) => name === JOINER.role);
  assert.equal(stored.id, result.user.id);
  assert.equal(stored.profileId, role.id);
  assert.equal(stored.firstName, "Mira");
  assert.equal(writes(sandbox).length, 1);
});

test("a second provision writes nothing", async () => {
  const { sandbox, client } = tenant();
  await client.provision(JOINER);
  const before = writes(sandbox).length;
  const { outcome, changes } = await client.provision(JOINER);
  assert.equal(outcome, "unchanged");
  assert.deepEqual(changes, []);
  assert.equal(writes(sandbox).length, before);
});

test("a dry run says what would be done and writes nothing", async () => {
  const { sandbox, client } = tenant();
  const joiner = await client.provision(JOINER, { dryRun: true });
  assert.equal(joiner.outcome, "created");
  assert.equal(joiner.dryRun, true);
  const leaver = await client.deactivate({ email: LEAVER.email }, { dryRun: true });
  assert.equal(leaver.outcome, "deactivated");
  assert.equal(leaver.dryRun, true);
  assert.deepEqual(writes(sandbox), []);
  assert.equal(
    sandbox.requests().some(({ committed, path }) => committed && path !== "/oauth/token"),
    false,
  );
});

test("a change is written once, and only the field that differs", async () => {
  const { sandbox, client } = tenant();
  await client.provision(JOINER);
  sandbox.clearRequests();
  const { outcome, changes, user } = await client.provision({ ...JOINER, familyName: "Okafor-Lind" });
  assert.equal(outcome, "updated");
  assert.deepEqual(changes, [{ field: "familyName", from: "Okafor", to: "Okafor-Lind" }]);
  assert.equal(user.familyName, "Okafor-Lind");
  const [write, ...more] = writes(sandbox);
  assert.deepEqual(more, []);
  assert.equal(write.method, "PUT");
  assert.deepEqual(write.body, { lastName: "Okafor-Lind" });
});

test("a leaver is found by e-mail and switched off; again is already_inactive; back is reactivated", async () => {
  const { sandbox, client } = tenant();
  const first = await client.deactivate(LEAVER.email);
  assert.equal(first.outcome, "deactivated");
  assert.equal(first.user.active, false);
  assert.deepEqual(
    first.warnings.map(({ code }) => code),
    ["oauth_clients_survive"],
  );
  assert.equal(sandbox.users().find(({ username }) => username === LEAVER.username).status, "Inactive");
  const before = writes(sandbox).length;
  assert.equal((await client.deactivate(LEAVER.email)).outcome, "already_inactive");
  assert.equal(writes(sandbox).length, before);
  assert.equal((await client.provision({ userName: LEAVER.username })).outcome, "reactivated");
  assert.equal(sandbox.users().find(({ username }) => username === LEAVER.username).status, "Active");
});

test("a leaver who isn't there is an outcome, and with strict an error", async () => {
  const { sandbox, client } = tenant();
  const { outcome, user } = await client.deactivate("nobody@example.com");
  assert.equal(outcome, "not_found");
  assert.equal(user, null);
  const error = await rejection(client.deactivate("nobody@example.com", { strict: true }));
  assert.equal(error.code, "not_found");
  assert.deepEqual(writes(sandbox), []);
});

test("each write that was attempted leaves one audit record, with the actor", async () => {
  const audit = [];
  const { client } = tenant({}, { actor: "hr-import", onAudit: (record) => audit.push(record) });
  await client.provision(JOINER);
  await client.provision(JOINER);
  await client.provision({ ...JOINER, title: "x" }, { dryRun: true });
  await client.deactivate(LEAVER.email);
  await client.deactivate(LEAVER.email);
  assert.deepEqual(
    audit.map(({ action, outcome, actor, provider }) => ({ action, outcome, actor, provider })),
    [
      { action: "create", outcome: "created", actor: "hr-import", provider: "zuora" },
      { action: "deactivate", outcome: "deactivated", actor: "hr-import", provider: "zuora" },
    ],
  );
  assert.equal(audit[1].before.active, true);
  assert.equal(audit[1].after.active, false);
});

test("a sink that throws changes nothing", async () => {
  const thrower = () => {
    throw new Error("a sink's own trouble");
  };
  const { client } = tenant({}, { onEvent: thrower, onAudit: thrower });
  assert.equal((await client.provision(JOINER)).outcome, "created");
});
