/** Many at once: what may be handed over, what comes back, and what is told meanwhile. */

import assert from "node:assert/strict";
import test from "node:test";
import { deactivateAll, provisionAll, SeatwardenError } from "../../../pkg/index.js";
import { impatient, JOINER, rejection, tenant, writes } from "./tenant.mjs";

const people = (count) => Array.from({ length: count }, (_, at) => ({ ...JOINER, email: `joiner-${at}@example.com` }));
const outcomes = ({ results }) => results.map((entry) => (entry.ok ? entry.result.outcome : entry.error.code));

test("an array, a set, a generator and an async generator are all taken", async () => {
  for (const make of [
    (all) => all,
    (all) => new Set(all),
    (all) => all.values(),
    (all) =>
      (async function* () {
        yield* all;
      })(),
  ]) {
    const { client } = tenant({ users: 20 });
    const { results, counts, resume } = await client.provisionAll(make(people(30)));
    assert.deepEqual([counts, resume], [{ created: 30 }, undefined]);
    assert.deepEqual(
      results.map(({ index, ok, result }) => [index, ok, result.user.userName]),
      people(30).map(({ email }, at) => [at, true, email]),
    );
  }
});

test("nobody is a result too", async () => {
  const { sandbox, client } = tenant();
  assert.deepEqual(await client.provisionAll([]), { results: [], counts: {} });
  assert.deepEqual(await client.deactivateAll(new Set()), { results: [], counts: {} });
  assert.deepEqual(sandbox.requests(), []);
});

test("a text, and what can't be iterated, is invalid_input before anything is sent", async () => {
  const { sandbox, client } = tenant();
  for (const given of ["jane@example.com", undefined, null, 7, {}, JOINER]) {
    for (const verb of ["provisionAll", "deactivateAll"]) {
      const error = await rejection(client[verb](given));
      assert.equal(error.code, "invalid_input");
      assert.equal(error.operation, verb);
      assert.match(error.message, /^(people|whos): expected an array/);
    }
  }
  assert.equal((await rejection(client.provisionAll([], { onProgress: 1 }))).code, "invalid_input");
  assert.equal((await rejection(client.provisionAll([], { match: "u-001" }))).code, "invalid_input");
  assert.deepEqual(sandbox.requests(), []);
});

test("what can't be JSON is that entry's own result, with its path", async () => {
  const { client } = tenant();
  const round = { ...JOINER, email: "round@example.com" };
  round.extra = { round };
  const getter = Object.defineProperty({}, "email", {
    enumerable: true,
    get() {
      throw new Error("canary");
    },
  });
  const given = [people(2)[0], { email: 7n }, round, getter, undefined, people(2)[1]];
  const { results, counts } = await client.provisionAll(given);
  assert.deepEqual(counts, { created: 2, failed: 4 });
  const said = results.slice(1, 5).map(({ error }) => error);
  assert.ok(said.every((error) => SeatwardenError.is(error) && error.code === "invalid_input"));
  assert.ok(said.every(({ provider, operation }) => provider === "zuora" && operation === "provisionAll"));
  for (const [at, { message }] of said.entries()) assert.match(message, new RegExp(`^people\\[${at + 1}\\]`));
  assert.ok(!JSON.stringify(said).includes("canary"));
});

test("onProgress is told of each, and what it throws is ignored", async () => {
  const { client } = tenant();
  const told = [];
  await client.provisionAll(people(25), {
    onProgress: (done, total) => {
      told.push([done, total]);
      throw new Error("mine");
    },
  });
  assert.deepEqual(
    told,
    people(25).map((_, at) => [at + 1, 25]),
  );
});

test("onProgress is handed each result, so that an abort loses none that was there", async () => {
  const { sandbox, client } = tenant({ users: 5, latencyMs: [10, 20] });
  const controller = new AbortController();
  const seen = [];
  const batch = client.provisionAll([{ email: "nobody" }, ...people(300)], {
    signal: controller.signal,
    onProgress: (done, _, latest) => {
      seen.push(latest);
      if (done === 30) controller.abort();
    },
  });
  await rejection(batch);
  assert.ok(seen.length >= 30 && seen.length < 300, `${seen.length}`);
  const bad = seen.find(({ ok }) => !ok);
  assert.ok(bad.index === 0 && SeatwardenError.is(bad.error) && bad.error.code === "invalid_input");
  const made = new Set(sandbox.users().map(({ username }) => username));
  for (const { result } of seen.filter(({ ok }) => ok)) assert.ok(result.outcome === "created" && made.has(result.user.userName));
  const whole = [];
  const { results } = await client.provisionAll(people(40), { onProgress: (_, __, latest) => whole.push(latest) });
  assert.deepEqual(
    whole.toSorted((one, other) => one.index - other.index),
    results,
  );
});

