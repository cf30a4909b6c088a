/** A tenant against a roster: what may be handed over, what a plan says, and what applying it does. */

import assert from "node:assert/strict";
import test from "node:test";
import { apply, connect, plan, run, SeatwardenError } from "../../../pkg/index.js";
import { JOINER, rejection, tenant, writes } from "./tenant.mjs";

const people = (count) => Array.from({ length: count }, (_, at) => ({ ...JOINER, email: `joiner-${at}@example.com` }));
const names = (list) => list.map(({ person, userName }) => userName ?? person.userName ?? person.email);
const outcomes = ({ results }) => results.map((entry) => (entry.ok ? entry.result.outcome : entry.error.code));
const stored = (sandbox, name) => sandbox.users().find(({ username }) => username === name);
/** Without what says when it was made. */
const lasting = ({ id: _, readAt: __, ...rest }) => rest;

/** A tenant where each list of a plan has somebody, and the roster and policy that bring that. */
function story(options) {
  const made = tenant({ users: 30 }, options);
  const all = made.sandbox.users().filter(({ username }) => username.endsWith("@example.com"));
  const [leaver, mover, ...others] = all.filter(({ status }) => status === "Active");
  const back = all.find(({ status }) => status === "Inactive");
  const roster = [
    { userName: mover.username, familyName: "Roe" },
    ...others.map(({ username }) => ({ userName: username })),
    { userName: back.username },
    ...people(2),
  ];
  const policy = { onMissing: "deactivate", scope: { domains: ["example.com"] } };
  const named = { leaver: leaver.username, mover: mover.username, back: back.username };
  // Accounts whose name is no mail address are in scope by their mail address.
  const odd = made.sandbox.users().filter(({ username, status }) => !username.includes("@") && status === "Active");
  return { ...made, roster: [...roster, ...odd.map(({ username }) => ({ userName: username }))], policy, named };
}

test("a plan names who is new, who differs, who comes back and who leaves, and writes nothing", async () => {
  const audit = [];
  const { sandbox, client, roster, policy, named } = story({ onAudit: (record) => audit.push(record) });
  const made = await client.plan(roster, policy);
  assert.deepEqual(Object.keys(made), [
    ...["id", "provider", "tenant", "readAt", "create", "reactivate", "update", "deactivate", "unchanged", "guard", "warnings"],
  ]);
  assert.deepEqual(
    made.create,
    people(2).map((person) => ({ person })),
  );
  assert.deepEqual([names(made.reactivate), names(made.update), names(made.deactivate)], [[named.back], [named.mover], [named.leaver]]);
  assert.deepEqual(made.reactivate[0].changes[0], { field: "active", from: false, to: true });
  assert.deepEqual([made.update[0].changes[0].field, made.update[0].changes[0].to], ["familyName", "Roe"]);
  assert.deepEqual(made.deactivate[0].changes, [{ field: "active", from: true, to: false }]);
  assert.equal(made.unchanged, roster.length - 4);
  assert.deepEqual(made.guard, { removals: 1, maxRemovals: 1, tripped: false });
  assert.deepEqual([made.provider, made.warnings.some(({ code }) => code === "oauth_clients_survive")], ["zuora", true]);
  assert.match(made.id, /^[0-9a-f]{64}$/);
  assert.ok(Math.abs(Date.parse(made.readAt) - Date.now()) < 60_000, made.readAt);
  assert.deepEqual([writes(sandbox), audit], [[], []]);
});

