/** The rest of the lifecycle: update, reactivate, remove, resetPassword, by client, bare function and step. */

import assert from "node:assert/strict";
import test from "node:test";
import * as seatwarden from "../../../pkg/index.js";
import { JOINER, rejection, tenant, writes } from "./tenant.mjs";

async function joined() {
  const made = tenant();
  await made.client.provision(JOINER);
  made.sandbox.clearRequests();
  return made;
}

const stored = (sandbox) => sandbox.users().find(({ username }) => username === JOINER.email);

test("update writes what differs, once", async () => {
  const { sandbox, client } = await joined();
  const { outcome, changes } = await client.update(JOINER.email, { familyName: "Lind", givenName: "Mira" });
  assert.equal(outcome, "updated");
  assert.deepEqual(changes, [{ field: "familyName", from: "Okafor", to: "Lind" }]);
  assert.equal(stored(sandbox).lastName, "Lind");
  assert.equal((await client.update(JOINER.email, { familyName: "Lind" })).outcome, "unchanged");
  assert.equal(writes(sandbox).length, 1);
  assert.equal((await rejection(client.update("ghost@example.com", { title: "x" }))).code, "not_found");
  assert.equal((await rejection(client.update(JOINER.email, {}))).code, "invalid_input");
});

test("an account is switched off and on again", async () => {
  const { sandbox, client } = await joined();
  assert.equal((await client.deactivate(JOINER.email)).outcome, "deactivated");
  assert.equal((await client.reactivate(JOINER.email)).outcome, "reactivated");
  assert.equal(stored(sandbox).status, "Active");
  assert.equal((await client.reactivate(JOINER.email)).outcome, "already_active");
  assert.equal(writes(sandbox).length, 2);
});

test("remove needs the account's own name, and is for good", async () => {
  const { sandbox, client } = await joined();
  for (const confirm of ["", "jane@example.com", JOINER.email.toUpperCase()]) {
    const error = await rejection(client.remove(JOINER.email, { confirm }));
    assert.equal(error.code, "guard_tripped");
  }
  assert.deepEqual(writes(sandbox), []);
  const { outcome, user } = await client.remove(JOINER.email, { confirm: JOINER.email });
  assert.deepEqual([outcome, user], ["removed", null]);
  assert.equal(stored(sandbox), undefined);
  assert.equal((await client.remove(JOINER.email, { confirm: JOINER.email })).outcome, "not_found");
});

test("resetPassword has the mail sent", async () => {
  const { sandbox, client } = await joined();
  assert.deepEqual(await client.resetPassword(JOINER.email), { sent: true });
  assert.deepEqual(sandbox.passwordResets(), [stored(sandbox).id]);
});

test("the bare functions and the step do the same", async () => {
  const { sandbox } = await joined();
  const { connection, fetch } = sandbox;
  assert.equal((await seatwarden.update(connection, JOINER.email, { title: "Lead" }, { fetch })).outcome, "updated");
  assert.equal((await seatwarden.reactivate(connection, JOINER.email, { fetch })).outcome, "already_active");
  assert.deepEqual(await seatwarden.resetPassword(connection, JOINER.email, { fetch }), { sent: true });
  const step = { action: "update", connection, input: { who: JOINER.email, change: { title: "Chief" } } };
  const output = await seatwarden.run(step, { fetch });
  assert.deepEqual([output.ok, output.outcome], [true, "updated"]);
  assert.equal((await seatwarden.remove(connection, JOINER.email, { fetch, confirm: JOINER.email })).outcome, "removed");
});
