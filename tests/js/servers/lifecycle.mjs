/**
 * One life of people in a SCIM directory, from an empty one to the leaver's removal: the same for every server, through the
 * built package and over HTTP. It knows a server only by its connection, and what it stores only by reading it back.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { connect, SeatwardenError } from "../../../pkg/index.js";

/**
 * userNames that a careless filter, URL or JSON breaks. `@` and what follows it is a mail domain, since some directories take
 * nothing else for a name.
 */
export const AWKWARD = [
  ["double quotes", 'jane "jj" doe'],
  ["single quotes", "o'brien"],
  ["a backslash", "corp\\jane"],
  ["a backslash before a quote", 'trail\\"er'],
  ["a plus", "jane+tag"],
  ["spaces", "jane van der berg"],
  ["umlauts", "jürgen.größe"],
  ["emoji", "jane.🦀.👩‍👩‍👧"],
  ["what ends a query", "a&b=c?d#e%41"],
  ["a filter's own words", 'x" or userName pr or userName eq "y'],
].map(([what, name]) => [what, `${name}@example.com`]);

const PEOPLE = 1_000;

/**
 * Declares the suite.
 *
 * `open()` gives `connection`, `stop`, `fetch` unless it is the runtime's own, and `options` of a client, if there are any. `differs` says what a server does otherwise
 * than RFC 7644 says, each with its reason: `fields` (those of a person that it stores, beyond userName, email and names),
 * `externalId` (that it stores one), `keeps` (attributes that the client knows nothing of and the server stores; null if there
 * are none), `mailIsUserName`, `noSpaces` (in a userName), `frozen` (who is off can't be changed), `lies` (its filters find nobody, which
 * is known from the first create that it refuses), `keepsLeavers` (a delete only switches off, so nobody can be removed), `moves` (what is changed to give another userName, if not that), `taken` (the code where a
 * taken name isn't refused with 409), `page` (so many users a page of the list, if fewer than 7 or always more), `requestsALeaver` (if it takes
 * more than finding out, writing and reading back), `people` (fewer than the 1,000, for a tenant that is one of many).
 */