test("a plan that went through JSON is applied in its order, and after it a new one is empty", async () => {
  const { sandbox, client, roster, policy, named } = story();
  const { warnings, guard, ...rest } = JSON.parse(JSON.stringify(await client.plan(roster, policy)));
  const told = [];
  const done = await client.apply(
    { warnings, guard, ...rest },
    { onProgress: (count, total, latest) => told.push([count, total, latest.result.outcome]) },
  );
  assert.deepEqual(outcomes(done), ["reactivated", "created", "created", "updated", "deactivated"]);
  assert.deepEqual(
    done.results.map(({ index }) => index),
    [0, 1, 2, 3, 4],
  );
  assert.deepEqual([done.counts, done.resume], [{ reactivated: 1, created: 2, updated: 1, deactivated: 1 }, undefined]);
  assert.deepEqual(
    told.map(([count, total]) => [count, total]),
    [1, 2, 3, 4, 5].map((count) => [count, 5]),
  );
  assert.deepEqual(told.map(([, , outcome]) => outcome).sort(), outcomes(done).sort());
  assert.deepEqual([stored(sandbox, named.leaver).status, stored(sandbox, named.back).status], ["Inactive", "Active"]);
  assert.equal(stored(sandbox, named.mover).lastName, "Roe");
  const { create, reactivate, update, deactivate, unchanged } = await client.plan(roster, policy);
  assert.deepEqual([create, reactivate, update, deactivate, unchanged], [[], [], [], [], roster.length]);
});

test("a plan applied twice writes nothing twice, and an empty one nothing at all", async () => {
  const { sandbox, client, roster, policy } = story();
  const made = await client.plan(roster, policy);
  await client.apply(made);
  const before = writes(sandbox).length;
  assert.deepEqual(outcomes(await client.apply(made)), ["unchanged", "unchanged", "unchanged", "unchanged", "already_inactive"]);
  const none = await client.plan(roster, policy);
  assert.deepEqual(await client.apply(none), { results: [], counts: {} });
  assert.equal(writes(sandbox).length, before);
});

test("a roster is an array, a set, a generator or an async generator; its order is kept over chunks", async () => {
  const plans = [];
  const { client } = tenant({ users: 5 });
  for (const make of [
    (all) => all,
    (all) => new Set(all),
    (all) => all.values(),
    (all) =>
      (async function* () {
        yield* all;
      })(),
  ]) {
    plans.push(lasting(await client.plan(make(people(250)))));
  }
  assert.deepEqual(
    names(plans[0].create),
    people(250).map(({ email }) => email),
  );
  for (const other of plans.slice(1)) assert.deepEqual(other, plans[0]);
});

test("a roster that can't be iterated, or be JSON, is invalid_input with its place before anything is sent", async () => {
  const { sandbox, client } = tenant();
  for (const given of ["jane@example.com", undefined, null, 7, {}, JOINER]) {
    const error = await rejection(client.plan(given));
    assert.deepEqual([error.code, error.operation, error.provider], ["invalid_input", "plan", "zuora"]);
    assert.match(error.message, /^roster: expected an array/);
  }
  let closed = 0;
  function* broken() {
    try {
      yield* people(120);
      yield { email: 7n };
      yield* people(200);
    } finally {
      closed += 1;
    }
  }
  const error = await rejection(client.plan(broken()));
  assert.deepEqual([error.code, error.operation, error.provider, closed], ["invalid_input", "plan", "zuora", 1]);
  assert.match(error.message, /^roster\[120\]\.email: /);
  assert.match((await rejection(client.plan(people(1), { protect: new Map() }))).message, /^policy\.protect: /);
  assert.match((await rejection(client.plan(people(1), {}, { deadlineMs: Number.NaN }))).message, /^options\.deadlineMs: /);
  assert.deepEqual(sandbox.requests(), []);
});

test("what the roster itself throws is what the call rejects with", async () => {
  const { sandbox, client } = tenant();
  const mine = new Error("mine");
  async function* ends() {
    yield JOINER;
    throw mine;
  }
  assert.equal(await rejection(client.plan(ends())), mine);
  assert.deepEqual(sandbox.requests(), []);
});

