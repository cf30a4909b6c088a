/** Groups through the door of JavaScript: the verbs, the groups of a person, the audit, and the step. */

import assert from "node:assert/strict";
import test from "node:test";
import { SeatwardenError } from "../../../pkg/index.js";
import { rejection, tenant, writes } from "./tenant.mjs";

const TENANTS = ["scim", "zoom"];

/** A tenant, a client, and two of its people. */
async function opened(provider, options) {
  const made = tenant({ provider, users: 12 }, options);
  const [jane, joe] = await made.client.list({ active: true }).toArray({ limit: 2 });
  return { ...made, jane, joe };
}

for (const provider of TENANTS) {
  test(`${provider}: a group is made, filled, renamed, emptied and removed`, async () => {
    const { client, jane, joe } = await opened(provider);
    const { groups } = client;
    const made = await groups.create({ name: "Pilots", members: [jane.userName] });
    assert.deepEqual([made.outcome, made.dryRun, made.warnings], ["created", false, []]);
    assert.equal((await groups.create({ name: "Pilots" })).outcome, "unchanged");
    const added = await groups.addMembers({ name: "Pilots" }, [{ id: joe.id }, jane.userName]);
    assert.deepEqual([added.outcome, added.changes], ["updated", [{ field: "members", from: null, to: [joe.id] }]]);
    assert.equal((await groups.removeMembers(made.group.id, [jane.userName])).outcome, "updated");
    assert.equal((await groups.rename("Pilots", "Captains")).outcome, "renamed");
    const group = await groups.get({ name: "Captains" });
    assert.equal(group.id, made.group.id);
    if (provider === "zoom") assert.equal("members" in group, false);
    else
      assert.deepEqual(
        group.members?.map(({ id }) => id),
        [joe.id],
      );
    assert.deepEqual((await client.get({ id: joe.id })).groups?.includes("Captains"), true);
    const refused = await rejection(groups.remove("Captains", { confirm: "captains" }));
    assert.equal(refused.code, "guard_tripped");
    assert.equal((await groups.remove("Captains", { confirm: "Captains" })).outcome, "removed");
    assert.equal((await groups.remove("Captains", { confirm: "Captains" })).outcome, "not_found");
    assert.equal((await rejection(groups.get("Captains"))).code, "not_found");
  });

  test(`${provider}: groups are listed one by one, or as an array`, async () => {
    const { client } = await opened(provider);
    const names = [];
    for await (const { name } of client.groups.list()) names.push(name);
    const all = await client.groups.list().toArray();
    assert.deepEqual(
      names,
      all.map(({ name }) => name),
    );
    assert.ok(names.includes("Sales") && all.every(({ id, raw }) => id.length > 0 && typeof raw === "object"));
  });

  test(`${provider}: a person is put into the groups that are named, and out of others only if that is asked for`, async () => {
    const { client, sandbox } = await opened(provider);
    const nia = (groups) => ({ userName: "nia@example.com", givenName: "Nia", familyName: "Okafor", groups });
    assert.equal((await client.provision(nia(["Sales"]))).outcome, "created");
    assert.equal((await client.provision(nia(["Finance"]))).outcome, "updated");
    assert.deepEqual((await client.get("nia@example.com")).groups?.toSorted(), ["Finance", "Sales"]);
    const exact = await client.provision(nia(["Finance"]), { groupsMode: "exact" });
    assert.deepEqual([exact.outcome, exact.user.groups, exact.warnings], ["updated", ["Finance"], []]);
    sandbox.clearRequests();
    assert.equal((await client.provision(nia(["Finance"]), { groupsMode: "exact" })).outcome, "unchanged");
    assert.deepEqual(writes(sandbox), []);
    const unknown = await rejection(client.provision(nia(["Sails"])));
    assert.equal(unknown.code, "invalid_input");
    assert.match(unknown.message, /person\.groups\[0\].*"Sales"/);
    assert.equal((await rejection(client.provision(nia([]), { groupsMode: "all" }))).code, "invalid_input");
  });

  test(`${provider}: each write is in the audit, with the group and who comes or goes`, async () => {
    const records = [];
    const { client, jane } = await opened(provider, { onAudit: (record) => records.push(record), actor: "test" });
    const { group } = await client.groups.create({ name: "Pilots" });
    await client.groups.addMembers("Pilots", [jane.userName], { dryRun: true });
    await client.groups.addMembers("Pilots", [jane.userName]);
    assert.deepEqual(
      records.map(({ action, outcome, target, actor }) => ({ action, outcome, target, actor })),
      [
        { action: "groups.create", outcome: "created", target: { id: group.id, group: "Pilots" }, actor: "test" },
        { action: "groups.addMembers", outcome: "updated", target: { id: group.id, group: "Pilots", members: [jane.id] }, actor: "test" },
      ],
    );
  });

  test(`${provider}: as a step, JSON in and JSON out`, async () => {
    const { client, jane } = await opened(provider);
    const step = { action: "groups.addMembers", input: { group: "Sales", members: [jane.userName] }, options: { dryRun: true } };
    const { ok, action, data } = await client.run(step);
    assert.deepEqual([ok, action, data.dryRun, data.group.name], [true, "groups.addMembers", true, "Sales"]);
    const listed = await client.run({ action: "groups.list" });
    assert.ok(listed.ok && listed.data.groups.some(({ name }) => name === "Sales"));
    const missing = await client.run({ action: "groups.get", input: { group: "Sails" } });
    assert.deepEqual([missing.ok, missing.error.code], [false, "not_found"]);
  });
}

test("Zuora has no groups: it is told before, and refused with who has", async () => {
  const { client, sandbox } = tenant();
  const { groups, verbs } = await client.capabilities();
  assert.deepEqual([groups, verbs["groups.list"], verbs["groups.addMembers"]], [false, false, false]);
  const error = await rejection(client.groups.list().toArray());
  assert.ok(SeatwardenError.is(error));
  assert.deepEqual([error.code, error.operation], ["not_supported", "groups.list"]);
  assert.match(error.hint, /zuora-oneid/);
  assert.deepEqual(sandbox.requests(), []);
});

test("an aborted call rejects with the signal's reason", async () => {
  const { client } = await opened("scim");
  const reason = new Error("enough");
  assert.equal(await rejection(client.groups.list({ signal: AbortSignal.abort(reason) }).toArray()), reason);
});