export function lifecycle(name, open, differs = {}) {
  describe(name, () => {
    let server;
    let log = [];
    let client;

    before(async () => {
      server = await open();
      client = as({});
    });
    after(() => server?.stop());

    /** A client with another connection or options, whose requests are all seen. */
    function as(change, options = {}) {
      const send = server.fetch ?? fetch;
      const seen = async (url, init) => {
        const response = await send(url, init);
        log.push({ method: init?.method ?? "GET", path: new URL(url).pathname, status: response.status });
        return response;
      };
      return connect({ ...server.connection, ...change }, { ...server.options, fetch: seen, ...options });
    }

    /** What `act` gives, how many requests it sent, and the writes among them: a token's request is none. */
    async function watched(act) {
      log = [];
      const result = await act();
      const sent = log.filter(({ path }) => !/\/oauth2?\/token$/.test(path));
      return { result, requests: sent.length, writes: sent.filter(({ method }) => method !== "GET") };
    }

    /** As `watched`, of a batch: what it took is in what the test prints. */
    async function figures(t, act) {
      const began = performance.now();
      const seen = await watched(act);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      t.diagnostic(
        `${name}: ${seconds} s, ${seen.requests} requests, ${seen.writes.length} of them writes, ${JSON.stringify(seen.result.counts)}`,
      );
      return seen;
    }

    /** So many requests list so many people, two passes of the smallest pages that a server here gives. */
    const pages = (people) => 10 + 2 * Math.ceil((people + 50) / (differs.page ?? 7));

    const joiner = (local, more = {}) => ({
      userName: `${local}@example.com`,
      email: `${local}@example.com`,
      givenName: "Nia",
      familyName: "Okafor",
      ...differs.fields,
      ...(differs.externalId && { externalId: `hr-${local}` }),
      ...more,
    });

    test("an empty directory is an empty list", async () => {
      assert.deepEqual(await client.list().toArray(), []);
      assert.equal(await client.find("nobody@example.com"), null);
    });

    test("a joiner is created as asked, and found by every name", async () => {
      const person = joiner("nia");
      const { outcome, user, warnings, dryRun } = await client.provision(person);
      assert.deepEqual({ outcome, dryRun, warnings }, { outcome: "created", dryRun: false, warnings: [] });
      assert.equal(user.active, true);
      for (const [field, value] of Object.entries(person)) assert.equal(user[field], value, field);
      const names = [person.userName, { userName: person.userName }, { email: "NIA@example.com" }];
      for (const who of [user.id, { id: user.id }, ...(differs.lies ? [] : names)]) {
        const found = await client.get(who);
        assert.equal(found.id, user.id, JSON.stringify(who));
        assert.equal(found.familyName, "Okafor");
      }
      assert.deepEqual(
        (await client.list().toArray()).map(({ id }) => id),
        [user.id],
      );
    });

    test("the same person again is no write", async () => {
      const { result, writes } = await watched(() => client.provision(joiner("nia")));
      assert.equal(result.outcome, "unchanged");
      assert.deepEqual(result.changes, []);
      const done = writes.filter(({ status }) => status < 400);
      assert.deepEqual(differs.lies ? done : writes, []);
    });

    test("one changed field is one write, and the others stay", async () => {
      const before = await client.get("nia@example.com");
      const { result, writes } = await watched(() => client.provision({ userName: "nia@example.com", familyName: "Okafor-Lind" }));
      assert.equal(result.outcome, "updated");
      assert.deepEqual(result.changes, [{ field: "familyName", from: "Okafor", to: "Okafor-Lind" }]);
      assert.deepEqual(result.warnings, []);
      assert.equal(writes.filter(({ status }) => status < 300).length, 1, JSON.stringify(writes));
      const after = await client.get("nia@example.com");
      const same = ({ familyName, updatedAt, raw, displayName, ...rest }) => rest;
      assert.equal(after.familyName, "Okafor-Lind");
      assert.deepEqual(same(after), same(before));
    });

    test("what the client knows nothing of survives a change", {
      skip: differs.keeps === null && "the server stores nothing else",
    }, async () => {
      const extra = differs.keeps ?? { nickName: "Ni", preferredLanguage: "sv-SE" };
      assert.equal((await client.provision(joiner("sana", { extra }))).outcome, "created");
      assert.equal((await client.update("sana@example.com", { givenName: "Sanna" })).outcome, "updated");
      const { raw, givenName } = await client.get("sana@example.com");
      assert.equal(givenName, "Sanna");
      for (const [name, value] of Object.entries(extra)) assert.deepEqual(raw[name], value, name);
    });

    for (const [at, [what, name]] of AWKWARD.entries()) {
      const userName = differs.noSpaces ? name.replaceAll(" ", "_") : name;
      test(`a userName with ${what} is one account, whatever is done with it`, async () => {
        const person = joiner(`awkward${at}`, { userName, ...(differs.mailIsUserName && { email: undefined }) });
        const { outcome, user } = await client.provision(person);
        assert.equal(outcome, "created");
        assert.equal(user.userName, userName);
        assert.equal((await client.provision(person)).outcome, "unchanged");
        assert.equal((await client.find({ userName })).id, user.id);
        assert.equal((await client.update({ userName }, { givenName: "Auk" })).outcome, "updated");
        assert.equal((await client.deactivate({ userName })).outcome, "deactivated");
        assert.equal((await client.get(user.id)).active, false);
        if (differs.keepsLeavers) return;
        assert.equal((await client.remove({ userName }, { confirm: userName })).outcome, "removed");
        assert.equal(await client.find({ userName }), null);
      });
    }

    test("a leaver is switched off, once; and on again, once", async () => {
      const who = "nia@example.com";
      const off = await client.deactivate(who);
      assert.equal(off.outcome, "deactivated");
      assert.equal(off.user.active, false);
      const again = await watched(() => client.deactivate(who));
      assert.equal(again.result.outcome, "already_inactive");
      assert.deepEqual(again.writes, []);
      const inactive = (await client.list({ active: false }).toArray()).filter(({ email }) => !/awkward/.test(email));
      assert.deepEqual(names(inactive), [who]);
      const on = await client.reactivate(who);
      assert.equal(on.outcome, "reactivated");
      assert.equal(on.user.active, true);
      assert.equal((await client.reactivate(who)).outcome, "already_active");
    });

    test("a leaver who joins again is reactivated and brought into shape in one go", async () => {
      await client.deactivate("nia@example.com");
      const { outcome, user } = await client.provision(joiner("nia", { familyName: "Lind" }));
      assert.deepEqual([outcome, user.active, user.familyName], ["reactivated", true, "Lind"]);
      const left = await client.deactivate("nia@example.com");
      assert.equal(left.outcome, "deactivated");
      const change = client.provision(joiner("nia", { familyName: "Okafor" }), { reactivate: false });
      if (differs.frozen) {
        assert.ok((await fails(change, "vendor_rejected")).hint);
        await client.reactivate("nia@example.com");
        await client.update("nia@example.com", { familyName: "Okafor" });
        return;
      }
      const { outcome: kept, warnings, user: off } = await change;
      assert.deepEqual([kept, off.active, off.familyName], ["updated", false, "Okafor"]);
      assert.ok(warnings.some(({ code }) => code === "left_inactive"));
      await client.reactivate("nia@example.com");
    });

    test("a dry run says what would be done, and does nothing", async () => {
      const dry = { dryRun: true };
      const { result, writes } = await watched(async () => [
        await client.provision(joiner("dora"), dry),
        await client.provision(joiner("nia", { familyName: "Other" }), dry),
        await client.deactivate("nia@example.com", dry),
        ...(differs.keepsLeavers ? [] : [await client.remove("nia@example.com", { ...dry, confirm: "nia@example.com" })]),
      ]);
      assert.deepEqual(
        result.map(({ outcome, dryRun }) => [outcome, dryRun]),
        [["created", true], ["updated", true], ["deactivated", true], ...(differs.keepsLeavers ? [] : [["removed", true]])],
      );
      assert.deepEqual(writes, []);
      assert.equal(await client.find("dora@example.com"), null);
      const { active, familyName } = await client.get("nia@example.com");
      assert.deepEqual({ active, familyName }, { active: true, familyName: "Okafor" });
    });

    test("nobody is an answer where it may be, and an error where it may not", async () => {
      for (const who of ["ghost@example.com", { userName: "ghost@example.com" }, { email: "ghost@example.com" }, { id: "no-such-id" }]) {
        assert.equal(await client.find(who), null, JSON.stringify(who));
        await fails(client.get(who), "not_found");
        assert.equal((await client.deactivate(who)).outcome, "not_found");
        await fails(client.deactivate(who, { strict: true }), "not_found");
        await fails(client.update(who, { givenName: "G" }), "not_found");
        await fails(client.reactivate(who), "not_found");
      }
      if (differs.keepsLeavers) return;
      assert.equal((await client.remove("ghost@example.com", { confirm: "ghost@example.com" })).outcome, "not_found");
    });

    test("a name that somebody else has is a conflict, and both stay as they are", async () => {
      await client.provision(joiner("first"));
      await client.provision(joiner("second", { givenName: "Sec" }));
      // Where the userName follows the mail address, that is what is asked for.
      const taken = differs.moves ?? "userName";
      const rename = client.update({ userName: "second@example.com" }, { [taken]: "first@example.com" });
      await fails(rename, differs.taken ?? "conflict");
      assert.equal((await client.get({ userName: "second@example.com" })).givenName, "Sec");
      assert.equal((await client.get({ userName: "first@example.com" })).givenName, "Nia");
    });

    test("two who provision one person at the same moment make one account", async () => {
      const both = await Promise.all([client.provision(joiner("twin")), as({}).provision(joiner("twin"))]);
      const made = both.filter(({ outcome }) => outcome === "created").length;
      assert.ok(made >= 1, JSON.stringify(both.map(({ outcome }) => outcome)));
      assert.equal(both[0].user.id, both[1].user.id);
      const twins = (await client.list().toArray()).filter(({ userName }) => userName === "twin@example.com");
      assert.equal(twins.length, 1);
    });

    test("a wrong token is auth_failed for every verb, and no word of it is told", async () => {
      const secret = "c4n4ry-7f3a-not-the-token";
      const stranger = as(wrong(server.connection, secret));
      const { writes } = await watched(async () => {
        for (const act of [
          () => stranger.list().toArray(),
          () => stranger.find("nia@example.com"),
          () => stranger.provision(joiner("intruder")),
          () => stranger.deactivate("nia@example.com"),
          ...(differs.keepsLeavers ? [] : [() => stranger.remove("nia@example.com", { confirm: "nia@example.com" })]),
        ]) {
          const error = await fails(act(), "auth_failed");
          assert.ok(error.hint, "it says what to do");
          assert.ok(!`${error.stack}${JSON.stringify(error)}`.includes(secret));
        }
      });
      assert.deepEqual(writes, []);
      assert.equal(await client.find("intruder@example.com"), null);
    });

    const crowd = differs.people ?? PEOPLE;
    test(`${crowd} people are provisioned, and then listed each exactly once`, async (t) => {
      const before = await client.list().toArray();
      const people = Array.from({ length: crowd }, (_, at) => joiner(`p${at}`, { givenName: `P${at}` }));
      // Some come twice, in other letters too, and some can't be.
      const twice = [people[3], { ...people[4], userName: people[4].userName.toUpperCase() }, people[crowd - 1]];
      const bad = [{ givenName: "Nobody" }, joiner("bad", { email: "no address" }), joiner("bad", { shoeSize: 44 })];
      const given = [...people.slice(0, 10), bad[0], ...people.slice(10), ...twice, bad[1], bad[2]];
      const { result, requests } = await figures(t, () => client.provisionAll(given));
      const outcomes = result.results.map(({ ok, result, error }) => (ok ? result.outcome : error.code));
      const seen = new Set();
      const wanted = given.map((person) => {
        const name = person.userName?.toLowerCase();
        const outcome = bad.includes(person) ? "invalid_input" : seen.has(name) ? "unchanged" : "created";
        seen.add(name);
        return outcome;
      });
      assert.deepEqual(outcomes, wanted, JSON.stringify(result.results.find(({ ok }) => !ok)?.error));
      assert.deepEqual(result.counts, { created: crowd, unchanged: twice.length, failed: bad.length });
      for (const [at, { ok, result: settled }] of result.results.entries()) {
        if (ok) assert.equal(settled.user.userName.toLowerCase(), given[at].userName.toLowerCase());
      }
      // One write each, one read to check it, and the tenant once.
      const most = crowd * 2 + twice.length + pages(before.length);
      if (!differs.lies) assert.ok(requests <= most, `${requests} requests, where ${most} are enough`);
      for (const pageSize of [undefined, crowd > 100 ? 70 : 7, 100, 1000]) {
        const users = await client.list({ ...(pageSize && { pageSize }) }).toArray();
        assert.equal(new Set(users.map(({ id }) => id)).size, users.length);
        assert.deepEqual(names(users), names([...before, ...people]));
      }
      const listed = [];
      let cursor;
      do {
        for await (const page of client.list({ limit: 100, ...(cursor && { cursor }) }).pages()) {
          listed.push(...page.users);
          cursor = page.cursor;
        }
      } while (cursor !== undefined);
      assert.deepEqual(names(listed), names([...before, ...people]));
      const one = await client.list({ userName: "p17@example.com" }).toArray();
      assert.deepEqual(names(one), ["p17@example.com"]);
    });

    test(`${crowd} people are as they are the second time, and leave at once`, async (t) => {
      const people = Array.from({ length: crowd }, (_, at) => joiner(`p${at}`, { givenName: `P${at}` }));
      const again = await figures(t, () => client.provisionAll(people));
      assert.deepEqual(again.result.counts, { unchanged: crowd }, JSON.stringify(again.result.counts));
      const done = again.writes.filter(({ status }) => status < 400);
      assert.deepEqual(differs.lies ? done : again.writes, []);
      if (!differs.lies) assert.ok(again.requests <= crowd + pages(crowd * 2), `${again.requests} requests for nothing to do`);
      const leavers = people.slice(10).map(({ userName }) => ({ userName }));
      const { result: left, requests } = await figures(t, () =>
        client.deactivateAll([...leavers, { userName: "ghost@example.com" }, leavers[0], { id: "" }]),
      );
      const failure = JSON.stringify(left.results.slice(0, -1).find(({ ok }) => !ok)?.error);
      assert.deepEqual(left.counts, { deactivated: crowd - 10, not_found: 1, already_inactive: 1, failed: 1 }, failure);
      assert.deepEqual(
        left.results.slice(-3).map(({ ok, result, error }) => (ok ? result.outcome : error.code)),
        ["not_found", "already_inactive", "invalid_input"],
      );
      const most = crowd * (differs.requestsALeaver ?? 3) + pages(crowd * 2);
      if (!differs.lies) assert.ok(requests <= most, `${requests} requests, where ${most} are enough`);
      const off = await client.list({ active: false }).toArray();
      assert.deepEqual(
        names(off).filter((name) => /^p\d/.test(name)),
        names(leavers),
      );
    });

    test("a removal needs the userName as its confirmation, and is for good", async () => {
      const who = "p7@example.com";
      if (differs.keepsLeavers) {
        const { writes } = await watched(() => fails(client.remove(who, { confirm: who }), "not_supported"));
        assert.deepEqual(writes, []);
        return;
      }
      const { writes } = await watched(() => fails(client.remove(who, { confirm: "p8@example.com" }), "guard_tripped"));
      assert.deepEqual(writes, []);
      const { id } = await client.get(who);
      assert.equal((await client.remove({ id }, { confirm: who })).outcome, "removed");
      assert.equal(await client.find(who), null);
      await fails(client.get({ id }), "not_found");
      assert.equal((await client.remove({ id }, { confirm: who })).outcome, "not_found");
      assert.ok(await client.find("p8@example.com"));
    });
  });
}

/** The connection with a secret that isn't the tenant's. */
function wrong({ auth }, secret) {
  if (auth === undefined) return { clientSecret: secret };
  const name = { bearer: "token", basic: "password", client_credentials: "clientSecret" }[auth.type];
  return { auth: { ...auth, [name]: secret } };
}

function names(users) {
  return users.map(({ userName }) => userName).sort();
}

/** The error that a promise rejects with, which has this code and is one of ours. */
async function fails(promise, code) {
  const error = await promise.then(
    (value) => assert.fail(`it gave ${JSON.stringify(value)} instead of ${code}`),
    (reason) => reason,
  );
  assert.ok(SeatwardenError.is(error), `${error.stack}`);
  assert.equal(error.code, code, `${error.code}: ${error.message}`);
  return error;
}