test("an abort ends a roster that never comes, and lets go of it", async () => {
  const { sandbox, client } = tenant();
  const reason = new Error("enough");
  let returned = 0;
  const never = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: async () => {
        returned += 1;
        return { done: true };
      },
    }),
  };
  const controller = new AbortController();
  setTimeout(() => controller.abort(reason), 20);
  assert.equal(await rejection(client.plan(never, {}, { signal: controller.signal })), reason);
  assert.equal(await rejection(client.plan(never, {}, { signal: AbortSignal.abort(reason) })), reason);
  assert.deepEqual([returned, sandbox.requests()], [1, []]);
});

test("what no account can be made of rejects the plan, with each place", async () => {
  const { sandbox, client } = tenant({ users: 5 });
  const unreadable = await rejection(client.plan([JOINER, { email: "nobody" }, ...people(1), { givenName: "Kim" }]));
  assert.equal(unreadable.code, "invalid_input");
  assert.match(unreadable.message, /^roster\[1\]\.email: .*; roster\[3\]: /);
  assert.deepEqual(sandbox.requests(), []);
  const [one, two] = people(2);
  const impossible = await rejection(client.plan([{ ...one, role: "Emperor" }, JOINER, { email: two.email }]));
  assert.equal(impossible.code, "invalid_input");
  assert.match(impossible.message, /^roster\[0\]\.role: .*; roster\[2\]: /);
  assert.deepEqual(writes(sandbox), []);
});

test("a guard that is tripped is not passed without the plan's own id", async () => {
  const { sandbox, client, roster, policy, named } = story();
  const few = roster.filter(({ userName }) => userName === undefined || userName === named.mover);
  const made = await client.plan(few, policy);
  assert.ok(made.guard.tripped && made.guard.removals === made.deactivate.length && made.guard.removals > made.guard.maxRemovals);
  for (const options of [undefined, { confirm: "yes" }, { confirm: made.id.toUpperCase() }, { dryRun: true }]) {
    const error = await rejection(client.apply(made, options));
    assert.deepEqual([error.code, error.operation], ["guard_tripped", "apply"]);
  }
  assert.deepEqual(writes(sandbox), []);
  const { counts } = await client.apply(made, { confirm: made.id });
  assert.equal(counts.deactivated, made.guard.removals);
});

test("a tenant that isn't as the plan saw it is plan_drifted, and nothing is written", async () => {
  const { sandbox, client, roster, policy, named } = story();
  const made = await client.plan(roster, policy);
  await client.update({ userName: named.mover }, { familyName: "Doe" });
  const before = writes(sandbox).length;
  const error = await rejection(client.apply(made));
  assert.equal(error.code, "plan_drifted");
  assert.ok(error.message.includes(named.mover) && error.message.includes("familyName") && error.message.includes("Doe"), error.message);
  assert.equal(writes(sandbox).length, before);
});

test("what is no plan, was changed, or is another tenant's is invalid_input, and nothing is sent", async () => {
  const { client, roster, policy } = story();
  const made = await client.plan(roster, policy);
  const other = tenant({ users: 30 });
  for (const [more, at] of [
    [{ clientId: "another" }, /^plan\.id: /],
    [{ entityIds: ["another"] }, /^plan\.id: /],
    [{ name: undefined, baseUrl: "https://rest.eu.zuora.com" }, /^plan\.id: /],
    [{ baseUrl: "https://rest.eu.zuora.com" }, /^plan\.id: /],
  ]) {
    const elsewhere = connect({ ...other.sandbox.connection, ...more }, { fetch: other.sandbox.fetch });
    const error = await rejection(elsewhere.apply(made));
    assert.equal(error.code, "invalid_input");
    assert.match(error.message, at);
  }
  const { sandbox, client: same } = story();
  const changed = [
    { ...made, deactivate: [] },
    { ...made, guard: { ...made.guard, maxRemovals: 99 } },
    { ...made, create: [...made.create, made.create[0]] },
    { ...made, id: "0".repeat(64) },
    { ...made, extra: 1 },
    {},
    [],
    "plan",
    null,
    undefined,
    { ...made, create: [() => {}] },
  ];
  for (const given of changed) {
    const error = await rejection(same.apply(given));
    assert.deepEqual([error.code, error.operation, error.provider], ["invalid_input", "apply", "zuora"], JSON.stringify(given));
    assert.match(error.message, /^plan/);
  }
  assert.deepEqual([sandbox.requests(), other.sandbox.requests()], [[], []]);
});

