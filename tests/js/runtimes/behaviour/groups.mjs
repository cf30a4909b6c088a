/** Groups: made, filled, emptied and listed, and the groups of a joiner. A behaviour is a function of what the runtime imported. */

import { equal, holds, rejects, writes } from "./said.mjs";

export const GROUPS = {
  async "a group is made, filled, renamed and removed"({ connect, createSandbox, SeatwardenError }) {
    for (const provider of ["scim", "zoom"]) {
      const { groups, people } = await begin({ connect, createSandbox }, provider);
      const [jane, joe] = people;
      const made = await groups.create({ name: "Pilots", members: [jane.userName] });
      equal([made.outcome, made.warnings], ["created", []]);
      equal((await groups.create({ name: "Pilots", members: [jane.userName] })).outcome, "unchanged");
      const added = await groups.addMembers("Pilots", [{ id: joe.id }]);
      equal([added.outcome, added.changes], ["updated", [{ field: "members", from: null, to: [joe.id] }]]);
      equal((await groups.removeMembers("Pilots", [jane.userName])).outcome, "updated");
      equal((await groups.rename("Pilots", "Captains")).outcome, "renamed");
      await rejects(SeatwardenError, groups.remove("Captains", { confirm: "Pilots" }), "guard_tripped");
      equal((await groups.remove("Captains", { confirm: "Captains" })).outcome, "removed");
      await rejects(SeatwardenError, groups.get("Captains"), "not_found");
    }
  },

  async "groups are listed as they are read, every one of them"({ connect, createSandbox }) {
    const { groups } = await begin({ connect, createSandbox }, "scim");
    const names = [];
    for await (const { name } of groups.list()) names.push(name);
    equal(
      names,
      (await groups.list().toArray()).map(({ name }) => name),
    );
    holds(names.includes("Sales"), "a group that is there is listed");
  },

  async "a joiner is in the groups that are named, and twice is the same as once"({ connect, createSandbox, SeatwardenError }) {
    for (const provider of ["scim", "zoom"]) {
      const { client, sandbox } = await begin({ connect, createSandbox }, provider);
      const nia = { userName: "nia@example.com", givenName: "Nia", familyName: "Okafor" };
      equal((await client.provision({ ...nia, groups: ["Sales", "Finance"] })).outcome, "created");
      const moved = await client.provision({ ...nia, groups: ["Finance"] }, { groupsMode: "exact" });
      equal([moved.outcome, moved.user.groups], ["updated", ["Finance"]]);
      sandbox.clearRequests();
      equal((await client.provision({ ...nia, groups: ["Finance"] }, { groupsMode: "exact" })).outcome, "unchanged");
      equal(writes(sandbox), []);
      await rejects(SeatwardenError, client.provision({ ...nia, groups: ["Sails"] }), "invalid_input");
    }
  },
};

async function begin({ connect, createSandbox }, provider) {
  const sandbox = createSandbox({ provider, users: 8 });
  const client = connect(sandbox.connection, { fetch: sandbox.fetch });
  const people = await client.list({ active: true }).toArray({ limit: 2 });
  return { sandbox, client, groups: client.groups, people };
}