test("an iterable that throws ends the batch: what had begun is finished, and its error is the batch's", async () => {
  const { sandbox, client } = tenant({ users: 5 });
  const mine = new Error("the database went away");
  async function* source() {
    yield* people(10);
    throw mine;
  }
  assert.equal(await rejection(client.provisionAll(source())), mine);
  assert.equal(sandbox.users().length, 15);
});

test("an iterator that is none ends the batch with invalid_input: what had begun is finished", async () => {
  const broken = {
    "no iterator": [() => null, /^whos: can't be iterated: expected an iterator with a function next, not null$/],
    "a text": [() => "x", /expected an iterator with a function next, not a string$/],
    "no next": [() => ({}), /expected an iterator with a function next, not an Object$/],
    "next that gives nothing": [() => ({ next() {} }), /^whos: can't be iterated: expected an object from its next\(\), not undefined$/],
    "next that gives a text": [() => ({ next: () => "x" }), /expected an object from its next\(\), not a string$/],
    "next that gives a text later": [() => ({ next: async () => "x" }), /expected an object from its next\(\), not a string$/],
  };
  for (const key of [Symbol.iterator, Symbol.asyncIterator]) {
    for (const [name, [make, says]] of Object.entries(broken)) {
      const { sandbox, client } = tenant({ users: 5 });
      const error = await rejection(client.deactivateAll({ [key]: make }));
      assert.ok(SeatwardenError.is(error), `${name}: ${error}`);
      assert.deepEqual([error.code, error.operation, error.provider], ["invalid_input", "deactivateAll", "zuora"]);
      assert.match(error.message, says);
      assert.deepEqual(writes(sandbox), []);
    }
  }
  const { sandbox, client } = tenant({ users: 5 });
  const rows = people(2).map((value) => ({ value, done: false }));
  const error = await rejection(client.provisionAll({ [Symbol.asyncIterator]: () => ({ next: async () => rows.shift() ?? 0 }) }));
  assert.match(error.message, /^people: .*not a number$/);
  assert.equal(sandbox.users().length, 7);
});

test("whoever has come doesn't wait for those who haven't", async () => {
  const { sandbox, client } = tenant({ users: 5 });
  let resumed;
  async function* source() {
    yield* people(2);
    await new Promise((resolve) => (resumed = resolve));
    yield people(3)[2];
  }
  const done = [];
  const batch = client.provisionAll(source(), {
    onProgress: (count) => {
      done.push(count);
      if (count === 2) resumed();
    },
  });
  assert.deepEqual((await batch).counts, { created: 3 });
  assert.deepEqual(done, [1, 2, 3]);
  assert.equal(writes(sandbox).length, 3);
});

test("an async iterable that never goes on costs nobody his result", async () => {
  const { sandbox, client } = tenant({ users: 5 });
  let closed = false;
  const all = people(2).values();
  const source = {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      const next = all.next();
      return next.done ? new Promise(() => {}) : Promise.resolve(next);
    },
    return() {
      closed = true;
      return new Promise(() => {});
    },
  };
  const { results, resume } = await client.provisionAll(source, { deadlineMs: 2_000 });
  assert.deepEqual(outcomes({ results }), ["created", "created"]);
  assert.equal(typeof resume, "string");
  assert.equal(closed, true);
  assert.equal(writes(sandbox).length, 2);
});

test("an iterable that fails after a pause fails the batch with its own error, and nothing else does", async () => {
  const { client } = tenant({ users: 5 });
  const mine = new Error("the database went away");
  const unhandled = [];
  const note = (error) => unhandled.push(error);
  process.on("unhandledRejection", note);
  async function* source() {
    yield* people(2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw mine;
  }
  assert.equal(await rejection(client.provisionAll(source())), mine);
  process.off("unhandledRejection", note);
  assert.deepEqual(unhandled, []);
});

test("an iterable that isn't read to its end is let go of", async () => {
  const { client } = tenant({ users: 5, latencyMs: [40, 40] });
  let ended = false;
  function* source() {
    try {
      for (let at = 0; ; at += 1) yield { ...JOINER, email: `joiner-${at}@example.com` };
    } finally {
      ended = true;
    }
  }
  const { resume, results } = await client.provisionAll(source(), { deadlineMs: 600 });
  assert.equal(typeof resume, "string");
  assert.ok(results.length > 0);
  assert.equal(ended, true);
});

test("after a deadline, resume does the rest and nothing twice", async () => {
  const { sandbox, client } = tenant({ users: 40, latencyMs: [15, 30] });
  const all = [];
  let resume;
  let calls = 0;
  do {
    const part = await client.provisionAll(people(200), { deadlineMs: 400, ...(resume && { resume }) });
    all.push(...part.results);
    resume = part.resume;
    calls += 1;
    assert.ok(calls < 50);
  } while (resume !== undefined);
  assert.ok(calls > 1);
  assert.deepEqual(
    all.map(({ index }) => index).sort((one, other) => one - other),
    people(200).map((_, at) => at),
  );
  assert.equal(sandbox.users().length, 240);
  assert.equal(writes(sandbox).length, 200);
});

test("an abort rejects with the signal's reason, and what was done is in the audit", async () => {
  const audit = [];
  const { sandbox, client } = tenant({ users: 5, latencyMs: [10, 20] }, { onAudit: (record) => audit.push(record) });
  const controller = new AbortController();
  const reason = new Error("enough");
  const batch = client.provisionAll(people(500), {
    signal: controller.signal,
    onProgress: (done) => done === 20 && controller.abort(reason),
  });
  assert.equal(await rejection(batch), reason);
  assert.ok(audit.length >= 20 && audit.length < 200, String(audit.length));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const sent = writes(sandbox).length;
  assert.equal(sent, audit.length);
});

test("leavers may be pointed at in every way", async () => {
  const { sandbox, client } = tenant({ users: 30 });
  const [one, two, three] = sandbox.users().filter(({ status }) => status === "Active");
  const given = [one.username, { id: two.id }, { email: three.email }, "nobody@example.com", { name: "x" }];
  const { results, counts } = await client.deactivateAll(given);
  assert.deepEqual(counts, { deactivated: 3, not_found: 1, failed: 1 });
  assert.equal(results[4].error.message.startsWith("whos[4]: expected"), true);
  assert.ok(results[0].result.warnings.some(({ code }) => code === "oauth_clients_survive"));
});

test("the bare functions do the same", async () => {
  const { sandbox } = tenant({ users: 5 });
  const options = { fetch: sandbox.fetch, sleep: impatient };
  const told = [];
  const onProgress = (done) => told.push(done);
  assert.deepEqual((await provisionAll(sandbox.connection, people(5), { ...options, onProgress })).counts, { created: 5 });
  assert.deepEqual(told, [1, 2, 3, 4, 5]);
  const whos = people(5).map(({ email }) => email);
  assert.deepEqual((await deactivateAll(sandbox.connection, whos, options)).counts, { deactivated: 5 });
});

test("a SCIM server that announces bulk gets one request for many", async () => {
  const { sandbox, client } = tenant({ provider: "scim", bulk: true, users: 10 });
  const before = await client.capabilities();
  assert.deepEqual(before.bulk, { create: true, deactivate: true, maxOperations: 100, maxPayloadBytes: 100_000 });
  const { counts } = await client.provisionAll(people(150).map(({ role, ...person }) => person));
  assert.deepEqual(counts, { created: 150 });
  assert.deepEqual(
    writes(sandbox).map(({ method, path }) => `${method} ${path}`),
    ["POST /scim/v2/Bulk", "POST /scim/v2/Bulk"],
  );
});

test("fifty thousand people need no more memory than their results", async () => {
  const { client } = tenant({ users: 0 }, { sleep: impatient });
  let read = 0;
  let most = 0;
  let done = 0;
  async function* source() {
    for (let at = 0; at < 50_000; at += 1) {
      read += 1;
      most = Math.max(most, read - done);
      yield { email: `nobody-${at}` };
    }
  }
  const { counts } = await client.provisionAll(source(), {
    onProgress: (count) => {
      done = count;
    },
  });
  assert.deepEqual(counts, { failed: 50_000 });
  assert.ok(most <= 400, `${most} were read ahead`);
});

test("a batch as a step never throws for what went wrong", async () => {
  const { client } = tenant({ users: 5 });
  const output = await client.run({ action: "provisionAll", input: { people: [JOINER, { email: "x" }] } });
  assert.equal(output.ok, true);
  assert.deepEqual(output.data.counts, { created: 1, failed: 1 });
  assert.deepEqual(outcomes(output.data), ["created", "invalid_input"]);
  const bad = await client.run({ action: "provisionAll", input: { people: "jane@example.com" } });
  assert.deepEqual([bad.ok, bad.error.code, bad.error.message], [false, "invalid_input", "people: expected an array"]);
});