test("a dry run says what would be done, and leaves no record", async () => {
  const audit = [];
  const { sandbox, client, roster, policy } = story({ onAudit: (record) => audit.push(record) });
  const made = await client.plan(roster, policy);
  const dry = await client.apply(made, { dryRun: true });
  assert.ok(dry.results.every(({ ok, result }) => ok && result.dryRun));
  assert.deepEqual([writes(sandbox), audit], [[], []]);
  const real = await client.apply(made);
  assert.deepEqual([outcomes(dry), dry.counts], [outcomes(real), real.counts]);
  assert.equal(audit.length, 5);
});

test("a deadline leaves a rest, which the same plan goes on with: no write is done twice", async () => {
  const { sandbox, client } = tenant({ users: 10, latencyMs: [15, 25] });
  const made = await client.plan(people(150));
  const told = [];
  let resume;
  let calls = 0;
  do {
    const part = await client.apply(made, { deadlineMs: 700, resume, verify: false });
    told.push(...part.results);
    resume = part.resume;
    calls += 1;
    assert.ok(calls < 50, "it never ends");
  } while (resume !== undefined);
  assert.ok(calls > 1, "the deadline never came");
  assert.deepEqual(
    told.map(({ index }) => index).sort((one, other) => one - other),
    people(150).map((_, at) => at),
  );
  const ours = sandbox.users().filter(({ username }) => username.startsWith("joiner-"));
  assert.deepEqual([ours.length, new Set(ours.map(({ username }) => username)).size], [150, 150]);
  assert.equal((await rejection(client.apply(made, { resume: "x" }))).code, "invalid_input");
});

test("the bare functions, and steps, do the same", async () => {
  const { sandbox, roster, policy } = story();
  const { connection, fetch } = sandbox;
  const bare = await plan(connection, roster, policy, { fetch });
  const step = await run({ action: "plan", connection, input: { roster, policy } }, { fetch });
  assert.deepEqual([step.ok, step.action, step.warnings], [true, "plan", bare.warnings]);
  assert.deepEqual(lasting(step.data), lasting(bare));
  const dry = await run({ action: "apply", connection, input: { plan: step.data }, options: { dryRun: true } }, { fetch });
  assert.deepEqual(dry.data.counts, { reactivated: 1, created: 2, updated: 1, deactivated: 1 });
  const done = await apply(connection, bare, { fetch, confirm: bare.id, verify: false });
  assert.deepEqual(done.counts, dry.data.counts);
  const refused = await run({ action: "apply", connection, input: { plan: { ...bare, unchanged: 7 } } }, { fetch });
  assert.deepEqual([refused.ok, refused.error.code], [false, "invalid_input"]);
});

test("one that fails is an error of its own, and stops nobody else", async () => {
  const { sandbox, client } = tenant({ users: 5 });
  const made = await client.plan(people(3));
  sandbox.fault({ kind: "refused", method: "POST", path: "/v1/users" });
  const { results, counts } = await client.apply(made);
  assert.deepEqual(counts, { created: 2, failed: 1 });
  const { error } = results.find(({ ok }) => !ok);
  assert.ok(SeatwardenError.is(error));
  assert.deepEqual([error.operation, error.provider], ["apply", "zuora"]);
});

test("a client that was disposed of plans nothing", async () => {
  const { sandbox, client } = tenant();
  client[Symbol.dispose]();
  assert.equal((await rejection(client.plan(people(1)))).code, "invalid_input");
  assert.deepEqual(sandbox.requests(), []);
});
