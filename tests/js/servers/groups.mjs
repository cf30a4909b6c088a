/**
 * One life of groups in a SCIM directory: the same for every server, through the built package and over HTTP. It knows a server
 * only by its connection, and what it stores only by reading it back.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { connect, SeatwardenError } from "../../../pkg/index.js";

const CROWD = 120;

/**
 * Declares the suite.
 *
 * `open()` gives `connection`, `stop`, and `fetch` unless it is the runtime's own. `differs` says what a server does otherwise
 * than RFC 7643 and 7644 say, each with its reason: `hidden` (it shows nobody in a group), `crowd` (so many members, if not 120),
 * `atOnce` (so many users are made at the same time, if not ten).
 */
export function groups(name, open, differs = {}) {
  describe(`groups: ${name}`, () => {
    let server;
    let client;
    let log = [];
    const people = [];

    before(async () => {
      server = await open();
      const send = server.fetch ?? fetch;
      const seen = async (url, init) => {
        const response = await send(url, init);
        log.push({ method: init?.method ?? "GET", path: new URL(url).pathname, status: response.status });
        return response;
      };
      client = connect(server.connection, { fetch: seen });
      for (const local of ["ann", "bob", "cem"]) people.push((await client.provision(person(local))).user);
    });
    after(() => server?.stop());

    const person = (local, more = {}) => ({
      userName: `${local}@example.com`,
      email: `${local}@example.com`,
      givenName: "Nia",
      familyName: "Okafor",
      ...more,
    });

    /** Who is in a group, by the group's own record or, where it shows nobody, by theirs. */
    async function inside(group) {
      if (!differs.hidden) return (await client.groups.get(group)).members.map(({ id }) => id).toSorted();
      const users = await Promise.all(people.map(({ id }) => client.get({ id })));
      return users
        .filter((user) => user.groups?.includes(group.name ?? group))
        .map(({ id }) => id)
        .toSorted();
    }

    /** What `act` gives, and the writes that the server took. */
    async function watched(act) {
      log = [];
      const result = await act();
      const writes = log.filter(({ method, path, status }) => method !== "GET" && !path.endsWith("/oauth/token") && status < 300);
      return { result, writes };
    }

    test("a group is made with its members, and twice is the same as once", async () => {
      const [ann] = people;
      const made = await client.groups.create({ name: "Pilots", members: [ann.userName] });
      assert.deepEqual([made.outcome, made.warnings], ["created", []]);
      assert.deepEqual(await inside("Pilots"), [ann.id]);
      const again = await watched(() => client.groups.create({ name: "Pilots", members: [{ id: ann.id }] }));
      assert.deepEqual([again.result.outcome, again.result.group.id, again.writes], ["unchanged", made.group.id, []]);
      const listed = await client.groups.list().toArray();
      assert.equal(listed.filter((group) => group.name === "Pilots").length, 1);
    });

    test("members come and go, and the others stay", async () => {
      const [ann, bob, cem] = people;
      const added = await client.groups.addMembers("Pilots", [bob.userName, { id: cem.id }, ann.userName]);
      assert.deepEqual([added.outcome, added.warnings], ["updated", []]);
      assert.deepEqual(await inside("Pilots"), [ann.id, bob.id, cem.id].toSorted());
      const gone = await client.groups.removeMembers("Pilots", [bob.userName]);
      assert.deepEqual([gone.outcome, gone.warnings], ["updated", []]);
      assert.deepEqual(gone.changes, [{ field: "members", from: [bob.id], to: null }]);
      assert.deepEqual(await inside("Pilots"), [ann.id, cem.id].toSorted());
      const again = await watched(() => client.groups.removeMembers("Pilots", [bob.userName]));
      assert.deepEqual([again.result.outcome, again.writes], ["unchanged", []]);
    });

    test("what this server takes is known by now: one write each", async () => {
      const [, bob] = people;
      const added = await watched(() => client.groups.addMembers("Pilots", [bob.userName]));
      const gone = await watched(() => client.groups.removeMembers("Pilots", [bob.userName]));
      assert.deepEqual([added.writes.length, gone.writes.length], [1, 1]);
    });

    test("a group gets another name, and keeps its members", async () => {
      const before = await inside("Pilots");
      const renamed = await client.groups.rename("Pilots", "Captains");
      assert.deepEqual([renamed.outcome, renamed.warnings, renamed.group.name], ["renamed", [], "Captains"]);
      assert.deepEqual(await inside("Captains"), before);
      assert.equal((await rejection(client.groups.get("Pilots"))).code, "not_found");
    });

    test("a person is put into her groups, and out of the others only if that is asked for", async () => {
      await client.groups.create({ name: "Sales" });
      const nia = (names) => person("nia", { groups: names });
      const made = await client.provision(nia(["Sales", "Captains"]));
      assert.deepEqual([made.outcome, made.warnings], ["created", []]);
      people.push(made.user);
      assert.ok((await inside("Sales")).includes(made.user.id) && (await inside("Captains")).includes(made.user.id));
      const again = await watched(() => client.provision(nia(["Sales"])));
      assert.deepEqual([again.result.outcome, again.writes], ["unchanged", []]);
      const moved = await client.provision(nia(["Captains"]), { groupsMode: "exact" });
      assert.deepEqual([moved.outcome, moved.warnings], ["updated", []]);
      assert.deepEqual([(await inside("Sales")).includes(made.user.id), (await inside("Captains")).includes(made.user.id)], [false, true]);
      const same = await watched(() => client.provision(nia(["Captains"]), { groupsMode: "exact" }));
      assert.deepEqual([same.result.outcome, same.writes], ["unchanged", []]);
      const unknown = await rejection(client.provision(nia(["Sails"])));
      assert.equal(unknown.code, "invalid_input");
      assert.match(unknown.message, /"Captains"/);
    });

    test("a crowd comes into a group, and leaves it", async () => {
      const locals = Array.from({ length: differs.crowd ?? CROWD }, (_, at) => `p${at}`);
      const crowd = [];
      const atOnce = differs.atOnce ?? 10;
      for (let at = 0; at < locals.length; at += atOnce) {
        const some = locals.slice(at, at + atOnce).map((local) => client.provision(person(local)));
        crowd.push(...(await Promise.all(some)).map(({ user }) => user));
      }
      const members = crowd.map(({ id }) => ({ id }));
      const [ann] = people;
      await client.groups.addMembers("Sales", [ann.userName]);
      const added = await client.groups.addMembers("Sales", members);
      assert.deepEqual([added.outcome, added.warnings], ["updated", []]);
      if (!differs.hidden) assert.equal((await inside("Sales")).length, members.length + 1);
      const gone = await client.groups.removeMembers("Sales", members);
      assert.deepEqual([gone.outcome, gone.warnings], ["updated", []]);
      assert.deepEqual(await inside("Sales"), [ann.id]);
    });

    test("a crowd is provisioned with its groups at once, and nobody is left out", async () => {
      for (const name of ["Crew", "Deck"]) await client.groups.create({ name });
      const joiners = Array.from({ length: differs.crowd ?? CROWD }, (_, at) =>
        person(`c${at}`, { groups: at % 3 === 0 ? ["Crew", "Deck"] : ["Crew"] }),
      );
      const { counts, results } = await client.provisionAll(joiners);
      assert.deepEqual(counts, { created: joiners.length }, JSON.stringify(results.find(({ ok }) => !ok)?.error));
      assert.deepEqual(
        results.flatMap(({ result }) => result.warnings),
        [],
      );
      const ids = results.map(({ result }) => result.user.id);
      people.push(...ids.map((id) => ({ id })));
      assert.deepEqual(await inside("Crew"), ids.toSorted());
      assert.deepEqual(await inside("Deck"), ids.filter((_, at) => at % 3 === 0).toSorted());
      const again = await watched(() => client.provisionAll(joiners));
      assert.deepEqual([again.result.counts, again.writes], [{ unchanged: joiners.length }, []]);
    });

    test("a group is removed once, and only if it is confirmed", async () => {
      const refused = await rejection(client.groups.remove("Sales", { confirm: "Captains" }));
      assert.equal(refused.code, "guard_tripped");
      assert.equal((await client.groups.remove("Sales", { confirm: "Sales" })).outcome, "removed");
      assert.equal((await client.groups.remove("Sales", { confirm: "Sales" })).outcome, "not_found");
      assert.ok((await client.groups.list().toArray()).every((group) => group.name !== "Sales"));
      assert.equal((await client.get("ann@example.com")).active, true);
    });
  });
}

async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    assert.ok(SeatwardenError.is(error), error.stack);
    return error;
  }
  throw new Error("it did not reject");
}
